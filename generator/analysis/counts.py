"""The few tables the pages count from. Poster are entries, händelser are what they tell of.

Every table has its columns and dtypes declared, also with no rows. Missing is `NA`, never 0.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias

import pandas as pd

from generator.records import Archive, Area, Entry, Report

Table: TypeAlias = pd.DataFrame

ENTRY_COLUMNS = {
    "entry": "string",
    "meeting": "string",
    "report": "string",
    "organisation": "string",
    "area": "string",
    "problem_type": "string",
    "place": "string",
    "time": "string",
    "posts": "Int64",
    "events": "Int64",
}
COUNT_COLUMNS = {"posts": "Int64", "events": "Int64"}
UNKNOWN_TIME = "okänd tid"
WITHOUT = ""


def count_entries(archive: Archive) -> Table:
    """One row an entry that stands and says something, with slugs and what it counts as.

    An event told by several counts once, on the newest entry of those that tell it.
    """
    report_of = {m.id: report.id for report in archive.reports for m in report.meetings}
    older = {entry.same_as for entry in archive.entries if entry.same_as and entry.stands}
    rows = [
        row_of(archive, entry, report_of, counts=entry.id not in older)
        for entry in archive.entries
        if entry.stands and entry.kind.role != "inget"
    ]
    return pd.DataFrame(rows, columns=list(ENTRY_COLUMNS)).astype(ENTRY_COLUMNS)


def row_of(
    archive: Archive, entry: Entry, report_of: dict[str, str], *, counts: bool
) -> dict[str, object]:
    """Return an entry's row; words are given by slug, and by name where they have none."""
    meeting = archive.taken_up_at(entry)
    area = area_of(archive, entry)
    return {
        "entry": entry.id,
        "meeting": meeting,
        "report": report_of.get(meeting),
        "organisation": entry.organisation.slug,
        "area": area.slug if area else None,
        "problem_type": entry.problem_type.slug if entry.problem_type else None,
        "place": entry.place.slug if entry.place else None,
        "time": say_time(entry),
        "posts": 1,
        "events": entry.counted_events if counts else 0,
    }


def area_of(archive: Archive, entry: Entry) -> Area | None:
    """Return the område an entry counts in; underlag is no post of an område, whatever it is about."""
    if entry.problem_type is None or entry.kind.role == "statistik":
        return None
    return archive.mall.area_of(entry.problem_type)


def say_time(entry: Entry) -> str:
    """Return the time of day, or that it is not known."""
    return entry.time.name if entry.time and entry.time.hours else UNKNOWN_TIME


def count_matrix(
    entries: Table, meeting: str, areas: Sequence[str], organisations: Sequence[str]
) -> Table:
    """Poster of a meeting: a row an område, a column an organisation, by slug; 0 where none."""
    inside = entries[entries["meeting"] == meeting]
    counted = inside.pivot_table(
        index="area", columns="organisation", values="posts", aggfunc="sum"
    )
    return counted.reindex(index=list(areas), columns=list(organisations)).fillna(0).astype("Int64")


def count_by(entries: Table, key: str, of: Sequence[str]) -> Table:
    """Poster and händelser for each value of a column, in the given order; 0 where none."""
    counted = entries.groupby(key)[list(COUNT_COLUMNS)].sum()
    return counted.reindex(list(of)).fillna(0).astype(COUNT_COLUMNS)


def count_reports(entries: Table, key: str, of: Sequence[str], reports: Sequence[Report]) -> Table:
    """Poster and händelser for each report and value; NA for a month without a meeting.

    Rows are indexed by report and value; asking for a report that does not exist gives NA too.
    """
    index = pd.MultiIndex.from_product([[r.id for r in reports], list(of)], names=["report", key])
    counted = entries.groupby(["report", key])[list(COUNT_COLUMNS)].sum().reindex(index)
    held = index.get_level_values("report").isin([r.id for r in reports if r.meetings])
    counted.loc[held] = counted.loc[held].fillna(0)
    return counted.astype(COUNT_COLUMNS)


def row_at(counts: Table, row: str) -> dict[str, int]:
    """Return one row of counts that are never missing, by column."""
    found = counts.loc[[row]].astype(int)
    return dict(zip(found.columns, found.to_numpy().tolist()[0], strict=True))


def value_at(counts: Table, row: object, column: str) -> int | None:
    """Return one count as a plain number, or None when it is missing."""
    if row not in counts.index:
        return None
    found = counts.loc[[row], [column]].dropna().astype(int).to_numpy().tolist()
    return int(found[0][0]) if found else None


def name_missing(entries: Table, key: str) -> Table:
    """Let the entries that have no value of a column be counted too, under `WITHOUT`."""
    return entries.fillna({key: WITHOUT})


def figures_of(table: Table, column: str) -> dict[Any, int | None]:
    """Return a column as plain numbers by the table's index, None where one is missing."""
    return {row: None if pd.isna(value) else int(value) for row, value in table[column].items()}
