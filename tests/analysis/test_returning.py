"""Which problem a meeting's lead says has come back, and the entries that would make it false."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from generator.analysis import Chain
from generator.pages.shared.finding import describe_returning
from tests.places import load_cases
from tests.written import write_meetings

CASES: dict[str, Any] = load_cases(Path(__file__).parent / "returning.yml")


@pytest.mark.parametrize("case", CASES)
def test_a_row_is_said_when_it_is_so(tmp_path: Path, case: str) -> None:
    told = CASES[case]
    many = range(1, told.get("repeat", 0))
    repeated = [{"a": {}}, *({"a": {"fortsätter": f"{number}/a"}} for number in many)]
    archive = write_meetings(tmp_path, told.get("meetings", repeated))
    meetings = archive.held_meetings
    meeting = meetings[told["at"] - 1] if "at" in told else meetings[-1]
    assert list(describe_returning(Chain(archive), meeting)) == told["says"]
