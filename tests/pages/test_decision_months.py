"""The months of a decision: what they count, and what is marked below them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from generator.analysis.counts import count_events, is_post
from generator.figures import Figure
from generator.pages.base.build import Build
from generator.pages.decision.months import SubjectMonths, chart_months
from generator.pages.shared.months import MonthlyCounts
from generator.records import Decision, Report
from generator.swedish import say_short_month
from tests.fixed import read_once
from tests.places import load_cases

ROOT = Path(__file__).resolve().parents[2]
SAID: dict[str, dict[str, Any] | None] = load_cases(Path(__file__).with_name("decision_months.yml"))


@pytest.fixture(scope="module")
def counts() -> SubjectMonths:
    return SubjectMonths(MonthlyCounts(Build(read_once(ROOT), {})))


def marks_of(figure: Figure) -> dict[str, str]:
    """Return what the last column of a figure's table says, of the months where it says anything."""
    return {
        row.name: str(row.cells[-1].content) for row in figure.grid.rows if row.cells[1].content
    }


def test_every_decision_of_the_example_is_told_of(counts: SubjectMonths) -> None:
    assert set(SAID) == {decision.id for decision in counts.monthly.build.archive.decisions}


@pytest.mark.parametrize("name", SAID)
def test_the_months_say_what_there_was_before_and_after(counts: SubjectMonths, name: str) -> None:
    figure = chart_months(counts, counts.monthly.build.archive.decision[name])
    found = figure and {
        "title": figure.title,
        "first": figure.grid.rows[0].name,
        "last": figure.grid.rows[-1].name,
        "marks": marks_of(figure),
    }
    assert found == SAID[name]


@pytest.mark.parametrize("name", [name for name, said in SAID.items() if said])
def test_every_number_is_that_of_the_entries(counts: SubjectMonths, name: str) -> None:
    archive = counts.monthly.build.archive
    figure = chart_months(counts, archive.decision[name])
    assert figure
    shown = {row.name: str(row.cells[0].content) for row in figure.grid.rows}
    reports = {say_short_month(report.id): report for report in archive.reports}
    counted = {month: recount(counts, archive.decision[name], reports[month]) for month in shown}
    assert shown == counted


def recount(counts: SubjectMonths, decision: Decision, report: Report) -> str:
    """Count the händelser of a month on a problemtyp at a plats, entry by entry."""
    build, about = counts.monthly.build, decision.subject
    if not report.meetings:
        return "inget möte"
    taken_up = {meeting.id for meeting in report.meetings}
    return str(
        sum(
            count_events(build.chain, entry)
            for entry in build.archive.entries
            if is_post(build.archive, entry)
            and build.archive.taken_up_at(entry) in taken_up
            and entry.problem_type is about.problem_type
            and entry.place is about.place
        )
    )


def test_the_picture_marks_what_the_table_names(counts: SubjectMonths) -> None:
    figure = chart_months(
        counts, counts.monthly.build.archive.decision["2026-12-15-kartlaggning-jarntorget"]
    )
    assert figure
    assert figure.sentences[0] == (
        "Talen gäller problemtypen Misstänkt narkotikahandel och platsen Järntorget."
    )
    for drawn in figure.drawings:
        for svg in drawn:
            assert 'data-mark="åtgärd klar:11"' in svg
            assert 'data-mark="beslut:12"' in svg
