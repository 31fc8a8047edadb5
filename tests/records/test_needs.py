"""What a pattern needs, read out of it: too little costs time, and too much would miss something."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import reduce
from operator import or_
from pathlib import Path
from typing import Any

import pytest

from generator.records.privacy.clauses import DIGIT, EDGE, LETTER, NUMBER_EDGE, find_clauses
from generator.records.privacy.guard import read_guard
from generator.records.privacy.spelling import spell_plainly
from tests.places import load_cases

HERE = Path(__file__).parent
NEEDS: list[dict[str, Any]] = load_cases(HERE / "needs.yml")


@pytest.mark.parametrize("row", NEEDS, ids=lambda row: str(row["pattern"]))
def test_the_needs_of_a_pattern(row: dict[str, Any]) -> None:
    clauses, _ = find_clauses(row["pattern"])
    shown = {frozenset(show(text) for text in clause) for clause in clauses}
    assert shown == {frozenset(clause) for clause in row["needs"]}


def show(text: str) -> str:
    """Write the marks for any digit, any letter and what ends there as the table does."""
    return text.translate(str.maketrans({DIGIT: "0", LETTER: "a", EDGE: "|", NUMBER_EDGE: "!"}))


def test_no_pattern_finds_anything_where_its_needs_are_not_met() -> None:
    guard = read_guard()
    patterns = {one: rule.flags for rule in guard.rules.values() for one in rule.patterns}
    for text in every_text(HERE):
        plain = spell_plainly(text)[0]
        for spelled in (plain, plain.upper()):
            guard.read_words(spelled.lower())
            lines = guard.read_lines(spelled.lower())
            found = [one for one, flags in patterns.items() if re.search(one, spelled, flags)]
            assert [one for one in found if not is_met(one, lines)] == [], text


def is_met(pattern: str, lines: list[int]) -> bool:
    """Say whether a text has what a pattern needs: on one line, if the pattern goes over none."""
    needs = read_guard().needs
    each = lines if pattern in needs.in_line else [reduce(or_, lines)]
    return any(needs.of[pattern] & ~met == 0 for met in each)


@pytest.mark.parametrize(
    ("pattern", "is_in_line"),
    [
        ("x[^.\\n]{0,9}y", True),
        ("x[^.]{0,9}y", False),
        ("x.y[a-z]", True),
        ("x[^\\s]y", True),
        (r"x\sy", False),
        (r"x[ \s]y", False),
        (r"x[^\S]y", False),
        (r"x(?=[^0-9]+0)", False),
        (r"x\ny", False),
    ],
)
def test_a_pattern_without_a_line_break_is_all_on_one_line(pattern: str, is_in_line: bool) -> None:
    assert find_clauses(pattern)[1] == is_in_line
    assert is_in_line or any(re.search(pattern, text) for text in ("x\ny", "x\n0"))


def every_text(folder: Path) -> Iterator[str]:
    """Yield every text of the guard's tables of cases."""
    for name in ("personal.yml", "hidden_numbers.yml"):
        yield from texts_of(load_cases(folder / name))


def texts_of(value: object) -> Iterator[str]:
    """Yield the texts of a table, at any depth."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, (dict, list)):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from texts_of(inner)
