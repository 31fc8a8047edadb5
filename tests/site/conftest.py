"""Both built folders of the example, parsed once, and its pages for each reader."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from generator.pages.site import Site, make_site
from generator.records import find_reader
from tests.fixed import read_once
from tests.places import ROOT
from tests.site.raw import Raw
from tests.site.reading import Tree, read_tree
from tests.site.visiting import watch


@pytest.fixture(scope="session")
def site_tree(example_site: Path) -> Tree:
    """The example as MkDocs builds it."""
    return read_tree(example_site)


@pytest.fixture(scope="session")
def export_tree(example_export: Path) -> Tree:
    """The example in our own shell."""
    return read_tree(example_export)


@pytest.fixture(scope="session")
def raw(root: Path) -> Raw:
    """The example's raw files, read without `generator`."""
    return Raw(root)


@pytest.fixture(scope="session")
def site_for(make_once: Callable[..., Path]) -> Callable[[str], Site]:
    """Return the example as values for one reader, built once."""

    @cache
    def site(reader: str) -> Site:
        def build(file: Path) -> None:
            archive = read_once(ROOT)
            file.write_bytes(
                pickle.dumps(make_site(ROOT, archive, find_reader(archive.mall, reader)))
            )

        found: Site = pickle.loads(make_once(f"example-for-{reader}.pickle", build).read_bytes())
        return found

    return site


@pytest.fixture
def tab(browser: Browser, address: str) -> Iterator[Page]:
    """The form at a module's `address`, in a tab without a network, in which nothing may go wrong."""
    with open_tab(browser, address) as page:
        yield page


@pytest.fixture
def undrawn_tab(undrawn: Browser, address: str) -> Iterator[Page]:
    """The same, for what is filled in by a script alone."""
    with open_tab(undrawn, address) as page:
        yield page


@contextmanager
def open_tab(browser: Browser, address: str) -> Iterator[Page]:
    """Open a form, and see that nothing has gone wrong."""
    folder, _, name = address.rpartition("/")
    with browser.new_context(offline=True, locale="sv-SE") as context:
        visit = watch(context, folder)
        # The form offers the first meeting that is still ahead.
        visit.page.clock.set_fixed_time("2026-11-05T10:00:00")
        visit.open(f"/{name}")
        yield visit.page
        assert visit.faults == []
