"""An article as PDF: A4, tagged for screen readers (PDF/UA-1) and made to be kept (PDF/A-2a).

The article goes to typst as data, never as its language: nothing that people wrote is run. The same
article gives the same bytes. The letters are Source Sans; those it lacks are of the fonts that come with
the library that draws the pictures, and none is the system's.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from functools import cache
from pathlib import Path

import typst

from generator.article.values import Article, Board, Form
from generator.documents.drawn import FONTS, read_colours
from generator.documents.readiness import find_readiness
from generator.documents.tree import Tree, clean
from generator.figures import find_spare_fonts
from generator.pages.base import EXAMPLE, Build
from generator.swedish import NO_BREAK

TEMPLATE = Path(__file__).parent / "templates" / "pdf" / "article.typ"
STANDARDS: list[typst.PDFStandard] = ["ua-1", "a-2a"]
# How large the letters are, in points. A last page of a few lines is saved by letters that nobody sees
# are smaller; what is to stand on one page is set smaller until it does.
SIZE, CLOSER, SMALLER = 10.0, (9.75, 9.5), (9.5, 9.0, 8.5, 8.0)
DECIDED = ("_beslut", "_uppdrag", "_motivering")
PAGES = re.compile(rb"/Type/Pages/Count (\d+)")
MAIL = "mailto:"


def render_pdf(article: Article, build: Build, reader: str = "", *, short: bool = False) -> bytes:
    """Return an article as a PDF file; one that is `short` has its lead and what is or was to be decided.

    It is read alone: what stands in it can be reached from it, what stands elsewhere in the archive is
    words. `reader` is whom it is for, said at the foot of each page.
    """
    shown = shorten(article) if short else article

    def make(size: float) -> bytes:
        return compile_pdf(write_data(shown, build, reader, size))

    made = make(SIZE)
    if not short:
        closer = map(make, CLOSER)
        return next((one for one in closer if count_pages(one) < count_pages(made)), made)
    for size in SMALLER:
        if count_pages(made) == 1:
            break
        made = make(size)
    return made


def shorten(article: Article) -> Article:
    """Return an article with what one page has: what is to be decided and the board, or what was decided."""
    if article.ref.kind == "decision":
        kept = [one for one in article.sections if one.id in DECIDED]
    else:
        kept = [
            one
            for one in article.sections
            if one.form is Form.BESIDE or any(isinstance(block, Board) for block in one.blocks)
        ]
    return replace(article, sections=tuple(kept))


def count_pages(pdf: bytes) -> int:
    """Return how many pages a PDF has that we made."""
    found = PAGES.search(pdf)
    return int(found[1]) if found else 0


def write_data(article: Article, build: Build, reader: str, size: float) -> str:
    """Write all that the template sets, as JSON."""
    mall = build.archive.mall
    ready = find_readiness(build.archive, article.ref)
    tree = Tree(article, lambda ref: build.way_to("", ref))
    data = {
        "municipality": clean(mall.municipality),
        "group": clean(mall.group),
        "owner": clean(mall.page_owner),
        "feedback": mall.feedback,
        "feedback_words": clean(mall.feedback.removeprefix(MAIL)),
        "archive": mall.publishing.address if mall.publishing else "",
        "example": EXAMPLE if mall.example else "",
        "reader": clean(reader),
        "draft": clean(ready.said) if ready.is_draft else "",
        "title": clean(article.title),
        "name": clean(article.title).replace(NO_BREAK, " "),
        "running": clean(article.running or article.title),
        "day": [article.as_of.year, article.as_of.month, article.as_of.day],
        "size": size,
        "colours": read_colours(),
        "meta": tree.line(article.meta),
        "lead_places": tree.place(*article.also),
        "lead": [tree.block(block, 2) for block in article.lead],
        "sections": tree.sections(article.sections),
    }
    return json.dumps(data, ensure_ascii=False)


def compile_pdf(data: str) -> bytes:
    """Set the data; the template takes the document's day from them."""
    made = typst.Compiler(TEMPLATE, root=TEMPLATE.parent, font_paths=load_fonts()).compile(
        format="pdf",
        sys_inputs={"document": data},
        pdf_standards=STANDARDS,
    )
    if not isinstance(made, bytes):
        raise TypeError("typst gave no PDF")
    return made


@cache
def load_fonts() -> typst.Fonts:
    """Return the fonts that a document may have; the template says which, in their order."""
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(FONTS), find_spare_fonts()],
    )
