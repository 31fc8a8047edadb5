"""The rule for what a report's summary says in numbers: it is what the archive counts.

A report that is sent keeps its words, so the numbers it was adopted with will do too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from generator.cli.claims import Claim, Counted, find_claims
from generator.problems import Problem, Severity, quote
from generator.records import Archive, Report, Since
from generator.swedish import say_month, say_number

if TYPE_CHECKING:
    from generator.analysis import NumberName

SinceOf = Callable[[Report], Since]


def check_summaries(archive: Archive, since_of: SinceOf) -> Iterator[Problem]:
    """Yield a varning for every number of a summary that is another in the archive."""
    for report in archive.reports:
        # Counting loads much, and most summaries say no such number.
        if report.file and report.meetings:
            claims = [*find_claims(report.file.text, report.id)]
            yield from check_claims(archive, report, claims, since_of) if claims else ()


def check_claims(
    archive: Archive, report: Report, claims: Sequence[Claim], since_of: SinceOf
) -> Iterator[Problem]:
    """Yield a varning for every claim that is not as the report counts, or did when it was adopted."""
    from generator.analysis import amend_report, count_report

    assert report.file is not None
    numbers = count_report(archive, report.id)
    now = read_counts(numbers, report.id)
    wrong = [claim for claim in claims if now[claim.what] != claim.number]
    if wrong and report.file.adopted:
        for row in reversed(amend_report(archive, report, since_of(report))):
            numbers |= {moved.number: moved.before for moved in row.moved if moved.before}
        then = read_counts(numbers, report.id)
        wrong = [claim for claim in wrong if then[claim.what] != claim.number]
    for claim in wrong:
        noun = claim.what.of_one if claim.number == 1 else claim.what
        text = (
            f"{quote(claim.words)} säger {say_number(claim.number)} {noun}. I rapporten för "
            f"{say_month(report.id)} räknar arkivet {say_number(now[claim.what])}. Rätta talet, eller "
            "skriv i samma mening vilken del det gäller."
        )
        origin = report.file.source.place_in_text(claim.line)
        yield Problem(origin, text, "text", severity=Severity.VARNING)


def read_counts(numbers: Mapping[NumberName, str], month: str) -> Mapping[Counted, int]:
    """Return the numbers of a report that its summary may give, by what they are of."""
    from generator.analysis import NumberName, What

    def count(what: What, of: str = "") -> int:
        return int(numbers[NumberName(what, "", of)])

    told, expected = numbers[NumberName(What.REPORTED)].split(" av ")
    done, broken_off, late = count(What.DONE), count(What.BROKEN_OFF), count(What.LATE)
    # The report lists the new ones by themselves; they are going on too.
    going_on = count(What.GOING_ON) + count(What.NEW)
    return {
        Counted.EVENTS: count(What.EVENTS, month),
        Counted.POSTS: count(What.POSTS, month),
        Counted.MEETINGS: count(What.HELD),
        Counted.PROPOSALS: count(What.PROPOSALS),
        Counted.ACTIONS: done + broken_off + late + going_on,
        Counted.DONE: done,
        Counted.BROKEN_OFF: broken_off,
        Counted.LATE: late,
        Counted.GOING_ON: going_on,
        Counted.EXPECTED: int(expected),
        Counted.REPORTED: int(told),
    }
