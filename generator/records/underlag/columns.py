"""Which column of a table is what: told by its heading, or else by what stands in it.

The headings are those that staff and public sources write; accents, case and signs do not matter,
so `Förälder-id`, `foralder_id` and `FÖRÄLDER ID` are one. A column that two headings or two
contents could make the same thing is refused: nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from generator.records.files import LAST_YEAR, Cell, Period, PeriodKind, slug_of
from generator.records.mall import Mall, Place
from generator.records.underlag.cells import (
    Misread,
    is_excel_error,
    is_missing,
    parse_number,
    refuse_number,
)
from generator.records.underlag.labels import is_total, unit_of
from generator.records.underlag.period_parts import Part
from generator.records.underlag.period_words import parse_period
from generator.swedish import WEEKDAYS


class Role(Enum):
    """What a column says of its rows."""

    PERIOD = auto()
    FIRST_DAY = auto()
    LAST_DAY = auto()
    PLACE = auto()
    TYPE = auto()
    ID = auto()
    PARENT = auto()
    LEVEL = auto()
    VALUE = auto()
    BASE = auto()
    PRELIMINARY = auto()
    NOTE = auto()


HEADINGS: dict[Role, tuple[str, ...]] = {
    Role.PERIOD: ("period", "tid", "tidpunkt", "tidsperiod", "time"),
    Role.FIRST_DAY: ("fran", "from", "fr-o-m", "fran-och-med", "startdatum", "forsta-dag"),
    Role.LAST_DAY: ("till", "tom", "t-o-m", "till-och-med", "slutdatum", "sista-dag"),
    Role.PLACE: (
        *("plats", "kommun", "region", "polisregion", "omrade", "polisomrade", "municipality"),
        *("lokalpolisomrade", "stadsdel", "kommundel", "bostadsomrade", "lan", "ort", "tatort"),
        *("deso", "regso"),
    ),
    # What numbers may stand below and count nothing: 7 is a school year, 1–4 a span of ages.
    Role.TYPE: (
        *("typ", "brottstyp", "kategori", "grupp", "radetiketter"),
        *("alder", "aldersgrupp", "aldersklass", "aldersgrupper", "aldersintervall", "age"),
        *("arskurs", "arskurser", "skolar", "ak", "klass", "klasser", "stadium", "stadie"),
        *("klockslag", "klockan", "kl", "timme", "timmar", "tid-pa-dygnet", "dygnstid"),
        *("veckodag", "vaning", "vaningsplan", "zon", "kapitel", "paragraf", "lagrum", "fodelsear"),
    ),
    Role.PARENT: ("foralder", "foralder-id", "overordnad", "overordnad-id", "parent", "parent-id"),
    Role.LEVEL: ("niva", "level"),
    Role.BASE: ("bas", "n", "antal-svar", "antal-svarande", "svarande"),
    Role.PRELIMINARY: ("preliminar", "preliminart", "preliminara", "prel"),
    Role.NOTE: ("kalla", "kommentar", "anmarkning", "anm", "not", "fotnot"),
}
ROLES = {heading: role for role, headings in HEADINGS.items() for heading in headings}
# Headings that say how long the periods below them are; a bare number there is one of them.
PERIOD_HEADINGS = {
    **dict.fromkeys(("dag", "datum", "date", "day"), PeriodKind.DAY),
    **dict.fromkeys(("vecka", "veckonummer", "veckonr", "week"), PeriodKind.WEEK),
    **dict.fromkeys(("manad", "anmalningsmanad", "brottsmanad", "month"), PeriodKind.MONTH),
    **dict.fromkeys(("kvartal", "quarter"), PeriodKind.QUARTER),
    **dict.fromkeys(("ar", "artal", "kalenderar", "year"), PeriodKind.YEAR),
}
# A word that ends with "id" is none of these: "fritid", "väntetid".
ID_HEADING = re.compile(
    r"(?:.*-)?id|(?:kommun|lans?|objekt|rad|brotts?|omrades?|skol|enhets|arende|handelse)id|(?:f|o|u|g|gu|uu)id"
    r"|.*(?:nr|nummer|kod|code|number)"
)
# Headings of periods below which something else stands too: hours of the day, days of the week.
TIMES = ("dag", "tid", "tidpunkt", "period", "time", "day")
CLOCK = r"(?:kl\.? ?)?\d{1,2}(?:[.:]\d\d)?"
AGES = r"(?:under|över|yngre än|äldre än|minst|högst|från|upp till)"
# What is a sort of thing though it has digits: "12–15 år", "under 15 år", "18+", "Åk 7", "kl. 06–12".
GROUP = re.compile(
    rf"(?:{AGES} |[<>≤≥–-] ?)?\d{{1,3}}(?: ?[-–] ?\d{{1,3}})? ?(?:år|åringar|-åringar)(?: .*)?"
    rf"|(?:{AGES} )?\d{{1,3}}(?:\+(?: år)?| (?:år )?(?:och|eller) (?:äldre|yngre|över|under|mer))"
    rf"|(?:åk|årskurs|klass) ?\d.*|kl\.? ?\d.*|{CLOCK} ?[-–] ?{CLOCK}"
    rf"|(?:{'|'.join(WEEKDAYS)})(?:ar)?|vardag(?:ar)?|helg(?:er)?",
    re.IGNORECASE,
)
# Of those, two numbers alone may be what somebody has masked.
SPAN = re.compile(r"\d{1,3}(?:[.:]\d\d)? ?[-–] ?\d{1,3}(?:[.:]\d\d)?")
CODE = re.compile(r"[\d .-]*\d[\d .-]*|\S*\d\S*")
OTHER_SIGNS = "%‰<>≤≥+±=€$£°"
PRELIMINARY_MARK = re.compile(
    r"\s*(?:\((?:prel\.?|p|preliminär[at]?)\)|\bprel\.?|\bpreliminär[at]?|(?<=\d)p)$", re.I
)
# What is meant as a number although it is none: "ca 10", "<5", "12 kr", "1O", "#REF!"; no "8 kap.".
BAD_NUMBER = re.compile(
    r"(?:(?:ca|cirka|ungefär|över|under)\.? |[<>≤≥]) ?\d.*|\d[^a-zåäö]*[a-zåäö]{0,2}[^a-zåäö]*|#.*",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `span` is what its heading says of the period, `kind` how bare numbers are read.

    `index` is its place in the table's rows, which is not that in the file when columns are empty.
    `unit` is what its heading says that the numbers are, and "" when it says nothing of that.
    """

    index: int
    heading: Cell
    role: Role
    span: Period | Part | None = None
    kind: PeriodKind | None = None
    unit: str = ""
    preliminary: bool = False


def understand_column(
    index: int,
    heading: Cell,
    cells: Sequence[Cell],
    mall: Mall,
    kind: PeriodKind,
    latest: int = LAST_YEAR,
) -> Column:
    """Say what one column is; raise a `Misread` when its heading is a doubtful period."""
    if is_excel_error(heading.text):
        raise refuse_number(heading.text)
    # "Bas %" is no base: it is the share of what "Bas" counts.
    slug = "" if heading_signs(heading.text) else heading_slug(heading.text)
    texts = [cell.text for cell in cells if cell.text]
    if slug in TIMES and most(own_names(texts), is_group):
        return Column(index, heading, Role.TYPE)
    if slug in PERIOD_HEADINGS:
        return Column(index, heading, Role.PERIOD, kind=PERIOD_HEADINGS[slug])
    if slug in ROLES:
        return Column(index, heading, ROLES[slug])
    plain = PRELIMINARY_MARK.sub("", heading.text)
    early = plain != heading.text
    if span := parse_period(plain, kind, latest):
        return Column(index, heading, Role.VALUE, span, preliminary=early)
    if ID_HEADING.fullmatch(slug) and most(texts, is_code):
        return Column(index, heading, Role.ID)
    if unit := unit_of(plain):
        return Column(index, heading, Role.VALUE, unit=unit, preliminary=early)
    return Column(index, heading, role_by_content(texts, mall), preliminary=early)


def heading_slug(text: str) -> str:
    """Return a heading without case, accents and signs."""
    return slug_of(text) if text else ""


def heading_signs(text: str) -> str:
    """Return the signs of a heading that make it another: "Antal %" is not "Antal"."""
    return "".join(sign for sign in text if sign in OTHER_SIGNS)


def role_by_content(texts: Sequence[str], mall: Mall) -> Role:
    """Tell a column whose heading says nothing by most of its cells."""
    if most(texts, names_period):
        return Role.PERIOD
    if most(texts, lambda text: mall.find(Place, text) is not None):
        return Role.PLACE
    names = own_names(texts)
    if most(names, is_group) and not most(names, is_span):
        return Role.TYPE
    return Role.VALUE if most(texts, is_numeric, when_empty=True) else Role.TYPE


def most(texts: Sequence[str], fits: Callable[[str], bool], when_empty: bool = False) -> bool:
    """Say whether at least half of the cells fit."""
    return sum(map(fits, texts)) * 2 >= len(texts) if texts else when_empty


def names_period(text: str) -> bool:
    """Say whether a cell is a period and no number."""
    if text.isdecimal():
        return False
    try:
        return parse_period(text) is not None
    except Misread:
        return True


def own_names(texts: Sequence[str]) -> list[str]:
    """Return what stands in a column beside its totals."""
    return [text for text in texts if not is_total(text)]


def is_group(text: str) -> bool:
    """Say whether a cell is a span of ages, a school year, hours or a day of the week."""
    return GROUP.fullmatch(text) is not None


def is_span(text: str) -> bool:
    """Say whether a cell is two numbers alone."""
    return SPAN.fullmatch(text) is not None


def is_code(text: str) -> bool:
    """Say whether a cell is one word with a digit, or digits in groups, as codes are."""
    return CODE.fullmatch(text) is not None


def is_numeric(text: str) -> bool:
    """Say whether a cell is a number, is missing, or is a number that somebody has written wrong."""
    if is_missing(text):
        return True
    try:
        parse_number(text)
    except Misread:
        return BAD_NUMBER.fullmatch(text) is not None
    return True


def of_role(columns: Sequence[Column], *roles: Role) -> Iterator[Column]:
    """Yield the columns of some roles, in the table's order."""
    return (column for column in columns if column.role in roles)
