"""A spreadsheet's number format, read by its grammar (ECMA-376, part 1, 18.8.31): what a cell shows.

A format has up to four sections between `;`, of which the number's sign or a condition in brackets
chooses one. What stands in quotation marks, after `\\` or in `[$…]` is text; a `%` outside them
multiplies by a hundred; `[Red]`, `[$-41D]`, `_x` and `*x` say nothing that is read.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, auto
from functools import lru_cache


class Kind(Enum):
    """What a piece of a format is; one of powers or fractions gives the number no form of its own."""

    TEXT = auto()
    DIGIT = auto()
    POINT = auto()
    COMMA = auto()
    PERCENT = auto()
    GENERAL = auto()
    WITHOUT_FORM = auto()
    DATE = auto()
    ELAPSED = auto()
    CONDITION = auto()
    CELL_TEXT = auto()
    END = auto()


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of a format, with what it shows or the letters it is written with."""

    kind: Kind
    text: str = ""


PIECES = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|_(?P<blank>.)|\*(?P<fill>.)|\[(?P<bracket>[^\]]*)\]?'
    r"|(?P<general>general|standard)|(?P<half>am/pm|a/p)|(?P<shortened>e[+-])"
    r"|(?P<date>y+|å+|m+|d+|h+|s+)|(?P<digit>[0#?])|(?P<mark>[.,%@;/])|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
MARKS = {
    ".": Kind.POINT,
    ",": Kind.COMMA,
    "%": Kind.PERCENT,
    "@": Kind.CELL_TEXT,
    ";": Kind.END,
    "/": Kind.WITHOUT_FORM,
}
CURRENCY = re.compile(r"\$(?P<shown>[^-]*)(?:-.*)?")
CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)")
COMPARE: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    "=": operator.eq,
    "<>": operator.ne,
    ">=": operator.ge,
    ">": operator.gt,
}
# What the sections are for when none says so, by how many there are.
BY_SIGN = {1: ("",), 2: (">=0", ""), 3: (">0", "<0", "")}

Section = tuple[Piece, ...]


def read_format(form: str) -> Iterator[Piece]:
    """Yield the pieces of a format; what it shows nothing of is left out."""
    for found in PIECES.finditer(form):
        kind, text = found.lastgroup, found[found.lastgroup or 0]
        match kind:
            case "quoted" | "escaped" | "other":
                yield Piece(Kind.TEXT, text)
            case "blank":
                yield Piece(Kind.TEXT, " ")
            case "bracket":
                yield from read_bracket(text)
            case "general":
                yield Piece(Kind.GENERAL)
            case "shortened":
                yield Piece(Kind.WITHOUT_FORM)
            case "date":
                yield Piece(Kind.DATE, text.lower().replace("å", "y"))
            case "digit":
                yield Piece(Kind.DIGIT, text)
            case "mark":
                yield Piece(MARKS[text], text)


def read_bracket(text: str) -> Iterator[Piece]:
    """Yield what stands in brackets: elapsed time, a condition or a currency; colours say nothing."""
    if re.fullmatch("h+|m+|s+", text, re.IGNORECASE):
        yield Piece(Kind.ELAPSED, text.lower())
    elif CONDITION.fullmatch(text):
        yield Piece(Kind.CONDITION, text)
    elif found := CURRENCY.fullmatch(text):
        yield Piece(Kind.TEXT, found["shown"])


@lru_cache(maxsize=256)
def read_sections(form: str) -> tuple[Section, ...]:
    """Return a format's sections for numbers: not the fourth, nor one that is for a cell's own text."""
    sections: list[list[Piece]] = [[]]
    for piece in read_format(form):
        if piece.kind is Kind.END:
            sections.append([])
        else:
            sections[-1].append(piece)
    return tuple(tuple(one) for one in sections[:3] if not has(one, Kind.CELL_TEXT))


def has(section: Sequence[Piece], *kinds: Kind) -> bool:
    """Say whether a section has a piece of any of some kinds."""
    return any(piece.kind in kinds for piece in section)


def choose_section(form: str, value: Decimal) -> tuple[Section, str]:
    """Return the section that shows a number, and the condition that it alone is for."""
    sections = read_sections(form or "General")
    for section, by_sign in zip(sections, BY_SIGN.get(len(sections), ()), strict=True):
        own = next((piece.text for piece in section if piece.kind is Kind.CONDITION), "")
        if meets(value, own or by_sign):
            return section, own
    return (Piece(Kind.GENERAL),), ""


def meets(value: Decimal, condition: str) -> bool:
    """Say whether a number is what a condition like ">=100" asks for; an empty one is always met."""
    found = CONDITION.fullmatch(condition)
    return COMPARE[found[1]](value, Decimal(found[2])) if found else True
