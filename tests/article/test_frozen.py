"""A report that was kept opens for good: a file of each schema, as it was written then, says what it said."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from generator.article.frozen import READERS, read_article
from generator.article.plain import write_text
from generator.article.rewriting import rewrite
from generator.article.values import Article, Number, Paragraph, Ref, Span, line, numbers_of
from generator.problems import ArchiveError
from generator.records import Frozen, SentFile, write_frozen
from generator.records.frozen import (
    END,
    HEAD,
    SCHEMA,
    SUM,
    Expunged,
    Kept,
    NewerSchema,
    canonical,
    head_of,
    parse_frozen,
    path_of,
    read_frozen,
    sum_of,
    write_content,
)
from tests.fixed import read_once
from tests.frozen_example import as_it_was
from tests.places import ROOT, load_cases

WITNESS = ROOT / "tests/article/witness"
HOSTILE = load_cases(ROOT / "tests/article/hostile_frozen.yml")
FROZEN = Frozen(
    report="2026-10",
    version=2,
    day=date(2026, 11, 2),
    by="Trygghetssamordnare",
    tool="0.1.0",
    articles={"EST": '{"a":1}', "BRÅ": '{"b":",\\n"}'},
    records={
        "entries/2026-10-15/a.md": Kept("1" * 64, {"text": "2" * 16}, ("3" * 16,), "2026-10-16")
    },
    files=(SentFile("2026-10-tal.csv", "EST", "4" * 64),),
    missing=("Skolan",),
    reason="Antalet var fel",
    expunged=(
        Expunged(
            date(2026, 12, 1), "2026-10-15/a", "personuppgift", "KS 1", "Säkerhetschef", "5" * 64
        ),
    ),
)


@pytest.mark.parametrize("schema", sorted(READERS))
def test_a_file_of_each_schema_says_what_it_said(schema: int) -> None:
    text = (WITNESS / f"schema-{schema}.json").read_text("utf-8")
    said = (WITNESS / f"schema-{schema}.txt").read_text("utf-8")
    frozen = parse_frozen(text)
    article = read_article(frozen, "EST")
    assert article is not None
    assert (frozen.schema, write_text(article)) == (schema, said)
    assert {n.key: n.amount.value for n in numbers_of(article)}["händelser/2026-10"] == 1
    assert write_frozen(frozen) == text


def test_every_schema_up_to_the_newest_has_a_reader() -> None:
    assert set(READERS) == set(range(1, SCHEMA + 1))


def test_an_edition_is_read_back_as_it_was_written() -> None:
    assert parse_frozen(write_frozen(FROZEN)) == FROZEN
    assert FROZEN.sha256 in write_frozen(FROZEN).splitlines()[-1]
    assert FROZEN.path == path_of("2026-10", 2) == "entries/rapporter/2026-10.sent-2.json"


def test_one_changed_letter_anywhere_is_found() -> None:
    text = write_frozen(FROZEN)
    for place, letter in enumerate(text):
        other = "x" if letter != "x" else "y"
        with pytest.raises(ValueError, match="the sum is another"):
            parse_frozen(text[:place] + other + text[place + 1 :])
    with pytest.raises(ValueError, match="the sum is another"):
        parse_frozen(text + " ")


def test_a_later_schema_is_another_thing_than_damage() -> None:
    with pytest.raises(NewerSchema):
        parse_frozen(write_frozen(replace(FROZEN, schema=SCHEMA + 1)))


def test_lines_may_end_as_in_windows(tmp_path: Path) -> None:
    file = tmp_path / FROZEN.path
    file.parent.mkdir(parents=True)
    file.write_bytes(write_frozen(FROZEN).replace("\n", "\r\n").encode())
    assert read_frozen(tmp_path, FROZEN.path) == FROZEN


@pytest.mark.parametrize("raw", [b"", b"{}", b"\xff", b'{"articles":{\n},\n"head":{}'])
def test_what_is_no_edition_is_refused(tmp_path: Path, raw: bytes) -> None:
    file = tmp_path / FROZEN.path
    file.parent.mkdir(parents=True)
    file.write_bytes(raw)
    with pytest.raises(ArchiveError, match="skadad"):
        read_frozen(tmp_path, FROZEN.path)


def read_hostile(root: Path, head: str, article: str) -> Article | None:
    """Read an edition that holds an article and a head of somebody's own, and a sum that fits."""
    edition = replace(FROZEN, articles={"EST": article})
    content = write_content(edition).partition(HEAD)[0] + HEAD + head
    file = root / FROZEN.path
    file.parent.mkdir(parents=True)
    file.write_text(f"{content}{SUM}{sum_of(content)}{END}", "utf-8")
    return read_article(read_frozen(root, FROZEN.path), "EST")


@pytest.mark.parametrize("case", HOSTILE, ids=lambda case: case["name"])
def test_what_no_program_has_written_is_refused(tmp_path: Path, case: dict[str, Any]) -> None:
    article = {"@": "article", "as_of": "2026-11-02", "title": "Rapport"}
    article |= {"ref": {"@": "ref", "kind": "report", "id": "2026-10"}, **case.get("article", {})}
    head = {**head_of(replace(FROZEN, articles={"EST": ""})), **case.get("head", {})}
    with pytest.raises(ArchiveError, match="skadad"):
        read_hostile(tmp_path, json.dumps(head, default=str), json.dumps(article, default=str))


def test_an_article_that_leads_where_articles_do_is_read(tmp_path: Path) -> None:
    to = [
        ("letter", "mailto:a@b.example"),
        ("page", "rapporter/2026-10-version-1"),
        ("file", "rapporter/2026-10.pdf"),
    ]
    spans = [
        {"@": "span", "text": "x", "look": "plain", "to": {"@": "ref", "kind": kind, "id": key}}
        for kind, key in to
    ]
    article = {"@": "article", "as_of": "2026-11-02", "title": "Rapport", "meta": spans}
    article["ref"] = {"@": "ref", "kind": "report", "id": "2026-10"}
    head = canonical(head_of(replace(FROZEN, articles={"EST": ""})))
    found = read_hostile(tmp_path, head, json.dumps(article))
    assert found is not None
    assert [one.to for one in found.meta] == [Ref(*one) for one in to]


@pytest.mark.parametrize("deep", ["[" * 100_000, '{"schema":' * 100_000])
def test_a_head_or_an_article_without_an_end_is_refused(tmp_path: Path, deep: str) -> None:
    with pytest.raises(ArchiveError, match="skadad"):
        read_hostile(tmp_path / "head", deep, "{}")
    head = canonical(head_of(replace(FROZEN, articles={"EST": ""})))
    with pytest.raises(ArchiveError, match="skadad"):
        read_hostile(tmp_path / "article", head, deep)


def test_what_stands_anywhere_is_rewritten() -> None:
    ref = Ref("entry", "a")
    article = Article(ref, "T", (), (Paragraph(line("a", Span("b", ref))),), (), date(2026, 1, 1))
    found = rewrite(article, lambda one: Ref("entry", "c") if one == ref else one)
    assert found.ref == found.lead[0].line[1].to == Ref("entry", "c")  # type: ignore[union-attr]
    assert rewrite(article, lambda one: one) is article
    assert not any(isinstance(one, Number) for one in found.lead)


def test_the_example_is_frozen_as_it_was_when_a_report_was_adopted() -> None:
    archive = read_once(ROOT)
    report, day = archive.report["2026-10"], date(2026, 11, 4)
    then = as_it_was(archive, report, day)
    own = then.report["2026-10"]
    assert own.file is not None
    assert (own.status, own.file.adopted and own.file.adopted.day) == ("fastställd", day)
    assert max(meeting.id for meeting in then.meetings) == "2026-10-29"
    # What was corrected later stood as it was first told.
    assert then.entry["2026-10-15/skolan-elspark"].counted_events == 3
