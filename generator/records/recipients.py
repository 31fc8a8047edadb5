"""Who a monthly report is for, and which of its entries are not meant for so many."""

from __future__ import annotations

from collections.abc import Iterator

from generator.records.archive import Archive
from generator.records.kinds.entry import Entry
from generator.records.kinds.report import Report, ReportFile
from generator.records.mall.mall import Mall
from generator.records.mall.rows import Distribution


def recipients_of(archive: Archive, file: ReportFile | None) -> tuple[str, ...]:
    """Return who gets a report: those it names, or else those the mall does."""
    return (file.recipients if file else ()) or archive.mall.defaults.recipients


def find_narrow(archive: Archive, report: Report) -> Iterator[tuple[str, list[Entry]]]:
    """Yield each recipient that some of a report's entries do not reach, and those entries."""
    mall = archive.mall
    inside = [e for m in report.meetings for e in archive.entries_by_meeting[m.id] if e.tells]
    for recipient in recipients_of(archive, report.file):
        needed = reader_of(mall, recipient)
        narrow = [e for e in inside if mall.rank(e.distribution) < mall.rank(needed)]
        if narrow:
            yield recipient, narrow


def reader_of(mall: Mall, recipient: str) -> Distribution:
    """Return which spridning a recipient needs: the one its name holds, or else the widest."""
    words = recipient.casefold().split()
    named = [row for row in mall.distributions if any(w.casefold() in words for w in row.words)]
    return named[0] if named else mall.distributions[-1]
