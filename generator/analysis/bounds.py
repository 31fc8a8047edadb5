"""From which number on a month would have been told as more, and whether it ever could be as fewer.

The range that chance gives is counted with the month's own entries and moves with them: the first
number above it would often still not have been beyond chance. So each number is tried, as if every
further händelse had come in an entry of its own, from those of whom it would have told most.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from generator.analysis.chance import Days, Odds, Tally, find_level, find_odds
from generator.analysis.verdicts import Verdict, judge_series, total_of

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
