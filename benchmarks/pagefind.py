"""Pagefind beside our search: the same records, each from its own server on this machine.

Pagefind is no dependency. The bench takes it from this Python (`pip install pagefind
pagefind-bin`) or from the command that PAGEFIND names, and says so when it finds neither.
"""

from __future__ import annotations

import gzip
import importlib.util
import os
import shlex
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from html import escape
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import Page

from generator.search import Document

PAGE = (
    '<!doctype html><html lang="sv"><meta charset="utf-8"><title>{title}</title>'
    "<body><main data-pagefind-body><h1>{title}</h1><p>{text}</p></main>"
)
START = (
    '<!doctype html><html lang="sv"><meta charset="utf-8"><title>Sök</title>'
    '<link rel="icon" href="data:,">'
)
# The place of each record's page among the results for its query; 0 is not found.
FIND_PLACES = """async (queries) => {
  const pagefind = await import("./pagefind/pagefind.js");
  const places = [];
  for (const [doc, query] of queries.entries()) {
    const { results } = await pagefind.search(query);
    let place = 0;
    for (let at = 0; at < results.length && !place; at++)
      if (parseInt((await results[at].data()).url.split("/").pop(), 10) === doc) place = at + 1;
    places.push(place);
  }
  return places;
}"""
# A query from nothing on, or one more: the time until the first ten results can be shown.
THEIRS = """async (query) => {
  const start = performance.now();
  const pagefind = await import("./pagefind/pagefind.js");
  const { results } = await pagefind.search(query);
  await Promise.all(results.slice(0, 10).map((result) => result.data()));
  return performance.now() - start;
}"""

OURS = """async (query) => {
  const start = performance.now();
  if (!window.opened) {
    await new Promise((done) => {
      const script = document.createElement("script");
      script.src = "sok.js";
      script.onload = done;
      document.head.append(script);
    });
    window.opened = lagesbildSok.open("sok/");
  }
  await window.opened;
  const { hits } = await lagesbildSok.search(query);
  await lagesbildSok.loadTexts(hits.slice(0, 10).map((hit) => hit.doc));
  return performance.now() - start;
}"""
TIMES = 5


@dataclass(frozen=True, slots=True)
class Cost:
    """What it takes to search: bytes, bytes when the server compresses, and milliseconds."""

    first_time: float
    first_bytes: int
    first_packed: int
    ten_time: float
    ten_bytes: int
    ten_packed: int


@dataclass(slots=True)
class Served:
    """A folder on a server: its address, and every file that has been asked for."""

    folder: Path
    address: str = ""
    asked: list[Path] = field(default_factory=list)

    def sizes(self) -> tuple[int, int]:
        """Return the bytes that were asked for, as they stand and packed; pages are not counted."""
        files = [file for file in self.asked if file.is_file() and file.suffix != ".html"]
        found = [file.read_bytes() for file in files]
        packed = (min(len(data), len(gzip.compress(data, 6))) for data in found)
        return sum(map(len, found)), sum(packed)


class Handler(SimpleHTTPRequestHandler):
    """Serves a folder and notes what is asked for."""

    def __init__(self, *arguments: object, served: Served, **more: object) -> None:
        self.served = served
        super().__init__(*arguments, directory=str(served.folder), **more)  # type: ignore[arg-type]

    def translate_path(self, path: str) -> str:
        """Find the file, and note it."""
        found = super().translate_path(path)
        self.served.asked.append(Path(found))
        return found

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def serve(folder: Path) -> Iterator[Served]:
    """Serve a folder on this machine alone while somebody looks."""
    served = Served(folder)
    handler = partial(Handler, served=served)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        served.address = f"http://127.0.0.1:{server.server_port}/"
        try:
            yield served
        finally:
            server.shutdown()
            thread.join()


def find_pagefind() -> list[str] | None:
    """Return the command that runs Pagefind, if there is one."""
    if named := os.environ.get("PAGEFIND"):
        return shlex.split(named)
    if importlib.util.find_spec("pagefind") and importlib.util.find_spec("pagefind_bin"):
        return [sys.executable, "-m", "pagefind"]
    found = shutil.which("pagefind")
    return [found] if found else None


def version_of(command: Sequence[str]) -> str:
    """Return Pagefind's name and version."""
    done = subprocess.run([*command, "--version"], capture_output=True, text=True, check=True)
    return done.stdout.strip().capitalize()


def write_pages(command: Sequence[str], folder: Path, documents: Sequence[Document]) -> float:
    """Write a page for each record and let Pagefind index them; return the seconds it took."""
    pages = folder / "sidor"
    pages.mkdir(parents=True)
    for at, document in enumerate(documents):
        html = PAGE.format(title=escape(document.title), text=escape(document.text))
        (pages / f"{at:06}.html").write_text(html, encoding="utf-8")
    write_start(folder)
    start = time.perf_counter()
    arguments = ("--site", str(folder), "--output-path", str(folder / "pagefind"))
    subprocess.run([*command, *arguments], capture_output=True, check=True)
    return time.perf_counter() - start


def write_start(folder: Path) -> None:
    """Write an empty page to search from."""
    (folder / "start.html").write_text(START, encoding="utf-8")


def find_places(
    page: Page, command: Sequence[str], folder: Path, records: Sequence[tuple[str, str]]
) -> list[int]:
    """Ask Pagefind for each record's text by its summary; return the place of each, 0 is none."""
    write_pages(command, folder, [Document("", "", "", text) for _, text in records])
    browser = page.context.browser
    assert browser
    with serve(folder) as served, browser.new_context() as context:
        tab = context.new_page()
        tab.goto(f"{served.address}start.html")
        places: list[int] = tab.evaluate(FIND_PLACES, [summary for summary, _ in records])
    return places


def measure(page: Page, folder: Path, script: str, queries: Sequence[str]) -> Cost:
    """Search a served folder from nothing on, and then for the rest of the queries."""
    browser = page.context.browser
    assert browser
    costs = []
    for _ in range(TIMES):
        with serve(folder) as served, browser.new_context() as context:
            tab = context.new_page()
            tab.goto(f"{served.address}start.html")
            times = [tab.evaluate(script, queries[0])]
            first = served.sizes()
            times += [tab.evaluate(script, query) for query in queries[1:]]
            costs.append(Cost(times[0], *first, sum(times), *served.sizes()))
    return sorted(costs, key=lambda cost: cost.first_time)[TIMES // 2]
