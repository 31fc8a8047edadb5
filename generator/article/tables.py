"""The tables of an article as files: one a table, and one of every number by its key."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from io import StringIO

from generator.article.plain import plain_line
from generator.article.values import Article, Line, Number, Table, numbers_of
from generator.figures import BYTE_ORDER_MARK, as_words
from generator.figures import Cell as Content


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
