"""Both built folders of the example, parsed once, and its pages for each reader."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from generator.pages.site import Site, make_site
from generator.records import find_reader
from tests.fixed import read_once
from tests.places import ROOT
from tests.site.raw import Raw
from tests.site.reading import Tree, read_tree
from tests.site.visiting import Visit, watch


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


@pytest.fixture(scope="module")
def form(browser: Browser, address: str) -> Iterator[Visit]:
    """A tab without a network for the form at a module's `address`."""
    with browser.new_context(offline=True, locale="sv-SE") as context:
        yield watch_form(context, address)


@pytest.fixture
def tab(form: Visit, address: str) -> Iterator[Page]:
    """The form in the tab of the test before, where nothing is left of it, and nothing may go wrong."""
    yield from open_form(form, address)
    form.page.mouse.move(0, 0)
    form.page.evaluate("localStorage.clear(); sessionStorage.clear()")


@pytest.fixture
def undrawn_tab(undrawn: Browser, address: str) -> Iterator[Page]:
    """The same in a tab of its own, for what is filled in by a script alone."""
    with undrawn.new_context(offline=True, locale="sv-SE") as context:
        yield from open_form(watch_form(context, address), address)


def watch_form(context: BrowserContext, address: str) -> Visit:
    """Open a tab on a day when the first meeting that the form offers is still ahead."""
    visit = watch(context, address.rpartition("/")[0])
    visit.page.clock.set_fixed_time("2026-11-05T10:00:00")
    return visit


def open_form(visit: Visit, address: str) -> Iterator[Page]:
    """Open a form as who has never been there, and see that nothing has gone wrong."""
    visit.open(f"/{address.rpartition('/')[2]}")
    assert visit.page.evaluate("localStorage.length + sessionStorage.length") == 0
    yield visit.page
    assert visit.faults == []
