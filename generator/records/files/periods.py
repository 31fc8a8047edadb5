"""Periods that figures are given for: a day, a week, two weeks, a month, a quarter or a year."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from generator.swedish import say_day, say_days, say_month, say_short_day, say_short_month

FIRST_YEAR, LAST_YEAR = 1990, 2100
YEAR_PATTERN = "(?:199[0-9]|20[0-9][0-9]|2100)"
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
MONTH = re.compile(rf"{YEAR_PATTERN}-(0[1-9]|1[0-2])")
WEEKS_IN_YEAR = timedelta(weeks=52)


class PeriodKind(StrEnum):
    """How long a period is, in the words of the file format."""

    DAY = "dag"
    WEEK = "vecka"
    FORTNIGHT = "tvåveckor"
    MONTH = "månad"
    QUARTER = "kvartal"
    YEAR = "år"


IN_DAYS = {PeriodKind.DAY: 1, PeriodKind.WEEK: 7, PeriodKind.FORTNIGHT: 14}
IN_MONTHS = {PeriodKind.MONTH: 1, PeriodKind.QUARTER: 3, PeriodKind.YEAR: 12}


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A period by its first day; `starting` and `numbered` make only those that exist.

    A week goes from Monday to Sunday (ISO 8601); two weeks may begin on any day. Periods sort by
    their first day.
    """

    first: date
    kind: PeriodKind

    @property
    def last(self) -> date:
        """The last day."""
        return self.shifted(1).first - timedelta(days=1)

    def shifted(self, steps: int) -> Period:
        """Return the period so many steps later, or earlier."""
        if days := IN_DAYS.get(self.kind):
            return Period(self.first + timedelta(days=days * steps), self.kind)
        index = self.first.year * 12 + self.first.month - 1 + IN_MONTHS[self.kind] * steps
        return Period(date(index // 12, index % 12 + 1, 1), self.kind)

    @property
    def year_before(self) -> Period | None:
        """The same period a year before; none for week 53 and for 29 February.

        Two weeks are compared with the two that began 52 weeks earlier: no other keeps the days
        of the week and the row of fortnights.
        """
        if self.kind in IN_MONTHS:
            return self.shifted(-12 // IN_MONTHS[self.kind])
        if self.kind is PeriodKind.FORTNIGHT:
            return Period(self.first - WEEKS_IN_YEAR, self.kind)
        year, week, _ = self.first.isocalendar()
        try:
            if self.kind is PeriodKind.WEEK:
                return numbered(self.kind, year - 1, week)
            return Period(self.first.replace(year=self.first.year - 1), self.kind)
        except ValueError:
            return None

    @property
    def number(self) -> int:
        """Which week, month or quarter of its year it is; 1 for a year."""
        if self.kind is PeriodKind.WEEK:
            return self.first.isocalendar().week
        return (self.first.month - 1) // IN_MONTHS.get(self.kind, 1) + 1

    @property
    def year(self) -> int:
        """The year it belongs to; a week belongs to that of its Thursday."""
        weekly = self.kind is PeriodKind.WEEK
        return self.first.isocalendar().year if weekly else self.first.year

    @property
    def id(self) -> str:
        """A name that sorts and may stand in an address: `2026-10`, `2026-kv1`, `2025-v31`."""
        match self.kind:
            case PeriodKind.MONTH:
                return f"{self.first:%Y-%m}"
            case PeriodKind.DAY:
                return f"{self.first}"
            case PeriodKind.WEEK:
                return f"{self.year}-v{self.number:02}"
            case PeriodKind.FORTNIGHT:
                return f"{self.first}--{self.last}"
            case PeriodKind.QUARTER:
                return f"{self.year}-kv{self.number}"
        return f"{self.year}"

    @property
    def name(self) -> str:
        """The period in a sentence: `oktober 2026`, `kvartal 1 2026`, `vecka 31 2025`, `2026`."""
        return {
            PeriodKind.DAY: say_day(self.first),
            PeriodKind.WEEK: f"vecka {self.number} {self.year}",
            PeriodKind.FORTNIGHT: say_days(self.first, self.last, short=False),
            PeriodKind.MONTH: say_month(f"{self.first:%Y-%m}"),
            PeriodKind.QUARTER: f"kvartal {self.number} {self.year}",
            PeriodKind.YEAR: f"{self.year}",
        }[self.kind]

    @property
    def short(self) -> str:
        """The period in a heading of a column: `okt 2026`, `kv 1 2026`, `v. 31 2025`, `2026`."""
        return {
            PeriodKind.DAY: say_short_day(self.first),
            PeriodKind.WEEK: f"v. {self.number} {self.year}",
            PeriodKind.FORTNIGHT: say_days(self.first, self.last),
            PeriodKind.MONTH: say_short_month(f"{self.first:%Y-%m}"),
            PeriodKind.QUARTER: f"kv {self.number} {self.year}",
            PeriodKind.YEAR: f"{self.year}",
        }[self.kind]


def numbered(kind: PeriodKind, year: int, number: int) -> Period:
    """Return the period of that number in its year; raise a `ValueError` when there is none."""
    if kind is PeriodKind.WEEK:
        return Period(date.fromisocalendar(year, number, 1), kind)
    return Period(date(year, (number - 1) * IN_MONTHS[kind] + 1, 1), kind)


def starting(kind: PeriodKind, day: date) -> Period | None:
    """Return the period of that kind that begins on the day, if one does."""
    begins = {
        PeriodKind.WEEK: day.isoweekday() == 1,
        PeriodKind.MONTH: day.day == 1,
        PeriodKind.QUARTER: day.day == 1 and day.month % 3 == 1,
        PeriodKind.YEAR: day.day == 1 and day.month == 1,
    }
    return Period(day, kind) if begins.get(kind, True) else None


def spanning(first: date, last: date) -> Period | None:
    """Return the one period that goes from the first day to the last, of whatever kind."""
    candidates = (starting(kind, first) for kind in PeriodKind)
    return next((found for found in candidates if found and found.last == last), None)


# The same months are asked for by every table of every report.
@lru_cache(maxsize=4096)
def month_at(month: str) -> Period:
    """Return the month `ÅÅÅÅ-MM`, as reports are named."""
    year, number = map(int, month.split("-"))
    return numbered(PeriodKind.MONTH, year, number)


@lru_cache(maxsize=4096)
def shift_month(month: str, months: int) -> str:
    """Return the month so many months later than `ÅÅÅÅ-MM`, or earlier."""
    return month_at(month).shifted(months).id
