"""The pages of the statistics: a page a topic, and a table over all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TypeAlias

from generator.analysis import Amount, amount_of
from generator.figures import Cell, Figure, Grid, Row
from generator.pages.base import Build, Page
from generator.pages.statistics.charts import chart_block
from generator.pages.statistics.topics import (
    IN_FILE,
    MOST_BLOCKS,
    MOST_CHANGES,
    Block,
    Branch,
    Topic,
    find_entries,
    find_topics,
)
from generator.pages.statistics.view import (
    Chart,
    link_cell,
    name_sums,
    say_dates,
    say_preliminary,
    sums_of,
)
from generator.records import Archive, Entry, Observation, Point, Series
from generator.swedish import capitalize, decapitalize, say_count, say_number

Column: TypeAlias = tuple[str, tuple[Cell, ...]]
BASE = "Av (bas)"


@dataclass(frozen=True, slots=True)
class Overview:
    """A table: each row is a series in its place in the block."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Branch, tuple[Cell, ...]], ...]


def look_over(chart: Chart) -> Overview:
    """Return the newest numbers of every row; a comparator that no row has is left out."""
    newest, *others = find_columns(chart)
    kept = [newest, *(each for each in others if any(cell.is_number for cell in each[1]))]
    rows = zip(*(cells for _, cells in kept), strict=True)
    return Overview(
        tuple(head for head, _ in kept), tuple(zip(chart.block.shown, rows, strict=True))
    )


def find_columns(chart: Chart) -> Iterator[Column]:
    """Yield the newest period, those before it, the sums, the bases and the same in other units."""
    block, newest = chart.block, chart.block.newest
    series = [branch.series for branch in block.shown]
    # The year before a year is the period before it, and stands once.
    earlier = dict.fromkeys(filter(None, (newest.shifted(-1), newest.year_before)))
    for period in (newest, *earlier):
        yield period.short, tuple(link_cell(chart.archive, one, period) for one in series)
    sums = zip(*(sums_of(chart.of(branch)) for branch in block.shown), strict=True)
    for name, amounts in zip(name_sums(newest), sums, strict=True):
        yield name, tuple(map(Cell, amounts))
    yield BASE, tuple(find_base(chart, one) for one in series)
    for rate in block.rates:
        cells = (link_cell(chart.archive, branch.series, newest) for branch in rate.shown)
        yield rate.unit, tuple(cells)


def find_base(chart: Chart, series: Series) -> Cell:
    """Return how many the newest number is a share of, where the table says it."""
    point = series.at(chart.block.newest)
    base = point.holds.base if point else None
    return Cell("") if base is None else Cell(Amount(base))


INDEX = "statistik/index.html"
ALL = "_alla-tal"
LONG = (
    "indikator", "typ", "del av", "plats", "period", "värde", "enhet", "bas",
    "preliminär", "reviderad från", "post",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Section:
    """A block on its page."""

    block: Block
    anchor: str
    overview: Overview
    figure: Figure


@dataclass(frozen=True, slots=True)
class Told:
    """A topic with its sections, that of the latest days first."""

    topic: Topic
    sections: tuple[Section, ...]

    @property
    def finding(self) -> str:
        """What the latest figures say."""
        return self.sections[0].figure.title


@dataclass(frozen=True, slots=True)
class Change:
    """A figure that a later entry has changed: what it says now, and what was said before."""

    point: Point
    now: Entry
    before: tuple[tuple[Observation, Entry], ...]


def build_statistics(build: Build) -> Iterator[Page]:
    """Build a page for each källa and indikator, and the index."""
    order = [row.slug for row in build.archive.mall.indicators]
    topics = sorted(
        find_topics(build.archive.series).values(),
        key=lambda topic: (order.index(topic.indicator.slug), topic.address),
    )
    told = [Told(topic, tuple(find_sections(build.archive, topic))) for topic in topics]
    for each in told:
        yield build_topic(build, each, name_topic(each.topic, topics))
    yield build_index(build, told)


def build_topic(build: Build, told: Told, title: str) -> Page:
    """Build the page of what one source says of one indikator."""
    topic, archive = told.topic, build.archive
    entries = find_entries(archive, topic.series)
    everything = list_everything(topic)
    branches = [branch for block in topic.blocks for branch in block.branches]
    return build.write_page(
        "statistics/statistics.html",
        topic.address,
        title,
        parent=INDEX,
        files=tuple(
            path
            for entry in entries
            for path in (entry.path, f"{entry.path.removesuffix('.md')}.csv")
        ),
        figures=(*(section.figure for section in told.sections), everything),
        topic=topic,
        sections=told.sections,
        everything=everything,
        left_out=say_left_out(topic),
        changes=list(islice(find_changes(archive, topic), MOST_CHANGES)),
        entries=entries,
        notes=[*say_dates(archive, topic.blocks[0]), *say_preliminary(branches)],
        amount_of=amount_of,
    )


def say_left_out(topic: Topic) -> str:
    """Say that a page has no room for all blocks of a topic, or nothing."""
    every = len(topic.blocks)
    if every <= MOST_BLOCKS:
        return ""
    return f"Sidan visar {MOST_BLOCKS} av {say_number(every)} delar. {IN_FILE}"


def name_topic(topic: Topic, topics: Sequence[Topic]) -> str:
    """Return a topic's name: the indikator, with the source where several tell of it."""
    same = [each for each in topics if each.indicator.slug == topic.indicator.slug]
    return f"{topic.indicator.name}: {topic.source}" if len(same) > 1 else topic.indicator.name


def find_sections(archive: Archive, topic: Topic) -> Iterator[Section]:
    """Yield the blocks of a topic with their figures."""
    stem = topic.address.removesuffix(".html")
    for number, block in enumerate(topic.blocks[:MOST_BLOCKS], 1):
        chart = Chart(archive, block, f"_bild-{number}", f"{stem}-{number}.csv")
        yield Section(block, f"_tal-{number}", look_over(chart), chart_block(chart))


def list_everything(topic: Topic) -> Figure:
    """Return every figure of a topic in the long form, a row each, as a file to take home."""
    rows = (
        Row(topic.source, tuple(list_cells(point)))
        for series in topic.series
        for point in series.points
    )
    return Figure(
        anchor=ALL,
        title=f"Alla tal: {decapitalize(topic.indicator.name)}",
        sentences=(),
        pictures=(),
        grid=Grid("källa", LONG, tuple(rows)),
        file=topic.address.replace(".html", ".csv"),
    )


def list_cells(point: Point) -> Iterator[Cell]:
    """Yield what the long form says of a figure."""
    one = point.holds
    yield from map(Cell, (one.indicator.name, one.type, one.parent or "", one.place_name))
    yield from (Cell(one.period.id), Cell(amount_of(one)), Cell(one.unit))
    yield Cell("" if one.base is None else Amount(one.base))
    yield Cell("ja" if one.preliminary else "nej")
    yield Cell(amount_of(point.changes[0])) if point.changes else Cell("")
    yield Cell(one.entry)


def find_changes(archive: Archive, topic: Topic) -> Iterator[Change]:
    """Yield the figures that have been changed, the latest change first."""
    changed = [point for series in topic.series for point in series.points if point.changes]
    for point in sorted(changed, key=lambda point: point.holds.meeting, reverse=True):
        before = tuple((old, archive.entry[old.entry]) for old in point.changes)
        yield Change(point, archive.entry[point.holds.entry], before)


def build_index(build: Build, told: Sequence[Told]) -> Page:
    """Build the list of topics, each with its newest number."""
    found = {each.topic.indicator.slug for each in told}
    indicators = [row for row in build.archive.mall.indicators if row.slug not in found]
    return build.write_page(
        "statistics/statistics_list.html",
        INDEX,
        "Statistik",
        lead=describe_topics(build.archive, [each.topic for each in told]),
        rows=[
            (
                each,
                " ".join(say_dates(build.archive, each.sections[0].block)),
                find_entries(build.archive, each.topic.series)[0],
            )
            for each in told
        ],
        waiting=[row.name for row in indicators if row.valid_at(build.archive.today)],
    )


def describe_topics(archive: Archive, topics: Sequence[Topic]) -> str:
    """Say how much underlag there is, or that there is none; of what is withheld nobody is told."""
    if not topics and archive.reader:
        return "Inga tal från poster som gäller sprids hit."
    if not topics:
        return "Arkivet har inga tal som gäller."
    number = len({topic.indicator.slug for topic in topics})
    sources = len({topic.source.casefold() for topic in topics})
    many = capitalize(say_count(number, "indikator", "indikatorer"))
    return f"{many} från {say_count(sources, 'källa', 'källor')}, med alla tal som gäller och de tal som de har ersatt."
