"""The rule for what the group's own words say of a meeting, or of a part: no number gives away another.

Outside the group what is känsligt is told apart. A text that says how many there were with it gives
that away, since the tables beside it say how many there were without. That is all that is judged
here: what else such a text counts is its own. What a summary says of its whole report is judged by
`summaries.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from generator.cli.claims import SENTENCE_END, Claim, Counted, find_claims
from generator.cli.summaries import LEDGER, SAID, say_claimed, say_counted_in
from generator.problems import Origin, Problem, Severity, quote
from generator.records import Archive, Area, Distribution, Mall, Meeting, Place, ProblemType

Part = Area | ProblemType | Place
BEFORE = "inom|i|på|vid|för|om|av|kring|från"
KIND = "området|problemtypen|platsen"
# In its own notes a meeting may name itself, and means all of it.
HERE = re.compile(r"(?<!\w)(?:till|på|vid|under) (?:dagens )?mötet(?!\w)", re.IGNORECASE)
OF_PART = (
    "Talet gäller känsliga problemtyper, som redovisas för sig utanför gruppen. Skriv inget tal."
)


@dataclass(frozen=True, slots=True)
class Own:
    """A text of the group's own: of which meetings and month, and of which part if it is of one.

    `lines` are where each line of it stands. The whole is told of in it unless it `is_summary`.
    """

    text: str
    month: str
    meetings: Sequence[Meeting]
    lines: Sequence[Origin]
    part: Part | None = None
    is_summary: bool = False


def check_own_numbers(archive: Archive) -> Iterator[Problem]:
    """Yield a varning for every number with what is känsligt in it, in words that go outside the group."""
    mall = archive.mall
    sensitive = {
        archive.taken_up_at(entry)
        for entry in archive.entries
        if entry.stands and entry.problem_type and entry.problem_type.is_sensitive
    }
    if not sensitive or not mall.rank(mall.default(Distribution)):
        return
    every: tuple[Part, ...] = (*mall.places, *mall.problem_types, *mall.areas)
    parts = {word.casefold(): row for row in every for word in row.words}
    longest = "|".join(re.escape(word) for word in sorted(parts, key=len, reverse=True))
    named = re.compile(
        rf"(?<!\w)(?:(?:{BEFORE}) )?(?:(?:{KIND}) )?({longest})(?!\w)", re.IGNORECASE
    )
    for own in find_own(archive):
        if any(meeting.id in sensitive for meeting in own.meetings):
            said = [*find_said(own, named, parts)]
            yield from judge(archive, own, said) if said else ()


def find_own(archive: Archive) -> Iterator[Own]:
    """Yield the group's own texts of what was counted."""
    for report in archive.reports:
        if report.file and report.meetings:
            source = report.file.source
            lines = [source.place_in_text(n) for n in range(report.file.text.count("\n") + 1)]
            yield Own(report.file.text, report.id, report.meetings, lines, is_summary=True)
    areas: dict[str, Part] = {area.name: area for area in archive.mall.areas}
    for meeting in archive.held_meetings:
        month = f"{meeting.day:%Y-%m}"
        lines = [meeting.source.place_in_text(n) for n in range(meeting.text.count("\n") + 1)]
        yield Own(meeting.text, month, (meeting,), lines)
        for name, row in meeting.assessments.items():
            for key, text in (("text", row.text), ("konsekvenser", row.consequences)):
                at = meeting.origin("bedömning", name, key)
                one = " ".join(text.split()).rstrip(".")
                yield Own(f"{one}.", month, (meeting,), (at,), areas.get(name))


def find_said(
    own: Own, named: re.Pattern[str], parts: Mapping[str, Part]
) -> Iterator[tuple[Claim, Part | None]]:
    """Yield what a text says of händelser and poster, and of which part; None is all of them."""
    if not own.is_summary:
        claims = find_claims(own.text, own.month, HERE)
        yield from ((claim, own.part) for claim in claims if claim.what in LEDGER)
    ends = [0, *(found.end() for found in SENTENCE_END.finditer(own.text)), len(own.text)]
    for start, end in pairwise(ends):
        found = named.findall(own.text[start:end])
        line = own.text[:start].count("\n")
        # Of what lies in two parts nobody can say how it is counted.
        for claim in find_claims(own.text[start:end], own.month, named) if len(found) == 1 else ():
            if claim.what in LEDGER:
                yield replace(claim, line=line + claim.line), parts[found[0].casefold()]


def judge(
    archive: Archive, own: Own, said: Sequence[tuple[Claim, Part | None]]
) -> Iterator[Problem]:
    """Yield a varning for every claim that counts in what its readers are not told of."""
    from generator.analysis import count_parts, show_to_readers

    nearest = next(show_to_readers(archive))
    wholes, shown = count_parts(archive, own.meetings), count_parts(nearest, own.meetings)
    for claim, part in said:
        # The whole kommun is a plats of what has no nearer one; in words it is all of it.
        is_whole = isinstance(part, Place) and part.kind == "kommun"
        name = part.name if part and not is_whole else ""
        whole, told = (both[claim.what is Counted.POSTS][name] for both in (wholes, shown))
        if not claim.number == whole > told or not is_told_of(nearest.mall, part):
            continue
        apart = isinstance(part, Area | ProblemType) and nearest.is_apart(part)
        text = OF_PART if apart else say_counted_in(claim, {claim.what: told})
        yield Problem(
            own.lines[claim.line],
            f"{quote(claim.words)} säger {say_claimed(claim)}. {text}",
            SAID,
            severity=Severity.VARNING,
        )


def is_told_of(mall: Mall, part: Part | None) -> bool:
    """Say whether a reader's mall has a part: premises are counted as what they lie in."""
    return not isinstance(part, Place) or any(row.slug == part.slug for row in mall.places)
