"""Two columns against each other: every number once, in the pair it was told of."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.analysis import WITHOUT, Chain, Crossing, count_entries, cross_counts
from generator.records import read_archive
from tests.fixed import read_once

ROOT = Path(__file__).resolve().parents[2]
PAIRS = [("place", "area"), ("organisation", "time")]


@pytest.mark.parametrize("pair", PAIRS)
@pytest.mark.parametrize("value", ["posts", "events"])
def test_nothing_is_lost_or_counted_twice(pair: tuple[str, str], value: str) -> None:
    archive = read_once(ROOT)
    entries = count_entries(Chain(archive))
    months = [report.id for report in archive.reports[-12:]]
    found = cross_counts(entries, months, pair, value)
    inside = entries[entries["report"].isin(months)].fillna(dict.fromkeys(pair, WITHOUT))
    assert found.total == inside[value].sum() > 0
    for row, told in inside.groupby(pair[0]):
        assert found.across(str(row)) == told[value].sum()
        for column, numbers in told.groupby(pair[1]):
            assert found.at(str(row), str(column)) == numbers[value].sum()


def test_what_has_no_value_of_its_own_is_counted_too() -> None:
    entries = count_entries(Chain(read_archive(ROOT / "tests" / "archives" / "small")))
    found = cross_counts(entries, ["2026-10"], ("place", "area"), "posts")
    told = {("norra-skolan", "ordning"): 2, ("stora-torget", "ordning"): 1, (WITHOUT, WITHOUT): 1}
    assert found == Crossing(told)


def test_a_pair_that_nothing_was_told_of_is_zero() -> None:
    found = Crossing({("torget", "ordning"): 2, ("torget", "våld"): 1, ("skolan", "våld"): 4})
    assert (found.at("torget", "våld"), found.at("skolan", "ordning")) == (1, 0)
    assert (found.across("torget"), found.across("parken"), found.total) == (3, 0, 7)
