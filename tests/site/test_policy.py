"""The policy of each page: nothing runs that it does not name; what it breaks: `test_visits.py`."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import material
import pytest
from playwright.sync_api import Browser, BrowserContext

from generator.pages.base.page import POLICY, load_scripts, read_scripts, with_policy
from tests.site.reading import Tree, assert_none
from tests.site.visiting import SCHEME, Visit, choose_other_colours, watch

MATERIAL = Path(material.__file__).parent / "templates"
NAME = "Content-Security-Policy"
WITHIN = 1024  # bytes: where a browser looks for the page's encoding
ADDRESS = "moten/2026-11-12.html"
INJECTED = """<div class="lb">
<script>window.hacked = 1</script>
<img src="x" onerror="window.hacked = 2" alt="">
<a id="link" href="javascript:void(window.hacked = 3)">länk</a>
<iframe srcdoc="&lt;script>top.hacked = 4&lt;/script>"></iframe>
<script src="https://example.invalid/5.js"></script>
<object data="../index.html"></object>
<base href="https://example.invalid/">
<form id="away" action="https://example.invalid/"></form>
<form id="home" action="../index.html"><input name="q" value="klotter"></form>
"""


@pytest.fixture(params=["light", "dark"])
def context(request: pytest.FixtureRequest, browser: Browser) -> Iterator[BrowserContext]:
    """Open a window of a reader who prefers one of the schemes."""
    opened = browser.new_context(color_scheme=request.param)
    yield opened
    opened.close()


def test_every_page_begins_with_its_policy(site_tree: Tree, export_tree: Tree) -> None:
    for tree in (site_tree, export_tree):
        for document in tree.documents.values():
            first = document.tree.find("meta")[0].attributes
            assert first.get("http-equiv") == NAME, document.address
            text = (tree.folder / document.address).read_bytes()
            assert 0 < text.find(b'<meta charset="utf-8">') < WITHIN, document.address
            head = text.partition(b"<head>")[2].lstrip()
            assert head.startswith(b'<meta http-equiv="Content-Security-Policy"')


def test_no_script_stands_in_a_page(site_tree: Tree, export_tree: Tree) -> None:
    """All that runs is in a file; what a script only reads is data."""
    for tree in (site_tree, export_tree):
        for document in tree.documents.values():
            assert document.tree.find("meta")[0].attributes["content"] == POLICY
            for script in document.tree.find("script"):
                told = script.attributes.get("type") == "application/json"
                assert told or "src" in script.attributes, (document.address, script.text)


@pytest.mark.parametrize("way", ["server", "folder"])
def test_the_choice_of_colours_is_kept(
    context: BrowserContext, example_site: Path, served: str, way: str
) -> None:
    visit = watch(context, served if way == "server" else f"{example_site.as_uri()}/")
    visit.open(ADDRESS)
    chosen = choose_other_colours(visit.page)
    assert_none(visit.faults)
    visit.open("index.html")
    assert visit.page.evaluate(SCHEME) == chosen
    assert_none(visit.faults)


@pytest.fixture(scope="module")
def injected(tmp_path_factory: pytest.TempPathFactory, site_tree: Tree) -> Path:
    """Copy the site, and put what no page of ours may hold into an article of it."""
    folder = tmp_path_factory.mktemp("injected") / "site"
    shutil.copytree(site_tree.folder, folder)
    file = folder / ADDRESS
    html = file.read_text(encoding="utf-8")
    file.write_text(html.replace('<div class="lb">', INJECTED, 1), encoding="utf-8")
    return folder


def open_injected(context: BrowserContext, injected: Path, served: str, way: str) -> Visit:
    """Open the page in its folder, or as the server's own."""
    visit = watch(context, served if way == "server" else f"{injected.as_uri()}/")
    if way == "server":
        visit.page.route(served + ADDRESS, lambda route: route.fulfill(path=injected / ADDRESS))
    visit.open(ADDRESS)
    return visit


@pytest.mark.parametrize("way", ["server", "folder"])
def test_what_is_injected_does_not_run(
    context: BrowserContext, injected: Path, served: str, way: str
) -> None:
    visit = open_injected(context, injected, served, way)
    page = visit.page
    page.locator("#link").click()
    with page.expect_console_message(lambda line: line.text.startswith("form-action: ")):
        page.evaluate("document.getElementById('away').submit()")
    said = "\n".join(visit.faults)
    for blocked in (
        "script-src-elem: inline",
        "script-src-attr: inline",
        "script-src-elem: https://example.invalid/5.js",
        "object-src: ",
        "base-uri: https://example.invalid/",
    ):
        assert blocked in said, said
    assert page.evaluate("window.hacked") is None
    page.evaluate("document.getElementById('home').submit()")
    page.wait_for_url(f"{visit.home}index.html?q=klotter")


FRAME = """<!doctype html>
<html><head>
<meta charset="utf-8">
<script>var theme = 1</script><script src="a.js"></script>
<script id="c" type="application/json">{}</script>
</head><body>%s<script>var theme = 2</script></body></html>
"""
THEMES = (("assets/base.js", "var theme = 1"), ("assets/palette.js", "var theme = 2"))


def test_the_themes_scripts_are_loaded_from_files_and_no_other() -> None:
    other = "<script>var theme = 3</script>"
    page = load_scripts(FRAME % other, THEMES, "../")
    assert '<script src="../assets/base.js"></script><script src="a.js"></script>' in page
    assert f'<body>{other}<script src="../assets/palette.js"></script></body>' in page


def test_the_policy_is_all_that_is_added() -> None:
    html = FRAME % "<p>Text</p>"
    page = with_policy(html)
    start, end = page.index("<meta http-equiv"), page.index("\n<meta charset")
    assert f"{page[:start].rstrip()}{page[end:]}" == html
    (allowed,) = re.findall("script-src ([^;]*);", page)
    assert allowed == "'self'"


def test_the_themes_scripts_are_read_from_its_templates() -> None:
    found = dict(read_scripts([MATERIAL], "/"))
    assert [*found] == ["assets/base.js", "assets/palette.js"]
    assert found["assets/base.js"].startswith('__md_scope=new URL("/",location)')
    assert not [code for code in found.values() if "{{" in code or "{%" in code or not code]


def test_a_page_without_a_head_is_refused() -> None:
    with pytest.raises(ValueError, match="no <head>"):
        with_policy("<html><body></body></html>")
