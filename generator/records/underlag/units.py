"""What a number is a number of: a count, a share, a rate, money, or what the mall says.

Only the meaning that the rules need is known here; the words stay those of the mall or the table.
"""

from __future__ import annotations

import re
from decimal import Decimal

from generator.problems import quote
from generator.records.paths import slug_of
from generator.records.underlag.cells import Number, parse_number
from generator.records.underlag.misread import Misread
from generator.swedish import NO_BREAK, say_number

COUNTED = "antal"
SHARE = "procent"
MONEY = "kronor"
RATE = "per "
WHOLE_SHARE = 100
PERCENT = re.compile(r"(?:.*-)?procent")
PER_SO_MANY = re.compile(r"(?:.*-)?per-(\d{1,9}(?:-\d{3})*)(?:-.*)?")
CROWNS = re.compile(r"(?:.*-)?(?:kr|kronor|sek)")
COUNT = re.compile(r"antal(?:-.*)?")


def unit_of(text: str) -> str:
    """Return the unit that a heading, a row's name or the mall's own word is; or nothing."""
    slug = slug_of(text) if text else ""
    if PERCENT.fullmatch(slug) or text.rstrip(" )").endswith("%"):
        return SHARE
    if found := PER_SO_MANY.fullmatch(slug):
        number = say_number(int(found[1].replace("-", ""))).replace(NO_BREAK, " ")
        return f"{RATE}{number}"
    if CROWNS.fullmatch(slug):
        return MONEY
    return COUNTED if COUNT.fullmatch(slug) else ""


def choose_unit(own: str, named: str) -> str:
    """Return a table's own unit, in the indicator's words where they mean the same."""
    return named if not own or own == unit_of(named) else own


def adds_up(unit: str) -> bool:
    """Say whether numbers of a unit can be summed: shares and rates cannot."""
    known = unit_of(unit)
    return known != SHARE and not known.startswith(RATE)


def parse_value(text: str, unit: str) -> Number:
    """Read a number that its unit allows."""
    number, known = parse_number(text), unit_of(unit)
    value = number.value
    if value is None:
        return number
    if number.percent and known != SHARE:
        raise Misread(f"{quote(text)} är procent, men talen är {unit or 'något annat'}.")
    if value < 0 and (known in (COUNTED, SHARE) or known.startswith(RATE)):
        raise Misread(f'{quote(text)} är mindre än noll. Ett saknat tal skrivs "..".')
    if known == SHARE and value > WHOLE_SHARE:
        raise Misread(f"{quote(text)} är mer än {WHOLE_SHARE} procent.")
    if known == COUNTED and isinstance(value, Decimal):
        if value % 1:
            raise Misread(f"{quote(text)} är inget heltal, men talen är antal.")
        return Number(int(value), "", number.percent, number.preliminary)
    return number


def parse_base(text: str) -> int | None:
    """Read how many a share is of; a missing one is None."""
    value = parse_value(text, COUNTED).value
    return None if value is None else int(value)
