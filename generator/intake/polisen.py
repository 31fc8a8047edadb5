"""Sorting the police's events: which become entries, of what type, for which meeting; what came of it.

Every event read ends in exactly one group, so that the groups always add up to what was read.
The mall decides all words; see `polisen_entry.py`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator.intake.folder import REVIEW, Draft, Written, write_drafts
from generator.intake.polisen_entry import (
    SOURCE,
    Refused,
    Settings,
    build_settings,
    create_entry,
    is_answered,
    is_omitted,
    place_event,
    place_of,
)
from generator.intake.polisen_file import Event, read_events
from generator.problems import Problem
from generator.records import MALL, OMITTED, Mall, read_mall

BOARD = "Länsstyrelsen"


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
    county: str = ""

    def may_be_ours(self, event: Event) -> bool:
        """Say whether an event was, for all that is said of it, in the kommun: another county's was not."""
        known = self.county and strip_county(event.place) != self.county
        return not (event.names_kommun or known)


def import_events(
    root: Path, file: Path, places: Sequence[str], meeting: date | None
) -> tuple[Sorted, Written]:
    """Read the file, sort its events by the archive's mall and write the new entries."""
    settings = build_settings(read_mall(root), places, meeting)
    found = sort_events(read_events(file), settings)
    return found, write_drafts(root, found.drafts)


def sort_events(found: Iterable[Event | Problem], settings: Settings) -> Sorted:
    """Put every record in its group, in the file's order."""
    records = list(found)
    events = [record for record in records if isinstance(record, Event)]
    here, elsewhere = split(events, lambda event: is_asked(event, settings))
    answered, waiting = split(here, lambda event: is_answered(event, settings))
    wanted, omitted = split(answered, lambda event: not is_omitted(event, settings))
    # A planned meeting is later than any event.
    in_time, late = split(
        wanted, lambda event: settings.meeting is None or event.day <= settings.meeting
    )
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
        county=find_county(settings.mall),
    )


def find_county(mall: Mall) -> str:
    """Return the kommun's county, by the county's board that reports go to; nothing where none is named."""
    boards = [name for name in mall.defaults.recipients if name.startswith(BOARD)]
    return strip_county(boards[0].removeprefix(BOARD).strip().removeprefix("i ")) if boards else ""


def strip_county(name: str) -> str:
    """Return the one word for a county: "Dalarna" of "Dalarnas län"."""
    return name.removesuffix(" län").removesuffix("s")


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


UNANSWERED = (
    "Väntar på svar, inget är skrivet. Mallen säger inte vad de här typerna ska bli. Skriv en rad för "
    f'varje i {MALL}, under "import: {SOURCE}:", med en problemtyp eller ordet {OMITTED}, och kör om'
)
COUNTY_ALONE = "Bara länet står i platsen och rubriken, så händelsen kan ha varit hos er. Läs på polisens webbplats"


def describe_import(found: Sorted, written: Written) -> list[str]:
    """Return the lines to print."""
    counts = [f"{count} {word}" for word, count in count_groups(found, written).items()]
    lines = [f"Läst {found.read} = {' + '.join(counts)}.", *describe_lists(found, written)]
    if written.new:
        lines.append(REVIEW)
    return lines


def count_groups(found: Sorted, written: Written) -> dict[str, int]:
    """Return how many records ended where; together they are all that were read."""
    always = {
        "skrivna": len(written.new),
        "sammanslagna": len(found.merged),
        "utelämnade": len(found.omitted),
        "annan plats": len(found.elsewhere),
    }
    sometimes = {
        "väntar på svar": len(found.waiting),
        "fanns redan": len(written.same),
        "fanns redan med annan text": len(written.other),
        "efter mötet": len(found.late),
        "kan inte tas in": len(found.refused),
        "oläsliga": len(found.unread),
    }
    return always | {word: count for word, count in sometimes.items() if count}


def describe_lists(found: Sorted, written: Written) -> Iterator[str]:
    """Yield a line for each group that somebody has to look at."""
    doubtful = [event.id for event in found.kept if event.clock is None]
    near = [event.place for event in found.elsewhere if not found.may_be_ours(event)]
    far = [event.place for event in found.elsewhere if found.may_be_ours(event)]
    groups = {
        UNANSWERED: count_names(event.type for event in found.waiting),
        "Annan plats": count_names(near),
        COUNTY_ALONE: count_names(far),
        "Utelämnade typer": count_names(event.type for event in found.omitted),
        "Samma händelse, en post": name_repeats(found),
        "Klockslaget i rubriken är senare än publiceringen, pröva dagen": doubtful,
        "Händelser efter mötet": [event.id for event in found.late],
        "Fanns redan med annan text, inte ändrade": written.other,
        "Kan inte tas in": (f"{row.event.id} ({row.reason})" for row in found.refused),
    }
    # Types have commas of their own.
    for heading, items in groups.items():
        if line := "; ".join(items):
            yield f"{heading}: {line}."


def count_names(names: Iterable[str]) -> list[str]:
    """Return "Brand 142" for every name, the most common first."""
    counts = Counter(names)
    return [
        f"{name} {count}" for name, count in sorted(counts.items(), key=lambda p: (-p[1], p[0]))
    ]


def name_repeats(found: Sorted) -> list[str]:
    """Return "379402 (också 379403 och 379404)" for every event told more than once."""
    repeats: dict[str, list[str]] = defaultdict(list)
    for repeat, first in found.merged:
        repeats[first.id].append(repeat.id)
    return [f"{first} (också {' och '.join(ids)})" for first, ids in repeats.items()]
