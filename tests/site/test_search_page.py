"""The search page as a reader meets it: from a folder with the network off, and from a server."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from tests.places import load_cases
from tests.site.building import build_in, copy_archive
from tests.site.visiting import Visit, watch

HITS = ".lb-hits > li"
SAID = ".lb-search__said"
ENTRY = "moten/2026-11-12.html#polisen-jarntorget"
ASSETS = Path(__file__).resolve().parents[2] / "generator/assets"
SAID_OF: dict[str, Any] = load_cases(Path(__file__).with_name("search_said.yml"))


@pytest.fixture
def offline(browser: Browser) -> Iterator[BrowserContext]:
    """A window that reaches no network."""
    context = browser.new_context(offline=True, viewport={"width": 1280, "height": 900})
    yield context
    context.close()


@pytest.fixture
def visit(offline: BrowserContext, example_site: Path) -> Iterator[Visit]:
    """Visit the example in its folder; whatever goes wrong in the browser fails the test."""
    opened = watch(offline, f"{example_site.as_uri()}/")
    yield opened
    assert opened.faults == []


@pytest.fixture(scope="module")
def tab(browser: Browser, example_site: Path) -> Iterator[Visit]:
    """A tab that reaches no network."""
    with browser.new_context(offline=True, viewport={"width": 1280, "height": 900}) as context:
        yield watch(context, f"{example_site.as_uri()}/")


@pytest.fixture
def again(tab: Visit) -> Iterator[Visit]:
    """Visit the example in the tab of the test before, where nothing is left of it but its steps."""
    yield tab
    assert tab.faults == []
    tab.page.evaluate("localStorage.clear(); sessionStorage.clear()")


def open_with_index(visit: Visit, address: str = "sok.html") -> Page:
    """Open the search page and wait until the vocabulary has come; timers wait for the test."""
    # A clock that is installed goes on by itself; only one that is paused waits.
    visit.page.clock.install(time=0)
    visit.open(address)
    expect(visit.page.locator("#_plats option").nth(1)).to_be_attached()
    visit.page.clock.pause_at(3600)
    return visit.page


def asked(page: Page) -> dict[str, list[str]]:
    """Return what the address asks for."""
    return parse_qs(urlsplit(page.url).query)


def titles(page: Page) -> list[str]:
    """Return the titles of the results shown."""
    return page.locator(f"{HITS} h2").all_inner_texts()


def option(page: Page, name: str, begins: str) -> str:
    """Return the text of a select's option that begins so."""
    texts = page.locator(f"#_{name} option").all_inner_texts()
    return next(text for text in texts if text.startswith(begins))


@pytest.mark.parametrize("where", ["folder", "export", "server"])
def test_a_search_leads_to_the_very_entry(
    where: str, browser: Browser, request: pytest.FixtureRequest
) -> None:
    """A folder is read with the network off; the server stands at a sub-path."""
    homes: dict[str, Callable[[], str]] = {
        "folder": lambda: f"{request.getfixturevalue('example_site').as_uri()}/",
        "export": lambda: f"{request.getfixturevalue('example_export').as_uri()}/",
        "server": lambda: request.getfixturevalue("served"),
    }
    context = browser.new_context(offline=where != "server")
    visit = watch(context, homes[where]())
    page = visit.page
    visit.open("sok.html?q=narkotikahandeln+torg&plats=J%C3%A4rntorget")
    link = page.locator(f'{HITS} a[href="{ENTRY}"]')
    expect(link).to_be_visible()
    link.click()
    page.wait_for_url(f"**/{ENTRY}")
    expect(page.locator(":target")).to_be_visible()
    assert visit.faults == []
    context.close()


@pytest.mark.parametrize("home", ["example_site", "example_export"])
def test_the_keyboard_is_enough(
    home: str, offline: BrowserContext, request: pytest.FixtureRequest
) -> None:
    """From a page to the search, through words and values to an entry, and all the way back."""
    visit = watch(offline, f"{request.getfixturevalue(home).as_uri()}/")
    page = visit.page
    visit.open("moten/2026-11-12.html")
    page.keyboard.press("/")
    expect(page.locator("#_hitta")).to_be_focused()
    page.keyboard.type("bränder")
    page.keyboard.press("Enter")
    page.wait_for_url("**/sok.html?q=*")
    expect(page.locator(HITS).first).to_contain_text("rand")
    expect(page.locator("#_sokord")).to_be_focused()

    page.keyboard.press("Control+A")
    page.keyboard.type("järn", delay=20)
    words = page.locator("#_forslag [role=option]")
    expect(words.first).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(words.first).to_have_attribute("aria-selected", "true")
    pointed = page.locator("#_sokord").get_attribute("aria-activedescendant")
    assert pointed == words.first.get_attribute("id")
    page.keyboard.press("Escape")
    expect(page.locator("#_forslag")).to_be_hidden()
    expect(page.locator("#_sokord")).to_have_value("järn")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#_sokord")).to_have_value("Järntorget")
    expect(page.locator(SAID)).to_contain_text("träffar för ”Järntorget”")

    reached = []
    for _ in range(13):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.id || document.activeElement.tagName"))
    narrowing = ["_slag", "_omrade", "_problemtyp", "_plats", "_organisation", "_ar", "_status"]
    assert [name for name in reached if name in narrowing] == narrowing
    assert reached[-1] == "A"  # the first result
    page.locator("#_ar").focus()
    page.keyboard.press("2")
    page.keyboard.press("Tab")
    expect(page.locator(SAID)).to_contain_text("begränsat till år 20")
    page.locator(f"{HITS} a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(lambda address: "sok.html" not in address)
    page.go_back()
    expect(page.locator(SAID)).to_contain_text("begränsat till år 20")
    page.go_back()
    expect(page.locator(SAID)).not_to_contain_text("begränsat")
    expect(page.locator(SAID)).to_contain_text("träffar för ”Järntorget”")
    assert visit.faults == []


def test_the_key_leaves_fields_alone_and_can_be_turned_off(again: Visit) -> None:
    page = again.page
    again.open("sok.html")
    page.keyboard.type("18/9")
    expect(page.locator("#_sokord")).to_have_value("18/9")
    # With a key: results that come in between move it from under the pointer.
    page.get_by_label("Tangenten").press("Space")
    expect(page.get_by_label("Tangenten")).not_to_be_checked()
    again.open("index.html")
    page.keyboard.press("/")
    expect(page.locator("#_hitta")).not_to_be_focused()


def test_the_address_holds_the_search(again: Visit) -> None:
    page = again.page
    again.open("sok.html")
    page.locator("#_sokord").press_sequentially("skadegörelse", delay=5)
    expect(page.locator(HITS).first).to_be_visible()
    page.select_option("#_plats", label=option(page, "plats", "Meling"))
    expect(page.locator(SAID)).to_contain_text("begränsat till plats Meling")
    page.select_option("#_ordning", "datum")
    page.wait_for_url("**ordning=datum*")
    assert asked(page) == {"q": ["skadegörelse"], "plats": ["Meling"], "ordning": ["datum"]}
    page.reload()
    expect(page.locator(HITS).first).to_be_visible()
    shown = titles(page)
    page.go_back()
    expect(page.locator("#_ordning")).to_have_value("")
    page.go_forward()
    expect(page.locator(f"{HITS} h2")).to_have_text(shown)
    page.go_back()
    expect(page.locator("#_ordning")).to_have_value("")
    page.go_back()
    expect(page.locator("#_plats")).to_have_value("")
    assert asked(page) == {"q": ["skadegörelse"]}
    page.go_back()
    expect(page.locator(".lb-hits")).to_be_hidden()


def test_values_say_how_many_they_leave(again: Visit) -> None:
    page = again.page
    again.open("sok.html?q=brand")
    expect(page.locator(HITS).first).to_be_visible()
    chosen = option(page, "plats", "Meling")
    page.select_option("#_plats", label=chosen)
    number = chosen.partition("(")[2].rstrip(")")
    expect(page.locator(SAID)).to_contain_text(f"{number}\u00a0träffar för ”brand”, begränsat till")
    expect(page.locator(HITS)).to_have_count(int(number))
    # The other places still say what they would leave instead.
    assert page.locator("#_plats option").count() > 2
    page.get_by_role("button", name="Ta bort alla val").click()
    expect(page.locator("#_plats")).to_have_value("")
    expect(page.locator("#_sokord")).to_be_focused()


def test_newest_first(again: Visit) -> None:
    page = again.page
    again.open("sok.html?slag=M%C3%B6te&ordning=datum")
    expect(page.locator(HITS).first).to_contain_text("7 januari 2027")
    expect(page.locator(HITS)).to_have_count(20)


def test_more_results_follow_on_a_button(again: Visit) -> None:
    page = again.page
    again.open("sok.html?q=polisen")
    expect(page.locator(HITS)).to_have_count(20)
    page.get_by_role("button", name="Visa 20 till").click()
    expect(page.locator(HITS)).to_have_count(40)
    expect(page.locator(f"{HITS} a").nth(20)).to_be_focused()


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("bostadsinbrotten", "träff"),
        ("skadegrelse", "Visar träffar för ”skadegörelse”. Ordet ”skadegrelse” finns inte"),
        ("xyzzyplugh", "Inga träffar för ”xyzzyplugh”"),
        ("Meling klottrargänget", "Närmast ligger"),
        ("järntorget risbroskolan vejpning", "Inget innehåller alla orden"),
        ("”störande samling” -brand", "träffar för ”störande samling” -brand"),
        ("”samling störande”", "Orden ”samling störande” står inte intill varandra någonstans"),
        ("-brand", "träffar utan ”brand”"),
        ("-", "Skriv ett ord att söka efter."),
        ("ungdomsgäng", "Ordet ”ungdomsgäng” finns inte i arkivet"),
        ("…", "Skriv ett ord att söka efter."),
    ],
)
def test_it_is_said_how_a_query_was_understood(again: Visit, query: str, said: str) -> None:
    again.open("sok.html")
    again.page.locator("#_sokord").fill(query)
    again.page.keyboard.press("Enter")
    expect(again.page.locator(f"{SAID}[role=status]")).to_contain_text(said)


def test_a_word_close_by_is_a_link(again: Visit) -> None:
    page = again.page
    again.open("sok.html?q=klottrargänget")
    link = page.locator(f"{SAID} a").first
    word = link.inner_text()
    link.click()
    expect(page.locator(SAID)).to_contain_text(f"för ”{word}”")


def test_some_of_the_words_on_request(again: Visit) -> None:
    page = again.page
    again.open("sok.html?q=klotter+skola")
    expect(page.locator(HITS).first).to_be_visible()
    whole = page.locator(HITS).count()
    page.get_by_role("button", name="med bara några av orden").click()
    page.wait_for_url("**ord=alla*")
    expect(page.locator(SAID)).to_contain_text("De första har alla orden")
    expect(page.locator(HITS)).to_have_count(20)
    assert 0 < whole < 20


def test_without_javascript_the_page_leads_on(browser: Browser, example_site: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((example_site / "index.html").as_uri())
    page.locator("#_hitta").fill("brand")
    page.locator("#_hitta").press("Enter")
    page.wait_for_url("**/sok.html?q=brand")
    expect(page.locator("noscript p")).to_contain_text("Sökningen behöver JavaScript")
    expect(page.locator(".lb-search")).to_be_hidden()
    for name in ("2026", "ANDT", "Järntorget", "Polisen"):
        expect(page.locator(".lb-search__browse").get_by_role("link", name=name)).to_be_visible()
    context.close()


def test_a_lost_index_is_told_of(offline: BrowserContext, example_site: Path) -> None:
    page = offline.new_page()
    page.route("**/sok/ord.js*", lambda route: route.abort())
    page.goto((example_site / "sok.html").as_uri() + "?q=brand")
    expect(page.locator(SAID)).to_contain_text("Sökningen kunde inte läsas in")


def test_an_index_built_anew_is_read_anew(visit: Visit, example_site: Path) -> None:
    """The browser may keep the old vocabulary beside the new build's other files."""
    kept = (example_site / "sok/ord.js").read_text("utf-8")
    version = kept.split('"')[3]
    visit.page.route(
        lambda address: address.endswith("sok/ord.js"),
        lambda route: route.fulfill(
            content_type="text/javascript", body=kept.replace(version, "0123456789ab")
        ),
    )
    visit.open("sok.html?q=brand")
    expect(visit.page.locator(HITS).first).to_be_visible()


def test_paper_gets_the_results(visit: Visit) -> None:
    page = visit.page
    visit.open("sok.html?q=brand")
    expect(page.locator(HITS).first).to_be_visible()
    page.emulate_media(media="print")
    hidden = (".lb-search", ".lb-search__help", ".lb-search__browse", ".lb-search__more button")
    for part in hidden:
        expect(page.locator(part)).to_be_hidden()
    expect(page.locator(HITS).first).to_be_visible()
    expect(page.locator(SAID)).to_contain_text("träffar för ”brand”")
    expect(page.locator(".lb-search__more")).to_contain_text("20 av")


def test_paper_has_no_header(offline: BrowserContext, example_export: Path) -> None:
    page = offline.new_page()
    page.emulate_media(media="print")
    page.goto((example_export / "index.html").as_uri())
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator(".lb-shell__header")).to_be_hidden()


def test_few_letters_wait_for_the_pause(visit: Visit) -> None:
    """What stands there is never the answer to another word."""
    page = open_with_index(visit, "sok.html?q=inbrott")
    expect(page.locator(SAID)).to_contain_text("för ”inbrott”")
    page.keyboard.press("Control+A")
    page.keyboard.type("nv")
    expect(page.locator(SAID)).to_contain_text("för ”inbrott”")
    page.clock.run_for(300)
    expect(page.locator(SAID)).to_contain_text("för ”nv”")
    assert asked(page) == {"q": ["nv"]}


def test_another_word_is_another_step(visit: Visit) -> None:
    page = open_with_index(visit)
    for word in ("inbrott", "brand"):
        page.keyboard.press("Control+A")
        page.keyboard.type(word)
        page.clock.run_for(300)
        expect(page.locator(SAID)).to_contain_text(f"för ”{word}”")
    page.go_back()
    expect(page.locator("#_sokord")).to_have_value("inbrott")
    expect(page.locator(SAID)).to_contain_text("för ”inbrott”")


def test_words_may_be_typed_before_the_index_has_come(visit: Visit) -> None:
    page = visit.page
    held: list[Route] = []
    page.route("**/sok/ord.js*", lambda route: held.append(route))
    page.goto(f"{visit.home}sok.html?plats=Meling", wait_until="commit")
    expect(page.locator("#_sokord")).to_be_visible()
    page.locator("#_sokord").press_sequentially("inbrott")
    page.wait_for_timeout(400)
    assert len(held) == 1
    held[0].continue_()
    expect(page.locator(SAID)).to_contain_text("för ”inbrott”, begränsat till plats Meling")
    expect(page.locator("#_sokord")).to_have_value("inbrott")
    assert asked(page) == {"q": ["inbrott"], "plats": ["Meling"]}


def test_a_value_the_archive_does_not_have_is_told_of(again: Visit) -> None:
    again.open("sok.html?q=brand&plats=Mars")
    expect(again.page.locator(SAID)).to_contain_text("inte begränsad till plats ”Mars”")
    expect(again.page.locator(HITS)).to_have_count(20)


def test_the_button_counts_what_the_values_leave(again: Visit) -> None:
    page = again.page
    again.open("sok.html?q=inbrott+skola&ar=2025")
    button = page.get_by_role("button", name="med bara några av orden")
    more = int(re.findall(r"\d+", button.inner_text())[0])
    before = page.locator(HITS).count()
    button.click()
    expect(page.locator(SAID)).to_contain_text(f"{before + more}\u00a0träffar för")


@pytest.mark.parametrize("typed", ["brand -stati", "”störande sam"])
def test_nothing_is_suggested_for_what_is_left_out_or_quoted(again: Visit, typed: str) -> None:
    page = again.page
    again.open("sok.html")
    expect(page.locator("#_plats option").nth(1)).to_be_attached()
    page.keyboard.type(typed)
    expect(page.locator(SAID)).not_to_be_empty()
    expect(page.locator("#_forslag")).to_be_hidden()
    page.keyboard.press("Control+A")
    page.keyboard.type("stati")
    expect(page.locator("#_forslag")).to_be_visible()
    page.go_back()
    expect(page.locator("#_forslag")).to_be_hidden()


def test_each_key_shows_a_screenful_and_a_pause_the_rest(visit: Visit) -> None:
    page = open_with_index(visit)
    page.keyboard.type("skadegörelse")
    expect(page.locator(HITS)).to_have_count(4)
    expect(page.locator(SAID)).to_have_attribute("aria-busy", "true")
    assert asked(page) == {}
    page.locator(HITS).first.evaluate("hit => { hit.mine = true; }")
    page.clock.run_for(300)
    expect(page.locator(HITS)).to_have_count(20)
    assert page.locator(HITS).first.evaluate("hit => hit.mine")  # what stood there still stands
    expect(page.locator(SAID)).not_to_have_attribute("aria-busy", "true")
    assert asked(page) == {"q": ["skadegörelse"]}


def test_a_result_may_be_opened_before_the_pause(visit: Visit) -> None:
    page = open_with_index(visit)
    page.keyboard.type("skadegörelse")
    page.locator(f"{HITS} a").first.click()
    page.wait_for_url(lambda address: "sok.html" not in address)
    page.go_back()
    assert asked(page) == {"q": ["skadegörelse"]}
    expect(page.locator("#_sokord")).to_have_value("skadegörelse")


def test_what_is_not_understood_is_said_after_the_pause(visit: Visit) -> None:
    page = open_with_index(visit)
    page.keyboard.type("xyzzyplugh")
    expect(page.locator(SAID)).to_contain_text("Inga träffar")
    expect(page.locator(SAID)).not_to_contain_text("finns inte")
    page.clock.run_for(300)
    expect(page.locator(SAID)).to_contain_text("finns inte i arkivet")


# The archive takes no longer text than 64 000 letters.
LONG_WORD = "lång" * 15_900
HOSTILE = (
    "<img src=x onerror=window.hacked=1></script><script>window.hacked=2</script> "
    "\u200fomvänt\u200e rad\u2028slut &lt;b&gt; {} javascript:window.hacked=3"
)


def test_hostile_words_are_found_and_do_nothing(tmp_path: Path, offline: BrowserContext) -> None:
    archive = copy_archive("small", tmp_path / "arkiv")
    entry = archive / "entries/2026-10-15/polisen-fonster.md"
    head = entry.read_text("utf-8").partition("\n---\n")[0]
    text = HOSTILE.format(LONG_WORD)
    entry.write_text(
        f"{head}\n---\n# Falk <img src=x onerror=window.hacked=4>\n\n{text}\n", "utf-8"
    )
    built = build_in(archive)
    assert built.exit_code == 0, built.stderr
    visit = watch(offline, f"{(archive / 'site').as_uri()}/")
    page = visit.page
    for query in ("hacked", "omvänt", "falk", "rad slut omvänt", "<script>", LONG_WORD):
        visit.open("sok.html")
        page.locator("#_sokord").fill(query)
        page.locator("#_sokord").press("Enter")
        expect(page.locator(HITS).first).to_contain_text("Falk <img src=x onerror=window.hacked=4>")
        shown = page.locator(HITS).first
        assert shown.locator("img, script, b").count() == 0
        assert "\u200f" not in shown.inner_text()
        assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")
    visit.open("sok.html?q=%3Cimg+src%3Dx+onerror%3Dwindow.hacked%3D5%3E&plats=%3Cb%3E")
    expect(page.locator(SAID)).to_contain_text("<img src=x onerror=window.hacked=5>")
    assert page.evaluate("window.hacked") is None
    assert visit.faults == []


def test_no_script_of_the_search_makes_html_of_text() -> None:
    for name in ("sok.js", "sok-sida.js", "sokruta.js"):
        source = (ASSETS / name).read_text("utf-8")
        for way in (
            "innerHTML",
            "outerHTML",
            "insertAdjacentHTML",
            "eval(",
            "fetch(",
            "document.write",
        ):
            assert way not in source, f"{name}: {way}"


def test_a_search_that_fails_leaves_nothing_of_the_one_before(
    offline: BrowserContext, example_site: Path
) -> None:
    page = offline.new_page()
    lost: list[bool] = []
    page.route(re.compile("/sok/t"), lambda route: route.abort() if lost else route.continue_())
    page.goto(f"{(example_site / 'sok.html').as_uri()}?q=otrygghet")
    expect(page.locator(HITS).first).to_be_visible()
    lost.append(True)
    page.locator("#_sokord").fill("klotter")
    page.keyboard.press("Enter")
    expect(page.locator(SAID)).to_contain_text("Sökningen kunde inte läsas in")
    expect(page.locator(HITS)).to_have_count(0)


def test_values_stay_when_words_come_before_the_first_results(visit: Visit) -> None:
    page = visit.page
    held: list[Route] = []
    page.route(re.compile("/sok/p"), lambda route: held.append(route))
    page.goto(f"{visit.home}sok.html?q=inbrott&plats=Norrby", wait_until="commit")
    expect(page.locator("#_plats")).to_have_value("Norrby")
    page.locator("#_sokord").fill("inbrotten")
    page.wait_for_timeout(400)
    for route in held:
        route.continue_()
    page.unroute_all()
    expect(page.locator(SAID)).to_contain_text("för ”inbrotten”, begränsat till plats Norrby")
    page.wait_for_url("**q=inbrotten*")
    assert asked(page) == {"q": ["inbrotten"], "plats": ["Norrby"]}


def test_all_the_words_first_is_said_where_it_is_so(again: Visit) -> None:
    told = "De första har alla orden"
    again.open("sok.html?q=klotter+bro&ord=alla")
    expect(again.page.locator(SAID)).to_contain_text(told)
    again.open("sok.html?q=klotter+bro&ord=alla&ordning=datum")
    expect(again.page.locator(SAID)).to_contain_text("träff")
    expect(again.page.locator(SAID)).not_to_contain_text(told)


@pytest.mark.parametrize("name", SAID_OF)
def test_what_is_said_of_the_results_is_so(again: Visit, name: str) -> None:
    case = SAID_OF[name]
    again.open(f"sok.html{case['address']}")
    expect(again.page.locator(SAID)).to_contain_text("räff")
    for words in case["says"]:
        expect(again.page.locator(SAID)).to_contain_text(words)
    for words in case.get("never", ()):
        expect(again.page.locator(SAID)).not_to_contain_text(words)
