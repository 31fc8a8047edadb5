"""How alike two files are, by their lines: what of a file in someone's hands is not what was sent.

The file is of somebody whom nobody knows: whatever is broken in it is no more than that.
"""

from __future__ import annotations

import json
import logging
import struct
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import islice, takewhile, zip_longest
from pathlib import PurePosixPath
from typing import TypeAlias
from xml.etree.ElementTree import Element, ParseError, fromstring
from zipfile import BadZipFile, ZipFile

from pydantic_core import from_json
from pypdf import PdfReader
from pypdf.errors import PyPdfError

from generator.problems import quote

# Each line with where it stands.
Lines: TypeAlias = "Sequence[tuple[str, str]]"
BEFORE = 30
MOST_UNPACKED = 60_000_000
# More than a report has.
MOST_PAGES = 200
# What the readers of zip, XML, JSON and PDF raise over what is broken or packed in a way they do not know;
# that of PDF takes a value of another kind than it should be for what it should be.
BROKEN = (
    *(BadZipFile, zlib.error, EOFError, struct.error, ParseError, PyPdfError),
    *(LookupError, ValueError, OSError, RuntimeError, TypeError, AttributeError, ArithmeticError),
)
# What it says of a broken file is said by us, in Swedish.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)
UNPARTED = "I en sådan fil går det inte att säga vilken del som är ändrad."


def count_alike(here: Counter[str], sent: Lines) -> float:
    """Return how much of the lines of two files is the same, 0–1."""
    common = (Counter(words for _, words in sent) & here).total()
    return 2 * common / ((here.total() + len(sent)) or 1)


def tell_change(here: Lines, sent: Lines) -> str:
    """Tell the first line that differs, in words."""
    if not here or not sent:
        return UNPARTED
    nothing = ("", "")
    for (place, own), (sent_place, other) in zip_longest(here, sent, fillvalue=nothing):
        if own != other:
            # Long lines are told from a little before they part.
            same = sum(
                1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(own, other, strict=False))
            )
            start = max(same - BEFORE, 0)
            own, other = own[start:], other[start:]
            where = place or sent_place
            return f"{where} {quote(own)}, men det som sändes har {quote(other)}."
    return "Texten är densamma, men inte filen."


def read_lines(name: str, raw: bytes) -> Iterator[tuple[str, str]]:
    """Yield the lines of a file, each with where it stands; nothing of what cannot be read as lines."""
    ending = PurePosixPath(name).suffix.lower()
    try:
        if ending == ".pdf":
            yield from read_pages(raw)
        elif ending == ".docx":
            yield from (("Där står", node.text) for node in read_word(raw).iter() if node.text)
        elif ending == ".json":
            text = json.dumps(from_json(raw), ensure_ascii=False, indent=1)
            yield from (("Där står", row) for row in text.splitlines())
        elif ending == ".csv":
            rows = decode(raw).splitlines()
            yield from ((f"Rad {number}:", row) for number, row in enumerate(rows, 1))
    except BROKEN:
        return


def decode(raw: bytes) -> str:
    """Return the text of a table: as it is written, or as some programs save it again."""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252")


def read_pages(raw: bytes) -> list[tuple[str, str]]:
    """Return the lines of a PDF's pages; raises one of `BROKEN` for what is none."""
    pages = islice(PdfReader(BytesIO(raw)).pages, MOST_PAGES)
    return [
        (f"Sida {number}:", row)
        for number, page in enumerate(pages, 1)
        for row in page.extract_text().splitlines()
    ]


def read_word(raw: bytes) -> Element:
    """Return the text of a Word file; raises one of `BROKEN` for what is none, or unpacks without end."""
    with ZipFile(BytesIO(raw)) as parts, parts.open("word/document.xml") as part:
        text = part.read(MOST_UNPACKED + 1)
    if len(text) > MOST_UNPACKED:
        raise ValueError("more than a report can be")
    return fromstring(text)
