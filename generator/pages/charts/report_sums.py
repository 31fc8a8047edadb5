"""The year so far and the last twelve months of every område, beside the same time before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.analysis import Amount, Comparison
from generator.figures import EVENTS, Cell, Figure, Grid, Row, describe_idle, describe_year
from generator.pages.charts.courses import note_periods
from generator.pages.report_book import Book
from generator.pages.report_figures import AreaPart
from generator.pages.underlag.cells import name_sums
from generator.records import Report, month_at


def chart_sums(book: Book, report: Report, areas: Sequence[AreaPart]) -> Iterator[Figure]:
    """Show the sums of a report's områden; none while the period has meetings left."""
    column = book.column(report.id)
    if column.under_way:
        return
    whole = book.compare(book.all_events, column)
    used = [part for part in areas if part.area or any(cell.value for cell in part.events.cells)]
    rows = [(part.events.name, book.compare(book.area_runs[part.slug], column)) for part in used]
    year = describe_year("", EVENTS, whole, dated=True)
    yield Figure(
        anchor="_bild-summor",
        title="Händelser hittills i år och de senaste 12 månaderna",
        sentences=(year,),
        pictures=(),
        grid=Grid(
            "Område",
            name_sums(month_at(report.id)),
            tuple(
                Row(name, tuple(map(Cell, sums_of(found))))
                for name, found in (*rows, ("Alla", whole))
            ),
        ),
        file=f"rapporter/{report.id}-summor.csv",
        notes=tuple(
            filter(
                None, (say_unknown(whole), describe_idle(whole), *note_periods(book.year(report)))
            )
        ),
    )


def sums_of(comparison: Comparison) -> Iterator[Amount]:
    """Yield the year so far, the same months before, twelve months and the twelve before."""
    for pair in (comparison.year, comparison.rolling):
        if pair:
            yield from (pair.now.total, pair.before.total)


def say_unknown(whole: Comparison) -> str:
    """Say why a sum is missing: a month of it is older than the archive, or was told by nobody."""
    if all(amount.value is not None for amount in sums_of(whole)):
        return ""
    return (
        "Där det står ”inget underlag” går arkivet inte så långt tillbaka, eller så har ingen "
        "rapporterat någon av månaderna. En saknad månad räknas inte som noll."
    )
