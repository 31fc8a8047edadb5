"""The archive: every record of a folder, indexed, with the day it is read on.

Rows that others refer to are placed: each has an id, which is the record's own, `#` and a number:
`2026-10-29/nvk-belysning#1`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, wraps
from typing import Any, TypeVar, TypeVarTuple

from generator.records.files import DAY, Table
from generator.records.frozen import Frozen
from generator.records.kinds import (
    Account,
    Action,
    Assignment,
    Decision,
    Disposal,
    DisposalList,
    Entry,
    FollowUp,
    ImportAnswers,
    Meeting,
    Proposal,
    Record,
    Report,
    ReportFile,
    build_reports,
)
from generator.records.mall import Area, AreaMap, Distribution, Mall, ProblemType
from generator.records.underlag import Observation, Series, Statement, build_series, read_statement

Asked = TypeVarTuple("Asked")
Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class PlacedAction:
    """An åtgärd of an entry or a meeting, `<record>#<nr>`."""

    id: str
    action: Action
    record: Entry | Meeting


@dataclass(frozen=True, slots=True)
class PlacedFollowUp:
    """A follow-up with the record it stands in; nobody refers to it, so it has no id."""

    row: FollowUp
    record: Entry | Meeting


@dataclass(frozen=True, slots=True)
class PlacedProposal:
    """A proposal of a meeting, `<meeting>#bra-<nr>`."""

    id: str
    proposal: Proposal
    meeting: Meeting


@dataclass(frozen=True, slots=True)
class PlacedAssignment:
    """An uppdrag of a decision, `<decision>#<nr>`."""

    id: str
    number: int
    assignment: Assignment
    decision: Decision


def place_actions(record: Entry | Meeting) -> Iterator[PlacedAction]:
    """Give each åtgärd of a record its id."""
    for index, row in enumerate(record.actions):
        yield PlacedAction(f"{record.id}#{numbered(row, index)}", row, record)


def place_proposals(meeting: Meeting) -> Iterator[PlacedProposal]:
    """Give each proposal of a meeting its id."""
    for index, row in enumerate(meeting.proposals):
        yield PlacedProposal(f"{meeting.id}#bra-{numbered(row, index)}", row, meeting)


def place_assignments(decision: Decision) -> Iterator[PlacedAssignment]:
    """Give each uppdrag of a decision its id."""
    for index, row in enumerate(decision.assignments):
        number = numbered(row, index)
        yield PlacedAssignment(f"{decision.id}#{number}", number, row, decision)


def is_assignment_id(key: str) -> bool:
    """Say whether an id is of an uppdrag: those of åtgärder begin with a meeting's day alone."""
    return "/" not in key and DAY.fullmatch(key.partition("#")[0]) is None


def numbered(row: Action | Proposal | Assignment, index: int) -> int:
    """Return a row's number: its own, or its place from 1 while it has none."""
    return row.number if row.number is not None else index + 1


@dataclass(frozen=True)
class Archive:
    """All records, each kind sorted by id; `unread` names those whose files hold fel.

    `frozen` are the editions of the reports that have been sent, `pdfs` the paths of their PDFs. One that is for a `reader` outside
    the group (`readers/`) holds what that reader may read. What is counted for that reader is its
    `ledger`, and `answered` names by meeting and slug the organisations that told something. `kept`
    is what `once` has found out.
    """

    mall: Mall
    entries: tuple[Entry, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    report_files: tuple[ReportFile, ...] = ()
    decisions: tuple[Decision, ...] = ()
    accounts: tuple[Account, ...] = ()
    disposals: DisposalList | None = None
    import_answers: ImportAnswers | None = None
    tables: Mapping[str, Table] = field(default_factory=dict)
    map: AreaMap | None = None
    frozen: tuple[Frozen, ...] = ()
    pdfs: frozenset[str] = frozenset()
    unread: frozenset[str] = frozenset()
    asked_date: date | None = None
    reader: Distribution | None = None
    ledger: Archive | None = None
    answered: frozenset[tuple[str, str]] | None = None
    kept: dict[object, dict[Any, Any]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    @property
    def counted(self) -> Archive:
        """What all numbers come from: the archive itself, or the open ledger of a reader."""
        return self.ledger or self

    @property
    def is_for_all(self) -> bool:
        """Whether it is for whoever asks, the widest of the readers."""
        return self.reader is not None and self.reader == self.mall.distributions[-1]

    @property
    def hides_own(self) -> bool:
        """Whether the group's own words – judgements, proposals, decisions – are not for its reader."""
        own = self.mall.default(Distribution)
        return self.reader is not None and self.mall.rank(own) < self.mall.rank(self.reader)

    def is_apart(self, row: Area | ProblemType) -> bool:
        """Say whether a problemtyp, or all of an område, is told apart from the other numbers."""
        if self.reader is None:
            return False
        if isinstance(row, ProblemType):
            return row.is_sensitive
        return bool(row.problem_types) and all(found.is_sensitive for found in row.problem_types)

    @cached_property
    def entry(self) -> dict[str, Entry]:
        """Entries by id."""
        return {record.id: record for record in self.entries}

    @cached_property
    def meeting(self) -> dict[str, Meeting]:
        """Meetings by id."""
        return {record.id: record for record in self.meetings}

    @cached_property
    def decision(self) -> dict[str, Decision]:
        """Decisions by id."""
        return {record.id: record for record in self.decisions}

    @cached_property
    def account(self) -> dict[str, Account]:
        """Accounts by the id of their decision."""
        return {record.decision_id: record for record in self.accounts}

    @cached_property
    def disposed(self) -> dict[str, Disposal]:
        """Disposed records by id."""
        return {row.id: row for row in (self.disposals.rows if self.disposals else ())}

    @cached_property
    def actions(self) -> dict[str, PlacedAction]:
        """Every åtgärd of entries and meetings, by its id."""
        return {placed.id: placed for record in self.tellers for placed in place_actions(record)}

    @cached_property
    def follow_ups(self) -> tuple[PlacedFollowUp, ...]:
        """Every follow-up of entries and meetings, oldest first."""
        placed = (
            PlacedFollowUp(row, record) for record in self.tellers for row in record.follow_ups
        )
        return tuple(sorted(placed, key=lambda found: found.row.day))

    @cached_property
    def statements(self) -> dict[str, Statement]:
        """What the table beside each entry of statistics says, by the entry's id."""
        return {
            entry.id: read_statement(entry, entry.statistics, table, self.mall)
            for entry in self.entries
            if entry.stands and entry.kind.role == "statistik" and entry.statistics
            if (table := self.tables.get(f"entries/{entry.id}"))
        }

    @cached_property
    def observations(self) -> tuple[Observation, ...]:
        """Every figure of underlag that stands, table by table."""
        return tuple(one for found in self.statements.values() for one in found.observations)

    @cached_property
    def series(self) -> tuple[Series, ...]:
        """The figures as series, with what later meetings have revised."""
        return build_series(self.observations)

    @property
    def tellers(self) -> Iterator[Entry | Meeting]:
        """The records that hold åtgärder and follow-ups; withdrawn and removed ones say nothing."""
        yield from (record for record in self.entries if record.stands)
        yield from self.meetings

    @cached_property
    def held_meetings(self) -> tuple[Meeting, ...]:
        """The meetings that took place, oldest first."""
        return tuple(sorted((m for m in self.meetings if m.is_held), key=lambda m: m.day))

    @cached_property
    def today(self) -> date:
        """The day the archive is read on: the newest thing that has happened, or the asked day."""
        return self.asked_date or max(self.happened_days(), default=self.mall.plan.first)

    @cached_property
    def has_begun(self) -> bool:
        """Whether something has happened in it: without that its day is that of the first meeting planned."""
        return self.asked_date is not None or any(True for _ in self.happened_days())

    @cached_property
    def reports(self) -> tuple[Report, ...]:
        """A report for every month from the first held meeting to the archive's date."""
        files = {record.id: record for record in self.report_files}
        return build_reports(files, self.meetings, self.today)

    @cached_property
    def report(self) -> dict[str, Report]:
        """Reports by id, which is their month."""
        return {report.id: report for report in self.reports}

    @cached_property
    def entries_by_meeting(self) -> dict[str, tuple[Entry, ...]]:
        """The entries each meeting took up; those of one called off go to the next held."""
        found: dict[str, list[Entry]] = {meeting.id: [] for meeting in self.meetings}
        for entry in self.entries:
            found.setdefault(self.taken_up_at(entry), []).append(entry)
        return {key: tuple(entries) for key, entries in found.items()}

    def taken_up_at(self, record: Entry | Meeting) -> str:
        """Return the id of the meeting that took a record up; a meeting's own is itself."""
        own = record.source.folder
        later = self.moved.get(own)
        return own if later is None or isinstance(record, Meeting) else later

    @cached_property
    def moved(self) -> dict[str, str]:
        """The meeting that took up the entries of each that was called off, by id: the next held."""
        found = {}
        for own in self.meetings:
            if own.called_off is not None:
                later = (m.id for m in self.held_meetings if m.planned > own.planned)
                found[own.id] = next(later, own.id)
        return found

    def day_of(self, record: Entry | Meeting) -> date:
        """Return the day of the meeting that takes a record up."""
        own = self.taken_up_at(record)
        meeting = self.meeting.get(own)
        return meeting.day if meeting else date.fromisoformat(own)

    def knows(self, record_id: str) -> bool:
        """Say whether a record of that id exists, even if its file holds fel or is disposed of."""
        return any(
            record_id in ids
            for ids in (self.entry, self.meeting, self.decision, self.disposed, self.unread)
        )

    def happened_days(self) -> Iterator[date]:
        """Days on which something has happened; never a plan or a deadline."""
        yield from (day for record in self.datable for day, _ in record.happened())

    @property
    def datable(self) -> Iterator[Record]:
        """The records that tell of days on which something has happened."""
        yield from self.meetings
        yield from self.decisions
        yield from self.accounts
        yield from self.report_files
        yield from self.entries


def once(work: Callable[[Archive, *Asked], Found]) -> Callable[[Archive, *Asked], Found]:
    """Let a function of an archive, and of what is in it, find out the same thing once only.

    Neither changes. What is asked about is told apart by which it is, not by what it holds: a
    record's own equality reads all of it.
    """

    @wraps(work)
    def find(archive: Archive, *asked: *Asked) -> Found:
        known = archive.kept.setdefault(work, {})
        key = tuple(map(id, asked))
        if key not in known:
            # Held on to, so that nothing else can come to have its id.
            known[key] = (asked, work(archive, *asked))
        found: Found = known[key][1]
        return found

    return find
