"""A Word file as it is written: styles by name, paragraphs, tables, fields and pictures.

It starts from the small file in `templates/word`, and what it saves has no clock in it: the same
content gives the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from functools import cache
from io import BytesIO
from itertools import count
from pathlib import Path
from typing import Any, TypeAlias
from zipfile import ZIP_STORED, ZipFile, ZipInfo

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Emu
from docx.text.paragraph import Paragraph

from generator.article.lines import keep_together

TEMPLATE = Path(__file__).parent / "templates" / "word"
PARTS = {
    "[Content_Types].xml": "content-types.xml",
    "_rels/.rels": "package-rels.xml",
    "word/_rels/document.xml.rels": "document-rels.xml",
    "word/document.xml": "document.xml",
    "word/styles.xml": "styles.xml",
    "word/settings.xml": "settings.xml",
    "word/numbering.xml": "numbering.xml",
}
Element: TypeAlias = Any  # python-docx builds its classes of elements as it runs
WIDTH = 9638  # twentieths of a point between the margins
EMU = 635  # of such a twentieth
BULLETS = 1  # the one list of bullets; each numbered list begins anew and has a number of its own
BULLET, DECIMAL = 0, 1
# What no XML file may hold.
UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# A letter of a table is about so wide, and a cell has so much room around its words.
LETTER, AROUND = 100, 150
APART = re.compile(r"[ \n/–-]")
LONG = 44  # letters, of what is long enough to stand on several lines
MOST = 255  # letters, of a property in the format


def make(tag: str, *children: Element, **attributes: object) -> Element:
    """Make an element of the main vocabulary, with its attributes in it."""
    element = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), str(value))
    for child in children:
        element.append(child)
    return element


def clean(text: str) -> str:
    """Return words as a file can hold them, with no line that breaks within a day or a number."""
    held: str = keep_together(UNWRITABLE.sub("\ufffd", text))
    return held


class Sheet:
    """A document that is being written, part by part; `anchors` are the places that may be led to."""

    def __init__(self, title: str, author: str, day: date, anchors: Iterable[str]) -> None:
        self.document = docx.Document(BytesIO(pack_template()))
        self.day = day
        self.body: Element = self.document.element.body
        self.names = {anchor: f"plats_{place}" for place, anchor in enumerate(anchors, 1)}
        self.marks, self.pictures, self.lists = count(1), count(1), count(BULLETS + 1)
        about = self.document.core_properties
        name, writer = clean(title)[:MOST], clean(author)[:MOST]
        about.title, about.author, about.language = name, writer, "sv-SE"
        about.last_modified_by, about.revision = writer, 1
        about.created = about.modified = datetime.combine(day, time())

    def paragraph(
        self,
        style: str,
        *,
        into: Element = None,
        anchor: str = "",
        numbered: tuple[int, int] | None = None,
    ) -> Paragraph:
        """Begin a paragraph last in the text, or in a cell; `numbered` is its list and level."""
        about = make("pPr", make("pStyle", val=style))
        if numbered:
            number, level = numbered
            about.append(make("numPr", make("ilvl", val=level), make("numId", val=number)))
        element = make("p", about)
        if into is None:
            self.body.insert(len(self.body) - 1, element)  # what says the page's size stays last
        else:
            into.append(element)
        self.mark(element, anchor)
        return Paragraph(element, self.document._body)

    def mark(self, element: Element, anchor: str) -> None:
        """Make a paragraph a place that links of the document lead to."""
        name = self.names.get(anchor)
        if name:
            number = next(self.marks)
            element.append(make("bookmarkStart", id=number, name=name))
            element.append(make("bookmarkEnd", id=number))

    def words(self, paragraph: Paragraph, text: str, *styles: str, to: str = "") -> None:
        """Write words last in a paragraph; `to` is a place of the document, or an address on the web."""
        if not text:
            return
        run = make_run(text, styles)
        if not to:
            paragraph._p.append(run)
            return
        link = make("hyperlink", history=1)
        if to in self.names:
            link.set(qn("w:anchor"), self.names[to])
        else:
            part = self.document.part
            link.set(qn("r:id"), part.relate_to(to, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
        link.append(run)
        paragraph._p.append(link)

    def number_list(self, start: int, level: int = 0) -> int:
        """Begin a numbered list at a number, and return what its paragraphs say they belong to."""
        number = next(self.lists)
        begun = make("lvlOverride", make("startOverride", val=start), ilvl=level)
        kind = make("abstractNumId", val=DECIMAL)
        numbering = self.document.part.numbering_part.element
        numbering.append(make("num", kind, begun, numId=number))
        return number

    def table(self, widths: Sequence[int], heads: int, description: str) -> Element:
        """Begin a table; its first `heads` rows are heads, and `description` is read aloud before it."""
        about = make(
            "tblPr",
            make("tblStyle", val="Sheet"),
            make("tblW", w=sum(widths), type="dxa"),
            make("tblLayout", type="fixed"),
            make("tblLook", val="04A0", firstRow=int(heads > 0), lastRow=0, firstColumn=1,
                 lastColumn=0, noHBand=1, noVBand=1),
            make("tblDescription", val=clean(description)),
        )  # fmt: skip
        grid = make("tblGrid", *(make("gridCol", w=width) for width in widths))
        table = make("tbl", about, grid)
        self.body.insert(len(self.body) - 1, table)
        return table

    def row(self, table: Element, *, head: bool = False) -> Element:
        """Begin a row, which no page breaks; a head is repeated on each page."""
        about = make("trPr", make("cantSplit"))
        if head:
            about.append(make("tblHeader"))
        row = make("tr", about)
        table.append(row)
        return row

    def cell(self, row: Element, width: int, *, across: int = 1, shade: str = "") -> Element:
        """Begin a cell, over as many columns as it is `across`."""
        about = make("tcPr", make("tcW", w=width, type="dxa"))
        if across > 1:
            about.append(make("gridSpan", val=across))
        if shade:
            about.append(make("shd", val="clear", color="auto", fill=shade))
        cell = make("tc", about)
        row.append(cell)
        return cell

    def after_table(self) -> None:
        """Put a small paragraph below a table, without which two would run together."""
        paragraph = self.paragraph("Note")
        paragraph._p.get_or_add_pPr().append(
            make("spacing", before=0, after=0, line=120, lineRule="exact")
        )

    def picture(self, paragraph: Paragraph, png: bytes, width: int, words: str) -> None:
        """Put a picture in a paragraph, so many twentieths of a point wide; `words` tell what it shows."""
        shape = paragraph.add_run().add_picture(BytesIO(png), width=Emu(width * EMU))
        about = shape._inline.docPr
        number = next(self.pictures)
        about.set("id", str(number))
        about.set("name", f"Bild {number}")
        about.set("descr", clean(words))

    def field(self, paragraph: Paragraph, code: str, shown: str, *styles: str) -> None:
        """Write a field: what it is now, which the program counts anew."""
        for kind, content in (
            ("begin", None),
            ("", make("instrText")),
            ("separate", None),
            ("", make("t")),
            ("end", None),
        ):
            run = make_run("", styles)
            if content is None:
                run.append(make("fldChar", fldCharType=kind))
            else:
                content.text = f" {code} " if content.tag == qn("w:instrText") else shown
                content.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
                run.append(content)
            paragraph._p.append(run)

    def save(self) -> bytes:
        """Return the file: all days in it are the archive's, and nothing is packed by a changing rule."""
        written, told = BytesIO(), BytesIO()
        self.document.save(written)
        with ZipFile(written) as parts, ZipFile(told, "w", ZIP_STORED) as fixed:
            for name in parts.namelist():
                about = ZipInfo(
                    name, (max(self.day.year, 1980), self.day.month, self.day.day, 0, 0, 0)
                )
                about.create_system, about.external_attr = 0, 0
                fixed.writestr(about, parts.read(name))
        return told.getvalue()


def align_right(paragraph: Paragraph) -> None:
    """Let a paragraph end at the right, as numbers do."""
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def make_run(text: str, styles: Iterable[str]) -> Element:
    """Make a run of words: in the last of the styles, and with the marks among them, `:b`, `:i` or `:strike`."""
    run, about = make("r"), make("rPr")
    told = [style for style in styles if style]
    for style in [style for style in told if not style.startswith(":")][-1:]:
        about.append(make("rStyle", val=style))
    for mark in sorted({style[1:] for style in told if style.startswith(":")}):
        about.append(make(mark))
    if len(about):
        run.append(about)
    if text:
        run.text = clean(text)
    return run


@cache
def pack_template() -> bytes:
    """Return the empty file that every document begins as."""
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_STORED) as parts:
        for name, file in PARTS.items():
            parts.writestr(ZipInfo(name), (TEMPLATE / file).read_bytes())
    return packed.getvalue()


def share_width(rows: Iterable[Sequence[str]], columns: int) -> list[int]:
    """Share a table's width among its columns: none narrower than its longest word where there is room."""
    least, wished = [4] * columns, [4] * columns
    for row in rows:
        for place, text in enumerate(row):
            least[place] = max(least[place], *(len(word) + 1 for word in APART.split(clean(text))))
            wished[place] = max(wished[place], min(len(text), LONG))
    room = (WIDTH - AROUND * columns) / LETTER
    if sum(wished) <= room:
        shares = [wide + (room - sum(wished)) / columns for wide in wished]
    elif sum(least) < room:
        wanting = sum(wished) - sum(least)
        left = room - sum(least)
        shares = [
            low + left * (high - low) / wanting for low, high in zip(least, wished, strict=True)
        ]
    else:
        shares = [room * low / sum(least) for low in least]
    widths = [int(share * LETTER) + AROUND for share in shares]
    widths[-1] += WIDTH - sum(widths)
    return widths
