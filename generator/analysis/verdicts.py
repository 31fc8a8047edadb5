"""One period of many series against the periods before it: a verdict on each, and its bounds.

It knows arrays only, so that a simulation can judge many thousand months with the shipped rules.
Bounds say from which number on a month would have been told as more, and whether it ever could be
as fewer. The range that chance gives is counted with the month's own entries and moves with them:
the first number above it would often still not have been beyond chance. So each number is tried, as
if every further händelse had come in an entry of its own, from those of whom it would have told most.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

import numpy as np

from generator.analysis.chance import Days, Ints, Odds, Tally, find_level, find_odds, is_enough

MOST_PERIODS = 12
LEAST_PERIODS = 8
# An organisation behind one händelse in five is too great a part to be left out of a comparison.
PARTS = 5


class Verdict(StrEnum):
    """What can be said of a number against those before it."""

    NORMAL = "går inte att skilja från slumpen"
    MORE = "fler än väntat"
    FEWER = "färre än väntat"
    TOO_LITTLE = "för lite underlag"
    UNKNOWABLE = "går ej att bedöma"


@dataclass(frozen=True, slots=True)
class Part:
    """An organisation, by its place in `Days`, and how many of all händelser it stands for."""

    organisation: int
    events: int
    of: int


@dataclass(frozen=True, slots=True)
class Judged:
    """A verdict and what it rests on, in händelser; what cannot be told is None.

    What organisations without earlier periods tell cannot be compared and is taken as it is: it is
    in `value`, `expected`, `low` and `high` alike. `missing` stood for a great part before and
    `new` for a great part now, which makes a comparison impossible.
    """

    verdict: Verdict
    value: int
    expected: float | None = None
    low: int | None = None
    high: int | None = None
    missing: tuple[Part, ...] = ()
    new: tuple[Part, ...] = ()


def judge_family(tallies: Sequence[Tally], days: Days, periods: int) -> list[Judged]:
    """Judge all series of one period together; `periods` is how many earlier ones there are."""
    if periods < LEAST_PERIODS:
        return [Judged(Verdict.TOO_LITTLE, total_of(tally)) for tally in tallies]
    odds = [find_odds(tally, days) for tally in tallies]
    level = find_level(found for found in odds if found and found.in_family)
    return [
        judge_series(tally, days, found, level) for tally, found in zip(tallies, odds, strict=True)
    ]


def total_of(tally: Tally) -> int:
    """Return the händelser of the period, of every organisation."""
    return int(tally.mark @ tally.now)


def judge_series(tally: Tally, days: Days, odds: Odds | None, level: float) -> Judged:
    """Judge one series at the level of its family."""
    value = total_of(tally)
    missing, new = find_incomparable(tally, days)
    if missing or new or odds is None:
        return Judged(Verdict.UNKNOWABLE, value, missing=missing, new=new)
    before = sum_by_organisation(tally, tally.before, days)
    # What they give reason to expect of those who can be compared.
    expected = float((before * days.now / np.maximum(days.before, 1))[days.compared].sum())
    # The family is told by totals; what the earlier periods alone expect may only take from it.
    if not (is_enough(expected) and odds.in_family):
        return Judged(Verdict.TOO_LITTLE, value)
    apart = value - odds.value
    low, high = odds.region(level)
    verdict = Verdict.NORMAL
    if not low <= odds.value <= high:
        verdict = Verdict.MORE if odds.value > high else Verdict.FEWER
    return Judged(verdict, value, expected + apart, low + apart, high + apart)


def find_incomparable(tally: Tally, days: Days) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
    """Return who is missing now, and who is new, though behind a great part of the händelser."""
    before = sum_by_organisation(tally, tally.before, days)
    now = sum_by_organisation(tally, tally.now, days)
    return (
        tuple(find_great(before, without_days=days.now)),
        tuple(find_great(now, without_days=days.before)),
    )


def find_great(events: Ints, *, without_days: Ints) -> Iterator[Part]:
    """Yield those behind one händelse in `PARTS` or more that have no days on the other side."""
    total = int(events.sum())
    great = (events > 0) & (events * PARTS >= total) & (without_days == 0)
    for place in np.flatnonzero(great).tolist():
        yield Part(place, int(events[place]), total)


def sum_by_organisation(tally: Tally, entries: Ints, days: Days) -> Ints:
    """Return the händelser of each organisation."""
    sums = np.zeros(len(days.now), dtype=np.int64)
    np.add.at(sums, tally.organisation, tally.mark * entries)
    return sums


# A number this far above the month's own is beyond what anybody asks for.
FARTHEST = 200


@dataclass(frozen=True, slots=True)
class Bounds:
    """The least number that would have been told as more, and whether none at all would as fewer."""

    more: int | None
    fewer: bool


@dataclass(frozen=True)
class Family:
    """All series of one report, judged together."""

    tallies: Sequence[Tally]
    days: Days

    @cached_property
    def odds(self) -> list[Odds | None]:
        """The odds of each series as it is."""
        return [find_odds(tally, self.days) for tally in self.tallies]

    def find_bounds(self, place: int) -> Bounds:
        """Return the bounds of the series at a place."""
        value = total_of(self.tallies[place])
        more = (
            value + extra
            for extra in range(1, FARTHEST)
            for tally in self.add(place, extra)
            if self.judge(place, tally) is Verdict.MORE
        )
        return Bounds(next(more, None), self.judge(place, self.empty(place)) is Verdict.FEWER)

    def judge(self, place: int, tally: Tally) -> Verdict:
        """Return what would have been said of a series, had it had other entries."""
        odds = [*self.odds]
        odds[place] = find_odds(tally, self.days)
        level = find_level(found for found in odds if found and found.in_family)
        return judge_series(tally, self.days, odds[place], level).verdict

    def add(self, place: int, extra: int) -> Iterator[Tally]:
        """Yield a series with further entries, by one organisation of each that chance tells apart."""
        tally, days = self.tallies[place], self.days
        pairs = zip(days.now.tolist(), days.before.tolist(), strict=True)
        alike = {pair: who for who, pair in enumerate(pairs) if days.compared[who]}
        for who in alike.values():
            yield Tally(
                np.append(tally.organisation, who),
                np.append(tally.mark, 1),
                np.append(tally.now, extra),
                np.append(tally.before, 0),
            )

    def empty(self, place: int) -> Tally:
        """Return a series without any entry of the month."""
        tally = self.tallies[place]
        return Tally(tally.organisation, tally.mark, np.zeros_like(tally.now), tally.before)
