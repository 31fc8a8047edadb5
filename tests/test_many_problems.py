"""Many problems in a file: some are told in full, the number of the rest and where they are; none is lost."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.cli.annotations import write_summary
from generator.cli.formats import write_gitlab, write_json, write_junit
from generator.cli.showing import Review
from generator.pages.base import unpack
from generator.pages.site import build_failure
from generator.problems import ArchiveError, Origin, Problem, Severity, list_problems
from generator.records import Loaded
from generator.swedish import SMALL_NUMBERS
from tests.places import ARCHIVES, load_cases
from tests.work import count_calls

CASES = load_cases(Path(__file__).with_name("many_problems.yml"))
SMALL = {word: number for number, word in enumerate(SMALL_NUMBERS)} | {"en": 1, "ett": 1}
COUNT = re.compile(
    r": (?:(\d[\d\u00a0]*)|(\w+)) (?:fel |varning |varningar |granskad |granskade )?till "
)
TABLE = "entries/2026-10-15/polisen-anmalda-brott.csv"


def name_of(number: int) -> str:
    """Return a word of its own for a number."""
    return "".join(chr(ord("a") + digit) for digit in divmod(number, 26))


def make(groups: Sequence[str]) -> list[Problem]:
    """Return the problems of a case: `60 fel 1 A {n}` is sixty of them, from line 1, with their own number."""
    found = []
    for group in groups:
        count, severity, first, text = group.split(" ", 3)
        found += [
            Problem(
                Origin("a.md", int(first) + number),
                text.replace("{n}", str(number)).replace("{w}", name_of(number)),
                severity=Severity(severity),
            )
            for number in range(int(count))
        ]
    return found


def count_told(lines: Sequence[str]) -> int:
    """Return how many problems some lines tell of, one each or by their number."""
    numbers = (COUNT.search(line) for line in lines)
    return sum(
        1 if one is None else SMALL[one[2]] if one[2] else int(one[1].replace("\u00a0", ""))
        for one in numbers
    )


@pytest.mark.parametrize("case", CASES, ids=[case["fall"] for case in CASES])
def test_some_are_told_and_the_rest_are_counted(case: dict[str, list[str]]) -> None:
    problems = make(case["problem"])
    told = list(list_problems(problems))
    tail = told[len(told) - len(case["resten"]) :]
    assert [line.replace("\u00a0", " ") for line in tail] == case["resten"]
    assert len(told) - len(tail) == case["visas"]
    assert count_told(told) == len(problems)


def break_table(size: int) -> dict[str, str]:
    """Return a table of which no row can be read."""
    rows = (f"Sort {number};okänt" for number in range(size))
    return {TABLE: "\n".join(("Typ;okt 2026;sep 2026", *(f"{row};okänt" for row in rows)))}


def test_many_fel_refuse_the_archive_as_one_does(archive_with: Callable[..., Path]) -> None:
    root = archive_with(files=break_table(200))
    result = CliRunner().invoke(main, ["check", str(root)], catch_exceptions=False)
    lines = result.output.splitlines()
    assert result.exit_code == 1
    assert lines[0] == "400 fel:"
    assert count_told(lines[1 : lines.index("")]) == 400
    assert len(lines) < 60
    assert lines[-1].endswith("400 fel.")


def test_a_build_and_its_page_of_failure_tell_as_few(archive_with: Callable[..., Path]) -> None:
    root = archive_with(files=break_table(200))
    problems = make(["300 fel 1 A {n}"])
    said = str(ArchiveError(problems)).splitlines()
    assert (len(said), count_told(said)) == (21, 300)
    failure = build_failure(root, problems).failure
    assert failure is not None
    shown = re.findall(r"<li><pre><code>(.*?)</code>", unpack(failure.packed))
    assert shown == said


def test_the_forges_summary_tells_as_few_and_other_programs_all() -> None:
    problems = tuple(make(["300 fel 1 A {n}"]))
    reviews = [Review(Loaded(None, []), problems)]
    summary = [line for line in write_summary(reviews).splitlines() if line.startswith("- ")]
    assert (len(summary), count_told(summary)) == (21, 300)
    assert write_json(reviews).count('"fil"') == 300
    assert write_gitlab(reviews).count('"fingerprint"') == 300
    assert write_junit(reviews).count("<testcase") == 300


@pytest.mark.parametrize("write", [write_json, write_gitlab, write_junit, write_summary])
def test_twice_as_many_take_twice_the_work_to_write(
    write: Callable[[Sequence[Review]], str],
) -> None:
    taken = []
    for size in (10, 200, 400):
        problems = make([f"{size} fel 1 A {{n}}", f"{size} fel 1000 B {{n}}"])
        half = len(problems) // 2
        review = Review(Loaded(None, []), tuple(problems[:half]), tuple(problems[half:]))
        taken.append(count_calls(partial(write, [review])))
    assert taken[2] < 2.1 * taken[1]


def test_the_same_is_said_of_files_that_are_not_broken() -> None:
    """Fifty different problems of one file are all told."""
    problems = make(["50 fel 1 A {w}"])
    assert list(list_problems(problems)) == [*map(str, problems)]
    assert (ARCHIVES / "small" / TABLE).exists()
