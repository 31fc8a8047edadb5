"""The index as files of plain script: the vocabulary first, postings and texts in pieces.

A search loads `ord.js` once, then the few pieces that hold its words, then the pieces that hold the
texts it shows. Nothing in them depends on anything but the documents.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from generator.search.numbers import words_of_day
from generator.search.words import Field, clean, split_text
from generator.serving import keep

# Printable ASCII that needs no escape in a script and ends no tag.
DIGITS = "".join(chr(code) for code in range(33, 127) if chr(code) not in '"\\<>')
BASE = len(DIGITS) // 2
LAST, MORE = DIGITS[:BASE], DIGITS[BASE:]
# What could end the script, or a line of it, where a text should go on.
ESCAPES = {"<": "\\u003c", "\u2028": "\\u2028", "\u2029": "\\u2029", "\x7f": "\\u007f"}
ESCAPED = str.maketrans(ESCAPES)
CALL = "lagesbildSok"


def write_long(number: int) -> str:
    """Write a number from 0 up: a digit of the second half says that more follow."""
    text = LAST[number % BASE]
    number //= BASE
    while number:
        number -= 1
        text = MORE[number % BASE] + text
        number //= BASE
    return text


SHORT = [write_long(number) for number in range(BASE + BASE * BASE)]


def write_number(number: int) -> str:
    """Write a number from 0 up; the small ones, which are most, are looked up."""
    return SHORT[number] if number < len(SHORT) else write_long(number)


def write_numbers(numbers: Iterable[int]) -> str:
    """Write numbers one after the other; each tells where it ends."""
    return "".join(map(write_number, numbers))


def write_scripts(values: Mapping[str, object]) -> dict[str, str]:
    """Write a script for each value, that hands it over by its name.

    It is JSON that is safe in any script: no tag can end in it, no line break in it. All carry a
    short name for exactly this content: pieces of two builds must never be mixed.
    """
    texts = {
        name: json.dumps(value, ensure_ascii=False, separators=(",", ":")).translate(ESCAPED)
        for name, value in values.items()
    }
    # One by one: together they are as large as all that they are made of.
    told, between = hashlib.sha256(), ""
    for text in texts.values():
        told.update(f"{between}{text}".encode())
        between = "\n"
    version = told.hexdigest()[:12]
    return {f"{name}.js": f'{CALL}("{name}","{version}",{text});\n' for name, text in texts.items()}


@dataclass(frozen=True, slots=True)
class Document:
    """One thing to find: `address` leads to the very place it stands, from the site's root.

    `kind` is the sort of page in the reader's words. `text` is plain, without Markdown, and so are
    `examples`: what a guide only shows, which comes after what has been. The rest narrows a search;
    what does not apply is empty. What is `quiet` says little, and comes after what says as much as
    it of what was searched for.
    """

    address: str
    kind: str
    title: str
    text: str
    day: date | None = None
    area: str = ""
    problem_type: str = ""
    place: str = ""
    organisation: str = ""
    year: str = ""
    status: str = ""
    quiet: bool = False
    examples: str = ""


# The fields that a search is narrowed by, in the order the page shows them.
FACETS = ("kind", "area", "problem_type", "place", "organisation", "year", "status")
# The ones whose words are searched as well: an entry of Järntorget need not say so again.
SPOKEN = ("area", "problem_type", "place", "organisation")


# Results show a few words around the hit; a longer text is searched whole but kept in part.
KEPT = 4_000
# Pieces grow with the root of the whole, and so does their number. Ten results are ten texts from
# anywhere, so texts lie in smaller pieces.
SMALLEST = 2_048
POSTINGS_GROWTH, TEXTS_GROWTH = 4, 2
# A word shares at most this many letters with the one before it: the letter Z says 25.
MOST_SHARED = 25
FIRST_DAY = date(2000, 1, 1)


class Postings:
    """Where each word stands: for each document, from title to text, its places."""

    def __init__(self) -> None:
        """Begin with no word."""
        # As bytes that grow: a text for each place where a word stands would be ten times as much.
        self.parts: dict[str, bytearray] = {}
        self.latest: dict[str, int] = {}
        # How many places each field of each document has: title, what it is filed under, text,
        # examples.
        self.sizes: tuple[list[int], ...] = ([], [], [], [])

    def add(self, number: int, placed: Placed) -> None:
        """Add the document of that number."""
        for column, size in zip(self.sizes, placed.sizes, strict=True):
            column.append(size)
        for word, (is_several, places) in placed.words.items():
            step = number - self.latest.get(word, -1) - 1
            self.latest[word] = number
            posting = f"{write_number(step * 2 + is_several)}{places}".encode()
            self.parts.setdefault(word, bytearray()).extend(posting)


@dataclass(frozen=True, slots=True)
class Placed:
    """Where the words of one document stand: its fields' sizes, and each word's places as written.

    With the places is whether they are several, which is written with the step from another document.
    """

    sizes: tuple[int, ...]
    words: dict[str, tuple[bool, str]]


def place_words(fields: Sequence[Field]) -> Placed:
    """Return where the words of a document stand; its fields lie one empty place apart."""
    places: dict[str, list[int]] = {}
    start = 0
    for field in fields:
        for place, word in enumerate(field.words, start):
            places.setdefault(word, []).append(place)
            for other in field.more.get(place - start, ()):
                places.setdefault(other, []).append(place)
        start += len(field.words) + 1
    words = {word: (len(found) > 1, write_places(found)) for word, found in places.items()}
    return Placed(tuple(len(field.words) for field in fields), words)


def write_places(places: Sequence[int]) -> str:
    """Write the places of a word: how many, when they are several, and each step from one to the next."""
    if len(places) == 1:
        return write_number(places[0])
    steps = (later - earlier - 1 for earlier, later in pairwise(places))
    return write_numbers((len(places) - 2, places[0], *steps))


def write_index(documents: Iterable[Document]) -> dict[str, str]:
    """Return the index's files by name; the same documents give the same bytes in any order."""
    ordered = sorted(documents, key=order_of)
    postings = Postings()
    for number, document in enumerate(ordered):
        postings.add(number, place_document(document))
    words = sorted(postings.parts)
    lists = [postings.parts[word].decode() for word in words]
    pieces = cut([len(text) + 1 for text in lists], POSTINGS_GROWTH)
    texts = [show_document(document) for document in ordered]
    shelves = cut([sum(map(len, text)) for text in texts], TEXTS_GROWTH)
    base = {
        "ord": write_vocabulary(words),
        "bitar": write_numbers(steps_of(pieces)),
        "hyllor": write_numbers(steps_of(shelves)),
        "längder": [write_numbers(column) for column in postings.sizes],
        "dagar": write_numbers(steps_back(ordered)),
        "tysta": write_numbers(steps_of([n for n, one in enumerate(ordered) if one.quiet])),
        "fasetter": {name: write_facet(name, ordered) for name in FACETS},
    }
    values: dict[str, object] = {"ord": base}
    for number, (start, end) in enumerate(spans(pieces, len(lists))):
        values[f"p{number}"] = " ".join(lists[start:end])
    for number, (start, end) in enumerate(spans(shelves, len(texts))):
        values[f"t{number}"] = texts[start:end]
    return write_scripts(values)


def order_of(document: Document) -> tuple[int, str, str, str]:
    """Newest first, those without a day last, then by address."""
    newest = -document.day.toordinal() if document.day else 0
    return newest, document.address, document.title, document.text


@keep
def place_document(document: Document) -> Placed:
    """Return where the words of a document stand."""
    return place_words(split_fields(document))


def split_fields(document: Document) -> list[Field]:
    """Return the words of the title, of what the record is filed under, of text and examples."""
    day = document.day
    spoken = split_text(" ".join(getattr(document, name) for name in SPOKEN))
    if day:
        spoken.words.extend(words_of_day(day))
    texts = (document.title, document.text, document.examples)
    title, text, examples = (split_text(part, day) for part in texts)
    return [title, spoken, text, examples]


def show_document(document: Document) -> list[str]:
    """Return what a result shows: address, title and text."""
    text = f"{document.text} {document.examples}".strip()
    return [document.address, clean(document.title), clean(text)[:KEPT]]


def write_vocabulary(words: Iterable[str]) -> str:
    """Write sorted words: a capital tells how many letters each shares with the one before."""
    parts = []
    before = ""
    for word in words:
        shared = 0
        most = min(len(word), len(before), MOST_SHARED)
        while shared < most and word[shared] == before[shared]:
            shared += 1
        parts.append(chr(ord("A") + shared) + word[shared:])
        before = word
    return "".join(parts)


def write_facet(name: str, documents: Sequence[Document]) -> list[object]:
    """Write a facet: its values, and the number of each document's value."""
    values = sorted({getattr(document, name) for document in documents})
    numbers = {value: number for number, value in enumerate(values)}
    return [values, write_numbers(numbers[getattr(document, name)] for document in documents)]


def steps_back(documents: Sequence[Document]) -> Iterator[int]:
    """Yield the first day, in days since 2000, then how much older each next one is; 0 is no day."""
    before = 0
    for number, document in enumerate(documents):
        day = max(1, (document.day - FIRST_DAY).days) if document.day else 0
        yield before - day if number else day
        before = day


def cut(sizes: Sequence[int], growth: int) -> list[int]:
    """Return where pieces of about the same size begin; the first begins at 0."""
    most = max(SMALLEST, growth * math.isqrt(sum(sizes)))
    starts = []
    filled = most
    for number, size in enumerate(sizes):
        if filled + size > most:
            starts.append(number)
            filled = 0
        filled += size
    return starts


def steps_of(starts: Sequence[int]) -> Iterable[int]:
    """Return each start as the step from the one before."""
    return [later - earlier for earlier, later in pairwise([0, *starts])]


def spans(starts: Sequence[int], end: int) -> Iterable[tuple[int, int]]:
    """Return where each piece begins and ends."""
    return pairwise([*starts, end])
