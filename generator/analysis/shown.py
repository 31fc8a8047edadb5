"""The archive as those have it who read a report's summary, and as it was when the report was adopted."""

from __future__ import annotations

from generator.analysis.amended import find_stood
from generator.records import (
    Archive,
    Distribution,
    Report,
    Since,
    find_amendments,
    for_reader,
    once,
    restore,
)


@once
def show_to_readers(archive: Archive) -> tuple[Archive, ...]:
    """Return the archive of every reader outside the group whom a report's summary goes to, the nearest first.

    Where it goes to nobody, the group alone reads it, and has the archive as it is.
    """
    mall = archive.mall
    reach = mall.rank(mall.default(Distribution))
    outside = (row for row in mall.distributions if 0 < mall.rank(row) <= reach)
    return tuple(for_reader(archive, row) for row in outside) or (archive,)


def stand_as_adopted(archive: Archive, report: Report, since: Since) -> Archive:
    """Return the archive as it was when a report was adopted, as far as it or its history tells."""
    stood = find_stood(archive, find_amendments(archive, report, since))
    oldest = {path: found for step in reversed(stood) for path, found in step.items()}
    return restore(archive, oldest) if oldest else archive
