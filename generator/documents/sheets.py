"""The tables and charts of an article as sheets of data: whole rows, one type a column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.analysis import Amount
from generator.article.addresses import slug_of
from generator.article.plain import plain_line, write_rows
from generator.article.values import (
    Article,
    Board,
    Chart,
    Line,
    Look,
    Number,
    Row,
    Section,
    Span,
    Table,
    numbers_of,
    walk,
)
from generator.figures import Cell as Content
from generator.figures import Figure, as_words

GROUP = "Grupp"
WHOLE = re.compile(r"-?\d+")
LONGEST = 60  # letters of a name


@dataclass(frozen=True, slots=True)
class Datum:
    """What stands in a cell: a number or why there is none, or words; all of it as words besides."""

    words: str
    amount: Amount | None = None
    unit: str = ""
    is_missing: bool = False

    @property
    def is_number(self) -> bool:
        """Whether a number stands there."""
        return self.amount is not None and self.amount.value is not None

    @property
    def may_be_number(self) -> bool:
        """Whether it is a number, or says why there is none, or is empty."""
        return self.amount is not None or self.is_missing or not self.words


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, the one unit of its numbers, and what stands where one is missing."""

    name: str
    kind: str  # string, integer or number, as a data package calls them
    unit: str = ""
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table of data; `name` is its file's, without its ending, and `note` what is told of it."""

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""

    def write(self) -> str:
        """Write it as Swedish spreadsheets read it."""
        return write_rows([[column.name for column in self.columns], *self.rows])


def find_sheets(article: Article) -> Iterator[Sheet]:
    """Yield every table and chart of an article, in its order, and last all numbers by their keys."""
    taken: set[str] = set()
    for section in walk(article.sections):
        for block in section.blocks:
            match block:
                case Table():
                    wished = block.file or block.caption
                    yield of_table(block, name_sheet(taken, wished, section, article), block.note)
                case Board():
                    name = name_sheet(taken, "lagestavlan", section, article)
                    yield of_table(make_table(block, section.title), name)
                case Chart():
                    name = name_sheet(taken, block.figure.file, section, article)
                    yield of_figure(block.figure, name)
    yield of_numbers(article, name_sheet(taken, "tal", None, article))


def name_sheet(taken: set[str], wished: str, section: Section | None, article: Article) -> str:
    """Return a name that no other sheet has, of an address or of words."""
    stem = wished.rpartition("/")[2].removesuffix(".csv")
    slug = slug_of(stem.removeprefix(f"{article.ref.id}-")) or slug_of(
        section.title if section else ""
    )
    base = name = (slug or "tabell")[:LONGEST].strip("-")
    number = 2
    while name in taken:
        name, number = f"{base}-{number}", number + 1
    taken.add(name)
    return name


def of_table(table: Table, name: str, note: str = "") -> Sheet:
    """Return a table as a sheet: what heads a group of rows stands in a column of its own."""
    grouped = any(row.group for row in table.rows)
    heads = [*([GROUP] if grouped else []), *table.columns]
    rows, group = [], Datum("")
    for row in table.rows:
        found = [*map(read_cell, row.cells)]
        if row.group:
            group = found[0]
            continue
        # Words over the last columns say of each why nothing stands there.
        rest, last = len(table.columns) - len(found), found[-1]
        if rest and not last.is_number:
            found[-1:] = [Datum(last.words, last.amount, is_missing=True)] * (rest + 1)
        whole = [*found, *[Datum("")] * (len(table.columns) - len(found))]
        rows.append([*([group] if grouped else []), *whole])
    return make_sheet(name, table.caption, heads, rows, note)


def make_table(board: Board, caption: str) -> Table:
    """Return the board as a table: how each område is judged, a number each month, and what to compare with."""
    months = tuple(month.label for month in (board.rows[0].months if board.rows else ()))
    heads = ("Område", "Gruppens bedömning", "Nivå", "Trend", *months, "Att jämföra med")
    rows = tuple(
        Row(
            (
                (row.name,), row.sentence, row.level, row.trend,
                *((month.number,) for month in row.months), row.against,
            )
        )
        for row in board.rows
    )  # fmt: skip
    return Table(caption, heads, rows)


def of_figure(figure: Figure, name: str) -> Sheet:
    """Return a chart's table as a sheet."""
    grid = figure.grid
    rows = [
        [Datum(row.name), *(read_content(cell.content) for cell in row.cells)] for row in grid.rows
    ]
    note = " ".join((*figure.sentences, *figure.notes))
    return make_sheet(name, figure.title, [grid.corner, *grid.columns], rows, note)


def of_numbers(article: Article, name: str) -> Sheet:
    """Return every number of an article by its key, in the order of the keys."""
    found = {number.key: number for number in numbers_of(article)}
    rows = [
        [Datum(key), Datum(str(one.amount), one.amount), Datum(one.unit)]
        for key, one in sorted(found.items())
    ]
    return make_sheet(name, "Alla tal, med nycklar", ["nyckel", "tal", "enhet"], rows, "")


def read_cell(cell: Line) -> Datum:
    """Return what stands in a cell of a table; a number may have words after it."""
    words = plain_line(cell)
    if cell and isinstance(cell[0], Number):
        return Datum(words, cell[0].amount, cell[0].unit)
    spans = [one for one in cell if isinstance(one, Span)]
    missing = bool(spans) and all(one.look is Look.MISSING for one in spans)
    return Datum(words, is_missing=missing)


def read_content(content: Amount | str) -> Datum:
    """Return what stands in a cell of a chart's table."""
    return Datum(content) if isinstance(content, str) else Datum(str(content), content)


def make_sheet(
    name: str, title: str, heads: Sequence[str], rows: Sequence[Sequence[Datum]], note: str
) -> Sheet:
    """Return a sheet; a column where anything is neither a number nor missing is one of words."""
    names = tuple(name_columns(heads))
    columns, written = [], []
    for place, head in enumerate(names):
        cells = [row[place] for row in rows]
        is_numeric = any(cell.is_number for cell in cells) and all(c.may_be_number for c in cells)
        texts = [write_number(cell) if is_numeric else as_words(cell.words) for cell in cells]
        columns.append(make_column(head, cells, texts) if is_numeric else Column(head, "string"))
        written.append(texts)
    return Sheet(name, title, tuple(columns), tuple(zip(*written, strict=True)), note)


def make_column(name: str, cells: Sequence[Datum], texts: Sequence[str]) -> Column:
    """Return a column of numbers."""
    numbers = [text for cell, text in zip(cells, texts, strict=True) if cell.is_number]
    missing = dict.fromkeys(
        text for cell, text in zip(cells, texts, strict=True) if text and not cell.is_number
    )
    units = {cell.unit for cell in cells if cell.is_number}
    kind = "integer" if all(map(WHOLE.fullmatch, numbers)) else "number"
    return Column(name, kind, units.pop() if len(units) == 1 else "", tuple(missing))


def name_columns(heads: Sequence[str]) -> Iterator[str]:
    """Yield a name for each column, none like another."""
    taken: set[str] = set()
    for place, head in enumerate(heads, 1):
        base = name = as_words(head) or f"Kolumn {place}"
        number = 2
        while name in taken:
            name, number = f"{base} ({number})", number + 1
        taken.add(name)
        yield name


def write_number(cell: Datum) -> str:
    """Write a number without what follows it, or why there is none."""
    return Content(cell.amount).download if cell.amount is not None else as_words(cell.words)
