"""The archive: every record of a folder, indexed, with the day it is read on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from pydantic import Field

from generator.problems import Origin
from generator.records.decision import Account, Decision
from generator.records.entry import Entry
from generator.records.forms import Day, Form, Text
from generator.records.mall import Mall
from generator.records.meeting import Meeting
from generator.records.parts import Action, FollowUp, Record, numbered
from generator.records.report import Report, ReportFile, build_reports


class Disposal(Form):
    """A row of `entries/gallrat.yml`: a record that was disposed of by decision."""

    id: Text = Field(alias="id", examples=["2020-01-09/polisen-torget"])
    day: Day = Field(alias="datum", examples=["2026-01-15"])
    decision: Text = Field(alias="beslut", examples=["KS 2026/12"])


class DisposalList(Record):
    """`entries/gallrat.yml`."""

    rows: tuple[Disposal, ...] = Field((), alias="gallrat")


@dataclass(frozen=True, slots=True)
class Table:
    """A pasted table as it stands: rows of cells, all of them text."""

    path: str
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class PlacedAction:
    """An åtgärd with its id and the record it stands in."""

    id: str
    action: Action
    record: Entry | Meeting
    origin: Origin


@dataclass(frozen=True, slots=True)
class PlacedFollowUp:
    """A follow-up with the record it stands in."""

    row: FollowUp
    record: Entry | Meeting
    origin: Origin


@dataclass(frozen=True)
class Archive:
    """All records, each kind sorted by id; `unread` names those whose files hold fel."""

    mall: Mall
    entries: tuple[Entry, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    report_files: tuple[ReportFile, ...] = ()
    decisions: tuple[Decision, ...] = ()
    accounts: tuple[Account, ...] = ()
    disposals: DisposalList | None = None
    tables: Mapping[str, Table] = field(default_factory=dict)
    unread: frozenset[str] = frozenset()
    asked_date: date | None = None

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
        placed = [
            PlacedFollowUp(row, record, record.origin("uppföljning", number, "åtgärd"))
            for record in self.tellers
            for number, row in enumerate(record.follow_ups)
        ]
        return tuple(sorted(placed, key=lambda found: found.row.day))

    @property
    def tellers(self) -> Iterator[Entry | Meeting]:
        """The records that hold åtgärder and follow-ups; withdrawn and removed ones say nothing."""
        yield from (record for record in self.entries if record.stands)
        yield from self.meetings

    @property
    def held_meetings(self) -> tuple[Meeting, ...]:
        """The meetings that took place, oldest first."""
        return tuple(sorted((m for m in self.meetings if m.is_held), key=lambda m: m.day))

    @cached_property
    def today(self) -> date:
        """The day the archive is read on: the newest thing that has happened, or the asked day."""
        return self.asked_date or max(self.happened_days(), default=self.mall.plan.first)

    @cached_property
    def reports(self) -> tuple[Report, ...]:
        """A report for every month from the first held meeting to the archive's date."""
        files = {record.id: record for record in self.report_files}
        return build_reports(files, self.meetings, self.today)

    @cached_property
    def entries_by_meeting(self) -> dict[str, tuple[Entry, ...]]:
        """The entries each meeting took up; those of one called off go to the next held."""
        found: dict[str, list[Entry]] = {meeting.id: [] for meeting in self.meetings}
        for entry in self.entries:
            found.setdefault(self.taken_up_at(entry), []).append(entry)
        return {key: tuple(entries) for key, entries in found.items()}

    def taken_up_at(self, entry: Entry) -> str:
        """Return the id of the meeting that took an entry up."""
        own = self.meeting.get(entry.source.folder)
        if own is None or own.called_off is None:
            return entry.source.folder
        later = (m.id for m in self.held_meetings if m.planned > own.planned)
        return next(later, own.id)

    def day_of(self, record: Entry | Meeting) -> date:
        """Return the day of the meeting that takes a record up."""
        own = self.taken_up_at(record) if isinstance(record, Entry) else record.id
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
        for meeting in self.meetings:
            if meeting.is_held:
                yield meeting.day
            if meeting.approved:
                yield meeting.approved.day
        for decision in self.decisions:
            yield decision.day
            yield from (row.day for row in decision.statuses)
        yield from (account.day for account in self.accounts)
        for file in self.report_files:
            yield from (approval.day for approval in (file.drawn_up, file.adopted) if approval)
            yield from (row.day for row in file.dispatched)
        for entry in self.entries:
            yield from (row.day for row in entry.corrections)
            yield from (row.day for row in (entry.withdrawn, entry.removed) if row)

    def counts_of(self) -> dict[str, int]:
        """How many records of each kind were read."""
        return {
            "poster": len(self.entries),
            "möten": len(self.meetings),
            "beslut": len(self.decisions),
        }


def place_actions(record: Entry | Meeting) -> Iterable[PlacedAction]:
    """Give each åtgärd of a record its id, `<record>#<nr>`."""
    for index, row in enumerate(record.actions):
        origin = record.origin("åtgärder", index)
        yield PlacedAction(f"{record.id}#{numbered(row, index)}", row, record, origin)
