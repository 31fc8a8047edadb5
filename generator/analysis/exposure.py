"""For how many days each organisation has reported: what a count must be held against.

Meetings every second week give months of two or three, and an organisation that did not report
told nothing of its days: without the days behind it, a count says little.
"""

from __future__ import annotations

from itertools import pairwise

from generator.analysis.reporting import Coverage, Reporting, find_coverage
from generator.records import Archive, Meeting, Organisation


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
