"""A number period by period, and what it rests on: counted from meetings, or given as underlag.

Missing stays missing: a period that is not there has no underlag, and a month without a meeting
had nobody to tell.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from generator.analysis.amounts import NO_MATERIAL, NO_MEETING, Amount
from generator.analysis.counts import Frame, figures_of
from generator.records import (
    Measure,
    Observation,
    Period,
    Report,
    Series,
    measure_of,
    month_at,
    say_hidden,
)


@dataclass(frozen=True, slots=True)
class Basis:
    """The days and the meetings that a number of a report rests on."""

    first: date
    last: date
    meetings: int

    @property
    def days(self) -> int:
        """How many days it is."""
        return (self.last - self.first).days + 1


@dataclass(frozen=True, slots=True)
class Run:
    """A number period by period; a period that is not among `amounts` has no underlag.

    `bases` are what the numbers of reports rest on, which may be other days than the month's own.
    """

    measure: Measure
    amounts: Mapping[Period, Amount]
    bases: Mapping[Period, Basis] = field(default_factory=dict)

    def at(self, period: Period | None) -> Amount:
        """Return the number of a period; None is a period that does not exist, as week 53."""
        missing = Amount(None, NO_MATERIAL)
        return missing if period is None else self.amounts.get(period, missing)

    def until(self, period: Period, number: int) -> tuple[tuple[Period, Amount], ...]:
        """Return so many periods with their numbers, the given one last."""
        return tuple((each, self.at(each)) for each in span(period, number))


def find_bases(reports: Iterable[Report]) -> dict[Period, Basis]:
    """Return the days and meetings of every report, by the month it is named for."""
    return {
        month_at(report.id): Basis(report.start, report.end, len(report.meetings))
        for report in reports
    }


def find_basis(bases: Mapping[Period, Basis], periods: Sequence[Period]) -> Basis | None:
    """Return the days from the first of some periods to the last, and all their meetings."""
    found = [bases[period] for period in periods if period in bases]
    if not found:
        return None
    return Basis(found[0].first, found[-1].last, sum(basis.meetings for basis in found))


def read_runs(
    counts: Frame,
    column: str = "events",
    silent: Collection[str] = (),
    bases: Mapping[Period, Basis] | None = None,
) -> dict[str, Run]:
    """Return the run of each value of a table by report and value, as `count_reports` gives it.

    What is missing had no meeting, but for the `silent` reports: nobody told those anything.
    """
    amounts: dict[str, dict[Period, Amount]] = {}
    for (report, value), number in figures_of(counts, column).items():
        reason = NO_MATERIAL if report in silent else NO_MEETING
        amount = Amount(None, reason) if number is None else Amount(number)
        amounts.setdefault(value, {})[month_at(report)] = amount
    return {value: Run(Measure.COUNT, found, bases or {}) for value, found in amounts.items()}


def amount_of(one: Observation) -> Amount:
    """Return a figure's number, that it is hidden, or that there is none."""
    if one.value is not None:
        return Amount(one.value)
    return Amount(None, say_hidden(one.mark) or NO_MATERIAL)


def read_series(series: Series) -> Run:
    """Return the run of a series of underlag, with the figures that hold."""
    holding = (point.holds for point in series.points)
    return Run(
        measure_of(series.unit),
        {row.period: amount_of(row) for row in holding},
    )


def span(last: Period, number: int) -> tuple[Period, ...]:
    """Return so many periods in a row, up to the last."""
    return tuple(last.shifted(step - number + 1) for step in range(number))
