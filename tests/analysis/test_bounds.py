"""What is said of a number that nothing was said of: each bound is tried by judging that number."""

from __future__ import annotations

from hypothesis import given, settings

from generator.analysis.verdicts import Family, Verdict, judge_family
from tests.analysis.families import FAMILIES, Row, days_of, tally_of

PERIODS = 12


def judge(days: list[Row], series: list[list[Row]], place: int) -> Verdict:
    return judge_family([tally_of(rows) for rows in series], days_of(days), PERIODS)[place].verdict


def with_rows(series: list[list[Row]], place: int, rows: list[Row]) -> list[list[Row]]:
    return [*series[:place], rows, *series[place + 1 :]]


def tell_more(days: list[Row], series: list[list[Row]], place: int, extra: int) -> bool:
    """Say whether so many further entries, by any one who can be compared, would have been more."""
    return any(
        judge(days, with_rows(series, place, [*series[place], (who, 1, extra, 0)]), place)
        is Verdict.MORE
        for who, (now, before) in enumerate(days)
        if now and before
    )


@given(FAMILIES)
@settings(max_examples=60)
def test_a_bound_is_where_the_verdict_turns(family: tuple[list[Row], list[list[Row]]]) -> None:
    days, series = family
    found = Family([tally_of(rows) for rows in series], days_of(days))
    for place, rows in enumerate(series):
        if judge(days, series, place) is not Verdict.NORMAL:
            continue
        value = sum(mark * now for _, mark, now, _ in rows)
        bounds = found.find_bounds(place)
        assert bounds.more is not None
        extra = bounds.more - value
        assert tell_more(days, series, place, extra)
        assert not any(tell_more(days, series, place, each) for each in range(1, extra))
        none = [(who, mark, 0, before) for who, mark, _, before in rows]
        fell = judge(days, with_rows(series, place, none), place) is Verdict.FEWER
        assert bounds.fewer == fell


def test_small_numbers_can_never_be_fewer() -> None:
    """Four a month come to none for months on end, and no month of them is told as fewer."""
    days, rows = [(28, 336)], [(0, 1, 0, 48)]
    assert judge(days, [rows, rows, rows], 0) is Verdict.NORMAL
    found = Family([tally_of(rows)] * 3, days_of(days)).find_bounds(0)
    assert not found.fewer


def test_great_numbers_can() -> None:
    found = Family([tally_of([(0, 1, 10, 120)])], days_of([(28, 336)])).find_bounds(0)
    assert found.fewer
