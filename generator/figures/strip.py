"""A row of months on a base line: the range expected by chance, columns with their numbers, and names.

Panels and the rows of an overview are made of it, so that a month looks the same wherever it stands.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator.analysis import Amount
from generator.figures.canvas import Canvas, Ink, Point
from generator.figures.letters import width_of
from generator.figures.signs import sign_of

NUMBER = 11
ABOVE = 18  # the room of a number over its column
OUTSIDE = 11  # and of a sign over the number
SHARE = 0.62  # of a month's width that its column takes
LINE = 13  # from a month's name to its year


@dataclass(frozen=True, slots=True)
class Month:
    """A column: `label` and `year` are written below some; `low` and `high` bound what chance gives."""

    amount: Amount
    label: str = ""
    year: str = ""
    low: int | None = None
    high: int | None = None

    @property
    def outside(self) -> int:
        """1 when more than chance would give, -1 when fewer, else 0."""
        if self.amount.value is None or self.low is None or self.high is None:
            return 0
        return int(self.amount.known > self.high) - int(self.amount.known < self.low)

    def reach(self, unit: float) -> float:
        """Return how high all that stands in it reaches, with so many pixels for each händelse."""
        signed = ABOVE + (OUTSIDE if self.outside else 0)
        return max(float(self.amount.value or 0) * unit + signed, (self.high or 0) * unit + 2)


def reach_of(months: Iterable[Month], unit: float) -> float:
    """Return how high the highest month reaches."""
    return max(month.reach(unit) for month in months)


@dataclass(frozen=True, slots=True)
class Strip:
    """Months from `left` to `right` on a base line, the newest in full colour.

    `unit` is pixels for each händelse; `row` tells the marks of several strips apart.
    """

    months: tuple[Month, ...]
    left: float
    right: float
    base: float
    unit: float
    row: str = ""

    @property
    def step(self) -> float:
        """The width of a month."""
        return (self.right - self.left) / len(self.months)

    def middle_of(self, number: int) -> float:
        """Return the middle of a month."""
        return self.left + (number + 0.5) * self.step

    def draw(self, canvas: Canvas) -> None:
        """Draw the ranges, before them the columns, and the line they stand on."""
        for number, month in enumerate(self.months):
            self.draw_band(canvas, number, month)
        for number, month in enumerate(self.months):
            self.draw_month(canvas, number, month)
        canvas.line([(self.left, self.base), (self.right, self.base)], Ink.LINE_STRONG)

    def draw_band(self, canvas: Canvas, number: int, month: Month) -> None:
        """Draw the expected range of a month, a little of it also where it is a single number."""
        if month.low is None or month.high is None:
            return
        corner = (self.left + number * self.step, self.base - month.high * self.unit - 1)
        height = (month.high - month.low) * self.unit + 2
        # A hair wider than the month, or its neighbour's edge would show as a line.
        canvas.box(corner, self.step + 0.4, height, Ink.BAND, mark=f"band:{self.row}{number}")

    def draw_month(self, canvas: Canvas, number: int, month: Month) -> None:
        """Draw a column with its number above, or the sign for why there is none."""
        middle, width = self.middle_of(number), self.step * SHARE
        height = float(month.amount.value or 0) * self.unit
        is_last = number == len(self.months) - 1
        is_known = month.amount.value is not None
        if is_known:
            ink = Ink.HOUSE if is_last else Ink.HOUSE_PALE
            corner = (middle - width / 2, self.base - height)
            canvas.box(corner, width, height, ink, mark=f"month:{self.row}{number}")
        place = (middle, self.base - height - NUMBER * 0.8)
        canvas.text(
            place,
            sign_of(month.amount),
            size=NUMBER,
            ink=Ink.INK if is_known else Ink.MUTED,
            anchor="middle",
            bold=is_last and is_known,
            mark=f"number:{self.row}{number}",
        )
        if month.outside:
            draw_outside(canvas, month.outside, (middle, place[1] - OUTSIDE))

    def draw_names(self, canvas: Canvas, within: float) -> None:
        """Write the months' names below, none of them beyond the sheet, which is so wide."""
        for number, month in enumerate(self.months):
            for line, words in enumerate((month.label, month.year), 1):
                half = width_of(words, NUMBER) / 2
                middle = min(max(self.middle_of(number), half), within - half)
                place = (middle, self.base + LINE * line - 2)
                canvas.text(place, words, size=NUMBER, ink=Ink.MUTED, anchor="middle")


def draw_outside(canvas: Canvas, way: int, place: Point) -> None:
    """Point up or down over a number that chance would hardly give."""
    x, y = place
    size = 4.0 * way
    points = [(x - 5, y + size), (x + 5, y + size), (x, y - size)]
    canvas.shape(points, Ink.SIGNAL, mark="outside")
