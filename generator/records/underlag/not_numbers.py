"""What stands where a number should, and is none: why, and what it certainly should have said.

No advice throws a number away: a footnote's mark and a unit are told another place to stand.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

from generator.problems import quote
from generator.records.underlag.misread import Misread
from generator.swedish import SMALL_NUMBERS

MISSING_WORDS = ("saknas", "uppgift saknas", "ingen uppgift", "na", "n/a", "nan", "null", "none")
MOST_DECIMALS = 9
# 1.234 is one and a bit to some and a thousand to others; 0,234 and 1234,567 are not.
TWO_READINGS = re.compile(r"([-−–]?[1-9]\d{0,2})[.,](\d{3})(?!\d)(?:[^\d.,].*)?")
# Two marks of one kind, or an apostrophe, can only be between thousands; after them another kind is
# a decimal one's.
ENGLISH = re.compile(
    r"(?P<whole>\d{1,3}(?:(?P<mark>[.,])\d{3})(?:(?P=mark)\d{3})+|\d{1,3}(?:['’´]\d{3})+|\d{1,3}[.,]\d{3}(?=[.,]\d))"
    r"(?P<rest>[.,]\d+)?"
)
MANY_DECIMALS = re.compile(
    rf"(?P<sign>[-−–]?)(?P<number>(?:0|[1-9]\d*)[.,]\d{{{MOST_DECIMALS + 1},}})(?P<percent> ?%)?"
)
WITH_UNIT = re.compile(r"([\d ,.]*\d)\s*(?:st|stycken|kr|kronor|sek)\.?", re.IGNORECASE)
IN_THOUSANDS = re.compile(r"[\d ,.]*\d\s*(?:tkr|mn?kr|tusen|miljon(?:er)?)\b.*", re.IGNORECASE)
PADDED = re.compile(r"\+?0*(?P<number>(?:0|[1-9]\d*)(?:[.,]\d{1,9})?)")
MARKED = re.compile(
    r"(?P<number>[-−–]?\d[\d ]*(?:[.,]\d+)?(?: ?%)?)\s*"
    r"(?P<mark>\*+|[¹²³⁰-⁹]+|†+|(?<=\s)\d\)|[a-z]\))",
    re.IGNORECASE,
)
SHORTENED = re.compile(r"[-−]?\d(?:[.,]\d+)?e[+-]?\d+", re.IGNORECASE)
INTERVAL = re.compile(r"(?:[<>≤≥]|färre än|mindre än|under|högst|minst).*\d.*|\d+ ?[-–] ?\d+")
EXCEL_ERROR = re.compile(r"#+|#[^\W\d_]+[!?]|#[^\W\d_]+/[^\W\d_]*0?!?")


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
        one, other = readings_of(found)
        # Without its last nought the other reading has two readings itself.
        other = f"{other}0" if TWO_READINGS.fullmatch(other) else other
        return Misread(f'{said} kan läsas på två sätt. Skriv "{one}" eller "{other}".')
    if found := MANY_DECIMALS.fullmatch(text):
        return refuse_decimals(text, Decimal(found["number"].replace(",", ".")))
    if text.casefold() in MISSING_WORDS:
        return Misread(f'{said} är inget tal. Skriv ".." där uppgiften saknas.', "..")
    return refuse_excel_error(text) or refuse_mark(text) or refuse_words(text)


def readings_of(found: re.Match[str]) -> tuple[str, str]:
    """Return a number of `TWO_READINGS` as so many thousands, and as one with decimals."""
    return f"{found[1]} {found[2]}", f"{found[1]},{found[2].rstrip('0')}".rstrip(",")


def refuse_counted(text: str) -> Misread | None:
    """Return what to do about such a number where only whole numbers can stand: one reading may."""
    found = TWO_READINGS.fullmatch(text)
    if found is None or "," not in (readings := readings_of(found))[1]:
        return None
    one, other = readings
    return Misread(
        f'{quote(text)} kan läsas som {one} eller {other}, och talen är antal. Skriv "{one}" om det är så många. '
        "Är det ett tal med decimaler, så se efter i källan hur många det är."
    )


def refuse_decimals(text: str, number: Decimal) -> Misread:
    """Return that a number says more than anybody has measured, with one that does not."""
    places = max(2, 1 - number.adjusted())
    rounded = f"{number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):f}".replace(".", ",")
    return Misread(
        f"{quote(text)} har fler än {SMALL_NUMBERS[MOST_DECIMALS]} decimaler. Avrunda, till exempel till "
        f'"{rounded}", eller visa färre decimaler i Excel och spara tabellen igen.'
    )


def is_excel_error(text: str) -> bool:
    """Say whether a cell holds what a spreadsheet writes where it has no value to show."""
    return EXCEL_ERROR.fullmatch(text) is not None


def refuse_excel_error(text: str) -> Misread | None:
    """Return what to do about an error of a spreadsheet."""
    if not is_excel_error(text):
        return None
    if set(text) == {"#"}:
        why = "står där kolumnen är för smal i Excel. Gör den bredare och spara tabellen igen."
        return Misread(f"{quote(text)} {why}")
    way_out = 'Rätta formeln, eller skriv för hand vad som ska stå där (".." om ett tal saknas).'
    return Misread(f"{quote(text)} är ett fel från Excel. {way_out}")


def refuse_mark(text: str) -> Misread | None:
    """Return where the mark of a footnote may stand, since it says something of the number."""
    found = MARKED.fullmatch(text)
    if found is None:
        return None
    number, mark = found["number"].strip(), quote(found["mark"])
    way_out = f'Skriv "{number}", och säg i en kolumn med rubriken Anmärkning vad {mark} betyder.'
    return Misread(f"{quote(text)} har ett fotnotsmärke. {way_out}")


def refuse_words(text: str) -> Misread:
    """Return why a cell with words or signs about its number is no number."""
    said = quote(text)
    if SHORTENED.fullmatch(text):
        return Misread(f"{said} är ett tal som Excel har förkortat. Skriv alla siffror.")
    if INTERVAL.fullmatch(text.casefold()):
        return Misread(
            f'{said} är inte ett tal utan flera. Är talet dolt, så skriv "<5" eller "x".'
        )
    if found := WITH_UNIT.fullmatch(text):
        return Misread(f'{said} är mer än ett tal. Skriv "{found[1]}".', found[1])
    if IN_THOUSANDS.fullmatch(text):
        return Misread(f"{said} är mer än ett tal. Skriv talet för sig, och enheten i rubriken.")
    found = PADDED.fullmatch(text)
    if found and found["number"] != text:
        return Misread(f'{said} är inget tal. Skriv "{found["number"]}".', found["number"])
    return Misread(f'{said} är inget tal. Skriv siffror, eller ".." där uppgiften saknas.')
