"""A row of a list as an entry: what the row says, in the mall's words, each line with its cell."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from generator.intake.listed.facts import Facts, Reading, Reason, read_facts
from generator.intake.listed.rows import Listed, Row
from generator.intake.listed.words import clean, key
from generator.intake.polisen_entry import escape, first_day, limit_distribution, time_of_day
from generator.records import WORD_KINDS, Mall, Role

# Letters without vowels spell no word, and without digits no number of anybody's.
LETTERS, NAME_LENGTH = "bcdfghjklmnpqrstvwxz", 9
IN_NO_HEADING = re.compile(r"[\\`*_{}\[\]<>|~&#]+")
WITHOUT_TEXT = "Händelsen kommer från en lista, och mer än så står inte där."
# What is told apart by day and time, however they are written.
OF_TIME = (Role.DAY, Role.LAST, Role.CLOCK)


@dataclass(frozen=True, slots=True)
class Event:
    """One row as an entry: the day it happened, and the lines of its file, each with its cell.

    `stem` names its file: it is the same for the same cells, wherever they stand in the list.
    """

    row: Row
    day: date
    stem: str
    lines: tuple[tuple[str, str], ...]
    facts: Facts

    @property
    def text(self) -> str:
        """The whole file."""
        return "".join(f"{line}\n" for line, _ in self.lines)


def read_row(row: Row, listed: Listed, reading: Reading) -> Event | list[Reason]:
    """Return the event that a row tells, or every reason why it cannot be taken in."""
    facts = read_facts(row, listed, reading)
    if not isinstance(facts, Facts):
        return facts
    header = [
        (f"{name}: {value}", reading.place(row, role))
        for name, role, value in write_header(facts, reading.words.mall)
    ]
    fence = ("---", reading.place(row, Role.DAY))
    lines = (fence, *header, fence, *write_body(row, reading, facts))
    return Event(row, facts.day, make_stem(row, reading, facts), lines, facts)


def write_header(facts: Facts, mall: Mall) -> Iterator[tuple[str, Role, object]]:
    """Yield each row of the header: its key, the column it comes from, its value."""
    part = facts.part or time_of_day(mall, facts.clock)
    day = first_day(facts.day, facts.clock, part)
    yield "organisation", Role.WHO, facts.organisation.name
    yield "problemtyp", Role.TYPE, facts.problem_type.name
    yield "plats", Role.PLACE, facts.place.name
    yield "datum", Role.DAY, day
    if facts.last and facts.last > day:
        yield "slutdatum", Role.LAST, facts.last
    if part:
        yield "tid", Role.CLOCK, part.name
    if facts.count is not None:
        yield "antal", Role.COUNT, facts.count
    if limit := limit_distribution(mall, facts.problem_type):
        yield "spridning", Role.TYPE, limit


def write_body(row: Row, reading: Reading, facts: Facts) -> Iterator[tuple[str, str]]:
    """Yield the lines of heading and text; what is added stands behind its column's heading."""
    title = " ".join(IN_NO_HEADING.sub(" ", reading.text(row, Role.TITLE)).split())
    named = f"{facts.problem_type.name}, {facts.place.name}"
    yield f"# {title or named}", reading.place(row, Role.TITLE if title else Role.TYPE)
    paragraphs = [
        (escape(row.text(one.index)), row.place(one.index))
        for one in reading.of(Role.TEXT)
        if row.text(one.index)
    ]
    for one in reading.of(Role.ADDED):
        if text := row.text(one.index):
            heading = one.heading or one.name
            mark = "" if heading.endswith(("?", ":")) else ":"
            paragraphs.append((escape(f"{heading}{mark} {text}"), row.place(one.index)))
    for text, cell in paragraphs or [(WITHOUT_TEXT, reading.place(row, Role.TYPE))]:
        yield from (("", cell), (text, cell))


def make_stem(row: Row, reading: Reading, facts: Facts) -> str:
    """Return the name of a row's file, made of what its cells say and not of where they stand."""
    # A word is the same however it is written, a text is not.
    said = [
        f"{one.role}={key(clean(text)) if one.role in WORD_KINDS else text}"
        for one in reading.columns
        if one.role not in (None, Role.OMITTED, *OF_TIME) and (text := row.text(one.index))
    ]
    when = facts.part.name if facts.part else facts.clock or ""
    kept = "\n".join([f"{facts.day} {facts.last or ''} {when}", *sorted(said)])
    number = int.from_bytes(hashlib.sha256(kept.encode()).digest())
    letters = []
    for _ in range(NAME_LENGTH):
        number, rest = divmod(number, len(LETTERS))
        letters.append(LETTERS[rest])
    return f"lista-{''.join(letters)}"
