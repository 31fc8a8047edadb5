"""What every page and download says of who has reported, and the entries that would make it false."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from generator.article.values import Look, Number, Paragraph, Span, Table
from generator.figures import write_csv
from generator.pages.base.build import Build
from generator.pages.base.reading import plain_text
from generator.pages.coverage.build import build_coverage
from generator.pages.meeting.build import build_meetings, tabulate_parts
from generator.pages.meeting.compose import compose_meeting
from generator.pages.meeting.facts import find_meeting_facts
from generator.pages.organisation.build import build_organisations
from generator.pages.report.build import build_reports
from generator.pages.start.build import build_start
from tests.article.composed import part_of
from tests.pages.composing import say
from tests.places import load_cases
from tests.written import day_of, write_meetings

CASES: dict[str, Any] = load_cases(Path(__file__).parent / "reporting.yml")
NOBODY = {"rapporterar: varje möte": "rapporterar: vid behov"}
EVERYBODY = ("Alla organisationer har", "Alla som ska rapportera")


@pytest.mark.parametrize("case", CASES)
def test_what_is_said_of_who_has_reported(tmp_path: Path, case: str) -> None:
    told = CASES[case]
    nobody = "nobody" in told
    build = Build(write_meetings(tmp_path, told["meetings"], NOBODY if nobody else None), {})
    builders = (build_meetings, build_coverage, build_start, build_organisations, build_reports)
    pages = {page.address: page for builder in builders for page in builder(build)}
    number = len(told["meetings"])
    check_meeting(build, str(day_of(number)), told)
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


def check_meeting(build: Build, meeting: str, told: dict[str, Any]) -> None:
    """The words of the matrix, the line above it and the download are the same, and no number."""
    facts = find_meeting_facts(build, build.archive.meeting[meeting])
    part = part_of(compose_meeting(facts), "_rapporterat")
    (table,) = (block for block in part.blocks if isinstance(block, Table))
    found = {}
    for head, *cells in (row.cells for row in table.rows):
        if any(
            span.look is Look.MISSING for cell in cells for span in cell if isinstance(span, Span)
        ):
            (found[say(head)],) = map(say, cells)
        else:
            assert all(isinstance(cell[0], Number) for cell in cells)
            assert len(cells) == len(table.columns) - 1
    assert found == told["did"]
    (words, *_) = (say(block.line) for block in part.blocks if isinstance(block, Paragraph))
    assert told["posts"] in words
    for name, did in told["did"].items():
        assert any(
            f"{did[0].upper()}{did[1:]}: {others}{name}" in words for others in ("", "Polisen och ")
        )
    grid = tabulate_parts(facts).grid
    assert grid.columns == tuple(say(row.cells[0]) for row in table.rows)
    shown = {
        name: {str(row.cells[place].content) for row in grid.rows if row.cells[place].is_missing}
        for place, name in enumerate(grid.columns)
    }
    assert {name: words for name, words in shown.items() if words} == {
        name: {did} for name, did in told["did"].items()
    }
    lines = write_csv(grid).splitlines()[1:]
    assert all(did in line for line in lines for did in told["did"].values())
