"""What every monthly report counts from, made once for all of them: columns, cells and lines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from generator.analysis import (
    UNKNOWN_TIME,
    WITHOUT,
    count_reports,
    figures_of,
    name_missing,
)
from generator.pages.desk import Desk
from generator.records import Area, Entry, Meeting, Place, Report
from generator.swedish import say_short_month

Figures = Mapping[tuple[str, str], int | None]


@dataclass(frozen=True, slots=True)
class Column:
    """A month of a comparison; `report` is None before the archive's first."""

    month: str
    report: Report | None

    @property
    def label(self) -> str:
        """The column's head."""
        return say_short_month(self.month)

    @property
    def missing(self) -> str:
        """Why the month has no number: it is not a zero."""
        return "inget möte" if self.report else "inget underlag"


@dataclass(frozen=True, slots=True)
class Cell:
    """A number, where the entries it counts are listed, and what to say when it is missing."""

    value: int | None
    target: str
    missing: str


@dataclass(frozen=True, slots=True)
class Line:
    """An entry of a report, the meeting that took it up, and the händelser it adds."""

    entry: Entry
    meeting: Meeting
    events: int

    @property
    def remark(self) -> str:
        """Why it adds no händelse though one would think so."""
        if self.entry.reliability and not self.entry.reliability.counts:
            return "obekräftat, räknas inte bland händelserna"
        told_elsewhere = self.entry.counted_events and not self.events
        return "samma händelse som i en nyare post, räknas där" if told_elsewhere else ""


@dataclass(frozen=True, slots=True)
class Row:
    """What is counted, its number in each column, and the entries of the report itself."""

    name: str
    anchor: str
    cells: tuple[Cell, ...]
    lines: tuple[Line, ...] = ()
    record: Area | Place | None = None


@dataclass(frozen=True)
class Book:
    """Every report of the archive with its counts, made once for all pages."""

    desk: Desk

    @cached_property
    def events(self) -> dict[str, int | None]:
        """The händelser each counted entry adds, by the entry's id."""
        return figures_of(self.desk.entries.set_index("entry"), "events")

    @cached_property
    def area_posts(self) -> Figures:
        """Poster by report and område."""
        return self.count("area", self.areas, "posts")

    @cached_property
    def area_events(self) -> Figures:
        """Händelser by report and område."""
        return self.count("area", self.areas, "events")

    @cached_property
    def place_posts(self) -> Figures:
        """Poster by report and plats."""
        return self.count("place", [row.slug for row in self.desk.archive.mall.places], "posts")

    @cached_property
    def time_events(self) -> Figures:
        """Händelser by report and time of day."""
        return self.count("time", self.times, "events")

    @property
    def areas(self) -> list[str]:
        """The slugs of all områden."""
        return [area.slug for area in self.desk.archive.mall.areas]

    @property
    def times(self) -> list[str]:
        """Every time of day by name, then the unknown time."""
        known = [row.name for row in self.desk.archive.mall.times if row.hours]
        return [*known, UNKNOWN_TIME]

    def count(self, key: str, of: list[str], column: str) -> Figures:
        """Count every report by a column; what has no value there is counted as `WITHOUT`."""
        named = name_missing(self.desk.entries, key)
        reports = self.desk.archive.reports
        return figures_of(count_reports(named, key, [*of, WITHOUT], reports), column)

    def columns(self, report: Report) -> tuple[Column, ...]:
        """Return the report's month, the one before and the same month last year."""
        months = (report.id, shift_month(report.id, -1), shift_month(report.id, -12))
        return tuple(Column(month, self.desk.archive.report.get(month)) for month in months)

    def before(self, report: Report) -> Report | None:
        """Return the newest earlier report with a meeting: what levels and statuses go on from."""
        earlier = [row for row in self.desk.archive.reports if row.id < report.id and row.meetings]
        return earlier[-1] if earlier else None

    def lines(self, report: Report) -> tuple[Line, ...]:
        """Return what a report counts, meeting by meeting."""
        return tuple(
            Line(entry, meeting, self.events[entry.id] or 0)
            for meeting in report.meetings
            for entry in self.desk.archive.entries_by_meeting.get(meeting.id, ())
            if entry.id in self.events
        )


def shift_month(month: str, months: int) -> str:
    """Return the month `months` later than `ÅÅÅÅ-MM`."""
    year, number = map(int, month.split("-"))
    years, rest = divmod(year * 12 + number - 1 + months, 12)
    return f"{years}-{rest + 1:02}"


def make_cells(
    columns: Iterable[Column], figures: Figures, value: str, anchor: str
) -> tuple[Cell, ...]:
    """Return a row's numbers; each leads to the section of that name in its month's report."""
    return tuple(
        Cell(
            figures.get((column.month, value)),
            f"rapporter/{column.month}.html#{anchor}",
            column.missing,
        )
        for column in columns
    )


def add_rows(columns: Sequence[Column], rows: Sequence[Row], anchor: str) -> Row:
    """Return the rows' sum; a month without a meeting has none."""
    cells = []
    for number, column in enumerate(columns):
        values = [row.cells[number].value for row in rows]
        known = [value for value in values if value is not None]
        total = sum(known) if len(known) == len(values) else None
        cells.append(Cell(total, f"rapporter/{column.month}.html#{anchor}", column.missing))
    return Row("", anchor, tuple(cells))
