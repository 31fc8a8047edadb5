"""A spreadsheet's cells as text: what the reader of the sheet sees."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from generator.intake.sheet_values import Hidden, show_date, show_number, shows_date
from generator.problems import CannotRun, shorten

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


@dataclass(frozen=True, slots=True)
class SheetCell:
    """A cell as it stands in its file: where, its value, its type there, and its number format.

    `epoch` is the day that the workbook counts its days from; `unvalued` says that the cell holds a
    formula that nobody has computed.
    """

    place: str
    value: Any
    kind: str
    form: str
    epoch: Any
    unvalued: bool = False


NOTHING = SheetCell("", None, "n", "General", None)


def show_cell(cell: SheetCell) -> str:
    """Return a cell as it is shown; raises `CannotRun` for one that shows no value."""
    value = cell.value
    if cell.kind == "e":
        error = ERRORS.get(str(value), shorten(str(value)))
        text = 'Rätta formeln, eller skriv talet för hand (".." om uppgiften saknas).'
        raise CannotRun(f"Cell {cell.place} visar felet {error}. {text}")
    if cell.unvalued:
        text = "innehåller en formel utan värde. Räkna om och spara filen i Excel, eller skriv talet för hand."
        raise CannotRun(f"Cell {cell.place} {text}")
    match value:
        case None:
            return ""
        case bool():
            return "ja" if value else "nej"
        case int() | float() | date() | time() | timedelta():
            return show_value(cell)
    return " ".join(str(value).split())


def show_value(cell: SheetCell) -> str:
    """Return a number, a day or a time as its format shows it.

    Which of them it is, the format says too: the workbook's reader knows less of formats.
    """
    from openpyxl.utils.datetime import from_excel, to_excel

    value, form, epoch = cell.value, cell.form, cell.epoch
    try:
        serial = value if isinstance(value, int | float) else to_excel(value, epoch)  # type: ignore[no-untyped-call]
        if not shows_date(form, serial):
            return show_number(serial, form)
        day = from_excel(serial, epoch) if isinstance(value, int | float) else value
        whole_day = isinstance(day, date) and not isinstance(day, datetime)
        return show_date(datetime.combine(day, time()) if whole_day else day, serial, form)
    except Hidden as error:
        text = "har ett tal som formatet döljer. Visa talet i Excel, eller töm cellen."
        raise CannotRun(f"Cell {cell.place} {text}") from error
    except (ArithmeticError, ValueError) as error:
        text = "visar ett tal som är för stort, eller en dag som inte finns i almanackan. Rätta den i Excel."
        raise CannotRun(f"Cell {cell.place} {text}") from error
