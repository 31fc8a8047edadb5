"""What a cell or a heading says of a period: "okt 2025", "2025M10", "v. 31 2025", "kv 1", "2025".

A text that can be read in one way becomes a `Period`, or a `Part` that another cell completes.
One that is meant as a period but can be read in two ways, or in none, raises a `Misread`. Any
other text is no period: None.
"""

from __future__ import annotations

import re
from datetime import date

from generator.problems import quote, suggest
from generator.records.periods import Period, PeriodKind, spanning
from generator.records.underlag.misread import Misread
from generator.records.underlag.period_parts import EXAMPLES, NAMES, Part, check_year, name_period
from generator.swedish import MONTHS, SHORT_MONTHS, join_words

MONTH_NUMBERS = {
    **{name: number for number, name in enumerate(MONTHS, start=1)},
    **{name: number for number, name in enumerate(SHORT_MONTHS, start=1)},
    **{"mar": 3, "apr": 4, "jun": 6, "jul": 7, "sept": 9},
}
MONTH_WORD = "|".join(sorted(MONTH_NUMBERS, key=len, reverse=True))
YEAR = r"(?P<year>\d{4})"
NUMBER = r"(?P<number>\d{1,2})"
WORD = rf"(?P<word>{MONTH_WORD})\.?"
DAY = r"\d{4}-\d{2}-\d{2}"
MARKS = {
    PeriodKind.QUARTER: r"(?:kv\.?|kvartal|[kq])",
    PeriodKind.WEEK: r"(?:v\.?|vecka|w)",
}
# What has a year names a period; what has none names a part of one.
WHOLE = [
    (re.compile(form), kind)
    for form, kind in (
        (rf"{WORD}[ -]{YEAR}", PeriodKind.MONTH),
        (rf"{YEAR}[ -]?{WORD}", PeriodKind.MONTH),
        (rf"{YEAR}-(?P<number>\d\d)", PeriodKind.MONTH),
        (rf"{YEAR} ?m{NUMBER}", PeriodKind.MONTH),
        *((rf"{mark} ?{NUMBER} {YEAR}", kind) for kind, mark in MARKS.items()),
        *((rf"{YEAR}[ -]?{mark} ?{NUMBER}", kind) for kind, mark in MARKS.items()),
    )
]
PARTS = [
    (re.compile(form), kind)
    for form, kind in (
        (WORD, PeriodKind.MONTH),
        (r"(?:år |helår )?(?P<number>\d{4})", PeriodKind.YEAR),
        *((rf"{mark} ?{NUMBER}", kind) for kind, mark in MARKS.items()),
    )
]
SPAN = re.compile(rf"({DAY}) ?(?:-{{1,2}}|/|till) ?({DAY})")
TWO_WEEKS = [
    re.compile(form)
    for form in (
        rf"(?:v\.?|vecka|veckorna) ?{NUMBER} ?- ?(?:v\.? ?)?(?P<second>\d{{1,2}}) {YEAR}",
        rf"{YEAR}[ -]?(?:v\.?|vecka) ?{NUMBER} ?- ?v?(?P<second>\d{{1,2}})",
    )
]
WORDED_DAY = re.compile(rf"(?P<day>\d{{1,2}}) {WORD} {YEAR}")
MARKED_DAY = re.compile(r"(\d{4})([-/. ]?)(\d{1,2})\2(\d{1,2})")
DAY_FIRST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/. -](\d{4})")
SHORT_YEAR = re.compile(rf"{WORD}[ -]'?(?P<year>\d\d)")
SIX_DIGITS = re.compile(r"(\d{4})(\d\d)")


def parse_period(text: str) -> Period | Part | None:
    """Read a cell as a period or a part of one; None when it is meant as something else."""
    plain = " ".join(re.sub("[–—−]", "-", text.casefold()).replace(",", " ").split())
    named = parse_days(text, plain)
    if named:
        return named
    for form, kind in WHOLE:
        if found := form.fullmatch(plain):
            number = MONTH_NUMBERS[found["word"]] if "word" in form.groupindex else found["number"]
            return name_period(text, kind, int(found["year"]), int(number))
    for form, kind in PARTS:
        if found := form.fullmatch(plain):
            groups = found.groupdict()
            return name_part(text, kind, groups.get("number") or MONTH_NUMBERS[groups["word"]])
    refuse_doubtful(text, plain)
    return None


def parse_days(text: str, plain: str) -> Period | None:
    """Read a day, two days with what lies between them, or two weeks by their numbers."""
    if re.fullmatch(DAY, plain):
        return Period(parse_day(text, plain), PeriodKind.DAY)
    if found := WORDED_DAY.fullmatch(plain):
        month = MONTH_NUMBERS[found["word"]]
        iso = f"{found['year']}-{month:02}-{int(found['day']):02}"
        return Period(parse_day(text, iso), PeriodKind.DAY)
    if found := SPAN.fullmatch(plain):
        return name_span(parse_day(text, found[1]), parse_day(text, found[2]))
    for form in TWO_WEEKS:
        if found := form.fullmatch(plain):
            first = name_period(text, PeriodKind.WEEK, int(found["year"]), int(found["number"]))
            if first.shifted(1).number != int(found["second"]):
                raise Misread(f"{quote(text)} är inte två veckor i rad.")
            return Period(first.first, PeriodKind.FORTNIGHT)
    return None


def parse_day(text: str, iso: str) -> date:
    """Return a day of the almanac in a year that can be meant."""
    try:
        day = date.fromisoformat(iso)
    except ValueError as error:
        raise Misread(f"{quote(text)} finns inte i almanackan.") from error
    check_year(text, day.year)
    return day


def name_span(first: date, last: date) -> Period:
    """Return the period from one day to another, when they are the ends of one."""
    if last < first:
        raise Misread(f"Den sista dagen, {last}, är före den första, {first}.")
    found = spanning(first, last)
    if found is None:
        days = (last - first).days + 1
        kinds = join_words(NAMES.values(), "eller")
        raise Misread(f"{first}–{last} är {days} dagar, men inte precis {kinds}.")
    return found


def name_part(text: str, kind: PeriodKind, number: str | int) -> Part:
    """Return a part of a period; its number has no bounds until its year is known."""
    if kind is PeriodKind.YEAR:
        check_year(text, int(number))
    return Part(kind, int(number))


def refuse_doubtful(text: str, plain: str) -> None:
    """Refuse what is meant as a period but can be read in two ways, or is written wrong."""
    if found := SHORT_YEAR.fullmatch(plain):
        month, year = MONTH_NUMBERS[found["word"]], found["year"]
        name = MONTHS[month - 1]
        raise Misread(
            f'{quote(text)} kan vara {name} 20{year} eller {int(year)} {name}. Skriv hela året, till exempel "{name} 20{year}".'
        )
    if found := DAY_FIRST.fullmatch(plain):
        refuse_day_first(text, *map(int, found.groups()))
    if found := SIX_DIGITS.fullmatch(plain):
        year, number = found.groups()
        raise Misread(
            f'{quote(text)} kan vara månad {number} eller vecka {number}. Skriv "{year}-{number}" eller "{year}-v{number}".'
        )
    if found := MARKED_DAY.fullmatch(plain):
        iso = f"{found[1]}-{int(found[3]):02}-{int(found[4]):02}"
        parse_day(text, iso)
        raise Misread(f"{quote(text)} är inget datum. Skriv år, månad och dag: {iso}.", iso)


def refuse_day_first(text: str, one: int, two: int, year: int) -> None:
    """Refuse `7/8/2025`, and say what it can be; only one reading is left when one is over 12."""
    ways = [
        f"{year}-{month:02}-{day:02}"
        for day, month in dict.fromkeys([(one, two), (two, one)])
        if month <= len(MONTHS)
    ]
    if len(ways) == 1:
        parse_day(text, ways[0])
        raise Misread(f"{quote(text)} är inget datum. Skriv {ways[0]}.", ways[0])
    raise Misread(f"{quote(text)} kan vara två dagar. Skriv {join_words(ways, 'eller')}.")


def say_no_period(text: str, kind: PeriodKind) -> Misread:
    """Return why a text in the period's place is none, with the month that is certainly meant."""
    words = text.split()
    nearest = suggest(words[0], MONTH_NUMBERS) if words else suggest("", ())
    right = " ".join([nearest.certain, *words[1:]]) if nearest.certain else ""
    hint = f'Menade du "{right}"?' if right else f'Skriv till exempel "{EXAMPLES[kind]}".'
    return Misread(f"{quote(text)} är ingen period. {hint}", right)
