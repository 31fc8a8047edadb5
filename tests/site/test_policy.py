"""The policy of each page: nothing is broken by it, and nothing runs that it does not name."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from generator.pages.policy import hash_of, with_policy
from tests.site.reading import Tree, assert_none
from tests.site.test_accessibility import KINDS

NAME = "Content-Security-Policy"
WITHIN = 1024  # bytes: where a browser looks for the page's encoding
NOTE_VIOLATIONS = """addEventListener("securitypolicyviolation", (event) =>
  console.error(`${event.effectiveDirective}: ${event.blockedURI}`))"""
SCHEME = "document.body.getAttribute('data-md-color-scheme')"
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


@dataclass(frozen=True, slots=True)
class Watched:
    """A browser's tab, and what its console and the policy have complained of."""

    page: Page
    faults: list[str]
    scheme: str


@pytest.fixture(params=["light", "dark"])
def watched(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Watched]:
    """Open a tab of a reader who prefers one of the schemes."""
    context = browser.new_context(color_scheme=request.param)
    context.add_init_script(NOTE_VIOLATIONS)
    page = context.new_page()
    faults: list[str] = []

    def note(words: object) -> None:
        faults.append(f"{page.url}: {words}")

    page.on("pageerror", note)
    page.on("console", lambda line: note(line.text) if line.type in ("error", "warning") else None)
    yield Watched(page, faults, request.param)
    context.close()


def test_every_page_begins_with_its_policy(site_tree: Tree, export_tree: Tree) -> None:
    for tree in (site_tree, export_tree):
        for document in tree.documents.values():
            first = document.tree.find("meta")[0].attributes
            assert first.get("http-equiv") == NAME, document.address
            text = (tree.folder / document.address).read_bytes()
            assert 0 < text.find(b'<meta charset="utf-8">') < WITHIN, document.address
            head = text.partition(b"<head>")[2].lstrip()
            assert head.startswith(b'<meta http-equiv="Content-Security-Policy"')


def test_the_theme_has_three_scripts_and_the_export_none(
    site_tree: Tree, export_tree: Tree
) -> None:
    for tree, number in ((site_tree, 3), (export_tree, 0)):
        policies = {d.tree.find("meta")[0].attributes["content"] for d in tree.documents.values()}
        (policy,) = policies
        assert policy.count("'sha256-") == number
        assert "'unsafe-inline'" not in policy.partition("script-src")[2].partition(";")[0]


def test_no_page_on_its_server_breaks_its_policy(
    watched: Watched, site_tree: Tree, served: str
) -> None:
    """Every page from below a sub-path in one scheme, some in both; the folder's are below."""
    every = watched.scheme == "light"
    for address in site_tree.documents if every else KINDS.values():
        watched.page.goto(served + address)
    # The page of unknown addresses begins its links at the root, above the sub-path.
    assert_none([line for line in watched.faults if "status of 404" not in line])


def test_no_page_in_its_folder_breaks_its_policy(watched: Watched, site_tree: Tree) -> None:
    every = watched.scheme == "dark"
    for address in site_tree.addresses if every else KINDS.values():
        watched.page.goto(f"{site_tree.folder.as_uri()}/{address}")
        if address in KINDS.values():
            choose_other_colours(watched.page)
    assert_none(watched.faults)


def choose_other_colours(page: Page) -> str:
    """Switch between light and dark as a reader does; return what the page then is."""
    before = page.evaluate(SCHEME)
    page.locator("label[for^=__palette]:visible").click()
    after: str = page.evaluate(SCHEME)
    assert {before, after} == {"default", "slate"}, page.url
    return after


@pytest.mark.parametrize("way", ["server", "folder"])
def test_the_choice_of_colours_is_kept(
    watched: Watched, example_site: Path, served: str, way: str
) -> None:
    home = served if way == "server" else f"{example_site.as_uri()}/"
    watched.page.goto(home + ADDRESS)
    chosen = choose_other_colours(watched.page)
    watched.page.goto(f"{home}index.html")
    assert watched.page.evaluate(SCHEME) == chosen
    assert_none(watched.faults)


def test_no_exported_page_breaks_its_policy(watched: Watched, export_tree: Tree) -> None:
    every = watched.scheme == "light"
    for address in export_tree.documents if every else KINDS.values():
        watched.page.goto(f"{export_tree.folder.as_uri()}/{address}")
    assert_none(watched.faults)


@pytest.fixture
def injected(tmp_path: Path, site_tree: Tree) -> Path:
    """Copy the site, and put what no page of ours may hold into an article of it."""
    folder = tmp_path / "site"
    shutil.copytree(site_tree.folder, folder)
    file = folder / ADDRESS
    html = file.read_text(encoding="utf-8")
    file.write_text(html.replace('<div class="lb">', INJECTED, 1), encoding="utf-8")
    return file


def open_injected(watched: Watched, file: Path, served: str, way: str) -> None:
    """Open the page in its folder, or as the server's own."""
    if way == "folder":
        watched.page.goto(file.as_uri())
        return
    watched.page.route(served + ADDRESS, lambda route: route.fulfill(path=file))
    watched.page.goto(served + ADDRESS)


@pytest.mark.parametrize("way", ["server", "folder"])
def test_what_is_injected_does_not_run(
    watched: Watched, injected: Path, served: str, way: str
) -> None:
    page = watched.page
    open_injected(watched, injected, served, way)
    home = page.url.removesuffix(ADDRESS)
    page.locator("#link").click()
    with page.expect_console_message(lambda line: line.text.startswith("form-action: ")):
        page.evaluate("document.getElementById('away').submit()")
    said = "\n".join(watched.faults)
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
    page.wait_for_url(f"{home}index.html?q=klotter")


FRAME = """<!doctype html>
<html><head>
<meta charset="utf-8">
<script>var theme = 1</script><script src="a.js"></script>
<script id="c" type="application/json">{{}}</script>
</head><body>{}<script>var theme = 1</script></body></html>
"""


@pytest.mark.parametrize(
    "article",
    [
        "<p>Text</p>",
        "<script>window.hacked = 1</script>",
        "<SCRIPT\n>window.hacked = 1</SCRIPT>",
        "",
    ],
)
def test_only_the_frames_scripts_are_allowed(article: str) -> None:
    html = FRAME.format(article)
    page = with_policy(html, article)
    assert page.count("'sha256-") == 1
    assert f"script-src 'self' {hash_of('var theme = 1')};" in page
    start, end = page.index("<meta http-equiv"), page.index("\n<meta charset")
    assert f"{page[:start].rstrip()}{page[end:]}" == html


def test_a_page_without_a_head_is_refused() -> None:
    with pytest.raises(ValueError, match="no <head>"):
        with_policy("<html><body></body></html>")
