"""The reports that have been sent: what a change in silence would make of their numbers, and what is taken out.

Numbers are counted only where there is such a change, and nothing else is wrong with the archive: the
counts are slow to load.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from generator.cli.examined.mending import propose_for_sent
from generator.pages.history import read_since
from generator.problems import ArchiveError, CannotRun, Problem
from generator.records import (
    REPORTS,
    Archive,
    Difference,
    Expunged,
    Frozen,
    Loaded,
    expunge,
    find_differences,
    find_words,
    glimpse_text,
    hide_in_problem,
    read_frozen,
    read_mall,
    say_difference,
)

MOST_NUMBERS = 4
SAME = "Inget av de tal som sändes blir ett annat."


def tell_figures(
    root: Path, loaded: Loaded, staged: Path | None = None, added: Collection[str] | None = None
) -> Loaded:
    """Return what was loaded, each fel of a sent report with the numbers that were sent and what they would be.

    An entry that is changed in silence has the correction to paste. `staged` and `added` are as in
    `read_since`.
    """
    archive, plain = loaded.archive, find_silent(loaded)
    if archive is None or not plain:
        return loaded
    differences = plain.values()
    reports = dict.fromkeys(row.frozen.report for row in differences)
    figures = count_figures(root, archive, reports)
    since = read_since(root, archive, staged, added, {row.path for row in differences})
    problems = [
        propose_for_sent(archive, row, since).put_in(
            hide_in_problem(say_difference(archive, row, figures[row.frozen.report]))
        )
        if (row := plain.get(problem))
        else problem
        for problem in loaded.problems
    ]
    return replace(loaded, problems=problems)


def find_silent(loaded: Loaded) -> dict[Problem, Difference]:
    """Return the changes in silence of sent reports, by the fel that each is; none if anything else is fel."""
    archive = loaded.archive
    differences = find_differences(archive) if archive else ()
    if archive is None or not differences:
        return {}
    plain = {hide_in_problem(say_difference(archive, row)): row for row in differences}
    return {} if set(loaded.faults) - set(plain) else plain


def expunge_sent(root: Path, plan: Mapping[str, str | None], why: Expunged) -> Iterator[Frozen]:
    """Yield every edition that holds words of the files that are to be emptied, without them.

    An edition that cannot be read may hold them too: then nothing is emptied.
    """
    paths = sorted((root / REPORTS).glob("*.json")) if (root / REPORTS).is_dir() else []
    if not paths:
        return
    words = find_words({path: glimpse_text(root, path) for path in plan}, read_mall(root))
    for file in paths:
        path = file.relative_to(root).as_posix()
        try:
            found = expunge(read_frozen(root, path), words, plan, replace(why, record=words.id))
        except ArchiveError as error:
            text = f"Det gick inte att söka i {path}, så inget är tömt. {error.problems[0].text}"
            raise CannotRun(text) from error
        if found:
            yield found


def count_figures(root: Path, archive: Archive, reports: Mapping[str, object]) -> dict[str, str]:
    """Return what was sent in each report that would be another number, in words."""
    from generator.pages.composed import Composer, make_build
    from generator.pages.report.editions import open_sent
    from generator.pages.report.sent.differing import compare, say_numbers

    composer = Composer(make_build(root, archive, archive.mall.distributions[0]))
    found = {}
    for month in reports:
        report = archive.report.get(month)
        sent = open_sent(archive, report) if report and report.meetings else None
        today = composer.compose_today(report) if sent and report else None
        differing = compare(sent, today, has_all_places=True) if sent and today else []
        found[month] = say_numbers(archive, differing, MOST_NUMBERS) if today else ""
    return {
        month: said or (SAME if month in archive.report else "") for month, said in found.items()
    }
