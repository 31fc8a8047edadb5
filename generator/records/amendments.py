"""What came after a report was adopted or minutes were approved, without counting what it moved.

Records tell of some of it by their own days: a correction, a withdrawal, an entry to a later
meeting that says `samma som` or follows something up. The rest has no day: what a file said then
comes from its history (`Since`), where there is one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import TypeAlias

from generator.problems import Origin
from generator.records.archive import Archive, once
from generator.records.files import Table, id_of
from generator.records.kinds import (
    Account,
    Correction,
    Decision,
    Entry,
    Meeting,
    Record,
    Removal,
    Report,
    ReportFile,
    Withdrawal,
)

# What stood at each path; None is no file at all.
Stood: TypeAlias = Mapping[str, Record | Table | None]
# A row of an entry's header that tells that it was changed, and why.
Mending: TypeAlias = Correction | Withdrawal | Removal
# What a correction writes where nothing stood.
NOTHING = ("inget", "ingen", "ingenting", "saknades", "tomt", "-", "–")
UNNUMBERED = ("rubrik", "text")
# What an åtgärd is until somebody has followed it up.
OPEN = "pågår"


class How(StrEnum):
    """How a record came to be another than it was: a row of its header, or only its history."""

    CORRECTED = "rättelser"
    WITHDRAWN = "struken"
    REMOVED = "avlägsnad"
    SAME_EVENT = "samma som"
    FOLLOW_UP = "uppföljning"
    ADDED = "added"
    CHANGED = "changed"
    GONE = "gone"


MENDED = (How.CORRECTED, How.WITHDRAWN, How.REMOVED)


@dataclass(frozen=True, slots=True)
class Since:
    """What gave other numbers when something was settled: each file as it stood, None for no file.

    `days` are those of the first change of each, where known. Who last sent the report on, or
    approved it anew, had the `handled` ones before them.
    """

    stood: Stood = field(default_factory=dict)
    days: Mapping[str, date] = field(default_factory=dict)
    handled: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Amendment:
    """One change of a file: how, on which day if that is known, and the numbers it moved.

    `record` is what stands there, or stood. Before it, the header had the `values` (None: no such
    row), or the file was `stood`; neither when nobody can tell. The entry's own `mendings` say why.
    It is `handled` when the report was sent, or the minutes approved, after it.
    """

    how: How
    path: str
    record: Record | Table | None
    origin: Origin
    day: date | None = None
    mendings: tuple[Mending, ...] = ()
    values: Mapping[str, str | None] | None = None
    stood: Stood | None = None
    handled: bool = False

    @property
    def may_move(self) -> bool:
        """Whether it may have moved a number: a corrected text moves none."""
        return self.how is not How.CORRECTED or not self.corrects <= {*UNNUMBERED}

    @property
    def corrects(self) -> set[str]:
        """The fields that it says were corrected."""
        return {row.field for row in self.mendings if isinstance(row, Correction)}


def find_amendments(archive: Archive, report: Report, since: Since) -> list[Amendment]:
    """Return what may have changed an adopted report: what has no day, then what has, oldest first."""
    if report.file is None or report.file.adopted is None:
        return []
    adopted = report.file.adopted.day
    sent = max([adopted, *(row.day for row in report.file.dispatched)])
    dated = [
        replace(found, handled=bool(found.day and found.day <= sent))
        for found in find_dated(archive, adopted)
        if not was_told(archive, found, adopted, since)
    ]
    # What is told to a later meeting has a day by that.
    undated = [
        found
        for found in find_undated(archive, since, adopted)
        if told_by(archive, found) <= adopted
    ]
    return [*undated, *dated]


def was_told(archive: Archive, found: Amendment, adopted: date, since: Since) -> bool:
    """Say whether what is told to a later meeting was told in time: only the meeting's day is new."""
    if found.how not in (How.SAME_EVENT, How.FOLLOW_UP) or not isinstance(
        found.record, Entry | Meeting
    ):
        return False
    then = since.stood.get(archive.meeting[archive.taken_up_at(found.record)].path)
    return isinstance(then, Meeting) and then.is_held and then.day <= adopted


def find_unapproved(archive: Archive, meeting: Meeting, since: Since) -> list[Amendment]:
    """Return what may have changed a meeting since its minutes were approved, and has no day.

    What has a day of its own is told where it stands; it needs no new approval.
    """
    if meeting.approved is None:
        return []
    dated = {found.path for found in find_dated(archive, meeting.approved.day)}
    undated = find_undated(archive, since, meeting.approved.day)
    return [found for found in undated if found.path not in dated]


@once
def find_days_of(archive: Archive) -> list[tuple[date, Entry]]:
    """Return every entry with the day of the meeting that takes it up."""
    return [(archive.day_of(entry), entry) for entry in archive.entries]


def find_dated(archive: Archive, settled: date) -> Iterator[Amendment]:
    """Yield the changes after a day that records tell of themselves, oldest first."""
    earlier = [found for day, found in find_days_of(archive) if day <= settled]
    later = [found for day, found in find_days_of(archive) if day > settled]
    meetings = [found for found in archive.held_meetings if found.day > settled]
    tellers: list[Entry | Meeting] = [*(entry for entry in later if entry.stands), *meetings]
    found = [
        *(row for entry in earlier for row in find_mended(entry, settled)),
        *(row for entry in later for row in find_same_event(archive, entry, settled)),
        *(row for told in tellers for row in find_follow_up(archive, told, settled)),
    ]
    yield from sorted(found, key=lambda row: (row.day or settled, row.path))


def find_same_event(archive: Archive, entry: Entry, settled: date) -> Iterator[Amendment]:
    """Yield that an entry to a later meeting tells of an event that was told before."""
    older = archive.entry.get(entry.same_as or "")
    if older and archive.day_of(older) <= settled:
        yield undone(How.SAME_EVENT, entry, (How.SAME_EVENT,), archive.day_of(entry))


def find_follow_up(archive: Archive, told: Entry | Meeting, settled: date) -> Iterator[Amendment]:
    """Yield that a later meeting was told of another status on a day than was known then."""
    for index, row in enumerate(told.follow_ups):
        if row.day <= settled and row.status != find_status(archive, row.action, settled):
            keys = (How.FOLLOW_UP, index, "åtgärd")
            yield undone(How.FOLLOW_UP, told, keys, archive.day_of(told))
            return


def find_status(archive: Archive, action: str, settled: date) -> str:
    """Return the status of an åtgärd or uppdrag that was known on a day."""
    known = [
        found.row.status
        for found in archive.follow_ups
        if found.row.action == action and found.row.day <= settled
        if archive.day_of(found.record) <= settled
    ]
    return known[-1] if known else OPEN


def find_mended(entry: Entry, settled: date) -> Iterator[Amendment]:
    """Yield the corrections, the withdrawal and the removal of an entry after a day."""
    for index, row in enumerate(entry.corrections):
        if row.day > settled:
            found = undone(How.CORRECTED, entry, (How.CORRECTED, index, "datum"), row.day)
            said = None if row.said.casefold() in NOTHING else row.said
            mended = replace(found, mendings=(row,), values={row.field: said})
            yield mended if mended.may_move else replace(mended, values=None)
    if entry.withdrawn and entry.withdrawn.day > settled:
        found = undone(How.WITHDRAWN, entry, (How.WITHDRAWN, "datum"), entry.withdrawn.day)
        yield replace(found, mendings=(entry.withdrawn,))
    if entry.removed and entry.removed.day > settled:
        found = undone(How.REMOVED, entry, (How.REMOVED, "datum"), entry.removed.day)
        # What stood there is not to be known any more.
        yield replace(found, mendings=(entry.removed,), values=None)


def undone(how: How, record: Entry | Meeting, keys: tuple[str | int, ...], day: date) -> Amendment:
    """Return the change that is undone by taking its row away."""
    return Amendment(how, record.path, record, record.origin(*keys), day, values={str(how): None})


def find_undated(archive: Archive, since: Since, settled: date) -> Iterator[Amendment]:
    """Yield the files that may give other numbers than they gave on a day, by their paths."""
    files = index_files(archive)
    for path, before in sorted(since.stood.items()):
        now = files.get(path)
        if not tells_otherwise(before, now, settled):
            continue
        how = How.ADDED if before is None else How.GONE if now is None else How.CHANGED
        yield Amendment(
            how,
            path,
            now or before,
            Origin(path),
            since.days.get(path),
            mendings=tuple(find_new_mendings(before, now, settled)),
            stood={path: before},
            handled=path in since.handled,
        )


def find_new_mendings(
    before: Record | Table | None, now: Record | Table | None, settled: date
) -> Iterator[Mending]:
    """Yield what an entry says was mended by a day, and did not say before.

    A row written after the day, and dated then, has an amendment of its own.
    """
    if isinstance(before, Entry) and isinstance(now, Entry):
        known = {name_mending(row) for row in mendings_of(before)}
        yield from (
            row for row in mendings_of(now) if row.day <= settled and name_mending(row) not in known
        )


def mendings_of(entry: Entry) -> Iterator[Mending]:
    """Yield the rows of an entry that tell that it was changed."""
    yield from entry.corrections
    yield from filter(None, (entry.withdrawn, entry.removed))


def name_mending(row: Mending) -> tuple[object, ...]:
    """Return what a row is known by; a reader may not be told what stood."""
    return type(row), row.day, getattr(row, "field", ""), row.by


def is_emptied(archive: Archive, path: str) -> bool:
    """Say whether a file is gone by decision: its record, or its table's, was removed or disposed of."""
    name = id_of(path.removesuffix(".csv"))
    entry = archive.entry.get(name)
    return name in archive.disposed or (entry is not None and entry.removed is not None)


def told_by(archive: Archive, found: Amendment) -> date:
    """Return the day of the meeting that an entry was told to; `date.min` for other files."""
    return archive.day_of(found.record) if isinstance(found.record, Entry) else date.min


@once
def index_files(archive: Archive) -> dict[str, Record | Table]:
    """Return what stands in the archive's files, by path."""
    decided = (*archive.decisions, *archive.accounts)
    records = (*archive.entries, *archive.meetings, *archive.report_files, *decided)
    written = {record.path: record for record in records if record.source.whole}
    return {**written, **{f"{name}.csv": table for name, table in archive.tables.items()}}


def tells_otherwise(
    before: Record | Table | None, now: Record | Table | None, by: date = date.max
) -> bool:
    """Say whether two versions of a file may give different numbers of what was so by a day."""
    return what_counts(before, by) != what_counts(now, by)


def what_counts(record: Record | Table | None, by: date) -> tuple[object, ...]:
    """Return what numbers may come from: a text, a source or a name of somebody moves none.

    A decision goes on: what is told of it for a later day moves none either.
    """
    match record:
        case Entry():
            return (
                *(row and row.name for row in (record.kind, record.problem_type, record.place)),
                *(row and row.name for row in (record.organisation, record.time)),
                *(record.start, record.end, record.events, record.same_as),
                record.reliability is None or record.reliability.counts,
                *(record.withdrawn is None, record.removed is None),
                *(name_mending(row) for row in record.corrections if row.day <= by),
                *what_is_done(record),
            )
        case Meeting():
            judged = {
                name: (row.level.name, row.trend and row.trend.name)
                for name, row in record.assessments.items()
            }
            held = (record.is_held, record.held, len(record.proposals))
            return (*held, judged, *what_is_done(record))
        case ReportFile():
            # A report without a file has the period of one whose file says nothing of it.
            return tuple(day for day in (record.start, record.end) if day)
        case Decision():
            told = tuple((row.status, row.day) for row in record.statuses if row.day <= by)
            # An uppdrag without a day is never late.
            given = tuple((row.number, row.due) for row in record.assignments if row.due)
            return (record.day, record.outcome, record.answers, record.replaces, told, given)
        case Account():
            return (record.day,) if record.day <= by else ()
        case Table():
            return record.rows
    return ()


def what_is_done(record: Entry | Meeting) -> Iterator[tuple[object, ...]]:
    """Yield what the åtgärder of a record and their statuses are known by."""
    yield tuple((row.number, row.due, row.responsible.name) for row in record.actions)
    yield tuple((row.action, row.status, row.day) for row in record.follow_ups)
