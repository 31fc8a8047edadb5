"""How an område has been judged, meeting by meeting, and since when it has been so."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from generator.analysis.counts import Frame, count_by, figures_of
from generator.records import Archive, Area, Assessment, Meeting


@dataclass(frozen=True, slots=True)
class Judgement:
    """An område at a meeting: how it was judged, if it was, and its poster."""

    meeting: Meeting
    assessment: Assessment | None
    posts: int


@dataclass(frozen=True, slots=True)
class Since:
    """The first meeting of a row that judged the same, and how many within it did not judge."""

    meeting: Meeting
    unjudged: int


def find_judgements(archive: Archive, area: Area, entries: Frame | None) -> list[Judgement]:
    """Return the meetings at which an område was in use, newest first.

    `entries` are its rows of the base table.
    """
    meetings = sorted(archive.meetings, key=lambda found: found.planned, reverse=True)
    posts = {}
    if entries is not None:
        posts = figures_of(count_by(entries, "meeting", [m.id for m in meetings]), "posts")
    told = [Judgement(m, m.assessments.get(area.name), posts.get(m.id) or 0) for m in meetings]
    return [row for row in told if row.posts or row.assessment or is_told(area, row.meeting)]


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
