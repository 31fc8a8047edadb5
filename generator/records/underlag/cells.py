"""Numbers as members paste them: decimal comma, blanks between thousands, a per cent sign.

Missing is never zero: a cell with one of `MISSING` has no number, and one that is hidden is not
missing. A number that can be read in two ways is refused, since a factor of a thousand is worse
than a question. What cannot be read is a `Misread`; no advice throws a number away.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from generator.problems import quote
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
# In tables of official statistics a dash is a nought; elsewhere it is a number that is missing.
DASHES = ("-", "–", "—", "−")
MISSING = ("", ".", "..", "…", *DASHES)
# A number that whoever gave the table knows and does not show, since it is small.
HIDDEN = re.compile(
    r"x|(?P<sign>[<≤]|färre än|mindre än|under|högst) ?(?P<limit>\d+(?:,\d+)?(?: ?%)?)"
)
HIDDEN_NUMBER = "dolt tal"
NUMBER = re.compile(
    r"(?P<sign>[-−–]?)(?P<whole>0|[1-9]\d{0,2}(?: \d{3}){1,4}|[1-9]\d{0,14})"
    r"(?:[.,](?P<decimals>\d{1,9}))?(?: ?(?P<percent>%))?"
    r"(?P<preliminary> ?(?:p|prel\.?|\(p\)|\(prel\.?\)))?"
)
# A computer's own number has so many digits; what is left when the last are cut off was written.
EXACT_DIGITS = 15
SURE_DIGITS = 12
WRITTEN_DIGITS = 9
YES = ("ja", "true", "sant", "1", "p", "x")
NO = ("nej", "false", "falskt", "0", "")


class Misread(ValueError):
    """Why a cell cannot be read, in Swedish; `right` is what it should certainly have said."""

    def __init__(self, text: str, right: str = "") -> None:
        super().__init__(text)
        self.text = text
        self.right = right


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


@dataclass(frozen=True, slots=True)
class Number:
    """What a cell says: a number, or None and the mark that stood there for a missing one.

    A nought by a dash has its mark too.
    """

    value: int | Decimal | None
    mark: str = ""
    percent: bool = False
    preliminary: bool = False


def is_missing(text: str) -> bool:
    """Say whether a cell holds one of the marks for a missing number, or for one that is hidden."""
    return text in MISSING or say_hidden(text) != ""


def say_hidden(mark: str) -> str:
    """Return the words for a number that is hidden on purpose: `färre än 5`; nothing for another mark."""
    found = HIDDEN.fullmatch(mark.casefold())
    if found is None or not (sign := found["sign"]):
        return HIDDEN_NUMBER if found else ""
    words = {"<": "färre än" if found["limit"].isdigit() else "mindre än", "≤": "högst"}
    return f"{words.get(sign, sign)} {found['limit']}"


def parse_number(text: str) -> Number:
    """Read a cell as a number or a missing one; raise a `Misread` when it cannot be one of them."""
    if is_missing(text):
        return Number(None, text)
    found = NUMBER.fullmatch(cut_noise(text))
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


def cut_noise(text: str) -> str:
    """Return a number without the last digits of a computer's own: 74.400000000000006 is 74.4."""
    found = MANY_DECIMALS.fullmatch(text)
    if found is None:
        return text
    written = Decimal(found["number"].replace(",", "."))
    sure = Decimal(f"{written:.{SURE_DIGITS}g}").normalize()
    computed = written == sure or len(written.as_tuple().digits) >= EXACT_DIGITS
    if not computed or len(sure.as_tuple().digits) > WRITTEN_DIGITS:
        return text
    return f"{found['sign']}{sure:f}{found['percent'] or ''}"


def parse_yes_no(text: str) -> bool:
    """Read a cell of a column that says whether the row's number is preliminary."""
    plain = text.casefold()
    if plain in YES:
        return True
    if plain in NO:
        return False
    raise Misread(f'{quote(text)} kan inte stå här. Skriv "ja" eller "nej".')
