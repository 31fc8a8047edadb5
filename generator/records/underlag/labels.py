"""What the rows, columns and numbers of a table are called: types, parts of types, and units.

A part that its words call "därav" or "varav" is never summed: such parts overlap and leave things
out. A total is known by its first word. In a table with a column for the parent, that column says
what belongs to what. Of units only the meaning that the rules need is known here; the words stay
those of the mall or the table.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from generator.problems import quote
from generator.records.files import slug_of
from generator.records.underlag.cells import Misread, Number, parse_number, refuse_counted
from generator.swedish import NO_BREAK, say_number

# Whatever signs stand before the word: bullets, arrows, a parenthesis.
OF_WHICH = re.compile(
    r"[\W_]*(?:därav|darav|varav|härav|av vilka|of which)(?:[\W_]|$)", re.IGNORECASE
)
# A footnote's mark may follow the word: "Totalt1)", "Summa*", "Totalt²".
TOTAL_ENDS = r"(?:[\W\d_²³¹⁰-⁹]|$)"
# A total of all there is need not have all its parts in the table; a sum is that of its rows.
SUM = re.compile(
    r"[\W_]*(?:(?:total|slut|del|grand )?(?:summan?|sum|total)|summer(?:ing|at)|s:a|tot(?:al[ta]|alen)?|sammanlagt|i allt"
    r"|hela .+ (?:totalt|sammanlagt)|(?:antal|anmälda|brott|anmälningar|händelser|ärenden)(?: \w+)? (?:totalt|sammanlagt))"
    rf"{TOTAL_ENDS}|[ΣƩ∑].*",
    re.IGNORECASE,
)
ALL = re.compile(
    rf"[\W_]*(?:samtliga|alla|helår(?:et)?|hela (?:året|perioden)){TOTAL_ENDS}", re.IGNORECASE
)
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


@dataclass(frozen=True, slots=True)
class Label:
    """A type as the table writes it; `id` tells it from the others of the table."""

    text: str
    id: str = ""
    parent: Label | None = None

    @property
    def of_which(self) -> bool:
        """Whether it is one of the parts that do not add up."""
        return OF_WHICH.match(self.text) is not None

    @property
    def total(self) -> bool:
        """Whether it is a total of the others at its side."""
        return is_total(self.text)


# The indicator's own figure, where the table has no types.
WHOLE = Label("")


def is_total(text: str) -> bool:
    """Say whether a row or a column is called a total."""
    return SUM.match(text) is not None or may_hold_more(text)


def may_hold_more(text: str) -> bool:
    """Say whether a total may be of more than the table shows: all reported crime, of some."""
    return ALL.match(text) is not None


def label_in_order(texts: Iterable[str]) -> Iterator[Label | Misread]:
    """Label rows or columns by their order: a "därav" belongs to the nearest before that is none."""
    above: Label | None = None
    for text in texts:
        label = Label(text, text.casefold())
        if not label.of_which:
            above = label
            yield label
        elif above is None:
            yield Misread(f"Ingen rad eller kolumn före säger vad {quote(text)} är en del av.")
        else:
            yield Label(text, f"{above.id}/{label.id}", above)


@dataclass(frozen=True, slots=True)
class Member:
    """One row of a table with parents: what it is called, and the id of what it is a part of."""

    text: str
    id: str
    parent: str


class Circle(Misread):
    """That a row's parents lead back to one of them, by the last row before that."""

    def __init__(self, text: str) -> None:
        super().__init__(f"{quote(text)} blir en del av sig själv.")


def label_tree(members: Mapping[str, Member]) -> dict[str, Label | Misread]:
    """Label rows by their parents; a row whose parents lead nowhere or in a circle is a misread."""
    labels: dict[str, Label | Misread] = {}
    for key in members:
        # What has a label is not climbed again: a long chain takes no more time than its length.
        chain = list(climb(members, key, labels))
        labels.update(find_circle(members, chain))
        for one in reversed(chain):
            if one not in labels:
                labels[one] = label_below(members, members[one], labels)
    return labels


def climb(members: Mapping[str, Member], key: str, labelled: Container[str]) -> Iterator[str]:
    """Yield a row's id and those of its parents, until one is none, has a label or comes again."""
    seen: set[str] = set()
    while key in members and key not in seen and key not in labelled:
        seen.add(key)
        yield key
        key = members[key].parent


def find_circle(
    members: Mapping[str, Member], chain: Sequence[str]
) -> Iterator[tuple[str, Circle]]:
    """Yield the rows at the end of a chain that are a part of themselves."""
    again = members[chain[-1]].parent if chain else ""
    if again in chain:
        circle = chain[chain.index(again) :]
        for one, before in zip(circle, (circle[-1], *circle), strict=False):
            yield one, Circle(members[before].text)


def label_below(
    members: Mapping[str, Member], member: Member, labels: Mapping[str, Label | Misread]
) -> Label | Misread:
    """Label a row whose parent, if it has one, has its label."""
    if member.parent and member.parent not in members:
        return Misread(f"{quote(member.parent)} finns inte bland tabellens rader.")
    above = labels.get(member.parent)
    if isinstance(above, Circle):
        return above
    return Label(member.text, member.id, above if isinstance(above, Label) else None)


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
    plain, _, each = text.partition(" per ")
    slug = slug_of(plain) if plain else ""
    crowns = (unit for unit, pattern in CROWNS if pattern.fullmatch(slug))
    known = next(crowns, COUNTED if COUNT.fullmatch(slug) else "")
    # A length of time is nothing that each number is by.
    by = "" if slug_of(each) in TIMES else each.rstrip(" )")
    return f"{RATE}{by}" if known and by else known


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
