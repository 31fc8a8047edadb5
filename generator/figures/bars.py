"""Sorted bars: how many now, with what it is compared to as a ring and a diamond on the same line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count

from generator.analysis import Amount
from generator.figures.canvas import SMALL, WIDTH, Canvas, Ink, Point
from generator.figures.letters import width_of, wrap
from generator.figures.signs import explain_signs, sign_of
from generator.swedish import say_amount

ROW = 44
LINE = 16  # from one line of a row's name to the next
AIR = 10  # between a name and the numbers of its row
BAR = 12
KEY = 26  # the height of the key
HEADS = 14  # and of the signs over the columns of numbers
FOOT = 24
NOTE = 20  # the height of a line that explains the signs
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
        notes = wrap(explain_signs(self.amounts), WIDTH - LEFT, SMALL)
        rows = lay_rows(self.head, [self.break_name(bar) for bar in self.bars], ROW)
        bottom = rows[-1].bottom if rows else self.head
        canvas = Canvas(WIDTH, bottom + FOOT + NOTE * len(notes))
        self.draw_key(canvas)
        steps = [(value, self.across(value)) for value in ticks(self.top, low=self.low)]
        draw_grid(canvas, steps, rows)
        for number, (bar, row) in enumerate(zip(self.bars, rows, strict=True)):
            self.draw_row(canvas, number, bar, row)
        write_notes(canvas, notes, bottom + FOOT)
        return canvas.svg()

    def break_name(self, bar: Bar) -> list[str]:
        """Return a row's name in lines that end before its numbers begin."""
        widest = max(width_of(sign_of(each.now), bold=True) for each in self.bars)
        return wrap(bar.name, self.column_end(0) - widest - AIR - LEFT - 4)

    @property
    def amounts(self) -> Iterator[Amount]:
        """Every amount of the picture."""
        for bar in self.bars:
            yield from (bar.now, *bar.before)

    @property
    def top(self) -> float:
        """The largest number, which reaches the right side."""
        known = [float(a.known) for a in self.amounts if a.value is not None]
        return max([*known, 0 if self.low else 1])

    @property
    def low(self) -> float:
        """The least number, where money was lost; the scale begins there, and else at zero."""
        return min(0, *(float(a.known) for a in self.amounts if a.value is not None), 0)

    @property
    def column(self) -> float:
        """How wide a column of compared numbers is, the widest of them with air before it."""
        compared = (amount for bar in self.bars for amount in bar.before)
        widest = max((width_of(sign_of(amount), SMALL) for amount in compared), default=0)
        return max(NUMBER, widest + 14)

    def across(self, value: float) -> float:
        """Return how far to the right a value stands."""
        start = RIGHT if self.compared or self.low else LEFT
        return start + (value - self.low) * (WIDTH - start - RIGHT) / (self.top - self.low)

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

    def draw_row(self, canvas: Canvas, number: int, bar: Bar, row: Row) -> None:
        """Draw a row: name and numbers above, bar and signs below."""
        row.write_name(canvas)
        top = row.top
        place = (self.column_end(0), top + 12)
        canvas.text(place, sign_of(bar.now), anchor="end", bold=True, mark=f"n:{number}")
        middle = row.bottom - 12
        if bar.now.value is not None:
            ends = sorted((self.across(0), self.across(float(bar.now.known))))
            corner = (ends[0], middle - BAR / 2)
            canvas.box(corner, ends[1] - ends[0], BAR, Ink.HOUSE, mark=f"now:{number}")
        for index, amount in enumerate(bar.before):
            place = (self.column_end(index + 1), top + 12)
            canvas.text(place, sign_of(amount), size=SMALL, ink=Ink.MUTED, anchor="end")
            if amount.value is not None:
                centre = (self.across(float(amount.known)), middle)
                draw_sign(canvas, index, centre, f"before-{index}:{number}")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a picture: the lines of its name, and how far down it begins and ends."""

    name: list[str]
    top: float
    bottom: float

    @property
    def shapes(self) -> float:
        """How far down its shapes may begin, below the name."""
        return self.top + NAME + LINE * (len(self.name) - 1)

    def write_name(self, canvas: Canvas) -> None:
        """Write the name."""
        for number, words in enumerate(self.name):
            canvas.text((LEFT + 4, self.top + 12 + LINE * number), words)


def lay_rows(top: float, names: Iterable[list[str]], high: float) -> list[Row]:
    """Lay rows below each other, so `high` each when its name has one line."""
    rows: list[Row] = []
    for name in names:
        begins = rows[-1].bottom if rows else top
        rows.append(Row(name, begins, begins + high + LINE * (len(name) - 1)))
    return rows


def draw_grid(canvas: Canvas, steps: Sequence[tuple[int, float]], rows: Sequence[Row]) -> None:
    """Draw a line at zero and light ones at even steps beside the bars, with their numbers below.

    `steps` are values and how far to the right they stand. Where the numbers are so long that two
    would meet, the later is left out.
    """
    bottom = rows[-1].bottom if rows else 0
    written = 0.0
    for value, x in steps:
        if value == 0:
            canvas.line(
                [(x, min((row.top for row in rows), default=0)), (x, bottom)], Ink.LINE_STRONG
            )
        else:
            for row in rows:
                canvas.line([(x, row.shapes), (x, row.bottom)], Ink.LINE)
        words = say_amount(value)
        half = width_of(words, SMALL) / 2
        middle = min(max(x, half), WIDTH - half)
        if middle - half >= written:
            place = (middle, bottom + 11)
            canvas.text(place, words, size=SMALL, ink=Ink.MUTED, anchor="middle")
            written = middle + half + 4


def write_notes(canvas: Canvas, lines: Sequence[str], top: float) -> None:
    """Write what the signs mean below a picture, from a height down."""
    for number, words in enumerate(lines):
        canvas.text((LEFT, top + 8 + NOTE * number), words, size=SMALL, ink=Ink.MUTED)


def draw_sign(canvas: Canvas, index: int, centre: Point, mark: str = "") -> None:
    """Draw a comparison's sign: a ring for the first, a diamond for the second."""
    x, y = centre
    if index == 0:
        canvas.dot(centre, 5, Ink.PAPER, edge=Ink.INK, mark=mark)
    else:
        points = [(x, y - 6.5), (x + 6.5, y), (x, y + 6.5), (x - 6.5, y)]
        canvas.shape(points, Ink.PAPER, edge=Ink.INK, mark=mark)


def ticks(top: float, most: int = 5, low: float = 0) -> list[int]:
    """Return zero and even whole steps from `low`, at most zero, to `top`, at most `most` steps."""
    steps = (base * 10**power for power in count() for base in (1, 2, 5))
    step = next(step for step in steps if (top - low) / step <= most)
    return [step * number for number in range(-int(-low // step), int(top // step) + 1)]
