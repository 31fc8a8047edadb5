"""The few tables the pages count from: poster as `posts.py` has them, händelser are what they tell of.

Every table has its columns and dtypes declared, also with no rows. Missing is `NA`, never 0.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, TypeAlias

import pandas as pd

from generator.analysis.chain import Chain
from generator.analysis.posts import is_post
from generator.records import Archive, Area, Entry, Report

Frame: TypeAlias = pd.DataFrame

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
    "positive": "Int64",
    "events": "Int64",
}
# `positive` of the poster tell of something good.
COUNT_COLUMNS = {"posts": "Int64", "positive": "Int64", "events": "Int64"}
UNKNOWN_TIME = "okänd tid"
WITHOUT = ""


def count_entries(chain: Chain) -> Frame:
    """One row a post, with slugs and how much it counts as."""
    archive = chain.archive
    rows = [row_of(chain, entry) for entry in archive.entries if is_post(archive, entry)]
    return pd.DataFrame(rows, columns=list(ENTRY_COLUMNS)).astype(ENTRY_COLUMNS)


def row_of(chain: Chain, entry: Entry) -> dict[str, object]:
    """Return an entry's row; words are given by slug, and by name where they have none."""
    meeting = chain.archive.taken_up_at(entry)
    report = chain.report_of.get(meeting)
    area = area_of(chain.archive, entry)
    return {
        "entry": entry.id,
        "meeting": meeting,
        "report": report.id if report else None,
        "organisation": entry.organisation.slug,
        "area": area.slug if area else None,
        "problem_type": entry.problem_type.slug if entry.problem_type and area else None,
        "place": entry.place.slug if entry.place else None,
        "time": say_time(entry),
        "posts": 1,
        "positive": int(entry.kind.role == "positivt"),
        "events": count_events(chain, entry),
    }


def count_events(chain: Chain, entry: Entry) -> int:
    """Return the händelser a post adds: an event told by several counts on the newest post.

    A teller that is no post, be it that it was withdrawn, does not take the event with it.
    """
    others = chain.same_event(entry) if entry.same_as or entry.id in chain.told_by else []
    newer = (other for other in others if (other.meeting, other.id) > (entry.meeting, entry.id))
    is_told = any(other.counted_events and is_post(chain.archive, other) for other in newer)
    return 0 if is_told else entry.counted_events


def area_of(archive: Archive, entry: Entry) -> Area | None:
    """Return the område an entry counts in; underlag is no post of an område, whatever it is about."""
    if entry.problem_type is None or entry.kind.role == "statistik":
        return None
    return archive.mall.area_of(entry.problem_type)


def say_time(entry: Entry) -> str:
    """Return the time of day, or that it is not known."""
    return entry.time.name if entry.time and entry.time.hours else UNKNOWN_TIME


def count_by(entries: Frame, key: str, of: Sequence[str]) -> Frame:
    """Poster, positive ones and händelser by a column's values, in the given order; 0 where none."""
    counted = entries.groupby(key)[list(COUNT_COLUMNS)].sum()
    return counted.reindex(list(of)).fillna(0).astype(COUNT_COLUMNS)


def count_reports(
    entries: Frame,
    key: str,
    of: Sequence[str],
    reports: Sequence[Report],
    silent: Collection[str] = (),
) -> Frame:
    """Poster and händelser for each report and value; NA for a month without a meeting.

    So it is for a `silent` report too, to which nobody reported. Rows are indexed by report and
    value; asking for a report that does not exist gives NA.
    """
    index = pd.MultiIndex.from_product([[r.id for r in reports], list(of)], names=["report", key])
    counted = entries.groupby(["report", key])[list(COUNT_COLUMNS)].sum().reindex(index)
    known = [report.id for report in reports if report.meetings and report.id not in silent]
    told = index.get_level_values("report").isin(known)
    counted.loc[told] = counted.loc[told].fillna(0)
    return counted.astype(COUNT_COLUMNS)


def name_missing(entries: Frame, key: str) -> Frame:
    """Let the entries that have no value of a column be counted too, under `WITHOUT`.

    pandas leaves rows whose key is NA out of every group, in silence.
    """
    return entries.fillna({key: WITHOUT})


def figures_of(table: Frame, column: str) -> dict[Any, int | None]:
    """Return a column as plain numbers by the table's index, None where one is missing."""
    return {row: None if pd.isna(value) else int(value) for row, value in table[column].items()}


def sum_of(entries: Frame | None, column: str) -> int:
    """Return the sum of a column, 0 where there are no rows."""
    return 0 if entries is None else int(entries[column].sum())


def split_counts(entries: Frame, key: str) -> dict[str, Frame]:
    """Return the rows of the base table for each value of a column."""
    return {str(value): rows for value, rows in entries.groupby(key)}


def count_records(archive: Archive) -> dict[str, int]:
    """Count what the archive holds besides its entries."""
    statuses = [report.status for report in archive.reports]
    return {
        "meetings": len(archive.held_meetings),
        "reports": statuses.count("fastställd") + statuses.count("expedierad"),
        "decisions": len(archive.decisions),
    }
