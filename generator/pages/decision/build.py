"""The pages of decisions: each by itself, the register over them, and what waits for one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import groupby

from generator.analysis import (
    Chain,
    State,
    Waiting,
    decision_status,
    find_late_assignments,
    find_next_meetings,
    find_waiting,
    proposal_status,
)
from generator.article.addresses import address_of
from generator.figures import write_csv
from generator.pages.base import Build, Link, Page, say_here
from generator.pages.decision.charts import chart_story
from generator.pages.decision.compose import compose_decision
from generator.pages.decision.months import SubjectMonths
from generator.pages.decision.since import find_last_meeting, find_new, say_since
from generator.pages.decision.story import tell_story
from generator.pages.shared.finding import say_late, say_reference, say_reopening
from generator.pages.shared.months import monthly_of
from generator.pages.shared.proposals import name_proposal, say_decider, say_waiting
from generator.records import Archive, Decision, Entry
from generator.swedish import capitalize, join_words, say_count, say_day

ADDRESS = "att-ta-stallning-till.html"
MOST_ENTRIES = 8


@dataclass(frozen=True, slots=True)
class OpenProposal:
    """An open proposal with the entries it builds on, newest first, and how many more there are.

    `deciders` says who decides it, and when they meet next.
    """

    waiting: Waiting
    deciders: str
    entries: tuple[Entry, ...]
    more: int


def build_proposals(build: Build) -> Iterator[Page]:
    """Build the page that BRÅ decides from, as of the archive's date."""
    chain, today = build.chain, build.archive.today
    waiting = find_waiting(chain, today)
    answered = [
        (placed, status)
        for placed in reversed(chain.proposals.values())
        if not (status := proposal_status(chain, placed, today)).is_open
    ]
    met = find_last_meeting(build.archive)
    yield build.write_page(
        "decision/proposals.html",
        ADDRESS,
        "Att ta ställning till",
        lead=" ".join(
            (
                describe_waiting(waiting, say_here(build.archive)),
                *describe_meetings(build.archive, waiting),
            )
        ),
        waiting=[describe_open(build, found) for found in waiting],
        answered=answered,
        name_proposal=partial(name_proposal, build.chain),
        since=say_since(build.archive, met) if met else "",
        news=find_new(build, met) if met else (),
    )


def describe_open(build: Build, waiting: Waiting) -> OpenProposal:
    """Return an open proposal with what had been told of its subject when it was lifted."""
    archive, placed = build.archive, waiting.placed
    told = [
        entry
        for entry in build.chain.entries_about(placed.proposal.subject)
        if archive.taken_up_at(entry) <= placed.meeting.id
    ]
    deciders = join_words(say_decider(build.archive, name) for name in waiting.deciders)
    more = max(len(told) - MOST_ENTRIES, 0)
    return OpenProposal(waiting, deciders, tuple(told[:MOST_ENTRIES]), more)


def describe_waiting(waiting: Sequence[Waiting], here: str = "") -> str:
    """Say how many proposals wait, or go to the reader, where and since when, and how many were put off."""
    if not waiting:
        return f"Inga förslag{here} väntar på beslut."
    parts = [say_waiting(waiting)]
    if len(waiting) > 1:
        parts.append(f"Det äldsta lyftes den {say_day(waiting[0].placed.meeting.day)}.")
    put_off = sum(found.status.decision is not None and not found.is_referred for found in waiting)
    if put_off:
        words = say_count(put_off, "har varit uppe", "har varit uppe", neuter=True)
        parts.append(
            f"{capitalize(words)} utan att avgöras och är {'öppet' if put_off == 1 else 'öppna'} igen."
        )
    return " ".join(parts)


def describe_meetings(archive: Archive, waiting: Sequence[Waiting]) -> Iterator[str]:
    """Yield when each of those who are to decide meets next, where that is known."""
    named = {name for found in waiting if not found.is_referred for name in found.deciders}
    for name, day in find_next_meetings(archive).items():
        if name in named:
            yield f"{name} har nästa möte den {say_day(day)}."


INDEX = "beslut/index.html"
# A decision stands on one shelf of the register by its status; försenat is a mark besides.
SHELVES = (
    (State.TABLED, "bordlagt", "Inget förslag{} är bordlagt."),
    (State.REFERRED, "återremiss", "Inget förslag{} är återremitterat."),
    (State.DECIDED, "beslutat", "Inget beslut{} väntar på att börja."),
    (State.GOING_ON, "pågår", "Inget beslut{} pågår."),
    (State.ACCOUNTED, "redovisat", "Inget beslut{} är redovisat utan att vara avslutat."),
    (State.ENDED, "avslutat", "Inget beslut{} är avslutat."),
    (State.RESUMED, "återupptaget", "Inget uppskjutet förslag{} har tagits upp igen."),
    (State.REPLACED, "ersatt", "Inget beslut{} är ersatt av ett nyare."),
)


def build_registers(build: Build) -> Iterator[Page]:
    """Build a register a year, and one over all years."""
    newest_first = tuple(reversed(build.chain.decisions))
    for year, group in groupby(newest_first, key=lambda found: found.day.year):
        yield build_register(build, f"beslut/{year}.html", f"Beslut {year}", tuple(group), year)
    yield build_register(build, INDEX, "Beslut", newest_first)


def build_register(
    build: Build, address: str, title: str, decisions: tuple[Decision, ...], year: int | None = None
) -> Page:
    """Build a register of decisions: a shelf a status, open proposals first."""
    today = build.archive.today
    waiting = find_waiting(build.chain, today)
    waiting = [found for found in waiting if year in (None, found.placed.meeting.day.year)]
    return build.write_page(
        "decision/decision_list.html",
        address,
        title,
        parent="index.html" if year is None else INDEX,
        files=tuple(decision.path for decision in decisions),
        lead=describe_register(build.chain, decisions, waiting, year),
        year=year,
        years=sorted({found.day.year for found in decisions}, reverse=True),
        waiting=list(reversed(waiting)),
        shelves=list(fill_shelves(build, decisions)),
        name_proposal=partial(name_proposal, build.chain),
        reopened=lambda decision: say_reopened(build.chain, decision, today),
    )


def fill_shelves(
    build: Build, decisions: Iterable[Decision]
) -> Iterator[tuple[str, str, list[Decision]]]:
    """Yield heading, what to say when it is empty, and decisions of each status."""
    by_state: dict[State, list[Decision]] = {state: [] for state, _, _ in SHELVES}
    for decision in decisions:
        state = decision_status(build.chain, decision, build.archive.today).state
        by_state[state].append(decision)
    for state, heading, empty in SHELVES:
        yield heading, empty.format(say_here(build.archive)), by_state[state]


def say_reopened(chain: Chain, decision: Decision, day: date) -> str:
    """Say which proposals of a decision are open again; its status says where they were taken up."""
    return (
        "" if decision_status(chain, decision, day).newer else say_reopening(chain, decision, day)
    )


def describe_register(
    chain: Chain, decisions: tuple[Decision, ...], waiting: Sequence[Waiting], year: int | None
) -> str:
    """Say how many decisions there are, newest first, what is late, and what waits; of a year its own."""
    here = say_here(chain.archive)
    if not decisions:
        first = f"Inget beslut{here} finns i arkivet än."
    else:
        many = capitalize(say_count(len(decisions), "beslut", "beslut", neuter=True))
        first = (
            f"{many}{here} under {year}."
            if year
            else f"{many}{here} sedan den {say_day(decisions[-1].day)}."
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


def build_decisions(build: Build) -> Iterator[Page]:
    """Build a page a decision."""
    counts = SubjectMonths(monthly_of(build))
    for decision, previous, following in build.link_neighbours(
        build.chain.decisions, say_reference
    ):
        yield build_decision(counts, decision, previous, following)


def build_decision(
    counts: SubjectMonths, decision: Decision, previous: Link | None, following: Link | None
) -> Page:
    """Build the page of one decision and of what came of it, as of the archive's date."""
    build = counts.monthly.build
    figure = chart_story(
        build.archive, decision, tell_story(build.chain, decision, build.archive.today)
    )
    return build.write_article(
        compose_decision(counts, decision),
        address_of(build.archive, decision),
        parent="beslut/index.html",
        file=decision.path,
        name=decision.id,
        previous=previous,
        following=following,
        files={figure.file: write_csv(figure.grid)} if figure else {},
    )
