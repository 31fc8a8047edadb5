"""What a meeting's page rests on, gathered once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from generator.analysis import Changes, Coverage, Posts, area_of, count_posts, find_coverage, gather
from generator.figures import Figure
from generator.pages.base import Build
from generator.pages.meeting.charts import chart_meeting
from generator.records import Archive, Area, Assessment, Entry, Meeting, Organisation


@dataclass(frozen=True, slots=True)
class AreaPart:
    """An område at a meeting: how it was judged, its entries, and what each organisation told of it."""

    area: Area
    assessment: Assessment | None
    entries: tuple[Entry, ...]
    counts: dict[str, Posts]


@dataclass(frozen=True, slots=True)
class MeetingFacts:
    """What a meeting's page rests on; of one called off nobody has gone through what was written.

    The numbers are of the `counted` entries.
    """

    build: Build
    meeting: Meeting
    entries: tuple[Entry, ...]
    counted: tuple[Entry, ...]
    coverage: Coverage
    areas: tuple[AreaPart, ...]
    columns: tuple[Organisation, ...]
    figures: tuple[Figure, ...]
    changes: Changes | None
    waiting: tuple[Entry, ...] = ()

    @property
    def archive(self) -> Archive:
        """The archive the meeting is of."""
        return self.build.archive

    @property
    def id(self) -> str:
        """The meeting's id."""
        return self.meeting.id


def find_meeting_facts(build: Build, meeting: Meeting) -> MeetingFacts:
    """Gather what a meeting's page rests on."""
    archive = build.archive
    entries = archive.entries_by_meeting.get(meeting.id, ())
    coverage = find_coverage(archive, meeting)
    told = () if meeting.called_off else entries
    own = archive.counted.entries_by_meeting.get(meeting.id, ())
    counted = () if meeting.called_off else own
    return MeetingFacts(
        build=build,
        meeting=meeting,
        entries=told,
        coverage=coverage,
        counted=counted,
        areas=tuple(find_areas(build, meeting, told, counted)),
        columns=tuple(row for row in archive.mall.organisations if row in coverage.shown),
        figures=() if meeting.called_off else tuple(chart_meeting(build, meeting, coverage)),
        changes=None if meeting.called_off else build.news.find_changes(meeting),
        waiting=entries if meeting.called_off else (),
    )


def find_areas(
    build: Build, meeting: Meeting, entries: Sequence[Entry], counted: Sequence[Entry]
) -> Iterator[AreaPart]:
    """Yield every område in use, in the mall's order; one that has ended if it was judged or told of."""
    inside, numbered = group_areas(build, entries), group_areas(build, counted)
    for area in build.archive.mall.areas:
        own = inside.get(area.slug, [])
        told = numbered.get(area.slug, [])
        if area.valid_at(meeting.day) or own or told or area.name in meeting.assessments:
            by_teller = gather((entry.organisation.slug, entry) for entry in told)
            counts = {
                slug: count_posts(build.archive.counted, found) for slug, found in by_teller.items()
            }
            yield AreaPart(area, meeting.assessments.get(area.name), tuple(own), counts)


def group_areas(build: Build, entries: Sequence[Entry]) -> dict[str, list[Entry]]:
    """Group entries that say something by the slug of their område."""
    return gather(
        (area.slug, entry)
        for entry in entries
        if entry.kind.role != "inget" and (area := area_of(build.archive, entry))
    )


def numbered_areas(facts: MeetingFacts) -> list[AreaPart]:
    """Return the områden that have numbers; the others are told apart."""
    return [part for part in facts.areas if not facts.archive.is_apart(part.area)]


def day_of(facts: MeetingFacts) -> date:
    """Return the day that a meeting's statuses are told on."""
    return facts.meeting.day if facts.meeting.is_held else facts.archive.today


def is_told(part: AreaPart) -> bool:
    """Say whether an område has entries; of one without, the board tells all."""
    return bool(part.entries)
