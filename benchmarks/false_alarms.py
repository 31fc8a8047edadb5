"""How often the signals cry wolf, and how often they see a doubling; run with `make simulate`.

Months are made up over the calendar of the example archive's mall, twenty years of it: every second
week, no Julys, no Christmas. Eight organisations report to most meetings. Nothing changes but by
chance, or one problemtyp doubles. The verdicts are those of the shipped code. Beside it stands the
test that anyone would try first: the month against the twelve before, meetings and organisations
unheeded, each series for itself.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from math import sqrt
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from generator.analysis.chance import Days, Tally
from generator.analysis.verdicts import MOST_PERIODS, Judged, Verdict, judge_family
from generator.records.loading import read_mall

ROOT = Path(__file__).resolve().parents[1]
SEED = 20261112
UNTIL = date(2045, 12, 31)
DAYS_A_MONTH = 365.25 / 12
ORGANISATIONS = 8
# Händelser a month of each problemtyp, and the område it belongs to.
MEANS = np.array([0.3, 0.5, 0.8, 1.0, 1.5, 2.0, 3.0, 5.0, 7.0, 10.0])
AREAS = np.array([0, 1, 2, 3, 0, 4, 1, 5, 2, 0])
ONE = ((1, 1.0),)
SEVERAL = ((1, 0.7), (2, 0.15), (3, 0.08), (5, 0.05), (10, 0.02))
NAIVE_TAIL = 0.025

Counts = NDArray[np.int64]
Factors = NDArray[np.float64]
Flags = NDArray[np.bool_]
Judge = Callable[["World", int], list[Verdict]]


@dataclass(frozen=True)
class Calendar:
    """The days of the meetings: how many each covers, and the month it is held in."""

    covered: Counts
    period: Counts

    @property
    def meetings(self) -> Counts:
        """How many meetings each month has; months without one are no periods."""
        return np.bincount(self.period)

    @property
    def periods(self) -> int:
        """How many months with a meeting there are."""
        return len(self.meetings)


@dataclass(frozen=True)
class Setting:
    """How the made-up archive comes about.

    `marks` are the händelser of an entry and how common they are. The rest is in no model of the
    test: the rate's swing over the year (`season`), the spread of a month's own rate (`clusters`),
    whether those who missed a meeting tell the next one instead of never (`late`), and of how many
    days a report tells at most (`recall`).
    """

    marks: tuple[tuple[int, float], ...] = ONE
    missing: tuple[float, ...] = (0.02, 0.05, 0.05, 0.1, 0.1, 0.15, 0.2, 0.25)
    season: float = 0.0
    clusters: float = 0.0
    late: bool = False
    recall: int = 366


@dataclass(frozen=True)
class World:
    """One made-up archive: entries by period, problemtyp, mark and organisation; days likewise."""

    entries: Counts
    days: Counts
    marks: Counts
    organisation: Counts = field(default_factory=lambda: np.arange(ORGANISATIONS))

    def tally(self, period: int, types: Flags) -> Tally:
        """Return one series: the entries of some problemtyper."""
        series = self.entries[period - MOST_PERIODS : period + 1, types].sum(axis=1)
        now, before = series[-1], series[:-1].sum(axis=0)
        mark, organisation = np.nonzero(now + before)
        chosen = (mark, organisation)
        return Tally(organisation, self.marks[mark], now[chosen], before[chosen])

    def tallies(self, period: int) -> list[Tally]:
        """Return every problemtyp, then every område."""
        types = [np.arange(len(MEANS)) == row for row in range(len(MEANS))]
        areas = [area == AREAS for area in range(AREAS.max() + 1)]
        return [self.tally(period, chosen) for chosen in (*types, *areas)]


def make_calendar() -> Calendar:
    """Return the plan of the example's mall, on and on; the first meeting covers one interval."""
    plan = read_mall(ROOT).plan
    step = plan.interval
    days = [
        date.fromordinal(day)
        for day in range(plan.first.toordinal(), UNTIL.toordinal(), step)
        if not is_holiday(date.fromordinal(day))
    ]
    ordinals = np.array([day.toordinal() for day in days])
    months = np.array([day.year * 12 + day.month for day in days])
    return Calendar(
        np.diff(ordinals, prepend=ordinals[0] - step), np.unique(months, return_inverse=True)[1]
    )


def is_holiday(day: date) -> bool:
    """Say whether no meeting is planned: the mall's own exceptions, told as a rule."""
    return day.month == 7 or (day.month == 12 and day.day > 21)


def make_world(
    calendar: Calendar, setting: Setting, random: np.random.Generator, growth: Factors | None = None
) -> World:
    """Draw an archive; `growth` is how many times as much each meeting tells of each problemtyp."""
    meetings, periods = len(calendar.covered), calendar.periods
    values = np.array([mark for mark, _ in setting.marks])
    odds = np.array([share for _, share in setting.marks])
    shares = random.dirichlet(np.full(ORGANISATIONS, 0.6), len(MEANS))
    rate = MEANS[:, None] * shares / DAYS_A_MONTH / (values @ odds)
    told = random.random((meetings, ORGANISATIONS)) >= setting.missing
    days = calendar.covered[:, None] * told
    known = catch_up(calendar.covered, told) if setting.late else np.minimum(days, setting.recall)
    expected = known[:, None, :] * rate * sway(calendar, setting, random)
    if growth is not None:
        expected = expected * growth[:, :, None]
    entries = random.poisson(expected[:, :, None, :] * odds[:, None])
    return World(add_up(entries, calendar, periods), add_up(days, calendar, periods), values)


def add_up(values: Counts, calendar: Calendar, periods: int) -> Counts:
    """Return the sum of each period's meetings."""
    sums = np.zeros((periods, *values.shape[1:]), dtype=np.int64)
    np.add.at(sums, calendar.period, values)
    return sums


def catch_up(covered: Counts, told: Flags) -> Counts:
    """Return the days that each report really tells of, if missed meetings are made up for."""
    known = np.zeros(told.shape, dtype=np.int64)
    waiting = np.zeros(told.shape[1], dtype=np.int64)
    for meeting, days in enumerate(covered):
        waiting += days
        known[meeting] = waiting * told[meeting]
        waiting = waiting * ~told[meeting]
    return known


def sway(calendar: Calendar, setting: Setting, random: np.random.Generator) -> Factors:
    """Return what the test knows nothing of: season and clusters, as factors of each rate."""
    turn = np.cumsum(calendar.covered) * 2 * np.pi / 365.25
    factors = np.tile(1 + setting.season * np.sin(turn)[:, None], (1, len(MEANS)))
    if setting.clusters:
        shape = 1 / setting.clusters**2
        months = random.gamma(shape, 1 / shape, (calendar.periods, len(MEANS)))
        factors = factors * months[calendar.period]
    return factors[:, :, None]


def judge_all(world: World, period: int) -> list[Judged]:
    """Judge a period with the shipped code."""
    days = Days(world.days[period], world.days[period - MOST_PERIODS : period].sum(axis=0))
    return judge_family(world.tallies(period), days, MOST_PERIODS)


def judge(world: World, period: int) -> list[Verdict]:
    """Return the shipped verdicts."""
    return [judged.verdict for judged in judge_all(world, period)]


def judge_naively(world: World, period: int) -> list[Verdict]:
    """Return what the first test anyone would try says: one month in thirteen, each by itself."""
    from scipy.stats import binom

    tallies = world.tallies(period)
    now = np.array([tally.mark @ tally.now for tally in tallies])
    both = now + np.array([tally.mark @ tally.before for tally in tallies])
    more = binom.sf(now - 1, both, 1 / (MOST_PERIODS + 1)) <= NAIVE_TAIL
    fewer = binom.cdf(now, both, 1 / (MOST_PERIODS + 1)) <= NAIVE_TAIL
    words = np.where(more, Verdict.MORE, np.where(fewer, Verdict.FEWER, Verdict.NORMAL))
    return [Verdict(word) for word in words]


@dataclass(frozen=True)
class Rate:
    """A share of trials."""

    hits: int
    trials: int

    @property
    def share(self) -> float:
        """The share, 0 without trials."""
        return self.hits / max(self.trials, 1)

    @property
    def error(self) -> float:
        """Half the width of the share's 95 % interval."""
        return 1.96 * sqrt(self.share * (1 - self.share) / max(self.trials, 1))

    def __str__(self) -> str:
        """Write `3.1 ± 0.2 %`."""
        return f"{100 * self.share:5.1f} ± {100 * self.error:.1f} %"


def rate_of(hits: Sequence[bool] | Flags) -> Rate:
    """Count trials that came true."""
    return Rate(int(np.sum(hits)), len(hits))


@dataclass(frozen=True)
class FalseAlarms:
    """What was said of months in which nothing had changed, a row a month."""

    meetings: Counts
    more: Flags
    fewer: Flags

    def any_in(self, meetings: int | None = None) -> Rate:
        """Return the share of months with any signal, of those with so many meetings."""
        any_signal = (self.more | self.fewer).max(axis=1)
        return rate_of(any_signal if meetings is None else any_signal[self.meetings == meetings])

    def more_in(self, meetings: int) -> Rate:
        """Return the share of series said to be more, in months of so many meetings."""
        return rate_of(self.more[self.meetings == meetings].ravel())


def find_false_alarms(setting: Setting, months: int, judge: Judge = judge) -> FalseAlarms:
    """Judge at least so many months without any change."""
    random, calendar = np.random.default_rng(SEED), make_calendar()
    periods = range(MOST_PERIODS, calendar.periods)
    verdicts: list[list[Verdict]] = []
    while len(verdicts) < months:
        world = make_world(calendar, setting, random)
        verdicts.extend(judge(world, period) for period in periods)
    meetings = np.resize(calendar.meetings[periods.start :], len(verdicts))
    said = np.array([[Verdict(verdict).name for verdict in row] for row in verdicts])
    return FalseAlarms(meetings, said == Verdict.MORE.name, said == Verdict.FEWER.name)


def find_doublings(setting: Setting, mean: float, trials: int) -> tuple[Rate, Rate]:
    """Double one problemtyp for good; return how often it is seen in one month, and in three."""
    random, calendar = np.random.default_rng(SEED), make_calendar()
    kind = int(np.flatnonzero(mean == MEANS)[0])
    seen = [seen_in(calendar, setting, kind, random) for _ in range(trials)]
    return rate_of([first for first, *_ in seen]), rate_of([any(row) for row in seen])


def seen_in(
    calendar: Calendar, setting: Setting, kind: int, random: np.random.Generator
) -> tuple[bool, ...]:
    """Say of the three first months of a doubling whether each was said to be more."""
    start = int(random.integers(MOST_PERIODS, calendar.periods - 3))
    window = cut(calendar, start - MOST_PERIODS, start + 3)
    growth = np.ones((len(window.covered), len(MEANS)))
    growth[window.period >= MOST_PERIODS, kind] = 2
    world = make_world(window, setting, random, growth)
    return tuple(judge(world, MOST_PERIODS + later)[kind] is Verdict.MORE for later in range(3))


def cut(calendar: Calendar, first: int, end: int) -> Calendar:
    """Return some of a calendar's periods."""
    inside = (calendar.period >= first) & (calendar.period < end)
    return Calendar(calendar.covered[inside], calendar.period[inside] - first)


RUNS = {
    "one händelse an entry": Setting(),
    "several händelser in some entries": Setting(marks=SEVERAL),
}
# What the test does not know of, to see how far its promise holds.
STRAINS = {
    "season, rates swing by 30 %": Setting(season=0.3),
    "missed meetings are told of at the next": Setting(late=True),
    "only the last four weeks are told of": Setting(recall=28),
    "clusters, a month's own rate spreads by 30 %": Setting(clusters=0.3),
    "clusters, a month's own rate spreads by 50 %": Setting(clusters=0.5),
}


def show_false_alarms(name: str, setting: Setting, months: int, judge: Judge) -> None:
    """Print a row: any signal in all months, in those of two and three meetings; more in three."""
    found = find_false_alarms(setting, months, judge)
    rates = (found.any_in(), found.any_in(2), found.any_in(3), found.more_in(2), found.more_in(3))
    print(
        f"{name:46}", *(f"{rate!s:>16}" for rate in rates), f"{len(found.meetings):8}", flush=True
    )


def show_naive(months: int) -> None:
    """Print, for each mean, how often the naive test says more of months with three meetings."""
    found = find_false_alarms(Setting(missing=(0.0,) * ORGANISATIONS), months, judge_naively)
    three = found.more[found.meetings == 3]
    for kind, mean in enumerate(MEANS):
        print(f"  mean {mean:4}: {rate_of(three[:, kind])}", flush=True)


def show_doublings(name: str, setting: Setting, trials: int) -> None:
    """Print how often a doubling is seen, from each mean, in its first month and in three."""
    for mean in (2.0, 5.0, 10.0):
        first, three = find_doublings(setting, mean, trials)
        print(f"{name:46} {mean:4} {first!s:>16} {three!s:>16}", flush=True)


def main() -> None:
    """Run it all and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--months", type=int, default=66_000)
    parser.add_argument("--trials", type=int, default=10_000)
    wanted = parser.parse_args()
    print(
        "Nothing has changed: any signal | 2 meetings | 3 meetings | more, a series: 2 | 3 | months"
    )
    for name, setting in RUNS.items():
        show_false_alarms(name, setting, wanted.months, judge)
        show_false_alarms("  naive", setting, wanted.months // 6, judge_naively)
    for name, setting in STRAINS.items():
        show_false_alarms(name, setting, wanted.months // 6, judge)
    print("The naive test, everybody reporting: more in months of three meetings, by mean")
    show_naive(wanted.months // 2)
    print("A doubling, from mean: seen in its first month | in one of three")
    for name, setting in RUNS.items():
        show_doublings(name, setting, wanted.trials)


if __name__ == "__main__":
    main()
