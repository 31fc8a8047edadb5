"""Which numbers of a sent report a change explains, by the table of every field and every sort of number."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.analysis import Amount, Moved, NumberName, What
from generator.pages.composed import make_build
from generator.pages.report.sent.differing import Differing, name_key
from generator.pages.report.sent.explaining import Adds, Bearing, Step, Why, find_why, read_key
from generator.pages.report.sent.undoing import Undoing
from generator.pages.shared.changes import say_moved
from generator.problems import Origin
from generator.records import (
    Amendment,
    How,
    Since,
    find_amendments,
    find_reader,
    read_archive,
)
from tests.pages.inferred import lay_over, read_cases
from tests.places import ARCHIVES

TABLE: dict[str, dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "explained.yml").read_text("utf-8")
)
KEYS, CASES = TABLE["keys"], TABLE["cases"]
HEADER = {
    "organisation": "Polisen",
    "problemtyp": "Störande samling",
    "plats": "Stora torget",
    "datum": "2026-10-03",
    "tid": "kväll",
    "antal": "2",
    "spridning": "Publik",
}
OTHER = {**HEADER, "organisation": "Fastighetsbolaget"}
MENDED = "[{{datum: 2026-11-10, fält: {}, stod: {}, ska stå: annat, skäl: Fel, av: Polisen}}]"
REMOVED = {
    "organisation": "Polisen",
    "avlägsnad": "{datum: 2026-11-10, skäl: personuppgift, beslut: KS 1, av: Trygghetssamordnare}",
}


def write(root: Path, stem: str, header: dict[str, str], text: str) -> None:
    rows = "\n".join(f"{key}: {value}" for key, value in header.items())
    (root / f"entries/2026-10-15/{stem}.md").write_text(f"---\n{rows}\n---\n{text}", "utf-8")


def undo_in(root: Path, case: dict[str, Any]) -> Step:
    header = {**HEADER, **case.get("header", {})}
    if "field" in case:
        header["rättelser"] = MENDED.format(case["field"], case["said"])
    write(root, "fastighet-torget", OTHER, "# Bråk vid torget\nDet var bråk.\n")
    text = "" if case.get("removed") else "# En samling vid torget\nNågra samlades.\n"
    write(root, "polisen-torget", REMOVED if case.get("removed") else header, text)
    archive = read_archive(root)
    reader = find_reader(archive.mall, case.get("reader", "EST"))
    build = make_build(root, archive, reader)
    report = build.archive.report["2026-10"]
    (change,) = find_amendments(build.archive, report, Since())
    (step,) = Undoing(build, report, {}).undo([change])
    return step


@pytest.mark.parametrize("name", CASES)
def test_a_change_explains_what_it_moves(name: str, tmp_path: Path) -> None:
    case = CASES[name]
    root = Path(shutil.copytree(ARCHIVES / "small", tmp_path / "arkiv"))
    step = undo_in(root, case)
    found = {short: step.bears(read_key(key)) for short, key in KEYS.items()}
    wanted = {
        short: Bearing.DOES
        if short in case.get("does", ())
        else Bearing.MAY
        if short in case.get("may", ())
        else Bearing.NONE
        for short in KEYS
    }
    assert found == wanted


# What changes take from a number that was sent as 10, None where it is not known, what it is today, and
# the places of those that are why and that may be; and whether that is not all of it.
WHYS = {
    "one is all of it": ([1], 9, Why((0,))),
    "two are all of it": ([1, 2], 7, Why((0, 1))),
    "one moves nothing": ([0, 2], 8, Why((1,))),
    "one is not all of it": ([1], 7, Why((0,), is_partly=True)),
    "one is not all of it, and another may be the rest": ([1, None], 7, Why((0,), (1,))),
    "one is all of it, and another is not told": ([1, None], 9, Why((0,))),
    "one may be why": ([None], 9, Why((), (0,))),
    "none is why": ([0], 9, Why()),
    "the number is no more": ([10], None, Why((0,))),
}


@pytest.mark.parametrize("name", WHYS)
def test_what_may_be_why_is_told_where_what_is_sure_is_not_enough(name: str) -> None:
    taken, now, why = WHYS[name]
    change = Amendment(How.CHANGED, "entries/a/b.md", None, Origin("entries/a/b.md"))
    steps = [Step(change, ((Adds("a/b", "2026-10", posts, 0, {}), None),)) for posts in taken]
    amount = None if now is None else Amount(now)
    number = Differing("poster/2026-10", "poster", Amount(10), amount)
    assert find_why(steps, number) == why


NAMED: dict[str, Any] = read_cases(Path(__file__).parent / "named_numbers.yml")


@pytest.mark.parametrize("name", NAMED)
def test_a_number_is_called_by_what_and_when_it_counts(
    name: str, archive_with: Callable[..., Path]
) -> None:
    case = NAMED[name]
    archive = read_archive(lay_over(archive_with, case.get("files", {})))
    assert name_key(archive, case["key"]) == case["says"]


@pytest.mark.parametrize(
    ("end", "month", "said"),
    [
        ("2026-10-31", "2026-10", "händelser i oktober går från 3 till 2"),
        ("2026-10-31", "2027-01", "händelser i oktober 2026 går från 3 till 2"),
        ("2026-10-20", "2026-10", "händelser i rapporten för oktober 2026 går från 3 till 2"),
        ("2026-10-20", "2027-01", "händelser i rapporten för oktober 2026 går från 3 till 2"),
    ],
)
def test_what_moved_is_told_by_its_own_report(
    end: str, month: str, said: str, archive_with: Callable[..., Path]
) -> None:
    files = {"entries/rapporter/2026-10.md": {"till": end}}
    archive = read_archive(lay_over(archive_with, files))
    moved = (Moved(NumberName(What.EVENTS, "", "2026-10"), "3", "2"),)
    assert say_moved(archive, moved, month) == said
