"""What stands in a picture is what it was given: bars as long as their numbers, words where none is."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.analysis import NO_MATERIAL, NO_MEETING, NOT_REPORTED, Amount
from generator.figures import Bar, Bars, Month, Months
from generator.figures.canvas import WIDE, WIDTH, ticks
from tests.figures.drawn import all_words, find_shapes, find_words

REASONS = (NO_MATERIAL, NO_MEETING, NOT_REPORTED)
amounts = st.one_of(
    st.integers(0, 5000).map(Amount),
    st.decimals(0, 200, places=1).map(Amount),
    st.sampled_from(REASONS).map(lambda reason: Amount(None, reason)),
)
bars = st.builds(
    Bar, st.text("abcåäö <&>", min_size=1, max_size=12), amounts, st.tuples(amounts, amounts)
)


def close(found: float, wanted: float) -> bool:
    """Say whether two lengths are the same pixel; an SVG's numbers have two decimals."""
    return abs(found - wanted) < 0.05


@settings(max_examples=30)
@given(st.lists(bars, min_size=1, max_size=7))
def test_bars_and_signs_stand_where_their_numbers_say(rows: list[Bar]) -> None:
    picture = Bars(("nu", "förra", "i fjol"), tuple(rows))
    svg = picture.draw()
    shapes, words = find_shapes(svg), find_words(svg)
    zero, unit = picture.across(0), picture.across(1) - picture.across(0)
    for number, bar in enumerate(rows):
        assert (f"now:{number}" in shapes) == (bar.now.value is not None)
        if bar.now.value is not None:
            assert words[f"n:{number}"] == str(bar.now)
            assert close(shapes[f"now:{number}"].width, float(bar.now.known) * unit)
        for index, amount in enumerate(bar.before):
            sign = shapes.get(f"before-{index}:{number}")
            assert (sign is None) == (amount.value is None)
            if sign:
                assert close(sign.centre[0], zero + float(amount.known) * unit)


@settings(max_examples=30)
@given(st.lists(amounts, min_size=1, max_size=13), st.integers(0, 20), st.integers(0, 20))
def test_columns_are_as_high_as_their_numbers(values: list[Amount], low: int, more: int) -> None:
    top = max((int(a.known) + 1 for a in values if a.value is not None), default=1)
    months = tuple(Month(amount, low=low, high=low + more) for amount in values)
    picture = Months(months, max(top, low + more))
    shapes, words = find_shapes(svg := picture.draw()), find_words(svg)
    base, unit = picture.base, picture.unit
    for number, month in enumerate(months):
        assert (f"month:{number}" in shapes) == (month.amount.value is not None)
        if month.amount.value is not None:
            column = shapes[f"month:{number}"]
            assert words[f"number:{number}"] == str(month.amount)
            assert close(column.bottom, base)
            assert close(column.height, float(month.amount.known) * unit)
        band = shapes[f"band:{number}"]
        assert close(band.height - 2, more * unit)
        assert close(band.bottom - 1, base - low * unit)


@pytest.mark.parametrize("reason", REASONS)
def test_a_missing_number_is_a_sign_that_is_explained(reason: str) -> None:
    missing = Amount(None, reason)
    for svg in (
        Bars(("nu",), (Bar("ANDT", missing),)).draw(),
        Months((Month(missing), Month(Amount(0))), 3).draw(),
    ):
        explained = [words for words in all_words(svg) if words.endswith(reason)]
        assert len(explained) == 1
        sign = explained[0].removesuffix(reason).strip()
        assert all_words(svg).count(sign) == 1


def test_zero_is_a_number_and_not_missing() -> None:
    svg = Months((Month(Amount(0)),), 5).draw()
    assert find_words(svg)["number:0"] == "0"
    assert find_shapes(svg)["month:0"].height == 0


@pytest.mark.parametrize(
    ("value", "low", "high", "outside"),
    [(5, 0, 4, 1), (4, 0, 4, 0), (0, 1, 4, -1), (1, 1, 4, 0), (9, None, None, 0)],
)
def test_a_number_outside_the_expected_range_is_pointed_at(
    value: int, low: int | None, high: int | None, outside: int
) -> None:
    month = Month(Amount(value), low=low, high=high)
    assert month.outside == outside
    assert ("outside" in find_shapes(Months((month,), 9).draw())) == bool(outside)


def test_what_was_done_and_decided_stands_below_its_month_and_is_explained() -> None:
    months = (
        Month(Amount(3), done=2),
        Month(Amount(None, NO_MEETING), decided=1),
        Month(Amount(0), done=1, decided=12),
    )
    for width in (WIDTH, WIDE):
        svg = Months(months, 3, width=width).draw()
        words = find_words(svg)
        marks = {mark: told for mark, told in words.items() if not mark.startswith("number")}
        assert marks == {
            "åtgärd klar:0": "2■",
            "åtgärd klar:2": "■",
            "beslut:1": "§",
            "beslut:2": "12§",
        }
        assert "■ åtgärd klar · § beslut · × inget möte" in all_words(svg)
    plain = Months(tuple(Month(month.amount) for month in months), 3).draw()
    assert not {"■", "§"} & set("".join(all_words(plain)))


def test_a_number_of_marks_without_room_is_a_sign_alone() -> None:
    months = (Month(Amount(1), done=1234567),) * 13
    assert find_words(Months(months, 1, width=WIDTH).draw())["åtgärd klar:0"] == "■"


def test_a_month_that_is_not_over_is_hollow() -> None:
    svg = Months((Month(Amount(2)), Month(Amount(2), unfinished=True)), 2).draw()
    looks = dict(re.findall(r'class="([^"]+)" data-mark="(month:\d)"', svg))
    assert list(looks) == ["lb-fill-house-pale", "lb-nofill lb-stroke-house"]


@pytest.mark.parametrize(
    ("top", "steps"),
    [(1, [0, 1]), (5, [0, 1, 2, 3, 4, 5]), (6, [0, 2, 4, 6]), (23, [0, 5, 10, 15, 20])],
)
def test_the_grid_goes_in_even_steps(top: int, steps: list[int]) -> None:
    assert ticks(top) == steps


def test_decimals_have_a_comma() -> None:
    svg = Bars(("nu",), (Bar("Frånvaro", Amount(Decimal("8.9"))),)).draw()
    assert find_words(svg)["n:0"] == "8,9"
