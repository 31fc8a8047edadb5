"""A sum, a path and a name are shown as they were written."""

from __future__ import annotations

import pytest

from generator.article.markdown import first_sentences, render_text
from generator.pages.search.build import plain_markdown

WRITTEN = [
    "Mattan är 6*4*2 dm.",
    "Ta 3*4 och 5*6 plattor.",
    "Plattan är 6**4**2 dm.",
    "Mappen är fot*boll*spel.",
    "Filen snus_och_tobak_2026 finns.",
    r"Den ligger på \\disk\delad\plan.docx.",
    r"Den ligger på \\disk\_arkiv\#1\*ny.",
    r"Den ligger på S:\(gammalt)\_ny.",
    "Det är ~~tre~~ fyra.",
    "Fler än 5 och < 9, a<b och <5.",
]


@pytest.mark.parametrize("text", WRITTEN)
def test_what_is_written_is_shown(text: str) -> None:
    shown = text.replace("<", "&lt;").replace(">", "&gt;")
    assert render_text(text) == f"<p>{shown}</p>\n"


@pytest.mark.parametrize("text", WRITTEN[:5])
def test_a_list_and_a_search_show_it_too(text: str) -> None:
    assert first_sentences(text) == text
    assert plain_markdown([text]) == text


@pytest.mark.parametrize("text", [r"\+ 5 %", r"Fler än \> 5 och 7 > 3", r"\*ny (\*)"])
def test_what_is_lifted_is_shown_without_the_sign_that_lifts(text: str) -> None:
    shown = text.replace("\\", "")
    assert first_sentences(text) == shown
    assert plain_markdown([text]).rstrip(".") == shown


@pytest.mark.parametrize(
    ("text", "html"),
    [
        (
            "*Obs* och **viktigt**: se (*här*).",
            "<em>Obs</em> och <strong>viktigt</strong>: se (<em>här</em>).",
        ),
        (r"Fem \* sex \_x\_", "Fem * sex _x_"),
        (r"3 \* 4", "3 * 4"),
    ],
)
def test_marks_that_are_meant_are_still_read(text: str, html: str) -> None:
    assert render_text(text) == f"<p>{html}</p>\n"
