"""Sentences and names derived from records: a meeting's finding, what a proposal is called."""

from __future__ import annotations

from collections.abc import Iterator

from generator.analysis import Chain
from generator.records import Area, Decision, Entry, Meeting, Place, PlacedProposal
from generator.swedish import (
    ORDINALS,
    capitalize,
    decapitalize,
    join_names,
    join_words,
    say_count,
    say_day,
)

WORTH_TELLING = 3
MANY_AREAS = 4
PREPOSITIONS = {
    "kommun": "i",
    "stadsdel": "i",
    "allmän plats": "vid",
    "skola": "på",
    "verksamhet": "på",
}


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
        yield f"Utvecklingen går åt fel håll inom {say_areas(rising)}."


def describe_returning(chain: Chain, meeting: Meeting) -> Iterator[str]:
    """Name the problem that has been taken up at the most meetings in a row."""
    entries = chain.archive.entries_by_meeting.get(meeting.id, ())
    counted = [(meetings_in_row(chain, entry), entry) for entry in entries if entry.stands]
    number, entry = max(counted, key=lambda found: found[0], default=(0, None))
    if (
        entry is None
        or entry.problem_type is None
        or number < WORTH_TELLING
        or number >= len(ORDINALS)
    ):
        return
    yield f"{capitalize(ORDINALS[number])} mötet i rad med {decapitalize(entry.problem_type.name)} {say_place(entry.place)}."


def meetings_in_row(chain: Chain, entry: Entry) -> int:
    """Count the held meetings in a row at which the entry's problem has been taken up."""
    told = [found for found in chain.history(entry) if found.stands]
    taken_up = [chain.archive.taken_up_at(found) for found in told]
    order = [chain.held_order[meeting] for meeting in taken_up if meeting in chain.held_order]
    row = 0
    for step, place in enumerate(dict.fromkeys(order)):
        if place != order[0] - step:
            break
        row += 1
    return row


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
        return f"{name}: {decapitalize(subject.problem_type.name)} {place}".rstrip()
    narrow = subject.place is not None and subject.place.kind != "kommun"
    return f"{name} {place}" if narrow else name


def say_reference(decision: Decision) -> str:
    """Write `15 december 2026 § 4`, or its punkt."""
    number = f" § {decision.paragraph}" if decision.paragraph else ""
    item = f" punkt {decision.item}" if decision.item else ""
    return f"{say_day(decision.day)}{number}{item}"
