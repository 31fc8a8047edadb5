"""What a monthly report cannot tell: what lies ahead, who was silent, what has been changed since."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from generator.analysis import find_coverage
from generator.records import (
    Archive,
    Correction,
    Entry,
    Meeting,
    Organisation,
    Place,
    Removal,
    Report,
    Withdrawal,
    find_coming,
)


@dataclass(frozen=True, slots=True)
class Ahead:
    """Something planned: its days, what it is, where, and the record that tells more."""

    first: date
    last: date | None
    what: str
    place: Place | None
    record: Entry | Meeting | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """A correction, withdrawal or removal of an entry, in words."""

    day: date
    entry: Entry
    words: str


def list_changes(archive: Archive) -> list[Change]:
    """Return every correction, withdrawal and removal, oldest first."""
    found = [change for entry in archive.entries for change in changes_of(entry)]
    return sorted(found, key=lambda change: (change.day, change.entry.id))


def changes_of(entry: Entry) -> Iterator[Change]:
    """Yield what has been changed in an entry since it was written."""
    for row in entry.corrections:
        yield Change(row.day, entry, say_correction(row))
    if entry.withdrawn:
        yield Change(entry.withdrawn.day, entry, say_withdrawal(entry.withdrawn))
    if entry.removed:
        yield Change(entry.removed.day, entry, say_removal(entry.removed))


def say_correction(row: Correction) -> str:
    """Say what was corrected and why."""
    return f"Rättelse: {row.field} var {row.said}, ska vara {row.says}. {row.reason.rstrip('.')}."


def say_withdrawal(row: Withdrawal) -> str:
    """Say that an entry was withdrawn and why."""
    return f"Struken: {row.reason.rstrip('.')}. Posten räknas inte."


def say_removal(row: Removal) -> str:
    """Say that an entry was emptied and why."""
    return f"Innehållet är borttaget. Skäl: {row.reason}. Posten räknas inte."


def find_ahead(archive: Archive, report: Report, day: date) -> list[Ahead]:
    """Return what the meetings know will happen after the period, and the next of them."""
    after = min(report.end, day)
    found: dict[tuple[date, str], Ahead] = {}
    for meeting in report.meetings:
        for row in meeting.upcoming:
            found.setdefault((row.day, row.what), Ahead(row.day, None, row.what, row.place))
        for entry in archive.entries_by_meeting.get(meeting.id, ()):
            if entry.stands and entry.kind.role == "kommande" and entry.start:
                ahead = Ahead(entry.start, entry.end, entry.title, entry.place, entry)
                found[entry.start, entry.title] = ahead
    following = find_next_meeting(archive, report)
    if following:
        found[following.first, ""] = following
    coming = [ahead for ahead in found.values() if (ahead.last or ahead.first) > after]
    return sorted(coming, key=lambda ahead: (ahead.first, ahead.what))


def find_silent(archive: Archive, report: Report) -> list[tuple[Meeting, tuple[Organisation, ...]]]:
    """Return the meetings some organisation did not report to, and which."""
    silent = [(meeting, find_coverage(archive, meeting).silent) for meeting in report.meetings]
    return [(meeting, organisations) for meeting, organisations in silent if organisations]


def find_changes(changes: Sequence[Change], report: Report, archive: Archive) -> list[Change]:
    """Return the changes made in the period, and those made to the report's entries until adopted."""
    own = {meeting.id for meeting in report.meetings}
    adopted = report.file.adopted.day if report.file and report.file.adopted else None

    def is_told(change: Change) -> bool:
        if archive.taken_up_at(change.entry) in own:
            return adopted is None or change.day <= adopted
        return report.start <= change.day <= report.end

    return [change for change in changes if is_told(change)]


def find_next_meeting(archive: Archive, report: Report) -> Ahead | None:
    """Return the first meeting after the period: one with a folder, or else a day of the plan."""
    meetings = {meeting.day: meeting for meeting in archive.meetings if not meeting.called_off}
    later = [day for day in (*meetings, *find_coming(archive)) if day > report.end]
    day = min(later, default=None)
    return Ahead(day, None, "EST-möte", None, meetings.get(day)) if day else None


def find_called_off(archive: Archive, report: Report) -> list[Meeting]:
    """Return the meetings that were planned for the period and called off."""
    off = [meeting for meeting in archive.meetings if meeting.called_off]
    return [meeting for meeting in off if report.start <= meeting.planned <= report.end]
