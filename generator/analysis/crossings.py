"""Two columns of the base table against each other: which plats and område, which day and time."""

from __future__ import annotations

from collections.abc import Collection

from generator.analysis.counts import Frame, figures_of, name_missing


def cross_counts(
    entries: Frame, reports: Collection[str], pair: tuple[str, str], value: str
) -> dict[tuple[str, str], int]:
    """Return the sum of a column for every pair of values that occurs in the reports.

    What has no value of its own stands under `WITHOUT`; a pair that is not there has none.
    """
    inside = entries[entries["report"].isin(list(reports))]
    for column in pair:
        inside = name_missing(inside, column)
    counted = figures_of(inside.groupby(list(pair))[[value]].sum(), value)
    return {found: number for found, number in counted.items() if number is not None}
