"""How the rows and remarks of a header are written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from generator.problems import shorten
from generator.records import REMARK, in_quotes

# What YAML takes as it stands, whatever comes around it.
PLAIN = re.compile(r"[^\W_](?:[\w /§()–#.-]*[\w)%.])?")
INDENT = "  "
LONGEST_REMARK = 160


def write_value(text: str) -> str:
    """Write a text so that YAML reads it as it is."""
    plain = " ".join(text.split())
    return plain if PLAIN.fullmatch(plain) and " #" not in plain else in_quotes(plain)


def write_row(key: str, text: str = "", depth: int = 0) -> str:
    """Write a row, or an empty one to fill in."""
    return f"{INDENT * depth}{key}: {write_value(text)}" if text else f"{INDENT * depth}{key}:"


def write_list(words: Iterable[str]) -> str:
    """Write words as a list on one line."""
    return f"[{', '.join(map(write_value, words))}]"


def write_part(rows: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Yield the rows of one part of a list, below its key; a row without a text is left out."""
    for number, (key, text) in enumerate((key, text) for key, text in rows if text):
        yield f"{INDENT}{'-' if number == 0 else ' '} {write_row(key, text)}"


def remark(text: str, depth: int = 0) -> str:
    """Write a remark, which stands in the file alone, on a line of its own."""
    return f"{INDENT * depth}{REMARK} {shorten(text, LONGEST_REMARK)}"
