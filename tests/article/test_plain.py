"""An article's plain words leave out nothing that its page shows."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

import pytest

from generator.article.html import render_html
from generator.article.plain import plain_words
from generator.article.values import Article
from generator.pages.base.build import Build
from tests.article.composed import FIXED, compose_fixed
from tests.pages.composing import compose_all

# What only a page has: drawings, ways to records, and what a control says of itself.
CONTROLS = re.compile(
    r'<svg.*?</svg>|<span class="lb-named">.*?</code></span>|<a class="lb-mend".*?</a>'
    r'|<summary>.*?</summary>|<a [^>]*download>.*?</a>|<(\w+)[^>]*aria-hidden="true".*?</\1>',
    re.DOTALL,
)
WORD = re.compile(r"\w+")


def articles_of(name: str) -> Iterator[Article]:
    composed = compose_fixed(name)
    yield from compose_all(Build(composed.archive, {}))
    yield from composed.articles.values()


@pytest.mark.parametrize("name", FIXED)
def test_plain_words_hold_all_that_the_page_shows(name: str) -> None:
    lost = {}
    for article in articles_of(name):
        rendered = render_html(article, lambda ref: "way", lambda address: address)
        page = CONTROLS.sub(" ", f"{rendered.head}{rendered.body}")
        shown = html.unescape(re.sub(r"<[^>]+>", " ", page))
        if missing := {*WORD.findall(shown)} - {*WORD.findall(plain_words(article))}:
            lost[article.title] = missing
    assert lost == {}
