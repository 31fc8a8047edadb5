"""Which numbers of a sent report a change explains, by the table of every field and every sort of number."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.pages.composed import make_build
from generator.pages.report.counting import read_key
from generator.pages.report.explaining import Bearing, Step
from generator.pages.report.undoing import Undoing
from generator.records import Since, find_amendments, find_reader, read_archive
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
