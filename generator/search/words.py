"""From text to the words that are searched: the page's script splits and folds in the same way."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# The first letters of a longer word are enough to find it by; nobody's file may swell the index.
LONGEST = 40
WORD = re.compile(r"[^\W_]+")
# Soft hyphens, zero-width characters and marks for writing direction: seen by nobody.
UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")


def split_words(text: str) -> list[str]:
    """Return a text's words in their order: small letters, composed, without accents but å ä ö."""
    return [fold(word) for word in WORD.findall(clean(text).lower())]


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
    """Return a letter without its accent."""
    parts = unicodedata.normalize("NFD", letter)
    return "".join(part for part in parts if not unicodedata.combining(part))
