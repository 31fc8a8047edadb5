"""What the rows of a table are read with: its layout, the mall, and what the entry says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from generator.problems import Problem
from generator.records.files.periods import Period, PeriodKind
from generator.records.files.tables import Cell, Table
from generator.records.mall.mall import Mall
from generator.records.mall.rows import Indicator, Place
from generator.records.underlag.layouts import Layout
from generator.records.underlag.misread import Misread

Row = tuple[Cell, ...]
Read = TypeVar("Read")


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
