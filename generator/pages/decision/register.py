"""The register of decisions: a page a year and one over all, a shelf for each status."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby

from generator.analysis import (
    Chain,
    State,
    Waiting,
    decision_status,
    find_late_assignments,
    find_waiting,
)
from generator.pages.base.desk import Desk
from generator.pages.base.page import Page
from generator.pages.decision.proposals import say_waiting
from generator.pages.shared.finding import name_proposal
from generator.pages.shared.outcome import say_late, say_reopening
from generator.records import Decision
from generator.swedish import capitalize, say_count, say_day

INDEX = "beslut/index.html"
# A decision stands on one shelf of the register by its status; försenat is a mark besides.
SHELVES = (
    (State.TABLED, "bordlagt", "Inget förslag är bordlagt."),
    (State.REFERRED, "återremiss", "Inget förslag är återremitterat."),
    (State.DECIDED, "beslutat", "Inget beslut väntar på att börja."),
    (State.GOING_ON, "pågår", "Inget beslut pågår."),
    (State.ACCOUNTED, "redovisat", "Inget beslut är redovisat utan att vara avslutat."),
    (State.ENDED, "avslutat", "Inget beslut är avslutat."),
    (State.RESUMED, "återupptaget", "Inget förslag som sköts upp har tagits upp igen."),
    (State.REPLACED, "ersatt", "Inget beslut är ersatt av ett nyare."),
)


def build_registers(desk: Desk) -> Iterator[Page]:
    """Build a register a year, and one over all years."""
    newest_first = tuple(reversed(desk.chain.decisions))
    for year, group in groupby(newest_first, key=lambda found: found.day.year):
        yield build_register(desk, f"beslut/{year}.html", f"Beslut {year}", tuple(group), year)
    yield build_register(desk, INDEX, "Beslut", newest_first)


def build_register(
    desk: Desk, address: str, title: str, decisions: tuple[Decision, ...], year: int | None = None
) -> Page:
    """Build a register of decisions: a shelf a status, open proposals first."""
    today = desk.archive.today
    waiting = find_waiting(desk.chain, today)
    waiting = [found for found in waiting if year in (None, found.placed.meeting.day.year)]
    return desk.write_page(
        "decision/decision_list.html",
        address,
        title,
        parent="index.html" if year is None else INDEX,
        files=tuple(decision.path for decision in decisions),
        lead=describe_register(desk.chain, decisions, waiting, year),
        year=year,
        years=sorted({found.day.year for found in decisions}, reverse=True),
        waiting=list(reversed(waiting)),
        shelves=list(fill_shelves(desk, decisions)),
        name_proposal=name_proposal,
        reopened=lambda decision: say_reopened(desk.chain, decision, today),
    )


def fill_shelves(
    desk: Desk, decisions: Iterable[Decision]
) -> Iterator[tuple[str, str, list[Decision]]]:
    """Yield heading, what to say when it is empty, and decisions of each status."""
    by_state: dict[State, list[Decision]] = {state: [] for state, _, _ in SHELVES}
    for decision in decisions:
        state = decision_status(desk.chain, decision, desk.archive.today).state
        by_state[state].append(decision)
    for state, heading, empty in SHELVES:
        yield heading, empty, by_state[state]


def say_reopened(chain: Chain, decision: Decision, day: date) -> str:
    """Say which proposals of a decision are open again; its status says where they were taken up."""
    return (
        "" if decision_status(chain, decision, day).newer else say_reopening(chain, decision, day)
    )


def describe_register(
    chain: Chain, decisions: tuple[Decision, ...], waiting: Sequence[Waiting], year: int | None
) -> str:
    """Say how many decisions there are, newest first, what is late, and what waits; of a year its own."""
    if not decisions:
        first = "Inget beslut finns i arkivet än."
    else:
        many = capitalize(say_count(len(decisions), "beslut", "beslut", neuter=True))
        first = (
            f"{many} under {year}." if year else f"{many} sedan den {say_day(decisions[-1].day)}."
        )
    inside = {decision.id for decision in decisions}
    late = [
        placed
        for placed in find_late_assignments(chain, chain.archive.today)
        if placed.decision.id in inside
    ]
    parts = [first]
    if late:
        parts.append(say_late(len(late)))
    if waiting:
        parts.append(say_waiting(waiting, f" från {year}" if year else ""))
    return " ".join(parts)
