"""What waits for whom: where an open proposal is decided, and who prepares one referred back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from generator.analysis.chain import Chain
from generator.analysis.status import (
    ENDED,
    ProposalStatus,
    State,
    assignment_status,
    find_open_proposals,
    proposal_status,
)
from generator.records import (
    Body,
    Mall,
    Organisation,
    PlacedAssignment,
    PlacedProposal,
    place_assignments,
)

# By the law on plans (2023:196, 5 §) no council or group decides one, whatever a proposal says.
DECIDED_BY_KOMMUN, KOMMUN, THE_KOMMUN = "åtgärdsplan", "kommun", "kommunen"
PREPARED = (*ENDED, State.ACCOUNTED, State.ENDED)


@dataclass(frozen=True, slots=True)
class Waiting:
    """An open proposal: where it is decided, if that is written, and who prepares it meanwhile.

    `is_referred` while it has been referred back and nobody has told that it is prepared.
    """

    placed: PlacedProposal
    status: ProposalStatus
    deciders: tuple[str, ...]
    is_referred: bool
    preparers: tuple[Organisation, ...]


def find_waiting(chain: Chain, day: date) -> list[Waiting]:
    """Return the proposals that wait for a decision on that day, oldest first."""
    return [describe_wait(chain, placed, day) for placed in find_open_proposals(chain, day)]


def describe_wait(chain: Chain, placed: PlacedProposal, day: date) -> Waiting:
    """Say what an open proposal waits for.

    What a body has put off comes back to it; before that, the proposal itself says who decides.
    """
    status = proposal_status(chain, placed, day)
    if status.decision is None:
        deciders = find_deciders(chain.archive.mall, placed)
        return Waiting(placed, status, deciders, False, ())
    deciders = (status.decision.body.name,)
    given = tuple(place_assignments(status.decision))
    left = [row for row in given if is_left(chain, row, day)]
    is_referred = status.decision.outcome == State.REFERRED and (bool(left) or not given)
    named = {row.assignment.responsible.slug: row.assignment.responsible for row in left}
    return Waiting(placed, status, deciders, is_referred, tuple(named.values()))


def is_left(chain: Chain, placed: PlacedAssignment, day: date) -> bool:
    """Say whether an uppdrag is still to be done."""
    return assignment_status(chain, placed, day) not in PREPARED


def find_deciders(mall: Mall, placed: PlacedProposal) -> tuple[str, ...]:
    """Return the names of who is to decide by a proposal's own words; none when it names nobody."""
    named = find_named(mall, placed.proposal.sentence)
    if placed.proposal.type.role != DECIDED_BY_KOMMUN:
        return tuple(body.name for body in named)
    own = tuple(body.name for body in named if body.role == KOMMUN)
    return own or (THE_KOMMUN,)


def find_named(mall: Mall, sentence: str) -> list[Body]:
    """Return the bodies a sentence begins with, or the first that "beslutar" in it.

    Another body's name inside is what the decision is about: "Lokala BRÅ beslutar att föreslå
    Kommunstyrelsen".
    """
    words = sorted((word for body in mall.bodies for word in body.words), key=len, reverse=True)
    names = f"(?:{'|'.join(map(re.escape, words))})"
    several = rf"{names}(?:(?:, | och | samt ){names})*"
    begins = re.match(rf"(?:att\s+)?({several})(?=\s)", sentence, re.IGNORECASE)
    found = begins or re.search(rf"(?<!\w)({several})(?=\s+beslutar\b)", sentence, re.IGNORECASE)
    if found is None:
        return []
    rows = (mall.find(Body, word) for word in re.findall(names, found[1], re.IGNORECASE))
    return [body for body in rows if body]
