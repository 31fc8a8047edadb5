"""A figure's download: numbers a spreadsheet can add, and words it only shows."""

from __future__ import annotations

from decimal import Decimal

import pytest

from generator.analysis import NO_MEETING, Amount
from generator.figures import Cell, Grid, Row, write_csv


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


@pytest.mark.parametrize("name", ['=HYPERLINK("http://x")', "+46", "-1", "@SUM(A1)"])
def test_a_name_is_never_a_formula(name: str) -> None:
    assert write(name, Amount(1)).lstrip('"').startswith("'")


def test_a_grid_without_a_cell_for_each_column_is_a_mistake_of_ours() -> None:
    with pytest.raises(ValueError, match="too few or too many cells"):
        Grid("Typ", ("okt", "nov"), (Row("Klotter", (Cell(Amount(1)),)),))
