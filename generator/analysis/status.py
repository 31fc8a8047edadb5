"""How far an åtgärd, an uppdrag, a decision or a proposal has come on a given day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from generator.analysis.chain import Chain
from generator.records import (
    OPEN_OUTCOMES,
    Decision,
    PlacedAction,
    PlacedAssignment,
    PlacedFollowUp,
    PlacedProposal,
    place_assignments,
)


class State(StrEnum):
    """Every status a chip can show; the words are the file format's own, or follow from dates.

    An åtgärd is "försenad", an uppdrag and its decision "försenat": one State for each.
    """

    PROPOSED = "föreslaget"
    DECIDED = "beslutat"
    GOING_ON = "pågår"
    ACCOUNTED = "redovisat"
    ENDED = "avslutat"
    TABLED = "bordlagt"
    REFERRED = "återremiss"
    DONE = "klar"
    BROKEN_OFF = "avbruten"
    LATE_ACTION = "försenad"
    LATE = "försenat"
    REPLACED = "ersatt"


FIRST_STATE = {
    "enligt förslaget": State.DECIDED,
    "med ändring": State.DECIDED,
    "avslag": State.ENDED,
    "bordlagt": State.TABLED,
    "återremiss": State.REFERRED,
}
# A decision, and so its uppdrag, can be late in these: in the others somebody has answered.
UNANSWERED = (State.DECIDED, State.GOING_ON)
ENDED = (State.DONE, State.BROKEN_OFF)


@dataclass(frozen=True, slots=True)
class Step:
    """Something that happened to a decision: its day, its status and what was said."""

    day: date
    state: State
    text: str = ""


@dataclass(frozen=True, slots=True)
class ActionStatus:
    """An åtgärd's status; `latest` is the follow-up it comes from."""

    state: State
    latest: PlacedFollowUp | None = None

    @property
    def is_open(self) -> bool:
        """Whether something is left to do."""
        return self.state in (State.GOING_ON, State.LATE_ACTION)


@dataclass(frozen=True, slots=True)
class DecisionStatus:
    """A decision's status on a day, the marks beside it, and the steps that led there."""

    state: State
    marks: tuple[State, ...]
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class ProposalStatus:
    """What became of a proposal: open, open again, or decided by `decision`."""

    state: State
    decision: Decision | None = None

    @property
    def is_open(self) -> bool:
        """Whether BRÅ still has to take a stand."""
        return self.decision is None or self.decision.outcome in OPEN_OUTCOMES


def action_status(chain: Chain, placed: PlacedAction, day: date) -> ActionStatus:
    """Return the newest status told by that day; an open åtgärd past its day is late."""
    told = told_by(chain, placed.id, day)
    latest = told[-1] if told else None
    state = State(latest.row.status) if latest else State.GOING_ON
    due = placed.action.due
    if state is State.GOING_ON and due and due < day:
        state = State.LATE_ACTION
    return ActionStatus(state, latest)


def decision_status(chain: Chain, decision: Decision, day: date) -> DecisionStatus:
    """Return the newest status by that day; replaced and late are marks besides."""
    account = chain.archive.account.get(decision.id)
    steps = [Step(decision.day, FIRST_STATE[decision.outcome])]
    steps += [Step(row.day, State(row.status), row.text) for row in decision.statuses]
    if account and not any(step.state is State.ACCOUNTED for step in steps):
        steps.append(Step(account.day, State.ACCOUNTED))
    past = sorted((step for step in steps if step.day <= day), key=lambda step: step.day)
    state = past[-1].state if past else steps[0].state
    marks = []
    newer = chain.replaced_by.get(decision.id)
    if newer and newer.day <= day:
        marks.append(State.REPLACED)
    elif state in UNANSWERED and is_late(chain, decision, day):
        marks.append(State.LATE)
    return DecisionStatus(state, tuple(marks), tuple(past))


def is_late(chain: Chain, decision: Decision, day: date) -> bool:
    """Say whether an uppdrag should have been accounted for before that day, and was not."""
    account = chain.archive.account.get(decision.id)
    if account and account.day <= day:
        return False
    return any(
        is_past_due(placed, day) and not is_done(chain, placed.id, day)
        for placed in place_assignments(decision)
    )


def is_past_due(placed: PlacedAssignment, day: date) -> bool:
    """Say whether an uppdrag should have been accounted for before a day."""
    return placed.assignment.due is not None and placed.assignment.due < day


def is_done(chain: Chain, target: str, day: date) -> bool:
    """Say whether what was last told of an åtgärd or uppdrag by that day ends it."""
    told = told_by(chain, target, day)
    return bool(told) and told[-1].row.status in ENDED


def told_by(chain: Chain, target: str, day: date) -> list[PlacedFollowUp]:
    """Return what had been told of an åtgärd or uppdrag by that day, oldest first."""
    return [found for found in chain.follow_ups.get(target, ()) if found.row.day <= day]


def proposal_status(chain: Chain, placed: PlacedProposal, day: date) -> ProposalStatus:
    """Return what the newest answer by that day made of a proposal."""
    answers = [decision for decision in chain.answers.get(placed.id, ()) if decision.day <= day]
    if not answers:
        return ProposalStatus(State.PROPOSED)
    return ProposalStatus(decision_status(chain, answers[-1], day).state, answers[-1])


def assignment_status(chain: Chain, placed: PlacedAssignment, day: date) -> State:
    """Return what was last told of an uppdrag by that day; an open one past its day is late.

    A follow-up may name the uppdrag itself; otherwise it has come as far as its decision.
    """
    told = told_by(chain, placed.id, day)
    if is_done(chain, placed.id, day):
        return State(told[-1].row.status)
    found = decision_status(chain, placed.decision, day)
    if found.state not in UNANSWERED:
        return found.state
    account = chain.archive.account.get(placed.decision.id)
    if account and account.day <= day:
        return State.ACCOUNTED
    if State.REPLACED in found.marks:
        return State.REPLACED
    if is_past_due(placed, day):
        return State.LATE
    return State.GOING_ON if told else found.state


def find_late_actions(chain: Chain, day: date) -> list[PlacedAction]:
    """Return the åtgärder that should have been done before that day, in the archive's order."""
    found = chain.archive.actions.values()
    return [row for row in found if action_status(chain, row, day).state is State.LATE_ACTION]


def find_late_assignments(chain: Chain, day: date) -> list[PlacedAssignment]:
    """Return the uppdrag that should have been accounted for before that day, oldest first."""
    found = chain.assignments.values()
    return [row for row in found if assignment_status(chain, row, day) is State.LATE]


def find_open_proposals(chain: Chain, day: date) -> list[PlacedProposal]:
    """Return the proposals that still wait for a decision on that day, oldest first."""
    return [row for row in chain.proposals.values() if proposal_status(chain, row, day).is_open]
