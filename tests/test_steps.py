"""The counted matcher goes the way that Python's own goes, and sees what reads a text again."""

from __future__ import annotations

import re

import pytest

from generator.records.checks import layouts
from generator.search import numbers
from tests.steps import Walk, count_steps, walk_through

TEXTS = (
    "den 12–14 november 2026 och 12/11-26, KS 2026/123-10, § 4–6 a, 1 250 kr kl. 18.30",
    "1-1-1-1 1 1 1 12/12/ 2026-11-12 20261112 paragraferna 3 och 5",
    "- a\n* b\n 1) c\tx   y | z |\n• å • ä",
)
PATTERNS = [
    *(pattern for kind in numbers.KINDS for pattern in kind[:2]),
    layouts.CELLS,
    layouts.INNER_BULLET,
    layouts.BULLET,
    layouts.ODD_ITEM,
    re.compile(r"(?i:(a)\1|[^\W_]+?(?>b*)c++)|^\s|\bx\B", re.MULTILINE),
]


@pytest.mark.parametrize("text", TEXTS)
def test_it_finds_what_pythons_own_finds(text: str) -> None:
    for pattern in PATTERNS:
        walk = Walk(pattern, text)
        found = list(walk_through(walk, 0, len(text), once=False))
        assert found == [match.span() for match in pattern.finditer(text)], pattern


@pytest.mark.parametrize(("pattern", "most"), [(r"\d+x", 4.1), (r"(?<!\d)\d+x", 2.1)])
def test_a_square_is_seen(pattern: str, most: float) -> None:
    short, long = (count_steps(re.compile(pattern), "1" * size) for size in (200, 400))
    assert most - 0.5 < long / short < most
