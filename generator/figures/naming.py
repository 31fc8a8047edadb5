"""How a sentence names what is counted, and when: a period, the one before it, the year ago.

A sentence that stands in a dated text says "i fjol"; one that stands on its own says the year.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from generator.analysis import NO_MEETING, Amount, Basis, Pair, Window
from generator.records import Measure, Period, PeriodKind, measure_of, unit_of
from generator.swedish import MONTHS, NO_BREAK, say_amount, say_days, say_figure

PERCENT = "procent"
MONEY = "kronor"
HIGHER = ("högre", "lägre", "samma nivå som")


@dataclass(frozen=True, slots=True)
class Degrees:
    """How Swedish compares a measure."""

    more: str
    less: str
    same: str


DEGREES = {
    Measure.COUNT: Degrees("fler", "färre", "lika många som"),
    Measure.MONEY: Degrees("mer", "mindre", "lika mycket som"),
    Measure.SHARE: Degrees(*HIGHER),
    Measure.RATE: Degrees(*HIGHER),
    Measure.OTHER: Degrees(*HIGHER),
}


@dataclass(frozen=True, slots=True)
class Noun:
    """What is counted, or a unit; without words the number stands alone."""

    one: str
    many: str
    measure: Measure = Measure.COUNT

    @property
    def degrees(self) -> Degrees:
        """The words it is compared with."""
        return DEGREES[self.measure]

    def say(self, value: int | Decimal) -> str:
        """Write a number with its noun or unit: `4 händelser`, `8,4 procent`."""
        return say_with(value, self.one, self.many)

    def say_short(self, value: int | Decimal) -> str:
        """Write a number where what is counted is clear; a unit is never left out."""
        return say_amount(value) if self.measure is Measure.COUNT else self.say(value)

    def say_difference(self, value: int | Decimal) -> str:
        """Write how far apart two numbers are; shares in percent differ by percentage points."""
        if self.measure.adds_up:
            return self.say_short(value)
        is_percent = self.many == PERCENT
        return (
            say_with(value, "procentenhet", "procentenheter") if is_percent else say_amount(value)
        )


def say_with(value: int | Decimal, one: str, many: str) -> str:
    """Write a number and the word after it, kept on one line."""
    number = say_amount(value)
    return f"{number}{NO_BREAK}{one if number == '1' else many}".rstrip(NO_BREAK)


EVENTS = Noun("händelse", "händelser")
NUMBER = Noun("", "")


def noun_of(unit: str) -> Noun:
    """Return the noun of an indicator's unit; what is only a number has no words."""
    measure = measure_of(unit)
    if measure is Measure.COUNT:
        return NUMBER
    # A number says by itself that it is one: `12 per 1 000 invånare`.
    words = re.sub("^antal ", "", unit, flags=re.IGNORECASE).replace(" ", NO_BREAK)
    words = PERCENT if unit_of(unit) == PERCENT else words
    return Noun("krona" if words == MONEY else words, words, measure)


PREPOSITIONS = {PeriodKind.MONTH: "i ", PeriodKind.DAY: ""}
# A quarter or a week of another year has to say so also when it is the one just before.
NAMED_ALONE = (PeriodKind.MONTH, PeriodKind.DAY)


@dataclass(frozen=True, slots=True)
class Words:
    """What a kind of period is called when there are several of them."""

    these: str
    them: str


SEVERAL = {
    PeriodKind.DAY: Words("dagarna", "dagar"),
    PeriodKind.WEEK: Words("veckorna", "veckor"),
    PeriodKind.FORTNIGHT: Words("veckorna", "veckor"),
    PeriodKind.MONTH: Words("månaderna", "månader"),
    PeriodKind.QUARTER: Words("kvartalen", "kvartal"),
}


@dataclass(frozen=True, slots=True)
class Viewpoint:
    """A point of view: the period a sentence is about; `dated` lets it say years in numbers.

    A period that by its `bases` has other days than it is named for is called by those.
    """

    now: Period
    dated: bool = False
    bases: Mapping[Period, Basis] = field(default_factory=dict)

    def is_odd(self, period: Period) -> bool:
        """Whether a period has other days than it is named for."""
        basis = self.bases.get(period)
        return basis is not None and (basis.first, basis.last) != (period.first, period.last)

    def at(self, period: Period) -> str:
        """Write when something was: `i oktober`, `under kvartal 4 i fjol`, `den 11 november`."""
        preposition = "under " if self.is_odd(period) else PREPOSITIONS.get(period.kind, "under ")
        return f"{preposition}{self.name(period)}"

    def name(self, period: Period) -> str:
        """Write the period's name, with its year where it would be mistaken for another's."""
        if self.is_odd(period):
            return name_basis(self.bases[period])
        if period.kind is PeriodKind.YEAR:
            return f"{period.year}"
        if period.kind is PeriodKind.FORTNIGHT:
            return self.name_days(period)
        return f"{name_part(period)}{self.name_year(period)}"

    def name_days(self, period: Period) -> str:
        """Write the days of a period: `5–18 oktober`."""
        days = say_days(period.first, period.last, short=False)
        is_plain = not self.dated and period.last.year == self.now.last.year
        return bind(days.removesuffix(f" {period.last.year}") if is_plain else days)

    def name_year(self, period: Period) -> str:
        """Write what must be said of a period's year, after its name."""
        if period == self.now:
            return f" {period.year}" if self.dated else ""
        is_next_door = period == self.now.shifted(-1) and period.kind in NAMED_ALONE
        if period.year == self.now.year or (is_next_door and not self.dated):
            return ""
        is_last = period.year == self.now.year - 1
        return " i fjol" if is_last and not self.dated else f" {period.year}"

    def year(self, window: Window) -> str:
        """Write the part of the year that has gone, as a name: `hela året hittills`."""
        return self.name_span(window) if self.tells_days(window) else "hela året hittills"

    def in_year(self, window: Window) -> str:
        """Write when that was: `hittills i år`, `under januari–november 2026`."""
        return self.at_span(window) if self.tells_days(window) else "hittills i år"

    def year_before(self, window: Window) -> str:
        """Write the same part of the year before, as a name."""
        if self.tells_days(window) and window.periods:
            return self.name_span(window)
        return f"samma {SEVERAL[self.now.kind].them} i fjol"

    def in_year_before(self, window: Window) -> str:
        """Write when that was."""
        is_plain = self.tells_days(window) and window.periods
        return self.at_span(window) if is_plain else f"under {self.year_before(window)}"

    def tells_days(self, window: Window) -> bool:
        """Whether a window is called by its time, and not by what it is to the reader's day."""
        return self.dated or not window.is_whole

    def at_span(self, window: Window) -> str:
        """Write when the periods of a window in one year were."""
        is_one = len(window.periods) == 1 and window.is_whole
        preposition = PREPOSITIONS.get(self.now.kind, "under ") if is_one else "under "
        return f"{preposition}{self.name_span(window)}"

    def name_span(self, window: Window) -> str:
        """Write the periods of a window in one year: `januari–november 2026`, `kvartal 1–3 2026`."""
        if window.basis and not window.is_whole:
            return name_basis(window.basis)
        return self.name_asked(window)

    def name_asked(self, window: Window) -> str:
        """Write the periods that a window is meant to cover, whatever is known of them."""
        first, last = window.periods[0], window.periods[-1]
        if first == last:
            return Viewpoint(last, dated=True).name(last)
        if first.kind in (PeriodKind.DAY, PeriodKind.FORTNIGHT):
            return bind(say_days(first.first, last.last, short=False))
        end = name_part(last) if last.kind is PeriodKind.MONTH else f"{last.number}"
        return f"{name_part(first)}–{end} {last.year}"

    def latest(self, pair: Pair) -> str:
        """Write the twelve months that end now: `de senaste 12 månaderna`."""
        if not pair.now.is_whole:
            return self.at_span(pair.now)
        return f"de senaste {self.length(pair)}{NO_BREAK}{SEVERAL[self.now.kind].these}"

    def before_them(self, pair: Pair) -> str:
        """Write the twelve months before those: `de 12 dessförinnan`."""
        if pair.before.basis and not (pair.now.is_whole and pair.before.is_whole):
            return f"under {name_basis(pair.before.basis)}"
        return f"de {self.length(pair)}{NO_BREAK}dessförinnan"

    def length(self, pair: Pair) -> int:
        """Return how many months, weeks or days a window has."""
        weeks = 2 if self.now.kind is PeriodKind.FORTNIGHT else 1
        return len(pair.now.periods) * weeks


def name_basis(basis: Basis) -> str:
    """Write the days a number rests on, and how many: `1–16 december 2025 (16 dagar)`."""
    days = say_days(basis.first, basis.last, short=False)
    return f"{bind(days)} ({say_figure(basis.days, 'dag', 'dagar')})"


def name_part(period: Period) -> str:
    """Write a period without its year: `november`, `kvartal 4`, `vecka 31`, `den 12 november`."""
    month = MONTHS[period.first.month - 1]
    return {
        PeriodKind.DAY: f"den {period.first.day}{NO_BREAK}{month}",
        PeriodKind.WEEK: f"vecka{NO_BREAK}{period.number}",
        PeriodKind.MONTH: month,
        PeriodKind.QUARTER: f"kvartal{NO_BREAK}{period.number}",
    }[period.kind]


def bind(days: str) -> str:
    """Keep each number of a date on the line of the word after it."""
    return days.replace(" ", NO_BREAK)


def say_gap_at(amount: Amount, period: Period | None, view: Viewpoint) -> str:
    """Say why a period has no number: `inget möte i juli`, `inget underlag för oktober`."""
    if period is None:
        return f"{amount.missing} från året före"
    if amount.missing == NO_MEETING or amount.is_hidden:
        return f"{amount.missing} {view.at(period)}"
    return say_gap(amount, view.name(period))


def say_gap(amount: Amount, name: str) -> str:
    """Say why several periods together have no number."""
    preposition = "under" if amount.missing == NO_MEETING else "för"
    return f"{amount.missing} {preposition} {name}"
