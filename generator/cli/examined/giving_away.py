"""The rule for what the group's own words say of a meeting, or of a part: no number gives away another.

So it is of what is proposed, which is of the meeting and its month, and of what was decided, which is
of the report that it names or of what it answers. A decision that names neither, what came of one and
an account are of no days that are known, so no number of theirs is held against any.

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

from generator.cli.examined.claims import SENTENCE_END, Claim, Counted, find_claims
from generator.cli.examined.summaries import LEDGER, SAID, say_claimed, say_counted_in
from generator.problems import Origin, Problem, Severity, quote
from generator.records import (
    Archive,
    Area,
    Distribution,
    Mall,
    Meeting,
    Place,
    ProblemType,
    Subject,
    place_proposals,
)
from generator.swedish import MONTHS

Part = Area | ProblemType | Place
BEFORE = "inom|i|på|vid|för|om|av|kring|från"
KIND = "området|problemtypen|platsen"
# Of a decision its protocol has the words: nothing else can be written in their place.
NO_NUMBER = "Talet räknar med känsliga problemtyper, som redovisas för sig utanför gruppen. Skriv inget tal."
HEADING = re.compile(r"^#+ .*$", re.MULTILINE)
# In its own notes a meeting may name itself, and means all of it.
HERE = re.compile(r"(?<!\w)(?:till|på|vid|under) (?:dagens )?mötet(?!\w)", re.IGNORECASE)
# Words that mean all of a month, where a text is of one meeting of several in it.
WHOLE_MONTH = re.compile(
    rf"(?<!\w)(?:{'|'.join(MONTHS)}|månadens?|periodens?)(?!\w)", re.IGNORECASE
)
OF_PART = (
    "Talet gäller känsliga problemtyper, som redovisas för sig utanför gruppen. Skriv inget tal."
)


@dataclass(frozen=True, slots=True)
class Own:
    """A text of the group's own: of which meetings and month, and of which parts it may be.

    `lines` are where each line of it stands. The whole is told of in it unless it `is_summary`. One
    that `is_decided` has the words of a protocol. What names something `else_of` is of other days.
    """

    text: str
    month: str
    meetings: Sequence[Meeting]
    lines: Sequence[Origin]
    parts: Sequence[Part | None] = (None,)
    is_summary: bool = False
    is_decided: bool = False
    else_of: re.Pattern[str] | None = None


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
    known = set[tuple[Origin, str, Counted, int]]()
    for own in (*find_own(archive), *find_proposed(archive), *find_decided(archive)):
        if any(meeting.id in sensitive for meeting in own.meetings):
            said = [*find_said(own, named, parts)]
            for claim, problem in judge(archive, own, said) if said else ():
                # A text may be of several parts, and of a meeting and of its month.
                told = problem.origin, claim.words, claim.what, claim.number
                if told not in known:
                    known.add(told)
                    yield problem


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
        periods = [*find_periods(archive, (meeting,))]
        for meetings, other in periods:
            yield Own(meeting.text, month, meetings, lines, else_of=other)
        for name, row in meeting.assessments.items():
            for key, text in (("text", row.text), ("konsekvenser", row.consequences)):
                at = meeting.origin("bedömning", name, key)
                one = " ".join(text.split()).rstrip(".")
                for meetings, other in periods:
                    part = areas.get(name)
                    yield Own(f"{one}.", month, meetings, (at,), (part,), else_of=other)


def find_proposed(archive: Archive) -> Iterator[Own]:
    """Yield what is said in each proposal that goes outside the group: of its meeting, and of the month."""
    from generator.analysis import show_to_readers

    nearest = next(show_to_readers(archive))
    told = {placed.id for meeting in nearest.meetings for placed in place_proposals(meeting)}
    for meeting in archive.held_meetings:
        month = f"{meeting.day:%Y-%m}"
        periods = [*find_periods(archive, (meeting,))]
        for index, placed in enumerate(place_proposals(meeting)):
            row = placed.proposal
            texts = (
                ("förslag", row.sentence),
                ("skäl", row.reason),
                ("om vi avstår", row.otherwise),
            )
            for key, text in texts if placed.id in told else ():
                at = meeting.origin("lyfts till BRÅ", index, key)
                one = " ".join(text.split()).rstrip(".")
                for meetings, other in periods:
                    parts = parts_of(row.subject)
                    yield Own(f"{one}.", month, meetings, (at,), parts, else_of=other)


def find_decided(archive: Archive) -> Iterator[Own]:
    """Yield the sections of each decision that goes outside the group and is of known meetings."""
    from generator.analysis import show_to_readers

    nearest = next(show_to_readers(archive))
    for decision in archive.decisions:
        report = archive.report.get(decision.report or "")
        answered = {key.partition("#")[0] for key in decision.answers}
        asked = (archive.meeting[key] for key in sorted(answered & archive.meeting.keys()))
        meetings = tuple(report.meetings if report else asked)
        if not meetings or decision.id not in nearest.decision:
            continue
        month = f"{meetings[-1].day:%Y-%m}"
        source, first = decision.source, 0
        for text in HEADING.split(decision.text):
            # A section begins where its heading ends.
            lines = [source.place_in_text(first + n) for n in range(text.count("\n") + 1)]
            for days, other in find_periods(archive, meetings):
                yield Own(
                    text.lstrip("\n"),
                    month,
                    days,
                    lines[count_first(text) :],
                    parts_of(decision.subject),
                    is_decided=True,
                    else_of=other,
                )
            first += text.count("\n")


def find_periods(
    archive: Archive, meetings: tuple[Meeting, ...]
) -> Iterator[tuple[tuple[Meeting, ...], re.Pattern[str] | None]]:
    """Yield what a text on some meetings may be of, with the words that mean the other: them, and all of their month."""
    report = archive.report.get(f"{meetings[-1].day:%Y-%m}")
    month = tuple(report.meetings) if report else ()
    if {meeting.id for meeting in meetings} < {meeting.id for meeting in month}:
        yield meetings, WHOLE_MONTH
        yield month, HERE
    else:
        yield meetings, None


def count_first(text: str) -> int:
    """Return how many empty lines a text begins with."""
    return len(text) - len(text.lstrip("\n"))


def parts_of(subject: Subject) -> tuple[Part | None, ...]:
    """Return what the words on a subject may be of: of all, of its problemtyp or of its plats."""
    return (None, *(row for row in (subject.problem_type, subject.place) if row))


def find_said(
    own: Own, named: re.Pattern[str], parts: Mapping[str, Part]
) -> Iterator[tuple[Claim, Part | None]]:
    """Yield what a text says of händelser and poster, and of which part; None is all of them."""
    if not own.is_summary:
        claims = [*find_claims(own.text, own.month, HERE)]
        yield from ((claim, part) for claim in claims if is_of(own, claim) for part in own.parts)
    ends = [0, *(found.end() for found in SENTENCE_END.finditer(own.text)), len(own.text)]
    for start, end in pairwise(ends):
        found = named.findall(own.text[start:end])
        line = own.text[:start].count("\n")
        # Of what lies in two parts nobody can say how it is counted.
        for claim in find_claims(own.text[start:end], own.month, named) if len(found) == 1 else ():
            if is_of(own, claim):
                yield replace(claim, line=line + claim.line), parts[found[0].casefold()]


def is_of(own: Own, claim: Claim) -> bool:
    """Say whether a claim is of what the ledgers hold, and not of other days than its text is held against."""
    return claim.what in LEDGER and not (own.else_of and own.else_of.search(claim.words))


def judge(
    archive: Archive, own: Own, said: Sequence[tuple[Claim, Part | None]]
) -> Iterator[tuple[Claim, Problem]]:
    """Yield every claim that counts in what its readers are not told of, with its varning."""
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
        text = say_counted_in(claim, {claim.what: told})
        text = OF_PART if apart else NO_NUMBER if own.is_decided else text
        said_so = f"{quote(claim.words)} säger {say_claimed(claim)}. {text}"
        yield claim, Problem(own.lines[claim.line], said_so, SAID, severity=Severity.VARNING)


def is_told_of(mall: Mall, part: Part | None) -> bool:
    """Say whether a reader's mall has a part: premises are counted as what they lie in."""
    return not isinstance(part, Place) or any(row.slug == part.slug for row in mall.places)
