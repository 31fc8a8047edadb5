"""From an archive's files to what is said of a month: days, silence, first periods, no meeting."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from generator.analysis import (
    Chain,
    Signal,
    Signals,
    count_entries,
    count_reports,
    figures_of,
)
from generator.analysis.reporting import measure_exposure
from generator.records import Archive, read_archive
from tests.fixed import read_once
from tests.places import load_cases

ROOT = Path(__file__).resolve().parents[2]
SMALL = ROOT / "tests" / "archives" / "small"
CASES: dict[str, Any] = load_cases(Path(__file__).parent / "signals.yml")

ORGANISATIONS = {
    "polisen": "Polisen",
    "skolan": "Skolan",
    "fastighetsbolaget": "Fastighetsbolaget",
    "gymnasieforbundet": "Gymnasieförbundet",
}
FIRST, LAST = date(2025, 1, 9), date(2025, 11, 13)
NOTHING = "---\norganisation: {who}\nslag: Inget att rapportera\n---\n\n"
ENTRY = """---
organisation: {who}
problemtyp: Skadegörelse
plats: Norra skolan
datum: {day}
antal: {events}
---
# Rutor krossade vid gaveln
Rutor krossades under natten.
"""


def meetings(until: date) -> list[date]:
    days = [FIRST + timedelta(14 * number) for number in range((until - FIRST).days // 14 + 1)]
    return [day for day in days if day.month != 7]


def spell_out(line: str) -> Iterator[str]:
    """Yield what an organisation told each meeting, of `1*17 0 -*3`."""
    for part in line.split():
        told, _, times = part.partition("*")
        yield from [told] * int(times or 1)


def write_archive(root: Path, told: dict[str, str], until: date = LAST) -> Archive:
    """Write and read the archive of a case."""
    mall = (SMALL / "entries/mall.yml").read_text(encoding="utf-8")
    mall = mall.replace(
        "{första: 2026-09-17, dagar emellan: 28, utom: [2026-12-10]}",
        "{första: 2025-01-09, dagar emellan: 14, utom: [2025-07-10, 2025-07-24]}",
    ).replace("till: 2025-12-31", "till: 2025-08-31")
    (root / "entries").mkdir()
    (root / "entries/mall.yml").write_text(mall, encoding="utf-8")
    lines = {slug: list(spell_out(line)) for slug, line in told.items()}
    for number, day in enumerate(meetings(until)):
        folder = root / "entries" / f"{day}"
        folder.mkdir()
        index = "---\nnärvaro: {Polisen: närvarande}\nbedömning:\n  Ordning: {nivå: låg}\n---\n"
        (folder / "index.md").write_text(index, encoding="utf-8")
        for slug, line in lines.items():
            if line[number] != "-":
                text = NOTHING if line[number] == "0" else ENTRY
                filled = text.format(
                    who=ORGANISATIONS[slug], day=day - timedelta(2), events=line[number]
                )
                (folder / f"{slug}-rutor.md").write_text(filled, encoding="utf-8")
    return read_archive(root)


def signals_of(archive: Archive) -> Signals:
    chain = Chain(archive)
    return Signals(chain, count_entries(chain))


def told_by(archive: Archive, report: str, area: str = "ordning") -> Signal | None:
    subject = next(row for row in archive.mall.areas if row.slug == area)
    return signals_of(archive).of(archive.report[report], subject)


@pytest.mark.parametrize("case", CASES)
def test_what_is_said_of_a_month(tmp_path: Path, case: str) -> None:
    case_told = CASES[case]
    lines = {slug: line for slug, line in case_told.items() if slug in ORGANISATIONS}
    archive = write_archive(tmp_path, lines, case_told.get("until", LAST))
    found = told_by(archive, case_told["report"])
    if "verdict" not in case_told:
        assert found is None
        return
    assert found
    assert (found.verdict, found.value) == (case_told["verdict"], case_told["value"])
    assert (found.periods, found.reason.replace("\u00a0", " ")) == (
        case_told["periods"],
        case_told.get("reason", ""),
    )
    expected = case_told.get("expected")
    assert found.expected == (pytest.approx(expected, abs=1e-4) if expected else None)
    if "needs" in case_told:
        assert found.high == case_told["needs"]


def test_days_are_those_since_the_meeting_before(tmp_path: Path) -> None:
    archive = write_archive(tmp_path, {"polisen": "1*21", "skolan": "1 - 1*12 - 1*6"})
    days = measure_exposure(archive)
    assert "2025-07" not in days
    polisen = {report: row["polisen"] for report, row in days.items()}
    # The first meeting covers what the plan says; the one after the summer all of the summer.
    assert (polisen["2025-01"], polisen["2025-05"], polisen["2025-08"]) == (28, 42, 56)
    assert sum(polisen.values()) == (LAST - FIRST).days + 14
    assert (days["2025-01"]["skolan"], days["2025-08"]["skolan"]) == (14, 42)
    assert days["2025-08"]["gymnasieforbundet"] == 0
    assert days["2025-08"]["fastighetsbolaget"] == 56


def test_every_signal_tells_the_reports_own_number() -> None:
    archive = read_once(ROOT)
    chain = Chain(archive)
    entries = count_entries(chain)
    signals = Signals(chain, entries)
    for key, rows in (
        ("area", archive.mall.areas),
        ("problem_type", archive.mall.problem_types),
    ):
        slugs = [row.slug for row in rows]
        counted = figures_of(count_reports(entries, key, slugs, archive.reports), "events")
        for report in archive.reports:
            for row in rows:
                found = signals.of(report, row)
                assert (found.value if found else None) == counted[report.id, row.slug]


@pytest.mark.parametrize("name", ["empty", "planned"])
def test_an_archive_that_has_hardly_begun_has_nothing_to_judge(name: str) -> None:
    archive = read_archive(ROOT / "tests" / "archives" / name)
    assert signals_of(archive).exposure == {}


def test_scipy_is_loaded_only_to_judge(run_python: Any) -> None:
    script = (
        "import sys; from pathlib import Path\n"
        "from generator.analysis import Chain, Signals, count_entries\n"
        "from generator.records import read_archive\n"
        f"chain = Chain(read_archive(Path({str(SMALL)!r})))\n"
        "Signals(chain, count_entries(chain))\n"
        "print('scipy' in sys.modules)"
    )
    assert run_python("-c", script).stdout.strip() == "False"
