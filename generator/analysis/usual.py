"""What a meeting told of each problem type, beside the meetings before it.

A meeting is no period to judge: its numbers are shown beside others', and no verdict is given.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice

from generator.analysis.amounts import NO_MEETING, Amount
from generator.analysis.counts import Frame
from generator.analysis.reporting import find_coverage
from generator.records import Archive, Meeting, ProblemType
from generator.swedish import round_off

MEETINGS = 6


@dataclass(frozen=True, slots=True)
class Usual:
    """The händelser of a problem type at a meeting, and at those before it, oldest first."""

    problem_type: ProblemType
    events: int
    before: tuple[int, ...]

    @property
    def mean(self) -> Amount:
        """The mean of the meetings before, to a tenth."""
        if not self.before:
            return Amount(None, NO_MEETING)
        if len(self.before) == 1 or not any(self.before):
            return Amount(self.before[0])
        mean = Decimal(sum(self.before)) / len(self.before)
        return Amount(round_off(mean, 1))

    @property
    def low(self) -> Amount:
        """The fewest of the meetings before."""
        return Amount(min(self.before)) if self.before else Amount(None, NO_MEETING)

    @property
    def high(self) -> Amount:
        """The most of the meetings before."""
        return Amount(max(self.before)) if self.before else Amount(None, NO_MEETING)

    @property
    def is_shown(self) -> bool:
        """Whether it is told of now, or has been told of at every second meeting on average."""
        return self.events > 0 or 2 * sum(self.before) >= len(self.before) > 0


def find_earlier(archive: Archive, meeting: Meeting) -> tuple[Meeting, ...]:
    """Return the held meetings before one that it is compared with, oldest first.

    One to which nobody reported told of nothing, and is no part of what is usual.
    """
    before = (found for found in reversed(archive.held_meetings) if found.day < meeting.day)
    told = (found for found in before if find_coverage(archive, found).is_told)
    return tuple(islice(told, MEETINGS))[::-1]


def find_usual(
    archive: Archive, entries: Frame, meeting: Meeting, earlier: Sequence[Meeting]
) -> Iterator[Usual]:
    """Yield the problem types worth showing, most händelser first, then those most usual."""
    meetings = [found.id for found in (*earlier, meeting)]
    told = entries[entries["meeting"].isin(meetings)]
    events: Counter[tuple[str, str]] = Counter()
    for *key, number in zip(told["meeting"], told["problem_type"], told["events"], strict=True):
        events[tuple(key)] += int(number)
    rows = (
        Usual(found, now, tuple(before))
        for found in archive.mall.problem_types
        for *before, now in [[events[held, found.slug] for held in meetings]]
    )
    shown = (row for row in rows if row.is_shown)
    yield from sorted(shown, key=lambda row: (-row.events, -sum(row.before)))
