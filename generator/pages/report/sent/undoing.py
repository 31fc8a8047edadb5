"""What each change since a report was sent adds to its numbers or takes from them.

A change is undone on its own record alone, the newest first, and what the record adds to the numbers is
held against what it added before. What stood before is not always known: of such a change it is said
only that it may be why.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeAlias

from generator.analysis import area_of, is_post, say_time
from generator.article.addresses import slug_of
from generator.pages.base import Build
from generator.pages.report.sent.explaining import (
    AREA,
    NONE,
    PLACE,
    TIME,
    TYPE,
    Adds,
    Bearing,
    Step,
)
from generator.records import (
    NOTHING,
    REPORTS,
    Amendment,
    Correction,
    Entry,
    How,
    Meeting,
    Place,
    ProblemType,
    Record,
    Removal,
    Report,
    Table,
    TimeOfDay,
    Withdrawal,
    index_files,
    undo_rows,
    what_is_done,
)

# The fields that may take an entry out of the numbers, or put it there.
WHOLE = ("slag", "tillförlitlighet", "samma som")
DONE = ("åtgärder", "uppföljning")

Stored: TypeAlias = Record | Table | None


@dataclass(frozen=True, slots=True)
class Version:
    """What stands in a file at some time, and what it adds to the numbers.

    It is not `known` when a change could not be undone: then `record` is what stood after the change,
    and `adds` what can be told of the time before it.
    """

    record: Stored
    known: bool
    adds: Adds | None

    @property
    def same_as(self) -> str | None:
        """The entry that it says that it tells of the same event as."""
        return self.record.same_as if isinstance(self.record, Entry) else None

    @property
    def counted(self) -> tuple[int | None, bool | None] | None:
        """How many poster it adds, and whether any händelse."""
        if (adds := self.adds) is None:
            return None
        return adds.posts, None if adds.events is None else adds.events > 0

    @property
    def held(self) -> tuple[bool, date] | None:
        """Whether a meeting was held, and when."""
        meeting = self.record
        return (meeting.is_held, meeting.day) if isinstance(meeting, Meeting) else None

    @property
    def done(self) -> tuple[tuple[object, ...], ...]:
        """What its åtgärder, and their follow-ups, are known by."""
        record = self.record
        return tuple(what_is_done(record)) if isinstance(record, Entry | Meeting) else ((), ())


@dataclass(frozen=True)
class Undoing:
    """The changes of a report on their way back to what was sent; `taken` are its removed entries."""

    build: Build
    report: Report
    taken: Mapping[str, Adds]

    def undo(self, changes: Sequence[Amendment]) -> list[Step]:
        """Return what each change moves, in their order."""
        now = index_files(self.build.archive)
        # What stood before the oldest change that history tells of.
        oldest = {
            row.path: row.stood[row.path] for row in reversed(changes) if row.stood is not None
        }
        versions: dict[str, Version] = {}
        steps = []
        for change in reversed(changes):
            after = versions.get(change.path) or self.read(now.get(change.path))
            before = self.go_back(change, after, oldest)
            versions[change.path] = before
            steps.append(self.compare(change, before, after))
        return steps[::-1]

    def read(self, record: Stored) -> Version:
        """Return a version that is known."""
        return Version(record, True, self.weigh(record))

    def go_back(self, change: Amendment, after: Version, oldest: Mapping[str, Stored]) -> Version:
        """Return what stood before a change, or what can be told of it."""
        if change.stood is not None:
            return self.read(change.stood.get(change.path))
        if not change.may_move:
            return after
        record = after.record
        if after.known and isinstance(record, Record) and change.how is not How.REMOVED:
            values = change.values or read_values(change)
            found = undo_rows(record, self.build.archive.mall, values)
            if found is not None and (values or not change.mendings):
                return self.read(found)
        if change.path in oldest:
            # What only history tells of the file is told of the file's own row.
            return self.read(oldest[change.path])
        return Version(record, False, self.guess(change, after))

    def weigh(self, record: Stored) -> Adds | None:
        """Return what an entry adds to the numbers as it stands in some version."""
        archive = self.build.archive
        if not isinstance(record, Entry):
            return None
        meeting = archive.taken_up_at(record)
        months = [row.id for row in archive.reports if meeting in {m.id for m in row.meetings}]
        if not months:
            return None
        now = archive.entry.get(record.id)
        is_counted = is_post(archive, record)
        # What another entry tells of too is counted there.
        told = now is not None and now.counted_events and self.build.events.get(now.id) == 0
        events = 0 if told or not is_counted else record.counted_events
        kind, area = record.problem_type, area_of(archive, record)
        is_open = archive.reader is None or not (kind and kind.is_sensitive)
        parts = {
            AREA: area.slug if area else NONE,
            PLACE: record.place.slug if record.place else NONE,
            TIME: slug_of(say_time(record)),
            TYPE: kind.slug if kind else NONE,
        }
        return Adds(record.id, months[0], int(is_counted), events, parts, is_open)

    def guess(self, change: Amendment, after: Version) -> Adds | None:
        """Return what an entry added before a change that cannot be undone, as far as its rows tell."""
        if not isinstance(after.record, Entry) and change.how is not How.REMOVED:
            return None
        name = change.path.removeprefix("entries/").removesuffix(".md")
        unknown = Adds(name, self.report.id, None, None, {}, open=True)
        adds = after.adds or unknown
        for row in reversed(change.mendings):
            match row:
                case Removal():
                    adds = self.taken.get(name, replace(unknown, month=adds.month))
                case Withdrawal():
                    adds = replace(adds, posts=None, events=None)
                case Correction():
                    adds = self.guess_field(row, adds)
        return adds

    def guess_field(self, row: Correction, adds: Adds) -> Adds:
        """Return what an entry added before a correction of one field."""
        mall, said, parts = self.build.archive.mall, row.said, adds.parts
        # A plats that is not named to a reader has no number there.
        unnamed = None if self.build.archive.reader is None else NONE
        if row.field in WHOLE:
            return replace(adds, posts=None, events=None)
        if row.field == "antal":
            return replace(adds, events=int(said) if said.isdecimal() else None)
        if row.field == PLACE:
            place = mall.find(Place, said)
            slug = place.slug if place else NONE if said.casefold() in NOTHING else unnamed
            return replace(adds, parts={**parts, PLACE: slug})
        if row.field == TIME:
            time = mall.find(TimeOfDay, said)
            return replace(adds, parts={**parts, TIME: slug_of(time.name) if time else None})
        if row.field == TYPE:
            kind = mall.find(ProblemType, said)
            area = mall.area_of(kind) if kind else None
            slugs = {AREA: area.slug if area else None, TYPE: kind.slug if kind else None}
            is_open = self.build.archive.reader is None or not (kind and kind.is_sensitive)
            return replace(adds, parts={**parts, **slugs}, open=is_open)
        return adds

    def compare(self, change: Amendment, before: Version, after: Version) -> Step:
        """Return a change with what it moves."""
        actions = self.judge_actions(change, before, after)
        if isinstance(change.record, Entry) or change.how is How.REMOVED:
            others = tuple(self.find_others(change, before, after))
            frees = change.how is How.REMOVED and not before.known
            return Step(change, ((before.adds, after.adds), *others), "", actions, frees=frees)
        if change.path.startswith(f"{REPORTS}/"):
            return Step(change, None, actions=Bearing.MAY)
        if isinstance(change.record, Meeting) and change.how is not How.FOLLOW_UP:
            # A meeting that was held, or was not, moves what all its entries add.
            pairs = () if before.held == after.held else None
            return Step(change, pairs, self.report.id, actions)
        return Step(change, actions=actions)

    def judge_actions(self, change: Amendment, before: Version, after: Version) -> Bearing:
        """Say whether a change is why a number of åtgärder is another."""
        if change.how is How.FOLLOW_UP:
            return Bearing.DOES
        told = isinstance(change.record, Entry | Meeting) or change.how is How.REMOVED
        if not told or not change.may_move:
            return Bearing.NONE
        if not (before.known and after.known):
            is_done = change.how is How.REMOVED or bool(change.corrects & {*DONE})
            return Bearing.MAY if is_done else Bearing.NONE
        return Bearing.DOES if before.done != after.done else Bearing.NONE

    def find_others(
        self, change: Amendment, before: Version, after: Version
    ) -> Iterator[tuple[Adds | None, Adds | None]]:
        """Yield what the other tellers of the event add, where the change moves the event to or from them."""
        archive = self.build.archive
        others = self.list_others(change, before)
        may_move = (
            before.same_as != after.same_as
            or before.counted != after.counted
            or How.SAME_EVENT in {change.how, *change.corrects}
        )
        if not may_move:
            return
        for other in others:
            adds = self.weigh(other)
            if adds is None:
                continue
            is_sure = change.how is How.SAME_EVENT and len(others) == 1 and adds.events == 0
            told = other.counted_events if is_sure and is_post(archive, other) else None
            yield replace(adds, posts=0, events=told), replace(adds, posts=0, events=adds.events)

    def list_others(self, change: Amendment, before: Version) -> list[Entry]:
        """Return the entries that tell of the same event as a changed one, or did before."""
        archive, chain = self.build.archive, self.build.chain
        if not isinstance(change.record, Entry):
            return []
        named = [archive.entry.get(change.record.id), archive.entry.get(before.same_as or "")]
        tellers = [row for one in named if one for row in (one, *chain.same_event(one))]
        return [
            row for row in {row.id: row for row in tellers}.values() if row.id != change.record.id
        ]


def read_values(change: Amendment) -> dict[str, str | None]:
    """Return what stood in the header before the rows of a change were written; the first row's last."""
    values: dict[str, str | None] = {}
    for row in reversed(change.mendings):
        if isinstance(row, Correction):
            values[row.field] = None if row.said.casefold() in NOTHING else row.said
        elif isinstance(row, Withdrawal):
            values[How.WITHDRAWN] = None
        else:
            return {}
    return values
