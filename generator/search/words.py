"""From text to the words that are searched: the page's script splits and folds in the same way."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from generator.search.numbers import SIGN, find_numbers

# The first letters of a longer word are enough to find it by; nobody's file may swell the index.
LONGEST = 40
WORD = re.compile(r"[^\W_]+")
# Soft hyphens, zero-width characters and marks for writing direction: seen by nobody.
UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
# "GC-väg" is "gcväg" too: a first part so short is no word to find the whole by.
SHORT_HEAD = re.compile(r"(?<![\w-])([^\W\d_]{1,2})-([^\W\d_]{2,})")
# "In- och utbrott" leaves out what "utbrott" ends with.
LEFT_OUT = re.compile(
    r"(?<![\w-])([^\W\d_]{2,})-"
    r"(?=(?:,? [^\W\d_]{2,}-){0,4},? (?:och|eller|samt|respektive) ([^\W\d_]{4,}))"
)


@dataclass(frozen=True, slots=True)
class Field:
    """The words of a text in their order, and by place what else is found there."""

    words: list[str]
    more: dict[int, list[str]]


def split_text(text: str, day: date | None = None) -> Field:
    """Return a text's words, and the other words its parts are found by.

    They are in small letters, composed, without accents but å ä ö. `day` is that of the document: a
    day without a year lies near it.
    """
    plain = clean(text).lower()
    field = Field([fold(word) for word in WORD.findall(plain)], {})
    found = list(find_more(plain, day))
    if found:
        starts = [match.start() for match in WORD.finditer(plain)]
        for start, word in found:
            # The sign of a paragraph is no word of its own.
            at = min(bisect_left(starts, start), len(starts) - 1)
            others = field.more.setdefault(at, [])
            if word != field.words[at] and word not in others:
                others.append(word)
    return field


def find_more(plain: str, day: date | None) -> Iterator[tuple[int, str]]:
    """Yield where in a text something is found by another word than those it is written with."""
    for number in find_numbers(plain, day):
        for word in (*number.words, *number.wider):
            yield number.start, word
    if "-" not in plain:
        return
    for match in SHORT_HEAD.finditer(plain):
        yield match.start(), fold(match[1] + match[2])
    for match in LEFT_OUT.finditer(plain):
        yield match.start(), f"{SIGN}{fold(match[1])}-{fold(match[2])}"


def clean(text: str) -> str:
    """Return a text composed (NFC) and without the characters nobody sees."""
    composed = unicodedata.normalize("NFC", text)
    return composed if composed.isascii() else UNSEEN.sub("", composed)


@lru_cache(maxsize=100_000)
def fold(word: str) -> str:
    """Take the accents off every letter but å, ä and ö, which are letters of their own."""
    if word.isascii():
        return word[:LONGEST]
    return "".join(letter if letter in "åäö" else bare(letter) for letter in word)[:LONGEST]


def bare(letter: str) -> str:
    """Return a letter without its accent, and a raised or lowered digit as a digit: CO₂ is co2."""
    parts = unicodedata.normalize("NFKD", letter)
    found = "".join(part for part in parts if not unicodedata.category(part).startswith("M"))
    # "½" would become three signs, of which one is no letter.
    return found.lower() if found.isalnum() else letter
