"""What a number is held against, over runs with every kind of gap."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
import yaml

from generator.analysis import (
    NO_MATERIAL,
    NO_MEETING,
    Amount,
    Chain,
    Comparison,
    Pair,
    compare,
    count_entries,
    count_reports,
    read_runs,
    read_series,
)
from generator.analysis.comparisons import percent_change
from generator.analysis.counts import COUNT_COLUMNS
from generator.records import Series, measure_of, month_at, read_archive
from tests.analysis.runs import parse_period, parse_run
from tests.fixed import read_once

ROOT = Path(__file__).parent
CASES: dict[str, dict[str, str]] = yaml.load(
    (ROOT / "comparisons.yml").read_text(encoding="utf-8"), Loader=yaml.CBaseLoader
)

SHOWN = {
    "now": lambda found: str(found.now),
    "previous": lambda found: str(found.previous),
    "last_year": lambda found: str(found.last_year),
    "year": lambda found: show_pair(found.year),
    "rolling": lambda found: show_pair(found.rolling),
    "idle": lambda found: show_idle(found.rolling),
    "mean": lambda found: str(found.mean),
    "leads": lambda found: "yes" if found.leads else "no",
    "change": lambda found: show_change(found),
}


def compare_case(told: dict[str, str]) -> Comparison:
    period = parse_period(told["period"])
    return compare(parse_run(told["run"], period, told.get("unit", "antal")), period)


def show_pair(pair: Pair | None) -> str:
    """Write both sums, apart by a blank, and by a comma where one of them is words."""
    if pair is None:
        return "none"
    totals = [str(window.total) for window in (pair.now, pair.before)]
    return (", " if any(total[0].isalpha() for total in totals) else " ").join(totals)


def show_idle(pair: Pair | None) -> str:
    assert pair is not None
    windows = (" ".join(period.id for period in window.idle) for window in (pair.now, pair.before))
    return " | ".join(windows).strip()


def show_change(found: Comparison) -> str:
    previous = found.alone(found.period.shifted(-1), found.previous)
    change = found.change(found.alone(found.period, found.now), previous)
    if change is None:
        return "none"
    said = str(Amount(change.difference))
    return said if change.percent is None else f"{said}, {Amount(change.percent)} %"


@pytest.mark.parametrize("case", CASES)
def test_comparison(case: str) -> None:
    told = CASES[case]
    found = compare_case(told)
    expected = {key: value for key, value in told.items() if key not in ("period", "run", "unit")}
    assert {key: SHOWN[key](found) for key in expected} == expected


@pytest.mark.parametrize("case", CASES)
def test_a_window_is_twelve_months_or_the_year_so_far(case: str) -> None:
    found = compare_case(CASES[case])
    if found.rolling is None or found.year is None:
        return
    now, before = found.rolling.now.periods, found.rolling.before.periods
    assert now[-1] == found.period
    assert before[-1].shifted(1) == now[0]
    assert len(before) == len(now)
    so_far, year_before = found.year.now.periods, found.year.before.periods
    assert so_far[0].shifted(-1).year == so_far[0].year - 1
    assert so_far[-1] == found.period
    assert not year_before or len(year_before) == len(so_far)
    assert not set(so_far) & set(year_before)


def test_a_run_is_read_until_a_period() -> None:
    run = parse_run("1*11 x 4", month_at("2026-11"), "antal")
    said = [(period.id, str(amount)) for period, amount in run.until(month_at("2026-12"), 14)]
    assert said[:2] == [("2025-11", "1"), ("2025-12", "1")]
    assert said[-3:] == [("2026-10", NO_MEETING), ("2026-11", "4"), ("2026-12", NO_MATERIAL)]
    assert len(said) == 14


def test_a_month_without_a_meeting_is_no_zero_in_a_table() -> None:
    index = pd.MultiIndex.from_product([["2026-06", "2026-07"], ["andt"]], names=["report", "area"])
    rows = {"posts": [0, pd.NA], "positive": [0, pd.NA], "events": [3, pd.NA]}
    counts = pd.DataFrame(rows, index=index).astype(COUNT_COLUMNS)
    amounts = read_runs(counts)["andt"].amounts
    assert {period.id: str(amount) for period, amount in amounts.items()} == {
        "2026-06": "3",
        "2026-07": NO_MEETING,
    }
    assert read_runs(counts.iloc[:0]) == {}


def test_the_example_has_a_july_without_a_meeting(root: Path) -> None:
    archive = read_once(root)
    areas = [area.slug for area in archive.mall.areas]
    counts = count_reports(count_entries(Chain(archive)), "area", areas, archive.reports)
    runs = read_runs(counts)
    assert list(runs) == areas
    found = compare(runs["andt"], month_at("2026-11"))
    assert found.rolling is not None
    assert [period.id for period in found.rolling.now.idle] == ["2026-07"]
    told = [runs["andt"].at(period) for period in found.rolling.now.periods]
    held = [amount.known for amount in told if amount.value is not None]
    assert found.rolling.now.total == Amount(sum(held))
    assert len(held) == 11
    assert found.rolling.before.total.missing == NO_MATERIAL


def test_underlag_is_read_with_the_figure_that_holds(root: Path) -> None:
    for series in read_once(root).series:
        run = read_series(series)
        assert run.measure is measure_of(series.unit)
        assert list(run.amounts) == [point.holds.period for point in series.points]
        assert [amount.value for amount in run.amounts.values()] == [
            point.holds.value for point in series.points
        ]


def test_a_cell_without_a_number_is_no_zero(archive_with: Callable[..., Path]) -> None:
    series = read_archive(archive_with()).series[0]
    first = series.points[0]
    for value, said in ((None, NO_MATERIAL), (0, "0")):
        point = replace(first, holds=replace(first.holds, value=value))
        run = read_series(Series(series.key, (point,)))
        assert str(run.at(point.holds.period)) == said


@pytest.mark.parametrize(
    ("value", "base", "percent"), [(25, 20, 25), (18, 20, -10), (30, 19, None), (5, 0, None)]
)
def test_percentages_need_a_base(value: int, base: int, percent: int | None) -> None:
    assert percent_change(value, base) == percent
