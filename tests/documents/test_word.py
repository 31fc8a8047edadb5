"""A Word file says what its article says, to eyes and to a screen reader, and is the same each time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from io import BytesIO
from itertools import pairwise
from typing import Any
from zipfile import ZipFile

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn

from generator.article.plain import find_lines
from generator.article.values import (
    Article,
    Board,
    Chart,
    Listing,
    Paragraph,
    Prose,
    Ref,
    Row,
    Section,
    Table,
    line,
    walk,
)
from generator.documents.word import render_docx
from generator.documents.word_sheet import WIDTH, share_width
from generator.pages.base import Build
from tests.documents.composed import KINDS, compose, composer
from tests.fixed import read_once
from tests.places import ARCHIVES, ROOT, load_cases

SMALL = ARCHIVES / "small"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@cache
def written(kind: str) -> bytes:
    return render_docx(compose(kind), composer().build)


def read(raw: bytes) -> Document:
    return docx.Document(BytesIO(raw))


def paragraphs(document: Document) -> Iterator[Any]:
    """Yield every paragraph in the order it is read, those of tables too."""
    yield from document.element.body.iter(f"{W}p")


def text_of(element: Any) -> str:
    """Return the words of an element, with a blank for each tab and line break between them."""
    blanks = {f"{W}tab": " ", f"{W}br": " "}
    runs = (part for run in element.iter(f"{W}r") for part in run)
    return "".join(
        blanks.get(part.tag) or (part.text or "") * (part.tag == f"{W}t") for part in runs
    )


def style_of(element: Any) -> str:
    style: str = element.pPr.pStyle.val
    return style


def words_of(text: str) -> list[str]:
    return text.split()


@pytest.mark.parametrize("kind", KINDS)
def test_headings_begin_with_the_title_and_leap_over_no_level(kind: str) -> None:
    found = [
        (int(style_of(one).removeprefix("Heading")), text_of(one))
        for one in paragraphs(read(written(kind)))
        if style_of(one).startswith("Heading")
    ]
    assert (found[0][0], words_of(found[0][1])) == (1, words_of(compose(kind).title))
    levels = [level for level, _ in found]
    assert 1 not in levels[1:]
    assert all(after - before <= 1 for before, after in pairwise(levels))
    titles = {" ".join(words_of(text)) for _, text in found}
    assert {" ".join(words_of(one.title)) for one in walk(compose(kind).sections)} <= titles


@pytest.mark.parametrize("kind", KINDS)
def test_no_word_of_the_article_is_lost(kind: str) -> None:
    said = words_of(" ".join(text_of(one) + " " for one in paragraphs(read(written(kind)))))
    wanted = [word for one in find_lines(compose(kind)) for word in words_of(one)]
    # What only leads to a download or another page of the archive is nothing to a reader of the file.
    gone = {
        *words_of("Nedladdning: (CSV) Så läser du siffrorna Alla tal över tid: anmälda brott ---")
    }
    missing = {word.strip(".:") for word in wanted if word not in gone} - {
        part.strip(".:") for word in said for part in (word, word.removesuffix(","))
    }
    assert missing == set()


@pytest.mark.parametrize("kind", KINDS)
def test_it_is_in_swedish_and_says_what_it_is(kind: str) -> None:
    document = read(written(kind))
    about = document.core_properties
    assert words_of(about.title) == words_of(compose(kind).title)
    assert about.language == "sv-SE"
    assert about.created is not None
    assert about.created.date() == about.modified.date() == compose(kind).as_of
    (language,) = document.styles.element.iter(f"{W}lang")
    assert language.get(qn("w:val")) == "sv-SE"


@pytest.mark.parametrize("kind", KINDS)
def test_every_table_has_a_head_that_is_repeated(kind: str) -> None:
    tables = list(read(written(kind)).element.body.iter(f"{W}tbl"))
    blocks = [block for one in walk(compose(kind).sections) for block in one.blocks]
    assert len(tables) >= sum(isinstance(block, Table | Board | Chart) for block in blocks) > 0
    for table in tables:
        first, *others = table.findall(f"{W}tr")
        assert first.trPr.find(f"{W}tblHeader") is not None
        assert all(row.trPr.find(f"{W}tblHeader") is None for row in others)
        assert all(row.trPr.find(f"{W}cantSplit") is not None for row in (first, *others))
        assert table.tblPr.find(f"{W}tblDescription").get(qn("w:val"))
        width = sum(int(column.get(qn("w:w"))) for column in table.tblGrid)
        for row in (first, *others):
            assert (
                sum(int(cell.tcPr.find(f"{W}tcW").get(qn("w:w"))) for cell in row.tc_lst) == width
            )


@pytest.mark.parametrize("kind", KINDS)
def test_every_picture_is_told_in_words(kind: str) -> None:
    shapes = list(read(written(kind)).element.body.iter(qn("wp:docPr")))
    blocks = [block for one in walk(compose(kind).sections) for block in one.blocks]
    rows = [row for block in blocks if isinstance(block, Board) for row in block.rows]
    charts = [one.figure for one in blocks if isinstance(one, Chart) and one.figure.pictures]
    told = [" ".join(words_of(shape.get("descr"))) for shape in shapes]
    assert len(told) == len(rows) + len(charts)
    for row in rows:
        (words,) = (one for one in told if one.startswith(f"{row.name.text}: "))
        assert all(f"{month.label} {month.number.shown}" in words for month in row.months)
    assert all(
        any(words.startswith(" ".join(words_of(figure.title))) for words in told)
        for figure in charts
    )
    assert len({shape.get("id") for shape in shapes}) == len(shapes)


@pytest.mark.parametrize("kind", KINDS)
def test_figures_are_numbered_as_in_the_article(kind: str) -> None:
    numbered = [
        block.number
        for one in walk(compose(kind).sections)
        for block in one.blocks
        if isinstance(block, Chart) and block.number
    ]
    found = [
        text_of(one)
        for one in paragraphs(read(written(kind)))
        if any("SEQ Figur" in (code.text or "") for code in one.iter(f"{W}instrText"))
    ]
    assert [text.partition(".")[0] for text in found] == [f"Figur {number}" for number in numbered]


@pytest.mark.parametrize("kind", KINDS)
def test_each_page_says_what_it_is_and_its_number(kind: str) -> None:
    section = read(written(kind)).sections[0]
    head, foot = section.header._element, section.footer._element
    assert (compose(kind).running or compose(kind).title) in text_of(head).replace("\u00a0", " ")
    codes = [code.text.strip() for code in foot.iter(f"{W}instrText")]
    assert codes == ["PAGE", "NUMPAGES"]
    assert ("UTKAST" in text_of(head)) == (kind == "draft")


@pytest.mark.parametrize("kind", KINDS)
def test_links_lead_to_places_that_are_in_the_file(kind: str) -> None:
    document = read(written(kind))
    places = [mark.get(qn("w:name")) for mark in document.element.body.iter(f"{W}bookmarkStart")]
    assert len(places) == len(set(places))
    links = list(document.element.body.iter(f"{W}hyperlink"))
    anchors = {link.get(qn("w:anchor")) for link in links} - {None}
    assert anchors <= set(places)
    assert anchors or kind != "adopted"
    outside = {one.target_ref for one in document.part.rels.values() if one.is_external}
    assert outside == {composer().build.archive.mall.feedback}


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_article_gives_the_same_bytes(kind: str) -> None:
    assert render_docx(compose(kind), composer().build) == written(kind)
    day = compose(kind).as_of
    with ZipFile(BytesIO(written(kind))) as parts:
        assert {one.date_time for one in parts.infolist()} == {
            (day.year, day.month, day.day, 0, 0, 0)
        }


def article(*blocks: Any, title: str = "Titel") -> Article:
    ref = Ref("decision", read_once(SMALL).decisions[0].id)
    return Article(ref, title, (), (), (Section("_a", "Avsnitt", blocks),), date(2026, 11, 12))


def blocks_of(*blocks: Any) -> list[Any]:
    """Return the paragraphs below the heading of an article's one section, but for the last."""
    raw = render_docx(article(*blocks), Build(read_once(SMALL), {}))
    found = list(paragraphs(read(raw)))
    start = next(n for n, one in enumerate(found) if text_of(one) == "Avsnitt")
    return found[start + 1 : -1]


CASES = load_cases(ROOT / "tests/documents/prose_in_word.yml")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:20])
def test_what_a_participant_wrote_is_shown_as_on_its_page(case: dict[str, Any]) -> None:
    found = []
    for one in blocks_of(Prose(case["text"], Ref("entry", "x"))):
        marked = [
            f"{mark} {text_of(run)}"
            for run in one.iter(f"{W}r")
            for mark in ("b", "i", "strike")
            if run.rPr is not None and run.rPr.find(f"{W}{mark}") is not None
        ]
        found.append(" / ".join((f"{style_of(one)}: {text_of(one)}", *marked)))
    assert found == case["becomes"]


HOSTILE = "</w:t> & \x0b \ud800 \ufffe { PAGE } =SUM(1) \u202e"


def test_words_are_never_more_than_words() -> None:
    table = Table(HOSTILE, (HOSTILE, "b"), (Row((line(HOSTILE), line(HOSTILE))),))
    (said, *cells) = blocks_of(Paragraph(line(HOSTILE)), table)
    for one in (said, *cells[:3]):
        assert text_of(one) in (
            HOSTILE.translate({0x0B: "\ufffd", 0xD800: "\ufffd", 0xFFFE: "\ufffd"}),
            "b",
        )
    assert not [code for one in (said, *cells) for code in one.iter(f"{W}instrText")]


def test_a_long_title_is_whole_in_the_text_and_cut_where_the_format_has_a_limit() -> None:
    title = "Fördjupad kartläggning av skadegörelsen " * 8
    build = Build(read_once(SMALL), {})
    document = read(render_docx(replace(article(), title=title), build))
    assert document.core_properties.title == title[:255]
    assert title.strip() in text_of(next(iter(paragraphs(document))))


def test_a_numbered_list_keeps_the_numbers_it_is_given() -> None:
    from generator.article.values import Item

    numbers = [1, 2, 5, None, 1]
    items = tuple(Item(line(f"sak {n}"), number=n) for n in numbers)
    build = Build(read_once(SMALL), {})
    document = read(render_docx(article(Listing(items, ordered=True)), build))
    starts = {
        num.numId: num.find(f"{W}lvlOverride/{W}startOverride").get(qn("w:val"))
        for num in document.part.numbering_part.element.num_lst
        if num.find(f"{W}lvlOverride") is not None
    }
    lists = [
        one.pPr.numPr.numId.val for one in paragraphs(document) if style_of(one) == "ListNumber"
    ]
    assert [starts[number] for number in dict.fromkeys(lists)] == ["1", "5", "1"]
    assert [lists.count(number) for number in dict.fromkeys(lists)] == [2, 2, 1]


@pytest.mark.parametrize(
    "rows",
    [
        [["a", "b"]],
        [["nov\u00a02026", "x" * 400, "1"]],
        [["ord " * 40, "ord " * 40, "ord " * 40]],
        [["x" * 90] * 6],
        [[""] * 30],
    ],
)
def test_a_tables_columns_fill_the_page_and_no_more(rows: list[list[str]]) -> None:
    widths = share_width(rows, len(rows[0]))
    assert sum(widths) == WIDTH
    assert min(widths) > 0
