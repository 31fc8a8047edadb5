"""A header becomes a tree: rows of words, lists and parts as they stand, and all else by the parser of YAML.

Nearly every header is names and a few words, of which YAML makes nothing else.
"""

from __future__ import annotations

import re
from sys import intern
from typing import Any, TypeAlias

from generator.problems import refuse
from generator.records.files.rare import rare_signs
from generator.records.files.yaml_tree import Tree, Value, read_events

MOST_HEADER_BYTES = 64 * 1024
INVISIBLE_BREAK = re.compile("[\u2028\u2029]")
# Shorter than the parser takes, which needs no other limit then.
NAME = "[A-Za-zÅÄÖåäö]{1,40}(?: [0-9A-Za-zÅÄÖåäö]{1,40}){0,9}"
LETTERS = "0-9A-Za-zÀ-ÖØ-öø-ſ"
# Signs that are themselves inside a value, where one with a meaning of its own does not stand first.
SIGNS = rf"{LETTERS} !$%&()*+./;<=>@^_`|~§°–—’”…\-"
# A value as it stands: by itself, within `{…}` or `[…]`, and within quotation marks of either kind.
WORDS = rf"[{LETTERS}][{SIGNS},?'\"\[\]{{}}]*+(?<! )(?:#[0-9a-z-]+)?"
PART_WORDS = rf"[{LETTERS}][{SIGNS}'\"]*+(?<! )(?:#[0-9a-z-]+)?"
QUOTED = rf"'(?! )([{SIGNS},?\":#\[\]{{}}]+)'|\"(?! )([{SIGNS},?':#\[\]{{}}]+)\""
# A row that has both at the edge, as most do.
PLAIN_ROW = re.compile(rf"({NAME}): ({WORDS})(?:\n|\Z)")
PLAIN_ROWS = re.compile(rf"(?:{NAME}: {WORDS}(?:\n|\Z))*")
# A row with its indent, its dash, its name and its value, which may lie further on.
ROW = re.compile(
    rf"( *)(- )?(?:({NAME}):(?: |(?=\n|\Z)))?(?:(?:({WORDS})|{QUOTED})?(?:\n|\Z)|(?=([\[{{])))"
)
# A part of `{…}` or `[…]` with its name, its value and the sign behind it.
PART = re.compile(
    rf"(?: *|\n +)(?:({NAME}): )?(?:(?:({PART_WORDS})|{QUOTED}) *([,\]}}])|(?=[\[{{]))"
)
PART_END = re.compile(r" *([,\]}])")
CLOSING = {"{": "}", "[": "]"}
# What lies deeper is left to the parser, which may refuse it.
MOST_LEVELS = 5
# The groups of a row: indent, dash, name, words, those in either quotation marks, and a bracket that opens.
Row: TypeAlias = "tuple[Any, ...]"


def parse_yaml(text: str, path: str, first_line: int = 1) -> Tree:
    """Parse one mapping; raise an `ArchiveError` with the file's one problem if it is none."""
    if len(text.encode()) > MOST_HEADER_BYTES and first_line > 1:
        raise refuse(
            path, "Huvudet är större än 64 kB. Flytta den långa texten till efter huvudet."
        )
    if INVISIBLE_BREAK.search(rare_signs(text)) and (hidden := INVISIBLE_BREAK.search(text)):
        number = first_line + text.count("\n", 0, hidden.start())
        raise refuse(path, "Här finns en osynlig radbrytning (U+2028). Ta bort den.", number)
    try:
        data = RowReader(text).read()
    except NotPlainError:
        return read_events(text, path, first_line)
    return Tree(data, found=None, is_plain=True, text=text, first_line=first_line)


class NotPlainError(Exception):
    """A header has what has to be read by the parser."""


class RowReader:
    """Reads the rows of a header from the first to the last; each is matched before it is taken."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.row: Row | None = None

    def read(self) -> dict[str, Value]:
        """Read all rows; raise a `NotPlainError` at the first thing that is not plain."""
        first = PLAIN_ROWS.match(self.text)
        assert first is not None
        rows = PLAIN_ROW.findall(first[0])
        found: dict[str, Value] = {intern(name): intern(words) for name, words in rows}
        if len(found) < len(rows):
            raise NotPlainError
        self.at = first.end()
        self.go_on()
        self.read_rows(found, 0, 1)
        if self.row is not None or not found:
            raise NotPlainError
        return found

    def go_on(self) -> None:
        """Match the next row, if there is one."""
        self.row = None
        if self.at < len(self.text):
            found = ROW.match(self.text, self.at)
            if found is None:
                raise NotPlainError
            self.at = found.end()
            self.row = found.groups()

    def read_rows(self, found: dict[str, Value], indent: int, level: int) -> dict[str, Value]:
        """Read rows of a mapping, whose names have so many blanks before them, after those that are found."""
        row = self.row
        while row is not None and len(row[0]) == indent and not row[1]:
            name = row[2]
            if name is None or name in found:
                raise NotPlainError
            found[intern(name)] = self.read_value(row, indent, level)
            row = self.row
        return found

    def read_list(self, indent: int, level: int) -> list[Value]:
        """Read the items of a list whose dashes have so many blanks before them."""
        items: list[Value] = []
        while (row := self.row) is not None and row[1] and len(row[0]) == indent:
            name, within = row[2], indent + len(row[1])
            if name is None:
                items.append(self.read_value(row, indent, level))
            else:
                first = {intern(name): self.read_value(row, within, level + 1)}
                items.append(self.read_rows(first, within, level + 1))
        return items

    def read_value(self, row: Row, indent: int, level: int) -> Value:
        """Read what a row says: on its own line, in parts that may go on below it, or in rows further in."""
        value = row[3] or row[4] or row[5]
        if value is not None:
            self.go_on()
            return intern(value)
        if level == MOST_LEVELS:
            raise NotPlainError
        if row[6]:
            parts = self.read_parts(level + 1)
            if self.at < len(self.text) and self.text[self.at] != "\n":
                raise NotPlainError
            self.at += 1
            self.go_on()
            return parts
        self.go_on()
        if row[2] is None or self.row is None or len(self.row[0]) <= indent:
            raise NotPlainError
        within = len(self.row[0])
        if self.row[1]:
            return self.read_list(within, level + 1)
        return self.read_rows({}, within, level + 1)

    def read_parts(self, level: int) -> Value:
        """Read what stands within `{…}` or `[…]`, up to the sign that closes it."""
        named, items = dict[str, Value](), list[Value]()
        closing, mark = CLOSING[self.text[self.at]], ","
        self.at += 1
        while mark == ",":
            name, value, mark = self.read_part(level)
            if (name is None) == (closing == "}") or name in named:
                raise NotPlainError
            if name is None:
                items.append(value)
            else:
                named[intern(name)] = value
        if mark != closing:
            raise NotPlainError
        return named if closing == "}" else items

    def read_part(self, level: int) -> tuple[str | None, Value, str]:
        """Read one of them: its name, if it has one, its value and the sign behind it."""
        part = PART.match(self.text, self.at)
        if part is None:
            raise NotPlainError
        self.at = part.end()
        if words := part[2] or part[3] or part[4]:
            return part[1], intern(words), part[5]
        if level == MOST_LEVELS:
            raise NotPlainError
        value = self.read_parts(level + 1)
        end = PART_END.match(self.text, self.at)
        if end is None:
            raise NotPlainError
        self.at = end.end()
        return part[1], value, end[1]
