"""The cells of a table as facts: a number with what its row and column say of it.

What cannot be read is a problem at its cell; the rest of the table is read all the same, so that
an author sees everything there is to mend at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum, auto
from functools import partial

from generator.records.files.periods import Period
from generator.records.files.tables import Cell
from generator.records.mall.mall import Mall
from generator.records.mall.rows import Place
from generator.records.underlag.cells import DASHES, Misread, Number, parse_yes_no
from generator.records.underlag.columns import Role
from generator.records.underlag.labels import Label, is_total
from generator.records.underlag.layouts import Reader, Row, Values
from generator.records.underlag.observations import PlaceName
from generator.records.underlag.row_words import Named, label_rows, read_named, read_period
from generator.records.underlag.units import choose_unit, parse_base, parse_value, unit_of

# "1982 Fagersta": official statistics write a place's code before its name.
CODE_BEFORE = re.compile(r"^\d{2,6} ")


class SumOf(Enum):
    """Whether a number is one period's, or a sum of the others in its column or in its row."""

    NOTHING = auto()
    COLUMN = auto()
    ROW = auto()


@dataclass(frozen=True, slots=True)
class Fact:
    """One number of a table; one that sums periods has none of its own."""

    cell: Cell
    label: Label
    place: PlaceName
    period: Period | None
    sum_of: SumOf
    unit: str
    number: Number
    base: int | None
    preliminary: bool
    note: str

    @property
    def place_key(self) -> str:
        """The place in words, whatever their case."""
        name = self.place.name if isinstance(self.place, Place) else self.place or ""
        return name.casefold()

    @property
    def place_total(self) -> bool:
        """Whether it is a sum of the table's places."""
        return isinstance(self.place, str) and is_total(self.place)


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
    preliminary = read_preliminary(reader, row)
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


def read_preliminary(reader: Reader, row: Row) -> bool:
    """Say whether the row is preliminary: its own cell goes before what the entry says."""
    column = reader.layout.first(Role.PRELIMINARY)
    if column is None:
        return reader.preliminary
    return bool(reader.take(row[column.index], parse_yes_no))


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
