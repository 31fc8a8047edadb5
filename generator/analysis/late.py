"""What is late, each thing once: an åtgärd is told with the uppdrag that it carries out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from generator.analysis.chain import Chain
from generator.analysis.status import find_late_actions, find_late_assignments
from generator.records import PlacedAction, PlacedAssignment


@dataclass(frozen=True, slots=True)
class LateAssignment:
    """A late uppdrag, with the late åtgärder that carry it out."""

    placed: PlacedAssignment
    actions: tuple[PlacedAction, ...]


@dataclass(frozen=True)
class Late:
    """Everything late on a day."""

    chain: Chain
    day: date

    @cached_property
    def assignments(self) -> list[LateAssignment]:
        """The late uppdrag, oldest first."""
        pairs = find_pairs(self.chain)
        return [
            LateAssignment(
                placed, tuple(row for row in self.all_actions if pairs.get(row.id) == placed.id)
            )
            for placed in find_late_assignments(self.chain, self.day)
        ]

    @cached_property
    def all_actions(self) -> list[PlacedAction]:
        """The late åtgärder."""
        return find_late_actions(self.chain, self.day)

    @cached_property
    def other_actions(self) -> list[PlacedAction]:
        """The late åtgärder that carry out no late uppdrag."""
        told = {row.id for late in self.assignments for row in late.actions}
        return [row for row in self.all_actions if row.id not in told]


def find_pairs(chain: Chain) -> dict[str, str]:
    """Return the uppdrag that each åtgärd carries out, by their ids.

    They are one and the same when an entry follows both up, as just as far come on the same day, and
    the same organisation answers for both. A meeting's minutes follow up whatever there is.
    """
    pairs = {}
    actions, assignments = chain.archive.actions, chain.assignments
    for entry in chain.archive.entries:
        rows = entry.follow_ups if entry.stands else ()
        uppdrag = [row for row in rows if row.action in assignments]
        if len(uppdrag) != 1:
            continue
        told, owner = uppdrag[0], assignments[uppdrag[0].action].assignment.responsible
        for row in rows:
            same = (row.day, row.status) == (told.day, told.status)
            placed = actions.get(row.action)
            if placed and same and placed.action.responsible.slug == owner.slug:
                pairs[placed.id] = told.action
    return pairs
