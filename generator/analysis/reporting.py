"""Who has reported to a meeting, who had nothing to report or has not, and for how many days.

Meetings every second week give months of two or three, and an organisation that did not report
told nothing of its days: without the days behind it, a count says little.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import groupby, pairwise

from generator.analysis.chain import gather
from generator.analysis.counts import NOT_REPORTED, Standing, find_standing
from generator.records import Archive, Entry, Meeting, Organisation, Report, once


class Reporting(StrEnum):
    """What an organisation did before a meeting."""

    REPORTED = "har rapporterat"
    NOTHING = "inget att rapportera"
    WITHDRAWN = "posten är struken"
    REMOVED = "posten är borttagen"
    DROPPED = "posterna är strukna eller borttagna"
    SILENT = NOT_REPORTED


# It reported in good faith, but nothing of what it told stands any more.
GONE = (Reporting.WITHDRAWN, Reporting.REMOVED, Reporting.DROPPED)


@dataclass(frozen=True, slots=True)
class Coverage:
    """What each organisation did before a meeting, in the mall's order.

    One that is not `expected` to report stands among the `rows` only if it wrote.
    """

    rows: tuple[tuple[Organisation, Reporting], ...]
    expected: tuple[Organisation, ...]

    def of(self, organisation: Organisation) -> Reporting | None:
        """Return what one organisation did, or None if nothing was expected of it."""
        return next((did for row, did in self.rows if row.slug == organisation.slug), None)

    def having(self, *what: Reporting) -> tuple[Organisation, ...]:
        """Return the organisations that did any of that."""
        return tuple(row for row, did in self.rows if did in what)

    @property
    def reported(self) -> tuple[Organisation, ...]:
        """Those with an entry that stands."""
        return self.having(Reporting.REPORTED)

    @property
    def nothing(self) -> tuple[Organisation, ...]:
        """Those who had nothing to report."""
        return self.having(Reporting.NOTHING)

    @property
    def gone(self) -> tuple[tuple[Organisation, Reporting], ...]:
        """Those who reported, but of whose entries none stands, each with what became of them."""
        return tuple((row, did) for row, did in self.rows if did in GONE)

    @property
    def silent(self) -> tuple[Organisation, ...]:
        """Those who should have reported and did not."""
        return self.having(Reporting.SILENT)

    @property
    def is_told(self) -> bool:
        """Whether anybody reported; without that a count is not 0 but unknown."""
        return any(did is not Reporting.SILENT for _, did in self.rows)

    @property
    def shown(self) -> tuple[Organisation, ...]:
        """Every organisation of the meeting."""
        return tuple(row for row, _ in self.rows)


@dataclass(frozen=True, slots=True)
class Attended:
    """What an organisation did before the held meetings of a year, each newest first."""

    year: int
    did: tuple[tuple[Reporting, Meeting], ...]

    def having(self, *what: Reporting) -> tuple[Meeting, ...]:
        """Return the meetings to which it did any of that."""
        return tuple(meeting for did, meeting in self.did if did in what)

    @property
    def silent(self) -> tuple[Meeting, ...]:
        """The meetings to which it should have reported and did not."""
        return self.having(Reporting.SILENT)

    @property
    def answered(self) -> int:
        """To how many meetings it reported, or said that it had nothing to report."""
        return self.known - len(self.silent)

    @property
    def known(self) -> int:
        """How many meetings it answered, or should have."""
        return len(self.did)


@once
def find_coverage(archive: Archive, meeting: Meeting) -> Coverage:
    """Sort the mall's organisations by what they did before a meeting, in the mall's order."""
    return cover(archive, meeting.day, {meeting.id: archive.entries_by_meeting.get(meeting.id, ())})


def cover(archive: Archive, day: date, entries: Mapping[str, Iterable[Entry]]) -> Coverage:
    """Sort the mall's organisations by what they told, by meeting, of what one on a day takes up.

    An entry that was removed or withdrawn still shows that its organisation reported: what was
    wrong was told in good faith. A reader outside the group is told who reported, and no more.
    """
    wrote = gather((entry.organisation.slug, entry) for own in entries.values() for entry in own)
    expected = tuple(archive.mall.expected(day))
    answered = {slug for meeting, slug in archive.answered or () if meeting in entries}
    told = wrote.keys() if archive.answered is None else answered
    shown = {*told, *(row.slug for row in expected)}

    def find(slug: str) -> Reporting:
        if archive.answered is None:
            return find_reporting(archive, wrote.get(slug, ()))
        return Reporting.REPORTED if slug in answered else Reporting.SILENT

    rows = (row for row in archive.mall.organisations if row.slug in shown)
    return Coverage(tuple((row, find(row.slug)) for row in rows), expected)


def find_reporting(archive: Archive, entries: Collection[Entry]) -> Reporting:
    """Return what an organisation did, of its entries to a meeting."""
    found = [find_standing(archive, entry) for entry in entries]
    standing = set(found) - {Standing.WITHDRAWN, Standing.REMOVED}
    if standing:
        return Reporting.NOTHING if standing == {Standing.NOTHING} else Reporting.REPORTED
    if len(found) > 1:
        return Reporting.DROPPED
    if not found:
        return Reporting.SILENT
    return Reporting.REMOVED if found == [Standing.REMOVED] else Reporting.WITHDRAWN


def find_attended(
    organisation: Organisation, coverages: Iterable[tuple[Meeting, Coverage]]
) -> list[Attended]:
    """Return each year in which an organisation told something or should have, newest first.

    The meetings come newest first.
    """
    years = []
    for year, group in groupby(coverages, key=lambda found: found[0].planned.year):
        told = ((coverage.of(organisation), meeting) for meeting, coverage in group)
        did = tuple((what, meeting) for what, meeting in told if what)
        if did:
            years.append(Attended(year, did))
    return years


def find_silent(archive: Archive) -> frozenset[str]:
    """Return the ids of the reports that had a meeting, to which nobody reported."""
    return frozenset(
        report.id
        for report in archive.reports
        if report.meetings and not has_reports(archive, report)
    )


@once
def has_reports(archive: Archive, report: Report) -> bool:
    """Say whether anybody reported to any of a report's meetings."""
    return any(find_coverage(archive, meeting).is_told for meeting in report.meetings)


@once
def find_period_coverage(archive: Archive, report: Report) -> tuple[int, int]:
    """Return how many of the expected organisations reported at least once, and of how many."""
    expected, told = read_period(archive, report)
    return len(expected & told), len(expected)


def find_unheard(archive: Archive, report: Report) -> list[Organisation]:
    """Return the organisations that should have reported in a period and did not once."""
    expected, told = read_period(archive, report)
    return [row for row in archive.mall.organisations if row.slug in expected - told]


def read_period(archive: Archive, report: Report) -> tuple[set[str], set[str]]:
    """Return the slugs of who was expected to report to a period's meetings, and of who did."""
    expected: set[str] = set()
    told: set[str] = set()
    for meeting in report.meetings:
        coverage = find_coverage(archive, meeting)
        expected |= {row.slug for row in coverage.expected}
        told |= {row.slug for row, did in coverage.rows if did is not Reporting.SILENT}
    return expected, told


def measure_exposure(archive: Archive) -> dict[str, dict[str, int]]:
    """Return the days each organisation reported for, by the id of a report that had a meeting.

    Every organisation of the mall stands in every report, by slug; 0 is that it told nothing.
    """
    days = measure_meetings(archive)
    rows = archive.mall.organisations
    found = {report.id: dict.fromkeys((row.slug for row in rows), 0) for report in archive.reports}
    for report in archive.reports:
        for meeting in report.meetings:
            coverage = find_coverage(archive, meeting)
            for row in rows:
                if has_answered(coverage, row, meeting):
                    found[report.id][row.slug] += days[meeting.id]
    return {report.id: found[report.id] for report in archive.reports if report.meetings}


def measure_meetings(archive: Archive) -> dict[str, int]:
    """Return the days each held meeting covers: those since the previous held one.

    The first has none before it, and covers what the plan says lies between two.
    """
    held = archive.held_meetings
    first = {meeting.id: archive.mall.plan.interval for meeting in held[:1]}
    later = {meeting.id: (meeting.day - before.day).days for before, meeting in pairwise(held)}
    return first | later


def has_answered(coverage: Coverage, organisation: Organisation, meeting: Meeting) -> bool:
    """Say whether what an organisation told a meeting is all it had to tell.

    Of one that nobody expects to report, silence is that there was nothing.
    """
    did = coverage.of(organisation)
    return organisation.valid_at(meeting.day) if did is None else did is not Reporting.SILENT
