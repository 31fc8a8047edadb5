"""The day a text tells is held against its header, corrections against the fields, years against meetings."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from generator.problems import Problem
from generator.records.loading import load_archive
from tests.places import load_cases

CASES = load_cases(Path(__file__).with_name("told_days.yml"))
PATH = "entries/2026-11-12/skolan-ruta.md"
HEADER = "organisation: Skolan\nproblemtyp: Skadegörelse\nplats: Norra skolan\n"
Make = Callable[..., Path]


def read(
    make: Make, rows: str, text: str = "# Ruta\nEn ruta.\n", path: str = PATH
) -> list[Problem]:
    problems = load_archive(make(files={path: f"---\n{HEADER}{rows}---\n{text}"})).problems
    return [problem for problem in problems if problem.origin.path == path]


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["text"]))
def test_the_text_tells_the_day_that_the_header_does(
    case: dict[str, Any], archive_with: Make
) -> None:
    rows = f"datum: {case.get('day', '2026-11-04')}\n"
    rows += f"slutdatum: {case['end']}\n" if "end" in case else ""
    rows += f"slag: {case['kind']}\n" if "kind" in case else ""
    text = f"# {case.get('title', 'Krossad ruta')}\n{case['text']}\n"
    path = PATH if "day" not in case else PATH.replace("2026-11-12", "2027-01-07")
    found = read(archive_with, rows, text, path)
    if "says" not in case:
        assert found == []
        return
    (problem,) = found
    assert case["says"] in problem.text


def test_the_words_place_is_given(archive_with: Make) -> None:
    text = "# Krossad ruta\nRutan var hel, tills den\ntorsdagen den 4 november krossades.\n"
    (problem,) = read(archive_with, "datum: 2026-11-04\n", text)
    assert (problem.origin.line, problem.origin.column) == (9, 1)


ROW = "rättelser:\n  - {{datum: 2026-11-14, fält: {}, stod: {}, ska stå: {}, skäl: Fel, av: Skolan}}\n"


@pytest.mark.parametrize(
    ("rows", "field", "said", "says", "paste"),
    [
        ("antal: 3\n", "antal", "3", "2", "antal: 2"),
        ("antal: 4\n", "antal", "3", "2", "antal: 2"),
        ("tid: kväll\n", "tid", "natt", "dag", "tid: dag"),
        ("tid: kväll\n", "tid", "kväll", "dag", "tid: dag"),
        (
            "slutdatum: 2026-11-06\n",
            "slutdatum",
            "2026-11-06",
            "2026-11-05",
            "slutdatum: 2026-11-05",
        ),
        (
            "stöd från annan: Ljus\n",
            "stöd från annan",
            "ljus",
            "Fler lampor",
            "stöd från annan: Fler lampor",
        ),
        ("", "rubrik", "Ruta", "Rutan lagad", ""),
    ],
)
def test_a_correction_that_is_not_made_is_asked_about(
    rows: str, field: str, said: str, says: str, paste: str, archive_with: Make
) -> None:
    (problem,) = read(archive_with, f"datum: 2026-11-04\n{rows}{ROW.format(field, said, says)}")
    assert problem.text.startswith(f'Rättelsen säger att det ska stå "{says}", men det står ')
    assert problem.paste == paste


@pytest.mark.parametrize(
    ("rows", "field", "said", "says"),
    [
        ("antal: 2\n", "antal", "3", "2"),
        ("tid: Kväll\n", "tid", "natt", "kväll"),
        ("", "problemtyp", "Klotter", "vandalisering"),
        ("", "plats", "Stora torget", "norra  skolan"),
        ("antal: 2\n", "antal", "3", "två"),
        ("stöd från annan: Ljus\n", "stöd från annan", "inget", "något om ljus"),
        ("", "text", "fyra", "två"),
        ("", "tid", "kväll", "inget"),
    ],
)
def test_a_correction_that_is_made_or_told_in_words_is_let_be(
    rows: str, field: str, said: str, says: str, archive_with: Make
) -> None:
    assert read(archive_with, f"datum: 2026-11-04\n{rows}{ROW.format(field, said, says)}") == []


def test_the_newest_correction_of_a_field_holds(archive_with: Make) -> None:
    second = ROW.format("antal", "2", "5").replace("rättelser:\n", "").replace("11-14", "11-16")
    rows = f"datum: 2026-11-04\nantal: 5\n{ROW.format('antal', '3', '2')}{second}"
    assert read(archive_with, rows) == []


@pytest.mark.parametrize(
    ("meeting", "rows", "says", "paste"),
    [
        (
            "2027-01-07",
            "datum: 2027-12-20\n",
            "20 dec 2027 är efter mötet 7 jan 2027. Stämmer året?",
            "datum: 2026-12-20",
        ),
        (
            "2026-11-12",
            "datum: 2027-11-04\n",
            "4 nov 2027 är efter mötet 12 nov 2026. Stämmer året?",
            "datum: 2026-11-04",
        ),
        (
            "2026-11-12",
            "datum: 2025-11-04\n",
            "dagar före mötet 12 nov 2026. Stämmer året?",
            "datum: 2026-11-04",
        ),
        (
            "2027-01-07",
            "datum: 2026-01-03\n",
            "dagar före mötet 7 jan 2027. Stämmer året?",
            "datum: 2027-01-03",
        ),
        ("2026-11-12", "datum: 2024-11-04\n", "dagar före mötet 12 nov 2026. Stämmer året?", ""),
        ("2026-11-12", "datum: 2026-11-14\n", "Flytta filen till nästa mötes mapp", ""),
    ],
)
def test_a_slip_of_the_year_is_asked_about(
    meeting: str, rows: str, says: str, paste: str, archive_with: Make
) -> None:
    path = PATH.replace("2026-11-12", meeting)
    (problem,) = read(archive_with, rows, path=path)
    assert says in problem.text
    assert problem.paste == paste
