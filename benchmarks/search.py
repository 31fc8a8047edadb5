"""How well and how fast the search finds, in one run: `make bench-search`.

Found: the real police events, documents = their details, query = their summary. Fast: archives made
of the example's sentences, opened from a folder with the network off.
"""

from __future__ import annotations

import csv
import os
import shutil
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from benchmarks.browser import ROOT, lay_out, offline_page, open_search
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
# The place of each event's document among the hits of its summary; 0 is not found.
FIND_PLACES = """async (queries) => {
  const places = [];
  for (const [doc, query] of queries.entries()) {
    const { hits } = await lagesbildSok.search(query);
    places.push(hits.findIndex((hit) => hit.doc === doc) + 1);
  }
  return places;
}"""
# From nothing: load the vocabulary, search, and load what the first ten results show.
FIRST_RESULT = """async (query) => {
  const start = performance.now();
  await lagesbildSok.open("sok/");
  const opened = performance.now();
  const { hits } = await lagesbildSok.search(query);
  await lagesbildSok.loadTexts(hits.slice(0, 10).map((hit) => hit.doc));
  return [opened - start, performance.now() - start, hits.length];
}"""
# Each query letter by letter, as it is typed; return the time of every key.
TYPE_QUERY = """async (query) => {
  const times = [];
  for (let end = 1; end <= query.length; end++) {
    const start = performance.now();
    const { hits } = await lagesbildSok.search(query.slice(0, end));
    await lagesbildSok.loadTexts(hits.slice(0, 10).map((hit) => hit.doc));
    times.push(performance.now() - start);
  }
  return times;
}"""


def main() -> None:
    """Print all figures; the real data are left out where there are none."""
    real = os.environ.get("LAGESBILD_REAL_DATA")
    events = read_events(Path(real)) if real else []
    parts = read_parts(Path(real)) if real else []
    with offline_page() as page, tempfile.TemporaryDirectory() as folder:
        if events:
            measure_finding(page, Path(folder), events)
        else:
            say("LAGESBILD_REAL_DATA names no folder of real data: known items are not measured.")
        example = read_example(ROOT)
        for size in SIZES:
            documents = make_documents(
                example, size, more=[text for _, text in events], compounds=parts
            )
            measure_speed(page, Path(folder) / str(size), documents)


def read_events(folder: Path) -> list[tuple[str, str]]:
    """Return summary and details of every police event that has both."""
    with (folder / "polisen/vastmanland_to_2025-06.csv").open(encoding="utf-8") as file:
        rows = [(row["summary"].strip(), row["details"].strip()) for row in csv.DictReader(file)]
    return [(summary, details) for summary, details in rows if summary and details]


def read_parts(folder: Path) -> list[tuple[str, str]]:
    """Return the two parts of every compound of the police's language."""
    file = folder / "svenska/police_compounds_dev.tsv"
    lines = file.read_text("utf-8").splitlines()[1:]
    return [(line.split("\t")[2], line.split("\t")[3]) for line in lines]


def measure_finding(page: Page, folder: Path, events: Sequence[tuple[str, str]]) -> None:
    """Print how high each event's document stands when its summary is asked for."""
    documents = [Document(f"{at:05}", "", "", text) for at, (_, text) in enumerate(events)]
    open_search(page, lay_out(folder / "events", write_index(documents)))
    places = page.evaluate(FIND_PLACES, [summary for summary, _ in events])
    times = Counter(summary for summary, _ in events)
    unique = [at for at, (summary, _) in enumerate(events) if times[summary] == 1]
    say("Known items (police events: details are the documents, summaries the queries)")
    for name, chosen in (
        ("unique summaries", unique),
        ("  even ones", unique[::2]),
        ("  odd ones", unique[1::2]),
        ("all", range(len(events))),
    ):
        found = [places[at] for at in chosen]
        rank = sum(1 / place for place in found if place) / len(found)
        top = sum(0 < place <= 10 for place in found) / len(found)
        say(f"  {name:<18} {len(found):>5}   MRR {rank:.3f}   hit@10 {top:.3f}")


def measure_speed(page: Page, folder: Path, documents: Sequence[Document]) -> None:
    """Print bytes and times for an archive of that size."""
    start = time.perf_counter()
    index = write_index(documents)
    built = time.perf_counter() - start
    address = lay_out(folder, index)
    loaded: list[int] = []
    page.on("request", lambda request: loaded.append(size_of(folder, request.url)))
    page.goto(address)
    loaded.clear()
    opened, first, hits = page.evaluate(FIRST_RESULT, QUERIES[0])
    one = sum(loaded)
    keys = [key for query in QUERIES[1:] for key in page.evaluate(TYPE_QUERY, query)]
    total = sum(len(text.encode()) for text in index.values())
    say(f"{len(documents):,} entries: {len(index)} files, {kilobytes(total)}, built in {built:.1f} s")
    say(f"  vocabulary       {kilobytes(size_of(folder, 'ord.js'))}, read in {opened:.0f} ms")
    say(f"  first result     {kilobytes(one)}, {first:.0f} ms, {hits} hits")
    say(f"  ten queries      {kilobytes(sum(loaded))}, {len(loaded)} files (typed key by key)")
    say(f"  a key            median {middle(keys):.0f} ms, 95 of 100 within {high(keys):.0f} ms, most {max(keys):.0f} ms")
    shutil.rmtree(folder)


def size_of(folder: Path, address: str) -> int:
    """Return the size of an index file that was asked for, in bytes."""
    file = folder / "sok" / address.rpartition("/")[2].partition("?")[0]
    return file.stat().st_size if file.is_file() else 0


def kilobytes(size: int) -> str:
    """Write a size in thousands of bytes."""
    return f"{size / 1000:,.0f} kB"


def middle(times: Sequence[float]) -> float:
    """Return the median."""
    return sorted(times)[len(times) // 2]


def high(times: Sequence[float]) -> float:
    """Return the time that 95 of 100 stay within."""
    return sorted(times)[len(times) * 95 // 100]


def say(*words: Any) -> None:
    """Print a line."""
    print(*words, flush=True)


if __name__ == "__main__":
    main()
