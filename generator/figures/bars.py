"""Sorted bars: how many now, with what it is compared to as a ring and a diamond on the same line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.analysis import Amount
from generator.figures.canvas import SMALL, WIDTH, Canvas, Point, width_of
from generator.figures.inks import Ink
from generator.figures.signs import explain_signs, sign_of
from generator.swedish import say_number

ROW = 44
BAR = 12
KEY = 26  # the height of the key
HEADS = 14  # and of the signs over the columns of numbers
FOOT = 24
LEFT = 1
RIGHT = 7  # half a diamond that stands at the end
NUMBER = 44  # the least width of a column of numbers
NAME = 22  # the height of a row's name, above its bar; the grid keeps out of it


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
        bottom = self.head + ROW * len(self.bars)
        canvas = Canvas(WIDTH, bottom + FOOT + (20 if signs else 0))
        self.draw_key(canvas)
        self.draw_grid(canvas)
        for number, bar in enumerate(self.bars):
            self.draw_row(canvas, number, bar)
        canvas.text((LEFT, bottom + FOOT + 8), signs, size=SMALL, ink=Ink.MUTED)
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
        return LEFT + value * (WIDTH - LEFT - RIGHT) / self.top

    @property
    def compared(self) -> int:
        """How many columns of compared numbers there are."""
        return max((len(bar.before) for bar in self.bars), default=0)

    @property
    def head(self) -> float:
        """How far down the first row begins."""
        return KEY + (HEADS if self.compared else 4)

    def column_end(self, index: int) -> float:
        """Return where a column of numbers ends: the number now, then those compared with."""
        return WIDTH - RIGHT - self.column * (self.compared - index)

    def draw_key(self, canvas: Canvas) -> None:
        """Name the bar and the signs, and say by them which column of numbers is whose."""
        middle = KEY / 2
        canvas.box((LEFT, middle - BAR / 2), 16, BAR, Ink.HOUSE)
        canvas.text((LEFT + 22, middle), self.series[0], size=SMALL, bold=True)
        x = LEFT + 22 + width_of(self.series[0], SMALL, bold=True) + 24
        for index, name in enumerate(self.series[1:]):
            draw_sign(canvas, index, (x, middle))
            canvas.text((x + 12, middle), name, size=SMALL, ink=Ink.MUTED)
            x += width_of(name, SMALL) + 36
        if self.compared:
            canvas.box((self.column_end(0) - 9, self.head - 11), 9, 9, Ink.HOUSE)
        for index in range(self.compared):
            draw_sign(canvas, index, (self.column_end(index + 1) - 5, self.head - 6.5))

    def draw_grid(self, canvas: Canvas) -> None:
        """Draw the scale from zero."""
        rows = [self.head + ROW * number for number in range(len(self.bars))]
        draw_grid(canvas, [(value, self.across(value)) for value in ticks(self.top)], rows, ROW)

    def draw_row(self, canvas: Canvas, number: int, bar: Bar) -> None:
        """Draw a row: name and numbers above, bar and signs below."""
        top = self.head + ROW * number
        canvas.text((LEFT + 4, top + 12), bar.name)
        place = (self.column_end(0), top + 12)
        canvas.text(place, sign_of(bar.now), anchor="end", bold=True, mark=f"n:{number}")
        middle = top + 32
        if bar.now.value is not None:
            length = self.across(float(bar.now.known)) - LEFT
            canvas.box((LEFT, middle - BAR / 2), length, BAR, Ink.HOUSE, mark=f"now:{number}")
        for index, amount in enumerate(bar.before):
            place = (self.column_end(index + 1), top + 12)
            canvas.text(place, sign_of(amount), size=SMALL, ink=Ink.MUTED, anchor="end")
            if amount.value is not None:
                centre = (self.across(float(amount.known)), middle)
                draw_sign(canvas, index, centre, f"before-{index}:{number}")


def draw_grid(
    canvas: Canvas, steps: Sequence[tuple[int, float]], rows: Sequence[float], high: float
) -> None:
    """Draw a line at zero and light ones at even steps beside the bars, with their numbers below.

    `steps` are values and how far to the right they stand; `rows` where each of so `high` begins.
    """
    bottom = rows[-1] + high if rows else 0
    for value, x in steps:
        if value == 0:
            canvas.line([(x, min(rows, default=0)), (x, bottom)], Ink.LINE_STRONG)
        else:
            for top in rows:
                canvas.line([(x, top + NAME), (x, top + high)], Ink.LINE)
        words = say_number(value)
        place = (max(x, width_of(words, SMALL) / 2), bottom + 11)
        canvas.text(place, words, size=SMALL, ink=Ink.MUTED, anchor="middle")


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
