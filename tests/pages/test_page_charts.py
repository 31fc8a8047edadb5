"""The figures of meetings, områden, platser and the first page: one number in picture and table."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from generator.analysis import Verdict
from generator.figures import Bars, Cell, Figure, Months, ShadedMap
from generator.pages.area.build import build_areas
from generator.pages.base.build import Build
from generator.pages.base.page import Page
from generator.pages.meeting.build import build_meetings
from generator.pages.place.build import build_places
from generator.pages.start.build import build_start
from generator.records import MapSettings, read_map
from tests.figures.drawn import find_words
from tests.fixed import read_once

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
ARCHIVES = ROOT / "tests" / "archives"
SIGNS = {"×": "inget möte", "–": "har inte rapporterat", "?": "inget underlag"}
SQUARE = "[[[15.7, 60.0], [15.8, 60.0], [15.8, 60.1], [15.7, 60.0]]]"
MAP = (
    '{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"namn": "%s"},'
    f' "geometry": {{"type": "Polygon", "coordinates": {SQUARE}}}}}]}}'
)

ArchiveWith = Callable[..., Path]


def build_pages(root: Path) -> dict[str, Page]:
    build = Build(read_once(root), {})
    makers = (build_start, build_meetings, build_areas, build_places)
    return {page.address: page for make in makers for page in make(build)}


@pytest.fixture(scope="module")
def example() -> dict[str, Page]:
    return build_pages(ROOT)


def figure(pages: dict[str, Page], address: str, anchor: str) -> Figure:
    (found,) = (f for f in pages[address].figures if f.anchor == anchor)
    return found


def shown(svg: str, *marks: str) -> list[str]:
    """The numbers of a picture in their order, a sign as the words it stands for."""
    found = find_words(svg)
    named = [mark for mark in found if mark.partition(":")[0] in marks]
    order = sorted(named, key=lambda mark: [int(n) for n in re.findall(r"\d+", mark)])
    return [SIGNS.get(found[mark], found[mark]) for mark in order]


def told(cells: Iterator[Cell]) -> list[str]:
    return [str(cell.content) for cell in cells]


def test_picture_and_table_hold_the_same_numbers(example: dict[str, Page]) -> None:
    seen = set()
    for page in example.values():
        for found in page.figures:
            rows = found.grid.rows
            for picture in found.pictures:
                seen.add(type(picture))
                svg = picture.draw()
                match picture:
                    case Months():
                        assert shown(svg, "number") == told(row.cells[0] for row in rows), page
                    case ShadedMap():
                        areas = rows[: len(picture.lands)]
                        assert shown(svg, "number") == told(row.cells[0] for row in areas), page
                    case Bars():
                        drawn = rows[: len(picture.bars)]
                        assert shown(svg, "n") == told(row.cells[0] for row in drawn), page
    assert seen == {Months, Bars}


def test_every_number_but_zero_leads_to_its_entries(example: dict[str, Page]) -> None:
    for page in example.values():
        for found in page.figures:
            bands = ("lägst", "högst", "väntat", "hittills", "samma tid", "12 mån")
            for row in found.grid.rows:
                for head, cell in zip(found.grid.columns, row.cells, strict=True):
                    if cell.is_number and not any(word in head.casefold() for word in bands):
                        is_mean = "Snitt" in head
                        assert bool(cell.target) == (str(cell.content) != "0") or is_mean, row


def test_what_is_outside_the_map_is_said(example: dict[str, Page]) -> None:
    found = figure(example, "platser/index.html", "_bild-karta")
    outside = [row for row in found.grid.rows if row.name.startswith("Utanför kartans områden")]
    total = sum(int(row.cells[0].content.known) for row in outside)  # type: ignore[union-attr]
    (said,) = (line for line in found.sentences if line.startswith("Utanför kartans områden"))
    assert f": {total}\u00a0händelser (hela kommunen" in said
    assert any("Kartan är schematisk och visas inte." in note for note in found.notes)
    assert any("påhittad" in note for note in found.notes)


def test_an_area_without_platser_has_no_number(archive_with: ArchiveWith) -> None:
    mall = (ARCHIVES / "small/entries/mall.yml").read_text(encoding="utf-8")
    karta = "karta: {fil: entries/karta.geojson, nyckel: namn, källa: påhittad}\n"
    files = {"entries/mall.yml": mall + karta, "entries/karta.geojson": MAP % "Ingenstans"}
    found = figure(build_pages(archive_with(files=files)), "platser/index.html", "_bild-karta")
    assert str(found.grid.rows[0].cells[0].content) == "inget underlag"
    assert "Inget underlag: Ingenstans." in found.sentences


SILENT = "---\nnärvaro: {Polisen: närvarande}\n---\nAnteckningar.\n"


@pytest.mark.parametrize(
    ("missing", "number", "said"),
    [
        ((), "2", ()),
        (("2026-11-12",), "2", ("Ingen rapporterade till mötet i november 2026.",)),
        (
            ("2026-11-12", "2026-10-15", "2026-09-17"),
            "inget underlag",
            ("Ingen rapporterade till mötena i september, oktober och november 2026.",),
        ),
    ],
)
def test_a_map_says_which_months_it_knows_nothing_of(
    missing: tuple[str, ...], number: str, said: tuple[str, ...], archive_with: ArchiveWith
) -> None:
    mall = (ARCHIVES / "small/entries/mall.yml").read_text(encoding="utf-8")
    karta = "karta: {fil: entries/karta.geojson, nyckel: namn, källa: påhittad}\n"
    files = {"entries/mall.yml": mall + karta, "entries/karta.geojson": MAP % "Centrum"}
    root = archive_with(files={**files, **{f"entries/{day}/index.md": SILENT for day in missing}})
    for day in missing:
        for entry in root.glob(f"entries/{day}/[!i]*"):
            entry.unlink()
    if len(missing) > 1:
        for file in (*root.glob("decisions/*"), *root.glob("entries/rapporter/*")):
            file.unlink()
    found = figure(build_pages(root), "platser/index.html", "_bild-karta")
    assert str(found.grid.rows[0].cells[0].content) == number
    notes = " ".join(found.notes).replace("\u00a0", " ")
    assert ("Ingen rapporterade" in notes) == bool(said)
    assert [words for words in said if words not in notes] == []


def test_the_real_areas_of_fagersta_hold_the_examples_platser(real_data: Path) -> None:
    file = "geo/regso_fagersta.geojson"
    settings = MapSettings.model_construct(
        file=file, key="regso", name_key="", source="SCB", schematic=False
    )
    archive = read_once(ROOT)
    named = {"Meling": "Västanfors östra-Meling", "Hedkärra": "Västanfors västra-Hedkärra"}
    places = tuple(
        place.model_copy(update={"map_area": named.get(place.name)})
        for place in archive.mall.places
    )
    mall = archive.mall.model_copy(update={"map": settings, "places": places})
    build = Build(replace(archive, mall=mall, map=read_map(real_data, settings)), {})
    pages = {page.address: page for page in build_places(build)}
    found = figure(pages, "platser/index.html", "_bild-karta")
    (picture,) = found.pictures
    assert isinstance(picture, ShadedMap)
    numbers = {row.name: str(row.cells[0].content) for row in found.grid.rows}
    areas = [numbers[land.name] for land in picture.lands]
    assert shown(picture.draw(), "number") == areas
    assert numbers["Fagersta centrum"] == "60"
    assert numbers["Västanfors östra-Meling"] == "9"
    # No plats of the mall is said to lie there, so nothing can have been told of it.
    assert numbers["Åvestbo-Ängelsberg-Ulvsbo"] == "inget underlag"
    assert numbers["Utanför kartans områden: Västanfors"] == "12"


def test_a_meeting_gives_numbers_and_no_verdict(example: dict[str, Page]) -> None:
    figures = [
        found
        for address, page in example.items()
        if address.startswith("moten/2")
        for found in page.figures
        if found.anchor == "_bild-problemtyper"
    ]
    assert figures
    for found in figures:
        words = " ".join((found.title, *found.sentences))
        assert not [verdict for verdict in Verdict if verdict in words]
        assert "slump" in found.notes[0]
    (first,) = (f for f in figures if f.file == "moten/2025-06-12-problemtyper.csv")
    assert first.grid.columns == ("12 juni 2025",)
    assert not any("snitt" in line for line in first.sentences)
    silent = figure(example, "moten/2026-11-26.html", "_bild-problemtyper")
    assert "Skolan har inte rapporterat. Händelser därifrån kan saknas." in silent.notes


@pytest.mark.parametrize(
    ("name", "anchors"),
    [
        ("empty", set()),
        ("planned", set()),
        ("small", {"_bild-problemtyper", "_bild-manader", "_bild-oversikt"}),
    ],
)
def test_a_young_archive_shows_what_it_has(name: str, anchors: set[str]) -> None:
    pages = build_pages(ARCHIVES / name)
    assert {found.anchor for page in pages.values() for found in page.figures} == anchors
    for page in pages.values():
        for found in page.figures:
            assert all(picture.draw().startswith("<svg") for picture in found.pictures)
            assert "None" not in " ".join((found.title, *found.sentences, *found.notes))
