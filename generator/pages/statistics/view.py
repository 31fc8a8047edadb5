"""How statistics are shown: their numbers as cells, the chart of a part, and the words below it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from generator.analysis import (
    NO_MATERIAL,
    Amount,
    Comparison,
    Pair,
    amount_of,
    compare,
    read_series,
)
from generator.article.addresses import address_of
from generator.figures import Cell
from generator.pages.statistics.topics import Block, Branch, find_entries
from generator.records import Archive, Observation, Period, PeriodKind, Series
from generator.swedish import SHORT_MONTHS, decapitalize, join_words, say_count

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


# So many periods are named below a picture.
NAMED = 5
FEW = 6
# So many changed figures are told one by one.
TOLD = 4
REPORT_DAYS = {
    PeriodKind.DAY: "anmälningsdag, inte brottsdag",
    PeriodKind.WEEK: "anmälningsvecka, inte brottsvecka",
    PeriodKind.FORTNIGHT: "anmälningstid, inte brottstid",
    PeriodKind.MONTH: "anmälningsmånad, inte brottsmånad",
    PeriodKind.QUARTER: "anmälningskvartal, inte brottskvartal",
    PeriodKind.YEAR: "anmälningsår, inte brottsår",
}


def say_dates(archive: Archive, block: Block) -> Iterator[str]:
    """Say whether the figures go by when something was reported or by when it was done."""
    series = [branch.series for branch in block.branches]
    said = [entry.statistics for entry in find_entries(archive, series)]
    if any(row and row.by_report_day for row in said):
        yield f"Talen gäller {REPORT_DAYS[block.kind]}: de visar när brotten anmäldes."
    elif any(row and row.by_event_day for row in said):
        yield "Talen visar när det hände."


def say_preliminary(branches: Iterable[Branch]) -> Iterator[str]:
    """Say which of the figures may still change."""
    holding = [point.holds for branch in branches for point in branch.series.points]
    unsure = sorted({one.period for one in holding if one.preliminary})
    if unsure and all(one.preliminary for one in holding):
        yield "Alla tal är preliminära och kan ändras."
    elif len(unsure) > FEW:
        yield f"Talen från och med {unsure[0].name} är preliminära och kan ändras."
    elif unsure:
        yield f"Preliminära tal, som kan ändras: {join_words(p.name for p in unsure)}."


def say_shown(shown: int, rows: int, most: int) -> Iterator[str]:
    """Say that a picture leaves rows out, where its table does too."""
    if shown < rows and rows > most:
        yield f"Bilden och tabellen visar {shown} av {rows} rader."


def say_changes(series: Iterable[Series], entries: Collection[str]) -> Iterator[str]:
    """Say which figures some entries, by their ids, have changed."""
    changed = [
        point
        for one in series
        for point in one.points
        if point.changes and point.holds.entry in entries
    ]
    said = [say_change(point.holds, point.changes[0]) for point in changed[:TOLD]]
    more = len(changed) - len(said)
    if more:
        said.append(f"och {say_count(more, 'tal', 'tal', neuter=True)} till")
    if said:
        yield f"Ändrat sedan talen lämnades första gången: {'; '.join(said)}."


def say_change(now: Observation, before: Observation) -> str:
    """Say how one figure was changed."""
    name = decapitalize(now.type or now.indicator.name)
    return f"{name}, {now.period.name}, från {amount_of(before)} till {amount_of(now)}"


def name_axis(periods: Sequence[Period]) -> Iterator[tuple[str, str]]:
    """Yield what stands below each period: a name at even steps back from the last, its year once."""
    step = -(-len(periods) // NAMED)
    told = None
    for number, period in enumerate(periods):
        if (len(periods) - 1 - number) % step:
            yield "", ""
            continue
        is_year = period.kind is PeriodKind.YEAR
        yield name_short(period), "" if is_year or period.year == told else f"{period.year}"
        told = period.year


def name_short(period: Period) -> str:
    """Write a period without its year: `nov`, `kv 1`, `v. 31`, `6 nov`."""
    if period.kind is PeriodKind.MONTH:
        return SHORT_MONTHS[period.first.month - 1]
    if period.kind in (PeriodKind.DAY, PeriodKind.FORTNIGHT):
        return f"{period.first.day} {SHORT_MONTHS[period.first.month - 1]}"
    return period.short.removesuffix(f" {period.year}")
