"""A workbook's file, read within bounds: what is too large, broken or harmful is refused in one line.

Such a file is packed, and a small one may hold more than a computer has room for. Only the parts
that a sheet needs are unpacked, and what is unpacked is counted on the way.
"""

from __future__ import annotations

import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from io import BufferedIOBase, BytesIO
from itertools import islice
from typing import IO, Literal
from xml.etree.ElementTree import ParseError, iterparse
from xml.parsers.expat import ExpatError, ParserCreate
from zipfile import BadZipFile, ZipFile, ZipInfo

from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.numbers import BUILTIN_FORMATS
from openpyxl.utils.cell import get_column_letter
from openpyxl.worksheet._reader import WorkSheetParser
from openpyxl.xml.constants import ARC_STYLE, SHARED_STRINGS, SHEET_MAIN_NS

from generator.intake.sheet_values import NOTHING, SheetCell
from generator.intake.survey import Survey
from generator.problems import CannotRun, quote
from generator.swedish import join_words

# What may be unpacked and parsed for a table: the words, the formats, and the sheet twice.
MOST_UNPACKED, MOST_ELEMENTS = 60_000_000, 1_500_000
CHUNK = 65_536
BINARY = "xl/workbook.bin"
STRICT = b"purl.oclc.org/ooxml"
COPY = "Kopiera tabellen till en ny arbetsbok, eller spara bladet som CSV, och försök igen."
# What the readers of zip, XML and workbooks raise over a broken file: all that fifteen thousand
# spoiled ones gave, and what zipfile says of packing and passwords it does not know. Nothing else is
# laid on the file.
BROKEN = (
    BadZipFile,
    zlib.error,
    EOFError,
    struct.error,
    ExpatError,
    ParseError,
    LookupError,
    TypeError,
    ValueError,
    AttributeError,
    OverflowError,
    OSError,
    RuntimeError,
)
TAG = f"{{{SHEET_MAIN_NS}}}"


@contextmanager
def one_line(file: str) -> Iterator[None]:
    """Say in one line with the file's name why it cannot be read, whatever is broken in it."""
    try:
        with warnings.catch_warnings():
            # The reader of workbooks warns in English, and of what is not read here.
            warnings.simplefilter("ignore")
            yield
    except CannotRun as error:
        raise CannotRun(f"{file} {error}") from error
    except BROKEN as error:
        text = "går inte att läsa som Excel-fil. Spara den som CSV i Excel och försök igen."
        raise CannotRun(f"{file} {text}") from error


class Tally:
    """How much has been unpacked and parsed of a file; raises `CannotRun` when it is too much."""

    def __init__(self) -> None:
        self.size = self.elements = 0

    def add(self, size: int) -> None:
        """Count so many bytes."""
        self.size += size
        if self.size > MOST_UNPACKED:
            most = f"{MOST_UNPACKED // 1_000_000} MB"
            raise CannotRun(f"innehåller mer än {most} när den packas upp. {COPY}")

    def count(self, name: str, attributes: dict[str, str]) -> None:
        """Count one element."""
        self.elements += 1
        if self.elements > MOST_ELEMENTS:
            raise CannotRun(f"innehåller mer än en tabell kan behöva. {COPY}")


class Part(BufferedIOBase):
    """A part of a workbook, counted as it is read."""

    def __init__(self, part: IO[bytes], tally: Tally) -> None:
        self.part, self.tally = part, tally
        self.xml = ParserCreate()
        self.xml.StartElementHandler = tally.count
        self.xml.StartDoctypeDeclHandler = refuse_definitions

    def read(self, size: int | None = -1, /) -> bytes:
        """Read and count."""
        data = self.part.read(-1 if size is None else size)
        self.tally.add(len(data))
        self.xml.Parse(data, False)
        return data

    def close(self) -> None:
        """Close the part."""
        self.part.close()
        super().close()


def refuse_definitions(*_: object) -> None:
    """Refuse what defines words of its own, or fetches those of other files: no spreadsheet writes it."""
    raise CannotRun(f"innehåller egna definitioner (DTD), och det har ingen Excel-fil. {COPY}")


class Parts(ZipFile):
    """A workbook's packed parts."""

    def __init__(self, raw: bytes) -> None:
        super().__init__(BytesIO(raw))
        self.tally = Tally()

    def open(
        self,
        name: str | ZipInfo,
        mode: Literal["r", "w"] = "r",
        pwd: bytes | None = None,
        *,
        force_zip64: bool = False,
    ) -> IO[bytes]:
        """Open a part to be read; one that says it is too large is not begun."""
        about = name if isinstance(name, ZipInfo) else self.getinfo(name)
        if about.file_size > MOST_UNPACKED:
            self.tally.add(about.file_size)
        return Part(super().open(name, mode, pwd), self.tally)  # type: ignore[return-value]


class Book(ExcelReader):
    """A workbook without what no table needs: its properties, names, pictures, links and styles."""

    def __init__(self, raw: bytes) -> None:
        super().__init__(BytesIO(raw), read_only=True, data_only=True, keep_links=False)
        self.archive = Parts(raw)
        if BINARY in self.valid_files:
            raise CannotRun("är en binär Excel-fil (.xlsb). Spara den som .xlsx och försök igen.")
        self.read_manifest()
        self.read_workbook()

    @cached_property
    def tabs(self) -> list[tuple[str, str]]:
        """Each sheet's name and part, in the order of the tabs; one that is a chart has no part."""
        return [
            (sheet.name, "" if "chartsheet" in rel.Type else rel.target)
            for sheet, rel in self.parser.find_sheets()
        ]

    @cached_property
    def sheets(self) -> dict[str, str]:
        """The parts of the sheets that hold cells, by name."""
        return {name: part for name, part in self.tabs if part in self.valid_files}

    def choose(self, sheet: str | None) -> tuple[str, tuple[str, ...]]:
        """Return the name of the sheet to read, by default the one that is shown first, and the others'."""
        if not self.sheets:
            strict = STRICT in self.archive.read(self.parser.workbook_part_name)
            what = "är sparad som Strict Open XML" if strict else "har inget blad med celler"
            raise CannotRun(
                f"{what}. Spara den som vanlig Excel-arbetsbok (.xlsx) och försök igen."
            )
        active: int = self.wb._active_sheet_index  # type: ignore[attr-defined]
        shown = self.tabs[active:][:1]
        name = sheet or next((name for name, part in shown if part), next(iter(self.sheets)))
        if name not in self.sheets:
            listed = join_words(map(quote, self.sheets))
            raise CannotRun(f"har inget blad {quote(name)}. Bladen heter {listed}.")
        return name, tuple(other for other in self.sheets if other != name)

    def read_words(self) -> list[str]:
        """Return the words that cells name by number, without how they are pronounced."""
        found = self.package.find(SHARED_STRINGS)  # type: ignore[no-untyped-call]
        words: list[str] = []
        if found is not None:
            with self.archive.open(found.PartName.removeprefix("/")) as part:
                for _, node in iterparse(part):
                    if node.tag == f"{TAG}rPh":
                        node.clear()
                    elif node.tag == f"{TAG}si":
                        words.append("".join(text.text or "" for text in node.iter(f"{TAG}t")))
                        node.clear()
        return words

    def read_formats(self) -> list[str]:
        """Return the number format of each style of cell."""
        codes, formats = dict(BUILTIN_FORMATS), []
        if ARC_STYLE in self.valid_files:
            with self.archive.open(ARC_STYLE) as part:
                for _, node in iterparse(part):
                    if node.tag == f"{TAG}numFmt":
                        codes[int(node.attrib["numFmtId"])] = node.get("formatCode", "General")
                    elif node.tag == f"{TAG}cellXfs":
                        ids = (int(style.get("numFmtId", 0)) for style in node)
                        formats = [codes.get(number, "General") for number in ids]
        return formats or ["General"]


@dataclass(frozen=True, slots=True)
class Page:
    """A sheet's cells row by row, as far as anything stands in them, and where cells are merged.

    `merged` are ranges as "A1:F1". `hidden_rows` and `hidden_columns` are those with something in them that the sheet does not
    show, by their numbers from 1.
    """

    rows: list[list[SheetCell]]
    merged: tuple[str, ...]
    hidden_rows: tuple[int, ...]
    hidden_columns: tuple[int, ...]


def read_page(book: Book, name: str) -> Page:
    """Read a sheet's cells, as they were last computed."""
    survey, formats = survey_sheet(book, name), book.read_formats()
    epoch, wide = book.wb.epoch, survey.last_column
    rows = [[NOTHING] * wide for _ in range(survey.last_row)]
    with book.archive.open(book.sheets[name]) as part:
        parser = WorkSheetParser(part, book.read_words(), data_only=True, epoch=epoch)
        for _, cells in islice(parser.parse(), survey.rows):
            for cell in cells:
                row, column = cell["row"], cell["column"]
                if row <= survey.last_row and column <= wide:
                    rows[row - 1][column - 1] = SheetCell(
                        f"{get_column_letter(column)}{row}",
                        cell["value"],
                        cell["data_type"],
                        formats[cell["style_id"]],
                        epoch,
                        unvalued=(row, column) in survey.unvalued,
                    )
    hidden = tuple(sorted(survey.hidden_rows)), tuple(sorted(survey.hidden_columns))
    return Page(rows, tuple(sorted(survey.merged)), *hidden)


def survey_sheet(book: Book, name: str) -> Survey:
    """Find how far a sheet goes before its cells are read."""
    survey = Survey()
    xml = ParserCreate(namespace_separator=" ")
    xml.StartElementHandler, xml.EndElementHandler = survey.begin, survey.end
    xml.CharacterDataHandler = survey.read
    with book.archive.open(book.sheets[name]) as part:
        while data := part.read(CHUNK):
            xml.Parse(data, False)
    xml.Parse(b"", True)
    return survey
