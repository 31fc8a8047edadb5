"""The odds are those of the formula, of scipy, and of counting every outcome; the family's bound."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.analysis.chance import ALPHA, LARGEST_SUM, Odds, find_level, find_odds
from tests.analysis.families import FAMILIES, ROWS, Row, days_of, tally_of
from tests.places import load_cases

BY_HAND: dict[str, Any] = load_cases(Path(__file__).parent / "odds.yml")


def odds_of(days: list[Row], entries: list[Row]) -> Odds:
    found = find_odds(tally_of(entries), days_of(days))
    assert found
    return found


@pytest.mark.parametrize("case", BY_HAND)
def test_odds_worked_out_by_hand(case: str) -> None:
    given_case = BY_HAND[case]
    found = odds_of(given_case["days"], given_case["entries"])
    expected = [float(Fraction(chance)) for chance in given_case["chances"]]
    assert found.chances == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize(("now", "before"), [(0, 60), (3, 17), (9, 40), (30, 0), (150, 1800)])
@pytest.mark.parametrize("days", [(28, 336), (42, 322), (14, 112)])
def test_the_plain_case_is_the_binomial_test(now: int, before: int, days: tuple[int, int]) -> None:
    # Loads for most of a second, which each worker that gathers the tests would wait for.
    from scipy.stats import binomtest

    found = odds_of([days], [(0, 1, now, before)])
    share = days[0] / sum(days)
    for side, tail in (
        ("greater", found.chances[now:].sum()),
        ("less", found.chances[: now + 1].sum()),
    ):
        assert tail == pytest.approx(binomtest(now, now + before, share, side).pvalue, rel=1e-9)


@given(
    days=st.lists(st.tuples(st.integers(1, 42), st.integers(1, 336)), min_size=3, max_size=3),
    entries=st.lists(st.tuples(st.integers(0, 2), st.integers(1, 6)), max_size=8),
)
@settings(deadline=None, max_examples=50)
def test_marks_are_counted_outcome_by_outcome(
    days: list[tuple[int, int]], entries: list[tuple[int, int]]
) -> None:
    counted = np.zeros(sum(mark for _, mark in entries) + 1)
    for outcome in product((False, True), repeat=len(entries)):
        chance, total = 1.0, 0
        for inside, (who, mark) in zip(outcome, entries, strict=True):
            share = days[who][0] / sum(days[who])
            chance *= share if inside else 1 - share
            total += mark * inside
        counted[total] += chance
    found = odds_of(days, [(who, mark, 0, 1) for who, mark in entries])
    assert found.chances == pytest.approx(counted, abs=1e-12)


@given(rows=st.lists(ROWS, min_size=1, max_size=5), times=st.integers(2, 9))
@settings(deadline=None)
def test_only_the_proportion_of_days_matters(rows: list[Row], times: int) -> None:
    days = [(14, 112), (42, 336), (28, 336)]
    more_days = [(now * times, before * times) for now, before in days]
    assert np.array_equal(odds_of(days, rows).chances, odds_of(more_days, rows).chances)


@given(family=FAMILIES)
@settings(deadline=None)
def test_chance_goes_beyond_any_band_of_a_family_in_at_most_one_case_of_twenty(
    family: tuple[list[Row], list[list[Row]]],
) -> None:
    days, series = family
    found = [odds_of(days, rows) for rows in series]
    level = find_level(found)
    bands = [odds.region(level) for odds in found]
    beyond = sum(
        odds.chances[:low].sum() + odds.chances[high + 1 :].sum()
        for odds, (low, high) in zip(found, bands, strict=True)
    )
    assert beyond <= ALPHA + 1e-9


@given(family=FAMILIES)
@settings(deadline=None)
def test_the_bands_are_never_wider_than_tarones(
    family: tuple[list[Row], list[list[Row]]],
) -> None:
    days, series = family
    found = [odds_of(days, rows) for rows in series]
    ends = [end for odds in found for end in (odds.chances[0], odds.chances[-1])]
    counts = range(1, len(ends) + 1)
    k = next(k for k in counts if sum(end <= ALPHA / k for end in ends) <= k)
    # What is exactly as probable as the level is beyond with Tarone; with us the level is not.
    theirs = np.nextafter(ALPHA / k, 1)
    for odds in found:
        low, high = odds.region(find_level(found))
        wide_low, wide_high = odds.region(theirs)
        assert wide_low <= low
        assert high <= wide_high


def test_a_sum_beyond_reason_is_not_tried() -> None:
    assert find_odds(tally_of([(0, LARGEST_SUM, 1, 0)]), days_of([(28, 336)]))
    assert find_odds(tally_of([(0, LARGEST_SUM + 1, 1, 0)]), days_of([(28, 336)])) is None
