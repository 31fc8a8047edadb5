"""A built folder as plain values: its pages, their elements, links and ids.

The standard library's parser is enough: both frames close what they open.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

from generator.article.markdown import HEADINGS

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
POINTING = ("href", "src", "srcset", "poster", "data", "action")
NO_FRAME_AROUND = "404.html"  # MkDocs writes it for every address, so it has no place of its own.


@dataclass(slots=True)
class Element:
    """An element, or the document itself."""

    tag: str
    attributes: dict[str, str]
    children: list[Element | str] = field(default_factory=list)

    def walk(self) -> Iterator[Element]:
        """Yield the element and all below it, in the document's order."""
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.walk()

    def keyed(self, row: str = "*") -> Iterator[tuple[str, Element]]:
        """Yield every number below it by its whole key: a row says what those of its numbers share."""
        row = self.attributes.get("data-keys", row)
        if "data-key" in self.attributes:
            yield row.replace("*", self.attributes["data-key"]), self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.keyed(row)

    def find(self, *tags: str) -> list[Element]:
        """Return all below it with one of the tags."""
        return [element for element in self.walk() if element.tag in tags]

    @property
    def classes(self) -> set[str]:
        """Return the class names."""
        return set(self.attributes.get("class", "").split())

    def at(self, anchor: str) -> Element:
        """Return the one element below it with an id."""
        (found,) = (one for one in self.walk() if one.attributes.get("id") == anchor)
        return found

    @property
    def ids(self) -> list[str]:
        """Return every id, in order."""
        return [one.attributes["id"] for one in self.walk() if "id" in one.attributes]

    @property
    def text(self) -> str:
        """Return all words, with single blanks between them."""
        return " ".join("".join(self._pieces()).split())

    def _pieces(self) -> Iterator[str]:
        for child in self.children:
            if isinstance(child, str):
                yield child
            else:
                yield from child._pieces()


# Where a reader sees words apart, though no blank stands between them.
APART = {"p", "td", "th", "li", "dt", "dd", "br", *(f"h{level}" for level in range(1, 7))}


class TreeBuilder(HTMLParser):
    """Builds the tree of one document; a tag that closes nothing is an error."""

    def __init__(self) -> None:
        super().__init__()
        self.open = [Element("", {})]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].tag == tag, f"line {self.getpos()[0]}: </{tag}> closes no <{tag}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def read_html(html: str) -> Element:
    """Return a page or a whole piece of one as a tree."""
    builder = TreeBuilder()
    builder.feed(html)
    builder.close()
    assert len(builder.open) == 1, f"<{builder.open[-1].tag}> is never closed"
    return builder.open[0]


def heard_in(html: str, anchor: str = "") -> str:
    """Return what a reader hears of a page, on one line.

    With an `anchor` only what stands from the element with that id to the next heading of level two.
    """
    found = list(hear(read_html(html)))
    if anchor:
        starts = [n for n, (at, _) in enumerate(found) if at and at.attributes.get("id") == anchor]
        assert starts, f"there is no {anchor}"
        found = found[starts[0] + 1 :]
        ends = (n for n, (at, _) in enumerate(found) if at and ends_part(at))
        found = found[: next(ends, len(found))]
    return " ".join("".join(words for _, words in found).split())


def ends_part(element: Element) -> bool:
    """Say whether a part of a page ends where an element begins; a figure's heading has no id."""
    return element.tag == "footer" or (element.tag in HEADINGS[:1] and "id" in element.attributes)


def hear(element: Element) -> Iterator[tuple[Element | None, str]]:
    """Yield where elements begin, and all words, in order; a record's name is not heard."""
    for child in element.children:
        if isinstance(child, str):
            yield None, child
        elif "lb-named" not in child.classes:
            apart = " " if child.tag in APART else ""
            yield child, apart
            yield from hear(child)
            yield None, apart


@dataclass(frozen=True)
class Document:
    """One HTML file; `address` is its path from the folder."""

    address: str
    tree: Element

    @cached_property
    def article(self) -> Element | None:
        """The part that the MkDocs site and the export share."""
        found = [element for element in self.tree.walk() if "lb" in element.classes]
        assert len(found) < 2, f"{self.address} has two articles"
        return found[0] if found else None

    @cached_property
    def ids(self) -> list[str]:
        """Every id, in order."""
        return self.tree.ids

    @cached_property
    def links(self) -> list[str]:
        """Everything the document points to, as written."""
        return [e.attributes[n] for e in self.tree.walk() for n in POINTING if n in e.attributes]

    def resolve(self, link: str) -> tuple[str, str]:
        """Return the path from the folder and the anchor that an inner link leads to."""
        parts = urlsplit(link)
        # A 404 page is shown at every address, so its links begin at the site's root.
        here = "" if parts.path.startswith("/") else posixpath.dirname(self.address)
        path = posixpath.normpath(posixpath.join(here, unquote(parts.path).lstrip("/")))
        return (path if parts.path else self.address), unquote(parts.fragment)


@dataclass(frozen=True)
class Tree:
    """A built folder: its documents by address, and all its files."""

    folder: Path
    documents: dict[str, Document]
    files: frozenset[str]

    @property
    def pages(self) -> list[Document]:
        """Return the archive's own pages."""
        return [d for d in self.documents.values() if d.address != NO_FRAME_AROUND]

    @property
    def addresses(self) -> list[str]:
        """Return the addresses of those pages."""
        return [page.address for page in self.pages]


def list_pages(folder: Path) -> list[str]:
    """Return the addresses of the archive's own pages in a built folder, without reading them."""
    found = sorted(file.relative_to(folder).as_posix() for file in folder.rglob("*.html"))
    return [address for address in found if address != NO_FRAME_AROUND]


def read_document(text: str, address: str) -> Document:
    """Parse one page."""
    builder = TreeBuilder()
    builder.feed(text)
    builder.close()
    assert len(builder.open) == 1, f"{address}: <{builder.open[-1].tag}> is never closed"
    return Document(address, builder.open[0])


def read_tree(folder: Path) -> Tree:
    """Parse every page of a built folder."""
    files = sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())
    documents = {
        path: read_document((folder / path).read_text(encoding="utf-8"), path)
        for path in files
        if path.endswith(".html")
    }
    return Tree(folder, documents, frozenset(files))


def find_fact(page: Document, term: str) -> str:
    """Return what the foot of a page says of something."""
    assert page.article, page.address
    (foot,) = [e for e in page.article.find("footer") if "lb-foot" in e.classes]
    facts = zip(foot.find("dt"), foot.find("dd"), strict=True)
    return next(said.text for name, said in facts if name.text == term)


def is_inner(link: str) -> bool:
    """Say whether a link leads into the folder: no scheme, no host."""
    parts = urlsplit(link)
    return not parts.scheme and not parts.netloc


def find_dead_links(tree: Tree) -> Iterator[str]:
    """Yield a line for every link or anchor that leads nowhere."""
    for document in tree.documents.values():
        for link in filter(is_inner, document.links):
            path, anchor = document.resolve(link)
            target = tree.documents.get(path)
            if path not in tree.files:
                yield f"{document.address}: {link} is no file"
            elif link.startswith("/") and document.address != NO_FRAME_AROUND:
                yield f"{document.address}: {link} does not work from a folder"
            elif anchor and (target is None or anchor not in target.ids):
                yield f"{document.address}: {link} is no place on its page"


def find_unreachable(tree: Tree, start: str = "index.html") -> set[str]:
    """Return the addresses that no chain of links from the first page leads to."""
    seen, waiting = {start}, [start]
    while waiting:
        document = tree.documents[waiting.pop()]
        ahead = {document.resolve(link)[0] for link in document.links if is_inner(link)}
        new = (ahead & tree.documents.keys()) - seen
        seen |= new
        waiting += new
    return {page.address for page in tree.pages} - seen


def assert_none(found: Iterable[str]) -> None:
    """Fail with every line found, not with the first few."""
    lines = sorted(set(found))
    assert not lines, "\n".join([f"{len(lines)} found:", *lines])
