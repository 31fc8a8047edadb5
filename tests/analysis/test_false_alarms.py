"""The promise that the signals make, tried on made-up months in which nothing changes.

A small and seeded run of `benchmarks/false_alarms.py`; the page for readers has the figures of a
great one.
"""

from __future__ import annotations

import pytest

from benchmarks.false_alarms import (
    ONE,
    SEVERAL,
    FalseAlarms,
    Rate,
    Setting,
    find_doublings,
    find_false_alarms,
    judge_naively,
    make_calendar,
)
from generator.analysis.chance import ALPHA

pytestmark = pytest.mark.slow

MONTHS = 1000


def is_kept(rate: Rate) -> bool:
    """Say whether a share could be that of at most one month in twenty."""
    return rate.share <= ALPHA + 1.96 * (ALPHA * (1 - ALPHA) / rate.trials) ** 0.5


@pytest.mark.parametrize("marks", [ONE, SEVERAL])
def test_at_most_one_month_in_twenty_has_a_false_alarm(
    marks: tuple[tuple[int, float], ...],
) -> None:
    found = find_false_alarms(Setting(marks=marks), MONTHS)
    assert len(found.meetings) >= MONTHS
    assert is_kept(found.any_in())
    assert is_kept(found.any_in(2))
    assert is_kept(found.any_in(3))
    # It is no test if it never says anything.
    assert found.any_in().hits > 0


def test_a_test_that_knows_nothing_of_days_breaks_the_promise() -> None:
    found: FalseAlarms = find_false_alarms(Setting(), 200, judge_naively)
    assert not is_kept(found.any_in())
    assert not is_kept(found.any_in(3))
    # The months with three meetings suffer most.
    assert found.more_in(3).share > 2 * found.more_in(2).share


def test_a_doubling_is_seen_more_often_the_more_there_is_of_it() -> None:
    first, within_three = zip(
        *(find_doublings(Setting(), mean, 100) for mean in (2.0, 10.0)), strict=True
    )
    assert first[0].share < first[1].share
    assert first[1].share > 0.3
    assert within_three[1].share > 0.6


def test_the_calendar_is_the_examples_with_summers_off() -> None:
    calendar = make_calendar()
    assert calendar.covered[:3].tolist() == [14, 14, 42]
    assert set(calendar.meetings.tolist()) == {1, 2, 3}
    assert (calendar.meetings == 3).sum() > 20
