"""Two columns of the base table against each other: which plats and område, which day and time."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from generator.analysis.counts import Frame, figures_of, name_missing


@dataclass(frozen=True, slots=True)
class Crossing:
    """What was told of each pair of values; a pair that nothing was told of is not among `sums`.

    What has no value of its own stands under `WITHOUT`.
    """

    sums: Mapping[tuple[str, str], int]

    def at(self, row: str, column: str) -> int:
        """Return the sum of a pair, 0 where nothing was told of it."""
        return self.sums.get((row, column), 0)

    def across(self, row: str) -> int:
        """Return the sum of a row."""
        return sum(number for (its_row, _), number in self.sums.items() if its_row == row)

    def down(self, column: str) -> int:
        """Return the sum of a column."""
        return sum(number for (_, its_column), number in self.sums.items() if its_column == column)

    @property
    def total(self) -> int:
        """The sum of all pairs."""
        return sum(self.sums.values())


def cross_counts(
    entries: Frame, reports: Collection[str], pair: tuple[str, str], value: str
) -> Crossing:
    """Add up a column of the base table for every pair of values in the reports, by their ids."""
    inside = entries[entries["report"].isin(list(reports))]
    for column in pair:
        inside = name_missing(inside, column)
    counted = figures_of(inside.groupby(list(pair))[[value]].sum(), value)
    return Crossing({found: number for found, number in counted.items() if number is not None})
