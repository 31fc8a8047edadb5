"""No text takes the readers of signs a time that grows with the square of its length."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from generator.article.plain import plain_markdown
from generator.records.checks import links, shown, signs, texts
from generator.records.checks.days import SENTENCE_END
from generator.records.checks.layouts import BULLET, CELLS, INNER_BULLET, ODD_ITEM
from generator.records.checks.small_numbers import find_small
from generator.records.files.letters import find_broken
from generator.records.files.paths import split_address
from generator.records.files.source import Source
from generator.records.files.told_days import find_days
from generator.records.privacy.finding import find_personal
from generator.search.words import split_text
from tests.places import load_cases

pytestmark = pytest.mark.slow

TEXTS: list[list[str]] = load_cases(Path(__file__).with_name("hostile_texts.yml"))
SHORT, LONG = 4_000, 32_000
# What is read in this time is read soon enough, however it grows; a square takes seconds. The longest
# text that an archive takes is twice as long, and a square takes four times this of it.
SOON = 0.06
NEAR = date(2026, 11, 12)
READERS: tuple[Callable[[str], object], ...] = (
    lambda text: plain_markdown([text]),
    find_broken,
    find_personal,
    SENTENCE_END.split,
    CELLS.split,
    INNER_BULLET.findall,
    BULLET.match,
    ODD_ITEM.match,
    signs.MORE_THAN.match,
    split_address,
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


def cost(read: Callable[[str], object], text: str) -> float:
    """Return the processor's time that a reader takes."""
    begun = time.process_time()
    read(text)
    return time.process_time() - begun


def takes_less(most: float, read: Callable[[str], object], text: str) -> bool:
    """Say whether one of three takes less: other programs use the same memory and caches."""
    return any(cost(read, text) < most for _ in range(3))


def takes_no_square(read: Callable[[str], object], long: str, short: str) -> bool:
    """Say whether a text eight times as long takes far less than 64 times as long."""
    return takes_less(24 * min(cost(read, short) for _ in range(3)), read, long)


@pytest.mark.parametrize("case", TEXTS, ids=[case[0] for case in TEXTS])
def test_a_text_eight_times_as_long_takes_no_square_of_the_time(case: list[str]) -> None:
    long, short = (make(*case[1:], length=length) for length in (LONG, SHORT))
    for number, read in enumerate(READERS):
        assert takes_less(SOON, read, long) or takes_no_square(read, long, short), number


def read_rules(text: str) -> None:
    """Run the rules over what the page shows of a text."""
    source = Source("a.md", f"---\n---\n{text}", body=text, body_line=3)
    for rule in (*links.RULES, *shown.RULES, *signs.RULES, *texts.LINE_RULES):
        list(rule(source))


@pytest.mark.parametrize("unit", PARSED)
def test_what_a_page_shows_is_found_in_no_square_of_the_time(unit: str) -> None:
    assert takes_no_square(read_rules, make(unit, length=LONG), make(unit, length=SHORT))
