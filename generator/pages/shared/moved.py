"""What was written for a meeting that was called off: where it counts, said on both sides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.analysis import gather
from generator.pages.base.desk import Desk
from generator.records import Meeting
from generator.swedish import say_count, say_day


@dataclass(frozen=True, slots=True)
class Moved:
    """The poster that count, from one meeting called off to the one that took them up."""

    off: Meeting
    at: Meeting
    posts: int
    events: int

    @property
    def words(self) -> str:
        """How much it is: `fem poster om sex händelser`."""
        posts = say_count(self.posts, "post", "poster")
        return (
            f"{posts} om {say_count(self.events, 'händelse', 'händelser')}"
            if self.events
            else posts
        )


def find_moved(desk: Desk, meetings: Iterable[Meeting]) -> Iterator[Moved]:
    """Yield what some meetings took up in another's place, by the one that was called off."""
    archive = desk.archive
    for meeting in meetings:
        entries = archive.entries_by_meeting.get(meeting.id, ())
        counted = [entry for entry in entries if entry.id in desk.events]
        for folder, own in gather((entry.source.folder, entry) for entry in counted).items():
            if folder != meeting.id:
                events = sum(desk.events[entry.id] or 0 for entry in own)
                yield Moved(archive.meeting[folder], meeting, len(own), events)


def say_moved(moved: Moved) -> str:
    """Say what is among the numbers though it was written for another meeting."""
    return (
        f"I talen ingår {moved.words} som skrevs till mötet den {say_day(moved.off.planned)}. "
        "Det mötet ställdes in."
    )


def say_where(desk: Desk, off: Meeting) -> str:
    """Say where what was written for a meeting called off counts instead; empty without any."""
    archive = desk.archive
    written = [entry for entry in desk.chain.written_for.get(off.id, ()) if entry.counts]
    if not written:
        return ""
    taken_up = archive.meeting[archive.taken_up_at(written[0])]
    if taken_up is off:
        posts = say_count(len(written), "post dit väntar", "poster dit väntar")
        return f"{posts} på nästa möte"
    posts = say_count(len(written), "post dit räknas", "poster dit räknas")
    return f"{posts} vid mötet den {say_day(taken_up.day)}"
