"""A text in one spelling, so that a number or an address is found however it is written.

Digits, blanks and dashes of every kind become the plain ones, and marks that nobody sees are gone.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeAlias
from urllib.parse import unquote

from generator.records.files import rare_signs

LAST_LETTER = 0x10FFFF
# Behind it are signs for numbers of scripts that are no longer written.
LAST_SIGN = "\uffff"
DASHES = "\u2027\u2043\u2796\u30fc\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u207b\u208b\ufe58\ufe63\uff0d\u00b7"
BLANKS = (
    "\t\u00a0\u1680\u180e" + "".join(map(chr, range(0x2000, 0x200B))) + "\u202f\u205f\u2800\u3000"
)
# Letters of no shape, which are no marks of formatting to Unicode.
SHAPELESS = "\u115f\u1160"
# Letters of other scripts that look as those of ours, and the digits that are words of their script.
ALIKE = str.maketrans(
    "零〇一二三四五六七八九АВЕЅІЈКМНОРСТУХаеѕіјорсухΑΒΕΖΗΙΚΜΝΟΡΤΥΧοιıİ。｡",
    "00123456789ABESIJKMHOPCTYXaesijopcyxABEZHIKMNOPTYXoiiI..",
)
# Marks of emphasis and escape are gone on the page, where the digits on both sides meet. A line
# between two letters is none, but part of a name.
UNSEEN = re.compile(
    r"[\\*_`~](?!(?<=[A-Za-zÅÄÖåäö]_)[A-Za-zÅÄÖåäö])"
    r"(?:(?<=[^\W_].)|(?<=[+@.-].)|(?=\.|[\\*_`~]{0,9}(?:[^\W_]|[+@-])))"
)
# `ex[.]se`, and letters that are read as digits among digits.
HELD_DOT = re.compile(r"[\[({]\.[\])}]")
AS_DIGITS = re.compile(r"(?<![^\W_])[OoIl]{0,2}[0-9][0-9OoIl]{1,11}(?![^\W_])")
TO_DIGITS = str.maketrans("OoIl", "0011")
# All blanks within a number are one on the page.
GAP = re.compile(r"  (?<=[-+(/.:0-9]  ) *(?=[-+(/.:0-9])")
REFERENCE = re.compile(
    r"%[2-7][0-9A-Fa-f]|\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|[tnrNLPb0_e])"
    r"|&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,31});"
)
# What is not of one length with its plain spelling, or is no letter of Swedish text; and `&`, `%2D` and `\\u002d`.
ODD = re.compile(
    r"\\(?=x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|[tnrNLPb0_e](?<=[0-9]\\.)[-+/( 0-9])"
    "|%(?=[2-7][0-9A-Fa-f])|[^\\x00-%'-\xac\xae-\xb1\xb4-\xb8\xba-\xff\u2010-\u2023\u2026\u2030\u20ac\u2190-\u21ff\u2022]"
)
# What a text must hold to be spelled otherwise in each way: found many times as fast as the way itself.
MAY_BE_ODD = re.compile(
    r"[^\x00-$'-\[\]-\xac\xae-\xb1\xb4-\xb8\xba-\xff\u2010-\u2023\u2026\u2030\u20ac\u2190-\u21ff\u2022]"
)
# What sits on the letter before it, or around it.
MARKS = ("Mn", "Me")
PLAIN_KINDS = {"Zl": " ", "Zp": " ", "Zs": " ", "Pd": "-", "Co": "-"}
NOT_PLAIN = re.compile(f"[{DASHES}{BLANKS}]")
PLAIN = str.maketrans({**dict.fromkeys(DASHES, "-"), **dict.fromkeys(BLANKS, " ")})
# A line break within a paragraph: what follows, its indent and marks of quotes apart, begins no
# paragraph, list, heading or table.
BREAK = re.compile(r"\n(?<!\n\n)[ >]*+(?!\n|[-*+](?:\s|$)|#{1,6}(?:\s|$)|\||\d{1,9}[.)] |\Z)")
# The empty lines under a heading: what goes on below reads on from it, with or without them.
UNDER_HEADING = re.compile(r"(?m)^#{1,6} .*\n([ \n]*\n)")
# What is written anew in a text: from where, to where, and how.
Change: TypeAlias = tuple[int, int, str]
# What a text must hold to be written anew in a way, and where it is.
Way: TypeAlias = "tuple[re.Pattern[str], Callable[[str], Iterator[Change]]]"


def spell_plainly(text: str) -> tuple[str, Sequence[int]]:
    """Return a text in one spelling, and where each letter of it stood; no places: where it stands.

    Digits, blanks and dashes of every kind become the plain ones, marks nobody sees are gone, and
    a line that goes on is joined with the next.
    """
    plain, ways = begin_spelling(text)
    length = len(plain)
    places: Sequence[int] = range(length)
    for sign, find in ways:
        if sign.search(plain) and (changes := list(find(plain))):
            plain, places = rewrite(plain, places, changes)
    return plain, places if len(plain) != length else ()


def spell(text: str) -> str:
    """Return a text in one spelling."""
    plain, ways = begin_spelling(text)
    for sign, find in ways:
        if sign.search(plain) and (changes := list(find(plain))):
            plain = put_in(plain, changes)
    return plain


def begin_spelling(text: str) -> tuple[str, Sequence[Way]]:
    """Return a text with plain dashes and blanks, and the ways in which it may still be spelled otherwise."""
    rare = rare_signs(text)
    plain = text.translate(PLAIN) if NOT_PLAIN.search(rare) else text
    return plain, WAYS if MAY_BE_ODD.search(rare) else PLAIN_WAYS


def put_in(text: str, changes: Iterable[Change]) -> str:
    """Return a text with what is changed in it, in its order."""
    pieces, last = list[str](), 0
    for start, end, new in changes:
        pieces += (text[last:start], new)
        last = end
    return "".join((*pieces, text[last:]))


def rewrite(text: str, places: Sequence[int], changes: Iterable[Change]) -> tuple[str, list[int]]:
    """Return a text with what is changed in it, in its order, and where each letter of it stood."""
    changes, kept, last = [*changes], list[int](), 0
    for start, end, new in changes:
        kept += places[last:start]
        kept += [places[start]] * len(new)
        last = end
    return put_in(text, changes), [*kept, *places[last:]]


def find_odd(text: str) -> Iterator[Change]:
    """Yield each letter that is not written plainly, with the marks that sit on it; `&#45;` is a letter."""
    end = 0
    for odd in ODD.finditer(text):
        index = odd.start()
        named = REFERENCE.match(text, index)
        if index < end or (odd[0] == "&" and not named):
            continue
        start = index - (index > end and unicodedata.category(odd[0]) in MARKS)
        end = named.end() if named else index + 1
        while end < len(text) and unicodedata.category(text[end]) in MARKS:
            end += 1
        yield start, end, spell_letter(read_escape(text[start:end]))


def read_escape(written: str) -> str:
    """Return what `&#45;`, `%2D` or `\\u002d` stands for; another letter is itself."""
    if written.startswith("%") and len(written) > 1:
        return unquote(written)
    if written.startswith("\\") and (named := REFERENCE.match(written)):
        number = int(named[0][2:] or "20", 16)
        letter = chr(number) if number <= LAST_LETTER else " "
        return letter + written[named.end() :]
    return html.unescape(written)


def find_breaks(text: str) -> Iterator[Change]:
    """Yield each line break within a paragraph, with the blanks and marks around it, as a blank."""
    for found in BREAK.finditer(text):
        start = before = found.start()
        while start and text[start - 1] in " \\":
            start -= 1
        while before and text[before - 1] in " >\\":
            before -= 1
        # A line of nothing but the marks of quotes parts paragraphs too.
        if before and text[before - 1] != "\n":
            yield start, found.end(), " "


def find_under_headings(text: str) -> Iterator[Change]:
    """Yield the empty lines under each heading."""
    yield from ((*found.span(1), "") for found in UNDER_HEADING.finditer(text))


def find_unseen(text: str) -> Iterator[Change]:
    """Yield each mark that is gone on the page."""
    yield from ((*found.span(), "") for found in UNSEEN.finditer(text))


def find_held_dots(text: str) -> Iterator[Change]:
    """Yield a dot in brackets, without them."""
    yield from ((*found.span(), ".") for found in HELD_DOT.finditer(text))


def find_letters_as_digits(text: str) -> Iterator[Change]:
    """Yield each number that is written with letters that look as digits."""
    for found in AS_DIGITS.finditer(text):
        if not found[0].isdecimal():
            yield (*found.span(), found[0].translate(TO_DIGITS))


def find_gaps(text: str) -> Iterator[Change]:
    """Yield the blanks within a number, as one."""
    yield from ((*found.span(), " ") for found in GAP.finditer(text))


def spell_letter(letters: str) -> str:
    """Return a letter and its marks as it is read: a digit of any script is the plain one.

    A number that is no letter's, `&#1;`, is read as nothing.
    """
    if not letters:
        return ""
    known = unicodedata.digit if letters[0] <= LAST_SIGN else unicodedata.decimal
    value = known(letters[0], None)
    if value in range(10):
        return str(int(value or 0))
    return "".join(
        PLAIN_KINDS.get(unicodedata.category(letter), letter)
        for letter in unicodedata.normalize("NFKC", letters).translate(ALIKE).translate(PLAIN)
        if unicodedata.category(letter) not in ("Cf", *MARKS) and letter not in SHAPELESS
    )


PLAIN_WAYS: tuple[Way, ...] = (
    (re.compile("\n *\n"), find_under_headings),
    (re.compile("\n"), find_breaks),
    (re.compile(r"[\\*_`~]"), find_unseen),
    (re.compile(r"\.[\])}]"), find_held_dots),
    (re.compile(r"[0-9](?:(?=[OoIl])|(?<=[OoIl][0-9]))"), find_letters_as_digits),
    (re.compile("  "), find_gaps),
)
WAYS: tuple[Way, ...] = ((MAY_BE_ODD, find_odd), *PLAIN_WAYS)
