"""What a cell or a heading says of a period: "okt 2025", "2025M10", "v. 31 2025", "kv 1", "2025".

A text that can be read in one way becomes a `Period`, or a `Part` that another cell completes.
One that is meant as a period but can be read in two ways, or in none, raises a `Misread` (see
`period_parts.py`). Any other text is no period: None.
"""

from __future__ import annotations

import re
from datetime import date

from generator.problems import quote, suggest
from generator.records.files import DAY, LAST_YEAR, Period, PeriodKind, spanning
from generator.records.underlag.cells import Misread
from generator.records.underlag.period_parts import (
    CLAIMS,
    EXAMPLES,
    FOOTNOTE,
    NAMES,
    Part,
    check_year,
    name_period,
    parse_day,
    parse_unmarked,
    refuse_doubtful,
    refuse_longer,
    refuse_short_year,
    whole_year,
)
from generator.swedish import MONTHS, ORDINALS, SHORT_MONTHS, join_words, say_count

SWEDISH_MONTHS = {
    **{name: number for number, name in enumerate(MONTHS, start=1)},
    **{name: number for number, name in enumerate(SHORT_MONTHS, start=1)},
    **{"mar": 3, "apr": 4, "jun": 6, "jul": 7, "sept": 9},
}
MONTH_NUMBERS = SWEDISH_MONTHS | {
    **{"january": 1, "february": 2, "march": 3, "may": 5, "june": 6, "july": 7},
    **{"august": 8, "october": 10, "oct": 10},
}
MONTH_WORD = "|".join(sorted(MONTH_NUMBERS, key=len, reverse=True))
YEAR = r"(?P<year>\d{4})"
NUMBER = r"(?P<number>\d{1,2})"
WORD = rf"(?P<word>{MONTH_WORD})\.?"
MARKS = {
    PeriodKind.QUARTER: r"(?:kv\.?|kvartal|[kq])",
    PeriodKind.WEEK: r"(?:v\.?|vecka|w)",
}
QUARTER_WORDS = rf"(?:(?P<word>{'|'.join(ORDINALS[1:5])})|(?P<number>[1-4])(?::[ea])?) kvartalet"
# What has a year names a period; what has none names a part of one.
WHOLE = [
    (re.compile(form), kind)
    for form, kind in (
        (rf"{WORD}[ /-]?{YEAR}", PeriodKind.MONTH),
        (rf"{YEAR}[ /-]?{WORD}", PeriodKind.MONTH),
        (rf"{YEAR}-(?P<number>\d\d)", PeriodKind.MONTH),
        (rf"{YEAR} ?m{NUMBER}", PeriodKind.MONTH),
        *((rf"{mark} ?{NUMBER}[ /-]{YEAR}", kind) for kind, mark in MARKS.items()),
        *((rf"{YEAR}[ /:-]?{mark} ?{NUMBER}", kind) for kind, mark in MARKS.items()),
        (rf"{QUARTER_WORDS} {YEAR}", PeriodKind.QUARTER),
    )
]
PARTS = [
    (re.compile(form), kind)
    for form, kind in (
        (WORD, PeriodKind.MONTH),
        (r"(?:år |helår |helåret |kalenderår )?(?P<number>\d{4})(?:\.0)?", PeriodKind.YEAR),
        (QUARTER_WORDS, PeriodKind.QUARTER),
        *((rf"{mark} ?{NUMBER}", kind) for kind, mark in MARKS.items()),
    )
]
SPAN = re.compile(rf"({DAY.pattern}) ?(?:-{{1,2}}|/|till) ?({DAY.pattern})")
TWO_WEEKS = [
    re.compile(form)
    for form in (
        rf"(?:v\.?|vecka|veckorna) ?{NUMBER} ?- ?(?:v\.? ?)?(?P<second>\d{{1,2}}) {YEAR}",
        rf"{YEAR}[ -]?(?:v\.?|vecka) ?{NUMBER} ?- ?v?(?P<second>\d{{1,2}})",
    )
]
TO = r" ?(?:-|/|till|t\.?o\.?m\.?|t o m|till och med) ?"
MONTHS_SPAN = [
    re.compile(form)
    for form in (
        rf"(?P<from>{MONTH_WORD})\.?(?: (?P<early>\d{{4}}))?{TO}(?P<to>{MONTH_WORD})\.?(?:[ -]{YEAR})?",
        rf"{YEAR} ?(?P<from>{MONTH_WORD})\.?{TO}(?P<to>{MONTH_WORD})\.?",
        rf"(?P<early>\d{{4}})-?(?P<from>\d\d){TO}{YEAR}-?(?P<to>\d\d)",
    )
]
WORDED_DAY = re.compile(rf"(?P<day>\d{{1,2}}) {WORD} {YEAR}")
# What a program adds to a day without a time.
MIDNIGHT = re.compile(r"(?<=-\d\d)[ t]00:00(?::00(?:\.0+)?)?$")
# A month and two digits that may be its year or its day; an apostrophe and " -" are a year's.
SHORT_MONTH = [
    re.compile(form)
    for form in (
        rf"{WORD}(?:(?P<sure> -| ?-?')| ?[-/. ]?)(?P<year>\d\d)",
        rf"(?P<first>(?P<sure>')?(?P<year>\d\d))[ /.-]?{WORD}",
    )
]
# So many years back a short year is the likely one, and only the newest where it stands first:
# programs write the first and the last day of a month so.
YEARS_BACK, YEARS_BACK_FIRST = 30, 1


def parse_period(
    text: str, kind: PeriodKind | None = None, latest: int = LAST_YEAR
) -> Period | Part | None:
    """Read a cell as a period or a part of one; None when it is meant as something else.

    What `kind` the entry or the heading says it is tells a number beside a year apart, and the
    `latest` year it can be tells a short year from a day.
    """
    dashed = re.sub("[–—−]", "-", text.casefold()).replace(",", " ")
    plain = MIDNIGHT.sub("", " ".join(dashed.split()))
    named = parse_days(text, plain) or parse_months(text, plain)
    if named:
        return named
    if named := parse_unmarked(text, plain, kind):
        return named
    refuse_longer(text, plain)
    for form, its in WHOLE:
        if found := form.fullmatch(plain):
            return name_period(text, its, int(found["year"]), number_in(found))
    for form, its in PARTS:
        if found := form.fullmatch(plain):
            return name_part(text, its, number_in(found))
    refuse_short_month(text, plain, kind, latest)
    refuse_doubtful(text, plain)
    refuse_footnote(text, plain, kind)
    return None


def number_in(found: re.Match[str]) -> int:
    """Return the number that a form found, in digits or in words."""
    groups = found.groupdict()
    if digits := groups.get("number"):
        return int(digits)
    word = groups["word"]
    return MONTH_NUMBERS[word] if word in MONTH_NUMBERS else ORDINALS.index(word)


def parse_months(text: str, plain: str) -> Period | Part | None:
    """Read the first and the last month of a quarter or a year; refuse those of another time."""
    found = next((found for form in MONTHS_SPAN if (found := form.fullmatch(plain))), None)
    if found is None:
        return None
    groups = found.groupdict()
    ends_of = (groups["from"], groups["to"])
    first, last = (int(end) if end.isdecimal() else MONTH_NUMBERS[end] for end in ends_of)
    if not groups["year"]:
        quarter = first % 3 == 1 and last == first + 2
        return Part(PeriodKind.QUARTER, (first + 2) // 3) if quarter else None
    year = int(groups["year"])
    early = int(groups.get("early") or (year if first <= last else year - 1))
    begins = name_period(text, PeriodKind.MONTH, early, first)
    ends = name_period(text, PeriodKind.MONTH, year, last)
    if ends < begins:
        raise Misread(f"Den sista månaden i {quote(text)} är före den första.")
    named = spanning(begins.first, ends.last)
    if named is None:
        months = (year - early) * 12 + last - first + 1
        raise Misread(f"{quote(text)} är {say_count(months, 'månad', 'månader')}. {CLAIMS}")
    return named


def parse_days(text: str, plain: str) -> Period | None:
    """Read a day, two days with what lies between them, or two weeks by their numbers."""
    if DAY.fullmatch(plain):
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


def refuse_short_month(text: str, plain: str, kind: PeriodKind | None, latest: int) -> None:
    """Refuse a month with a number that may be a short year or a day, and say which where it is sure."""
    found = next((found for form in SHORT_MONTH if (found := form.fullmatch(plain))), None)
    if found is None:
        return
    if kind is PeriodKind.DAY and not found["sure"]:
        raise Misread(
            f'{quote(text)} saknar år. Skriv år, månad och dag, till exempel "{EXAMPLES[kind]}".'
        )
    number, year = MONTH_NUMBERS[found["word"]], whole_year(found["year"])
    right = f"{SHORT_MONTHS[number - 1]} {year}"
    back = YEARS_BACK_FIRST if "first" in found.groupdict() else YEARS_BACK
    in_months = kind is PeriodKind.MONTH and latest - back <= year <= latest
    if found["sure"] or in_months:
        refuse_short_year(text, right)
    name, day = MONTHS[number - 1], int(found["year"])
    # Where the day is the likelier reading, the year of the digits is no good example.
    right = f"{SHORT_MONTHS[number - 1]} {latest}" if kind is PeriodKind.MONTH else right
    raise Misread(
        f'{quote(text)} kan vara {name} {year} eller {day} {name}. Skriv hela året, till exempel "{right}".'
    )


def refuse_footnote(text: str, plain: str, kind: PeriodKind | None) -> None:
    """Refuse a period with the mark of a footnote: the mark says something of its numbers."""
    found = FOOTNOTE.fullmatch(text)
    if found and plain and parse_period(found["plain"], kind):
        mark = quote(found["mark"])
        raise Misread(
            f'{quote(text)} har ett fotnotsmärke. Skriv "{found["plain"]}", och säg i postens text vad {mark} betyder.'
        )


def say_no_period(text: str, kind: PeriodKind) -> Misread:
    """Return why a text in the period's place is none, with the month that is certainly meant."""
    words = text.split()
    nearest = suggest(words[0], SWEDISH_MONTHS) if words else suggest("", ())
    right = " ".join([nearest.certain, *words[1:]]) if nearest.certain else ""
    hint = f'Menade du "{right}"?' if right else f'Skriv till exempel "{EXAMPLES[kind]}".'
    return Misread(f"{quote(text)} är ingen period. {hint}", right)
