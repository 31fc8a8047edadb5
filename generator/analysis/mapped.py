"""Händelser by the areas of the map: each plats counts in its own area, or in that of its whole."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from generator.analysis.amounts import NO_MATERIAL, NO_MEETING, Amount
from generator.analysis.counts import WITHOUT, Frame, count_by, figures_of, name_missing
from generator.records import AreaMap, Mall, MapArea, Place, Report


@dataclass(frozen=True, slots=True)
class Mapped:
    """An area, its händelser, and the platser that count in it; without any, nothing is known."""

    area: MapArea
    events: Amount
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class MapCount:
    """Every area, and the händelser of platser that lie in none; None is those without plats."""

    areas: tuple[Mapped, ...]
    outside: tuple[tuple[Place | None, int], ...]


def count_map(mall: Mall, areas: AreaMap, entries: Frame, reports: Collection[Report]) -> MapCount:
    """Count the händelser of reports by area."""
    homes = {place.slug: find_home(mall, areas, place) for place in mall.places}
    held = [report.id for report in reports if report.meetings]
    inside = name_missing(entries[entries["report"].isin(held)], "place")
    events = figures_of(count_by(inside, "place", [*homes, WITHOUT]), "events")
    counted = tuple(
        count_area(area, [p for p in mall.places if homes[p.slug] is area], events, bool(held))
        for area in areas.areas
    )
    strays = (*(place for place in mall.places if homes[place.slug] is None), None)
    outside = ((place, events[place.slug if place else WITHOUT] or 0) for place in strays)
    return MapCount(counted, tuple(pair for pair in outside if pair[1]))


def find_home(mall: Mall, areas: AreaMap, place: Place | None) -> MapArea | None:
    """Return the area of a plats, or of the nearest whole that has one."""
    while place is not None:
        if found := areas.find(place):
            return found
        place = mall.whole_of(place)
    return None


def count_area(
    area: MapArea, places: Collection[Place], events: Mapping[str, int | None], held: bool
) -> Mapped:
    """Add up an area's platser; where the mall has none, nobody can have told of it."""
    if not places or not held:
        return Mapped(area, Amount(None, NO_MEETING if places else NO_MATERIAL), tuple(places))
    return Mapped(area, Amount(sum(events[place.slug] or 0 for place in places)), tuple(places))
