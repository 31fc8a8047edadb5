"""Every change since a report was sent: as the archive, its history and the sent report itself tell of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from generator.article.plain import plain_line, plain_words
from generator.article.values import Article, Listing, Number, Span, walk
from generator.pages.base import Build
from generator.pages.report.sent.explaining import AREA, NONE, PLACE, TIME, TYPE, Adds
from generator.problems import Origin
from generator.records import (
    Amendment,
    Archive,
    How,
    Removal,
    Report,
    find_amendments,
    is_emptied,
    mendings_of,
)

# What a kept report says where the words of a removed entry stood (`say_taken_out`).
TAKEN_OUT = re.compile(r"Borttaget (\d{4}-\d\d-\d\d): (.+)")
NOT_COUNTED = "räknas inte i talen"
IN_AREA = "_lage-"


@dataclass(frozen=True, slots=True)
class TakenOut:
    """An entry that was removed after its report was sent: the day and reason the report says, and its numbers."""

    day: date
    reason: str
    adds: Adds


def find_changes_since(
    build: Build, report: Report, sent: Article
) -> tuple[list[Amendment], dict[str, Adds]]:
    """Return every change since a report was sent, and what the removed entries added, by id."""
    archive = build.archive
    found = [
        row
        for row in find_amendments(archive, report, build.since_of(report))
        if row.may_move or row.corrects
    ]
    changes = [*find_written_after(archive, report, sent, found), *map(as_removal, found)]
    taken = find_taken_out(build, report, sent)
    known = {row.path for row in changes if row.how is How.REMOVED or is_emptied(archive, row.path)}
    changes += [row for row in tell_taken_out(build, taken) if row.path not in known]
    return changes, {name: one.adds for name, one in taken.items()}


def as_removal(change: Amendment) -> Amendment:
    """Return a change that history tells of as the removal that it was, on the day that it was decided."""
    for row in change.mendings:
        if isinstance(row, Removal):
            return replace(change, how=How.REMOVED, day=row.day)
    return change


def find_written_after(
    archive: Archive, report: Report, sent: Article, known: Sequence[Amendment]
) -> Iterator[Amendment]:
    """Yield what entries say was mended by the day of adoption, and neither the sent report nor history does.

    No history is told to a reader, whom it would tell too much, and a copy of the archive may have none.
    """
    if not report.adopted:
        return
    own = {meeting.id for meeting in report.meetings}
    adopted, words = report.adopted.day, plain_words(sent)
    for entry in archive.entries:
        if archive.taken_up_at(entry) in own:
            told = [row for change in known if change.path == entry.path for row in change.mendings]
            rows = [row for row in mendings_of(entry) if row.day <= adopted and row not in told]
            if new := tuple(row for row in rows if row.reason.rstrip(".") not in words):
                origin = Origin(entry.path)
                yield Amendment(How.CHANGED, entry.path, entry, origin, mendings=new)


def find_taken_out(build: Build, report: Report, sent: Article) -> dict[str, TakenOut]:
    """Return the removed entries of a sent report, by id, by what it says where their words stood."""
    places = {row.name: row.slug for row in build.archive.mall.places}
    found = {}
    for section in walk(sent.sections):
        if not section.id.startswith(IN_AREA):
            continue
        area = section.id.removeprefix(IN_AREA)
        parts: dict[str, str | None] = {AREA: NONE if area == "utan-omrade" else area}
        for item in (item for b in section.blocks if isinstance(b, Listing) for item in b.items):
            first = item.line[0] if item.line else None
            if not (isinstance(first, Span) and first.to and first.to.kind == "entry"):
                continue
            if told := TAKEN_OUT.fullmatch(first.text):
                words = plain_line(item.line).replace("\u00a0", " ").split(" · ")
                named = [places[word] for word in words if word in places]
                numbers = [one.amount.value for one in item.line if isinstance(one, Number)]
                counted = 0 if any(NOT_COUNTED in word for word in words) else 1
                adds = Adds(
                    first.to.id,
                    report.id,
                    counted,
                    int(sum(number or 0 for number in numbers)),
                    {**parts, PLACE: named[0] if named else NONE, TIME: None, TYPE: None},
                    bool(counted),
                )
                day = date.fromisoformat(told[1])
                found[first.to.id] = TakenOut(day, told[2], adds)
    return found


def tell_taken_out(build: Build, taken: Mapping[str, TakenOut]) -> Iterator[Amendment]:
    """Yield the removals that a sent report tells of itself."""
    for name, one in taken.items():
        entry, path = build.archive.entry.get(name), f"entries/{name}.md"
        row = entry.removed if entry else None
        row = row or Removal.model_construct(day=one.day, reason=one.reason, decision="", by="")
        yield Amendment(How.REMOVED, path, entry, Origin(path), one.day, (row,))
