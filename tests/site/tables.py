"""The tables and numbers of a built page or download as plain values, by the names in their heads."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from tests.site.reading import Document, Element

MONTHS = ("jan", "feb", "mars", "april", "maj", "juni", "juli", "aug", "sep", "okt", "nov", "dec")
WORDS = (
    "noll",
    "en",
    "två",
    "tre",
    "fyra",
    "fem",
    "sex",
    "sju",
    "åtta",
    "nio",
    "tio",
    "elva",
    "tolv",
)
NUMBER = re.compile(r"\d[\d\s]*")
GOOD = re.compile(r"varav (\d+) positiv|((?:alla|båda) positiva|\d positiv)")


@dataclass(frozen=True)
class Table:
    """A table: the head of its rows' names, and the words of each cell by its row and column."""

    corner: str
    heads: list[str]
    rows: list[tuple[str, dict[str, str]]]

    @property
    def cells(self) -> Iterator[tuple[str, str, str]]:
        """Yield row, column and words of every cell."""
        for name, row in self.rows:
            for head, words in row.items():
                yield name, head, words


def read_tables(document: Document) -> list[Table]:
    """Return the tables of a page's article."""
    return (
        [read_table(found) for found in document.article.find("table")] if document.article else []
    )


def read_table(table: Element) -> Table:
    """Return one table; what spans several rows or columns stands in each of them."""
    heads = [cell.text for row in table.find("thead") for cell in row.find("th")]
    waiting: dict[int, tuple[int, str]] = {}
    rows = []
    for body in table.find("tbody"):
        for row in body.find("tr"):
            cells = [child for child in row.children if isinstance(child, Element)]
            words: list[str] = []
            while cells or len(words) in waiting:
                left, text = waiting.pop(len(words), (0, ""))
                wide = 1
                if not left:
                    cell = cells.pop(0)
                    text, left = cell.text, int(cell.attributes.get("rowspan", 1))
                    wide = int(cell.attributes.get("colspan", 1))
                if left > 1:
                    waiting[len(words)] = (left - 1, text)
                words += [text] * wide
            rows.append((words[0], dict(zip(heads[1:], words[1:], strict=False))))
    return Table(heads[0] if heads else "", heads[1:], rows)


def read_download(file: Path) -> Table:
    """Return a CSV file as a table."""
    text = file.read_text("utf-8-sig")
    (corner, *heads), *rows = csv.reader(StringIO(text), delimiter=";")
    return Table(corner, heads, [(row[0], dict(zip(heads, row[1:], strict=True))) for row in rows])


def find_table(document: Document, corner: str, *heads: str) -> Table | None:
    """Return the first table that heads its names so and has those columns."""
    found = (t for t in read_tables(document) if t.corner == corner and {*heads} <= {*t.heads})
    return next(found, None)


def number_of(words: str) -> int | None:
    """Return the number that a cell or phrase begins with, in digits or words; None if it has none."""
    if found := NUMBER.match(words):
        return int(re.sub(r"\s", "", found[0]))
    first = words.split(" ", 1)[0].lower()
    return WORDS.index(first) if first in WORDS else None


def good_of(words: str) -> int:
    """Return how many of a number of poster are said to be positive."""
    found = GOOD.search(words)
    if not found:
        return 0
    return int(found[1]) if found[1] else number_of(words) or 0


def month_of(label: str) -> str:
    """Return `nov 2026` as `2026-11`."""
    name, year = label.split()
    return f"{year}-{MONTHS.index(name) + 1:02}"


def day_of_label(label: str) -> str:
    """Return `12 nov 2026` as `2026-11-12`."""
    day, name, year = label.split()
    return f"{year}-{MONTHS.index(name) + 1:02}-{int(day):02}"
