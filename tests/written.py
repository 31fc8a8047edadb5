"""Small archives written from a table of cases: meetings two weeks apart, each with its entries.

A meeting is a mapping from the stem of an entry to its lines; an entry without lines is a
händelse like any other. `inställt: ja` calls the meeting off, `planerat: ja` leaves it to come.
"2/a" is the entry a of the second meeting. `tabell` is the head of the table beside an entry.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from generator.records import Archive, read_archive

MALL = Path(__file__).parent / "archives/small/entries/mall.yml"
FIRST = date(2026, 1, 8)
REFERENCE = re.compile(r"^(\d+)(?=/[a-z])")
HELD = "närvaro: {Polisen: närvarande}"
OFF = "inställt: {skäl: För få kunde komma}"
# A känslig post that no reader outside the group may read.
WITHHELD = """---
organisation: Polisen
problemtyp: Tecken på nätverk
plats: Centrum
datum: 2026-10-05
antal: 2
spridning: EST
---
# Ett tecken i centrum
Vi såg något som kan vara ett tecken på nätverk.
"""
USUAL = {
    "organisation": "Polisen",
    "problemtyp": "Skadegörelse",
    "plats": "Stora torget",
    "slag": "Händelse",
}
# What an entry of these kinds must not have, or need not.
BARE = {"Inget att rapportera": ("problemtyp", "plats", "datum")}

Meetings = Sequence[Mapping[str, Any]]


def day_of(number: int) -> date:
    """Return the day of the meeting of a number, from 1."""
    return FIRST + timedelta(days=14 * (number - 1))


def write_meetings(
    root: Path, meetings: Meetings, mall: Mapping[str, str] | None = None
) -> Archive:
    """Write meetings below a folder and read them; `mall` says what to write instead in the mall."""
    (root / "entries").mkdir(exist_ok=True)
    words = MALL.read_text("utf-8")
    for old, new in (mall or {}).items():
        assert old in words
        words = words.replace(old, new)
    (root / "entries/mall.yml").write_text(words, "utf-8")
    for number, meeting in enumerate(meetings, 1):
        folder = root / f"entries/{day_of(number)}"
        folder.mkdir()
        head = OFF if meeting.get("inställt") else "" if meeting.get("planerat") else HELD
        if head:
            (folder / "index.md").write_text(f"---\n{head}\n---\nAnteckningar.\n", "utf-8")
        for stem, lines in meeting.items():
            if stem not in ("inställt", "planerat"):
                told = dict(lines or {})
                if table := told.pop("tabell", ""):
                    (folder / f"{stem}.csv").write_text(f"{table}\nStöld;3\n", "utf-8")
                (folder / f"{stem}.md").write_text(write_entry(number, told), "utf-8")
    return read_archive(root)


def write_entry(number: int, lines: Mapping[str, Any]) -> str:
    """Return the text of an entry to the meeting of a number; a line of null is left out."""
    if "avlägsnad" in lines:
        rows = {"organisation": lines.get("organisation", "Polisen")}
        rows["avlägsnad"] = "{datum: 2026-12-01, skäl: sekretess, beslut: KS 2026/1, av: Polisen}"
        return "\n".join(["---", *(f"{key}: {value}" for key, value in rows.items()), "---", ""])
    told = USUAL | {"datum": str(day_of(number) - timedelta(days=2))} | dict(lines)
    for key in BARE.get(told["slag"], ()):
        if key not in lines:
            told.pop(key)
    if "struken" in told:
        told["struken"] = "{datum: 2026-12-01, skäl: Fel plats, av: Polisen}"
    rows = [f"{key}: {refer(str(value))}" for key, value in told.items() if value is not None]
    return "\n".join(["---", *rows, "---", "# Det här såg vi", "Något sågs på platsen.", ""])


def refer(value: str) -> str:
    """Return a value with the number of a meeting, where it names an entry, made a day."""
    return REFERENCE.sub(lambda found: str(day_of(int(found[1]))), value)
