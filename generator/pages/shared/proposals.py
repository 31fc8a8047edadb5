"""What is said of a proposal wherever it stands: its name, why, what became of it, and how many wait."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date

from generator.analysis import Chain, Waiting, find_next_meetings, proposal_status
from generator.article.values import Line, join, line
from generator.pages.shared import spans
from generator.pages.shared.finding import say_place
from generator.records import Archive, Decision, PlacedProposal, find_deciders, once
from generator.swedish import (
    capitalize,
    decapitalize,
    join_words,
    say_count,
    say_day,
    say_short_day,
)

# What joins a sort of decision to its problem; the names of other sorts may be no nouns.
ABOUT = {"kartläggning": "av", "orsaksanalys": "av", "löfte": "om", "inriktning": "om"}
# What follows on who decides: `Lokala BRÅ beslutar att …`.
AIM = re.compile(r"\bbeslutar (?:att|om) (.+)", re.DOTALL)
MOST_NAME = 90
DECIDED = {
    "enligt förslaget": "Beslutat {}, enligt förslaget",
    "med ändring": "Beslutat {}, med ändring",
    "avslag": "Avslaget {}",
    "återremiss": "Återremitterat {}",
    "bordlagt": "Bordlagt {}",
}


def name_proposal(chain: Chain, placed: PlacedProposal) -> str:
    """Return a proposal's short name; one that an earlier proposal has is told apart by its day."""
    return name_proposals(chain.archive, chain)[placed.id]


def name_among(chain: Chain, placed: PlacedProposal, shown: Sequence[PlacedProposal]) -> str:
    """Return a proposal's name where its meeting's day stands beside it: told apart only among those shown."""
    name = name_alone(placed)
    alike = [one for one in shown if name_alone(one) == name]
    return name if len(alike) == 1 else name_proposal(chain, placed)


@once
def name_proposals(_archive: Archive, chain: Chain) -> dict[str, str]:
    """Return the name of every proposal by its id: a later one never changes an earlier one's."""
    names: dict[str, str] = {}
    for key, placed in chain.proposals.items():
        name = name_alone(placed)
        day, number = say_short_day(placed.meeting.day), key.rpartition("-")[2]
        ways = (name, f"{name} ({day})", f"{name} ({day}, nr {number})")
        taken = set(names.values())
        names[key] = next((way for way in ways if way not in taken), name)
    return names


def name_alone(placed: PlacedProposal) -> str:
    """Say what sort of decision a proposal asks for, about what and where; or else what it says."""
    proposal = placed.proposal
    subject, name = proposal.subject, proposal.type.name
    place = say_place(subject.place)
    if subject.problem_type:
        about = f"{decapitalize(subject.problem_type.name)} {place}".rstrip()
        word = ABOUT.get(proposal.type.role)
        return f"{name} {word} {about}" if word else f"{capitalize(about)}: {decapitalize(name)}"
    if subject.place is not None and subject.place.kind != "kommun":
        return f"{name} {place}"
    return say_aim(proposal.sentence)


def say_aim(sentence: str) -> str:
    """Return what a sentence would decide, without who decides; a long one is cut between words."""
    found = AIM.search(sentence)
    aim = capitalize(found[1] if found else sentence).rstrip(".")
    return aim if len(aim) <= MOST_NAME else f"{aim[: MOST_NAME + 1].rpartition(' ')[0]} …"


def say_why(placed: PlacedProposal) -> Line:
    """Say what speaks for a proposal, what it takes and what follows if BRÅ refrains."""
    row = placed.proposal
    named = {
        "Kriterier": join_words(found.name for found in row.criteria),
        "Skäl": row.reason,
        "Resurs": row.resource,
        "Om vi avstår": row.otherwise,
    }
    why = [
        line(spans.strong(f"{name}:"), f" {spans.sentence(text)}")
        for name, text in named.items()
        if text
    ]
    absent = [decapitalize(name) for name, text in named.items() if not text]
    if absent:
        why.append(line(spans.missing(f"Inte angivet: {join_words(absent)}.")))
    return join(why, " ")


def say_answer(chain: Chain, placed: PlacedProposal, day: date, *, lifted: bool = True) -> Line:
    """Say what had become of a proposal on a page's day, and what came of it later.

    `lifted` says at which meeting too.
    """
    today = chain.archive.today
    then, now = proposal_status(chain, placed, day), proposal_status(chain, placed, today)
    meeting = spans.link(f"mötet {say_short_day(placed.meeting.day)}", placed.meeting)
    head = line("Lyft vid ", meeting, ". ") if lifted else ()
    deciders = find_deciders(chain.archive.mall, placed.proposal)
    where = f" i {join_words(deciders)}" if deciders else ""
    is_news = now.decision is not None and now.decision != then.decision
    if then.decision:
        parts = [say_decided(then.decision)]
    elif is_news and lifted:
        parts = [line(f"Den {say_day(day)} väntade förslaget på beslut{where}.")]
    elif is_news:
        parts = []
    else:
        parts = [line(f"Väntar på beslut{where}.")]
    if is_news and now.decision:
        parts.append(say_decided(now.decision))
    return line(head, join(parts, " "))


def say_decided(decision: Decision) -> Line:
    """Write `Beslutat 15 december 2026 § 4, enligt förslaget` and end the sentence."""
    paragraph = f" § {decision.paragraph}" if decision.paragraph else ""
    item = f" punkt {decision.item}" if decision.item else ""
    words = DECIDED[decision.outcome].format(f"{say_day(decision.day)}{paragraph}{item}")
    return line(spans.link(words, decision), ".")


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


def say_decider(archive: Archive, name: str) -> str:
    """Write who decides, and the day of its next meeting if that is known."""
    day = find_next_meetings(archive).get(name)
    return f"{name}, nästa möte {say_short_day(day)}" if day else name
