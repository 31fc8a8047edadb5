"""Thirteen months of every område with the range that chance gives, and what stands out of it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from generator.analysis import Bounds, Comparison, Signal, Verdict
from generator.figures import (
    AREAS,
    EVENTS,
    Figure,
    Months,
    describe,
    describe_idle,
    describe_unjudged,
    explain_signs,
    title_verdicts,
)
from generator.pages.report.parts import AreaPart
from generator.pages.shared.counts import MonthlyCounts
from generator.pages.shared.courses import (
    BAND,
    Course,
    find_course,
    list_courses,
    make_months,
    say_bounds,
    say_unfinished,
)
from generator.records import Area, ProblemType, Report


def chart_months(monthly: MonthlyCounts, report: Report, areas: Sequence[AreaPart]) -> Figure:
    """Show every område by month, all to one scale, and say what stands out."""
    columns = monthly.year(report)
    courses = {
        part.area: find_course(
            monthly, columns, monthly.area_runs[part.area.slug], part.anchor, part.area
        )
        for part in areas
        if part.area
    }
    verdicts = {
        area.name: course.last.signal.verdict
        for area, course in courses.items()
        if course.last.signal
    }
    return Figure(
        anchor="_bild-manader",
        title=say_unfinished(columns[-1]) or title_verdicts(AREAS, verdicts),
        sentences=tuple(say_months(monthly, report, courses)),
        pictures=tuple(draw_courses(courses.values())),
        grid=list_courses(columns, courses.values()),
        file=f"rapporter/{report.id}-manader.csv",
        notes=tuple(say_notes(monthly, report, courses.values())),
    )


def draw_courses(courses: Collection[Course]) -> Iterator[Months]:
    """Yield a panel an område."""
    top = max((course.top for course in courses), default=0)
    for course in courses:
        yield Months(make_months(course), top, course.name, explained=False)


def say_months(
    monthly: MonthlyCounts, report: Report, courses: Mapping[Area, Course]
) -> Iterator[str]:
    """Yield a sentence an område, one for all with too little, and one a problemtyp outside."""
    column = monthly.column(report.id)
    few: dict[str, Comparison] = {}
    for area, course in courses.items():
        signal = course.last.signal
        comparison = monthly.compare(monthly.area_runs[area.slug], column)
        is_few = signal is not None and signal.verdict is Verdict.TOO_LITTLE
        if is_few and not comparison.tells_months and comparison.now.value is not None:
            few[area.name] = comparison
        else:
            yield say_one(area, comparison, signal, monthly.signals.bounds(report, area))
    if few:
        yield describe_unjudged(EVENTS, few, alone=len(few) == len(courses))
    for row in monthly.desk.archive.mall.problem_types:
        signal = monthly.signals.of(report, row)
        if signal and signal.verdict in (Verdict.MORE, Verdict.FEWER):
            yield say_one(row, monthly.compare(monthly.type_runs[row.slug], column), signal)


def say_notes(monthly: MonthlyCounts, report: Report, courses: Collection[Course]) -> Iterator[str]:
    """Yield what the signs and the band are, and which months of the sums had no meeting."""
    signs = explain_signs(point.amount for course in courses for point in course.points)
    if signs:
        yield signs
    yield BAND
    idle = describe_idle(monthly.compare(monthly.all_events, monthly.column(report.id)))
    if idle:
        yield idle


def say_one(
    subject: Area | ProblemType,
    comparison: Comparison,
    signal: Signal | None,
    bounds: Bounds | None = None,
) -> str:
    """Say how many, against the month before, and whether chance may have done it, or why not."""
    if signal is None:
        return describe(subject.name, EVENTS, comparison)
    said = describe(subject.name, EVENTS, comparison, verdict=say_bounds(signal, bounds))
    is_told = signal.verdict is Verdict.UNKNOWABLE and not comparison.under_way
    why = signal.reason if is_told else ""
    return f"{said} {why}".rstrip()
