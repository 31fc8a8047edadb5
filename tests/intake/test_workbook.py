"""A workbook that is spoiled, too large or made to harm is refused in one line, and quickly."""

from __future__ import annotations

import random
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook
from openpyxl.xml.constants import SHARED_STRINGS

from generator.intake import survey, workbook
from generator.intake.sheet import read_sheet, read_workbook
from generator.problems import CannotRun
from tests.places import load_cases

CASES: list[dict[str, str]] = load_cases(Path(__file__).with_name("workbooks.yml"))
SHEET, STRINGS, CONTENTS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "[Content_Types].xml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def make_parts() -> dict[str, bytes]:
    """Return the parts of a sound workbook with words, numbers, a day and a format of its own."""
    book = Workbook()
    page = book.worksheets[0]
    for row in (("Brottstyp", "okt 2025", "okt 2026"), ("Rån", 12, 0.5), ("Stöld", 46266, "..")):
        page.append(row)
    page["C2"].number_format = '0.0 "%"'
    page["B3"].number_format = "yyyy-mm-dd"
    book.create_sheet("Anteckningar")
    book.save(file := BytesIO())
    with ZipFile(file) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    # Excel keeps words in a part of their own.
    parts[STRINGS] = (
        f'<sst xmlns="{MAIN}"><si><t>Rån</t></si><si><r><t>St</t></r><r><t>öld</t></r><rPh><t>x</t></rPh></si></sst>'.encode()
    )
    for number, word in enumerate(("Rån", "Stöld")):
        inline, shared = f't="inlineStr"><is><t>{word}</t></is>', f't="s"><v>{number}</v>'
        parts[SHEET] = parts[SHEET].replace(inline.encode(), shared.encode())
    listed = f'<Override PartName="/{STRINGS}" ContentType="{SHARED_STRINGS}"/></Types>'
    parts[CONTENTS] = parts[CONTENTS].replace(b"</Types>", listed.encode())
    return parts


def pack(parts: dict[str, bytes]) -> bytes:
    with ZipFile(file := BytesIO(), "w", ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return file.getvalue()


def sheet_of(rows: str, after: str = "") -> bytes:
    return f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData>{after}</worksheet>'.encode()


@pytest.mark.parametrize("case", CASES, ids=[case["about"] for case in CASES])
def test_a_spoiled_workbook_is_read_or_refused_in_one_line(case: dict[str, str]) -> None:
    parts = make_parts()
    if "part" in case:
        parts[case["part"]] = case["text"].encode()
    else:
        parts[SHEET] = sheet_of(case["rows"], case.get("after", ""))
    try:
        read, said = read_workbook("bok.xlsx", pack(parts), None).text, ""
    except CannotRun as error:
        read, said = "", str(error)
    assert read == case.get("read", "")
    expected = case.get("said", "")
    begins = expected.removeprefix("~") if expected.startswith("~") else f"bok.xlsx {expected}"
    assert said.startswith(begins if expected else ""), said
    assert "\n" not in said


@pytest.mark.parametrize(
    ("limit", "most", "said"),
    [
        ("MOST_UNPACKED", 3_000, "innehåller mer än 0 MB när den packas upp."),
        ("MOST_ELEMENTS", 40, "innehåller mer än en tabell kan behöva."),
        ("MOST_ROWS", 2, "har något i cell A3."),
        ("MOST_COLUMNS", 2, "har något i cell C1."),
        ("MOST_CELLS", 8, "har fler än 8 ifyllda celler,"),
        ("MOST_ROOM", 8, "har fler än 200\u00a0000 ifyllda celler, eller stora tomma ytor"),
    ],
)
def test_there_is_a_limit_to_what_a_table_may_need(
    monkeypatch: pytest.MonkeyPatch, limit: str, most: int, said: str
) -> None:
    table = "Brottstyp;okt 2025;okt 2026\nRån;12;0,5 %\nStöld;2026-09-01;..\n"
    assert read_workbook("bok.xlsx", pack(make_parts()), None).text == table
    monkeypatch.setattr(workbook if hasattr(workbook, limit) else survey, limit, most)
    with pytest.raises(CannotRun) as error:
        read_workbook("bok.xlsx", pack(make_parts()), None)
    assert str(error.value).startswith(f"bok.xlsx {said}")


def test_what_is_refused_is_not_read_to_its_end() -> None:
    """The rows behind the first too many, and a part that says it is too large, are never parsed."""
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(59_990, 62_000))
    parts = make_parts() | {SHEET: sheet_of(rows)}
    book = workbook.Book(pack(parts))
    with pytest.raises(CannotRun, match="cell A60001"):
        workbook.read_page(book, "Sheet")
    assert book.archive.tally.elements < 20_000
    large = workbook.Book(pack(make_parts()))
    assert large.sheets
    large.archive.getinfo(SHEET).file_size = workbook.MOST_UNPACKED + 1
    before = large.archive.tally.elements
    with pytest.raises(CannotRun, match="när den packas upp"):
        workbook.read_page(large, "Sheet")
    assert large.archive.tally.elements == before


def test_another_sheet_may_be_as_large_as_it_likes(monkeypatch: pytest.MonkeyPatch) -> None:
    parts = make_parts()
    parts["xl/worksheets/sheet2.xml"] = b"<worksheet>" + b"<x/>" * 5_000
    monkeypatch.setattr(workbook, "MOST_ELEMENTS", 1_000)
    assert read_workbook("bok.xlsx", pack(parts), None).others == ("Anteckningar",)


def test_an_encrypted_workbook_is_said_to_be_so(tmp_path: Path) -> None:
    (tmp_path / "bok.xlsx").write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504))
    with pytest.raises(CannotRun, match=r"^bok\.xlsx är skyddad med lösenord, eller"):
        read_sheet(tmp_path / "bok.xlsx")


def spoil(parts: dict[str, bytes], chance: random.Random) -> dict[str, bytes]:
    """Return the parts with a few bytes of one or two changed, taken out or put in."""
    spoiled = dict(parts)
    for name in chance.sample(sorted(parts), chance.choice((1, 1, 2))):
        content = bytearray(spoiled[name])
        for _ in range(chance.choice((1, 1, 2, 5))):
            at = chance.randrange(len(content) + 1)
            match chance.randrange(5):
                case 0:
                    content[at : at + 1] = bytes((chance.randrange(256),))
                case 1:
                    del content[at : at + chance.choice((1, 3, 20, 200))]
                case 2:
                    content[at:at] = chance.choice(PIECES)
                case 3:
                    start = chance.randrange(len(content) + 1)
                    content[at:at] = content[start : start + chance.choice((5, 40))]
                case 4:
                    content[at : at + 1] = chance.choice((b"9", b"-", b'"', b"<", b">", b"A"))
        spoiled[name] = bytes(content)
    return spoiled


PIECES = (
    b"9" * 20,
    b"<c/>",
    b"<row/>",
    b'r="A1"',
    b's="7"',
    b't="d"',
    b't="s"',
    b"<v>x</v>",
    b"&#0;",
    b"\xff",
    b"1e9",
)


def try_spoiled(seed: int, number: int) -> dict[str, int]:
    """Spoil so many workbooks and return how many were read and refused; all else is raised."""
    chance, parts = random.Random(seed), make_parts()
    found = {"read": 0, "refused": 0}
    for _ in range(number):
        spoiled: Any = pack(spoil(parts, chance))
        if chance.random() < 0.1:
            at = chance.randrange(len(spoiled))
            spoiled = spoiled[:at] + bytes((chance.randrange(256),)) + spoiled[at + 1 :]
        try:
            read_workbook("bok.xlsx", spoiled, None)
            found["read"] += 1
        except CannotRun:
            found["refused"] += 1
    return found


def test_no_spoiled_workbook_gives_anything_but_a_table_or_a_line() -> None:
    found = try_spoiled(seed=15, number=150)
    assert min(found.values()) > 20


def test_a_fault_of_ours_is_not_laid_on_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(workbook, "survey_sheet")
    with pytest.raises(NameError):
        read_workbook("bok.xlsx", pack(make_parts()), None)
