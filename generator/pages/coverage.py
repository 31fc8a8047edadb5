"""Who has reported: organisations against meetings, a table a year, newest first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from generator.analysis import Coverage, Reporting, find_coverage
from generator.pages.desk import Desk
from generator.pages.page import Page
from generator.records import Archive, Meeting, Organisation
from generator.swedish import join_words, say_number

ADDRESS = "vem-har-rapporterat.html"


@dataclass(frozen=True, slots=True)
class Cell:
    """A sign for the eye and a word for the ear."""

    sign: str
    word: str
    look: str


CELLS = {
    Reporting.REPORTED: Cell("●", "rapporterat", "yes"),
    Reporting.NOTHING: Cell("○", "inget att rapportera", "none"),
    Reporting.SILENT: Cell("–", "har inte rapporterat", "silent"),
}
CALLED_OFF = Cell("", "inställt möte", "na")
NOT_EXPECTED = Cell("", "skulle inte rapportera", "na")


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """One organisation's year: at how many of the meetings where it should have, it reported.

    `expected` is 0 for one that reports when there is need; `told` is then all it has.
    """

    organisation: Organisation
    cells: tuple[Cell, ...]
    told: int
    expected: int

    @property
    def sum(self) -> str:
        """Write `22 av 24`, or how many times when nothing was expected."""
        if self.expected:
            return f"{self.told} av {self.expected}"
        return say_number(self.told)


@dataclass(frozen=True, slots=True)
class CoverageYear:
    """The meetings of a year, and the organisations that should have reported or did."""

    year: int
    meetings: tuple[Meeting, ...]
    rows: tuple[CoverageRow, ...]


def build_coverage(desk: Desk) -> Iterator[Page]:
    """Build the one page of who has reported."""
    meetings = [found for found in desk.archive.meetings if found.is_held or found.called_off]
    by_day = sorted(meetings, key=lambda found: found.day, reverse=True)
    years = [
        describe_year(desk.archive, year, tuple(reversed(list(group))))
        for year, group in groupby(by_day, key=lambda found: found.day.year)
    ]
    yield desk.write_page(
        "coverage.html",
        ADDRESS,
        "Vem har rapporterat",
        lead=describe_coverage(years),
        years=years,
        legend=tuple(CELLS.values()),
    )


def describe_year(archive: Archive, year: int, meetings: tuple[Meeting, ...]) -> CoverageYear:
    """Return a year's table; an organisation stands there if it was expected or wrote."""
    found = [None if m.called_off else find_coverage(archive, m) for m in meetings]
    shown = {row.slug for coverage in found if coverage for row in coverage.shown}
    rows = tuple(
        describe_organisation(archive, row, meetings, found)
        for row in archive.mall.organisations
        if row.slug in shown
    )
    return CoverageYear(year, meetings, rows)


def describe_organisation(
    archive: Archive,
    organisation: Organisation,
    meetings: Sequence[Meeting],
    found: Sequence[Coverage | None],
) -> CoverageRow:
    """Return an organisation's row of a year's table."""
    cells, told, expected = [], 0, 0
    for meeting, coverage in zip(meetings, found, strict=True):
        if coverage is None:
            cells.append(CALLED_OFF)
            continue
        did = coverage.of(organisation)
        cells.append(CELLS[did] if did else NOT_EXPECTED)
        told += did in (Reporting.REPORTED, Reporting.NOTHING)
        expected += organisation in archive.mall.expected(meeting.day)
    return CoverageRow(organisation, tuple(cells), told, expected)


def describe_coverage(years: Sequence[CoverageYear]) -> str:
    """Say for the newest year who always reported, and whose report was missing most often."""
    if not years:
        return "Inget möte har hållits än, så ingen har kunnat rapportera."
    rows = [row for row in years[0].rows if row.expected]
    held = sum(found.is_held for found in years[0].meetings)
    if not held:
        return f"Inget möte har hållits {years[0].year} än."
    always = [row.organisation.name for row in rows if row.told >= row.expected]
    if len(always) == len(rows):
        return f"Alla organisationer har rapporterat till alla möten {years[0].year}."
    parts = []
    if always:
        parts.append(f"{join_words(always)} har rapporterat till alla möten {years[0].year}.")
    return " ".join([*parts, describe_missing(rows, years[0].year)])


def describe_missing(rows: Sequence[CoverageRow], year: int) -> str:
    """Name the organisations whose report has been missing most often."""
    most = max(row.expected - row.told for row in rows)
    found = [row for row in rows if row.expected - row.told == most]
    names = join_words(row.organisation.name for row in found)
    if len(found) > 1:
        return f"Rapporten har oftast saknats från {names}: vid {say_number(most)} möten vardera {year}."
    return f"Rapporten har oftast saknats från {names}: vid {say_number(most)} av {found[0].expected} möten {year}."
