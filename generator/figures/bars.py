"""Sorted bars: how many now, with what it is compared to as a ring and a diamond on the same line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.analysis import Amount
from generator.figures.canvas import SMALL, WIDTH, Canvas, Point, width_of
from generator.figures.inks import Ink
from generator.figures.signs import explain_signs, sign_of
from generator.swedish import say_number

ROW = 44
BAR = 12
HEAD = 32
FOOT = 24
SIDE = 8  # half a diamond that stands at zero
NUMBER = 44  # the least width of a column of numbers


@dataclass(frozen=True, slots=True)
class Bar:
    """A row: its name, the number now and those it is compared with, at most two."""

    name: str
    now: Amount
    before: tuple[Amount, ...] = ()


@dataclass(frozen=True, slots=True)
class Bars:
    """Bars in the order they are given; `series` names the number now and its comparisons."""

    series: tuple[str, ...]
    bars: tuple[Bar, ...]

    def draw(self) -> str:
        """Draw the key, a light grid from zero, and the rows with their numbers at the right."""
        signs = explain_signs(self.amounts)
        bottom = HEAD + ROW * len(self.bars)
        canvas = Canvas(WIDTH, bottom + FOOT + (20 if signs else 0))
        self.draw_key(canvas)
        self.draw_grid(canvas, bottom)
        for number, bar in enumerate(self.bars):
            self.draw_row(canvas, number, bar)
        canvas.text((SIDE, bottom + FOOT + 8), signs, size=SMALL, ink=Ink.MUTED)
        return canvas.svg()

    @property
    def amounts(self) -> Iterator[Amount]:
        """Every amount of the picture."""
        for bar in self.bars:
            yield from (bar.now, *bar.before)

    @property
    def top(self) -> float:
        """The largest number, which reaches the right side."""
        known = (float(a.known) for a in self.amounts if a.value is not None)
        return max(max(known, default=0), 1)

    @property
    def column(self) -> float:
        """How wide a column of compared numbers is, the widest of them with air before it."""
        compared = (amount for bar in self.bars for amount in bar.before)
        widest = max((width_of(sign_of(amount), SMALL) for amount in compared), default=0)
        return max(NUMBER, widest + 14)

    def across(self, value: float) -> float:
        """Return how far to the right a value stands."""
        return SIDE + value * (WIDTH - 2 * SIDE) / self.top

    def draw_key(self, canvas: Canvas) -> None:
        """Name the bar and the signs."""
        canvas.box((SIDE, HEAD / 2 - BAR / 2), 16, BAR, Ink.HOUSE)
        canvas.text((SIDE + 22, HEAD / 2), self.series[0], size=SMALL, bold=True)
        x = SIDE + 22 + width_of(self.series[0], SMALL, bold=True) + 24
        for index, name in enumerate(self.series[1:]):
            draw_sign(canvas, index, (x, HEAD / 2))
            canvas.text((x + 12, HEAD / 2), name, size=SMALL, ink=Ink.MUTED)
            x += width_of(name, SMALL) + 36

    def draw_grid(self, canvas: Canvas, bottom: float) -> None:
        """Draw a line at zero and light ones at even steps, with their numbers below."""
        for value in ticks(self.top):
            x = self.across(value)
            ink = Ink.LINE_STRONG if value == 0 else Ink.LINE
            canvas.line([(x, HEAD), (x, bottom)], ink)
            place = (x, bottom + 11)
            canvas.text(place, say_number(value), size=SMALL, ink=Ink.MUTED, anchor="middle")

    def draw_row(self, canvas: Canvas, number: int, bar: Bar) -> None:
        """Draw a row: name and numbers above, bar and signs below."""
        top = HEAD + ROW * number
        canvas.text((SIDE + 4, top + 12), bar.name)
        x = WIDTH - SIDE - self.column * len(bar.before)
        canvas.text((x, top + 12), sign_of(bar.now), anchor="end", bold=True, mark=f"n:{number}")
        middle = top + 32
        if bar.now.value is not None:
            length = self.across(float(bar.now.known)) - SIDE
            canvas.box((SIDE, middle - BAR / 2), length, BAR, Ink.HOUSE, mark=f"now:{number}")
        for index, amount in enumerate(bar.before):
            place = (x + self.column * (index + 1), top + 12)
            canvas.text(place, sign_of(amount), size=SMALL, ink=Ink.MUTED, anchor="end")
            if amount.value is not None:
                centre = (self.across(float(amount.known)), middle)
                draw_sign(canvas, index, centre, f"before-{index}:{number}")


def draw_sign(canvas: Canvas, index: int, centre: Point, mark: str = "") -> None:
    """Draw a comparison's sign: a ring for the first, a diamond for the second."""
    x, y = centre
    if index == 0:
        canvas.dot(centre, 5, Ink.PAPER, edge=Ink.INK, mark=mark)
    else:
        points = [(x, y - 6.5), (x + 6.5, y), (x, y + 6.5), (x - 6.5, y)]
        canvas.shape(points, Ink.PAPER, edge=Ink.INK, mark=mark)


def ticks(top: float, most: int = 5) -> list[int]:
    """Return zero and even whole steps up to `top`, at most `most` steps: 0, 2, 4, 6."""
    steps = (base * 10**power for power in range(9) for base in (1, 2, 5))
    step = next(step for step in steps if top / step <= most)
    return [step * number for number in range(int(top // step) + 1)]
