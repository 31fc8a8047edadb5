"""What the months of all områden say together: for the first page and the index of områden."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.analysis import Verdict
from generator.figures import (
    AREAS,
    EVENTS,
    Figure,
    describe,
    title_verdicts,
)
from generator.pages.shared.columns import Column
from generator.pages.shared.counts import MonthlyCounts
from generator.pages.shared.courses import (
    Course,
    find_columns,
    find_course,
    list_courses,
    note_periods,
    say_bounds,
    say_unfinished,
    told_column,
)
from generator.records import Area
from generator.swedish import capitalize, decapitalize, join_names


def chart_start(monthly: MonthlyCounts) -> Iterator[Figure]:
    """Say what stands out, with every number as a table; nothing before the first meeting."""
    columns = find_columns(monthly)
    if not columns:
        return
    courses = dict(find_courses(monthly, columns))
    verdicts = {
        area.name: course.signal.verdict for area, course in courses.items() if course.signal
    }
    told = told_column(columns)
    said = title_verdicts(AREAS, verdicts)
    # What follows a colon begins small, but for the name of an område.
    said = said if said.startswith(tuple(verdicts)) else decapitalize(said)
    title = f"{capitalize(told.name)}: {said}" if verdicts else f"Inget möte {told.when}"
    yield Figure(
        anchor="_bild-oversikt",
        title=say_unfinished(told) or title,
        sentences=tuple(say_outside(monthly, courses, told)),
        pictures=(),
        grid=list_courses(columns, courses.values()),
        file="omraden-12-manader.csv",
        notes=tuple(note_periods(columns)),
    )


def find_courses(
    monthly: MonthlyCounts, columns: Sequence[Column]
) -> Iterator[tuple[Area, Course]]:
    """Yield every område in use with its months."""
    for area in monthly.desk.archive.mall.areas:
        run = monthly.area_runs[area.slug]
        course = find_course(monthly, columns, run, f"_lage-{area.slug}", area)
        if area.valid_at(monthly.desk.archive.today) or course.is_told:
            yield area, course


def say_outside(
    monthly: MonthlyCounts, courses: dict[Area, Course], column: Column
) -> Iterator[str]:
    """Yield a sentence an område outside what chance gives, then which could not be judged.

    The number of the only one that could be judged is told too.
    """
    verdicts = {area: course.signal.verdict for area, course in courses.items() if course.signal}
    normal = [area for area, verdict in verdicts.items() if verdict is Verdict.NORMAL]
    outside = [a for a, verdict in verdicts.items() if verdict in (Verdict.MORE, Verdict.FEWER)]
    is_alone = len(normal) == 1 and not outside
    for area in normal if is_alone else outside:
        comparison = monthly.compare(monthly.area_runs[area.slug], column)
        report, signal = column.report, courses[area].signal
        bounds = monthly.signals.bounds(report, area) if report else None
        verdict = say_bounds(signal, bounds) if signal else ""
        yield describe(area.name, EVENTS, comparison, verdict=verdict, dated=True)
    for unjudged, verb in ((Verdict.TOO_LITTLE, " har"), (Verdict.UNKNOWABLE, "")):
        names = [area.name for area, verdict in verdicts.items() if verdict is unjudged]
        if names and len(names) < len(courses):
            yield f"{join_names(names)}{verb} {unjudged}."
