"""What a spreadsheet shows is what the archive is told; what it does not show is refused by its cell."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from generator.intake.sheet import read_sheet
from generator.problems import CannotRun
from tests.places import load_cases

# What every .xls begins with.
OLD_EXCEL = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504)


def save(folder: Path, cells: dict[str, tuple[Any, str]], merged: str = "") -> Path:
    """Save a workbook with values and number formats by cell."""
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = "Blad1"
    for place, (value, form) in cells.items():
        page[place] = value
        page[place].number_format = form
    if merged:
        page.merge_cells(merged)
    book.create_sheet("Anteckningar")
    book.save(file := folder / "bok.xlsx")
    return file


FORMATS: dict[str, list[tuple[float, str, str | None]]] = load_cases(
    Path(__file__).with_name("number_formats.yml")
)


@pytest.mark.parametrize(
    ("value", "form", "shown"),
    [
        ("Skadegörelse", "General", "Skadegörelse"),
        ("  två \n rader ", "General", "två rader"),
        (True, "General", "ja"),
        (date(2026, 10, 1), "mmm yyyy", "2026-10"),
        (datetime(2026, 10, 28), "yyyy-mm-dd", "2026-10-28"),
        (time(6, 30), "hh:mm", "06:30"),
        (timedelta(hours=37, minutes=30), "[h]:mm", "37:30"),
        ("..", "General", ".."),
        ("a;b", "General", '"a;b"'),
    ],
)
def test_a_cell_is_what_it_shows(tmp_path: Path, value: Any, form: str, shown: str) -> None:
    file = save(tmp_path, {"A1": ("Rubrik", "General"), "A2": (value, form)})
    assert read_sheet(file).text == f"Rubrik\n{shown}\n"


@pytest.mark.parametrize("about", FORMATS)
def test_a_number_is_what_its_format_shows(tmp_path: Path, about: str) -> None:
    visible = [case for case in FORMATS[about] if case[2] is not None]
    cells = {f"A{row}": (value, form) for row, (value, form, _) in enumerate(visible, 1)}
    shown = read_sheet(save(tmp_path, cells)).text.splitlines()
    assert list(zip(visible, shown, strict=True)) == [(case, case[2]) for case in visible]


@pytest.mark.parametrize(
    "case", [case for cases in FORMATS.values() for case in cases if not case[2]]
)
def test_a_number_that_its_format_hides_is_refused(
    tmp_path: Path, case: tuple[float, str, None]
) -> None:
    with pytest.raises(CannotRun, match=r"^Cell B2 har ett tal som formatet döljer\."):
        read_sheet(save(tmp_path, {"B2": (case[0], case[1])}))


def hide(folder: Path) -> Path:
    """Save a workbook of four rows and three columns, some of them hidden."""
    book = Workbook()
    page = book.active
    assert page is not None
    for row in ("abc", "def", "ghi", "jkl", "mno"):
        page.append([*row, "=1/0" if row == "def" else None, "#"])
    page["B9"] = "p"
    page.row_dimensions[2].hidden = True
    page.row_dimensions[3].hidden = True
    page.row_dimensions[5].hidden = True
    # Nothing stands in the seventh row, so that nothing is left out of it.
    page.row_dimensions[7].hidden = True
    page.column_dimensions.group("C", "D", hidden=True)
    page.column_dimensions["E"].hidden = True
    book.save(file := folder / "bok.xlsx")
    return file


def test_what_a_sheet_does_not_show_is_not_read_and_said(tmp_path: Path) -> None:
    found = read_sheet(hide(tmp_path))
    assert found.text == "a;b\nj;k\n;p\n"
    assert found.source.decode().splitlines()[3] == "j;k"
    assert found.hidden == (
        "Bladet har tre dolda rader (2–3 och 5) och tre dolda kolumner (C–E). "
        "Det som är dolt lästes inte. Ska det vara med, så lägg till --dolda."
    )


def test_what_a_sheet_does_not_show_is_read_when_it_is_asked_for(tmp_path: Path) -> None:
    file = save(tmp_path, {"A1": ("Rubrik", "General"), "A2": (3, "General")})
    book = load_workbook(file)
    book["Blad1"].row_dimensions[2].hidden = True
    book.save(file)
    assert read_sheet(file).text == "Rubrik\n"
    found = read_sheet(file, whole=True)
    assert (found.text, found.hidden) == (
        "Rubrik\n3\n",
        "Bladet har en dold rad (2). Också det lästes.",
    )
    book["Blad1"].row_dimensions[1].hidden = True
    book.save(file)
    with pytest.raises(CannotRun, match=r"Tabellen är tom\. Bladet har två dolda rader \(1–2\)\."):
        read_sheet(file)


def test_a_sheet_that_shows_all_says_nothing(tmp_path: Path) -> None:
    assert read_sheet(save(tmp_path, {"A1": ("Rubrik", "General")})).hidden == ""


def test_a_workbook_may_count_its_days_from_1904(tmp_path: Path) -> None:
    book = Workbook()
    book.epoch = CALENDAR_MAC_1904
    book.worksheets[0]["A1"] = datetime(2026, 9, 1)
    book.worksheets[0]["A1"].number_format = "[$-41D]mmmm yyyy;@"
    book.save(tmp_path / "bok.xlsx")
    assert read_sheet(tmp_path / "bok.xlsx").text == "2026-09\n"


@pytest.mark.parametrize(
    ("cells", "merged", "refused"),
    [
        ({"B2": ("=1+1", "General")}, "", "Cell B2 innehåller en formel utan värde."),
        ({"C3": ("#DIV/0!", "General")}, "", "Cell C3 visar felet #DIVISION/0!."),
        ({"C3": ("#N/A", "General")}, "", "Cell C3 visar felet #SAKNAS!."),
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
    assert read_sheet(file, "Blad1").text == "a\n"
    with pytest.raises(CannotRun, match=r'inget blad "Blad2".*"Blad1" och "Anteckningar"'):
        read_sheet(file, "Blad2")


def test_the_sheet_that_was_read_is_told_with_the_others(tmp_path: Path) -> None:
    file = save(tmp_path, {"A1": ("a", "General")})
    said = {name: read_sheet(file, name).choice for name in (None, "Blad1")}
    text = (
        'Bladet "Blad1" lästes. Filen har också bladet "Anteckningar". '
        "Välj blad med --sheet och bladets namn."
    )
    assert said == {None: text, "Blad1": text}
    # An empty sheet may be another than the one that was meant.
    with pytest.raises(CannotRun, match=r'är tom\. Bladet "Anteckningar" lästes\..*"Blad1"'):
        read_sheet(file, "Anteckningar")


@pytest.mark.parametrize(("names", "listed"), [((), ""), (("B", "C"), 'bladen "B" och "C"')])
def test_as_many_sheets_are_named_as_there_are(
    tmp_path: Path, names: tuple[str, ...], listed: str
) -> None:
    book = Workbook()
    book.worksheets[0].append(["a"])
    for name in names:
        book.create_sheet(name)
    book.save(tmp_path / "bok.xlsx")
    found = read_sheet(tmp_path / "bok.xlsx")
    assert (found.text, found.others) == ("a\n", names)
    assert listed in found.choice
    assert bool(found.choice) == bool(names)


@pytest.mark.parametrize(
    ("name", "refused"),
    [
        (
            "tal.xls",
            "tal.xls är en gammal Excel-fil (.xls) och går inte att läsa. Öppna den i Excel,",
        ),
        ("TAL.XLS", "TAL.XLS är en gammal Excel-fil (.xls) och går inte att läsa."),
        ("tal.xlsb", "tal.xlsb är en binär Excel-fil (.xlsb)"),
        ("tal.xlsm", "tal.xlsm är en Excel-fil med makron (.xlsm)"),
        (
            "tal.ods",
            "tal.ods är en OpenDocument-fil (.ods) och går inte att läsa. Öppna den i Libre",
        ),
    ],
)
def test_files_of_other_spreadsheets_are_refused_by_what_they_are(
    tmp_path: Path, name: str, refused: str
) -> None:
    (tmp_path / name).write_bytes(OLD_EXCEL if "xls" in name.lower() else b"PK\x03\x04")
    with pytest.raises(CannotRun) as error:
        read_sheet(tmp_path / name)
    assert str(error.value).startswith(refused)
    assert str(error.value).endswith("spara den som .xlsx eller CSV och försök igen.")


def test_empty_rows_and_outer_columns_are_left_out(tmp_path: Path) -> None:
    cells = {"B3": ("Månad", "General"), "D3": (1, "General"), "B6": ("okt", "General")}
    found = read_sheet(save(tmp_path, cells))
    assert found.text == "Månad;1\nokt;\n"
    # The source keeps them, so that every cell has the address that it has in the workbook.
    assert found.source.decode() == "\n\n;Månad;;1\n\n\n;okt;;\n"


PX = 'CHARSET="ANSI";\nAXIS-VERSION="2013";\nTITLE="Brott";\nDATA=\n3 4;\n'
WEB_PAGE = "\ufeff <!DOCTYPE html>\n<html><table><tr><td>3</td></tr></table></html>"


@pytest.mark.parametrize(
    ("name", "content", "refused"),
    [
        ("t.csv", WEB_PAGE, "t.csv är en webbsida (HTML). Spara den som CSV i Excel"),
        ("t.xls", "<table><tr>", "t.xls är en webbsida (HTML). Spara den som CSV i Excel"),
        ("t.xlsx", "<html>", "t.xlsx är en webbsida (HTML). Spara den som CSV i Excel"),
        (
            "t.xls",
            '<?xml version="1.0"?><Workbook>',
            "t.xls är en XML-fil. Spara den som CSV i Excel",
        ),
        ("t.px", PX, "t.px är en PX-fil. Hämta tabellen som CSV eller Excel där den kommer från"),
        ("t.csv", PX, "t.csv är en PX-fil. Hämta tabellen"),
        ("t.csv", '[{"år": 2026}]', "t.csv är en JSON-fil. Hämta tabellen"),
        ("t.csv", "%PDF-1.7", "t.csv är en pdf. Hämta tabellen"),
        ("t.csv", "{\\rtf1", "t.csv är ett textdokument (RTF). Spara den som CSV i Excel"),
        ("t.csv", "PK\x03\x04…word/document.xml", "t.csv är ett Word-dokument."),
        ("t.csv", "Månad;Antal\nokt 2026;3\n".encode("utf-16-le"), "sparad i UTF-16"),
        ("t.csv", "Månad;Antal\nokt 2026;3\n".encode("utf-16-be"), "sparad i UTF-16"),
        ("t.csv", "Månad;Antal\nokt 2026;3\n".encode("utf-16"), "sparad i UTF-16"),
    ],
)
def test_another_kind_of_file_is_called_what_it_is(
    tmp_path: Path, name: str, content: str | bytes, refused: str
) -> None:
    (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(CannotRun) as error:
        read_sheet(tmp_path / name)
    assert refused in str(error.value)


@pytest.mark.parametrize(
    ("name", "content", "refused"),
    [
        ("finns-inte.csv", None, "finns inte"),
        ("fel.xlsx", b"inte alls", "fel.xlsx går inte att läsa som Excel-fil"),
        ("fel.csv", b"PK\x03\x04", "Filen är en Excel-fil med fel namn"),
        ("gammal.csv", OLD_EXCEL, "Filen är en Excel-fil med fel namn"),
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
    assert read_sheet(tmp_path / "t.csv").text == "Månad;Antal\nokt 2026;1 234,5\n"
