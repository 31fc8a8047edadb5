"""Sentences the program infers: each with the entries that would make it false, in a table."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from generator.pages.actions.build import build_actions
from generator.pages.agenda.build import build_agenda
from generator.pages.area.build import build_areas
from generator.pages.base.build import Build
from generator.pages.base.page import Page
from generator.pages.decision.build import build_decisions, build_proposals, build_registers
from generator.pages.meeting.build import build_meetings
from generator.pages.organisation.build import build_organisations
from generator.pages.place.build import build_places
from generator.pages.report.build import build_reports
from generator.pages.search.build import build_documents
from generator.pages.star.build import build_star
from generator.pages.start.build import build_start
from generator.pages.statistics.build import build_statistics
from generator.records import read_archive
from tests.pages.inferred import lay_over, read_cases
from tests.site.reading import heard_in

pytestmark = pytest.mark.slow

ArchiveWith = Callable[..., Path]
TABLES = ("inferred", "places", "led_on", "first_page", "told_numbers", "agenda")
TABLE: dict[str, Any] = {
    sentence: found
    for table in TABLES
    for sentence, found in read_cases(Path(__file__).parent / f"{table}.yml").items()
}
BUILDERS: dict[str, Callable[[Build], Iterable[Page]]] = {
    "index.html": build_start,
    "atgarder.html": build_actions,
    "att-ta-stallning-till.html": build_proposals,
    "beslut/": lambda build: (*build_registers(build), *build_decisions(build)),
    "moten/": build_meetings,
    "omraden/": build_areas,
    "nasta-mote.html": build_agenda,
    "organisationer/": build_organisations,
    "platser/": build_places,
    "rapporter/": build_reports,
    "statistik/": build_statistics,
    "stjarnan.html": build_star,
}
FOUND: dict[str, Any] = read_cases(Path(__file__).parent / "found.yml")
CASES = [(sentence, name) for sentence, found in TABLE.items() for name in found["cases"]]


def read_page(root: Path, address: str, today: date | None) -> Page:
    """Build the page of an address, and those its builder makes with it."""
    kind = next(key for key in BUILDERS if address.startswith(key))
    pages = BUILDERS[kind](Build(read_archive(root, today), {}))
    return next(page for page in pages if page.address == address)


@pytest.mark.parametrize(("sentence", "name"), CASES)
def test_a_sentence_survives_the_entries_that_would_make_it_false(
    archive_with: ArchiveWith, sentence: str, name: str
) -> None:
    case = {**TABLE[sentence], **TABLE[sentence]["cases"][name]}
    files = {**TABLE[sentence].get("files", {}), **TABLE[sentence]["cases"][name].get("files", {})}
    root = lay_over(archive_with, files)
    today = date.fromisoformat(case["today"]) if "today" in case else None
    page = read_page(root, case["page"], today)
    words = heard_in(page.html, case.get("part", ""))
    for said in case.get("says", ()):
        assert said in words
    for written in case.get("html", ()):
        assert written in page.html
    for unsaid in case.get("never", ()):
        assert unsaid not in words
    for said in case.get("once", ()):
        assert words.count(said) == 1


@pytest.mark.parametrize("name", FOUND)
def test_the_search_says_how_far_a_record_has_come(archive_with: ArchiveWith, name: str) -> None:
    case = FOUND[name]
    today = date.fromisoformat(case["today"]) if "today" in case else None
    archive = read_archive(lay_over(archive_with, case.get("files", {})), today)
    told = {found.address: found.status for found in build_documents(archive, {})}
    assert {address: told.get(address, "borta") for address in case["found"]} == case["found"]
