"""A meeting's file before it is held: its number, who is asked, and what there is to go through."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from generator.analysis import (
    Chain,
    find_late_assignments,
    find_waiting,
    follow_actions,
    sort_followed,
)
from generator.drafts.rows import remark, write_row
from generator.problems import list_choices
from generator.records import FORMS, REMARK, Action, Archive, Area, Assignment, Meeting
from generator.swedish import join_words, say_day

NUMBER = re.compile(r"(\d+)/(\d{4})")
PRESENCE = (
    "närvarande, förhinder eller lämnat skriftligt. När en rad är ifylld räknas mötet som hållet."
)
HOURS = "till exempel 09.00–10.30"
HORIZON = timedelta(days=366)
FOLLOWED = (
    "Att följa upp, med läget på mötets dag om inget mer kommer in.",
    "Kopiera en åtgärds tre rader, ta bort #: och skriv status: pågår, klar eller avbruten.",
)


def draft_meeting(archive: Archive, day: date) -> str:
    """Return the text of `index.md` for a meeting planned for a day; `check` passes it as it is."""
    before = [meeting for meeting in archive.held_meetings if meeting.planned < day]
    chain = Chain(archive)
    lines = (
        *write_about(archive, before, day),
        *write_attendance(archive, day),
        *write_levels(archive, before, day),
        *write_focus(before),
        *write_actions(),
        *write_follow_ups(chain, day),
        *write_waiting(chain, day),
        *write_proposal(archive),
        *write_next(archive, day),
    )
    return "\n".join(("---", *lines, "---", ""))


def write_about(archive: Archive, before: list[Meeting], day: date) -> Iterator[str]:
    """Yield the meeting's number, and as remarks the last one's hours and form, or what they may be."""
    number = next_number(archive, day)
    if number:
        yield write_row("nummer", number)
    for key, told, choices in (
        ("klockan", [meeting.hours for meeting in before if meeting.hours], HOURS),
        ("mötesform", [meeting.form for meeting in before if meeting.form], list_choices(FORMS)),
    ):
        yield remark(f"senast {told[-1]}" if told else choices)
        yield write_row(key)


def next_number(archive: Archive, day: date) -> str:
    """Return the number after the highest of the year's; the year's first where it has none.

    Nothing where the meetings are numbered in another way, or not at all.
    """
    numbers = [
        found for m in archive.meetings if m.number and (found := NUMBER.fullmatch(m.number))
    ]
    own = [int(found[1]) for found in numbers if int(found[2]) == day.year]
    return f"{max(own, default=0) + 1}/{day.year}" if numbers else ""


def write_attendance(archive: Archive, day: date) -> Iterator[str]:
    """Yield an empty row for every organisation that reports, those of every meeting first."""
    rows = [r for r in archive.mall.organisations if r.reports != "nej" and r.valid_at(day)]
    yield remark(PRESENCE)
    yield write_row("närvaro")
    for row in sorted(rows, key=lambda row: row.reports != "varje möte"):
        yield write_row(row.name, depth=1)


def write_levels(archive: Archive, before: list[Meeting], day: date) -> Iterator[str]:
    """Yield empty rows for every område, and as remarks what may be said and how it was last judged."""
    mall = archive.mall
    for key, words in (("nivå", mall.levels), ("trend", mall.trends)):
        yield remark(f"{key}: {join_words([row.name for row in words], 'eller')}")
    yield write_row("bedömning")
    for area in mall.areas:
        if area.valid_at(day):
            yield write_row(area.name, depth=1)
            yield remark(say_last(before, area), depth=2)
            for key in ("nivå", "trend", "text", "konsekvenser"):
                yield write_row(key, depth=2)


def say_last(before: list[Meeting], area: Area) -> str:
    """Say how an område was judged, and when."""
    for meeting in reversed(before):
        if row := meeting.assessments.get(area.name):
            words = ", ".join([row.level.name, *([row.trend.name] if row.trend else [])])
            return f"senast {say_day(meeting.day)}: {words}"
    return "inte bedömt än"


def write_focus(before: list[Meeting]) -> Iterator[str]:
    """Yield what the last meeting looked at more closely, as remarks."""
    if before and before[-1].focus:
        yield remark(f"Fokus {say_day(before[-1].day)}:")
        for row in before[-1].focus:
            yield remark(", ".join(filter(None, (row.place.name, row.when, row.what))))


def write_actions() -> Iterator[str]:
    """Yield the rows of an åtgärd behind remarks."""
    yield remark("Nya åtgärder: kopiera de tre raderna, ta bort #: och skriv.")
    yield write_row("åtgärder")
    yield from (f"{REMARK}{row}" for row in ("  - vad:", "    ansvarig:", "    senast:"))


def write_follow_ups(chain: Chain, day: date) -> Iterator[str]:
    """Yield the late uppdrag and the open åtgärder, those due first, as rows behind remarks."""
    late = [(row.id, row.assignment, "försenat") for row in find_late_assignments(chain, day)]
    followed = sort_followed(follow_actions(chain, chain.archive.actions.values(), day))
    left = [(row.id, row.action, str(status.state)) for row, status in followed if status.is_open]
    rows: list[tuple[str, Action | Assignment, str]] = [*late, *left]
    if rows:
        yield from map(remark, FOLLOWED)
        yield write_row("uppföljning")
    for key, told, state in rows:
        due = f", senast {say_day(told.due)}" if told.due else ""
        yield remark(f"{told.what} ({told.responsible.name}, {state}{due})")
        yield from (
            f"{REMARK}{row}" for row in (f"  - åtgärd: {key}", f"    datum: {day}", "    status:")
        )


def write_waiting(chain: Chain, day: date) -> Iterator[str]:
    """Yield the proposals that wait for an answer, as remarks."""
    waiting = find_waiting(chain, day)
    if waiting:
        yield remark("Förslag som väntar på svar:")
    for found in waiting:
        placed = found.placed
        where = f", väntar på {join_words(found.deciders)}" if found.deciders else ""
        lifted = f"{placed.id}, lyft {say_day(placed.meeting.day)}{where}"
        yield remark(f"{lifted}: {placed.proposal.sentence}")


def write_proposal(archive: Archive) -> Iterator[str]:
    """Yield the rows of a proposal behind remarks, with who decides in its sentence."""
    yield remark("Förslag till beslut: ta bort #: och skriv meningen som ska beslutas.")
    yield write_row("lyfts till BRÅ")
    sentence = f"förslag: {archive.mall.council.name} beslutar att …"
    yield from (f"{REMARK}{row}" for row in (f"  - {sentence}", "    typ:"))


def write_next(archive: Archive, day: date) -> Iterator[str]:
    """Yield an empty row for the day of the meeting after, and the plan's day as a remark."""
    planned = next(
        (found for found in archive.mall.planned_days(day + HORIZON) if found > day), None
    )
    if planned:
        yield remark(f"enligt planen {planned}")
    yield write_row("nästa möte")
