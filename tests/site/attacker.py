"""Somebody who reads all that is told to a reader, and asks what it says of a number that is not told.

What is told is a set of statements: that some cells together are at least one number and at most
another. An integer solver then gives the least and the greatest that each cell can be.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import inf

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csc_array, eye_array, kron

# No number of an archive is as great: a range that ends here has no end.
ENDLESS = 10_000
KEY = re.compile(r"händelser/(?P<period>\d{4}(?:-\d\d)?)/problemtyp:(?P<slug>[a-z0-9-]+)")
FORMS = (
    (re.compile(r"(\d+)"), lambda number: (number, number)),
    (re.compile(r"färre än (\d+)"), lambda number: (1, number - 1)),
    (re.compile(r"(\d+) eller fler"), lambda number: (number, inf)),
)
Cell = Hashable
Range = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Told:
    """That some cells together are a number between two, those among it."""

    cells: tuple[Cell, ...]
    low: float
    high: float


def read_words(words: str) -> Range:
    """Return what the words for a number say that it is between."""
    plain = words.replace("\u00a0", " ")
    if found := re.fullmatch(r"(\d+)–(\d+)", plain):
        return int(found[1]), int(found[2])
    for form, span in FORMS:
        if found := form.fullmatch(plain):
            return span(int(found[1]))
    raise ValueError(words)


def read_numbers(text: str) -> Iterator[tuple[str, str, Range]]:
    """Yield the type, the period and the words of each class in a report's download of numbers."""
    for key, words, *_ in csv.reader(text.splitlines(), delimiter=";"):
        if found := KEY.fullmatch(key):
            yield found["slug"], found["period"], read_words(words)


def add_up(cells: Iterable[tuple[str, str, Range]]) -> list[Told]:
    """Return what is told of months and of years: a year is the sum of its months."""
    told = {(slug, period): span for slug, period, span in cells}
    months = [(slug, period) for slug, period in told if len(period) > len("2026")]
    return [
        Told(
            tuple(month for month in months if month[0] == slug and month[1].startswith(period)),
            *span,
        )
        for (slug, period), span in told.items()
    ]


def find_ranges(told: Sequence[Told]) -> dict[Cell, Range]:
    """Return the least and the greatest that each cell can be."""
    found: dict[Cell, Range] = {}
    for group in find_groups(told):
        found |= solve(group)
    return found


def find_groups(told: Iterable[Told]) -> list[list[Told]]:
    """Return statements that share no cell with those of another group."""
    groups: list[tuple[set[Cell], list[Told]]] = []
    for one in told:
        own, listed = set(one.cells), [one]
        for group in [group for group in groups if group[0] & own]:
            groups.remove(group)
            own, listed = own | group[0], group[1] + listed
        groups.append((own, listed))
    return [listed for _, listed in groups]


def solve(told: Sequence[Told]) -> dict[Cell, Range]:
    """Ask an integer solver all at once, each question of variables of its own."""
    cells = list(dict.fromkeys(cell for one in told for cell in one.cells))
    rows = np.zeros((len(told), len(cells)))
    for number, one in enumerate(told):
        rows[number, [cells.index(cell) for cell in one.cells]] = 1
    copies = 2 * len(cells)
    low, high = ([getattr(one, side) for one in told] * copies for side in ("low", "high"))
    goals = np.zeros((copies, len(cells)))
    for number in range(len(cells)):
        goals[2 * number, number], goals[2 * number + 1, number] = 1, -1
    found = milp(
        goals.ravel(),
        constraints=LinearConstraint(csc_array(kron(eye_array(copies), rows)), low, high),
        bounds=Bounds(0, ENDLESS),
        integrality=np.ones(goals.size),
    )
    assert found.success, "what is told cannot be true"
    values = np.rint(found.x).reshape(goals.shape)
    least = (int(values[2 * number, number]) for number in range(len(cells)))
    most = (int(values[2 * number + 1, number]) for number in range(len(cells)))
    spans = ((low, inf if high >= ENDLESS else high) for low, high in zip(least, most, strict=True))
    return dict(zip(cells, spans, strict=True))


def know(least: Mapping[Cell, int]) -> list[Told]:
    """Return what entries that may be read say: a cell is no less than they tell of."""
    return [Told((cell,), number, inf) for cell, number in least.items() if number]
