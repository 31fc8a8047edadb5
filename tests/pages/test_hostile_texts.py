"""No text takes the readers of signs a time that grows with the square of its length."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from generator.article.plain import plain_markdown
from generator.records.checks import days, layouts, links, shown, signs, texts
from generator.records.checks.small_numbers import find_small
from generator.records.files.letters import find_broken
from generator.records.files.paths import split_address
from generator.records.files.source import Source
from generator.records.files.told_days import find_days
from generator.records.privacy import find_personal, read_guard
from generator.search.words import split_text
from tests.places import load_cases
from tests.steps import DEEP, MOST_STEPS, Asked, count_all, watch_patterns
from tests.work import count_calls

pytestmark = pytest.mark.slow

TEXTS: list[list[str]] = load_cases(Path(__file__).with_name("hostile_texts.yml"))
# How long a text is that the work of one twice as long is held against; what grows up to a bound of its
# own is tried again beyond it.
SIZES = (300, 2000)
# What is parsed takes much work at any length, which would hide what grows.
PARSED_SIZES = (4000,)
# What is twice as long takes twice the work, and a square four times.
MOST = 2.7
NEAR = date(2026, 11, 12)
# Named where they stand when they are called: the patterns are watched.
READERS: tuple[Callable[[str], object], ...] = (
    lambda text: plain_markdown([text]),
    lambda text: find_broken(text),
    lambda text: find_personal(text),
    lambda text: days.SENTENCE_END.split(text),
    lambda text: layouts.CELLS.split(text),
    lambda text: layouts.INNER_BULLET.findall(text),
    lambda text: layouts.BULLET.match(text),
    lambda text: layouts.ODD_ITEM.match(text),
    lambda text: signs.MORE_THAN.match(text),
    lambda text: split_address(text),
    lambda text: list(find_days(text, NEAR)),
    lambda text: split_text(text, NEAR),
    lambda text: find_small(text, 5, "orosanmäl"),
    lambda text: find_small(text, 5, "orosanmäl", named=True),
)


# What no page shows, and whose whole text is parsed: few, for the parser itself takes its time.
PARSED = [
    '[a](b "c") ',
    '[a](b "c&amp;d")\n\n',
    "&amp;",
    "&nbsp;",
    "[http://a](http://b)\n",
    "- 1\n\n1. 2\n\n",
    "# a\n\n",
    "[",
    "[a][b",
    "[[a](b",
]


def make(unit: str, before: str = "", after: str = "", *, length: int) -> str:
    return before + unit * (length // len(unit)) + after


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Asked]]:
    """What the program's patterns are asked; its rules are read anew, with patterns that are watched."""
    read_guard.cache_clear()
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(DEEP)
    yield watch_patterns(monkeypatch)
    sys.setrecursionlimit(before)
    read_guard.cache_clear()


def count_work(
    read: Callable[[str], object], text: str, asked: list[Asked], most: float = MOST_STEPS
) -> int:
    """Return how many functions are called to read a text, and how many steps the patterns take."""
    asked.clear()
    calls = count_calls(partial(read, text))
    return calls + count_all(asked, int(most))


def takes_no_square(
    read: Callable[[str], object],
    write: Callable[[int], str],
    asked: list[Asked],
    sizes: Sequence[int] = SIZES,
) -> bool:
    """Say whether a text twice as long takes no square of the work, from some length on."""
    # What is found out once, of a word or of a rule, is known from then on.
    read(write(SIZES[0] // 10))
    for size in sizes:
        short = count_work(read, write(size), asked)
        if count_work(read, write(2 * size), asked, MOST * short) < MOST * short:
            return True
    return False


@pytest.mark.parametrize("case", TEXTS, ids=[case[0] for case in TEXTS])
def test_a_text_twice_as_long_takes_no_square_of_the_work(
    case: list[str], asked: list[Asked]
) -> None:
    for number, read in enumerate(READERS):
        assert takes_no_square(read, lambda size: make(*case[1:], length=size), asked), number


def read_rules(text: str) -> None:
    """Run the rules over what the page shows of a text."""
    source = Source("a.md", f"---\n---\n{text}", body=text, body_line=3)
    for rule in (*links.RULES, *shown.RULES, *signs.RULES, *texts.LINE_RULES):
        list(rule(source))


@pytest.mark.parametrize("unit", PARSED)
def test_what_a_page_shows_is_found_in_no_square_of_the_work(unit: str, asked: list[Asked]) -> None:
    write = partial(make, unit)
    assert takes_no_square(read_rules, lambda size: write(length=size), asked, PARSED_SIZES)
