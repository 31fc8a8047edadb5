"""An article as a Word file: real headings, tables whose heads are repeated, pictures told in words.

It is read alone: a link leads to a place in the same file, and what a participant has linked to.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.article.board import draw_months
from generator.article.plain import plain_line
from generator.article.values import (
    Article,
    Block,
    Board,
    Chart,
    Facts,
    Form,
    Line,
    Listing,
    Look,
    Number,
    Paragraph,
    Part,
    Prose,
    Role,
    Section,
    Span,
    Table,
    walk,
)
from generator.documents.drawn import PIXEL, draw_figure, size_of, to_png
from generator.documents.readiness import DRAFT, find_readiness
from generator.documents.tree import say_months
from generator.documents.word_prose import write_prose
from generator.documents.word_sheet import BULLETS, WIDTH, Element, Sheet, align_right, share_width
from generator.figures import Figure
from generator.pages.base import EXAMPLE, Build

DEEPEST = 6
TWENTIETHS = 20
STYLES = {
    Role.BODY: "Normal",
    Role.LEAD: "Lead",
    Role.NOTE: "Note",
    Role.QUOTE: "Quote",
    Role.FACTS: "EntryFacts",
    Role.CORRECTION: "Correction",
}
LOOKS = {Look.STRONG: "Strong", Look.NOTE: "Small", Look.MISSING: "Missing"}
TONES = {"mid": "LevelMid", "high": "LevelHigh"}
# The board's columns: what is judged, its level, its months, and the month's number.
BOARD = (4338, 1500, 2200, 1600)
MONTHS_WIDE = 2040
SHADE = "EEF3F4"


def render_docx(article: Article, build: Build, reader: str = "") -> bytes:
    """Return an article as a Word file; `reader` is whom it is for, said at the foot of each page."""
    return Writer(article, build, reader).write()


class Writer:
    """Writes one article."""

    def __init__(self, article: Article, build: Build, reader: str) -> None:
        self.article, self.build = article, build
        self.reader = f" · För {reader}" if reader else ""
        mall = build.archive.mall
        self.owner = f"{mall.municipality}, {mall.group}"
        self.sheet = Sheet(article.title, self.owner, article.as_of, find_anchors(article))
        self.here = build.way_to("", article.ref).partition("#")[0]
        self.ready = find_readiness(build.archive, article.ref)

    def write(self) -> bytes:
        """Write the article from its title to whom to ask, and return the file."""
        self.write_margins()
        title = self.sheet.paragraph("Heading1")
        self.sheet.words(title, self.article.title)
        if self.build.archive.mall.example:
            self.sheet.words(self.sheet.paragraph("Correction"), EXAMPLE)
        if self.ready.is_draft:
            self.sheet.words(self.sheet.paragraph("Correction"), self.ready.said)
        if self.article.meta:
            self.write_line(self.sheet.paragraph("Meta"), self.article.meta)
        for block in self.article.lead:
            self.write_block(block, 2)
        for section in self.article.sections:
            self.write_section(section, 2)
        self.write_foot()
        return self.sheet.save()

    def write_margins(self) -> None:
        """Write what stands at the head and foot of every page."""
        section = self.sheet.document.sections[0]
        head, foot = section.header.paragraphs[0], section.footer.paragraphs[0]
        head.style, foot.style = "Header", "Footer"
        self.sheet.words(head, self.article.running or self.article.title)
        if self.ready.is_draft:
            self.sheet.words(head, "\t")
            self.sheet.words(head, DRAFT, "DraftMark")
        self.sheet.words(foot, f"{self.owner}{self.reader}\tSida ")
        self.sheet.field(foot, "PAGE", "1")
        self.sheet.words(foot, " av ")
        self.sheet.field(foot, "NUMPAGES", "1")

    def write_foot(self) -> None:
        """Say whom to ask and, once, where the archive is."""
        mall = self.build.archive.mall
        mailbox = mall.feedback.removeprefix("mailto:")
        paragraph = self.sheet.paragraph("Note")
        self.sheet.words(paragraph, f"Frågor besvaras av: {mall.page_owner}, ")
        self.sheet.words(paragraph, mailbox, "Hyperlink", to=mall.feedback)
        if mall.publishing:
            self.sheet.words(paragraph, ". Arkivet finns på ")
            self.sheet.words(
                paragraph, mall.publishing.address, "Hyperlink", to=mall.publishing.address
            )
        self.sheet.words(paragraph, ".")

    def write_section(self, section: Section, level: int) -> None:
        """Write a heading, its blocks and the sections below it."""
        heading = self.sheet.paragraph(f"Heading{min(level, DEEPEST)}", anchor=section.id)
        if any(part.part is Part.UNDERLAG for part in section.parts):
            heading.paragraph_format.page_break_before = True
        struck = (":strike",) if section.form is Form.STRUCK else ()
        self.sheet.words(heading, section.title, *struck)
        if section.aside or section.name:
            beside = self.sheet.paragraph("Note")
            beside.paragraph_format.keep_with_next = True
            self.write_line(beside, section.aside)
            gap = "  " if section.aside and section.name else ""
            self.sheet.words(beside, f"{gap}{section.name}", "RecordName")
        for block in section.blocks:
            self.write_block(block, level + 1)
        for part in section.parts:
            self.write_section(part, level + 1)

    def write_block(self, block: Block, level: int) -> None:
        """Write a block; headings in it begin at a level."""
        match block:
            case Paragraph():
                self.write_line(self.sheet.paragraph(STYLES[block.role]), block.line)
            case Prose():
                top = min(level, DEEPEST)
                write_prose(self.sheet, block.markdown, block.part, STYLES[block.role], top)
            case Facts():
                for name, value in block.rows:
                    # What only leads to a download says nothing on its own.
                    if value and all(one.to and one.to.kind == "file" for one in value):
                        continue
                    paragraph = self.sheet.paragraph("FactsLine")
                    self.sheet.words(paragraph, f"{name}\t", "Strong")
                    self.write_line(paragraph, value)
            case Listing():
                self.write_listing(block)
            case Table():
                self.write_table(block)
            case Board():
                self.write_board(block)
            case Chart():
                self.write_chart(block)

    def write_line(self, paragraph: Element, line: Line, *more: str) -> None:
        """Write a line; what leads to a place in the file is a link there."""
        for one in without_lead(line):
            to = self.find_place(one)
            if isinstance(one, Number):
                missing = "Missing" if one.amount.value is None else ""
                self.sheet.words(paragraph, one.shown, "Hyperlink" if to else missing, *more, to=to)
                continue
            sign = f"{one.sign}\u00a0" if one.sign else ""
            look = TONES.get(one.tone, "") if one.look is Look.LEVEL else LOOKS.get(one.look, "")
            self.sheet.words(
                paragraph, f"{sign}{one.text}", "Hyperlink" if to else look, *more, to=to
            )

    def find_place(self, one: Span | Number) -> str:
        """Return the place of this file that words or a number lead to, if they do."""
        if one.to is None or one.to.kind in ("edit", "letter"):
            return ""
        if isinstance(one, Number) and not one.amount.value:
            return ""
        if not self.build.leads(one.to):
            return ""
        page, _, anchor = self.build.way_to("", one.to).partition("#")
        return anchor if page == self.here and anchor in self.sheet.names else ""

    def write_listing(self, block: Listing) -> None:
        """Write a list; a numbered one begins anew where a number is skipped."""
        if block.head:
            self.sheet.words(self.sheet.paragraph("ListHead"), block.head)
        number, expected = BULLETS, 0
        for item in block.items:
            if block.ordered:
                own = item.number if item.number is not None else expected or 1
                if own != expected:
                    number = self.sheet.number_list(own)
                expected = own + 1
            style = "ListNumber" if block.ordered else "ListBullet"
            paragraph = self.sheet.paragraph(style, anchor=item.id, numbered=(number, 0))
            self.write_line(paragraph, item.line)
            self.sheet.words(paragraph, f"  {item.name}" if item.name else "", "RecordName")
            for below in item.below:
                self.write_line(self.sheet.paragraph("ListBelow"), below)

    def write_table(self, block: Table) -> None:
        """Write a table below its caption, with its note last."""
        caption = self.sheet.paragraph("Caption")
        self.sheet.words(caption, block.caption)
        said = [[say_cell(cell) for cell in row.cells] for row in block.rows if not row.group]
        width = len(block.columns)
        whole = [row for row in said if len(row) == width]
        widths = share_width([block.columns, *whole], width)
        table = self.sheet.table(widths, 1, block.caption)
        self.write_heads(table, block.columns, widths, block.numeric)
        for row in block.rows:
            line = self.sheet.row(table)
            for place, cell in enumerate(row.cells):
                is_last = place == len(row.cells) - 1
                across = width - place if is_last else 1
                room = sum(widths[place : place + across])
                box = self.sheet.cell(line, room, across=across, shade=SHADE if row.group else "")
                anchor = row.id if place == 0 else ""
                paragraph = self.sheet.paragraph("Cell", into=box, anchor=anchor)
                if row.group:
                    paragraph.paragraph_format.keep_with_next = True
                if place in block.numeric and across == 1:
                    align_right(paragraph)
                self.write_line(paragraph, cell, *((":b",) if row.group or row.total else ()))
        if block.note:
            self.sheet.words(self.sheet.paragraph("Note"), block.note)
        else:
            self.sheet.after_table()

    def write_heads(
        self, table: Element, names: Sequence[str], widths: Sequence[int], numeric: Sequence[int]
    ) -> None:
        """Write the row that heads a table."""
        heads = self.sheet.row(table, head=True)
        for place, (name, width) in enumerate(zip(names, widths, strict=True)):
            paragraph = self.sheet.paragraph("CellHead", into=self.sheet.cell(heads, width))
            if place in numeric:
                align_right(paragraph)
            self.sheet.words(paragraph, name)

    def write_board(self, block: Board) -> None:
        """Write lägestavlan; what its pictures show is told in words too."""
        table = self.sheet.table(BOARD, 1, ", ".join(block.heads))
        self.write_heads(table, block.heads, BOARD, (3,))
        for row in block.rows:
            line = self.sheet.row(table)
            cells = [self.sheet.cell(line, width) for width in BOARD]
            self.write_line(self.sheet.paragraph("Cell", into=cells[0]), (row.name,), ":b")
            if row.sentence:
                self.write_line(self.sheet.paragraph("Cell", into=cells[0]), row.sentence)
            self.write_line(self.sheet.paragraph("Cell", into=cells[1]), row.level)
            if row.trend:
                self.write_line(self.sheet.paragraph("CellNote", into=cells[1]), row.trend)
            months = self.sheet.paragraph("Cell", into=cells[2])
            png = to_png(draw_months(row.months, block.top))
            self.sheet.picture(
                months, png, MONTHS_WIDE, f"{row.name.text}: {say_months(row.months)}."
            )
            now = self.sheet.paragraph("Cell", into=cells[3])
            self.write_line(now, row.number, *([] if not row.unit else ["BoardNumber"]))
            against = self.sheet.paragraph("CellNote", into=cells[3])
            self.write_line(against, row.against)
            align_right(now)
            align_right(against)
        self.sheet.after_table()

    def write_chart(self, block: Chart) -> None:
        """Write a figure: its number and finding, its sentences, its pictures and its table."""
        figure = block.figure
        caption = self.sheet.paragraph("Caption", anchor=figure.anchor)
        if block.number:
            self.sheet.words(caption, "Figur ")
            self.sheet.field(caption, "SEQ Figur \\* ARABIC", str(block.number))
            self.sheet.words(caption, ". ")
        self.sheet.words(caption, figure.title)
        for sentence in figure.sentences:
            paragraph = self.sheet.paragraph("Normal")
            paragraph.paragraph_format.keep_with_next = bool(figure.pictures)
            self.sheet.words(paragraph, sentence)
        if figure.pictures:
            drawn = draw_figure(figure)
            wide = min(round(size_of(drawn)[0] * PIXEL * TWENTIETHS), WIDTH)
            told = f"{figure.title}. Talen står i tabellen under bilden."
            self.sheet.picture(self.sheet.paragraph("Picture"), to_png(drawn), wide, told)
        self.write_grid(figure)
        for note in figure.notes:
            self.sheet.words(self.sheet.paragraph("Note"), note)

    def write_grid(self, figure: Figure) -> None:
        """Write a figure's table."""
        grid = figure.grid
        names = (grid.corner, *grid.columns)
        said = [[row.name, *(str(cell.content) for cell in row.cells)] for row in grid.rows]
        numeric = [n for n in range(1, len(names)) if not grid.holds_words(n - 1)]
        widths = share_width([names, *said], len(names))
        table = self.sheet.table(widths, 1, f"Talen till figuren: {figure.title}")
        self.write_heads(table, names, widths, numeric)
        for row, texts in zip(grid.rows, said, strict=True):
            line = self.sheet.row(table)
            for place, text in enumerate(texts):
                box = self.sheet.cell(line, widths[place])
                paragraph = self.sheet.paragraph("Cell", into=box)
                if place in numeric:
                    align_right(paragraph)
                missing = place > 0 and row.cells[place - 1].is_missing
                self.sheet.words(paragraph, text, "Missing" if missing else "")
        self.sheet.after_table()


def without_lead(line: Line) -> Line:
    """Return a line without what stands after its last stop and only leads to another page."""
    *before, last = line or (Span(""),)
    leads = isinstance(last, Span) and last.to is not None and last.to.kind == "page"
    return tuple(before) if leads and plain_line(tuple(before)).endswith(". ") else line


def say_cell(cell: Line) -> str:
    """Return the words of a cell with their signs, as wide as they stand there."""
    signs = (f"{one.sign}\u00a0\u00a0" for one in cell if isinstance(one, Span) and one.sign)
    return "".join((*signs, plain_line(cell)))


def find_anchors(article: Article) -> Iterator[str]:
    """Yield every place in an article that may be led to."""
    for section in walk(article.sections):
        yield section.id
        for block in section.blocks:
            match block:
                case Listing():
                    yield from (item.id for item in block.items if item.id)
                case Table():
                    yield from (row.id for row in block.rows if row.id)
                case Chart():
                    yield block.figure.anchor
