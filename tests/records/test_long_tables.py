"""A table twice as long takes twice the work; what is counted is calls, never seconds."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from generator.records import load_archive

pytestmark = pytest.mark.slow

ENTRY = "entries/2026-10-15/skolan-tal"
HEAD = """---
organisation: Skolan
slag: Statistik
källa: Skolan, tal
statistik: {indikator: Anmälda brott, period: månad}
---
# Tal
Tal finns i tabellen.
"""
FEW, MANY = 600, 1200
# What the archive beside the table takes makes it less than two, and a longer number a little more.
MOST = 2.1
Rows = Callable[[int], Iterator[str]]


def types(size: int) -> Iterator[str]:
    """A row for each type."""
    yield "Typ;sep 2026"
    yield from (f"Sort {number};{number % 9}" for number in range(size))


def wrong_sums(size: int) -> Iterator[str]:
    """Every third row says that it is a sum, and is none."""
    yield "Typ;sep 2026"
    yield from (f"{'Sort' if row % 3 else 'Summa'} {row};7" for row in range(size))


def wrong_sums_of_periods(size: int) -> Iterator[str]:
    """Every third row says that it is the sum of all periods, and is none."""
    months = [f"{year}-{month:02}" for year in range(1990, 2026) for month in range(1, 13)]
    yield "Period;Typ;Antal"
    for row in range(size):
        yield f"{months[row % len(months)] if row % 3 else 'Totalt'};Stöld;7"


def one_long_chain(size: int) -> Iterator[str]:
    """Every row is a part of the one before it."""
    yield "Id;Typ;Förälder-id;sep 2026"
    yield from (f"{row}a;Sort {row};{f'{row - 1}a' if row else ''};0" for row in range(size))


def one_long_circle(size: int) -> Iterator[str]:
    """Every row is a part of the next, and the last of the first."""
    yield "Id;Typ;Förälder-id;sep 2026"
    yield from (f"{row}a;Sort {row};{(row + 1) % size}a;0" for row in range(size))


def count_calls(root: Path) -> int:
    """Return how many functions are called, and generators gone on with, to read an archive."""
    calls = 0

    def count(frame: object, event: str, argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        load_archive(root)
    finally:
        sys.setprofile(before)
    return calls


@pytest.mark.parametrize(
    "rows", [types, wrong_sums, wrong_sums_of_periods, one_long_chain, one_long_circle]
)
def test_a_table_twice_as_long_takes_twice_the_work(
    rows: Rows, archive_with: Callable[..., Path]
) -> None:
    taken = []
    # The first is read only so that what is imported and kept on the way is there.
    for size in (10, FEW, MANY):
        files = {f"{ENTRY}.md": HEAD, f"{ENTRY}.csv": "\n".join(rows(size))}
        taken.append(count_calls(archive_with(files=files)))
    assert taken[2] < MOST * taken[1]
