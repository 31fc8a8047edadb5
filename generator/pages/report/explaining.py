"""Why a number that was sent is another today, by what each change moves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from generator.pages.report.counting import ACTIONS, EVENTS, Adds, Key, count_in, read_key
from generator.pages.report.differing import Differing
from generator.records import Amendment


class Bearing(IntEnum):
    """Whether a change is why a number is another."""

    NONE = 0
    MAY = 1
    DOES = 2


@dataclass(frozen=True, slots=True)
class Step:
    """A change and what its record, and others that tell of the same event, added before and after it.

    The pairs are None where the change may bear on any number of the `month`, or of all without one. It
    `frees` an event where another entry that nobody knows of may have told of it too, and counts it now.
    """

    change: Amendment
    pairs: tuple[tuple[Adds | None, Adds | None], ...] | None = ()
    month: str = ""
    actions: Bearing = Bearing.NONE
    frees: bool = False

    def move(self, key: Key) -> int | None:
        """Return how much the change moves a number; None where that is not known."""
        if self.pairs is None:
            is_of = not key.first or key.first <= self.month <= key.last
            return None if is_of or not self.month else 0
        moved = 0
        for before, after in self.pairs:
            if before == after:
                continue
            then, now = count_in(key, before), count_in(key, after)
            if then is None or now is None:
                return None
            moved += now - then
        return moved

    def bears(self, key: Key) -> Bearing:
        """Say whether the change is why a number is another."""
        if key.unit == ACTIONS:
            return self.actions
        moved = self.move(key)
        return Bearing.MAY if moved is None else Bearing.DOES if moved else Bearing.NONE


@dataclass(frozen=True, slots=True)
class Why:
    """Why a number is another: the places of the changes that are why, and of those that may be.

    It is `is_partly` when they do not make up the whole difference.
    """

    does: tuple[int, ...] = ()
    may: tuple[int, ...] = ()
    is_partly: bool = False

    @property
    def leads(self) -> tuple[int, ...]:
        """The first of them, which others lead to."""
        return tuple(sorted((*self.does, *self.may)))[:1]


def find_why(steps: Sequence[Step], number: Differing) -> Why:
    """Return why a number is another. What may be why is told where what is sure is not enough."""
    key = read_key(number.key)
    borne = [step.bears(key) for step in steps]
    does = tuple(place for place, one in enumerate(borne) if one is Bearing.DOES)
    freeing = {n for n, step in enumerate(steps) if step.frees and key.unit == EVENTS}
    may = tuple(
        place
        for place, one in enumerate(borne)
        if one is Bearing.MAY or (one is Bearing.NONE and place in freeing)
    )
    now = 0 if number.now is None else number.now.value
    is_counted = key.unit != ACTIONS and number.sent.value is not None and now is not None
    if not does:
        return Why((), may)
    if not is_counted:
        return Why(does)
    moved = sum(steps[place].move(key) or 0 for place in does)
    if number.sent.value is not None and now is not None and moved == now - number.sent.value:
        return Why(does)
    return Why(does, may, is_partly=not may and not freeing)
