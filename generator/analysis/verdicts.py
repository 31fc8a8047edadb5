"""One period of many series against the periods before it: a verdict on each, and its bounds.

It knows arrays only, so that a simulation can judge many thousand months with the shipped rules.
Bounds say from which number on a month would have been told as more, and whether it ever could be
as fewer. The range that chance gives is counted with the month's own entries and moves with them:
the first number above it would often still not have been beyond chance. So each number is tried, as
if every further händelse had come in an entry of its own, from those of whom it would have told most.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

import numpy as np

from generator.analysis.chance import (
    ALPHA,
    Days,
    Ints,
    Odds,
    Tally,
    find_level,
    find_odds,
    is_enough,
    spend,
)

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
    return Family(tallies, days).judge_all(periods)


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
    events = tally.mark * entries
    # The sums are floats, but no such count is too great to be whole in one.
    return np.bincount(tally.organisation, events, len(days.now)).astype(np.int64)


# A number this far above the month's own is beyond what anybody asks for.
FARTHEST = 200
# The same chance, summed in another order, differs by less than this.
ROUNDING = 1e-9


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
    bounds: dict[int, Bounds] = field(default_factory=dict, init=False, repr=False)

    @cached_property
    def odds(self) -> list[Odds | None]:
        """The odds of each series as it is."""
        return [find_odds(tally, self.days) for tally in self.tallies]

    def judge_all(self, periods: int) -> list[Judged]:
        """Judge every series as it is; `periods` is how many earlier ones there are."""
        if periods < LEAST_PERIODS:
            return [Judged(Verdict.TOO_LITTLE, total_of(tally)) for tally in self.tallies]
        level = find_level(found for found in self.odds if found and found.in_family)
        pairs = zip(self.tallies, self.odds, strict=True)
        return [judge_series(tally, self.days, found, level) for tally, found in pairs]

    def bounds_of(self, place: int) -> Bounds:
        """Return the bounds of the series at a place, which take their time to find."""
        if place not in self.bounds:
            self.bounds[place] = self.find_bounds(place)
        return self.bounds[place]

    def find_bounds(self, place: int) -> Bounds:
        """Find the bounds of the series at a place."""
        value = total_of(self.tallies[place])
        more = (
            value + extra
            for extra, who in self.find_rare(place)
            if self.judge(place, self.add(place, extra, who)) is Verdict.MORE
        )
        return Bounds(next(more, None), self.judge(place, self.empty(place)) is Verdict.FEWER)

    def find_rare(self, place: int) -> Iterator[tuple[int, int]]:
        """Yield how many further entries, and of which organisation, may make a series one of more.

        One of each that chance tells apart is tried. Judging is dear and nearly all that is tried is
        likely enough: a chance that is more than `ALPHA` together with those below it in the other
        series can never be below the level of the family.
        """
        own, days = self.odds[place], self.days
        if own is None:
            return
        pairs = zip(days.now.tolist(), days.before.tolist(), strict=True)
        alike = {pair: who for who, pair in enumerate(pairs) if days.compared[who]}
        shares = {who: now / (now + before) for (now, before), who in alike.items()}
        chances = dict.fromkeys(shares, own.chances)
        others = (odds for at, odds in enumerate(self.odds) if at != place)
        reached, spent = spend(odds for odds in others if odds and odds.in_family)
        for extra in range(1, FARTHEST):
            for who, share in shares.items():
                chances[who] = np.convolve(chances[who], (1 - share, share))
                chance = float(chances[who][own.value + extra :].sum())
                below = int(reached.searchsorted(chance * (1 - ROUNDING)))
                if chance + (spent[below - 1] if below else 0) <= ALPHA + ROUNDING:
                    yield extra, who

    def judge(self, place: int, tally: Tally) -> Verdict:
        """Return what would have been said of a series, had it had other entries."""
        odds = [*self.odds]
        odds[place] = find_odds(tally, self.days)
        level = find_level(found for found in odds if found and found.in_family)
        return judge_series(tally, self.days, odds[place], level).verdict

    def add(self, place: int, extra: int, who: int) -> Tally:
        """Return a series with further entries of one organisation, each a händelse."""
        tally = self.tallies[place]
        return Tally(
            np.append(tally.organisation, who),
            np.append(tally.mark, 1),
            np.append(tally.now, extra),
            np.append(tally.before, 0),
        )

    def empty(self, place: int) -> Tally:
        """Return a series without any entry of the month."""
        tally = self.tallies[place]
        return Tally(tally.organisation, tally.mark, np.zeros_like(tally.now), tally.before)
