"""A panel's own title, in as many lines as it needs."""

from __future__ import annotations

from collections.abc import Sequence

from generator.figures.canvas import Canvas
from generator.figures.letters import wrap

HEIGHT = 24  # of a title of one line, with air below it
LINE = 16
SIDE = 2


def break_title(title: str, width: float) -> list[str]:
    """Return a title in lines no wider than its panel."""
    return wrap(title, width - 2 * SIDE, bold=True)


def height_of_title(lines: Sequence[str]) -> float:
    """Return how much room a title takes."""
    return HEIGHT + LINE * (len(lines) - 1) if lines else 0


def write_title(canvas: Canvas, lines: Sequence[str]) -> None:
    """Write a title at the top of its panel."""
    for number, words in enumerate(lines):
        canvas.text((SIDE, 11 + LINE * number), words, bold=True)
