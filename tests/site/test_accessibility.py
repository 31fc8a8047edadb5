"""Every kind of page in a real browser: WCAG 2.1 AA, light and dark, on a desk and on a phone.

The same visit sees that no page scrolls sideways, reports an error or calls anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, Request

from generator.pages import templating
from generator.pages.desk import Desk
from generator.pages.site import build_site
from tests.places import PICTURES
from tests.site.reading import Tree, assert_none

# Each kind of page by its template: where the example shows most of what the kind can show.
KINDS = {
    "start.html": "index.html",
    "meeting.html": "moten/2026-11-12.html",
    "meeting_list.html": "moten/index.html",
    "report.html": "rapporter/2026-11.html",
    "report_without_meeting.html": "rapporter/2026-07.html",
    "report_list.html": "rapporter/index.html",
    "decision.html": "beslut/2026-02-24-orsaksanalys-skolgardar.html",
    "decision_list.html": "beslut/index.html",
    "actions.html": "atgarder.html",
    "proposals.html": "att-ta-stallning-till.html",
    "area.html": "omraden/ordningsstorning-och-otrygghet.html",
    "area_list.html": "omraden/index.html",
    "place.html": "platser/stationen.html",
    "place_list.html": "platser/index.html",
    "organisation.html": "organisationer/polisen.html",
    "organisation_list.html": "organisationer/index.html",
    "star.html": "stjarnan.html",
    "statistics.html": "statistik/polisen-anmalda-brott-anmalda-brott.html",
    "statistics_list.html": "statistik/index.html",
    "words.html": "mallen.html",
    "coverage.html": "vem-har-rapporterat.html",
    "search.html": "sok.html",
    "about.html": "om.html",
    "accessibility.html": "tillganglighet.html",
    "handwritten.html": "rapportera.html",
}
WITHOUT_FRAME = ("index.html", "moten/2026-11-12.html", "rapporter/2026-11.html")
EXTENDS_THE_FRAME = re.compile(r'{%\s*extends\s+"_page\.html"')
SUB_PATH = "/arkiv/"
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]},
    "resultTypes": ["violations"],
}
DESK, PHONE = 1280, 390
LOOKS = [(scheme, width) for scheme in ("light", "dark") for width in (DESK, PHONE)]
NAMES = [f"{scheme}-{width}" for scheme, width in LOOKS]


@dataclass(frozen=True, slots=True)
class Visit:
    """A browser's tab, and everything that went wrong in it."""

    page: Page
    faults: list[str]
    home: str

    def open(self, address: str) -> None:
        """Load a page; what went wrong on another is forgotten."""
        self.faults.clear()
        self.page.goto(self.home + address)


def watch(context: BrowserContext, home: str) -> Visit:
    """Open a tab that notes errors and every request that leaves `home`."""
    page = context.new_page()
    faults: list[str] = []

    def note(words: object) -> None:
        faults.append(f"{page.url.removeprefix(home)}: {words}")

    page.on("pageerror", note)
    page.on("requestfailed", lambda request: note_failed(request, note))
    page.on("console", lambda line: note(line.text) if line.type in ("error", "warning") else None)
    page.on(
        "request",
        lambda request: None if request.url.startswith((home, "data:")) else note(request.url),
    )
    return Visit(page, faults, home)


def note_failed(request: Request, note: Callable[[str], None]) -> None:
    """Note what could not be loaded; what a new page cut short is no fault."""
    if request.failure != "net::ERR_ABORTED":
        note(f"{request.url}: {request.failure}")


@pytest.fixture(scope="module", params=LOOKS, ids=NAMES)
def context(request: pytest.FixtureRequest, browser: Browser) -> Iterator[BrowserContext]:
    """Open a window in one of the looks."""
    scheme, width = request.param
    height = 844 if width == PHONE else 900
    opened = browser.new_context(
        color_scheme=scheme, viewport={"width": width, "height": height}, reduced_motion="reduce"
    )
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def at_site(context: BrowserContext, served: str) -> Visit:
    """Visit the MkDocs site on its server."""
    return watch(context, served)


@pytest.fixture(scope="module")
def at_export(context: BrowserContext, example_export: Path) -> Visit:
    """Visit the export in its folder."""
    return watch(context, f"{example_export.as_uri()}/")


def test_every_kind_of_page_is_in_the_table(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page's kind is the template that its builder asks for."""
    asked: dict[str, str] = {}
    write_page = Desk.write_page

    def remember(desk: Desk, template: str, address: str, title: str, **values: object) -> object:
        asked[address] = template
        return write_page(desk, template, address, title, **values)  # type: ignore[arg-type]

    monkeypatch.setattr(Desk, "write_page", remember)
    build_site(root, cache=PICTURES)
    kinds = {
        file.name
        for file in templating.TEMPLATES.iterdir()
        if EXTENDS_THE_FRAME.search(file.read_text(encoding="utf-8"))
    }
    assert KINDS.keys() == kinds
    assert {kind: asked[address] for kind, address in KINDS.items()} == {
        kind: kind for kind in KINDS
    }


@pytest.mark.parametrize("address", KINDS.values())
def test_a_page_is_accessible(at_site: Visit, address: str) -> None:
    at_site.open(address)
    assert_follows_the_system(at_site.page)
    assert_accessible(at_site)


@pytest.mark.parametrize("address", WITHOUT_FRAME)
def test_an_exported_page_is_accessible(at_export: Visit, address: str) -> None:
    at_export.open(address)
    assert_follows_the_system(at_export.page)
    assert_accessible(at_export, preload=False)  # axe may not read style sheets of a folder


SEARCHES = {
    "with results": "sok.html?q=brand",
    "narrowed": "sok.html?q=brand&plats=Meling&ordning=datum",
    "misspelt": "sok.html?q=skadegrelse",
    "without results": "sok.html?q=vandaliseringarna",
}


@pytest.mark.parametrize("address", SEARCHES.values(), ids=SEARCHES)
def test_a_search_is_accessible(at_site: Visit, address: str) -> None:
    at_site.open(address)
    at_site.page.locator(".lb-search__said p").first.wait_for()
    at_site.page.evaluate("document.querySelector('.lb-search details').open = true")
    assert_accessible(at_site)


def test_the_words_offered_while_typing_are_accessible(at_site: Visit) -> None:
    at_site.open("sok.html")
    at_site.page.locator("#_sokord").press_sequentially("stö")
    at_site.page.locator("#_forslag [role=option]").first.wait_for()
    at_site.page.locator("#_sokord").press("ArrowDown")
    at_site.page.locator("#_forslag [aria-selected=true]").wait_for()
    assert_accessible(at_site)


def test_the_page_of_unknown_addresses_is_accessible(
    context: BrowserContext, served: str, example_site: Path
) -> None:
    """Its links begin at the server's root, so it is shown as from there."""
    visit = watch(context, served.removesuffix(SUB_PATH))
    visit.page.route(
        re.compile(f"{visit.home}/(?!{SUB_PATH.strip('/')})"),
        lambda route: route.fulfill(path=f"{example_site}{urlsplit(route.request.url).path}"),
    )
    visit.open(f"{SUB_PATH}404.html")
    assert_accessible(visit)
    visit.page.close()


def test_no_page_scrolls_sideways_fails_or_calls_out(browser: Browser, site_tree: Tree) -> None:
    """All pages, opened in their folder, on a phone."""
    context = browser.new_context(viewport={"width": PHONE, "height": 844})
    visit = watch(context, f"{site_tree.folder.as_uri()}/")
    found = []
    for address in site_tree.addresses:
        visit.open(address)
        found += [f"{address} scrolls sideways"] if scrolls_sideways(visit.page) else []
        found += visit.faults
    context.close()
    assert_none(found)


def test_no_page_needs_a_script(browser: Browser, example_site: Path) -> None:
    """What is written is read without one."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((example_site / "moten/2026-11-12.html").as_uri())
    assert page.locator("h1").is_visible()
    assert page.locator("#polisen-jarntorget .lb-entry__text").is_visible()
    context.close()


def assert_accessible(visit: Visit, **options: object) -> None:
    """Fail with all that axe found, a page that scrolls sideways, or anything that went wrong."""
    found = Axe().run(visit.page, options=RULES | options)
    assert found.violations_count == 0, found.generate_report()
    assert not scrolls_sideways(visit.page), "the page scrolls sideways"
    assert_none(visit.faults)


def scrolls_sideways(page: Page) -> bool:
    """Say whether the page is wider than its window."""
    return bool(page.evaluate("document.scrollingElement.scrollWidth > innerWidth"))


def assert_follows_the_system(page: Page) -> None:
    """The page is dark when the reader's system asks for it."""
    asked_dark = page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    colour = page.locator("body").evaluate("e => getComputedStyle(e).backgroundColor")
    channels = [int(value) for value in re.findall(r"\d+", colour)[:3]]
    assert (sum(channels) / 3 < 128) == asked_dark, f"{colour}, dark={asked_dark}"
