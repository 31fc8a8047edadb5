"""An article as plain data for a typesetter: words, numbers, lists and dicts, and where lines lead.

Nothing here is a typesetter's own language: what people wrote stays words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeAlias

from generator.article.board import draw_months
from generator.article.lines import hold
from generator.article.values import (
    Article,
    Block,
    Board,
    Chart,
    Facts,
    Held,
    Line,
    Listing,
    Month,
    Number,
    Paragraph,
    Prose,
    Ref,
    Section,
    Span,
    Standing,
    Table,
    walk,
)
from generator.documents.drawn import paint, size_of
from generator.documents.prose import parse_prose
from generator.figures import Figure

Data: TypeAlias = dict[str, Any]
# What no font shows: what steers, what is for private use, and what no letter has been given.
UNSHOWN = ("Cc", "Co", "Cn", "Cs")
BLANKS = re.compile(r"[\t\n\v\f\r\x85\u2028\u2029]+")
KEY = 'data-mark="key:'  # one key for all panels stands above them
DEEPEST = 6
# What leads there is said on the page alone: the reader of a document may have no more than it.
ELSEWHERE = ("page", "file")
UNPLACED = ("edit", "letter")  # what leads out of the archive
ENDS = (".", "!", "?")
LOST = "\ufeff"  # a mark of bytes, and no letter


def clean(text: str) -> str:
    """Return words that can be set: on one line, and the code of what has no letter, as `[U+E000]`."""
    return "".join(map(show_letter, hold(BLANKS.sub(" ", text))))


def show_letter(letter: str) -> str:
    """Return a letter, or its code where no font could show it."""
    if letter.isascii() and letter.isprintable():
        return letter
    unshown = unicodedata.category(letter) in UNSHOWN or letter == LOST
    return f"[U+{ord(letter):04X}]" if unshown else letter


class Tree:
    """Turns an article into data; `lead` gives what a reference leads to, or nothing."""

    def __init__(self, article: Article, address_of: Callable[[Ref], str]) -> None:
        self.article = article
        self.address_of = address_of
        self.own = address_of(article.ref)
        self.ids = set(find_ids(article))
        self.placed: set[str] = set()

    def lead(self, ref: Ref | None) -> str:
        """Return the place in the document that a reference leads to, or nothing: the reader may have no more."""
        if ref is None or ref.kind in UNPLACED:
            return ""
        page, _, anchor = self.address_of(ref).partition("#")
        return anchor if page == self.own and anchor in self.ids else ""

    def place(self, *names: str) -> list[str]:
        """Return the names of a place that others lead to, each once in the document."""
        new = [name for name in names if name and name not in self.placed]
        self.placed.update(new)
        return new

    def sections(self, sections: Sequence[Section], level: int = 2) -> list[Data]:
        """Return sections with their blocks and those below."""
        return [self.section(one, min(level, DEEPEST)) for one in sections]

    def section(self, section: Section, level: int) -> Data:
        """Return one section."""
        below = min(level + 1, DEEPEST)
        return {
            "level": level,
            "title": clean(section.title),
            "places": self.place(section.id, *section.also),
            "form": section.form,
            "part": section.part,
            "aside": self.line(section.aside),
            "blocks": [self.block(one, below) for one in section.blocks],
            "parts": self.sections(section.parts, below),
        }

    def block(self, block: Block, level: int) -> Data:
        """Return a block; what is a heading in it has at most the level."""
        match block:
            case Paragraph():
                return {"kind": "paragraph", "role": block.role, "line": self.line(block.line)}
            case Prose():
                body = parse_prose(block.markdown, block.part, level, clean)
                return {"kind": "prose", "role": block.role, "blocks": body}
            case Facts():
                pairs = ((clean(name), self.line(value)) for name, value in block.rows)
                return {"kind": "facts", "rows": [pair for pair in pairs if pair[1]]}
            case Listing():
                return self.listing(block)
            case Table():
                return self.table(block)
            case Board():
                rows = [self.standing(row, block.top) for row in block.rows]
                return {"kind": "board", "heads": [*map(clean, block.heads)], "rows": rows}
            case Chart():
                return show_chart(block)

    def line(self, found: Line) -> list[Data]:
        """Return what stands on a line, without what only leads on to another page or a file."""
        last = found[-1] if found else None
        if isinstance(last, Span) and last.to and last.to.kind in ELSEWHERE:
            said = "".join(one.text for one in found[:-1] if isinstance(one, Span)).rstrip()
            found = found[:-1] if not said or said.endswith(ENDS) else found
        return [self.span(one) for one in found]

    def span(self, one: Span | Number) -> Data:
        """Return words or a number, with how they look."""
        to = self.lead(one.to)
        if isinstance(one, Span):
            text, sign = clean(one.text), clean(one.sign)
            return {"text": text, "look": one.look, "tone": one.tone, "sign": sign, "to": to}
        value = one.amount.value
        look = "missing" if value is None else "zero" if value == 0 and not one.text else "plain"
        return {"text": clean(one.shown), "look": look, "tone": "", "sign": "", "to": to}

    def listing(self, block: Listing) -> Data:
        """Return a list."""
        items = [
            {
                "line": self.line(item.line),
                "below": [self.line(one) for one in item.below],
                "number": item.number,
                "places": self.place(item.id),
            }
            for item in block.items
        ]
        head = clean(block.head)
        return {
            "kind": "list", "head": head, "ordered": block.ordered, "quiet": block.quiet, "items": items,
        }  # fmt: skip

    def table(self, block: Table) -> Data:
        """Return a table: a cell has its line and how many columns it takes."""
        width = len(block.columns)
        rows = []
        for row in block.rows:
            cells = [{"line": self.line(cell), "span": 1} for cell in row.cells]
            cells[-1]["span"] = width - len(cells) + 1
            rows.append(
                {
                    "cells": cells,
                    "group": row.group,
                    "total": row.total,
                    "places": self.place(row.id),
                }
            )
        return {
            "kind": "table",
            "caption": clean(block.caption),
            "note": clean(block.note),
            "matrix": block.matrix,
            "columns": head_columns(block.columns, block.numeric),
            "rows": rows,
        }

    def standing(self, row: Standing, top: int) -> Data:
        """Return a row of the board, with its months drawn and said."""
        return {
            "name": self.span(row.name),
            "sentence": self.line(row.sentence),
            "level": self.line(row.level),
            "trend": self.line(row.trend),
            "picture": paint(draw_months(row.months, top)),
            "alt": f"{clean(row.name.text)}: {say_months(row.months)}.",
            "number": self.line(row.number),
            "unit": clean(row.unit),
            "against": self.line(row.against),
        }


def find_ids(article: Article) -> Iterator[str]:
    """Yield every place of an article that others may lead to."""
    for section in walk(article.sections):
        yield from filter(None, (section.id, *section.also))
        for block in section.blocks:
            if isinstance(block, Listing):
                yield from (item.id for item in block.items if item.id)
            elif isinstance(block, Table):
                yield from (row.id for row in block.rows if row.id)


def say_months(months: Sequence[Month]) -> str:
    """Say each month of a row with its number: `okt 2026 4, nov 2026 inget möte`."""
    unfinished = {Held.UNFINISHED: " hittills"}
    said = (f"{one.label} {one.number.shown}{unfinished.get(one.held, '')}" for one in months)
    return clean(", ".join(said))


def show_chart(block: Chart) -> Data:
    """Return a figure: its words, its pictures and its table."""
    figure = block.figure
    return {
        "kind": "chart",
        "number": block.number,
        "title": clean(figure.title),
        "sentences": [*map(clean, figure.sentences)],
        "notes": [*map(clean, figure.notes)],
        "pictures": [*show_pictures(figure)],
        "table": show_grid(figure),
    }


def show_pictures(figure: Figure) -> Iterator[Data]:
    """Yield each picture, drawn for paper, with its width in pixels and what it shows."""
    for (_, drawn), alt in zip(figure.drawings, describe(figure), strict=True):
        yield {
            "picture": paint(drawn),
            "width": size_of(drawn)[0],
            "wide": len(figure.pictures) == 1 or KEY in drawn,
            "alt": clean(alt),
        }


def describe(figure: Figure) -> Iterator[str]:
    """Yield in words what each picture shows; all its numbers stand in the table below it."""
    for picture in figure.pictures:
        title = getattr(picture, "title", "") or figure.title
        yield f"Diagram. {title}. Talen står i tabellen efter figuren."


def show_grid(figure: Figure) -> Data:
    """Return a figure's table as a table of an article."""
    grid = figure.grid
    rows = [
        {
            "cells": [
                show_content(row.name),
                *(show_content(str(c.content), c.is_missing) for c in row.cells),
            ],
            "group": False,
            "total": False,
            "places": [],
        }
        for row in grid.rows
    ]
    numeric = [place + 1 for place in range(len(grid.columns)) if not grid.holds_words(place)]
    return {
        "kind": "table", "caption": "", "note": "", "matrix": False, "rows": rows,
        "columns": head_columns((grid.corner, *grid.columns), numeric),
    }  # fmt: skip


def show_content(text: str, missing: bool = False) -> Data:
    """Return a cell of words."""
    look = "missing" if missing else "plain"
    span = {"text": clean(text), "look": look, "tone": "", "sign": "", "to": ""}
    return {"line": [span] if text else [], "span": 1}


def head_columns(heads: Sequence[str], numeric: Sequence[int]) -> list[Data]:
    """Return the columns with their heads, and whether they hold numbers."""
    return [{"head": clean(head), "numeric": place in numeric} for place, head in enumerate(heads)]
