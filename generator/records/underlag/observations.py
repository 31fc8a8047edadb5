"""One figure of underlag with all that says what it is, and the series such figures make.

Figures are kept long: one `Observation` for each cell. A period that a later meeting gives again
is a revision: the later figure holds, and the earlier stays with it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, auto
from functools import cached_property
from typing import TypeAlias

from generator.problems import Origin
from generator.records.files import Cell, Period, PeriodKind
from generator.records.mall import Indicator, Place
from generator.records.underlag.cells import Number, say_hidden
from generator.records.underlag.labels import Label, is_total

# A place of the mall, the table's own words for one the mall has not, or None when none is said.
PlaceName: TypeAlias = Place | str | None
SeriesKey: TypeAlias = tuple[str, ...]


class SumOf(Enum):
    """Whether a number is one period's, or a sum of the others in its column or in its row."""

    NOTHING = auto()
    COLUMN = auto()
    ROW = auto()


@dataclass(frozen=True, slots=True)
class Fact:
    """One number of a table; one that sums periods has none of its own."""

    cell: Cell
    label: Label
    place: PlaceName
    period: Period | None
    sum_of: SumOf
    unit: str
    number: Number
    base: int | None
    preliminary: bool
    note: str

    @property
    def place_key(self) -> str:
        """The place in words, whatever their case."""
        name = self.place.name if isinstance(self.place, Place) else self.place or ""
        return name.casefold()

    @property
    def place_total(self) -> bool:
        """Whether it is a sum of the table's places."""
        return isinstance(self.place, str) and is_total(self.place)


@dataclass(frozen=True, slots=True)
class Observation:
    """One figure: whose, of what, where, when; `value` is None where the table has none.

    `type` is "" when the figure is the indicator's own; `parent` is the type it is a part of ("" is
    the indicator's own), `of_which` says that it is one of the parts that do not add up, and `total` that
    it is a total of other types or places. `mark` is what stood in place of a missing number. `meeting` is the folder of the entry, `address` the
    cell as a spreadsheet's user finds it.
    """

    source: str
    indicator: Indicator
    type: str
    parent: str | None
    of_which: bool
    total: bool
    place: PlaceName
    period: Period
    value: int | Decimal | None
    mark: str
    unit: str
    base: int | None
    preliminary: bool
    note: str
    meeting: str
    entry: str
    origin: Origin
    address: str

    @property
    def place_name(self) -> str:
        """The place in words; nothing when none is said."""
        return self.place.name if isinstance(self.place, Place) else self.place or ""

    @property
    def key(self) -> SeriesKey:
        """What the figure has in common with the others of its series, whatever the case."""
        return (
            self.source.casefold(),
            self.indicator.slug,
            (self.parent or "").casefold(),
            self.type.casefold(),
            self.place_name.casefold(),
            self.unit,
            self.period.kind,
        )


@dataclass(frozen=True, slots=True)
class Point:
    """The figure that holds for a period, and the ones it replaced, the newest of them first."""

    holds: Observation
    revised: tuple[Observation, ...] = ()

    @property
    def changes(self) -> tuple[Observation, ...]:
        """The replaced figures that said something else than what holds."""
        now = (self.holds.value, say_hidden(self.holds.mark))
        return tuple(old for old in self.revised if (old.value, say_hidden(old.mark)) != now)


@dataclass(frozen=True)
class Series:
    """Figures of one kind, period by period, the earliest first; never empty."""

    key: SeriesKey
    points: tuple[Point, ...]

    @property
    def newest(self) -> Observation:
        """The figure of the latest period; its words are the series' own."""
        return self.points[-1].holds

    @property
    def source(self) -> str:
        """Where the figures come from."""
        return self.newest.source

    @property
    def indicator(self) -> Indicator:
        """What is measured."""
        return self.newest.indicator

    @property
    def type(self) -> str:
        """The row or column of the table, or "" for the indicator's own."""
        return self.newest.type

    @property
    def parent(self) -> str | None:
        """The type that this is a part of."""
        return self.newest.parent

    @property
    def of_which(self) -> bool:
        """Whether it is one of the parts that do not add up to their whole."""
        return self.newest.of_which

    @property
    def total(self) -> bool:
        """Whether it is a total of other types or places."""
        return self.newest.total

    @property
    def place(self) -> PlaceName:
        """Where."""
        return self.newest.place

    @property
    def place_name(self) -> str:
        """Where, in words; nothing when no place is said."""
        return self.newest.place_name

    @property
    def unit(self) -> str:
        """What one is one of."""
        return self.newest.unit

    @property
    def kind(self) -> PeriodKind:
        """How long each period is."""
        return self.newest.period.kind

    @property
    def name(self) -> str:
        """The type, or the indicator's name."""
        return self.type or self.indicator.name

    @cached_property
    def by_period(self) -> dict[Period, Point]:
        """The figures, to be looked up."""
        return {point.holds.period: point for point in self.points}

    def at(self, period: Period) -> Point | None:
        """Return what is known of a period; None when no table has it."""
        return self.by_period.get(period)


def build_series(observations: Iterable[Observation]) -> tuple[Series, ...]:
    """Gather figures into series, in the order in which they first come."""
    found: dict[SeriesKey, dict[Period, list[Observation]]] = defaultdict(lambda: defaultdict(list))
    for one in observations:
        found[one.key][one.period].append(one)
    return tuple(
        Series(key, tuple(hold_latest(periods[period]) for period in sorted(periods)))
        for key, periods in found.items()
    )


def hold_latest(given: list[Observation]) -> Point:
    """Return the figure of the latest meeting with the earlier ones behind it."""
    holds, *revised = sorted(given, key=lambda one: one.meeting, reverse=True)
    return Point(holds, tuple(revised))
