"""The underlag of a monthly report as figures: as it was known when the report's period ended.

What a later meeting changes, changes no earlier report: the page of the statistics tells of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from generator.figures import Figure
from generator.pages.statistics.charts import chart_block
from generator.pages.statistics.topics import MOST_BLOCKS, find_blocks
from generator.pages.statistics.view import Chart
from generator.pages.statistics.words import say_changes, say_dates, say_preliminary
from generator.records import Archive, Entry, Report, Series, build_series
from generator.swedish import say_number


@dataclass(frozen=True, slots=True)
class Given:
    """An entry of underlag with its figures; none where a later entry's have its numbers too."""

    entry: Entry
    figures: tuple[Figure, ...]


def find_given(archive: Archive, report: Report, entries: Iterable[Entry]) -> list[Given]:
    """Return the underlag among a report's entries, in their order.

    Two entries that tell of the same series share one figure, below the later of them.
    """
    given = [entry for entry in entries if entry.kind.role == "statistik" and entry.stands]
    known = find_known(archive, report) if given else ()
    found: list[Given] = []
    for entry in reversed(given):
        own = [series for series in known if tells_of(entry, series)]
        told = {series.key for series in own}
        known = tuple(series for series in known if series.key not in told)
        figures = tuple(chart_entry(archive, report, entry, own))
        found.append(Given(entry, figures))
    return found[::-1]


def find_known(archive: Archive, report: Report) -> tuple[Series, ...]:
    """Return the series as the meetings until a report's end had told them."""
    return build_series(
        one
        for one in archive.observations
        if archive.day_of(archive.entry[one.entry]) <= report.end
    )


def tells_of(entry: Entry, series: Series) -> bool:
    """Say whether an entry gave any figure of a series."""
    return any(
        one.entry == entry.id for point in series.points for one in (point.holds, *point.revised)
    )


def chart_entry(
    archive: Archive, report: Report, entry: Entry, own: Sequence[Series]
) -> Iterator[Figure]:
    """Yield the figures of an entry's series, with what it changed of earlier figures."""
    name = f"{entry.source.folder}-{entry.source.stem}"
    changes = tuple(say_changes(own, {entry.id}))
    blocks = list(find_blocks(own))
    for number, block in enumerate(blocks[:MOST_BLOCKS], 1):
        anchor, file = f"_bild-{name}-{number}", f"rapporter/{report.id}-{name}-{number}.csv"
        figure = chart_block(Chart(archive, block, anchor, file))
        notes = (*say_preliminary(block.branches), *say_dates(archive, block))
        if number == MOST_BLOCKS < len(blocks):
            text = f"Rapporten visar {MOST_BLOCKS} av {say_number(len(blocks))} delar. Alla tal finns under Statistik."
            notes = (*notes, text)
        yield replace(figure, notes=(*changes, *figure.notes, *notes))
        changes = ()
