"""What a meeting told beside those before it: means, ranges, and which types are worth showing."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from generator.analysis import NO_MEETING, Amount, Usual, find_earlier, find_usual
from generator.analysis.chain import Chain
from generator.analysis.counts import count_entries
from generator.pages.meeting.charts import name_before, say_rows
from generator.records import ProblemType
from tests.fixed import read_once

ROOT = Path(__file__).resolve().parents[2]
TYPE = ProblemType(namn="Klotter", slug="klotter")


@pytest.mark.parametrize(
    ("events", "before", "mean", "low", "high", "shown"),
    [
        (2, (1, 0, 3), "1,3", "0", "3", True),
        (0, (0, 0, 0), "0", "0", "0", False),
        (0, (1, 0, 0, 0, 0, 0), "0,2", "0", "1", False),
        (0, (1, 0, 0, 0, 2, 0), "0,5", "0", "2", True),
        (1, (0, 0), "0", "0", "0", True),
        (0, (3, 3), "3,0", "3", "3", True),
        (0, (1, 0, 0, 1), "0,5", "0", "1", True),
        (0, (0, 0, 0, 1, 0, 0, 0, 0), "0,1", "0", "1", False),
    ],
)
def test_a_meeting_is_held_against_those_before(
    events: int, before: tuple[int, ...], mean: str, low: str, high: str, shown: bool
) -> None:
    row = Usual(TYPE, events, before)
    assert (str(row.mean), str(row.low), str(row.high)) == (mean, low, high)
    assert row.is_shown is shown


def test_the_first_meeting_has_nothing_to_be_held_against() -> None:
    row = Usual(TYPE, 1, ())
    assert row.mean == row.low == row.high == Amount(None, NO_MEETING)
    assert row.is_shown
    assert not Usual(TYPE, 0, ()).is_shown


@pytest.mark.parametrize(
    ("events", "before", "said"),
    [
        (4, (), "Klotter: 4 händelser."),
        (1, (1,), "Klotter: 1 händelse, mot en vid mötet före."),
        (4, (2,), "Klotter: 4 händelser, mot två vid mötet före."),
        (4, (0,), "Klotter: 4 händelser, inga vid mötet före."),
        (4, (1, 2), "Klotter: 4 händelser, mot i snitt 1,5 vid de två mötena före."),
        (4, (0, 0), "Klotter: 4 händelser, inga vid de två mötena före."),
        (0, (2,), "Inga händelser nu, men vid mötet före: klotter (två)."),
        (0, (2, 1), "Inga händelser nu, men vid tidigare möten: klotter (i snitt 1,5)."),
    ],
)
def test_what_is_said_of_a_problem_type(events: int, before: tuple[int, ...], said: str) -> None:
    (words,) = say_rows([Usual(TYPE, events, before)], name_before(len(before)))
    assert words.replace("\xa0", " ") == said


def test_the_examples_meetings_count_their_own_entries_and_no_others() -> None:
    archive = read_once(ROOT)
    entries = count_entries(Chain(archive))
    meeting = archive.meeting["2026-11-26"]
    earlier = find_earlier(archive, meeting)
    assert [found.id for found in earlier] == [
        "2026-09-03", "2026-09-17", "2026-10-01", "2026-10-15", "2026-10-29", "2026-11-12",
    ]  # fmt: skip
    rows = {row.problem_type.slug: row for row in find_usual(archive, entries, meeting, earlier)}
    for place, held in enumerate((*earlier, meeting)):
        inside = entries[entries["meeting"] == held.id]
        for slug, row in rows.items():
            told = int(inside[inside["problem_type"] == slug]["events"].sum())
            assert (*row.before, row.events)[place] == told, (slug, held.id)
    left = [found for found in archive.mall.problem_types if found.slug not in rows]
    for found in left:
        told = entries[entries["problem_type"] == found.slug]
        assert not told[told["meeting"] == meeting.id]["events"].sum()
        before = told[told["meeting"].isin([held.id for held in earlier])]["events"].sum()
        assert Decimal(int(before)) / len(earlier) < Decimal("0.5")
