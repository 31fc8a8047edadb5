"""How long the pages are: what a reader comes for is reached before the evidence behind it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.places import load_cases

SIZES: list[dict[str, Any]] = load_cases(Path(__file__).parent / "sizes.yml")
MEASURES = {
    "board": "document.querySelector('.lb-board').getBoundingClientRect().bottom",
    "height": "document.documentElement.scrollHeight",
    "lifted": "document.getElementById('_lyfts').getBoundingClientRect().top",
}
SHEET = re.compile(rb"/Type\s*/Page\b")


@pytest.mark.parametrize("case", SIZES, ids=lambda case: f"{case['page']} {case['width']}")
def test_a_page_is_no_longer_than_it_may_be(
    browser: Browser, example_site: Path, case: dict[str, Any]
) -> None:
    page = browser.new_page(viewport={"width": case["width"], "height": 900})
    page.goto((example_site / case["page"]).as_uri())
    found = {name: page.evaluate(how) for name, how in MEASURES.items() if name in case}
    if "sheets" in case:
        found["sheets"] = len(SHEET.findall(page.pdf(prefer_css_page_size=True)))
    page.close()
    assert found
    assert {name: value for name, value in found.items() if value > case[name]} == {}


def test_every_printed_report_says_whose_it_is(browser: Browser, example_site: Path) -> None:
    page = browser.new_page()
    page.goto((example_site / "rapporter/2026-11.html").as_uri())
    rules = page.evaluate(
        "[...document.styleSheets].filter(s => !s.href).flatMap(s => [...s.cssRules]).map(r => r.cssText).join(' ')"
    )
    page.close()
    assert '"Lägesrapport november 2026 · KS 2026/123-10"' in rules
