"""The base will move: what a page says is the same in the MkDocs site and in the export."""

from __future__ import annotations

from collections.abc import Iterator

from tests.site.reading import NO_FRAME_AROUND, Document, Element, Tree

ANCHORS = ("id", "href")


def test_both_hold_the_same_pages(site_tree: Tree, export_tree: Tree) -> None:
    assert site_tree.documents.keys() - {NO_FRAME_AROUND} == export_tree.documents.keys()


def test_every_page_has_the_same_title(site_tree: Tree, export_tree: Tree) -> None:
    """The frames join it to the archive's name each in their own way."""
    for ours in export_tree.pages:
        theirs = site_tree.documents[ours.address]
        titles = [page.tree.find("title")[0].text for page in (ours, theirs)]
        assert titles[0].replace(" – ", " - ") == titles[1], ours.address


def test_every_article_is_the_same(site_tree: Tree, export_tree: Tree) -> None:
    for ours in export_tree.pages:
        assert read_article(ours) == read_article(site_tree.documents[ours.address]), ours.address


def read_article(page: Document) -> list[tuple[str, ...]]:
    """Return an article's words, links and anchors, and the elements they stand in, in order."""
    assert page.article, page.address
    return list(read_element(page.article))


def read_element(element: Element) -> Iterator[tuple[str, ...]]:
    """Yield the pieces of an element; only white space is evened out."""
    yield (element.tag, *(f"{name}={element.attributes.get(name)}" for name in ANCHORS))
    for child in element.children:
        if isinstance(child, Element):
            yield from read_element(child)
        elif words := " ".join(child.split()):
            yield ("", words)
    yield (f"/{element.tag}",)
