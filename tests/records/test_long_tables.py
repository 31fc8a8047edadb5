"""A file twice as long takes twice the work, with a fault on each row too."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from generator.problems import Origin, Problem
from generator.records import MALL, load_archive
from generator.records.files.source import parse_record
from generator.records.privacy.personal import answer, say
from tests.places import ARCHIVES
from tests.work import count_calls

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
DECISION = "decisions/2026-11-05-kartlaggning-norra-skolan.md"
ANSWER = "  - {{regel: registreringsnummer, rad: {}, skäl: gäller ingen person, av: Polisen}}"
LETTERS = str.maketrans("0123456789", "abcdefghij")
FEW, MANY = 600, 1200
ROWS = (200, 400)
RULE = "registreringsnummer"
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


def a_fault_on_each_row(size: int) -> Iterator[str]:
    """No number is one, and no period: each is held against the names of the months."""
    yield "Typ;Månad;Antal"
    yield from (f"Sort {row};{str(row).translate(LETTERS)}ber;okänt" for row in range(size))


def finds_on_one_line(size: int) -> Iterator[str]:
    """Each cell of one line tells of a person."""
    yield "Typ;sep 2026"
    yield f"Sort;{';'.join(f'man 15 år, {row}' for row in range(size))}"


def places_in_places_unknown(size: int) -> Iterator[str]:
    """Every place is a part of one that the mall has not."""
    for row in range(size):
        yield f"  - {{namn: Plats {row}, slug: plats-{row}, typ: stadsdel, del av: Okänd {row}}}"


def places_in_a_chain(size: int) -> Iterator[str]:
    """Every place is a part of the next."""
    for row in range(size):
        above = f"Plats {row + 1}" if row < size - 1 else "Hela kommunen"
        yield f"  - {{namn: Plats {row}, slug: plats-{row}, typ: stadsdel, del av: {above}}}"


def answers(size: int, first: int) -> str:
    """Return a header that answers a finding on so many lines."""
    rows = (ANSWER.format(first + row) for row in range(size))
    return "\n".join(("---", "granskat:", *rows, "---", "# Bilar"))


def unknown_ids(size: int) -> Iterator[str]:
    """A decision rests on records that the archive has not."""
    text = (ARCHIVES / "small" / DECISION).read_text(encoding="utf-8")
    before, after = text.split("underlag: [2026-10-15/fastighet-fonster]\n")
    yield before + "underlag:"
    yield from (f"  - 2026-10-15/polisen-fonste{'r' * (row % 40)}-{row}" for row in range(size))
    yield after


@pytest.mark.parametrize(
    "rows",
    [
        types,
        wrong_sums,
        wrong_sums_of_periods,
        one_long_chain,
        one_long_circle,
        a_fault_on_each_row,
        finds_on_one_line,
    ],
)
def test_a_table_twice_as_long_takes_twice_the_work(
    rows: Rows, archive_with: Callable[..., Path]
) -> None:
    assert takes_twice(
        rows,
        lambda text: archive_with(files={f"{ENTRY}.md": HEAD, f"{ENTRY}.csv": text}),
    )


@pytest.mark.parametrize("rows", [places_in_places_unknown, places_in_a_chain])
def test_a_mall_twice_as_long_takes_twice_the_work(
    rows: Rows, archive_with: Callable[..., Path]
) -> None:
    mall = (ARCHIVES / "small" / MALL).read_text(encoding="utf-8")
    assert takes_twice(
        rows,
        lambda text: archive_with(
            files={MALL: mall.replace("\nplatser:\n", f"\nplatser:\n{text}\n")}
        ),
    )


@pytest.mark.parametrize("first", [1000, 50_000])
def test_twice_as_many_answers_take_twice_the_work(first: int) -> None:
    """They meet a finding each, or none of them does."""
    taken = []
    for size in ROWS:
        source = parse_record(answers(size, first), f"{ENTRY}.md")
        found = [say(Origin(source.path, 1000 + row), RULE) for row in range(size)]
        told: list[Problem] = []
        taken.append(count_calls(lambda: told.extend(answer(source, found, {RULE}))))  # noqa: B023
        assert len(told) == size * (1 if first == 1000 else 2)
    assert taken[1] < MOST * taken[0]


def test_what_stands_far_down_a_list_is_held_against_nothing(
    archive_with: Callable[..., Path],
) -> None:
    taken = []
    for size in (10, 100, 400):
        root = archive_with(files={DECISION: "\n".join(unknown_ids(size))})
        taken.append(count_calls(partial(load_archive, root)))
    assert taken[2] < 2 * taken[1]


def takes_twice(rows: Rows, make: Callable[[str], Path]) -> bool:
    """Say whether reading twice as many rows takes twice the work, and no more."""
    taken = []
    # The first is read only so that what is imported and kept on the way is there.
    for size in (10, FEW, MANY):
        root = make("\n".join(rows(size)))
        taken.append(count_calls(partial(load_archive, root)))
    return taken[2] < MOST * taken[1]
