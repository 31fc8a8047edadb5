"""Sorting the police's events: which become entries, of what type, for which meeting.

Every event read ends in exactly one group, so that the groups always add up to what was read.
The mall decides all words; see `polisen_settings.py`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator.intake.folder import Draft, Written, write_drafts
from generator.intake.polisen_entry import create_entry
from generator.intake.polisen_file import Event, read_events
from generator.intake.polisen_settings import (
    SOURCE,
    Refused,
    Settings,
    build_settings,
    is_answered,
    is_omitted,
    place_event,
    place_of,
)
from generator.problems import CannotRun, Problem, say_refusal
from generator.records import read_mall


@dataclass(frozen=True, slots=True)
class Sorted:
    """Where every one of the `read` records went.

    `merged` holds each repeat with the event it repeats, and `waiting` those of types that the mall
    has no row for. `kept` (before the mall refused any) is a mark besides the groups.
    """

    read: int
    drafts: tuple[Draft, ...]
    kept: tuple[Event, ...]
    merged: tuple[tuple[Event, Event], ...]
    omitted: tuple[Event, ...]
    elsewhere: tuple[Event, ...]
    late: tuple[Event, ...]
    refused: tuple[Refused, ...]
    unread: tuple[Problem, ...]
    waiting: tuple[Event, ...]


def import_events(
    root: Path, file: Path, places: Sequence[str], meeting: date | None
) -> tuple[Sorted, Written]:
    """Read the file, sort its events by the archive's mall and write the new entries."""
    settings = build_settings(read_mall(root), places, meeting)
    found = sort_events(read_events(file), settings)
    try:
        return found, write_drafts(root, found.drafts)
    except OSError as error:
        raise CannotRun(
            f"{error.filename} går inte att skriva ({say_refusal(error)}). "
            "Rätta det och kör om: poster som redan är skrivna skrivs inte igen."
        ) from error


def sort_events(found: Iterable[Event | Problem], settings: Settings) -> Sorted:
    """Put every record in its group, in the file's order."""
    records = list(found)
    events = [record for record in records if isinstance(record, Event)]
    here, elsewhere = split(events, lambda event: is_asked(event, settings))
    answered, waiting = split(here, lambda event: is_answered(event, settings))
    wanted, omitted = split(answered, lambda event: not is_omitted(event, settings))
    in_time, late = split(wanted, lambda event: is_in_time(event, settings))
    kept, merged = merge_repeats(in_time)
    results = [draft_entry(event, settings) for event in kept]
    return Sorted(
        read=len(records),
        drafts=tuple(result for result in results if isinstance(result, Draft)),
        kept=tuple(kept),
        merged=tuple(merged),
        omitted=tuple(omitted),
        elsewhere=tuple(elsewhere),
        late=tuple(late),
        refused=tuple(result for result in results if isinstance(result, Refused)),
        unread=tuple(record for record in records if isinstance(record, Problem)),
        waiting=tuple(waiting),
    )


def split(
    events: Iterable[Event], keep: Callable[[Event], bool]
) -> tuple[list[Event], list[Event]]:
    """Return the events to keep and the others."""
    groups: dict[bool, list[Event]] = {True: [], False: []}
    for event in events:
        groups[keep(event)].append(event)
    return groups[True], groups[False]


def is_asked(event: Event, settings: Settings) -> bool:
    """Say whether the event was at one of the places asked for."""
    place = place_of(settings.mall, event.place)
    return place is not None and place.slug in settings.places


def is_in_time(event: Event, settings: Settings) -> bool:
    """Say whether the event had happened by the asked meeting; a planned one is always later."""
    return settings.meeting is None or event.day <= settings.meeting


def merge_repeats(events: Sequence[Event]) -> tuple[list[Event], list[tuple[Event, Event]]]:
    """Keep the first published of events that say the same of the same day."""
    groups: dict[tuple[object, ...], list[Event]] = defaultdict(list)
    for event in events:
        same = (event.day, event.title, event.type, event.place, event.summary)
        groups[same].append(event)
    kept, merged = [], []
    for group in groups.values():
        first, *repeats = sorted(group, key=lambda event: int(event.id))
        kept.append(first)
        merged += [(repeat, first) for repeat in repeats]
    return kept, merged


def draft_entry(event: Event, settings: Settings) -> Draft | Refused:
    """Return the new file for an event, or why there can be none."""
    placing = place_event(event, settings)
    if isinstance(placing, Refused):
        return placing
    text = create_entry(event, placing, settings.mall)
    return Draft(f"{placing.meeting}/{SOURCE}-{event.id}", text)
