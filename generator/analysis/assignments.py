"""The uppdrag of decisions, each with its id, and how far it has come on a given day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from generator.analysis.chain import Chain
from generator.analysis.status import State, decision_status, is_done, told_by
from generator.records import Assignment, Decision, numbered

OPEN_STATES = (State.DECIDED, State.GOING_ON)


@dataclass(frozen=True, slots=True)
class PlacedAssignment:
    """An uppdrag with its id, `<decision>#<nr>`, and the decision that gave it."""

    id: str
    number: int
    assignment: Assignment
    decision: Decision

    @property
    def address(self) -> str:
        """Where the uppdrag stands, from the site's root."""
        return f"beslut/{self.decision.id}.html#_uppdrag-{self.number}"


def place_assignments(decision: Decision) -> Iterator[PlacedAssignment]:
    """Give each uppdrag of a decision its id."""
    for index, row in enumerate(decision.assignments):
        number = numbered(row, index)
        yield PlacedAssignment(f"{decision.id}#{number}", number, row, decision)


def assignment_status(chain: Chain, placed: PlacedAssignment, day: date) -> State:
    """Return what was last told of an uppdrag by that day; an open one past its day is late.

    A follow-up may name the uppdrag itself; otherwise it has come as far as its decision.
    """
    told = told_by(chain, placed.id, day)
    if is_done(chain, placed.id, day):
        return State(told[-1].row.status)
    found = decision_status(chain, placed.decision, day)
    if found.state not in OPEN_STATES:
        return found.state
    account = chain.archive.account.get(placed.decision.id)
    if account and account.day <= day:
        return State.ACCOUNTED
    if State.REPLACED in found.marks:
        return State.REPLACED
    if placed.assignment.due and placed.assignment.due < day:
        return State.LATE
    return State.GOING_ON if told else found.state


def find_late_assignments(chain: Chain, day: date) -> Iterator[PlacedAssignment]:
    """Yield the uppdrag that should have been accounted for before that day, oldest first."""
    for decision in chain.decisions:
        for placed in place_assignments(decision):
            if assignment_status(chain, placed, day) is State.LATE:
                yield placed
