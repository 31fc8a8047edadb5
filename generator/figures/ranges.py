"""Sorted bars of one occasion beside a range: the least, the mean and the most of those before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.analysis import Amount
from generator.figures.bars import ticks
from generator.figures.canvas import SMALL, WIDTH, Canvas, width_of
from generator.figures.inks import Ink
from generator.figures.signs import explain_signs, sign_of

ROW = 52
BAR = 12
HEAD = 32
FOOT = 24
SIDE = 8
NUMBER = 44
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
        bottom = HEAD + ROW * len(self.spans)
        canvas = Canvas(WIDTH, bottom + FOOT + (20 if signs else 0))
        self.draw_key(canvas)
        self.draw_grid(canvas, bottom)
        for number, row in enumerate(self.spans):
            self.draw_row(canvas, number, row)
        canvas.text((SIDE, bottom + FOOT + 8), signs, size=SMALL, ink=Ink.MUTED)
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
        return SIDE + float(amount.known) * (WIDTH - 2 * SIDE) / self.top

    def draw_key(self, canvas: Canvas) -> None:
        """Name the bar and the range."""
        canvas.box((SIDE, HEAD / 2 - BAR / 2), 16, BAR, Ink.HOUSE)
        canvas.text((SIDE + 22, HEAD / 2), self.now, size=SMALL, bold=True)
        if self.before:
            x = SIDE + 22 + width_of(self.now, SMALL, bold=True) + 18
            draw_range(canvas, (x, x + 15, x + 34), HEAD / 2, "")
            canvas.text((x + 42, HEAD / 2), self.before, size=SMALL, ink=Ink.MUTED)

    def draw_grid(self, canvas: Canvas, bottom: float) -> None:
        """Draw a line at zero and light ones at even steps, with their numbers below."""
        for value in ticks(self.top):
            x = self.across(Amount(value))
            ink = Ink.LINE_STRONG if value == 0 else Ink.LINE
            canvas.line([(x, HEAD), (x, bottom)], ink)
            place = (x, bottom + 11)
            canvas.text(place, str(value), size=SMALL, ink=Ink.MUTED, anchor="middle")

    def draw_row(self, canvas: Canvas, number: int, row: Span) -> None:
        """Draw a row: name and numbers above; bar, and the range below it."""
        top = HEAD + ROW * number
        canvas.text((SIDE + 4, top + 12), row.name)
        x = WIDTH - SIDE - (NUMBER if self.before else 0)
        canvas.text((x, top + 12), sign_of(row.now), anchor="end", bold=True, mark=f"n:{number}")
        if row.now.value is not None:
            length = self.across(row.now) - SIDE
            canvas.box((SIDE, top + 22), length, BAR, Ink.HOUSE, mark=f"now:{number}")
        if not self.before:
            return
        place = (WIDTH - SIDE, top + 12)
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
