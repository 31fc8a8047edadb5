"""What every page and download says of who has reported, and the entries that would make it false."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.figures import write_csv
from generator.pages.coverage import build_coverage
from generator.pages.desk import Desk
from generator.pages.meetings import build_meetings
from generator.pages.organisations import build_organisations
from generator.pages.page import Page, plain_text
from generator.pages.reports import build_reports
from generator.pages.start import build_start
from tests.written import day_of, write_meetings

CASES: dict[str, Any] = yaml.safe_load(
    (Path(__file__).parent / "reporting.yml").read_text(encoding="utf-8")
)
NOBODY = {"rapporterar: varje möte": "rapporterar: vid behov"}
EVERYBODY = ("Alla organisationer", "Alla som ska rapportera")


@pytest.mark.parametrize("case", CASES)
def test_what_is_said_of_who_has_reported(tmp_path: Path, case: str) -> None:
    told = CASES[case]
    nobody = "nobody" in told
    desk = Desk(write_meetings(tmp_path, told["meetings"], NOBODY if nobody else None), {})
    builders = (build_meetings, build_coverage, build_start, build_organisations, build_reports)
    pages = {page.address: page for build in builders for page in build(desk)}
    number = len(told["meetings"])
    check_meeting(pages[f"moten/{day_of(number)}.html"], told)
    assert told["start"] in plain_text(pages["index.html"].html)
    coverage = plain_text(pages["vem-har-rapporterat.html"].html)
    assert told["year"] in coverage
    for name, words in told["did"].items():
        if not words.endswith("än"):
            assert words in coverage
            page = plain_text(pages[f"organisationer/{name.lower()}.html"].html).lower()
            assert f"{words}, men" in page or f"{words}:" in page
    if nobody:
        for page in pages.values():
            assert not any(words in page.html for words in EVERYBODY), page.address


def check_meeting(page: Page, told: dict[str, Any]) -> None:
    """The words of the matrix, the line below it and the download are the same."""
    (grid,) = (row.grid for row in page.figures if row.anchor == "_bild-organisationer")
    found = {
        name: str(row.cells[place].content)
        for row in grid.rows
        for place, name in enumerate(grid.columns)
        if row.cells[place].is_missing
    }
    assert found == told["did"]
    words = plain_text(page.html)
    assert told["posts"] in words
    for name, did in told["did"].items():
        assert f"<span>{did}</span>" in page.html
        assert any(
            f"{did[0].upper()}{did[1:]}: {others}{name}" in words for others in ("", "Polisen och ")
        )
    download = {line.split(";")[0]: line for line in write_csv(grid).splitlines()[1:]}
    for row in grid.rows:
        assert all(did in download[row.name] for did in told["did"].values())
