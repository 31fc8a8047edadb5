"""What others write to refer to a record can be read where it stands, and copied whole."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from generator.article.addresses import address_of
from generator.records import Archive, place_assignments, place_proposals
from generator.records.loading import load_archive
from tests.site.visiting import AXE, FIND_BROKEN

ROOT = Path(__file__).resolve().parents[2]
NAME = re.compile(r'<code class="lb-name"[^>]*>(.*?)</code>')
MEETING = "moten/2026-11-12.html"
POST, ACTION = "2026-11-12/skolan-vejp", "2026-11-12/skolan-vejp#1"
TABLES = ("atgarder.html", "att-ta-stallning-till.html")


def find_named(archive: Archive) -> Iterator[tuple[str, str]]:
    """Yield the page and the name of everything that a record may refer to."""
    told = [e for e in archive.entries if e.kind.role != "inget" or e.source.title]
    proposals = [row for meeting in archive.held_meetings for row in place_proposals(meeting)]
    assignments = [row for found in archive.decisions for row in place_assignments(found)]
    for record in (*told, *archive.meetings, *archive.decisions, *archive.actions.values()):
        yield address_of(archive, record).partition("#")[0], record.id
    for row in (*proposals, *assignments):
        yield address_of(archive, row).partition("#")[0], row.id
    yield from ((TABLES[0], name) for name in archive.actions)
    yield from ((TABLES[1], row.id) for row in proposals)


def test_every_name_stands_on_its_page(example_site: Path) -> None:
    archive = load_archive(ROOT).archive
    assert archive is not None
    named = list(find_named(archive))
    assert len(named) > 250
    pages = {address for address, _ in named}
    shown = {
        address: {html.unescape(found) for found in NAME.findall(read(example_site, address))}
        for address in pages
    }
    assert [(a, name) for a, name in named if name not in shown[a]] == []


def read(site: Path, address: str) -> str:
    return (site / address).read_text(encoding="utf-8")


@pytest.fixture(scope="module", params=[(1280, "light"), (390, "dark")], ids=["desk", "phone"])
def tab(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    width, scheme = request.param
    with browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme
    ) as context:
        yield context.new_page()


@pytest.fixture
def page(tab: Page) -> Page:
    """The tab of the test before, with nothing open in it and the pointer in a corner."""
    tab.mouse.move(0, 0)
    tab.goto("about:blank")
    return tab


def shown(page: Page) -> list[str]:
    """Return the names beside signs that can be seen."""
    return [found for found in page.locator(".lb-named .lb-name:visible").all_inner_texts()]


@pytest.mark.parametrize(("anchor", "name"), [("skolan-vejp", POST), ("_skolan-vejp-1", ACTION)])
def test_the_sign_tells_the_name(page: Page, served: str, anchor: str, name: str) -> None:
    page.goto(served + MEETING)
    assert shown(page) == []
    sign = page.locator(f'.lb-named > [href="#{anchor}"]')
    sign.hover()
    assert shown(page) == [name]
    page.mouse.move(0, 0)
    assert shown(page) == []
    sign.focus()
    assert shown(page) == [name]
    described = sign.get_attribute("aria-describedby") or ""
    assert page.locator(f'[id="{described}"]').inner_text() == name
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.evaluate(f"() => {{ {AXE} }}")
    assert page.evaluate(FIND_BROKEN, [".lb-named", None]) == []


def test_the_name_stays_where_the_reader_came_and_one_click_takes_it_whole(
    page: Page, served: str
) -> None:
    """On a touch screen nothing hovers, and a tap on the name takes the focus from its sign."""
    for anchor, name in (("skolan-vejp", POST), ("_skolan-vejp-1", ACTION)):
        page.goto(f"{served}{MEETING}#{anchor}")
        assert name in shown(page)
        page.get_by_text(name, exact=True).click()
        assert page.evaluate("window.getSelection().toString()").strip() == name


@pytest.mark.parametrize(
    ("address", "name"), [(TABLES[0], ACTION), (TABLES[1], "2026-05-14#bra-1")]
)
def test_lists_show_the_name_at_once(page: Page, served: str, address: str, name: str) -> None:
    page.goto(served + address)
    page.get_by_text(name, exact=True).first.click()
    assert page.evaluate("window.getSelection().toString()").strip() == name
