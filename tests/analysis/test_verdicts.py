"""Which verdict a series gets, and that the band and the verdict always agree."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.analysis.verdicts import Judged, Part, Verdict, judge_family
from tests.analysis.families import FAMILIES, Row, days_of, tally_of
from tests.places import load_cases

CASES: dict[str, Any] = load_cases(Path(__file__).parent / "verdicts.yml")
SAID = (Verdict.MORE, Verdict.FEWER)


def judge(days: list[Row], series: list[list[Row]], periods: int = 12) -> list[Judged]:
    return judge_family([tally_of(rows) for rows in series], days_of(days), periods)


def side_of(found: Judged) -> Verdict:
    """Say on which side of its band a value lies."""
    assert found.low is not None
    assert found.high is not None
    if found.value > found.high:
        return Verdict.MORE
    return Verdict.FEWER if found.value < found.low else Verdict.NORMAL


@pytest.mark.parametrize("case", CASES)
def test_verdict(case: str) -> None:
    told = CASES[case]
    (found,) = judge(told["days"], [told["entries"]], told.get("periods", 12))
    assert found.verdict == told["verdict"]
    assert found.value == sum(mark * now for _, mark, now, _ in told["entries"])
    assert found.missing == tuple(Part(*part) for part in told.get("missing", []))
    assert found.new == tuple(Part(*part) for part in told.get("new", []))
    if "expected" in told:
        assert found.expected == pytest.approx(told["expected"])
        assert side_of(found) is found.verdict
    else:
        assert (found.expected, found.low, found.high) == (None, None, None)


def test_the_more_is_watched_the_more_is_needed_for_a_signal() -> None:
    days, series = [(28, 336)], [(0, 1, 7, 24)]
    (alone,) = judge(days, [series])
    watched = judge(days, [series, *([(0, 1, 5, 60)] for _ in range(30))])[0]
    assert alone.verdict is Verdict.MORE
    assert watched.verdict is Verdict.NORMAL
    assert watched.expected == alone.expected


def test_what_is_too_little_to_be_watched_costs_the_others_nothing() -> None:
    days, series = [(28, 336)], [(0, 1, 7, 24)]
    assert (
        judge(days, [series, *([(0, 1, 1, 3)] for _ in range(30))])[0] == judge(days, [series])[0]
    )


@given(family=FAMILIES, periods=st.integers(0, 12))
@settings(deadline=None)
def test_a_value_is_in_the_band_exactly_when_it_is_normal(
    family: tuple[list[Row], list[list[Row]]], periods: int
) -> None:
    days, series = family
    for found in judge(days, series, periods):
        if found.verdict in (*SAID, Verdict.NORMAL):
            assert side_of(found) is found.verdict
            assert found.expected is not None
            assert found.expected >= 1
        else:
            assert (found.expected, found.low, found.high) == (None, None, None)


@given(family=FAMILIES, times=st.integers(2, 9))
@settings(deadline=None)
def test_as_many_times_more_days_for_all_change_nothing(
    family: tuple[list[Row], list[list[Row]]], times: int
) -> None:
    days, series = family
    more_days = [(now * times, before * times) for now, before in days]
    assert judge(days, series) == judge(more_days, series)


@given(family=FAMILIES)
@settings(deadline=None)
def test_neither_order_nor_how_entries_are_bundled_matters(
    family: tuple[list[Row], list[list[Row]]],
) -> None:
    days, series = family
    one_by_one = [
        [
            (who, mark, int(entry < now), int(entry >= now))
            for who, mark, now, before in reversed(rows)
            for entry in range(now + before)
        ]
        for rows in series
    ]
    assert judge(days, series) == judge(days, one_by_one)


@given(total=st.integers(13, 80), mark=st.sampled_from([1, 3]), now=st.sampled_from([14, 28, 42]))
@settings(deadline=None)
def test_the_more_of_the_same_entries_fall_now_the_higher_the_verdict(
    total: int, mark: int, now: int
) -> None:
    rank = {Verdict.FEWER: 0, Verdict.NORMAL: 1, Verdict.MORE: 2}
    found = [
        judge([(now, 336)], [[(0, mark, inside, total - inside)]])[0] for inside in range(total + 1)
    ]
    ranks = [rank[judged.verdict] for judged in found if judged.verdict in rank]
    assert ranks == sorted(ranks)
