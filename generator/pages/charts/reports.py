"""The figures of a monthly report, made of the same counts as the rest of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.analysis import NO_MEETING, Comparison
from generator.figures import (
    AREAS,
    EVENTS,
    Bar,
    Bars,
    Figure,
    Grid,
    Row,
    describe,
    title_most,
)
from generator.pages.charts.report_answers import chart_answers
from generator.pages.charts.report_heats import chart_places, chart_weekdays
from generator.pages.charts.report_months import chart_months
from generator.pages.charts.report_sums import chart_sums
from generator.pages.charts.report_turnover import chart_turnover
from generator.pages.moved import find_moved, say_moved
from generator.pages.report_book import LAST_YEAR, Book
from generator.pages.report_figures import AreaPart
from generator.pages.report_words import say_meetings
from generator.records import Report, month_at
from generator.swedish import capitalize, say_amount


def chart_report(book: Book, report: Report, areas: Sequence[AreaPart]) -> Iterator[Figure]:
    """Yield the figures of a report that had a meeting, from its counted områden."""
    yield chart_areas(book, report, areas)
    yield chart_months(book, report, areas)
    yield from chart_sums(book, report, areas)
    yield from chart_places(book, report, areas)
    yield from chart_weekdays(book, report)
    yield from chart_turnover(book, report)
    yield chart_answers(book.desk.archive, report)


def chart_areas(book: Book, report: Report, areas: Sequence[AreaPart]) -> Figure:
    """Show the händelser of each område, most first, beside the month before and last year's."""
    columns = book.columns(report)
    labels = tuple(column.label for column in columns)
    used = [part for part in areas if part.area or any(cell.value for cell in part.events.cells)]
    parts = sorted(used, key=lambda part: -(part.events.cells[0].value or 0))
    amounts = [tuple(cell.amount for cell in part.events.cells) for part in parts]
    names = [part.events.name for part in parts]
    now = {name: row[0] for name, row in zip(names, amounts, strict=True)}
    return Figure(
        anchor="_bild-omraden",
        title=title_most(AREAS, now, month_at(report.id), bases=book.bases),
        sentences=(
            say_all(book, report),
            *map(say_moved, find_moved(book.desk, report.meetings)),
        ),
        pictures=(
            Bars(
                labels,
                tuple(Bar(n, row[0], row[1:]) for n, row in zip(names, amounts, strict=True)),
            ),
        ),
        grid=Grid("Område", labels, tuple(list_areas(report, parts))),
        file=f"rapporter/{report.id}-omraden.csv",
        notes=(f"{capitalize(say_meetings(columns))}.",),
    )


def list_areas(report: Report, parts: Sequence[AreaPart]) -> Iterator[Row]:
    """Yield a row an område; each number leads to its entries in that month's report."""
    for part in parts:
        cells = tuple(cell.shown for cell in part.events.cells)
        yield Row(part.events.name, cells, f"rapporter/{report.id}.html#{part.anchor}")


def say_all(book: Book, report: Report) -> str:
    """Say what all områden come to, against the month before and the same month last year."""
    comparison = book.compare(book.all_events, book.column(report.id))
    said = describe("", EVENTS, comparison, dated=True)
    # Small numbers are told by twelve months, of which another month is no match.
    if comparison.leads or comparison.under_way:
        return said
    return f"{said} {say_last_year(book, comparison)}"


def say_last_year(book: Book, comparison: Comparison) -> str:
    """Say how far a month is from the same one a year before, or why nobody can tell."""
    column = book.column(comparison.period.shifted(LAST_YEAR).id)
    base = comparison.last_year
    if base.missing:
        preposition = "i" if base.missing == NO_MEETING else "från"
        return f"{capitalize(base.missing)} {preposition} {column.name}."
    windows = (
        comparison.alone(comparison.period, comparison.now),
        comparison.alone(comparison.period.year_before, base),
    )
    change = comparison.change(*windows)
    if change is None:
        return f"{capitalize(column.when)} var det {base}."
    if not change.difference:
        return f"Det är lika många som {column.when}."
    degree = "fler" if change.difference > 0 else "färre"
    return f"Det är {say_amount(change.size)} {degree} än {column.when}."
