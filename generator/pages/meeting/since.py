"""What is new at a meeting, in words: åtgärder and uppdrag each by their name and gender."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.analysis import Changes, State
from generator.records import is_assignment_id
from generator.swedish import capitalize, say_count

# How one and how many of what is said, of an åtgärd and of an uppdrag.
ENDED = {
    State.DONE: (("är klar", "är klara"), ("är klart", "är klara")),
    State.BROKEN_OFF: (("är avbruten", "är avbrutna"), ("är avbrutet", "är avbrutna")),
}
LATE = (
    ("har blivit försenad", "har blivit försenade"),
    ("har blivit försenat", "har blivit försenade"),
)
STILL_LATE = (
    ("är fortfarande försenad", "är fortfarande försenade"),
    ("är fortfarande försenat", "är fortfarande försenade"),
)
Forms = tuple[tuple[str, str], tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of news: its words, and the åtgärder or uppdrag that they are about, by their ids."""

    words: str
    ids: tuple[str, ...]


def tell_undertakings(changes: Changes) -> Iterator[Line]:
    """Yield which åtgärder and uppdrag ended, came to be late and are late still."""
    for state, forms in ENDED.items():
        yield from tell_both((row.id for row in changes.ended if row.state is state), forms)
    yield from tell_both(changes.newly_late, LATE)
    yield from tell_both(changes.still_late, STILL_LATE)


def tell_both(ids: Iterable[str], forms: Forms) -> Iterator[Line]:
    """Yield a line of the åtgärder and one of the uppdrag, where there are any."""
    listed = list(ids)
    actions = tuple(key for key in listed if not is_assignment_id(key))
    assignments = tuple(key for key in listed if is_assignment_id(key))
    if actions:
        one, many = (f"åtgärd {forms[0][0]}", f"åtgärder {forms[0][1]}")
        yield Line(capitalize(say_count(len(actions), one, many)), actions)
    if assignments:
        one, many = (f"uppdrag {form}" for form in forms[1])
        yield Line(capitalize(say_count(len(assignments), one, many, neuter=True)), assignments)
