"""Spans of a text, each from where to where: which of them meet, and which tell of the same."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence


def meets(spans: Sequence[tuple[int, int]], found: tuple[int, int]) -> bool:
    """Say whether one of some spans, which follow each other, shares a letter with another span."""
    before = bisect_left(spans, (found[1], 0)) - 1
    return before >= 0 and spans[before][1] > found[0]


def keep_first(spans: Iterable[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Return spans, each with a rule, without those that begin within another of the same rule.

    What the other tells is told of both.
    """
    every = list(spans)
    return [
        (start, end, name)
        for start, end, name in every
        if not any(n == name and s < start < e for s, e, n in every)
    ]
