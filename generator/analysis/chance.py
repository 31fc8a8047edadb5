"""What chance alone can do: an exact test of a period against those before it, for many series.

If nothing has changed, each entry of an organisation is as likely to fall on any day that it
reported for. Given all entries of a series, those of the period are then a draw whose odds are
known exactly. With one organisation and one händelse an entry that is the conditional test of two
Poisson means (Przyborowski & Wilenski 1940, Biometrika 31:313–323), a binomial one. Here an entry
may carry several händelser (its mark) and organisations may have reported for different days, so
the odds are those of a sum of binomial numbers, each times its mark. Months with more meetings, and
entries that count for many, are thereby no more suspect than others.

Watching many series would still raise many false alarms. All that one report says, of more and of
fewer, is therefore one family, and at most one report in twenty may hold any false alarm in it. The
bound is Bonferroni's with the odds each series really has (Westfall & Wolfinger 1997, The American
Statistician 51:3–8): what cannot reach the level whatever happens costs the others nothing, as with
Tarone (1990, Biometrics 46:515–522), and it never sees less than his does. Who belongs to the
family follows from totals and days alone. The odds hold given those, so the bound does too, for any
number of series and although an område is the sum of its problemtyper.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Ints: TypeAlias = NDArray[np.int64]
Floats: TypeAlias = NDArray[np.float64]

# The share of reports without any change that may hold a false alarm.
ALPHA = 0.05
# A series that gives less than this to a period has too few händelser to be judged.
LEAST_EXPECTED = 1.0
# A sum above this is a slip of the pen, or nothing that is told entry by entry.
LARGEST_SUM = 10_000


@dataclass(frozen=True, slots=True)
class Days:
    """The days each organisation reported for, in the period judged and in those before it."""

    now: Ints
    before: Ints

    @property
    def compared(self) -> NDArray[np.bool_]:
        """Which organisations have reported on both sides."""
        return (self.now > 0) & (self.before > 0)


@dataclass(frozen=True, slots=True)
class Tally:
    """The entries of a series: a row is alike entries, with how many are of now and of before.

    `organisation` is the place in `Days`, `mark` the händelser of each such entry.
    """

    organisation: Ints
    mark: Ints
    now: Ints
    before: Ints


@dataclass(frozen=True)
class Odds:
    """The sum of a series in the period, and how likely chance makes each sum from 0."""

    value: int
    chances: Floats

    @cached_property
    def sides(self) -> tuple[tuple[Floats, Floats], ...]:
        """The chances of each sum from below and from above, with those of all sums up to it."""
        return tuple((side, np.cumsum(side)) for side in (self.chances, self.chances[::-1]))

    @cached_property
    def mean(self) -> float:
        """What chance gives on average, in händelser."""
        return float(self.chances @ np.arange(len(self.chances)))

    @cached_property
    def in_family(self) -> bool:
        """Whether it is watched for change at all; told by totals and days alone."""
        return is_enough(self.mean)

    def region(self, level: float) -> tuple[int, int]:
        """Return the least and the greatest sum that are not beyond chance.

        A sum is beyond if one so small, or one so large, is less probable than the level.
        """
        low, high = (int(np.argmax(reached >= level)) for _, reached in self.sides)
        return low, len(self.chances) - 1 - high


def is_enough(expected: float) -> bool:
    """Say whether so many händelser are enough to be judged, whatever the last decimals are."""
    return round(expected, 9) >= LEAST_EXPECTED


def find_odds(tally: Tally, days: Days) -> Odds | None:
    """Return the odds of the organisations that can be compared, None if the sum is too large."""
    inside = days.compared[tally.organisation]
    value = int((tally.mark * tally.now)[inside].sum())
    groups = group_entries(tally, days, inside)
    if sum(mark * entries for (_, _, mark), entries in groups.items()) > LARGEST_SUM:
        return None
    chances = np.ones(1)
    for (now, before, mark), entries in sorted(groups.items()):
        chances = np.convolve(chances, spread_entries(entries, now / (now + before), mark))
    return Odds(value, chances)


def group_entries(
    tally: Tally, days: Days, inside: NDArray[np.bool_]
) -> Counter[tuple[int, int, int]]:
    """Count the entries that chance treats alike: the same days now and before, the same mark."""
    who = tally.organisation[inside]
    columns = (days.now[who], days.before[who], tally.mark[inside])
    entries = (tally.now + tally.before)[inside]
    groups: Counter[tuple[int, int, int]] = Counter()
    for now, before, mark, number in zip(
        *(column.tolist() for column in (*columns, entries)), strict=True
    ):
        groups[now, before, mark] += number
    return groups


@lru_cache(maxsize=4096)
def spread_entries(entries: int, share: float, mark: int) -> Floats:
    """Return the odds of each sum from 0, if each entry adds its mark with probability `share`.

    The binomial formula itself: `scipy.stats.binom` says the same, several times slower.
    """
    from scipy.special import gammaln, xlog1py, xlogy

    number = np.arange(entries + 1)
    ways = gammaln(entries + 1) - gammaln(number + 1) - gammaln(entries - number + 1)
    odds = np.zeros(entries * mark + 1)
    odds[::mark] = np.exp(ways + xlogy(number, share) + xlog1py(entries - number, -share))
    return odds


def find_level(family: Iterable[Odds]) -> float:
    """Return the one-sided level of a family: what is less probable is beyond chance.

    A test of whole numbers can come to few probabilities only. Going up among those of all series,
    each adds the chance of its own false alarm; the level is the first with which they would be
    more than `ALPHA` together (Westfall & Wolfinger 1997). No series is in the way of others that
    could not come below the level itself (Tarone 1990).
    """
    reached, spent = spend(family)
    return float(reached[np.argmax(spent > ALPHA)]) if len(spent) else ALPHA


def spend(family: Iterable[Odds]) -> tuple[Floats, Floats]:
    """Return the chances a family's sums can reach, going up, and the false alarms up to each."""
    sides = [side for odds in family for side in odds.sides]
    if not sides:
        return np.empty(0), np.empty(0)
    chances, reached = (np.concatenate(parts) for parts in zip(*sides, strict=True))
    order = np.argsort(reached)
    return reached[order], np.cumsum(chances[order])
