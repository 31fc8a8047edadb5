"""What the words of tables are taken for, and that no advice throws away what is right.

The words are data: `table_words.yml` and the tables of `test_statistics.py`.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from generator.records import Mall, Period, PeriodKind, read_mall
from generator.records.files.tables import parse_table
from generator.records.underlag.cells import Misread, parse_number
from generator.records.underlag.columns import Role, of_role
from generator.records.underlag.labels import COUNTED, Label, is_total, may_hold_more, parse_value
from generator.records.underlag.layouts import Layout, understand_layout
from generator.records.underlag.period_parts import Part
from generator.records.underlag.period_words import parse_period
from generator.records.underlag.statistics import check_shape
from tests.places import load_cases

# The year of the meeting that the tables are brought to.
LATEST = 2026
HERE = Path(__file__).parent
ROOT = HERE.parents[1]
WORDS: dict[str, Any] = load_cases(HERE / "table_words.yml")
NUMBERS = [
    (str(text), kind, expected)
    for text, kinds in WORDS["numbers"].items()
    for kind, expected in kinds.items()
]


@pytest.fixture(scope="module")
def mall() -> Mall:
    return read_mall(ROOT)


def understand(
    mall: Mall, table: str, kind: PeriodKind = PeriodKind.YEAR
) -> tuple[Layout, list[str]]:
    layout, problems = understand_layout(
        parse_table(table, "t.csv"), mall, mall.indicators[0], kind
    )
    return layout, [str(problem) for problem in problems]


def names_of(layout: Layout, role: Role) -> list[str]:
    return [column.heading.text for column in of_role(layout.columns, role)]


def test_a_sum_has_many_names() -> None:
    sums, may_be_more = (WORDS["sums"], WORDS["all"])
    assert [name for name in (*sums, *may_be_more) if not is_total(name)] == []
    assert [name for name in sums if may_hold_more(name)] == []
    assert [name for name in may_be_more if not may_hold_more(name)] == []
    assert [name for name in WORDS["not_sums"] if is_total(name)] == []


def test_a_part_has_whatever_sign_before_it() -> None:
    assert [name for name in WORDS["of_which"] if not Label(name).of_which] == []
    assert [name for name in WORDS["not_of_which"] if Label(name).of_which] == []


@pytest.mark.parametrize("heading", WORDS["ids"])
def test_an_id_is_no_number(mall: Mall, heading: str) -> None:
    layout, problems = understand(
        mall, f"{heading};Kommun;2024;2025\n1982;Fagersta;3;4\n1962;Norberg;5;6\n"
    )
    assert problems == []
    assert names_of(layout, Role.VALUE) == ["2024", "2025"]
    # Where nothing else tells the rows apart, their ids do.
    layout, problems = understand(mall, f"{heading};2024;2025\n737 30;3;4\n737 31;5;6\n")
    assert problems == []
    assert names_of(layout, Role.TYPE) == [heading]


@pytest.mark.parametrize("heading", WORDS["not_ids"])
def test_a_number_is_no_id(mall: Mall, heading: str) -> None:
    layout, problems = understand(
        mall, f"Kommun;År;{heading}\nFagersta;2025;1982\nNorberg;2025;1962\n"
    )
    assert (problems, names_of(layout, Role.VALUE)) == ([], [heading])


@pytest.mark.parametrize("heading", WORDS["groups"])
def test_what_the_rows_are_about_is_no_number(mall: Mall, heading: str) -> None:
    cells = WORDS["groups"][heading]
    wide = f"{heading};2024;2025\n" + "".join(f"{cell};3;4\n" for cell in (*cells, "Totalt"))
    long = f"År;{heading};Antal\n" + "".join(f"2025;{cell};3\n" for cell in cells)
    for table in (wide, wide.replace("Totalt;3;4\n", ""), long):
        layout, problems = understand(mall, table)
        assert (problems, names_of(layout, Role.TYPE)) == ([], [heading])


def test_masked_numbers_are_no_names_of_rows(mall: Mall) -> None:
    """Where periods tell the rows apart, spans of numbers are numbers that somebody has masked."""
    layout, problems = understand(mall, "År;Stöld;Rån\n2024;12;1–4\n2025;14;5–9\n")
    assert (problems, names_of(layout, Role.VALUE)) == ([], ["Stöld", "Rån"])
    layout, problems = understand(mall, "År;Antal\n2024;1–4\n2025;5–9\n")
    assert (problems, names_of(layout, Role.VALUE)) == ([], ["Antal"])


def read_period(text: str, kind: PeriodKind | None = None) -> str:
    try:
        found = parse_period(text, kind, LATEST)
    except Misread as error:
        return f"! {error.text}"
    if isinstance(found, Part):
        return f"{found.kind} {found.number}"
    return found.id if found else "–"


def assert_said(said: str, expected: str) -> None:
    """Compare what was read, or see that what was said has the expected words."""
    if expected.startswith("!"):
        assert expected.removeprefix("! ") in said
    else:
        assert said == expected


@pytest.mark.parametrize("case", WORDS["periods"])
def test_a_period_is_read_however_it_is_written(case: str) -> None:
    text, expected = case.split(" | ")
    assert_said(read_period(text), expected)


@pytest.mark.parametrize(("text", "kind", "expected"), NUMBERS)
def test_a_number_beside_a_year_is_what_the_table_is_in(
    text: str, kind: str, expected: str
) -> None:
    said = read_period(text, PeriodKind(kind))
    assert_said(said, str(expected))
    for year, number in re.findall(r'"(\d{4})-(\d\d)"', said):
        assert 1990 <= int(year) <= 2100
        assert 1 <= int(number) <= 12


@pytest.mark.parametrize("case", WORDS["cells"])
def test_a_cell_is_a_number_or_says_what_is_wrong(case: str) -> None:
    text, expected = case.split(" | ")
    try:
        said = str(parse_number(text).value)
    except Misread as error:
        said = f"! {error.text}"
    assert_said(said, expected)


@pytest.mark.parametrize("case", WORDS["counted"])
def test_a_count_that_has_two_readings_is_asked_for(case: str) -> None:
    text, expected, *pasted = case.split(" | ")
    try:
        said, right = str(parse_value(text, COUNTED).value), ""
    except Misread as error:
        said, right = f"! {error.text}", error.right
    assert_said(said, expected)
    assert [right] == (pasted or [""])


@pytest.mark.parametrize("case", WORDS["short years"])
def test_a_short_year_is_written_out_where_it_is_sure(case: str) -> None:
    text, kind, expected, *pasted = case.split(" | ")
    with pytest.raises(Misread) as caught:
        parse_period(text, PeriodKind(kind), LATEST)
    assert_said(f"! {caught.value.text}", expected)
    assert [caught.value.right] == (pasted or [""])
    # What is to be pasted is read, as the kind that the table is in.
    if pasted:
        found = parse_period(pasted[0], PeriodKind(kind), LATEST)
        assert isinstance(found, Period)


@pytest.mark.parametrize("headings", WORDS["headings apart"])
def test_a_sign_makes_another_heading(headings: str) -> None:
    table = parse_table(f"Typ;{headings}\nStöld;1;2\n", "t.csv")
    assert list(check_shape(table)) == []


@pytest.mark.parametrize("headings", WORDS["headings alike"])
def test_a_mark_that_says_nothing_makes_no_other_heading(headings: str) -> None:
    (problem,) = check_shape(parse_table(f"Typ;{headings}\nStöld;1;2\n", "t.csv"))
    assert "Ge kolumnerna namn som skiljer dem åt" in problem.text


def test_no_advice_throws_away_what_is_right() -> None:
    """No column, row or number is advised away, nor is a year called a base."""
    folder = ROOT / "generator/records/underlag"
    files = [*folder.glob("*.py"), *ROOT.glob("generator/intake/*.py")]
    assert len(files) > 20
    for file in files:
        assert "ta bort" not in file.read_text(encoding="utf-8").casefold(), file.name
