"""The rule for what a report's summary says in numbers: it is what its readers are shown.

Outside the group what is känsligt is told apart. A summary that counts it in would give it away: the
table beside it has the same number without. A report that is sent keeps its words, so the numbers it
was adopted with will do too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from generator.cli.examined.claims import Claim, Counted, find_claims
from generator.problems import Problem, Severity, quote
from generator.records import Archive, Report, Since
from generator.swedish import say_month, say_number

if TYPE_CHECKING:
    from generator.analysis import NumberName

SinceOf = Callable[[Report], Since]
Counts = Mapping[Counted, int]

# What the ledgers hold; the rest is of records that go to a reader or do not.
LEDGER = (Counted.EVENTS, Counted.POSTS)
PART = "Rätta talet, eller skriv i samma mening vilken del det gäller."
# The field of what is warned of in words: that their file was settled is told by others.
SAID = "text"
FROZEN = "Rapporten är redan fryst: rätta i en ny version."


def check_summaries(archive: Archive, since_of: SinceOf) -> Iterator[Problem]:
    """Yield a varning for every number of a summary that is another for those who read it."""
    for report in archive.reports:
        # Counting loads much, and most summaries say no such number.
        if report.file and report.meetings:
            claims = [*find_claims(report.file.text, report.id)]
            yield from check_claims(archive, report, claims, since_of) if claims else ()


def check_claims(
    archive: Archive, report: Report, claims: Sequence[Claim], since_of: SinceOf
) -> Iterator[Problem]:
    """Yield a varning for every claim that is not as the report counts, or did when it was adopted."""
    from generator.analysis import stand_as_adopted

    assert report.file is not None
    left = find_wrong(archive, report.id, claims)
    versions = [archive]
    if left and report.file.adopted:
        then = stand_as_adopted(archive, report, since_of(report))
        if report.id in then.report:
            versions.append(then)
            left = find_wrong(then, report.id, left)
    if not left:
        return
    (whole, told), *_ = counts = [count_both(version, report.id) for version in versions]
    for claim in left:
        parts = (
            f"{quote(claim.words)} säger {say_claimed(claim)}.",
            say_wrong(claim, report, whole, told)
            if not any(counts_in(claim, *both) for both in counts)
            else say_counted_in(claim, told),
            FROZEN if is_frozen(archive, report) else "",
        )
        origin = report.file.source.place_in_text(claim.line)
        yield Problem(origin, " ".join(filter(None, parts)), SAID, severity=Severity.VARNING)


def find_wrong(archive: Archive, month: str, claims: Sequence[Claim]) -> Sequence[Claim]:
    """Return the claims that say what no reader of a report's summary is shown."""
    from generator.analysis import count_report, show_to_readers

    left = claims
    for one in show_to_readers(archive):
        if left:
            told = read_counts(count_report(one, month), month)
            left = [claim for claim in left if told[claim.what] != claim.number]
    return left


def count_both(archive: Archive, month: str) -> tuple[Counts, Counts]:
    """Return what a report counts for the group, and for the nearest of those who read its summary."""
    from generator.analysis import count_report, show_to_readers

    nearest = next(show_to_readers(archive))
    whole, told = (read_counts(count_report(one, month), month) for one in (archive, nearest))
    return whole, told


def counts_in(claim: Claim, whole: Counts, told: Counts) -> bool:
    """Say whether a claim is the group's own number, with what others are not told of in it."""
    return claim.number == whole[claim.what] > told[claim.what]


def say_claimed(claim: Claim) -> str:
    """Say what a claim says: `14 händelser`, `1 händelse`."""
    return f"{say_number(claim.number)} {claim.what.of_one if claim.number == 1 else claim.what}"


def say_counted_in(claim: Claim, told: Counts) -> str:
    """Say what a number counts in that its readers are not told of, and the number to write."""
    what = (
        "känsliga problemtyper, som redovisas för sig utanför gruppen"
        if claim.what in LEDGER
        else "det som inte sprids utanför gruppen"
    )
    return f"Talet räknar med {what}. Skriv {say_number(told[claim.what])}."


def say_wrong(claim: Claim, report: Report, whole: Counts, told: Counts) -> str:
    """Say what a report counts, without what its readers are not told of, and what to do."""
    without = ""
    if whole[claim.what] != told[claim.what]:
        without = (
            ", utan känsliga problemtyper"
            if claim.what in LEDGER
            else " av det som sprids utanför gruppen"
        )
    counted = f"räknar arkivet {say_number(told[claim.what])}{without}"
    return f"I rapporten för {say_month(report.id)} {counted}. {PART}"


def is_frozen(archive: Archive, report: Report) -> bool:
    """Say whether a report is frozen as it was last adopted, and another is not under way."""
    adopted = report.adopted
    days = [one.day for one in archive.frozen if one.report == report.id]
    return bool(days) and (adopted is None or adopted.day <= max(days))


def read_counts(numbers: Mapping[NumberName, str], month: str) -> Counts:
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
