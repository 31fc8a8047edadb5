"""How well and how fast the search finds, in one run: `make bench-search`.

Found: the real police events, documents = their details, query = their summary. Fast: archives made
of the example's sentences, opened from a folder with the network off.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, Request

from benchmarks.browser import ROOT, lay_out, offline_page, open_search
from benchmarks.building import measure_share
from benchmarks.compare import compare
from benchmarks.events import find_events, read_events, read_parts, say_found
from benchmarks.generated import make_documents, read_example
from generator.search import Document, write_index

SIZES = (5_200, 52_000)
QUERIES = (
    "inbrott",
    "klotter skola",
    "misshandel",
    "brand",
    "stöld i butik",
    "narkotika Järntorget",
    "skadegörelse gångtunnel",
    "ungdomar kväll",
    "belysning",
    "hot mot personal",
)
# From nothing: load the vocabulary, search, and load what the first ten results show.
FIRST_RESULT = """async (query) => {
  const start = performance.now();
  await lagesbildSok.open("sok/");
  const opened = performance.now();
  const { hits } = await lagesbildSok.search(query);
  await lagesbildSok.loadTexts(hits.slice(0, 10).map((hit) => hit.doc));
  return [opened - start, performance.now() - start, hits.length];
}"""
# A query letter by letter from the third on, as it is typed: the time of every key, and the hits.
TYPE_QUERY = """async ([query, from]) => {
  const times = [];
  let found = 0;
  for (let end = from; end <= query.length; end++) {
    const start = performance.now();
    const { hits } = await lagesbildSok.search(query.slice(0, end));
    await lagesbildSok.loadTexts(hits.slice(0, 10).map((hit) => hit.doc));
    times.push(performance.now() - start);
    found = hits.length;
  }
  return [times, found];
}"""


@dataclass(frozen=True, slots=True)
class Measured:
    """What an archive costs: bytes, and milliseconds. `found` are the hits of each query."""

    files: int
    bytes: int
    built: float
    vocabulary: int
    opened: float
    first_bytes: int
    first_time: float
    ten_bytes: int
    typed_bytes: int
    keys: tuple[float, ...]
    found: tuple[int, ...]


def main() -> None:
    """Print all figures; the real data are left out where there are none."""
    real = os.environ.get("LAGESBILD_REAL_DATA")
    events = read_events(Path(real)) if real else []
    parts = read_parts(Path(real)) if real else []
    example = read_example(ROOT)
    with offline_page() as page, tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        if events:
            say_found(find_events(page, folder, events))
        else:
            say("LAGESBILD_REAL_DATA names no folder: known items are not measured.")
        for size in SIZES:
            more = [text for _, text in events]
            documents = make_documents(example, size, more=more, compounds=parts)
            say_measured(size, measure(page, folder / str(size), documents))
            if size == SIZES[0]:
                compare(page, folder / "pagefind", events, documents, QUERIES)
                say_share(size, *measure_share(ROOT, folder / "archive", size))


def measure(page: Page, folder: Path, documents: Sequence[Document]) -> Measured:
    """Measure an archive from its first key on: ten queries whole, then the same ones typed."""
    start = time.perf_counter()
    index = write_index(documents)
    built = time.perf_counter() - start
    address = lay_out(folder, index)
    loaded: list[int] = []

    def note(request: Request) -> None:
        loaded.append(size_of(folder, request.url))

    page.on("request", note)
    page.goto(address)
    opened, first_time, found = page.evaluate(FIRST_RESULT, QUERIES[0])
    first_bytes = sum(loaded)
    whole = [page.evaluate(TYPE_QUERY, [query, len(query)]) for query in QUERIES[1:]]
    ten_bytes = sum(loaded)
    page.goto(address)
    loaded.clear()
    open_search(page, address)
    typed = [page.evaluate(TYPE_QUERY, [query, 3]) for query in QUERIES]
    page.remove_listener("request", note)
    return Measured(
        files=len(index),
        bytes=sum(len(text.encode()) for text in index.values()),
        built=built,
        vocabulary=size_of(folder, "ord.js"),
        opened=opened,
        first_bytes=first_bytes,
        first_time=first_time,
        ten_bytes=ten_bytes,
        typed_bytes=sum(loaded),
        keys=tuple(sorted(key for times, _ in typed for key in times)),
        found=(found, *(hits for _, hits in whole)),
    )


def say_measured(entries: int, measured: Measured) -> None:
    """Print what an archive of that many entries costs."""
    keys = measured.keys
    say(
        f"{entries:,} entries: {measured.files} files, {kilobytes(measured.bytes)}, built in {measured.built:.1f} s"
    )
    say(f"  vocabulary       {kilobytes(measured.vocabulary)}, read in {measured.opened:.0f} ms")
    say(f"  first result     {kilobytes(measured.first_bytes)}, {measured.first_time:.0f} ms")
    say(
        f"  ten queries      {kilobytes(measured.ten_bytes)}; searched at every key {kilobytes(measured.typed_bytes)}"
    )
    say(
        f"  a key            median {keys[len(keys) // 2]:.0f} ms, 95 of 100 within {keys[len(keys) * 95 // 100]:.0f} ms, most {keys[-1]:.0f} ms"
    )


def say_share(entries: int, index: float, built: float) -> None:
    """Print what the index costs of a whole build."""
    share = f"{index / built:.1%} of a site build of {built:.1f} s"
    say(f"{entries:,} entries as files: index {index:.1f} s, {share}")


def size_of(folder: Path, address: str) -> int:
    """Return the size of an index file that was asked for, in bytes."""
    file = folder / "sok" / address.rpartition("/")[2].partition("?")[0]
    return file.stat().st_size if file.is_file() else 0


def kilobytes(size: int) -> str:
    """Write a size in thousands of bytes."""
    return f"{size / 1000:,.0f} kB"


def say(*words: object) -> None:
    """Print a line."""
    print(*words, flush=True)


if __name__ == "__main__":
    main()
