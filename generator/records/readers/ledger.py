"""The open ledger: what is counted for a reader outside the group, and how it is kept without words.

Problemtyper that are känslig and those that are not never share a sum: the open ledger holds the
latter alone, whoever may read the entries. Of an entry that may not be read it holds what is counted
and nothing else, under a name that says nothing. An event that several tell of is settled here, so
the ledger has no links.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from datetime import date
from itertools import count
from typing import Any, TypeVar

from generator.records.archive import Archive
from generator.records.files import Source
from generator.records.kinds import Entry, Record
from generator.records.mall import Distribution, Mall, Place

AnyRecord = TypeVar("AnyRecord", bound=Record)
AnyForm = TypeVar("AnyForm", bound=Any)


def vary(record: AnyForm, **values: object) -> AnyForm:
    """Return a record or mall with other values; what had been found out about it is found anew."""
    copied: AnyForm = record.model_copy(update=values)
    for name in set(copied.__dict__) - set(type(record).model_fields):
        del copied.__dict__[name]
    return copied


def without_text(record: AnyRecord, path: str = "", **values: object) -> AnyRecord:
    """Return a record whose file says nothing; its header has the values."""
    copied = vary(record, **values)
    source = record.source
    # A record without lines is one that nobody has written.
    bare = Source(path or source.path, whole="\n" if source.whole else "")
    copied._source = bare
    return copied


def make_ledger(whole: Archive, shown: Archive) -> Archive:
    """Return what is counted for the reader of `shown`, an archive whose entries only are used."""
    told_elsewhere = set(find_told_elsewhere(whole, is_open))
    numbers = count()
    entries = []
    for entry in whole.entries:
        if not is_open(entry):
            continue
        read = shown.entry.get(entry.id)
        if not entry.stands and read is None:
            continue
        silent = {"events": 0} if entry.id in told_elsewhere else {}
        links = {"same_as": None, "continues": None, "actions": (), "follow_ups": ()}
        if read is not None:
            entries.append(vary(read, **links, **silent))
        else:
            path = f"entries/{entry.source.folder}/_{next(numbers):05}.md"
            place = place_in(whole.mall, shown.mall, entry.place)
            entries.append(strip(entry, path, place=place, **links, **silent))
    entries.sort(key=lambda entry: entry.id)
    return replace(shown, entries=tuple(entries), tables={}, ledger=None, reader=shown.reader)


def strip(entry: Entry, path: str, **values: object) -> Entry:
    """Return what is counted of an entry, and nothing else of it."""
    return without_text(
        entry,
        path,
        **values,
        severity=None,
        trend=None,
        reported=None,
        factors=(),
        support=None,
        origin_of_data=None,
        statistics=None,
        corrections=(),
        reviewed=(),
    )


def is_open(entry: Entry) -> bool:
    """Say whether an entry is counted in the open ledger; nothing to report is in neither."""
    if entry.removed or entry.kind.role == "inget":
        return False
    return not is_sensitive(entry)


def is_sensitive(entry: Entry) -> bool:
    """Say whether an entry is of what is told apart.

    That somebody has handed in underlag is not, whatever its numbers are.
    """
    return entry.problem_type is not None and entry.problem_type.is_sensitive


def count_sensitive(whole: Archive) -> tuple[Counter[tuple[str, str]], Counter[tuple[str, str]]]:
    """Return the händelser of känsliga problemtyper, by the meeting's id and the type's slug.

    Beside them those of the entries that any reader outside the group may read.
    """
    elsewhere = set(find_told_elsewhere(whole, is_sensitive))
    counted: Counter[tuple[str, str]] = Counter()
    known: Counter[tuple[str, str]] = Counter()
    for entry in whole.entries:
        kind = entry.problem_type
        if kind is None or not is_sensitive(entry) or not is_held(whole, entry):
            continue
        if entry.id not in elsewhere:
            key = (whole.taken_up_at(entry), kind.slug)
            counted[key] += entry.counted_events
            if whole.mall.rank(entry.distribution) > 0:
                known[key] += entry.counted_events
    return counted, known


def find_told_elsewhere(whole: Archive, is_counted: Callable[[Entry], bool]) -> Iterator[str]:
    """Yield the ids of the entries of a ledger whose event a newer one of it tells of, and counts."""
    for group in find_events(whole.entries):
        told = [entry for entry in group if is_counted(entry) and is_held(whole, entry)]
        told = [entry for entry in told if entry.counted_events]
        newest = max(told, key=lambda entry: (entry.meeting, entry.id), default=None)
        for entry in group:
            if newest and (entry.meeting, entry.id) < (newest.meeting, newest.id):
                yield entry.id


def is_held(whole: Archive, entry: Entry) -> bool:
    """Say whether the meeting that takes an entry up has been held."""
    meeting = whole.meeting.get(whole.taken_up_at(entry))
    return meeting is not None and meeting.is_held


def find_events(entries: Iterable[Entry]) -> Iterator[list[Entry]]:
    """Yield the entries that tell of one event, for every event that several tell of."""
    known = {entry.id: entry for entry in entries}
    group = {key: key for key in known}

    def find(key: str) -> str:
        while group[key] != key:
            key = group[key]
        return key

    for entry in known.values():
        if entry.same_as in known:
            group[find(entry.id)] = find(entry.same_as or "")
    found: dict[str, list[Entry]] = defaultdict(list)
    for key, entry in known.items():
        found[find(key)].append(entry)
    yield from (one for one in found.values() if len(one) > 1)


def find_moved_ids(entries: Iterable[Entry], read: Collection[str]) -> dict[str, str]:
    """Return for each readable teller of an event the readable one that `samma som` leads to."""
    found = {}
    for group in find_events(entries):
        kept = sorted((e for e in group if e.id in read), key=lambda e: (e.meeting, e.id))
        for entry in kept[1:]:
            found[entry.id] = kept[0].id
    return found


def find_kept(archive: Archive, read: Collection[str]) -> dict[str, str | None]:
    """Return for each readable entry the nearest readable one that it goes on from."""
    found: dict[str, str | None] = {}
    for key in read:
        seen, older = {key}, archive.entry[key].continues
        while older is not None and older not in read and older not in seen:
            seen.add(older)
            passed = archive.entry.get(older)
            older = passed.continues if passed else None
        found[key] = older if older in read else None
    return found


def find_answered(whole: Archive, counted: Iterable[Entry]) -> frozenset[tuple[str, str]]:
    """Return who told something, by meeting and slug: of who need not, only if a number tells it."""
    wrote = {(whole.taken_up_at(entry), entry.organisation.slug) for entry in whole.entries}
    expected = {
        (meeting.id, row.slug)
        for meeting in whole.meetings
        for row in whole.mall.expected(meeting.day)
    }
    told = {(whole.taken_up_at(entry), entry.organisation.slug) for entry in counted}
    return frozenset((wrote & expected) | told)


def place_in(whole: Mall, named: Mall, place: Place | None) -> Place | None:
    """Return a plats as a reader is told of it: premises by their whole, and none that is not told."""
    while place is not None and place.is_premises:
        place = whole.whole_of(place)
    return place if place and place.slug in {row.slug for row in named.places} else None


def narrow_mall(whole: Archive, reader: Distribution, *, today: date) -> Mall:
    """Return the mall with the platser that a reader is told of, and without a way to where it lies.

    Whoever asks is told of a plats that has enough händelser in twelve months. Where the pages are is
    told to those they are for.
    """
    mall = whole.mall
    places = [place for place in mall.places if not place.is_premises]
    if reader == mall.distributions[-1]:
        named = count_places(whole, places, today)
        least = mall.threshold
        places = [p for p in places if p.kind == "kommun" or named[p.slug] >= least]
    mail_only = {"forge": None, "address": "", "branch": "main"}
    submission = mall.submission.model_copy(update=mail_only)
    readers = mall.find(Distribution, mall.publishing.distribution) if mall.publishing else None
    is_theirs = readers is not None and mall.rank(reader) <= mall.rank(readers)
    return vary(
        mall,
        places=tuple(places),
        edit_address="",
        submission=submission,
        publishing=mall.publishing if is_theirs else None,
    )


def count_places(whole: Archive, places: Collection[Place], today: date) -> Counter[str]:
    """Return the open händelser of each plats in the twelve months to a day, by slug."""
    named = vary(whole.mall, places=tuple(places))
    elsewhere = set(find_told_elsewhere(whole, is_open))
    found: Counter[str] = Counter()
    for entry in whole.entries:
        days = (today - whole.day_of(entry)).days
        is_told = is_open(entry) and is_held(whole, entry) and entry.id not in elsewhere
        if is_told and 0 <= days <= 365 and (place := place_in(whole.mall, named, entry.place)):
            found[place.slug] += entry.counted_events
    return found
