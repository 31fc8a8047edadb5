"""Our search and Pagefind's side by side: the same records, in the same run."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import Page

from benchmarks import pagefind
from benchmarks.browser import lay_out
from benchmarks.events import count_events, find_events
from generator.search import Document, write_index


def compare(
    page: Page,
    folder: Path,
    events: Sequence[tuple[str, str]],
    documents: Sequence[Document],
    queries: Sequence[str],
) -> None:
    """Print our search and Pagefind's side by side, over HTTP on this machine."""
    command = pagefind.find_pagefind()
    if not command:
        print("Pagefind is not here (pip install pagefind pagefind-bin, or PAGEFIND=command):")
        print("  it is not measured.")
        return
    print(f"{pagefind.version_of(command)} on the same {len(documents):,} records, over HTTP")
    print(f"  {'':<40}{'ours':>9}{'Pagefind':>10}{'ratio':>7}")
    if events:
        ours = find_events(page, folder / "ours", events)
        places = pagefind.find_places(page, command, folder / "theirs", events)
        theirs = count_events(events, places)
        for name in ("unique summaries", "all"):
            compare_line(f"known items, {name}: MRR", ours[name].rank, theirs[name].rank)
            compare_line(f"known items, {name}: hit@10", ours[name].top, theirs[name].top)
    start = time.perf_counter()
    index = write_index(documents)
    built = time.perf_counter() - start
    lay_out(folder / "our site", index)
    pagefind.write_start(folder / "our site")
    compare_line(
        "index built, s", built, pagefind.write_pages(command, folder / "their site", documents)
    )
    own = pagefind.measure(page, folder / "our site", pagefind.OURS, queries)
    other = pagefind.measure(page, folder / "their site", pagefind.THEIRS, queries)
    for name, one, two in (
        ("first result, ms", own.first_time, other.first_time),
        ("first result, kB", own.first_bytes / 1000, other.first_bytes / 1000),
        ("first result, kB packed", own.first_packed / 1000, other.first_packed / 1000),
        ("ten queries, ms", own.ten_time, other.ten_time),
        ("ten queries, kB", own.ten_bytes / 1000, other.ten_bytes / 1000),
        ("ten queries, kB packed", own.ten_packed / 1000, other.ten_packed / 1000),
    ):
        compare_line(name, one, two)


def compare_line(name: str, ours: float, theirs: float) -> None:
    """Print a figure of both, and ours by theirs."""
    digits = 0 if max(ours, theirs) > 20 else 3
    print(f"  {name:<40}{ours:>9,.{digits}f}{theirs:>10,.{digits}f}{ours / theirs:>7.2f}")
