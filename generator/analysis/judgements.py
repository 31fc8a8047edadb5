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
    history: Sequence[Judgement], value_of: Callable[[Assessment], str]
) -> Meeting | None:
    """Return the first of the held meetings in a row that judged the same as the latest one did.

    A held meeting that did not judge the område ends the row.
    """
    latest, first = latest_judged(history), None
    for row in history:
        if not latest or not latest.assessment or not row.meeting.is_held:
            continue
        if row.meeting.day > latest.meeting.day:
            continue
        if row.assessment is None or value_of(row.assessment) != value_of(latest.assessment):
            break
        first = row.meeting
    return first


def level_of(assessment: Assessment) -> str:
    """Return the level's name."""
    return assessment.level.name


def trend_of(assessment: Assessment) -> str:
    """Return the trend's name, or nothing."""
    return assessment.trend.name if assessment.trend else ""
