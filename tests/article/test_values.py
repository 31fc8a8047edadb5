"""A report's value: each number is the same wherever it is shown, and all it leads to exists."""

from __future__ import annotations

import csv
from collections import defaultdict
from io import StringIO

import pytest

from generator.article.addresses import address_of_ref
from generator.article.html import render_html
from generator.article.plain import write_numbers
from generator.article.values import Article, Number, numbers_of
from generator.figures import Cell
from generator.pages.site import BUILDERS
from tests.article.composed import FIXED, Composed, compose_fixed, ids_of, refs_of
from tests.site.reading import read_html

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module", params=FIXED)
def composed(request: pytest.FixtureRequest) -> Composed:
    return compose_fixed(request.param)


def written(number: Number) -> str:
    return "" if number.amount.value is None else str(number.amount.value)


def keys_of(article: Article) -> dict[str, set[str]]:
    found = defaultdict(set)
    for number in numbers_of(article):
        found[number.key].add(written(number))
    return found


def read_keys(article: Article) -> dict[str, set[str]]:
    """Return the value of each key of a page: told beside what is written, or what is written."""
    rendered = render_html(article, lambda ref: "way", lambda address: address)
    found = defaultdict(set)
    for key, element in read_html(f"{rendered.head}{rendered.body}").keyed():
        if "data-value" in element.attributes:
            found[key].add(element.attributes["data-value"])
        elif element.tag == "text" or "lb-words" in element.classes:
            # What is missing is a sign or a word, never a digit.
            assert not element.text.isdigit(), key
            found[key].add("")
        else:
            found[key].add("".join(element.text.split()).replace(",", "."))
    return found


def read_numbers(article: Article) -> list[list[str]]:
    sheet = StringIO(write_numbers(article).removeprefix("\ufeff"))
    return list(csv.reader(sheet, delimiter=";"))[1:]


def test_a_key_has_one_value_in_the_value_the_page_and_the_file(composed: Composed) -> None:
    for month, article in composed.articles.items():
        found = keys_of(article)
        assert len(found) > 10
        assert {key: values for key, values in found.items() if len(values) > 1} == {}, month
        assert read_keys(article) == found
        told = {n.key: [Cell(n.amount).download, n.unit] for n in numbers_of(article)}
        assert [[key, *told[key]] for key in sorted(told)] == read_numbers(article)


def test_a_key_has_one_value_in_every_report_that_was_not_mended_between(
    composed: Composed,
) -> None:
    """A month's number is the same in its own report and in those that look back at it."""
    told = defaultdict(set)
    for article in composed.articles.values():
        for key, values in keys_of(article).items():
            if key.startswith(("händelser/", "poster/")):
                told[key] |= values
    assert {key: values for key, values in told.items() if len(values) > 1} == {}


def test_each_id_stands_once(composed: Composed) -> None:
    for month, article in composed.articles.items():
        ids = ids_of(article)
        assert len(ids) == len(set(ids)), month
        rendered = render_html(article, lambda ref: "way", lambda address: address)
        shown = read_html(rendered.head + rendered.body).ids
        assert len(shown) == len(set(shown)), month
        assert set(ids) <= set(shown)


def test_all_that_a_report_leads_to_exists(composed: Composed) -> None:
    build = composed.monthly.build
    ids = {
        page.address: set(read_html(page.html).ids)
        for builder in BUILDERS
        for page in builder(build)
    }
    for month, article in composed.articles.items():
        for ref in refs_of(article):
            address, _, anchor = address_of_ref(composed.archive, ref).partition("#")
            if ref.kind == "file":
                assert address == f"rapporter/{month}-tal.csv"
                continue
            assert address in ids, (month, ref)
            assert not anchor or anchor in ids[address], (month, ref)


def test_a_number_that_leads_somewhere_is_no_zero(composed: Composed) -> None:
    for article in composed.articles.values():
        for number in numbers_of(article):
            assert number.to is None or number.amount.value, number.key
            assert number.amount.value is not None or number.amount.missing, number.key
