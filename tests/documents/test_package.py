"""A data package is what its specification asks for, and its numbers are the article's."""

from __future__ import annotations

import csv
import hashlib
import json
import re
from datetime import date
from decimal import Decimal
from functools import cache
from io import StringIO
from pathlib import PurePosixPath
from typing import Any

import pytest

from generator.analysis import Amount
from generator.article.values import (
    Article,
    Look,
    Number,
    Ref,
    Row,
    Section,
    Span,
    Table,
    line,
    numbers_of,
    walk,
)
from generator.documents.package import write_package
from generator.pages.base import Build
from generator.records import find_reader, for_reader
from tests.documents.composed import KINDS, compose, composer
from tests.fixed import read_once
from tests.places import ARCHIVES, ROOT

NAME = re.compile(r"[a-z0-9._/-]+")
NUMBERS = {"integer": re.compile(r"-?\d+"), "number": re.compile(r"-?\d+(?:,\d+)?")}
OTHERS = {"rapport.pdf": b"%PDF"}


@cache
def written(kind: str) -> dict[str, bytes]:
    return write_package(compose(kind), composer().build, OTHERS)


def described(files: dict[str, bytes]) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(files["datapackage.json"])
    return found


def read_sheet(raw: bytes, dialect: dict[str, Any]) -> list[list[str]]:
    """Read a file as its dialect says, and nothing else."""
    text = raw.decode("utf-8-sig")
    assert text.endswith(dialect["lineTerminator"])
    rows = csv.reader(
        StringIO(text, newline=""),
        delimiter=dialect["delimiter"],
        quotechar=dialect["quoteChar"],
        doublequote=dialect["doubleQuote"],
        strict=True,
    )
    return list(rows)


def check_package(files: dict[str, bytes]) -> dict[str, list[list[str]]]:
    """Hold a package to version 2.0 of the specification; return the rows of each file, its heads first."""
    package = described(files)
    assert NAME.fullmatch(package["name"])
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00Z", package["created"])
    assert package["resources"]
    assert all(one["title"] for one in (*package["contributors"], *package["sources"]))
    names = [one["name"] for one in package["resources"]]
    assert len(names) == len(set(names))
    found = {}
    for one in package["resources"]:
        path = PurePosixPath(one["path"])
        assert not path.is_absolute()
        assert ".." not in path.parts
        assert NAME.fullmatch(one["name"])
        assert NAME.fullmatch(one["path"])
        raw = files[one["path"]]
        assert (one["bytes"], one["hash"]) == (
            len(raw), f"sha256:{hashlib.sha256(raw).hexdigest()}",
        )  # fmt: skip
        assert (one["type"], one["format"], one["encoding"]) == ("table", "csv", "utf-8")
        found[one["name"]] = check_rows(read_sheet(raw, one["dialect"]), one["schema"])
    return found


def check_rows(rows: list[list[str]], schema: dict[str, Any]) -> list[list[str]]:
    """Hold the rows of a file to its fields."""
    heads, fields = rows[0], schema["fields"]
    assert heads == [field["name"] for field in fields]
    assert len(set(heads)) == len(heads)
    assert all(heads)
    for row in rows[1:]:
        assert len(row) == len(heads)
        for value, field in zip(row, fields, strict=True):
            missing = field.get("missingValues", schema["missingValues"])
            assert set(field) <= {"name", "type", "decimalChar", "unit", "missingValues"}
            if value not in missing and field["type"] != "string":
                assert NUMBERS[field["type"]].fullmatch(value), (value, field)
                assert "," not in value or field["decimalChar"] == ","
    return rows


@pytest.mark.parametrize("kind", KINDS)
def test_it_is_what_the_specification_asks_for(kind: str) -> None:
    check_package(written(kind))


@pytest.mark.parametrize("kind", KINDS)
def test_its_numbers_are_the_articles(kind: str) -> None:
    (heads, *rows) = check_package(written(kind))["tal"]
    assert heads == ["nyckel", "tal", "enhet"]
    told = {number.key: number for number in numbers_of(compose(kind))}
    assert [row[0] for row in rows] == sorted(told)
    for key, value, unit in rows:
        amount = told[key].amount
        assert value == amount.missing if amount.value is None else as_number(value) == amount.value
        assert unit == told[key].unit


def as_number(text: str) -> Decimal:
    return Decimal(text.replace(",", "."))


@pytest.mark.parametrize("kind", KINDS)
def test_every_table_and_its_numbers_are_there(kind: str) -> None:
    found = check_package(written(kind))
    titles = {one["title"]: one["name"] for one in described(written(kind))["resources"]}
    for section in walk(compose(kind).sections):
        for block in section.blocks:
            if not isinstance(block, Table):
                continue
            rows = found[titles[block.caption]][1:]
            shown = [row for row in block.rows if not row.group]
            assert len(rows) == len(shown)
            for row, cells in zip(rows, shown, strict=True):
                own = row[len(row) - len(block.columns) :]
                for value, cell in zip(own, cells.cells, strict=False):
                    first = cell[0] if cell else None
                    if isinstance(first, Number) and first.amount.value is not None:
                        assert as_number(value.partition(" ")[0]) == first.amount.value


@pytest.mark.parametrize("kind", KINDS)
def test_the_manifest_has_the_sum_of_every_file(kind: str) -> None:
    files = written(kind)
    listed = {one["path"]: one for one in json.loads(files["manifest.json"])["files"]}
    all_files = {**files, **OTHERS}
    assert set(listed) == set(all_files) - {"manifest.json"}
    for path, one in listed.items():
        assert one["sha256"] == hashlib.sha256(all_files[path]).hexdigest()
        assert one["bytes"] == len(all_files[path])


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_article_gives_the_same_bytes(kind: str) -> None:
    assert write_package(compose(kind), composer().build, OTHERS) == written(kind)


def test_the_records_it_rests_on_have_their_sums() -> None:
    told = described(written("adopted"))["sources"]
    assert [one["title"] for one in told] == list(compose("adopted").sources)
    assert len({one["hash"] for one in told}) == len(told)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("EST", "Alla tal är med"),
        ("BRÅ", "inte känsliga problemtyper"),
        ("Publik", "Poster som inte sprids till Publik står inte här."),
    ],
)
def test_it_says_for_whom_its_numbers_are(name: str, said: str) -> None:
    archive = read_once(ROOT)
    shown = for_reader(archive, find_reader(archive.mall, name))
    build = Build(shown, {})
    package = described(write_package(compose("decision"), build))
    assert package["reader"]["title"] == name
    assert said in package["reader"]["rule"]
    assert all(("hash" in one) == (name == "EST") for one in package["sources"])


def number(value: str | int, unit: str = "händelser") -> Number:
    amount = Amount(Decimal(value) if isinstance(value, str) else value)
    return Number(f"k/{value}", amount, unit)


MISSING = Number("k/none", Amount(None, "inget möte"), "händelser")
SAID = Span("inget underlag", look=Look.MISSING)


@pytest.mark.parametrize(
    ("heads", "rows", "becomes", "kinds"),
    [
        (  # numbers, and what stands for one
            ("Plats", "Antal"),
            [(line("Torget"), (number(2), Span(" varav 1"))), (line("Meling"), (MISSING,)), (line("x"), (SAID,)), (line("y"), ())],
            [["Plats", "Antal"], ["Torget", "2"], ["Meling", "inget möte"], ["x", "inget underlag"], ["y", ""]],
            ["string", "integer"],
        ),
        (  # not whole, and below zero
            ("Plats", "Snitt"),
            [(line("Torget"), (number("1.5"),)), (line("Meling"), (number(-3),))],
            [["Plats", "Snitt"], ["Torget", "1,5"], ["Meling", "-3"]],
            ["string", "number"],
        ),
        (  # numbers among words are words, and whole
            ("Plats", "Poster"),
            [(line("Torget"), (number(3), Span(", 9"))), (line("Meling"), line("inga"))],
            [["Plats", "Poster"], ["Torget", "3, 9"], ["Meling", "inga"]],
            ["string", "string"],
        ),
        (  # what a spreadsheet would run, and what a file could be parted by
            ("=A1", "=A1", ""),
            [(line("=SUM(1)"), line('a;"b"'), line("+46"))],
            [["'=A1", "'=A1 (2)", "Kolumn 3"], ["'=SUM(1)", 'a;"b"', "'+46"]],
            ["string", "string", "string"],
        ),
    ],
)  # fmt: skip
def test_a_table_becomes_whole_rows_of_one_type(
    heads: tuple[str, ...], rows: list[Any], becomes: list[list[str]], kinds: list[str]
) -> None:
    table = Table("Tabell", heads, tuple(Row(cells) for cells in rows))
    files = package_of(table)
    (fields,) = (
        one["schema"]["fields"] for one in described(files)["resources"] if one["name"] == "tabell"
    )
    assert check_package(files)["tabell"] == becomes
    assert [field["type"] for field in fields] == kinds


def test_what_heads_a_group_of_rows_stands_in_each_of_them() -> None:
    rows = (
        Row((line("Före"),)),
        Row((line("Nya"),), group=True),
        Row((line("Lampor"), (number(1),))),
        Row((line("Skolan"), line("har inte rapporterat"))),
    )
    table = Table("Tabell", ("Vad", "A", "B"), (rows[1], *rows[2:], rows[0]))
    assert check_package(package_of(table))["tabell"] == [
        ["Grupp", "Vad", "A", "B"],
        ["Nya", "Lampor", "1", ""],
        ["Nya", "Skolan", "har inte rapporterat", "har inte rapporterat"],
        ["Nya", "Före", "Före", "Före"],
    ]


def package_of(*blocks: Table) -> dict[str, bytes]:
    archive = read_once(ARCHIVES / "small")
    ref = Ref("decision", archive.decisions[0].id)
    section = Section("_a", "Avsnitt", blocks)
    article = Article(ref, "Titel", (), (), (section,), date(2026, 11, 12))
    return write_package(article, Build(archive, {}))


def test_tables_of_one_name_are_told_apart() -> None:
    table = Table("Tabell", ("a",), (Row((line("b"),)),))
    assert {"tabell", "tabell-2"} <= set(check_package(package_of(table, table)))
