"""A spreadsheet's table as the CSV that the archive keeps, from the sheet that is asked for."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from zipfile import BadZipFile

from generator.intake.sheet_cells import read_cells
from generator.problems import ArchiveError, CannotRun, quote
from generator.records import read_table
from generator.swedish import join_words

XLSX = ".xlsx"
# What other files of spreadsheets are, and what opens them.
UNREADABLE = {
    ".xls": ("en gammal Excel-fil", "Excel"),
    ".xlsb": ("en binär Excel-fil", "Excel"),
    ".xlsm": ("en Excel-fil med makron", "Excel"),
    ".ods": ("en OpenDocument-fil", "LibreOffice eller Excel"),
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """What was read, as CSV with semicolons; the sheet's name and the others of its workbook."""

    text: str
    name: str = ""
    others: tuple[str, ...] = ()

    @property
    def choice(self) -> str:
        """Which sheet was read, and how to have another."""
        return say_choice(self.name, self.others)


def read_sheet(file: Path, sheet: str | None = None) -> Sheet:
    """Read a CSV file's or a sheet's cells; raises `CannotRun`.

    Without a name the sheet that is shown first when the file is opened.
    """
    if not file.is_file():
        raise CannotRun(f"{file} finns inte.")
    ending = file.suffix.lower()
    if found := UNREADABLE.get(ending):
        what, program = found
        text = f"är {what} ({ending}) och går inte att läsa. Öppna den i {program}, spara den som .xlsx eller CSV och försök igen."
        raise CannotRun(f"{file.name} {text}")
    return read_workbook(file, sheet) if ending == XLSX else Sheet(write_rows(read_csv(file)))


def write_rows(rows: list[list[str]]) -> str:
    """Return rows as the CSV that the archive keeps."""
    text = StringIO()
    csv.writer(text, delimiter=";", lineterminator="\n").writerows(strip_empty(rows))
    return text.getvalue()


def read_csv(file: Path) -> list[list[str]]:
    """Return a CSV file's cells, whatever its separator and encoding."""
    try:
        return [list(row) for row in read_table(file.parent, file.name).rows]
    except ArchiveError as error:
        raise CannotRun(str(error)) from error


def read_workbook(file: Path, sheet: str | None) -> Sheet:
    """Read one sheet of an Excel file, formulas as their last value."""
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        shown, written = (load_workbook(file, data_only=values) for values in (True, False))
    except (InvalidFileException, BadZipFile, KeyError, ValueError, OSError) as error:
        text = "går inte att läsa som Excel-fil. Spara den som CSV i Excel och försök igen."
        raise CannotRun(f"{file.name} {text}") from error
    name = sheet or (shown.active.title if shown.active else "")
    names = [found.title for found in shown.worksheets]
    if name not in names:
        listed = join_words(map(quote, names))
        raise CannotRun(f"{file.name} har inget blad {quote(name)}. Bladen heter {listed}.")
    others = tuple(other for other in names if other != name)
    try:
        return Sheet(write_rows(list(read_cells(shown[name], written[name]))), name, others)
    except CannotRun as error:
        # What is refused may be another sheet than the one that was meant.
        raise CannotRun(f"{error} {say_choice(name, others)}".rstrip()) from error


def say_choice(name: str, others: Sequence[str]) -> str:
    """Say which sheet of several was read, and how to have another; nothing of a single one."""
    if not others:
        return ""
    listed = f"{'bladet' if len(others) == 1 else 'bladen'} {join_words(map(quote, others))}"
    text = f"Filen har också {listed}. Välj blad med --sheet och bladets namn."
    return f"Bladet {quote(name)} lästes. {text}"


def strip_empty(rows: list[list[str]]) -> list[list[str]]:
    """Leave out rows without any cell, and columns without any that stand outermost."""
    kept = [row for row in rows if any(row)]
    filled = [index for row in kept for index, cell in enumerate(row) if cell]
    if not filled:
        raise CannotRun("Tabellen är tom.")
    # Found once and not for each row, or a table twice as long would take four times as long.
    first, last = min(filled), max(filled)
    return [row[first : last + 1] for row in kept]
