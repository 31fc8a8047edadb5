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
    "a heading and a text": ("", "# Två anmälningar\n\nDet var tre.", ["7:3", "9:9"]),
    "within the group": ("spridning: EST\n", "# Två anmälningar\nDet var tre.", []),
    "a correction": (
        "rättelser:\n  - {datum: 2026-10-16, fält: tabell, stod: 3, ska stå: 14, skäl: Räknat fel, av: Skolan}\n",
        "# Anmälningar\nFler än i fjol.",
        ["7:45"],
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
    """Return where the rule finds something."""
    table = {f"{ENTRY}.csv": "Månad;Antal\nseptember 2026;14\n"}
    root = archive_with(files={"entries/mall.yml": MALL.read_text("utf-8"), **table, **files})
    return [
        f"{row.origin.line}:{row.origin.column}"
        for row in load_archive(root).problems
        if row.field == "litet tal" and "Här står ett tal under 5" in row.text
    ]


def test_what_a_meeting_names_is_warned_of(archive_with: Callable[..., Path]) -> None:
    """The group's own words go as far as the mall's usual row of spridning."""
    path = "entries/2026-10-15/index.md"
    root = archive_with()
    text = (root / path).read_text("utf-8")
    (line,) = (line for line in text.split("\n") if "text: " in line and "Ordning" in line)
    said = line.replace("text: ", "text: Två orosanmälningar kom in. ")
    place = text.split("\n").index(line) + 1, said.index("Två") + 1
    found = warned(archive_with, {path: text.replace(line, said)})
    assert found == ["{}:{}".format(*place)]


ANSWERED = "granskat:\n  - {{regel: litet tal, rad: {}, skäl: gäller ingen person, av: Skolan}}\n"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        # The line as it is, and as it was before the answer was written.
        (9, ["9 granskat", "11 varning"]),
        (7, ["9 granskat", "11 varning"]),
        (11, ["9 varning", "11 granskat"]),
        # The row of an answer that meets nothing is told of.
        (3, ["7 varning", "9 varning", "11 varning"]),
    ],
)
def test_a_false_alarm_is_answered(
    line: int, told: list[str], archive_with: Callable[..., Path]
) -> None:
    head = "organisation: Skolan\nslag: Statistik\nkälla: Skolan\nstatistik: {indikator: Orosanmälningar, period: månad}\n"
    text = f"---\n{head}{ANSWERED.format(line)}---\n# Två anmälningar\n\nDet var tre.\n"
    table = {f"{ENTRY}.csv": "Månad;Antal\nseptember 2026;14\n", f"{ENTRY}.md": text}
    root = archive_with(files={"entries/mall.yml": MALL.read_text("utf-8"), **table})
    said = [
        f"{row.origin.line} {row.severity}"
        for row in load_archive(root).problems
        if row.origin.path == f"{ENTRY}.md" and row.field in ("litet tal", "granskat")
    ]
    assert said == told
