"""Several series month by month in one small picture, all to one scale: a row a series."""

from __future__ import annotations

from dataclasses import dataclass

from generator.figures.canvas import SMALL, WIDTH, Canvas, wrap
from generator.figures.inks import Ink
from generator.figures.months import Month
from generator.figures.signs import explain_signs, sign_of

ROW = 58
SIDE = 8
NAME = 116  # the width of the names at the left
TALL = 30  # the height of the greatest number's column
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
        bottom = ROW * len(self.rows)
        signs = explain_signs(month.amount for row in self.rows for month in row.months)
        canvas = Canvas(WIDTH, bottom + FOOT + (20 if signs else 0))
        for number, row in enumerate(self.rows):
            self.draw_row(canvas, number, row)
        for place, month in enumerate(self.rows[0].months):
            for line, words in enumerate((month.label, month.year)):
                x = self.left_of(place + 0.5)
                at = (x, bottom + 8 + 13 * line)
                canvas.text(at, words, size=NUMBER, ink=Ink.MUTED, anchor="middle")
        canvas.text((SIDE, bottom + FOOT + 10), signs, size=SMALL, ink=Ink.MUTED)
        return canvas.svg()

    def left_of(self, place: float) -> float:
        """Return where a month begins, by its place from 0."""
        left = SIDE + NAME
        return left + place * (WIDTH - SIDE - left) / len(self.rows[0].months)

    def height(self, value: float) -> float:
        """Return how high a column is."""
        return value * TALL / max(self.top, 1)

    def draw_row(self, canvas: Canvas, number: int, row: Spark) -> None:
        """Draw a series: its name, and a column a month on its own base line."""
        base = ROW * (number + 1) - 4
        lines = wrap(row.name, NAME - 10, SMALL, most=3)
        for index, words in enumerate(lines):
            y = base - 16 - 15 * (len(lines) - 1) / 2 + 15 * index
            canvas.text((SIDE, y), words, size=SMALL)
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


def draw_outside(canvas: Canvas, month: Month, number: tuple[float, float]) -> None:
    """Point up or down over a number that chance would hardly give."""
    if month.outside:
        x, y = number[0], number[1] - 11
        size = 3.5 * month.outside
        canvas.shape(
            [(x - 4, y + size), (x + 4, y + size), (x, y - size)], Ink.SIGNAL, mark="outside"
        )
