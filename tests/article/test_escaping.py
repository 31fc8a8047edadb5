"""Whatever stands in an article is words on its page: no text of it becomes a tag or an attribute."""

from __future__ import annotations

from datetime import date
from enum import Enum
from random import Random
from types import UnionType
from typing import Any, Union, get_args, get_origin

from generator.analysis import Amount
from generator.article.blocks import HEADED
from generator.article.codec import hints_of
from generator.article.html import render_block, render_html
from generator.article.values import Article, Prose, Ref, Row, Section, Table, line
from generator.figures import Picture
from tests.site.reading import read_html

HOSTILE = """' onx='1" onx="1'><i onx="1">&"""
CHOICES: dict[Any, tuple[Any, ...]] = {
    str: (HOSTILE, f"{HOSTILE}1", f"1{HOSTILE}"),
    bool: (False, True),
    int: (0, 1),
    date: (date(2026, 12, 1),),
    type(None): (None,),
    Amount: (Amount(0), Amount(3), Amount(None, HOSTILE)),
    Prose: (Prose(HOSTILE, Ref("entry", "a")),),
}
DEEP = 2


def fill(hint: Any, chance: Random, depth: int = 0) -> Any:
    """Return a value of a type, with the text wherever one may stand."""
    if get_origin(hint) in (Union, UnionType):
        return fill(chance.choice(get_args(hint)), chance, depth)
    if get_origin(hint) is tuple:
        first, *others = get_args(hint)
        if first is Picture or (first is Section and depth > DEEP):
            return ()
        of = (first, first) if others == [Ellipsis] else (first, *others)
        return tuple(fill(one, chance, depth) for one in of)
    choices = list(hint) if issubclass(hint, Enum) else CHOICES.get(hint)
    if choices:
        return chance.choice(choices)
    return hint(**{name: fill(of, chance, depth + 1) for name, of in hints_of(hint).items()})


def find_broken(html: str) -> list[str]:
    """Return what is not as it was given: a text that is written as code twice, too."""
    found = []
    for element in read_html(html).walk():
        assert element.tag != "i"
        assert "onx" not in element.attributes
        found += [child for child in element.children if isinstance(child, str)]
        # A class is a word of its own, and a style sheet has codes of its own.
        told = element.attributes.items()
        found += [text for name, text in told if name not in ("class", "style")]
    return [text for text in found if "onx" in text.replace(HOSTILE, "")]


def test_no_text_of_an_article_is_more_than_words() -> None:
    for seed in range(40):
        article: Article = fill(Article, Random(seed))
        rendered = render_html(article, lambda ref: ref.id, lambda address: address)
        assert find_broken(f"{rendered.head}{rendered.body}") == []
        assert not set("<>&\"'") & set(rendered.running)


def test_no_head_of_a_wide_table_is_more_than_words() -> None:
    width = HEADED + 1
    table = Table("", (HOSTILE,) * width, (Row((line("värde"),) * width),))
    assert find_broken(render_block(table, lambda ref: ref.id, lambda address: address)) == []
