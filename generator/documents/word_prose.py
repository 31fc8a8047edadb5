"""Participants' Markdown in a Word file: the same blocks as their page shows, as paragraphs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from markdown_it.token import Token

from generator.article.markdown import SCHEMES, lower_headings, parse_blocks
from generator.documents.word_sheet import BULLETS, Element, Sheet, share_width
from generator.records import show_inline, split_sections

DEEPEST = 6
MARKS = {"strong_open": ":b", "em_open": ":i", "s_open": ":strike"}
NUMERIC = "text-align:right"


@dataclass
class Writer:
    """Writes the blocks of one text, in order; `lists` are those it is in, outermost first."""

    sheet: Sheet
    style: str
    lists: list[int] = field(default_factory=list)
    quoted: int = 0
    is_first: bool = False  # of the item it is in

    def write(self, blocks: Sequence[Token]) -> None:
        """Write blocks."""
        place = 0
        while place < len(blocks):
            block = blocks[place]
            if block.type == "table_open":
                place = self.write_table(blocks, place)
            else:
                self.write_block(block, blocks[place - 1].tag if place else "")
            place += 1

    def write_block(self, block: Token, tag: str) -> None:
        """Write a block, or note what it opens or closes; `tag` is that of the one before it."""
        match block.type:
            case "bullet_list_open":
                self.lists.append(BULLETS)
            case "ordered_list_open":
                self.lists.append(self.sheet.number_list(int(block.attrs.get("start", 1))))
            case "bullet_list_close" | "ordered_list_close":
                self.lists.pop()
            case "list_item_open":
                self.is_first = True
            case "blockquote_open":
                self.quoted += 1
            case "blockquote_close":
                self.quoted -= 1
            case "inline":
                style = f"Heading{tag[1]}" if tag[:1] == "h" and tag[1:].isdigit() else ""
                self.write_inline(self.begin(style), block.children or ())
            case "fence" | "code_block":
                for line in block.content.rstrip("\n").split("\n"):
                    self.sheet.words(self.sheet.paragraph("Code"), line or " ")
            case "hr":
                self.sheet.paragraph("Rule")

    def begin(self, style: str) -> Element:
        """Begin the paragraph that the next words stand in."""
        if style:
            return self.sheet.paragraph(style)
        if not self.lists:
            return self.sheet.paragraph("Quote" if self.quoted else self.style)
        level = min(len(self.lists) - 1, DEEPEST - 1)
        if not self.is_first:
            return self.sheet.paragraph("ListBelow")
        self.is_first = False
        own = "ListBullet" if self.lists[-1] == BULLETS else "ListNumber"
        return self.sheet.paragraph(own, numbered=(self.lists[-1], level))

    def write_inline(self, paragraph: Element, tokens: Sequence[Token], *more: str) -> None:
        """Write words with their marks; of a link that paper cannot follow, the address too."""
        marks: list[str] = [*more]
        target, told = "", ""
        for token in tokens:
            match token.type:
                case "link_open":
                    target, told = safe_target(str(token.attrs.get("href", ""))), ""
                case "link_close":
                    if target and target.removeprefix("mailto:") not in told:
                        self.sheet.words(paragraph, f" ({target.removeprefix('mailto:')})", *marks)
                    target = ""
                case kind if kind in MARKS:
                    marks.append(MARKS[kind])
                case "strong_close" | "em_close" | "s_close":
                    marks.remove(MARKS[token.type.replace("close", "open")])
                case _:
                    text = words_of(token)
                    told += text
                    code = ("CodeWord",) if token.type == "code_inline" else ()
                    link = ("Hyperlink",) if target else ()
                    self.sheet.words(paragraph, text, *(link or code), *marks, to=target)

    def write_table(self, blocks: Sequence[Token], first: int) -> int:
        """Write the table that begins at a place, and return the place where it ends."""
        last = next(n for n in range(first, len(blocks)) if blocks[n].type == "table_close")
        rows = list(read_rows(blocks[first:last]))
        columns = max(len(row) for row in rows)
        said = [[show_inline(cell.children or ()) for _, cell in row] for row in rows]
        widths = share_width(said, columns)
        table = self.sheet.table(widths, 1, " · ".join(said[0]))
        for place, row in enumerate(rows):
            line = self.sheet.row(table, head=place == 0)
            for width, (opened, cell) in zip(widths, row, strict=False):
                style = "CellHead" if place == 0 else "Cell"
                paragraph = self.sheet.paragraph(style, into=self.sheet.cell(line, width))
                if opened.attrs.get("style") == NUMERIC:
                    align_right(paragraph)
                self.write_inline(paragraph, cell.children or ())
        self.sheet.after_table()
        return last


def write_prose(sheet: Sheet, markdown: str, part: str | None, style: str, top: int) -> None:
    """Write a text, or a part of it; its highest heading has level `top`."""
    blocks = parse_blocks(markdown)
    if part is not None:
        blocks = split_sections(blocks)[part].blocks
    lower_headings(blocks, top)
    Writer(sheet, style).write(blocks)


def read_rows(blocks: Sequence[Token]) -> Iterator[list[tuple[Token, Token]]]:
    """Yield the cells of each row of a table: what opens it, and its words."""
    row: list[tuple[Token, Token]] = []
    for place, block in enumerate(blocks):
        if block.type == "tr_open":
            row = []
        elif block.type in ("th_open", "td_open"):
            row.append((block, blocks[place + 1]))
        elif block.type == "tr_close":
            yield row


def words_of(token: Token) -> str:
    """Return the words of a piece of text."""
    if token.type == "hardbreak":
        return "\n"
    return " " if token.type == "softbreak" else token.content


def safe_target(address: str) -> str:
    """Return the address of a link that leads out on the web or to a mailbox, or else nothing."""
    return address if address.partition(":")[0].lower() in SCHEMES else ""


def align_right(paragraph: Element) -> None:
    """Let a paragraph end at the right, as numbers do."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
