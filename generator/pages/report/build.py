"""The monthly reports, the years they stand in, and the page above them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from generator.analysis import (
    find_day,
)
from generator.article.addresses import address_of
from generator.article.plain import write_numbers
from generator.figures import write_csv
from generator.pages.base import Desk, Link, Page
from generator.pages.report.changes import Change, Told, list_changes, tell_amendments
from generator.pages.report.compose import compose_report
from generator.pages.report.facts import find_report_facts
from generator.pages.report.parts import find_called_off, find_next_meeting
from generator.pages.report.sources import numbers_file
from generator.pages.shared.months import MonthlyCounts
from generator.pages.shared.words import (
    describe_coverage,
    describe_no_meeting,
    name_report,
    say_where,
)
from generator.records import (
    MALL,
    Archive,
    Report,
    Since,
    find_awaited_in,
    find_narrow,
    recipients_of,
)
from generator.swedish import capitalize, say_month

INDEX = "rapporter/index.html"


@dataclass(frozen=True, slots=True)
class Notes:
    """What is gone through once for all reports."""

    monthly: MonthlyCounts
    changes: list[Change]


def build_reports(desk: Desk) -> Iterator[Page]:
    """Build a page a month, a page a year, and the index."""
    notes = Notes(MonthlyCounts(desk), list_changes(desk.archive))
    reports = desk.archive.reports
    for report, previous, following in desk.link_neighbours(reports, name_month):
        build = build_report if report.meetings else build_without_meeting
        yield build(notes, report, previous, following)
    yield from desk.write_lists(
        "report/report_list.html",
        INDEX,
        "Lägesrapporter",
        reports,
        lambda report: report.id[:4],
        name_report=lambda report: name_report(desk.archive, report),
        describe_coverage=lambda report: describe_coverage(desk.archive, report),
    )


def build_report(
    notes: Notes, report: Report, previous: Link | None, following: Link | None
) -> Page:
    """Build the report of a month with meetings; statuses are told as of its own day."""
    desk = notes.monthly.desk
    facts = find_report_facts(notes.monthly, notes.changes, report)
    article = compose_report(facts)
    return desk.write_article(
        article,
        address_of(desk.archive, report),
        parent=INDEX,
        file=report.file.path if report.file else None,
        previous=previous,
        following=following,
        files={
            facts.months.file: write_csv(facts.months.grid),
            numbers_file(report): write_numbers(article),
        },
    )


def find_readers(archive: Archive, report: Report) -> dict[str, Any]:
    """Return who the report is for, and of a draft which entries are not meant for them."""
    adopted = report.file and report.file.adopted
    return {
        "recipients": recipients_of(archive, report.file),
        "narrow": [] if adopted else list(find_narrow(archive, report)),
    }


def build_without_meeting(
    notes: Notes, report: Report, previous: Link | None, following: Link | None
) -> Page:
    """Build the page of a month without a meeting: it says so and leads on."""
    desk = notes.monthly.desk
    planned = [m for m in desk.archive.meetings if report.start <= m.planned <= report.end]
    later = [row for row in desk.archive.reports if row.id > report.id and row.meetings]
    return desk.write_page(
        "report/report_without_meeting.html",
        address_of(desk.archive, report),
        name_report(desk.archive, report),
        parent=INDEX,
        file=report.file.path if report.file else None,
        # What has no record of its own rests on the plan.
        files=tuple(meeting.path for meeting in planned) or (MALL,),
        as_of=find_day(report, desk.archive.today),
        previous=previous,
        following=following,
        report=report,
        before=notes.monthly.before(report),
        after=later[0] if later else None,
        finding=describe_no_meeting(desk.archive, report),
        planned=[
            (day, desk.archive.meeting.get(f"{day}"))
            for day in find_awaited_in(desk.archive, report)
        ],
        called_off=find_called_off(desk.archive, report),
        say_where=lambda off: say_where(desk, off),
        next_meeting=find_next_meeting(desk.archive, report),
        **find_readers(desk.archive, report),
        amended=find_amended(desk, report),
    )


def find_amended(desk: Desk, report: Report) -> list[Told] | None:
    """Return what has changed since a report was adopted; None for an utkast."""
    since = desk.since.get(report.file.path, Since()) if report.file else Since()
    return tell_amendments(desk.archive, report, since)


def name_month(report: Report) -> str:
    """Write `November 2026`."""
    return capitalize(say_month(report.id))
