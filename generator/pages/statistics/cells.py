"""Figures of underlag as cells of a table: numbers that lead to the entry that gave them, and sums."""

from __future__ import annotations

from generator.analysis import NO_MATERIAL, Amount, Comparison, Pair, amount_of
from generator.article.addresses import address_of
from generator.figures import Cell
from generator.records import Archive, Observation, Period, PeriodKind, Series

UNKNOWN = Amount(None, NO_MATERIAL)


def link_cell(archive: Archive, series: Series, period: Period) -> Cell:
    """Return a number with the way to the entry that gave it."""
    point = series.at(period)
    return link_amount(archive, point.holds if point else None)


def changed_cell(archive: Archive, series: Series, period: Period) -> Cell:
    """Return the number that was replaced, or nothing where none was."""
    point = series.at(period)
    return link_amount(archive, point.changes[0]) if point and point.changes else Cell("")


def link_amount(archive: Archive, one: Observation | None) -> Cell:
    """Return a figure's number with the way to its entry."""
    if one is None:
        return Cell(UNKNOWN)
    entry = archive.entry[one.entry]
    return Cell(amount_of(one), address_of(archive, entry))


def amount_at(series: Series, period: Period | None) -> Amount:
    """Return what a series has for a period; None is one that does not exist."""
    point = series.at(period) if period else None
    return amount_of(point.holds) if point else UNKNOWN


def year_before(period: Period) -> Period | None:
    """Return the period that the thin line shows behind one; years and days have no such line."""
    return None if period.kind in (PeriodKind.YEAR, PeriodKind.DAY) else period.year_before


def name_sums(newest: Period) -> tuple[str, ...]:
    """Return what the sums are called."""
    year = newest.year
    months = "12 mån" if newest.kind in (PeriodKind.MONTH, PeriodKind.QUARTER) else "året"
    return (f"Hittills {year}", f"Samma tid {year - 1}", f"Senaste {months}", f"{months} före")


def sums_of(comparison: Comparison) -> tuple[Amount, ...]:
    """Return a row's sums in the order of their names; what is a sum of one period is none."""
    pairs = (several(comparison.year), several(comparison.rolling))
    return tuple(
        amount
        for pair in pairs
        for amount in ((pair.now.total, pair.before.total) if pair else (UNKNOWN, UNKNOWN))
    )


def several(pair: Pair | None) -> Pair | None:
    """Return a pair of windows unless they hold but one period each."""
    return pair if pair and len(pair.now.periods) > 1 else None
