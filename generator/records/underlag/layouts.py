"""How a table is laid out: which columns say when, where and what, and which hold the numbers.

Long: a row for each number. Wide: a column for each period, or for each type. Both at once: months
as rows and years as columns. Several measures of one thing stand in columns of their own.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeVar

from generator.problems import Problem, quote
from generator.records.files import LAST_YEAR, Cell, Period, PeriodKind, Table
from generator.records.mall import Indicator, Mall, Place
from generator.records.underlag.cells import Misread
from generator.records.underlag.columns import (
    Column,
    Role,
    heading_slug,
    is_span,
    of_role,
    own_names,
    understand_column,
)
from generator.records.underlag.labels import COUNTED, SHARE, Label, is_total, label_in_order
from generator.records.underlag.period_words import say_no_period

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

CALL_IT_NOTE = "Kalla den ena Anmärkning."
# What else can be done with two columns of one role, so that nothing they say is lost.
WAYS_OUT = {
    Role.TYPE: 'Skriv båda i en kolumn, som "Stöld, utomhus", eller kalla den ena Anmärkning.',
}

# What a role needs in the same table, and a heading that says it.
COMPANY = {
    Role.FIRST_DAY: (Role.LAST_DAY, "Till"),
    Role.LAST_DAY: (Role.FIRST_DAY, "Från"),
    Role.PARENT: (Role.TYPE, "Typ"),
    Role.LEVEL: (Role.PARENT, "Förälder-id"),
}
YEAR_IN_HEADING = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
YEAR_ALONE = re.compile(r"(?:19|20)\d\d")
Row = tuple[Cell, ...]
Read = TypeVar("Read")


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


def understand_layout(
    table: Table, mall: Mall, indicator: Indicator, kind: PeriodKind, latest: int = LAST_YEAR
) -> tuple[Layout, list[Problem]]:
    """Say what every column is, with a problem for each that cannot be told; `latest` is a year."""
    columns: list[Column] = []
    wrong: list[tuple[Cell, str, str]] = []
    for index, heading in enumerate(table.grid[0]):
        cells = [row[index] for row in table.grid[1:]]
        try:
            columns.append(understand_column(index, heading, cells, mall, kind, latest))
        except Misread as error:
            wrong.append((heading, error.text, error.right))
    problems = list(table.problems_of_line(wrong))
    columns = name_rows(columns, table.grid[1:])
    problems += [*check_single(table, columns), *check_company(table, columns)]
    values = list(of_role(columns, Role.VALUE))
    if not values and not problems:
        text = "Ingen kolumn har tal. Lägg till en kolumn med rubriken Antal."
        problems.append(table.problem(table.grid[0][-1], text))
    layout = Layout(tuple(columns), ())
    found: list[Values] = []
    for made in understand_values(layout, values, table, indicator, kind):
        if isinstance(made, Values):
            found.append(made)
        else:
            cell, misread = made
            problems.append(table.problem(cell, misread.text, misread.right))
    return Layout(tuple(columns), tuple(found)), problems


def name_rows(columns: list[Column], rows: Sequence[tuple[Cell, ...]]) -> list[Column]:
    """Make a column the rows' type when nothing else tells them apart: their ids, or spans of numbers."""
    told = list(of_role(columns, Role.TYPE, Role.PLACE))
    when = [column.index for column in of_role(columns, Role.PERIOD, Role.FIRST_DAY)]
    keys = [tuple(row[index].text for index in when) for row in rows]
    if told or len(set(keys)) == len(keys):
        return columns
    named = [
        column for column in columns if column.role is Role.VALUE and (column.span or column.unit)
    ]
    names = [
        column
        for column in columns
        if column.role is Role.ID
        or (
            (column.role is Role.VALUE and column not in named and (named or column.index == 0))
            and all(is_span(text) for text in own_names([row[column.index].text for row in rows]))
        )
    ]
    if not names:
        return columns
    return [replace(one, role=Role.TYPE) if one is names[0] else one for one in columns]


def check_single(table: Table, columns: Sequence[Column]) -> Iterator[Problem]:
    """Yield a column that could have the same part in the table as one before it."""
    for role, name in SINGLE.items():
        found = list(of_role(columns, role))
        for other in found[1:]:
            both = f"Både {quote(found[0].heading.text)} och {quote(other.heading.text)}"
            text = f"{both} kan vara {name}. {WAYS_OUT.get(role, CALL_IT_NOTE)}"
            yield table.problem(other.heading, text)


def check_company(table: Table, columns: Sequence[Column]) -> Iterator[Problem]:
    """Yield a column that says nothing without another that is not there."""
    roles = {column.role for column in columns}
    for role, (other, name) in COMPANY.items():
        if role in roles and other not in roles:
            column = next(of_role(columns, role))
            text = f"{quote(column.heading.text)} behöver en kolumn som heter {quote(name)}."
            way_out = "Lägg till den, eller kalla den här Anmärkning."
            yield table.problem(column.heading, f"{text} {way_out}")


def understand_values(
    layout: Layout, values: Sequence[Column], table: Table, indicator: Indicator, kind: PeriodKind
) -> Iterator[Values | tuple[Cell, Misread]]:
    """Say what each column of numbers holds: a period, a measure or a type."""
    if any(column.span for column in values):
        for column in values:
            if column.span or is_total(column.heading.text):
                yield Values(column, all_periods=column.span is None)
            else:
                yield column.heading, say_stranger(layout, column, kind)
        return
    units = {column.unit for column in values}
    if len(values) == 1 or are_measures(values):
        yield from map(Values, values)
    elif layout.first(Role.TYPE) or len(units) > 1:
        yield say_several(values, table, kind)
    else:
        yield from understand_types(values, indicator)


def say_several(values: Sequence[Column], table: Table, kind: PeriodKind) -> tuple[Cell, Misread]:
    """Return that several columns may hold the number, or which of them holds the years."""
    for column in values:
        if YEAR_IN_HEADING.search(column.heading.text):
            return column.heading, say_no_period(column.heading.text, kind)
        cells = [row[column.index].text for row in table.grid[1:] if row[column.index].text]
        if not column.unit and cells and all(YEAR_ALONE.fullmatch(text) for text in cells):
            said = f"{quote(column.heading.text)} ser ut att vara årtal."
            return column.heading, Misread(f"{said} Kalla kolumnen År.")
    first, second = values[0].heading, values[1].heading
    both = f"Både {quote(first.text)} och {quote(second.text)} kan vara talet."
    way_out = "Är det ena hur många det andra är en andel av, så kalla det Bas. Annars hör de till var sin post."
    return second, Misread(f"{both} {way_out}")


def are_measures(values: Sequence[Column]) -> bool:
    """Say whether columns measure one thing in a unit each.

    What stands beside a share and is counted may be another thing, or what the share is of.
    """
    units = [column.unit for column in values]
    doubtful = SHARE in units and any(
        column.unit == COUNTED and heading_slug(column.heading.text) != COUNTED for column in values
    )
    return "" not in units and len(set(units)) == len(units) and not doubtful


def say_stranger(layout: Layout, column: Column, kind: PeriodKind) -> Misread:
    """Return why a column of numbers has no place among those of periods."""
    heading = column.heading.text
    found = say_no_period(heading, kind)
    if found.right:
        return found
    text = f"{quote(heading)} är ingen period, men andra rubriker är det."
    if column.unit:
        way_out = "Lägg kolumnen i en egen post, eller skriv det som står i den i postens text."
        return Misread(f"{text} {way_out}")
    if column.index == 0 and not layout.every(Role.TYPE, Role.PLACE):
        return Misread(f"{text} Säger kolumnen vad raderna gäller, så kalla den Typ.")
    return Misread(f"{text} Rätta rubriken, eller skriv det som står i kolumnen i postens text.")


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


@dataclass(slots=True)
class Reader:
    """What the rows are read with, and what has been found wrong so far.

    `own_year` is the year that the entry's own days lie in, or 0.
    """

    table: Table
    layout: Layout
    mall: Mall
    indicator: Indicator
    kind: PeriodKind
    place: Place | None
    period: Period | None
    preliminary: bool
    dash_is_zero: bool
    meeting: date
    own_year: int
    wrong: list[tuple[Cell, str, str]] = field(default_factory=list)

    def take(self, cell: Cell, read: Callable[[str], Read]) -> Read | None:
        """Read a cell, or note why it cannot be read."""
        try:
            return read(cell.text)
        except Misread as error:
            self.note(cell, error.text, error.right)
            return None

    def note(self, cell: Cell, text: str, right: str = "") -> None:
        """Note what is wrong with a cell, and what it should certainly have said."""
        self.wrong.append((cell, text, right))

    def problems(self) -> Iterator[Problem]:
        """Yield what is wrong with the cells, each said once."""
        lines: dict[int, list[tuple[Cell, str, str]]] = defaultdict(list)
        for one in dict.fromkeys(self.wrong):
            lines[one[0].line].append(one)
        for wrong in lines.values():
            yield from self.table.problems_of_line(wrong)
