"""Why a number that was sent is another today, by what each change moves.

A number is known by its lasting key: `poster/2026-11/plats:torget` is of a month,
`händelser/2026-11/Hittills 2026` of several, and `händelser/post/2026-11-12/polisen-torget` of one
entry. What an entry adds to a number, before a change and after it, says what the change moves.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum

from generator.pages.report.sent.differing import Differing
from generator.records import Amendment, shift_month

POST = "/post/"
ACTIONS, EVENTS, POSTS = "åtgärder", "händelser", "poster"
AREA, PLACE, TIME, TYPE = "omrade", "plats", "tid", "problemtyp"
NONE = "utan"


@dataclass(frozen=True, slots=True)
class Key:
    """What a number counts: its unit, the entry or the first and last month of it, and the parts it is of."""

    unit: str
    entry: str = ""
    first: str = ""
    last: str = ""
    parts: Mapping[str, str] = field(default_factory=dict)


def read_key(key: str) -> Key:
    """Return what a number's key says."""
    if POST in key:
        unit, _, entry = key.partition(POST)
        return Key(unit, entry)
    unit, about, *rest = key.split("/")
    parts = dict(part.split(":", 1) for part in rest if ":" in part)
    sums = [part for part in rest if ":" not in part]
    first, last = find_months(about, sums[0] if sums and unit != ACTIONS else "")
    return Key(unit, "", first, last, parts)


def find_months(about: str, head: str) -> tuple[str, str]:
    """Return the first and the last month of a number: of a year, a month, or a sum that has a head."""
    if len(about) == len("2026"):
        return f"{about}-01", f"{about}-12"
    before = shift_month(about, -12)
    if head.startswith("Hittills"):
        return f"{about[:4]}-01", about
    if head.startswith("Samma tid"):
        return f"{before[:4]}-01", before
    if head.startswith("Senaste"):
        return shift_month(about, -11), about
    return (shift_month(about, -23), before) if head else (about, about)


@dataclass(frozen=True, slots=True)
class Adds:
    """What an entry adds to the numbers: in which report's month, how many poster and händelser, in which parts.

    A number, or the slug of a part, that is None is not known any more. One that is not `open` is for
    others than the group counted in the classes of its problemtyp alone.
    """

    entry: str
    month: str
    posts: int | None
    events: int | None
    parts: Mapping[str, str | None]
    open: bool = True


def count_in(key: Key, adds: Adds | None) -> int | None:
    """Return what an entry adds to a number; None where that is not known."""
    if adds is None or key.unit == ACTIONS:
        return 0
    if key.entry:
        return adds.events if key.entry == adds.entry else 0
    if not key.first <= adds.month <= key.last or (TYPE not in key.parts and not adds.open):
        return 0
    own = [adds.parts.get(sort) for sort in key.parts]
    if any(part not in (None, slug) for part, slug in zip(own, key.parts.values(), strict=True)):
        return 0
    number = adds.posts if key.unit == POSTS else adds.events
    return None if number and None in own else number


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
