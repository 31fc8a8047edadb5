"""A series period by period: a line with dots, and the year before as a thin one behind it.

A panel has a key of the signs it shows, each once; several panels share one. The last known number
of each line is named beside its end, so that the names never meet.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby

from generator.analysis import NO_MATERIAL, Amount
from generator.figures.canvas import SMALL, WIDE, WIDTH, Canvas, Ink, Point, ticks
from generator.figures.letters import (
    break_title,
    height_of_title,
    name_signs,
    sign_of,
    width_of,
    write_below,
    write_title,
)
from generator.swedish import say_amount

AIR = 18  # above the highest number
PLOT, HIGH_PLOT = 116, 190  # the height of the scale, on a phone and on a desk
NAMES = 40  # below the base line: the periods' names and years
GAP = 8
DOT = 4.0
SMALL_DOT = 2.2
RING = 3.0
STROKES = {"now": (Ink.HOUSE, 2.0), "before": (Ink.LINE_STRONG, 1.2)}
UNKNOWN = Amount(None, NO_MATERIAL)
ASIDE = 7.0  # a replaced number stands to the left of the one that holds: they are often close
APART = 33  # between two labels of two lines each
KEY_ROW = 19
SIGN = 13  # from a sign of the key to its words
BETWEEN = 14
PRELIMINARY = "preliminärt"
REPLACED = "före ändring"
BEFORE = "ett år tidigare"


@dataclass(frozen=True, slots=True)
class End:
    """The last known number of a line, named beside it."""

    number: int
    amount: Amount
    name: str
    is_now: bool

    @property
    def width(self) -> float:
        """The room its name takes."""
        number = width_of(str(self.amount), SMALL, bold=self.is_now)
        return max(number, width_of(self.name, SMALL)) + GAP / 2


def spread(heights: Sequence[float], highest: float, lowest: float) -> list[float]:
    """Move two labels apart where they would meet, none above the highest or below the lowest."""
    if not heights:
        return []
    if len(heights) == 1:
        return [min(heights[0], lowest)]
    upper, lower = heights
    lack = max(APART - (lower - upper), 0) / 2
    lower = min(lower + lack, lowest)
    upper = max(min(upper - lack, lower - APART), highest)
    return [upper, max(lower, upper + APART)]


@dataclass(frozen=True, slots=True)
class Item:
    """A sign and its words; without a sign of letters it is the ring that `words` explains."""

    words: str
    sign: str = ""

    @property
    def width(self) -> float:
        """The room it takes."""
        return SIGN + width_of(self.words, SMALL)


@dataclass(frozen=True, slots=True)
class LineKey:
    """The key of several panels as a picture of its own, above all of them."""

    items: tuple[Item, ...]
    width: int = WIDE

    def draw(self) -> str:
        """Draw the rows."""
        rows = lay_out_key(self.items, self.width)
        canvas = Canvas(self.width, KEY_ROW * len(rows))
        draw_key(canvas, rows, 0)
        return canvas.svg()


def lay_out_key(items: Iterable[Item], width: float) -> list[list[Item]]:
    """Put items into rows no wider than the picture."""
    rows: list[list[Item]] = []
    for item in items:
        if rows and sum(each.width + BETWEEN for each in (*rows[-1], item)) <= width:
            rows[-1].append(item)
        else:
            rows.append([item])
    return rows


def draw_key(canvas: Canvas, rows: Sequence[Sequence[Item]], top: float) -> None:
    """Draw the rows from a height down."""
    for number, row in enumerate(rows):
        x, y = 2.0, top + KEY_ROW * (number + 0.5)
        for item in row:
            draw_item(canvas, item, x, y)
            x += item.width + BETWEEN


def draw_item(canvas: Canvas, item: Item, x: float, y: float) -> None:
    """Draw a sign as it stands in the picture, and its words, whose mark tells what a key is."""
    if item.words == PRELIMINARY:
        canvas.dot((x + 4, y), 4, Ink.PAPER, edge=Ink.HOUSE, width=1.8)
    elif item.words == REPLACED:
        canvas.dot((x + 4, y), 3, Ink.PAPER, edge=Ink.MUTED, width=1.2)
    elif item.words == BEFORE:
        canvas.line([(x, y), (x + 9, y)], Ink.LINE_STRONG, width=1.2)
        canvas.dot((x + 4.5, y), 2.2, Ink.LINE_STRONG)
    else:
        canvas.text((x, y), item.sign, size=SMALL, ink=Ink.MUTED)
    mark = f"key:{item.words}"
    canvas.text((x + SIGN, y), item.words, size=SMALL, ink=Ink.MUTED, mark=mark)


@dataclass(frozen=True, slots=True)
class Dot:
    """A period: its number, those it has replaced, and the number of the same period a year before.

    `name` and `before_name` are the two periods; `label` and `year` are written below some.
    """

    name: str
    amount: Amount
    before_name: str = ""
    before: Amount = UNKNOWN
    replaced: tuple[Amount, ...] = ()
    preliminary: bool = False
    label: str = ""
    year: str = ""

    @property
    def numbers(self) -> Iterator[Amount]:
        """The numbers that are drawn."""
        drawn = (self.amount, self.before, *self.replaced)
        return (amount for amount in drawn if amount.value is not None)


@dataclass(frozen=True, slots=True)
class Lines:
    """A panel, oldest period first; its scale goes from zero to its greatest number, or to `reach`.

    Where money was lost it begins below zero, at the least number or at `depth`. A panel that is not
    `explained` has its key elsewhere in the figure.
    """

    dots: tuple[Dot, ...]
    title: str = ""
    width: int = WIDTH
    reach: int | Decimal = 0
    depth: int | Decimal = 0
    explained: bool = True

    def draw(self) -> str:
        """Draw the title, the grid, the two lines with their dots, the names and the key."""
        key = self.key
        canvas = Canvas(self.width, self.base + NAMES + KEY_ROW * len(key) + GAP)
        write_title(canvas, self.title_lines)
        self.draw_grid(canvas)
        self.draw_line(canvas, "before", [dot.before for dot in self.dots])
        self.draw_line(canvas, "now", [dot.amount for dot in self.dots])
        for number, dot in enumerate(self.dots):
            self.draw_dot(canvas, number, dot)
        self.draw_ends(canvas)
        draw_key(canvas, key, self.base + NAMES)
        return canvas.svg()

    @property
    def key(self) -> list[list[Item]]:
        """The rows of the key: only what the picture shows."""
        return lay_out_key(find_items(self.dots) if self.explained else (), self.width)

    @property
    def plot(self) -> float:
        """How high the scale is."""
        return HIGH_PLOT if self.width > WIDTH else PLOT

    @property
    def base(self) -> float:
        """How far down the scale begins: at zero, or below it."""
        return height_of_title(self.title_lines) + AIR + self.plot

    @property
    def title_lines(self) -> list[str]:
        """The title in lines that have room."""
        return break_title(self.title, self.width)

    @property
    def top(self) -> float:
        """The greatest number, where the scale ends."""
        values = (float(amount.known) for dot in self.dots for amount in dot.numbers)
        return max(float(self.reach), *values, 0) or (0 if self.low else 1)

    @property
    def low(self) -> float:
        """The least number below zero, where the scale begins, or zero."""
        values = (float(amount.known) for dot in self.dots for amount in dot.numbers)
        return min(float(self.depth), *values, 0)

    @property
    def scale(self) -> list[int]:
        """The numbers of the scale."""
        return ticks(self.top, 4, self.low)

    @property
    def left(self) -> float:
        """Where the first period begins, right of the scale's numbers."""
        return max(width_of(say_amount(value), SMALL) for value in self.scale) + GAP

    @property
    def right(self) -> float:
        """Where the last period ends, left of the lines' names."""
        return self.width - GAP - max((end.width for end in self.ends), default=0)

    @property
    def ends(self) -> list[End]:
        """The last known number of each line, the higher first."""
        rows = list(enumerate(self.dots))[::-1]
        now = [End(n, dot.amount, dot.name, True) for n, dot in rows if not dot.amount.missing]
        before = [
            End(n, dot.before, dot.before_name, False) for n, dot in rows if not dot.before.missing
        ]
        return sorted([*now[:1], *before[:1]], key=lambda end: -float(end.amount.known))

    def across(self, number: int) -> float:
        """Return how far to the right a period stands."""
        return self.left + (number + 0.5) * (self.right - self.left) / len(self.dots)

    def height_of(self, amount: Amount) -> float:
        """Return how far down a number stands."""
        return self.base - (float(amount.known) - self.low) * self.plot / (self.top - self.low)

    def place_of(self, number: int, amount: Amount) -> Point:
        """Return where the number of a period stands."""
        return self.across(number), self.height_of(amount)

    def draw_grid(self, canvas: Canvas) -> None:
        """Draw the scale from zero, and the periods' names below it."""
        for value in self.scale:
            y = self.height_of(Amount(value))
            ink = Ink.LINE_STRONG if value == 0 else Ink.LINE
            canvas.line([(self.left, y), (self.right, y)], ink)
            place = (self.left - GAP / 2, y)
            canvas.text(place, say_amount(value), size=SMALL, ink=Ink.MUTED, anchor="end")
        for number, dot in enumerate(self.dots):
            write_below(canvas, self.across(number), self.base + 6, (dot.label, dot.year))

    def draw_line(self, canvas: Canvas, name: str, amounts: Sequence[Amount]) -> None:
        """Draw a line through neighbours; where a number is missing it breaks."""
        ink, width = STROKES[name]
        for missing, run in groupby(enumerate(amounts), lambda row: bool(row[1].missing)):
            rows = list(run)
            if not missing and len(rows) > 1:
                points = [self.place_of(*row) for row in rows]
                canvas.line(points, ink, width=width, mark=f"{name}-line:{rows[0][0]}")

    def draw_dot(self, canvas: Canvas, number: int, dot: Dot) -> None:
        """Draw the numbers of a period: a year before, replaced ones as small rings, and its own.

        Its own is filled, hollow while it is preliminary, or the sign for why it is missing.
        """
        if not dot.before.missing:
            centre = self.place_of(number, dot.before)
            canvas.dot(centre, SMALL_DOT, Ink.LINE_STRONG, mark=f"before:{number}")
        for index, amount in enumerate(dot.replaced):
            if not amount.missing:
                x, y = self.place_of(number, amount)
                if not dot.amount.missing:
                    way = [(x - ASIDE, y), self.place_of(number, dot.amount)]
                    canvas.line(way, Ink.MUTED, width=0.8)
                mark = f"replaced-{index}:{number}"
                canvas.dot((x - ASIDE, y), RING, Ink.PAPER, edge=Ink.MUTED, width=1.2, mark=mark)
        if dot.amount.missing:
            place = (self.across(number), self.height_of(Amount(0)) - 10)
            sign = sign_of(dot.amount)
            canvas.text(place, sign, size=SMALL, ink=Ink.MUTED, anchor="middle")
            return
        fill = Ink.PAPER if dot.preliminary else Ink.HOUSE
        centre, mark = self.place_of(number, dot.amount), f"now:{number}"
        canvas.dot(centre, DOT, fill, edge=Ink.HOUSE, width=1.8, mark=mark)

    def draw_ends(self, canvas: Canvas) -> None:
        """Name each line at its end by its last number and the period of that."""
        highest = height_of_title(self.title_lines) + SMALL
        heights = [self.height_of(end.amount) for end in self.ends]
        heights = spread(heights, highest, self.base - GAP)
        for end, y in zip(self.ends, heights, strict=True):
            ink, mark = (Ink.INK, "end-now") if end.is_now else (Ink.MUTED, "end-before")
            place, below = (self.right + GAP / 2, y - 7), (self.right + GAP / 2, y + 8)
            canvas.text(place, str(end.amount), size=SMALL, ink=ink, bold=end.is_now, mark=mark)
            canvas.text(below, end.name, size=SMALL, ink=Ink.MUTED)


def share_key(panels: Sequence[Lines]) -> tuple[Lines | LineKey, ...]:
    """Return panels with one key for all of them before the first; a single one keeps its own."""
    if len(panels) < 2:
        return tuple(panels)
    items = tuple(find_items([dot for panel in panels for dot in panel.dots]))
    bare = (replace(panel, explained=False) for panel in panels)
    return (*([LineKey(items)] if items else []), *bare)


def find_items(dots: Sequence[Dot]) -> Iterator[Item]:
    """Yield what has to be explained of dots."""
    if any(dot.preliminary and not dot.amount.missing for dot in dots):
        yield Item(PRELIMINARY)
    if any(not dot.before.missing for dot in dots):
        yield Item(BEFORE)
    if any(dot.replaced for dot in dots):
        yield Item(REPLACED)
    missing = name_signs(dot.amount for dot in dots)
    yield from (Item(reason, sign) for sign, reason in missing.items())
