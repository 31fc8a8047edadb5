"""What an entry is in the counts: the one place that decides what is a post and what is not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from generator.records import Archive, Entry


class Standing(StrEnum):
    """What an entry is in every count; only `COUNTED` is a post."""

    COUNTED = "counted"
    WAITING = "waiting"
    UPCOMING = "upcoming"
    UNCONFIRMED = "unconfirmed"
    NOTHING = "nothing"
    WITHDRAWN = "withdrawn"
    REMOVED = "removed"


def find_standing(archive: Archive, entry: Entry) -> Standing:
    """Say what an entry is in the counts: a post once the meeting that takes it up has been held.

    What is planned, only rumoured, withdrawn or removed is none, nor is that there is nothing.
    """
    if entry.removed:
        return Standing.REMOVED
    if entry.withdrawn:
        return Standing.WITHDRAWN
    if entry.kind.role == "inget":
        return Standing.NOTHING
    if entry.reliability and not entry.reliability.counts:
        return Standing.UNCONFIRMED
    if entry.kind.role == "kommande":
        return Standing.UPCOMING
    meeting = archive.meeting.get(archive.taken_up_at(entry))
    return Standing.COUNTED if meeting and meeting.is_held else Standing.WAITING


def is_post(archive: Archive, entry: Entry) -> bool:
    """Say whether an entry is a post."""
    return find_standing(archive, entry) is Standing.COUNTED


@dataclass(frozen=True, slots=True)
class Posts:
    """How many of some entries are poster, how many of those tell of something good, and the rest."""

    counted: int = 0
    positive: int = 0
    waiting: int = 0
    upcoming: int = 0
    unconfirmed: int = 0
    nothing: int = 0
    withdrawn: int = 0
    removed: int = 0

    @property
    def problems(self) -> int:
        """How many poster tell of anything but something good."""
        return self.counted - self.positive


def count_posts(archive: Archive, entries: Iterable[Entry]) -> Posts:
    """Count entries by what they are."""
    found = [(find_standing(archive, entry), entry) for entry in entries]
    positive = sum(
        standing is Standing.COUNTED and entry.kind.role == "positivt" for standing, entry in found
    )
    return Posts(**Counter(standing.value for standing, _ in found), positive=positive)
