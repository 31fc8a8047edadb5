"""What has happened since the meeting before: derived from the records' own days.

Each thing is news once: what has a day of its own at the first meeting from that day on, a
follow-up at the meeting that took it up, however long ago it was done.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from generator.analysis.chain import Chain
from generator.analysis.counts import Posts, count_posts
from generator.analysis.status import (
    ENDED,
    State,
    decision_status,
    find_late_actions,
    find_late_assignments,
    told_state,
)
from generator.records import Account, Area, Decision, Entry, Meeting, PlacedFollowUp


@dataclass(frozen=True, slots=True)
class AreaChange:
    """An område whose level or trend is another than at the meeting before."""

    area: Area
    level_before: str | None
    level_now: str | None
    trend_before: str | None
    trend_now: str | None


@dataclass(frozen=True, slots=True)
class Ending:
    """An åtgärd or uppdrag that is told to be done or broken off, by its id."""

    id: str
    state: State


@dataclass(frozen=True, slots=True)
class Changes:
    """Everything new at a meeting; `since` is None at the first.

    Of a meeting that is still to come, what has happened so far. The late ones are ids of åtgärder
    and uppdrag: those that have come to be late since the meeting before, and those that were.
    """

    since: Meeting | None
    posts: Posts
    areas: tuple[AreaChange, ...]
    ended: tuple[Ending, ...]
    newly_late: tuple[str, ...]
    still_late: tuple[str, ...]
    decisions: tuple[Decision, ...]
    accounts: tuple[Account, ...]
    corrected: tuple[Entry, ...]
    withdrawn: tuple[Entry, ...]
    removed: tuple[Entry, ...]


@dataclass(frozen=True)
class News:
    """What is new at each held meeting, and at the next one planned."""

    chain: Chain

    @cached_property
    def meetings(self) -> tuple[Meeting, ...]:
        """The meetings that have news, oldest first."""
        archive = self.chain.archive
        ahead = [m for m in archive.meetings if m.status == "planerat" and m.day >= archive.today]
        return (*archive.held_meetings, *sorted(ahead, key=lambda found: found.day)[:1])

    @cached_property
    def changed(self) -> tuple[Entry, ...]:
        """The entries that were corrected, withdrawn or removed, in the archive's order."""
        entries = self.chain.archive.entries
        return tuple(e for e in entries if e.corrections or e.withdrawn or e.removed)

    @cached_property
    def endings(self) -> dict[str, list[Ending]]:
        """The åtgärder and uppdrag that ended, by the meeting that heard of it."""
        found: dict[str, list[Ending]] = defaultdict(list)
        for target, told in self.chain.follow_ups.items():
            known: list[PlacedFollowUp] = []
            state: State | None = None
            for number, heard in self.hear(told):
                known = sorted([*known, *heard], key=lambda row: row.row.day)
                before, state = state, told_state(known[-1].row)
                if state in ENDED and state is not before:
                    found[self.meetings[number].id].append(Ending(target, state))
        return dict(found)

    def hear(self, told: Iterable[PlacedFollowUp]) -> Iterator[tuple[int, list[PlacedFollowUp]]]:
        """Yield what each meeting heard, by the meeting's number, in their order."""
        by_meeting: dict[int, list[PlacedFollowUp]] = defaultdict(list)
        for found in told:
            if (number := self.heard_at(found)) is not None:
                by_meeting[number].append(found)
        yield from sorted(by_meeting.items())

    def heard_at(self, found: PlacedFollowUp) -> int | None:
        """Return which meeting heard of something: one as late as its day, and as its own meeting."""
        told = self.chain.archive.day_of(found.record)
        for number, meeting in enumerate(self.meetings):
            day = max(told, found.row.day) if meeting.is_held else told
            if meeting.day >= day:
                return number
        return None

    def find_changes(self, meeting: Meeting) -> Changes | None:
        """Compare a meeting with the held one before it; None for one that has no news."""
        if all(found.id != meeting.id for found in self.meetings):
            return None
        chain, archive = self.chain, self.chain.archive
        before = chain.previous_meeting(meeting)
        first = before.day if before else date.min
        last = meeting.day if meeting.is_held else archive.today
        ended = self.endings.get(meeting.id, [])
        # An entry to the coming meeting may tell that something late is done.
        told = {row.id for row in ended}
        late = [key for key in find_late(chain, last) if key not in told]
        late_before = find_late(chain, first) if before else ()

        def is_new(day: date | None) -> bool:
            return day is not None and first < day <= last

        decisions, accounts = find_sent(chain, first, last)
        entries = archive.counted.entries_by_meeting.get(meeting.id, ())
        return Changes(
            since=before,
            posts=count_posts(archive.counted, entries),
            areas=tuple(compare_areas(chain, before, meeting)),
            ended=tuple(ended),
            newly_late=tuple(key for key in late if key not in late_before),
            still_late=tuple(key for key in late if key in late_before),
            decisions=decisions,
            accounts=accounts,
            corrected=tuple(
                e for e in self.changed if any(is_new(row.day) for row in e.corrections)
            ),
            withdrawn=tuple(e for e in self.changed if e.withdrawn and is_new(e.withdrawn.day)),
            removed=tuple(e for e in self.changed if e.removed and is_new(e.removed.day)),
        )


def find_late(chain: Chain, day: date) -> tuple[str, ...]:
    """Return the ids of the åtgärder and uppdrag that are late on a day."""
    actions = (placed.id for placed in find_late_actions(chain, day))
    assignments = (placed.id for placed in find_late_assignments(chain, day))
    return (*actions, *assignments)


def find_sent(
    chain: Chain, first: date, last: date
) -> tuple[tuple[Decision, ...], tuple[Account, ...]]:
    """Return the decisions that have moved after one day and by another, and what was accounted for.

    An account is left out where its decision's status tells of it.
    """
    decisions = tuple(d for d in chain.decisions if has_moved(chain, d, first, last))
    told = {d.id for d in decisions if decision_status(chain, d, last).state is State.ACCOUNTED}
    new = (a for a in chain.archive.accounts if first < a.day <= last)
    return decisions, tuple(a for a in new if a.decision_id not in told)


def has_moved(chain: Chain, decision: Decision, first: date, last: date) -> bool:
    """Say whether a decision was taken, came on or was overtaken after one day and by another."""
    status = decision_status(chain, decision, last)
    days = [step.day for step in status.steps]
    if status.newer:
        days.append(status.newer.day)
    return any(first < day <= last for day in days)


def compare_areas(chain: Chain, before: Meeting | None, meeting: Meeting) -> Iterator[AreaChange]:
    """Yield the områden judged otherwise than at the meeting before, in the mall's order."""
    if before is None or not meeting.is_held:
        return
    for area in chain.archive.mall.areas:
        old, new = before.assessments.get(area.name), meeting.assessments.get(area.name)
        change = AreaChange(
            area,
            old.level.name if old else None,
            new.level.name if new else None,
            old.trend.name if old and old.trend else None,
            new.trend.name if new and new.trend else None,
        )
        same_level = change.level_before == change.level_now
        if not same_level or change.trend_before != change.trend_now:
            yield change
