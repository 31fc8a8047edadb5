"""The day of the week is told only as far as somebody has told the day."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from generator.analysis import SEVERAL_DAYS, Chain, Crossing, count_entries, count_weekdays
from generator.analysis.crossing import find_days
from generator.swedish import WEEKDAYS
from tests.calendars import write_calendar
from tests.places import load_cases

CASES: dict[str, list[Any]] = load_cases(Path(__file__).parent / "weekdays.yml")
MEETING = date(2026, 9, 17)


@pytest.mark.parametrize("name", CASES)
def test_a_day_is_the_one_it_happened_on(name: str, tmp_path: Path) -> None:
    lines, days = CASES[name]
    archive = write_calendar(tmp_path, {"hållna": [MEETING], "poster": {MEETING: [lines]}})
    (entry,) = archive.entries
    assert find_days(entry) == days
    found = count_weekdays(archive, count_entries(Chain(archive)), ["2026-09"])
    each = entry.counted_events // max(len(days), 1)
    expected = {WEEKDAYS[day.weekday()]: each for day in days} or {
        SEVERAL_DAYS: entry.counted_events
    }
    assert {
        day: n for day in (*WEEKDAYS, SEVERAL_DAYS) if (n := found.counts.across(day))
    } == expected
    assert found.counts.total == entry.counted_events
    assert dict(found.posts) == {WEEKDAYS[day.weekday()]: 1 for day in days}


def test_a_pair_that_nothing_was_told_of_is_zero() -> None:
    found = Crossing({("måndag", "natt"): 2, ("måndag", "kväll"): 1, ("tisdag", "kväll"): 4})
    assert (found.at("måndag", "kväll"), found.at("tisdag", "natt")) == (1, 0)
    assert (found.across("måndag"), found.across("onsdag"), found.total) == (3, 0, 7)
