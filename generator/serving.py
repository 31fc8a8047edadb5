"""What one build leaves for the next while a site is served: elsewhere there is no next, so nothing is kept.

What is kept rests on nothing but what it is kept by. What a build has not asked for is let go when it
is done.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import wraps
from typing import Any, ClassVar, Generic, ParamSpec, TypeVar

Asked = ParamSpec("Asked")
Found = TypeVar("Found")
Kept = TypeVar("Kept")


class Shelf(Generic[Kept]):
    """Things by what they are kept by: those of the build before, and of this one."""

    shelves: ClassVar[list[Shelf[Any]]] = []
    is_open: ClassVar[bool] = False

    def __init__(self) -> None:
        """Stand among the others, empty."""
        self.before: dict[Hashable, Kept] = {}
        self.now: dict[Hashable, Kept] = {}
        Shelf.shelves.append(self)

    def find(self, place: Hashable) -> Kept | None:
        """Return what was put at a place by this build or the one before."""
        if not Shelf.is_open:
            return None
        found = self.now.get(place)
        return self.before.get(place) if found is None else found

    def put(self, place: Hashable, thing: Kept) -> None:
        """Keep a thing for the next build, if there is one."""
        if Shelf.is_open:
            self.now[place] = thing


def begin_serving() -> None:
    """Keep from now on what is found out."""
    Shelf.is_open = True


def finish_build() -> None:
    """Let go of what this build, which went well, did not ask for."""
    for shelf in Shelf.shelves if Shelf.is_open else ():
        shelf.before, shelf.now = shelf.now, {}


def end_serving() -> None:
    """Let go of everything, and keep nothing more."""
    Shelf.is_open = False
    for shelf in Shelf.shelves:
        shelf.before, shelf.now = {}, {}


def keep(work: Callable[Asked, Found]) -> Callable[Asked, Found]:
    """Let a function that rests on nothing but its words, numbers and days keep what it has found out.

    What it returns is shared, and must not be changed.
    """
    shelf = Shelf[tuple[Found]]()

    @wraps(work)
    def find(*asked: Asked.args, **named: Asked.kwargs) -> Found:
        if not Shelf.is_open:
            return work(*asked, **named)
        place = (asked, *named.items())
        found = shelf.find(place) or (work(*asked, **named),)
        shelf.put(place, found)
        return found[0]

    return find
