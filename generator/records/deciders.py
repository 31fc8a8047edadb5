"""Who is to decide what is lifted, by a proposal's own words."""

from __future__ import annotations

import re

from generator.records.kinds import Proposal
from generator.records.mall import Body, Mall

# By the law on plans (2023:196, 5 §) no council or group decides one, whatever a proposal says.
DECIDED_BY_KOMMUN, KOMMUN, THE_KOMMUN = "åtgärdsplan", "kommun", "kommunen"


def find_deciders(mall: Mall, proposal: Proposal) -> tuple[str, ...]:
    """Return the names of who is to decide by a proposal's own words; none when it names nobody."""
    named = find_named(mall, proposal.sentence)
    if proposal.type.role != DECIDED_BY_KOMMUN:
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
