"""Sentences of records: a meeting's finding, and what a decision led to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from generator.analysis import (
    Chain,
    FollowedDecision,
    Returning,
    State,
    assignment_status,
    decision_status,
    find_returning,
    find_turned,
    newest_answer,
)
from generator.records import OPEN_OUTCOMES, Area, Decision, Meeting, Place, place_assignments
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
PREPOSITIONS = {
    "kommun": "i",
    "stadsdel": "i",
    "allmän plats": "vid",
    "skola": "på",
    "verksamhet": "på",
}


def find_lead(chain: Chain, meeting: Meeting) -> str:
    """Return the group's own sentences: of raised områden, highest first, then of rising and new ones.

    A raised område that nobody has written of is named with its level in its turn. Where nobody has
    written any, or the meeting is not held, what is seen is said instead.
    """
    if chain.archive.hides_own and meeting.is_held:
        return "Gruppens bedömning sprids inte hit."
    ranked = list(chain.archive.mall.ranked_levels)
    judged = [
        (area, meeting.assessments[area.name])
        for area in chain.archive.mall.areas
        if area.name in meeting.assessments
    ]
    raised = [found for _, found in judged if found.level in ranked[1:]]
    raised.sort(key=lambda found: -ranked.index(found.level))
    moving = [found for _, found in judged if found.trend and found.trend.role in ("ny", "upp")]
    if not meeting.is_held or not any(found.text for found in (*raised, *moving)):
        return describe_meeting(chain, meeting)
    said = []
    for found in raised:
        silent = [area for area, one in judged if one.level == found.level and not one.text]
        said.append(found.text or f"Nivån är {found.level.name} inom {say_areas(silent)}.")
    said += [found.text for found in moving if found.text]
    return " ".join(list(dict.fromkeys(said))[:LEAD])


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


def say_reference(decision: Decision) -> str:
    """Write `15 december 2026 § 4`, or its punkt."""
    number = f" § {decision.paragraph}" if decision.paragraph else ""
    item = f" punkt {decision.item}" if decision.item else ""
    return f"{say_day(decision.day)}{number}{item}"


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
    dated = [row.due for row in rows if row.due]
    days = join_words(f"den {say_day(due)}" for due in sorted(set(dated)))
    some = f" av {say_number_of(len(dated))}" if len(dated) < len(rows) else ""
    by_when = f", med redovisning{some} senast {days}" if dated else ""
    yield f"{say_receivers(Counter(row.responsible.name for row in rows))}{by_when}."


def say_receivers(given: Counter[str]) -> str:
    """Say who got how many uppdrag: `NVK fick ett uppdrag`, `NVK och Skolan fick var sitt uppdrag`."""
    first, *others = given.items()
    if others and set(given.values()) == {1}:
        return f"{join_names(given)} fick var sitt uppdrag"
    head = f"{first[0]} fick {say_count(first[1], 'uppdrag', 'uppdrag', neuter=True)}"
    return join_names([head, *(f"{name} {say_number_of(number)}" for name, number in others)])


def say_number_of(number: int) -> str:
    """Write how many uppdrag where the noun is said before: `ett`, `två`."""
    return say_count(number, "", "", neuter=True).strip()


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
    """Give the newest status and its words, and the account unless a later status tells of it, by day."""
    told = sorted((row for row in decision.statuses if row.day <= day), key=lambda row: row.day)
    said = []
    if told:
        words = f" {told[-1].text.rstrip('.')}." if told[-1].text else ""
        said.append((told[-1].day, f"Läget {say_day(told[-1].day)}: {told[-1].status}.{words}"))
    account = chain.archive.account.get(decision.id)
    # A decision may go on after its account, and only the account says why its uppdrag is done.
    known = told and account and told[-1].day >= account.day and told[-1].status != State.GOING_ON
    if account and account.day <= day and not known:
        said.append((account.day, f"Redovisningen lämnades den {say_day(account.day)}."))
    yield from (words for _, words in sorted(said))


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
