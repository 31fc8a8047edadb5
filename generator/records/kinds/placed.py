"""Rows that others refer to, each with its id and the record it stands in.

An id is the record's own, `#` and a number: `2026-10-29/nvk-belysning#1`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.problems import Origin
from generator.records.header.forms import DAY
from generator.records.kinds.decision import Assignment, Decision
from generator.records.kinds.entry import Entry
from generator.records.kinds.meeting import Meeting, Proposal
from generator.records.kinds.parts import Action, FollowUp


@dataclass(frozen=True, slots=True)
class PlacedAction:
    """An åtgärd of an entry or a meeting, `<record>#<nr>`."""

    id: str
    action: Action
    record: Entry | Meeting
    origin: Origin


@dataclass(frozen=True, slots=True)
class PlacedFollowUp:
    """A follow-up with the record it stands in; nobody refers to it, so it has no id."""

    row: FollowUp
    record: Entry | Meeting
    origin: Origin


@dataclass(frozen=True, slots=True)
class PlacedProposal:
    """A proposal of a meeting, `<meeting>#bra-<nr>`."""

    id: str
    proposal: Proposal
    meeting: Meeting


@dataclass(frozen=True, slots=True)
class PlacedAssignment:
    """An uppdrag of a decision, `<decision>#<nr>`."""

    id: str
    number: int
    assignment: Assignment
    decision: Decision


def place_actions(record: Entry | Meeting) -> Iterator[PlacedAction]:
    """Give each åtgärd of a record its id."""
    for index, row in enumerate(record.actions):
        number, origin = numbered(row, index), record.origin("åtgärder", index)
        yield PlacedAction(f"{record.id}#{number}", row, record, origin)


def place_follow_ups(record: Entry | Meeting) -> Iterator[PlacedFollowUp]:
    """Tell where each follow-up of a record stands."""
    for index, row in enumerate(record.follow_ups):
        yield PlacedFollowUp(row, record, record.origin("uppföljning", index, "åtgärd"))


def place_proposals(meeting: Meeting) -> Iterator[PlacedProposal]:
    """Give each proposal of a meeting its id."""
    for index, row in enumerate(meeting.proposals):
        yield PlacedProposal(f"{meeting.id}#bra-{numbered(row, index)}", row, meeting)


def place_assignments(decision: Decision) -> Iterator[PlacedAssignment]:
    """Give each uppdrag of a decision its id."""
    for index, row in enumerate(decision.assignments):
        number = numbered(row, index)
        yield PlacedAssignment(f"{decision.id}#{number}", number, row, decision)


def is_assignment_id(key: str) -> bool:
    """Say whether an id is of an uppdrag: those of åtgärder begin with a meeting's day alone."""
    return "/" not in key and DAY.fullmatch(key.partition("#")[0]) is None


def numbered(row: Action | Proposal | Assignment, index: int) -> int:
    """Return a row's number: its own, or its place from 1 while it has none."""
    return row.number if row.number is not None else index + 1
