"""What would become of the numbers of a report that has been sent, by a change in silence.

It is counted only where there is such a change, and nothing else is wrong with the archive: the counts
are slow to load.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from generator.records import Archive, Loaded, find_differences, hide_in_problem, say_difference

MOST_NUMBERS = 4
SAME = "Inget av de tal som sändes blir ett annat."


def tell_figures(root: Path, loaded: Loaded) -> Loaded:
    """Return what was loaded, each fel of a sent report with the numbers that were sent and what they would be."""
    archive = loaded.archive
    differences = find_differences(archive) if archive else ()
    if archive is None or not differences:
        return loaded
    plain = {hide_in_problem(say_difference(archive, row)): row for row in differences}
    if set(loaded.faults) - set(plain):
        return loaded
    reports = dict.fromkeys(row.frozen.report for row in differences)
    figures = count_figures(root, archive, reports)
    problems = [
        hide_in_problem(say_difference(archive, row, figures[row.frozen.report]))
        if (row := plain.get(problem))
        else problem
        for problem in loaded.problems
    ]
    return replace(loaded, problems=problems)


def count_figures(root: Path, archive: Archive, reports: Mapping[str, object]) -> dict[str, str]:
    """Return what was sent in each report that would be another number, in words."""
    from generator.pages.composed import Composer, make_build
    from generator.pages.report.editions import open_sent
    from generator.pages.report.sent import compare, say_numbers

    composer = Composer(make_build(root, archive))
    found = {}
    for month in reports:
        report = archive.report.get(month)
        sent = open_sent(archive, report) if report and report.meetings else None
        today = composer.compose_today(report) if sent and report else None
        differing = compare(sent, today) if sent and today else []
        found[month] = say_numbers(archive, differing, MOST_NUMBERS) if today else ""
    return {
        month: said or (SAME if month in archive.report else "") for month, said in found.items()
    }
