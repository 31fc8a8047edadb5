"""Rules for what is told twice: by two entries of one organisation, in a copy or a second telling."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from generator.problems import Problem
from generator.records.archive import Archive
from generator.records.checks.saying import warning
from generator.records.kinds.entry import Entry

# What such entries tell is no event, and their texts are often alike.
NOT_TOLD = ("statistik", "inget")
# Shorter texts may well be the same by chance, as of two days.
LONG_TEXT = 8


def told_once(archive: Archive) -> Iterator[Problem]:
    """Two entries of one organisation with the same day, place and type, or the same text, are linked."""
    told: dict[tuple[object, ...], list[Entry]] = defaultdict(list)
    for entry in sorted(archive.entries, key=lambda entry: (entry.meeting, entry.id)):
        if entry.stands and entry.kind.role not in NOT_TOLD:
            for key in keys_of(entry):
                told[key].append(entry)
    asked: dict[str, Problem] = {}
    for key, entries in told.items():
        for number, entry in enumerate(entries):
            other = next(
                (one for one in entries[:number] if not are_linked(archive, one, entry)), None
            )
            if other and entry.id not in asked:
                asked[entry.id] = ask(other, entry, same_text=key[0] == "text")
    yield from asked.values()


def keys_of(entry: Entry) -> Iterator[tuple[object, ...]]:
    """Yield what another entry of the same event would share."""
    words = tuple(re.findall(r"\w+", f"{entry.title} {entry.text}".casefold()))
    text = tuple(re.findall(r"\w+", entry.text.casefold()))
    if len(text) >= LONG_TEXT:
        yield "text", entry.organisation.slug, text
    if entry.start and entry.place and entry.problem_type:
        day = (entry.organisation.slug, entry.start, entry.place.slug, entry.problem_type.slug)
        yield "day", *day, entry.kind.name
        yield "text", *day, words


def are_linked(archive: Archive, first: Entry, second: Entry) -> bool:
    """Say whether two entries are told to be the same event, or different ones."""
    if event_of(archive, first) == event_of(archive, second):
        return True
    if first.id in (second.same_as, second.continues) or second.id in (
        first.same_as,
        first.continues,
    ):
        return True
    times = {first.time, second.time}
    return first.start == second.start and None not in times and len(times) == 2


def event_of(archive: Archive, entry: Entry) -> str:
    """Return the id of the entry that a chain of `samma som` begins with."""
    seen = {entry.id}
    while (other := archive.entry.get(entry.same_as or "")) and other.id not in seen:
        seen.add(other.id)
        entry = other
    return entry.id


def ask(other: Entry, entry: Entry, *, same_text: bool) -> Problem:
    """Ask whether the later entry tells of the same event as the earlier one."""
    link = f"samma som: {other.id}"
    if same_text:
        what = f"Texten är densamma som i {other.id}."
        otherwise = "skriv en egen text"
    else:
        what = (
            f"{entry.organisation.name} har redan {other.id} med samma plats, dag och problemtyp."
        )
        otherwise = "låt tid eller plats skilja dem åt"
    write = f'Skriv i så fall raden "{link}" här'
    if entry.same_as:
        write = f'Ändra i så fall raden "samma som" här till "{link}"'
    text = f"{what} Är det samma händelse? {write}, så räknas den en gång. Är det en annan, så {otherwise}."
    return warning(entry.origin("datum"), "samma som", text, "" if entry.same_as else link)


RULES = (told_once,)
