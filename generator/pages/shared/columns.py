"""The tables that every monthly report is laid out in: months as columns, and what is counted in rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from generator import figures
from generator.analysis import NO_MATERIAL, NO_MEETING, Amount
from generator.records import Area, Entry, Meeting, Place, Report
from generator.swedish import say_days, say_month, say_short_month

Figures = Mapping[tuple[str, str], int | None]


@dataclass(frozen=True, slots=True)
class Column:
    """A month of a comparison; `report` is None before the archive's first.

    One that is `under_way` has meetings left, and is held against nothing. One that is `awaited` has
    days of meetings that nobody has told of, so it may have had one.
    """

    month: str
    report: Report | None
    under_way: bool = False
    awaited: bool = False

    @property
    def is_odd(self) -> bool:
        """Whether the report is over other days than a month."""
        return self.report is not None and not self.report.is_month

    @property
    def label(self) -> str:
        """The column's head."""
        if self.report and self.is_odd:
            return say_days(self.report.start, self.report.end)
        return say_short_month(self.month)

    @property
    def name(self) -> str:
        """The month in a sentence, or the days where the report is over others."""
        if self.report and self.is_odd:
            return say_days(self.report.start, self.report.end, short=False)
        return say_month(self.month)

    @property
    def when(self) -> str:
        """When that was: `i december 2025`, `under 17 november–16 december 2025`."""
        return f"{'under' if self.is_odd else 'i'} {self.name}"

    @property
    def told(self) -> str:
        """Where a number stands that was another before: the days of an odd report may have been too."""
        return f"i {'rapporten för ' if self.is_odd else ''}{say_month(self.month)}"

    @property
    def without(self) -> str:
        """Say that it had no meeting, or that the archive has none: `Inget möte i juli 2026`."""
        return f"Inget möte {f'i arkivet från {self.name}' if self.awaited else self.when}"

    def amount(self, value: int | None) -> Amount:
        """Return the month's number, or why it has none."""
        return Amount(value) if value is not None else Amount(None, self.missing)

    @property
    def missing(self) -> str:
        """Why the month has no number, which is no zero: no meeting, or nobody who reported."""
        return NO_MEETING if self.report and not self.report.meetings else NO_MATERIAL

    def holds(self, day: date) -> bool:
        """Say whether a day is one of its report's."""
        return self.report is not None and self.report.start <= day <= self.report.end

    @property
    def address(self) -> str:
        """The month's page."""
        return f"rapporter/{self.month}.html"


@dataclass(frozen=True, slots=True)
class Cell:
    """A number, where the entries it counts are listed, and what to say when it is missing.

    Of a number of poster, so many are `positive`.
    """

    value: int | None
    target: str
    missing: str
    positive: int = 0

    @property
    def amount(self) -> Amount:
        """The number, or why there is none."""
        return Amount(self.value) if self.value is not None else Amount(None, self.missing)

    @property
    def problems(self) -> int:
        """How many of a number of poster tell of anything but something good."""
        return (self.value or 0) - self.positive

    @property
    def shown(self) -> figures.Cell:
        """The cell as a figure's table has it; where the number is zero nothing is listed."""
        return figures.Cell(self.amount, self.target if self.value else "")


@dataclass(frozen=True, slots=True)
class Line:
    """An entry of a report, the meeting that took it up, and the händelser it adds.

    One that is not `counted` is of what is told apart.
    """

    entry: Entry
    meeting: Meeting
    events: int
    counted: bool = True


@dataclass(frozen=True, slots=True)
class Row:
    """What is counted, its number in each column, and the entries of the report itself."""

    name: str
    anchor: str
    cells: tuple[Cell, ...]
    lines: tuple[Line, ...] = ()
    record: Area | Place | None = None


def make_cells(
    columns: Iterable[Column],
    figures: Figures,
    value: str,
    anchor: str,
    positive: Figures | None = None,
) -> tuple[Cell, ...]:
    """Return a row's numbers; each leads to the section of that name in its month's report."""
    good = positive or {}
    return tuple(
        Cell(
            figures.get((column.month, value)),
            f"{column.address}#{anchor}",
            column.missing,
            good.get((column.month, value)) or 0,
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
        good = sum(row.cells[number].positive for row in rows)
        cells.append(Cell(total, f"{column.address}#{anchor}", column.missing, good))
    return Row("", anchor, tuple(cells))
