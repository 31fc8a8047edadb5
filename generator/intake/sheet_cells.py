"""A spreadsheet's cells as text: what the reader of the sheet sees."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from generator.intake.sheet_values import Hidden, show_date, show_number, shows_date
from generator.problems import CannotRun

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

# What a spreadsheet in Swedish calls its errors.
ERRORS = {
    "#DIV/0!": "#DIVISION/0!",
    "#N/A": "#SAKNAS!",
    "#NAME?": "#NAMN?",
    "#NULL!": "#SKÄRNING!",
    "#NUM!": "#OGILTIGT!",
    "#REF!": "#REFERENS!",
    "#VALUE!": "#VÄRDEFEL!",
}


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
    if cell.data_type == "e":
        error = ERRORS.get(str(value), str(value))
        text = 'Rätta formeln, eller skriv talet för hand (".." om uppgiften saknas).'
        raise CannotRun(f"Cell {cell.coordinate} visar felet {error}. {text}")
    if value is None and str(formula or "").startswith("="):
        text = "innehåller en formel utan värde. Räkna om och spara filen i Excel, eller skriv talet för hand."
        raise CannotRun(f"Cell {cell.coordinate} {text}")
    match value:
        case None:
            return ""
        case bool():
            return "ja" if value else "nej"
        case int() | float() | date() | time() | timedelta():
            return show_value(cell)
    return " ".join(str(value).split())


def show_value(cell: Any) -> str:
    """Return a number, a day or a time as its format shows it.

    Which of them it is, the format says too: the workbook's reader knows less of formats.
    """
    from openpyxl.utils.datetime import from_excel, to_excel

    value, form, epoch = cell.value, cell.number_format, cell.parent.parent.epoch
    serial = value if isinstance(value, int | float) else to_excel(value, epoch)  # type: ignore[no-untyped-call]
    try:
        if not shows_date(form, serial):
            return show_number(serial, form)
        day = from_excel(serial, epoch) if isinstance(value, int | float) else value
        whole_day = isinstance(day, date) and not isinstance(day, datetime)
        return show_date(datetime.combine(day, time()) if whole_day else day, serial, form)
    except Hidden as error:
        text = "har ett tal som formatet döljer. Visa talet i Excel, eller töm cellen."
        raise CannotRun(f"Cell {cell.coordinate} {text}") from error
    except (OverflowError, ValueError) as error:
        text = "visar en dag som inte finns i almanackan. Rätta den i Excel."
        raise CannotRun(f"Cell {cell.coordinate} {text}") from error
