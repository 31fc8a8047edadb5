"""How well and how fast the search finds, in one run: `make bench-search`.

Found: the real police events, documents = their details, query = their summary. Fast: archives made
of the example's sentences, opened from a folder with the network off.
"""

from __future__ import annotations

import csv
import os
import tempfile
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, Request

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
class Found:
    """How high the right documents stood: mean reciprocal rank, and the share in the first ten."""

    count: int
    rank: float
    top: float


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


def find_events(page: Page, folder: Path, events: Sequence[tuple[str, str]]) -> dict[str, Found]:
    """Ask for each event by its summary; say how high its document stands."""
    documents = [Document(f"{at:05}", "", "", text) for at, (_, text) in enumerate(events)]
    open_search(page, lay_out(folder / "events", write_index(documents)))
    places = page.evaluate(FIND_PLACES, [summary for summary, _ in events])
    times = Counter(summary for summary, _ in events)
    unique = [at for at, (summary, _) in enumerate(events) if times[summary] == 1]
    groups = {
        "unique summaries": unique,
        "  even ones": unique[::2],
        "  odd ones": unique[1::2],
        "all": range(len(events)),
    }
    return {name: count_found([places[at] for at in group]) for name, group in groups.items()}


def count_found(places: Sequence[int]) -> Found:
    """Return the measures of some places, of which 0 is not found."""
    rank = sum(1 / place for place in places if place) / len(places)
    return Found(len(places), rank, sum(0 < place <= 10 for place in places) / len(places))


def say_found(measured: Mapping[str, Found]) -> None:
    """Print how well events are found."""
    say("Known items (police events: details are the documents, summaries the queries)")
    for name, found in measured.items():
        say(f"  {name:<18}{found.count:>6}   MRR {found.rank:.3f}   hit@10 {found.top:.3f}")


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
