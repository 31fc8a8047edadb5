"""The map of the municipality: its areas, from a GeoJSON file (RFC 7946) that the mall names.

Whatever a map program exports may stand in the file; taken are surfaces in degrees, each with the
name or code that the mall's `nyckel` points at. What is wrong is said area by area.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn, TypeAlias

from generator.problems import ArchiveError, Origin, Problem, quote, refuse, suggest
from generator.records.files import read_text
from generator.records.mall.rows import MapSettings, Place
from generator.swedish import join_words

# Degrees east and north.
Position: TypeAlias = tuple[float, float]
Ring: TypeAlias = tuple[Position, ...]
# The outer border, then the holes.
Polygon: TypeAlias = tuple[Ring, ...]

LONGITUDES, LATITUDES = 180, 90
# A border has three corners and comes back to the first.
LEAST_POSITIONS = 4
# The ways that files before RFC 7946 name the only system it allows.
WGS_84 = ("CRS84", "4326")
FEW_KEYS = 6
EXPORT = "Exportera kartan på nytt som GeoJSON i WGS 84 (EPSG:4326)."


@dataclass(frozen=True, slots=True)
class MapArea:
    """An area: the word that the mall knows it by, what the map calls it, and its surface."""

    key: str
    name: str
    polygons: tuple[Polygon, ...]

    @property
    def words(self) -> tuple[str, ...]:
        """What a plats may be called to be this area, without regard to case."""
        return (self.key.casefold(), self.name.casefold())


@dataclass(frozen=True, slots=True)
class AreaMap:
    """All areas of a map, in the file's order."""

    areas: tuple[MapArea, ...]

    def find(self, place: Place) -> MapArea | None:
        """Return the area a plats names or is named as; not those of what it is a part of."""
        words = (place.map_area,) if place.map_area else place.words
        wanted = {word.casefold() for word in words}
        return next((area for area in self.areas if wanted & {*area.words}), None)


def read_map(root: Path, settings: MapSettings) -> AreaMap:
    """Read the map; raise an `ArchiveError` with what is wrong with every area of it."""
    path = settings.file
    areas, problems = [], []
    for number, feature in enumerate(read_features(root, path), 1):
        try:
            areas.append(parse_area(feature, settings))
        except UnfitArea as error:
            problems.append(Problem(Origin(path), str(error), f"område {number}"))
    for word, times in Counter(word for area in areas for word in {*area.words}).items():
        if times > 1:
            text = f"{quote(word)} är namn på {times} områden. Varje område ska ha ett eget namn."
            problems.append(Problem(Origin(path), text))
    if problems:
        raise ArchiveError(problems)
    return AreaMap(tuple(areas))


class UnfitArea(Exception):
    """An area cannot be drawn; the text says why, in Swedish."""


def read_features(root: Path, path: str) -> list[Any]:
    """Return the features of the file, whatever they are."""
    content = parse_json(read_text(root, path), path)
    if not isinstance(content, dict) or content.get("type") != "FeatureCollection":
        raise refuse(path, f'Filen ska vara en "FeatureCollection" med områden. {EXPORT}')
    system = str(content.get("crs") or WGS_84[0])
    if not any(name in system for name in WGS_84):
        raise refuse(path, f"Kartan har ett annat koordinatsystem än WGS 84. {EXPORT}")
    features = content.get("features")
    if not isinstance(features, list) or not features:
        raise refuse(path, f"Kartan har inga områden. {EXPORT}")
    return features


def parse_json(text: str, path: str) -> Any:
    """Return what the text says, or refuse it where it stops being JSON."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        wrong = f"Filen går inte att läsa som GeoJSON härifrån. {EXPORT}"
        raise refuse(path, wrong, error.lineno, error.colno) from error
    # Too many brackets within each other, or digits in a number.
    except (RecursionError, ValueError) as error:
        raise refuse(path, f"Filen går inte att läsa som GeoJSON. {EXPORT}") from error


def parse_area(feature: Any, settings: MapSettings) -> MapArea:
    """Return a feature as an area."""
    if not isinstance(feature, dict) or not isinstance(feature.get("properties"), dict):
        raise UnfitArea('Här ska det stå ett område ("Feature") med egenskaper.')
    properties = feature["properties"]
    key = read_property(properties, settings.key)
    name = read_property(properties, settings.name_key) if settings.name_key else key
    polygons = tuple(parse_surface(feature.get("geometry")))
    return MapArea(key, name, polygons)


def read_property(properties: dict[str, Any], key: str) -> str:
    """Return a name or code from the map, as text."""
    if key not in properties:
        near = str(suggest(key, properties))
        known = join_words([quote(name) for name in list(properties)[:FEW_KEYS]])
        hint = near or (f"Här finns bland annat {known}." if properties else "")
        raise UnfitArea(f"Egenskapen {quote(key)} saknas. {hint}".strip())
    value = properties[key]
    text = str(value).strip() if isinstance(value, str | int) else ""
    if not text or not text.isprintable() or isinstance(value, bool):
        raise UnfitArea(f"Egenskapen {quote(key)} ska vara ett namn eller en kod.")
    return text


def parse_surface(geometry: Any) -> Iterator[Polygon]:
    """Yield the polygons of a surface."""
    kind = geometry.get("type") if isinstance(geometry, dict) else "null"
    if kind not in ("Polygon", "MultiPolygon"):
        allowed = "Ett område ska vara en yta: Polygon eller MultiPolygon"
        raise UnfitArea(f"{allowed}, inte {quote(str(kind))}.")
    content = geometry.get("coordinates")
    for polygon in list_in([content] if kind == "Polygon" else content):
        yield tuple(parse_ring(ring) for ring in list_in(polygon))


def list_in(value: Any) -> list[Any]:
    """Return a list that holds something."""
    if not isinstance(value, list) or not value:
        raise UnfitArea("Områdets koordinater saknas eller är inte listor i listor.")
    return value


def parse_ring(value: Any) -> Ring:
    """Return a border: at least three corners, and back to the first."""
    ring = tuple(parse_position(position) for position in list_in(value))
    if len(ring) < LEAST_POSITIONS or ring[0] != ring[-1]:
        raise UnfitArea("En gräns ska ha minst tre hörn och sluta där den börjar.")
    return ring


def parse_position(value: Any) -> Position:
    """Return degrees east and north; a height may follow, and is left out."""
    match value:
        case [int() | float() as east, int() | float() as north, *_]:
            if fits(east, LONGITUDES) and fits(north, LATITUDES):
                return (float(east), float(north))
            refuse_position(value)
    refuse_position(value)


def fits(degrees: float, limit: int) -> bool:
    """Say whether it is a number of degrees; `NaN`, `Infinity` and true are none."""
    return not isinstance(degrees, bool) and abs(degrees) <= limit


def refuse_position(value: Any) -> NoReturn:
    """Say what a position is."""
    wanted = "Skriv longitud och latitud i grader (WGS 84), till exempel [15.79, 60.0]."
    raise UnfitArea(f"{quote(json.dumps(value))} är ingen punkt på kartan. {wanted}")
