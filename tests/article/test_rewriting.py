"""An article with something changed, and whether two are the same: what is kept under `serve` rests on it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from markupsafe import Markup

from generator.analysis import Amount
from generator.article.rewriting import rewrite, same
from generator.article.values import Look, Number, Paragraph, Ref, Section, Span, line


def section(*words: str, title: str = "Läget") -> Section:
    """Return a section of paragraphs."""
    return Section("_laget", title, tuple(Paragraph(line(each)) for each in words))


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        (section("a", "b"), section("a", "b"), True),
        (section("a", "b"), section("a", "c"), False),
        (section("a", "b"), section("a"), False),
        (section("a"), section("a", title="Annat"), False),
        (Span("a", Ref("page", "om")), Span("a", Ref("page", "om")), True),
        (Span("a", Ref("page", "om")), Span("a"), False),
        (Span("a", look=Look.STRONG), Span("a", look=Look.PLAIN), False),
        (Number("k", Amount(1), "poster"), Number("k", Amount(1), "poster"), True),
        # What is equal is not always written alike.
        (Amount(Decimal("1.0")), Amount(Decimal("1")), False),
        (Amount(Decimal(1)), Amount(1), False),
        ((1,), (True,), False),
        ((0.0,), (-0.0,), False),
        (("<",), (Markup("<"),), False),
        (date(2026, 1, 1), date(2026, 1, 1), True),
        (None, "", False),
        # Of what is unknown nothing is said.
        ({"a": 1}, {"a": 1}, False),
    ],
)
def test_two_are_the_same_only_to_the_letter(one: Any, other: Any, is_same: bool) -> None:
    assert same(one, other) is is_same
    assert same(one, one)


def test_what_is_not_changed_is_left_as_it_is() -> None:
    """What is kept of it is known again by being the very same."""
    whole = (section("a"), section("b"))

    def change(value: Any) -> Any:
        return Span("c") if value == Span("b") else value

    first, second = rewrite(whole, change)
    assert first is whole[0]
    assert second == section("c")
    assert rewrite(whole, lambda value: value) is whole
