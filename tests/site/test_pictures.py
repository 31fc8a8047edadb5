"""The example's pictures: none is drawn twice, and what is kept never changes a page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.pages.site import Site, build_site
from tests.site.building import copy_project

SVG = re.compile(r"<svg class=\"lb-picture__svg\".*?</svg>", re.DOTALL)
CHANGED = "entries/2026-11-12/polisen-jarntorget.md"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the example to change."""
    return copy_project(tmp_path_factory.mktemp("pictures"))


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty folder to keep pictures in."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="module")
def first(project: Path, cache: Path) -> Site:
    """The site as it is built the first time."""
    return build_site(project, cache=cache)


def pictures_of(site: Site) -> dict[str, list[str]]:
    """Return the pictures of each page that has any."""
    found = {address: SVG.findall(page.html) for address, page in site.pages.items()}
    return {address: svgs for address, svgs in found.items() if svgs}


def html_of(site: Site) -> dict[str, str]:
    """Return what every page says, and every download."""
    return {address: page.html for address, page in site.pages.items()} | dict(site.files)


def test_every_figure_hangs_where_it_should(first: Site) -> None:
    for address, page in first.pages.items():
        assert "lagesbild-bild" not in page.html, address
        hung = len(SVG.findall(page.html))
        assert hung == sum(len(figure.pictures) for figure in page.figures), address
    assert first.drawn > 100


def test_a_second_build_draws_nothing(project: Path, cache: Path, first: Site) -> None:
    again = build_site(project, cache=cache)
    assert again.drawn == 0
    assert html_of(again) == html_of(first)


def test_pages_are_the_same_without_what_is_kept(project: Path, first: Site) -> None:
    without = build_site(project)
    assert without.drawn == first.drawn
    assert html_of(without) == html_of(first)


def test_one_changed_entry_draws_only_what_it_counts_in(
    project: Path, cache: Path, first: Site
) -> None:
    file = project / CHANGED
    before = file.read_text(encoding="utf-8")
    assert "antal: 2\n" in before
    file.write_text(before.replace("antal: 2\n", "antal: 3\n"), encoding="utf-8")
    try:
        then, now = pictures_of(first), pictures_of(changed := build_site(project, cache=cache))
    finally:
        file.write_text(before, encoding="utf-8")
    old = {svg for svgs in then.values() for svg in svgs}
    new = {svg for svgs in now.values() for svg in svgs} - old
    assert 0 < len(new) <= changed.drawn < first.drawn / 5
    touched = {address for address in now if now[address] != then.get(address)}
    assert "rapporter/2026-11.html" in touched
    earlier = [a for a in touched if a.startswith("rapporter/") and a < "rapporter/2026-11"]
    others = [a for a in touched if a.startswith("statistik/")]
    assert earlier + others == []


def test_two_months_have_different_pictures(first: Site) -> None:
    pictures = pictures_of(first)
    assert not set(pictures["rapporter/2026-10.html"]) & set(pictures["rapporter/2026-11.html"])
