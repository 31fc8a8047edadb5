"""Händelser by the map's areas: rolled up, each once, and what lies outside is told."""

from __future__ import annotations

from pathlib import Path

from generator.analysis import NO_MATERIAL, NO_MEETING, Amount, count_map
from generator.analysis.chain import Chain
from generator.analysis.counts import count_entries
from generator.records import AreaMap, MapArea
from tests.fixed import read_once

ROOT = Path(__file__).resolve().parents[2]


def area(name: str) -> MapArea:
    return MapArea(name, name, ())


def test_every_händelse_is_in_one_area_or_outside() -> None:
    archive = read_once(ROOT)
    assert archive.map
    entries = count_entries(Chain(archive))
    reports = archive.reports[-12:]
    count = count_map(archive.mall, archive.map, entries, reports)
    inside = entries[entries["report"].isin([report.id for report in reports])]
    known = sum(int(row.events.known) for row in count.areas)
    assert known + sum(number for _, number in count.outside) == inside["events"].sum()
    names = {row.area.name: {place.name for place in row.places} for row in count.areas}
    assert {"Fagersta centrum", "Järntorget", "Risbroskolan"} <= names["Fagersta centrum"]
    assert {"Hedkärra", "Västanfors", "Alfaskolan"} <= names["Västanfors och Hedkärra"]
    assert [place.name for place, _ in count.outside if place] == ["Hela kommunen", "Ängelsberg"]


def test_a_part_with_an_area_of_its_own_is_not_counted_in_its_wholes() -> None:
    archive = read_once(ROOT)
    entries = count_entries(Chain(archive))
    areas = AreaMap((area("Fagersta centrum"), area("Järntorget")))
    centre, square = count_map(archive.mall, areas, entries, archive.reports).areas
    assert [place.name for place in square.places] == ["Järntorget"]
    assert "Järntorget" not in [place.name for place in centre.places]
    own = entries[entries["place"] == "jarntorget"]
    assert square.events.known == own[own["report"].notna()]["events"].sum()


def test_missing_is_never_zero() -> None:
    archive = read_once(ROOT)
    entries = count_entries(Chain(archive))
    areas = AreaMap((area("Meling"), area("Ingenstans")))
    without_place = count_map(archive.mall, areas, entries, archive.reports).areas[1]
    assert without_place.events == Amount(None, NO_MATERIAL)
    idle = [report for report in archive.reports if not report.meetings]
    assert idle
    assert count_map(archive.mall, areas, entries, idle).areas[0].events == Amount(None, NO_MEETING)
