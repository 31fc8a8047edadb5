"""One series month by month in a panel, which may be one of several to one scale."""

from __future__ import annotations

from dataclasses import dataclass

from generator.figures.canvas import Canvas, Ink
from generator.figures.letters import wrap
from generator.figures.signs import explain_signs
from generator.figures.strip import NUMBER, Month, Strip, reach_of
from generator.figures.title import break_title, height_of_title, write_title

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
        said = explain_signs(month.amount for month in self.months) if self.explained else ""
        signs = wrap(said, self.width - 2 * SIDE, NUMBER)
        canvas = Canvas(self.width, self.base + LABELS + SIGNS * len(signs))
        write_title(canvas, self.title_lines)
        strip = Strip(self.months, SIDE, self.width - SIDE, self.base, self.unit)
        strip.draw(canvas)
        strip.draw_names(canvas, self.width)
        for number, words in enumerate(signs):
            place = (SIDE, self.base + LABELS + SIGNS * (number + 0.5))
            canvas.text(place, words, size=NUMBER, ink=Ink.MUTED)
        return canvas.svg()

    @property
    def unit(self) -> float:
        """Pixels for each händelse."""
        return PLOT / max(self.top, 1)

    @property
    def base(self) -> float:
        """How far down the base line stands, below the highest column, number or range."""
        return height_of_title(self.title_lines) + reach_of(self.months, self.unit)

    @property
    def title_lines(self) -> list[str]:
        """The title in lines that have room."""
        return break_title(self.title, self.width)
