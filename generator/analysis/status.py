"""How far an åtgärd, an uppdrag, a decision or a proposal has come on a given day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise, takewhile

from generator.analysis.chain import Chain
from generator.records import (
    OPEN_OUTCOMES,
    Archive,
    Decision,
    FollowUp,
    PlacedAction,
    PlacedAssignment,
    PlacedFollowUp,
    PlacedProposal,
    is_assignment_id,
    once,
    place_assignments,
)


class State(StrEnum):
    """Every status a chip can show; the words are the file format's own, or follow from dates.

    An åtgärd is "klar", "avbruten" or "försenad", an uppdrag "klart", "avbrutet" or "försenat": one
    State for each. A decision with another uppdrag that has time left is late in part.
    """

    PROPOSED = "föreslaget"
    DECIDED = "beslutat"
    GOING_ON = "pågår"
    ACCOUNTED = "redovisat"
    ENDED = "avslutat"
    TABLED = "bordlagt"
    REFERRED = "återremiss"
    DONE_ACTION = "klar"
    DONE = "klart"
    BROKEN_OFF_ACTION = "avbruten"
    BROKEN_OFF = "avbrutet"
    LATE_ACTION = "försenad"
    LATE = "försenat"
    PARTLY_LATE = "delvis försenat"
    REPLACED = "ersatt"
    RESUMED = "återupptaget"


FIRST_STATE = {
    "enligt förslaget": State.DECIDED,
    "med ändring": State.DECIDED,
    "avslag": State.ENDED,
    "bordlagt": State.TABLED,
    "återremiss": State.REFERRED,
}
# An uppdrag can be late in these: in the others somebody has answered. What was tabled or referred
# back may have one too, as a rule to prepare it anew.
UNANSWERED = (State.DECIDED, State.GOING_ON, State.TABLED, State.REFERRED)
ENDED = (State.DONE_ACTION, State.DONE, State.BROKEN_OFF_ACTION, State.BROKEN_OFF)
# What a follow-up says in the words of an åtgärd, of an uppdrag.
OF_ASSIGNMENT = {"klar": State.DONE, "avbruten": State.BROKEN_OFF}
LATE_STATES = (State.LATE, State.LATE_ACTION)


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
    """A decision's status on a day, and the steps that led there.

    One that is replaced, or taken up again after it was put off, is nothing else any more: `newer`
    is the decision that holds in its place. `late` is the mark of one with an uppdrag that is late.
    """

    state: State
    late: State | None
    steps: tuple[Step, ...]
    newer: Decision | None = None

    @property
    def chips(self) -> tuple[State, ...]:
        """What every page shows of it: the status, and that it is late."""
        return (self.state, self.late) if self.late else (self.state,)


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
    state = told_state(latest.row) if latest else State.GOING_ON
    due = placed.action.due
    if state is State.GOING_ON and due and due < day:
        state = State.LATE_ACTION
    return ActionStatus(state, latest)


def decision_status(chain: Chain, decision: Decision, day: date) -> DecisionStatus:
    """Return the newest status by that day, unless a newer decision holds in its place."""
    past = find_steps(chain, decision, day)
    replaced, resumed = find_replacing(chain, decision, day), find_resuming(chain, decision, day)
    if replaced:
        return DecisionStatus(State.REPLACED, None, past, replaced)
    if resumed:
        return DecisionStatus(State.RESUMED, None, past, resumed)
    states = {assignment_status(chain, row, day) for row in place_assignments(decision)}
    late = State.PARTLY_LATE if states & set(UNANSWERED) else State.LATE
    return DecisionStatus(
        newest_state(decision, past), late if State.LATE in states else None, past
    )


def find_steps(chain: Chain, decision: Decision, day: date) -> tuple[Step, ...]:
    """Return what had happened to a decision by that day, oldest first."""
    account = chain.archive.account.get(decision.id)
    steps = [Step(decision.day, FIRST_STATE[decision.outcome])]
    steps += [Step(row.day, State(row.status), row.text) for row in decision.statuses]
    if account and not any(step.state is State.ACCOUNTED for step in steps):
        steps.append(Step(account.day, State.ACCOUNTED))
    return tuple(sorted((step for step in steps if step.day <= day), key=lambda step: step.day))


def newest_state(decision: Decision, steps: tuple[Step, ...]) -> State:
    """Return what the last of a decision's steps says."""
    return steps[-1].state if steps else FIRST_STATE[decision.outcome]


def find_replacing(chain: Chain, decision: Decision, day: date) -> Decision | None:
    """Return the decision that had replaced one by that day."""
    newer = chain.replaced_by.get(decision.id)
    return newer if newer and newer.day <= day else None


def find_resuming(chain: Chain, decision: Decision, day: date) -> Decision | None:
    """Return the latest decision on what one put off, once all its proposals are taken up again."""
    if decision.outcome not in OPEN_OUTCOMES:
        return None
    latest = [newest_answer(chain, key, day) or decision for key in decision.answers]
    if not latest or any(found is decision for found in latest):
        return None
    return max(latest, key=lambda found: (found.day, found.id))


def newest_answer(chain: Chain, proposal: str, day: date) -> Decision | None:
    """Return the newest decision on a proposal by that day."""
    answers = [decision for decision in chain.answers.get(proposal, ()) if decision.day <= day]
    return answers[-1] if answers else None


def told_state(row: FollowUp) -> State:
    """Return what a follow-up says of its åtgärd or uppdrag, in the gender of that word."""
    own = OF_ASSIGNMENT if is_assignment_id(row.action) else {}
    return own.get(row.status, State(row.status))


def told_by(chain: Chain, target: str, day: date) -> list[PlacedFollowUp]:
    """Return what had been told of an åtgärd or uppdrag by that day, oldest first."""
    return [found for found in chain.follow_ups.get(target, ()) if found.row.day <= day]


def find_ending(chain: Chain, target: str, day: date) -> date | None:
    """Return since when an åtgärd or uppdrag has been ended, as it was told by a day.

    It may have been told again, in the same words, since.
    """
    told = told_by(chain, target, day)
    if not told or told_state(told[-1].row) not in ENDED:
        return None
    same = takewhile(lambda row: row.row.status == told[-1].row.status, reversed(told))
    return [row.row.day for row in same][-1]


def proposal_status(chain: Chain, placed: PlacedProposal, day: date) -> ProposalStatus:
    """Return what the newest answer by that day made of a proposal.

    What replaced an answer that put it off is an answer too.
    """
    answer = newest_answer(chain, placed.id, day)
    while answer and answer.outcome in OPEN_OUTCOMES:
        newer = find_replacing(chain, answer, day)
        if newer is None:
            break
        answer = newer
    if answer is None:
        return ProposalStatus(State.PROPOSED)
    return ProposalStatus(decision_status(chain, answer, day).state, answer)


def assignment_status(chain: Chain, placed: PlacedAssignment, day: date) -> State:
    """Return what was last told of an uppdrag by that day; an open one past its day is late.

    A follow-up may name the uppdrag itself; otherwise it has come as far as its decision.
    """
    decision = placed.decision
    told = told_by(chain, placed.id, day)
    if told and told_state(told[-1].row) in ENDED:
        return told_state(told[-1].row)
    reached = newest_state(decision, find_steps(chain, decision, day))
    if reached not in UNANSWERED:
        return reached
    account = chain.archive.account.get(decision.id)
    if account and account.day <= day:
        return State.ACCOUNTED
    if find_replacing(chain, decision, day):
        return State.REPLACED
    if find_resuming(chain, decision, day):
        return State.RESUMED
    due = placed.assignment.due
    if due is not None and due < day:
        return State.LATE
    return State.GOING_ON if told or reached is State.GOING_ON else State.DECIDED


def find_late_actions(chain: Chain, day: date) -> list[PlacedAction]:
    """Return the åtgärder that should have been done before that day, in the archive's order."""
    spans = find_late_spans(chain.archive, chain)
    return [row for row, first, end in spans if first <= day < end]


@once
def find_late_spans(archive: Archive, chain: Chain) -> list[tuple[PlacedAction, date, date]]:
    """Return when each åtgärd was late, from a day and before another, in the archive's order."""
    found = []
    for row in archive.actions.values():
        due = row.action.due
        if due is None:
            continue
        told = [one.row.day for one in chain.follow_ups.get(row.id, ())]
        days = sorted({due + timedelta(days=1), *(day for day in told if day > due)})
        found += [
            (row, day, end)
            for day, end in pairwise((*days, date.max))
            if action_status(chain, row, day).state is State.LATE_ACTION
        ]
    return found


def find_late_assignments(chain: Chain, day: date) -> list[PlacedAssignment]:
    """Return the uppdrag that should have been accounted for before that day, oldest first."""
    found = chain.assignments.values()
    return [row for row in found if assignment_status(chain, row, day) is State.LATE]


def find_open_proposals(chain: Chain, day: date) -> list[PlacedProposal]:
    """Return the proposals that still wait for a decision on that day, oldest first."""
    return [row for row in chain.proposals.values() if proposal_status(chain, row, day).is_open]
