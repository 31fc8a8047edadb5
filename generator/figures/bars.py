"""Sorted bars: how many now, and on the same row what it is compared with.

On a phone a row's name stands above its bar, on a wider sheet beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from generator.analysis import Amount
from generator.figures.canvas import SMALL, TEXT, WIDTH, Canvas, Ink, Point, ticks
from generator.figures.letters import NOTE, explain_signs, sign_of, width_of, wrap, write_notes
from generator.swedish import say_amount

LINE = 17  # from one line of a row's name to the next
AIR = 10  # between a name and the numbers of its row, and between two rows
BAR = 12
KEY = 26  # the height of a row of the key
HEADS = 14  # and of the signs over the columns of numbers
FOOT = 26
LEFT = 1
RIGHT = 7  # half a diamond that stands at the end
NUMBER = 44  # the least width of a column of numbers
NAME = 24  # the height of a row's name, above its bar; the grid keeps out of it
BESIDE = 250  # the width of the names beside the bars


@dataclass(frozen=True, slots=True)
class Bar:
    """A row: its name, the number now and those it is compared with, at most two."""

    name: str
    now: Amount
    before: tuple[Amount, ...] = ()


@dataclass(frozen=True)
class Bars:
    """Bars in the order they are given; `series` names the number now and its comparisons."""

    series: tuple[str, ...]
    bars: tuple[Bar, ...]
    width: int = WIDTH

    def draw(self) -> str:
        """Draw the key, a light grid from zero, and the rows with their numbers at the right."""
        notes = wrap(explain_signs(self.amounts), self.width - LEFT, SMALL)
        names = [wrap(bar.name, self.room, TEXT) for bar in self.bars]
        rows = lay_rows(self.head, names, beside=self.beside)
        bottom = rows[-1].bottom if rows else self.head
        canvas = Canvas(self.width, bottom + FOOT + NOTE * len(notes))
        self.draw_key(canvas)
        steps = [(value, self.across(value)) for value in ticks(self.top, low=self.low)]
        draw_grid(canvas, steps, rows)
        for number, (bar, row) in enumerate(zip(self.bars, rows, strict=True)):
            self.draw_row(canvas, number, bar, row)
        write_notes(canvas, notes, bottom + FOOT)
        return canvas.svg()

    @cached_property
    def beside(self) -> bool:
        """Whether the names stand beside the bars."""
        return self.width > WIDTH

    @cached_property
    def numbers(self) -> float:
        """Where the numbers now begin, the widest of them."""
        widest = max((width_of(sign_of(bar.now), bold=True) for bar in self.bars), default=0)
        return self.column_end(0) - widest - AIR

    @cached_property
    def room(self) -> float:
        """How wide a row's name may be."""
        return (BESIDE if self.beside else self.numbers) - LEFT - 4

    @property
    def amounts(self) -> Iterator[Amount]:
        """Every amount of the picture."""
        for bar in self.bars:
            yield from (bar.now, *bar.before)

    @cached_property
    def top(self) -> float:
        """The largest number, which reaches the right side."""
        known = [float(a.known) for a in self.amounts if a.value is not None]
        return max([*known, 0 if self.low else 1])

    @cached_property
    def low(self) -> float:
        """The least number, where money was lost; the scale begins there, and else at zero."""
        return min(0, *(float(a.known) for a in self.amounts if a.value is not None), 0)

    @cached_property
    def column(self) -> float:
        """How wide a column of compared numbers is, the widest of them with air before it."""
        compared = (amount for bar in self.bars for amount in bar.before)
        widest = max((width_of(sign_of(amount), SMALL) for amount in compared), default=0)
        return max(NUMBER, widest + 14)

    def across(self, value: float) -> float:
        """Return how far to the right a value stands."""
        start = RIGHT if self.compared or self.low else LEFT
        end: float = self.width - RIGHT
        if self.beside:
            start, end = start + BESIDE, self.numbers - RIGHT
        return start + (value - self.low) * (end - start) / (self.top - self.low)

    @cached_property
    def compared(self) -> int:
        """How many columns of compared numbers there are."""
        return max((len(bar.before) for bar in self.bars), default=0)

    @cached_property
    def head(self) -> float:
        """How far down the first row begins."""
        return KEY + (HEADS if self.compared else 4)

    def column_end(self, index: int) -> float:
        """Return where a column of numbers ends: the number now, then those compared with."""
        return self.width - RIGHT - self.column * (self.compared - index)

    def draw_key(self, canvas: Canvas) -> None:
        """Name the bar and the signs, and say by them which column of numbers is whose."""
        middle = KEY / 2
        canvas.box((LEFT, middle - BAR / 2), 16, BAR, Ink.HOUSE)
        canvas.text((LEFT + 22, middle), self.series[0], size=SMALL, bold=True)
        x = LEFT + 22 + width_of(self.series[0], SMALL, bold=True) + 20
        for index, name in enumerate(self.series[1:]):
            draw_sign(canvas, index, (x, middle))
            canvas.text((x + 11, middle), name, size=SMALL, ink=Ink.MUTED)
            x += width_of(name, SMALL) + 32
        if self.compared:
            canvas.box((self.column_end(0) - 9, self.head - 11), 9, 9, Ink.HOUSE)
        for index in range(self.compared):
            draw_sign(canvas, index, (self.column_end(index + 1) - 5, self.head - 6.5))

    def draw_row(self, canvas: Canvas, number: int, bar: Bar, row: Line) -> None:
        """Draw a row: its name and numbers, its bar and signs."""
        row.write_name(canvas)
        place = (self.column_end(0), row.words)
        canvas.text(place, sign_of(bar.now), anchor="end", bold=True, mark=f"n:{number}")
        if bar.now.value is not None:
            ends = sorted((self.across(0), self.across(float(bar.now.known))))
            corner = (ends[0], row.shapes)
            canvas.box(corner, ends[1] - ends[0], BAR, Ink.HOUSE, mark=f"now:{number}")
        for index, amount in enumerate(bar.before):
            place = (self.column_end(index + 1), row.words)
            canvas.text(place, sign_of(amount), size=SMALL, ink=Ink.MUTED, anchor="end")
            if amount.value is not None:
                centre = (self.across(float(amount.known)), row.shapes + BAR / 2)
                draw_sign(canvas, index, centre, f"before-{index}:{number}")


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a picture: the lines of its name, how far down it and its shapes begin, and its end."""

    name: list[str]
    top: float
    bottom: float
    shapes: float
    beside: bool

    @property
    def words(self) -> float:
        """The height of the numbers: of the first line of the name, or of its middle beside it."""
        return (self.top + self.bottom) / 2 if self.beside else self.top + 12

    def write_name(self, canvas: Canvas) -> None:
        """Write the name."""
        first = self.words - (LINE * (len(self.name) - 1) / 2 if self.beside else 0)
        # Above a bar a name stands beside the line at zero.
        x = LEFT if self.beside else LEFT + 4
        for number, words in enumerate(self.name):
            canvas.text((x, first + LINE * number), words)


def lay_rows(top: float, names: Iterable[list[str]], *, beside: bool) -> list[Line]:
    """Lay rows below each other, each as high as its name and the bar beside or below it."""
    rows: list[Line] = []
    for name in names:
        begins = rows[-1].bottom if rows else top
        if beside:
            high: float = max(LINE * len(name), BAR) + AIR
            shapes = begins + (high - BAR) / 2
        else:
            shapes = begins + NAME + LINE * (len(name) - 1)
            high = shapes + BAR + AIR - begins
        rows.append(Line(name, begins, begins + high, shapes, beside))
    return rows


def draw_grid(canvas: Canvas, steps: Sequence[tuple[int, float]], rows: Sequence[Line]) -> None:
    """Draw a line at zero and light ones at even steps beside the bars, with their numbers below.

    `steps` are values and how far to the right they stand. Where the numbers are so long that two
    would meet, the later is left out.
    """
    top, bottom = (rows[0].top, rows[-1].bottom) if rows else (0, 0)
    written = 0.0
    for value, x in steps:
        if value == 0:
            canvas.line([(x, top), (x, bottom)], Ink.LINE_STRONG)
        for row in rows if value else ():
            canvas.line([(x, row.top if row.beside else row.shapes - 2), (x, row.bottom)], Ink.LINE)
        words = say_amount(value)
        half = width_of(words, SMALL) / 2
        middle = min(max(x, half), canvas.width - half)
        if middle - half >= written:
            place = (middle, bottom + 12)
            canvas.text(place, words, size=SMALL, ink=Ink.MUTED, anchor="middle")
            written = middle + half + 4


def draw_sign(canvas: Canvas, index: int, centre: Point, mark: str = "") -> None:
    """Draw a comparison's sign: a triangle for the first, a diamond for the second."""
    x, y = centre
    below = [(x + 6.5, y + 5)] if index == 0 else [(x + 6.5, y), (x, y + 6.5)]
    points = [(x, y - 6.5), *below, (x - 6.5, below[0][1])]
    canvas.shape(points, Ink.PAPER, edge=Ink.INK, mark=mark)
