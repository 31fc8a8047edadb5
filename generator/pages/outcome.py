"""A decision in one sentence, and everything that has happened to it, oldest first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from generator.analysis import (
    FIRST_STATE,
    Chain,
    State,
    assignment_status,
)
from generator.records import OPEN_OUTCOMES, Decision, place_assignments
from generator.swedish import capitalize, join_words, say_count, say_day

DECIDED = {
    "enligt förslaget": "beslutade enligt förslaget",
    "med ändring": "beslutade enligt förslaget men med ändring",
    "avslag": "avslog förslaget",
    "återremiss": "återremitterade förslaget",
    "bordlagt": "bordlade förslaget",
}


@dataclass(frozen=True, slots=True)
class Happening:
    """A line of a decision's timeline; `target` is where its words lead."""

    day: date
    state: State | None
    text: str
    target: object = None


def describe_decision(chain: Chain, decision: Decision, day: date) -> str:
    """Say what was decided, who got which uppdrag by when, and how far it has come."""
    parts = [
        f"{decision.body.name} {DECIDED[decision.outcome]}.",
        *describe_assignments(decision),
        *describe_late(chain, decision, day),
        *describe_reopening(chain, decision, day),
        *describe_latest(decision, day),
    ]
    return " ".join(parts)


def describe_assignments(decision: Decision) -> Iterator[str]:
    """Say who got how many uppdrag, and by when they are to be accounted for."""
    rows = decision.assignments
    if not rows:
        return
    # A name that holds "och" itself would be read as two.
    names = list(dict.fromkeys(row.responsible.name for row in rows))
    owners = join_words(names, "samt" if any(" och " in name for name in names) else "och")
    dues = [say_day(due) for due in sorted({row.due for row in rows if row.due})]
    by_when = f", med redovisning senast den {join_words(dues)}" if dues else ""
    yield f"{owners} fick {say_count(len(rows), 'uppdrag', 'uppdrag', neuter=True)}{by_when}."


def describe_late(chain: Chain, decision: Decision, day: date) -> Iterator[str]:
    """Say how many of its uppdrag are late."""
    placed = place_assignments(decision)
    late = sum(assignment_status(chain, row, day) is State.LATE for row in placed)
    if late:
        yield say_late(late)


def say_late(number: int) -> str:
    """Write `Två uppdrag är försenade` as a sentence."""
    words = say_count(number, "uppdrag är försenat", "uppdrag är försenade", neuter=True)
    return f"{capitalize(words)}."


def describe_reopening(chain: Chain, decision: Decision, day: date) -> Iterator[str]:
    """Say whether a proposal that was put off is open again, or has been taken up."""
    if decision.outcome not in OPEN_OUTCOMES:
        return
    again = [later for later in later_answers(chain, decision) if later.day <= day]
    if not again:
        yield "Förslaget är öppet igen."
        return
    yield f"Förslaget togs upp igen den {say_day(again[-1].day)}."


def describe_latest(decision: Decision, day: date) -> Iterator[str]:
    """Give the newest status and its words."""
    told = sorted((row for row in decision.statuses if row.day <= day), key=lambda row: row.day)
    if told:
        words = f" {told[-1].text.rstrip('.')}." if told[-1].text else ""
        yield f"Läget {say_day(told[-1].day)}: {told[-1].status}.{words}"


def later_answers(chain: Chain, decision: Decision) -> list[Decision]:
    """Return the later decisions on the same proposals, oldest first."""
    return [other for other in other_answers(chain, decision) if age_of(other) > age_of(decision)]


def other_answers(chain: Chain, decision: Decision) -> list[Decision]:
    """Return the other decisions on the same proposals, oldest first."""
    found = {d.id: d for key in decision.answers for d in chain.answers.get(key, ())}
    found.pop(decision.id, None)
    return sorted(found.values(), key=age_of)


def age_of(decision: Decision) -> tuple[date, str]:
    """Return what decisions are ordered by; of one day, their ids tell."""
    return decision.day, decision.id


def tell_story(chain: Chain, decision: Decision, day: date) -> list[Happening]:
    """Return what has happened up to that day: proposal, decision, statuses, what replaced it."""
    found = [
        *tell_proposals(chain, decision),
        *tell_answers(chain, decision),
        *tell_statuses(chain, decision),
        *tell_follow_ups(chain, decision),
    ]
    newer = chain.replaced_by.get(decision.id)
    if newer:
        found.append(Happening(newer.day, State.REPLACED, f"Ersatt av {newer.title}", newer))
    return sorted((line for line in found if line.day <= day), key=lambda line: line.day)


def tell_proposals(chain: Chain, decision: Decision) -> Iterator[Happening]:
    """Tell at which meetings the proposals were lifted."""
    for key in decision.answers:
        if placed := chain.proposals.get(key):
            day = placed.meeting.day
            yield Happening(day, State.PROPOSED, f"Lyft vid EST-mötet {say_day(day)}", placed)


def tell_answers(chain: Chain, decision: Decision) -> Iterator[Happening]:
    """Tell of the decision itself and of others on the same proposals, in their order."""
    for other in sorted([*other_answers(chain, decision), decision], key=age_of):
        if other is decision:
            state = FIRST_STATE[other.outcome]
            words = "" if other.outcome == state else f"{capitalize(other.outcome)}."
            yield Happening(other.day, state, words)
        else:
            text = f"{other.body.name}: {other.title}"
            yield Happening(other.day, FIRST_STATE[other.outcome], text, other)


def tell_statuses(chain: Chain, decision: Decision) -> Iterator[Happening]:
    """Tell of the account, and of each status that was noted."""
    account = chain.archive.account.get(decision.id)
    if account:
        noted = any(row.status == State.ACCOUNTED for row in decision.statuses)
        state = None if noted else State.ACCOUNTED
        yield Happening(account.day, state, f"Redovisning: {account.title}", account)
    for row in decision.statuses:
        yield Happening(row.day, State(row.status), row.text)


def tell_follow_ups(chain: Chain, decision: Decision) -> Iterator[Happening]:
    """Tell what entries and meetings have said of its uppdrag."""
    for placed in place_assignments(decision):
        for found in chain.follow_ups.get(placed.id, ()):
            told = found.row.effect or placed.assignment.what
            text = f"Uppdrag {placed.number}: {told}"
            yield Happening(found.row.day, State(found.row.status), text, found.record)
