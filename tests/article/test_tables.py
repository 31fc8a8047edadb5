"""On a phone every cell of a table has its column's name, and few months of the board their own width."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.analysis import Amount
from generator.article.blocks import HEADED
from generator.article.board import FULL, STEP, draw_months
from generator.article.html import render_block
from generator.article.values import Held, Month, Number, Row, Table, line
from tests.site.reading import read_html

STYLES = Path(__file__).resolve().parents[2] / "generator" / "assets" / "lagesbild.css"
WIDE = HEADED + 2


def test_the_style_sheet_names_the_first_columns_and_each_further_cell_itself() -> None:
    heads = tuple(f"Kolumn {place}" for place in range(1, WIDE + 1))
    row = Row(tuple(line(f"värde {place}") for place in range(1, WIDE + 1)))
    table = Table("Många kolumner", heads, (row,))
    page = read_html(render_block(table, lambda ref: ref.id, lambda address: address))
    (style,) = (found.attributes["style"] for found in page.find("table"))
    named = {int(place): words for place, words in re.findall(r"--(\d+):'([^']+)'", style)}
    plain = {place: re.sub(r"\\00[0-9a-f]{4}", " ", words) for place, words in named.items()}
    written = dict(
        re.findall(
            r"td:nth-child\((\d+)\) \{ --head: var\(--(\d+)\); \}", STYLES.read_text("utf-8")
        )
    )
    assert written == {str(place): str(place) for place in plain}
    for place, cell in enumerate(page.find("td"), 2):
        own = cell.attributes.get("data-label")
        assert (plain.get(place) or own, own is None) == (heads[place - 1], place <= HEADED), place


def test_an_empty_cell_has_no_name() -> None:
    heads = tuple(f"Kolumn {place}" for place in range(1, WIDE + 1))
    table = Table("Tomt", heads, (Row((line("rad"), *(() for _ in heads[1:]))),))
    page = read_html(render_block(table, lambda ref: ref.id, lambda address: address))
    assert [cell.attributes.get("data-label") for cell in page.find("td")] == [None] * (WIDE - 1)


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        (("poster/maj/plats:a", "poster/juni/plats:a"), "poster/*/plats:a"),
        (("poster/maj/plats:a", "poster/maj/plats:b"), "poster/maj/plats:*"),
        (("poster/maj", "poster/maj/maj"), "poster/maj*"),
        (("poster/maj", "händelser/juni"), None),
        (("poster/maj/*", "poster/juni/*"), None),
        (("poster/maj",), None),
    ],
)
def test_a_row_tells_once_what_its_keys_share(keys: tuple[str, ...], told: str | None) -> None:
    cells = tuple((Number(key, Amount(1), "poster"),) for key in keys)
    table = Table("Tal", ("Månad", *keys), (Row((line("rad"), *cells)),))
    page = read_html(render_block(table, lambda ref: ref.id, lambda address: address))
    (*_, row) = page.find("tr")
    assert row.attributes.get("data-keys") == told
    assert tuple(key for key, _ in row.keyed()) == keys


@pytest.mark.parametrize("number", [1, FULL - 1, FULL])
def test_the_columns_of_a_board_are_as_wide_however_few_they_are(number: int) -> None:
    """On paper they stand first on a whole row's sheet: a picture is as wide as its column there."""
    counted = Number("händelser/2026-12", Amount(1), "händelser")
    months = [Month("dec 2026", counted, Held.WHOLE)] * number
    sheet, tight = draw_months(months, 1), draw_months(months, 1, is_tight=True)
    assert f'viewBox="0 0 {STEP * FULL} ' in sheet
    assert " width=" not in sheet
    assert f'viewBox="0 0 {STEP * number} ' in tight
    assert (f' width="{STEP * number}"' in tight) == (number < FULL)
