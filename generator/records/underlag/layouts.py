"""How a table is laid out: which columns say when, where and what, and which hold the numbers.

Long: a row for each number. Wide: a column for each period, or for each type. Both at once: months
as rows and years as columns. Several measures of one thing stand in columns of their own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.problems import Problem, quote
from generator.records.mall import Mall
from generator.records.periods import PeriodKind
from generator.records.rows import Indicator
from generator.records.tables import Cell, Table
from generator.records.underlag.columns import (
    Column,
    Role,
    heading_slug,
    of_role,
    understand_column,
)
from generator.records.underlag.labels import Label, is_total, label_in_order
from generator.records.underlag.misread import Misread
from generator.records.underlag.period_words import say_no_period
from generator.records.underlag.units import COUNTED, SHARE

# What a role is called when two columns could have it.
SINGLE = {
    Role.PLACE: "platsen",
    Role.TYPE: "typen",
    Role.PARENT: "det som raden är en del av",
    Role.LEVEL: "nivån",
    Role.PRELIMINARY: "det preliminära",
    Role.BASE: "basen",
    Role.FIRST_DAY: "den första dagen",
    Role.LAST_DAY: "den sista dagen",
}

# What a role needs in the same table, and a heading that says it.
COMPANY = {
    Role.FIRST_DAY: (Role.LAST_DAY, "Till"),
    Role.LAST_DAY: (Role.FIRST_DAY, "Från"),
    Role.PARENT: (Role.TYPE, "Typ"),
    Role.LEVEL: (Role.PARENT, "Förälder-id"),
}


@dataclass(frozen=True, slots=True)
class Values:
    """A column of numbers: `label` is its type where the columns are types, `all_periods` a sum."""

    column: Column
    label: Label | None = None
    all_periods: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns by what they say; several may say the period, and ids are told apart later."""

    columns: tuple[Column, ...]
    values: tuple[Values, ...]

    def first(self, role: Role) -> Column | None:
        """Return the one column of a role."""
        return next(of_role(self.columns, role), None)

    def every(self, *roles: Role) -> tuple[Column, ...]:
        """Return the columns of some roles."""
        return tuple(of_role(self.columns, *roles))

    @property
    def names_periods(self) -> bool:
        """Whether the table itself says what periods its numbers are for."""
        told = self.every(Role.PERIOD, Role.FIRST_DAY)
        return bool(told) or any(one.column.span for one in self.values)


def check_shape(table: Table) -> Iterator[Problem]:
    """Yield headings that are missing or stand twice, and rows of another length than theirs."""
    heading, *rows = table.grid
    width = len(heading)
    if is_title(heading) and not all(map(is_title, rows)):
        text = "Raden är en titel, inte rubriker. Ta bort den, så att den första raden säger vad varje kolumn är."
        yield table.problem(heading[0], text)
        return
    seen: dict[str, Cell] = {}
    for cell in heading:
        if not cell.text:
            yield table.problem(cell, "Kolumnen saknar rubrik. Skriv vad som står i den.")
        elif (earlier := seen.setdefault(heading_slug(cell.text), cell)) is not cell:
            said = f"Rubriken {quote(cell.text)} står också på {earlier.address}."
            yield table.problem(cell, f"{said} Ta bort den ena kolumnen, eller byt namn.")
    if width == 1:
        text = "Tabellen har en enda kolumn. Sätt semikolon mellan kolumnerna på varje rad."
        yield table.problem(heading[0], text)
    elif not rows:
        yield table.problem(heading[0], "Tabellen har bara rubriker. Klistra in raderna också.")
    else:
        yield from check_widths(table, rows, width)


def is_title(row: Sequence[Cell]) -> bool:
    """Say whether a row holds one text alone, first in it."""
    return not any(cell.text for cell in row[1:])


def check_widths(table: Table, rows: Sequence[tuple[Cell, ...]], width: int) -> Iterator[Problem]:
    """Yield rows with more or fewer cells than there are headings."""
    for row in rows:
        beyond = next((cell for cell in row[width:] if cell.text), None)
        if beyond:
            text = f"{quote(beyond.text)} står utanför tabellen, som har {width} rubriker."
            if table.separator == ",":
                text += ' Ett tal med decimalkomma skrivs "8,9", med citattecken.'
            yield table.problem(beyond, text)
        elif len(row) < width:
            text = f'Raden har {len(row)} celler, men rubrikerna är {width}. Skriv ".." där ett tal saknas.'
            yield table.problem(row[-1], text)


def understand_layout(
    table: Table, mall: Mall, indicator: Indicator, kind: PeriodKind
) -> tuple[Layout, list[Problem]]:
    """Say what every column is, with a problem for each that cannot be told."""
    columns: list[Column] = []
    problems: list[Problem] = []
    for index, heading in enumerate(table.grid[0]):
        cells = [row[index] for row in table.grid[1:]]
        try:
            columns.append(understand_column(index, heading, cells, mall))
        except Misread as error:
            problems.append(table.problem(heading, error.text, error.right))
    problems += [*check_single(table, columns), *check_company(table, columns)]
    values = list(of_role(columns, Role.VALUE))
    if not values and not problems:
        text = "Ingen kolumn har tal. Lägg till en kolumn med rubriken Antal."
        problems.append(table.problem(table.grid[0][-1], text))
    layout = Layout(tuple(columns), ())
    found: list[Values] = []
    for made in understand_values(layout, values, indicator, kind):
        if isinstance(made, Values):
            found.append(made)
        else:
            cell, misread = made
            problems.append(table.problem(cell, misread.text, misread.right))
    return Layout(tuple(columns), tuple(found)), problems


def check_single(table: Table, columns: Sequence[Column]) -> Iterator[Problem]:
    """Yield a column that could have the same part in the table as one before it."""
    for role, name in SINGLE.items():
        found = list(of_role(columns, role))
        for other in found[1:]:
            both = f"Både {quote(found[0].heading.text)} och {quote(other.heading.text)}"
            text = f"{both} kan vara {name}. Ta bort den ena kolumnen, eller kalla den Anmärkning."
            yield table.problem(other.heading, text)


def check_company(table: Table, columns: Sequence[Column]) -> Iterator[Problem]:
    """Yield a column that says nothing without another that is not there."""
    roles = {column.role for column in columns}
    for role, (other, name) in COMPANY.items():
        if role in roles and other not in roles:
            column = next(of_role(columns, role))
            text = f"{quote(column.heading.text)} behöver en kolumn som heter {quote(name)}."
            yield table.problem(column.heading, f"{text} Lägg till den, eller ta bort den här.")


def understand_values(
    layout: Layout, values: Sequence[Column], indicator: Indicator, kind: PeriodKind
) -> Iterator[Values | tuple[Cell, Misread]]:
    """Say what each column of numbers holds: a period, a measure or a type."""
    if any(column.span for column in values):
        for column in values:
            if column.span or is_total(column.heading.text):
                yield Values(column, all_periods=column.span is None)
            else:
                yield column.heading, say_stranger(column.heading.text, kind)
        return
    units = {column.unit for column in values}
    if len(values) == 1 or are_measures(values):
        yield from map(Values, values)
    elif layout.first(Role.TYPE) or len(units) > 1:
        first, second = values[0].heading, values[1].heading
        both = f"Både {quote(first.text)} och {quote(second.text)} kan vara talet."
        yield second, Misread(f"{both} Ta bort den ena, eller kalla den Bas eller Anmärkning.")
    else:
        yield from understand_types(values, indicator)


def are_measures(values: Sequence[Column]) -> bool:
    """Say whether columns measure one thing in a unit each.

    What stands beside a share and is counted may be another thing, or what the share is of.
    """
    units = [column.unit for column in values]
    doubtful = SHARE in units and any(
        column.unit == COUNTED and heading_slug(column.heading.text) != COUNTED for column in values
    )
    return "" not in units and len(set(units)) == len(units) and not doubtful


def say_stranger(heading: str, kind: PeriodKind) -> Misread:
    """Return why a column of numbers has no place among those of periods."""
    found = say_no_period(heading, kind)
    if found.right:
        return found
    text = f"{quote(heading)} är ingen period, men andra rubriker är det."
    return Misread(f"{text} Rätta rubriken, eller ta bort kolumnen.")


def understand_types(
    values: Sequence[Column], indicator: Indicator
) -> Iterator[Values | tuple[Cell, Misread]]:
    """Label columns that are types; one named as the indicator is the indicator's own."""
    own = {word.casefold() for word in indicator.words}
    texts = ["" if c.heading.text.casefold() in own else c.heading.text for c in values]
    for column, label in zip(values, label_in_order(texts), strict=True):
        if isinstance(label, Misread):
            yield column.heading, label
        else:
            yield Values(column, label)
