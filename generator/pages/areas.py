"""The page of each område: its level since when, its problem types, and its history."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain as flatten
from itertools import groupby

from generator.analysis import Table, count_by, figures_of
from generator.pages.desk import Desk
from generator.pages.finding import describe_levels, describe_trends
from generator.pages.histories import (
    Cases,
    collect_factors,
    count_types,
    group_cases,
    group_entries,
    lay_out,
    say_validity,
    split_counts,
    tell_actions,
)
from generator.pages.page import Page
from generator.records import Area, Assessment, Entry, Meeting, place_actions
from generator.swedish import say_day

INDEX = "omraden/index.html"
TRENDS = {
    "upp": "Problemen ökar",
    "lika": "Läget är oförändrat",
    "ned": "Problemen minskar",
    "ny": "Nya problem rapporteras",
    "okänd": "Utvecklingen går inte att bedöma",
}


@dataclass(frozen=True, slots=True)
class AreaRow:
    """An område at a meeting: how it was judged, and its poster."""

    meeting: Meeting
    assessment: Assessment | None
    posts: int


@dataclass(frozen=True, slots=True)
class Groups:
    """Everything the pages of områden draw on, by slug of område, made once."""

    entries: Mapping[str, list[Entry]]
    counts: Mapping[str, Table]
    cases: Mapping[str, Cases]


def build_areas(desk: Desk) -> Iterator[Page]:
    """Build a page an område, and the index."""
    mall = desk.archive.mall
    slugs = {found.slug: area.slug for area in mall.areas for found in area.problem_types}
    groups = Groups(
        group_entries(desk, lambda e: slugs[e.problem_type.slug] if e.problem_type else None),
        split_counts(desk.entries, "area"),
        group_cases(desk.chain, lambda s: slugs[s.problem_type.slug] if s.problem_type else None),
    )
    histories = {area.slug: tell_history(desk, area, groups.counts) for area in mall.areas}
    for area in mall.areas:
        yield build_area(desk, area, groups, histories[area.slug])
    yield build_index(desk, histories)


def build_area(desk: Desk, area: Area, groups: Groups, history: list[AreaRow]) -> Page:
    """Build the page of one område, as of the archive's date."""
    entries = groups.entries.get(area.slug, [])
    actions = flatten.from_iterable(place_actions(entry) for entry in entries)
    return desk.write_page(
        "area.html",
        f"omraden/{area.slug}.html",
        area.name,
        parent=INDEX,
        file="entries/mall.yml",
        files=tuple(found.path for found in (*entries, *(row.meeting for row in history))),
        area=area,
        validity=say_validity(area, desk.archive.today),
        finding=describe_area(history),
        judged=latest_judged(history),
        types=count_types(area.problem_types, groups.counts.get(area.slug), entries),
        years=[(y, list(g)) for y, g in groupby(history, key=lambda r: r.meeting.planned.year)],
        cases=groups.cases.get(area.slug, Cases()),
        factors=collect_factors(desk, entries),
        actions=[told for told in tell_actions(desk, actions) if told[1].is_open],
        lay_out=lambda found: lay_out(desk, found),
        say_validity=say_validity,
    )


def build_index(desk: Desk, histories: Mapping[str, list[AreaRow]]) -> Page:
    """Build the list of områden, with what the latest meeting thought of each."""
    archive = desk.archive
    held = archive.held_meetings
    finding = "Gruppen har inte hållit något möte än."
    if held:
        said = [*describe_levels(desk.chain, held[-1]), *describe_trends(desk.chain, held[-1])]
        finding = " ".join(said)
    return desk.write_page(
        "area_list.html",
        INDEX,
        "Områden",
        file="entries/mall.yml",
        finding=finding,
        latest=held[-1] if held else None,
        rows=[
            (area, say_validity(area, archive.today), latest_judged(histories[area.slug]))
            for area in archive.mall.areas
        ],
        since=lambda area: find_since(histories[area.slug], level_of),
        totals={slug: sum(row.posts for row in rows) for slug, rows in histories.items()},
    )


def tell_history(desk: Desk, area: Area, counts: Mapping[str, Table]) -> list[AreaRow]:
    """Return the meetings at which the område was in use, newest first."""
    meetings = sorted(desk.archive.meetings, key=lambda found: found.planned, reverse=True)
    rows = counts.get(area.slug)
    posts = (
        figures_of(count_by(rows, "meeting", [m.id for m in meetings]), "posts")
        if rows is not None
        else {}
    )
    told = [AreaRow(m, m.assessments.get(area.name), posts.get(m.id) or 0) for m in meetings]
    return [row for row in told if row.posts or row.assessment or is_told(area, row.meeting)]


def is_told(area: Area, meeting: Meeting) -> bool:
    """Say whether a meeting's page has the område in use: a planned one has nothing to tell yet."""
    return meeting.status != "planerat" and area.valid_at(meeting.day)


def level_of(assessment: Assessment) -> str:
    """Return the level's name."""
    return assessment.level.name


def trend_of(assessment: Assessment) -> str:
    """Return the trend's name, or nothing."""
    return assessment.trend.name if assessment.trend else ""


def latest_judged(history: list[AreaRow]) -> AreaRow | None:
    """Return the latest held meeting that judged the område."""
    return next((row for row in history if row.meeting.is_held and row.assessment), None)


def find_since(history: list[AreaRow], value_of: Callable[[Assessment], str]) -> Meeting | None:
    """Return the first of the held meetings in a row that judged the same as the latest one did.

    A held meeting that did not judge the område ends the row.
    """
    latest, first = latest_judged(history), None
    for row in history:
        if not latest or not latest.assessment or not row.meeting.is_held:
            continue
        if row.meeting.day > latest.meeting.day:
            continue
        if row.assessment is None or value_of(row.assessment) != value_of(latest.assessment):
            break
        first = row.meeting
    return first


def describe_area(history: list[AreaRow]) -> str:
    """Say the level and the trend of the latest judgement, and since when they are so."""
    held = [row for row in history if row.meeting.is_held]
    judged = latest_judged(history)
    if not held:
        return "Gruppen har inte hållit något möte om området än."
    if not judged or not judged.assessment:
        return "Området har inte bedömts vid något möte än."
    parts = []
    if judged is not held[0]:
        parts.append(f"Området bedömdes inte vid mötet {say_day(held[0].meeting.day)}.")
    level = judged.assessment.level
    said = f"Nivån är {level.name}" if level.role == "bedömd" else "Nivån är inte bedömd"
    if judged is not held[0]:
        said = said.replace("Nivån är", "Senast var nivån", 1)
    parts.append(f"{said}{say_since(history, level_of)}.")
    if judged.assessment.trend:
        parts.append(f"{TRENDS[judged.assessment.trend.role]}{say_since(history, trend_of)}.")
    return " ".join(parts)


def say_since(history: list[AreaRow], value_of: Callable[[Assessment], str]) -> str:
    """Write ` sedan mötet 15 oktober 2026`."""
    first = find_since(history, value_of)
    return f" sedan mötet {say_day(first.day)}" if first else ""
