"""Markdown that takes no sign from what was written for something else: sums, paths and names."""

from __future__ import annotations

import re
from typing import TypeVar

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline, escape
from markdown_it.rules_inline.state_inline import Delimiter

AnyParser = TypeVar("AnyParser", bound=MarkdownIt)
# `\\server\folder` and `C:\folder`, up to where the parser stands.
PATH = re.compile(r"(?:\\\\|[A-Za-z]:\\)\S*")


def as_written(parser: AnyParser) -> AnyParser:
    """Return the parser, with `5*3*2` and a path with backslashes shown as they were written."""
    parser.inline.ruler.at("emphasis", mark_emphasis)
    parser.inline.ruler.at("escape", keep_paths)
    return parser


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
    if pair.endswith("\n") or not PATH.match(word.lstrip("(\"'”")):
        return escape(state, silent)
    if not silent:
        state.pending += pair
    state.pos += len(pair)
    return True
