"""The figures of an område's page: its months with what chance can give, and its problem types."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.analysis import NO_MATERIAL, Amount, Comparison, Followed, Signal, Verdict, compare
from generator.figures import (
    EVENTS,
    Cell,
    Figure,
    Grid,
    Row,
    describe,
    describe_idle,
    describe_year,
)
from generator.pages.shared.columns import Column
from generator.pages.shared.courses import (
    BAND,
    Point,
    Steps,
    draw_course,
    find_columns,
    find_course,
    find_steps,
    list_course,
    note_periods,
    say_bounds,
    say_steps,
    title_course,
    told_column,
)
from generator.pages.shared.months import MonthlyCounts
from generator.pages.shared.words import name_most
from generator.records import Area, Decision, ProblemType, month_at
from generator.swedish import decapitalize

LATEST = "Senaste 12 månaderna"
BEFORE = "12 månaderna före"


@dataclass(frozen=True, slots=True)
class TypeLine:
    """A problem type's last twelve months beside the twelve before, and its newest month's verdict."""

    type: ProblemType
    comparison: Comparison
    signal: Signal | None

    @property
    def latest(self) -> Amount:
        """The händelser of the last twelve months."""
        assert self.comparison.rolling
        return self.comparison.rolling.now.total

    @property
    def before(self) -> Amount:
        """The händelser of the twelve before."""
        assert self.comparison.rolling
        return self.comparison.rolling.before.total

    @property
    def is_outside(self) -> bool:
        """Whether chance would hardly give the newest month."""
        verdict = self.signal.verdict if self.signal else None
        return verdict in (Verdict.MORE, Verdict.FEWER)


def chart_area(
    monthly: MonthlyCounts, area: Area, actions: Iterable[Followed], decisions: Iterable[Decision]
) -> Iterator[Figure]:
    """Yield the figures of an område; none before the first meeting."""
    columns = find_columns(monthly)
    if columns:
        yield chart_months(monthly, area, columns, find_steps(columns, actions, decisions))
        yield from chart_types(monthly, area, told_column(columns))


def chart_months(
    monthly: MonthlyCounts, area: Area, columns: Sequence[Column], steps: Sequence[Steps]
) -> Figure:
    """Show an område month by month, and whether the newest is more than chance."""
    run = monthly.area_runs[area.slug]
    course = find_course(monthly, columns, run, f"_lage-{area.slug}", area)
    comparison = monthly.compare(run, course.told.column)
    # That the archive has nothing of a meeting the plan has is said by the title.
    is_unknown = course.signal is None and course.told.column.awaited
    said = (
        "" if is_unknown else describe("", EVENTS, comparison, dated=True),
        "" if comparison.leads else describe_year("", EVENTS, comparison, dated=True),
        say_chance(monthly, area, course.told),
        " ".join(say_steps(columns, steps)),
    )
    banded = any(point.low is not None for point in course.points)
    title = title_course(course)
    notes = (BAND if banded else "", describe_idle(comparison), *note_periods(columns, title))
    return Figure(
        anchor="_bild-manader",
        title=title,
        sentences=tuple(filter(None, said)),
        pictures=(draw_course(course, steps),),
        grid=list_course(course, steps, judged=banded),
        file=f"omraden/{area.slug}-manader.csv",
        notes=tuple(filter(None, notes)),
    )


def say_chance(monthly: MonthlyCounts, area: Area, point: Point) -> str:
    """Say what chance gives a month and from where more would have been said, or why nobody knows."""
    signal = point.signal
    # That a month is not over stands in the heading.
    if point.column.under_way:
        return ""
    if signal is None or point.column.report is None or signal.low is None:
        return signal.reason if signal else ""
    said = f"Väntat var {point.expected}, och slumpen kan ge {signal.low}–{signal.high}"
    bounds = monthly.signals.bounds(point.column.report, area)
    return f"{said}; talet {say_bounds(signal, bounds)}." if bounds else f"{said}."


def chart_types(monthly: MonthlyCounts, area: Area, column: Column) -> Iterator[Figure]:
    """List the problem types of the last twelve months, most first; none without a händelse."""
    lines = sorted(find_lines(monthly, area, column), key=lambda line: -(line.latest.value or 0))
    if not lines:
        return
    is_known = all(not line.before.missing for line in lines)
    series = (LATEST, BEFORE) if is_known else (LATEST,)
    outside = tuple(
        describe(
            line.type.name,
            EVENTS,
            line.comparison,
            verdict=line.signal.verdict if line.signal else "",
            dated=True,
        )
        for line in lines
        if line.is_outside
    )
    yield Figure(
        anchor="_bild-problemtyper",
        title=title_types({line.type.name: int(line.latest.value or 0) for line in lines}),
        sentences=outside or (say_none_outside(lines, column),),
        pictures=(),
        grid=Grid(
            "Problemtyp",
            (*series, f"Bedömning {column.label}"),
            tuple(list_line(line, area, is_known) for line in lines),
        ),
        file=f"omraden/{area.slug}-problemtyper.csv",
        notes=() if is_known else (say_unknown(),),
    )


def count_latest(monthly: MonthlyCounts, area: Area) -> dict[str, Amount]:
    """Return the last twelve months' händelser by slug of problem type, and under "" those of all.

    Empty before the first meeting, and until the archive has twelve months.
    """
    columns = find_columns(monthly)
    if not columns:
        return {}
    month = month_at(told_column(columns).month)
    runs = {row.slug: monthly.type_runs[row.slug] for row in area.problem_types}
    runs[""] = monthly.area_runs[area.slug]
    found = {slug: compare(run, month).rolling for slug, run in runs.items()}
    totals = {slug: rolling.now.total for slug, rolling in found.items() if rolling}
    return totals if any(total.missing != NO_MATERIAL for total in totals.values()) else {}


def title_types(numbers: Mapping[str, int]) -> str:
    """Say which problem type had most in the twelve months, or that only one had any."""
    told = [name for name, number in numbers.items() if number]
    which = "Alla händelser" if sum(numbers.values()) > 1 else "Den enda händelsen"
    return name_most(
        {decapitalize(name): number for name, number in numbers.items()},
        f"{which if len(told) == 1 else 'Flest händelser'} på 12 månader gäller {{}}",
        "Händelserna på 12 månader är spridda över {} problemtyper",
        "Inga händelser på 12 månader",
    )


def find_lines(monthly: MonthlyCounts, area: Area, column: Column) -> Iterator[TypeLine]:
    """Yield the problem types that the last twelve months, or those before, have händelser of."""
    for row in area.problem_types:
        comparison = compare(monthly.type_runs[row.slug], month_at(column.month))
        signal = monthly.signals.of(column.report, row) if column.report else None
        line = TypeLine(row, comparison, signal)
        if line.latest.value or line.before.value:
            yield line


def list_line(line: TypeLine, area: Area, is_known: bool) -> Row:
    """Return a problem type's row; its numbers lead to its entries on the område's page."""
    target = f"omraden/{area.slug}.html#_{line.type.slug}"
    amounts = (line.latest, line.before) if is_known else (line.latest,)
    verdict = line.signal.verdict if line.signal else line.comparison.now.missing
    cells = (Cell(amount, target if amount.value else "") for amount in amounts)
    return Row(line.type.name, (*cells, Cell(verdict)), target)


def say_none_outside(lines: Sequence[TypeLine], column: Column) -> str:
    """Say that no problem type had more or fewer than chance gives, or that none can be judged."""
    normal = [line for line in lines if line.signal and line.signal.verdict is Verdict.NORMAL]
    if column.report is None or not column.report.meetings:
        return f"{column.without}."
    if not normal:
        who, each = ("Problemtyperna", " var för sig") if len(lines) > 1 else ("Problemtypen", "")
        return f"{who} har för få händelser för att bedömas{each} {column.when}."
    return f"För ingen problemtyp går antalet {column.when} att skilja från slumpen."


def say_unknown() -> str:
    """Say why the twelve months before cannot be shown."""
    return "Underlaget täcker inte de 12 månaderna före: arkivet går inte så långt tillbaka."
