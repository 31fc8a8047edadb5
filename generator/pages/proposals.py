"""What BRÅ is asked to take a stand on: open proposals against the criteria, then in full."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.analysis import ProposalStatus, find_open_proposals, proposal_status
from generator.pages.desk import Desk
from generator.pages.finding import name_proposal
from generator.pages.page import Page
from generator.records import Entry, PlacedProposal
from generator.swedish import capitalize, say_count, say_day

ADDRESS = "att-ta-stallning-till.html"
MOST_ENTRIES = 8


@dataclass(frozen=True, slots=True)
class OpenProposal:
    """An open proposal with the entries it builds on, newest first, and how many more there are."""

    placed: PlacedProposal
    status: ProposalStatus
    entries: tuple[Entry, ...]
    more: int


def build_proposals(desk: Desk) -> Iterator[Page]:
    """Build the page that BRÅ decides from, as of the archive's date."""
    chain, today = desk.chain, desk.archive.today
    waiting = [describe_open(desk, placed) for placed in find_open_proposals(chain, today)]
    answered = [
        (placed, status)
        for placed in reversed(chain.proposals.values())
        if not (status := proposal_status(chain, placed, today)).is_open
    ]
    yield desk.write_page(
        "proposals.html",
        ADDRESS,
        "Att ta ställning till",
        lead=describe_waiting(waiting),
        waiting=waiting,
        answered=answered,
        name_proposal=name_proposal,
    )


def describe_open(desk: Desk, placed: PlacedProposal) -> OpenProposal:
    """Return an open proposal with what had been told of its subject when it was lifted."""
    archive = desk.archive
    told = [
        entry
        for entry in desk.chain.entries_about(placed.proposal.subject)
        if archive.taken_up_at(entry) <= placed.meeting.id
    ]
    status = proposal_status(desk.chain, placed, archive.today)
    return OpenProposal(
        placed, status, tuple(told[:MOST_ENTRIES]), max(len(told) - MOST_ENTRIES, 0)
    )


def describe_waiting(waiting: list[OpenProposal]) -> str:
    """Say how many proposals wait, since when, and how many were put off."""
    if not waiting:
        return "Inga förslag väntar på beslut."
    parts = [say_waiting(len(waiting))]
    if len(waiting) > 1:
        parts.append(f"Det äldsta lyftes den {say_day(waiting[0].placed.meeting.day)}.")
    put_off = sum(found.status.decision is not None for found in waiting)
    if put_off:
        words = say_count(put_off, "har varit uppe", "har varit uppe", neuter=True)
        parts.append(f"{capitalize(words)} utan att avgöras och är {say_open(put_off)} igen.")
    return " ".join(parts)


def say_waiting(number: int) -> str:
    """Write `Två förslag väntar på beslut` as a sentence."""
    words = say_count(number, "förslag väntar", "förslag väntar", neuter=True)
    return f"{capitalize(words)} på beslut."


def say_open(number: int) -> str:
    """Write öppet or öppna."""
    return "öppet" if number == 1 else "öppna"
