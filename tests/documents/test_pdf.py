"""A PDF says what its article says, to eyes and to a screen reader, can be kept, and is the same each time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from difflib import SequenceMatcher
from functools import cache
from io import BytesIO
from itertools import pairwise
from typing import Any

import pikepdf
import pytest

from generator.article.plain import plain_words
from generator.article.values import (
    Article,
    Facts,
    Item,
    Listing,
    Paragraph,
    Prose,
    Ref,
    Row,
    Section,
    Span,
    Table,
    line,
    walk,
)
from generator.documents.pdf import compile_pdf, count_pages, render_pdf, write_data
from generator.documents.readiness import DRAFT
from generator.pages.base import EXAMPLE, Build
from generator.pages.composed import Composer
from tests.documents.composed import KINDS, compose, composer
from tests.documents.reading_pdf import Tag, read_marked, read_tags
from tests.fixed import read_once
from tests.places import ARCHIVES, ROOT, load_cases

pytestmark = pytest.mark.slow
HOSTILE = load_cases(ROOT / "tests/documents/hostile_in_pdf.yml")
# What a document has besides its article, and what a page has that a reader of it alone cannot open.
ADDED = {"Det här är ett utkast", "Frågor och synpunkter", "händelse"}
LEFT_OUT = {
    "Så läser du siffrorna",
    "Nedladdning Alla tal i rapporten CSV",
    "Alla tal över tid anmälda brott",
    "händelser",  # one is written in the singular
}


@cache
def written(kind: str) -> bytes:
    return render_pdf(compose(kind), composer().build, "BRÅ")


@cache
def tags(kind: str) -> Tag:
    return read_tags(written(kind))


@cache
def small() -> tuple[Article, Build]:
    build = Build(read_once(ARCHIVES / "small"), {})
    return Composer(build).compose(build.archive.held_meetings[0]), build


def read(raw: bytes) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(raw))


def words_of(text: str) -> list[str]:
    return re.findall(r"\w+", text.replace("\u00ad", ""))


@pytest.mark.parametrize("kind", KINDS)
def test_the_file_says_what_it_is(kind: str) -> None:
    article, mall = compose(kind), composer().build.archive.mall
    with read(written(kind)) as pdf, pdf.open_metadata() as about:
        assert about["dc:title"] == article.title
        assert about["dc:creator"] == [f"{mall.municipality}, {mall.group}"]
        assert str(pdf.Root.Lang) == "sv-SE"
        days = [about["xmp:CreateDate"], about["xmp:ModifyDate"]]
        assert [day[:10] for day in days] == [f"{article.as_of}"] * 2
        assert (about["pdfuaid:part"], about["pdfaid:part"], about["pdfaid:conformance"]) == (
            "1", "2", "A",
        )  # fmt: skip
        assert bool(pdf.Root.MarkInfo.Marked)
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)


@pytest.mark.parametrize("kind", KINDS)
def test_every_font_stands_in_the_file(kind: str) -> None:
    with read(written(kind)) as pdf:
        fonts = [
            one
            for one in pdf.objects
            if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/FontDescriptor"
        ]
        assert len(fonts) > 1
        assert all("/FontFile2" in font or "/FontFile3" in font for font in fonts)
        assert all(
            re.match(r"/[A-Z]{6}\+(SourceSansPro|DejaVuSans)", str(font.FontName)) for font in fonts
        )


@pytest.mark.parametrize("kind", KINDS)
def test_headings_begin_with_the_title_and_leap_over_no_level(kind: str) -> None:
    heads = [tag for tag in tags(kind).walk() if re.fullmatch("H[1-6]", tag.name)]
    assert words_of(heads[0].text) == words_of(compose(kind).title)
    levels = [int(tag.name[1]) for tag in heads]
    assert levels[0] == 1
    assert 1 not in levels[1:]
    assert all(after - before <= 1 for before, after in pairwise(levels))
    said = [words_of(tag.text) for tag in heads]
    assert all(words_of(section.title) in said for section in walk(compose(kind).sections))


@pytest.mark.parametrize("kind", KINDS)
def test_tables_have_heads_and_captions(kind: str) -> None:
    tables = [tag for tag in tags(kind).walk() if tag.name == "Table"]
    assert tables
    for table in tables:
        heads = [tag for tag in table.walk() if tag.name == "TH"]
        assert heads
        assert all("/Scope" in tag.about["/A"] and "/Column" in tag.about["/A"] for tag in heads)
        cells = [tag for tag in table.walk() if tag.name == "TD"]
        assert all("/Headers" in tag.about["/A"] for tag in cells)
    captions = {" ".join(words_of(tag.text)) for tag in tags(kind).walk() if tag.name == "Caption"}
    blocks = [one for part in walk(compose(kind).sections) for one in part.blocks]
    assert {" ".join(words_of(one.caption)) for one in blocks if isinstance(one, Table)} <= captions


@pytest.mark.parametrize("kind", KINDS)
def test_every_picture_is_told_in_words(kind: str) -> None:
    pictures = [tag for tag in tags(kind).walk() if tag.name == "Figure"]
    assert pictures
    assert all(len(tag.about.get("/Alt", "")) > 20 for tag in pictures)


def test_a_month_without_meeting_is_not_told_as_zero() -> None:
    told = [tag.about["/Alt"] for tag in tags("adopted").walk() if tag.name == "Figure"]
    assert (
        sum("juli 2026 inget möte, aug 2026 0" in alt.replace("\u00a0", " ") for alt in told) >= 3
    )


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_read_is_what_the_article_says_in_its_order(kind: str) -> None:
    """The words of pictures stand in their tables, and numbers before items in none of its words."""
    numbered = re.compile(r"^\s*\d+[.)]\s+", re.MULTILINE)
    article = map_prose(compose(kind), lambda text: numbered.sub("", text))
    said = words_of(plain_words(article))
    read = words_of(tags(kind).spoken.text)
    matcher = SequenceMatcher(None, said, read, autojunk=False)
    left = {" ".join(said[a:b]) for what, a, b, *_ in matcher.get_opcodes() if what != "equal"} - {
        ""
    }
    more = {" ".join(read[a:b]) for what, *_, a, b in matcher.get_opcodes() if what != "equal"} - {
        ""
    }
    assert left <= LEFT_OUT
    assert all(any(one.startswith(begin) for begin in ADDED) for one in more), more


def map_prose(article: Article, change: Any) -> Article:
    def of_block(block: Any) -> Any:
        return (
            replace(block, markdown=change(block.markdown)) if isinstance(block, Prose) else block
        )

    def of_section(section: Section) -> Section:
        blocks = tuple(map(of_block, section.blocks))
        return replace(section, blocks=blocks, parts=tuple(map(of_section, section.parts)))

    lead = tuple(map(of_block, article.lead))
    return replace(article, lead=lead, sections=tuple(map(of_section, article.sections)))


@pytest.mark.parametrize("kind", KINDS)
def test_links_lead_within_the_file_or_to_whom_to_ask(kind: str) -> None:
    mall = composer().build.archive.mall
    with read(written(kind)) as pdf:
        links = [one for page in pdf.pages for one in page.get("/Annots", [])]
        assert links
        outside = {str(one.A.URI) for one in links if "/A" in one and "/URI" in one.A}
        assert outside == {mall.feedback}
        # The report's first line leads to what is told of it last, a number to its entries.
        inside = [one for one in links if "/URI" not in one.get("/A", {})]
        assert len(inside) > 5 or kind not in ("adopted", "draft")
        assert all("/Contents" in one or "/StructParent" in one for one in links)


def read_pages(raw: bytes) -> Iterator[str]:
    """Yield all words of each page, also those at its head and foot."""
    with read(raw) as pdf:
        for page in pdf.pages:
            yield " ".join(read_marked(page).values()).replace("\u00a0", " ")


@pytest.mark.parametrize("kind", KINDS)
def test_every_page_says_what_it_is_of(kind: str) -> None:
    pages = list(read_pages(written(kind)))
    for place, page in enumerate(pages, 1):
        assert f"sida {place} av {len(pages)}" in page
        assert EXAMPLE in page
        assert "För BRÅ." in page
        assert (DRAFT in page) == (kind == "draft")
    running = " ".join(words_of(compose(kind).running or compose(kind).title))
    assert all(running in " ".join(words_of(page)) for page in pages[1:])


def test_a_draft_says_what_it_lacks() -> None:
    (first, *_) = read_pages(written("draft"))
    assert "Det som saknas är diarienummer, sekretessprövning och uppgift om när" in first.replace(
        "\u00ad", ""
    )


def test_the_report_of_a_month_has_six_to_eight_pages_and_a_short_one() -> None:
    assert 6 <= count_pages(written("adopted")) <= 8
    short = render_pdf(compose("adopted"), composer().build, short=True)
    assert count_pages(short) == 1
    said = " ".join(words_of(read_tags(short).text))
    assert all(part in said for part in ("Att ta ställning till", "Läget i sex områden"))
    assert not any(part in said for part in ("Sammanfattning", "Underlag"))
    (page,) = read_pages(short)
    assert "För BRÅ" not in page


def test_the_bytes_are_the_same_each_time() -> None:
    article, build = small()
    assert render_pdf(article, build) == render_pdf(article, build)
    later = replace(article, as_of=date(2031, 1, 1))
    assert render_pdf(later, build) != render_pdf(article, build)


def hostile_article(text: str) -> Article:
    """Return an article that has a text wherever people may write."""
    article, _ = small()
    said = line(Span(text, sign=text[:1], look="level", tone="mid"))
    item = Item(line(text), below=(line(text),), id=text)
    row = Row((line(text), line(text)), id=f"{text}2")
    blocks = (
        Paragraph(line(text)),
        Facts(((text, line(text)),)),
        Listing((item,), head=text),
        Table(text, (text, text), (row, Row((line(text),), group=True)), note=text),
    )
    section = Section(f"_{text}", text, blocks, aside=said, also=(text,))
    return replace(
        article,
        title=text,
        running=text,
        meta=line(text),
        lead=(Paragraph(line(text)),),
        sections=(section,),
    )


@pytest.mark.parametrize("case", HOSTILE, ids=lambda case: str(case["text"])[:20])
def test_what_people_wrote_is_never_run(case: dict[str, str]) -> None:
    article = hostile_article(case["text"])
    root = read_tags(compile_pdf(write_data(article, small()[1], case["text"], 10)))
    stands = re.sub(r"\s+", " ", case.get("stands", case["text"]))
    squeezed = squeeze(root.spoken.text)
    # Its title, the line below, the lead, a heading, beside it, a paragraph, two of a pair, three of
    # a list, and a table's caption, heads, cells and note.
    assert squeezed.count(squeeze(stands)) == 18


def squeeze(text: str) -> str:
    return re.sub(r"[\s\u00ad\u00a0]+", "", text)


def test_a_text_in_markdown_is_set_as_it_is_written() -> None:
    article, build = small()
    text = (
        "# Rubrik\n\nEn *text* med **vikt**, `#kod` och [länk](https://example.org/a?b=1#c), "
        "[ingen](javascript:alert) och [inne](../moten/).\n\n### Djupare\n\n3. tre\n4. fyra\n   - under\n\n"
        "> citat $x$\n\n```\n#eval(1)\n  indrag\n```\n\n| a | b |\n|---|--:|\n| #x | 2 |\n\n---\n\n<b>html</b>  \nny rad"
    )
    owner = Ref("meeting", article.ref.id)
    section = Section("_a", "Avsnitt", (Prose(text, owner),))
    raw = compile_pdf(write_data(replace(article, sections=(section,)), build, "", 10))
    root = read_tags(raw)
    heads = [
        (tag.name, tag.text.strip()) for tag in root.walk() if re.fullmatch("H[2-6]", tag.name)
    ]
    assert heads == [("H2", "Avsnitt"), ("H3", "Rubrik"), ("H4", "Djupare")]
    said = " ".join(root.text.split())
    for words in (
        "En text med vikt, #kod och länk, [ingen](javascript:alert) och inne.",
        "citat $x$",
        "#eval(1)",
        "<b>html</b>",
        "3. tre",
    ):
        assert words in said, words
    with read(raw) as pdf:
        links = {
            str(one.A.URI)
            for page in pdf.pages
            for one in page.get("/Annots", [])
            if "/A" in one and "/URI" in one.A
        }
    assert links == {"https://example.org/a?b=1#c", build.archive.mall.feedback}
