"""A series month by month: what every page that shows one draws, lists and says of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from generator.analysis import FIRST_STATE, Amount, Bounds, Followed, Run, Signal, State, Verdict
from generator.figures import WIDTH, Cell, Grid, Month, Months, Row
from generator.pages.shared.columns import Column
from generator.pages.shared.months import MONTHS_SHOWN, MonthlyCounts
from generator.records import Area, Decision, PlacedAction, Report, month_at
from generator.swedish import (
    SHORT_MONTHS,
    capitalize,
    decapitalize,
    join_words,
    round_off,
    say_count,
    say_day,
    say_month,
    say_number,
)

# Below a picture of thirteen months: the first and the last are named, and three between them.
NAMED_MONTHS = 3


PER_MONTH = "Händelser per månad"
EXPECTED = "Väntat"
LOWEST = "Lägst av en slump"
HIGHEST = "Högst av en slump"
MOST_TOLD = 4  # months that are named in a sentence
# What the shaded range is, wherever one is drawn.
BAND = (
    "Det skuggade fältet visar hur mycket talet kan variera av en slump. Det bygger på de tidigare "
    "månaderna med möte, högst tolv, och tar hänsyn till hur många dagar mötena täcker och vilka som "
    "har rapporterat. Ett tal i fältet säger inte att inget har ändrats."
)


@dataclass(frozen=True, slots=True)
class Point:
    """A month of a series: its händelser, and what is to be said of them."""

    column: Column
    amount: Amount
    signal: Signal | None

    @property
    def low(self) -> int | None:
        """The least that chance gives."""
        return self.signal.low if self.signal else None

    @property
    def high(self) -> int | None:
        """The greatest that chance gives."""
        return self.signal.high if self.signal else None

    @property
    def verdict(self) -> str:
        """What is said of it, or why nothing is."""
        return self.signal.verdict if self.signal else self.column.missing

    @property
    def expected(self) -> Amount:
        """What the earlier months give reason to expect, to a tenth."""
        if self.signal is None or self.signal.expected is None:
            return Amount(None, self.column.missing)
        return Amount(round_off(Decimal(self.signal.expected), 1))

    @property
    def band(self) -> tuple[Cell, Cell, Cell]:
        """What is expected, and the two, as a table has them, or why they are not known."""
        if self.low is not None and self.high is not None:
            return Cell(self.expected), Cell(Amount(self.low)), Cell(Amount(self.high))
        why = self.signal.verdict if self.signal else Amount(None, self.column.missing)
        return Cell(why), Cell(why), Cell(why)


@dataclass(frozen=True, slots=True)
class Steps:
    """What was done and decided in a month, oldest first."""

    done: tuple[PlacedAction, ...] = ()
    decided: tuple[Decision, ...] = ()

    @property
    def said(self) -> str:
        """All of it in words, as a table has it; of a decision that refused or put off, that it did."""
        done = (f"klar: {placed.action.what}" for placed in self.done)
        decided = (
            f"beslut: {decision.title}"
            if FIRST_STATE[decision.outcome] is State.DECIDED
            else f"beslut, {decision.outcome}: {decision.title}"
            for decision in self.decided
        )
        return "; ".join((*done, *decided))


@dataclass(frozen=True, slots=True)
class Course:
    """The händelser of a series, oldest month first; `anchor` is its place in a month's report."""

    name: str
    anchor: str
    points: tuple[Point, ...]

    @property
    def is_told(self) -> bool:
        """Whether it holds any number but zero."""
        return any(point.amount.value for point in self.points)

    @property
    def last(self) -> Point:
        """The newest month."""
        return self.points[-1]

    @property
    def told(self) -> Point:
        """The month that is told of: the newest one that is over, if any is."""
        over = [point for point in self.points if not point.column.under_way]
        return (over or self.points)[-1]

    @property
    def signal(self) -> Signal | None:
        """What is to be said of the month that is told of."""
        return self.told.signal

    @property
    def top(self) -> int:
        """The greatest number it holds or might have held."""
        values = [int(point.amount.known) for point in self.points if not point.amount.missing]
        return max(0, *values, *(point.high or 0 for point in self.points))

    @property
    def cells(self) -> Iterator[Cell]:
        """The numbers as a table has them, each leading to its entries in that month's report."""
        for point in self.points:
            target = f"{point.column.address}#{self.anchor}" if point.amount.value else ""
            yield Cell(point.amount, target)


def find_latest(monthly: MonthlyCounts) -> Report | None:
    """Return the newest month that had a meeting, or that will have none."""
    reports = monthly.build.archive.reports
    told = [row for row in reports if row.meetings or not monthly.column(row.id).under_way]
    return told[-1] if told else None


def find_columns(monthly: MonthlyCounts, number: int = MONTHS_SHOWN) -> tuple[Column, ...]:
    """Return the newest months of the archive, at most so many; none before its first."""
    latest = find_latest(monthly)
    columns = monthly.columns_of(latest, range(1 - number, 1)) if latest else ()
    return tuple(column for column in columns if column.report)


def find_course(
    monthly: MonthlyCounts,
    columns: Sequence[Column],
    run: Run,
    anchor: str,
    area: Area | None = None,
) -> Course:
    """Return a series over some months; an område with what chance can give."""
    points = (
        Point(
            column,
            run.at(month_at(column.month)),
            monthly.signals.of(column.report, area) if area and column.report else None,
        )
        for column in columns
    )
    return Course(area.name if area else "", anchor, tuple(points))


def make_months(course: Course, steps: Sequence[Steps] = ()) -> tuple[Month, ...]:
    """Return a series as a picture has it."""
    labels = label_months([point.column.month for point in course.points])
    return tuple(
        Month(
            point.amount,
            label,
            year,
            point.low,
            point.high,
            point.column.under_way,
            len(taken.done),
            len(taken.decided),
        )
        for point, (label, year), taken in zip(
            course.points, labels, steps or [Steps()] * len(course.points), strict=True
        )
    )


def find_steps(
    columns: Sequence[Column], actions: Iterable[Followed], decisions: Iterable[Decision]
) -> list[Steps]:
    """Return for each month which åtgärder were done in it, and which decisions made."""
    done = [
        (found.latest.row.day, placed)
        for placed, found in actions
        if found.state is State.DONE_ACTION and found.latest
    ]
    done.sort(key=lambda pair: pair[0])
    decided = sorted(decisions, key=lambda decision: decision.day)
    return [
        Steps(
            tuple(placed for day, placed in done if column.holds(day)),
            tuple(decision for decision in decided if column.holds(decision.day)),
        )
        for column in columns
    ]


def say_steps(columns: Sequence[Column], steps: Sequence[Steps]) -> Iterator[str]:
    """Yield in which months åtgärder were done and decisions made; of many months only how many."""
    for noun, neuter, numbers in (
        ("Klara åtgärder", False, [len(taken.done) for taken in steps]),
        ("Beslut", True, [len(taken.decided) for taken in steps]),
    ):
        told = [
            f"{say_count(number, '', '', neuter=neuter).strip()} {column.when}"
            for column, number in zip(columns, numbers, strict=True)
            if number
        ]
        if len(told) > MOST_TOLD:
            yield f"{noun} under månaderna: {say_number(sum(numbers))}."
        elif told:
            yield f"{noun}: {join_words(told)}."


def draw_course(course: Course, steps: Sequence[Steps] = ()) -> Months:
    """Return the picture of a series that stands alone."""
    return Months(make_months(course, steps), course.top, PER_MONTH, WIDTH)


def list_course(course: Course, steps: Sequence[Steps], *, judged: bool) -> Grid:
    """Return the table of a series: a row a month, newest last; `judged` with range and verdict."""
    columns = ["Händelser", *((EXPECTED, LOWEST, HIGHEST, "Bedömning") if judged else ())]
    marked = any(taken.said for taken in steps)
    rows = (
        Row(
            point.column.label,
            (
                cell,
                *((*point.band, Cell(point.verdict)) if judged else ()),
                *((Cell(taken.said),) if marked else ()),
            ),
        )
        for cell, point, taken in zip(course.cells, course.points, steps, strict=True)
    )
    return Grid("Månad", (*columns, *(("Klart och beslutat",) if marked else ())), tuple(rows))


def list_courses(columns: Sequence[Column], courses: Collection[Course]) -> Grid:
    """Return the table of several series: a row a month, each series with what chance gives."""
    heads = (
        head
        for course in courses
        for head in (
            course.name,
            *(f"{course.name}: {decapitalize(each)}" for each in (EXPECTED, LOWEST, HIGHEST)),
        )
    )
    numbers = [(list(course.cells), course) for course in courses]
    rows = []
    for place, column in enumerate(columns):
        cells = (c for own, course in numbers for c in (own[place], *course.points[place].band))
        rows.append(Row(column.label, tuple(cells), column.address if column.report else ""))
    return Grid("Månad", tuple(heads), tuple(rows))


def title_course(course: Course) -> str:
    """Say what the newest month of a judged series shows."""
    column = course.told.column
    if course.signal is None:
        return column.without
    if column.under_way:
        return say_unfinished(column)
    return {
        Verdict.MORE: f"Fler händelser än väntat {column.when}",
        Verdict.FEWER: f"Färre händelser än väntat {column.when}",
        Verdict.NORMAL: f"Antalet händelser {column.when} {Verdict.NORMAL}",
        Verdict.TOO_LITTLE: f"För lite underlag för att bedöma {column.name}",
        Verdict.UNKNOWABLE: f"{capitalize(column.name)} går ej att bedöma",
    }[course.signal.verdict]


def say_unfinished(column: Column) -> str:
    """Say that a month with meetings left is not judged; empty when it has none."""
    said = f"{capitalize(column.name)} är inte slut och bedöms inte än"
    return said if column.under_way else ""


def told_column(columns: Sequence[Column]) -> Column:
    """Return the month that is told of: the newest one that is over, if any is."""
    over = [column for column in columns if not column.under_way]
    return (over or columns)[-1]


def say_bounds(signal: Signal, bounds: Bounds | None) -> str:
    """Say a verdict, and from which numbers on another would have been given."""
    if bounds is None:
        return signal.verdict
    more = f"; det hade krävts minst {bounds.more} för ”fler”" if bounds.more else ""
    fewer = "" if bounds.fewer else "; talen är för små för att visa ”färre”"
    return f"{signal.verdict}{more}{fewer}"


def note_periods(columns: Sequence[Column], title: str = "") -> Iterator[str]:
    """Say when the newest month is not over, and which reports are over other days than a month.

    What the title above says is not said again.
    """
    newest = columns[-1]
    if newest.under_way and newest.report and newest.report.meetings:
        last = newest.report.meetings[-1].day
        again = title == say_unfinished(newest)
        first = "" if again else f"{capitalize(newest.name)} är inte slut och jämförs inte. "
        yield f"{first}Talen gäller mötena till och med den {say_day(last)}."
    odd = [column for column in columns if column.report and not column.report.is_month]
    if odd:
        said = (f"{column.name} ({say_month(column.month)})" for column in odd)
        yield f"Alla rapporter gäller inte en hel månad. Andra perioder: {join_words(said)}."


def label_months(months: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield what is written below each of many months: every third is named, from the last.

    The year stands below the first that is named, and below the first of each new year.
    """
    year = ""
    for number, month in enumerate(months, 1):
        if (len(months) - number) % NAMED_MONTHS:
            yield "", ""
            continue
        label, its_year = SHORT_MONTHS[int(month[5:]) - 1], month[:4]
        yield label, "" if its_year == year else its_year
        year = its_year
