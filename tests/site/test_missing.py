"""The page of unknown addresses, served below a sub-path as a forge does, in a browser."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Response

from tests.site.building import build_in, copy_archive

HOME = "/lagesbild/"
PUBLISHED = (
    'publicering: {adress: "https://kommunen.example/lagesbild", spridning: Publik, åtkomst: öppen}'
)


class Forge(SimpleHTTPRequestHandler):
    """Serves a site below a sub-path, and its own page for every address that nothing has."""

    def translate_path(self, path: str) -> str:
        """Take the sub-path away; above it there is nothing."""
        if not path.startswith(HOME):
            return "/finns/inte"
        return super().translate_path(path.removeprefix(HOME.rstrip("/")))

    def send_error(self, code: int, *_: object) -> None:
        """Answer as a forge does."""
        page = (Path(self.directory) / "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)

    def log_message(self, format: str, *args: object) -> None:
        """Keep the test's output to what failed."""


@contextmanager
def serve(site: Path) -> Iterator[str]:
    """Serve a site and yield its address, which ends with a slash."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Forge, directory=str(site))) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}{HOME}"
        server.shutdown()
        thread.join()


def build(folder: Path, mall: str = "", settings: str = "") -> Path:
    """Build the small archive with lines added to its mall or settings; return the site."""
    archive = copy_archive("small", folder / "arkiv")
    for path, more in (("entries/mall.yml", mall), ("mkdocs.yml", settings)):
        text = (archive / path).read_text(encoding="utf-8")
        (archive / path).write_text(f"{text}\n{more}\n", encoding="utf-8")
    built = build_in(archive)
    assert built.exit_code == 0, built.stdout + built.stderr
    return archive / "site"


@pytest.fixture
def tab(browser: Browser) -> Iterator[Page]:
    """A tab for all that a test visits."""
    with browser.new_context() as context:
        yield context.new_page()


def visit(tab: Page, address: str, words: str) -> tuple[list[str], str]:
    """Open an unknown address and follow its way on; return what was not found, and where it led."""
    missed: list[str] = []

    def note(answer: Response) -> None:
        if answer.status >= 400:
            missed.append(answer.url)

    tab.on("response", note)
    tab.goto(address)
    assert tab.locator("h1").inner_text() == "Sidan finns inte"
    tab.locator("main").get_by_text(words).click()
    tab.wait_for_load_state()
    tab.remove_listener("response", note)
    return [url for url in missed if url != address], tab.url


@pytest.mark.parametrize(
    ("mall", "settings"),
    [(PUBLISHED, ""), ("", f"site_url: https://kommunen.example{HOME}")],
    ids=["the mall's address", "site_url"],
)
def test_with_an_address_all_of_it_works_at_any_depth(
    tmp_path: Path, tab: Page, mall: str, settings: str
) -> None:
    site = build(tmp_path, mall, settings)
    page = (site / "404.html").read_text(encoding="utf-8")
    inner = re.findall(r'(?:href|src)="(/[^"]*)"', page)
    assert f"{HOME}index.html" in inner
    assert [link for link in inner if not link.startswith(HOME)] == []
    with serve(site) as base:
        for way in ("finns-inte.html", "moten/finns-inte.html", "a/b/c/d.html"):
            assert visit(tab, base + way, "startsidan") == ([], f"{base}index.html")


def test_without_an_address_it_can_be_read_and_leads_on(tmp_path: Path, tab: Page) -> None:
    site = build(tmp_path)
    with serve(site) as base:
        for folder in ("", "moten/", "beslut/"):
            missed, led = visit(tab, f"{base}{folder}finns-inte.html", "arkivets sidor")
            assert (missed, led) == ([], f"{base}{folder}index.html")


def test_an_address_cannot_break_out_of_the_head(tmp_path: Path) -> None:
    written = """'https://kommunen.example/"><script>alert(1)</script>'"""
    hostile = re.sub('"https.*?"', written, PUBLISHED)
    site = build(tmp_path, hostile)
    for address in ("index.html", "404.html"):
        head = (site / address).read_text(encoding="utf-8").partition("</head>")[0]
        assert "https://kommunen.example/%22%3E%3Cscript" in head or address == "404.html"
        assert "<script>alert(1)" not in head
