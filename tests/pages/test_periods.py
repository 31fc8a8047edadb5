"""What is said of months, periods and meetings, and the archives that would make it false."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from generator.pages.base.build import Build
from generator.pages.base.reading import plain_text
from generator.pages.site import BUILDERS
from tests.calendars import write_calendar
from tests.places import load_cases

pytestmark = pytest.mark.slow

TABLES = ("planned", "periods", "moved", "weekdays", "verdicts")
CASES: dict[str, dict[str, Any]] = {
    f"{table}: {name}": case
    for table in TABLES
    for name, case in load_cases(Path(__file__).parent / f"{table}.yml").items()
}


@pytest.mark.parametrize("name", CASES)
def test_pages_say_what_is_so(name: str, tmp_path: Path) -> None:
    case = CASES[name]
    build = Build(write_calendar(tmp_path, case), {})
    shown = {
        page.address: f"{page.title} {plain_text(page.html)}"
        for builder in BUILDERS
        for page in builder(build)
    }
    for address, words in case.get("says", {}).items():
        assert [each for each in words if each not in shown[address]] == [], shown[address]
    for address, words in case.get("never", {}).items():
        assert [each for each in words if each in shown[address]] == []
