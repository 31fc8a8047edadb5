"""Keys on the very search page, over a large archive, from a folder: when the results have changed.

First a query in one go, with nothing loaded before. Then each query letter by letter, so slowly that
every key is searched to its end; from the third letter on, as the page waits with fewer for a pause.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page

from benchmarks.browser import count_bytes

BETWEEN = 400  # ms from key to key: longer than the page waits before it brings the rest
# From each key until its results stand in the page, and until they are painted; and from the first.
WATCH = """() => {
  window.measured = [];
  let began = 0, pressed = 0, waiting = false;
  const field = document.querySelector("#_sokord");
  field.addEventListener("input", () => {
    pressed = performance.now();
    began ||= pressed;
    waiting = field.value.length > 2;
  }, true);
  new MutationObserver(() => {
    window.first ??= performance.now() - began;
    if (!waiting) return;
    waiting = false;
    const standing = performance.now() - pressed;
    requestAnimationFrame(() => setTimeout(() => {
      window.measured.push([standing, performance.now() - pressed]);
    }));
  }).observe(document.querySelector(".lb-hits"), { childList: true });
}"""


@dataclass(frozen=True, slots=True)
class Typed:
    """Milliseconds from keys to their results, which stand in the page and then are painted.

    `first` is from the first key of all to the first results, `keys` are the others.
    """

    first: float
    keys: tuple[tuple[float, float], ...]
    bytes: int


def replace_index(site: Path, index: Mapping[str, str]) -> None:
    """Put an index in place of a built site's own."""
    shutil.rmtree(site / "sok")
    (site / "sok").mkdir()
    for name, text in index.items():
        (site / "sok" / name).write_text(text, encoding="utf-8", newline="\n")


def type_queries(page: Page, site: Path, queries: Sequence[str]) -> Typed:
    """Type queries one after the other on a site's search page, newly opened."""
    address = (site / "sok.html").as_uri()
    open_page(page, address)
    page.keyboard.type(queries[0])
    page.locator(".lb-hits > li").first.wait_for()
    first = page.evaluate("window.first")
    found: list[tuple[float, float]] = []
    with count_bytes(page, site) as loaded:
        open_page(page, address)
        for query in queries:
            page.locator("#_sokord").fill("")
            page.wait_for_timeout(BETWEEN)
            page.evaluate("window.measured.length = 0")
            for letter in query:
                page.keyboard.type(letter)
                page.wait_for_timeout(BETWEEN)
            found += map(tuple, page.evaluate("window.measured"))
    return Typed(first, tuple(found), sum(loaded))


def open_page(page: Page, address: str) -> None:
    """Open the search page and wait for its vocabulary."""
    page.goto(address)
    page.locator("#_plats option").nth(1).wait_for(state="attached")
    page.evaluate(WATCH)
