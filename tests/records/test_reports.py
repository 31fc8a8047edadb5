"""Periods of reports: end to end, a meeting in one of them, a page for months without."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from generator.records.files.periods import month_at, shift_month
from generator.records.kinds.meeting import Report, build_reports
from generator.records.loading import load_archive

HELD = "---\nnärvaro: {Polisen: närvarande}\n---\n"
Make = Callable[..., Path]


def read_reports(make: Make, held: list[str], files: dict[str, str], today: str) -> list[Report]:
    """Return the reports of an archive with meetings held on some days and some report files."""
    root = make()
    for old in ("entries/2026-*/*", "entries/rapporter/*", "decisions/*"):
        for file in root.glob(old):
            file.unlink()
    texts = {f"entries/{day}/index.md": HELD for day in held}
    texts |= {f"entries/rapporter/{month}.md": f"---\n{rows}---\n" for month, rows in files.items()}
    loaded = load_archive(make_files(root, texts), date.fromisoformat(today))
    assert loaded.archive is not None
    return list(loaded.archive.reports)


def make_files(root: Path, texts: dict[str, str]) -> Path:
    """Write files below a folder."""
    for path, text in texts.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    return root


SEPTEMBER = ("2026-09", "2026-09-01", "2026-09-30")


@pytest.mark.parametrize(
    ("held", "files", "today", "expected"),
    [
        pytest.param([], {}, "2026-11-30", [], id="nothing held"),
        pytest.param(
            ["2026-09-17", "2026-11-12"],
            {},
            "2026-11-20",
            [
                (*SEPTEMBER, ["2026-09-17"]),
                ("2026-10", "2026-10-01", "2026-10-31", []),
                ("2026-11", "2026-11-01", "2026-11-30", ["2026-11-12"]),
            ],
            id="a month without a meeting",
        ),
        pytest.param(
            ["2026-09-17"],
            {},
            "2026-11-01",
            [
                (*SEPTEMBER, ["2026-09-17"]),
                ("2026-10", "2026-10-01", "2026-10-31", []),
                ("2026-11", "2026-11-01", "2026-11-30", []),
            ],
            id="up to the archive's date",
        ),
        pytest.param(
            ["2026-09-17", "2026-10-15"],
            {"2026-09": "till: 2026-09-20\n"},
            "2026-10-15",
            [
                ("2026-09", "2026-09-01", "2026-09-20", ["2026-09-17"]),
                ("2026-10", "2026-09-21", "2026-10-31", ["2026-10-15"]),
            ],
            id="the next period begins where the last one closed",
        ),
        pytest.param(
            ["2026-09-17"],
            {"2026-09": "till: 2026-09-10\n"},
            "2026-09-17",
            [
                ("2026-09", "2026-09-01", "2026-09-10", []),
                ("2026-10", "2026-09-11", "2026-10-31", ["2026-09-17"]),
            ],
            id="a meeting after the last period closed goes to the next month",
        ),
        pytest.param(
            ["2026-09-17", "2026-10-15"],
            {"2026-10": "från: 2026-10-16\n"},
            "2026-10-31",
            [(*SEPTEMBER, ["2026-09-17"]), ("2026-10", "2026-10-16", "2026-10-31", [])],
            id="a gap leaves a meeting outside",
        ),
        pytest.param(
            ["2026-09-17", "2026-10-15"],
            {"2026-10": "från: 2026-09-10\n"},
            "2026-10-31",
            [
                (*SEPTEMBER, ["2026-09-17"]),
                ("2026-10", "2026-09-10", "2026-10-31", ["2026-09-17", "2026-10-15"]),
            ],
            id="an overlap puts a meeting in two",
        ),
        pytest.param(
            ["2026-09-17"],
            {"2026-08": "från: 2026-08-15\n"},
            "2026-09-17",
            [("2026-08", "2026-08-15", "2026-08-31", []), (*SEPTEMBER, ["2026-09-17"])],
            id="a file before the first meeting",
        ),
    ],
)
def test_periods(
    held: list[str],
    files: dict[str, str],
    today: str,
    expected: list[tuple[str, str, str, list[str]]],
    archive_with: Make,
) -> None:
    reports = read_reports(archive_with, held, files, today)
    found = [
        (report.id, str(report.start), str(report.end), [m.id for m in report.meetings])
        for report in reports
    ]
    assert found == expected


@pytest.mark.parametrize(
    ("rows", "status"),
    [
        ("mottagare: [Lokala BRÅ]\n", "utkast"),
        ("upprättad: {datum: 2026-10-01, av: Polisen}\n", "upprättad"),
        ("fastställd: {datum: 2026-10-01, av: Polisen}\n", "fastställd"),
        ("expedierad: [{mottagare: A, datum: 2026-10-01}]\n", "expedierad"),
    ],
)
def test_status_and_number(rows: str, status: str, archive_with: Make) -> None:
    reports = read_reports(archive_with, ["2026-09-17"], {"2026-09": rows}, "2026-09-30")
    assert (reports[0].status, reports[0].number) == (status, "9/2026")


def test_months() -> None:
    assert str(month_at("2024-02").last) == "2024-02-29"
    assert str(month_at("2026-12").last) == "2026-12-31"
    assert shift_month("2026-12", 1) == "2027-01"
    assert build_reports({}, [], date(2026, 1, 1)) == ()
