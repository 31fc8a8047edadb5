"""The one reading of participants' Markdown: pages show what it gives, and `check` judges the same.

It takes no sign from what was written for something else: sums, paths and names. HTML is text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, TypeVar

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline, escape, link
from markdown_it.rules_inline.state_inline import Delimiter
from markdown_it.token import Token

AnyParser = TypeVar("AnyParser", bound=MarkdownIt)
# What is nested deeper vanishes in silence, from 20 on as markdown-it comes; `check` stops at six.
OPTIONS = {"html": False, "maxNesting": 100, "store_labels": True}
# From each bracket the parser looks for the end of every one that is open, a hundred deep: of a piece
# of text with more open at once none begins a link, and `check` says so.
MOST_OPEN = 20
SIGNS = {"[": 1, "]": -1}
BRACKET = re.compile(r"\\.|[\[\]]", re.DOTALL)
# `\\server\folder` and `C:\folder`, up to where the parser stands.
PATH = re.compile(r"(?:\\\\|[A-Za-z]:\\)\S*")
# Lines that begin with words and hold nothing that Markdown, or a rule for lists and tables, reads.
PROSE = re.compile(
    r"(?:(?:[A-ZÅÄÖ]|(?![oü] )[a-zåäöé](?=[a-zåäöé ])|[0-9]+(?= ))"
    r"(?:[0-9A-Za-zåäöÅÄÖé,.:;?()\"”’'%/–-]++| (?! |\n|[oü] ))*+(?:\n+|\Z))*"
)


@dataclass(frozen=True, slots=True)
class Parsed:
    """A text's blocks, its link definitions by label, and those that repeat a label.

    A definition has `href`, `title` and `map`: its first line, from 0, and the one after its last.
    """

    tokens: Sequence[Token]
    definitions: dict[str, dict[str, Any]]
    repeated: Sequence[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a text: its heading, if it has one, and its blocks."""

    heading: Token | None = None
    blocks: list[Token] = field(default_factory=list)


def as_written(parser: AnyParser) -> AnyParser:
    """Return the parser as pages have it: tables, no images, no HTML, sums and paths as written."""
    parser.enable("table").disable("image")
    parser.inline.ruler.at("emphasis", mark_emphasis)
    parser.inline.ruler.at("escape", keep_paths)
    parser.inline.ruler.at("link", find_link)
    return parser


def find_link(state: StateInline, silent: bool) -> bool:
    """Take a link, unless more brackets are open at once than any text has use for."""
    is_one = state.src[state.pos] == "[" and find_too_many(state.src) is None
    return is_one and link(state, silent)


# A piece of text is asked for at each of its brackets.
@lru_cache(maxsize=8)
def find_too_many(text: str) -> int | None:
    """Return where more brackets are open at once in a piece of text than may be, or None."""
    depth = 0
    for found in BRACKET.finditer(text):
        depth = max(0, depth + SIGNS.get(found[0], 0))
        if depth > MOST_OPEN:
            return found.start()
    return None


def mark_emphasis(state: StateInline, silent: bool) -> bool:
    """Take `*` as `_` is taken: between two letters or digits it is itself."""
    marker = state.src[state.pos]
    if silent or marker not in "_*":
        return False
    scanned = state.scanDelims(state.pos, False)
    for _ in range(scanned.length):
        token = state.push("text", "", 0)
        token.content = marker
        state.delimiters.append(
            Delimiter(
                marker=ord(marker),
                length=scanned.length,
                token=len(state.tokens) - 1,
                end=-1,
                open=scanned.can_open,
                close=scanned.can_close,
            )
        )
    state.pos += scanned.length
    return True


def keep_paths(state: StateInline, silent: bool) -> bool:
    """Leave a path's backslashes as they are; elsewhere one still lifts the meaning of a mark."""
    if state.src[state.pos] != "\\":
        return False
    before = re.search(r"\S*$", state.src[max(0, state.pos - 250) : state.pos])
    word = (before[0] if before else "") + state.src[state.pos : state.pos + 3]
    pair = state.src[state.pos : state.pos + 2]
    if not PATH.match(word.lstrip("(\"'”")):
        return escape(state, silent)
    # A path may end with one at the end of its line, where it would break the line and be gone.
    pair = pair.rstrip("\n")
    if not silent:
        state.pending += pair
    state.pos += len(pair)
    return True


PARSER = as_written(MarkdownIt("commonmark", OPTIONS))


@lru_cache(maxsize=1)
def parse_markdown(text: str) -> Parsed:
    """Parse a text as its page does; the rules of one file ask one after another."""
    found: dict[str, Any] = {}
    tokens = PARSER.parse(text, found)
    return Parsed(tokens, found.get("references", {}), found.get("duplicate_refs", ()))


def is_prose(text: str) -> bool:
    """Say whether a text is nothing but paragraphs of plain words, as most are: it is shown as it stands."""
    return PROSE.fullmatch(text) is not None


def split_sections(tokens: Sequence[Token]) -> dict[str, Section]:
    """Return a text's parts by their `##` heading as it is written; the first has none."""
    section = Section()
    sections, rest = {"": section}, iter(tokens)
    for token in rest:
        if (token.type, token.markup, token.level) == ("heading_open", "##", 0):
            heading = next(rest)
            section = sections.setdefault(heading.content, Section(heading))
            next(rest)
        else:
            section.blocks.append(token)
    return sections


def show_inline(tokens: Iterable[Token]) -> str:
    """Return a piece of text as its page shows it, on one line."""
    return "".join(" " if token.type.endswith("break") else token.content for token in tokens)
