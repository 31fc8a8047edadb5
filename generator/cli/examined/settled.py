"""The rules for what is settled: approved minutes and adopted reports do not change in silence.

They stand here, and not with the other rules, since they need the archive's history and its counts.
The counts are slow to load, and are not before something has been found to count.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from generator.cli.examined.giving_away import check_own_numbers
from generator.cli.examined.mending import Pasted, find_untold, propose_since
from generator.cli.examined.summaries import check_summaries
from generator.pages.history import read_since
from generator.problems import Origin, Problem, Severity
from generator.records import (
    Account,
    Amendment,
    Archive,
    Decision,
    Entry,
    How,
    Meeting,
    Report,
    Since,
    Table,
    find_amendments,
    find_coming,
    find_unapproved,
    is_emptied,
    what_counts,
)
from generator.swedish import capitalize, say_short_day

if TYPE_CHECKING:
    from generator.analysis import Amended

Key: TypeAlias = tuple[How, Origin]
Rows: TypeAlias = "Sequence[tuple[Report, Amended]]"

SEND_AGAIN = (
    "samordnaren talar om ändringen för rapportens mottagare, och skriver mottagaren och dagen på en "
    'ny rad under "expedierad" i rapportens fil.'
)
APPROVE_AGAIN = (
    'be gruppen godkänna minnesanteckningarna på nytt och skriv den nya dagen i "godkänd"{}.'
)
NOUNS: Mapping[type, str] = {
    Entry: "Posten",
    Meeting: "Mötets fil",
    Table: "Tabellen",
    Decision: "Beslutets fil",
    Account: "Redovisningen",
}
DAY_AFTER = timedelta(days=1)
UNDATED = (How.ADDED, How.CHANGED, How.GONE)


@dataclass(frozen=True)
class Settlement:
    """What has come after something was settled, and moved its numbers; by how and where it stands."""

    archive: Archive
    since: Mapping[str, Since]

    @cached_property
    def reports(self) -> Mapping[Key, Rows]:
        """The adopted reports that each change moves; that of the meeting it belongs to first."""
        asked = [report for report in self.archive.reports if self.may_have_moved(report)]
        if not asked:
            return {}
        from generator.analysis import amend_report

        told: dict[Key, list[tuple[Report, Amended]]] = defaultdict(list)
        for report in asked:
            for row in amend_report(self.archive, report, self.since_of(report)):
                if is_frozen(self.archive, report) and is_ordinary(row.change):
                    continue
                if row.moved and not row.change.handled:
                    at = len(told[key_of(row)]) * (not is_of(self.archive, row.change, report))
                    told[key_of(row)].insert(at, (report, row))
        return told

    @cached_property
    def meetings(self) -> Mapping[Key, tuple[Meeting, Amended]]:
        """The approved minutes that each change moves, until their report is adopted."""
        asked = [meeting for meeting in self.archive.held_meetings if self.is_unapproved(meeting)]
        if not asked:
            return {}
        from generator.analysis import amend_meeting

        return {
            key_of(row): (meeting, row)
            for meeting in asked
            for row in amend_meeting(self.archive, meeting, self.since[meeting.path])
        }

    def since_of(self, report: Report) -> Since:
        """Return what has changed since a report was adopted."""
        return self.since.get(report.file.path, Since()) if report.file else Since()

    def may_have_moved(self, report: Report) -> bool:
        """Say whether something may have moved a report's numbers since it was last sent."""
        found = find_amendments(self.archive, report, self.since_of(report))
        return any(change.may_move and not change.handled for change in found)

    def is_unapproved(self, meeting: Meeting) -> bool:
        """Say whether something may have changed since a meeting was approved, and no report speaks for it."""
        since = self.since.get(meeting.path)
        if since is None:
            return False
        adopted = any(
            meeting in report.meetings and report.adopted for report in self.archive.reports
        )
        return not adopted and bool(find_unapproved(self.archive, meeting, since))


def check_settled(
    root: Path,
    archive: Archive,
    staged: Path | None,
    added: Collection[str] | None = None,
    *,
    differs: bool = False,
) -> Iterator[Problem]:
    """Yield what has changed in approved minutes and adopted reports, and what their words say else.

    While a sent report `differs` in silence, that is told as it is, and only the words are judged: who
    is about to adopt it anew wants to know.
    """
    settlement = Settlement(archive, read_since(root, archive, staged, added))
    for rule in () if differs else RULES:
        yield from rule(settlement)
    yield from check_summaries(archive, settlement.since_of)
    yield from check_own_numbers(archive)


def adopted_reports_stand(found: Settlement) -> Iterator[Problem]:
    """An adopted report has the numbers it was adopted with, or was last sent with."""
    for key, rows in found.reports.items():
        if key not in found.meetings:
            yield say_report_changed(found.archive, rows)


def approved_meetings_stand(found: Settlement) -> Iterator[Problem]:
    """Approved minutes have the posts and levels they were approved with, until a report is adopted."""
    for key, (meeting, row) in found.meetings.items():
        yield say_meeting_changed(found.archive, meeting, row, found.reports.get(key, ()))


def key_of(row: Amended) -> Key:
    """Return how a file was changed and where it is told."""
    return row.change.how, row.change.origin


def is_of(archive: Archive, change: Amendment, report: Report) -> bool:
    """Say whether what was changed belongs to one of a report's meetings."""
    return find_meeting(archive, change) in {meeting.id for meeting in report.meetings}


def is_frozen(archive: Archive, report: Report) -> bool:
    """Say whether a report stands as it was frozen, whatever comes after."""
    return any(one.report == report.id for one in archive.frozen)


def is_ordinary(change: Amendment) -> bool:
    """Say whether a change is how a decision or an åtgärd goes on, which is no fault in a report."""
    if change.how is How.FOLLOW_UP:
        return True
    record, then = change.record, (change.stood or {}).get(change.path)
    if isinstance(record, Decision) and isinstance(then, Decision):
        # What has been noted of it since is told with a day of its own.
        return what_counts(record.model_copy(update={"statuses": ()}), date.max) == what_counts(
            then.model_copy(update={"statuses": ()}), date.max
        )
    return change.how is How.ADDED and isinstance(record, Account | Decision)


def find_meeting(archive: Archive, change: Amendment) -> str:
    """Return the id of the meeting that a changed file belongs to."""
    record = change.record
    if isinstance(record, Entry | Meeting):
        return archive.taken_up_at(record)
    return change.path.split("/")[1] if isinstance(record, Table) else ""


def say_report_changed(archive: Archive, rows: Rows) -> Problem:
    """Say which reports a change moves the numbers of, and what to do."""
    from generator.pages.shared.changes import say_moved

    (report, first), others = rows[0], rows[1:]
    change = first.change
    meeting = archive.meeting.get(find_meeting(archive, change))
    told = change.how in UNDATED and is_of(archive, change, report)
    said = say_belonging(archive, meeting if told else None, report)
    moved = f"{capitalize(say_moved(archive, first.moved, report.id))}."
    parts = (
        said,
        say_how(change),
        moved,
        say_others(archive, others),
        advise(archive, change, SEND_AGAIN),
    )
    return propose(archive, change).put_in(say(change, parts))


def say_belonging(archive: Archive, meeting: Meeting | None, report: Report | None) -> str:
    """Say what is settled of a meeting, and of the report that it is part of; without one, of the report."""
    from generator.pages.shared.changes import say_report

    name = say_report(report) if report else ""
    frozen = bool(report and is_frozen(archive, report))
    if meeting is None:
        way = "är fryst och ändras inte, men tal i den är andra i dag" if frozen else "ändras"
        return f"{capitalize(name)}, {way}."
    day = say_short_day(meeting.day)
    approved = f"Minnesanteckningarna från mötet {day} är godkända"
    if not name:
        return f"{approved}."
    stands = " Den är fryst och ändras inte." if frozen else ""
    return (
        f"{approved}, och mötet ingår i {name}.{stands}"
        if meeting.approved
        else f"Mötet {day} ingår i {name}.{stands}"
    )


def say_meeting_changed(archive: Archive, meeting: Meeting, row: Amended, rows: Rows) -> Problem:
    """Say what was changed in approved minutes, and what to do."""
    from generator.pages.shared.changes import say_moved

    approved = f" {say_short_day(meeting.approved.day)}" if meeting.approved else ""
    said = f"Minnesanteckningarna från mötet {say_short_day(meeting.day)} godkändes{approved}."
    moved = f"{capitalize(say_moved(archive, row.moved))}."
    # Only by its day is a new approval known from the one before.
    later = (
        f", tidigast {say_short_day(meeting.approved.day + DAY_AFTER)}" if meeting.approved else ""
    )
    advice = advise(archive, row.change, APPROVE_AGAIN.format(later))
    told = say(row.change, (said, say_how(row.change), moved, say_others(archive, rows), advice))
    return propose(archive, row.change).put_in(told)


def say_others(archive: Archive, rows: Rows) -> str:
    """Say which further reports are changed, and how."""
    from generator.pages.shared.changes import say_moved, say_report

    ways = {True: "som är fryst, har tal som är andra i dag", False: "ändras"}
    return " ".join(
        f"Också {say_report(report)}, {ways[is_frozen(archive, report)]}: {say_moved(archive, row.moved, report.id)}."
        for report, row in rows
    )


def say(change: Amendment, parts: Iterable[str]) -> Problem:
    """Return the varning at the row that tells of the change, or at the file."""
    field, text = "" if change.how in UNDATED else str(change.how), " ".join(filter(None, parts))
    return Problem(change.origin, text, field, severity=Severity.VARNING)


def say_how(change: Amendment) -> str:
    """Say how a file came to be another, unless a row of it says so."""
    if change.how not in UNDATED:
        return ""
    noun = NOUNS.get(type(change.record), "Filen")
    ways = {How.ADDED: "kom till efter det", How.GONE: "har tagits bort efter det"}
    return f"{noun} {ways.get(change.how, 'är ändrad efter det')}."


def advise(archive: Archive, change: Amendment, again: str) -> str:
    """Say what to do: `again` settles what is as it should be."""
    coming = next(iter(find_coming(archive)), None)
    if change.how is How.ADDED and isinstance(change.record, Entry):
        where = f"nästa möte, {coming}," if coming else "nästa möte"
        return f"Hör posten till {where} ligger den i fel mapp. Ska den ligga här: {again}"
    if change.how is How.GONE and not is_emptied(archive, change.path):
        return "Lägg tillbaka filen. En post som var fel stryker du i stället för att ta bort den."
    entry = change.record if change.how is How.CHANGED else None
    is_told = not isinstance(entry, Entry) or not entry.stands or bool(entry.corrections)
    if list_untold(change) or not is_told:
        return f"Skriv en rättelse i posten. {capitalize(again)}"
    return capitalize(again)


def propose(archive: Archive, change: Amendment) -> Pasted:
    """Return the corrections that would tell of a change of an entry, as far as history knows what stood."""
    entry, before = change.record, find_before(change)
    if before is None or not isinstance(entry, Entry):
        return Pasted()
    return propose_since(before, entry, archive.today)


def list_untold(change: Amendment) -> list[str]:
    """Return the keys of an entry that stands and is changed without a word of it."""
    entry, before = change.record, find_before(change)
    if before is None or not isinstance(entry, Entry) or not entry.stands:
        return []
    return find_untold(before, entry)


def find_before(change: Amendment) -> Entry | None:
    """Return an entry as it stood before a change that only history tells of."""
    stood = (change.stood or {}).get(change.path) if change.how is How.CHANGED else None
    return stood if isinstance(stood, Entry) else None


RULES = (adopted_reports_stand, approved_meetings_stand)
