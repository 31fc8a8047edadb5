"""Front matter is text first: what YAML would guess stays what its author wrote."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticCustomError

from generator.problems import ArchiveError
from generator.records.files.header import parse_yaml
from generator.records.files.yaml_tree import Span, Tree, Value, read_events
from generator.records.forms import as_day, parse_day, parse_whole, parse_yes_no, type_at
from generator.records.kinds import KINDS
from generator.records.loading import load_archive
from tests.places import load_cases

MARKED = load_cases(Path(__file__).with_name("marked_numbers.yml"))


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


def order(value: Value) -> object:
    """Return a value with its keys in their order."""
    if isinstance(value, dict):
        return [(key, order(inner)) for key, inner in value.items()]
    return [*map(order, value)] if isinstance(value, list) else value


def read(parse: Callable[[str, str, int], Tree], text: str) -> object:
    """Return all that a header is read as, or what is wrong with it."""
    try:
        tree = parse(text, "a.md", 2)
    except ArchiveError as error:
        return [*map(str, error.problems)]
    return order(tree.data), tree.loose, tree.places


@pytest.mark.parametrize(
    "text",
    [
        "plats: Järntorget\ntid: kväll",
        "samma som: 2026-11-12/nvk-torget#1\nåtgärder:\n  - {vad: ljus, status: klar}\nantal: 3",
        "åtgärder:\n  - nr: 1\n    vad: 'Ljus: två lampor'\n    med: [NVK, Skolan]\n  - nr: 2\n    vad: mer",
        "åtgärder:\n  - {nr: 1, vad: ljus,\n     avser: {plats: Torget}, med: [NVK]}",
        "bedömning:\n  Hot och våld: {nivå: låg, text: \"Lugnt, men 'mörkt'.\"}\n  ANDT: {nivå: hög}",
        "svar på:\n    - 2026-11-12#bra-1\n    - två, tre\nstatistik:\n  period: månad",
        "plats: Norra skolan [a], {b} & c? 'd' \"e\" §1 – 50 %",
    ],
)
def test_plain_rows_are_read_without_the_parser(text: str) -> None:
    """What is read as it stands is what YAML makes of it, and every value says something."""
    tree = parse_yaml(text, "a.md", 2)
    assert tree.is_plain
    assert read(parse_yaml, text) == read(read_events, text)


# What a header is made of, with all that has a meaning of its own in YAML.
PIECES = (
    "plats", "nr", "Hot och våld", "ett två", "2026-11-06", "a#1", "x" * 41, ": ", ":", ", ", ",",
    "\n", "\n  ", "\n    ", "\n  - ", "\n- ", "- ", "{", "}", "[", "]", "'", '"', " ", "#", " # ",
    "?", "&", "*", "!", "|", ">", "%", "@", "\\", "\t", "~", "–", "é", "…", "\u00a0", "---",
    "plats: a\n", "nr: 1\n", "{plats: a, nr: 1}", "[a, b]", "'a: b'", '"a: b"',
)  # fmt: skip


@settings(max_examples=600, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
@example("plats: Järntorget\n  vid bron\ntid: kväll")
@example("plats: Järntorget\n\ntid: kväll")
@example("plats: Järntorget\ntid: 18:30 # ungefär\nantal: 3")
@example("plats: Järntorget \ntid:\nantal: 3")
@example("plats: a\nnr: 1\nplats: b\nfokus: [a]")
@example("faktorer: [{risk: mörkt, kontext}]")
@example("a: {b: c, b: d}")
@example("a: {b: c\n}")
@example("a: [b: c]")
@example("a: ")
@example("a: - ")
@example("a: {}")
@example("a: ' '")
@example("a:\n  - ")
@example("a:\n- b")
@example("a:\n  - b: c\n   d: e")
@example("a:\n  - b:\n    c: d")
@example(
    "a:\n  b:\n    c:\n      d:\n        e:\n          f:\n            g:\n              h:\n                i: j"
)
@example("x" * 1100 + ": a")
@example("---")
def test_a_header_is_read_as_yaml_reads_it(text: str) -> None:
    """Whatever a header is made of, its values, their places and its problems are those of the parser."""
    assert read(parse_yaml, text) == read(read_events, text)


@pytest.mark.parametrize("more", ["plats: b", "tid: [", "---", "tid: &a b", "tid", "\ttid: b"])
def test_a_fault_below_plain_rows_is_told_as_of_all_of_them(more: str) -> None:
    told = []
    for read in (parse_yaml, read_events):
        with pytest.raises(ArchiveError) as caught:
            read(f"plats: a\nantal: 3\n{more}", "a.md", 2)
        told.append(caught.value.problems)
    assert told[0] == told[1]


@pytest.mark.parametrize("case", MARKED, ids=lambda case: f"{case['key']}: {case['written']}")
def test_a_number_is_read_without_the_word_that_is_shown_before_it(case: dict[str, str]) -> None:
    form = next(form for _, form, _ in KINDS if form.__name__ == case["form"])
    taken = TypeAdapter(type_at(form, (case["key"],)))
    if case["read"]:
        assert taken.validate_python(case["written"]) == case["read"]
        return
    with pytest.raises(ValidationError, match="Numret saknas i"):
        taken.validate_python(case["written"])
