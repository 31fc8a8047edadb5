"""The meeting pages, the years they stand in, and the page above them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from generator.analysis import area_of, count_matrix, find_changes, find_coverage, row_at
from generator.pages.desk import Desk
from generator.pages.finding import describe_meeting
from generator.pages.page import Link, Page
from generator.records import Area, Assessment, Entry, Meeting, place_actions
from generator.swedish import say_day

INDEX = "moten/index.html"
WITHOUT_AREA = ("statistik", "kommande", "inget")


@dataclass(frozen=True, slots=True)
class AreaSection:
    """An område on a meeting's page: how it was judged, and its entries."""

    area: Area
    assessment: Assessment | None
    entries: tuple[Entry, ...]
    counts: dict[str, int]


def build_meetings(desk: Desk) -> Iterator[Page]:
    """Build a page a meeting, a page a year, and the index."""
    meetings = sorted(desk.archive.meetings, key=lambda meeting: meeting.planned)
    links = [None, *(desk.link(m, say_day(m.day)) for m in meetings), None]
    for number, meeting in enumerate(meetings):
        yield build_meeting(desk, meeting, links[number], links[number + 2])
    newest_first = list(reversed(meetings))
    for year, group in groupby(newest_first, key=lambda meeting: meeting.planned.year):
        yield desk.write_page(
            "meeting_list.html",
            f"moten/{year}.html",
            f"EST-möten {year}",
            parent=INDEX,
            groups=[(None, list(group))],
            describe=lambda meeting: describe_meeting(desk.chain, meeting),
        )
    by_year = [(str(y), list(g)) for y, g in groupby(newest_first, key=lambda m: m.planned.year)]
    yield desk.write_page(
        "meeting_list.html",
        INDEX,
        "EST-möten",
        groups=by_year,
        describe=lambda meeting: describe_meeting(desk.chain, meeting),
    )


def build_meeting(
    desk: Desk, meeting: Meeting, previous: Link | None, following: Link | None
) -> Page:
    """Build the page of one meeting; statuses are told as of its own day."""
    archive = desk.archive
    entries = archive.entries_by_meeting.get(meeting.id, ())
    coverage = find_coverage(archive, meeting)
    written = desk.chain.written_for.get(meeting.id, ())
    return desk.write_page(
        "meeting.html",
        f"moten/{meeting.id}.html",
        f"EST-möte {say_day(meeting.day)}",
        parent=f"moten/{meeting.planned.year}.html",
        file=meeting.path if meeting.source.lines else None,
        files=tuple(entry.path for entry in entries),
        as_of=meeting.day if meeting.is_held else None,
        previous=previous,
        following=following,
        meeting=meeting,
        finding=describe_meeting(desk.chain, meeting),
        coverage=coverage,
        columns=[row for row in archive.mall.organisations if row in coverage.shown],
        areas=list(find_sections(desk, meeting, entries)),
        others=[e for e in entries if e.problem_type is None and e.kind.role not in WITHOUT_AREA],
        underlag=[e for e in entries if e.kind.role == "statistik"],
        upcoming=[e for e in entries if e.kind.role == "kommande" and e.problem_type is None],
        nothing=[e for e in entries if e.kind.role == "inget"],
        moved=[e for e in written if archive.taken_up_at(e) != meeting.id],
        changes=find_changes(desk.chain, meeting) if meeting.is_held else None,
        actions=list(place_actions(meeting)),
        report=desk.chain.report_of.get(meeting.id),
        proposals=desk.chain.proposals_at.get(meeting.id, []),
    )


def find_sections(
    desk: Desk, meeting: Meeting, entries: tuple[Entry, ...]
) -> Iterator[AreaSection]:
    """Yield every område in use, in the mall's order, with its row of the matrix."""
    mall = desk.archive.mall
    organisations = [row.slug for row in mall.organisations]
    areas = [area for area in mall.areas if area.valid_at(meeting.day)]
    matrix = count_matrix(desk.entries, meeting.id, [area.slug for area in areas], organisations)
    for area in areas:
        inside = [e for e in entries if area_of(desk.archive, e) is area]
        counts = row_at(matrix, area.slug)
        yield AreaSection(area, meeting.assessments.get(area.name), tuple(inside), counts)
