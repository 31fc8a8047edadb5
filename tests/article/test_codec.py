"""An article that is written as JSON and read back is equal to itself, and its bytes never change."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from generator.article.codec import from_json, to_json
from generator.article.values import Article, numbers_of
from generator.pages.base.build import Build
from generator.pages.decision.compose import compose_decision
from generator.pages.decision.months import SubjectMonths
from generator.pages.meeting.compose import compose_meeting
from generator.pages.meeting.facts import find_meeting_facts
from generator.pages.report.compose import compose_report
from generator.pages.report.facts import find_report_facts
from generator.pages.shared.changes import list_changes
from generator.pages.shared.months import MonthlyCounts
from tests.fixed import read_once
from tests.places import ARCHIVES, ROOT

pytestmark = pytest.mark.slow


def compose_all(root: Path) -> Iterator[Article]:
    build = Build(read_once(root), {})
    monthly, changes = MonthlyCounts(build), list_changes(build.archive)
    for report in build.archive.reports:
        if report.meetings:
            yield compose_report(find_report_facts(monthly, changes, report))
    for meeting in build.archive.meetings:
        yield compose_meeting(find_meeting_facts(build, meeting))
    for decision in build.archive.decisions:
        yield compose_decision(SubjectMonths(MonthlyCounts(build)), decision)


@pytest.fixture(scope="module", params=["example", "small"])
def articles(request: pytest.FixtureRequest) -> list[Article]:
    return list(compose_all(ROOT if request.param == "example" else ARCHIVES / "small"))


def test_a_round_trip_is_equality(articles: list[Article]) -> None:
    assert len(articles) > 4
    for article in articles:
        text = to_json(article)
        assert from_json(text) == article, article.title
        assert to_json(from_json(text)) == text


def test_the_file_holds_every_number_by_its_key(articles: list[Article]) -> None:
    for article in articles:
        found = dict(walk(json.loads(to_json(article))))
        assert found == {n.key: encode_amount(n.amount.value) for n in numbers_of(article)}


def encode_amount(value: object) -> object:
    return value if value is None or isinstance(value, int) else str(value)


def walk(data: object) -> Iterator[tuple[str, object]]:
    """Yield key and value of every number of a file, read without the house's own classes."""
    if isinstance(data, dict):
        if data.get("@") == "number":
            yield data["key"], data["amount"].get("value")
        for value in data.values():
            yield from walk(value)
    elif isinstance(data, list):
        for value in data:
            yield from walk(value)


def test_the_bytes_are_canonical(articles: list[Article]) -> None:
    for article in articles:
        text = to_json(article)
        assert text == unicodedata.normalize("NFC", text)
        assert "\r" not in text
        assert text.endswith("}")
        short = {"ensure_ascii": False, "sort_keys": True, "separators": (",", ":")}
        assert text == json.dumps(json.loads(text), **short)


def test_what_differs_is_another_file(articles: list[Article]) -> None:
    article = articles[0]
    assert to_json(replace(article, title="En annan")) != to_json(article)


@pytest.mark.parametrize(
    "text",
    [
        "[]",
        "{}",
        '"ord"',
        '{"@": "ref", "kind": "a", "id": "", "more": 1}',
        '{"@": "ref"}',
        '{"@": "?"}',
        "nej",
    ],
)
def test_what_is_no_article_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"no article|Expecting|no ref has"):
        from_json(text)
