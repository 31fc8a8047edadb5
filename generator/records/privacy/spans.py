"""Spans of a text, each from where to where: which of them meet, and which tell of the same."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby


def meets(spans: Sequence[tuple[int, int]], found: tuple[int, int]) -> bool:
    """Say whether one of some spans, which follow each other, shares a letter with another span."""
    before = bisect_left(spans, (found[1], 0)) - 1
    return before >= 0 and spans[before][1] > found[0]


def keep_first(spans: Iterable[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Return spans, each with a rule, without those that begin within another of the same rule.

    What the other tells is told of both.
    """
    every = list(spans)
    if not every:
        return every
    reach: dict[str, int] = {}
    within = set()
    for place, own in groupby(sorted(every, key=place_of), key=place_of):
        start, name = place
        if start < reach.get(name, 0):
            within.add(place)
        reach[name] = max(reach.get(name, 0), *(end for _, end, _ in own))
    return [span for span in every if place_of(span) not in within]


def place_of(span: tuple[int, int, str]) -> tuple[int, str]:
    """Return where a span begins, and its rule."""
    return span[0], span[2]


def find_lines(text: str, met: Sequence[int], needs: int) -> Iterator[tuple[int, int]]:
    """Yield from where to where each line of a text goes that has all of some bits; `met` are those of each."""
    start = 0
    for line, own in zip(text.split("\n"), met, strict=True):
        if needs & own == needs:
            yield start, start + len(line)
        start += len(line) + 1
