"""Who has reported to a meeting, who had nothing to report, and who has not reported."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

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
    def shown(self) -> tuple[Organisation, ...]:
        """Every organisation of the meeting."""
        return (*self.reported, *self.nothing, *self.silent)


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


def find_period_coverage(archive: Archive, report: Report) -> tuple[int, int]:
    """Return how many of the expected organisations reported at least once, and of how many."""
    expected = {row.slug for m in report.meetings for row in archive.mall.expected(m.day)}
    told: set[str] = set()
    for meeting in report.meetings:
        coverage = find_coverage(archive, meeting)
        told |= {row.slug for row in (*coverage.reported, *coverage.nothing)}
    return len(expected & told), len(expected)
