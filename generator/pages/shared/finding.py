"""Sentences and names derived from records: a meeting's finding, what a proposal is called."""

from __future__ import annotations

from collections.abc import Iterator

from generator.analysis import Chain, Returning, find_returning, find_turned
from generator.records import Area, Decision, Meeting, Place, PlacedProposal
from generator.swedish import (
    capitalize,
    decapitalize,
    join_names,
    join_words,
    say_count,
    say_day,
    say_ordinal,
)

WORTH_TELLING = 3
MANY_AREAS = 4
LEAD = 3  # sentences of the group's own
# What joins a sort of decision to its problem; the names of other sorts may be no nouns.
ABOUT = {"kartläggning": "av", "orsaksanalys": "av", "löfte": "om", "inriktning": "om"}
PREPOSITIONS = {
    "kommun": "i",
    "stadsdel": "i",
    "allmän plats": "vid",
    "skola": "på",
    "verksamhet": "på",
}


def find_lead(chain: Chain, meeting: Meeting) -> str:
    """Return the group's own sentences: of raised områden, highest first, then of rising and new ones.

    Where nobody has written any, or the meeting is not held, what is seen is said instead.
    """
    ranked = list(chain.archive.mall.ranked_levels)
    judged = [
        meeting.assessments[area.name]
        for area in chain.archive.mall.areas
        if area.name in meeting.assessments
    ]
    raised = [found for found in judged if found.level in ranked[1:]]
    raised.sort(key=lambda found: -ranked.index(found.level))
    moving = [found for found in judged if found.trend and found.trend.role in ("ny", "upp")]
    said = [found.text for found in (*raised, *moving) if found.text]
    lead = " ".join(list(dict.fromkeys(said))[:LEAD])
    return lead if lead and meeting.is_held else describe_meeting(chain, meeting)


def describe_meeting(chain: Chain, meeting: Meeting) -> str:
    """Say the highest områden, the rising ones, and what returns meeting after meeting."""
    if meeting.called_off:
        return f"Mötet ställdes in: {decapitalize(meeting.called_off.reason.rstrip('.'))}."
    if not meeting.is_held:
        entries = chain.archive.entries_by_meeting.get(meeting.id)
        return f"Mötet är planerat.{' Posterna är inte genomgångna än.' if entries else ''}"
    parts = [
        *describe_levels(chain, meeting),
        *describe_trends(chain, meeting),
        *describe_returning(chain, meeting),
    ]
    return " ".join(parts)


def describe_levels(chain: Chain, meeting: Meeting) -> Iterator[str]:
    """Name the områden above the lowest level, highest first."""
    mall = chain.archive.mall
    ranked = mall.ranked_levels
    by_level = {
        level.name: [area for area in mall.areas if level_of(meeting, area) == level.name]
        for level in ranked
    }
    raised = [
        (level, by_level[level.name]) for level in reversed(ranked[1:]) if by_level[level.name]
    ]
    if raised:
        yield f"Nivån är {join_words(f'{level.name} inom {say_areas(areas)}' for level, areas in raised)}."
    elif any(by_level.values()):
        yield f"Nivån är {ranked[0].name} i alla områden som har bedömts."
    else:
        yield "Inget område har bedömts."


def describe_trends(chain: Chain, meeting: Meeting) -> Iterator[str]:
    """Name the områden that rise."""
    rising = [
        area
        for area in chain.archive.mall.areas
        if (found := meeting.assessments.get(area.name))
        and found.trend
        and found.trend.role == "upp"
    ]
    if rising:
        yield f"Gruppen bedömer att utvecklingen går åt fel håll inom {say_areas(rising)}."


def describe_returning(chain: Chain, meeting: Meeting) -> Iterator[str]:
    """Name the problem that most meetings in a row have taken up, and one that has turned."""
    returning = find_returning(chain, meeting)
    if returning and returning[0].meetings >= WORTH_TELLING:
        number = capitalize(say_ordinal(returning[0].meetings))
        yield f"{number} mötet i rad med {say_problem(returning[0])}."
    turned = find_turned(chain, meeting)
    if turned and turned[0][1].meetings >= WORTH_TELLING:
        kind, row = turned[0]
        held = say_count(row.meetings, "möte", "möten", neuter=True)
        yield f"{kind.name} efter {held} i rad med {say_problem(row)}."


def say_problem(row: Returning) -> str:
    """Write what returns and where: `klotter vid Järntorget`."""
    return f"{decapitalize(row.problem_type.name)} {say_place(row.place)}".rstrip()


def level_of(meeting: Meeting, area: Area) -> str | None:
    """Return the name of the level an område was given."""
    found = meeting.assessments.get(area.name)
    return found.level.name if found else None


def say_areas(areas: list[Area]) -> str:
    """Name the områden; from four on, say how many they are too."""
    names = [area.name for area in areas]
    joined = join_names(names)
    if len(names) < MANY_AREAS:
        return joined
    return f"{say_count(len(names), 'område', 'områden', neuter=True)} ({joined})"


def say_place(place: Place | None) -> str:
    """Write where, with the preposition of the kind of place."""
    if place is None:
        return ""
    name = decapitalize(place.name) if place.kind == "kommun" else place.name
    return f"{PREPOSITIONS[place.kind]} {name}"


def name_proposal(placed: PlacedProposal) -> str:
    """Return a proposal's short name: what sort of decision, about what and where."""
    subject, name = placed.proposal.subject, placed.proposal.type.name
    place = say_place(subject.place)
    if subject.problem_type:
        about = f"{decapitalize(subject.problem_type.name)} {place}".rstrip()
        word = ABOUT.get(placed.proposal.type.role)
        return f"{name} {word} {about}" if word else f"{capitalize(about)}: {decapitalize(name)}"
    narrow = subject.place is not None and subject.place.kind != "kommun"
    return f"{name} {place}" if narrow else name


def say_reference(decision: Decision) -> str:
    """Write `15 december 2026 § 4`, or its punkt."""
    number = f" § {decision.paragraph}" if decision.paragraph else ""
    item = f" punkt {decision.item}" if decision.item else ""
    return f"{say_day(decision.day)}{number}{item}"
