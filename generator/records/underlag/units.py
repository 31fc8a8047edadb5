"""What a number is a number of: a count, money, a share, a rate, or what the mall says.

Only the meaning that the rules need is known here; the words stay those of the mall or the table.
"""

from __future__ import annotations

import re
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from generator.problems import quote
from generator.records.files.paths import slug_of
from generator.records.underlag.cells import Misread, Number, parse_number, refuse_counted
from generator.swedish import NO_BREAK, say_number

COUNTED = "antal"
SHARE = "procent"
MONEY = "kronor"
THOUSANDS = "tkr"
MILLIONS = "mkr"
RATE = "per "
WHOLE_SHARE = 100
# Where a table says that some of its numbers are of another sort than the indicator's.
OWN_UNIT = "i kolumnens rubrik, eller sist i radens namn"
PERCENT = re.compile(r"(?:.*-)?procent(?:-av-.*)?")
PER_SO_MANY = re.compile(r"(?:.*-)?per-(\d{1,9}(?:-\d{3})*)(?:-.*)?")
# Crowns last: "tusen kronor" ends with them too.
CROWNS = (
    (
        THOUSANDS,
        re.compile(r"(?:.*-)?(?:tkr|tsek|ksek|(?:tusen|tusental|1-?000)-?(?:kr|kronor|sek))"),
    ),
    (
        MILLIONS,
        re.compile(r"(?:.*-)?(?:mn?kr|msek|(?:miljoner|miljontal|milj|mn)-?(?:kr|kronor|sek))"),
    ),
    (MONEY, re.compile(r"(?:.*-)?(?:kr|kronor|sek)")),
)
COUNT = re.compile(r"antal(?:-.*)?|st|stycken")
# A share need not be in percent, and a rate need not be by a round number.
PORTION = re.compile(r"(?:.*-)?andel(?:-.*)?")
OTHER_RATE = re.compile(r"(?:.* )?(?:per .+|promille|‰.*)|.*/ ?\d.*")
# "Antal per månad" says how long the periods are; it is no rate.
TIMES = ("dag", "dygn", "vecka", "manad", "kvartal", "ar")


class Measure(StrEnum):
    """What sort of number it is: only counts and money add up, and only they change by percent."""

    COUNT = "antal"
    MONEY = "belopp"
    SHARE = "andel"
    RATE = "per så många"
    OTHER = "annat"

    @property
    def adds_up(self) -> bool:
        """Whether numbers of it can be summed; of what is not known nobody can say so."""
        return self in (Measure.COUNT, Measure.MONEY)


MEASURES = {
    COUNTED: Measure.COUNT,
    SHARE: Measure.SHARE,
    MONEY: Measure.MONEY,
    THOUSANDS: Measure.MONEY,
    MILLIONS: Measure.MONEY,
}


@lru_cache(maxsize=1024)
def unit_of(text: str) -> str:
    """Return the unit that a heading, a row's name or the mall's own word is; or nothing."""
    slug = slug_of(text) if text else ""
    if PERCENT.fullmatch(slug) or text.rstrip(" )").endswith("%") or text.startswith("%"):
        return SHARE
    if found := PER_SO_MANY.fullmatch(slug):
        number = say_number(int(found[1].replace("-", ""))).replace(NO_BREAK, " ")
        return f"{RATE}{number}"
    plain, each = split_rate(text)
    known = whole_unit(slug_of(plain) if plain else "")
    return f"{RATE}{each}" if known and each else known


def split_rate(text: str) -> tuple[str, str]:
    """Return what stands before `per`, and what each number is by, if that is no length of time."""
    plain, _, each = text.partition(" per ")
    return plain, "" if slug_of(each) in TIMES else each.rstrip(" )")


def whole_unit(slug: str) -> str:
    """Return the unit that numbers which add up have; or nothing."""
    found = (unit for unit, pattern in CROWNS if pattern.fullmatch(slug))
    return next(found, COUNTED if COUNT.fullmatch(slug) else "")


@lru_cache(maxsize=1024)
def measure_of(unit: str) -> Measure:
    """Return what a unit measures; what has none is only counted."""
    if not unit:
        return Measure.COUNT
    known = unit_of(unit)
    if known in MEASURES:
        return MEASURES[known]
    if known or OTHER_RATE.fullmatch(unit.casefold()):
        return Measure.RATE
    return Measure.SHARE if PORTION.fullmatch(slug_of(unit)) else Measure.OTHER


def choose_unit(own: str, named: str) -> str:
    """Return a table's own unit, in the indicator's words where they mean the same."""
    return named if not own or own == unit_of(named) else own


def parse_value(text: str, unit: str) -> Number:
    """Read a number that its unit allows."""
    measure = measure_of(unit)
    is_counted = bool(unit) and measure is Measure.COUNT
    if is_counted and (misread := refuse_counted(text)):
        raise misread
    number = parse_number(text)
    value = number.value
    if value is None:
        return number
    if number.percent and measure is not Measure.SHARE:
        raise Misread(
            f'{quote(text)} är procent, men talen är {unit or "något annat"}. Är det en andel, så skriv "procent" {OWN_UNIT}.'
        )
    # Money may be less than nothing, and of what has no known unit nobody can say.
    if value < 0 and (is_counted or measure in (Measure.SHARE, Measure.RATE)):
        raise Misread(f'{quote(text)} är mindre än noll. Ett saknat tal skrivs "..".')
    if measure is Measure.SHARE and value > WHOLE_SHARE:
        raise Misread(f"{quote(text)} är mer än {WHOLE_SHARE} procent.")
    if is_counted and isinstance(value, Decimal):
        if value % 1:
            raise Misread(
                f'{quote(text)} är inget heltal, men talen är antal. Rätta talet. Är det något annat än ett antal, så skriv vad, till exempel "per 1 000", {OWN_UNIT}.'
            )
        return Number(int(value), "", number.percent, number.preliminary)
    return number


def parse_base(text: str) -> int | None:
    """Read how many a share is of; a missing one is None."""
    value = parse_value(text, COUNTED).value
    return None if value is None else int(value)
