"""What BRÅ is asked to take a stand on: open proposals against the criteria, then in full."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.analysis import Waiting, find_waiting, proposal_status
from generator.pages.base.desk import Desk
from generator.pages.base.page import Page
from generator.pages.shared.finding import name_proposal
from generator.records import Entry
from generator.swedish import capitalize, join_words, say_count, say_day

ADDRESS = "att-ta-stallning-till.html"
MOST_ENTRIES = 8


@dataclass(frozen=True, slots=True)
class OpenProposal:
    """An open proposal with the entries it builds on, newest first, and how many more there are."""

    waiting: Waiting
    entries: tuple[Entry, ...]
    more: int


def build_proposals(desk: Desk) -> Iterator[Page]:
    """Build the page that BRÅ decides from, as of the archive's date."""
    chain, today = desk.chain, desk.archive.today
    waiting = find_waiting(chain, today)
    answered = [
        (placed, status)
        for placed in reversed(chain.proposals.values())
        if not (status := proposal_status(chain, placed, today)).is_open
    ]
    yield desk.write_page(
        "decision/proposals.html",
        ADDRESS,
        "Att ta ställning till",
        lead=describe_waiting(waiting),
        waiting=[describe_open(desk, found) for found in waiting],
        answered=answered,
        name_proposal=name_proposal,
    )


def describe_open(desk: Desk, waiting: Waiting) -> OpenProposal:
    """Return an open proposal with what had been told of its subject when it was lifted."""
    archive, placed = desk.archive, waiting.placed
    told = [
        entry
        for entry in desk.chain.entries_about(placed.proposal.subject)
        if archive.taken_up_at(entry) <= placed.meeting.id
    ]
    return OpenProposal(waiting, tuple(told[:MOST_ENTRIES]), max(len(told) - MOST_ENTRIES, 0))


def describe_waiting(waiting: Sequence[Waiting]) -> str:
    """Say how many proposals wait, where and since when, and how many were put off."""
    if not waiting:
        return "Inga förslag väntar på beslut."
    parts = [say_waiting(waiting)]
    if len(waiting) > 1:
        parts.append(f"Det äldsta lyftes den {say_day(waiting[0].placed.meeting.day)}.")
    put_off = sum(found.status.decision is not None and not found.is_referred for found in waiting)
    if put_off:
        words = say_count(put_off, "har varit uppe", "har varit uppe", neuter=True)
        parts.append(f"{capitalize(words)} utan att avgöras och är {say_open(put_off)} igen.")
    return " ".join(parts)


def say_waiting(waiting: Sequence[Waiting], origin: str = "") -> str:
    """Say how many proposals wait for a decision, and where, and how many are referred back.

    `origin` says from when they are, where only those are told of.
    """
    parts = []
    ready = [found for found in waiting if not found.is_referred]
    proposals = f"förslag{origin}"
    if ready:
        many = say_count(len(ready), proposals, proposals, neuter=True)
        parts.append(f"{capitalize(many)} väntar på beslut{say_where(ready)}.")
    if back := len(waiting) - len(ready):
        many = say_count(back, proposals, proposals, neuter=True)
        state = "är återremitterat" if back == 1 else "är återremitterade"
        parts.append(f"{capitalize(many)} {state}.")
    return " ".join(parts)


def say_where(ready: Sequence[Waiting]) -> str:
    """Write ` i Lokala BRÅ`, or how many wait in each; what names nobody is left out."""
    by_name = Counter(join_words(found.deciders) for found in ready)
    named = [(name, number) for name, number in by_name.items() if name]
    if len(named) == len(by_name) == 1:
        return f" i {named[0][0]}"
    said = [f"{say_count(n, '', '', neuter=True).strip()} i {name}" for name, n in named]
    mark = ":" if len(named) == len(by_name) else ", varav"
    return f"{mark} {join_words(said)}" if said else ""


def say_open(number: int) -> str:
    """Write öppet or öppna."""
    return "öppet" if number == 1 else "öppna"
