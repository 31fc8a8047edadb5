"""A spreadsheet's table as the CSV that the archive keeps, from the sheet that is asked for."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

from generator.intake.folder import read_given
from generator.intake.sheet_values import SheetCell, show_cell
from generator.problems import ArchiveError, CannotRun, quote
from generator.records import (
    DASHES,
    EXCEL,
    OPEN_DOCUMENT,
    explain_way_out,
    hide_personal,
    name_foreign,
    read_table,
)
from generator.swedish import join_words, say_count, say_figure

if TYPE_CHECKING:
    from generator.intake.workbook import Page

XLSX = ".xlsx"
# What a number of days is counted from, unless a workbook says otherwise.
FIRST_DAY = date(1899, 12, 30)
# What stands for a cell that shows no value.
UNSHOWN = "…"
# So many rows a screen has room for.
MOST_SHOWN = 50
# What an Excel file begins with that is no packed XML.
OLD_FORM = b"\xd0\xcf\x11\xe0"
# What other files of spreadsheets are, and what opens them.
UNREADABLE = {
    ".xls": ("en gammal Excel-fil", "Excel"),
    ".xlsb": ("en binär Excel-fil", "Excel"),
    ".xlsm": ("en Excel-fil med makron", "Excel"),
    ".ods": ("en OpenDocument-fil", "LibreOffice eller Excel"),
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """What was read, as CSV with semicolons; the sheet's name and the others of its workbook.

    `hidden` says what the sheet does not show, and nothing when it shows all.
    `source` is the table where every cell stands on the row and in the column of the file it came
    from: a CSV file itself, or a sheet with its empty rows and columns. `file` is that file's name, as it may be shown.
    `faults` are cells that show no value, by their address, with the reason; they and the `merged`
    ranges are refused unless a sheet is read row by row. `epoch` is what its days are counted from.
    """

    text: str
    file: str
    source: bytes
    name: str = ""
    others: tuple[str, ...] = ()
    hidden: str = ""
    merged: tuple[str, ...] = ()
    faults: Mapping[str, str] = field(default_factory=dict)
    epoch: date = FIRST_DAY

    @property
    def choice(self) -> str:
        """Which sheet was read, and how to have another."""
        return say_choice(self.name, self.others)

    @property
    def beginning(self) -> str:
        """The first rows, and how many more there are."""
        rows = self.text.splitlines(keepends=True)
        more = len(rows) - MOST_SHOWN
        rest = f"… och {say_figure(more, 'rad', 'rader')} till.\n" if more > 0 else ""
        return "".join(rows[:MOST_SHOWN]) + rest

    @property
    def has_dashes(self) -> bool:
        """Whether a dash stands alone in a cell beside the first."""
        return any(
            cell in DASHES
            for row in csv.reader(StringIO(self.text), delimiter=";")
            for cell in row[1:]
        )

    @property
    def is_workbook(self) -> bool:
        """Whether it was read from a workbook, whose rows are no lines."""
        return bool(self.name)


def read_sheet(
    file: Path, sheet: str | None = None, *, whole: bool = False, by_row: bool = False
) -> Sheet:
    """Read a CSV file's or a sheet's cells; raises `CannotRun`.

    Without a name the sheet that is shown first when the file is opened. What is hidden or filtered
    away is read only with `whole`. With `by_row` a cell that cannot be read spoils its row alone.
    """
    raw = read_given(file)
    refuse_others(file, name_foreign(raw))
    if file.suffix.lower() != XLSX:
        return read_csv(file, raw)
    if raw.startswith(OLD_FORM):
        text = "är skyddad med lösenord, eller en gammal Excel-fil. Öppna den i Excel, spara den som .xlsx utan lösenord och försök igen."
        raise CannotRun(f"{file.name} {text}")
    return read_workbook(file.name, raw, sheet, whole=whole, by_row=by_row)


def refuse_others(file: Path, what: str) -> None:
    """Raise for a file of another kind than CSV and xlsx; `what` is said of its content."""
    ending = file.suffix.lower()
    packed = what in ("", EXCEL, OPEN_DOCUMENT)
    if packed and (found := UNREADABLE.get(ending)):
        kind, program = found
        text = f"är {kind} ({ending}) och går inte att läsa. Öppna den i {program}, spara den som .xlsx eller CSV och försök igen."
        raise CannotRun(f"{file.name} {text}")
    if what and what != EXCEL:
        raise CannotRun(f"{file.name} är {what}. {explain_way_out(what, 'försök igen')}")


def read_csv(file: Path, raw: bytes) -> Sheet:
    """Read a CSV file's cells, whatever its separator and encoding."""
    try:
        table = read_table(file.parent, file.name)
    except ArchiveError as error:
        raise CannotRun(str(error)) from error
    return Sheet(write_rows(table.rows), hide_personal(file.name), raw)


def write_rows(rows: Iterable[Sequence[str]]) -> str:
    """Return rows as the CSV that the archive keeps."""
    text = StringIO()
    csv.writer(text, delimiter=";", lineterminator="\n").writerows(rows)
    return text.getvalue()


def read_workbook(
    file: str, raw: bytes, sheet: str | None, *, whole: bool = False, by_row: bool = False
) -> Sheet:
    """Read one sheet of an Excel file, formulas as their last value."""
    from generator.intake.workbook import Book, one_line, read_page

    hidden, faults = "", dict[str, str]()
    with one_line(file):
        book = Book(raw)
        name, others = book.choose(sheet)
    try:
        with one_line(file):
            page = read_page(book, name)
        if page.merged and not by_row:
            text = "är sammanslagna. Dela upp dem i Excel, så att varje tal har en egen cell."
            raise CannotRun(f"Cellerna {page.merged[0]} {text}")
        hidden = say_hidden(page.hidden_rows, page.hidden_columns, whole=whole)
        rows = cut_outer(list(show_rows(page, faults if by_row else None, whole=whole)))
    except CannotRun as error:
        # What is refused may be another sheet, or another part of it, than the one that was meant.
        why = (str(error), hidden, say_choice(name, others))
        raise CannotRun(" ".join(filter(None, why))) from error
    source = write_rows(rows).encode()
    return Sheet(
        write_rows(strip_empty(rows)),
        hide_personal(file),
        source,
        name,
        others,
        hidden,
        merged=page.merged,
        faults=faults,
        epoch=book.wb.epoch.date(),
    )


def show_rows(page: Page, faults: dict[str, str] | None, *, whole: bool) -> Iterator[list[str]]:
    """Yield a sheet's rows as text; what it does not show is empty, so that no cell's address changes.

    A cell that shows no value raises `CannotRun`, or is put among the `faults`.
    """
    rows, columns = (set(), set()) if whole else (set(page.hidden_rows), set(page.hidden_columns))
    for number, row in enumerate(page.rows, 1):
        yield [
            "" if number in rows or column in columns else show_or_note(cell, faults)
            for column, cell in enumerate(row, 1)
        ]


def show_or_note(cell: SheetCell, faults: dict[str, str] | None) -> str:
    """Return a cell as it is shown; of one among the faults a mark, so that its row is not empty."""
    try:
        return show_cell(cell)
    except CannotRun as error:
        if faults is None:
            raise
        faults[cell.place] = str(error)
        return UNSHOWN


def say_hidden(rows: Sequence[int], columns: Sequence[int], *, whole: bool) -> str:
    """Say which rows and columns a sheet does not show, and whether they were read; or nothing."""
    from openpyxl.utils import get_column_letter

    parts = []
    if rows:
        places = join_spans(rows, str)
        parts.append(f"{say_count(len(rows), 'dold rad', 'dolda rader')} ({places})")
    if columns:
        places = join_spans(columns, get_column_letter)
        parts.append(f"{say_count(len(columns), 'dold kolumn', 'dolda kolumner')} ({places})")
    if not parts:
        return ""
    left_out = "Det som är dolt lästes inte. Ska det vara med, så lägg till --dolda."
    return f"Bladet har {join_words(parts)}. {'Också det lästes.' if whole else left_out}"


def join_spans(numbers: Sequence[int], name: Callable[[int], str]) -> str:
    """Write numbers by their names, those in a row by the first and the last: `3, 5–9 och 12`."""
    spans: list[list[int]] = []
    for number in numbers:
        if spans and spans[-1][-1] == number - 1:
            spans[-1].append(number)
        else:
            spans.append([number])
    return join_words(
        f"{name(span[0])}–{name(span[-1])}" if len(span) > 1 else name(span[0]) for span in spans
    )


def say_choice(name: str, others: Sequence[str]) -> str:
    """Say which sheet of several was read, and how to have another; nothing of a single one."""
    if not others:
        return ""
    listed = f"{'bladet' if len(others) == 1 else 'bladen'} {join_words(map(quote, others))}"
    text = f"Filen har också {listed}. Välj blad med --sheet och bladets namn."
    return f"Bladet {quote(name)} lästes. {text}"


def cut_outer(rows: list[list[str]]) -> list[list[str]]:
    """Cut off the rows below and the columns to the right of all that stands in a sheet.

    What is empty above, to the left and between is kept, or no cell would keep its address.
    """
    filled = [index for row in rows for index, cell in enumerate(row) if cell]
    if not filled:
        raise CannotRun("Tabellen är tom.")
    last = max(filled)
    height = max(number for number, row in enumerate(rows) if any(row))
    return [row[: last + 1] if any(row) else [] for row in rows[: height + 1]]


def strip_empty(rows: list[list[str]]) -> list[list[str]]:
    """Leave out rows and columns where nothing stands."""
    kept = [row for row in rows if any(row)]
    used = sorted({index for row in kept for index, cell in enumerate(row) if cell})
    return [[row[index] for index in used] for row in kept]
