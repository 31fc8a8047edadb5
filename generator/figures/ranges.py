"""Sorted bars of one occasion beside a range: the least, the mean and the most of those before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.analysis import Amount
from generator.figures.bars import LEFT, RIGHT, draw_grid, ticks
from generator.figures.canvas import SMALL, WIDTH, Canvas, width_of
from generator.figures.inks import Ink
from generator.figures.signs import explain_signs, sign_of

ROW = 52
BAR = 12
KEY = 26
HEADS = 14
FOOT = 24
NUMBER = 44
MEAN = "snitt"
END = 4  # half the height of a range's end
TICK = 5  # half the height of the mean's


@dataclass(frozen=True, slots=True)
class Span:
    """A row: its name, the number now, and the least, mean and most of the occasions before."""

    name: str
    now: Amount
    low: Amount
    mean: Amount
    high: Amount

    @property
    def amounts(self) -> tuple[Amount, ...]:
        """Every amount of the row."""
        return (self.now, self.low, self.mean, self.high)


@dataclass(frozen=True, slots=True)
class Ranges:
    """Rows in the order they are given; `now` and `before` name the number and the range."""

    now: str
    before: str
    spans: tuple[Span, ...]

    def draw(self) -> str:
        """Draw the key, a light grid from zero, and the rows with number and mean at the right."""
        signs = explain_signs(self.amounts)
        bottom = self.head + ROW * len(self.spans)
        canvas = Canvas(WIDTH, bottom + FOOT + (20 if signs else 0))
        self.draw_key(canvas)
        rows = [self.head + ROW * number for number in range(len(self.spans))]
        steps = [(value, self.across(Amount(value))) for value in ticks(self.top)]
        draw_grid(canvas, steps, rows, ROW)
        for number, row in enumerate(self.spans):
            self.draw_row(canvas, number, row)
        canvas.text((LEFT, bottom + FOOT + 8), signs, size=SMALL, ink=Ink.MUTED)
        return canvas.svg()

    @property
    def amounts(self) -> Iterator[Amount]:
        """Every amount of the picture."""
        for row in self.spans:
            yield from row.amounts if self.before else (row.now,)

    @property
    def top(self) -> float:
        """The largest number, which reaches the right side."""
        known = (float(amount.known) for amount in self.amounts if amount.value is not None)
        return max(max(known, default=0), 1)

    def across(self, amount: Amount) -> float:
        """Return how far to the right a number stands."""
        return LEFT + float(amount.known) * (WIDTH - LEFT - RIGHT) / self.top

    @property
    def head(self) -> float:
        """How far down the first row begins."""
        return KEY + (HEADS if self.before else 4)

    def draw_key(self, canvas: Canvas) -> None:
        """Name the bar and the range."""
        middle = KEY / 2
        canvas.box((LEFT, middle - BAR / 2), 16, BAR, Ink.HOUSE)
        canvas.text((LEFT + 22, middle), self.now, size=SMALL, bold=True)
        if self.before:
            x = LEFT + 22 + width_of(self.now, SMALL, bold=True) + 14
            draw_range(canvas, (x, x + 13, x + 30), middle, "")
            canvas.text((x + 38, middle), self.before, size=SMALL, ink=Ink.MUTED)
            place = (WIDTH - RIGHT, self.head - 4)
            canvas.text(place, MEAN, size=SMALL, ink=Ink.MUTED, anchor="end")
            canvas.box((place[0] - NUMBER - 9, self.head - 9), 9, 9, Ink.HOUSE)

    def draw_row(self, canvas: Canvas, number: int, row: Span) -> None:
        """Draw a row: name and numbers above; bar, and the range below it."""
        top = self.head + ROW * number
        canvas.text((LEFT + 4, top + 12), row.name)
        x = WIDTH - RIGHT - (NUMBER if self.before else 0)
        canvas.text((x, top + 12), sign_of(row.now), anchor="end", bold=True, mark=f"n:{number}")
        if row.now.value is not None:
            length = self.across(row.now) - LEFT
            canvas.box((LEFT, top + 22), length, BAR, Ink.HOUSE, mark=f"now:{number}")
        if not self.before:
            return
        place = (WIDTH - RIGHT, top + 12)
        words = sign_of(row.mean)
        canvas.text(place, words, size=SMALL, ink=Ink.MUTED, anchor="end", mark=f"mean:{number}")
        if row.mean.value is not None:
            ends = (self.across(row.low), self.across(row.mean), self.across(row.high))
            draw_range(canvas, ends, top + 40, f":{number}")


def draw_range(canvas: Canvas, ends: tuple[float, float, float], y: float, mark: str) -> None:
    """Draw a line from the least to the most, and a heavier tick at the mean."""
    low, mean, high = ends
    canvas.line([(low, y), (high, y)], Ink.INK, mark=mark and f"range{mark}")
    for x in (low, high):
        canvas.line([(x, y - END), (x, y + END)], Ink.INK)
    canvas.line([(mean, y - TICK), (mean, y + TICK)], Ink.INK, width=3, mark=mark and f"tick{mark}")
