"""Tables as members paste them: cells of text in rows, from any spreadsheet's CSV."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from generator.records.text import (
    UTF_16_MARKS,
    decode_text,
    read_bytes,
    refuse,
    refuse_control_characters,
)

ZIP_MARK = b"PK\x03\x04"
SEPARATORS = (";", "\t", ",")


@dataclass(frozen=True, slots=True)
class Table:
    """A pasted table as it stands: rows of cells, all of them text."""

    path: str
    rows: tuple[tuple[str, ...], ...]


def read_table(root: Path, path: str) -> Table:
    """Read a CSV file; UTF-8 with or without a mark, or what Excel calls CSV (Windows-1252)."""
    raw = read_bytes(root, path)
    if raw.startswith(ZIP_MARK):
        text = "Filen är en Excel-fil med fel namn. Spara den som CSV i Excel och lägg in den."
        raise refuse(path, text)
    text = decode_table(raw, path)
    refuse_control_characters(text, path)
    lines = [line for line in text.split("\n") if line.strip()]
    if not lines:
        raise refuse(path, "Tabellen är tom. Klistra in den igen, eller ta bort filen.")
    try:
        cells = list(csv.reader(lines, delimiter=separator_of(lines)))
    except csv.Error as error:
        raise refuse(path, "Tabellen går inte att läsa. Spara den som CSV igen.") from error
    rows = [tuple(cell.strip() for cell in row) for row in cells]
    width = max(len(row) for row in rows)
    return Table(path, tuple(row + ("",) * (width - len(row)) for row in rows))


def decode_table(raw: bytes, path: str) -> str:
    """Decode UTF-8, or else Windows-1252, which every byte but five is valid in."""
    try:
        raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        if not raw.startswith(UTF_16_MARKS):
            raw = raw.decode("cp1252", "replace").encode()
    return decode_text(raw, path)


def separator_of(lines: list[str]) -> str:
    """Return the separator that every line holds most often; semicolon wins a tie."""
    return max(SEPARATORS, key=lambda mark: min(line.count(mark) for line in lines))
