"""The cells of a table as facts: a number with what its row and column say of it.

A row is called by its words, its order, or the parents it names. What cannot be read is a problem
at its cell; the rest of the table is read all the same, so that an author sees everything there is
to mend at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from generator.problems import quote
from generator.records.files import Cell, Period, PeriodKind
from generator.records.mall import Mall, Place
from generator.records.underlag.cells import (
    DASHES,
    Misread,
    Number,
    parse_yes_no,
    refuse_excel_error,
)
from generator.records.underlag.columns import PRELIMINARY_MARK, Column, Role
from generator.records.underlag.labels import (
    WHOLE,
    Label,
    Member,
    choose_unit,
    is_total,
    label_in_order,
    label_tree,
    parse_base,
    parse_value,
    unit_of,
)
from generator.records.underlag.layouts import Layout, Reader, Row, Values
from generator.records.underlag.observations import Fact, PlaceName, SumOf
from generator.records.underlag.period_parts import EXAMPLES, Part, complete, name_period
from generator.records.underlag.period_words import name_span, parse_period, say_no_period

# "1982 Fagersta": official statistics write a place's code before its name.
CODE_BEFORE = re.compile(r"^\d{2,6} ")
LEVEL = re.compile(r"\d{1,2}")
Labelled = Iterator[tuple[Cell, Label | Misread]]


@dataclass(frozen=True, slots=True)
class RowSays:
    """What a row says of all its numbers."""

    label: Label
    place: PlaceName
    named: Named
    preliminary: bool
    base: int | None
    note: str


def read_facts(reader: Reader) -> Iterator[Fact]:
    """Yield every number of the table that can be told apart from the others."""
    rows = reader.table.grid[1:]
    for row, label in zip(rows, label_rows(reader, rows), strict=True):
        says = read_row(reader, row, label)
        for values in reader.layout.values:
            own = values.column.unit or unit_of(label.text if label else "")
            unit = choose_unit(own, reader.indicator.unit)
            number = reader.take(row[values.column.index], partial(parse_value, unit=unit))
            if number and reader.dash_is_zero and number.mark in DASHES:
                number = replace(number, value=0)
            fact = says and number and make_fact(reader, row, says, values, number, unit)
            if fact:
                yield fact


def read_row(reader: Reader, row: Row, label: Label | None) -> RowSays | None:
    """Read what a row says of its numbers; None when any of it cannot be read."""
    place_column, base_column = reader.layout.first(Role.PLACE), reader.layout.first(Role.BASE)
    place: PlaceName = reader.place
    if place_column:
        place = reader.take(row[place_column.index], partial(name_place, mall=reader.mall))
    named = read_named(reader, row)
    # The row's own cell goes before what the entry says.
    column, preliminary = reader.layout.first(Role.PRELIMINARY), reader.preliminary
    if column:
        preliminary = bool(reader.take(row[column.index], parse_yes_no))
    base = reader.take(row[base_column.index], parse_base) if base_column else None
    notes = (row[column.index].text for column in reader.layout.every(Role.NOTE))
    if named is None or label is None or (place_column and place is None):
        return None
    if reader.layout.first(Role.TYPE) and not any(cell.text for cell in row[1:]):
        text = 'Raden har inget tal. Skriv ".." där uppgiften saknas. Är den en rubrik för raderna under, så skriv den framför deras namn i stället.'
        reader.note(row[0], text)
        return None
    return RowSays(label, place, named, preliminary, base, "; ".join(filter(None, notes)))


def name_place(text: str, mall: Mall) -> PlaceName:
    """Return the mall's place of that name, or the table's own words."""
    if not text:
        raise Misread("Här saknas vilken plats raden gäller.")
    return mall.find(Place, text) or mall.find(Place, CODE_BEFORE.sub("", text)) or text


def make_fact(
    reader: Reader, row: Row, says: RowSays, values: Values, number: Number, unit: str
) -> Fact | None:
    """Put a number together with what its row and column say; None when its period is unclear."""
    sum_of = SumOf.COLUMN if says.named.total else SumOf.NOTHING
    sum_of = SumOf.ROW if values.all_periods else sum_of
    period = None if sum_of is not SumOf.NOTHING else read_period(reader, says.named, values)
    if sum_of is SumOf.NOTHING and period is None:
        return None
    return Fact(
        cell=row[values.column.index],
        label=values.label or says.label,
        place=says.place,
        period=period,
        sum_of=sum_of,
        unit=unit,
        number=number,
        base=says.base,
        preliminary=says.preliminary or values.column.preliminary or number.preliminary,
        note=says.note,
    )


def label_rows(reader: Reader, rows: Sequence[Row]) -> list[Label | None]:
    """Return what each row is called; None where that cannot be told."""
    types, parents = reader.layout.first(Role.TYPE), reader.layout.first(Role.PARENT)
    if types is None:
        return [WHOLE] * len(rows)
    if parents:
        found = label_by_parents(reader.layout, rows, types, parents)
    else:
        found = label_by_order(reader, rows, types)
    return [
        take_label(reader, row[types.index], *one) for row, one in zip(rows, found, strict=True)
    ]


def take_label(reader: Reader, written: Cell, cell: Cell, label: Label | Misread) -> Label | None:
    """Return a row's label, or note at the cell why it has none."""
    if not written.text:
        cell, label = written, Misread("Här saknas vad raden gäller.")
    if error := refuse_excel_error(written.text):
        cell, label = written, error
    if isinstance(label, Misread):
        reader.note(cell, label.text, label.right)
        return None
    return label


def label_by_order(reader: Reader, rows: Sequence[Row], types: Column) -> Labelled:
    """Label rows by their words; a row named as the indicator is the indicator's own."""
    own = {word.casefold() for word in reader.indicator.words}
    cells = [row[types.index] for row in rows]
    texts = ["" if cell.text.casefold() in own else cell.text for cell in cells]
    # "7" is no name, but "Årskurs 7" is one.
    names = (
        text
        if not text or any(letter.isalpha() for letter in text)
        else f"{types.heading.text} {text}"
        for text in texts
    )
    return zip(cells, label_in_order(names), strict=True)


def label_by_parents(
    layout: Layout, rows: Sequence[Row], types: Column, parents: Column
) -> Labelled:
    """Label rows by the parents they name; an id that stands for two things labels none."""
    ids = choose_ids(layout, rows, parents) or types
    members: dict[str, Member] = {}
    clashes: dict[int, Misread] = {}
    for row in rows:
        one = Member(row[types.index].text, row[ids.index].text, row[parents.index].text)
        if not one.id:
            clashes[row[0].line] = Misread("Här saknas radens id.")
            continue
        earlier = members.setdefault(one.id, one)
        if earlier.text != one.text:
            clashes[row[0].line] = Misread(f"{quote(one.id)} står också för {quote(earlier.text)}.")
        elif earlier.parent != one.parent:
            text = f"{quote(one.text)} är på en annan rad en del av {quote(earlier.parent)}."
            clashes[row[0].line] = Misread(text)
    labels = label_tree(members)
    levels = layout.first(Role.LEVEL)
    depth = {row[ids.index].text: row[levels.index].text for row in rows} if levels else {}
    for row in rows:
        key = row[ids.index].text
        label = labels.get(key, WHOLE)
        if clash := clashes.get(row[0].line):
            yield row[ids.index], clash
        elif levels and isinstance(label, Label) and not lies_below(label, depth):
            text = f"Nivån ska vara ett heltal, högre än den överordnade radens. Här står {quote(depth[key])}."
            yield row[levels.index], Misread(text)
        else:
            yield row[parents.index], label


def lies_below(label: Label, depth: dict[str, str]) -> bool:
    """Say whether a row's level is a number, and higher than its parent's."""
    own, above = depth[label.id], depth[label.parent.id] if label.parent else "0"
    if not LEVEL.fullmatch(own) or not LEVEL.fullmatch(above):
        return False
    return int(own) > int(above)


def choose_ids(layout: Layout, rows: Sequence[Row], parents: Column) -> Column | None:
    """Return the column of ids that the parents are most often found in."""
    named = {row[parents.index].text for row in rows} - {""}

    def found(column: Column) -> int:
        return len(named & {row[column.index].text for row in rows})

    best = max(layout.every(Role.ID), key=found, default=None)
    return best if best and found(best) else None


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
