"""What of an archive one reader may read: which entries, decisions, platser and åtgärder."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from generator.problems import CannotRun, list_choices, quote
from generator.records.archive import Archive, numbered
from generator.records.kinds import Decision, Entry, Meeting
from generator.records.mall import Distribution, Mall, Place, ProblemType
from generator.records.readers.ledger import narrow_mall, place_in

ENDED = ("klar", "avbruten")


def find_reader(mall: Mall, name: str | None) -> Distribution:
    """Return the row of `spridning` that a name means, the group's own without one.

    Raises `CannotRun` for a name that the mall has not.
    """
    if not name:
        return mall.distributions[0]
    found = mall.find(Distribution, name.strip())
    if found is None:
        names = list_choices(row.name for row in mall.distributions)
        raise CannotRun(f"{quote(name)} är ingen läsare. Skriv {names}.")
    return found


@dataclass(frozen=True)
class Reach:
    """How far the records of an archive go, seen from one reader outside the group."""

    archive: Archive
    reader: Distribution

    def reaches(self, widest: Distribution) -> bool:
        """Say whether what goes as far as a row of `spridning` comes to the reader."""
        return self.archive.mall.rank(widest) >= self.archive.mall.rank(self.reader)

    @property
    def is_for_all(self) -> bool:
        """Whether the reader is whoever asks."""
        return self.reader == self.archive.mall.distributions[-1]

    @cached_property
    def is_own(self) -> bool:
        """Whether the group's own words go to the reader."""
        return self.reaches(self.archive.mall.default(Distribution))

    def is_told_of(self, *types: ProblemType | None) -> bool:
        """Say whether the group's own words on any of some problemtyper go to the reader."""
        mall = self.archive.mall
        return self.is_own and (not types or any(self.reaches(mall.widest(row)) for row in types))

    @cached_property
    def mall(self) -> Mall:
        """The mall without the platser that the reader is not told of, and without a way to where it lies."""
        return narrow_mall(self.archive, self.reader, today=self.today)

    def place_in(self, place: Place | None) -> Place | None:
        """Return a plats as the reader is told of it."""
        return place_in(self.archive.mall, self.mall, place)

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """The entries that the reader may read.

        That there is nothing to report is told with that there was something, so that no silence
        tells of what is withheld; of a removed entry nobody knows how widely it was read.
        """
        return tuple(
            entry
            for entry in self.archive.entries
            if self.reaches(entry.distribution) and entry.kind.role != "inget" and not entry.removed
        )

    @cached_property
    def read(self) -> frozenset[str]:
        """The ids of the entries that the reader may read."""
        return frozenset(entry.id for entry in self.entries)

    @cached_property
    def decisions(self) -> tuple[Decision, ...]:
        """The decisions that the reader may read."""
        return tuple(d for d in self.archive.decisions if self.is_told_of(d.subject.problem_type))

    @cached_property
    def decided(self) -> frozenset[str]:
        """Their ids."""
        return frozenset(decision.id for decision in self.decisions)

    @cached_property
    def proposed(self) -> frozenset[str]:
        """The ids of the proposals that the reader may read."""
        return frozenset(
            f"{meeting.id}#bra-{numbered(row, place)}"
            for meeting in self.archive.meetings
            for place, row in enumerate(meeting.proposals)
            if self.is_told_of(row.subject.problem_type)
        )

    @cached_property
    def today(self) -> date:
        """The day the archive is read on: what is withheld does not move it."""
        records = (
            *self.archive.meetings,
            *self.archive.report_files,
            *self.entries,
            *self.decisions,
            *(row for row in self.archive.accounts if row.decision_id in self.decided),
        )
        days = (day for record in records for day, _ in record.happened())
        return self.archive.asked_date or max(days, default=self.archive.mall.plan.first)

    @cached_property
    def kept_ids(self) -> frozenset[str]:
        """The ids of the åtgärder and uppdrag that the reader may read of."""
        tellers: Iterable[Entry | Meeting] = (
            *self.entries,
            *(self.archive.meetings if self.is_own else ()),
        )
        actions = (
            f"{record.id}#{numbered(row, place)}"
            for record in tellers
            for place, row in enumerate(record.actions)
        )
        assignments = (
            f"{decision.id}#{numbered(row, place)}"
            for decision in self.decisions
            for place, row in enumerate(decision.assignments)
        )
        return frozenset((*actions, *assignments))

    @cached_property
    def ended(self) -> frozenset[str]:
        """The ids of the åtgärder that are done or broken off, whoever has told so."""
        last = {
            found.row.action: found.row.status
            for found in self.archive.follow_ups
            if found.row.day <= self.today
        }
        return frozenset(key for key, status in last.items() if status in ENDED)
