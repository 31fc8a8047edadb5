"""How a file begins, ends and is put together: what is said when it is not two lines of --- and a text."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from generator.problems import ArchiveError, Problem
from generator.records.files.source import read_record, read_yaml
from generator.records.files.tables import parse_table
from generator.records.forms import Reading
from generator.records.kinds.entry import Entry
from generator.records.loading import read_mall
from generator.records.mall.mall import Mall
from generator.records.mall.maps import read_features
from generator.records.reading import read_form, refuse_second
from tests.places import load_cases

SMALL = Path(__file__).parents[1] / "archives" / "small"
SHAPES = load_cases(Path(__file__).with_name("file_shapes.yml"))
HEADER = "organisation: Skolan|problemtyp: Skadegörelse|plats: Norra skolan|datum: 2026-10-07"
SIGNS = str.maketrans(
    {"⍽": "\u00a0", "⎵": "\u202f", "⌴": "\u3000", "·": "\u200b", "⇥": "\t", "|": "\n"}
)
MERGE = "Filen har kvar märken efter en sammanfogning"
PATH = "entries/2026-10-15/skolan-skada.md"


@pytest.fixture(scope="module")
def mall() -> Mall:
    return read_mall(SMALL)


def write_out(written: str) -> str:
    """Return a file's text as the table writes it; eight bars in a row hold Git's seven."""
    text = written.replace("HEADER", HEADER).replace("TEXT", "# Rubrik|Text.")
    return text.replace("||||||||", "|§").translate(SIGNS).replace("§", "|" * 7)


def read(root: Path, written: str, mall: Mall) -> None:
    file = root / PATH
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(write_out(written), encoding="utf-8")
    source = read_record(root, PATH)
    reading = Reading(source, mall)
    refuse_second(Entry, reading, root)
    read_form(Entry, reading)


def first_fault(root: Path, written: str, mall: Mall) -> Problem:
    with pytest.raises(ArchiveError) as caught:
        read(root, written, mall)
    return caught.value.problems[0]


def cases(*kinds: str) -> list[Any]:
    return [
        pytest.param(case, id=f"{kind}: {case['file']}") for kind in kinds for case in SHAPES[kind]
    ]


@pytest.mark.parametrize("case", cases("first lines", "last lines", "blanks"))
def test_the_line_that_is_not_as_it_looks_is_named(
    case: dict[str, Any], tmp_path: Path, mall: Mall
) -> None:
    problem = first_fault(tmp_path, case["file"], mall)
    assert case["says"] in problem.text
    assert (problem.origin.line, problem.paste) == (case["line"], case["paste"].translate(SIGNS))


@pytest.mark.parametrize("case", cases("two records"))
def test_a_second_record_is_asked_into_a_file_of_its_own(
    case: dict[str, Any], tmp_path: Path, mall: Mall
) -> None:
    problem = first_fault(tmp_path, case["file"], mall)
    assert case["says"] in problem.text
    assert problem.origin.line == case["line"]


def test_the_name_given_to_a_second_record_is_free(tmp_path: Path, mall: Mall) -> None:
    folder = tmp_path / "entries/2026-10-15"
    folder.mkdir(parents=True)
    for taken in ("skolan-norra-skolan.md", "Skolan-Norra-Skolan-2.md"):
        (folder / taken).write_text("", encoding="utf-8")
    problem = first_fault(tmp_path, "---|HEADER|---|TEXT|---|HEADER|---|TEXT", mall)
    assert problem.text.endswith("till exempel skolan-norra-skolan-3.md.")


@pytest.mark.parametrize("case", cases("merge marks"))
def test_what_a_merge_has_left_comes_before_all_else(
    case: dict[str, Any], tmp_path: Path, mall: Mall
) -> None:
    problem = first_fault(tmp_path, case["file"], mall)
    assert problem.text.startswith(MERGE)
    assert problem.origin.line == case["line"]


@pytest.mark.parametrize(
    "mark",
    ["<<<<<<< HEAD", "=======", "||||||| bas", ">>>>>>> gren", "=======;;", '"<<<<<<< HEAD";'],
)
def test_a_table_a_list_and_a_map_hold_no_mark_either(mark: str, tmp_path: Path) -> None:
    with pytest.raises(ArchiveError) as caught:
        parse_table(f"Typ;okt 2026\nKlotter;3\n{mark}\n", "entries/2026-10-15/a.csv")
    found = [*caught.value.problems]
    (tmp_path / "a.yml").write_text(f"gallrat:\n\n{mark}\n", encoding="utf-8")
    with pytest.raises(ArchiveError) as caught:
        read_yaml(tmp_path, "a.yml")
    found += caught.value.problems
    (tmp_path / "a.geojson").write_text(f'{{"type": "x",\n\n{mark}\n', encoding="utf-8")
    with pytest.raises(ArchiveError) as caught:
        read_features(tmp_path, "a.geojson")
    found += caught.value.problems
    assert [(problem.text[: len(MERGE)], problem.origin.line) for problem in found] == [
        (MERGE, 3)
    ] * 3


@pytest.mark.parametrize("written", SHAPES["sound"])
def test_what_only_looks_odd_is_read(written: str, tmp_path: Path, mall: Mall) -> None:
    read(tmp_path, written, mall)


def test_marks_of_byte_order_say_nothing_however_many(tmp_path: Path, mall: Mall) -> None:
    read(tmp_path, "\ufeff\ufeff---|HEADER|---|TEXT", mall)
