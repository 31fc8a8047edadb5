"""What a group goes through at a meeting to come: what is due, goes on, waits, has come in and is missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from generator.analysis.chain import Chain, gather
from generator.analysis.changes import find_sent
from generator.analysis.counts import Standing, find_standing
from generator.analysis.following import Waiting, find_pairs, find_waiting, state_of
from generator.analysis.meetings import find_thread
from generator.analysis.reporting import Coverage, cover
from generator.analysis.status import LATE_STATES, State
from generator.records import (
    Account,
    Action,
    Archive,
    Assignment,
    Decision,
    Entry,
    Meeting,
    Organisation,
    PlacedAction,
    PlacedAssignment,
)

# What is still to be done, or to be accounted for.
OPEN = (*LATE_STATES, State.GOING_ON, State.DECIDED)


@dataclass(frozen=True, slots=True)
class Task:
    """An åtgärd or uppdrag that is not done, with its status on the archive's day.

    The `actions` carry out an uppdrag: they are the same thing, and stand in no other place.
    """

    placed: PlacedAction | PlacedAssignment
    state: State
    actions: tuple[Task, ...] = ()

    @property
    def what(self) -> str:
        """What is to be done."""
        return self.row.what

    @property
    def name(self) -> str:
        """What it is called within a sentence."""
        return self.row.name

    @property
    def owner(self) -> Organisation:
        """Who answers for it."""
        return self.row.responsible

    @property
    def due(self) -> date | None:
        """The last day of it, if it has one."""
        return self.row.due

    @property
    def row(self) -> Action | Assignment:
        """What the record says of it."""
        placed = self.placed
        return placed.action if isinstance(placed, PlacedAction) else placed.assignment

    @property
    def first_due(self) -> date:
        """The first of its last days, also of what carries it out; one without any comes last."""
        return min(one.due or date.max for one in (self, *self.actions))


@dataclass(frozen=True, slots=True)
class Thread:
    """A problem that goes on: entries that continue each other, oldest first, and at how many meetings."""

    entries: tuple[Entry, ...]
    meetings: int

    @property
    def newest(self) -> Entry:
        """The entry last told."""
        return self.entries[-1]


@dataclass(frozen=True, slots=True)
class Agenda:
    """What there is to go through at a meeting on a day, as the archive has it on its own day.

    `meeting` is what is written of it, if anything is; `entries` are those it will take up, and
    `before` the held meeting before it. `tasks` are by their last day. Without a `day` no meeting is planned.
    """

    day: date | None
    meeting: Meeting | None
    before: Meeting | None
    entries: tuple[Entry, ...]
    coverage: Coverage | None
    tasks: tuple[Task, ...]
    threads: tuple[Thread, ...]
    waiting: tuple[Waiting, ...]
    decisions: tuple[Decision, ...]
    accounts: tuple[Account, ...]

    @property
    def due(self) -> list[Task]:
        """The åtgärder and uppdrag that are late, or to be done by the meeting."""
        return [task for task in self.tasks if self.is_due(task)]

    @property
    def later(self) -> list[Task]:
        """The åtgärder that go on after the meeting, and the uppdrag to be accounted for after it."""
        return [task for task in self.tasks if not self.is_due(task)]

    def is_due(self, task: Task) -> bool:
        """Say whether the meeting is to hear of a task: it or what carries it out is late or due by then."""
        by_then = self.day is not None and task.first_due <= self.day
        return by_then or any(one.state in LATE_STATES for one in (task, *task.actions))

    def tasks_of(self, organisation: Organisation) -> list[Task]:
        """Return what one organisation answers for."""
        return [task for task in self.tasks if task.owner.slug == organisation.slug]


def find_agenda(chain: Chain, day: date | None) -> Agenda:
    """Return what there is to go through at a meeting on a day."""
    archive, today = chain.archive, chain.archive.today
    held = [m for m in archive.held_meetings if m.day <= today and (day is None or m.day < day)]
    before = held[-1] if held else None
    decisions, accounts = find_sent(chain, before.day if before else date.min, today)
    awaiting = find_awaiting(archive, day) if day else {}
    entries = tuple(entry for own in awaiting.values() for entry in own)
    return Agenda(
        day=day,
        meeting=archive.meeting.get(str(day)),
        before=before,
        entries=entries,
        coverage=cover(archive, day, awaiting) if day else None,
        tasks=tuple(find_tasks(chain)),
        threads=tuple(find_threads(chain, before, entries)),
        waiting=tuple(find_waiting(chain, today)),
        decisions=decisions,
        accounts=accounts,
    )


def find_awaiting(archive: Archive, day: date) -> dict[str, list[Entry]]:
    """Return the entries that a meeting on a day will take up, those of meetings called off first.

    They are given by the meeting they were written for.
    """
    found: dict[str, list[Entry]] = {}
    for meeting in archive.meetings:
        is_left = meeting.called_off is not None and meeting.planned < day
        if is_left or meeting.planned == day:
            own = archive.entries_by_meeting.get(meeting.id, ())
            found[meeting.id] = [e for e in own if archive.taken_up_at(e) == meeting.id]
    return found


def find_tasks(chain: Chain) -> list[Task]:
    """Return the uppdrag and åtgärder that are not done, by their last day; those without come last."""
    uppdrag = list(find_open(chain, chain.assignments.values()))
    actions, pairs = list(find_open(chain, chain.archive.actions.values())), find_pairs(chain)
    carried = gather((pairs.get(task.placed.id), task) for task in actions)
    joined = [replace(task, actions=tuple(carried.get(task.placed.id, ()))) for task in uppdrag]
    # An åtgärd whose uppdrag has ended stands for itself.
    told = {one.placed.id for task in joined for one in task.actions}
    rest = (task for task in actions if task.placed.id not in told)
    return sorted([*joined, *rest], key=lambda task: task.first_due)


def find_open(chain: Chain, rows: Iterable[PlacedAction | PlacedAssignment]) -> Iterator[Task]:
    """Yield what of some åtgärder and uppdrag is not done."""
    told = (Task(placed, state_of(chain, placed, chain.archive.today)) for placed in rows)
    return (task for task in told if task.state in OPEN)


def find_threads(chain: Chain, before: Meeting | None, entries: Sequence[Entry]) -> list[Thread]:
    """Return the problems that some entries, or those of the meeting before, go on with.

    The one told of at most meetings comes first. Two that lead back to the same entry are one.
    """
    archive = chain.archive
    told = archive.entries_by_meeting.get(before.id, ()) if before else ()
    groups: list[dict[str, Entry]] = []
    for entry in (*told, *entries):
        if find_standing(archive, entry) not in (Standing.COUNTED, Standing.WAITING):
            continue
        own = {found.id: found for found in (*find_thread(chain, entry), entry)}
        for other in [group for group in groups if group.keys() & own.keys()]:
            groups.remove(other)
            own = other | own
        groups.append(own)
    threads = []
    for group in groups:
        listed = sorted(group.values(), key=lambda found: (archive.day_of(found), found.id))
        meetings = {archive.taken_up_at(found) for found in listed}
        if len(meetings) > 1 and any(found.continues in group for found in listed):
            threads.append(Thread(tuple(listed), len(meetings)))
    return sorted(threads, key=lambda found: (-found.meetings, found.newest.id))
