"""How an område has been judged, meeting by meeting, and since when it has been so."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from generator.analysis.chain import gather
from generator.analysis.posts import Posts, count_posts
from generator.records import Archive, Area, Assessment, Entry, Meeting


@dataclass(frozen=True, slots=True)
class Judgement:
    """An område at a meeting: how it was judged, if it was, and what was told of it."""

    meeting: Meeting
    assessment: Assessment | None
    posts: Posts


@dataclass(frozen=True, slots=True)
class Since:
    """The first meeting of a row that judged the same, and how many within it did not judge."""

    meeting: Meeting
    unjudged: int


def find_judgements(archive: Archive, area: Area, entries: Iterable[Entry]) -> list[Judgement]:
    """Return the meetings at which an område was in use, newest first; `entries` are its own."""
    at = gather((archive.taken_up_at(entry), entry) for entry in entries)
    told = [
        Judgement(m, m.assessments.get(area.name), count_posts(archive, at.get(m.id, ())))
        for m in sorted(archive.meetings, key=lambda found: found.planned, reverse=True)
    ]
    return [
        row for row in told if row.posts != Posts() or row.assessment or is_told(area, row.meeting)
    ]


def is_told(area: Area, meeting: Meeting) -> bool:
    """Say whether a meeting's page has the område in use: a planned one has nothing to tell yet."""
    return meeting.status != "planerat" and area.valid_at(meeting.day)


def latest_judged(history: Sequence[Judgement]) -> Judgement | None:
    """Return the latest held meeting that judged the område."""
    return next((row for row in history if row.meeting.is_held and row.assessment), None)


def find_since(
    history: Sequence[Judgement], value_of: Callable[[Assessment | None], str]
) -> Since | None:
    """Return the first of the held meetings in a row that judged the same as the latest one did.

    A meeting that did not judge it says nothing of it, so the row goes on past it.
    """
    latest = latest_judged(history)
    if latest is None:
        return None
    value, found, passed = value_of(latest.assessment), Since(latest.meeting, 0), 0
    for row in history:
        if not row.meeting.is_held or row.meeting.day > latest.meeting.day:
            continue
        told = value_of(row.assessment)
        if told == value:
            found, passed = Since(row.meeting, found.unjudged + passed), 0
        elif told:
            break
        else:
            passed += 1
    return found


def level_of(assessment: Assessment | None) -> str:
    """Return the level's name; nothing where none was given."""
    judged = assessment is not None and assessment.level.role == "bedömd"
    return assessment.level.name if assessment and judged else ""


def trend_of(assessment: Assessment | None) -> str:
    """Return the trend's name; nothing where none was given, or it could not be told."""
    trend = assessment.trend if assessment else None
    return trend.name if trend and trend.role != "okänd" else ""
