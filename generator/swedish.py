"""Days, numbers and lists as Swedish writes them; no other room formats its own."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from itertools import groupby

MONTHS = (
    "januari", "februari", "mars", "april", "maj", "juni",
    "juli", "augusti", "september", "oktober", "november", "december",
)  # fmt: skip
SHORT_MONTHS = (
    "jan", "feb", "mars", "april", "maj", "juni",
    "juli", "aug", "sep", "okt", "nov", "dec",
)  # fmt: skip
WEEKDAYS = ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag")
SMALL_NUMBERS = (
    "noll", "ett", "två", "tre", "fyra", "fem", "sex",
    "sju", "åtta", "nio", "tio", "elva", "tolv",
)  # fmt: skip
# Nothing is the zeroth: the place of a word is its number.
ORDINALS = (
    "", "första", "andra", "tredje", "fjärde", "femte", "sjätte",
    "sjunde", "åttonde", "nionde", "tionde", "elfte", "tolfte",
)  # fmt: skip
NO_BREAK = "\u00a0"
MINUS = "\u2212"


def say_day(day: date) -> str:
    """Write `12 november 2026`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def say_short_day(day: date, year: bool = True) -> str:
    """Write `12 nov 2026`, or `12 nov`."""
    text = f"{day.day} {SHORT_MONTHS[day.month - 1]}"
    return f"{text} {day.year}" if year else text


def say_days(first: date, last: date | None, short: bool = True) -> str:
    """Write a span of days with no more than it needs: `6–7 nov 2026`, `26 okt–6 nov 2026`."""
    say = say_short_day if short else say_day
    if last is None or last == first:
        return say(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{say(last)}"
    if first.year == last.year:
        return f"{say(first).removesuffix(f' {first.year}')}–{say(last)}"
    return f"{say(first)}–{say(last)}"


def say_month(month: str) -> str:
    """Write `2026-11` as `november 2026`."""
    year, number = month.split("-")
    return f"{MONTHS[int(number) - 1]} {year}"


def say_short_month(month: str) -> str:
    """Write `2026-11` as `nov 2026`."""
    year, number = month.split("-")
    return f"{SHORT_MONTHS[int(number) - 1]} {year}"


def say_number(value: int) -> str:
    """Write a whole number with a no-break blank between thousands: `18 500`."""
    return f"{value:,}".replace(",", NO_BREAK)


def round_off(value: Decimal, decimals: int = 0) -> Decimal:
    """Round as Swedish schools teach: a half goes up, and below zero down."""
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def say_amount(value: int | Decimal) -> str:
    """Write a number as it was given, with decimal comma and thousands apart: `1 234,5`."""
    if isinstance(value, int):
        return say_number(value).replace("-", MINUS)
    return f"{value:,f}".replace(",", NO_BREAK).replace(".", ",").replace("-", MINUS)


def say_megabytes(size: int) -> str:
    """Write a number of bytes as `3,2 MB`."""
    return f"{size / 1e6:.1f} MB".replace(".", ",")


def say_count(value: int, one: str, many: str, *, neuter: bool = False) -> str:
    """Write a number and its noun, in words up to twelve: `en post`, `två möten`, `13 poster`."""
    if value == 1:
        return f"{'ett' if neuter else 'en'} {one}"
    number = SMALL_NUMBERS[value] if value < len(SMALL_NUMBERS) else say_number(value)
    return f"{number} {many}"


def say_ordinal(value: int) -> str:
    """Write a place in a row: `tredje`, in digits from the thirteenth on: `13:e`, `21:a`."""
    if value < len(ORDINALS):
        return ORDINALS[value]
    return f"{value}:{'a' if value % 10 in (1, 2) else 'e'}"


def say_figure(value: int, one: str, many: str) -> str:
    """Write a number in digits and its noun: `1 post`, `0 poster`."""
    return f"{say_number(value)}{NO_BREAK}{one if value == 1 else many}"


def join_words(words: Iterable[str], conjunction: str = "och") -> str:
    """Join as Swedish does: "a", "a och b", "a, b och c"."""
    listed = list(words)
    if len(listed) < 2:
        return "".join(listed)
    return f"{', '.join(listed[:-1])} {conjunction} {listed[-1]}"


def join_names(names: Iterable[str]) -> str:
    """Join names, with another word than an "och" that is part of one of them."""
    listed = list(names)
    return join_words(listed, "samt" if any(" och " in name for name in listed) else "och")


def say_months(months: Iterable[str]) -> str:
    """Write months with each year once: `mars och september 2026`."""
    years = groupby(months, key=lambda month: month[:4])
    said = [f"{join_words(MONTHS[int(m[5:]) - 1] for m in own)} {year}" for year, own in years]
    return join_names(said)


def capitalize(text: str) -> str:
    """Make the first letter large and leave the rest."""
    return text[:1].upper() + text[1:]


def decapitalize(text: str) -> str:
    """Make the first letter small, unless the word is an abbreviation in capitals."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]
