"""What an entry adds to a number that a report told, by the number's lasting key.

`poster/2026-11/plats:torget` is of a month, `händelser/2026-11/Hittills 2026` of several, and
`händelser/post/2026-11-12/polisen-torget` of one entry.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.records import shift_month

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
