"""Participants' Markdown in a Word file: the same blocks as their page shows, as paragraphs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator.documents.prose import Node, parse_prose
from generator.documents.word_sheet import BULLETS, Element, Sheet, align_right, share_width

DEEPEST = 6
MARKS = {"strong": ":b", "em": ":i", "s": ":strike"}
RIGHT = "right"


def write_prose(sheet: Sheet, markdown: str, part: str | None, style: str, top: int) -> None:
    """Write a text, or a part of it; its highest heading has level `top`."""
    Writer(sheet).write(parse_prose(markdown, part, top, str), style)


@dataclass(frozen=True)
class Writer:
    """Writes the blocks of one text."""

    sheet: Sheet

    def write(self, blocks: Sequence[Node], style: str, level: int = 0) -> None:
        """Write blocks in a style of paragraph; `level` is how many lists they stand in."""
        for block in blocks:
            match block["kind"]:
                case "p":
                    self.write_line(self.sheet.paragraph(style), block["line"])
                case "h":
                    heading = self.sheet.paragraph(f"Heading{block['level']}")
                    self.write_line(heading, block["line"])
                case "list":
                    self.write_list(block, level)
                case "quote":
                    self.write(block["blocks"], "Quote", level)
                case "code":
                    for line in block["lines"]:
                        self.sheet.words(self.sheet.paragraph("Code"), line or " ")
                case "rule":
                    self.sheet.paragraph("Rule")
                case "table":
                    self.write_table(block)

    def write_list(self, block: Node, level: int) -> None:
        """Write a list: what an item begins with has its sign or number, and the rest stands below it."""
        depth, start = min(level, DEEPEST - 1), block["start"]
        number = BULLETS if start is None else self.sheet.number_list(int(start), depth)
        style = "ListBullet" if start is None else "ListNumber"
        for first, *rest in block["items"]:
            if first["kind"] == "p":
                paragraph = self.sheet.paragraph(style, numbered=(number, depth))
                self.write_line(paragraph, first["line"])
            else:
                self.write([first], "ListBelow", level + 1)
            self.write(rest, "ListBelow", level + 1)

    def write_line(
        self, paragraph: Element, line: Sequence[Node], *marks: str, to: str = ""
    ) -> None:
        """Write words with their marks; of a link that paper cannot follow, the address too."""
        for one in line:
            match one["kind"]:
                case "text":
                    self.sheet.words(
                        paragraph, one["text"], *(["Hyperlink"] if to else []), *marks, to=to
                    )
                case "code":
                    look = "Hyperlink" if to else "CodeWord"
                    self.sheet.words(paragraph, one["text"], look, *marks, to=to)
                case "br":
                    self.sheet.words(paragraph, "\n")
                case "link":
                    self.write_line(paragraph, one["line"], *marks, to=one["to"])
                    shown = one["to"].removeprefix("mailto:")
                    if shown not in words_of(one["line"]):
                        self.sheet.words(paragraph, f" ({shown})", *marks)
                case kind:
                    self.write_line(paragraph, one["line"], *marks, MARKS[kind], to=to)

    def write_table(self, block: Node) -> None:
        """Write a table."""
        rows = [block["head"], *block["rows"]]
        widths = share_width([[words_of(cell) for cell in row] for row in rows], len(block["head"]))
        table = self.sheet.table(widths, 1, " · ".join(map(words_of, block["head"])))
        for place, row in enumerate(rows):
            line = self.sheet.row(table, head=place == 0)
            for width, side, cell in zip(widths, block["align"], row, strict=True):
                style = "CellHead" if place == 0 else "Cell"
                paragraph = self.sheet.paragraph(style, into=self.sheet.cell(line, width))
                if side == RIGHT:
                    align_right(paragraph)
                self.write_line(paragraph, cell)
        self.sheet.after_table()


def words_of(line: Sequence[Node]) -> str:
    """Return the words of a line."""
    return "".join(one["text"] if "text" in one else words_of(one.get("line", ())) for one in line)
