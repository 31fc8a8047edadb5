"""A number period by period, beside those a reader holds it against: before, a year ago, so far.

It is counted from meetings, or given as underlag. Missing stays missing. A month without a meeting
is no zero: the next meeting covers its days, so a sum goes over the other months and tells which
had none. Any other gap leaves the sum unknown.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache

from generator.analysis.counts import (
    NO_MATERIAL,
    NO_MEETING,
    PARTLY_HIDDEN,
    Amount,
    Frame,
    add_amounts,
    figures_of,
)
from generator.records import (
    Measure,
    Observation,
    Period,
    PeriodKind,
    Report,
    Series,
    measure_of,
    month_at,
    say_hidden,
)
from generator.swedish import round_off

NOTHING = Amount(None, NO_MATERIAL)


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
        return NOTHING if period is None else self.amounts.get(period, NOTHING)

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
    silent: Collection[str] = (),
    bases: Mapping[Period, Basis] | None = None,
) -> dict[str, Run]:
    """Return the händelser of each value of a table by report and value, as `count_reports` gives it.

    What is missing had no meeting, but for the `silent` reports: nobody told those anything.
    """
    amounts: dict[str, dict[Period, Amount]] = {}
    for (report, value), number in figures_of(counts, "events").items():
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


# The same months are asked for by every series of a report.
@lru_cache(maxsize=1024)
def span(last: Period, number: int) -> tuple[Period, ...]:
    """Return so many periods in a row, up to the last."""
    return tuple(last.shifted(step - number + 1) for step in range(number))


# Under this mean a single month says next to nothing, and 12 months are told first.
LEADING_MEAN = 5
# A smaller base makes a percentage sound more than it is.
PERCENT_BASE = 20
MONTHS = 12
PERIODS_IN_YEAR = {
    PeriodKind.DAY: 365,
    PeriodKind.WEEK: 52,
    PeriodKind.FORTNIGHT: 26,
    PeriodKind.MONTH: 12,
    PeriodKind.QUARTER: 4,
}


@dataclass(frozen=True, slots=True)
class Window:
    """Periods in a row and their sum; `idle` are those that had no meeting and add nothing.

    `basis` is None for what is not counted from meetings.
    """

    periods: tuple[Period, ...]
    total: Amount
    idle: tuple[Period, ...] = ()
    basis: Basis | None = None

    @property
    def is_whole(self) -> bool:
        """Whether it covers the days that its periods are named for, no more and no less."""
        if self.basis is None:
            return True
        days = (self.basis.first, self.basis.last)
        return days == (self.periods[0].first, self.periods[-1].last)

    @property
    def meetings(self) -> int | None:
        """How many meetings it rests on."""
        return self.basis.meetings if self.basis else None


@dataclass(frozen=True, slots=True)
class Pair:
    """A window and the one it is held against."""

    now: Window
    before: Window


@dataclass(frozen=True, slots=True)
class Change:
    """How much more, or less.

    `percent` is None where the base is too small, such numbers do not add up, or they rest on
    different numbers of meetings; those are then in `meetings`.
    """

    difference: int | Decimal
    percent: int | None
    meetings: tuple[int, int] | None = None

    @property
    def size(self) -> int | Decimal:
        """The difference without its sign."""
        return self.difference if self.difference > 0 else -self.difference


@dataclass(frozen=True, slots=True)
class Comparison:
    """One period of a run and its comparators; what adds up has windows, but for a whole year.

    `year` is from the year's first period to this one, against the same part of the year before;
    `rolling` the twelve months that end here, against the twelve before them. A period that is
    `under_way` has no windows either, since what is still to come would make a fall of them.
    """

    period: Period
    measure: Measure
    now: Amount
    previous: Amount
    last_year: Amount
    year: Pair | None
    rolling: Pair | None
    bases: Mapping[Period, Basis] = field(default_factory=dict)
    under_way: bool = False

    @property
    def mean(self) -> Amount:
        """What a month of the last twelve had on average, to a tenth."""
        total = self.rolling.now.total if self.rolling else NOTHING
        if total.value is None:
            return total if total.is_hidden else NOTHING
        mean = Decimal(total.known) / MONTHS
        return Amount(round_off(mean, 1))

    @property
    def leads(self) -> bool:
        """Whether the months are too small to be told before the twelve together."""
        if self.measure is not Measure.COUNT or self.rolling is None:
            return False
        total = self.rolling.now.total.value
        return total is not None and total < LEADING_MEAN * MONTHS

    @property
    def tells_months(self) -> bool:
        """Whether the twelve months lead and those before are known."""
        known = self.rolling is not None and self.rolling.before.total.value is not None
        return known and self.leads

    def alone(self, period: Period | None, amount: Amount) -> Window:
        """Return the number of one period as a window."""
        periods = (period,) if period else ()
        return Window(periods, amount, (), find_basis(self.bases, periods))

    def change(self, window: Window, before: Window) -> Change | None:
        """Return how far a number is from a base, None where either is missing or of odd days."""
        now, base = window.total.value, before.total.value
        is_fair = window.is_whole and before.is_whole and not self.under_way
        if now is None or base is None or not is_fair:
            return None
        if window.meetings is None or window.meetings == before.meetings:
            percent = percent_change(now, base) if self.measure.adds_up else None
            return Change(now - base, percent)
        return Change(now - base, None, (window.meetings, before.meetings or 0))


def percent_change(value: int | Decimal, base: int | Decimal) -> int | None:
    """Return a change in whole percent, None where the base is too small to be told so."""
    if base < PERCENT_BASE:
        return None
    return int(round_off((Decimal(value) - base) * 100 / base))


def compare(run: Run, period: Period, *, under_way: bool = False) -> Comparison:
    """Hold one period of a run against the others."""
    year = rolling = None
    if run.measure.adds_up and period.kind is not PeriodKind.YEAR and not under_way:
        year = Pair(*(add_window(run, window) for window in year_so_far(period)))
        number = PERIODS_IN_YEAR[period.kind]
        ends = (period, period.shifted(-number))
        rolling = Pair(*(add_window(run, span(end, number)) for end in ends))
    return Comparison(
        period=period,
        measure=run.measure,
        now=run.at(period),
        previous=run.at(period.shifted(-1)),
        last_year=run.at(period.year_before),
        year=year,
        rolling=rolling,
        bases=run.bases,
        under_way=under_way,
    )


@lru_cache(maxsize=1024)
def year_so_far(period: Period) -> tuple[tuple[Period, ...], tuple[Period, ...]]:
    """Return the periods of the year up to this one, and the same ones of the year before."""
    first = period
    while first.shifted(-1).year == period.year:
        first = first.shifted(-1)
    return fill(first, period), fill(first.year_before, period.year_before)


def add_window(run: Run, periods: Sequence[Period]) -> Window:
    """Add up periods; a gap that is no month without meeting leaves the sum without underlag."""
    amounts = [(period, run.at(period)) for period in periods]
    idle = tuple(period for period, amount in amounts if amount.missing == NO_MEETING)
    held = [amount for _, amount in amounts if amount.missing != NO_MEETING]
    basis = find_basis(run.bases, periods)
    if idle and not held:
        return Window(tuple(periods), Amount(None, NO_MEETING), idle, basis)
    is_whole = not any(amount.missing for amount in held)
    is_hidden = all(amount.is_hidden for amount in held if amount.missing)
    missing = Amount(None, PARTLY_HIDDEN if is_hidden else NO_MATERIAL)
    total = add_amounts(held) if is_whole else missing
    return Window(tuple(periods), total, idle, basis)


def fill(first: Period | None, last: Period | None) -> tuple[Period, ...]:
    """Return the periods from the first to the last; none where an end does not exist."""
    return tuple(walk(first, last)) if first and last else ()


def walk(first: Period, last: Period) -> Iterator[Period]:
    """Yield the periods from the first to the last."""
    while first <= last:
        yield first
        first = first.shifted(1)
