"""What is counted: amounts that may be missing, what an entry counts as, and the tables of it all.

Missing is never zero, to the last pixel: an amount without a number says why there is none. Every
table has its columns and dtypes declared, also with no rows, and `NA` where a number is missing.
Only what makes a table loads pandas, since `check` counts without one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeAlias

from generator.analysis.chain import Chain
from generator.records import Archive, Area, Entry, Report, once
from generator.swedish import say_amount

if TYPE_CHECKING:
    import pandas as pd

NO_MEETING = "inget möte"
NO_MATERIAL = "inget underlag"
NOT_REPORTED = "har inte rapporterat"
# Of an område whose problemtyper are all känsliga, where others than the group read.
APART = "redovisas för sig"
PARTLY_HIDDEN = "delvis dolt"
# How the words for a number begin that is known to whoever gave it, and not shown.
HIDDEN = (PARTLY_HIDDEN, "dolt", "färre än", "mindre än", "under", "högst")


@dataclass(frozen=True, slots=True)
class Amount:
    """A number, or in `missing` the Swedish words for why it is not known; always one of them."""

    value: int | Decimal | None
    missing: str = ""

    def __post_init__(self) -> None:
        if (self.value is None) != bool(self.missing):
            raise ValueError(f"an amount is a number or says why not: {self!r}")

    def __str__(self) -> str:
        return self.missing if self.value is None else say_amount(self.value)

    @property
    def is_hidden(self) -> bool:
        """Whether somebody has the number and does not show it."""
        return self.missing.startswith(HIDDEN)

    @property
    def known(self) -> int | Decimal:
        """The number; asking for one that is missing is a mistake of ours."""
        if self.value is None:
            raise ValueError(f"a missing amount has no number: {self.missing}")
        return self.value


def add_amounts(amounts: list[Amount]) -> Amount:
    """Return the sum; the first reason why not when any of them is missing."""
    reasons = [amount.missing for amount in amounts if amount.missing]
    if reasons or not amounts:
        return Amount(None, reasons[0] if reasons else NO_MATERIAL)
    return Amount(sum(amount.known for amount in amounts))


class Standing(StrEnum):
    """What an entry is in every count; only `COUNTED` is a post."""

    COUNTED = "counted"
    WAITING = "waiting"
    UPCOMING = "upcoming"
    UNCONFIRMED = "unconfirmed"
    NOTHING = "nothing"
    WITHDRAWN = "withdrawn"
    REMOVED = "removed"


@once
def find_standing(archive: Archive, entry: Entry) -> Standing:
    """Say what an entry is in the counts: a post once the meeting that takes it up has been held.

    What is planned, only rumoured, withdrawn or removed is none, nor is that there is nothing.
    """
    if entry.removed:
        return Standing.REMOVED
    if entry.withdrawn:
        return Standing.WITHDRAWN
    if entry.kind.role == "inget":
        return Standing.NOTHING
    if entry.reliability and not entry.reliability.counts:
        return Standing.UNCONFIRMED
    if entry.kind.role == "kommande":
        return Standing.UPCOMING
    meeting = archive.meeting.get(archive.taken_up_at(entry))
    return Standing.COUNTED if meeting and meeting.is_held else Standing.WAITING


def is_post(archive: Archive, entry: Entry) -> bool:
    """Say whether an entry is a post."""
    return find_standing(archive, entry) is Standing.COUNTED


@dataclass(frozen=True, slots=True)
class Posts:
    """How many of some entries are poster, how many of those tell of something good, and the rest."""

    counted: int = 0
    positive: int = 0
    waiting: int = 0
    upcoming: int = 0
    unconfirmed: int = 0
    nothing: int = 0
    withdrawn: int = 0
    removed: int = 0

    @property
    def problems(self) -> int:
        """How many poster tell of anything but something good."""
        return self.counted - self.positive


def count_posts(archive: Archive, entries: Iterable[Entry]) -> Posts:
    """Count entries by what they are."""
    found = [(find_standing(archive, entry), entry) for entry in entries]
    positive = sum(
        standing is Standing.COUNTED and entry.kind.role == "positivt" for standing, entry in found
    )
    return Posts(**Counter(standing.value for standing, _ in found), positive=positive)


Frame: TypeAlias = "pd.DataFrame"

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
    import pandas as pd

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


def sum_events(entries: Frame, key: str) -> Counter[str]:
    """Return the händelser by a column's values; rows without a value are left out."""
    events: Counter[str] = Counter()
    # pandas takes longer to make groups of a few rows than it takes to add them up.
    for value, number in zip(entries[key].tolist(), entries["events"].tolist(), strict=True):
        if isinstance(value, str) and isinstance(number, int):
            events[value] += number
    return events


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
    import pandas as pd

    index = pd.MultiIndex.from_product([[r.id for r in reports], list(of)], names=["report", key])
    known = {report.id for report in reports if report.meetings and report.id not in silent}
    cells = list(zip(entries["report"].tolist(), entries[key].tolist(), strict=True))
    columns: dict[str, list[int | None]] = {}
    # Neither here does pandas make groups: a few rows are added up in a fourth of the time.
    for column in COUNT_COLUMNS:
        totals: Counter[tuple[str, str]] = Counter()
        for cell, number in zip(cells, entries[column].tolist(), strict=True):
            totals[cell] += number
        columns[column] = [totals[cell] if cell[0] in known else None for cell in index]
    return pd.DataFrame(columns, index=index, dtype="Int64")


def name_missing(entries: Frame, key: str) -> Frame:
    """Let the entries that have no value of a column be counted too, under `WITHOUT`.

    pandas leaves rows whose key is NA out of every group, in silence.
    """
    return entries.fillna({key: WITHOUT})


def figures_of(table: Frame, column: str) -> dict[Any, int | None]:
    """Return a column as plain numbers by the table's index, None where one is missing."""
    import pandas as pd

    return {row: None if pd.isna(value) else int(value) for row, value in table[column].items()}


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
