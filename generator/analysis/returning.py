"""Problems that come back meeting after meeting, and those of which something good is told.

A thread leads back from an entry by `fortsätter`, by way of whoever told of the same event. What
is merely alike is not counted, but good news of the same problemtyp and plats ends a row too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from generator.analysis.chain import Chain
from generator.analysis.posts import is_post
from generator.records import Entry, Kind, Meeting, Place, ProblemType

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
