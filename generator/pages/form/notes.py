"""What the coordinator writes down: the page for a meeting's notes and for a decision."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from generator.analysis import find_waiting
from generator.pages.base import Build, Page
from generator.pages.form.choices import Choice, Group, find_choices, group_rows, read_script
from generator.records import (
    OUTCOMES,
    PRESENCES,
    Archive,
    Area,
    Organisation,
    PlacedProposal,
    find_coming,
)
from generator.swedish import capitalize, say_day, say_short_day

ADDRESS = "anteckna.html"
SCRIPT = "anteckna.js"
MOST_COMING = 2


@dataclass(frozen=True, slots=True)
class Last:
    """What the last held meeting that said so had, as a help for the next."""

    number: str = ""
    hours: str = ""


def build_notes(build: Build, data: dict[str, Any]) -> Iterator[Page]:
    """Build the page, with its script and the rules in it."""
    archive = build.archive
    days = find_unwritten(archive)
    rules = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    kinds = [*([("möte", "Ett möte")] if days else []), ("beslut", "Ett beslut")]
    page = build.write_page(
        "form/notes.html",
        ADDRESS,
        "Anteckna möte eller beslut",
        parent="rapportera.html",
        kinds=[Group("", tuple(Choice(word, shown=shown) for word, shown in kinds))],
        choices=dict(find_choices(build, days or [archive.today]))
        | dict(find_own_choices(build, days)),
        last=find_last(archive),
        present=find_present(archive),
        areas=[(area, say_before(archive, area)) for area in find_areas(archive)],
        presences=PRESENCES,
        outcomes=OUTCOMES,
        submission=archive.mall.submission,
    )
    script = f"window.lagesbildRapport={rules};\n{read_script(SCRIPT)}"
    yield replace(page, scripts=(f"../{SCRIPT}",), files={SCRIPT: script})


def find_unwritten(archive: Archive) -> list[date]:
    """Return the days of meetings that nobody has written of: those that have entries, and the next ones."""
    waiting = [meeting.planned for meeting in archive.meetings if not meeting.has_file]
    written = {meeting.planned for meeting in archive.meetings if meeting.has_file}
    coming = [day for day in find_coming(archive)[:MOST_COMING] if day not in written]
    return sorted({*waiting, *coming})


def find_own_choices(build: Build, days: list[date]) -> Iterator[tuple[str, list[Group]]]:
    """Yield what can be chosen here and not when an entry is written."""
    mall = build.archive.mall
    yield "möte", [Group("", tuple(Choice(str(d), shown=capitalize(say_day(d))) for d in days))]
    yield "nivå", [group_rows(mall.levels)]
    yield "kriterier", [group_rows(mall.criteria)]
    yield "typ av beslut", [group_rows(mall.decision_types)]
    yield "instans", [group_rows(mall.bodies)]
    waiting = find_waiting(build.chain, build.archive.today)
    offered = tuple(
        Choice(
            found.placed.id,
            shown=f"{found.placed.proposal.sentence} (lyft {say_short_day(found.placed.meeting.day)})",
            known=know_proposal(found.placed),
        )
        for found in waiting
    )
    yield "svar på", [Group("", offered)] if offered else []


def know_proposal(placed: PlacedProposal) -> str:
    """Return what a decision that answers a proposal begins with: its type, and what it is about."""
    proposal, subject = placed.proposal, placed.proposal.subject
    rows = (proposal.type, subject.problem_type, subject.place)
    return "|".join(row.name if row else "" for row in rows)


def find_last(archive: Archive) -> Last:
    """Return the newest number and hours that a held meeting has told."""
    held = archive.held_meetings
    number = next((m.number for m in reversed(held) if m.number), "")
    return Last(number, next((m.hours for m in reversed(held) if m.hours), ""))


def find_present(archive: Archive) -> list[Organisation]:
    """Return who may have come, those who report to every meeting first."""
    rows = [r for r in archive.mall.organisations if r.valid_at(archive.today)]
    told = [row for row in rows if row.reports != "nej"]
    return sorted(told, key=lambda row: row.reports != "varje möte")


def find_areas(archive: Archive) -> list[Area]:
    """Return the områden to judge."""
    return [area for area in archive.mall.areas if area.valid_at(archive.today)]


def say_before(archive: Archive, area: Area) -> str:
    """Say how an område was last judged, or nothing where it never was."""
    for meeting in reversed(archive.held_meetings):
        if row := meeting.assessments.get(area.name):
            trend = f", {row.trend.name}" if row.trend else ""
            return f"Senast, {say_short_day(meeting.day)}: {row.level.name}{trend}."
    return ""
