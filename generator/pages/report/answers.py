"""Who has reported to each meeting of a monthly report, as words that stand without any colour."""

from __future__ import annotations

from collections.abc import Iterator

from generator.analysis import Reporting, find_coverage
from generator.article.addresses import address_of
from generator.figures import Cell, Figure, Grid, Row
from generator.pages.coverage.build import CELLS, NOT_EXPECTED
from generator.pages.report.limits import find_silent
from generator.records import Archive, Report
from generator.swedish import capitalize, join_names, say_count, say_day, say_short_day

# More names than this make a heading a list.
NAMED = 3


def chart_answers(archive: Archive, report: Report) -> Figure:
    """Show what each organisation did before each meeting."""
    coverages = [find_coverage(archive, meeting) for meeting in report.meetings]
    shown = {row.slug for coverage in coverages for row in coverage.shown}
    rows = [row for row in archive.mall.organisations if row.slug in shown]
    return Figure(
        anchor="_bild-rapportering",
        title=title_answers(archive, report),
        sentences=tuple(say_silent(archive, report)),
        pictures=(),
        grid=Grid(
            "Organisation",
            tuple(say_short_day(meeting.day) for meeting in report.meetings),
            tuple(
                Row(
                    row.name,
                    tuple(Cell(say_answer(coverage.of(row))) for coverage in coverages),
                    address_of(archive, row),
                )
                for row in rows
            ),
        ),
        file=f"rapporter/{report.id}-rapportering.csv",
    )


def say_answer(did: Reporting | None) -> str:
    """Return the word for what an organisation did."""
    return (CELLS[did] if did else NOT_EXPECTED).word


def title_answers(archive: Archive, report: Report) -> str:
    """Say whether every report came, or name whose did not."""
    silent = {row.name: None for _, rows in find_silent(archive, report) for row in rows}
    every = "till varje möte" if len(report.meetings) > 1 else "till mötet"
    if not any(find_coverage(archive, meeting).expected for meeting in report.meetings):
        return "Ingen organisation ska rapportera till varje möte"
    if not silent:
        return f"Alla som ska rapportera har gjort det {every}"
    if len(silent) > NAMED:
        return f"{capitalize(say_count(len(silent), '', '').strip())} organisationer har inte rapporterat {every}"
    return f"{join_names(silent)} har inte rapporterat {every}"


def say_silent(archive: Archive, report: Report) -> Iterator[str]:
    """Say for each meeting who has not reported to it, and of whom no entry stands any more."""
    for meeting, rows in find_silent(archive, report):
        names = join_names(row.name for row in rows)
        yield f"{capitalize(names)} har inte rapporterat till mötet den {say_day(meeting.day)}."
    for meeting in report.meetings:
        for row, did in find_coverage(archive, meeting).gone:
            yield f"{row.name}, mötet den {say_day(meeting.day)}: {did}."
