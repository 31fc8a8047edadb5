"""A year's archive drawn by lot, and others that differ from it only in what is withheld."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from generator.analysis import find_class, make_scale
from generator.records import Archive, read_archive
from tests.places import ARCHIVES

FIRST, BETWEEN, MEETINGS = date(2026, 1, 8), 28, 13
# So late that the year is over and told of.
TODAY = date(2027, 2, 1)
PLAN = "möten: {första: 2026-09-17, dagar emellan: 28, utom: [2026-12-10]}"
# The small archive's.
SCALE = make_scale(5)
PLACES = ("Centrum", "Norra skolan", "Stora torget", "Hela kommunen")
LEVELS = ("låg", "förhöjd", "hög")
WHO = {"polisen": "Polisen", "skolan": "Skolan"}
TITLES = ("Ett tecken vid husen", "Nya tecken i området", "Något som liknar det förra")
SENSITIVE, OPEN = "Tecken på nätverk", "Skadegörelse"
MEETING = """---
närvaro: {{Polisen: närvarande, Skolan: närvarande}}
bedömning:
  Ordning: {{nivå: {level}, trend: oförändrat, text: Som förut.}}
---
"""
ENTRY = """---
organisation: {who}
problemtyp: {kind}
plats: {place}
datum: {day}
antal: {count}
spridning: {reach}
---
# {title}
{title}.
"""


class Lot:
    """Draws entries, the same for the same seed."""

    def __init__(self, seed: str) -> None:
        self.dice = random.Random(seed)

    def draw(
        self, meeting: date, name: str, kind: str, reach: str, usual: int
    ) -> tuple[str, str, int]:
        """Return an entry's path, its text and its number."""
        count = int(self.dice.expovariate(1 / usual)) + 1
        text = ENTRY.format(
            who=WHO[name.partition("-")[0]],
            kind=kind,
            place=self.dice.choice(PLACES),
            day=meeting - timedelta(self.dice.randint(0, BETWEEN - 1)),
            count=count,
            reach=reach,
            title=self.dice.choice(TITLES),
        )
        return f"entries/{meeting}/{name}.md", text, count

    def draw_withheld(self, meeting: date, usual: int, often: float) -> tuple[dict[str, str], int]:
        """Return what is withheld from everybody outside the group, and how much it is."""
        drawn = [
            self.draw(meeting, f"{slug}-{place}", SENSITIVE, "EST", usual)
            for slug in WHO
            for place in range(2)
            if self.dice.random() < often
        ]
        return {path: text for path, text, _ in drawn}, sum(count for *_, count in drawn)


def draw_files(seed: int, again: int = 0) -> Iterator[dict[str, str]]:
    """Yield the files of each meeting of a year.

    What is withheld is drawn anew for each `again`, in the same class; all else is the same.
    """
    lot = Lot(str(seed))
    usual, often = lot.dice.choice((1, 1, 2, 9)), lot.dice.choice((0.05, 0.1, 0.1, 0.5))
    for number in range(MEETINGS):
        meeting = FIRST + timedelta(number * BETWEEN)
        shown = [lot.draw(meeting, f"{slug}-oppen", OPEN, "Publik", 3) for slug in WHO]
        told = [
            lot.draw(meeting, f"{slug}-sprids", SENSITIVE, "BRÅ", 2)
            for slug in WHO
            if lot.dice.random() < often / 5
        ]
        files = {path: text for path, text, _ in (*shown, *told)}
        index = MEETING.format(level=lot.dice.choice(LEVELS))
        least = sum(count for *_, count in told)
        own, count = lot.draw_withheld(meeting, usual, often)
        if again:
            other, found = Lot(f"{seed}/{again}/{number}"), find_class(SCALE, least + count)
            own, count = other.draw_withheld(meeting, usual, often)
            while least + count not in found:
                own, count = other.draw_withheld(meeting, usual, often)
        yield {f"entries/{meeting}/index.md": index, **files, **own}


def read_drawn(root: Path, seed: int, again: int = 0) -> Archive:
    """Write an archive in an empty folder, and read it."""
    mall = (ARCHIVES / "small/entries/mall.yml").read_text("utf-8")
    plan = f"möten: {{första: {FIRST}, dagar emellan: {BETWEEN}}}"
    assert PLAN in mall
    files = {"entries/mall.yml": mall.replace(PLAN, plan)}
    for own in draw_files(seed, again):
        files |= own
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")
    return read_archive(root, TODAY)
