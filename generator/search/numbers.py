"""Days, references and amounts in a text, each as the one word it is found by.

`12 november 2026`, `12/11-26` and `2026-11-12` are one day; `KS 2026/123-10` and `ks 2026/00123-10`
one reference; `1 250` and `1250` one amount. The page's script reads what is asked for in the same
way (sok.js, "Numbers"); tests/search/numbers.csv holds them together.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

# What a word of ours begins with: no word of a text does.
SIGN = "#"
SHORT_MONTHS = ["jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec"]
LONGEST_LIST = 50  # paragraphs
DIGIT = re.compile("[0-9]")

# Words between two days that do not mean those between them.
APART = ("och", "samt")
BLANKS = " \u00a0\u2009\u202f"
_BLANK = rf"[{BLANKS}]"
_YEAR = r"(?:19|20)\d\d"
_MONTH = (
    r"jan(?:uari)?|feb(?:ruari)?|mar(?:s)?|apr(?:il)?|maj|juni?|juli?|aug(?:usti)?|"
    r"sep(?:t(?:ember)?)?|okt(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
_AND = rf"{_BLANK}?(?:–|-|och|till|samt){_BLANK}?"
_NUMERAL = r"(?::?(?:e|a|de|te))?\.?"
# Whose register a reference stands in: "KS 2026/123".
_PREFIX = rf"(?:(?<![a-zåäö\d])([a-zåäö]{{1,6}})(?:{_BLANK}|-)?)?"
_LETTER = rf"(?:{_BLANK}?([a-z])(?![a-zåäö0-9]))?"

WHOLE_DAY = rf"(?<![\d-])({_YEAR})([-./])(\d\d?)\2(\d\d?)(?![\d/])"
COMPACT_DAY = rf"(?<![\d/-])({_YEAR})(\d\d)(\d\d)(?![\d/])"
NAMED_DAY = (
    rf"(?<![\d/-])(?:(\d\d?){_NUMERAL}({_AND}))?(\d\d?){_NUMERAL}{_BLANK}?({_MONTH})(?![a-zåäö])"
    rf"\.?(?:,?{_BLANK}({_YEAR})(?!\d)|{_BLANK}?[-'’](\d\d)(?!\d)|{_BLANK}(\d\d)$)?"
)
TURNED_DAY = rf"(?<![\d/.-])(\d\d?)([-./])(\d\d?)\2({_YEAR})(?!\d)"
SLASHED_DAY = rf"(?<![\d/])(?!24/7(?!\d))(\d\d?)/(\d\d?)(?:(?:[-/]|{_BLANK})({_YEAR})|[-/](\d\d)|{_BLANK}(\d\d)$)?(?![\d/])"
REFERENCE = rf"{_PREFIX}(?<!\d)({_YEAR}){_BLANK}?[/:]{_BLANK}?(\d{{1,7}})(?:-(\d{{1,4}}))?(?!\d)"
DASHED_REFERENCE = (
    rf"{_PREFIX}(?<!\d)(?<!\d-)({_YEAR})-(?!{_YEAR}(?!\d))(\d{{3,7}})(?:-(\d{{1,4}}))?(?!\d)"
)
NUMBER_OF_YEAR = rf"(?<![\d/])(\d{{1,4}}){_BLANK}?/{_BLANK}?({_YEAR})(?!\d)"
WHOLE_MONTH = rf"(?<![\d-])({_YEAR})-(\d\d)(?![\d-])"
NAMED_MONTH = rf"(?<![a-zåäö\d])({_MONTH})\.?{_BLANK}({_YEAR})(?!\d)"
SECTION = rf"(?:§§?|paragraf(?:en|erna)?){_BLANK}?(\d+)(?:{_AND}(\d+))?{_LETTER}"
TURNED_SECTION = rf"(?<!\d)(\d+)(?:{_AND}(\d+))?{_LETTER}{_BLANK}?§"
AMOUNT = r"(?<![\d.,])\d{1,3}(?:\.\d{3})+(?![.,]?\d)"
TIME = r"(?<![\d.:])\d\d?[.:]\d\d(?![.:]?\d)"
GROUPS = rf"(?<![\d.,:/])\d{{1,4}}(?:(?:{_BLANK}|-)\d{{2,5}}){{1,5}}(?!\d)"


@dataclass(frozen=True, slots=True)
class Number:
    """A number from `start` to `end` of a text: the words it is, and wider ones it belongs to.

    A day without a year is given the one that lies nearest the day of the document.
    """

    start: int
    end: int
    words: tuple[str, ...]
    wider: tuple[str, ...] = ()


Reading = tuple[tuple[str, ...], tuple[str, ...]]
Reader = Callable[[re.Match[str], date | None], Reading | None]


def find_numbers(text: str, day: date | None = None) -> list[Number]:
    """Return the numbers of a text in small letters, in their order; none within another."""
    found: list[Number] = []
    if not DIGIT.search(text):
        return found
    taken = bytearray(len(text))
    for pattern, needed, read in KINDS:
        if not needed.search(text):
            continue
        for match in pattern.finditer(text):
            start, end = match.span()
            reading = None if any(taken[start:end]) else read(match, day)
            if reading:
                found.append(Number(start, end, *reading))
                taken[start:end] = b"\x01" * (end - start)
    return sorted(found, key=lambda number: number.start)


def words_of_day(day: date) -> tuple[str, str]:
    """Return the words of a day and of its month."""
    return f"{SIGN}{day:%Y%m%d}", f"{SIGN}{day:%Y-%m}"


def say_days(*days: date | None) -> Reading | None:
    """Return the words of days, and of their months as wider ones; nothing unless all are days."""
    words = [words_of_day(day) for day in days if day]
    if not words or len(words) < len(days):
        return None
    return tuple(day for day, _ in words), tuple(dict.fromkeys(month for _, month in words))


def make_day(year: str | int, month: str | int, day: str | int) -> date | None:
    """Return a day, or None where the calendar has none."""
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def nearest_day(month: int, day: str, to: date | None) -> date | None:
    """Return the day of any year that lies nearest another one."""
    if to is None:
        return None
    years = (make_day(to.year + step, month, day) for step in (-1, 0, 1))
    return min(filter(None, years), key=lambda found: abs(found - to), default=None)


def settle_day(years: Iterable[str | None], month: int, day: str, to: date | None) -> date | None:
    """Return a day whose year may be written with two digits or not at all."""
    year = next(filter(None, years), "")
    if not year:
        return nearest_day(month, day, to)
    return make_day(year if len(year) == 4 else f"20{year}", month, day)


def month_of(name: str) -> int:
    """Return the number of a month by its first letters."""
    return SHORT_MONTHS.index(name[:3]) + 1


def read_whole_day(match: re.Match[str], _: date | None) -> Reading | None:
    """Read year, month and day."""
    year, month, day = (match[1], *match.groups()[-2:])
    return say_days(make_day(year, month, day))


def read_turned_day(match: re.Match[str], _: date | None) -> Reading | None:
    """Read day, month and year."""
    return say_days(make_day(match[4], match[3], match[1]))


def read_slashed_day(match: re.Match[str], to: date | None) -> Reading | None:
    """Read `12/11` with or without a year."""
    day, month, *years = match.groups()
    return say_days(settle_day(years, int(month), day, to))


def read_named_day(match: re.Match[str], to: date | None) -> Reading | None:
    """Read a day, or a span of days, of a month by its name."""
    first, joint, last, month, *years = match.groups()
    end = settle_day(years, month_of(month), last, to)
    start = make_day(end.year, end.month, first) if end and first else None
    if end is None or start is None or start > end:
        return say_days(end)
    if joint.strip(BLANKS) in APART:
        return say_days(start, end)
    return say_days(*(start + timedelta(step) for step in range((end - start).days + 1)))


def read_month(match: re.Match[str], _: date | None) -> Reading | None:
    """Read a month of a year."""
    year, month = match[1], int(match[2])
    return ((f"{SIGN}{year}-{month:02}",), ()) if 1 <= month <= 12 else None


def read_named_month(match: re.Match[str], _: date | None) -> Reading | None:
    """Read a month by its name, and its year."""
    return (f"{SIGN}{match[2]}-{month_of(match[1]):02}",), ()


def read_reference(match: re.Match[str], _: date | None) -> Reading | None:
    """Read a matter's number, and that of a document in it: the matter is wider.

    What stands in a register is found with its letters and without them.
    """
    register, year, matter, part = match.groups()
    numbers = [f"{year}/{int(matter)}", *([f"{register}{year}/{int(matter)}"] if register else [])]
    if not part:
        return tuple(f"{SIGN}{number}" for number in numbers), ()
    words = tuple(f"{SIGN}{number}-{int(part)}" for number in numbers)
    return words, tuple(f"{SIGN}{number}-" for number in numbers)


def read_number_of_year(match: re.Match[str], _: date | None) -> Reading | None:
    """Read a number within a year: that of a meeting, or of a report."""
    return (f"{SIGN}{int(match[1])}/{match[2]}",), ()


def read_section(match: re.Match[str], _: date | None) -> Reading | None:
    """Read one paragraph, or several from one to another."""
    first, last, letter = int(match[1]), int(match[2] or match[1]), match[3] or ""
    if not first <= last <= first + LONGEST_LIST:
        last = first
    return tuple(f"{SIGN}§{number}{letter}" for number in range(first, last + 1)), ()


def read_joined(match: re.Match[str], _: date | None) -> Reading | None:
    """Read digits in groups as they would be written together."""
    digits = "".join(letter for letter in match[0] if letter.isdigit())
    return ((f"{SIGN}{digits}",), ()) if len(digits) > 2 else None


# Each pattern with what a text must hold for it to be tried at all: most texts hold none of it.
KINDS: tuple[tuple[re.Pattern[str], re.Pattern[str], Reader], ...] = tuple(
    (re.compile(pattern, re.ASCII), re.compile(needed, re.ASCII), read)
    for pattern, needed, read in (
        (WHOLE_DAY, r"\d[-./]\d", read_whole_day),
        (COMPACT_DAY, r"\d{8}", read_whole_day),
        (NAMED_DAY, "|".join(SHORT_MONTHS), read_named_day),
        (TURNED_DAY, r"\d[-./]\d", read_turned_day),
        (REFERENCE, "[/:]", read_reference),
        (DASHED_REFERENCE, r"\d-\d", read_reference),
        (NUMBER_OF_YEAR, "/", read_number_of_year),
        (SLASHED_DAY, r"\d/\d", read_slashed_day),
        (WHOLE_MONTH, r"\d-\d", read_month),
        (NAMED_MONTH, rf"{_BLANK}{_YEAR}", read_named_month),
        (SECTION, "§|paragraf", read_section),
        (TURNED_SECTION, "§", read_section),
        (AMOUNT, r"\d\.\d", read_joined),
        (TIME, r"\d[.:]\d", read_joined),
        (GROUPS, rf"\d(?:{_BLANK}|-)\d", read_joined),
    )
)
