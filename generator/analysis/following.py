"""Åtgärder with how far they have come, in the orders that pages show them in, and what came later."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from generator.analysis.chain import Chain
from generator.analysis.status import (
    LATE_STATES,
    ActionStatus,
    State,
    action_status,
    assignment_status,
)
from generator.records import PlacedAction, PlacedAssignment, PlacedFollowUp

Followed: TypeAlias = tuple[PlacedAction, ActionStatus]


@dataclass(frozen=True, slots=True)
class Later:
    """What came of an åtgärd or uppdrag after a page's own day.

    `found` is the newest follow-up since; `late` is the status on the archive's date if that has
    come to be late, and nobody has told otherwise.
    """

    found: PlacedFollowUp | None
    late: State | None


def find_later(chain: Chain, placed: PlacedAction | PlacedAssignment, day: date) -> Later | None:
    """Return what came after a day; nothing of it where the archive is read as of an earlier one."""
    archive = chain.archive
    limit = archive.asked_date or date.max
    told = [row for row in chain.follow_ups.get(placed.id, ()) if day < row.row.day <= limit]
    newest = told[-1] if told else None
    now = state_of(chain, placed, archive.today)
    # What a follow-up of a coming meeting says is newer than any status.
    is_news = now in LATE_STATES and now is not state_of(chain, placed, day)
    late = now if is_news and (newest is None or newest.row.day <= archive.today) else None
    return Later(newest, late) if newest or late else None


def state_of(chain: Chain, placed: PlacedAction | PlacedAssignment, day: date) -> State:
    """Return the status of an åtgärd or uppdrag on a day."""
    if isinstance(placed, PlacedAction):
        return action_status(chain, placed, day).state
    return assignment_status(chain, placed, day)


def follow_actions(chain: Chain, actions: Iterable[PlacedAction], day: date) -> list[Followed]:
    """Return each åtgärd with its status on a day."""
    return [(placed, action_status(chain, placed, day)) for placed in actions]


def sort_followed(rows: Iterable[Followed]) -> list[Followed]:
    """Sort what is left to do by its last day, and then what has ended, newest first."""
    followed = list(rows)
    left = sorted((row for row in followed if row[1].is_open), key=due_on)
    ended = sorted((row for row in followed if not row[1].is_open), key=ended_on, reverse=True)
    return [*left, *ended]


def due_on(row: Followed) -> date:
    """Return the last day of an åtgärd; one without comes last."""
    return row[0].action.due or date.max


def ended_on(row: Followed) -> date:
    """Return the day an åtgärd was last told of: only a follow-up ends one."""
    return row[1].latest.row.day if row[1].latest else date.min
