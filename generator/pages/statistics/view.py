"""What a figure shows of a block: which periods, which rows, and what they are held against."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from generator.analysis import Comparison, compare, read_series
from generator.pages.statistics.cells import amount_at, year_before
from generator.pages.statistics.topics import Block, Branch
from generator.records import Archive, Period, PeriodKind

# How many periods a picture shows; the same ones a year before are the thin line.
SHOWN = {
    PeriodKind.DAY: 14,
    PeriodKind.WEEK: 13,
    PeriodKind.FORTNIGHT: 13,
    PeriodKind.MONTH: 12,
    PeriodKind.QUARTER: 8,
    PeriodKind.YEAR: 10,
}
# Fewer numbers than this are no line.
LEAST = 3
# So many panels a reader takes in.
MOST_LINES = 8


@dataclass(frozen=True)
class Chart:
    """A block at the place where its figure stands: its id, its file and the archive behind it."""

    archive: Archive
    block: Block
    anchor: str
    file: str

    @cached_property
    def comparisons(self) -> dict[tuple[str, ...], Comparison]:
        """The comparisons that have been asked for, by the series' key."""
        return {}

    def of(self, branch: Branch) -> Comparison:
        """Return the newest period of a row against the others."""
        key = branch.series.key
        if key not in self.comparisons:
            self.comparisons[key] = compare(read_series(branch.series), self.block.newest)
        return self.comparisons[key]

    @cached_property
    def window(self) -> tuple[Period, ...]:
        """The periods that the lines show, from the first that any has a number for."""
        number = SHOWN[self.block.kind]
        periods = [self.block.newest.shifted(step - number + 1) for step in range(number)]
        leading = self.block.leading(MOST_LINES)
        known = [
            period
            for period in periods
            for branch in leading
            if amount_at(branch.series, period).value is not None
            or amount_at(branch.series, year_before(period)).value is not None
        ]
        return tuple(period for period in periods if known and period >= known[0])

    @property
    def extremes(self) -> tuple[int | Decimal, int | Decimal]:
        """The greatest and the least number that any of the lines shows."""
        found = (
            amount_at(branch.series, each).value
            for branch in self.drawn
            for period in self.window
            for each in (period, year_before(period))
        )
        known = [value for value in found if value is not None] or [0]
        return max(known), min(known)

    @cached_property
    def drawn(self) -> list[Branch]:
        """The rows that have a line of their own; none when no row has enough numbers for one."""
        leading = self.block.leading(MOST_LINES)
        known = {
            branch.series.key: sum(
                amount_at(branch.series, period).value is not None for period in self.window
            )
            for branch in leading
        }
        if max(known.values()) < LEAST:
            return []
        enough = min(LEAST, max(2, len(self.window) / 2))
        return [branch for branch in leading if known[branch.series.key] >= enough]
