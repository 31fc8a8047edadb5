"""Sorted bars of one occasion beside a range: the least, the mean and the most of those before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.analysis import Amount
from generator.figures.bars import (
    AIR,
    LEFT,
    NOTE,
    RIGHT,
    Row,
    draw_grid,
    lay_rows,
    ticks,
    write_notes,
)
from generator.figures.canvas import SMALL, WIDTH, Canvas, Ink
from generator.figures.letters import width_of, wrap
from generator.figures.signs import explain_signs, sign_of

ROW = 52
BAR = 12
KEY = 26
BELOW = 18  # from the bar of the key to the range below it
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
        notes = wrap(explain_signs(self.amounts), WIDTH - LEFT, SMALL)
        rows = lay_rows(self.head, [self.break_name(span) for span in self.spans], ROW)
        bottom = rows[-1].bottom if rows else self.head
        canvas = Canvas(WIDTH, bottom + FOOT + NOTE * len(notes))
        self.draw_key(canvas)
        steps = [(value, self.across(Amount(value))) for value in ticks(self.top)]
        draw_grid(canvas, steps, rows)
        for number, (span, row) in enumerate(zip(self.spans, rows, strict=True)):
            self.draw_row(canvas, number, span, row)
        write_notes(canvas, notes, bottom + FOOT)
        return canvas.svg()

    @property
    def number_end(self) -> float:
        """Where the numbers now end, left of the column of means when there is one."""
        return WIDTH - RIGHT - (NUMBER if self.before else 0)

    def break_name(self, span: Span) -> list[str]:
        """Return a row's name in lines that end before its numbers begin."""
        widest = max(width_of(sign_of(each.now), bold=True) for each in self.spans)
        return wrap(span.name, self.number_end - widest - AIR - LEFT - 4)

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
        return KEY + (BELOW if self.has_long_key else 0) + (HEADS if self.before else 4)

    @property
    def has_long_key(self) -> bool:
        """Whether the range is named below the bar, for want of room beside it."""
        names = width_of(self.now, SMALL, bold=True) + width_of(self.before, SMALL)
        return LEFT + 22 + names + 14 + 38 > WIDTH

    def draw_key(self, canvas: Canvas) -> None:
        """Name the bar and the range."""
        middle = KEY / 2
        canvas.box((LEFT, middle - BAR / 2), 16, BAR, Ink.HOUSE)
        canvas.text((LEFT + 22, middle), self.now, size=SMALL, bold=True)
        if self.before:
            x = LEFT + 22 + width_of(self.now, SMALL, bold=True) + 14
            if self.has_long_key:
                x, middle = LEFT, middle + BELOW
            draw_range(canvas, (x, x + 13, x + 30), middle, "")
            canvas.text((x + 38, middle), self.before, size=SMALL, ink=Ink.MUTED)
            place = (WIDTH - RIGHT, self.head - 4)
            canvas.text(place, MEAN, size=SMALL, ink=Ink.MUTED, anchor="end")
            canvas.box((place[0] - NUMBER - 9, self.head - 9), 9, 9, Ink.HOUSE)

    def draw_row(self, canvas: Canvas, number: int, row: Span, place_of: Row) -> None:
        """Draw a row: name and numbers above; bar, and the range below it."""
        place_of.write_name(canvas)
        top = place_of.top
        place = (self.number_end, top + 12)
        canvas.text(place, sign_of(row.now), anchor="end", bold=True, mark=f"n:{number}")
        if row.now.value is not None:
            length = self.across(row.now) - LEFT
            canvas.box((LEFT, place_of.shapes), length, BAR, Ink.HOUSE, mark=f"now:{number}")
        if not self.before:
            return
        place = (WIDTH - RIGHT, top + 12)
        words = sign_of(row.mean)
        canvas.text(place, words, size=SMALL, ink=Ink.MUTED, anchor="end", mark=f"mean:{number}")
        if row.mean.value is not None:
            ends = (self.across(row.low), self.across(row.mean), self.across(row.high))
            draw_range(canvas, ends, place_of.shapes + 18, f":{number}")


def draw_range(canvas: Canvas, ends: tuple[float, float, float], y: float, mark: str) -> None:
    """Draw a line from the least to the most, and a heavier tick at the mean."""
    low, mean, high = ends
    canvas.line([(low, y), (high, y)], Ink.INK, mark=mark and f"range{mark}")
    for x in (low, high):
        canvas.line([(x, y - END), (x, y + END)], Ink.INK)
    canvas.line([(mean, y - TICK), (mean, y + TICK)], Ink.INK, width=3, mark=mark and f"tick{mark}")
