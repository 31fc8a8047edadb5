"""One series month by month in a panel, which may be one of several to one scale."""

from __future__ import annotations

from dataclasses import dataclass

from generator.figures.canvas import Canvas
from generator.figures.inks import Ink
from generator.figures.signs import explain_signs
from generator.figures.strip import NUMBER, Month, Strip, reach_of

TITLE = 24
PLOT = 110  # the height of the scale's end above the base line
LABELS = 32
SIGNS = 18
SIDE = 1


@dataclass(frozen=True, slots=True)
class Months:
    """A panel, oldest month first; `top` is the scale's end.

    Panels with the same `top` have the same scale, and each is only as high as it needs. What is
    not `explained` here, the signs for what is missing, is explained beside the panels.
    """

    months: tuple[Month, ...]
    top: int
    title: str = ""
    width: int = 264
    explained: bool = True

    def draw(self) -> str:
        """Draw the title, the months and what their signs mean."""
        signs = explain_signs(month.amount for month in self.months) if self.explained else ""
        canvas = Canvas(self.width, self.base + LABELS + (SIGNS if signs else 0))
        canvas.text((SIDE, 11), self.title, bold=True)
        strip = Strip(self.months, SIDE, self.width - SIDE, self.base, self.unit)
        strip.draw(canvas)
        strip.draw_names(canvas, self.width)
        place = (SIDE, self.base + LABELS + SIGNS / 2)
        canvas.text(place, signs, size=NUMBER, ink=Ink.MUTED)
        return canvas.svg()

    @property
    def unit(self) -> float:
        """Pixels for each händelse."""
        return PLOT / max(self.top, 1)

    @property
    def base(self) -> float:
        """How far down the base line stands, below the highest column, number or range."""
        return (TITLE if self.title else 0) + reach_of(self.months, self.unit)
