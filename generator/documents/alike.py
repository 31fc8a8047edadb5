"""How alike two files are, by their lines: what of a file in someone's hands is not what was sent.

The file is of somebody whom nobody knows: whatever is broken in it is no more than that, and what takes
too much to read is not read to its end.
"""

from __future__ import annotations

import json
import logging
import struct
import sys
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from itertools import islice, takewhile, zip_longest
from pathlib import PurePosixPath
from typing import TypeAlias
from xml.etree.ElementTree import Element, ParseError, fromstring
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from pydantic_core import from_json
from pypdf import Configuration, PdfReader, apply_configuration
from pypdf.errors import LimitReachedError, PyPdfError

from generator.problems import quote
from generator.swedish import say_megabytes

# Each line with where it stands.
Lines: TypeAlias = "Sequence[tuple[str, str]]"
BEFORE = 30
# Several times what the example's longest report has: its bytes as they lie, those of a part that is
# unpacked, its pages, and the calls that reading them takes.
MOST_BYTES, MOST_UNPACKED, MOST_PAGES, MOST_CALLS = 3_000_000, 3_000_000, 60, 12_000_000
UNPACKS = f"Filen är mer än {MOST_UNPACKED // 1_000_000} MB när den packas upp."
# What the readers of zip, XML, JSON and PDF raise over what is broken or packed in a way they do not know;
# that of PDF takes a value of another kind than it should be for what it should be.
BROKEN = (
    *(BadZipFile, zlib.error, EOFError, struct.error, ParseError, PyPdfError),
    *(LookupError, ValueError, OSError, RuntimeError, TypeError, AttributeError, ArithmeticError),
)
# The reader of PDF stops at these itself, and calls no other program.
BOUNDS = Configuration(
    zlib_maximum_output_length=MOST_UNPACKED,
    lzw_maximum_output_length=MOST_UNPACKED,
    run_length_maximum_output_length=MOST_UNPACKED,
    brotli_maximum_output_length=MOST_UNPACKED,
    array_based_stream_maximum_output_length=MOST_UNPACKED,
    stream_decoding_work_maximum_length=3 * MOST_UNPACKED,
    zlib_maximum_recovery_input_length=MOST_UNPACKED // 30,
    jbig2dec_binary=None,
)
# What it says of a broken file is said by us, in Swedish.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)
UNPARTED = "I en sådan fil går det inte att säga vilken del som är ändrad."


class TooMuch(BaseException):
    """A file takes too much to read; readers that go on after any `Exception` let it through."""


def count_alike(here: Counter[str], count: int, sent: Lines) -> float:
    """Return how much of the lines of two files is the same, 0–1; `count` is how many one of them has."""
    common = (Counter(words for _, words in sent) & here).total()
    return 2 * common / ((count + len(sent)) or 1)


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
            return f"{where} {quote(own)}, men det som frystes har {quote(other)}."
    return "Texten är densamma, men inte filen."


def read_lines(name: str, raw: bytes) -> Iterator[tuple[str, str]]:
    """Yield the lines of a file, each with where it stands; nothing of what cannot be read as lines.

    Raises `TooMuch`, with what is said of the file, where it takes too much to read.
    """
    if len(raw) > MOST_BYTES:
        raise TooMuch(f"Filen är {say_megabytes(len(raw))}.")
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
    except LimitReachedError as error:
        raise TooMuch(UNPACKS) from error
    except BROKEN as error:
        if "recursion limit" in str(error):
            raise TooMuch("Filen är packad i för många lager.") from error


def decode(raw: bytes) -> str:
    """Return the text of a table: as it is written, or as some programs save it again."""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252")


def read_pages(raw: bytes) -> list[tuple[str, str]]:
    """Return the lines of a PDF's pages; raises one of `BROKEN` for what is none, or `TooMuch`."""
    with apply_configuration(BOUNDS), counting_calls():
        pages = list(islice(PdfReader(BytesIO(raw)).pages, MOST_PAGES + 1))
        if len(pages) > MOST_PAGES:
            raise TooMuch(f"Filen har fler än {MOST_PAGES} sidor.")
        return [
            (f"Sida {number}:", row)
            for number, page in enumerate(pages, 1)
            for row in page.extract_text().splitlines()
        ]


@contextmanager
def counting_calls() -> Iterator[None]:
    """Raise `TooMuch` when much more is done than reading the example's longest report takes.

    A PDF of a few bytes can ask for years of work in many ways, and all of them are calls.
    """
    left = MOST_CALLS

    def count(*_: object) -> None:
        nonlocal left
        left -= 1
        if left < 0:
            raise TooMuch("Filen tar för lång tid att läsa.")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        yield
    finally:
        sys.setprofile(before)


def read_word(raw: bytes) -> Element:
    """Return the text of a Word file; raises one of `BROKEN` for what is none, or `TooMuch`."""
    with ZipFile(BytesIO(raw)) as parts:
        about = parts.getinfo("word/document.xml")
        if about.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise ValueError("packed in a way that no program for documents packs")
        with parts.open(about) as part:
            text = part.read(MOST_UNPACKED + 1)
    if len(text) > MOST_UNPACKED:
        raise TooMuch(UNPACKS)
    words = text.decode()
    if "<!DOCTYPE" in words:
        raise ValueError("a text that has words of its own may be as long as it likes")
    return fromstring(words)
