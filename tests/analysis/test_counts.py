"""What counts and what does not: events told by several, rumours, plans, underlag."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from generator.analysis import Chain, count_entries
from generator.analysis.amended import name_parts
from generator.records import read_archive
from tests.written import write_meetings

ArchiveWith = Callable[..., Path]
FOLDER = "entries/2026-10-15/"
HEAD = "organisation: {who}\nproblemtyp: Skadegörelse\nplats: Norra skolan\ndatum: 2026-10-08\n"


def entry(who: str, *lines: str) -> str:
    head = HEAD.format(who=who) + "".join(f"{line}\n" for line in lines)
    return f"---\n{head}---\n# Rutor krossade vid gaveln\nTvå rutor krossades under natten.\n"


STRUCK = "struken: {datum: 2026-10-20, skäl: Fel dag, av: Skolan}"
SAME_A = "samma som: 2026-10-15/a"

# Three tell of one event (two panes): what b and c say besides, and who carries the count.
CASES = {
    "both name the oldest": (["antal: 2", SAME_A], ["antal: 2", SAME_A], {"a": 0, "b": 0, "c": 2}),
    "one after the other": (["antal: 2", SAME_A], ["antal: 2", "samma som: 2026-10-15/b"], {"a": 0, "b": 0, "c": 2}),
    "the newest is a rumour": (["antal: 2", SAME_A], ["tillförlitlighet: obekräftat", SAME_A], {"a": 0, "b": 2}),
    "the newest is no event": (["antal: 2", SAME_A], ["slag: Iakttagelse", SAME_A], {"a": 0, "b": 2, "c": 0}),
    "the newest is withdrawn": (["antal: 2", SAME_A], ["antal: 2", SAME_A, STRUCK], {"a": 0, "b": 2}),
    "nobody tells the same": (["antal: 1"], ["antal: 3"], {"a": 2, "b": 1, "c": 3}),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_an_event_told_by_several_counts_once(archive_with: ArchiveWith, case: str) -> None:
    second, third, expected = CASES[case]
    files = {
        f"{FOLDER}a.md": entry("Skolan", "antal: 2"),
        f"{FOLDER}b.md": entry("Polisen", *second),
        f"{FOLDER}c.md": entry("Fastighetsbolaget", *third),
    }
    table = count_entries(Chain(read_archive(archive_with(files=files))))
    counted = dict(zip(table["entry"], table["events"], strict=True))
    ours = {
        key.rpartition("/")[2]: int(value)
        for key, value in counted.items()
        if key[-2:] in ("/a", "/b", "/c")
    }
    assert ours == expected


def test_an_event_is_not_counted_at_a_meeting_to_come(tmp_path: Path) -> None:
    """Who tells it again to a meeting that is not held does not take the event with it."""
    meetings: list[dict[str, Any]] = [
        {"a": {"antal": 2}, "x": {}},
        {"planerat": True, "b": {"antal": 2, "samma som": "1/a"}, "c": {}},
    ]
    table = count_entries(Chain(write_meetings(tmp_path, meetings)))
    counted = dict(zip(table["entry"], table["events"].astype(int), strict=True))
    assert counted == {"2026-01-08/a": 2, "2026-01-08/x": 1}


@pytest.mark.parametrize(
    ("lines", "posts"),
    [
        ([], 1),
        (["slag: Iakttagelse"], 1),
        (["tillförlitlighet: obekräftat"], 0),
        (["slag: Kommande arrangemang"], 0),
        ([STRUCK], 0),
    ],
)
def test_rumours_and_plans_are_no_posts(
    archive_with: ArchiveWith, lines: list[str], posts: int
) -> None:
    root = archive_with(files={f"{FOLDER}a.md": entry("Skolan", *lines)})
    table = count_entries(Chain(read_archive(root)))
    assert (table["entry"] == "2026-10-15/a").sum() == posts


def test_what_moved_is_told_in_one_order_whatever_the_hashes() -> None:
    """A set of names has another order in every run."""
    assert name_parts("Söder", "Torget", None, "Söder") == ("", "Söder", "Torget")
