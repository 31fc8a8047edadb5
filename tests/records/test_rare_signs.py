"""What rules look for among the rare signs of a text is none of the common ones."""

from __future__ import annotations

import re

import pytest

from generator.records.files.header import INVISIBLE_BREAK
from generator.records.files.letters import SUSPECT
from generator.records.files.quoting import ANY_ODD
from generator.records.files.rare import COMMON, rare_signs
from generator.records.files.text import HIDDEN, MERGE_MARKS
from generator.records.privacy.spelling import MAY_BE_ODD, NOT_PLAIN

EVERY = COMMON.decode()
LOOKED_FOR = (ANY_ODD, HIDDEN, INVISIBLE_BREAK, MAY_BE_ODD, NOT_PLAIN, SUSPECT)


@pytest.mark.parametrize("pattern", LOOKED_FOR, ids=lambda pattern: pattern.pattern[:12])
def test_no_rule_looks_for_a_common_sign(pattern: re.Pattern[str]) -> None:
    assert pattern.findall(EVERY) == []


def test_common_signs_are_printed_and_no_merge_leaves_them() -> None:
    assert EVERY.replace("\n", "").isprintable()
    assert not set(EVERY) & set("".join(MERGE_MARKS))


@pytest.mark.parametrize(
    ("text", "rare"),
    [
        ("Åtta i kö.\n", "Åö"),
        ("a\u200bb & c\t<<<<<<< d", "\u200b&\t<<<<<<<"),
        ("\ud800 \U0001f600", "\ud800\U0001f600"),
        ("# Rubrik (7-8): [x] {y}\n", ""),
    ],
)
def test_rare_signs_are_told_in_their_order(text: str, rare: str) -> None:
    assert rare_signs(text) == rare
