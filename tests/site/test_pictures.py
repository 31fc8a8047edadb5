"""The example's pictures: none is drawn twice, and what is kept never changes a page."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from generator.pages.site import Site, build_site
from tests.places import ARCHIVES, PICTURES, ROOT
from tests.site.building import copy_project

pytestmark = pytest.mark.slow
SVG = re.compile(r"<svg class=\"lb-picture__svg\".*?</svg>", re.DOTALL)
CHANGED = "entries/2026-11-12/polisen-jarntorget.md"


def pictures_of(site: Site) -> dict[str, list[str]]:
    """Return the pictures of each page that has any."""
    found = {address: SVG.findall(page.html) for address, page in site.pages.items()}
    return {address: svgs for address, svgs in found.items() if svgs}


def distinct(site: Site) -> set[str]:
    """Return the pictures of a site, each once."""
    return {svg for svgs in pictures_of(site).values() for svg in svgs}


def html_of(site: Site) -> dict[str, str]:
    """Return what every page says, and every download."""
    return {address: page.html for address, page in site.pages.items()} | dict(site.files)


def test_every_figure_hangs_where_it_should(example: Site) -> None:
    for address, page in example.pages.items():
        assert "lagesbild-bild" not in page.html, address
        hung = len(SVG.findall(page.html))
        assert hung == sum(len(figure.pictures) for figure in page.figures), address
    assert len(distinct(example)) > 100


def test_a_second_build_draws_nothing_and_says_the_same(example: Site) -> None:
    again = build_site(ROOT, cache=PICTURES)
    assert again.drawn == 0
    assert html_of(again) == html_of(example)


def test_pages_are_the_same_when_nothing_may_be_kept(tmp_path: Path) -> None:
    small = ARCHIVES / "small"
    without, kept = build_site(small), build_site(small, cache=tmp_path)
    assert without.drawn == kept.drawn > 0
    assert html_of(without) == html_of(kept)


def test_one_changed_entry_draws_only_what_it_counts_in(tmp_path: Path, example: Site) -> None:
    project, cache = copy_project(tmp_path / "arkiv"), tmp_path / "bilder"
    shutil.copytree(PICTURES, cache)
    file = project / CHANGED
    before = file.read_text(encoding="utf-8")
    assert "antal: 2\n" in before
    file.write_text(before.replace("antal: 2\n", "antal: 3\n"), encoding="utf-8")
    changed = build_site(project, cache=cache)
    then, now = pictures_of(example), pictures_of(changed)
    new = distinct(changed) - distinct(example)
    assert 0 < len(new) <= changed.drawn < len(distinct(example)) / 5
    touched = {address for address in now if now[address] != then.get(address)}
    assert "rapporter/2026-11.html" in touched
    earlier = [a for a in touched if a.startswith("rapporter/") and a < "rapporter/2026-11"]
    others = [a for a in touched if a.startswith("statistik/")]
    assert earlier + others == []


def test_two_months_have_different_pictures(example: Site) -> None:
    pictures = pictures_of(example)
    assert not set(pictures["rapporter/2026-10.html"]) & set(pictures["rapporter/2026-11.html"])
