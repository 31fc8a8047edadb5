"""The example's pictures: each figure has its own, for a phone and for a desk."""

from __future__ import annotations

import re

import pytest

from generator.pages.site import Site

pytestmark = pytest.mark.slow
SVG = re.compile(r"<svg class=\"lb-picture__svg\".*?</svg>", re.DOTALL)


def test_every_figure_has_its_pictures(example: Site) -> None:
    drawn = {address: SVG.findall(page.html) for address, page in example.pages.items()}
    for address, page in example.pages.items():
        assert len(drawn[address]) == 2 * sum(len(f.pictures) for f in page.figures), address
    assert len({svg for svgs in drawn.values() for svg in svgs}) > 100


def test_two_months_have_different_pictures(example: Site) -> None:
    october, november = (
        set(SVG.findall(example.pages[f"rapporter/2026-{month}.html"].html)) for month in (10, 11)
    )
    assert october
    assert not october & november
