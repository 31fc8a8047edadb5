"""Participants' Markdown as plain words, for lists and for the search."""

from __future__ import annotations

import re
from collections.abc import Iterable

# None may look further than its line, its bracket or its run of marks: a text of nothing else takes
# no longer than another.
LINK = re.compile(r"!?\[([^\[\]]*)\]\([^)\s]{0,1000}\)")
MARKS = re.compile(
    r"^[^\S\n]*(?:[>#|]+|[-*+] )[^\S\n]*|(?<![\w*_\\])[*_]+|(?<![*_\\])[*_]+(?![\w*_])|[`|]+|^[-: |]+$",
    re.MULTILINE,
)
# What lifts the meaning of a mark: first in a word, or after a number; within a path it is its own.
LIFT = re.compile(r"(?<![^\s(])\\(?=[^\w\s\\])|(?<=\d)\\(?=[.)])")
ENDS = (".", "!", "?", "…", ":", "”")


def plain_markdown(parts: Iterable[str]) -> str:
    """Return texts as plain words on one line, without the marks of Markdown."""
    plain = (
        " ".join(LIFT.sub("", MARKS.sub(" ", LINK.sub(r"\1", part))).split()) for part in parts
    )
    return " ".join(part if part[-1] in ENDS else f"{part}." for part in plain if part)
