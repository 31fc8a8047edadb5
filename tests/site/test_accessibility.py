"""Every kind of page in a real browser: WCAG 2.1 AA, and targets large enough for a finger.

A page is looked at three times: all rules in light on a desk, contrast in dark, and size and reflow
on a phone. What else goes wrong on any page, and that it opens dark where the reader's system is:
`test_visits.py`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.base import AXE_SCRIPT, AxeResults
from playwright.sync_api import Browser, BrowserContext, Page, expect

from generator.pages.base.templating import TEMPLATES
from tests.site.reading import assert_none
from tests.site.visiting import (
    AXE,
    DESK,
    FORGET_COLOURS,
    KINDS,
    PHONE,
    SIZES,
    Visit,
    find_misfits,
    scrolls_sideways,
    watch,
)

WITHOUT_FRAME = ("index.html", "moten/2026-11-12.html", "rapporter/2026-11.html")
EXTENDS_THE_FRAME = re.compile(r'{%\s*extends\s+"base/_page\.html"')
SUB_PATH = "/arkiv/"
ALL: dict[str, object] = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}
CONTRAST: dict[str, object] = {"type": "rule", "values": ["color-contrast"]}
SIZE: dict[str, object] = {"type": "rule", "values": ["target-size"]}
# What is shown as something else than the part of a table it is, and does not say what it is.
UNTOLD = """[...document.querySelectorAll("table, table :is(thead, tbody, tr, th, td)")].filter((part) => {
  const shown = getComputedStyle(part).display;
  return !part.role && shown != "none" && !shown.startsWith("table");
}).map((part) => part.outerHTML)"""
Arrive = Callable[[Visit], None]


def watch_with_axe(window: BrowserContext, home: str, *, drawn: bool = True) -> Visit:
    """Open a tab whose every page has axe in it: to hand it over anew each time takes longer."""
    visit = watch(window, home, drawn=drawn)
    visit.page.add_init_script(f"{FORGET_COLOURS}; {AXE}")
    return visit


@pytest.fixture(scope="module")
def window(browser: Browser) -> Iterator[BrowserContext]:
    """Open a window to click and write in."""
    with browser.new_context(color_scheme="light", reduced_motion="reduce") as opened:
        yield opened


@pytest.fixture(scope="module")
def undrawn_window(undrawn: Browser) -> Iterator[BrowserContext]:
    """Open a window for what axe looks at alone: it asks what is laid out, never what is drawn."""
    with undrawn.new_context(color_scheme="light", reduced_motion="reduce") as opened:
        yield opened


@pytest.fixture(scope="module")
def at_site(window: BrowserContext, served: str) -> Visit:
    """Visit the MkDocs site on its server."""
    return watch_with_axe(window, served)


@pytest.fixture(scope="module")
def at_undrawn_site(undrawn_window: BrowserContext, served: str) -> Visit:
    """Visit the MkDocs site on its server, where nothing is clicked."""
    return watch_with_axe(undrawn_window, served, drawn=False)


@pytest.fixture(scope="module")
def at_undrawn_export(undrawn_window: BrowserContext, example_export: Path) -> Visit:
    """Visit the export in its folder, where nothing is clicked."""
    return watch_with_axe(undrawn_window, f"{example_export.as_uri()}/", drawn=False)


def test_every_kind_of_page_is_in_the_table(example_kinds: dict[str, str]) -> None:
    """A page's kind is the template that its builder asks for."""
    kinds = {
        file.relative_to(TEMPLATES).as_posix()
        for file in TEMPLATES.rglob("*.html")
        if EXTENDS_THE_FRAME.search(file.read_text(encoding="utf-8"))
    }
    assert {kind.split()[0] for kind in KINDS} == kinds
    assert {kind: example_kinds[address] for kind, address in KINDS.items()} == {
        kind: kind for kind in KINDS
    }


@pytest.mark.parametrize("address", KINDS.values())
def test_a_page_is_accessible(at_undrawn_site: Visit, address: str) -> None:
    assert_accessible(at_undrawn_site, lambda visit: visit.open(address))


@pytest.mark.parametrize("address", WITHOUT_FRAME)
def test_an_exported_page_is_accessible(at_undrawn_export: Visit, address: str) -> None:
    assert_accessible(at_undrawn_export, lambda visit: visit.open(address))


def test_the_frames_are_accessible_on_a_phone(
    at_undrawn_site: Visit, at_undrawn_export: Visit
) -> None:
    """They have buttons that a desk does not see."""
    for visit in (at_undrawn_site, at_undrawn_export):
        visit.resize(PHONE)
        visit.open("index.html")
        visit.settle()
        assert_none_broken(visit, ALL)


def test_the_keyboard_opens_and_closes_the_menu_on_a_phone(at_site: Visit) -> None:
    """A closed menu's links take no focus: they would be out of sight."""
    visit, page = at_site, at_site.page
    visit.resize(PHONE)
    visit.open("moten/2026-11-12.html")
    menu = page.get_by_role("checkbox", name="Meny")
    link = page.locator(".md-sidebar--primary a[href]", has_text="Rapporter").first
    page.keyboard.press("Tab")
    expect(menu).to_be_focused()
    expect(link).to_be_hidden()
    page.keyboard.press("Space")
    expect(link).to_be_in_viewport()
    for _ in range(30):
        page.keyboard.press("Tab")
        if link.evaluate("link => link === document.activeElement"):
            break
    expect(link).to_be_focused()
    assert_none_broken(visit, ALL)
    menu.press("Space")
    expect(link).to_be_hidden()


SEARCHES = {
    "with results": "sok.html?q=brand",
    "narrowed": "sok.html?q=brand&plats=Meling&ordning=datum",
    "misspelt": "sok.html?q=skadegrelse",
    "without results": "sok.html?q=vandaliseringarna",
}


@pytest.mark.parametrize("address", SEARCHES.values(), ids=SEARCHES)
def test_a_search_is_accessible(at_site: Visit, address: str) -> None:
    def search(visit: Visit) -> None:
        visit.open(address)
        visit.page.locator(".lb-search__said p").first.wait_for()
        visit.page.evaluate("document.querySelector('.lb-search details').open = true")

    assert_accessible(at_site, search)


def test_the_words_offered_while_typing_are_accessible(at_site: Visit) -> None:
    def type_letters(visit: Visit) -> None:
        visit.open("sok.html")
        visit.page.locator("#_sokord").press_sequentially("stö")
        visit.page.locator("#_forslag [role=option]").first.wait_for()
        visit.page.locator("#_sokord").press("ArrowDown")
        visit.page.locator("#_forslag [aria-selected=true]").wait_for()

    assert_accessible(at_site, type_letters)


def test_the_page_of_unknown_addresses_is_accessible(
    undrawn_window: BrowserContext, served: str, example_site: Path
) -> None:
    """Its links begin at the server's root, so it is shown as from there."""
    home = served.removesuffix(SUB_PATH)
    visit = watch_with_axe(undrawn_window, home, drawn=False)
    visit.page.route(
        re.compile(f"{home}/(?!{SUB_PATH.strip('/')})"),
        lambda route: route.fulfill(path=f"{example_site}{urlsplit(route.request.url).path}"),
    )
    assert_accessible(visit, lambda visit: visit.open(f"{SUB_PATH}404.html"))


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_no_page_needs_a_script(browser: Browser, example_site: Path, width: int) -> None:
    """What is written is read without one, and a table is a table."""
    context = browser.new_context(java_script_enabled=False, viewport=SIZES[width])
    page = context.new_page()
    page.goto((example_site / "moten/2026-11-12.html").as_uri())
    assert page.locator("h1").is_visible()
    assert page.locator("#polisen-jarntorget .lb-prose").is_visible()
    assert page.evaluate(UNTOLD) == []
    assert not scrolls_sideways(page)
    context.close()


# Texts that are shown alike, and one of each kind that looks the same by its own style and is not seen.
LOOKALIKES = """<!doctype html><html lang="sv"><title>x</title><style>
  p, a, b { color: #777; background: #fff } .dark { background: #000 } .placed { position: absolute; top: 0 }
</style><main>
  <div><p id="a">Ett ord <i>till</i></p><p>Ett ord <i>till</i></p></div>
  <div style="color: #555"><i>Ord</i> <i>ord</i> <i style="color: #bbb" id="b">ord</i></div>
  <div style="color: #555" class="dark"><i>Ord</i> <i id="c">ord</i></div>
  <div style="color: #555; opacity: .5"><i>Ord</i> <i id="d">ord</i></div>
  <div style="color: #555"><div hidden><i>ord</i></div><i>ord</i></div>
  <div style="color: #767676"><i>Ord</i> <span style="filter: opacity(.5)"><i>ord</i></span></div>
  <div style="color: #777; font-size: 24px"><i>Stort</i> <small style="font-size: 12px">litet</small></div>
  <div class="dark placed" style="left: 50%; width: 9em"><i style="color: #fff">Vitt</i> <i>grått</i></div>
</main>"""
NOT_SEEN = """axe.run({runOnly: ["color-contrast"]}).then((found) =>
  found.violations.flatMap(({nodes}) => nodes.map(({html}) => html)))"""


def test_what_is_seen_well_once_hides_nothing_that_is_not(browser: Browser) -> None:
    """What axe is spared from asking again is what it would have let through."""
    found = []
    for script in (AXE_SCRIPT, AXE):
        with browser.new_context() as context:
            page = context.new_page()
            page.set_content(LOOKALIKES)
            page.evaluate(f"() => {{ {script} }}")
            found.append(page.evaluate(NOT_SEEN))
    assert found[0] == found[1]
    assert len(found[0]) >= 8


def assert_accessible(visit: Visit, arrive: Arrive) -> None:
    """Look at a page in light and in dark, on a desk and on a phone; `arrive` leads to it."""
    visit.resize(DESK)
    arrive(visit)
    visit.settle()
    assert_none_broken(visit, ALL)
    with dark(visit.page):
        visit.settle()
        assert_none_broken(visit, CONTRAST)
        visit.resize(PHONE)
        visit.settle()
        assert_none_broken(visit, SIZE)
        assert visit.page.evaluate(UNTOLD) == []


@contextmanager
def dark(page: Page) -> Iterator[None]:
    """Let the reader's system be dark for a while, and choose that in the theme, which looks once a page."""
    page.emulate_media(color_scheme="dark")
    page.evaluate("document.getElementById('__palette_1')?.click()")
    try:
        yield
    finally:
        page.emulate_media(color_scheme="light")


def assert_none_broken(visit: Visit, rules: dict[str, object]) -> None:
    """Fail with all that axe found, a page that scrolls sideways, or anything that went wrong."""
    # Preloading is for sound and for rules on trial, and cannot be done in a folder.
    options = {"runOnly": rules, "resultTypes": ["violations"], "preload": False}
    found = AxeResults(visit.page.evaluate("options => axe.run(options)", options))
    assert found.violations_count == 0, found.generate_report()
    assert_none(find_misfits(visit.page))
    assert_follows_the_system(visit.page)
    assert_none(visit.faults)


def assert_follows_the_system(page: Page) -> None:
    """The page is dark when the reader's system asks for it."""
    asked_dark = page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    colour = page.locator("body").evaluate("e => getComputedStyle(e).backgroundColor")
    channels = [int(value) for value in re.findall(r"\d+", colour)[:3]]
    assert (sum(channels) / 3 < 128) == asked_dark, f"{colour}, dark={asked_dark}"
