"""What `check` says of a frozen report when something has come after it: only what is so."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.cli.freezing import leave_out_documents, run, start_small
from tests.places import ARCHIVES, load_cases
from tests.site.building import commit_all

pytestmark = pytest.mark.slow

CASES: dict[str, Any] = load_cases(Path(__file__).parent / "settled_frozen.yml")
UPPDRAG = "uppdrag: [{vad: Prata med skolorna, ansvarig: Skolan, redovisas: 2026-12-10}]\n"
DECISION = f"""---
datum: 2026-11-02
instans: Lokala BRÅ
typ: Uppdrag
utgång: enligt förslaget
{UPPDRAG}original: protokoll 2026-11-02
---
# Samtal på skolorna

## Beslut
Så här.

## Motivering
Därför.
"""
POST = (ARCHIVES / "small/entries/2026-10-15/polisen-fonster.md").read_text("utf-8")
CORRECTION = (
    "{datum: 2026-11-10, fält: antal, stod: inget, ska stå: 3, skäl: Två till, av: Polisen}"
)
TEXTS = {
    "decision": DECISION,
    "ended": DECISION.replace(
        "original:", "uppföljning: [{datum: 2026-11-02, status: avslutat}]\noriginal:"
    ),
    "another": DECISION.replace("enligt förslaget", "bordlagt").replace(UPPDRAG, ""),
    "account": "---\ndatum: 2026-11-02\norganisation: Skolan\n---\n# Samtalen är gjorda\nAlla skolor är med.\n",
    "follow-up": (
        "---\norganisation: Fastighetsbolaget\nproblemtyp: Skadegörelse\nplats: Norra skolan\n"
        "datum: 2026-11-10\nuppföljning:\n"
        "  - {åtgärd: 2026-09-17/fastighet-fonster#1, status: klar, datum: 2026-10-30}\n"
        "---\n# Lamporna är uppsatta\nLamporna sitter på gaveln.\n"
    ),
    "corrected": POST.replace("samma som:", f"antal: 3\nrättelser: [{CORRECTION}]\nsamma som:"),
}


def lay(root: Path, files: dict[str, str], day: str) -> None:
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(TEXTS[text], "utf-8")
    if files:
        commit_all(root, day)


@pytest.mark.parametrize("name", CASES)
def test_a_frozen_report_is_told_of_as_it_is(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = CASES[name]
    leave_out_documents(monkeypatch)
    root = start_small(tmp_path / "arkiv", monkeypatch)
    lay(root, case.get("before", {}), "2026-11-02")
    if "before" in case:
        # What was decided then was there when the report was adopted.
        report = root / "entries/rapporter/2026-10.md"
        text = report.read_text("utf-8")
        report.write_text(text.replace("2026-11-02", "2026-11-01"), "utf-8")
        commit_all(root, "2026-11-02")
        report.write_text(text, "utf-8")
        commit_all(root, "2026-11-02")
    if case.get("frozen", True):
        frozen = run("freeze", "2026-10", "--by", "Trygghetssamordnare")
        assert frozen.exit_code == 0, frozen.output
        commit_all(root, "2026-11-03")
    lay(root, case["after"], "2026-11-20")
    said = run("check").output
    assert [words for words in case.get("says", ()) if words not in said] == [], said
    assert [words for words in case.get("never", ()) if words in said] == [], said
