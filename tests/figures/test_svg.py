"""What is drawn becomes a small SVG that follows the page's colours and runs nothing."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from generator.figures.canvas import SMALL, Canvas, Ink
from generator.figures.letters import width_of, wrap
from tests.figures.drawn import all_words, find_shapes

HOSTILE = ('<img src=x onerror="alert(1)">', "</svg><script>", "$x_1$ & 'y'", "å\u202e\u2028ö")


def draw_everything() -> str:
    """Return a picture that uses each way of drawing."""
    canvas = Canvas(200, 100)
    canvas.box((10, 20), 30, 40, Ink.HOUSE, mark="box")
    canvas.shape([(0, 0), (10, 0), (5, 8)], None, edge=Ink.SIGNAL, mark="shape")
    canvas.dot((100, 50), 5, Ink.PAPER, edge=Ink.INK, mark="dot")
    canvas.line([(0, 99), (200, 99)], Ink.LINE, mark="line")
    canvas.text((50, 50), "Två händelser", size=SMALL, bold=True, anchor="middle")
    return canvas.svg()


def test_a_picture_has_no_ids_styles_links_or_scripts() -> None:
    svg = draw_everything()
    attributes = {name for element in ElementTree.fromstring(svg).iter() for name in element.attrib}
    assert attributes == {
        "viewBox", "width", "height", "aria-hidden", "class",
        "d", "x", "y", "font-size", "text-anchor", "stroke-width", "data-mark",
    }  # fmt: skip
    assert {element.tag for element in ElementTree.fromstring(svg).iter()} == {
        "svg",
        "path",
        "text",
    }


def test_every_colour_is_a_class() -> None:
    svg = draw_everything()
    assert "#" not in svg
    names = set(Ink)
    used = set(re.findall(r"lb-(?:fill|stroke)-([a-z-]+)", svg))
    assert used == {"house", "signal", "paper", "ink", "line"}
    assert used <= names


def test_each_ink_has_rules_of_its_own(root) -> None:  # type: ignore[no-untyped-def]
    css = (root / "generator/assets/lagesbild.css").read_text(encoding="utf-8")
    missing = [
        f".lb-{what}-{ink}"
        for ink in Ink
        for what in ("fill", "stroke")
        if f".lb-{what}-{ink} {{" not in css
    ]
    assert missing == []


def test_shapes_stand_where_they_were_put() -> None:
    shapes = find_shapes(draw_everything())
    assert (shapes["box"].left, shapes["box"].top) == (10, 20)
    assert (shapes["box"].width, shapes["box"].height) == (30, 40)
    assert shapes["dot"].centre == (100, 50)


@pytest.mark.parametrize("words", HOSTILE)
def test_words_are_text_and_nothing_else(words: str) -> None:
    canvas = Canvas(100, 50)
    canvas.text((0, 20), words)
    svg = canvas.svg()
    assert all_words(svg) == [words]
    assert len(list(ElementTree.fromstring(svg))) == 1


def test_the_same_drawing_is_the_same_bytes() -> None:
    assert draw_everything() == draw_everything()


def test_text_is_wrapped_within_its_width() -> None:
    words = "Gemensam genomgång av belysning och insyn vid torgets norra sida"
    lines = wrap(words, 150)
    assert " ".join(lines) == words
    assert len(lines) > 2
    assert all(width_of(line) <= 150 for line in lines)
