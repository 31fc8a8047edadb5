"""What a row of the mall carries besides its words and explanation, in plain Swedish."""

from __future__ import annotations

from collections.abc import Iterator
from functools import singledispatch

from generator.records import (
    Body,
    Dated,
    DecisionType,
    Distribution,
    Indicator,
    Kind,
    Level,
    Mall,
    Organisation,
    Place,
    ProblemType,
    Reliability,
    Row,
    TimeOfDay,
)
from generator.swedish import decapitalize, join_words, say_day

HABITS = {
    "varje möte": "rapporterar till varje möte",
    "vid behov": "rapporterar vid behov",
    "nej": "rapporterar inte själv",
}


def note_word(row: Row, mall: Mall) -> Iterator[str]:
    """Yield everything there is to say of a row."""
    yield from note_row(row, mall)
    yield from note_default(row, mall)
    yield from note_days(row)


@singledispatch
def note_row(row: Row, mall: Mall) -> Iterator[str]:
    """Yield what a row carries besides its words; most carry nothing."""
    yield from ()


@note_row.register
def note_organisation(row: Organisation, mall: Mall) -> Iterator[str]:
    """Say when an organisation reports, what it belongs to and who came after it."""
    yield HABITS[row.reports]
    if row.part_of:
        yield f"del av {row.part_of}"
    if row.succeeded_by:
        yield f"efterträdare: {row.succeeded_by}"


@note_row.register
def note_problem_type(row: ProblemType, mall: Mall) -> Iterator[str]:
    """Say how sensitive a problem type is, how far it is sent and which spetsar it touches."""
    yield from note_sensitive(row.sensitive, mall)
    yield from note_widest(row.widest)
    if row.tips:
        yield f"{'spets' if len(row.tips) == 1 else 'spetsar'}: {join_words(decapitalize(tip) for tip in row.tips)}"


@note_row.register
def note_place(row: Place, mall: Mall) -> Iterator[str]:
    """Say what kind of place it is, and what it lies in."""
    yield row.kind
    if row.part_of:
        yield f"del av {row.part_of}"
    if row.map_area:
        yield f"på kartan i {row.map_area}"


@note_row.register
def note_kind(row: Kind, mall: Mall) -> Iterator[str]:
    """Say whether an entry of that slag is counted as händelser."""
    yield "räknas som händelse" if row.role == "händelse" else "räknas inte som händelse"


@note_row.register
def note_level(row: Level, mall: Mall) -> Iterator[str]:
    """Say that a level has no rank."""
    if row.role == "obedömd":
        yield "utan rang"


@note_row.register
def note_reliability(row: Reliability, mall: Mall) -> Iterator[str]:
    """Say that a rumour is not counted, and how far it is sent."""
    if not row.counts:
        yield "räknas inte"
    yield from note_widest(row.widest)


@note_row.register
def note_time(row: TimeOfDay, mall: Mall) -> Iterator[str]:
    """Say the hours."""
    if row.hours:
        yield f"klockan {row.hours}"


@note_row.register
def note_indicator(row: Indicator, mall: Mall) -> Iterator[str]:
    """Say the unit, and how the figures may be shown."""
    if row.unit:
        yield f"mäts i {row.unit}"
    yield from note_sensitive(row.sensitive, mall)
    if row.published:
        yield "redan publicerad av någon annan"
    if row.by_report_day:
        yield "talen visar när brotten anmäldes, inte när de begicks"


@note_row.register
def note_decision_type(row: DecisionType, mall: Mall) -> Iterator[str]:
    """Say which type a council cannot take."""
    if row.role == "åtgärdsplan":
        yield "beslutas bara av kommunen"


@note_row.register
def note_body(row: Body, mall: Mall) -> Iterator[str]:
    """Say what sort of body it is."""
    yield {
        "råd": "är ett råd",
        "arbetsgrupp": "är en arbetsgrupp",
        "kommun": "beslutar för kommunen",
    }[row.role]


def note_sensitive(sensitive: str, mall: Mall) -> Iterator[str]:
    """Say in plain words what känslig means for the figures."""
    if sensitive == "ja":
        yield "känslig: få kan avses, så skriv bara om platsen och läget i stort"
    elif sensitive == "endast antal":
        yield "mycket känslig: skrivs bara som ett tal för hela kommunen och minst en månad"


def note_widest(widest: str | None) -> Iterator[str]:
    """Say how far a word may be sent."""
    if widest:
        yield f"sprids högst till {widest}"


def note_default(row: Row, mall: Mall) -> Iterator[str]:
    """Say which word holds when a record names none."""
    if isinstance(row, Kind | Distribution) and mall.default(type(row)) is row:
        yield "gäller om inget annat skrivs"


def note_days(row: Row) -> Iterator[str]:
    """Say between which days a word may be used."""
    if isinstance(row, Dated) and row.since:
        yield f"från och med {say_day(row.since)}"
    if isinstance(row, Dated) and row.until:
        yield f"till och med {say_day(row.until)}"
