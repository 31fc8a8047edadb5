"""The entries that were removed after their report was sent, as the kept report itself tells of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from generator.article.plain import plain_line
from generator.article.values import Article, Listing, Number, Span, walk
from generator.pages.base import Build
from generator.pages.report.counting import AREA, NONE, PLACE, TIME, TYPE, Adds
from generator.problems import Origin
from generator.records import Amendment, How, Removal, Report

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
