"""The article of one record, for whoever writes it as something else than a page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from generator.analysis import tell_apart
from generator.article.values import Article
from generator.pages.base import RECORDS, Build
from generator.pages.decision.compose import compose_decision
from generator.pages.decision.months import SubjectMonths
from generator.pages.handwritten.beside import address_of_doc
from generator.pages.handwritten.build import find_handwritten
from generator.pages.history import read_history, read_since
from generator.pages.meeting.compose import compose_meeting
from generator.pages.meeting.facts import find_meeting_facts
from generator.pages.report.compose import compose_report
from generator.pages.report.editions import open_sent
from generator.pages.report.facts import ReportFacts, find_report_facts
from generator.pages.shared.changes import Change, list_changes
from generator.pages.shared.months import MonthlyCounts, monthly_of
from generator.problems import CannotRun
from generator.records import (
    MALL,
    Archive,
    Decision,
    Distribution,
    Meeting,
    Report,
    for_reader,
    index_files,
)

Known = TypeVar("Known", Report, Meeting, Decision)


def make_build(root: Path, archive: Archive, reader: Distribution) -> Build:
    """Return what every page for a reader draws on; `archive` is the whole of it.

    Whoever writes anything for a reader asks here, and takes all it writes from the build:
    `build.archive` holds what the reader may read and nothing else, so nobody need ask again, and
    its numbers come from `build.entries` and `build.archive.counted`. `find_reader` returns the
    reader that a name means: the first row of `spridning` is the group, who sees all. What is
    compared with something frozen is compared for the same reader.
    """
    shown, history = for_reader(archive, reader), read_history(root)
    handwritten = frozenset(address_of_doc(path) for path in find_handwritten(root))
    # What a file once said tells more than its reader may know, so only records tell of changes.
    since = read_since(root, shown) if shown.reader is None else {}
    changed = {path: day for path, day in history.changed.items() if may_tell(shown, path)}
    apart = tell_apart(archive, shown) if shown.reader else None
    return Build(shown, changed, history.shallow, handwritten, since, apart)


def may_tell(shown: Archive, path: str) -> bool:
    """Say whether a reader may know when a file was changed: one that is gone tells nothing.

    A file of a meeting's folder that is no record shown may have been an entry that is withheld.
    """
    if shown.reader is None or not path.startswith(RECORDS):
        return True
    return path in index_files(shown) or path == MALL


@dataclass(frozen=True)
class Composer:
    """Composes records one by one; what they share is counted once."""

    build: Build

    @cached_property
    def monthly(self) -> MonthlyCounts:
        """The counts of every month."""
        return monthly_of(self.build)

    @cached_property
    def changes(self) -> list[Change]:
        """What has changed in the archive, oldest first."""
        return list_changes(self.build.archive)

    def compose(self, record: Report | Meeting | Decision) -> Article:
        """Return a record's article; a report is of a month with a meeting, and as it was last sent.

        The record may be of the whole archive: what the build's reader may read of it is composed.
        """
        archive = self.build.archive
        if isinstance(record, Report):
            own = self.find(archive.report, record)
            return open_sent(archive, own) or self.compose_today(own)
        if isinstance(record, Meeting):
            found = self.find(archive.meeting, record)
            return compose_meeting(find_meeting_facts(self.build, found))
        return compose_decision(SubjectMonths(self.monthly), self.find(archive.decision, record))

    def compose_today(self, report: Report) -> Article:
        """Return what a report says today, whether it has been sent or not."""
        return compose_report(self.find_facts(report))

    def find_facts(self, report: Report) -> ReportFacts:
        """Return what a report rests on today."""
        own = self.find(self.build.archive.report, report)
        return find_report_facts(self.monthly, self.changes, own)

    def find(self, known: Mapping[str, Known], record: Known) -> Known:
        """Return a record as the build's reader reads it, or raise `CannotRun` where that is nothing."""
        if record.id in known:
            return known[record.id]
        archive = self.build.archive
        reader = archive.reader or archive.mall.distributions[0]
        raise CannotRun(f"{record.id} sprids inte till {reader.name}.")
