"""The archive as it was: what has been settled, and what stood in the files then.

A file is known by its path. What an earlier version says is read with the mall of today; one that
today's reader refuses is left out, since nothing can be said of it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import TypeVar

from generator.problems import ArchiveError
from generator.records.amendments import How, Stood, index_files, tells_otherwise
from generator.records.archive import Archive
from generator.records.files import (
    DAY,
    MALL,
    REPORTS,
    Source,
    Table,
    Value,
    find_header_end,
    parse_yaml,
)
from generator.records.forms import Reading
from generator.records.kinds import (
    KINDS,
    TABLE_PATH,
    Account,
    Decision,
    Entry,
    Meeting,
    Record,
    ReportFile,
)
from generator.records.loading import Found, plan_meetings, read_file
from generator.records.mall import Mall
from generator.records.reading import read_form

AnyRecord = TypeVar("AnyRecord", bound=Record)

# The rows that settle something.
APPROVED, ADOPTED = "godkänd", "fastställd"
KINDS_THAT_COUNT = (Entry, Meeting, ReportFile, Decision, Account)
DECISIONS = PurePosixPath("decisions")


@dataclass(frozen=True, slots=True)
class Settled:
    """A file that says since a day that something is settled: a meeting's minutes, a report."""

    path: str
    key: str
    day: date

    def rests_on(self, path: str) -> bool:
        """Say whether a file's first version, or a change of it, may change what is settled.

        A meeting rests on its folder. A report rests on what had been written for meetings by then,
        its own and those it is compared with, on the decisions taken by then, and on the periods
        before it. Neither rests on the mall, which goes on.
        """
        folder = PurePosixPath(path).parent
        if not is_record(path):
            return False
        if folder == PurePosixPath(REPORTS):
            return self.key == ADOPTED and path <= self.path
        if folder == DECISIONS:
            return self.key == ADOPTED and PurePosixPath(path).name[:10] <= str(self.day)
        if self.key == ADOPTED:
            return DAY.fullmatch(folder.name) is not None and folder.name <= str(self.day)
        return folder == PurePosixPath(self.path).parent and not TABLE_PATH.fullmatch(path)


def find_settled(archive: Archive) -> Iterator[Settled]:
    """Yield every meeting that is approved and every report that is adopted."""
    for meeting in archive.meetings:
        if meeting.approved and meeting.is_held:
            yield Settled(meeting.path, APPROVED, meeting.approved.day)
    for file in archive.report_files:
        if file.adopted:
            yield Settled(file.path, ADOPTED, file.adopted.day)


def read_header(raw: bytes) -> Mapping[str, Value]:
    """Return what a record's header says, or nothing when it cannot be read."""
    lines = raw.decode("utf-8-sig", "replace").splitlines()
    if not "".join(lines).strip():
        return {}
    try:
        end = find_header_end(lines, "")
        return parse_yaml("\n".join(lines[1:end]), "", first_line=2).data
    except ArchiveError:
        return {}


def read_stood(
    archive: Archive,
    files: Iterable[tuple[str, bytes | None]],
    asked_for: Collection[str] = (),
) -> dict[tuple[str, bytes | None], Record | Table | None]:
    """Read files as they stood: those that may have given other numbers than they give now.

    The paths `asked_for` are read whatever they gave. One that cannot be read is left out: of it
    nothing can be said.
    """
    found: dict[tuple[str, bytes | None], Record | Table | None] = {}
    if not (asked := dict.fromkeys(files)):
        return found
    now = index_files(archive)
    with TemporaryDirectory() as folder:
        for path, raw in asked:
            read = {path: None} if raw is None else read_one(Path(folder), archive.mall, path, raw)
            if path in read and (path in asked_for or tells_otherwise(read[path], now.get(path))):
                found[path, raw] = read[path]
    return found


def is_record(path: str) -> bool:
    """Say whether a path is that of a record or of a table beside one."""
    kinds = (pattern for pattern, form, _ in KINDS if form in KINDS_THAT_COUNT)
    return any(pattern.fullmatch(path) for pattern in (*kinds, TABLE_PATH))


def read_one(folder: Path, mall: Mall, path: str, raw: bytes) -> Stood:
    """Read one file as it stood, or nothing."""
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(raw)
    found = Found(folder, mall, Source(MALL))
    try:
        read_file(found, path)
    except ArchiveError:
        return {}
    read = [
        *(record for shelf in found.records.values() for record in shelf),
        *found.tables.values(),
    ]
    return {path: read[0]}


def restore(archive: Archive, stood: Stood) -> Archive:
    """Return the archive with each of the paths as it stood."""
    entries = lay(archive.entries, Entry, stood)
    written = lay([m for m in archive.meetings if m.has_file], Meeting, stood)
    tables = {f"{name}.csv": table for name, table in archive.tables.items()}
    then = {path: table for path, table in stood.items() if path.endswith(".csv")}
    return replace(
        archive,
        entries=entries,
        meetings=plan_meetings(archive.mall, entries, written),
        report_files=lay(archive.report_files, ReportFile, stood),
        decisions=lay(archive.decisions, Decision, stood),
        accounts=lay(archive.accounts, Account, stood),
        tables={
            path.removesuffix(".csv"): table
            for path, table in (tables | then).items()
            if isinstance(table, Table)
        },
        asked_date=archive.today,
    )


def lay(records: Iterable[AnyRecord], form: type[AnyRecord], stood: Stood) -> tuple[AnyRecord, ...]:
    """Return the records of one kind, each as it stood or stands, in their order."""
    kept = [record for record in records if record.path not in stood]
    found = [record for record in stood.values() if isinstance(record, form)]
    return tuple(sorted([*kept, *found], key=lambda row: (row.source.folder, row.source.stem)))


def undo_rows(
    record: AnyRecord, mall: Mall, values: Mapping[str, Value | None]
) -> AnyRecord | None:
    """Return a record with what its header had before a change; None is a row that did not stand there.

    The rows that tell of corrections are left out: no number comes from them, and they may be many.
    None when the header, so changed, cannot be read.
    """
    data = {**record.source.data, **values, How.CORRECTED: None}
    kept = {key: value for key, value in data.items() if value is not None}
    tree = replace(record.source.tree, data=kept, is_plain=False)
    source = replace(record.source, tree=tree)
    try:
        return read_form(type(record), Reading(source, mall))
    except ArchiveError:
        return None
