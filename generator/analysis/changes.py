"""What has happened since the meeting before: derived from the records' own days."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from generator.analysis.chain import Chain
from generator.analysis.status import State, find_late_actions
from generator.records import Area, Decision, Entry, Meeting, PlacedAction, PlacedFollowUp


@dataclass(frozen=True, slots=True)
class AreaChange:
    """An område whose level or trend is another than at the meeting before."""

    area: Area
    level_before: str | None
    level_now: str | None
    trend_before: str | None
    trend_now: str | None


@dataclass(frozen=True, slots=True)
class Changes:
    """Everything new at a meeting; `since` is None at the first."""

    since: Meeting | None
    entries: tuple[Entry, ...]
    areas: tuple[AreaChange, ...]
    done: tuple[PlacedFollowUp, ...]
    overdue: tuple[PlacedAction, ...]
    decisions: tuple[Decision, ...]
    corrected: tuple[Entry, ...]
    withdrawn: tuple[Entry, ...]
    removed: tuple[Entry, ...]


def find_changes(chain: Chain, meeting: Meeting) -> Changes:
    """Compare a held meeting with the held one before it."""
    archive = chain.archive
    before = chain.previous_meeting(meeting)
    first = before.day if before else date.min

    def is_new(day: date | None) -> bool:
        return day is not None and first < day <= meeting.day

    def is_news(found: PlacedFollowUp) -> bool:
        # What was done earlier may be told only now: then it is news to this meeting.
        record = found.record
        told_at = archive.taken_up_at(record) if isinstance(record, Entry) else record.id
        return is_new(found.row.day) or told_at == meeting.id

    entries = archive.entries_by_meeting.get(meeting.id, ())
    return Changes(
        since=before,
        entries=tuple(e for e in entries if e.tells),
        areas=tuple(compare_areas(chain, before, meeting)),
        done=tuple(f for f in archive.follow_ups if f.row.status == State.DONE and is_news(f)),
        overdue=tuple(find_late_actions(chain, meeting.day)),
        decisions=tuple(
            d
            for d in chain.decisions
            if is_new(d.day) or any(is_new(row.day) for row in d.statuses)
        ),
        corrected=tuple(
            e for e in archive.entries if any(is_new(row.day) for row in e.corrections)
        ),
        withdrawn=tuple(e for e in archive.entries if e.withdrawn and is_new(e.withdrawn.day)),
        removed=tuple(e for e in archive.entries if e.removed and is_new(e.removed.day)),
    )


def compare_areas(chain: Chain, before: Meeting | None, meeting: Meeting) -> Iterator[AreaChange]:
    """Yield the områden judged otherwise than at the meeting before, in the mall's order."""
    if before is None:
        return
    for area in chain.archive.mall.areas:
        old, new = before.assessments.get(area.name), meeting.assessments.get(area.name)
        change = AreaChange(
            area,
            old.level.name if old else None,
            new.level.name if new else None,
            old.trend.name if old and old.trend else None,
            new.trend.name if new and new.trend else None,
        )
        same_level = change.level_before == change.level_now
        if not same_level or change.trend_before != change.trend_now:
            yield change
