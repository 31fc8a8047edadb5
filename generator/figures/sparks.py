"""Several series month by month in one small picture, all to one scale: a row a series.

A row is only as high as its own columns and name need, so that the scale may be a large one.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate

from generator.figures.canvas import SMALL, WIDTH, Canvas, wrap
from generator.figures.inks import Ink
from generator.figures.months import Month
from generator.figures.signs import explain_signs, sign_of

GAP = 12  # between a base line and what stands in the row below it
SIDE = 1
NAME = 122  # the width of the names at the left
LINE = 15  # from one line of a name to the next
TALL = 84  # the height of the scale's end
ABOVE = 18  # the room of a number over its column
OUTSIDE = 9  # and of a sign over the number
FOOT = 30
NUMBER = 12


@dataclass(frozen=True, slots=True)
class Spark:
    """A row: its name and its months, oldest first."""

    name: str
    months: tuple[Month, ...]


@dataclass(frozen=True, slots=True)
class Sparks:
    """Rows with the same months; those of the first name them. `top` is the scale's end."""

    rows: tuple[Spark, ...]
    top: int

    def draw(self) -> str:
        """Draw the rows, and the months' names below."""
        bottom = self.bases[-1]
        signs = explain_signs(month.amount for row in self.rows for month in row.months)
        canvas = Canvas(WIDTH, bottom + FOOT + (20 if signs else 0))
        for number in range(len(self.rows)):
            self.draw_row(canvas, number)
        for place, month in enumerate(self.rows[0].months):
            for line, words in enumerate((month.label, month.year)):
                x = self.left_of(place + 0.5)
                at = (x, bottom + 12 + 13 * line)
                canvas.text(at, words, size=NUMBER, ink=Ink.MUTED, anchor="middle")
        canvas.text((SIDE, bottom + FOOT + 10), signs, size=SMALL, ink=Ink.MUTED)
        return canvas.svg()

    @property
    def bases(self) -> list[float]:
        """How far down each row's base line stands."""
        return list(accumulate(GAP + self.need_of(row) for row in self.rows))

    def need_of(self, row: Spark) -> float:
        """Return how high the columns, ranges and numbers of a row reach, and its name."""
        reaches = (
            self.height(float(month.amount.known) if month.amount.value is not None else 0)
            + ABOVE
            + (OUTSIDE if month.outside else 0)
            for month in row.months
        )
        ranges = (self.height(month.high or 0) for month in row.months)
        return max(*reaches, *ranges, LINE * len(lines_of(row)))

    def left_of(self, place: float) -> float:
        """Return where a month begins, by its place from 0."""
        left = SIDE + NAME
        return left + place * (WIDTH - SIDE - left) / len(self.rows[0].months)

    def height(self, value: float) -> float:
        """Return how high a column is."""
        return value * TALL / max(self.top, 1)

    def draw_row(self, canvas: Canvas, number: int) -> None:
        """Draw a series: its name, and a column a month on its own base line."""
        row, base = self.rows[number], self.bases[number]
        for index, words in enumerate(reversed(lines_of(row))):
            canvas.text((SIDE, base - LINE * (index + 0.5)), words, size=SMALL)
        for place, month in enumerate(row.months):
            self.draw_month(canvas, (number, place), month, base)
        canvas.line([(SIDE + NAME, base), (WIDTH - SIDE, base)], Ink.LINE_STRONG)

    def draw_month(self, canvas: Canvas, place: tuple[int, int], month: Month, base: float) -> None:
        """Draw a month: the expected range, the column, and the number or the sign above it."""
        row, column = place
        left, right = self.left_of(column), self.left_of(column + 1)
        is_last = column == len(self.rows[0].months) - 1
        mark = f"{row}-{column}"
        if month.low is not None and month.high is not None:
            top, bottom = base - self.height(month.high) - 1, base - self.height(month.low) + 1
            canvas.box((left, top), right - left + 0.4, bottom - top, Ink.BAND, mark=f"band:{mark}")
        high = 0.0
        if month.amount.value is not None:
            high = self.height(float(month.amount.known))
            width = (right - left) * 0.6
            corner = ((left + right - width) / 2, base - high)
            ink = Ink.HOUSE if is_last else Ink.HOUSE_PALE
            canvas.box(corner, width, high, ink, mark=f"month:{mark}")
        middle = ((left + right) / 2, base - high - 8)
        canvas.text(
            middle,
            sign_of(month.amount),
            size=NUMBER,
            ink=Ink.MUTED if month.amount.missing else Ink.INK,
            anchor="middle",
            bold=is_last,
            mark=f"number:{mark}",
        )
        draw_outside(canvas, month, middle)


def lines_of(row: Spark) -> list[str]:
    """Return the lines of a series' name; the last stands on the base line."""
    return wrap(row.name, NAME - 8, SMALL, most=3)


def draw_outside(canvas: Canvas, month: Month, number: tuple[float, float]) -> None:
    """Point up or down over a number that chance would hardly give."""
    if month.outside:
        x, y = number[0], number[1] - 11
        size = 3.5 * month.outside
        canvas.shape(
            [(x - 4, y + size), (x + 4, y + size), (x, y - size)], Ink.SIGNAL, mark="outside"
        )
