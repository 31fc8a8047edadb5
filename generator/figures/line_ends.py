"""The last known number of each line, named beside its end so that the names never meet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator.analysis import Amount
from generator.figures.letters import width_of

NUMBER = 11
GAP = 8
APART = 29  # between two labels of two lines each


@dataclass(frozen=True, slots=True)
class End:
    """The last known number of a line, named beside it."""

    number: int
    amount: Amount
    name: str
    is_now: bool


def width_of_end(end: End) -> float:
    """Return how much room the name of a line's end takes."""
    number = width_of(str(end.amount), 12, bold=end.is_now)
    return max(number, width_of(end.name, NUMBER)) + GAP / 2


def spread(heights: Sequence[float], highest: float, lowest: float) -> list[float]:
    """Move two labels apart where they would meet, none above the highest or below the lowest."""
    if not heights:
        return []
    if len(heights) == 1:
        return [min(heights[0], lowest)]
    upper, lower = heights
    lack = max(APART - (lower - upper), 0) / 2
    lower = min(lower + lack, lowest)
    upper = max(min(upper - lack, lower - APART), highest)
    return [upper, max(lower, upper + APART)]
