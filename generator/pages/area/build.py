"""The page of each område: its level since when, its problem types, and its history."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import chain as flatten

from generator.analysis import (
    Frame,
    Judgement,
    area_of,
    find_judgements,
    find_since,
    follow_actions,
    gather,
    latest_judged,
    level_of,
    sort_followed,
    split_counts,
    trend_of,
)
from generator.pages.area.charts import chart_area, count_latest
from generator.pages.base import Build, Page, say_uncounted, say_withheld
from generator.pages.shared.board import make_latest_board
from generator.pages.shared.finding import find_lead
from generator.pages.shared.histories import (
    Cases,
    count_all,
    count_types,
    group_cases,
    group_entries,
    lay_out,
    say_validity,
)
from generator.pages.shared.months import MonthlyCounts, monthly_of
from generator.pages.shared.proposals import name_proposal
from generator.records import Area, Assessment, Context, Entry, Factor, Subject, place_actions
from generator.swedish import say_count, say_day

INDEX = "omraden/index.html"
TRENDS = {
    "upp": "Problemen bedöms öka",
    "lika": "Läget bedöms vara oförändrat",
    "ned": "Problemen bedöms minska",
    "ny": "Problemen bedöms vara nya",
    "okänd": "Utvecklingen går inte att bedöma",
}
# Of these it is told since when, where that is another meeting than the level's.
LASTING = {"upp": "Problemen har bedömts öka", "ned": "Problemen har bedömts minska"}


@dataclass(frozen=True, slots=True)
class NamedFactors:
    """The factors of a kontext, each with the entry that names it."""

    context: Context
    risks: tuple[tuple[Factor, Entry], ...]
    protective: tuple[tuple[Factor, Entry], ...]


@dataclass(frozen=True, slots=True)
class Groups:
    """Everything the pages of områden draw on, by slug of område, made once.

    `counted` are the entries that the numbers are of.
    """

    entries: Mapping[str, list[Entry]]
    counted: Mapping[str, list[Entry]]
    counts: Mapping[str, Frame]
    cases: Mapping[str, Cases]


def build_areas(build: Build) -> Iterator[Page]:
    """Build a page an område, and the index."""
    archive, mall = build.archive, build.archive.mall

    def area_told(entry: Entry) -> str | None:
        area = area_of(archive, entry)
        return area.slug if area else None

    def area_meant(subject: Subject) -> str | None:
        return mall.area_of(subject.problem_type).slug if subject.problem_type else None

    groups = Groups(
        group_entries(archive, area_told),
        group_entries(archive.counted, area_told),
        split_counts(build.entries, "area"),
        group_cases(build.chain, area_meant),
    )
    monthly = monthly_of(build)
    histories = {
        area.slug: find_judgements(archive, area, groups.counted.get(area.slug, ()))
        for area in mall.areas
    }
    for area in mall.areas:
        yield build_area(monthly, area, groups, histories[area.slug])
    yield build_index(monthly, groups, histories)


def build_area(
    monthly: MonthlyCounts, area: Area, groups: Groups, history: list[Judgement]
) -> Page:
    """Build the page of one område, as of the archive's date."""
    build = monthly.build
    entries, cases = groups.entries.get(area.slug, []), groups.cases.get(area.slug, Cases())
    actions = flatten.from_iterable(place_actions(entry) for entry in entries)
    followed = follow_actions(build.chain, actions, build.archive.today)
    judged = latest_judged(history)
    latest = count_latest(monthly, area)
    counted = groups.counted.get(area.slug, [])
    types = count_types(build, area.problem_types, groups.counts.get(area.slug), entries, counted)
    types.sort(
        key=lambda row: (
            -int(latest[row.type.slug].value or 0) if latest else 0,
            -row.posts.counted,
        )
    )
    return build.write_page(
        "area/area.html",
        f"omraden/{area.slug}.html",
        area.name,
        parent=INDEX,
        file="entries/mall.yml",
        files=tuple(found.path for found in (*entries, *(row.meeting for row in history))),
        figures=()
        if build.archive.is_apart(area)
        else tuple(chart_area(monthly, area, followed, cases.decisions)),
        area=area,
        is_apart=build.archive.is_apart(area),
        apart=[row for row in area.problem_types if build.archive.is_apart(row)],
        readable=lay_out(
            build, [e for e in entries if e.problem_type and build.archive.is_apart(e.problem_type)]
        ),
        validity=say_validity(area, build.archive.today),
        finding="Gruppens bedömning sprids inte hit."
        if build.archive.hides_own
        else describe_area(history),
        judged=judged,
        is_current=judged is next((row for row in history if row.meeting.is_held), None),
        types=types,
        latest=latest,
        top=max((int(latest[row.slug].value or 0) for row in area.problem_types), default=0)
        if latest
        else 0,
        uncounted=" ".join(
            filter(
                None,
                (
                    say_uncounted(count_all(build, counted)),
                    say_withheld(build.archive, counted),
                ),
            )
        ),
        rows=history,
        cases=cases,
        name_proposal=partial(name_proposal, build.chain),
        factors=collect_factors(build, entries),
        actions=[row for row in sort_followed(followed) if row[1].is_open],
        lay_out=lambda found: lay_out(build, found),
        say_validity=say_validity,
    )


def build_index(
    monthly: MonthlyCounts, groups: Groups, histories: Mapping[str, list[Judgement]]
) -> Page:
    """Build the list of områden, with what the latest meeting thought of each."""
    build, archive = monthly.build, monthly.build.archive
    held = archive.held_meetings
    finding = "Gruppen har inte hållit något möte än."
    if held:
        finding = find_lead(build.chain, held[-1])
    return build.write_page(
        "area/area_list.html",
        INDEX,
        "Områden",
        file="entries/mall.yml",
        finding=finding,
        board=make_latest_board(monthly),
        latest=held[-1] if held else None,
        rows=[
            (area, say_validity(area, archive.today), latest_judged(histories[area.slug]))
            for area in archive.mall.areas
        ],
        since=lambda area: find_since(histories[area.slug], level_of),
        totals={
            area.slug: count_all(build, groups.counted.get(area.slug, ()))
            for area in archive.mall.areas
        },
    )


def collect_factors(build: Build, entries: Iterable[Entry]) -> list[NamedFactors]:
    """Return the contexts that entries name factors in, in the mall's order."""
    named = [(factor, entry) for entry in entries for factor in entry.factors]
    told = gather((factor.context.name, (factor, entry)) for factor, entry in named)
    return [
        NamedFactors(
            row,
            tuple(pair for pair in told[row.name] if pair[0].risk),
            tuple(pair for pair in told[row.name] if pair[0].protective),
        )
        for row in build.archive.mall.contexts
        if row.name in told
    ]


def describe_area(history: list[Judgement]) -> str:
    """Say the level and the trend of the latest judgement, and since when they are so."""
    held = [row for row in history if row.meeting.is_held]
    judged = latest_judged(history)
    if not held:
        return "Gruppen har inte hållit något möte om området än."
    if not judged or not judged.assessment:
        return "Området har inte bedömts vid något möte än."
    parts = []
    if judged is not held[0]:
        parts.append(f"Området bedömdes inte vid mötet den {say_day(held[0].meeting.day)}.")
    level = judged.assessment.level
    said = f"Nivån är {level.name}" if level.role == "bedömd" else "Nivån är inte bedömd"
    if judged is not held[0]:
        said = said.replace("Nivån är", "Senast var nivån", 1)
    since_level = say_since(history, level_of)
    parts.append(f"{said}{since_level}.")
    if trend := judged.assessment.trend:
        since = say_since(history, trend_of)
        is_told = since and since != since_level
        lasting = LASTING.get(trend.role) if is_told else None
        parts.append(f"{lasting}{since}." if lasting else f"{TRENDS[trend.role]}.")
    return " ".join(parts)


def say_since(history: list[Judgement], value_of: Callable[[Assessment | None], str]) -> str:
    """Write ` sedan mötet den 15 oktober 2026`, and at how many since then it was not judged.

    What is not judged since a meeting was judged at it: of such it is said from which meeting on.
    """
    since = find_since(history, value_of)
    judged = latest_judged(history)
    # Of the latest judgement its own day is told.
    if since is None or (
        judged and since.meeting is judged.meeting and value_of(judged.assessment)
    ):
        return ""
    meetings = say_count(since.unjudged, "möte", "möten", neuter=True)
    gap = f", men bedömdes inte vid {meetings} däremellan" if since.unjudged else ""
    is_judged = bool(judged and value_of(judged.assessment))
    first = "sedan" if is_judged else "från och med"
    return f" {first} mötet den {say_day(since.meeting.day)}{gap}"
