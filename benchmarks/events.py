"""Known items: the real police events, their details as the documents, their summaries as queries."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page

from benchmarks.browser import lay_out, open_search
from generator.search import Document, write_index

# The place of each event's document among the hits of its summary; 0 is not found.
FIND_PLACES = """async (queries) => {
  const places = [];
  for (const [doc, query] of queries.entries()) {
    const { hits } = await lagesbildSok.search(query);
    places.push(hits.findIndex((hit) => hit.doc === doc) + 1);
  }
  return places;
}"""


@dataclass(frozen=True, slots=True)
class Found:
    """How high the right documents stood: mean reciprocal rank, and the share in the first ten."""

    count: int
    rank: float
    top: float


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
    return count_events(events, page.evaluate(FIND_PLACES, [summary for summary, _ in events]))


def count_events(events: Sequence[tuple[str, str]], places: Sequence[int]) -> dict[str, Found]:
    """Return the measures of all events, and of those whose summary is only theirs."""
    times = Counter(summary for summary, _ in events)
    unique = [at for at, (summary, _) in enumerate(events) if times[summary] == 1]
    groups = {
        "unique summaries": unique,
        "unique, even ones": unique[::2],
        "unique, odd ones": unique[1::2],
        "all": range(len(events)),
    }
    return {name: count_found([places[at] for at in group]) for name, group in groups.items()}


def count_found(places: Sequence[int]) -> Found:
    """Return the measures of some places, of which 0 is not found."""
    rank = sum(1 / place for place in places if place) / len(places)
    return Found(len(places), rank, sum(0 < place <= 10 for place in places) / len(places))
