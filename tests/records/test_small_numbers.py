"""A small number of something känsligt, in a text that goes outside the group."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from generator.records.checks.small_numbers import find_small, stem_of
from generator.records.loading import load_archive

STEM, THRESHOLD = stem_of("Orosanmälningar"), 5
TABLE = yaml.safe_load(Path(__file__).with_name("small_numbers.yml").read_text("utf-8"))
ENTRY = "entries/2026-10-15/skolan-oro"
MALL = Path(__file__).parents[1] / "archives/broken/small_numbers_stay_within/entries/mall.yml"


@pytest.mark.parametrize(
    ("group", "text"), [(group, text) for group, texts in TABLE.items() for text in texts]
)
def test_a_count_is_told_from_other_numbers(group: str, text: str) -> None:
    found = find_small(text, THRESHOLD, STEM, named=group.startswith("nämner"))
    assert (found is None) == group.endswith("inte"), found


def test_the_threshold_is_the_malls() -> None:
    assert find_small("Det kom 6 anmälningar.", 8, STEM) == 8
    assert find_small("Det kom 6 anmälningar.", 5, STEM) is None


# What an entry of statistics says below its organisation, and where it is warned of.
CASES = {
    "a heading and a text": ("", "# Två anmälningar\n\nDet var tre.", ["7:3 rubrik", "9:9 text"]),
    "within the group": ("spridning: EST\n", "# Två anmälningar\nDet var tre.", []),
    "a correction": (
        "rättelser:\n  - {datum: 2026-10-16, fält: tabell, stod: 3, ska stå: 14, skäl: Räknat fel, av: Skolan}\n",
        "# Anmälningar\nFler än i fjol.",
        ["7:45 rättelser.stod"],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_what_goes_outside_the_group_is_warned_of(
    case: str, archive_with: Callable[..., Path]
) -> None:
    rows, body, expected = CASES[case]
    head = "organisation: Skolan\nslag: Statistik\nkälla: Skolan\nstatistik: {indikator: Orosanmälningar, period: månad}\n"
    found = warned(archive_with, {f"{ENTRY}.md": f"---\n{head}{rows}---\n{body}\n"})
    assert found == expected


def warned(archive_with: Callable[..., Path], files: dict[str, str]) -> list[str]:
    """Return where the rule finds something, and in which field."""
    table = {f"{ENTRY}.csv": "Månad;Antal\nseptember 2026;14\n"}
    root = archive_with(files={"entries/mall.yml": MALL.read_text("utf-8"), **table, **files})
    return [
        f"{row.origin.line}:{row.origin.column} {row.field}"
        for row in load_archive(root).problems
        if "Här står ett tal under 5" in row.text
    ]


def test_what_a_meeting_names_is_warned_of(archive_with: Callable[..., Path]) -> None:
    """The group's own words go as far as the mall's usual row of spridning."""
    path = "entries/2026-10-15/index.md"
    root = archive_with()
    text = (root / path).read_text("utf-8")
    (line,) = (line for line in text.split("\n") if "text: " in line and "Ordning" in line)
    said = line.replace("text: ", "text: Två orosanmälningar kom in. ")
    found = warned(archive_with, {path: text.replace(line, said)})
    assert [row.partition(" ")[2] for row in found] == ["bedömning.Ordning.text"]
