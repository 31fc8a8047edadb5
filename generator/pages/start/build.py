"""The first page: what has changed, what awaits a decision, what is late, and how to report."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from generator.analysis import Late, Standing, Verdict, find_coverage, find_standing, find_waiting
from generator.figures import AREAS, EVENTS, Figure, describe, title_verdicts
from generator.pages.base import Build, Page
from generator.pages.coverage.build import describe_complete
from generator.pages.feeds.calendar import CALENDAR, write_calendar
from generator.pages.feeds.feed import FEED, write_feed
from generator.pages.shared.board import find_courses, make_latest_board
from generator.pages.shared.columns import Column
from generator.pages.shared.courses import (
    Course,
    find_columns,
    list_courses,
    note_periods,
    say_bounds,
    say_unfinished,
    told_column,
)
from generator.pages.shared.finding import find_lead
from generator.pages.shared.months import MonthlyCounts, monthly_of
from generator.pages.shared.proposals import name_proposal, say_waiting
from generator.records import Area, find_coming
from generator.swedish import capitalize, decapitalize, join_names, say_count, say_day


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
    title = f"{capitalize(told.name)}: {said}" if verdicts else told.without
    title = say_unfinished(told) or title
    yield Figure(
        anchor="_bild-oversikt",
        title=title,
        sentences=tuple(say_outside(monthly, courses, told)),
        pictures=(),
        grid=list_courses(columns, courses.values()),
        file="omraden-12-manader.csv",
        notes=tuple(note_periods(columns, title)),
    )


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


def build_start(build: Build) -> Iterator[Page]:
    """Build `index.html`, also for an archive that is empty or has held no meeting yet."""
    archive, chain, today = build.archive, build.chain, build.archive.today
    latest = archive.held_meetings[-1] if archive.held_meetings else None
    adopted = [r for r in archive.reports if r.adopted]
    feeds = {CALENDAR: write_calendar(build), FEED: write_feed(build)}
    files = {address: text for address, text in feeds.items() if text}
    page = build.write_page(
        "start/start.html",
        "index.html",
        f"Lägesbilder i {archive.mall.short_name}",
        figures=tuple(chart_start(monthly_of(build))),
        latest=latest,
        finding=find_lead(chain, latest) if latest else None,
        board=make_latest_board(monthly_of(build)),
        beginning=describe_beginning(build),
        coverage=find_coverage(archive, latest) if latest else None,
        describe_complete=describe_complete,
        waiting=find_waiting(chain, today),
        say_waiting=say_waiting,
        late=Late(chain, today),
        report=adopted[-1] if adopted else None,
        name_proposal=partial(name_proposal, build.chain),
        next_day=next(iter(find_coming(archive)), None),
        calendar=CALENDAR,
        feed=FEED if FEED in files else "",
    )
    yield replace(page, files=files)


def describe_beginning(build: Build) -> str:
    """Say what there is before the first meeting is held: nothing, or entries that wait for it."""
    archive = build.archive
    day = next(iter(find_coming(archive)), None)
    if not archive.entries and not archive.meetings:
        when = f", som är planerat till den {say_day(day)}" if day else ""
        return (
            f"Arkivet är tomt än så länge. Här visas lägesbilden efter gruppens första möte{when}."
        )
    waiting = (e for e in archive.entries if find_standing(archive, e) is Standing.WAITING)
    planned = [archive.meeting[archive.taken_up_at(entry)] for entry in waiting]
    if not planned:
        first = f" Det första är planerat till den {say_day(day)}." if day else ""
        return f"Inget möte har hållits än.{first}"
    days = sorted({meeting.planned for meeting in planned if not meeting.called_off})
    posts = capitalize(say_count(len(planned), "post väntar", "poster väntar"))
    if len(days) == 1:
        return f"Inget möte har hållits än. {posts} på mötet den {say_day(days[0])}."
    first = f" Det första är den {say_day(days[0])}." if days else ""
    return f"Inget möte har hållits än. {posts} på kommande möten.{first}"
