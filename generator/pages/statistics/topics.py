"""Underlag as pages show it: topics, and in each the series that are read together.

A topic is what one source says of one indikator. Its series stand in blocks: those of one length
of period, in one unit, of one place, each below the one it is a part of.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from generator.analysis import gather
from generator.article.addresses import statistics_address
from generator.records import Archive, Entry, Indicator, Period, PeriodKind, Place, Series
from generator.swedish import capitalize, decapitalize, join_words, say_number

# What a kind of period is called after "per".
LENGTHS = {PeriodKind.FORTNIGHT: "två veckor"}
# A table on a page has room for so many rows, and cells in all; the file has every number.
MOST_ROWS, MOST_CELLS = 500, 20_000
IN_FILE = "Alla tal finns i filen sist på sidan."
# So many blocks, and changed numbers, a reader goes through on one page.
MOST_BLOCKS, MOST_CHANGES = 40, 200
# With more columns of numbers beside the rows' names, the style sheet prints a table smaller.
MOST_ACROSS = 7


@dataclass(frozen=True, slots=True)
class Branch:
    """A series in its block, so many steps below those that are no part of another."""

    series: Series
    depth: int
    name: str


@dataclass(frozen=True)
class Block:
    """Series that are read together; `rates` hold the same in other units.

    `place` is named where the topic has several, or another than the whole kommun; `by_place` says
    that the rows are places.
    """

    branches: tuple[Branch, ...]
    place: str = ""
    by_place: bool = False
    rates: tuple[Block, ...] = ()

    @property
    def first(self) -> Series:
        """The series whose words are the block's own."""
        return self.branches[0].series

    @property
    def kind(self) -> PeriodKind:
        """How long the periods are."""
        return self.first.kind

    @property
    def unit(self) -> str:
        """What is measured."""
        return self.first.unit

    @property
    def title(self) -> str:
        """What the block holds: `Antal per månad, Västanfors`."""
        words = f"{capitalize(self.unit)} per {LENGTHS.get(self.kind, self.kind)}"
        return f"{words}, {self.place}" if self.place else words

    @property
    def corner(self) -> str:
        """What the rows are."""
        if self.by_place:
            return "Plats"
        return "Typ" if len(self.branches) > 1 else "Indikator"

    @cached_property
    def periods(self) -> tuple[Period, ...]:
        """Every period that some series has, the earliest first."""
        return tuple(sorted({p.holds.period for b in self.branches for p in b.series.points}))

    @property
    def shown(self) -> tuple[Branch, ...]:
        """The first series, as many as a page's table has room for."""
        return self.branches[:MOST_ROWS]

    @property
    def shown_periods(self) -> tuple[Period, ...]:
        """The newest periods, the newest first, as many as there is room for beside the series."""
        return self.periods[::-1][: MOST_CELLS // len(self.shown)]

    @property
    def left_out(self) -> str:
        """What the tables of a page have no room for, or nothing."""
        said = [
            f"{words} {say_number(shown)} av {say_number(every)} {noun}"
            for words, shown, every, noun in (
                ("de första", len(self.shown), len(self.branches), "raderna"),
                ("de senaste", len(self.shown_periods), len(self.periods), "perioderna"),
            )
            if shown < every
        ]
        return f"Tabellen visar {join_words(said)}. {IN_FILE}" if said else ""

    @cached_property
    def is_mixed(self) -> bool:
        """Whether some of the figures are preliminary, but not all."""
        points = [point for branch in self.branches for point in branch.series.points]
        return len({point.holds.preliminary for point in points}) > 1

    @property
    def is_told_at_once(self) -> bool:
        """Whether there is no more to tell than the numbers of one period."""
        return len(self.periods) == 1

    @property
    def runs_down(self) -> bool:
        """Whether the periods are so many that they are rows of its table, and the series columns."""
        return len(self.periods) > max(MOST_ACROSS, len(self.branches))

    @property
    def newest(self) -> Period:
        """The latest period."""
        return self.periods[-1]

    @property
    def lead(self) -> Branch:
        """The row to tell first: the total, the place with most, or the first that is more than none.

        Its number is that of the newest period. The order is the author's, who puts first what
        matters; it need not be the greatest.
        """
        if self.by_place:
            return max(self.branches, key=self.weight_of)
        tops = [branch for branch in self.branches if branch.depth == 0]
        told = [branch for branch in tops if number_at(branch.series, self.newest) is not None]
        totals = [branch for branch in told if branch.series.total]
        some = [branch for branch in told if number_at(branch.series, self.newest)]
        return (*totals, *some, *told, *tops)[0]

    def leading(self, most: int) -> list[Branch]:
        """Return as many whole levels of rows as there is room for, at least some of the first.

        Rows that are only some of the parts are left to the tables.
        """
        parts = [branch for branch in self.branches if not branch.series.of_which]
        parts = parts or list(self.branches)
        depths = sorted({branch.depth for branch in parts}, reverse=True)
        levels = ([branch for branch in parts if branch.depth <= depth] for depth in depths)
        fitting = [level for level in levels if len(level) <= most]
        if fitting:
            return fitting[0]
        tops = [branch for branch in parts if branch.depth == 0]
        kept = sorted(tops, key=self.weight_of, reverse=True)[:most]
        keys = {branch.series.key for branch in kept}
        return [branch for branch in tops if branch.series.key in keys]

    def weight_of(self, branch: Branch) -> tuple[bool, float]:
        """Return what makes a row worth showing before others: a total, then a large number."""
        return branch.series.total, float(number_at(branch.series, self.newest) or 0)


@dataclass(frozen=True)
class Topic:
    """What one source says of one indikator, at an address of its own."""

    address: str
    series: tuple[Series, ...]

    @property
    def source(self) -> str:
        """Where the figures come from, as last written."""
        return self.latest.source

    @property
    def indicator(self) -> Indicator:
        """What is measured."""
        return self.latest.indicator

    @cached_property
    def latest(self) -> Series:
        """The series that was told of last."""
        return max(self.series, key=lambda series: series.newest.meeting)

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """The series in blocks; the one with the latest days first."""
        blocks = list(find_blocks(self.series))
        return tuple(sorted(blocks, key=lambda b: (-b.newest.last.toordinal(), b.newest.first)))


def find_topics(series: Iterable[Series]) -> dict[str, Topic]:
    """Return the topics by address; every page of underlag takes its figures from here."""
    groups = gather((statistics_address(one.source, one.indicator), one) for one in series)
    return {address: Topic(address, tuple(found)) for address, found in groups.items()}


def find_blocks(series: Iterable[Series]) -> Iterator[Block]:
    """Yield the blocks of a topic, those that only say the same in another unit within the first."""
    blocks: list[Block] = []
    groups = gather((f"{one.source.casefold()}\n{one.kind}\n{one.unit}", one) for one in series)
    for group in groups.values():
        for block in split_places(group):
            main = next((n for n, each in enumerate(blocks) if says_same(each, block)), None)
            if main is None:
                blocks.append(block)
            else:
                blocks[main] = replace(blocks[main], rates=(*blocks[main].rates, block))
    yield from blocks


def says_same(block: Block, other: Block) -> bool:
    """Say whether two blocks have the same rows of the same place and kind."""
    names = [[branch.name for branch in each.branches] for each in (block, other)]
    same = block.place == other.place and block.first.source == other.first.source
    return same and block.kind is other.kind and names[0] == names[1]


def split_places(series: Sequence[Series]) -> Iterator[Block]:
    """Yield a block for each place, or one whose rows are the places when they have but one each."""
    places = gather((one.place_name.casefold(), one) for one in series)
    types = {one.type.casefold() for one in series}
    if len(places) > 1 and len(types) == 1:
        rows = (Branch(one, 0, name_place(one) or one.name) for one in series)
        yield Block(tuple(rows), by_place=True)
        return
    for group in places.values():
        is_named = len(places) > 1 or not is_whole(group[0])
        yield Block(tuple(grow(group)), name_place(group[0]) if is_named else "")


def name_place(series: Series) -> str:
    """Return a series' place within a sentence: `hela kommunen`, `Västanfors`."""
    return decapitalize(series.place_name) if is_whole(series) else series.place_name


def is_whole(series: Series) -> bool:
    """Say whether a series is of the whole kommun, by the mall's own row for it."""
    return isinstance(series.place, Place) and series.place.kind == "kommun"


def grow(series: Sequence[Series]) -> Iterator[Branch]:
    """Yield the series, each followed by its parts; none is lost, whatever they say of each other."""
    names = {one.type.casefold() for one in series}
    parts = gather((one.parent.casefold(), one) for one in series if one.parent is not None)
    tops = [one for one in series if one.parent is None or one.parent.casefold() not in names]
    seen: set[tuple[str, ...]] = set()

    def climb(one: Series, depth: int) -> Iterator[Branch]:
        if one.key in seen:
            return
        seen.add(one.key)
        yield Branch(one, depth, one.name)
        for part in parts.get(one.type.casefold(), ()):
            yield from climb(part, depth + 1)

    for one in (*tops, *series):
        yield from climb(one, 0)


def number_at(series: Series, period: Period) -> int | Decimal | None:
    """Return a series' number for a period, None where it has none."""
    point = series.at(period)
    return point.holds.value if point else None


def find_entries(archive: Archive, series: Iterable[Series]) -> list[Entry]:
    """Return the entries that series come from, the latest meeting's first."""
    ids = {
        one.entry
        for each in series
        for point in each.points
        for one in (point.holds, *point.revised)
    }
    entries = [archive.entry[entry] for entry in ids]
    return sorted(entries, key=lambda entry: (archive.day_of(entry), entry.id), reverse=True)
