"""What participants write is shown as they wrote it, and can neither run nor hide anything.

`check` refuses some of this already; the rendering does not rely on it.
"""

from __future__ import annotations

import re

import pytest

from generator.article.markdown import first_sentences, name_parts, render_text
from generator.article.plain import plain_block
from generator.article.values import Prose, Ref
from generator.pages.base.reading import plain_text

# Markdown, what has to stand in the HTML, and what must not.
CASES = [
    ("<script>x</script>", "&lt;script&gt;x", "<script"),
    ("a <img src=x onerror=y> b", "&lt;img src=x onerror=y&gt;", "<img"),
    ("[a](javascript:x)", "javascript:x", "<a "),
    ("[a](data:text/html,x)", "data:text/html,x", "<a "),
    ("[a](https://exempel.example/ 'rubrik')", 'href="https://exempel.example/"', "onclick"),
    ("<https://exempel.example/>", 'href="https://exempel.example/"', "onclick"),
    ("![alt](https://exempel.example/a.png)", "alt", "<img"),
    ("| a | b |\n|---|--:|\n| 1 | 2 |", '<th scope="col"', "<table>"),
    ("- a\n  - b", "<li>b</li>", "style="),
    ("\u202eabc", "\u202eabc", "<script"),
    ("{{ 7 * 7 }}", "{{ 7 * 7 }}", "49"),
]


@pytest.mark.parametrize(("markdown", "shown", "absent"), CASES)
def test_text_is_shown_and_does_nothing(markdown: str, shown: str, absent: str) -> None:
    html = render_text(markdown)
    assert shown in html
    assert absent not in html


@pytest.mark.parametrize(
    ("markdown", "top", "levels"),
    [
        ("# a\n## b", 3, "34"),
        ("## a\n### b", 3, "34"),
        ("# a\n###### b", 4, "46"),
        ("### a", 2, "2"),
        ("text", 3, ""),
    ],
)
def test_headings_go_below_the_pages_own(markdown: str, top: int, levels: str) -> None:
    assert "".join(re.findall(r"<h(\d)", render_text(markdown, top))) == levels


def test_a_text_is_split_at_its_headings() -> None:
    text = (
        "Först [1].\n\n## Beslut\nAtt göra.\n```\n## kod\n```\n> ## Citat\n\n## Motivering ##\nDärför.\n"
        "### Mer\nUnder.\n\n## Beslut\nÄven detta.\n\n[1]:\nhttps://exempel.example/"
    )
    assert name_parts(text) == {"": "", "Beslut": "Beslut", "Motivering": "Motivering"}
    found = {name: plain_text(render_text(text, part=name)) for name in name_parts(text)}
    assert found == {
        "": "Först 1.",
        "Beslut": "Att göra. ## kod Citat Även detta.",
        "Motivering": "Därför. Mer Under.",
    }
    # An address that stands last is every part's.
    assert 'href="https://exempel.example/"' in render_text(text, part="")
    assert 'href="https://exempel.example/"' not in render_text(text, part="Beslut")


def test_the_parts_of_a_text_are_the_same_words_on_a_page_and_in_the_search() -> None:
    text = "Först.\n\n## Beslut\n1. Att göra.\n2. Mer.\n\n## Motivering\nDärför.\n### Under\nTill.\n\n## Beslut\nÄven.\n"
    said = {
        name: list(plain_block(Prose(text, Ref("decision", "a"), part=name)))
        for name in name_parts(text)
    }
    assert said == {
        "": ["Först."],
        "Beslut": ["1. Att göra. 2. Mer. Även."],
        "Motivering": ["Därför. Under Till."],
    }


def test_a_heading_is_named_by_its_words() -> None:
    assert name_parts("## *Se* [1]\n\n[1]: https://exempel.example/") == {"*Se* [1]": "Se 1"}


@pytest.mark.parametrize(
    ("text", "most", "found"),
    [
        ("En sak. Två saker. Tre.", 1, "En sak."),
        ("En sak. Två saker. Tre.", 2, "En sak. Två saker."),
        ("Den 3 maj kom 1.5 **fler**. Sedan inte.", 1, "Den 3 maj kom 1.5 fler."),
        ("Ett stycke.\n\nEtt till.", 2, "Ett stycke."),
    ],
)
def test_the_first_sentences_stand_for_a_text(text: str, most: int, found: str) -> None:
    assert first_sentences(text, most) == found
