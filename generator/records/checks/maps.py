"""Rules between the mall and the map it names."""

from __future__ import annotations

from collections.abc import Iterator

from generator.problems import Problem, quote, suggest
from generator.records.checks.saying import fault
from generator.records.files.source import Source
from generator.records.mall.mall import Mall
from generator.records.mall.maps import AreaMap


def map_is_there(mall: Mall, areas: AreaMap | None, source: Source) -> Iterator[Problem]:
    """The map that the mall names is in the archive."""
    if mall.map and areas is None:
        text = f"{quote(mall.map.file)} finns inte. Lägg in kartan, eller ta bort karta ur mallen."
        yield fault(source.origin("karta", "fil"), "karta.fil", text)


def map_areas_exist(mall: Mall, areas: AreaMap | None, source: Source) -> Iterator[Problem]:
    """The kartområde of a plats is an area of the map."""
    if mall.map and areas is None:
        return
    known = [word for area in areas.areas for word in (area.key, area.name)] if areas else []
    for index, place in enumerate(mall.places):
        if place.map_area is None or (areas and areas.find(place)):
            continue
        keys = ("platser", index, "kartområde")
        nearest = suggest(place.map_area, known)
        text = f"{quote(place.map_area)} finns inte på kartan. {nearest}".strip()
        if areas is None:
            text = 'Mallen har ingen karta. Ta bort raden, eller skriv "karta:" med fil, nyckel och källa.'
        paste = source.suggested_line(keys, nearest)
        yield fault(source.origin(*keys), "platser.kartområde", text, paste)


RULES = (map_is_there, map_areas_exist)
