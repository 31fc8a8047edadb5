"""Every sentence and heading, with the numbers it is made of."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.analysis import NO_MATERIAL, Basis, Comparison, Pair, Verdict, Window
from generator.analysis.comparisons import find_basis
from generator.figures import (
    AREAS,
    EVENTS,
    Against,
    describe,
    describe_idle,
    describe_unjudged,
    describe_year,
    noun_of,
    title_most,
    title_verdicts,
)
from generator.figures.naming import Noun
from generator.records import Measure, Period, PeriodKind, month_at
from tests.analysis.runs import parse_amount, parse_period

CASES: dict[str, dict[str, Any]] = yaml.load(
    Path(__file__).with_name("grammar.yml").read_text(encoding="utf-8"), Loader=yaml.CBaseLoader
)
NOUNS = {
    "händelse": EVENTS,
    "post": Noun("post", "poster"),
    "anmälan": Noun("anmälan", "anmälningar"),
}
LENGTHS = {
    PeriodKind.MONTH: 12,
    PeriodKind.QUARTER: 4,
    PeriodKind.WEEK: 52,
    PeriodKind.FORTNIGHT: 26,
}
# A line may break after a year, and where the number has no noun of its own.
LOOSE_NUMBER = re.compile(
    r"(?<![\d–])(?!20\d\d )\d+(?:,\d+)? (?!i |under |var |de |2)\w+|(?:kvartal|vecka) \d"
)


def pair(now: Period, length: int, totals: list[str] | None, told: dict[str, Any]) -> Pair | None:
    """Return two windows with these sums, the second ending a year before the first."""
    if totals is None:
        return None
    ends = (now, now.year_before)
    spans = (
        (tuple(end.shifted(step - length + 1) for step in range(length)), total)
        for end, total in zip(ends, totals, strict=True)
        if end
    )
    return Pair(
        *(
            Window(periods, parse_amount(total), (), find_basis(bases(told), periods))
            for periods, total in spans
        )
    )


def comparison(told: dict[str, Any]) -> Comparison:
    now, noun = parse_period(told.get("period", "2026-11")), noun_named(told)
    return Comparison(
        period=now,
        measure=noun.measure,
        now=parse_amount(told.get("now", NO_MATERIAL)),
        previous=parse_amount(told.get("before", NO_MATERIAL)),
        last_year=parse_amount(told.get("ago", NO_MATERIAL)),
        year=pair(now, now.number, told.get("year"), told),
        rolling=pair(now, LENGTHS.get(now.kind, 0), told.get("twelve"), told),
        bases=bases(told),
        under_way="under way" in told,
    )


def bases(told: dict[str, Any]) -> dict[Period, Basis]:
    """Return what each month rests on: `{2026-11: 2026-11-01 2026-11-30 2}`."""
    return {
        month_at(month): Basis(date.fromisoformat(first), date.fromisoformat(last), int(meetings))
        for month, row in told.get("bases", {}).items()
        for first, last, meetings in [row.split()]
    }


def noun_named(told: dict[str, Any]) -> Noun:
    word = told.get("noun", "händelse")
    return NOUNS.get(word) or noun_of(word)


def say(sentence: str, told: dict[str, Any]) -> str:
    """Say a case's numbers, of what the expected sentence names."""
    return describe(
        name_in(sentence),
        noun_named(told),
        comparison(told),
        verdict=told.get("verdict", ""),
        against=Against.LAST_YEAR if "ago" in told else Against.PREVIOUS,
        dated="dated" in told,
    )


def name_in(sentence: str) -> str:
    if ": " in sentence:
        return sentence.partition(": ")[0]
    return sentence.partition(" har ")[0] if " har inte rapporterat" in sentence else ""


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize("sentence", CASES["sentences"])
def test_sentence(sentence: str) -> None:
    said = say(sentence, CASES["sentences"][sentence])
    assert plain(said) == sentence
    assert LOOSE_NUMBER.findall(said) == []


@pytest.mark.parametrize("sentence", CASES["years"])
def test_year_so_far(sentence: str) -> None:
    told = CASES["years"][sentence]
    dated = "dated" in told
    said = describe_year(name_in(sentence), noun_named(told), comparison(told), dated=dated)
    assert plain(said) == sentence
    assert LOOSE_NUMBER.findall(said) == []


@pytest.mark.parametrize("sentence", CASES["idle"])
def test_months_without_a_meeting(sentence: str) -> None:
    told = CASES["idle"][sentence]
    found = comparison({"twelve": told.get("twelve", ["3", "2"])})
    assert found.rolling is not None
    now, before = (
        replace(window, idle=tuple(month_at(month) for month in told.get(key, [])))
        for key, window in (("now", found.rolling.now), ("before", found.rolling.before))
    )
    assert plain(describe_idle(replace(found, rolling=Pair(now, before)))) == sentence.strip()


@pytest.mark.parametrize("sentence", CASES["unjudged"])
def test_what_cannot_be_judged_is_one_sentence(sentence: str) -> None:
    told = CASES["unjudged"][sentence]
    found = {
        name: comparison({**told, "now": value, "before": told["before"][name]})
        for name, value in told["now"].items()
    }
    assert plain(describe_unjudged(EVENTS, found, alone="alone" in told)) == sentence


@pytest.mark.parametrize("heading", CASES["verdicts"])
def test_heading_of_verdicts(heading: str) -> None:
    assert title_verdicts(AREAS, CASES["verdicts"][heading]) == heading


@pytest.mark.parametrize("heading", CASES["most"])
def test_heading_of_the_greatest(heading: str) -> None:
    amounts = {name: parse_amount(value) for name, value in CASES["most"][heading].items()}
    assert plain(title_most(AREAS, amounts, month_at("2026-11"))) == heading


@pytest.mark.parametrize("verdict", list(Verdict))
def test_a_sentence_holds_the_verdict_word_for_word(verdict: Verdict) -> None:
    for told in ({"now": "4", "before": "2"}, {"now": "4", "twelve": ["4", "3"]}, {"now": "4"}):
        said = describe("ANDT", EVENTS, comparison(told), verdict=verdict)
        assert verdict in plain(said)


def test_a_share_has_no_sum_to_say() -> None:
    assert describe_year("", noun_of("procent"), comparison({"now": "8.4"})) == ""
    assert describe_idle(comparison({"now": "8.4"})) == ""
    assert noun_of("%") == noun_of("procent")
    assert noun_of("kr").measure is Measure.MONEY
