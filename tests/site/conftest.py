"""Both built folders of the example, parsed once."""

from __future__ import annotations

from pathlib import Path

import pytest

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
