"""A report, a meeting or a decision as one value: what it says, before anyone shows it.

No markup, no addresses and no Swedish of its own: a renderer turns it into a page, words or a file.
What leads somewhere names a record, and what is counted has a key that never changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

# Where an article leads is asked by `check` too, which must not wait for what counts and draws.
if TYPE_CHECKING:
    from generator.analysis import Amount
    from generator.figures import Figure


class Look(StrEnum):
    """What a span is, where it is more than words."""

    PLAIN = "plain"
    STRONG = "strong"
    NOTE = "note"
    STATUS = "status"
    LEVEL = "level"
    TREND = "trend"
    MISSING = "missing"
    CHANGED = "changed"


class Role(StrEnum):
    """What a paragraph is for."""

    BODY = "body"
    LEAD = "lead"
    NOTE = "note"
    QUOTE = "quote"
    FACTS = "facts"
    CORRECTION = "correction"


class Part(StrEnum):
    """Where a section stands: in the article itself, or in the appendix."""

    MAIN = "main"
    UNDERLAG = "underlag"


class Form(StrEnum):
    """How a section is shown: an entry stands by itself, and one may be struck."""

    PLAIN = "plain"
    BESIDE = "beside"
    ENTRY = "entry"
    STRUCK = "struck"


class Held(StrEnum):
    """What is known of a month on the board."""

    WHOLE = "whole"
    UNFINISHED = "unfinished"
    NO_MEETING = "no meeting"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Ref:
    """A record, never an address: its kind, its id, and a part of its page."""

    kind: str
    id: str
    part: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """Words on a line; a level or trend has a `sign`, and one of these or a status its `tone`."""

    text: str
    to: Ref | None = None
    look: Look = Look.PLAIN
    sign: str = ""
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Number:
    """A counted figure; `key` names it for good, `text` is how it is written where not in digits."""

    key: str
    amount: Amount
    unit: str
    to: Ref | None = None
    text: str = ""

    @property
    def shown(self) -> str:
        """The number as it is written."""
        return self.text or str(self.amount)


Line: TypeAlias = tuple[Span | Number, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One line of text."""

    line: Line
    role: Role = Role.BODY


@dataclass(frozen=True, slots=True)
class Prose:
    """A participant's own Markdown, which every renderer parses.

    Of one with a `part` only what stands under that `##` heading is shown, "" being before the first:
    the parts of a text may share the addresses that stand last in it.
    """

    markdown: str
    owner: Ref
    role: Role = Role.BODY
    part: str | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """Pairs of a name and what it is."""

    rows: tuple[tuple[str, Line], ...]


@dataclass(frozen=True, slots=True)
class Item:
    """A line of a list, and lines below it; `id` is where others lead to.

    `name` is what others write to refer to it.
    """

    line: Line
    id: str = ""
    below: tuple[Line, ...] = ()
    number: int | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """A list; `ordered` when its numbers are part of what it says, `quiet` when it stands back."""

    items: tuple[Item, ...]
    ordered: bool = False
    quiet: bool = False
    head: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table, its head first; a `group` heads the rows below it and has one cell."""

    cells: tuple[Line, ...]
    id: str = ""
    group: bool = False
    total: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table; `numeric` are the columns that hold numbers, from 0. Its caption says what it is.

    `file` is the address of its download, if it has one. A `matrix` crosses two lists: its zeros stand
    back, and a row with fewer cells than columns says in its last why.
    """

    caption: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    numeric: tuple[int, ...] = ()
    note: str = ""
    file: str = ""
    matrix: bool = False

    @property
    def is_numeric(self) -> bool:
        """Whether every column but the first holds numbers."""
        return len(self.numeric) == len(self.columns) - 1


@dataclass(frozen=True, slots=True)
class Month:
    """A month on the board: its number, what is known of it, and the most that chance gives."""

    label: str
    number: Number
    held: Held
    high: int | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """A row of the board: an område as the group sees it, and its months, oldest first."""

    name: Span
    sentence: Line
    level: Line
    trend: Line
    months: tuple[Month, ...]
    number: Line
    against: Line
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Board:
    """Lägestavlan: `heads` are the words above its columns; `top` is the scale's end."""

    heads: tuple[str, str, str, str]
    rows: tuple[Standing, ...]
    top: int


@dataclass(frozen=True, slots=True)
class Chart:
    """A figure with its number in the article; 0 for one that is a table alone."""

    figure: Figure
    number: int


Block: TypeAlias = Paragraph | Prose | Facts | Listing | Table | Board | Chart


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its blocks and the sections below it.

    `also` are older names of the place, `aside` stands beside the heading, `name` is what others
    write to refer to the record, and `edit` leads to its file. The parts of one that is `beside` stand in columns.
    """

    id: str
    title: str
    blocks: tuple[Block, ...] = ()
    parts: tuple[Section, ...] = ()
    part: Part = Part.MAIN
    to: Ref | None = None
    also: tuple[str, ...] = ()
    form: Form = Form.PLAIN
    aside: Line = ()
    name: str = ""
    edit: Ref | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """All that a page or a document says; `sources` are the files it rests on.

    `reader` is whom it is for, or nothing where it is for the group itself. `running` stands at the head of every printed page, `also` are older names of the lead's place.
    """

    ref: Ref
    title: str
    meta: Line
    lead: tuple[Paragraph | Prose, ...]
    sections: tuple[Section, ...]
    as_of: date
    sources: tuple[str, ...] = ()
    running: str = ""
    also: tuple[str, ...] = ()
    reader: str = ""


def line(*parts: Span | Number | Line | str) -> Line:
    """Return one line of spans, numbers, words and lines; nothing of what is empty."""
    found: list[Span | Number] = []
    for part in parts:
        if isinstance(part, tuple):
            found += part
        elif not isinstance(part, str):
            found.append(part)
        elif part:
            found.append(Span(part))
    return tuple(found)


def join(lines: Iterable[Line], between: str, last: str = "") -> Line:
    """Return lines in a row, with words between them, and others before the last."""
    listed = [one for one in lines if one]
    found: list[Span | Number] = []
    for place, one in enumerate(listed):
        if place:
            found.append(Span(last if last and place == len(listed) - 1 else between))
        found += one
    return tuple(found)


def walk(sections: Iterable[Section]) -> Iterator[Section]:
    """Yield sections, each before those below it."""
    for section in sections:
        yield section
        yield from walk(section.parts)


def lines_of(block: Block) -> Iterator[Line]:
    """Yield every line of a block; a participant's own text and a figure have none."""
    match block:
        case Paragraph():
            yield block.line
        case Facts():
            yield from (value for _, value in block.rows)
        case Listing():
            for item in block.items:
                yield from (item.line, *item.below)
        case Table():
            yield from (cell for row in block.rows for cell in row.cells)
        case Board():
            for row in block.rows:
                numbers = tuple(month.number for month in row.months)
                yield from ((row.name,), row.sentence, row.level, row.trend)
                yield from (numbers, row.number, row.against)


def numbers_of(article: Article) -> Iterator[Number]:
    """Yield every counted figure of an article, in its order."""
    blocks = (block for section in walk(article.sections) for block in section.blocks)
    for block in (*article.lead, *blocks):
        for one in lines_of(block):
            yield from (span for span in one if isinstance(span, Number))


def tables_of(article: Article) -> Iterator[Table]:
    """Yield the tables of an article that can be downloaded, in its order."""
    for section in walk(article.sections):
        for block in section.blocks:
            if isinstance(block, Table) and block.file:
                yield block


def charts_of(article: Article) -> Iterator[Figure]:
    """Yield the figures of an article, in its order."""
    for section in walk(article.sections):
        yield from (block.figure for block in section.blocks if isinstance(block, Chart))
