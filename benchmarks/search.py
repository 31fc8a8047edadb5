"""How well and how fast the search finds, in one run: `make bench-search`.

Found: the real police events, documents = their details, query = their summary. Fast: archives made
of the example's sentences, opened from a folder with the network off. A figure that has an aim is
printed with it; the run fails when one is missed.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page

from benchmarks.aims import Aims, say
from benchmarks.browser import ROOT, count_bytes, lay_out, offline_page
from benchmarks.building import measure_share
from benchmarks.compare import compare
from benchmarks.events import Found, find_events, read_events, read_parts
from benchmarks.generated import make_documents, read_example
from benchmarks.keys import Typed, replace_index, type_queries
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
# What is to be reached: mean reciprocal rank, and the share among the first ten.
KNOWN = {"unique summaries": (0.60, 0.80), "all": (0.54, 0.75)}
# From nothing: load the vocabulary, search, and load what the page shows.
FIRST_RESULT = """async (query) => {
  const start = performance.now();
  await lagesbildSok.open("sok/");
  const opened = performance.now();
  const { hits } = await lagesbildSok.search(query);
  await lagesbildSok.loadTexts(hits.slice(0, 20).map((hit) => hit.doc));
  return [opened - start, performance.now() - start, hits.length];
}"""
NEXT_RESULT = """async (query) => {
  const { hits } = await lagesbildSok.search(query);
  await lagesbildSok.loadTexts(hits.slice(0, 20).map((hit) => hit.doc));
  return hits.length;
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
    found: tuple[int, ...]


def main() -> None:
    """Print all figures; the real data are left out where there are none."""
    real = os.environ.get("LAGESBILD_REAL_DATA")
    events = read_events(Path(real)) if real else []
    parts = read_parts(Path(real)) if real else []
    example = read_example(ROOT)
    aims = Aims()
    with offline_page() as page, tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        if events:
            say_found(aims, find_events(page, folder, events))
        else:
            say("LAGESBILD_REAL_DATA names no folder: known items are not measured.")
        for size in SIZES:
            more = [text for _, text in events]
            documents = make_documents(example, size, more=more, compounds=parts)
            is_aimed = size == SIZES[0]
            say_measured(aims, size, measure(page, folder / str(size), documents), aimed=is_aimed)
            if is_aimed:
                compare(page, folder / "pagefind", events, documents, QUERIES)
                say_share(aims, size, *measure_share(ROOT, folder / "archive", size))
                site = folder / "archive" / "site"
                replace_index(site, write_index(documents))
                say_keys(aims, size, type_queries(page, site, QUERIES))
    aims.settle()


def say_found(aims: Aims, measured: Mapping[str, Found]) -> None:
    """Print how well events are found."""
    say("Known items (police events: details are the documents, summaries the queries)")
    for name, found in measured.items():
        rank, top = KNOWN.get(name, (0, 0))
        aims.say(f"{name}, {found.count:,}: MRR", found.rank, "", least=rank)
        aims.say(f"{name}, {found.count:,}: hit@10", found.top, "", least=top)


def measure(page: Page, folder: Path, documents: Sequence[Document]) -> Measured:
    """Measure an archive with ten whole queries, from nothing loaded on."""
    start = time.perf_counter()
    index = write_index(documents)
    built = time.perf_counter() - start
    page.goto(lay_out(folder, index))
    with count_bytes(page, folder) as loaded:
        opened, first_time, found = page.evaluate(FIRST_RESULT, QUERIES[0])
        first_bytes = sum(loaded)
        later = [page.evaluate(NEXT_RESULT, query) for query in QUERIES[1:]]
    return Measured(
        files=len(index),
        bytes=sum(len(text.encode()) for text in index.values()),
        built=built,
        vocabulary=len(index["ord.js"].encode()),
        opened=opened,
        first_bytes=first_bytes,
        first_time=first_time,
        ten_bytes=sum(loaded),
        found=(found, *later),
    )


def say_measured(aims: Aims, entries: int, measured: Measured, *, aimed: bool) -> None:
    """Print what an archive of that many entries costs."""
    first, ten, wait = (400, 1_500, 1_000) if aimed else (0, 0, 0)
    say(f"{entries:,} entries as documents, {measured.files:,} files of the index")
    aims.say("the whole index", measured.bytes / 1000, "kB")
    aims.say("built in", measured.built, "s")
    aims.say("vocabulary", measured.vocabulary / 1000, "kB")
    aims.say("vocabulary read in", measured.opened, "ms")
    aims.say("first result, loaded", measured.first_bytes / 1000, "kB", most=first)
    aims.say("first result, from nothing", measured.first_time, "ms", most=wait)
    aims.say("ten queries, loaded", measured.ten_bytes / 1000, "kB", most=ten)


def say_keys(aims: Aims, entries: int, typed: Typed) -> None:
    """Print how soon the page answers a key."""
    say(f"{entries:,} entries, {len(typed.keys)} keys on the search page, from a folder")
    aims.say("from the first key to the first results", typed.first, "ms", most=1_000)
    for at, name in enumerate(("results stand", "results are painted")):
        times = sorted(key[at] for key in typed.keys)
        aims.say(f"a key, {name}, median", times[len(times) // 2], "ms")
        most = 0 if at else 50
        aims.say(f"a key, {name}, 95 of 100", times[len(times) * 95 // 100], "ms", most=most)
        aims.say(f"a key, {name}, slowest", times[-1], "ms")
    aims.say("ten queries typed, a search at every key, loaded", typed.bytes / 1000, "kB")


def say_share(aims: Aims, entries: int, index: float, built: float) -> None:
    """Print what the index costs of a whole build."""
    say(f"{entries:,} entries as files, built by MkDocs")
    aims.say("the site", built, "s")
    aims.say("the index of it", index, "s")
    aims.say("the index, share of the build", 100 * index / built, "%", most=15)


if __name__ == "__main__":
    main()
