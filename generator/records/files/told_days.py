"""The days that a text tells: `onsdagen den 4 november`, `4/11`, `2026-11-04`, and weekdays alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from generator.swedish import MONTHS, WEEKDAYS

# A day without its year is taken to be the one nearest to the record's own, when it is this near.
NEAR = 150
# So far before a day, in signs, stands what says that it comes back or is an end of a span.
BEFORE = 40
SHORT_WEEKDAYS = ("mån", "tis", "ons", "tors", "fre", "lör", "sön")
SHORT = {name[:3]: number for number, name in enumerate(MONTHS, start=1)}
WEEKDAY = rf"(?:{'|'.join(WEEKDAYS)}|{'|'.join(SHORT_WEEKDAYS)})"
MONTH = rf"(?:{'|'.join(MONTHS)}|jan|feb|apr|aug|sept?|okt|nov|dec)"
DAY = re.compile(
    rf"\b(?:(?P<weekday>{WEEKDAY})(?:en)?,? +(?:den +)?)?(?:den +)?"
    rf"(?:(?P<iso>\d{{4}}-\d{{2}}-\d{{2}})(?![\w/#-])"
    rf"|(?P<day>\d{{1,2}})(?::?e)? +(?P<month>{MONTH})\b\.?(?: +(?P<year>(?:19|20)\d{{2}})\b)?"
    r"|(?P<slash>\d{1,2}/\d{1,2})(?!\d|/)(?: +(?P<slash_year>(?:19|20)\d{2})\b)?)"
    rf"(?: *\((?:en )?(?P<after>{WEEKDAY})(?:en)?\))?",
    re.IGNORECASE,
)
NUMBER = re.compile(r"\d")
# What a day has that no almanac has, or that may have a weekday beside it: a row of a header has neither.
MAY_BE_WRONG = re.compile(
    rf"\d(?: *\(|(?::?e)? +{MONTH}\b|/\d{{1,2}} +(?:19|20)\d|(?<=[\w, ] \d)\d{{0,3}}[-/]"
    r"|-02-(?:29|3)|-(?:0[469]|11)-31)",
    re.IGNORECASE,
)
EVERY = re.compile(r"\b(?:varje|varannan|alla) *$", re.IGNORECASE)
# What stands before and behind a day that is one of several, or an end of a span.
SPAN_BEFORE = re.compile(r"\d *(?:[–,-]|och|till) *$", re.IGNORECASE)
SPAN_AFTER = re.compile(r" *(?:[–-]|till\b|och\b(?= *\d)|, *\d)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ToldDay:
    """A day in a text: where it stands (from 0), its words, and the weekday it is said to be (0 is Monday).

    `day` is None for one that no almanac has. `year` tells whether the year is written; `alone`,
    whether it is no end of a span and no first of several.
    """

    start: int
    words: str
    day: date | None
    weekday: int | None
    year: bool
    alone: bool

    @property
    def contradicts(self) -> bool:
        """Whether the weekday beside the day is another's."""
        if self.day is None or self.weekday is None:
            return False
        return self.day.weekday() != self.weekday


def find_days(text: str, near: date) -> Iterator[ToldDay]:
    """Yield the days of a text in their order, but those that come back or are far from `near`."""
    for found in DAY.finditer(text) if NUMBER.search(text) else ():
        numbers = read_numbers(found)
        # `1/2` alone is more often a half than a day.
        is_half = found["slash"] and found[0].startswith(found["slash"]) and not found["slash_year"]
        before = max(0, found.start() - BEFORE)
        if numbers is None or is_half or EVERY.search(text, before, found.start()):
            continue
        year, month, day = numbers
        told = nearest(month, day, near, (year,) if year else ())
        if told and not year and abs((told - near).days) > NEAR:
            continue
        name = found["weekday"] or found["after"]
        spanning = SPAN_BEFORE.search(text, before, found.start())
        spanning = spanning or SPAN_AFTER.match(text, found.end())
        yield ToldDay(
            found.start(),
            found[0].strip(" ."),
            told,
            weekday_of(name) if name else None,
            bool(year),
            not spanning,
        )


def find_wrong_days(text: str, near: date) -> Iterator[ToldDay]:
    """Yield those that no almanac has, or whose weekday is another's."""
    if MAY_BE_WRONG.search(text):
        yield from (one for one in find_days(text, near) if one.day is None or one.contradicts)


def read_numbers(found: re.Match[str]) -> tuple[int, int, int] | None:
    """Return the year (0 when it is not written), month and day of a match; None for no such numbers."""
    if found["iso"]:
        year, month, day = map(int, found["iso"].split("-"))
    elif found["slash"]:
        day, month = map(int, found["slash"].split("/"))
        year = int(found["slash_year"] or 0)
    else:
        day, month = int(found["day"]), SHORT[found["month"][:3].lower()]
        year = int(found["year"] or 0)
    return (year, month, day) if 1 <= month <= 12 and 1 <= day <= 31 else None


def nearest(month: int, day: int, near: date, years: tuple[int, ...]) -> date | None:
    """Return the day of that month nearest to another, of some years or those around it; None for none."""
    found = []
    for year in years or (near.year - 1, near.year, near.year + 1):
        try:
            found.append(date(year, month, day))
        except ValueError:
            continue
    return min(found, key=lambda one: abs((one - near).days), default=None)


def weekday_of(name: str) -> int:
    """Return the number of a weekday by its name, short or whole."""
    return next(n for n, short in enumerate(SHORT_WEEKDAYS) if name.lower().startswith(short))
