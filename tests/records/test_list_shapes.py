"""What stands where a list should: each line to paste is right, whatever is still to be written."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_origin

import pytest
import yaml

from generator.problems import ArchiveError, Problem
from generator.records.files.header import parse_yaml
from generator.records.files.source import Source, read_record
from generator.records.forms import Form, Reading, fields_at, fields_of, shapes, type_at
from generator.records.kinds import KINDS
from generator.records.kinds.entry import Entry
from generator.records.loading import read_mall
from generator.records.mall.mall import Mall
from generator.records.reading import read_form
from generator.records.shaping import example_of, fits
from tests.places import load_cases

ROOT = Path(__file__).parents[2]
CASES = load_cases(Path(__file__).with_name("list_shapes.yml"))
VALUES = load_cases(Path(__file__).with_name("meant_values.yml"))
FORMS: dict[str, type[Form]] = {form.__name__: form for _, form, _ in KINDS} | {"Mall": Mall}
MISSING = ("Raden saknas.", "Värdet saknas.")


@pytest.fixture(scope="module")
def mall() -> Mall:
    return read_mall(ROOT)


def lists_of_parts() -> Iterator[tuple[type[Form], str]]:
    """Yield every row of every kind of file that holds a list of parts with names of their own."""
    for form in FORMS.values():
        for key in fields_of(form):
            is_list = any(get_origin(shape) is tuple for shape in shapes(type_at(form, (key,))))
            if is_list and fields_at(form, (key, 0)):
                yield form, key


LISTS = [pytest.param(*row, id=f"{row[0].__name__}: {row[1]}") for row in lists_of_parts()]


def find_faults(form: type[Form], rows: str, mall: Mall) -> tuple[Problem, ...]:
    source = Source("fil.md", rows, parse_yaml(rows, "fil.md"))
    try:
        read_form(form, Reading(source, mall))
    except ArchiveError as error:
        return error.problems
    return ()


def own_faults(form: type[Form], rows: str, mall: Mall, key: str) -> list[Problem]:
    """Return what is said of one row, but that a part of it is missing."""
    found = (one for one in find_faults(form, rows, mall) if one.field.split(".")[0] == key)
    return [one for one in found if not one.text.startswith(MISSING)]


def paste_in(rows: str, problem: Problem) -> str:
    """Return the rows with the lines to paste in place of the ones they are for."""
    lines, pasted = rows.split("\n"), problem.paste.split("\n")
    at = problem.origin.line - 1
    indent = lines[at][: len(lines[at]) - len(lines[at].lstrip())]
    whole = len(lines) - at if pasted[0].startswith("- ") or "[" in lines[at] else 1
    lines[at : at + whole] = [indent + line for line in pasted]
    return "\n".join(lines)


@pytest.mark.parametrize(("form", "key"), LISTS)
@pytest.mark.parametrize("shape", CASES["shapes"], ids=lambda shape: str(shape["name"]))
def test_what_is_pasted_is_no_fault_again(
    shape: dict[str, str], form: type[Form], key: str, mall: Mall
) -> None:
    example = example_of(form, (key, 0))
    pairs = yaml.load(example, Loader=yaml.CBaseLoader)
    block = "\n  ".join(f"{name}: {value}" for name, value in pairs.items())
    rows = shape["rows"].replace("KEY", key).replace("BRACED", example).replace("BLOCK", block)
    found = own_faults(form, rows.rstrip(), mall, key)
    assert found
    for problem in found:
        assert "[ett, två]" not in problem.text
        if problem.paste:
            assert own_faults(form, paste_in(rows.rstrip(), problem), mall, key) == []
    if "BRACED" in shape["rows"] or "BLOCK" in shape["rows"]:
        assert [bool(problem.paste) for problem in found] == [True]


@pytest.mark.parametrize(("form", "key"), LISTS)
def test_the_example_is_right_as_it_stands(form: type[Form], key: str, mall: Mall) -> None:
    example = example_of(form, (key, 0))
    source = Source("fil.md", "", parse_yaml(f"{key}: [{example}]", "fil.md"))
    whole = [field.alias for field in fields_at(form, (key, 0)).values() if field.is_required()]
    item = source.value_at((key, 0))
    assert isinstance(item, dict)
    assert set(whole) <= set(item)
    if form is not Mall:
        assert fits(form, Reading(source, mall), (key, 0), dict(item))


@pytest.mark.parametrize("case", CASES["pastes"], ids=lambda case: str(case["rows"]))
def test_a_bare_text_gets_the_name_it_lacks(case: dict[str, Any], mall: Mall) -> None:
    form, rows = FORMS[case["form"]], case["rows"].rstrip()
    key = rows.partition(":")[0]
    (problem,) = own_faults(form, rows, mall, key)
    assert problem.paste == case["paste"].rstrip()
    if problem.paste:
        assert own_faults(form, paste_in(rows, problem), mall, key) == []


@pytest.mark.parametrize("case", VALUES, ids=lambda case: str(case["rows"]))
def test_a_value_that_can_be_meant_in_one_way_is_given(case: dict[str, Any], mall: Mall) -> None:
    form, rows = FORMS[case["form"]], case["rows"]
    key = rows.partition(":")[0]
    (problem,) = own_faults(form, rows, mall, key)
    assert problem.paste == "\n".join(case["pastes"])
    for pasted in case["pastes"]:
        assert own_faults(form, pasted, mall, key) == []


def test_the_lines_are_given_in_a_whole_file(tmp_path: Path, mall: Mall) -> None:
    header = "organisation: NVK\nproblemtyp: Skadegörelse\nplats: Järntorget"
    text = f"---\n{header}\nåtgärder:\n  vad: Laga\n  ansvarig: NVK\n---\n# R\nT.\n"
    (tmp_path / "fil.md").write_text(text, encoding="utf-8")
    source = read_record(tmp_path, "fil.md")
    with pytest.raises(ArchiveError) as caught:
        read_form(Entry, Reading(source, mall))
    (problem,) = caught.value.problems
    assert (problem.origin.line, problem.paste) == (6, "- vad: Laga\n  ansvarig: NVK")
