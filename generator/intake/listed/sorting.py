"""Where each row of a list goes: read is written, merged, held back, or there already.

A new entry is read by all rules of the archive before it is written. What a rule stops is held back,
said by its cell, and what pointed somebody out is never repeated.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path

from generator.intake.folder import ENTRIES, Draft, Written, trying, write_drafts
from generator.intake.listed.entry import Event, read_row
from generator.intake.listed.facts import Reading, Reason
from generator.intake.listed.rows import Listed
from generator.problems import CannotRun, Problem, Severity
from generator.records import (
    Archive,
    find_first_ahead,
    find_takers,
    hide_in_problem,
    load_archive,
    say_ahead,
)
from generator.swedish import join_words, say_day, say_figure

# So many meetings a screen has room for.
MOST_MEETINGS = 12


@dataclass(frozen=True, slots=True)
class Placed:
    """An event with the meeting it goes to, as its planned day."""

    event: Event
    meeting: date

    @property
    def id(self) -> str:
        """The new entry's id."""
        return f"{self.meeting}/{self.event.stem}"


@dataclass(frozen=True, slots=True)
class Sorted:
    """Where every one of the `read` rows went.

    `new` are to be written and `known` have a file already. `merged` holds each row that says what
    another does, with that one; `held` the reasons of each row that cannot be taken in.
    """

    read: int
    new: tuple[Placed, ...]
    known: tuple[Placed, ...]
    merged: tuple[tuple[str, str], ...]
    held: tuple[tuple[Reason, ...], ...]


def sort_rows(
    root: Path, archive: Archive, listed: Listed, reading: Reading, meeting: date | None
) -> Sorted:
    """Put every row in its group, in the list's order; what is written is tried first."""
    results = [read_row(row, listed, reading) for row in listed.rows]
    held = {n: found for n, found in enumerate(results) if isinstance(found, list)}
    events = {n: found for n, found in enumerate(results) if isinstance(found, Event)}
    placed: dict[int, Placed] = {}
    meetings = Meetings(archive, meeting, [event.day for event in events.values()])
    for number, event in events.items():
        found = meetings.place(event)
        if isinstance(found, Reason):
            held[number] = [found]
        else:
            placed[number] = found
    there = {file.stem for file in (root / ENTRIES).glob("*/*.md")}
    kept, merged = merge_repeats(placed)
    new = {n: one for n, one in kept.items() if one.event.stem not in there}
    refused = {n: [why] for n, one in new.items() if (why := meetings.refuse(one))}
    refused |= try_events(root, {n: one for n, one in new.items() if n not in refused})
    # What says the same as a row that is held back is held back too, at its own cells.
    for repeat, first in merged.items():
        if first in refused:
            number = placed[repeat].event.row.number
            held[repeat] = [replace(one, cell=in_row(one.cell, number)) for one in refused[first]]
    held |= refused
    return Sorted(
        read=len(listed.rows),
        new=tuple(one for n, one in new.items() if n not in refused),
        known=tuple(one for one in kept.values() if one.event.stem in there),
        merged=tuple(
            (f"rad {placed[n].event.row.number}", f"rad {placed[first].event.row.number}")
            for n, first in merged.items()
            if n not in held
        ),
        held=tuple(tuple(held[n]) for n in sorted(held)),
    )


def in_row(cell: str, number: int) -> str:
    """Return the address of the cell in the same column of another row."""
    return f"{cell.rstrip('0123456789')}{number}"


@dataclass
class Meetings:
    """The meetings that rows may go to; with an `asked` one all go there."""

    archive: Archive
    asked: date | None
    days: Iterable[date]
    takers: list[tuple[date, date]] = field(init=False)
    first_ahead: date | None = field(init=False)

    def __post_init__(self) -> None:
        first = self.archive.mall.plan.first
        self.first_ahead = find_first_ahead(self.archive, self.days)
        self.takers = find_takers(self.archive, max([first, *self.days, self.asked or first]))
        if self.asked and self.asked not in {meeting for _, meeting in self.takers}:
            later = next((meeting for _, meeting in self.takers if meeting > self.asked), None)
            hint = f" Närmast efter är {later}." if later else ""
            raise CannotRun(f"{self.asked} är inget möte.{hint}")

    def place(self, event: Event) -> Placed | Reason:
        """Return an event at its meeting: the first that is not before it, or why it has none."""
        if self.asked:
            held = next(day for day, meeting in self.takers if meeting == self.asked)
            if event.day > held:
                return reason(event, f"Dagen är efter mötet {say_day(held)}.")
            return Placed(event, self.asked)
        place = bisect_left(self.takers, (event.day, date.min))
        if place == len(self.takers):
            return reason(event, "Inget möte är planerat efter dagen. Ange --meeting.")
        step = timedelta(days=self.archive.mall.plan.interval)
        if event.day <= self.takers[0][0] - step:
            text = f"Dagen är före arkivets första möte, {say_day(self.takers[0][0])}. Ange --meeting om raden ändå ska med."
            return reason(event, text)
        if self.first_ahead and event.day >= self.first_ahead:
            text = f"{say_ahead(event.day)} Ange --meeting om raden ändå ska med."
            return reason(event, text)
        return Placed(event, self.takers[place][1])

    def refuse(self, placed: Placed) -> Reason | None:
        """Say why an entry cannot be added to a meeting that is there, or nothing."""
        found = self.archive.meeting.get(str(placed.meeting))
        if found is None:
            return None
        if found.approved and not self.asked:
            text = f"Minnesanteckningarna från mötet {say_day(found.day)} är godkända. Ange --meeting för att lägga raden i ett annat möte."
            return reason(placed.event, text)
        who = placed.event.facts.organisation
        for entry in self.archive.entries:
            same = entry.source.folder == found.id and entry.organisation == who
            if same and entry.kind.role == "inget" and entry.stands:
                text = f"{who.name} har redan {entry.id}, som säger att det inte finns något att rapportera. Ta bort den posten först."
                return reason(placed.event, text)
        return None


def reason(event: Event, text: str) -> Reason:
    """Return why an event is held back because of its day."""
    cell = next(cell for line, cell in event.lines if line.startswith("datum: "))
    return Reason(cell, text)


def merge_repeats(placed: Mapping[int, Placed]) -> tuple[dict[int, Placed], dict[int, int]]:
    """Return the first row of those that say wholly the same, and each other with its first.

    Two events of an evening may make equal entries; they are the same only when their cells are.
    """
    first: dict[str, int] = {}
    merged: dict[int, int] = {}
    for number, one in placed.items():
        if first.setdefault(one.event.stem, number) != number:
            merged[number] = first[one.event.stem]
    return {number: placed[number] for number in first.values()}, merged


def try_events(root: Path, placed: Mapping[int, Placed]) -> dict[int, list[Reason]]:
    """Read new entries by all rules of the archive, and return what stops each of those it stops."""
    by_path = {f"{ENTRIES}/{one.id}.md": number for number, one in placed.items()}
    with trying(root, sorted({str(one.meeting) for one in placed.values()})) as scratch:
        for path, number in by_path.items():
            (scratch / path).write_bytes(placed[number].event.text.encode())
        problems = load_archive(scratch).problems
    refused: dict[int, list[Reason]] = defaultdict(list)
    for problem in problems:
        if problem.origin.path in by_path and problem.severity is Severity.FEL:
            number = by_path[problem.origin.path]
            refused[number].append(say_at_cell(problem, placed[number].event))
    return dict(refused)


def say_at_cell(problem: Problem, event: Event) -> Reason:
    """Return what a rule says of an entry as something about the cell that its line comes from."""
    lines = event.lines
    cell = lines[min(problem.origin.line, len(lines)) - 1][1]
    return Reason(cell, hide_in_problem(problem).text)


def write_events(root: Path, found: Sorted) -> Written:
    """Write the new entries; never over another file."""
    return write_drafts(root, [Draft(one.id, one.event.text) for one in (*found.new, *found.known)])


def describe_held(found: Sorted) -> Iterator[str]:
    """Yield a line for each reason why rows are held back, with their cells."""
    cells: dict[str, list[str]] = defaultdict(list)
    for reasons in found.held:
        for one in reasons:
            cells[one.text].append(one.cell)
    if cells:
        yield f"Hålls inne, {say_figure(len(found.held), 'rad', 'rader')}:"
    for text, places in cells.items():
        yield f"  {', '.join(dict.fromkeys(places))}: {text}"


def describe_merged(found: Sorted) -> Iterator[str]:
    """Yield a line for each row that others say the same as."""
    repeats: dict[str, list[str]] = defaultdict(list)
    for repeat, first in found.merged:
        repeats[first].append(repeat)
    if repeats:
        yield "Slås samman, eftersom allt som tas med är lika:"
    for first, others in repeats.items():
        yield f"  {first} säger detsamma som {join_words(others)}"


def describe_meetings(placed: Sequence[Placed]) -> Iterator[str]:
    """Yield how many rows go to each meeting."""
    counts = Counter(one.meeting for one in placed)
    if not counts:
        return
    yield "Poster till varje möte:"
    days = sorted(counts)
    for meeting in days[:MOST_MEETINGS]:
        yield f"  {meeting}: {counts[meeting]}"
    if more := days[MOST_MEETINGS:]:
        rest = sum(counts[meeting] for meeting in more)
        also = say_figure(len(more), "möte", "möten")
        yield f"  … och {also} till med {rest} poster, det sista {more[-1]}"
