"""A list as it stands in its file: which row the headings stand on, and the rows of events below."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.intake.listed.columns import (
    Column,
    known_roles,
    name_column,
    part_rivals,
    plain,
    understand,
)
from generator.intake.listed.days import SHAPED
from generator.intake.sheet import Sheet
from generator.problems import ArchiveError, CannotRun, quote
from generator.records import Table, decode_table, parse_table
from generator.swedish import join_words, say_figure

# Above the headings a list may have a title, who it is from, and rows of a heading in parts.
MOST_ABOVE = 10


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a list: its number as a spreadsheet gives it, and the texts of its cells by column from 0."""

    number: int
    cells: Mapping[int, str]

    def text(self, index: int) -> str:
        """Return what stands in a column, or nothing."""
        return self.cells.get(index, "")

    def place(self, index: int) -> str:
        """Return the address of a cell, also of one that is not there: `B14`."""
        return f"{name_column(index)}{self.number}"


@dataclass(frozen=True, slots=True)
class Listed:
    """A list: its file's name, the row of its headings, its columns and rows.

    `faults` says by its address why a cell cannot be read.
    """

    file: str
    headings: int
    above: int
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    faults: Mapping[str, str]


def read_list(sheet: Sheet, heading_row: int | None = None) -> Listed:
    """Find a sheet's headings and rows; raises `CannotRun` when no row can be the headings."""
    try:
        table = parse_table(decode_table(sheet.source, sheet.file), sheet.file)
    except ArchiveError as error:
        raise CannotRun(str(error)) from error
    numbers = [row[0].row for row in table.grid]
    first = find_headings(table) if heading_row is None else find_asked(numbers, heading_row)
    headings = read_headings(table, first)
    rows = tuple(
        Row(row[0].row, {cell.index: cell.text for cell in row if cell.text})
        for row in table.grid[first + 1 :]
    )
    columns = [
        understand(index, heading, [row.text(index) for row in rows])
        for index, heading in headings.items()
    ]
    faults = dict(sheet.faults) | dict(find_merged(sheet.merged, numbers[first]))
    return Listed(sheet.file, numbers[first], first, tuple(part_rivals(columns)), rows, faults)


def find_asked(numbers: Sequence[int], asked: int) -> int:
    """Return the place of the row that is said to hold the headings; raises `CannotRun`."""
    if asked not in numbers:
        raise CannotRun(f"Rad {asked} är tom eller finns inte. Ange raden där rubrikerna står.")
    return numbers.index(asked)


def find_headings(table: Table) -> int:
    """Return the place of the row of headings: that with most known ones, or else the first with several."""
    rows = [[cell.text for cell in row if cell.text] for row in table.grid[: MOST_ABOVE + 1]]
    scores = [sum(plain(text) in known_roles() for text in row) for row in rows]
    best = max(range(len(rows)), key=lambda n: (scores[n], -n))
    first = best if scores[best] else next((n for n, row in enumerate(rows) if len(row) > 1), 0)
    if any(SHAPED.match(text) for text in rows[first]):
        text = "Listan verkar sakna rubriker: en dag står på raden där de skulle stå. Skriv en rad överst som säger vad varje kolumn är, eller ange raden med --rubrikrad."
        raise CannotRun(text)
    return first


def read_headings(table: Table, first: int) -> dict[int, str]:
    """Return the heading of each column by its number; one that is merged with a row above has its words."""
    headings: dict[int, str] = {}
    for row in table.grid[: first + 1]:
        # A title alone on its row heads no column.
        if row is table.grid[first] or sum(bool(cell.text) for cell in row) > 1:
            headings |= {cell.index: cell.text for cell in row if cell.text}
    used = sorted({cell.index for row in table.grid[first:] for cell in row if cell.text})
    return {index: headings.get(index, "") for index in used}


def find_merged(merged: Sequence[str], headings: int) -> Iterator[tuple[str, str]]:
    """Yield each cell below the headings that is merged with others, and why it is not read."""
    from openpyxl.utils.cell import range_boundaries

    for found in merged:
        left, top, right, bottom = (int(number or 0) for number in range_boundaries(found))
        for row in range(max(top, headings + 1), bottom + 1):
            for column in range(left - 1, right):
                text = f"Cellerna {found} är sammanslagna. Dela upp dem i Excel."
                yield f"{name_column(column)}{row}", text


def describe_list(listed: Listed) -> Iterator[str]:
    """Yield the lines that say what was read of a file."""
    count = say_figure(len(listed.rows), "rad", "rader")
    yield f"Listan i {listed.file} har {count} under rubrikerna, som står på rad {listed.headings}. Tomma rader räknas inte."
    if listed.above:
        yield "Raderna ovanför rubrikerna lästes inte som händelser."
    personal = [f"{one.letter} ({quote(one.heading)})" for one in listed.columns if one.personal]
    if personal:
        yield f"Personuppgifter tas aldrig in och visas inte. De ser ut att stå i kolumn {join_words(personal)}."
