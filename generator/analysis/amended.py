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
    How,
    Meeting,
    Record,
    Report,
    Since,
    Stood,
    Table,
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
    stood = find_stood(archive, rows)
    oldest = {path: found for step in reversed(stood) for path, found in step.items()}
    version, numbers = archive, [count(archive)]
    if not oldest or count(restore(archive, oldest)) == numbers[0]:
        return [Amended(row) for row in rows]
    for step in reversed(stood):
        version = restore(version, step) if step else version
        numbers.append(count(version) if step else numbers[-1])
    numbers.reverse()
    moved = [find_moved(before, after) for before, after in pairwise(numbers)]
    stuck = {
        row.path: index
        for index, (row, step) in enumerate(zip(rows, stood, strict=True))
        if not step and row.may_move
    }
    for index, row in enumerate(rows):
        if row.stood is not None and row.path in stuck:
            moved[stuck[row.path]], moved[index] = moved[index], ()
    return [Amended(row, found) for row, found in zip(rows, moved, strict=True)]


def find_stood(archive: Archive, rows: Sequence[Amendment]) -> list[Stood]:
    """Return what stood in the files before each change; nothing when that is not known."""
    files: dict[str, Record | Table | None] = {**index_files(archive)}
    found: list[Stood] = []
    for row in reversed(rows):
        stood, record = row.stood or {}, files.get(row.path)
        if row.stood is None and row.values is not None and isinstance(record, Record):
            # No number comes from the rows that tell of corrections, and they may be many.
            values = {**row.values, How.CORRECTED: None}
            before = rewrite(record, archive.mall, values)
            stood = {row.path: before} if before else {}
        files.update(stood)
        found.append(stood)
    return found[::-1]
