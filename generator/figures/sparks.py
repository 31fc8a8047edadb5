"""Several series month by month in one small picture, all to one scale: a row a series.

A row is only as high as its own columns and name need, so that the scale may be a large one.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate

from generator.figures.canvas import SMALL, WIDTH, Canvas, Ink
from generator.figures.letters import wrap
from generator.figures.signs import explain_signs
from generator.figures.strip import Month, Strip, reach_of

GAP = 12  # between a base line and what stands in the row below it
SIDE = 1
NAME = 122  # the width of the names at the left
LINE = 15  # from one line of a name to the next
TALL = 84  # the height of the scale's end
FOOT = 30


@dataclass(frozen=True, slots=True)
class Spark:
    """A row: its name and its months, oldest first."""

    name: str
    months: tuple[Month, ...]

    @property
    def lines(self) -> list[str]:
        """The lines of its name; the last stands on the base line."""
        return wrap(self.name, NAME - 8, SMALL, most=3)


@dataclass(frozen=True, slots=True)
class Sparks:
    """Rows with the same months; those of the last name them. `top` is the scale's end."""

    rows: tuple[Spark, ...]
    top: int

    def draw(self) -> str:
        """Draw the rows, and below them the months' names and what the signs mean."""
        strips = [
            Strip(row.months, SIDE + NAME, WIDTH - SIDE, base, self.unit, f"{number}-")
            for number, (row, base) in enumerate(zip(self.rows, self.bases, strict=True))
        ]
        signs = explain_signs(month.amount for row in self.rows for month in row.months)
        bottom = self.bases[-1] + FOOT
        canvas = Canvas(WIDTH, bottom + (20 if signs else 0))
        for row, strip in zip(self.rows, strips, strict=True):
            for index, words in enumerate(reversed(row.lines)):
                canvas.text((SIDE, strip.base - LINE * (index + 0.5)), words, size=SMALL)
            strip.draw(canvas)
        strips[-1].draw_names(canvas, WIDTH)
        canvas.text((SIDE, bottom + 10), signs, size=SMALL, ink=Ink.MUTED)
        return canvas.svg()

    @property
    def unit(self) -> float:
        """Pixels for each händelse."""
        return TALL / max(self.top, 1)

    @property
    def bases(self) -> list[float]:
        """How far down each row's base line stands."""
        needs = (max(reach_of(row.months, self.unit), LINE * len(row.lines)) for row in self.rows)
        return list(accumulate(GAP + need for need in needs))
