"""A unit means the same wherever it is read: in a heading, in the mall, in a sentence."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from generator.analysis import Amount, compare
from generator.analysis.comparisons import percent_change
from generator.figures import describe, noun_of
from generator.figures.letters import HIDDEN_SIGN, explain_signs, sign_of
from generator.records import Measure, measure_of, month_at, say_hidden, unit_of
from generator.records.underlag.cells import Misread, Number
from generator.records.underlag.labels import choose_unit, parse_value
from generator.swedish import NO_BREAK, round_off
from tests.analysis.runs import parse_run
from tests.places import load_cases

HERE = Path(__file__).parent
CASES: dict[str, Any] = load_cases(HERE / "units.yml")
HIDDEN: dict[str, str] = load_cases(HERE / "hidden_numbers.yml")


@pytest.mark.parametrize(("unit", "expected"), CASES.items())
def test_a_unit_is_known_by_its_words(unit: str, expected: list[str]) -> None:
    known, measure = expected
    assert unit_of(unit) == known
    assert measure_of(unit) == Measure(measure)


@pytest.mark.parametrize(("unit", "expected"), CASES.items())
def test_words_and_sums_follow_the_same_meaning(unit: str, expected: list[str]) -> None:
    measure = Measure(expected[1])
    month = month_at("2026-11")
    comparison = compare(parse_run("24*23 30", month, unit), month)
    said = describe("Larm", noun_of(unit), comparison).replace(NO_BREAK, " ")
    more = {"antal": "fler", "belopp": "mer"}.get(measure, "högre")
    assert f"{more} än i oktober" in said
    assert ("(25 procent" in said) == (comparison.year is not None) == measure.adds_up
    assert not said.startswith("Larm: 30 antal")


@pytest.mark.parametrize(("cell", "words"), HIDDEN.items())
def test_a_hidden_number_is_known_and_pictures_have_a_sign_for_it(cell: str, words: str) -> None:
    assert say_hidden(cell) == words
    if words:
        assert parse_value(cell, "antal") == Number(None, cell)
        assert sign_of(Amount(None, words)) == HIDDEN_SIGN


def test_each_sign_is_explained_once_with_all_its_reasons() -> None:
    amounts = [
        Amount(None, words) for words in ("färre än 5", "dolt tal", "inget underlag", "färre än 5")
    ]
    assert explain_signs([*amounts, Amount(3)]) == "* färre än 5 eller dolt tal · ? inget underlag"


def test_a_table_may_be_in_thousands_though_the_mall_says_kronor() -> None:
    assert choose_unit(unit_of("Kostnad (tkr)"), "kronor") == "tkr"
    assert choose_unit(unit_of("Kostnad, SEK"), "kr") == "kr"


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("1,5", "antal anmälningar"),
        ("-3", "antal"),
        ("104", "procent av eleverna"),
        ("8 %", "SEK"),
        ("-1", "per 1 000 invånare"),
    ],
)
def test_a_unit_refuses_what_it_cannot_be(text: str, unit: str) -> None:
    with pytest.raises(Misread):
        parse_value(text, unit)


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("-1 500", "SEK", -1500),
        ("34 %", "andel", 34),
        ("0,34", "andel", "0.34"),
        ("1,5", "", "1.5"),
    ],
)
def test_a_unit_takes_what_it_can_be(text: str, unit: str, value: int | str) -> None:
    assert parse_value(text, unit).value == Decimal(value)


@pytest.mark.parametrize(
    ("value", "decimals", "rounded"),
    [
        ("12.5", 0, "13"), ("7.5", 0, "8"), ("2.5", 0, "3"), ("-12.5", 0, "-13"), ("-2.5", 0, "-3"),
        ("0.5", 0, "1"), ("2.49", 0, "2"), ("0.25", 1, "0.3"), ("0.35", 1, "0.4"), ("-0.25", 1, "-0.3"),
    ],
)  # fmt: skip
def test_a_half_is_rounded_away_from_zero(value: str, decimals: int, rounded: str) -> None:
    assert round_off(Decimal(value), decimals) == Decimal(rounded)


@pytest.mark.parametrize(
    ("value", "base", "percent"),
    [(45, 40, 13), (43, 40, 8), (41, 40, 3), (35, 40, -13), (37, 40, -8), (39, 40, -3)],
)
def test_percent_is_rounded_as_all_else(value: int, base: int, percent: int) -> None:
    assert percent_change(value, base) == percent
