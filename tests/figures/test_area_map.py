"""The map: every area drawn, its number and name within its borders or beside the map."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from generator.analysis import NO_MATERIAL, Amount
from generator.figures import Land, ShadedMap, class_of, find_classes
from generator.figures.area_map import edges_of, find_room, holds, is_clear, project
from generator.figures.canvas import SMALL, WIDTH
from generator.figures.letters import width_of
from generator.records import MapSettings, read_map
from tests.figures.drawn import POINT, all_words, find_shapes, find_words

Ring = tuple[tuple[float, float], ...]
NONE = Amount(None, NO_MATERIAL)


def square(x: float, y: float, side: float) -> Ring:
    return ((x, y), (x + side, y), (x + side, y + side), (x, y + side), (x, y))


def land(name: str, amount: Amount, *rings: Ring) -> Land:
    return Land(name, amount, (rings,))


@pytest.mark.parametrize(
    ("top", "words"),
    [
        (0, ("inga", "1–2", "3–5", "6 eller fler")),
        (23, ("inga", "1–2", "3–5", "6 eller fler")),
        (24, ("inga", "1–5", "6–14", "15 eller fler")),
        (60, ("inga", "1–14", "15–49", "50 eller fler")),
        (10_000, ("inga", "1–49", "50–149", "150 eller fler")),
    ],
)
def test_classes_follow_the_greatest_number(top: int, words: tuple[str, ...]) -> None:
    classes = find_classes([Amount(top), NONE, Amount(0)])
    assert tuple(shade.words for shade in classes) == words
    assert class_of(NONE, classes) is None
    for shade, following in pairwise(classes):
        assert class_of(Amount(following.least - 1), classes) == shade
        assert class_of(Amount(following.least), classes) == following


def test_every_area_has_its_shade_name_and_number() -> None:
    lands = (
        land("Norr", Amount(7), square(15, 60, 1)),
        land("Söder", Amount(0), square(15, 59, 1)),
        land("Öster", NONE, square(16, 60, 1)),
    )
    svg = ShadedMap(lands, "Händelser").draw()
    words = find_words(svg)
    assert [words[f"number:{index}"] for index in range(3)] == ["7", "0", "?"]
    assert {"Norr", "Söder", "Öster", "? inget underlag", "Händelser"} <= {*all_words(svg)}
    shapes = find_shapes(svg)
    assert shapes["land:0"].bottom == pytest.approx(shapes["land:1"].top, abs=0.5)
    assert shapes["land:0"].right == pytest.approx(shapes["land:2"].left, abs=0.5)
    # A degree east is half as long as a degree north at 60 degrees, or nearly so.
    assert shapes["land:0"].width / shapes["land:0"].height == pytest.approx(0.5, abs=0.02)


def test_a_small_area_is_named_beside_the_map() -> None:
    lands = (
        land("Landsbygden runt omkring", Amount(1), square(15, 59, 2)),
        land("Centrum", Amount(30), square(15.1, 60.8, 0.05)),
    )
    svg = ShadedMap(lands, "Händelser").draw()
    shapes = find_shapes(svg)
    assert shapes["land:0"].right < WIDTH - 110
    assert find_words(svg)["number:1"] == "30"
    # The small one is drawn over the large one.
    assert svg.index('data-mark="land:0"') < svg.index('data-mark="land:1"')


def test_a_hole_goes_the_other_way_round() -> None:
    def area(ring: list[tuple[float, float]]) -> float:
        return sum(a * d - b * c for (a, b), (c, d) in pairwise([*ring, ring[0]]))

    svg = ShadedMap(
        (land("Ring", Amount(1), square(15, 59, 2), square(15.5, 59.5, 1)),), "Händelser"
    ).draw()
    drawn = svg.partition('data-mark="land:0"')[0].rpartition(' d="')[2].partition('"')[0]
    outer, hole = (
        [(float(x), float(y)) for x, y in POINT.findall(part)] for part in drawn.split("M")[1:]
    )
    assert area(outer) * area(hole) < 0


def test_a_label_stands_clear_of_the_borders() -> None:
    bent: Ring = ((0, 0), (100, 0), (100, 100), (60, 100), (60, 40), (0, 40), (0, 0))
    centre, fits = find_room([bent], 36, 30)
    assert fits
    assert holds(edges_of(bent), as_points(centre)).all()
    assert is_clear(edges_of(bent), as_points(centre)[0], 36, 30)
    assert not find_room([bent], 90, 60)[1]
    assert not is_clear(edges_of(bent), as_points((60, 60))[0], 10, 10)


def test_a_surface_without_width_is_still_drawn() -> None:
    flat: Ring = ((15, 60), (15, 60), (15, 60), (15, 60))
    svg = ShadedMap((land("Punkt", Amount(1), flat),), "Händelser").draw()
    assert find_words(svg)["number:0"] == "1"
    assert project([flat], (0, 0), 10, 10).place(flat)


def test_the_real_areas_of_fagersta_are_all_named(real_data: Path) -> None:
    settings = MapSettings.model_construct(
        file="geo/regso_fagersta.geojson", key="regso", name_key="", source="SCB"
    )
    areas = read_map(real_data, settings).areas
    lands = tuple(Land(a.name, Amount(n), a.polygons) for n, a in enumerate(areas))
    svg = ShadedMap(lands, "Händelser").draw()
    shown = " ".join(all_words(svg)).replace("- ", "-")
    assert all(area.name in shown for area in areas)
    assert len(find_shapes(svg)) >= 5
    assert len(svg) < 40_000
    assert all(width_of(word, SMALL) < WIDTH for word in all_words(svg))


def as_points(place: tuple[float, float]):  # type: ignore[no-untyped-def]
    import numpy as np

    return np.array([place])
