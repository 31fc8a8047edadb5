"""What is followed up: åtgärder as pages show them, what is late, and what waits for whom."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TypeAlias

from generator.analysis.chain import Chain
from generator.analysis.status import (
    ENDED,
    LATE_STATES,
    ActionStatus,
    ProposalStatus,
    State,
    action_status,
    assignment_status,
    find_late_actions,
    find_late_assignments,
    find_open_proposals,
    proposal_status,
)
from generator.records import (
    Archive,
    Organisation,
    PlacedAction,
    PlacedAssignment,
    PlacedFollowUp,
    PlacedProposal,
    find_deciders,
    place_assignments,
)

Followed: TypeAlias = tuple[PlacedAction, ActionStatus]


@dataclass(frozen=True, slots=True)
class Later:
    """What came of an åtgärd or uppdrag after a page's own day.

    `found` is the newest follow-up since; `late` is the status on the archive's date if that has
    come to be late, and nobody has told otherwise.
    """

    found: PlacedFollowUp | None
    late: State | None


def find_later(chain: Chain, placed: PlacedAction | PlacedAssignment, day: date) -> Later | None:
    """Return what came after a day; nothing of it where the archive is read as of an earlier one."""
    archive = chain.archive
    limit = archive.asked_date or date.max
    told = [row for row in chain.follow_ups.get(placed.id, ()) if day < row.row.day <= limit]
    newest = told[-1] if told else None
    now = state_of(chain, placed, archive.today)
    # What a follow-up of a coming meeting says is newer than any status.
    is_news = now in LATE_STATES and now is not state_of(chain, placed, day)
    late = now if is_news and (newest is None or newest.row.day <= archive.today) else None
    return Later(newest, late) if newest or late else None


def state_of(chain: Chain, placed: PlacedAction | PlacedAssignment, day: date) -> State:
    """Return the status of an åtgärd or uppdrag on a day."""
    if isinstance(placed, PlacedAction):
        return action_status(chain, placed, day).state
    return assignment_status(chain, placed, day)


def follow_actions(chain: Chain, actions: Iterable[PlacedAction], day: date) -> list[Followed]:
    """Return each åtgärd with its status on a day."""
    return [(placed, action_status(chain, placed, day)) for placed in actions]


def sort_followed(rows: Iterable[Followed]) -> list[Followed]:
    """Sort what is left to do by its last day, and then what has ended, newest first."""
    followed = list(rows)
    left = sorted((row for row in followed if row[1].is_open), key=due_on)
    ended = sorted((row for row in followed if not row[1].is_open), key=ended_on, reverse=True)
    return [*left, *ended]


def due_on(row: Followed) -> date:
    """Return the last day of an åtgärd; one without comes last."""
    return row[0].action.due or date.max


def ended_on(row: Followed) -> date:
    """Return the day an åtgärd was last told of: only a follow-up ends one."""
    return row[1].latest.row.day if row[1].latest else date.min


@dataclass(frozen=True, slots=True)
class LateAssignment:
    """A late uppdrag, with the late åtgärder that carry it out."""

    placed: PlacedAssignment
    actions: tuple[PlacedAction, ...]


@dataclass(frozen=True)
class Late:
    """Everything late on a day."""

    chain: Chain
    day: date

    @cached_property
    def assignments(self) -> list[LateAssignment]:
        """The late uppdrag, oldest first."""
        pairs = find_pairs(self.chain)
        return [
            LateAssignment(
                placed, tuple(row for row in self.all_actions if pairs.get(row.id) == placed.id)
            )
            for placed in find_late_assignments(self.chain, self.day)
        ]

    @cached_property
    def all_actions(self) -> list[PlacedAction]:
        """The late åtgärder."""
        return find_late_actions(self.chain, self.day)

    @cached_property
    def other_actions(self) -> list[PlacedAction]:
        """The late åtgärder that carry out no late uppdrag."""
        told = {row.id for late in self.assignments for row in late.actions}
        return [row for row in self.all_actions if row.id not in told]


def find_pairs(chain: Chain) -> dict[str, str]:
    """Return the uppdrag that each åtgärd carries out, by their ids.

    They are one and the same when an entry follows both up, as just as far come on the same day, and
    the same organisation answers for both. A meeting's minutes follow up whatever there is.
    """
    pairs = {}
    actions, assignments = chain.archive.actions, chain.assignments
    for entry in chain.archive.entries:
        rows = entry.follow_ups if entry.stands else ()
        uppdrag = [row for row in rows if row.action in assignments]
        if len(uppdrag) != 1:
            continue
        told, owner = uppdrag[0], assignments[uppdrag[0].action].assignment.responsible
        for row in rows:
            same = (row.day, row.status) == (told.day, told.status)
            placed = actions.get(row.action)
            if placed and same and placed.action.responsible.slug == owner.slug:
                pairs[placed.id] = told.action
    return pairs


PREPARED = (*ENDED, State.ACCOUNTED, State.ENDED)


@dataclass(frozen=True, slots=True)
class Waiting:
    """An open proposal: where it is decided, if that is written, and who prepares it meanwhile.

    `is_referred` while it has been referred back and nobody has told that it is prepared.
    """

    placed: PlacedProposal
    status: ProposalStatus
    deciders: tuple[str, ...]
    is_referred: bool
    preparers: tuple[Organisation, ...]


def find_waiting(chain: Chain, day: date) -> list[Waiting]:
    """Return the proposals that wait for a decision on that day, oldest first."""
    return [describe_wait(chain, placed, day) for placed in find_open_proposals(chain, day)]


def describe_wait(chain: Chain, placed: PlacedProposal, day: date) -> Waiting:
    """Say what an open proposal waits for.

    What a body has put off comes back to it; before that, the proposal itself says who decides.
    """
    status = proposal_status(chain, placed, day)
    if status.decision is None:
        deciders = find_deciders(chain.archive.mall, placed.proposal)
        return Waiting(placed, status, deciders, False, ())
    deciders = (status.decision.body.name,)
    given = tuple(place_assignments(status.decision))
    left = [row for row in given if assignment_status(chain, row, day) not in PREPARED]
    is_referred = status.decision.outcome == State.REFERRED and (bool(left) or not given)
    named = {row.assignment.responsible.slug: row.assignment.responsible for row in left}
    return Waiting(placed, status, deciders, is_referred, tuple(named.values()))


def find_next_meetings(archive: Archive) -> dict[str, date]:
    """Return the day that each body meets next, by its name, where the mall knows one.

    A day on which it has decided something is past, though the archive has come no further.
    """
    met = {(decision.body.name, decision.day) for decision in archive.decisions}
    coming = {
        body.name: [d for d in body.meetings if d >= archive.today and (body.name, d) not in met]
        for body in archive.mall.bodies
    }
    return {name: min(days) for name, days in coming.items() if days}
