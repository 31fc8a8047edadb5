"""The parts of a monthly report: what it counts, what lies ahead of it, and who was silent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from generator.analysis import WITHOUT, area_of, find_coverage, say_time
from generator.pages.base import plain
from generator.pages.shared.columns import Column, Line, Row, make_cells
from generator.pages.shared.months import MonthlyCounts
from generator.records import (
    Archive,
    Area,
    Assessment,
    Entry,
    Meeting,
    Organisation,
    Place,
    Report,
    find_awaited,
    find_awaited_in,
    is_under_way,
)


@dataclass(frozen=True, slots=True)
class AreaPart:
    """An område in a report: its numbers, how it was judged now and before, its entries."""

    area: Area | None
    anchor: str
    posts: Row
    events: Row
    assessments: tuple[tuple[Meeting, Assessment], ...]
    before: Assessment | None
    lines: tuple[Line, ...]

    @property
    def slug(self) -> str:
        """The område in the counts."""
        return self.area.slug if self.area else WITHOUT

    @property
    def now(self) -> Assessment | None:
        """How the område was last judged in the period."""
        return self.assessments[-1][1] if self.assessments else None


@dataclass(frozen=True, slots=True)
class Places:
    """The platser of a report, and those that only the months it is compared with had."""

    now: tuple[Row, ...]
    before: tuple[Row, ...]


def find_areas(
    monthly: MonthlyCounts, report: Report, columns: Sequence[Column]
) -> Iterator[AreaPart]:
    """Yield every område in use in the mall's order, then the entries that have none."""
    mall = monthly.build.archive.mall
    lines = monthly.lines(report)
    before = monthly.before(report)
    for area in (*mall.areas, None):
        slug = area.slug if area else WITHOUT
        anchor = f"_lage-{area.slug if area else 'utan-omrade'}"
        posts, events = (
            Row(
                area.name if area else "Utan område",
                anchor,
                make_cells(columns, figures, slug, anchor, good),
            )
            for figures, good in (
                (monthly.area_posts, monthly.area_positive),
                (monthly.area_events, None),
            )
        )
        assessments = tuple(find_assessments(report, area))
        is_used = assessments or any(cell.value for cell in posts.cells)
        if not is_used and not (area and area.valid_at(report.end)):
            continue
        yield AreaPart(
            area=area,
            anchor=anchor,
            posts=posts,
            events=events,
            assessments=assessments,
            before=next((row for _, row in reversed(list(find_assessments(before, area)))), None),
            lines=tuple(line for line in lines if area_slug(monthly, line.entry) == slug),
        )


def find_assessments(
    report: Report | None, area: Area | None
) -> Iterator[tuple[Meeting, Assessment]]:
    """Yield how each of a report's meetings judged an område."""
    if report is None or area is None:
        return
    for meeting in report.meetings:
        if area.name in meeting.assessments:
            yield meeting, meeting.assessments[area.name]


def area_slug(monthly: MonthlyCounts, entry: Entry) -> str:
    """Return the slug of the område an entry counts in, or `WITHOUT`."""
    area = area_of(monthly.build.archive, entry)
    return area.slug if area else WITHOUT


def find_places(monthly: MonthlyCounts, report: Report, columns: Sequence[Column]) -> Places:
    """Return the platser with poster now, and those with poster only before.

    Most first, by the poster that tell of problems.
    """
    inside: dict[str, list[Line]] = defaultdict(list)
    for line in monthly.lines(report):
        if line.counted:
            inside[line.entry.place.slug if line.entry.place else WITHOUT].append(line)
    # To whoever asks nothing is told of what the platser that are shown leave over.
    rest = () if monthly.build.archive.is_for_all else (None,)
    rows = []
    for place in (*monthly.build.archive.mall.places, *rest):
        slug = place.slug if place else WITHOUT
        anchor = f"_plats-{place.slug if place else '-utan'}"
        cells = make_cells(columns, monthly.place_posts, slug, anchor, monthly.place_positive)
        own = tuple(inside[slug])
        rows.append(Row(place.name if place else "Utan plats", anchor, cells, own, place))
    now = [row for row in rows if row.cells[0].value]
    now.sort(
        key=lambda row: (row.record is None, -row.cells[0].problems, -(row.cells[0].value or 0))
    )
    gone = [row for row in rows if row.record and not row.cells[0].value]
    before = [row for row in gone if any(cell.value for cell in row.cells)]
    return Places(tuple(now), tuple(before))


def find_times(monthly: MonthlyCounts, report: Report, columns: Sequence[Column]) -> list[Row]:
    """Return the händelser of each time of day, and of those whose time is not known."""
    lines = [line for line in monthly.lines(report) if line.events]
    return [
        Row(
            words,
            f"_tid-{plain(time)}",
            make_cells(columns, monthly.time_events, time, f"_tid-{plain(time)}"),
            tuple(line for line in lines if say_time(line.entry) == time),
        )
        for time, words in monthly.hours.items()
    ]


MEETING = "EST-möte"


@dataclass(frozen=True, slots=True)
class Ahead:
    """Something planned: its days, what it is, where, and the record that tells more."""

    first: date
    last: date | None
    what: str
    place: Place | None
    record: Entry | Meeting | None = None


def find_ahead(archive: Archive, report: Report, day: date) -> list[Ahead]:
    """Return what the meetings know will happen after the period, and the next of them.

    While the period goes on, its own meetings to come are told too.
    """
    after = min(report.end, day)
    found: dict[tuple[date, str], Ahead] = {}
    for meeting in report.meetings:
        for row in meeting.upcoming:
            found.setdefault((row.day, row.what), Ahead(row.day, None, row.what, row.place))
        for entry in archive.entries_by_meeting.get(meeting.id, ()):
            if entry.stands and entry.kind.role == "kommande" and entry.start:
                ahead = Ahead(entry.start, entry.end, entry.title, entry.place, entry)
                found[entry.start, entry.title] = ahead
    planned = find_awaited_in(archive, report) if is_under_way(archive, report) else []
    ways = {meeting.day: meeting for meeting in archive.meetings}
    following = [Ahead(day, None, MEETING, None, ways.get(day)) for day in planned]
    if last := find_next_meeting(archive, report):
        following.append(last)
    found |= {(ahead.first, ""): ahead for ahead in following}
    coming = [ahead for ahead in found.values() if (ahead.last or ahead.first) > after]
    return sorted(coming, key=lambda ahead: (ahead.first, ahead.what))


def find_silent(archive: Archive, report: Report) -> list[tuple[Meeting, tuple[Organisation, ...]]]:
    """Return the meetings some organisation did not report to, and which."""
    silent = [(meeting, find_coverage(archive, meeting).silent) for meeting in report.meetings]
    return [(meeting, organisations) for meeting, organisations in silent if organisations]


def find_next_meeting(archive: Archive, report: Report) -> Ahead | None:
    """Return the first meeting after the period: one with a folder, or else a day of the plan.

    It is the same on whatever day the report is read.
    """
    meetings = {meeting.day: meeting for meeting in archive.meetings if not meeting.called_off}
    later = [day for day in (*meetings, *find_awaited(archive)) if day > report.end]
    day = min(later, default=None)
    return Ahead(day, None, MEETING, None, meetings.get(day)) if day else None


def find_called_off(archive: Archive, report: Report) -> list[Meeting]:
    """Return the meetings that were planned for the period and called off."""
    off = [meeting for meeting in archive.meetings if meeting.called_off]
    return [meeting for meeting in off if report.start <= meeting.planned <= report.end]
