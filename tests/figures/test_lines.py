"""A line stands where its numbers say, breaks where one is missing, and says what is not sure."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.analysis import NO_MATERIAL, NO_MEETING, Amount
from generator.figures import Dot, LineKey, Lines, share_key
from generator.figures.letters import width_of
from generator.figures.lines import APART, ASIDE, GAP, lay_out_key, spread
from tests.figures.drawn import all_words, find_shapes, find_words

MISSING = Amount(None, NO_MATERIAL)
known = st.one_of(st.integers(0, 200_000), st.decimals(0, 200, places=2)).map(Amount)
amounts = st.one_of(
    known, st.sampled_from((NO_MATERIAL, NO_MEETING)).map(lambda reason: Amount(None, reason))
)
dots = st.builds(
    Dot,
    st.just("nov 2026"),
    amounts,
    st.just("nov 2025"),
    amounts,
    st.lists(known, max_size=2).map(tuple),
    st.booleans(),
)


def close(found: float, wanted: float) -> bool:
    """Say whether two places are the same pixel; an SVG's numbers have two decimals."""
    return abs(found - wanted) < 0.05


def find_runs(values: list[Amount]) -> dict[int, int]:
    """Return the first and the last of every unbroken run of two numbers or more."""
    runs: dict[int, int] = {}
    first = 0
    for number, amount in enumerate([*values, MISSING]):
        if amount.missing:
            if number - first > 1:
                runs[first] = number - 1
            first = number + 1
    return runs


def paint_of(svg: str, mark: str) -> str:
    """Return the classes a marked shape is painted with."""
    (tag,) = re.findall(rf'<path [^>]*data-mark="{mark}"[^>]*>', svg)
    return str(re.findall(r'class="([^"]*)"', tag)[0])


@settings(max_examples=30)
@given(st.lists(dots, min_size=1, max_size=13), st.sampled_from((300, 350)))
def test_dots_and_lines_stand_where_their_numbers_say(rows: list[Dot], width: int) -> None:
    picture = Lines(tuple(rows), "Skadegörelse", width)
    shapes = find_shapes(svg := picture.draw())
    unit = picture.base - picture.height_of(Amount(1))
    for number, dot in enumerate(rows):
        for name, amount in (("now", dot.amount), ("before", dot.before)):
            shape = shapes.get(f"{name}:{number}")
            assert (shape is None) == bool(amount.missing)
            if shape:
                assert close(shape.centre[0], picture.across(number))
                assert close(picture.base - shape.centre[1], float(amount.known) * unit)
        for index, amount in enumerate(dot.replaced):
            ring = shapes[f"replaced-{index}:{number}"]
            assert close(ring.centre[0], picture.across(number) - ASIDE)
            assert close(picture.base - ring.centre[1], float(amount.known) * unit)
        if not dot.amount.missing:
            hollow = "lb-fill-paper" in paint_of(svg, f"now:{number}")
            assert hollow == dot.preliminary
    for name, values in (
        ("now", [dot.amount for dot in rows]),
        ("before", [dot.before for dot in rows]),
    ):
        drawn = {mark for mark in shapes if mark.startswith(f"{name}-line:")}
        runs = find_runs(values)
        assert drawn == {f"{name}-line:{first}" for first in runs}
        for first, last in runs.items():
            line = shapes[f"{name}-line:{first}"]
            assert close(line.left, picture.across(first))
            assert close(line.right, picture.across(last))


@settings(max_examples=30)
@given(st.lists(dots, min_size=1, max_size=13), st.sampled_from((300, 350)))
def test_nothing_reaches_outside_the_picture(rows: list[Dot], width: int) -> None:
    picture = Lines(tuple(rows), "", width)
    assert picture.across(0) < width / 2 or len(rows) == 1
    assert picture.across(len(rows) - 1) <= picture.right <= width
    for end in picture.ends:
        assert picture.right + GAP / 2 + width_of(str(end.amount), 12, bold=end.is_now) <= width
    for row in picture.key:
        assert sum(item.width for item in row) <= width


def test_a_missing_number_is_a_sign_and_no_zero() -> None:
    svg = Lines((Dot("okt 2026", Amount(0)), Dot("nov 2026", MISSING))).draw()
    assert "now:0" in find_shapes(svg)
    assert "now:1" not in find_shapes(svg)
    assert all_words(svg).count("?") == 2  # in the picture and in its key
    assert NO_MATERIAL in all_words(svg)


def test_the_key_explains_only_what_is_there() -> None:
    sure = Lines((Dot("okt 2026", Amount(3)),))
    assert sure.key == []
    unsure = Dot("nov 2026", Amount(4), "nov 2025", Amount(2), (Amount(5),), preliminary=True)
    words = all_words(Lines((unsure,)).draw())
    for said in ("preliminärt", "ett år tidigare", "före ändring"):
        assert words.count(said) == 1


def test_panels_share_one_key_that_explains_all_their_signs() -> None:
    sure = Dot("nov 2026", Amount(3), "nov 2025", Amount(2))
    unsure = Dot("nov 2026", Amount(4), replaced=(Amount(5),), preliminary=True)
    idle = Dot("dec 2026", Amount(None, NO_MEETING))
    panels = [Lines((dot, idle), name) for name, dot in (("Rån", sure), ("Stöld", unsure))]
    key, *bare = share_key(panels)
    assert isinstance(key, LineKey)
    assert [panel.key for panel in bare if isinstance(panel, Lines)] == [[], []]
    words = [word for picture in (key, *bare) for word in all_words(picture.draw())]
    for said in ("preliminärt", "ett år tidigare", "före ändring", NO_MEETING):
        assert words.count(said) == 1
        assert said in all_words(key.draw())


def test_a_single_panel_keeps_its_key_and_what_needs_none_has_none() -> None:
    panel = Lines((Dot("nov 2026", Amount(4), preliminary=True),))
    assert share_key([panel]) == (panel,)
    plain = [Lines((Dot("nov 2026", Amount(4)),), name) for name in ("Rån", "Stöld")]
    assert not [picture for picture in share_key(plain) if isinstance(picture, LineKey)]


@settings(max_examples=30)
@given(st.lists(dots, min_size=2, max_size=13))
def test_a_shared_key_fits_within_its_picture(rows: list[Dot]) -> None:
    for picture in share_key([Lines((dot,), "Rån", 264) for dot in rows]):
        if isinstance(picture, LineKey):
            lines = lay_out_key(picture.items, picture.width)
            assert all(sum(item.width for item in line) <= picture.width for line in lines)
            drawn = [word for word in all_words(picture.draw()) if len(word) > 1]
            assert drawn == [item.words for line in lines for item in line]


def test_each_line_is_named_by_its_last_known_number() -> None:
    rows = (
        Dot("sep 2026", Amount(Decimal("8.9")), "sep 2025", Amount(7)),
        Dot("okt 2026", MISSING, "okt 2025", Amount(6)),
        Dot("nov 2026", MISSING, "nov 2025", MISSING),
    )
    svg = Lines(rows).draw()
    assert find_words(svg)["end-now"] == "8,9"
    assert find_words(svg)["end-before"] == "6"
    assert {"sep 2026", "okt 2025"} <= set(all_words(svg))


@pytest.mark.parametrize(
    ("heights", "placed"),
    [([], []), ([50], [50]), ([150], [100]), ([20, 80], [20, 80]), ([50, 52], [34.5, 67.5])],
)
def test_labels_that_would_meet_are_moved_apart(heights: list[float], placed: list[float]) -> None:
    assert spread(heights, 10, 100) == placed


def test_labels_at_the_bottom_stay_above_the_base() -> None:
    upper, lower = spread([99, 100], 10, 100)
    assert lower == 100
    assert lower - upper >= APART


def test_labels_at_the_top_stay_below_the_title() -> None:
    upper, lower = spread([10, 11], 10, 100)
    assert upper == 10
    assert lower - upper >= APART


def test_a_common_scale_makes_panels_comparable() -> None:
    low = Lines((Dot("2026", Amount(5)),), reach=10)
    high = Lines((Dot("2026", Amount(10)),), reach=10)
    base = low.base
    assert base - low.height_of(Amount(5)) == (base - high.height_of(Amount(10))) / 2
