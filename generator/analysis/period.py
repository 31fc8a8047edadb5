"""What a monthly report follows up: decisions, promises and åtgärder, as of the report's own day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from generator.analysis.chain import Chain
from generator.analysis.status import (
    ActionStatus,
    DecisionStatus,
    State,
    action_status,
    assignment_status,
    decision_status,
    find_ending,
)
from generator.records import (
    Decision,
    Meeting,
    PlacedAction,
    PlacedAssignment,
    Report,
    place_assignments,
)

PROMISES = ("löfte", "inriktning", "åtgärdsplan")
STANDING = (State.DECIDED, State.GOING_ON, State.ACCOUNTED)
SETTLED = (State.ENDED, State.REPLACED, State.RESUMED)


@dataclass(frozen=True, slots=True)
class FollowedDecision:
    """A decision and its status on the report's own day, and so for each of its uppdrag."""

    decision: Decision
    status: DecisionStatus
    assignments: tuple[tuple[PlacedAssignment, State], ...]


@dataclass(frozen=True, slots=True)
class FollowedAction:
    """An åtgärd, its status on the report's own day, and the meeting it came from."""

    placed: PlacedAction
    status: ActionStatus
    meeting: Meeting


@dataclass(frozen=True, slots=True)
class Actions:
    """A report's åtgärder; each stands in one group only.

    `later` are of a later report, but were open already on this one's own day.
    """

    done: tuple[FollowedAction, ...]
    broken_off: tuple[FollowedAction, ...]
    late: tuple[FollowedAction, ...]
    going_on: tuple[FollowedAction, ...]
    new: tuple[FollowedAction, ...]
    later: tuple[FollowedAction, ...]

    @property
    def every(self) -> tuple[FollowedAction, ...]:
        """Those of all groups but a later report's."""
        return (*self.done, *self.broken_off, *self.late, *self.going_on, *self.new)


@dataclass(frozen=True)
class Ledger:
    """The åtgärder of the whole archive, gone through once for all reports."""

    chain: Chain

    @cached_property
    def actions(self) -> list[tuple[Meeting, date, PlacedAction]]:
        """Each åtgärd with its meeting and the day it was closed, or `date.max` while open."""
        archive = self.chain.archive
        found = []
        for placed in archive.actions.values():
            meeting = archive.meeting.get(archive.taken_up_at(placed.record))
            if meeting and meeting.is_held:
                closed = find_ending(self.chain, placed.id, date.max) or date.max
                found.append((meeting, closed, placed))
        return sorted(found, key=lambda row: (row[0].day, row[2].id))

    @cached_property
    def followed(self) -> dict[str, Actions]:
        """The åtgärder of every report that had a meeting, grouped as of its own day, by its id."""
        found, since = {}, date.min
        for report in self.chain.archive.reports:
            if report.meetings:
                day = find_day(report, self.chain.archive.today)
                found[report.id] = find_actions(self, report, day, since)
                since = day
        return found


def find_day(report: Report, today: date) -> date:
    """Return the report's own day, which its statuses are told on."""
    file = report.file
    approval = (file.adopted or file.drawn_up) if file else None
    return approval.day if approval else min(report.end, today)


def find_decisions(
    chain: Chain, report: Report, day: date, since: date
) -> Iterator[FollowedDecision]:
    """Yield the decisions that were open when the period began, or moved since; oldest first."""
    start = min(report.start - timedelta(days=1), since)
    for decision in chain.decisions:
        if decision.day > day:
            continue
        followed = follow_decision(chain, decision, day)
        moved = any(start < step.day for step in followed.status.steps)
        if moved or decision_status(chain, decision, start).state not in SETTLED:
            yield followed


def follow_decision(chain: Chain, decision: Decision, day: date) -> FollowedDecision:
    """Return a decision with its status and its uppdrag's on a day."""
    placed = place_assignments(decision)
    uppdrag = tuple((row, assignment_status(chain, row, day)) for row in placed)
    return FollowedDecision(decision, decision_status(chain, decision, day), uppdrag)


def find_promises(chain: Chain, day: date) -> list[FollowedDecision]:
    """Return the promises, directions and plans in force on a day, oldest first."""
    made = [d for d in chain.decisions if d.type.role in PROMISES and d.day <= day]
    followed = [follow_decision(chain, d, day) for d in made]
    return [row for row in followed if row.status.state in STANDING]


def find_actions(ledger: Ledger, report: Report, day: date, since: date) -> Actions:
    """Group the åtgärder of this and earlier periods by how far they have come."""
    own = {meeting.id for meeting in report.meetings}
    known = [
        FollowedAction(placed, action_status(ledger.chain, placed, day), meeting)
        for meeting, closed, placed in ledger.actions
        if meeting.day <= max(day, report.end) and closed > since
    ]
    rows = [row for row in known if row.meeting.day <= report.end]

    def closed_as(state: State) -> tuple[FollowedAction, ...]:
        closed = [row for row in rows if row.status.state is state]
        days = [find_ending(ledger.chain, row.placed.id, day) for row in closed]
        return tuple(row for row, end in zip(closed, days, strict=True) if end and end > since)

    going_on = [row for row in rows if row.status.state is State.GOING_ON]
    return Actions(
        done=closed_as(State.DONE_ACTION),
        broken_off=closed_as(State.BROKEN_OFF_ACTION),
        late=tuple(row for row in rows if row.status.state is State.LATE_ACTION),
        going_on=tuple(row for row in going_on if row.meeting.id not in own),
        new=tuple(row for row in going_on if row.meeting.id in own),
        later=tuple(row for row in known if row.meeting.day > report.end and row.status.is_open),
    )
