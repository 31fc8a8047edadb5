"""What a spreadsheet shows is what the archive is told; what it does not show is refused by its cell."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from generator.intake.sheet import read_sheet
from generator.problems import CannotRun


def save(folder: Path, cells: dict[str, tuple[Any, str]], merged: str = "") -> Path:
    """Save a workbook with values and number formats by cell."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Blad1"
    for place, (value, form) in cells.items():
        sheet[place] = value
        sheet[place].number_format = form
    if merged:
        sheet.merge_cells(merged)
    book.create_sheet("Anteckningar")
    book.save(file := folder / "bok.xlsx")
    return file


@pytest.mark.parametrize(
    ("value", "form", "shown"),
    [
        ("Skadegörelse", "General", "Skadegörelse"),
        ("  två \n rader ", "General", "två rader"),
        (12, "General", "12"),
        (0, "General", "0"),
        (1234567, "# ##0", "1234567"),
        (0.1 + 0.2, "General", "0,3"),
        (186250.5, "# ##0,00", "186250,5"),
        (-3, "General", "-3"),
        (0.089, "0.0%", "8,9 %"),
        (True, "General", "ja"),
        (date(2026, 10, 1), "mmm yyyy", "2026-10"),
        (datetime(2026, 10, 1), "mmm-yy", "2026-10"),
        (date(2026, 1, 1), "yyyy", "2026"),
        (date(2026, 10, 28), "yyyy-mm-dd", "2026-10-28"),
        ("..", "General", ".."),
        ("a;b", "General", '"a;b"'),
    ],
)
def test_a_cell_is_what_it_shows(tmp_path: Path, value: Any, form: str, shown: str) -> None:
    file = save(tmp_path, {"A1": ("Rubrik", "General"), "A2": (value, form)})
    assert read_sheet(file) == f"Rubrik\n{shown}\n"


@pytest.mark.parametrize(
    ("cells", "merged", "refused"),
    [
        ({"B2": ("=1+1", "General")}, "", "Cell B2 innehåller en formel utan värde."),
        ({"C3": ("#DIV/0!", "General")}, "", "Cell C3 innehåller en formel utan värde."),
        ({"A2": (datetime(2026, 10, 1, 9, 30), "hh:mm")}, "", "Cell A2 är ett klockslag."),
        ({"A2": ("jan", "General")}, "A2:B2", "Cellerna A2:B2 är sammanslagna."),
        ({}, "", "Tabellen är tom."),
    ],
)
def test_what_is_not_shown_is_refused(
    tmp_path: Path, cells: dict[str, tuple[Any, str]], merged: str, refused: str
) -> None:
    with pytest.raises(CannotRun, match=refused.replace(".", r"\.")):
        read_sheet(save(tmp_path, cells, merged))


def test_the_sheet_is_asked_for_by_name(tmp_path: Path) -> None:
    file = save(tmp_path, {"A1": ("a", "General")})
    assert read_sheet(file, "Blad1") == "a\n"
    with pytest.raises(CannotRun, match=r'inget blad "Blad2".*"Blad1" och "Anteckningar"'):
        read_sheet(file, "Blad2")


def test_empty_rows_and_outer_columns_are_left_out(tmp_path: Path) -> None:
    cells = {"B3": ("Månad", "General"), "D3": (1, "General"), "B6": ("okt", "General")}
    assert read_sheet(save(tmp_path, cells)) == "Månad;;1\nokt;;\n"


@pytest.mark.parametrize(
    ("name", "content", "refused"),
    [
        ("finns-inte.csv", None, "finns inte"),
        ("fel.xlsx", b"inte alls", "fel.xlsx går inte att läsa som Excel-fil"),
        ("fel.csv", b"PK\x03\x04", "Filen är en Excel-fil med fel namn"),
        ("tom.csv", b"\n\n", "Tabellen är tom"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(
    tmp_path: Path, name: str, content: bytes | None, refused: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(CannotRun, match=refused):
        read_sheet(tmp_path / name)


@pytest.mark.parametrize(
    "content",
    [
        "Månad\tAntal\nokt 2026\t1 234,5\n".encode(),
        "Månad;Antal\nokt 2026;1 234,5".encode("cp1252"),
    ],
)
def test_any_csv_becomes_the_archives(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "t.csv").write_bytes(content)
    assert read_sheet(tmp_path / "t.csv") == "Månad;Antal\nokt 2026;1 234,5\n"
