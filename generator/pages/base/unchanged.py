"""Which pages stay as the build before wrote them, while a site is served.

The text of an entry, and all of one that names no other record and that none names, is told of from its
own day on: no page of an earlier meeting or month can tell of it. Whatever else is saved may change every
page.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from datetime import date

from generator.pages.base.page import Page
from generator.records import Archive, Entry, Since
from generator.serving import Shelf

# What of an archive is not compared as it is: the entries one by one, and what is found out anew.
APART = ("entries", "kept")


@dataclass(frozen=True, slots=True)
class Ground:
    """All that pages rest on: the records, and when which of them was changed."""

    archive: Archive
    changed: Mapping[str, date]
    shallow: bool
    handwritten: frozenset[str]
    since: Mapping[str, Since]


@dataclass(frozen=True, slots=True)
class Unchanged:
    """The pages of a build, by address; those of a day before `until` are as they would be written anew."""

    until: date = date.min
    pages: Mapping[str, Page] = field(default_factory=dict)

    def find(self, address: str, day: date) -> Page | None:
        """Return the page at an address that tells of nothing after a day, if it stays as it was."""
        return self.pages.get(address) if day < self.until else None


@dataclass(frozen=True, slots=True)
class Built:
    """All pages of a build, and what they rest on."""

    ground: Ground
    pages: Mapping[str, Page]


BUILT = Shelf[Built]()
BEFORE = "before"


def find_unchanged(ground: Ground) -> Unchanged:
    """Return the pages of the build before, and until which day they stand on the ground of this one."""
    before = BUILT.find(BEFORE)
    # What a narrower reader may read is told anew in each build.
    if before is None or ground.archive.reader:
        return Unchanged()
    return Unchanged(min(find_changed_days(before.ground, ground), default=date.max), before.pages)


def leave_pages(ground: Ground, pages: Mapping[str, Page]) -> None:
    """Leave the pages of a build that went well for the next."""
    BUILT.put(BEFORE, Built(ground, pages))


def find_changed_days(old: Ground, new: Ground) -> Iterator[date]:
    """Yield the first day that each change can be told of; that of what may change every page is the first of all."""
    if not is_same_but_entries(old, new):
        yield date.min
        return
    for own, other in ((old.archive, new.archive), (new.archive, old.archive)):
        for entry in own.entries:
            was = other.entry.get(entry.id)
            if was is not entry:
                # What stands below the headings is told in the entry alone.
                now = (entry.title, entry.source.data)
                is_text_alone = was and now == (was.title, was.source.data)
                is_told_elsewhere = not is_text_alone and has_links(own, entry)
                yield date.min if is_told_elsewhere else first_day(own, entry)


def is_same_but_entries(old: Ground, new: Ground) -> bool:
    """Say whether two builds rest on the same but for what the entries hold."""
    names = (row.name for row in fields(Archive) if row.name not in APART)
    return (
        all(getattr(old.archive, name) == getattr(new.archive, name) for name in names)
        and old.archive.today == new.archive.today
        and (old.changed, old.shallow) == (new.changed, new.shallow)
        and (old.handwritten, old.since) == (new.handwritten, new.since)
    )


def has_links(archive: Archive, entry: Entry) -> bool:
    """Say whether an entry goes on from other records, or revises what they said, or is named by any."""
    names_other = entry.same_as or entry.continues or entry.follow_ups or entry.statistics
    others = (record for record in archive.datable if record is not entry)
    return bool(names_other) or any(entry.id in record.source.whole for record in others)


def first_day(archive: Archive, entry: Entry) -> date:
    """Return the first day that a page can tell of an entry by itself."""
    return min(entry.meeting, archive.day_of(entry))
