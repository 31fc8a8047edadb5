"""The article of one record, for whoever writes it as something else than a page."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from generator.article.values import Article
from generator.pages.base import Build
from generator.pages.decision.compose import compose_decision
from generator.pages.decision.months import SubjectMonths
from generator.pages.handwritten.beside import address_of_doc
from generator.pages.handwritten.build import find_handwritten
from generator.pages.history import read_history, read_since
from generator.pages.meeting.compose import compose_meeting
from generator.pages.meeting.facts import find_meeting_facts
from generator.pages.report.changes import Change, list_changes
from generator.pages.report.compose import compose_report
from generator.pages.report.editions import open_sent
from generator.pages.report.facts import ReportFacts, find_report_facts
from generator.pages.shared.months import MonthlyCounts
from generator.records import Archive, Decision, Meeting, Report


def make_build(root: Path, archive: Archive) -> Build:
    """Return what every page of an archive draws on."""
    history = read_history(root)
    handwritten = frozenset(address_of_doc(path) for path in find_handwritten(root))
    since = read_since(root, archive)
    return Build(archive, history.changed, history.shallow, handwritten, since)


@dataclass(frozen=True)
class Composer:
    """Composes records one by one; what they share is counted once."""

    build: Build

    @cached_property
    def monthly(self) -> MonthlyCounts:
        """The counts of every month."""
        return MonthlyCounts(self.build)

    @cached_property
    def changes(self) -> list[Change]:
        """What has changed in the archive, oldest first."""
        return list_changes(self.build.archive)

    def compose(self, record: Report | Meeting | Decision) -> Article:
        """Return a record's article; a report is of a month with a meeting, and as it was last sent."""
        if isinstance(record, Report):
            return open_sent(self.build.archive, record) or self.compose_today(record)
        if isinstance(record, Meeting):
            return compose_meeting(find_meeting_facts(self.build, record))
        return compose_decision(SubjectMonths(self.monthly), record)

    def compose_today(self, report: Report) -> Article:
        """Return what a report says today, whether it has been sent or not."""
        return compose_report(self.find_facts(report))

    def find_facts(self, report: Report) -> ReportFacts:
        """Return what a report rests on today."""
        return find_report_facts(self.monthly, self.changes, report)
