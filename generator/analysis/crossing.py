"""Händelser by the areas of the map, and by the days of the week, as far as anybody has told.

Each plats counts in its own area of the map, or in that of its whole.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from generator.analysis.chain import gather
from generator.analysis.counts import (
    NO_MATERIAL,
    NO_MEETING,
    WITHOUT,
    Amount,
    Frame,
    count_by,
    figures_of,
    name_missing,
    say_time,
)
from generator.records import Archive, AreaMap, Entry, Mall, MapArea, Place, Report, once
from generator.swedish import WEEKDAYS


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


def count_map(
    mall: Mall,
    areas: AreaMap,
    entries: Frame,
    reports: Collection[Report],
    silent: Collection[str] = (),
) -> MapCount:
    """Count the händelser of reports by area; nothing is known of a `silent` one."""
    homes = {place.slug: find_home(mall, areas, place) for place in mall.places}
    held = [report.id for report in reports if report.meetings]
    inside = name_missing(entries[entries["report"].isin(held)], "place")
    events = figures_of(count_by(inside, "place", [*homes, WITHOUT]), "events")
    told = [report for report in held if report not in silent]
    missing = "" if told else NO_MATERIAL if held else NO_MEETING
    counted = tuple(
        count_area(area, [p for p in mall.places if homes[p.slug] is area], events, missing)
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
    area: MapArea, places: Collection[Place], events: Mapping[str, int | None], missing: str
) -> Mapped:
    """Add up an area's platser, unless all is `missing`; where the mall has none, so is the number."""
    if not places or missing:
        return Mapped(area, Amount(None, missing if places else NO_MATERIAL), tuple(places))
    return Mapped(area, Amount(sum(events[place.slug] or 0 for place in places)), tuple(places))


SEVERAL_DAYS = "flera dagar"
# Fewer poster than these behind a day tell more of who wrote than of the day.
LEAST_POSTS = 5


@dataclass(frozen=True, slots=True)
class Crossing:
    """What was told of each pair of values; a pair that nothing was told of is not among `sums`."""

    sums: Mapping[tuple[str, str], int]

    def at(self, row: str, column: str) -> int:
        """Return the sum of a pair, 0 where nothing was told of it."""
        return self.sums.get((row, column), 0)

    def across(self, row: str) -> int:
        """Return the sum of a row."""
        return sum(number for (its_row, _), number in self.sums.items() if its_row == row)

    @property
    def total(self) -> int:
        """The sum of all pairs."""
        return sum(self.sums.values())


@dataclass(frozen=True, slots=True)
class Weekdays:
    """Händelser by day of the week and time of day, and how many poster stand behind each day."""

    counts: Crossing
    posts: Mapping[str, int]

    @property
    def events(self) -> dict[str, int]:
        """The händelser of each day that is known."""
        return {day: self.counts.across(day) for day in WEEKDAYS}

    @property
    def known(self) -> int:
        """How many händelser have a known day."""
        return sum(self.events.values())

    @property
    def leading(self) -> list[str]:
        """The days with most händelser."""
        top = max(self.events.values())
        return [day for day, number in self.events.items() if number == top > 0]

    @property
    def is_half_known(self) -> bool:
        """Whether at least half of the händelser have a known day."""
        return 2 * self.known >= self.counts.total

    @property
    def is_enough(self) -> bool:
        """Whether there are poster enough behind the days with most händelser."""
        return bool(self.leading) and all(self.posts[day] >= LEAST_POSTS for day in self.leading)


def count_weekdays(archive: Archive, entries: Frame, reports: Collection[str]) -> Weekdays:
    """Count the händelser of some reports, by their ids; `entries` is the base table."""
    sums: Counter[tuple[str, str]] = Counter()
    posts: Counter[str] = Counter()
    told = find_told_days(archive, entries)
    for days, time, number in (row for report in reports for row in told.get(report, ())):
        for day in days or (SEVERAL_DAYS,):
            sums[day, time] += number // max(len(days), 1)
        posts.update(set(days))
    return Weekdays(Crossing(dict(sums)), posts)


@once
def find_told_days(
    archive: Archive, entries: Frame
) -> dict[str, list[tuple[tuple[str, ...], str, int]]]:
    """Return the weekdays, the time and the händelser of each post that has any, by report."""
    told = entries[entries["report"].notna() & (entries["events"] > 0)]
    found = []
    for report, key, number in zip(told["report"], told["entry"], told["events"], strict=True):
        entry = archive.entry[key]
        days = tuple(WEEKDAYS[day.weekday()] for day in find_days(entry))
        found.append((report, (days, say_time(entry), int(number))))
    return gather(found)


def find_days(entry: Entry) -> list[date]:
    """Return the days of an entry's händelser: one for all of them, or one each; none if not known.

    A night belongs to the day it begins, also where its morning is told as the last day. Over
    several days or nights only as many händelser can be told apart.
    """
    if entry.start is None or entry.last_day is None:
        return []
    length = (entry.last_day - entry.start).days + 1
    nights = length - 1 if entry.time and entry.time.is_night else 0
    if 1 in (length, nights):
        return [entry.start]
    spread = next((number for number in (length, nights) if number == entry.counted_events), 0)
    return [entry.start + timedelta(days=step) for step in range(spread)]
