"""The archives that no test changes, read once in each process."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from generator.records import Archive, read_archive


@cache
def read_fixed(root: Path) -> Archive:
    """Read the example or an archive below `tests/archives`, unless it has been read."""
    return read_archive(root)
