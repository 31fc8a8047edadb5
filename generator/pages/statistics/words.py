"""What has to be known to read figures of underlag: whose day they go by, and what may still change."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from generator.analysis import amount_of
from generator.pages.statistics.topics import Block, Branch, find_entries
from generator.records import Archive, Observation, Period, PeriodKind, Series
from generator.swedish import SHORT_MONTHS, decapitalize, join_words, say_count

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
