"""Numbers as members paste them: decimal comma, blanks between thousands, a per cent sign.

Missing is never zero: a cell with one of `MISSING` has no number, and one that is hidden is not missing. A number that can be read in
two ways is refused, since a factor of a thousand is worse than a question.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from generator.problems import quote
from generator.records.underlag.misread import Misread
from generator.records.underlag.not_numbers import MANY_DECIMALS, TWO_READINGS, refuse_number

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
