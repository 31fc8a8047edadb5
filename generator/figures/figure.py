"""A figure: what it says, its pictures, its table and its download, all of the same numbers."""

from __future__ import annotations

import csv
import pickle
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from io import StringIO
from typing import Any, ClassVar, Protocol

from generator.analysis import Amount
from generator.figures.canvas import WIDE, WIDTH

# What makes Excel read a CSV file as UTF-8.
BYTE_ORDER_MARK = "\ufeff"
# What makes a spreadsheet take words for a formula and run it; some take wide signs for narrow ones.
FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
BREAKS = ("\t", "\r", "\n")
NO_BREAKS = str.maketrans({"\u00a0": "", "\u202f": "", "\u2212": "-"})


class Picture(Protocol):
    """A frozen dataclass of what is to be seen: numbers, words and their places, no colours."""

    __dataclass_fields__: ClassVar[dict[str, Any]]

    @property
    def width(self) -> int:
        """How wide it is drawn, in pixels."""
        ...

    def draw(self) -> str:
        """Return the picture as SVG."""
        ...


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a table's cell: an amount or words, and the address it leads to."""

    content: Amount | str
    target: str = ""

    @property
    def is_missing(self) -> bool:
        """Whether there is no number where one would stand."""
        return isinstance(self.content, Amount) and self.content.value is None

    @property
    def is_number(self) -> bool:
        """Whether a number stands there."""
        return isinstance(self.content, Amount) and self.content.value is not None

    @property
    def download(self) -> str:
        """The cell as a spreadsheet reads it: no blanks within numbers, words where one is missing."""
        text = str(self.content)
        return text.translate(NO_BREAKS) if self.is_number else as_words(text)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a figure's table: its head, where that leads, and a cell a column."""

    name: str
    cells: tuple[Cell, ...]
    target: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """A figure's table; `corner` heads the rows' names, `columns` the cells."""

    corner: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    def __post_init__(self) -> None:
        if any(len(row.cells) != len(self.columns) for row in self.rows):
            raise ValueError(f"a row of the grid has too few or too many cells: {self.columns}")

    @property
    def is_numeric(self) -> bool:
        """Whether every cell holds a number, or says why there is none."""
        return all(isinstance(cell.content, Amount) for row in self.rows for cell in row.cells)

    def holds_words(self, column: int) -> bool:
        """Say whether a column holds words alone: those stand to the left, numbers to the right."""
        cells = [row.cells[column].content for row in self.rows]
        return bool(cells) and all(isinstance(content, str) for content in cells)


@dataclass(frozen=True, slots=True)
class Figure:
    """One finding shown in every way a reader may need.

    `anchor` is its id on the page and begins with `_`; `title` says the finding; `notes` what must
    be known to read it. `file` is the address of its download, from the site's root.
    """

    anchor: str
    title: str
    sentences: tuple[str, ...]
    pictures: tuple[Picture, ...]
    grid: Grid
    file: str
    notes: tuple[str, ...] = ()

    @property
    def drawings(self) -> Iterator[tuple[str, str]]:
        """Each picture as SVG for a phone and for a desk: one alone is wide, one of several a panel."""
        for picture in self.pictures:
            wide = WIDE if len(self.pictures) == 1 else picture.width
            packed = pickle.dumps(picture)
            yield draw(packed, WIDTH), draw(packed, wide)


# Under `serve` the pictures that a saved entry does not change are most of them. All that a picture
# is makes its key, to the bit, and none is kept between two runs.
@lru_cache(maxsize=512)
def draw(packed: bytes, width: int) -> str:
    """Return a picture as SVG, of a width."""
    picture: Picture = replace(pickle.loads(packed), width=width)
    return picture.draw()


def as_words(text: str) -> str:
    """Return words that a spreadsheet shows as they are, an apostrophe before what it would run."""
    runs = text.startswith(BREAKS) or text.lstrip().startswith(FORMULA)
    return f"'{text}" if runs else text


def write_csv(grid: Grid) -> str:
    """Write a table as Swedish spreadsheets read it: semicolons, decimal commas, words for what is missing."""
    sheet = StringIO()
    writer = csv.writer(sheet, delimiter=";", lineterminator="\r\n")
    writer.writerow(map(as_words, (grid.corner, *grid.columns)))
    writer.writerows(
        [as_words(row.name), *(cell.download for cell in row.cells)] for row in grid.rows
    )
    return BYTE_ORDER_MARK + sheet.getvalue()
