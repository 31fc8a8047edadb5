"""Tables as members paste them: cells of text in rows, from any spreadsheet's CSV.

Every cell knows its line and column in the file, so that whoever reads the table as numbers can
say exactly where it cannot.
"""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.problems import ArchiveError, Origin, Problem, Severity, quote, refuse
from generator.records.files.letters import NAMES, WINDOWS, guess_encoding
from generator.records.files.text import decode_text, is_utf_16, read_bytes, refuse_unfit

# What other files begin with, whatever they are called: the first that fits is what it is.
EXCEL, PX, JSON, PDF = "en Excel-fil", "en PX-fil", "en JSON-fil", "en pdf"
OPEN_DOCUMENT = "en OpenDocument-fil"
FOREIGN = tuple(
    (re.compile(form, re.IGNORECASE | re.DOTALL), what)
    for form, what in (
        (rb"PK\x03\x04.*xl/workbook", EXCEL),
        (rb"PK\x03\x04.*word/document", "ett Word-dokument"),
        (rb"PK\x03\x04.{0,60}opendocument", OPEN_DOCUMENT),
        (rb"PK\x03\x04|\xd0\xcf\x11\xe0", EXCEL),
        (rb"%PDF", PDF),
        (rb"\{\\rtf", "ett textdokument (RTF)"),
        (rb"\s*<(?:!doctype html|html|head|body|table|meta|style)\b", "en webbsida (HTML)"),
        (rb"\s*<\?xml", "en XML-fil"),
        (rb"\s*[a-z-]+(?:\[[a-z]+\])?\s*=.*\bdata\s*=", PX),
        (rb"\s*[\[{]\s*[\[{\"]", JSON),
    )
)
# What Excel does not open as a table.
UNOPENED = (PX, JSON, PDF)
SAVE_AGAIN = 'Spara tabellen på nytt som "CSV UTF-8".'
SEPARATORS = (";", "\t", ",")
# A first line of Excel's own, which says what stands between the cells and is no row.
TOLD_SEPARATOR = re.compile(
    rf"\"?sep=([{''.join(SEPARATORS)}])\"?[{''.join(SEPARATORS)}]*\n", re.IGNORECASE
)
QUOTED = re.compile(r'"(?:[^"]|"")*"')
LETTERS = 26


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its text, its line and character column from 1, and its number from 0 in the file's row.

    Blanks of every kind are one plain blank in `text`. `end` is the column after its last character, or 0 when it goes on over several lines.
    `row` is the number from 1 that a spreadsheet gives the row, where a cell may have several lines.
    """

    text: str
    line: int
    column: int
    index: int
    end: int = 0
    row: int = 0

    @property
    def address(self) -> str:
        """The cell as a spreadsheet's user finds it: `rad 4, kolumn C`."""
        return f"rad {self.line}, kolumn {column_letters(self.index)}"


@dataclass(frozen=True, slots=True)
class Table:
    """A pasted table: rows of cells as they stand, its separator, and the file's own lines."""

    path: str
    grid: tuple[tuple[Cell, ...], ...]
    separator: str = ";"
    lines: tuple[str, ...] = ()

    @property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        """The cells' text, rows made equally long, as they are shown."""
        width = max(len(row) for row in self.grid)
        return tuple(
            tuple(cell.text for cell in row) + ("",) * (width - len(row)) for row in self.grid
        )

    def origin(self, cell: Cell) -> Origin:
        """Where a cell stands."""
        return Origin(self.path, cell.line, cell.column)

    def problem(
        self, cell: Cell, text: str, right: str = "", severity: Severity = Severity.FEL
    ) -> Problem:
        """Return what is wrong with a cell, with its line when `right` is certainly meant."""
        paste = self.corrected_line({cell: right}) if right else ""
        return Problem(self.origin(cell), text, cell.address, paste, severity)

    def problems_of_line(self, wrong: Sequence[tuple[Cell, str, str]]) -> Iterator[Problem]:
        """Yield what is wrong with cells of one line: each with its text and what was certainly meant.

        The line to paste is the same for all, so that pasting one does not undo another.
        """
        rights = {cell: right for cell, _, right in wrong if right}
        paste = self.corrected_line(rights) if rights else ""
        for cell, text, right in wrong:
            yield Problem(self.origin(cell), text, cell.address, paste if right else "")

    def corrected_line(self, rights: Mapping[Cell, str]) -> str:
        """The file's line with what is right in its cells' places; nothing when one spans lines."""
        if not all(cell.end for cell in rights):
            return ""
        line = self.lines[next(iter(rights)).line - 1]
        for cell, right in sorted(rights.items(), key=lambda pair: pair[0].column, reverse=True):
            written = f'"{right}"' if self.separator in right else right
            line = line[: cell.column - 1] + written + line[cell.end - 1 :]
        return line.strip()


def column_letters(index: int) -> str:
    """Name a column as a spreadsheet does: A, B, … Z, AA."""
    letters = ""
    number = index + 1
    while number:
        number, rest = divmod(number - 1, LETTERS)
        letters = chr(ord("A") + rest) + letters
    return letters


def read_table(root: Path, path: str) -> Table:
    """Read a CSV file; UTF-8 with or without a mark, or what Excel calls CSV (Windows-1252)."""
    raw = read_bytes(root, path)
    if what := name_foreign(raw):
        raise refuse(path, f"Filen är {what} med fel namn. {explain_way_out(what, 'lägg in den')}")
    table = parse_table(decode_table(raw, path), path)
    encoding = WINDOWS if is_utf_8(raw) else guess_encoding(raw)
    if encoding != WINDOWS:
        right = parse_table(raw.decode(encoding, "replace"), path)
        raise ArchiveError(say_misread_cells(table, right, NAMES[encoding]))
    return table


def say_misread_cells(table: Table, right: Table, encoding: str) -> Iterator[Problem]:
    """Yield the cells of a table that another encoding makes nonsense of, with what they hold."""
    for row, right_row in zip(table.grid, right.grid, strict=False):
        for cell, other in zip(row, right_row, strict=False):
            if cell.text != other.text:
                text = f"Filen är sparad i {encoding}, så {quote(cell.text)} ska vara {quote(other.text)}. {SAVE_AGAIN}"
                yield table.problem(cell, text)


def name_foreign(raw: bytes) -> str:
    """Say what a file is that is no CSV, whatever it is called; nothing of what may be one."""
    plain = raw.removeprefix(BOM_UTF8)
    return next((what for form, what in FOREIGN if form.match(plain)), "")


def explain_way_out(what: str, then: str) -> str:
    """Say how a table comes out of another kind of file."""
    if what in UNOPENED:
        return f"Hämta tabellen som CSV eller Excel där den kommer från, och {then}."
    return f"Spara den som CSV i Excel och {then}."


def parse_table(text: str, path: str) -> Table:
    """Cut text into cells; rows and columns where nothing stands are left out.

    The rest keep the line and the number of the column that they have in the file.
    """
    refuse_unfit(text, path)
    if not text.strip():
        raise refuse(path, "Tabellen är tom. Klistra in den igen, eller ta bort filen.")
    told = TOLD_SEPARATOR.match(text)
    separator = told[1] if told else separator_of(text)
    cut = cut_rows("\n" + text[told.end() :] if told else text, path, separator)
    rows = [row for row in cut if any(cell.text for cell in row)]
    used = {cell.index for row in rows for cell in row if cell.text}
    grid = tuple(tuple(cell for cell in row if cell.index in used) for row in rows)
    if not grid:
        raise refuse(path, "Tabellen är tom: där finns bara skiljetecken. Klistra in den igen.")
    return Table(path, grid, separator, tuple(text.split("\n")))


def decode_table(raw: bytes, path: str) -> str:
    """Decode UTF-8, or else Windows-1252, which every byte but five is valid in."""
    if not is_utf_8(raw) and not is_utf_16(raw):
        raw = raw.decode(WINDOWS, "replace").encode()
    return decode_text(raw, path)


def is_utf_8(raw: bytes) -> bool:
    """Say whether bytes are text in UTF-8."""
    try:
        raw.decode()
    except UnicodeDecodeError:
        return False
    return True


def separator_of(text: str) -> str:
    """Return the separator that most lines hold equally many of; semicolon wins a tie."""
    lines = [QUOTED.sub("", line) for line in text.split("\n") if line.strip()]

    def fitness(mark: str) -> tuple[int, int]:
        found = Counter(count for line in lines if (count := line.count(mark)))
        return max(((lines_of_it, count) for count, lines_of_it in found.items()), default=(0, 0))

    return max(SEPARATORS, key=fitness)


def cut_rows(text: str, path: str, separator: str) -> Iterator[tuple[Cell, ...]]:
    """Yield each row's cells; one in quotation marks may hold separators and line feeds."""
    blanks = r"[^\S\n]*" if separator != "\t" else r"[^\S\n\t]*"
    cell_form = re.compile(
        rf'{blanks}"(?P<quoted>(?:[^"]|"")*)"{blanks}(?={separator}|\n|\Z)|[^{separator}\n]*'
    )
    row: list[Cell] = []
    place, line, line_start, number = 0, 1, 0, 1
    while place <= len(text):
        found = cell_form.match(text, place)
        written = found[0] if found else ""
        quoted = found["quoted"] if found else None
        column = place - line_start + 1 + len(written) - len(written.lstrip())
        if quoted is None and written.lstrip().startswith('"'):
            wrong = "Här börjar ett citattecken som inte avslutas sist i cellen. Ta bort det, eller skriv ett till sist i cellen."
            raise refuse(path, wrong, line, column)
        over_lines = "\n" in written
        content = written if quoted is None else quoted.replace('""', '"')
        end = 0 if over_lines else column + len(written.strip())
        row.append(Cell(" ".join(content.split()), line, column, len(row), end, number))
        place += len(written)
        if over_lines:
            line += written.count("\n")
            line_start = place - len(written.rpartition("\n")[2])
        if text[place : place + 1] != separator:
            yield tuple(row)
            row = []
            line, line_start, number = line + 1, place + 1, number + 1
        place += 1
