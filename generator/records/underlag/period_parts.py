"""Pieces of a period put together, and what is meant as a period but is none, or several.

The pieces, a year in one cell and a month in another or two days, must be one period of the kind
that the entry says the table is in. A number beside a year without a word (`202608`, `08/2026`) is
what the table is in: only the entry knows whether it is a month, a quarter or a week.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from generator.problems import quote
from generator.records.files import FIRST_YEAR, LAST_YEAR, Period, PeriodKind, numbered
from generator.records.underlag.cells import Misread
from generator.swedish import MONTHS, join_words

EXAMPLES = {
    PeriodKind.DAY: "2026-10-28",
    PeriodKind.WEEK: "v. 44 2026",
    PeriodKind.FORTNIGHT: "2026-10-19–2026-11-01",
    PeriodKind.MONTH: "okt 2026",
    PeriodKind.QUARTER: "kv 4 2026",
    PeriodKind.YEAR: "2026",
}
# What a period is called when it is not the one it should be.
NAMES = {
    PeriodKind.DAY: "en dag",
    PeriodKind.WEEK: "en vecka",
    PeriodKind.FORTNIGHT: "två veckor",
    PeriodKind.MONTH: "en månad",
    PeriodKind.QUARTER: "ett kvartal",
    PeriodKind.YEAR: "ett år",
}
# What is said of a time that no figure can be for; the number may still be told.
CLAIMS = (
    f"Ett tal i tabellen gäller {join_words(NAMES.values(), 'eller')}. "
    "Skriv talet i postens text i stället."
)
FOOTNOTE = re.compile(
    r"(?P<plain>.*?\S)\s*(?P<mark>\*+|[¹²³⁰-⁹]+|†+|(?:(?<=\s)|(?<=\d{4}))\d\)|[a-z]\))",
    re.IGNORECASE,
)
SEVERAL_YEARS = re.compile(
    r"(?P<word>(?:läs|skol)år(?:et)? |säsong(?:en)? )?(?P<first>\d{4}) ?[/-] ?(?P<last>\d{4}|\d\d)"
)
# A year at the end, in full or short.
ENDS = r"(?:[ /-]\d{4}|(?: |/| -)'?\d\d)"
LONGER = {
    what: re.compile(form)
    for what, form in {
        "ett halvår": rf"(?:h|halvår)\.? ?[12]{ENDS}|\d{{4}}[ /-]?(?:h|halvår ?)[12]|(?:första|andra|[12](?::a)?) halvåret{ENDS}",
        "en termin": r"(?:vt|ht|(?:vår|höst)terminen)[ /-]?(?:\d{4}|\d\d)|\d{4}[ /-]?[vh]t",
        "ett tertial": rf"(?:t|tertial)\.? ?[1-3]{ENDS}|\d{{4}}[ /-]?(?:t|tertial ?)[1-3]|(?:första|andra|tredje|[1-3](?::[ae])?) tertialet{ENDS}",
    }.items()
}
UNMARKED = [
    re.compile(form)
    for form in (
        r"(?P<year>\d{4})(?P<number>\d\d)",
        r"(?P<year>\d{4})[/:](?P<number>\d{1,2})",
        # A spreadsheet makes 2026.1 of 2026.10.
        r"(?P<year>\d{4})\.(?P<number>\d\d)",
        r"(?P<number>\d{1,2})[/.-](?P<year>\d{4})",
        r"(?P<year>\d{4})-(?P<number>\d)",
    )
]
# A month's, but where the table is in weeks it may be a week's, and over 12 it is one.
DASHED = re.compile(r"(?P<year>\d{4})-(?P<number>\d\d)")
# The kinds of period that have a number in their year, what each is called and how it is written.
NUMBERED = {
    PeriodKind.MONTH: ("månad", "{}-{:02}"),
    PeriodKind.QUARTER: ("kvartal", "{}-kv{}"),
    PeriodKind.WEEK: ("vecka", "{}-v{:02}"),
}
# A number and a short year, by the words before them; a dash alone may lead to another week.
SHORT_YEAR = {
    "kv {} {}": re.compile(
        r"(?:kv\.?|kvartal|[kq]) ?(?P<number>[1-4])(?:[ /-]?| -)'?(?P<year>\d\d)"
    ),
    "v. {} {}": re.compile(
        r"(?:v\.?|vecka|w) ?(?P<number>\d{1,2})(?:[ /]| -| ?(?='))'?(?P<year>\d\d)"
    ),
}
SHORT_DAY = re.compile(r"(\d\d)([-/. ]?)(\d\d)\2(\d\d)")
MARKED_DAY = re.compile(r"(\d{4})([-/. ]?)(\d{1,2})\2(\d{1,2})")
DAY_FIRST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/. -](\d{4})")
# Of the years that two digits can be, those before this one are of our century.
NEW_CENTURY = 90


@dataclass(frozen=True, slots=True)
class Part:
    """What a cell says of a period that another completes: its year, or its number in the year."""

    kind: PeriodKind
    number: int


def check_year(text: str, year: int) -> None:
    """Refuse a year that cannot be meant."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Misread(f"{quote(text)} har ett orimligt år. Det ska vara {FIRST_YEAR}–{LAST_YEAR}.")


def name_period(text: str, kind: PeriodKind, year: int, number: int) -> Period:
    """Return the period of that number, when its year has so many."""
    check_year(text, year)
    try:
        return numbered(kind, year, number)
    except ValueError as error:
        raise Misread(f"{quote(text)} finns inte i almanackan. Rätta perioden.") from error


def complete(text: str, named: Sequence[Period | Part], kind: PeriodKind) -> Period:
    """Put together what a row and its headings say; `kind` is what the entry says it must be."""
    periods = {one for one in named if isinstance(one, Period)}
    given = {one for one in named if isinstance(one, Part)}
    parts = {one.kind: one.number for one in given}
    if len(parts) < len(given):
        raise Misread(f"{quote(text)} och rubriken anger olika perioder.")
    year = parts.pop(PeriodKind.YEAR, None)
    for part, number in parts.items():
        if year is None and not periods:
            raise Misread(f'{quote(text)} saknar år. Skriv till exempel "{EXAMPLES[part]}".')
        if year is not None:
            periods.add(name_period(f"{part} {number} {year}", part, year, number))
    if year is not None and not parts and not periods:
        periods.add(numbered(PeriodKind.YEAR, year, 1))
    fitting = [one for one in periods if one.kind is kind]
    if not fitting:
        other = min(periods).kind
        way_out = f'Gäller alla tal {NAMES[other]} skriver du "period: {other}" i posten. Annars skriver du till exempel "{EXAMPLES[kind]}" här.'
        raise Misread(
            f'{quote(text)} är {NAMES[other]}, men i posten står "period: {kind}". {way_out}'
        )
    if len(fitting) > 1 or any(not covers(one, fitting[0]) for one in periods):
        names = join_words(one.name for one in sorted(periods))
        raise Misread(f"Cellerna på raden anger olika perioder: {names}.")
    if year is not None and not parts and year != fitting[0].year:
        raise Misread(f"{quote(text)} är inte {year}, som en annan cell eller rubrik säger.")
    return fitting[0]


def covers(one: Period, other: Period) -> bool:
    """Say whether one of two periods lies in the other."""
    return (one.first <= other.first and other.last <= one.last) or (
        other.first <= one.first and one.last <= other.last
    )


def parse_unmarked(text: str, plain: str, kind: PeriodKind | None) -> Period | None:
    """Read a number beside a year as what the table is in; None when it is not in anything numbered."""
    forms = (*UNMARKED, DASHED) if kind is PeriodKind.WEEK else UNMARKED
    found = next((found for form in forms if (found := form.fullmatch(plain))), None)
    if found is None or kind not in NUMBERED or not is_year(found["year"]):
        return None
    if not has_number(kind, found):
        return None
    year, number = int(found["year"]), int(found["number"])
    if found.re is DASHED and 1 <= number <= len(MONTHS):
        raise Misread(
            f'{quote(text)} kan vara {MONTHS[number - 1]} {year} eller vecka {number}. Är det veckan, så skriv "v. {number} {year}".'
        )
    return numbered(kind, year, number)


# What follows a year may be a week or, when it is not long after, another year.
MOST_WEEKS, FEW_YEARS = 53, 5


def is_year(text: str) -> bool:
    """Say whether a number can be meant as a year."""
    return FIRST_YEAR <= int(text) <= LAST_YEAR


def has_number(kind: PeriodKind, found: re.Match[str]) -> bool:
    """Say whether the year has a period of that kind with that number."""
    try:
        return bool(numbered(kind, int(found["year"]), int(found["number"])))
    except ValueError:
        return False


def refuse_longer(text: str, plain: str) -> None:
    """Refuse a time that is longer than a figure's can be: several years, a term, half a year."""
    found = SEVERAL_YEARS.fullmatch(plain)
    if found and is_year(found["first"]):
        first, short = int(found["first"]), len(found["last"]) == 2
        last = int(found["first"][:2] + found["last"]) if short else int(found["last"])
        month = short and int(found["last"]) <= len(MONTHS) and not found["word"]
        if last > first and not (month and "-" in plain):
            week = int(found["last"])
            if short and "-" in plain and week <= MOST_WEEKS and last - first > FEW_YEARS:
                raise Misread(
                    f'{quote(text)} är ingen månad. Gäller talen veckor, så skriv "v. {week} {first}" här och "period: vecka" i posten. Gäller de flera år, så skriv det sista.'
                )
            many = "två" if last == first + 1 else "flera"
            raise Misread(
                f'{quote(text)} är inte ett år utan {many}. Skriv ett årtal, till exempel "{last}", och säg i postens text vad det står för.'
            )
    for what, form in LONGER.items():
        if form.fullmatch(plain):
            raise Misread(f"{quote(text)} är {what}. {CLAIMS}")


def refuse_doubtful(text: str, plain: str) -> None:
    """Refuse what is meant as a period but can be read in two ways, or is written wrong."""
    for form, pattern in SHORT_YEAR.items():
        if found := pattern.fullmatch(plain):
            refuse_short_year(text, form.format(int(found["number"]), whole_year(found["year"])))
    if found := DAY_FIRST.fullmatch(plain):
        refuse_day_first(text, *map(int, found.groups()))
    if found := SHORT_DAY.fullmatch(plain):
        refuse_short_day(text, found)
    if found := next((found for form in UNMARKED if (found := form.fullmatch(plain))), None):
        refuse_unmarked(text, found)
    if found := MARKED_DAY.fullmatch(plain):
        iso = f"{found[1]}-{int(found[3]):02}-{int(found[4]):02}"
        parse_day(text, iso)
        raise Misread(f"{quote(text)} är inget datum. Skriv år, månad och dag: {iso}.", iso)


def whole_year(short: str) -> int:
    """Return the year that two digits are of."""
    return int(short) + (2000 if int(short) < NEW_CENTURY else 1900)


def refuse_short_year(text: str, right: str) -> None:
    """Refuse a period with a short year, of which nothing else is doubtful."""
    raise Misread(f'{quote(text)} har ett kort årtal. Skriv "{right}".', right)


def refuse_short_day(text: str, found: re.Match[str]) -> None:
    """Refuse a day with a short year (`261028`), if it is one; a year and a month are none."""
    iso = f"{whole_year(found[1])}-{found[3]}-{found[4]}"
    if is_day(iso):
        # With marks between, the day may stand first.
        right = "" if found[2] else iso
        raise Misread(f"{quote(text)} har ett kort årtal. Skriv år, månad och dag: {iso}.", right)


def refuse_unmarked(text: str, found: re.Match[str]) -> None:
    """Refuse a number beside a year when nothing says what it is the number of."""
    if not is_year(found["year"]):
        return
    fitting = {kind: NUMBERED[kind] for kind in NUMBERED if has_number(kind, found)}
    names = [f"{name} {int(found['number'])}" for name, _ in fitting.values()]
    ways = [quote(form.format(found["year"], int(found["number"]))) for _, form in fitting.values()]
    if names:
        raise Misread(
            f"{quote(text)} kan vara {join_words(names, 'eller')}. Skriv {join_words(ways, 'eller')}."
        )
    raise Misread(f"{quote(text)} finns inte i almanackan. Rätta perioden.")


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


def is_day(iso: str) -> bool:
    """Say whether it is a day of the almanac."""
    try:
        return bool(date.fromisoformat(iso))
    except ValueError:
        return False


def parse_day(text: str, iso: str) -> date:
    """Return a day of the almanac in a year that can be meant."""
    try:
        day = date.fromisoformat(iso)
    except ValueError as error:
        raise Misread(f"{quote(text)} finns inte i almanackan. Rätta perioden.") from error
    check_year(text, day.year)
    return day
