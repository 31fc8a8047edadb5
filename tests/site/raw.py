"""The example archive counted anew: its raw files, PyYAML and a few loops, and nothing of `generator`.

What counts is written here a second time on purpose, from the format's own words: a number on a
page is right when two that do not know of each other agree.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

Lines = dict[str, Any]
UNCONFIRMED, UPCOMING, WITHDRAWN, REMOVED = "obekräftad", "kommande", "struken", "borttagen"
POST, WAITING, NOTHING = "post", "väntar", "inget"


@dataclass(frozen=True)
class Meeting:
    """A folder of entries; `day` is when it was held or else is planned for."""

    id: str
    day: date
    is_held: bool
    is_off: bool
    lines: Lines


@dataclass
class Entry:
    """One file: what it is in the counts, the names it holds, and the händelser it adds."""

    id: str
    lines: Lines
    standing: str
    role: str
    organisation: str
    problem: str | None
    area: str | None
    place: str | None
    time: str
    meeting: str
    month: str
    events: int = 0

    def fits(self, where: dict[str, Any]) -> bool:
        """Say whether it has the given names; a set of them is any of those."""
        return all(
            getattr(self, key) in value if isinstance(value, set) else getattr(self, key) == value
            for key, value in where.items()
        )


def read_lines(file: Path) -> Lines:
    """Return the header of a file, every value as it is written."""
    head = file.read_text("utf-8").split("---\n")[1]
    return yaml.load(head, Loader=yaml.CBaseLoader) or {}


def day_of(text: str) -> date:
    """Return a written day."""
    return date.fromisoformat(text)


@dataclass
class Raw:
    """Everything below an archive's root."""

    root: Path
    mall: Lines = field(init=False)

    def __post_init__(self) -> None:
        text = (self.root / "entries/mall.yml").read_text("utf-8")
        self.mall = yaml.load(text, Loader=yaml.CBaseLoader)

    def rows(self, key: str) -> list[Lines]:
        """Return the rows of a list of the mall."""
        return self.mall[key]

    @cached_property
    def area_of(self) -> dict[str, str]:
        """The område of each problem type."""
        return {
            row["namn"]: area["namn"]
            for area in self.rows("områden")
            for row in area["problemtyper"]
        }

    def find(self, rows: list[Lines], word: str | None) -> Lines | None:
        """Return the row of a name or alias, in whatever case it is written."""
        for row in rows:
            names = (row["namn"], *row.get("alias", ()))
            if word is not None and word.casefold() in (name.casefold() for name in names):
                return row
        return None

    def name(self, rows: list[Lines], word: str | None) -> str | None:
        """Return what the mall calls something."""
        row = self.find(rows, word)
        return row["namn"] if row else None

    @cached_property
    def meetings(self) -> dict[str, Meeting]:
        """Every meeting by the day it was planned for, oldest first."""
        found = {}
        for folder in sorted((self.root / "entries").glob("2*")):
            file = folder / "index.md"
            lines = read_lines(file) if file.exists() else {}
            is_off = "inställt" in lines
            day = day_of(lines.get("hölls") or folder.name)
            held = bool(lines.get("närvaro")) and not is_off
            found[folder.name] = Meeting(folder.name, day, held, is_off, lines)
        return found

    @property
    def held(self) -> list[Meeting]:
        """The meetings that were held, oldest first."""
        return sorted((m for m in self.meetings.values() if m.is_held), key=lambda m: m.day)

    def taken_up_at(self, folder: str) -> str:
        """Return the meeting that takes up what a folder holds: of one called off, the next held."""
        if self.meetings[folder].is_off:
            return next((m.id for m in self.held if m.id > folder), folder)
        return folder

    @cached_property
    def months(self) -> dict[str, list[Meeting]]:
        """The meetings of each report, from the first held meeting's month to today's."""
        found: dict[str, list[Meeting]] = {}
        start = self.held[0].day.replace(day=1)
        while start <= self.today:
            month = f"{start:%Y-%m}"
            file = self.root / f"entries/rapporter/{month}.md"
            lines = read_lines(file) if file.exists() else {}
            after = (start.replace(day=1) + timedelta(days=31)).replace(day=1)
            first = day_of(lines["från"]) if "från" in lines else start
            last = day_of(lines["till"]) if "till" in lines else after - timedelta(days=1)
            found[month] = [m for m in self.held if first <= m.day <= last]
            start = last + timedelta(days=1)
        return found

    @cached_property
    def today(self) -> date:
        """The newest day on which anything has happened."""
        days = [m.day for m in self.held]
        for file in self.files:
            lines = read_lines(file)
            days += [day_of(lines["datum"])] if file.parent.name == "decisions" else []
            for key in ("godkänd", "upprättad", "fastställd", "struken", "avlägsnad"):
                days += [day_of(lines[key]["datum"])] if key in lines else []
            for key in ("expedierad", "rättelser"):
                days += [day_of(row["datum"]) for row in lines.get(key, ())]
            if file.parent.name == "decisions":
                days += [day_of(row["datum"]) for row in lines.get("uppföljning", ())]
        return max(days)

    @property
    def files(self) -> Iterator[Path]:
        """Every record of the archive."""
        yield from sorted((self.root / "entries").glob("*/*.md"))
        yield from sorted((self.root / "decisions").glob("*.md"))

    @cached_property
    def entries(self) -> list[Entry]:
        """Every entry, oldest folder first, with the händelser that each adds."""
        found = [
            self.read_entry(file)
            for file in sorted((self.root / "entries").glob("2*/*.md"))
            if file.name != "index.md"
        ]
        self.count_events(found)
        return found

    def read_entry(self, file: Path) -> Entry:
        """Return one entry, its händelser not counted yet."""
        lines = read_lines(file)
        kinds = self.rows("slag")
        kind = self.find(kinds, lines.get("slag")) or kinds[0]
        types = [row for area in self.rows("områden") for row in area["problemtyper"]]
        problem = self.name(types, lines.get("problemtyp"))
        meeting = self.taken_up_at(file.parent.name)
        months = [month for month, own in self.months.items() if meeting in {m.id for m in own}]
        is_underlag = kind["roll"] == "statistik"
        return Entry(
            id=f"{file.parent.name}/{file.stem}",
            lines=lines,
            standing=self.find_standing(lines, kind["roll"], meeting),
            role=kind["roll"],
            organisation=str(self.name(self.rows("organisationer"), lines["organisation"])),
            problem=None if is_underlag else problem,
            area=None if is_underlag or problem is None else self.area_of[problem],
            place=self.name(self.rows("platser"), lines.get("plats")),
            time=self.find_time(lines),
            meeting=meeting,
            month=months[0] if months else "",
        )

    def find_standing(self, lines: Lines, role: str, meeting: str) -> str:
        """Say what an entry is: a post, or why it is none."""
        sure = self.find(self.rows("tillförlitlighet"), lines.get("tillförlitlighet"))
        if "avlägsnad" in lines:
            return REMOVED
        if "struken" in lines:
            return WITHDRAWN
        if role == "inget":
            return NOTHING
        if sure and sure.get("räknas") == "nej":
            return UNCONFIRMED
        if role == "kommande":
            return UPCOMING
        return POST if self.meetings[meeting].is_held else WAITING

    def find_time(self, lines: Lines) -> str:
        """Return the time of day with its hours, as a table heads it."""
        row = self.find(self.rows("tid på dygnet"), lines.get("tid"))
        return f"{row['namn']} {row['timmar']}" if row and "timmar" in row else "okänd tid"

    def count_events(self, entries: list[Entry]) -> None:
        """Give each event to the newest post that tells of it."""
        by_id = {entry.id: entry for entry in entries}

        def origin(entry: Entry) -> str:
            older = by_id.get(entry.lines.get("samma som", ""))
            return origin(older) if older else entry.id

        newest: dict[str, Entry] = {}
        for entry in sorted(entries, key=lambda found: found.id):
            if entry.standing == POST and entry.role == "händelse":
                newest[origin(entry)] = entry
        for entry in newest.values():
            entry.events = int(entry.lines.get("antal", 1))

    def poster(self, **where: Any) -> int:
        """Count the poster that have the given names."""
        return sum(e.standing == POST and e.fits(where) for e in self.entries)

    def händelser(self, **where: Any) -> int:
        """Add up the händelser of the poster that have the given names."""
        return sum(e.events for e in self.entries if e.fits(where))

    def positiva(self, **where: Any) -> int:
        """Count the poster with the given names that tell of something good."""
        return self.poster(role="positivt", **where)

    def standing(self, standing: str, **where: Any) -> int:
        """Count the entries that are something else than poster."""
        return sum(e.standing == standing and e.fits(where) for e in self.entries)

    def reporting(self, meeting: str, organisation: str) -> str:
        """Say what an organisation did before a meeting; nothing if it need not have done anything."""
        row = self.find(self.rows("organisationer"), organisation)
        assert row
        found = [
            e.standing
            for e in self.entries
            if e.fits({"meeting": meeting, "organisation": organisation})
        ]
        standing = set(found) - {WITHDRAWN, REMOVED}
        if standing:
            return "inget att rapportera" if standing == {NOTHING} else "har rapporterat"
        if found:
            words = {(WITHDRAWN,): "posten är struken", (REMOVED,): "posten är borttagen"}
            return words.get(tuple(found), "posterna är strukna eller borttagna")
        day = self.meetings[meeting].day
        is_member = (
            day_of(row.get("från", "0001-01-01")) <= day <= day_of(row.get("till", "9999-12-31"))
        )
        return "har inte rapporterat" if row["rapporterar"] == "varje möte" and is_member else ""
