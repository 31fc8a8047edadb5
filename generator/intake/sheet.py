"""A spreadsheet's cells as the text that the archive keeps: what the reader of the sheet sees.

A date shows as much of itself as the sheet shows: a cell formatted as month and year is a month.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile

from generator.problems import ArchiveError, CannotRun, quote
from generator.records import read_table
from generator.swedish import join_words

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

XLSX = ".xlsx"
# More significant digits than these are the computer's own, as in 0.1 + 0.2.
DIGITS = 12


def read_sheet(file: Path, sheet: str | None = None) -> str:
    """Return a CSV file's or a sheet's cells as CSV with semicolons; raises `CannotRun`.

    Without a name the sheet that is shown first when the file is opened.
    """
    if not file.is_file():
        raise CannotRun(f"{file} finns inte.")
    rows = read_workbook(file, sheet) if file.suffix.lower() == XLSX else read_csv(file)
    text = StringIO()
    csv.writer(text, delimiter=";", lineterminator="\n").writerows(strip_empty(rows))
    return text.getvalue()


def read_csv(file: Path) -> list[list[str]]:
    """Return a CSV file's cells, whatever its separator and encoding."""
    try:
        return [list(row) for row in read_table(file.parent, file.name).rows]
    except ArchiveError as error:
        raise CannotRun(str(error)) from error


def read_workbook(file: Path, sheet: str | None) -> list[list[str]]:
    """Return the cells of one sheet of an Excel file, formulas as their last value."""
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        shown, written = (load_workbook(file, data_only=values) for values in (True, False))
    except (InvalidFileException, BadZipFile, KeyError, ValueError, OSError) as error:
        text = "går inte att läsa som Excel-fil. Spara den som CSV i Excel och försök igen."
        raise CannotRun(f"{file.name} {text}") from error
    name = sheet or (shown.active.title if shown.active else "")
    if name not in {found.title for found in shown.worksheets}:
        names = join_words([quote(found.title) for found in shown.worksheets], "och")
        raise CannotRun(f"{file.name} har inget blad {quote(name)}. Bladen heter {names}.")
    return list(read_cells(shown[name], written[name]))


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


def strip_empty(rows: list[list[str]]) -> list[list[str]]:
    """Leave out rows without any cell, and columns without any that stand outermost."""
    kept = [row for row in rows if any(row)]
    filled = [index for row in kept for index, cell in enumerate(row) if cell]
    if not filled:
        raise CannotRun("Tabellen är tom.")
    return [row[min(filled) : max(filled) + 1] for row in kept]
