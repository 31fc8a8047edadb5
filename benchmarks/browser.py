"""The shipped search in a real Chromium, from a folder, with the network off."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, Request, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
SCRIPT = ROOT / "generator" / "assets" / "sok.js"
# The one without windows is the same engine, and opens a page in two thirds of the time.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PAGE = (
    '<!doctype html><html lang="sv"><meta charset="utf-8"><title>Sök</title>'
    '<link rel="icon" href="data:,"><script src="sok.js"></script>'
)


def find_chromium() -> str | None:
    """Return the browser's path, from CHROMIUM_PATH or the usual names; None where there is none."""
    named = os.environ.get("CHROMIUM_PATH")
    return next(filter(None, map(shutil.which, [named] if named else NAMES)), None)


@contextmanager
def offline_page() -> Iterator[Page]:
    """Yield a page of a browser that cannot reach any network."""
    chromium = find_chromium()
    if not chromium:
        raise SystemExit("No Chromium here: set CHROMIUM_PATH.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        context = browser.new_context(offline=True)
        yield context.new_page()
        browser.close()


def lay_out(folder: Path, index: Mapping[str, str]) -> str:
    """Write a page, the script and the index into a folder; return the page's address."""
    shelf = folder / "sok"
    shelf.mkdir(parents=True)
    (folder / "sok.html").write_text(PAGE, encoding="utf-8")
    shutil.copyfile(SCRIPT, folder / "sok.js")
    for name, text in index.items():
        (shelf / name).write_text(text, encoding="utf-8", newline="\n")
    return (folder / "sok.html").as_uri()


@contextmanager
def count_bytes(page: Page, folder: Path) -> Iterator[list[int]]:
    """Yield a list that grows by the size of each of the index's files that is asked for."""
    loaded: list[int] = []

    def note(request: Request) -> None:
        file = folder / "sok" / request.url.rpartition("/")[2].partition("?")[0]
        loaded.append(file.stat().st_size if file.is_file() else 0)

    page.on("request", note)
    yield loaded
    page.remove_listener("request", note)


def open_search(page: Page, address: str) -> Any:
    """Open the page and load the vocabulary."""
    page.goto(address)
    return page.evaluate("lagesbildSok.open('sok/').then((index) => index.count)")
