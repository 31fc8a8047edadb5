"""What a row and its headings say of the period a number is for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from generator.problems import quote
from generator.records.files.periods import Period, PeriodKind
from generator.records.files.tables import Cell
from generator.records.underlag.columns import PRELIMINARY_MARK, Role
from generator.records.underlag.labels import is_total
from generator.records.underlag.layouts import Values
from generator.records.underlag.misread import Misread
from generator.records.underlag.period_parts import EXAMPLES, Part, complete, name_period
from generator.records.underlag.period_words import name_span, parse_period, say_no_period
from generator.records.underlag.reader import Reader, Row


@dataclass(frozen=True, slots=True)
class Named:
    """What a row's own cells say of its period, `total` that it sums all; `cell` is where."""

    said: tuple[Period | Part, ...] = ()
    total: bool = False
    cell: Cell | None = None


def read_named(reader: Reader, row: Row) -> Named | None:
    """Return what a row's cells say of its period; None when one of them cannot be read."""
    said: list[Period | Part | None] = []
    columns = reader.layout.every(Role.PERIOD)
    for column in columns:
        cell = row[column.index]
        if is_total(cell.text):
            return Named(total=True, cell=cell)
        said.append(reader.take(cell, partial(name_in, heading=column.kind, reader=reader)))
    days = read_days(reader, row)
    said += [days] if days or reader.layout.first(Role.FIRST_DAY) else []
    known = tuple(one for one in said if one)
    if len(known) < len(said):
        return None
    last = columns[-1] if columns else reader.layout.first(Role.FIRST_DAY)
    return Named(known, cell=row[last.index] if last else None)


def read_days(reader: Reader, row: Row) -> Period | None:
    """Return the period that a row's first and last day make."""
    columns = reader.layout.first(Role.FIRST_DAY), reader.layout.first(Role.LAST_DAY)
    if columns[0] is None or columns[1] is None:
        return None
    first = reader.take(row[columns[0].index], name_day)
    last = reader.take(row[columns[1].index], name_day)
    if first is None or last is None:
        return None
    return reader.take(row[columns[1].index], lambda _: name_span(first.first, last.first))


def name_day(text: str) -> Period:
    """Read a cell that must be a day."""
    found = parse_period(text, PeriodKind.DAY) if text else None
    if not isinstance(found, Period) or found.kind is not PeriodKind.DAY:
        example = EXAMPLES[PeriodKind.DAY]
        raise Misread(f"{quote(text)} är inget datum. Skriv år, månad och dag, som {example}.")
    return found


def name_in(text: str, heading: PeriodKind | None, reader: Reader) -> Period | Part:
    """Read a cell that names a period, or its number when the heading says of what."""
    kind, latest = heading or reader.kind, reader.meeting.year
    if not text:
        raise Misread("Här saknas vilken period raden gäller.")
    if heading and text.isdecimal() and len(text) <= 2:
        return Part(heading, int(text))
    found = parse_period(text, kind, latest)
    plain = PRELIMINARY_MARK.sub("", text)
    if found is None and plain != text and parse_period(plain, kind, latest):
        way_out = f'Skriv "{plain}", och "ja" i en kolumn med rubriken Preliminär.'
        raise Misread(f"{quote(text)} säger också att talet är preliminärt. {way_out}")
    if found is None:
        raise say_no_period(text, kind)
    return found


def read_period(reader: Reader, named: Named, values: Values) -> Period | None:
    """Return the period of a number; None when it cannot be told."""
    span = values.column.span
    together = [*named.said, *([span] if span else [])]
    if not together:
        return reader.period
    place = named.cell or values.column.heading
    return reader.take(place, partial(complete_in, named=together, reader=reader))


def complete_in(text: str, named: Sequence[Period | Part], reader: Reader) -> Period:
    """Put together what is said of a period; one that lacks its year is told which it may be."""
    if len(named) == 1 and isinstance(part := named[0], Part) and part.kind is reader.kind:
        refuse_yearless(text, part, reader)
    return complete(text, named, reader.kind)


def refuse_yearless(text: str, part: Part, reader: Reader) -> None:
    """Refuse a week, month or quarter without its year, with the year of the entry or else the latest."""
    if part.kind is PeriodKind.YEAR:
        return
    year = reader.meeting.year
    found = name_period(text, part.kind, reader.own_year or year, part.number)
    if reader.own_year:
        raise Misread(f'{quote(text)} saknar år. Skriv "{found.short}".', found.short)
    if found.first > reader.meeting:
        found = name_period(text, part.kind, year - 1, part.number)
    raise Misread(f'{quote(text)} saknar år. Skriv till exempel "{found.short}".')
