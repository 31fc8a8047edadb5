"""A spreadsheet's cells as text: what the reader of the sheet sees.

A date shows as much of itself as the sheet shows: a cell formatted as month and year is a month.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from generator.problems import CannotRun

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

# More significant digits than these are the computer's own, as in 0.1 + 0.2.
DIGITS = 12


def read_cells(shown: Worksheet, written: Worksheet) -> Iterator[list[str]]:
    """Yield the rows of a sheet as text; `written` has the formulas where `shown` has values."""
    if shown.merged_cells.ranges:
        place = min(str(found) for found in shown.merged_cells.ranges)
        text = "är sammanslagna. Dela upp dem i Excel, så att varje tal har en egen cell."
        raise CannotRun(f"Cellerna {place} {text}")
    for row, formulas in zip(shown.iter_rows(), written.iter_rows(), strict=True):
        yield [show_cell(cell, formula.value) for cell, formula in zip(row, formulas, strict=True)]


def show_cell(cell: Cell | Any, formula: Any) -> str:
    """Return a cell as it is shown; raises `CannotRun` for one that shows no value."""
    value = cell.value
    if cell.data_type == "e" or (value is None and str(formula or "").startswith("=")):
        text = (
            "innehåller en formel utan värde. Räkna om och spara filen i Excel, eller skriv talet."
        )
        raise CannotRun(f"Cell {cell.coordinate} {text}")
    match value:
        case None:
            return ""
        case bool():
            return "ja" if value else "nej"
        case int() | float():
            return show_number(value, cell.number_format)
        case date():
            return show_date(value, cell.number_format, cell.coordinate)
    return " ".join(str(value).split())


def show_number(value: int | float, form: str) -> str:
    """Write a number with decimal comma, one shown in percent with its sign."""
    exact = Decimal(value) if isinstance(value, int) else Decimal(f"{value:.{DIGITS}g}")
    in_percent = "%" in form
    text = f"{(exact * 100 if in_percent else exact).normalize():f}".replace(".", ",")
    return f"{text} %" if in_percent else text


def show_date(value: date, form: str, place: str) -> str:
    """Write a day, a month or a year, whichever the sheet shows."""
    if isinstance(value, datetime) and (value.hour or value.minute or value.second):
        raise CannotRun(f"Cell {place} är ett klockslag. Skriv vilken dag eller period den gäller.")
    shown = form.lower()
    if "d" in shown:
        return f"{value:%Y-%m-%d}"
    return f"{value:%Y-%m}" if "m" in shown else f"{value:%Y}"
