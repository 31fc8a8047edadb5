"""What each column of a list tells, by its heading: understood, unclear, or never to be taken in.

Nothing is guessed. A heading that is a known word is understood; one that only holds such a word, or
that two columns have, is asked about. Names and addresses are never taken in, whatever is answered.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from generator.problems import CannotRun, quote, suggest
from generator.records import Role, find_personal
from generator.swedish import join_words

HEADINGS = Path(__file__).with_name("headings.yml")
SIGNS = re.compile(r"[^\w\s-]+|_")
BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
# What a spreadsheet or a form puts behind a heading that it has already.
NUMBERED = re.compile(r"(?<=[^\W\d])\d{1,2}$")
# An event has one of each of these; texts may be several.
MANY = (Role.TEXT, Role.ADDED, Role.OMITTED)
ANSWERED = "enligt ditt svar"
# So wide is a heading shown.
WIDEST = 40
# What is nobody else's business in a cell of its own.
PERSONAL_RULES = ("personnummer", "telefonnummer", "e-postadress")
# A cell of no more words than these, with a name in it, is a name; in a text it is warned of with the text.
NAME, MOST_OF_NAME = "namn", 3
PERSONAL = "personuppgift, tas aldrig in"
OF_THE_FORM = "gäller registreringen, inte händelsen"


def name_column(index: int) -> str:
    """Return the letters of a column by its number from 0: A, B, … AA."""
    from openpyxl.utils.cell import get_column_letter

    return get_column_letter(index + 1)


@dataclass(frozen=True, slots=True)
class Column:
    """A column by its number from 0; without a role it is unclear, and `near` is what it may tell."""

    index: int
    heading: str
    role: Role | None = None
    note: str = ""
    near: Role | None = None
    personal: bool = False

    @property
    def letter(self) -> str:
        """The column as a spreadsheet names it."""
        return name_column(self.index)

    @property
    def name(self) -> str:
        """The column as it is named to somebody."""
        return f"Kolumn {self.letter}, {quote(self.heading) if self.heading else 'utan rubrik'}"

    @property
    def asks(self) -> bool:
        """Whether somebody has to say what the column tells."""
        return self.role is None and not self.personal

    def take(self, role: Role, note: str = "") -> Column:
        """Return the column with its role; raises `CannotRun` for one that is personal."""
        if self.personal and role is not Role.OMITTED:
            text = "ser ut att innehålla personuppgifter och tas aldrig in. Gäller den något annat, så byt dess rubrik i filen."
            raise CannotRun(f"{self.name} {text}")
        return self if self.personal else replace(self, role=role, note=note, near=None)


@cache
def read_headings() -> Mapping[str, Any]:
    """Read the known headings; they are part of the program and hold no faults of an author."""
    found: Mapping[str, Any] = yaml.load(HEADINGS.read_text("utf-8"), Loader=yaml.CBaseLoader)
    return found


@cache
def known_roles(how: str = "roller") -> dict[str, Role]:
    """Return the role of each known heading, or of each that only may have it."""
    return {word: Role(role) for role, words in read_headings()[how].items() for word in words}


def plain(heading: str) -> str:
    """Return a heading in small letters, without signs, brackets and a number behind it."""
    words = SIGNS.sub(" ", BRACKETS.sub(" ", heading.casefold())).split()
    return NUMBERED.sub("", " ".join(words))


def understand(index: int, heading: str, cells: Sequence[str]) -> Column:
    """Return what a column's heading, and for what is personal its cells, say of it."""
    column, words = Column(index, heading), plain(heading)
    known, tokens = read_headings(), plain(heading).split()
    if words in known["formulär"]:
        return replace(column, role=Role.OMITTED, note=OF_THE_FORM)
    role = known_roles().get(words)
    near = find_near(tokens)
    named = set(tokens) & set(known["personliga ord"])
    # "Platsens namn" is the name of a place.
    named -= {"namn", "name"} if near else set()
    if words in known["personliga"] or named or holds_personal(cells):
        return replace(column, personal=True, note=PERSONAL)
    if role:
        return replace(column, role=role)
    return replace(column, near=near.pop() if len(near) == 1 else None)


def find_near(tokens: Sequence[str]) -> set[Role]:
    """Return the roles of the longest known headings that stand within another."""
    every = known_roles() | known_roles("kanske")
    held = {word: role for word, role in every.items() if holds(tokens, word.split())}
    longest = max((len(word.split()) for word in held), default=0)
    return {role for word, role in held.items() if len(word.split()) == longest}


def holds(tokens: Sequence[str], words: Sequence[str]) -> bool:
    """Say whether some words stand in a row among others."""
    return any(
        list(tokens[n : n + len(words)]) == list(words) for n in range(len(tokens) - len(words) + 1)
    )


def holds_personal(cells: Sequence[str]) -> bool:
    """Say whether most of a column's cells hold a number or an address of somebody's, or are a name."""
    filled = [cell for cell in cells if cell]
    return 2 * sum(map(is_personal, filled)) > len(filled)


def is_personal(cell: str) -> bool:
    """Say whether a cell holds such a number or address, or is a name."""
    found = {one.name for one in find_personal(cell)}
    is_name = NAME in found and len(cell.split()) <= MOST_OF_NAME
    return is_name or not found.isdisjoint(PERSONAL_RULES)


def part_rivals(columns: Sequence[Column]) -> list[Column]:
    """Return columns where none has a role that an event has one of and another column has too."""
    taken = Counter(column.role for column in columns if column.role not in MANY)
    return [
        replace(column, role=None, near=column.role)
        if column.role and taken[column.role] > 1
        else column
        for column in columns
    ]


def choose_columns(columns: Sequence[Column], answers: Mapping[str, Role]) -> list[Column]:
    """Return columns with the roles that were answered, by heading or letter; raises `CannotRun`."""
    found = {find_column(columns, name).index: role for name, role in answers.items()}
    chosen = [
        column.take(found[column.index], ANSWERED) if column.index in found else column
        for column in columns
    ]
    # An answer settles which of two columns was meant.
    mine = {role for role in found.values() if role not in MANY}
    rivals = [role for role, count in Counter(found.values()).items() if count > 1]
    if twice := [role for role in rivals if role in mine]:
        raise CannotRun(f"Bara en kolumn kan vara {join_words(twice)}. Ändra svaren.")
    return [
        replace(column, role=None, near=None)
        if column.index not in found and column.role in mine
        else column
        for column in chosen
    ]


def find_column(columns: Sequence[Column], name: str) -> Column:
    """Return the column of a heading or a letter; raises `CannotRun` unless there is one."""
    named = [one for one in columns if one.heading.casefold() == name.casefold()]
    found = named or [one for one in columns if one.letter == name.upper()]
    if len(found) > 1:
        letters = join_words([one.letter for one in found], "och")
        raise CannotRun(f"{quote(name)} är rubriken på kolumnerna {letters}. Skriv bokstaven.")
    if not found:
        known = [one.heading for one in columns if one.heading]
        hint = str(suggest(name, known)) or f"Kolumnerna är {join_words(map(quote, known))}."
        raise CannotRun(f"Listan har ingen kolumn {quote(name)}. {hint}")
    return found[0]


def describe_columns(columns: Sequence[Column]) -> Iterator[str]:
    """Yield a line a column: its letter, its heading, what it tells."""
    width = max((len(column.heading) for column in columns), default=0)
    for column in columns:
        near = f", kanske {column.near}" if column.near else ""
        role = column.role or ("" if column.personal else f"oklar{near}")
        said = ", ".join(filter(None, (role, column.note)))
        yield f"  {column.letter:<2} {column.heading:<{min(width, WIDEST)}}  {said}"
