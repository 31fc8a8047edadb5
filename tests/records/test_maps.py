"""The map the mall names: what is drawn, what is refused and how, and the real areas of Fagersta."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from generator.problems import ArchiveError
from generator.records import MapSettings, Place, read_map
from tests.places import load_cases

HERE = Path(__file__).parent
CASES: list[dict[str, str]] = load_cases(HERE / "maps.yml")
FILE = "entries/karta.geojson"
SETTINGS = MapSettings(fil=FILE, nyckel="namn", källa="påhittad")
SQUARE = "[[15, 60], [16, 60], [16, 61], [15, 60]]"
ArchiveWith = Callable[..., Path]


def write(root: Path, text: str) -> Path:
    (root / "entries").mkdir(exist_ok=True)
    (root / FILE).write_text(text, encoding="utf-8")
    return root


def write_case(case: dict[str, str]) -> str:
    """Return the file of a case: what it does not say is as it should be."""
    rings = case.get("rings", f"[{case.get('ring', SQUARE)}]")
    geometry = case.get("geometry", f'{{"type": "Polygon", "coordinates": {rings}}}')
    properties = case.get("properties", '{"namn": "Norr"}')
    feature = case.get("feature", f'{{"properties": {properties}, "geometry": {geometry}}}')
    return case.get("text", f'{{"type": "FeatureCollection", "features": [{feature}]}}')


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_map_that_cannot_be_drawn_is_refused_in_swedish(
    case: dict[str, str], tmp_path: Path
) -> None:
    with pytest.raises(ArchiveError) as refused:
        read_map(write(tmp_path, write_case(case)), SETTINGS)
    assert len(refused.value.problems) == 1
    assert case["says"] in str(refused.value)


def test_every_area_with_a_fault_is_named(tmp_path: Path) -> None:
    good = {"properties": {"namn": "Norr"}, "geometry": polygon(SQUARE)}
    features = [good, 1, {**good, "geometry": None}, {**good, "properties": {"namn": "norr"}}]
    with pytest.raises(ArchiveError) as refused:
        read_map(write(tmp_path, collect(features)), SETTINGS)
    said = str(refused.value)
    assert "område 2:" in said
    assert "område 3:" in said
    assert '"norr" är namn på 2 områden.' in said


@pytest.mark.parametrize("text", ["[" * 100_000, "1" * 10_000], ids=["brackets", "digits"])
def test_what_would_stop_python_is_refused(text: str, tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="går inte att läsa som GeoJSON"):
        read_map(write(tmp_path, text), SETTINGS)


def test_heights_codes_and_holes_are_taken(tmp_path: Path) -> None:
    ring = json.loads("[[15, 60, 90.5], [16, 60, 91], [16, 61, 90], [15, 60, 90.5]]")
    several = {"type": "MultiPolygon", "coordinates": [[ring, ring], [ring]]}
    feature = {"properties": {"namn": 1520, "regso": "Norr och söder"}, "geometry": several}
    settings = SETTINGS.model_copy(update={"name_key": "regso"})
    (area,) = read_map(write(tmp_path, collect([feature])), settings).areas
    assert (area.key, area.name) == ("1520", "Norr och söder")
    assert [len(polygon) for polygon in area.polygons] == [2, 1]
    assert area.polygons[0][0][0] == (15.0, 60.0)


def test_a_plats_is_found_by_name_alias_or_kartområde(tmp_path: Path) -> None:
    feature = {"properties": {"namn": "Norr"}, "geometry": polygon(SQUARE)}
    areas = read_map(write(tmp_path, collect([feature])), SETTINGS)
    plats = {"slug": "x", "typ": "stadsdel"}
    found = [
        areas.find(Place(namn="norr", **plats)),
        areas.find(Place(namn="Upp", alias=["NORR"], **plats)),
        areas.find(Place(namn="Upp", kartområde="Norr", **plats)),
    ]
    assert [area and area.key for area in found] == ["Norr"] * 3
    assert areas.find(Place(namn="Norr", kartområde="Söder", **plats)) is None
    assert areas.find(Place(namn="Syd", **plats)) is None


def test_the_real_areas_of_fagersta_are_read(real_data: Path, tmp_path: Path) -> None:
    text = (real_data / "geo" / "regso_fagersta.geojson").read_text(encoding="utf-8")
    settings = SETTINGS.model_copy(update={"key": "regsokod", "name_key": "regso"})
    areas = read_map(write(tmp_path, text), settings).areas
    assert [area.key for area in areas] == ["1520", "2930", "4067", "4068", "4205"]
    assert areas[0].name == "Fagersta centrum"


def polygon(ring: str) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": [json.loads(ring)]}


def collect(features: list[Any]) -> str:
    return json.dumps({"type": "FeatureCollection", "features": features})
