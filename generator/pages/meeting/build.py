"""The meeting pages, the years they stand in, and the page above them."""

from __future__ import annotations

from collections.abc import Iterator

from generator.analysis import Amount, Posts, Reporting
from generator.article.addresses import address_of
from generator.figures import Cell, Figure, Grid, Row, write_csv
from generator.pages.base import Build, Link, Page
from generator.pages.meeting.compose import compose_meeting
from generator.pages.meeting.facts import AreaPart, MeetingFacts, find_meeting_facts, numbered_areas
from generator.pages.meeting.reporting import say_reporting
from generator.pages.shared.finding import find_lead
from generator.records import Meeting, Organisation
from generator.swedish import say_day

INDEX = "moten/index.html"


def build_meetings(build: Build) -> Iterator[Page]:
    """Build a page a meeting, a page a year, and the index."""
    meetings = sorted(build.archive.meetings, key=lambda meeting: meeting.planned)
    for meeting, previous, following in build.link_neighbours(
        meetings, lambda found: say_day(found.day)
    ):
        stays = build.find_unchanged_page(meeting, meeting.day)
        yield stays or build_meeting(build, meeting, previous, following)
    yield from build.write_lists(
        "meeting/meeting_list.html",
        INDEX,
        "EST-möten",
        meetings,
        lambda meeting: str(meeting.planned.year),
        describe=lambda meeting: find_lead(build.chain, meeting),
    )


def build_meeting(
    build: Build, meeting: Meeting, previous: Link | None, following: Link | None
) -> Page:
    """Build the page of one meeting; statuses are told as of its own day."""
    facts = find_meeting_facts(build, meeting)
    matrix = () if meeting.called_off else (tabulate_parts(facts),)
    return build.write_article(
        compose_meeting(facts),
        address_of(build.archive, meeting),
        parent=INDEX,
        file=meeting.path if meeting.has_file else None,
        name=meeting.id,
        previous=previous,
        following=following,
        files={figure.file: write_csv(figure.grid) for figure in matrix},
    )


def tabulate_parts(facts: MeetingFacts) -> Figure:
    """Return the download of who told what: a row an område, a column an organisation."""
    told = (Reporting.REPORTED, Reporting.NOTHING)
    rows = facts.coverage.rows
    missing = {row: say_reporting(did, facts.meeting) for row, did in rows if did not in told}

    def count(part: AreaPart, row: Organisation) -> Cell:
        posts = part.counts.get(row.slug, Posts())
        number = posts.counted + posts.waiting
        return Cell(Amount(None, missing[row]) if row in missing else Amount(number))

    grid = Grid(
        "Område",
        tuple(row.name for row in facts.columns),
        tuple(
            Row(part.area.name, tuple(count(part, row) for row in facts.columns))
            for part in numbered_areas(facts)
        ),
    )
    title = "Poster per område och organisation"
    return Figure("", title, (), (), grid, f"moten/{facts.id}-organisationer.csv")
