"""Headings that say what was counted, and the numbers that would make them false."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from generator.analysis import Amount, Mapped, Posts
from generator.pages.area.charts import title_types
from generator.pages.decision.charts import title_causes
from generator.pages.place.charts import title_map
from generator.pages.star.build import title_star
from generator.records import MapArea
from generator.records.kinds.decision import Cause
from tests.places import load_cases

TABLE: dict[str, dict[str, Any]] = load_cases(Path(__file__).parent / "headings.yml")
CASES = [(sort, name) for sort, cases in TABLE.items() for name in cases]
Case = Mapping[str, Any]


def head_map(case: Case) -> str:
    """Return the heading of a map."""
    areas = [MapArea(name, name, ()) for name in case["numbers"]]
    numbers = map(Amount, case["numbers"].values())
    rows = [Mapped(area, number, ()) for area, number in zip(areas, numbers, strict=True)]
    return title_map(rows, case["outside"])


def head_star(case: Case) -> str:
    """Return the heading of the star, without åtgärder."""
    good = case.get("positive", {})
    told = ((name, Posts(number, good.get(name, 0))) for name, number in case["numbers"].items())
    return title_star(list(told), ())


def head_causes(case: Case) -> str:
    """Return the heading of a fishbone."""
    row = {"ben": "objekt eller plats", "slag": "direkt", "orsak": "Mörkt"}
    answers = ["ja" if n < case["breaks"] else "nej" for n in range(case["numbers"]["orsaker"])]
    return title_causes([Cause.model_validate({**row, "brytpunkt": one}) for one in answers])


HEADINGS: dict[str, Callable[[Case], str]] = {
    "types": lambda case: title_types(case["numbers"]),
    "map": head_map,
    "star": head_star,
    "causes": head_causes,
}


@pytest.mark.parametrize(("sort", "name"), CASES)
def test_a_heading_says_what_was_counted(sort: str, name: str) -> None:
    case = TABLE[sort][name]
    assert HEADINGS[sort](case) == case["says"]
