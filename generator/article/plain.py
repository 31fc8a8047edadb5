"""Plain words: of participants' Markdown, of a whole article, and of its tables as files."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from io import StringIO

from generator.article.markdown import cut_part
from generator.article.values import (
    Article,
    Block,
    Board,
    Chart,
    Facts,
    Line,
    Listing,
    Number,
    Paragraph,
    Prose,
    Section,
    Span,
    Table,
    line,
    numbers_of,
)
from generator.figures import BYTE_ORDER_MARK, as_words
from generator.figures import Cell as Content
from generator.serving import keep
from generator.swedish import NO_BREAK

# None may look further than its line, its bracket or its run of marks: a text of nothing else takes
# no longer than another.
LINK = re.compile(r"!?\[([^\[\]]*)\]\([^)\s]{0,1000}\)")
MARKS = re.compile(
    r"^[^\S\n]*(?:[>#|]+|[-*+] )[^\S\n]*|(?<![\w*_\\])[*_]+|(?<![*_\\])[*_]+(?![\w*_])|[`|]+|^[-: |]+$",
    re.MULTILINE,
)
# What lifts the meaning of a mark: first in a word, or after a number; within a path it is its own.
LIFT = re.compile(r"(?<![^\s(])\\(?=[^\w\s\\])|(?<=\d)\\(?=[.)])")
ENDS = (".", "!", "?", "…", ":", "”")


def plain_markdown(parts: Iterable[str]) -> str:
    """Return texts as plain words on one line, without the marks of Markdown."""
    plain = map(without_marks, parts)
    return " ".join(part if part[-1] in ENDS else f"{part}." for part in plain if part)


@keep
def without_marks(text: str) -> str:
    """Return a text on one line without the marks of Markdown."""
    return " ".join(LIFT.sub("", MARKS.sub(" ", LINK.sub(r"\1", text))).split())


def plain_words(article: Article) -> str:
    """Return all that an article says, a line for each thing."""
    return "\n".join(filter(None, find_lines(article)))


def write_text(article: Article) -> str:
    """Return an article as it is read in a terminal or a letter: parts apart, and a dash before an item."""
    head = [article.title, *(line for block in article.lead for line in plain_block(block))]
    parts = [head, *(write_section(section) for section in article.sections)]
    text = "\n\n".join("\n".join(filter(None, part)) for part in parts)
    return text.replace(NO_BREAK, " ")


def write_section(section: Section) -> Iterator[str]:
    """Yield the lines of a section below its heading."""
    yield section.title
    for block in section.blocks:
        match block:
            case Listing():
                yield block.head
                for item in block.items:
                    yield f"- {plain_line(item.line)}"
                    yield from (f"  {plain_line(below)}" for below in item.below)
            case Table():
                yield f"{block.caption}:"
                yield from (f"- {' · '.join(map(plain_line, row.cells))}" for row in block.rows)
            case _:
                yield from plain_block(block)
    for part in section.parts:
        yield from write_section(part)


def find_lines(article: Article) -> Iterator[str]:
    """Yield the lines of an article from its title on."""
    yield article.title
    yield plain_line(article.meta)
    for block in article.lead:
        yield from plain_block(block)
    for section in article.sections:
        yield from plain_section(section)


def plain_section(section: Section) -> Iterator[str]:
    """Yield a section's heading, its blocks and the sections below it."""
    yield section.title
    yield plain_line(section.aside)
    for block in section.blocks:
        yield from plain_block(block)
    for part in section.parts:
        yield from plain_section(part)


def plain_line(found: Line) -> str:
    """Return the words of a line."""
    return "".join(span.text if isinstance(span, Span) else span.shown for span in found)


def plain_block(block: Block) -> Iterator[str]:
    """Yield the lines of a block: a row of a table is one."""
    match block:
        case Paragraph():
            yield plain_line(block.line)
        case Prose():
            text = block.markdown if block.part is None else cut_part(block.markdown, block.part)
            yield plain_markdown([text])
        case Facts():
            yield from (f"{name}: {plain_line(value)}" for name, value in block.rows)
        case Listing():
            yield block.head
            for item in block.items:
                yield from map(plain_line, (item.line, *item.below))
        case Table():
            yield block.caption
            yield " ".join(block.columns)
            yield from (" ".join(map(plain_line, row.cells)) for row in block.rows)
            yield block.note
        case Board():
            yield " ".join(block.heads)
            for row in block.rows:
                units = (f" {one.unit}" for one in row.number if isinstance(one, Number))
                said = (row.level, row.trend, line(*row.number, *units), row.against)
                yield row.name.text
                yield plain_line(row.sentence)
                yield " ".join(filter(None, map(plain_line, said)))
        case Chart():
            figure, grid = block.figure, block.figure.grid
            yield f"Figur {block.number} {figure.title}" if block.number else figure.title
            yield from (*figure.sentences, *figure.notes)
            yield " ".join((grid.corner, *grid.columns))
            for found in grid.rows:
                yield " ".join((found.name, *(str(cell.content) for cell in found.cells)))


def write_table(table: Table) -> str:
    """Write a table as Swedish spreadsheets read it; a group stands before the rows below it."""
    rows = ([write_cell(cell) for cell in row.cells] for row in table.rows)
    return write_rows([[as_words(head) for head in table.columns], *rows])


def write_numbers(article: Article) -> str:
    """Write every number of an article with its key; one that is missing says why."""
    found = {number.key: number for number in numbers_of(article)}
    rows = ([key, Content(n.amount).download, n.unit] for key, n in sorted(found.items()))
    return write_rows([["nyckel", "tal", "enhet"], *rows])


def write_cell(cell: Line) -> str:
    """Write a cell: the number it begins with, or else its words."""
    if cell and isinstance(cell[0], Number):
        return Content(cell[0].amount).download
    return as_words(plain_line(cell))


def write_rows(rows: Iterable[Iterable[str]]) -> str:
    """Write rows with semicolons, for programs that read UTF-8 by its first bytes."""
    sheet = StringIO()
    csv.writer(sheet, delimiter=";", lineterminator="\r\n").writerows(rows)
    return BYTE_ORDER_MARK + sheet.getvalue()
