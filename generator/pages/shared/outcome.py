"""A decision in one sentence: what was decided, who got which uppdrag, how far it has come."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from generator.analysis import (
    Chain,
    FollowedDecision,
    State,
    assignment_status,
    decision_status,
    newest_answer,
)
from generator.records import OPEN_OUTCOMES, Decision, place_assignments
from generator.swedish import capitalize, join_names, join_words, say_count, say_day

DECIDED = {
    "enligt förslaget": "beslutade enligt förslaget",
    "med ändring": "biföll förslaget med ändring",
    "avslag": "avslog förslaget",
    "återremiss": "återremitterade förslaget",
    "bordlagt": "bordlade förslaget",
}

# What an uppdrag has done when it is over, and what several have.
ENDED = {
    State.DONE: ("blivit klart", "blivit klara"),
    State.ACCOUNTED: ("redovisats", "redovisats"),
    State.BROKEN_OFF: ("avbrutits", "avbrutits"),
}


def describe_decision(chain: Chain, decision: Decision, day: date) -> str:
    """Say what was decided, who got which uppdrag by when, and how far it has come."""
    reopened = say_reopening(chain, decision, day)
    parts = [
        f"{decision.body.name} {DECIDED[decision.outcome]}.",
        *describe_assignments(decision),
        *describe_late(chain, decision, day),
        *((f"{capitalize(reopened)}.",) if reopened else ()),
        *describe_latest(chain, decision, day),
    ]
    return " ".join(parts)


def describe_assignments(decision: Decision) -> Iterator[str]:
    """Say who got how many uppdrag, and by when they are to be accounted for."""
    rows = decision.assignments
    if not rows:
        return
    # A name that holds "och" itself would be read as two.
    names = list(dict.fromkeys(row.responsible.name for row in rows))
    owners = join_names(names)
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


def describe_followed(
    chain: Chain, followed: Iterable[FollowedDecision], since: date, day: date
) -> str:
    """Say how many uppdrag have been done or accounted for since the report before, and are late."""
    rows = [row for found in followed for row in found.assignments]
    moved = Counter(
        state for placed, state in rows if assignment_status(chain, placed, since) is not state
    )
    said = [
        say_count(moved[state], f"uppdrag har {one}", f"uppdrag har {many}", neuter=True)
        for state, (one, many) in ENDED.items()
        if moved[state]
    ]
    ending = " sedan förra rapporten" if since > date.min else ""
    parts = [f"{capitalize(join_words(said))}{ending}."] if said else []
    if late := sum(state is State.LATE for _, state in rows):
        parts.append(f"{say_late(late)[:-1]} den {say_day(day)}.")
    return " ".join(parts)


def say_reopening(chain: Chain, decision: Decision, day: date) -> str:
    """Say of a decision that put its proposals off which of them are open, or when they were taken up."""
    found = decision_status(chain, decision, day)
    if decision.outcome not in OPEN_OUTCOMES or found.state is State.REPLACED:
        return ""
    if not decision.answers:
        return "frågan är inte avgjord"
    one = len(decision.answers) == 1
    if found.newer:
        return f"{'förslaget' if one else 'förslagen'} togs upp igen den {say_day(found.newer.day)}"
    answers = [newest_answer(chain, key, day) for key in decision.answers]
    waiting = sum(answer in (None, decision) for answer in answers)
    if waiting == len(answers):
        return "förslaget är öppet igen" if one else "förslagen är öppna igen"
    opened = "öppet" if waiting == 1 else "öppna"
    words = say_count(waiting, "", "", neuter=True).strip()
    return f"{words} av {say_count(len(answers), 'förslag', 'förslag')} är {opened} igen"


def describe_latest(chain: Chain, decision: Decision, day: date) -> Iterator[str]:
    """Give the newest status and its words, and the account that has come since."""
    told = sorted((row for row in decision.statuses if row.day <= day), key=lambda row: row.day)
    if told:
        words = f" {told[-1].text.rstrip('.')}." if told[-1].text else ""
        yield f"Läget {say_day(told[-1].day)}: {told[-1].status}.{words}"
    account = chain.archive.account.get(decision.id)
    if account and account.day <= day and not (told and told[-1].day >= account.day):
        yield f"Redovisningen lämnades den {say_day(account.day)}."


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
