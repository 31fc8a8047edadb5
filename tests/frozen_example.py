"""Freeze the example's adopted reports as they were when they were sent: `python -m tests.frozen_example`.

The example was written all at once, and so were its reports. What has come since each was adopted – later
meetings and decisions, corrections – is taken away before the report is composed and frozen.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from generator.analysis.amended import find_stood
from generator.documents.frozen import freeze_report
from generator.records import (
    Archive,
    Frozen,
    Report,
    Since,
    load_archive,
    restore,
    undo_rows,
    write_frozen,
)
from generator.records.amendments import find_amendments
from tests.places import ROOT

NEWEST = "2026-11"
BY, ADOPTER = "Trygghetssamordnare", "Säkerhetschef"
# One report was adopted anew after a correction.
FIRST = {"2025-11": date(2025, 12, 3)}
REASONS = {"2025-11": "En händelse på Per Olsskolan hade fel dag"}
TOOL = "0.1.0"


def as_it_was(archive: Archive, report: Report, day: date) -> Archive:
    """Return the archive without what came after a report was adopted on a day."""
    assert report.file is not None
    adopted = {"fastställd": {"datum": str(day), "av": ADOPTER}}
    own = undo_rows(report.file, archive.mall, {"expedierad": None, **adopted})
    assert own is not None
    files = tuple(own if one.id == report.id else one for one in archive.report_files)
    archive = replace(archive, report_files=files)
    changes = find_amendments(archive, archive.report[report.id], Since())
    steps = reversed(find_stood(archive, changes))
    found = restore(archive, {path: old for step in steps for path, old in step.items()})
    return replace(
        found,
        entries=tuple(one for one in found.entries if one.source.folder <= str(day)),
        meetings=tuple(one for one in found.meetings if one.id <= str(day)),
        decisions=tuple(one for one in found.decisions if one.day <= day),
        accounts=tuple(one for one in found.accounts if one.day <= day),
        report_files=tuple(one for one in found.report_files if one.id <= report.id),
        tables={path: one for path, one in found.tables.items() if path.split("/")[1] <= str(day)},
        asked_date=day,
        frozen=(),
    )


def main(months: Sequence[str]) -> None:
    """Freeze the reports of some months, or all that are adopted, over what stands there."""
    archive = load_archive(ROOT).archive
    assert archive is not None
    with TemporaryDirectory() as name:
        # Without its history, which knows when the example was written.
        shutil.copytree(ROOT / "docs", Path(name) / "docs")
        freeze_all(Path(name), archive, months)


def freeze_all(root: Path, archive: Archive, months: Sequence[str]) -> None:
    """Freeze the reports with what lies at `root` besides the records."""
    for report in archive.reports:
        adopted = report.file.adopted if report.file else None
        if not adopted or (months and report.id not in months):
            continue
        days = dict.fromkeys([FIRST.get(report.id, adopted.day), adopted.day])
        frozen: tuple[Frozen, ...] = ()
        for day in days:
            then = replace(as_it_was(archive, report, day), frozen=frozen)
            reason = REASONS[report.id] if frozen else ""
            own = then.report[report.id]
            made, pdfs = freeze_report(root, then, own, by=BY, tool=TOOL, reason=reason)
            frozen += (made,)
            # All of their PDFs would be three times as large as the rest of the example.
            kept = pdfs if report.id == NEWEST else {}
            for path, content in {made.path: write_frozen(made).encode(), **kept}.items():
                (ROOT / path).write_bytes(content)
                sys.stdout.write(f"{path}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
