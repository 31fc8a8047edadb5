"""Who has reported to a meeting, who had nothing to report, and who has not reported."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from generator.analysis.chain import gather
from generator.records import Archive, Meeting, Organisation, Report


class Reporting(StrEnum):
    """What an organisation did before a meeting."""

    REPORTED = "har rapporterat"
    NOTHING = "inget att rapportera"
    SILENT = "har inte rapporterat"


@dataclass(frozen=True, slots=True)
class Coverage:
    """One meeting's organisations by what they did; those not expected stand only if they wrote."""

    reported: tuple[Organisation, ...]
    nothing: tuple[Organisation, ...]
    silent: tuple[Organisation, ...]

    def of(self, organisation: Organisation) -> Reporting | None:
        """Return what one organisation did, or None if nothing was expected of it."""
        if organisation in self.reported:
            return Reporting.REPORTED
        if organisation in self.nothing:
            return Reporting.NOTHING
        return Reporting.SILENT if organisation in self.silent else None

    @property
    def is_told(self) -> bool:
        """Whether anybody reported; without that a count is not 0 but unknown."""
        return bool(self.reported or self.nothing)

    @property
    def shown(self) -> tuple[Organisation, ...]:
        """Every organisation of the meeting."""
        return (*self.reported, *self.nothing, *self.silent)


@dataclass(frozen=True, slots=True)
class Attended:
    """What an organisation did before the held meetings of a year, each newest first."""

    year: int
    reported: tuple[Meeting, ...]
    nothing: tuple[Meeting, ...]
    silent: tuple[Meeting, ...]

    @property
    def answered(self) -> int:
        """To how many meetings it reported, or said that it had nothing to report."""
        return len(self.reported) + len(self.nothing)

    @property
    def known(self) -> int:
        """How many meetings it answered, or should have."""
        return self.answered + len(self.silent)


def find_coverage(archive: Archive, meeting: Meeting) -> Coverage:
    """Sort the mall's organisations by what they did before a meeting, in the mall's order.

    A removed entry still shows that its organisation reported; a withdrawn one too: what was
    wrong was told in good faith.
    """
    entries = archive.entries_by_meeting.get(meeting.id, ())
    wrote = {e.organisation.slug for e in entries if e.kind.role != "inget"}
    empty = {e.organisation.slug for e in entries if e.kind.role == "inget"} - wrote
    expected = {row.slug for row in archive.mall.expected(meeting.day)}
    rows = archive.mall.organisations
    return Coverage(
        tuple(row for row in rows if row.slug in wrote),
        tuple(row for row in rows if row.slug in empty),
        tuple(row for row in rows if row.slug in expected - wrote - empty),
    )


def find_attended(
    organisation: Organisation, coverages: Iterable[tuple[Meeting, Coverage]]
) -> list[Attended]:
    """Return each year in which an organisation told something or should have, newest first.

    The meetings come newest first.
    """
    years = []
    for year, group in groupby(coverages, key=lambda found: found[0].planned.year):
        did = gather((coverage.of(organisation), meeting) for meeting, coverage in group)
        found = Attended(year, *(tuple(did.get(what, ())) for what in Reporting))
        if found.known:
            years.append(found)
    return years


def find_silent(archive: Archive) -> frozenset[str]:
    """Return the ids of the reports that had a meeting, to which nobody reported."""
    return frozenset(
        report.id
        for report in archive.reports
        if report.meetings
        and not any(find_coverage(archive, meeting).is_told for meeting in report.meetings)
    )


def find_period_coverage(archive: Archive, report: Report) -> tuple[int, int]:
    """Return how many of the expected organisations reported at least once, and of how many."""
    expected = {row.slug for m in report.meetings for row in archive.mall.expected(m.day)}
    told: set[str] = set()
    for meeting in report.meetings:
        coverage = find_coverage(archive, meeting)
        told |= {row.slug for row in (*coverage.reported, *coverage.nothing)}
    return len(expected & told), len(expected)
