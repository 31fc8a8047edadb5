"""The time line keeps the order of days and their distances, and tells a plan by sign and word."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.analysis import Amount
from generator.figures import Moment, Sign, Timeline
from generator.figures.timeline import next_month, spread
from generator.swedish import say_short_day
from tests.figures.drawn import all_words, find_lines, find_shapes, find_words, unbroken

DECIDED = date(2026, 12, 15)
COLUMN = "Dagar från beslutet"


def moment(days: int, words: str, sign: Sign = Sign.HAPPENED) -> Moment:
    return Moment(DECIDED + timedelta(days), words, Amount(days), sign)


moments = st.lists(
    st.builds(
        moment,
        st.integers(-700, 700),
        st.text("abc åäö<&", min_size=1, max_size=60).filter(str.strip),
        st.sampled_from([*Sign]),
    ),
    min_size=2,
    max_size=20,
).map(lambda rows: tuple(sorted(rows, key=lambda row: row.day)))


@settings(deadline=None, max_examples=30)
@given(moments)
def test_every_row_and_number_is_told_beside_its_day(rows: tuple[Moment, ...]) -> None:
    svg = Timeline(rows, COLUMN).draw()
    shapes, words, lines = find_shapes(svg), find_words(svg), find_lines(svg)
    for number, row in enumerate(rows):
        assert words[f"distance:{number}"] == str(row.distance)
        assert unbroken(lines[f"words:{number}"]) == unbroken(row.words)
        assert (f"sign:{number}" in shapes) == (row.sign in (Sign.HAPPENED, Sign.PLANNED))
        assert (words.get(f"sign:{number}") == "!") == (row.sign is Sign.LATE)
    told = all_words(svg)
    assert COLUMN in told
    assert all(say_short_day(row.day) in told for row in rows)
    keys = {row.sign.value for row in rows if row.sign is not Sign.NOW}
    assert {sign.value for sign in Sign if sign.value in told} >= keys


@settings(deadline=None, max_examples=30)
@given(moments)
def test_the_axis_is_true_to_time(rows: tuple[Moment, ...]) -> None:
    shapes = find_shapes(Timeline(rows, COLUMN).draw())
    centres = [shapes[f"day:{number}"].centre[1] for number in range(len(rows))]
    span = (rows[-1].day - rows[0].day).days
    for number, row in enumerate(rows):
        share = (row.day - rows[0].day).days / max(span, 1)
        wanted = centres[0] + share * (centres[-1] - centres[0])
        assert centres[number] == pytest.approx(wanted, abs=0.05)


@given(st.lists(st.tuples(st.floats(0, 500), st.floats(10, 40)), min_size=1, max_size=20))
def test_rows_never_overlap_and_stay_where_there_is_room(rows: list[tuple[float, float]]) -> None:
    wanted, heights = sorted(top for top, _ in rows), [height for _, height in rows]
    tops = spread(wanted, heights)
    assert len(tops) == len(rows)
    assert all(
        below >= above + height - 1e-6
        for (above, below), height in zip(pairwise(tops), heights, strict=False)
    )
    assert tops[0] >= wanted[0] - 1e-6
    if all(b - a >= h for (a, b), h in zip(pairwise(wanted), heights, strict=False)):
        assert tops == wanted


@pytest.mark.parametrize(("days", "step"), [(40, 1), (90, 1), (400, 6), (1500, 12)])
def test_months_are_named_as_there_is_room_for(days: int, step: int) -> None:
    line = Timeline((moment(0, "Beslut"), moment(1, "Rapport"), moment(days, "Slut")), COLUMN)
    ticks = list(line.find_ticks())
    assert all(day.day == 1 and (day.month - 1) % step == 0 for day in ticks)
    assert {day.month - 1 for day in ticks} <= {*range(0, 12, step)}
    assert ticks[0] == date(2027, 1, 1)
    downs = [line.down(day) for day in ticks]
    assert all(below - above > 15 for above, below in pairwise(downs))


def test_the_year_ends_in_december() -> None:
    assert next_month(date(2026, 12, 31)) == date(2027, 1, 1)
    assert next_month(date(2026, 1, 31)) == date(2026, 2, 1)


def test_a_plan_is_an_empty_square_and_what_is_late_a_word_in_bold() -> None:
    rows = (
        moment(0, "Beslutet"),
        moment(40, "Uppdrag 1 skulle ha redovisats", Sign.LATE),
        moment(50, "Läget per denna dag", Sign.NOW),
        moment(72, "Uppdrag 2 ska redovisas", Sign.PLANNED),
    )
    svg = Timeline(rows, COLUMN).draw()
    assert 'class="lb-fill-paper lb-stroke-ink" data-mark="sign:3"' in svg
    assert 'class="lb-fill-ink" data-mark="sign:0"' in svg
    assert 'class="lb-fill-signal lb-bold" data-mark="sign:1"' in svg
    assert {"har hänt", "planerat", "försenat"} <= set(all_words(svg))
