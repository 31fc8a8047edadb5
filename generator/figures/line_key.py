"""The key of lines: the signs they have, each explained once, as many to a row as there is room for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from generator.analysis import Amount
from generator.figures.canvas import Canvas, Ink
from generator.figures.letters import width_of
from generator.figures.signs import name_signs

KEY_ROW = 17
SIZE = 11
SIGN = 12
BETWEEN = 14
PRELIMINARY = "preliminärt"
REPLACED = "före ändring"
BEFORE = "ett år tidigare"


@dataclass(frozen=True, slots=True)
class Item:
    """A sign and its words; without a sign of letters it is the ring that `words` explains."""

    words: str
    sign: str = ""

    @property
    def width(self) -> float:
        """The room it takes."""
        return SIGN + width_of(self.words, SIZE)


@dataclass(frozen=True, slots=True)
class LineKey:
    """The key of several panels as a picture of its own, as wide as one of them."""

    items: tuple[Item, ...]
    width: int

    def draw(self) -> str:
        """Draw the rows."""
        rows = lay_out_key(self.items, self.width)
        canvas = Canvas(self.width, KEY_ROW * len(rows))
        draw_key(canvas, rows, 0)
        return canvas.svg()


def list_items(
    *, preliminary: bool, before: bool, replaced: bool, amounts: Iterable[Amount]
) -> Iterator[Item]:
    """Yield what a picture has to explain."""
    if preliminary:
        yield Item(PRELIMINARY)
    if before:
        yield Item(BEFORE)
    if replaced:
        yield Item(REPLACED)
    yield from (Item(reason, sign) for sign, reason in name_signs(amounts).items())


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
        canvas.text((x, y), item.sign, size=SIZE, ink=Ink.MUTED)
    mark = f"key:{item.words}"
    canvas.text((x + SIGN, y), item.words, size=SIZE, ink=Ink.MUTED, mark=mark)
