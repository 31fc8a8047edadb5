"""The page of åtgärder: each stands once, under its status and who answers for it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from generator.analysis.status import action_status
from generator.pages.actions.build import build_actions
from generator.pages.base.build import Build
from generator.pages.base.page import Page
from generator.pages.base.reading import plain_text
from tests.fixed import read_once
from tests.site.reading import Element, read_html

ROOT = Path(__file__).resolve().parents[2]
ARCHIVES = ROOT / "tests" / "archives"
SHELVES = {"försenad": "forsenad", "pågår": "pagar", "klar": "klar", "avbruten": "avbruten"}


def build_pages(root: Path, today: date | None = None) -> tuple[Build, Page]:
    build = Build(replace(read_once(root), asked_date=today), {})
    (page,) = build_actions(build)
    return build, page


def groups_of(page: Page) -> Iterator[tuple[str, str, Element]]:
    """Yield the state and the owner of each group of rows, and the rows."""
    for body in read_html(page.html).find("tbody"):
        if anchor := body.attributes.get("id"):
            state, _, owner = anchor.removeprefix("_").partition("-")
            yield state, owner, body


def count_rows(page: Page) -> Counter[tuple[str, str]]:
    return Counter(
        {
            (state, owner): sum("lb-part" in one.classes for one in rows.walk())
            for state, owner, rows in groups_of(page)
        }
    )


@pytest.mark.parametrize("day", ["2025-12-31", "2026-05-31", "2026-12-15"])
def test_each_stands_under_its_status_and_organisation(day: str) -> None:
    build, page = build_pages(ROOT, date.fromisoformat(day))
    expected = Counter(
        (
            SHELVES[action_status(build.chain, placed, build.archive.today).state],
            placed.action.responsible.slug,
        )
        for placed in build.archive.actions.values()
    )
    assert count_rows(page) == expected
    shown = {}
    for link in read_html(page.html).find("table")[0].find("a"):
        if link.text.isdigit():
            state, _, owner = link.attributes["href"].removeprefix("#_").partition("-")
            if owner:
                shown[state, owner] = int(link.text)
    assert shown == expected


@pytest.mark.parametrize(
    ("day", "lead"),
    [
        ("2026-09-17", "Av två åtgärder är ingen försenad och två pågår."),
        ("2026-10-10", "Av två åtgärder är ingen försenad, en pågår och en är klar."),
        ("2026-10-31", "Av två åtgärder är ingen försenad, en pågår och en är klar."),
        ("2026-11-01", "Av två åtgärder är en försenad och en är klar."),
    ],
)
def test_the_lead_counts_as_of_the_day(day: str, lead: str) -> None:
    _, page = build_pages(ARCHIVES / "small", date.fromisoformat(day))
    assert lead in plain_text(page.html)


def test_done_ones_stand_newest_first_with_their_effect() -> None:
    _, page = build_pages(ROOT)
    for state, owner, rows in groups_of(page):
        if state == "klar":
            days = re.findall(r"klar (\d+) (\w+) (\d{4})", rows.text)
            months = [
                "jan",
                "feb",
                "mars",
                "april",
                "maj",
                "juni",
                "juli",
                "aug",
                "sep",
                "okt",
                "nov",
                "dec",
            ]
            numbers = [(int(y), months.index(m), int(d)) for d, m, y in days]
            assert numbers == sorted(numbers, reverse=True), owner
    assert "Lugnare fredagar" in build_pages(ARCHIVES / "small")[1].html


def test_late_uppdrag_of_decisions_stand_in_a_section_of_their_own() -> None:
    _, page = build_pages(ROOT, date(2026, 12, 15))
    section = page.html.partition('id="_uppdrag"')[2].partition("<h2")[0]
    assert 'href="beslut/2026-06-22-atgardsplan-2026-2027.html#_uppdrag-2"' in section
    assert section.count("lb-register__item") == 1
    _, before = build_pages(ROOT, date(2026, 11, 30))
    assert "Inget uppdrag från beslut är försenat." in before.html


@pytest.mark.parametrize("name", ["empty", "planned"])
def test_an_archive_without_åtgärder_says_so(name: str) -> None:
    _, page = build_pages(ARCHIVES / name)
    text = plain_text(page.html)
    assert "Ingen åtgärd finns i arkivet än." in text
    assert "Här kommer varje åtgärd att stå" in text
    assert "Ingen åtgärd är försenad." not in text
    assert "<table" not in page.html
