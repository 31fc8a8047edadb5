"""Small archives written from a table of cases by day: a plan, its meetings, what each was told.

`möten` is the plan as the mall has it. `hållna`, `planerade` and `inställda` are the folders, by
their planned days; a held one may have lines of its own. `poster` are the entries of a meeting, each
a händelse two days before it unless its lines say otherwise; `gånger` writes it so many times.
`rapporter` and `beslut` are the headers of files, `dag` the day the archive is read on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml

from generator.records import Archive, load_archive

MALL = Path(__file__).parent / "archives/small/entries/mall.yml"
ATTENDANCE = {"Polisen": "närvarande", "Skolan": "närvarande"}
USUAL = {"organisation": "Polisen", "problemtyp": "Skadegörelse", "plats": "Norra skolan"}
BEFORE = timedelta(days=2)

Case = Mapping[str, Any]


def write_calendar(root: Path, case: Case) -> Archive:
    """Write an archive below a folder and read it; it must hold no fel."""
    for path, text in write_files(case):
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    loaded = load_archive(root, case.get("dag"))
    assert loaded.faults == []
    assert loaded.archive
    return loaded.archive


def write_files(case: Case) -> Iterator[tuple[str, str]]:
    """Yield every file of a case: its path and its text."""
    mall = MALL.read_text(encoding="utf-8")
    for key in ("möten", "kommun", "kortnamn"):
        if key in case:
            mall = re.sub(rf"^{key}:.*\n", "", mall, flags=re.MULTILINE)
            mall += dump({key: case[key]})
    yield "entries/mall.yml", mall
    for day, lines in pairs(case, "hållna"):
        yield f"entries/{day}/index.md", header({"närvaro": ATTENDANCE, **(lines or {})})
    for day, lines in pairs(case, "planerade"):
        yield f"entries/{day}/index.md", header({"klockan": "09.00–10.30", **(lines or {})})
    for day, lines in pairs(case, "inställda"):
        off = {"inställt": {"skäl": "För få kunde komma"}}
        yield f"entries/{day}/index.md", header({**off, **(lines or {})})
    for day, entries in pairs(case, "poster"):
        yield from write_entries(day, entries)
    for month, lines in pairs(case, "rapporter"):
        yield f"entries/rapporter/{month}.md", header(lines or {}) + "Sammanfattning.\n"
    for name, lines in pairs(case, "beslut"):
        yield f"decisions/{name}.md", f"{header(lines)}# Beslutet\n\nText.\n"


def pairs(case: Case, key: str) -> list[tuple[Any, Any]]:
    """Return a list of days, or a mapping from them, as pairs."""
    found = case.get(key) or {}
    return list(found.items()) if isinstance(found, dict) else [(day, None) for day in found]


def write_entries(day: date, entries: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    """Yield the entries of a meeting, told by nobody else than the organisation that they name."""
    number = 0
    for row in entries:
        lines = {**USUAL, "datum": day - BEFORE, **(row or {})}
        times, title = lines.pop("gånger", 1), lines.pop("rubrik", "Ett fönster har krossats")
        stem = lines.pop("fil", None)
        for _ in range(times):
            number += 1
            told = {key: value for key, value in lines.items() if value is not None}
            path = f"entries/{day}/{stem or f'polisen-{number}'}.md"
            yield path, f"{header(told)}# {title}\n\nDet märktes på morgonen.\n"


def header(lines: Mapping[str, Any]) -> str:
    """Return lines between the marks of a header."""
    return f"---\n{dump(lines)}---\n"


def dump(lines: Mapping[str, Any]) -> str:
    """Return lines as they are written in a file."""
    return yaml.safe_dump(dict(lines), allow_unicode=True, sort_keys=False) if lines else ""
