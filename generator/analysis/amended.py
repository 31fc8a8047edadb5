"""Which numbers moved after a report was adopted or minutes were approved, and by what.

The numbers that a report and a meeting tell are plain values, so two versions can be held together.
Each change is undone, the newest first, and the numbers are counted again: what differs is what it
moved.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import TypeAlias

from generator.analysis.chain import Chain
from generator.analysis.counts import area_of, count_events, is_post, say_time
from generator.analysis.crossing import find_days
from generator.analysis.period import Ledger, find_actions, find_day
from generator.analysis.reporting import find_period_coverage
from generator.analysis.status import (
    ENDED,
    State,
    assignment_status,
    decision_status,
    find_late_assignments,
)
from generator.records import (
    Amendment,
    Archive,
    Entry,
    Meeting,
    Record,
    Report,
    Row,
    Since,
    Stood,
    Table,
    find_amendments,
    find_unapproved,
    index_files,
    is_emptied,
    place_assignments,
    place_proposals,
    read_statement,
    restore,
    shift_month,
    undo_rows,
)
from generator.swedish import WEEKDAYS, say_amount

Numbers: TypeAlias = "dict[NumberName, str]"
# A report's tables have its own month, the one before and the same month last year.
COMPARED = (0, -1, -12)


class What(StrEnum):
    """What is told of a report or a meeting, in the order it is told."""

    HELD = "möten"
    REPORTED = "organisationer som har rapporterat"
    EVENTS = "händelser"
    POSTS = "poster"
    POSITIVE = "positiva poster"
    LEVEL = "nivån"
    TREND = "trenden"
    DONE = "klara åtgärder"
    BROKEN_OFF = "avbrutna åtgärder"
    LATE = "försenade åtgärder"
    GOING_ON = "pågående åtgärder"
    NEW = "nya åtgärder"
    ENDED_UPPDRAG = "klara, redovisade eller avbrutna uppdrag"
    LATE_UPPDRAG = "försenade uppdrag"
    DECISION = "läget"
    PROPOSALS = "förslag"
    MATERIAL = "underlaget"


@dataclass(frozen=True, slots=True)
class NumberName:
    """A number's lasting name: what it counts, of which part, and in which month of a comparison."""

    what: What
    part: str = ""
    month: str = ""


REMOVED_MATERIAL = NumberName(What.MATERIAL, "tal i underlaget")


@dataclass(frozen=True, slots=True)
class Moved:
    """A number that is another; "" where there was none, or is none."""

    number: NumberName
    before: str
    after: str


def find_moved(before: Numbers, after: Numbers) -> tuple[Moved, ...]:
    """Return the numbers that differ, in their order; of a count with parts the whole, if it moved."""
    keys = dict.fromkeys([*before, *after])
    moved = [
        Moved(key, before.get(key, ""), after.get(key, ""))
        for key in keys
        if before.get(key) != after.get(key)
    ]
    wholes = {(row.number.what, row.number.month) for row in moved if not row.number.part}
    order = list(What)
    told = [
        row
        for row in moved
        if not row.number.part or (row.number.what, row.number.month) not in wholes
    ]
    return tuple(sorted(told, key=lambda row: order.index(row.number.what)))


def count_report(archive: Archive, month: str) -> Numbers:
    """Return the numbers of a month's report, and those it is compared with, as of its own day.

    For a reader outside the group they are those that the report shows there.
    """
    report, chain = archive.report.get(month), Chain(archive)
    if report is None:
        return {}
    counted = Chain(archive.counted) if archive.ledger else chain
    told, expected = find_period_coverage(archive, report)
    numbers = {
        NumberName(What.HELD): str(len(report.meetings)),
        NumberName(What.REPORTED): f"{told} av {expected}",
    }
    for step in COMPARED:
        compared = archive.report.get(shift_month(month, step))
        if compared and compared.meetings:
            numbers |= count_posts_of(counted, compared.meetings, compared.id)
    return (
        numbers
        | count_judged(report.meetings)
        | count_undertakings(chain, report)
        | read_decisions(chain, find_day(report, archive.today))
        | read_material(archive, report.meetings)
    )


def count_meeting(archive: Archive, meeting: Meeting) -> Numbers:
    """Return the numbers of a meeting's own page that its minutes were approved with."""
    return {
        NumberName(What.HELD): "1" if meeting.is_held else "0",
        NumberName(What.NEW): str(len(meeting.actions)),
        NumberName(What.PROPOSALS): str(len(meeting.proposals)),
        **count_posts_of(Chain(archive), [meeting], ""),
        **count_judged([meeting]),
    }


def count_posts_of(chain: Chain, meetings: Iterable[Meeting], month: str) -> Numbers:
    """Count poster, also by område and plats, and händelser, also by område, type and time."""
    archive = chain.archive
    events, posts, positive = Counter[str](), Counter[str](), 0
    for meeting in meetings:
        for entry in archive.entries_by_meeting.get(meeting.id, ()):
            if is_post(archive, entry):
                area = area_of(archive, entry)
                posts.update(name_parts(area, entry.place))
                positive += entry.kind.role == "positivt"
                number = count_events(chain, entry)
                for part in name_parts(area, entry.problem_type, say_time(entry)):
                    events[part] += number
                days = find_days(entry)
                for day in days:
                    events[WEEKDAYS[day.weekday()]] += number // len(days)
    counted = {
        NumberName(what, part, month): str(number)
        for what, counts in ((What.EVENTS, events), (What.POSTS, posts))
        for part, number in ({"": 0} | counts).items()
        if number or not part
    }
    return {**counted, NumberName(What.POSITIVE, "", month): str(positive)}


def name_parts(*parts: Row | str | None) -> tuple[str, ...]:
    """Return the names an entry is counted under: of all of them together, and of each."""
    names = (part if isinstance(part, str) else part.name for part in parts if part)
    return tuple(dict.fromkeys(("", *names)))


def count_judged(meetings: Iterable[Meeting]) -> Numbers:
    """Return how each område was last judged at some meetings."""
    last = {name: row for meeting in meetings for name, row in meeting.assessments.items()}
    levels = {NumberName(What.LEVEL, name): row.level.name for name, row in last.items()}
    trends = {
        NumberName(What.TREND, name): row.trend.name for name, row in last.items() if row.trend
    }
    return levels | trends


def count_undertakings(chain: Chain, report: Report) -> Numbers:
    """Count a report's åtgärder, late uppdrag and proposals, as of its own day."""
    archive = chain.archive
    day = find_day(report, archive.today)
    before = [row for row in archive.reports if row.id < report.id and row.meetings]
    since = find_day(before[-1], archive.today) if before else date.min
    actions = find_actions(Ledger(chain), report, day, since)
    counts = {
        What.DONE: len(actions.done),
        What.BROKEN_OFF: len(actions.broken_off),
        What.LATE: len(actions.late),
        What.GOING_ON: len(actions.going_on),
        What.NEW: len(actions.new),
        What.LATE_UPPDRAG: len(find_late_assignments(chain, day)),
        What.PROPOSALS: sum(len(list(place_proposals(m))) for m in report.meetings),
    }
    return {NumberName(what): str(number) for what, number in counts.items()}


def read_decisions(chain: Chain, day: date) -> Numbers:
    """Return how far each decision had come on a day, and how many of their uppdrag had ended."""
    taken = [decision for decision in chain.decisions if decision.day <= day]
    states = [assignment_status(chain, row, day) for d in taken for row in place_assignments(d)]
    ended = sum(state in (*ENDED, State.ACCOUNTED) for state in states)
    reached = {
        NumberName(What.DECISION, decision.title): " ".join(
            decision_status(chain, decision, day).chips
        )
        for decision in taken
    }
    return {NumberName(What.ENDED_UPPDRAG): str(ended), **reached}


def read_material(archive: Archive, meetings: Iterable[Meeting]) -> Numbers:
    """Return every figure of the underlag that was given to some meetings."""
    return {
        NumberName(What.MATERIAL, f"{one.type or one.indicator.name}, {one.period.name}"): (
            say_amount(one.value) if one.value is not None else "uppgift saknas"
        )
        for meeting in meetings
        for entry in archive.entries_by_meeting.get(meeting.id, ())
        if entry.stands and entry.statistics
        if (table := archive.tables.get(f"entries/{entry.id}"))
        for one in read_statement(entry, entry.statistics, table, archive.mall).observations
    }


Count: TypeAlias = Callable[[Archive], Numbers]


@dataclass(frozen=True, slots=True)
class Amended:
    """A change, and the numbers it moved."""

    change: Amendment
    moved: tuple[Moved, ...] = ()


def amend_report(archive: Archive, report: Report, since: Since) -> list[Amended]:
    """Return what has come after a report was adopted: what has no day, then oldest first.

    Its own entries' corrections, withdrawals and removals are told whether a number moved or not.
    """
    changes = find_amendments(archive, report, since)
    own = {meeting.id for meeting in report.meetings}
    if archive.reader is not None:
        # The numbers of others than the group are not of the entries that they read.
        return [Amended(row) for row in changes if is_mended(archive, row, own)]
    found = trace(archive, changes, lambda version: count_report(version, report.id))
    return [row for row in found if row.moved or is_mended(archive, row.change, own)]


def amend_meeting(archive: Archive, meeting: Meeting, since: Since) -> list[Amended]:
    """Return what has changed in a meeting's numbers since its minutes were approved, without a day."""

    def count(version: Archive) -> Numbers:
        same = version.meeting.get(meeting.id)
        return count_meeting(version, same) if same else {}

    found = trace(archive, find_unapproved(archive, meeting, since), count)
    return [row for row in found if row.moved]


def is_mended(archive: Archive, found: Amendment, own: Collection[str]) -> bool:
    """Say whether an entry of some meetings tells that it was corrected, withdrawn or removed."""
    entry = found.record
    return bool(found.mendings) and isinstance(entry, Entry) and archive.taken_up_at(entry) in own


def trace(archive: Archive, rows: Sequence[Amendment], count: Count) -> list[Amended]:
    """Undo changes one by one, the newest first; return them with what each moved, oldest first.

    What only history tells of a file is told of the file's own row, if that could not be undone.
    """
    stood = find_stood(archive, rows)
    oldest = {path: found for step in reversed(stood) for path, found in step.items()}
    if not oldest:
        return [Amended(row) for row in rows]
    version, numbers = archive, [count(archive)]
    if count(restore(archive, oldest)) == numbers[0]:
        return [Amended(row) for row in rows]
    for step in reversed(stood):
        version = restore(version, step) if step else version
        numbers.append(count(version) if step else numbers[-1])
    numbers.reverse()
    moved = [find_moved(before, after) for before, after in pairwise(numbers)]
    stuck = {
        row.path: index
        for index, (row, step) in enumerate(zip(rows, stood, strict=True))
        if not step and row.may_move
    }
    for index, row in enumerate(rows):
        if row.stood is not None and row.path in stuck:
            moved[stuck[row.path]], moved[index] = moved[index], ()
    return [
        Amended(row, without_removed(archive, row, found))
        for row, found in zip(rows, moved, strict=True)
    ]


def without_removed(
    archive: Archive, change: Amendment, moved: tuple[Moved, ...]
) -> tuple[Moved, ...]:
    """Return what a change moved; of underlag that was removed no words and no numbers, only how many."""
    own = [row for row in moved if row.number.what is What.MATERIAL]
    if not own or not is_emptied(archive, change.path):
        return moved
    left = sum(row.after != "" for row in own)
    kept = (row for row in moved if row not in own)
    return (*kept, Moved(REMOVED_MATERIAL, str(len(own)), str(left)))


def find_stood(archive: Archive, rows: Sequence[Amendment]) -> list[Stood]:
    """Return what stood in the files before each change; nothing when that is not known."""
    files: dict[str, Record | Table | None] = {**index_files(archive)}
    found: list[Stood] = []
    for row in reversed(rows):
        stood, record = row.stood or {}, files.get(row.path)
        if row.stood is None and row.values is not None and isinstance(record, Record):
            before = undo_rows(record, archive.mall, row.values)
            stood = {row.path: before} if before else {}
        files.update(stood)
        found.append(stood)
    return found[::-1]
