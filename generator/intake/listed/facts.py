"""What a row of a list says, cell by cell: its day, its words in the mall, or why it cannot be taken in."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import TypeVar

from generator.intake.listed.columns import Column
from generator.intake.listed.days import Told, read_clock, read_told
from generator.intake.listed.rows import Listed, Row
from generator.intake.listed.words import NOUNS, Words
from generator.problems import quote
from generator.records import (
    OMITTED,
    Organisation,
    Place,
    ProblemType,
    Role,
    TimeOfDay,
    hide_personal,
)
from generator.records import Row as Word
from generator.swedish import capitalize

AnyWord = TypeVar("AnyWord", bound=Word)
# A number of events, as an entry may have it.
COUNT = re.compile(r"[1-9]\d{0,8}", re.ASCII)
# What every event has, by a column of its own or for all rows alike.
NEEDED = (Role.DAY, Role.PLACE, Role.TYPE, Role.WHO)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a row is held back, and the cell that it is about."""

    cell: str
    text: str


@dataclass(frozen=True, slots=True)
class Reading:
    """How a list's cells are read: `fixed` holds for rows without a word of their own.

    `order` is that of days in numbers, `epoch` what numbers of days are counted from.
    """

    columns: Sequence[Column]
    words: Words
    fixed: Mapping[Role, Word]
    order: str = ""
    epoch: date | None = None

    def of(self, role: Role) -> list[Column]:
        """Return the columns of a role."""
        return [column for column in self.columns if column.role is role]

    def text(self, row: Row, role: Role) -> str:
        """Return what a row says in the first column of a role, or nothing."""
        columns = self.of(role)
        return row.text(columns[0].index) if columns else ""

    def place(self, row: Row, role: Role) -> str:
        """Return the address of that cell; of what holds for all rows, that of the row's day."""
        columns = self.of(role) or self.of(Role.DAY)
        return row.place(columns[0].index)


@dataclass(frozen=True, slots=True)
class Facts:
    """What one row says; `clock` is told by the clock, `part` by the name of a part of the day."""

    organisation: Organisation
    problem_type: ProblemType
    place: Place
    day: date
    last: date | None
    clock: time | None
    part: TimeOfDay | None
    count: int | None


def read_facts(row: Row, listed: Listed, reading: Reading) -> Facts | list[Reason]:
    """Return what a row says, or every reason why it cannot be taken in."""
    reasons = [
        Reason(row.place(one.index), listed.faults[row.place(one.index)])
        for one in reading.columns
        if one.role not in (None, Role.OMITTED) and row.place(one.index) in listed.faults
    ]
    if reasons:
        return reasons
    told, last = read_days(row, reading, reasons)
    who = read_word(row, Role.WHO, Organisation, reading, reasons)
    which = read_word(row, Role.TYPE, ProblemType, reading, reasons)
    where = read_word(row, Role.PLACE, Place, reading, reasons)
    clock, part = read_time(row, reading, reasons)
    count = read_count(row, reading, reasons)
    if reasons or not (told and who and which and where):
        return reasons
    if clock is None and part is None:
        clock = told.clock
    return Facts(who, which, where, told.day, last, clock, part, count)


def read_days(row: Row, reading: Reading, reasons: list[Reason]) -> tuple[Told | None, date | None]:
    """Return the day and the last day of a row; what cannot be read is added to the reasons."""
    found: list[Told | None] = []
    for role in (Role.DAY, Role.LAST):
        text = reading.text(row, role)
        told = read_told(text, reading.order, reading.epoch) if text else None
        if isinstance(told, str):
            reasons.append(Reason(reading.place(row, role), told))
        elif told is None and role is Role.DAY:
            reasons.append(Reason(reading.place(row, role), "Dagen saknas."))
        found.append(told if isinstance(told, Told) else None)
    first, last = found
    if first and last and last.day < first.day:
        text = "Den sista dagen är före den första."
        reasons.append(Reason(reading.place(row, Role.LAST), text))
    return first, last.day if last else None


def read_word(
    row: Row, role: Role, kind: type[AnyWord], reading: Reading, reasons: list[Reason]
) -> AnyWord | None:
    """Return the mall's word for what a row says; what has none is added to the reasons."""
    text = reading.text(row, role)
    found = reading.words.find(role, text) if text else reading.fixed.get(role)
    if isinstance(found, kind):
        return found
    shown = quote(hide_personal(text))
    if not text:
        why = f"{capitalize(role)} saknas."
    elif found == OMITTED:
        why = f"{shown} utelämnas, enligt svaren."
    else:
        why = f"{shown} finns inte bland mallens {NOUNS[role]}."
    reasons.append(Reason(reading.place(row, role), why))
    return None


def read_time(
    row: Row, reading: Reading, reasons: list[Reason]
) -> tuple[time | None, TimeOfDay | None]:
    """Return the time in a column of its own: by the clock, or as a part of the day."""
    text = reading.text(row, Role.CLOCK)
    clock = read_clock(text) if text else None
    if clock is None and (text or Role.CLOCK in reading.fixed):
        return None, read_word(row, Role.CLOCK, TimeOfDay, reading, reasons)
    return clock, None


def read_count(row: Row, reading: Reading, reasons: list[Reason]) -> int | None:
    """Return how many events a row tells of, when it says so."""
    text = reading.text(row, Role.COUNT)
    if not text:
        return None
    if not COUNT.fullmatch(text):
        why = "Antalet är inget heltal större än noll."
        reasons.append(Reason(reading.place(row, Role.COUNT), why))
        return None
    return int(text)
