"""More open brackets than any text has use for begin no link, and cost no more than other signs."""

from __future__ import annotations

from functools import partial

import pytest

from generator.records.files.markdown import MOST_OPEN, PARSER, find_too_many
from tests.work import count_calls

LINK = "[torget](https://a.se)"
# What each letter of a text may cost, with as many brackets open as may be: the parser looks for the
# end of every one that is open. Without a bound it is over two hundred.
MOST_CALLS = 150


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("", None),
        ("Den är 12 [cm] bred.", None),
        ("[a] " * 100, None),
        ("Mellan [0, 5[ och [5, 10[ meter.", None),
        ("[" * MOST_OPEN, None),
        ("[" * (MOST_OPEN + 1), MOST_OPEN),
        ("[a " * MOST_OPEN + "]" + "[b", None),
        ("[a " * MOST_OPEN + "]" + "[b [c", 3 * MOST_OPEN + 4),
        ("]" * 50 + "[" * MOST_OPEN, None),
        ("\\[" * 100, None),
        ("\\\\[" * (MOST_OPEN + 1), 3 * MOST_OPEN + 2),
    ],
)
def test_the_brackets_that_are_open_at_once_are_counted(text: str, place: int | None) -> None:
    assert find_too_many(text) == place


@pytest.mark.parametrize(
    ("text", "links"),
    [
        (LINK, 1),
        ("[" * (MOST_OPEN - 1) + LINK, 1),
        ("[" * MOST_OPEN + LINK, 0),
        # Each paragraph, row and cell is counted by itself.
        (
            "[" * (MOST_OPEN + 1)
            + f"\n\n{LINK}\n\n- {LINK}\n- [ [\n\n| a | b |\n|-|-|\n| [ | {LINK} |",
            3,
        ),
    ],
)
def test_links_are_links_up_to_the_bound(text: str, links: int) -> None:
    assert PARSER.render(text).count("<a ") == links


@pytest.mark.parametrize(
    "unit", ["[", "![", "[*", "[`", "[^", "[a][b", "[[a]", "![[](", "[" * MOST_OPEN + "\n\n", "[" * MOST_OPEN + "]" * MOST_OPEN]
)  # fmt: skip
def test_a_bracket_costs_no_hundred_times_as_much_as_a_letter(unit: str) -> None:
    text = (unit * 4000)[:4000]
    assert count_calls(partial(PARSER.parse, text)) < MOST_CALLS * len(text)
