"""What a monthly report follows up: decisions, åtgärder, what lies ahead, and its limits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from generator.analysis import (
    ActionStatus,
    Chain,
    DecisionStatus,
    State,
    action_status,
    decision_status,
    find_coverage,
    proposal_status,
)
from generator.pages.addresses import meeting_of
from generator.records import (
    Archive,
    Decision,
    Entry,
    Meeting,
    Organisation,
    Place,
    PlacedAction,
    Report,
)

PROMISES = ("löfte", "inriktning", "åtgärdsplan")
STANDING = (State.DECIDED, State.GOING_ON, State.ACCOUNTED)
CLOSED = ("klar", "avbruten")


@dataclass(frozen=True, slots=True)
class FollowedDecision:
    """A decision and its status on the report's own day."""

    decision: Decision
    status: DecisionStatus


@dataclass(frozen=True, slots=True)
class FollowedAction:
    """An åtgärd, its status on the report's own day, and the meeting it came from."""

    placed: PlacedAction
    status: ActionStatus
    meeting: Meeting


@dataclass(frozen=True, slots=True)
class Actions:
    """A report's åtgärder; each stands in one group only."""

    done: tuple[FollowedAction, ...]
    broken_off: tuple[FollowedAction, ...]
    late: tuple[FollowedAction, ...]
    going_on: tuple[FollowedAction, ...]
    new: tuple[FollowedAction, ...]


@dataclass(frozen=True, slots=True)
class Ahead:
    """Something planned: its days, what it is, where, and the record that tells more."""

    first: date
    last: date | None
    what: str
    place: Place | None
    record: Entry | Meeting | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """A correction, withdrawal or removal of an entry, in words."""

    day: date
    entry: Entry
    words: str


@dataclass(frozen=True)
class Ledger:
    """The åtgärder and changes of the whole archive, gone through once for all reports."""

    chain: Chain

    @cached_property
    def actions(self) -> list[tuple[Meeting, date, PlacedAction]]:
        """Each åtgärd with its meeting and the day it was closed, or `date.max` while open."""
        archive = self.chain.archive
        found = []
        for placed in archive.actions.values():
            meeting = archive.meeting.get(meeting_of(archive, placed))
            if meeting and meeting.is_held:
                found.append((meeting, self.closing_day(placed), placed))
        return sorted(found, key=lambda row: (row[0].day, row[2].id))

    def closing_day(self, placed: PlacedAction) -> date:
        """Return the day an åtgärd was closed for good."""
        told = self.chain.follow_ups.get(placed.id, [])
        return told[-1].row.day if told and told[-1].row.status in CLOSED else date.max

    @cached_property
    def changes(self) -> list[Change]:
        """Every correction, withdrawal and removal, oldest first."""
        found = [change for entry in self.chain.archive.entries for change in changes_of(entry)]
        return sorted(found, key=lambda change: (change.day, change.entry.id))


def changes_of(entry: Entry) -> Iterator[Change]:
    """Yield what has been changed in an entry since it was written."""
    for row in entry.corrections:
        words = (
            f"Rättelse: {row.field} var {row.said}, ska vara {row.says}. {row.reason.rstrip('.')}."
        )
        yield Change(row.day, entry, words)
    if entry.withdrawn:
        reason = entry.withdrawn.reason.rstrip(".")
        yield Change(entry.withdrawn.day, entry, f"Struken: {reason}. Posten räknas inte.")
    if entry.removed:
        words = f"Innehållet är borttaget på grund av {entry.removed.reason}. Posten räknas inte."
        yield Change(entry.removed.day, entry, words)


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
        status = decision_status(chain, decision, day)
        moved = any(start < step.day for step in status.steps)
        if moved or not is_settled(chain, decision, start):
            yield FollowedDecision(decision, status)


def is_settled(chain: Chain, decision: Decision, day: date) -> bool:
    """Say whether nothing was left of a decision on a day: ended, replaced or taken up again."""
    status = decision_status(chain, decision, day)
    answered = [chain.proposals[key] for key in decision.answers if key in chain.proposals]
    again = [proposal_status(chain, placed, day).decision is not decision for placed in answered]
    is_open = status.state in (State.TABLED, State.REFERRED)
    return (
        status.state is State.ENDED
        or State.REPLACED in status.marks
        or (is_open and bool(again) and all(again))
    )


def find_promises(chain: Chain, day: date) -> list[FollowedDecision]:
    """Return the promises, directions and plans in force on a day, oldest first."""
    made = [d for d in chain.decisions if d.type.role in PROMISES and d.day <= day]
    followed = [FollowedDecision(d, decision_status(chain, d, day)) for d in made]
    return [
        row
        for row in followed
        if row.status.state in STANDING and State.REPLACED not in row.status.marks
    ]


def find_actions(ledger: Ledger, report: Report, day: date, since: date) -> Actions:
    """Group the åtgärder of this and earlier periods by how far they have come."""
    own = {meeting.id for meeting in report.meetings}
    rows = [
        FollowedAction(placed, action_status(ledger.chain, placed, day), meeting)
        for meeting, closed, placed in ledger.actions
        if meeting.day <= report.end and closed > since
    ]

    def closed_as(state: State) -> tuple[FollowedAction, ...]:
        closed = [row for row in rows if row.status.state is state and row.status.latest]
        return tuple(r for r in closed if r.status.latest and r.status.latest.row.day > since)

    going_on = [row for row in rows if row.status.state is State.GOING_ON]
    return Actions(
        done=closed_as(State.DONE),
        broken_off=closed_as(State.BROKEN_OFF),
        late=tuple(row for row in rows if row.status.state is State.LATE_ACTION),
        going_on=tuple(row for row in going_on if row.meeting.id not in own),
        new=tuple(row for row in going_on if row.meeting.id in own),
    )


def find_ahead(archive: Archive, report: Report, day: date) -> list[Ahead]:
    """Return what the meetings know will happen after the period, and the next of them."""
    after = min(report.end, day)
    found: dict[tuple[date, str], Ahead] = {}
    for meeting in report.meetings:
        for row in meeting.upcoming:
            found.setdefault((row.day, row.what), Ahead(row.day, None, row.what, row.place))
        for entry in archive.entries_by_meeting.get(meeting.id, ()):
            if entry.stands and entry.kind.role == "kommande" and entry.start:
                ahead = Ahead(entry.start, entry.end, entry.title, entry.place, entry)
                found[entry.start, entry.title] = ahead
    following = find_next_meeting(archive, report)
    if following:
        found[following.day, ""] = Ahead(following.day, None, "EST-möte", None, following)
    coming = [ahead for ahead in found.values() if (ahead.last or ahead.first) > after]
    return sorted(coming, key=lambda ahead: (ahead.first, ahead.what))


def find_silent(archive: Archive, report: Report) -> list[tuple[Meeting, tuple[Organisation, ...]]]:
    """Return the meetings some organisation did not report to, and which."""
    silent = [(meeting, find_coverage(archive, meeting).silent) for meeting in report.meetings]
    return [(meeting, organisations) for meeting, organisations in silent if organisations]


def find_changes(ledger: Ledger, report: Report) -> list[Change]:
    """Return the changes made in the period, and those made whenever to the report's entries."""
    own = {meeting.id for meeting in report.meetings}
    archive = ledger.chain.archive
    return [
        change
        for change in ledger.changes
        if report.start <= change.day <= report.end or archive.taken_up_at(change.entry) in own
    ]


def find_next_meeting(archive: Archive, report: Report) -> Meeting | None:
    """Return the first meeting after the period."""
    later = [meeting for meeting in archive.meetings if meeting.day > report.end]
    return min((m for m in later if not m.called_off), key=lambda m: m.day, default=None)
