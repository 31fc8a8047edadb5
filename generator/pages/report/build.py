"""The monthly reports, the years they stand in, and the page above them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from generator.analysis import find_day
from generator.article.addresses import address_of, edition_page
from generator.article.plain import write_numbers
from generator.figures import write_csv
from generator.pages.base import Build, Link, Page
from generator.pages.report.compose import compose_report
from generator.pages.report.editions import find_dispatched, find_editions, open_sent
from generator.pages.report.facts import find_report_facts
from generator.pages.report.follow_up import with_all_groups
from generator.pages.report.parts import find_called_off, find_next_meeting
from generator.pages.report.sent.show import show_earlier, show_sent
from generator.pages.report.sources import numbers_file, with_dispatched
from generator.pages.shared.changes import Change, list_changes, tell_amendments
from generator.pages.shared.months import MonthlyCounts, monthly_of
from generator.pages.shared.words import (
    describe_coverage,
    describe_no_meeting,
    name_report,
    say_where,
)
from generator.records import MALL, Report, find_awaited_in, recipients_of
from generator.swedish import capitalize, say_month

INDEX = "rapporter/index.html"


@dataclass(frozen=True, slots=True)
class Notes:
    """What is gone through once for all reports."""

    monthly: MonthlyCounts
    changes: list[Change]


def build_reports(build: Build) -> Iterator[Page]:
    """Build a page a month, a page a year, and the index."""
    notes = Notes(monthly_of(build), list_changes(build.archive))
    reports = build.archive.reports
    for report, previous, following in build.link_neighbours(reports, name_month):
        builder = build_report if report.meetings else build_without_meeting
        stays = build.find_unchanged_page(report, report.end)
        yield stays or builder(notes, report, previous, following)
        yield from build_earlier(build, report)
    yield from build.write_lists(
        "report/report_list.html",
        INDEX,
        "Lägesrapporter",
        reports,
        lambda report: report.id[:4],
        name_report=lambda report: name_report(build.archive, report),
        describe_coverage=lambda report: describe_coverage(build, report),
    )


def build_report(
    notes: Notes, report: Report, previous: Link | None, following: Link | None
) -> Page:
    """Build the report of a month with meetings; statuses are told as of its own day."""
    build = notes.monthly.build
    facts = find_report_facts(notes.monthly, notes.changes, report)
    article = compose_report(facts)
    files = {facts.months.file: write_csv(facts.months.grid)}
    dispatched = find_dispatched(build.archive, report, *find_editions(build.archive, report)[-1:])
    # A report that has been sent stays what was sent.
    if sent := open_sent(build.archive, report):
        article, files = show_sent(build, report, sent, article), {}
    return build.write_article(
        with_all_groups(with_dispatched(article, dispatched)),
        address_of(build.archive, report),
        parent=INDEX,
        file=report.file.path if report.file else None,
        previous=previous,
        following=following,
        files={**files, numbers_file(report.id): write_numbers(sent or article)},
    )


def build_earlier(build: Build, report: Report) -> Iterator[Page]:
    """Build a page for each edition that a later one has replaced."""
    for earlier, later in pairwise(find_editions(build.archive, report)):
        article = show_earlier(build, report, earlier, later)
        if article:
            page = edition_page(earlier)
            yield build.write_article(
                article,
                f"{page}.html",
                parent=address_of(build.archive, report),
                files={numbers_file(page.partition("/")[2]): write_numbers(article)},
            )


def build_without_meeting(
    notes: Notes, report: Report, previous: Link | None, following: Link | None
) -> Page:
    """Build the page of a month without a meeting: it says so and leads on."""
    build = notes.monthly.build
    planned = [m for m in build.archive.meetings if report.start <= m.planned <= report.end]
    later = [row for row in build.archive.reports if row.id > report.id and row.meetings]
    return build.write_page(
        "report/report_without_meeting.html",
        address_of(build.archive, report),
        name_report(build.archive, report),
        parent=INDEX,
        file=report.file.path if report.file else None,
        # What has no record of its own rests on the plan.
        files=tuple(meeting.path for meeting in planned) or (MALL,),
        as_of=find_day(report, build.archive.today),
        previous=previous,
        following=following,
        report=report,
        before=notes.monthly.before(report),
        after=later[0] if later else None,
        finding=describe_no_meeting(build.archive, report),
        planned=[
            (day, build.archive.meeting.get(f"{day}"))
            for day in find_awaited_in(build.archive, report)
        ],
        called_off=find_called_off(build.archive, report),
        say_where=lambda off: say_where(build, off),
        next_meeting=find_next_meeting(build.archive, report),
        recipients=recipients_of(build.archive, report.file),
        amended=tell_amendments(build.archive, report, build.since_of(report)),
    )


def name_month(report: Report) -> str:
    """Write `November 2026`."""
    return capitalize(say_month(report.id))
