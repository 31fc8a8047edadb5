"""Every page of the example archive, in both frames: its links, its ids and what it always says."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from generator.records.archive import Archive
from generator.records.loading import read_archive
from tests.site.reading import (
    Document,
    Tree,
    assert_none,
    find_dead_links,
    find_fact,
    find_unreachable,
    is_inner,
)

pytestmark = pytest.mark.slow

OUTSIDE = re.compile(
    r"https?://[a-z0-9.-]+\.[a-z]{2,}(:\d+)?(/\S*)?|"
    r"mailto:([^@\s?]+@[^@\s?]+\.\w+(\?\S+)?|\?subject=\S+)"
)
LOADING = {"link": "href", "script": "src", "img": "src", "iframe": "src", "source": "src"}
CSS_ADDRESS = re.compile(r"""url\(\s*['"]?([^'")]+)|@import\s+['"]([^'"]+)""")
DAY = re.compile(r"\d{1,2} [a-z]+ \d{4}")
MEETING_PAGE = re.compile(r"moten/(\d{4}-\d\d-\d\d)\.html")


@pytest.fixture(scope="module", params=["site", "export"])
def tree(request: pytest.FixtureRequest) -> Tree:
    """Each built folder in turn."""
    found: Tree = request.getfixturevalue(f"{request.param}_tree")
    return found


@pytest.fixture(scope="module")
def archive(root: Path) -> Archive:
    """The example archive's records."""
    return read_archive(root, None)


def test_no_link_or_anchor_is_dead(tree: Tree) -> None:
    assert_none(find_dead_links(tree))


def test_links_that_lead_out_are_well_formed(tree: Tree) -> None:
    outer = {link for page in tree.pages for link in page.links if not is_inner(link)}
    inline = {link for link in outer if link.startswith("data:image/")}
    assert_none([link for link in outer - inline if not OUTSIDE.fullmatch(link)])


def test_every_page_is_reached_from_the_first(tree: Tree) -> None:
    assert_none(find_unreachable(tree))


def test_an_id_stands_once_on_its_page(tree: Tree) -> None:
    twice = {
        f"{page.address}#{key}"
        for page in tree.pages
        for key, number in Counter(page.ids).items()
        if number > 1
    }
    assert_none(twice)


def test_what_an_id_or_label_is_used_for_exists(tree: Tree) -> None:
    used = ("aria-labelledby", "aria-describedby", "aria-controls", "headers")
    dangling = {
        f"{page.address}: {name}={key}"
        for page in tree.pages
        if page.article
        for element in page.article.walk()
        for name in used
        for key in element.attributes.get(name, "").split()
        if key not in page.ids
    }
    assert_none(dangling)


def test_ids_of_sections_cannot_be_a_records(tree: Tree, archive: Archive) -> None:
    """Ids without `_` are stems of the meeting's own files, so that both last."""
    assert_none([line for page in tree.pages for line in find_strange_ids(page, archive)])


def find_strange_ids(page: Document, archive: Archive) -> Iterator[str]:
    """Yield the ids of an article that are neither ours nor a file's stem."""
    meeting = MEETING_PAGE.fullmatch(page.address)
    stems = {e.source.stem for e in archive.entries if meeting and e.source.folder == meeting[1]}
    assert page.article, page.address
    for element in page.article.walk():
        key = element.attributes.get("id")
        if key is not None and key not in stems and not key.startswith("_"):
            yield f"{page.address}#{key}"


def test_every_entry_has_its_place(tree: Tree, archive: Archive) -> None:
    """`moten/2026-11-12.html#polisen-jarntorget` is what people save and send."""
    missing = [
        entry.id
        for entry in archive.entries
        if entry.source.stem not in tree.documents[f"moten/{entry.source.folder}.html"].ids
    ]
    assert_none(missing)


def test_nothing_is_loaded_from_elsewhere(tree: Tree) -> None:
    loaded = {
        element.attributes[LOADING[element.tag]]
        for page in tree.documents.values()
        for element in page.tree.find(*LOADING)
        if LOADING[element.tag] in element.attributes
    }
    assert_none([link for link in loaded if not is_inner(link)])


def test_style_sheets_load_nothing_from_elsewhere(tree: Tree) -> None:
    sheets = [tree.folder / path for path in tree.files if path.endswith(".css")]
    found = [a or b for f in sheets for a, b in CSS_ADDRESS.findall(f.read_text(encoding="utf-8"))]
    assert sheets
    assert_none([link for link in found if not link.startswith("data:")])


# A table names its columns, which the style sheet writes in its cells on a phone, and a pasted
# Markdown table says which way its columns are set.
STYLES = {
    "table": re.compile(r"""(?:--\d+:'(?:[\w\u00a0]|\\[0-9a-f]{6})*';?)*"""),
    "th": re.compile("text-align: ?(?:left|right|center)"),
    "td": re.compile("text-align: ?(?:left|right|center)"),
}
NEVER = re.compile("(?!)")


def test_we_write_no_script_in_a_page_and_no_style_but_columns(tree: Tree) -> None:
    assert_none(
        f"{page.address}: <{element.tag} {name}={value!r}>"
        for page in tree.pages
        if page.article
        for element in page.article.walk()
        for name, value in (("", ""), *element.attributes.items())
        if element.tag in ("script", "style")
        or name.startswith("on")
        or (name == "style" and not STYLES.get(element.tag, NEVER).fullmatch(value))
    )


def test_no_page_is_for_search_engines(tree: Tree) -> None:
    without = [
        page.address
        for page in tree.documents.values()
        if {"name": "robots", "content": "noindex"}
        not in [m.attributes for m in page.tree.find("meta")]
    ]
    assert_none(without)


def test_every_page_is_swedish_with_one_heading_and_a_title(tree: Tree) -> None:
    for page in tree.pages:
        (document,) = page.tree.find("html")
        (heading,) = page.tree.find("h1")
        (title,) = page.tree.find("title")
        assert document.attributes["lang"] == "sv", page.address
        assert heading.text, page.address
        assert title.text.startswith(heading.text), page.address


def test_headings_skip_no_level(tree: Tree) -> None:
    for page in tree.pages:
        assert page.article, page.address
        levels = [int(h.tag[1]) for h in page.article.find("h1", "h2", "h3", "h4", "h5", "h6")]
        skips = [pair for pair in pairwise(levels) if pair[1] > pair[0] + 1]
        assert skips == [], page.address


def test_every_header_cell_says_what_it_heads(tree: Tree) -> None:
    without = [
        f"{page.address}: {cell.text}"
        for page in tree.pages
        for cell in page.tree.find("th")
        if cell.attributes.get("scope") not in ("col", "row", "colgroup", "rowgroup")
    ]
    assert_none(without)


def test_every_page_says_whose_it_is_and_how_fresh(tree: Tree, archive: Archive) -> None:
    for page in tree.pages:
        assert find_fact(page, "Sidansvarig") == archive.mall.page_owner, page.address
        assert DAY.fullmatch(find_fact(page, "Läget per")), page.address
        changed = find_fact(page, "Senast ändrad")
        assert DAY.fullmatch(changed) or changed.startswith("okänt"), page.address
        assert page.article, page.address
        links = page.article.find("footer")[-1].find("a")
        (question,) = [a for a in links if a.text == "Var informationen till din hjälp?"]
        assert question.attributes["href"] == archive.mall.feedback, page.address


def test_an_example_says_so_on_every_page(tree: Tree, archive: Archive) -> None:
    assert archive.mall.example
    for page in tree.pages:
        assert page.article, page.address
        banners = [e.text for e in page.article.walk() if "lb-banner" in e.classes]
        assert banners == ["Exempelarkiv: allt innehåll är påhittat."], page.address
