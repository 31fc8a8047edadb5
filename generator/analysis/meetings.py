"""A meeting beside those before it: what it told of, how an område was judged, what comes back.

A meeting is no period to judge: its numbers are shown beside others', and no verdict is given. A
problem's thread leads back from an entry by `fortsätter`, by way of whoever told of the same event.
What is merely alike is not counted, but good news of the same problemtyp and plats ends a row too.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice

from generator.analysis.chain import Chain, gather
from generator.analysis.counts import NO_MEETING, Amount, Frame, Posts, count_posts, is_post
from generator.analysis.reporting import find_coverage
from generator.records import (
    Archive,
    Area,
    Assessment,
    Entry,
    Kind,
    Meeting,
    Place,
    ProblemType,
    once,
)
from generator.swedish import round_off

MEETINGS = 6


@dataclass(frozen=True, slots=True)
class Usual:
    """The händelser of a problem type at a meeting, and at those before it, oldest first."""

    problem_type: ProblemType
    events: int
    before: tuple[int, ...]

    @property
    def mean(self) -> Amount:
        """The mean of the meetings before, to a tenth."""
        if not self.before:
            return Amount(None, NO_MEETING)
        if len(self.before) == 1 or not any(self.before):
            return Amount(self.before[0])
        mean = Decimal(sum(self.before)) / len(self.before)
        return Amount(round_off(mean, 1))

    @property
    def low(self) -> Amount:
        """The fewest of the meetings before."""
        return Amount(min(self.before)) if self.before else Amount(None, NO_MEETING)

    @property
    def high(self) -> Amount:
        """The most of the meetings before."""
        return Amount(max(self.before)) if self.before else Amount(None, NO_MEETING)

    @property
    def is_shown(self) -> bool:
        """Whether it is told of now, or has been told of at every second meeting on average."""
        return self.events > 0 or 2 * sum(self.before) >= len(self.before) > 0


def find_earlier(archive: Archive, meeting: Meeting) -> tuple[Meeting, ...]:
    """Return the held meetings before one that it is compared with, oldest first.

    One to which nobody reported told of nothing, and is no part of what is usual.
    """
    before = (found for found in reversed(archive.held_meetings) if found.day < meeting.day)
    told = (found for found in before if find_coverage(archive, found).is_told)
    return tuple(islice(told, MEETINGS))[::-1]


def find_usual(
    archive: Archive, entries: Frame, meeting: Meeting, earlier: Sequence[Meeting]
) -> Iterator[Usual]:
    """Yield the problem types worth showing, most händelser first, then those most usual."""
    meetings = [found.id for found in (*earlier, meeting)]
    events = count_types(archive, entries)
    rows = (
        Usual(found, now, tuple(before))
        for found in archive.mall.problem_types
        for *before, now in [[events[held, found.slug] for held in meetings]]
    )
    shown = (row for row in rows if row.is_shown)
    yield from sorted(shown, key=lambda row: (-row.events, -sum(row.before)))


@once
def count_types(archive: Archive, entries: Frame) -> Counter[tuple[str, str]]:
    """Return the händelser of each meeting and problem type, by their ids."""
    events: Counter[tuple[str, str]] = Counter()
    rows = zip(entries["meeting"], entries["problem_type"], entries["events"], strict=True)
    for meeting, problem_type, number in rows:
        events[meeting, problem_type] += int(number)
    return events


@dataclass(frozen=True, slots=True)
class Judgement:
    """An område at a meeting: how it was judged, if it was, and what was told of it.

    Where nobody reported to the meeting at all, `is_reported` is False and no number is known.
    """

    meeting: Meeting
    assessment: Assessment | None
    posts: Posts
    is_reported: bool


@dataclass(frozen=True, slots=True)
class Since:
    """The first meeting of a row that judged the same, and how many within it did not judge."""

    meeting: Meeting
    unjudged: int


def find_judgements(archive: Archive, area: Area, entries: Iterable[Entry]) -> list[Judgement]:
    """Return the meetings at which an område was in use, newest first.

    `entries` are those of it that are counted.
    """
    at = gather((archive.taken_up_at(entry), entry) for entry in entries)
    told = [
        Judgement(
            m,
            m.assessments.get(area.name),
            count_posts(archive.counted, at.get(m.id, ())),
            find_coverage(archive, m).is_told,
        )
        for m in sorted(archive.meetings, key=lambda found: found.planned, reverse=True)
    ]
    return [
        row for row in told if row.posts != Posts() or row.assessment or is_told(area, row.meeting)
    ]


def is_told(area: Area, meeting: Meeting) -> bool:
    """Say whether a meeting's page has the område in use: a planned one has nothing to tell yet."""
    return meeting.status != "planerat" and area.valid_at(meeting.day)


def latest_judged(history: Sequence[Judgement]) -> Judgement | None:
    """Return the latest held meeting that judged the område."""
    return next((row for row in history if row.meeting.is_held and row.assessment), None)


def find_since(
    history: Sequence[Judgement], value_of: Callable[[Assessment | None], str]
) -> Since | None:
    """Return the first of the held meetings in a row that judged the same as the latest one did.

    A meeting that did not judge it says nothing of it, so the row goes on past it.
    """
    latest = latest_judged(history)
    if latest is None:
        return None
    value, found, passed = value_of(latest.assessment), Since(latest.meeting, 0), 0
    for row in history:
        if not row.meeting.is_held or row.meeting.day > latest.meeting.day:
            continue
        told = value_of(row.assessment)
        if told == value:
            found, passed = Since(row.meeting, found.unjudged + passed), 0
        elif told:
            break
        else:
            passed += 1
    return found


def level_of(assessment: Assessment | None) -> str:
    """Return the level's name; nothing where none was given."""
    judged = assessment is not None and assessment.level.role == "bedömd"
    return assessment.level.name if assessment and judged else ""


def trend_of(assessment: Assessment | None) -> str:
    """Return the trend's name; nothing where none was given, or it could not be told."""
    trend = assessment.trend if assessment else None
    return trend.name if trend and trend.role != "okänd" else ""


PROBLEM = ("händelse", "läge")
GOOD = "positivt"


@dataclass(frozen=True, slots=True)
class Returning:
    """Held meetings in a row that took up a problem; `place` is None unless all of them name it."""

    problem_type: ProblemType
    place: Place | None
    meetings: int


def find_returning(chain: Chain, meeting: Meeting) -> list[Returning]:
    """Return the rows of which a held meeting is the latest, the longest first."""
    last = chain.held_order[meeting.id]
    rows = (find_row(chain, entry, entry, last) for entry in find_told(chain, meeting, PROBLEM))
    return sorted(filter(None, rows), key=lambda row: -row.meetings)


def find_turned(chain: Chain, meeting: Meeting) -> list[tuple[Kind, Returning]]:
    """Return the rows that the meeting before was the latest of, when this one was told good news.

    Each with the sort of entry that told it, the longest row first.
    """
    last = chain.held_order[meeting.id] - 1
    found: dict[str, tuple[Kind, Returning]] = {}
    for good in find_told(chain, meeting, (GOOD,)):
        for entry in find_thread(chain, good):
            is_it = good.problem_type is None or is_about(entry, good.problem_type)
            is_latest = entry.kind.role in PROBLEM and order_of(chain, entry) == last
            if is_it and is_latest and (row := find_row(chain, entry, good, last)):
                found.setdefault(row.problem_type.slug, (good.kind, row))
    return sorted(found.values(), key=lambda pair: -pair[1].meetings)


def find_told(chain: Chain, meeting: Meeting, roles: Collection[str]) -> Iterator[Entry]:
    """Yield the poster of some roles that a meeting took up."""
    for entry in chain.archive.entries_by_meeting.get(meeting.id, ()):
        if entry.kind.role in roles and is_post(chain.archive, entry):
            yield entry


def find_row(chain: Chain, entry: Entry, told_by: Entry, last: int) -> Returning | None:
    """Return the held meetings in a row that took up an entry's problem, the latest by its order.

    What was told after the meeting of `told_by` is not known there.
    """
    kind, known = entry.problem_type, order_of(chain, told_by)
    if kind is None:
        return None
    thread = [e for e in find_thread(chain, entry) if order_of(chain, e) <= known]
    told = [e for e in thread if e.kind.role in PROBLEM and is_about(e, kind)]
    places: dict[int, set[str]] = defaultdict(set)
    for each in told:
        if not is_told_again(chain, each, told):
            places[order_of(chain, each)].add(each.place.slug if each.place else "")
    good = {order_of(chain, found) for found in find_good(chain, entry, thread)}
    row = []
    while last in places and last not in good:
        row.append(places[last])
        last -= 1
    if not row:
        return None
    is_one_place = entry.place and all(entry.place.slug in found for found in row)
    return Returning(kind, entry.place if is_one_place else None, len(row))


def find_thread(chain: Chain, entry: Entry) -> list[Entry]:
    """Return the poster that an entry leads back to, itself among them."""
    found, waiting = {entry.id: entry}, [entry]
    while waiting:
        last = waiting.pop()
        older = chain.archive.entry.get(last.continues or "")
        for other in (*((older,) if older else ()), *chain.same_event(last)):
            if other.id not in found:
                found[other.id] = other
                waiting.append(other)
    return [each for each in found.values() if is_post(chain.archive, each)]


def find_good(chain: Chain, entry: Entry, thread: Collection[Entry]) -> Iterator[Entry]:
    """Yield the good news in a thread, of what stands in it, and of the same problem and plats."""
    following = (newer for found in thread for newer in chain.continued_by.get(found.id, ()))
    alike: Collection[Entry] = ()
    if entry.problem_type and entry.place:
        alike = chain.entries_on.get((entry.problem_type.slug, entry.place.slug), ())
    for each in (*thread, *following, *alike):
        if each.kind.role == GOOD and is_post(chain.archive, each):
            yield each


def is_about(entry: Entry, kind: ProblemType) -> bool:
    """Say whether an entry is of a problemtyp."""
    return entry.problem_type is not None and entry.problem_type.slug == kind.slug


def is_told_again(chain: Chain, entry: Entry, told: Collection[Entry]) -> bool:
    """Say whether a newer one of some entries tells of the same event: it is taken up there."""
    newer = {e.id for e in told if (order_of(chain, e), e.id) > (order_of(chain, entry), entry.id)}
    return any(other.id in newer for other in chain.same_event(entry))


def order_of(chain: Chain, entry: Entry) -> int:
    """Return the place among the held meetings of the one that took a post up."""
    return chain.held_order[chain.archive.taken_up_at(entry)]
