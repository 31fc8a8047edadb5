"""The meeting pages, the years they stand in, and the page above them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from generator.analysis import (
    GONE,
    Amount,
    Coverage,
    Posts,
    Reporting,
    Standing,
    area_of,
    count_posts,
    find_coverage,
    find_standing,
    gather,
)
from generator.article.addresses import address_of
from generator.figures import Cell, Figure, Grid, Row
from generator.pages.charts.meetings import chart_meeting
from generator.pages.desk import Desk
from generator.pages.finding import describe_meeting
from generator.pages.moved import find_moved, say_moved
from generator.pages.page import Link, Page
from generator.pages.post_words import say_never, say_posts
from generator.pages.since import tell_undertakings
from generator.records import Archive, Area, Assessment, Entry, Meeting, Organisation, place_actions
from generator.swedish import capitalize, join_words, say_count, say_day

INDEX = "moten/index.html"
WITHOUT_AREA = ("statistik", "kommande", "inget")


@dataclass(frozen=True, slots=True)
class AreaSection:
    """An område on a meeting's page: how it was judged, and its entries.

    `counts` are what each organisation told of it, by slug.
    """

    area: Area
    assessment: Assessment | None
    entries: tuple[Entry, ...]
    counts: dict[str, Posts]


def build_meetings(desk: Desk) -> Iterator[Page]:
    """Build a page a meeting, a page a year, and the index."""
    meetings = sorted(desk.archive.meetings, key=lambda meeting: meeting.planned)
    for meeting, previous, following in desk.link_neighbours(
        meetings, lambda found: say_day(found.day)
    ):
        yield build_meeting(desk, meeting, previous, following)
    newest_first = reversed(meetings)
    by_year = [(y, list(g)) for y, g in groupby(newest_first, key=lambda m: str(m.planned.year))]
    for year, group in by_year:
        yield build_list(desk, f"moten/{year}.html", f"EST-möten {year}", [(None, group)])
    yield build_list(desk, INDEX, "EST-möten", by_year)


def build_list(
    desk: Desk, address: str, title: str, groups: Sequence[tuple[str | None, list[Meeting]]]
) -> Page:
    """Build a list of meetings, newest first, by year if they have one."""
    return desk.write_page(
        "meeting_list.html",
        address,
        title,
        parent="index.html" if address == INDEX else INDEX,
        groups=groups,
        describe=lambda meeting: describe_meeting(desk.chain, meeting),
    )


def build_meeting(
    desk: Desk, meeting: Meeting, previous: Link | None, following: Link | None
) -> Page:
    """Build the page of one meeting; statuses are told as of its own day."""
    archive = desk.archive
    entries = archive.entries_by_meeting.get(meeting.id, ())
    # Nobody has gone through what was written for a meeting that was called off.
    told = () if meeting.called_off else entries
    coverage = find_coverage(archive, meeting)
    nothing = [entry for entry in told if entry.kind.role == "inget"]
    written = desk.chain.written_for.get(meeting.id, ())
    columns = [row for row in archive.mall.organisations if row in coverage.shown]
    sections = list(find_sections(desk, meeting, told))
    return desk.write_page(
        "meeting.html",
        address_of(archive, meeting),
        f"EST-möte {say_day(meeting.day)}",
        parent=f"moten/{meeting.planned.year}.html",
        file=meeting.path if meeting.has_file else None,
        files=tuple(entry.path for entry in entries),
        as_of=meeting.day if meeting.is_held else None,
        previous=previous,
        following=following,
        figures=()
        if meeting.called_off
        else (
            tabulate_sections(meeting, sections, columns, coverage),
            *chart_meeting(desk, meeting, coverage),
        ),
        name=meeting.id,
        taken_over=[(found, say_moved(found)) for found in find_moved(desk, (meeting,))],
        meeting=meeting,
        finding=describe_meeting(desk.chain, meeting),
        coverage=coverage,
        silence=say_reporting(Reporting.SILENT, meeting),
        gone=GONE,
        posts=describe_posts(archive, meeting, told),
        columns=columns,
        areas=sections,
        others=[e for e in told if e.problem_type is None and e.kind.role not in WITHOUT_AREA],
        underlag=[e for e in told if e.kind.role == "statistik"],
        upcoming=[e for e in told if e.kind.role == "kommande" and e.problem_type is None],
        brief=[e for e in nothing if is_brief(e)],
        nothing=[e for e in nothing if not is_brief(e)],
        moved=[e for e in written if archive.taken_up_at(e) != meeting.id],
        waiting=entries if meeting.called_off else (),
        changes=desk.news.find_changes(meeting),
        tell_undertakings=tell_undertakings,
        actions=list(place_actions(meeting)),
        following_meeting=archive.meeting.get(str(meeting.next_meeting)),
        report=desk.chain.report_of.get(meeting.id),
        proposals=desk.chain.proposals_at.get(meeting.id, []),
    )


def is_brief(entry: Entry) -> bool:
    """Say whether an entry of nothing to report holds no more than its text."""
    more = (entry.source.title, entry.actions, entry.follow_ups, entry.factors, entry.support)
    return entry.stands and not any((*more, entry.corrections, entry.same_as, entry.continues))


def find_sections(
    desk: Desk, meeting: Meeting, entries: tuple[Entry, ...]
) -> Iterator[AreaSection]:
    """Yield every område in use, in the mall's order, with its row of the matrix.

    One that has ended is in use where it was judged or has entries.
    """
    mall = desk.archive.mall
    inside: dict[str, list[Entry]] = {area.slug: [] for area in mall.areas}
    for entry in entries:
        area = area_of(desk.archive, entry)
        if area and entry.kind.role != "inget":
            inside[area.slug].append(entry)
    areas = [
        area
        for area in mall.areas
        if area.valid_at(meeting.day) or inside[area.slug] or area.name in meeting.assessments
    ]
    for area in areas:
        by_teller = gather((entry.organisation.slug, entry) for entry in inside[area.slug])
        counts = {slug: count_posts(desk.archive, told) for slug, told in by_teller.items()}
        judged = meeting.assessments.get(area.name)
        yield AreaSection(area, judged, tuple(inside[area.slug]), counts)


def tabulate_sections(
    meeting: Meeting,
    sections: Sequence[AreaSection],
    columns: Sequence[Organisation],
    coverage: Coverage,
) -> Figure:
    """Return the matrix; its numbers lead to the område's entries.

    Of who has told nothing that stands, words say why.
    """
    told = (Reporting.REPORTED, Reporting.NOTHING)
    missing = {row: say_reporting(did, meeting) for row, did in coverage.rows if did not in told}
    rows = (
        Row(
            section.area.name,
            tuple(
                Cell(Amount(None, missing[row]))
                if row in missing
                else count_cell(meeting, section, row)
                for row in columns
            ),
        )
        for section in sections
    )
    return Figure(
        anchor="_bild-organisationer",
        title="Poster per område och organisation",
        sentences=(),
        pictures=(),
        grid=Grid("Område", tuple(row.name for row in columns), tuple(rows)),
        file=f"moten/{meeting.id}-organisationer.csv",
    )


def say_reporting(did: Reporting, meeting: Meeting) -> str:
    """Return the word for what an organisation did; before the meeting nobody is late."""
    is_early = did is Reporting.SILENT and not meeting.is_held
    return f"{did} än" if is_early else did


def count_cell(meeting: Meeting, section: AreaSection, organisation: Organisation) -> Cell:
    """Return how many poster an organisation has in an område; none leads nowhere.

    Before the meeting they are those that have come in so far. Good news gives no shade.
    """
    posts = section.counts.get(organisation.slug, Posts())
    number = posts.counted + posts.waiting
    target = f"moten/{meeting.id}.html#_{section.area.slug}" if number else ""
    return Cell(Amount(number), target, posts.problems)


def describe_posts(archive: Archive, meeting: Meeting, told: Sequence[Entry]) -> str:
    """Say how many poster a meeting took up, which of them the matrix lacks, and what is no post."""
    posts = count_posts(archive, told)
    if meeting.is_held:
        said = say_posts(posts.counted, posts.positive) if posts.counted else "inga poster"
        parts = [f"Mötet tog upp {said}."]
    elif posts.waiting:
        many = capitalize(say_count(posts.waiting, "post har", "poster har"))
        parts = [f"{many} kommit in och räknas när mötet har hållits."]
    else:
        parts = ["Inga poster har kommit in än."]
    parts.extend((say_outside(archive, told), say_never(posts)))
    return " ".join(filter(None, parts))


def say_outside(archive: Archive, told: Sequence[Entry]) -> str:
    """Say which poster stand in no row of the matrix: underlag, and those without a problem type."""
    may_count = (Standing.COUNTED, Standing.WAITING)
    outside = [
        e for e in told if find_standing(archive, e) in may_count and not area_of(archive, e)
    ]
    underlag = sum(entry.kind.role == "statistik" for entry in outside)
    found = ((underlag, "med statistik"), (len(outside) - underlag, "utan problemtyp"))
    said = [f"{say_count(number, 'post', 'poster')} {what}" for number, what in found if number]
    return f"Utanför tabellen står {join_words(said)}." if said else ""
