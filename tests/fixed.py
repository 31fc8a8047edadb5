"""Archives as the tests read them: those that no test changes once in each process."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from generator.records import Archive, read_archive
from tests.places import ARCHIVES, ROOT


def read_once(root: Path) -> Archive:
    """Read the example or an archive below `tests/archives` once, and any other each time."""
    fixed = root == ROOT or root.is_relative_to(ARCHIVES)
    return _read_fixed(root) if fixed else read_archive(root)


@cache
def _read_fixed(root: Path) -> Archive:
    return read_archive(root)
