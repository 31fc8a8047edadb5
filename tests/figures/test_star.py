"""The star has the mall's points, three fields in each, one base, and every number of its table."""

from __future__ import annotations

from math import dist, tau

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.analysis import NO_MATERIAL, Amount
from generator.figures import Part, Star
from generator.figures.star import CROWDED, RADIUS
from tests.figures.drawn import all_words, find_shapes, find_words, unbroken

FIELDS = tuple(Part(name, Amount(n), "åtgärder") for n, name in enumerate(("alla", "några", "få")))
names = st.text("abc åäö<&$", min_size=1, max_size=24).filter(str.strip)
parts = st.builds(Part, names, st.integers(0, 9999).map(Amount), st.just("poster"))


@settings(deadline=None, max_examples=25)
@given(st.lists(parts, min_size=3, max_size=9), st.booleans())
def test_every_point_has_its_fields_and_every_number_is_told(
    points: list[Part], with_fields: bool
) -> None:
    svg = Star(tuple(points), FIELDS if with_fields else ()).draw()
    shapes, words = find_shapes(svg), find_words(svg)
    assert {mark for mark in shapes if mark != "base"} == {
        f"{field}:{number}" for field in ("middle", "tip") for number in range(len(points))
    }
    assert "base" in shapes
    told = {f"point:{number}": part.words for number, part in enumerate(points)}
    if with_fields:
        told |= {f"field:{number}": part.words for number, part in enumerate(FIELDS)}
    assert words == told
    shown = unbroken(" ".join(all_words(svg)))
    for part in points:
        assert unbroken(part.name) in shown


@pytest.mark.parametrize("many", range(3, 10))
def test_points_stand_evenly_around_the_heart(many: int) -> None:
    star = Star(tuple(Part("Brott", Amount(1), "post") for _ in range(many)))
    tips = [star.cut(number, 1)[0] for number in range(many)]
    assert all(dist(tip, star.centre) == pytest.approx(RADIUS) for tip in tips)
    assert tips[0] == pytest.approx((star.centre[0], star.centre[1] - RADIUS))
    sides = [dist(tip, other) for tip, other in zip(tips, tips[1:] + tips[:1], strict=True)]
    assert sides == pytest.approx([sides[0]] * many)
    assert sides[0] < RADIUS * tau / many
    # The fields of a point meet, and the base reaches all around.
    for number in range(many):
        assert set(star.cut(number, 0.26)) <= set(star.outline_base())


def test_words_stay_within_the_sheet_and_below_each_other() -> None:
    tips = ("Brott", "Utanförskap", "Hedersförtryck", "ANDTS", "Psykisk ohälsa")
    star = Star(tuple(Part(name, Amount(120), "poster") for name in tips), FIELDS)
    for number in range(len(tips)):
        places = [place for place, _ in star.lay_name(number)]
        assert all(0 <= x <= 360 and 0 < y < star.height for x, y in places)
        assert [y for _, y in places] == sorted(y for _, y in places)


def test_where_it_is_crowded_a_key_names_the_fields_by_their_place() -> None:
    points = tuple(Part(f"Spets {n}", Amount(n), "poster") for n in range(CROWDED + 1))
    words = all_words(Star(points, FIELDS).draw())
    assert {"alla", "mitten: några", "ytterst: få"} <= set(words)


def test_a_missing_number_is_told_in_words() -> None:
    points = (*(Part("Brott", Amount(1), "post"),) * 2, Part("Våld", Amount(None, NO_MATERIAL), ""))
    assert find_words(Star(points).draw())["point:2"] == NO_MATERIAL


@pytest.mark.parametrize(("points", "fields"), [(2, 0), (5, 2), (5, 4)])
def test_what_is_no_star_is_refused(points: int, fields: int) -> None:
    part = Part("Brott", Amount(1), "post")
    with pytest.raises(ValueError, match="three"):
        Star((part,) * points, (part,) * fields)
