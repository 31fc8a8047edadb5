"""The newest numbers of a block, each beside what it is held against."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from generator.analysis import Amount
from generator.figures import Cell
from generator.pages.statistics.cells import link_cell, name_sums, sums_of
from generator.pages.statistics.topics import Branch
from generator.pages.statistics.view import Chart
from generator.records import Series

Column: TypeAlias = tuple[str, tuple[Cell, ...]]
BASE = "Av (bas)"


@dataclass(frozen=True, slots=True)
class Overview:
    """A table: each row is a series in its place in the block."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Branch, tuple[Cell, ...]], ...]


def look_over(chart: Chart) -> Overview:
    """Return the newest numbers of every row; a comparator that no row has is left out."""
    newest, *others = find_columns(chart)
    kept = [newest, *(each for each in others if any(cell.is_number for cell in each[1]))]
    rows = zip(*(cells for _, cells in kept), strict=True)
    return Overview(
        tuple(head for head, _ in kept), tuple(zip(chart.block.shown, rows, strict=True))
    )


def find_columns(chart: Chart) -> Iterator[Column]:
    """Yield the newest period, those before it, the sums, the bases and the same in other units."""
    block, newest = chart.block, chart.block.newest
    series = [branch.series for branch in block.shown]
    # The year before a year is the period before it, and stands once.
    earlier = dict.fromkeys(filter(None, (newest.shifted(-1), newest.year_before)))
    for period in (newest, *earlier):
        yield period.short, tuple(link_cell(chart.archive, one, period) for one in series)
    sums = zip(*(sums_of(chart.of(branch)) for branch in block.shown), strict=True)
    for name, amounts in zip(name_sums(newest), sums, strict=True):
        yield name, tuple(map(Cell, amounts))
    yield BASE, tuple(find_base(chart, one) for one in series)
    for rate in block.rates:
        cells = (link_cell(chart.archive, branch.series, newest) for branch in rate.shown)
        yield rate.unit, tuple(cells)


def find_base(chart: Chart, series: Series) -> Cell:
    """Return how many the newest number is a share of, where the table says it."""
    point = series.at(chart.block.newest)
    base = point.holds.base if point else None
    return Cell("") if base is None else Cell(Amount(base))
