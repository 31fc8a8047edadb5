"""Columns up and down to one scale, and shades that follow the numbers."""

from __future__ import annotations

import pytest

from generator.analysis import NO_MEETING, Amount
from generator.figures import Cell, Flow, Flows, Grid, Row, find_shades
from tests.figures.drawn import all_words, find_shapes, find_words

NAMES = ("Nya", "Avslutade", "Försenade")


def test_columns_stand_on_one_line_and_have_one_scale() -> None:
    numbers = [(4, 1, 0), (0, 8, 2), (2, 0, 1)]
    flows = [Flow(Amount(a), Amount(b), Amount(c), "nov", "2026") for a, b, c in numbers]
    svg = Flows(NAMES, tuple(flows)).draw()
    shapes, words = find_shapes(svg), find_words(svg)
    base = shapes["came:0"].bottom
    pixel = shapes["came:0"].height / 4
    for place, (came, went, late) in enumerate(numbers):
        for side, number in (("came", came), ("went", went)):
            assert words[f"n-{side}:{place}"] == str(number)
            assert (f"{side}:{place}" in shapes) == bool(number)
            if number:
                box = shapes[f"{side}:{place}"]
                assert box.height == pytest.approx(number * pixel, abs=0.05)
                assert (box.bottom if side == "came" else box.top) == pytest.approx(base, abs=0.05)
        assert words[f"late:{place}"] == str(late)


def test_a_month_without_a_meeting_has_a_sign_and_no_column() -> None:
    missing = Amount(None, NO_MEETING)
    known = Flow(Amount(1), Amount(1), Amount(1))
    svg = Flows(NAMES, (Flow(missing, missing, missing), known)).draw()
    assert [mark for mark in find_shapes(svg) if mark.endswith(":0")] == []
    assert find_words(svg)["n-came:0"] == find_words(svg)["late:0"] == "×"
    assert "× inget möte" in all_words(svg)


def grid(*numbers: int | None) -> Grid:
    cells = (Cell(Amount(n) if n is not None else Amount(None, NO_MEETING)) for n in numbers)
    return Grid("", ("",), tuple(Row("", (cell,)) for cell in cells))


@pytest.mark.parametrize(
    ("numbers", "shades", "legend"),
    [
        ((0, None), [0, None], []),
        ((0, 1), [0, 1], ["1"]),
        ((1, 2, 3), [1, 2, 3], ["1", "2", "3"]),
        ((6, 5, 3, 2, 0), [4, 3, 2, 1, 0], ["1–2", "3", "4–5", "6"]),
        ((9, 1, 4, 5, None), [4, 1, 2, 2, None], ["1–3", "4–5", "6–7", "8–9"]),
        ((2000,), [4], ["1–500", "501–1\u00a0000", "1\u00a0001–1\u00a0500", "1\u00a0501–2\u00a0000"]),
    ],
)  # fmt: skip
def test_shades(numbers: tuple[int | None, ...], shades: list[int], legend: list[str]) -> None:
    found = find_shades(grid(*numbers))
    assert [found.of(row.cells[0]) for row in grid(*numbers).rows] == shades
    assert [words for _, words in found.legend] == legend


def test_rows_apart_take_no_part_in_the_shades() -> None:
    assert [words for _, words in find_shades(grid(1, 2, 90), apart=1).legend] == ["1", "2"]
