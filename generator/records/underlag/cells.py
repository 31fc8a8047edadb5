"""Numbers as members paste them: decimal comma, blanks between thousands, a per cent sign.

Missing is never zero: a cell with one of `MISSING` has no number. A number that can be read in
two ways is refused, since a factor of a thousand is worse than a question.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from generator.problems import quote
from generator.records.underlag.misread import Misread

MISSING = ("", ".", "..", "…", "-", "–", "—", "−", "x")
MISSING_WORDS = ("saknas", "uppgift saknas", "ingen uppgift", "na", "n/a", "nan", "null", "none")
NUMBER = re.compile(
    r"(?P<sign>[-−–]?)(?P<whole>0|[1-9]\d{0,2}(?: \d{3}){1,4}|[1-9]\d{0,14})"
    r"(?:[.,](?P<decimals>\d{1,9}))?(?: ?(?P<percent>%))?"
    r"(?P<preliminary> ?(?:p|prel\.?|\(p\)|\(prel\.?\)))?"
)
# 1.234 is one and a bit to some and a thousand to others; 0,234 and 1234,567 are not.
TWO_READINGS = re.compile(r"([-−–]?[1-9]\d{0,2})[.,](\d{3})(?!\d)(?:[^\d.,].*)?")
# Two marks of one kind can only be between thousands; after them another kind is a decimal one's.
ENGLISH = re.compile(
    r"(?P<whole>\d{1,3}(?:(?P<mark>[.,'])\d{3})(?:(?P=mark)\d{3})+|\d{1,3}(?:[.,']\d{3})(?=[.,]\d))"
    r"(?P<rest>[.,]\d+)?"
)
WITH_UNIT = re.compile(r"([\d ,.]*\d)\s*(?:st|stycken|kr|kronor|sek)\.?", re.IGNORECASE)
SHORTENED = re.compile(r"[-−]?\d(?:[.,]\d+)?e[+-]?\d+", re.IGNORECASE)
INTERVAL = re.compile(r"(?:[<>≤≥]|färre än|mindre än|under|högst|minst).*\d.*|\d+ ?[-–] ?\d+")
YES = ("ja", "true", "sant", "1", "p", "x")
NO = ("nej", "false", "falskt", "0", "")


@dataclass(frozen=True, slots=True)
class Number:
    """What a cell says: a number, or None and the mark that stood there for a missing one."""

    value: int | Decimal | None
    mark: str = ""
    percent: bool = False
    preliminary: bool = False


def is_missing(text: str) -> bool:
    """Say whether a cell holds one of the marks for a missing number."""
    return text.casefold() in MISSING


def parse_number(text: str) -> Number:
    """Read a cell as a number or a missing one; raise a `Misread` when it cannot be one of them."""
    if is_missing(text):
        return Number(None, text)
    found = NUMBER.fullmatch(text)
    if found is None or TWO_READINGS.fullmatch(text):
        raise refuse_number(text)
    whole = found["whole"].replace(" ", "")
    decimals = found["decimals"] or ""
    value: int | Decimal = Decimal(f"{whole}.{decimals}") if decimals else int(whole)
    return Number(
        -value if found["sign"] else value,
        percent=bool(found["percent"]),
        preliminary=bool(found["preliminary"]),
    )


def refuse_number(text: str) -> Misread:
    """Return why a cell is no number, with what it certainly should have said."""
    said = quote(text)
    visible = "".join(letter for letter in text if letter.isprintable())
    if visible != text:
        return Misread(f"{said} har ett osynligt tecken. Skriv om cellen.", visible)
    if found := ENGLISH.fullmatch(text):
        right = re.sub(r"\D", " ", found["whole"]) + re.sub(r"[.,]", ",", found["rest"] or "")
        return Misread(f'{said} är inget tal. Skriv "{right}".', right)
    if found := TWO_READINGS.fullmatch(text):
        one, other = f"{found[1]} {found[2]}", f"{found[1]},{found[2]}0"
        return Misread(f'{said} kan läsas på två sätt. Skriv "{one}" eller "{other}".')
    if text.casefold() in MISSING_WORDS:
        return Misread(f'{said} är inget tal. Skriv ".." där uppgiften saknas.', "..")
    if text.startswith("#"):
        return Misread(f"{said} är ett fel från Excel. Rätta formeln, eller skriv talet för hand.")
    if SHORTENED.fullmatch(text):
        return Misread(f"{said} är ett tal som Excel har förkortat. Skriv alla siffror.")
    if INTERVAL.fullmatch(text.casefold()):
        return Misread(f'{said} är inte ett tal utan flera. Skriv "x" där talet är dolt.')
    if found := WITH_UNIT.fullmatch(text):
        return Misread(f'{said} är mer än ett tal. Skriv "{found[1]}".', found[1])
    return Misread(f'{said} är inget tal. Skriv siffror, eller ".." där uppgiften saknas.')


def parse_yes_no(text: str) -> bool:
    """Read a cell of a column that says whether the row's number is preliminary."""
    plain = text.casefold()
    if plain in YES:
        return True
    if plain in NO:
        return False
    raise Misread(f'{quote(text)} kan inte stå här. Skriv "ja" eller "nej".')
