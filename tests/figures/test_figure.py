"""A figure's download: numbers a spreadsheet can add, and words it only shows."""

from __future__ import annotations

import csv
from decimal import Decimal
from io import StringIO

import pytest

from generator.analysis import NO_MEETING, Amount
from generator.figures import Cell, Grid, Row, write_csv
from generator.figures.figure import BYTE_ORDER_MARK


def write(name: str, content: Amount | str) -> str:
    """Return the last line of a table with one row."""
    grid = Grid("Typ", ("okt 2026",), (Row(name, (Cell(content),)),))
    return write_csv(grid).splitlines()[-1]


@pytest.mark.parametrize(
    ("content", "written"),
    [
        (Amount(18500), "18500"),
        (Amount(Decimal("1234.5")), "1234,5"),
        (Amount(-3), "-3"),
        (Amount(0), "0"),
        (Amount(None, NO_MEETING), "inget möte"),
        ("för lite underlag", "för lite underlag"),
        ("-", "'-"),
        ("=1+1", "'=1+1"),
        ("a;b", '"a;b"'),
    ],
)
def test_a_cell_is_written_for_a_spreadsheet(content: Amount | str, written: str) -> None:
    assert write("Klotter", content) == f"Klotter;{written}"


FORMULAS = (
    '=HYPERLINK("http://x")', "+46", "-1", "-2+3+cmd|' /C calc'!A0", "@SUM(A1)", "\t=1", "\r=1", "\n=1",
    " =1", "\u00a0@x", "＝1+1", "＋1", "－1", "＠SUM(A1)",
)  # fmt: skip


@pytest.mark.parametrize("words", FORMULAS)
def test_words_are_never_a_formula_wherever_they_stand(words: str) -> None:
    grid = Grid(words, (words, words), (Row(words, (Cell(words), Cell(Amount(-2)))),))
    rows = csv.reader(
        StringIO(write_csv(grid).removeprefix(BYTE_ORDER_MARK), newline=""), delimiter=";"
    )
    assert list(rows) == [[f"'{words}"] * 3, [f"'{words}", f"'{words}", "-2"]]


def test_a_grid_without_a_cell_for_each_column_is_a_mistake_of_ours() -> None:
    with pytest.raises(ValueError, match="too few or too many cells"):
        Grid("Typ", ("okt", "nov"), (Row("Klotter", (Cell(Amount(1)),)),))
