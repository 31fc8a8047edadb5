"""A browser's tab that notes all that goes wrong in it, and the kinds of pages to open there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import BrowserContext, CDPSession, Page, Request, ViewportSize

# Each kind of page by its template: where the example shows most of what the kind can show.
KINDS = {
    "start/start.html": "index.html",
    "base/article.html nasta-mote.html": "nasta-mote.html",
    "base/article.html moten": "moten/2026-11-12.html",
    "meeting/meeting_list.html": "moten/index.html",
    "base/article.html rapporter": "rapporter/2026-11.html",
    "report/report_without_meeting.html": "rapporter/2026-07.html",
    "report/report_list.html": "rapporter/index.html",
    "base/article.html beslut": "beslut/2026-02-24-orsaksanalys-skolgardar.html",
    "decision/decision_list.html": "beslut/index.html",
    "actions/actions.html": "atgarder.html",
    "decision/proposals.html": "att-ta-stallning-till.html",
    "area/area.html": "omraden/ordningsstorning-och-otrygghet.html",
    "area/area_list.html": "omraden/index.html",
    "place/place.html": "platser/stationen.html",
    "place/place_list.html": "platser/index.html",
    "organisation/organisation.html": "organisationer/polisen.html",
    "organisation/organisation_list.html": "organisationer/index.html",
    "star/star.html": "stjarnan.html",
    "statistics/statistics.html": "statistik/polisen-anmalda-brott-anmalda-brott.html",
    "statistics/statistics_list.html": "statistik/index.html",
    "mall/words.html": "mallen.html",
    "coverage/coverage.html": "vem-har-rapporterat.html",
    "search/search.html": "sok.html",
    "form/form.html": "rapportera.html",
    "form/notes.html": "anteckna.html",
    "handwritten/about.html": "om.html",
    "handwritten/accessibility.html": "tillganglighet.html",
    "handwritten/handwritten.html": "sa-rapporterar-du.html",
    "handwritten/numbers.html": "sa-laser-du-siffrorna.html",
}
Scheme = Literal["light", "dark"]
DESK, PHONE = 1280, 390
# A site has as much room here as an export has on a phone.
NARROW = PHONE - 7
# What everything must fit in without scrolling sideways (WCAG 1.4.10): a desk at four times its size.
REFLOW = 320
SIZES: dict[int, ViewportSize] = {
    DESK: {"width": DESK, "height": 900},
    PHONE: {"width": PHONE, "height": 844},
    NARROW: {"width": NARROW, "height": 844},
    REFLOW: {"width": REFLOW, "height": 256},
}
# axe reads the same few colours again and again, and asks of every text of one look whether it is
# seen well, which is most of its time: each colour is read once, and of texts that are shown alike,
# and so is all that they lie in, those after one that is seen well are too. What is placed, floats
# or is drawn may lie on something else, and is asked by itself.
AXE = f"""{AXE_SCRIPT};
(() => {{
  const {{Color}} = axe.commons.color, read = Color.prototype.parseString, known = new Map();
  Color.prototype.parseString = function (text) {{
    if (!known.has(text)) known.set(text, read.call(new Color(), text));
    const {{r, g, b, alpha}} = known.get(text);
    return Object.assign(this, {{r, g, b, alpha}});
  }};
  const {{run}} = axe, check = axe._audit.checks["color-contrast"], ask = check.evaluate, good = new Set();
  const shows = ["color", "background-color", "background-image", "opacity", "filter", "mix-blend-mode", "transform",
    "font-size", "font-weight", "text-shadow", "-webkit-text-stroke"];
  let looks;
  axe.run = (...asked) => (looks = new Map(), run(...asked));
  const lookOf = (element) => {{
    if (!element) return "";
    if (looks.has(element)) return looks.get(element);
    const outside = lookOf(element.parentElement), style = getComputedStyle(element);
    const alone = outside === null || element.namespaceURI !== document.documentElement.namespaceURI ||
      !(style.position === "static" || style.position === "relative" && style.inset === "0px") || style.float !== "none";
    const look = alone ? null : [...shows.map((name) => style.getPropertyValue(name)), outside].join("|");
    looks.set(element, look);
    return look;
  }};
  check.evaluate = function (node, ...others) {{
    const look = lookOf(node);
    if (good.has(look)) return true;
    const found = ask.call(this, node, ...others);
    if (look !== null && found) good.add(look);
    return found;
  }};
}})();"""
# What axe finds wrong in a part of a page, by its rules: all of them, or some. Of what it finds right one of each is enough, and preloading is
# for sound and for rules on trial, and cannot be done in a folder.
FIND_BROKEN = """([part, rules]) => axe.run(part ?? document,
  {...rules && {runOnly: rules}, resultTypes: ["violations"], preload: false}).then((found) =>
  found.violations.map(({id}) => id))"""
NOTE_VIOLATIONS = """addEventListener("securitypolicyviolation", (event) =>
  console.error(`${event.effectiveDirective}: ${event.blockedURI}`))"""
# A picture is drawn twice and shown once, with no text that is too small or reaches outside.
DRAWINGS = """[...document.querySelectorAll(".lb-picture")].flatMap((picture) => {
  if (!picture.checkVisibility({contentVisibilityAuto: true})) return [];
  const shown = [...picture.children].filter((svg) => svg.getClientRects().length);
  if (shown.length != 1) return [`${shown.length} drawings of a picture are shown`];
  const {width, height} = shown[0].viewBox.baseVal;
  const scale = shown[0].getBoundingClientRect().width / width;
  return [...shown[0].querySelectorAll("text")].filter((text) => {
    const box = text.getBBox();
    return text.getAttribute("font-size") * scale < 12.9 || Math.min(box.x, box.y) < -2 ||
      box.x + box.width > width + 2 || box.y + box.height > height + 2;
  }).map((text) => `${text.textContent} is small or reaches outside its picture`);
})"""
# The theme keeps the colours that a reader has chosen.
FORGET_COLOURS = "localStorage.clear()"
SCHEME = "document.body.getAttribute('data-md-color-scheme')"


@dataclass(frozen=True, slots=True)
class Visit:
    """A browser's tab, and everything that went wrong in it."""

    page: Page
    faults: list[str]
    home: str
    steps: CDPSession | None

    def open(self, address: str) -> None:
        """Load a page; what went wrong on another is forgotten."""
        self.faults.clear()
        self.page.goto(self.home + address)

    def resize(self, width: int) -> None:
        """Look at the page on a desk or on a phone."""
        if self.page.viewport_size != SIZES[width]:
            self.page.set_viewport_size(SIZES[width])

    def settle(self) -> None:
        """Let the page do what it does before it is drawn, in a browser that draws nothing by itself."""
        if self.steps:
            self.steps.send("HeadlessExperimental.beginFrame", {"noDisplayUpdates": True})


def watch(context: BrowserContext, home: str, *, drawn: bool = True) -> Visit:
    """Open a tab that notes errors, what the policy stops, and every request that leaves `home`.

    Of a browser that draws nothing its tabs are not `drawn`.
    """
    page = context.new_page()
    page.add_init_script(NOTE_VIOLATIONS)
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
    return Visit(page, faults, home, None if drawn else context.new_cdp_session(page))


def note_failed(request: Request, note: Callable[[str], None]) -> None:
    """Note what could not be loaded; what a new page cut short is no fault."""
    if request.failure != "net::ERR_ABORTED":
        note(f"{request.url}: {request.failure}")


def scrolls_sideways(page: Page) -> bool:
    """Say whether the page is wider than its window."""
    return bool(page.evaluate("document.scrollingElement.scrollWidth > innerWidth"))


def find_misfits(page: Page, width: int = PHONE) -> list[str]:
    """Return what does not fit: a page wider than its window, and what is wrong with the pictures seen.

    No picture is drawn for a window narrower than a phone, where its letters are small.
    """
    found: list[str] = page.evaluate(DRAWINGS) if width > REFLOW else []
    return [*(["scrolls sideways"] if scrolls_sideways(page) else []), *found]


def choose_other_colours(page: Page) -> str:
    """Switch between light and dark as a reader does; return what the page then is."""
    before = page.evaluate(SCHEME)
    page.locator("label[for^=__palette]:visible").click()
    after: str = page.evaluate(SCHEME)
    assert {before, after} == {"default", "slate"}, page.url
    return after


def find_broken(page: Page, *, dark: bool) -> list[str]:
    """Return what axe finds wrong in an open page of the export, and whether it scrolls sideways.

    The colours are the same at every width, so the dark is looked at where most is seen.
    """
    page.add_script_tag(content=AXE)
    found: list[str] = page.evaluate(FIND_BROKEN, [None, None])
    if dark:
        page.emulate_media(color_scheme="dark")
        found += page.evaluate(FIND_BROKEN, [None, ["color-contrast"]])
        page.emulate_media(color_scheme="light")
    return found + (["scrolls sideways"] if scrolls_sideways(page) else [])
