"""Pieces of a period put together: a year in one cell and a month in another, or two days.

What the pieces say must be one period, of the kind that the entry says the table is in.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator.problems import quote
from generator.records.files.periods import Period, PeriodKind, numbered
from generator.records.header.forms import FIRST_YEAR, LAST_YEAR
from generator.records.underlag.misread import Misread
from generator.swedish import join_words

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
        raise Misread(f"Cellerna på raden anger olika perioder: {name_all(periods)}.")
    if year is not None and not parts and year != fitting[0].year:
        raise Misread(f"{quote(text)} är inte {year}, som en annan cell eller rubrik säger.")
    return fitting[0]


def covers(one: Period, other: Period) -> bool:
    """Say whether one of two periods lies in the other."""
    return (one.first <= other.first and other.last <= one.last) or (
        other.first <= one.first and one.last <= other.last
    )


def name_all(periods: set[Period]) -> str:
    """List periods, the earliest first."""
    return join_words([one.name for one in sorted(periods)], "och")
