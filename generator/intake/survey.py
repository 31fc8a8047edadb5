"""How far a workbook's sheet goes, found before its cells are read and whatever it says of itself."""

from __future__ import annotations

from openpyxl.utils.cell import coordinate_to_tuple, get_column_letter
from openpyxl.xml.constants import SHEET_MAIN_NS

from generator.problems import CannotRun
from generator.swedish import say_number

# What a table of the archive can need: as CSV it may be 1 MB.
MOST_ROWS, MOST_COLUMNS, MOST_CELLS, MOST_ROOM = 60_000, 1_000, 200_000, 1_000_000
# So many columns a sheet has, whatever stands in them.
SHEET_COLUMNS = 16_384
TRUE = ("1", "true")


class Survey:
    """What a sheet holds: how far it goes, what is merged or hidden, which formulas have no value.

    `rows` is how many elements of rows come before the end of the last cell where something stands.
    Of what is hidden, folded or filtered away only rows and columns with something in them are told.
    """

    def __init__(self) -> None:
        self.rows = self.last_row = self.last_column = self.filled = 0
        self.merged: list[str] = []
        self.unvalued: set[tuple[int, int]] = set()
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        # Where the reading is: the rows begun, the number of the last, and its cells begun.
        self.begun = self.row = self.cells = 0
        self.cell = 0, 0
        self.within = self.is_text = self.has_formula = self.has_value = False
        self.in_hidden_row = False
        self.hidden_spans: list[range] = []

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        """Take the beginning of an element."""
        match name.removeprefix(f"{SHEET_MAIN_NS} "):
            case "row":
                self.begun, self.cells = self.begun + 1, 0
                self.row = int(float(attributes.get("r", self.row + 1)))
                self.cell = self.row, 0
                self.in_hidden_row = attributes.get("hidden") in TRUE
            case "col" if attributes.get("hidden") in TRUE:
                span = range(int(attributes["min"]), int(attributes["max"]) + 1)
                self.hidden_spans.append(span)
            case "c":
                self.begin_cell(attributes)
            case "v" | "t":
                self.within = True
            case "f":
                self.has_formula = True
            case "mergeCell":
                self.merged.append(attributes["ref"])

    def begin_cell(self, attributes: dict[str, str]) -> None:
        """Take the beginning of a cell; one without an address follows the one before."""
        self.cells += 1
        if self.cells > SHEET_COLUMNS:
            raise ValueError("a row has more cells than a sheet has columns")
        place = attributes.get("r")
        self.cell = coordinate_to_tuple(place) if place else (self.row, self.cell[1] + 1)
        self.is_text = attributes.get("t") == "str"
        self.within = self.has_formula = self.has_value = False

    def read(self, text: str) -> None:
        """Take a piece of text."""
        self.has_value = self.has_value or (self.within and bool(text.strip()))

    def end(self, name: str) -> None:
        """Take the end of an element."""
        match name.removeprefix(f"{SHEET_MAIN_NS} "):
            case "v" | "t":
                self.within = False
            case "c":
                self.end_cell()

    def end_cell(self) -> None:
        """Take the end of a cell; raises `CannotRun` for one that no table reaches."""
        # A formula may well give an empty text, and then has a value that is empty.
        if self.has_formula and not self.has_value and not self.is_text:
            self.unvalued.add(self.cell)
        elif not self.has_value:
            return
        row, column = self.cell
        if row > MOST_ROWS or column > MOST_COLUMNS:
            raise CannotRun(
                f"har något i cell {get_column_letter(column)}{row}. En tabell får ha högst "
                f"{say_number(MOST_ROWS)} rader och {say_number(MOST_COLUMNS)} kolumner. "
                "Töm cellen om den inte hör dit, eller dela upp tabellen i flera poster."
            )
        if self.in_hidden_row:
            self.hidden_rows.add(row)
        if any(column in span for span in self.hidden_spans):
            self.hidden_columns.add(column)
        self.rows, self.filled = self.begun, self.filled + 1
        self.last_row = max(self.last_row, row)
        self.last_column = max(self.last_column, column)
        if self.filled > MOST_CELLS or self.last_row * self.last_column > MOST_ROOM:
            raise CannotRun(
                f"har fler än {say_number(MOST_CELLS)} ifyllda celler, eller stora tomma ytor mellan "
                "dem. Ta bara med det som behövs, eller dela upp tabellen i flera poster."
            )
