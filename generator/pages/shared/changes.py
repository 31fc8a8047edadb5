"""What has been changed since it was written, and what no longer is as it was when a report was adopted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeAlias

from generator.analysis import Amended, Moved, What, amend_report
from generator.pages.base import UNJUDGED
from generator.pages.shared.columns import Column
from generator.records import (
    MENDED,
    Account,
    Amendment,
    Archive,
    Correction,
    Decision,
    Entry,
    How,
    Meeting,
    Mending,
    Removal,
    Report,
    Since,
    Table,
    Withdrawal,
    mendings_of,
)
from generator.swedish import MONTHS, capitalize, join_words, say_count, say_month, say_short_day


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
    for row in mendings_of(entry):
        yield Change(row.day, entry, say_mending(row))


def say_mending(row: Mending) -> str:
    """Say what was done with an entry, and why."""
    match row:
        case Correction():
            reason = row.reason.rstrip(".")
            return f"Rättelse: {row.field} var {row.said}, ska vara {row.says}. {reason}."
        case Withdrawal():
            return f"Struken: {row.reason.rstrip('.')}. Posten räknas inte."
        case Removal():
            return f"Innehållet är borttaget. Skäl: {row.reason}. Posten räknas inte."


def find_changes(changes: Sequence[Change], report: Report, archive: Archive) -> list[Change]:
    """Return the changes made in the period, and those made to the report's entries until adopted."""
    own = {meeting.id for meeting in report.meetings}
    adopted = report.adopted.day if report.adopted else None

    def is_told(change: Change) -> bool:
        if archive.taken_up_at(change.entry) in own:
            return adopted is None or change.day <= adopted
        return report.start <= change.day <= report.end

    return [change for change in changes if is_told(change)]


# More numbers than these would hide the message; a report's tables have the rest.
MOST_NUMBERS = 4
HOW = {
    How.SAME_EVENT: "En senare post berättar om samma händelse.",
    How.FOLLOW_UP: "Uppföljningen kom senare.",
    How.ADDED: "Lades till i efterhand.",
    How.GONE: "Filen togs bort i efterhand.",
}
Shown: TypeAlias = Entry | Meeting | Decision | Account
NONE_OF = {
    What.LEVEL: UNJUDGED,
    What.TREND: "ingen trend",
    What.MATERIAL: "inget tal",
    What.DECISION: "inget beslut",
}


@dataclass(frozen=True, slots=True)
class Told:
    """A line of what has changed: on which day if that is known, in which record, and how.

    The first line of a day has an `anchor`.
    """

    day: date | None
    record: object | None
    title: str
    words: str
    mended: bool
    anchor: str = ""


def tell_amendments(archive: Archive, report: Report, since: Since) -> list[Told] | None:
    """Return what has changed since a report was adopted, in its order; None for an utkast."""
    adopted = report.adopted
    if adopted is None:
        return None
    found = [
        tell(archive, report, row, adopted.day) for row in amend_report(archive, report, since)
    ]
    taken: set[date] = set()
    for number, row in enumerate(found):
        if row.day and row.day not in taken:
            found[number] = replace(row, anchor=f"_andrad-{row.day}")
            taken.add(row.day)
    return found


def tell(archive: Archive, report: Report, row: Amended, adopted: date) -> Told:
    """Return one line; a commit's day before the adoption, or a meeting still to come, is none."""
    change = row.change
    record = find_shown(archive, change)
    is_past = change.how in MENDED or bool(change.day and change.day <= archive.today)
    day = change.day if is_past and change.day and adopted < change.day else None
    moved = f"{capitalize(say_moved(archive, row.moved, report.id))}." if row.moved else ""
    words = " ".join(filter(None, (say_how(change), moved)))
    return Told(day, record, name_shown(change, record), words, change.how in MENDED)


def find_shown(archive: Archive, change: Amendment) -> Shown | None:
    """Return the record that a page shows of what was changed, or nothing when it is gone."""
    record = change.record
    if isinstance(record, Table):
        return archive.entry.get(change.path.removeprefix("entries/").removesuffix(".csv"))
    shown = isinstance(record, Shown) and change.how is not How.GONE
    return record if shown and isinstance(record, Shown) else None


def name_shown(change: Amendment, record: Shown | None) -> str:
    """Return what a changed record is called; a file that is gone, or a report's, by its path."""
    if isinstance(record, Meeting):
        return f"Mötet {say_short_day(record.day)}"
    if isinstance(record, Entry):
        return record.title or f"En post från {record.organisation.name}"
    if isinstance(record, Decision):
        return f"Beslutet {record.title}"
    if isinstance(record, Account):
        return f"Redovisningen {record.title}"
    # A path has the words of the heading, which may be what was removed.
    return "En post" if change.how is How.REMOVED else change.path


def say_how(change: Amendment) -> str:
    """Say how a record was changed, and why when that is written."""
    how = "" if change.how in MENDED else HOW.get(change.how, "Ändrades i efterhand.")
    return " ".join(filter(None, (how, *map(say_mending, change.mendings))))


def say_moved(archive: Archive, moved: Sequence[Moved], month: str = "") -> str:
    """Write `händelser i november går från 18 till 19 och poster i november från 16 till 17`.

    `month` is the report's.
    """
    told = [
        f"{name_number(archive, row, month)}{'' if place else ' går'} från {say_number(row)}"
        for place, row in enumerate(moved[:MOST_NUMBERS])
    ]
    if (more := len(moved) - MOST_NUMBERS) > 0:
        told.append(f"{say_count(more, 'tal', 'tal', neuter=True)} till ändras")
    return join_words(told)


def say_number(row: Moved) -> str:
    """Write how one number moved: `18 till 19`."""
    none = NONE_OF.get(row.number.what, "0")
    return f"{row.before or none} till {row.after or none}"


def name_number(archive: Archive, row: Moved, month: str) -> str:
    """Say what is counted; the year is said where it is another than the report's.

    A report over other days than a month is named: what is another may be its days.
    """
    what, part, own = row.number.what, row.number.part, row.number.month
    if what is What.MATERIAL:
        return part
    if what in (What.LEVEL, What.TREND):
        return f"{what} för {part}"
    if what is What.DECISION:
        return f"{what} för beslutet ”{part}”"
    column = Column(own, archive.report.get(own))
    is_plain = own[:4] == month[:4] and not column.is_odd
    when = f" {f'i {MONTHS[int(own[5:]) - 1]}' if is_plain else column.told}" if own else ""
    return f"{what}{when}{f' ({part})' if part else ''}"


def say_report(report: Report) -> str:
    """Write `rapporten för november 2026, fastställd 3 dec 2026`."""
    adopted = report.adopted
    settled = f", fastställd {say_short_day(adopted.day)}" if adopted else ""
    return f"rapporten för {say_month(report.id)}{settled}"
