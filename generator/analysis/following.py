"""Åtgärder with how far they have come, in the orders that pages show them in."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TypeAlias

from generator.analysis.chain import Chain
from generator.analysis.status import ActionStatus, action_status
from generator.records import PlacedAction

Followed: TypeAlias = tuple[PlacedAction, ActionStatus]


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
