"""The monthly reports, the years they stand in, and the page above them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from generator.analysis import (
    Actions,
    Chain,
    FollowedDecision,
    count_posts,
    find_day,
    find_decisions,
    find_promises,
    told_by,
)
from generator.pages.addresses import address_of
from generator.pages.amendments import Told, tell_amendments
from generator.pages.charts.report_underlag import Given, find_given
from generator.pages.charts.reports import chart_report
from generator.pages.coverage import CELLS, NOT_EXPECTED
from generator.pages.desk import Desk
from generator.pages.finding import describe_meeting, name_proposal
from generator.pages.moved import say_where
from generator.pages.outcome import describe_followed
from generator.pages.page import Link, Page
from generator.pages.post_words import say_never
from generator.pages.report_book import Book
from generator.pages.report_cells import add_rows
from generator.pages.report_figures import find_areas, find_places, find_times
from generator.pages.report_limits import (
    Change,
    find_ahead,
    find_called_off,
    find_changes,
    find_next_meeting,
    list_changes,
)
from generator.pages.report_words import (
    describe_comparison,
    describe_coverage,
    describe_no_meeting,
    name_report,
    say_meetings,
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
# The eleven parts in their order: the section's id and its heading.
PARTS = (
    ("_sammanfattning", "Sammanfattning"),
    ("_forslag", "Att ta ställning till"),
    ("_beslut", "Uppföljning av beslut"),
    ("_lage", "Läget per område"),
    ("_fokus", "Platser och tider i fokus"),
    ("_atgarder", "Åtgärder"),
    ("_loften", "Uppföljning av medborgarlöfte, inriktningsbeslut och åtgärdsplan"),
    ("_underlag", "Statistik"),
    ("_kommande", "Kommande"),
    ("_kallor", "Källor och begränsningar"),
    ("_kontakt", "Kontakt"),
)


@dataclass(frozen=True, slots=True)
class Notes:
    """What is gone through once for all reports."""

    book: Book
    changes: list[Change]


def build_reports(desk: Desk) -> Iterator[Page]:
    """Build a page a month, a page a year, and the index."""
    notes = Notes(Book(desk), list_changes(desk.archive))
    reports = desk.archive.reports
    for report, previous, following in desk.link_neighbours(reports, name_month):
        build = build_report if report.meetings else build_without_meeting
        yield build(notes, report, previous, following)
    by_year = [
        (year, list(group)) for year, group in groupby(reversed(reports), key=lambda r: r.id[:4])
    ]
    for year, group in by_year:
        yield build_list(desk, f"rapporter/{year}.html", f"Lägesrapporter {year}", [(None, group)])
    yield build_list(desk, INDEX, "Lägesrapporter", by_year)


def build_list(
    desk: Desk, address: str, title: str, groups: list[tuple[str | None, list[Report]]]
) -> Page:
    """Build a list of reports, newest first, by year if they have one."""
    return desk.write_page(
        "report_list.html",
        address,
        title,
        parent="index.html" if address == INDEX else INDEX,
        groups=groups,
        name_report=lambda report: name_report(desk.archive, report),
        describe_coverage=lambda report: describe_coverage(desk.archive, report),
    )


def build_report(
    notes: Notes, report: Report, previous: Link | None, following: Link | None
) -> Page:
    """Build the report of a month with meetings; statuses are told as of its own day."""
    desk, book = notes.book.desk, notes.book
    archive, chain = desk.archive, desk.chain
    day = find_day(report, archive.today)
    before = book.before(report)
    since = find_day(before, archive.today) if before else date.min
    entries = [e for m in report.meetings for e in archive.entries_by_meeting.get(m.id, ())]
    underlag = find_given(archive, report, entries)
    decisions = list(find_decisions(chain, report, day, since))
    promises, actions = find_promises(chain, day), book.ledger.followed[report.id]
    return desk.write_page(
        "report.html",
        address_of(desk.archive, report),
        name_report(archive, report),
        parent=f"rapporter/{report.id[:4]}.html",
        file=report.file.path if report.file else None,
        files=(
            *(record.path for record in (*report.meetings, *entries)),
            *find_followed(chain, (*decisions, *promises), actions, day),
        ),
        as_of=day,
        previous=previous,
        following=following,
        report=report,
        before=before,
        parts_of_report=PARTS,
        coverage=describe_coverage(archive, report),
        finding=describe_meeting(chain, report.meetings[-1]),
        **count_values(book, report, underlag),
        proposals=chain.proposals_of(report),
        name_proposal=name_proposal,
        decisions=decisions,
        decisions_moved=describe_followed(chain, decisions, since, day),
        actions=actions,
        promises=promises,
        underlag=underlag,
        ahead=find_ahead(archive, report, day),
        marks={cell.word: cell for cell in (*CELLS.values(), NOT_EXPECTED)},
        uncounted=say_never(count_posts(archive, entries)),
        uncertain=[e for e in entries if e.stands and e.reliability and not e.reliability.counts],
        changes=find_changes(notes.changes, report, archive),
        amended=find_amended(desk, report),
        called_off=find_called_off(desk.archive, report),
        say_where=lambda off: say_where(desk, off),
        **find_readers(archive, report),
    )


def find_readers(archive: Archive, report: Report) -> dict[str, Any]:
    """Return who the report is for, and of a draft which entries are not meant for them."""
    adopted = report.file and report.file.adopted
    return {
        "recipients": recipients_of(archive, report.file),
        "narrow": [] if adopted else list(find_narrow(archive, report)),
    }


def find_followed(
    chain: Chain, decisions: Iterable[FollowedDecision], actions: Actions, day: date
) -> Iterator[str]:
    """Yield the files that what a report follows up is told in: where it began and what came."""
    for followed in decisions:
        yield followed.decision.path
        if account := chain.archive.account.get(followed.decision.id):
            yield account.path
        for placed, _ in followed.assignments:
            yield from (found.record.path for found in told_by(chain, placed.id, day)[-1:])
    for row in actions.every:
        yield row.placed.record.path
        if row.status.latest:
            yield row.status.latest.record.path


def count_values(book: Book, report: Report, underlag: Iterable[Given]) -> dict[str, Any]:
    """Return the template's counted values and figures, and what they can be compared with."""
    columns = book.columns(report)
    areas = list(find_areas(book, report, columns))
    places = find_places(book, report, columns)
    return {
        "columns": columns,
        "areas": areas,
        "posts": add_rows(columns, [area.posts for area in areas], "_lage"),
        "events": add_rows(columns, [area.events for area in areas], "_lage"),
        "places": places,
        "times": find_times(book, report, columns),
        "comparison": describe_comparison(columns),
        "meetings_of_columns": say_meetings(columns),
        "figures": (
            *chart_report(book, report, areas),
            *(figure for given in underlag for figure in given.figures),
        ),
    }


def build_without_meeting(
    notes: Notes, report: Report, previous: Link | None, following: Link | None
) -> Page:
    """Build the page of a month without a meeting: it says so and leads on."""
    desk = notes.book.desk
    planned = [m for m in desk.archive.meetings if report.start <= m.planned <= report.end]
    later = [row for row in desk.archive.reports if row.id > report.id and row.meetings]
    return desk.write_page(
        "report_without_meeting.html",
        address_of(desk.archive, report),
        name_report(desk.archive, report),
        parent=f"rapporter/{report.id[:4]}.html",
        file=report.file.path if report.file else None,
        # What has no record of its own rests on the plan.
        files=tuple(meeting.path for meeting in planned) or (MALL,),
        as_of=find_day(report, desk.archive.today),
        previous=previous,
        following=following,
        report=report,
        before=notes.book.before(report),
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
