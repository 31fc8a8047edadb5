"""Both built folders of the example, parsed once, and its pages for each reader."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from generator.pages.site import Site, make_site
from generator.records import find_reader
from tests.fixed import read_once
from tests.places import ROOT
from tests.site.raw import Raw
from tests.site.reading import Tree, read_tree


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
