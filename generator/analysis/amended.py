"""Which numbers moved after a report was adopted or minutes were approved, and by what.

Each change is undone, the newest first, and the numbers are counted again: what differs is what it
moved.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

from generator.analysis.numbers import Moved, Numbers, count_meeting, count_report, find_moved
from generator.records import (
    MENDED,
    Amendment,
    Archive,
    Entry,
    Meeting,
    Record,
    Report,
    Since,
    find_amendments,
    find_unapproved,
    index_files,
    restore,
    rewrite,
)

Count: TypeAlias = Callable[[Archive], Numbers]


@dataclass(frozen=True, slots=True)
class Amended:
    """A change, and the numbers it moved."""

    change: Amendment
    moved: tuple[Moved, ...] = ()


def amend_report(archive: Archive, report: Report, since: Since) -> list[Amended]:
    """Return what has come after a report was adopted: what has no day, then oldest first.

    Its own entries' corrections, withdrawals and removals are told whether a number moved or not.
    """
    changes = find_amendments(archive, report, since)
    own = {meeting.id for meeting in report.meetings}
    found = trace(archive, changes, lambda version: count_report(version, report.id))
    return [row for row in found if row.moved or is_mended(archive, row.change, own)]


def amend_meeting(archive: Archive, meeting: Meeting, since: Since) -> list[Amended]:
    """Return what has changed in a meeting's numbers since its minutes were approved, without a day."""

    def count(version: Archive) -> Numbers:
        same = version.meeting.get(meeting.id)
        return count_meeting(version, same) if same else {}

    found = trace(archive, find_unapproved(archive, meeting, since), count)
    return [row for row in found if row.moved]


def is_mended(archive: Archive, found: Amendment, own: Collection[str]) -> bool:
    """Say whether an entry of some meetings was corrected, withdrawn or removed."""
    entry = found.record
    return found.how in MENDED and isinstance(entry, Entry) and archive.taken_up_at(entry) in own


def trace(archive: Archive, rows: Sequence[Amendment], count: Count) -> list[Amended]:
    """Undo changes one by one, the newest first; return them with what each moved, oldest first.

    What only history tells of a file is told of the file's own row, if that could not be undone.
    """
    versions = [archive]
    for row in reversed(rows):
        versions.append(undo(versions[-1], row))
    versions.reverse()
    if not rows or count(versions[0]) == count(archive):
        return [Amended(row) for row in rows]
    numbers = [count(version) for version in versions]
    moved = [find_moved(before, after) for before, after in pairwise(numbers)]
    stuck = {
        row.path: index
        for index, (row, (older, newer)) in enumerate(zip(rows, pairwise(versions), strict=True))
        if older is newer and row.may_move
    }
    for index, row in enumerate(rows):
        if row.stood is not None and row.path in stuck:
            moved[stuck[row.path]], moved[index] = moved[index], ()
    return [Amended(row, found) for row, found in zip(rows, moved, strict=True)]


def undo(version: Archive, row: Amendment) -> Archive:
    """Return the archive as it was before a change; the same one when that is not known."""
    if row.stood is not None:
        return restore(version, row.stood)
    record = index_files(version).get(row.path)
    if row.values is None or not isinstance(record, Record):
        return version
    before = rewrite(record, version.mall, row.values)
    return restore(version, {row.path: before}) if before else version
