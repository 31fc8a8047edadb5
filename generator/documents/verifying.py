"""A file in someone's hands: whether it was sent, of which edition and for whom, or what of it is changed."""

from __future__ import annotations

import json
import logging
import struct
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from io import BytesIO
from itertools import islice, takewhile, zip_longest
from pathlib import Path, PurePosixPath
from typing import TypeAlias
from xml.etree.ElementTree import Element, ParseError, fromstring
from zipfile import BadZipFile, ZipFile

from pydantic_core import from_json
from pypdf import PdfReader
from pypdf.errors import PyPdfError

from generator.article.frozen import read_article
from generator.documents.frozen import write_all
from generator.documents.package import digest
from generator.pages.composed import make_build
from generator.problems import quote
from generator.records import (
    Archive,
    Frozen,
    NewerSchema,
    SentFile,
    find_reader,
    parse_frozen,
)
from generator.swedish import join_words, say_day, say_month

Named: TypeAlias = "Sequence[tuple[Frozen, SentFile]]"
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


class Answer(StrEnum):
    """What a file is found to be."""

    SENT = "sänd"
    AGAIN = "skriven på nytt"
    CHANGED = "ändrad"
    NOT_OURS = "inte vår"


@dataclass(frozen=True, slots=True)
class Verified:
    """What was found of a file, by its name, and how."""

    name: str
    answer: Answer
    words: str


@dataclass(frozen=True)
class Verifier:
    """Holds files against what an archive has sent."""

    root: Path
    archive: Archive
    written: dict[tuple[str, str], dict[str, bytes]] = field(default_factory=dict)

    def verify(self, name: str, raw: bytes) -> Verified:
        """Return what a file is, by its bytes; its name tells only what it may have been."""
        every = [(edition, file) for edition in self.archive.frozen for file in edition.files]
        own = digest(raw)
        if found := [row for row in every if row[1].sha256 == own]:
            # A small table may be the same in several reports; the name of its folder says which.
            found = [row for row in found if row[0].report in name] or found
            return Verified(name, Answer.SENT, self.say_sent(found))
        plain = PurePosixPath(name).name
        for edition in self.archive.frozen:
            if PurePosixPath(edition.path).name == plain:
                return self.verify_kept(name, raw, edition)
        named = [row for row in every if PurePosixPath(row[1].name).name == plain]
        if not named:
            return Verified(
                name, Answer.NOT_OURS, "Ingen fryst rapport i arkivet har en sådan fil."
            )
        return self.hold_against(name, raw, named)

    def say_sent(self, found: Named) -> str:
        """Say which edition a file is of, and for whom it was written."""
        edition = found[-1][0]
        readers = dict.fromkeys(file.reader for one, file in found if one is edition)
        return f"{say_edition(edition)}, för {join_words(readers)}.{self.say_later(edition)}"

    def say_later(self, edition: Frozen) -> str:
        """Say what has become of an edition since: another has replaced it, or words were taken out."""
        later = [one for one in self.archive.frozen if one.report == edition.report]
        told = [
            f" Den är ersatt av version {one.version}: {one.reason.rstrip('.')}."
            for one in later[-1:]
            if one.version > edition.version
        ]
        told += [
            f" Ur arkivets exemplar togs ord bort den {say_day(row.day)} ({row.reason}, {row.decision})."
            for row in edition.expunged
        ]
        return "".join(told)

    def verify_kept(self, name: str, raw: bytes, edition: Frozen) -> Verified:
        """Hold a kept file against the archive's own."""
        known = f"{say_edition(edition)}"
        try:
            given = parse_frozen(raw.decode().replace("\r\n", "\n"))
        except (ValueError, NewerSchema):
            words = f"Den heter som {known}, men dess egen kontrollsumma stämmer inte."
            return Verified(name, Answer.CHANGED, words)
        if given == edition or given.sha256 in {row.before for row in edition.expunged}:
            words = f"{known}, som arkivet har den.{self.say_later(edition)}"
            return Verified(name, Answer.SENT, words)
        parts = join_words(find_parts(given, edition))
        return Verified(name, Answer.CHANGED, f"Den heter som {known}, men {parts} är något annat.")

    def hold_against(self, name: str, raw: bytes, named: Named) -> Verified:
        """Hold a file against what it may have been, written anew; the most alike tells what is changed."""
        found = []
        for edition, file in named:
            known = f"{say_edition(edition)}, för {file.reader}"
            written = self.write_again(edition, file.reader).get(file.name)
            if written == raw:
                words = f"{known}: samma innehåll, men skrivet på nytt.{self.say_later(edition)}"
                return Verified(name, Answer.AGAIN, words)
            alike, part = compare(name, raw, written or b"")
            found.append((alike, f"Den heter som en fil i {known}. {part}"))
        return Verified(name, Answer.CHANGED, max(found, key=lambda row: row[0])[1])

    def write_again(self, edition: Frozen, reader: str) -> dict[str, bytes]:
        """Return the files of an edition for a reader, as today's program writes them."""
        key = (edition.path, reader)
        if key not in self.written:
            article = read_article(edition, reader)
            build = make_build(self.root, self.archive, find_reader(self.archive.mall, reader))
            self.written[key] = write_all(article, build, reader) if article else {}
        return self.written[key]


def say_edition(edition: Frozen) -> str:
    """Write `rapporten för november 2026, version 1, fastställd den 3 december 2026`."""
    day = say_day(edition.day)
    return f"rapporten för {say_month(edition.report)}, version {edition.version}, fastställd den {day}"


def find_parts(given: Frozen, edition: Frozen) -> list[str]:
    """Return the parts of a kept file that are not the archive's."""
    readers = dict.fromkeys([*edition.articles, *given.articles])
    differ = [name for name in readers if given.articles.get(name) != edition.articles.get(name)]
    found = [f"rapporten för {name}" for name in differ]
    found += ["det som den bygger på"] if given.records != edition.records else []
    found += ["listan över filer"] if given.files != edition.files else []
    return found or ["huvudet"]


def compare(name: str, raw: bytes, written: bytes) -> tuple[float, str]:
    """Return how alike two files of a kind are, 0–1, and the first line that differs, in words."""
    here, sent = list(read_lines(name, raw)), list(read_lines(name, written))
    if not here or not sent:
        return 0, UNPARTED
    common = (Counter(words for _, words in here) & Counter(words for _, words in sent)).total()
    alike = 2 * common / (len(here) + len(sent))
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
            return alike, f"{where} {quote(own)}, men det som sändes har {quote(other)}."
    return alike, "Texten är densamma, men inte filen."


def read_lines(name: str, raw: bytes) -> Iterator[tuple[str, str]]:
    """Yield the lines of a file, each with where it stands; nothing of what cannot be read as lines.

    The file is of somebody whom nobody knows: whatever is broken in it is no more than that.
    """
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
            rows = raw.decode("utf-8-sig").splitlines()
            yield from ((f"Rad {number}:", row) for number, row in enumerate(rows, 1))
    except BROKEN:
        return


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
