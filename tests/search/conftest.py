"""The shipped search in a browser with the network off, over an index of the test's own."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser
from playwright.sync_api import Page as Tab

from benchmarks.browser import lay_out, open_search
from generator.pages.base.page import Page
from generator.pages.search.build import build_documents
from generator.pages.site import Site
from generator.search import Document, write_index
from tests.fixed import read_once

HERE = Path(__file__).parent
# Search, then load what the results show.
SEARCH = """async ([query, most]) => {
  const { hits, terms } = await lagesbildSok.search(query);
  const shown = await lagesbildSok.loadTexts(hits.slice(0, most).map((hit) => hit.doc));
  return {
    found: hits.length,
    complete: hits.filter((hit) => hit.all).length,
    ways: terms.map((term) => term.way),
    shown: terms.map((term) => term.shown),
    addresses: shown.map((result) => result.address),
    marked: shown.map((result) => lagesbildSok.markHits(result.text, terms, 200)),
  };
}"""


@dataclass(frozen=True, slots=True)
class Search:
    """An opened index."""

    page: Tab

    def ask(self, query: str, most: int = 5) -> dict[str, Any]:
        """Search, and return what was found and how each word was understood."""
        found: dict[str, Any] = self.page.evaluate(SEARCH, [query, most])
        return found

    def addresses(self, query: str, most: int = 5) -> list[str]:
        """Return the addresses of the first hits."""
        found: list[str] = self.ask(query, most)["addresses"]
        return found

    def call(self, name: str, *arguments: object) -> Any:
        """Call one of the script's functions."""
        return self.page.evaluate(
            "([name, values]) => lagesbildSok[name](...values)", [name, list(arguments)]
        )


@pytest.fixture(scope="session")
def offline(browser: Browser) -> Iterator[Tab]:
    """A tab that can reach no network and fails on any error of a script."""
    context = browser.new_context(offline=True)
    page = context.new_page()
    faults: list[object] = []
    page.on("pageerror", lambda fault: faults.append(fault))
    yield page
    context.close()
    assert faults == []


@pytest.fixture(scope="session")
def search_in(
    offline: Tab, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[Iterable[Document]], Search]:
    """Return what opens the search over some documents, unless it is open over the same ones."""
    opened: tuple[list[Document], str] = ([], "")

    def search(documents: Iterable[Document]) -> Search:
        nonlocal opened
        asked = list(documents)
        if opened != (asked, offline.url):
            address = lay_out(tmp_path_factory.mktemp("search") / "site", write_index(asked))
            open_search(offline, address)
            opened = asked, address
        return Search(offline)

    return search


@pytest.fixture(scope="session")
def example_pages(example: Site) -> Mapping[str, Page]:
    """The pages of the example archive by address."""
    return example.pages


@pytest.fixture(scope="session")
def example_documents(root: Path, example_pages: Mapping[str, Page]) -> list[Document]:
    """Everything that can be found in the example archive."""
    return build_documents(read_once(root), example_pages)


def texts(**by_address: str) -> list[Document]:
    """Return documents of nothing but an address and a text."""
    return [Document(address, "", "", text) for address, text in by_address.items()]


def read_table(name: str) -> list[dict[str, str]]:
    """Return the rows of a table beside this file."""
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))
