"""Sentences of the report as values, each with what would make it false, in tables."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from generator.article.plain import plain_block, plain_line
from generator.article.values import Board, Held, Number
from generator.pages.report.compose import split_summary
from generator.records import read_archive
from tests.article.composed import Composed, number_in, part_of
from tests.calendars import write_calendar
from tests.pages.inferred import lay_over, read_cases
from tests.places import load_cases

TABLE = Path(__file__).parent / "sentences.yml"
CASES: dict[str, dict[str, Any]] = load_cases(TABLE)
# Laid over the small archive's files, whose values are all words.
LAID: dict[str, dict[str, Any]] = read_cases(TABLE)


def say(words: str) -> str:
    return " ".join(words.split())


@pytest.mark.parametrize("name", CASES["split"])
def test_a_summary_is_parted_and_nothing_of_it_lost(name: str) -> None:
    case = CASES["split"][name]
    lead, rest = split_summary(case["text"])
    assert (lead, rest) == (case["lead"], case["rest"])
    assert f"{lead} {rest}".split() == case["text"].split()


@pytest.mark.slow
@pytest.mark.parametrize("name", CASES["board"])
def test_a_judgement_and_a_count_that_differ_are_both_told(name: str, tmp_path: Path) -> None:
    case = CASES["board"][name]
    composed = Composed(write_calendar(tmp_path, case))
    board = part_of(composed.articles[case["rapport"]], "_lage").blocks[0]
    assert isinstance(board, Board)
    (row,) = (row for row in board.rows if row.name.text == "Ordning")
    assert say(plain_line(row.sentence)) == case["says"]
    assert say(plain_line(row.against)) == case["against"]
    assert say(plain_line(row.level)) == case["level"]
    held = Held.UNFINISHED if "hittills" in case["says"] else Held.WHOLE
    assert row.months[-1].held is held
    assert number_in(row.number) == row.months[-1].number
    found = [one for one in row.against if isinstance(one, Number)]
    assert found in ([], [row.months[-2].number])


@pytest.mark.slow
@pytest.mark.parametrize("name", CASES["seen"])
def test_what_is_seen_leads_where_nobody_has_written(name: str, tmp_path: Path) -> None:
    case = CASES["seen"][name]
    article = Composed(write_calendar(tmp_path, case)).articles[case["rapport"]]
    assert (
        say(" ".join(line for block in article.lead for line in plain_block(block))) == case["says"]
    )


def compose_laid(make: Callable[..., Path], case: dict[str, Any]) -> Composed:
    today = date.fromisoformat(case["today"]) if "today" in case else None
    return Composed(read_archive(lay_over(make, case.get("files", {})), today))


@pytest.mark.slow
@pytest.mark.parametrize("name", LAID["answer"])
def test_what_became_of_a_proposal(name: str, archive_with: Callable[..., Path]) -> None:
    case = LAID["answer"][name]
    article = compose_laid(archive_with, case).articles["2026-10"]
    (proposal,) = part_of(article, "_forslag").parts
    assert say(" ".join(plain_block(proposal.blocks[-1]))) == case["says"]


@pytest.mark.slow
@pytest.mark.parametrize("name", LAID["meta"])
def test_who_it_is_for_and_its_standing(name: str, archive_with: Callable[..., Path]) -> None:
    case = LAID["meta"][name]
    article = compose_laid(archive_with, case).articles["2026-10"]
    assert say(plain_line(article.meta)) == case["says"]
    assert ("utkast" in article.running) == ("utkast" in case["says"])
