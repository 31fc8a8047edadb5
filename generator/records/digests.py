"""What a report rests on, as digests: whether a record says the same as it said when the report was sent.

A record's digest is the SHA-256 of the canonical JSON of its keys as they are written and its body. Left
out is what tells of changes in the open, or of what came later.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from generator.records.amendments import index_files, is_emptied
from generator.records.archive import Archive, once
from generator.records.files import Source, Table, Value, id_of
from generator.records.frozen import Frozen, Kept, canonical, newest, sum_of
from generator.records.kinds import Entry, Meeting, Record, Report, ReportFile

CORRECTIONS, APPROVED, HELD = "rättelser", "godkänd", "hölls"
OPEN = (CORRECTIONS, "struken", "avlägsnad", "granskat", "uppföljning")
LEFT_OUT: Mapping[type[Record], tuple[str, ...]] = {
    Entry: OPEN,
    Meeting: (*OPEN, APPROVED),
    # To whom it was sent, and may yet be.
    ReportFile: (*OPEN, "mottagare", "expedierad"),
}
TITLE, TEXT, TABLE = "rubrik", "text", "tabell"
SHORT = 16


class Way(StrEnum):
    """How a file is another than when the report was sent."""

    CHANGED = "changed"
    ADDED = "added"
    GONE = "gone"
    # The file is there as it was, but its meeting is in another report, or in this one since.
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Difference:
    """A file that is not what an edition rests on, in silence; of a changed one its keys."""

    frozen: Frozen
    path: str
    way: Way
    keys: tuple[str, ...] = ()


def digest_report(archive: Archive, report: Report) -> dict[str, Kept]:
    """Return the digests of all that a report rests on in its own period, by path."""
    records: list[Record] = [meeting for meeting in report.meetings if meeting.has_file]
    for meeting in report.meetings:
        records += archive.entries_by_meeting.get(meeting.id, ())
    if report.file:
        records.append(report.file)
    found = {record.path: digest_record(type(record), record.source) for record in records}
    tables = (record.path.removesuffix(".md") for record in records if isinstance(record, Entry))
    return found | {
        f"{name}.csv": digest_table(archive.tables[name])
        for name in tables
        if name in archive.tables
    }


def digest_record(form: type[Record], source: Source) -> Kept:
    """Return the digests of a record: of it all, of each key, and of the rows that tell of corrections."""
    said = {key: value for key, value in source.data.items() if key not in LEFT_OUT[form]}
    parts: dict[str, Value] = {**said, TITLE: source.title, TEXT: source.text}
    rows = source.data.get(CORRECTIONS)
    approved = source.value_at((APPROVED, "datum"))
    return Kept(
        sum_of(canonical({"keys": said, "body": source.body})),
        {key: shorten(value) for key, value in parts.items() if value},
        tuple(map(shorten, rows)) if isinstance(rows, list) else (),
        approved if isinstance(approved, str) else "",
    )


def digest_table(table: Table) -> Kept:
    """Return the digest of a table: of its cells, however its lines end."""
    rows = [list(row) for row in table.rows]
    return Kept(sum_of(canonical(rows)), {TABLE: shorten(rows)})


def shorten(value: object) -> str:
    """Return the beginning of a value's digest: enough to tell two values apart."""
    return sum_of(canonical(value))[:SHORT]


@once
def find_differences(archive: Archive) -> tuple[Difference, ...]:
    """Return what differs in silence from what the newest edition of each report rests on."""
    return tuple(hold_all(archive))


def hold_all(archive: Archive) -> Iterator[Difference]:
    """Yield it, report by report and path by path."""
    for frozen in newest(archive.frozen):
        report = archive.report.get(frozen.report)
        now = digest_report(archive, report) if report else {}
        moved = find_moved(archive, frozen, report, now)
        for path in sorted({*frozen.records, *now}):
            if (path in frozen.records) != (path in now) and is_unsure(archive, frozen, path):
                continue
            if path in moved:
                yield Difference(frozen, path, Way.MOVED, (HELD,))
            elif path.rpartition("/")[0] in {meeting.rpartition("/")[0] for meeting in moved}:
                continue
            elif id_of(path.removesuffix(".csv")) not in archive.unread:
                yield from hold_together(archive, frozen, path, now.get(path))


def is_unsure(archive: Archive, frozen: Frozen, path: str) -> bool:
    """Say whether a file may be in a report, or not be, only because another cannot be read.

    Its meeting's file says when it was held, and the report's own from which day to which.
    """
    folder = id_of(path.rpartition("/")[0])
    return not archive.unread.isdisjoint({folder, f"rapporter/{frozen.report}"})


def find_moved(
    archive: Archive, frozen: Frozen, report: Report | None, now: Mapping[str, Kept]
) -> set[str]:
    """Return the files of the meetings that their day alone has taken out of a report, or into it."""
    there = index_files(archive)
    moved = set()
    for meeting in archive.meetings:
        path = meeting.path
        if path not in there or (path in frozen.records) == (path in now):
            continue
        then = frozen.records.get(path)
        if then and then.keys.get(HELD) != digest_record(Meeting, meeting.source).keys.get(HELD):
            moved.add(path)
        planned = report and report.start <= meeting.planned <= report.end
        if not then and meeting.held and not planned:
            moved.add(path)
    return moved


def hold_together(
    archive: Archive, frozen: Frozen, path: str, now: Kept | None
) -> Iterator[Difference]:
    """Yield how a file differs, unless it says so itself: by a correction, a removal, a new approval."""
    then = frozen.records.get(path)
    if then is None:
        yield Difference(frozen, path, Way.ADDED)
    elif now is None:
        if not is_emptied(archive, path):
            yield Difference(frozen, path, Way.GONE)
    elif now.whole != then.whole and not is_emptied(archive, path):
        told = set(find_told(archive, path, then))
        keys = tuple(key for key in now.differs(then) if key not in told)
        if keys and now.approved <= then.approved:
            yield Difference(frozen, path, Way.CHANGED, keys)


def find_told(archive: Archive, path: str, then: Kept) -> Iterator[str]:
    """Yield the fields that an entry's new rows of corrections tell of; those of its table too."""
    entry = archive.entry.get(id_of(path.removesuffix(".csv")))
    rows = entry.source.data.get(CORRECTIONS) if entry else None
    for row in rows if isinstance(rows, list) else ():
        if isinstance(row, dict) and shorten(row) not in then.corrections:
            yield str(row.get("fält", ""))
