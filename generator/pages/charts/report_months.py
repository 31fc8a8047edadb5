"""Thirteen months of every område with the range that chance gives, and what stands out of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.analysis import Amount, Comparison, Signal, Verdict, compare
from generator.figures import (
    AREAS,
    EVENTS,
    Cell,
    Figure,
    Grid,
    Month,
    Months,
    Row,
    describe,
    describe_idle,
    describe_unjudged,
    explain_signs,
    title_verdicts,
)
from generator.pages.report_book import Book
from generator.pages.report_cells import Column
from generator.pages.report_figures import AreaPart
from generator.pages.report_words import label_months
from generator.records import Area, ProblemType, Report, month_at

BAND = (
    "Det tonade bandet visar vad slumpen kan ge om inget har ändrats. Det bygger på de tidigare "
    "månaderna med möte, högst tolv, och tar hänsyn till hur många dagar mötena täcker och vilka "
    "som har rapporterat. Där bandet saknas är underlaget för litet, eller så går månaden inte att "
    "bedöma."
)


@dataclass(frozen=True, slots=True)
class Point:
    """An område in a month: its händelser, and what is to be said of them."""

    column: Column
    amount: Amount
    signal: Signal | None

    @property
    def low(self) -> int | None:
        """The least that chance gives."""
        return self.signal.low if self.signal else None

    @property
    def high(self) -> int | None:
        """The greatest that chance gives."""
        return self.signal.high if self.signal else None

    @property
    def band(self) -> tuple[Cell, Cell]:
        """The two as a table has them, or why they are not known."""
        if self.low is not None and self.high is not None:
            return Cell(Amount(self.low)), Cell(Amount(self.high))
        why = self.signal.verdict if self.signal else Amount(None, self.column.missing)
        return Cell(why), Cell(why)


@dataclass(frozen=True, slots=True)
class History:
    """An område month by month, the report's own last."""

    area: Area
    anchor: str
    points: tuple[Point, ...]

    @property
    def top(self) -> int:
        """The greatest number it holds or might have held."""
        values = [int(point.amount.known) for point in self.points if not point.amount.missing]
        return max(0, *values, *(point.high or 0 for point in self.points))


def chart_months(book: Book, report: Report, areas: Sequence[AreaPart]) -> Figure:
    """Show every område by month, all to one scale, and say what stands out."""
    columns = book.year(report)
    histories = [find_history(book, columns, part.area, part.anchor) for part in areas if part.area]
    verdicts = {
        history.area.name: signal.verdict
        for history in histories
        if (signal := history.points[-1].signal)
    }
    return Figure(
        anchor="_bild-manader",
        title=title_verdicts(AREAS, verdicts),
        sentences=tuple(say_months(book, report, histories)),
        pictures=tuple(draw_histories(columns, histories)),
        grid=Grid("Månad", tuple(name_columns(histories)), tuple(list_months(columns, histories))),
        file=f"rapporter/{report.id}-manader.csv",
        notes=tuple(say_notes(book, report, histories)),
    )


def find_history(book: Book, columns: Sequence[Column], area: Area, anchor: str) -> History:
    """Return an område month by month."""
    points = (
        Point(
            column,
            column.amount(book.area_events.get((column.month, area.slug))),
            book.signals.of(column.report, area) if column.report else None,
        )
        for column in columns
    )
    return History(area, anchor, tuple(points))


def draw_histories(columns: Sequence[Column], histories: Sequence[History]) -> Iterator[Months]:
    """Yield a panel an område."""
    labels = list(label_months([column.month for column in columns]))
    top = max((history.top for history in histories), default=0)
    for history in histories:
        months = (
            Month(point.amount, label, year, point.low, point.high)
            for point, (label, year) in zip(history.points, labels, strict=True)
        )
        yield Months(tuple(months), top, history.area.name, explained=False)


def name_columns(histories: Sequence[History]) -> Iterator[str]:
    """Yield the table's heads: an område's number, and the range that chance gives."""
    for history in histories:
        name = history.area.name
        yield from (name, f"{name}: väntat lägst", f"{name}: väntat högst")


def list_months(columns: Sequence[Column], histories: Sequence[History]) -> Iterator[Row]:
    """Yield a row a month; each number leads to its entries in that month's report."""
    for number, column in enumerate(columns):
        cells: list[Cell] = []
        for history in histories:
            point = history.points[number]
            target = f"{column.address}#{history.anchor}" if point.amount.value else ""
            cells += (Cell(point.amount, target), *point.band)
        yield Row(column.label, tuple(cells), column.address if column.report else "")


def say_months(book: Book, report: Report, histories: Sequence[History]) -> Iterator[str]:
    """Yield a sentence an område, one for all with too little, and one a problemtyp outside."""
    period = month_at(report.id)
    few: dict[str, Comparison] = {}
    for history in histories:
        area, signal = history.area, history.points[-1].signal
        comparison = compare(book.area_runs[area.slug], period)
        is_few = signal is not None and signal.verdict is Verdict.TOO_LITTLE
        if is_few and not comparison.tells_months and comparison.now.value is not None:
            few[area.name] = comparison
        else:
            yield say_one(area, comparison, signal)
    if few:
        yield describe_unjudged(EVENTS, few, alone=len(few) == len(histories))
    for row in book.desk.archive.mall.problem_types:
        signal = book.signals.of(report, row)
        if signal and signal.verdict in (Verdict.MORE, Verdict.FEWER):
            yield say_one(row, compare(book.type_runs[row.slug], period), signal)


def say_notes(book: Book, report: Report, histories: Sequence[History]) -> Iterator[str]:
    """Yield what the signs and the band are, and which months of the sums had no meeting."""
    signs = explain_signs(point.amount for history in histories for point in history.points)
    if signs:
        yield signs
    yield BAND
    idle = describe_idle(compare(book.all_events, month_at(report.id)))
    if idle:
        yield idle


def say_one(subject: Area | ProblemType, comparison: Comparison, signal: Signal | None) -> str:
    """Say how many, against the month before, and whether chance may have done it, or why not."""
    if signal is None:
        return describe(subject.name, EVENTS, comparison)
    said = describe(subject.name, EVENTS, comparison, verdict=signal.verdict)
    why = signal.reason if signal.verdict is Verdict.UNKNOWABLE else ""
    return f"{said} {why}".rstrip()
