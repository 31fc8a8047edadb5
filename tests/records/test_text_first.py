"""Front matter is text first: what YAML would guess stays what its author wrote."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from pydantic_core import PydanticCustomError

from generator.problems import ArchiveError
from generator.records.files.header import parse_yaml
from generator.records.files.yaml_tree import Span, read_events
from generator.records.forms import as_day, parse_day, parse_whole, parse_yes_no
from generator.records.loading import load_archive


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("18:30", "18:30"),
        ("NO", "NO"),
        ("off", "off"),
        ("true", "true"),
        ("2026-11-06", "2026-11-06"),
        ("1e3", "1e3"),
        ("0x1F", "0x1F"),
        ("010", "010"),
        ("1_000", "1_000"),
        (".inf", ".inf"),
        ("~", "~"),
        ("null", "null"),
        ("", ""),
        ('"18:30"', "18:30"),
        ("'a: b'", "a: b"),
        ("[1, NO, ~]", ["1", "NO", "~"]),
        ("{1: 2}", {"1": "2"}),
        ("<<", "<<"),
    ],
)
def test_values_stay_text(written: str, value: object) -> None:
    assert parse_yaml(f"nyckel: {written}", "a.md").data == {"nyckel": value}


def test_every_value_and_key_knows_its_place() -> None:
    tree = parse_yaml("a: {b: [ett, två]}\nc: tre", "a.md", first_line=2)
    assert tree.values["a", "b", 1] == Span(2, 14, 2, 17)
    assert tree.keys["a", "b"] == Span(2, 5, 2, 6)
    assert tree.values[("c",)] == Span(3, 4, 3, 7)


@pytest.mark.parametrize(
    ("convert", "text", "value"),
    [
        (parse_day, "2026-11-06", date(2026, 11, 6)),
        (parse_day, " 2024-02-29 ", date(2024, 2, 29)),
        (parse_whole, "0", 0),
        (parse_whole, "12", 12),
        (parse_yes_no, "ja", True),
        (parse_yes_no, "Nej", False),
    ],
)
def test_converters_take_one_form(
    convert: Callable[[object], object], text: str, value: object
) -> None:
    assert convert(text) == value


@pytest.mark.parametrize(
    ("convert", "text"),
    [
        (parse_day, "2026-02-29"),
        (parse_day, "2026-1-6"),
        (parse_day, "1989-12-31"),
        (parse_day, "2101-01-01"),
        (parse_day, "٢٠٢٦-١١-٠٦"),
        (parse_whole, "007"),
        (parse_whole, "+2"),
        (parse_whole, "2.0"),
        (parse_whole, "1 000"),
        (parse_whole, "1e3"),
        (parse_whole, "٣"),
        (parse_whole, "9" * 10),
        (parse_yes_no, "yes"),
        (parse_yes_no, "true"),
        (parse_yes_no, ["ja"]),
    ],
)
def test_converters_refuse_all_else(convert: Callable[[object], object], text: object) -> None:
    with pytest.raises(PydanticCustomError):
        convert(text)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-1-6", "2026-01-06"),
        ("2026/11/06", "2026-11-06"),
        ("2026.11.6", "2026-11-06"),
        ("20261106", "2026-11-06"),
        # It could be another day, or none.
        ("6/11 2026", ""),
        ("06-11-2026", ""),
        ("2026-13-01", ""),
        ("2026116", ""),
        ("2026-11", ""),
    ],
)
def test_a_day_is_put_right_only_when_it_can_be_one_day(text: str, day: str) -> None:
    assert as_day(text) == day


@pytest.mark.parametrize("header", ["a: &x b", "a: *x", "a: !!str b", "a: 1\na: 2", "- a", "a"])
def test_what_the_format_does_not_have_is_refused(header: str) -> None:
    with pytest.raises(ArchiveError):
        parse_yaml(header, "a.md")


def test_words_of_the_mall_match_without_regard_to_case_and_by_alias(
    archive_with: Callable[..., Path],
) -> None:
    text = (
        "---\norganisation: GRUNDSKOLAN\nproblemtyp: vandalisering\nplats: norra Skolan\n"
        "datum: 2026-10-07\nslag:\n---\n# Rubrik\nText.\n"
    )
    loaded = load_archive(archive_with(files={"entries/2026-10-15/skolan-a.md": text}))
    assert loaded.problems == []
    assert loaded.archive is not None
    entry = loaded.archive.entry["2026-10-15/skolan-a"]
    assert entry.problem_type is not None
    assert entry.place is not None
    assert entry.organisation.name == "Skolan"
    assert entry.problem_type.name == "Skadegörelse"
    assert entry.place.name == "Norra skolan"
    # An untouched line of the template says nothing, so the defaults hold.
    assert (entry.kind.name, entry.distribution.name) == ("Händelse", "BRÅ")


@pytest.mark.parametrize(
    "text",
    [
        "plats: Järntorget\ntid: kväll",
        "samma som: 2026-11-12/nvk-torget\nåtgärder:\n  - {vad: ljus, status: klar}\nantal: 3",
        "plats: Norra skolan (a–b), 3.5\nfaktorer: [{risk: mörkt, kontext}]",
        "plats: Järntorget\n  vid bron\ntid: kväll",
        "plats: Järntorget\n\ntid: kväll",
        "plats: Järntorget\ntid: 18:30 # ungefär\nantal: 3",
        "plats: Järntorget \ntid:\nantal: 3",
        "plats: a\nstatistik:\n  period: månad",
    ],
)
def test_a_plain_row_is_read_as_yaml_reads_it(text: str) -> None:
    """Rows of words are read without the parser, and where each of them stands is the same."""
    assert parse_yaml(text, "a.md", 2) == read_events(text, "a.md", 2)


@pytest.mark.parametrize("more", ["plats: b", "tid: [", "---", "tid: &a b", "tid", "\ttid: b"])
def test_a_fault_below_plain_rows_is_told_as_of_all_of_them(more: str) -> None:
    told = []
    for read in (parse_yaml, read_events):
        with pytest.raises(ArchiveError) as caught:
            read(f"plats: a\nantal: 3\n{more}", "a.md", 2)
        told.append(caught.value.problems)
    assert told[0] == told[1]
