"""Åtgärder that came, went and were late: each ends once, in the first report whose day knows of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from generator.analysis import Chain, Ledger, Turnover, count_turnover
from generator.records import read_archive

ROOT = Path(__file__).resolve().parents[2]
ArchiveWith = Callable[..., Path]
OCTOBER = "entries/2026-10-15/"
TALK = "status: klar, datum: 2026-10-08"
LIGHT = "status: pågår, datum: 2026-10-12"

# What is told of the two åtgärder of September, and what the report of 2 November counts of them.
CASES = {
    "one done, one late": (TALK, LIGHT, Turnover(0, 1, 1)),
    "broken off ends it too": (TALK.replace("klar", "avbruten"), LIGHT, Turnover(0, 1, 1)),
    "both done": (TALK, LIGHT.replace("pågår", "klar"), Turnover(0, 2, 0)),
    "done before the report of September": (
        "status: klar, datum: 2026-09-20",
        LIGHT,
        Turnover(0, 0, 1),
    ),
    "done after the report's own day": (
        TALK,
        "status: klar, datum: 2026-11-03",
        Turnover(0, 1, 1),
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_turnover(archive_with: ArchiveWith, case: str) -> None:
    talk, light, expected = CASES[case]
    files = {
        f"{OCTOBER}{name}": (ROOT / "tests/archives/small" / OCTOBER / name)
        .read_text("utf-8")
        .replace(old, new)
        for name, old, new in (("index.md", TALK, talk), ("fastighet-fonster.md", LIGHT, light))
    }
    archive = read_archive(archive_with(files=files))
    found = count_turnover(Ledger(Chain(archive)))
    assert found["2026-10"] == expected
    assert found["2026-09"].opened == 2
    ended = sum("2026-11-03" not in told and "pågår" not in told for told in (talk, light))
    assert sum(row.closed for row in found.values()) == ended
