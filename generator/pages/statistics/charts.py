"""A block of underlag as a figure: its leading series over time, or its rows side by side."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.analysis import amount_of
from generator.figures import (
    Against,
    Bar,
    Bars,
    Cell,
    Dot,
    Figure,
    Grid,
    Lines,
    Picture,
    Row,
    describe,
    describe_year,
    noun_of,
    share_key,
)
from generator.pages.statistics.topics import Branch
from generator.pages.statistics.view import (
    MOST_LINES,
    Chart,
    amount_at,
    changed_cell,
    link_cell,
    name_axis,
    name_sums,
    say_shown,
    several,
    sums_of,
    year_before,
)
from generator.records import Period, Series, may_hold_more
from generator.swedish import join_words

# So many rows of bars a reader takes in, and a table beside them.
MOST_BARS = 20
MOST_ROWS = 12
SAID = 4
PANEL = 264
PERCENT_LAST = re.compile(r" \(\d+\s+procent \w+\)$")


def chart_block(chart: Chart) -> Figure:
    """Show a block as lines where it has a history, else as bars."""
    block = chart.block
    rest = block.branches if len(block.branches) <= MOST_ROWS else ()
    first = say_row(chart, block.lead, block.place)
    pictures: tuple[Picture, ...]
    if chart.drawn:
        shown, pictures = chart.drawn, share_key(list(draw_lines(chart)))
        grid = list_periods(chart, join_branches(shown, rest))
    else:
        shown = sort_by_size(chart, block.leading(MOST_BARS))
        pictures = (draw_bars(chart, shown),) if len(shown) > 1 else ()
        grid = list_branches(chart, join_branches(shown, rest))
    return Figure(
        anchor=chart.anchor,
        # A heading leaves out what the change is in percent.
        title=PERCENT_LAST.sub("", first.removesuffix(".")),
        sentences=tuple(say_rows(chart)),
        pictures=pictures,
        grid=grid,
        file=chart.file,
        notes=tuple(say_shown(len(shown), len(block.branches), MOST_ROWS)),
    )


def say_rows(chart: Chart) -> Iterator[str]:
    """Yield the year so far of the first row, then a sentence for each of the other leading rows."""
    lead = chart.block.lead
    noun, told = noun_of(chart.block.unit), chart.of(lead)
    newest, year = chart.block.newest, several(told.year)
    if year and year.now.total.value is not None:
        yield describe_year(lead.name, noun, told, dated=True)
    for base in filter(None, (newest.shifted(-1), newest.year_before)):
        if names := find_missing(chart, lead, base):
            yield f"För {base.short} saknas tal för {join_words(names)}, så summan jämförs inte med den."
    others = [branch for branch in chart.block.leading(MOST_LINES) if branch is not lead]
    for branch in others[: SAID - 1]:
        yield say_row(chart, branch)


def say_row(chart: Chart, branch: Branch, place: str = "") -> str:
    """Say a row's newest number against the year before, else against the period before."""
    comparison = chart.of(branch)
    name = f"{branch.name}, {place}" if place else branch.name
    newest = chart.block.newest
    has_year, has_previous = (
        amount.value is not None and not find_missing(chart, branch, base)
        for amount, base in (
            (comparison.last_year, newest.year_before),
            (comparison.previous, newest.shifted(-1)),
        )
    )
    against = Against.PREVIOUS if has_previous and not has_year else Against.LAST_YEAR
    said = describe(name, noun_of(chart.block.unit), comparison, against=against, dated=True)
    # With nothing to hold it against, the number is told alone.
    return said if has_year or has_previous else f"{said.removesuffix('.').partition('; ')[0]}."


def find_missing(chart: Chart, branch: Branch, base: Period | None) -> list[str]:
    """Return the rows that a sum has in the newest period and not in another; none for another row.

    A total of all there is may be of more than the table has, so no row of it says what it lacks.
    """
    if base is None or not branch.series.total or may_hold_more(branch.name):
        return []
    if amount_at(branch.series, base).value is None:
        return []
    return [
        row.name
        for row in chart.block.branches
        if row.depth == branch.depth and not row.series.total
        if amount_at(row.series, chart.block.newest).value is not None
        and amount_at(row.series, base).value is None
    ]


def draw_lines(chart: Chart) -> Iterator[Lines]:
    """Yield a panel for each row that is drawn."""
    many = len(chart.drawn) > 1
    axis = list(name_axis(chart.window))
    # Places are compared with each other, a part is too small beside its total.
    reach, depth = chart.extremes if chart.block.by_place else (0, 0)
    for branch in chart.drawn:
        dots = (
            make_dot(branch.series, period, label, year)
            for period, (label, year) in zip(chart.window, axis, strict=True)
        )
        yield Lines(tuple(dots), branch.name, PANEL, reach, depth) if many else Lines(tuple(dots))


def make_dot(series: Series, period: Period, label: str, year: str) -> Dot:
    """Return a period of a line."""
    point, before = series.at(period), year_before(period)
    return Dot(
        name=period.short,
        amount=amount_at(series, period),
        before_name=before.short if before else "",
        before=amount_at(series, before),
        replaced=tuple(amount_of(old) for old in point.changes if old.value is not None)
        if point
        else (),
        preliminary=bool(point and point.holds.preliminary),
        label=label,
        year=year,
    )


def draw_bars(chart: Chart, branches: Sequence[Branch]) -> Bars:
    """Draw the newest number of each row beside those it is compared with."""
    columns = find_columns(chart, branches)
    return Bars(
        tuple(period.short for period in columns),
        tuple(
            Bar(
                branch.name,
                amount_at(branch.series, columns[0]),
                tuple(amount_at(branch.series, period) for period in columns[1:]),
            )
            for branch in branches
        ),
    )


def find_columns(chart: Chart, branches: Sequence[Branch]) -> list[Period]:
    """Return the newest period, then those before it that some row has a number for."""
    newest = chart.block.newest
    earlier = dict.fromkeys(filter(None, (newest.shifted(-1), newest.year_before)))
    known = (
        period
        for period in earlier
        if any(amount_at(branch.series, period).value is not None for branch in branches)
    )
    return [newest, *known]


def list_branches(chart: Chart, branches: Sequence[Branch]) -> Grid:
    """Return the table of bars: a row each, those that are drawn first."""
    columns = find_columns(chart, branches)
    rows = (
        Row(
            branch.name,
            tuple(link_cell(chart.archive, branch.series, period) for period in columns),
        )
        for branch in branches
    )
    return Grid(chart.block.corner, tuple(period.short for period in columns), tuple(rows))


def list_periods(chart: Chart, branches: Sequence[Branch]) -> Grid:
    """Return the table of lines: a row a period, then the sums that the sentences tell."""
    changed = [branch for branch in branches if any(p.changes for p in branch.series.points)]
    before = (year_before(period) for period in chart.window)
    periods = sorted({*chart.window, *filter(None, before)})
    rows = (
        Row(
            period.short,
            (
                *(link_cell(chart.archive, branch.series, period) for branch in branches),
                *(changed_cell(chart.archive, branch.series, period) for branch in changed),
            ),
        )
        for period in periods
        if any(branch.series.at(period) for branch in branches) or period in chart.window
    )
    columns = (*(b.name for b in branches), *(f"{b.name}, före ändring" for b in changed))
    return Grid("Period", columns, (*rows, *list_sums(chart, branches, len(changed))))


def list_sums(chart: Chart, branches: Sequence[Branch], blank: int) -> Iterator[Row]:
    """Yield the year so far and the last twelve months with those before them, where they are known."""
    for name, amounts in zip(
        name_sums(chart.block.newest),
        zip(*(sums_of(chart.of(branch)) for branch in branches), strict=True),
        strict=True,
    ):
        if any(amount.value is not None for amount in amounts):
            yield Row(name, (*map(Cell, amounts), *[Cell("")] * blank))


def sort_by_size(chart: Chart, branches: Sequence[Branch]) -> list[Branch]:
    """Return rows by their newest number, the greatest first, those without one last."""
    newest = chart.block.newest
    values = {branch.series.key: amount_at(branch.series, newest).value for branch in branches}

    def place_of(branch: Branch) -> tuple[bool, float]:
        value = values[branch.series.key]
        return value is None, -float(value or 0)

    return sorted(branches, key=place_of)


def join_branches(first: Sequence[Branch], rest: Sequence[Branch]) -> list[Branch]:
    """Return the rows that are drawn, then the rest of them."""
    return [*first, *(branch for branch in rest if branch not in first)]
