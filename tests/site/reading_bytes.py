"""Every byte that a site for one reader writes, and the words that stand only in what is withheld."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import unescape
from pathlib import Path

from generator.pages.base import as_bytes
from generator.pages.search.build import build_documents
from generator.pages.site import Site
from generator.records import Archive, Distribution, for_reader

WORD = re.compile(r"[^\W_]{3,}(?:[-_.]?[^\W_]+)*")
# What the project says itself may stand on any page, whoever reads it.
OWN = ("generator", "docs")
INDEX = "sok/"


def write_bytes(archive: Archive, reader: Distribution, site: Site) -> Iterator[tuple[str, str]]:
    """Yield all that a site for a reader writes, by address: its pages with their frames, its files.

    Of the search the documents that its index is made of: the index shares the beginnings of words.
    """
    for address, page in site.pages.items():
        links = [link for link in (page.previous, page.following) if link]
        frame = (address, page.title, page.running, page.file, page.changed, *links, *page.headings)
        yield address, f"{page.html}\n{frame}"
    for key, content in site.files.items():
        if not key.startswith(INDEX):
            yield key, as_bytes(content).decode("utf-8", "replace")
    for document in build_documents(for_reader(archive, reader), site.pages):
        yield f"{INDEX}{document.address}", repr(document)


def words_of(text: str) -> set[str]:
    """Return the words of a text, in small letters; also those that a page writes as entities."""
    return {word.casefold() for word in WORD.findall(unescape(text))}


def words_in(files: Iterable[Path]) -> set[str]:
    """Return the words of some files, and their names; a number alone is no word."""
    found: set[str] = set()
    for file in files:
        found |= {*words_of(file.read_text("utf-8", errors="replace")), file.stem.casefold()}
    return {word for word in found if not word.isdigit()}


def find_withheld(archive: Archive, reader: Distribution) -> list[str]:
    """Return the paths of the entries that a reader may not read, and of the tables beside them."""
    shown = for_reader(archive, reader)
    kept = {entry.path for entry in shown.entries}
    paths = [entry.path for entry in archive.entries if entry.path not in kept]
    tables = {f"{name}.csv" for name in archive.tables}
    return [*paths, *(path for p in paths if (path := f"{p.removesuffix('.md')}.csv") in tables)]


def find_secret(root: Path, project: Path, withheld: Iterable[str]) -> set[str]:
    """Return the words that stand in withheld files and nowhere else that a page may take words from."""
    hidden = {root / path for path in withheld}
    records = [
        f for top in ("entries", "decisions") for f in (root / top).rglob("*") if f.is_file()
    ]
    own = [f for name in OWN for f in (project / name).rglob("*.*") if f.is_file()]
    return words_in(hidden) - words_in(set(records) - hidden) - words_in(own)
