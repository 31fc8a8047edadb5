"""Which records the plan says to dispose of: by the mall's `bevarande`, counted from the year's end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from generator.article.plain import write_rows
from generator.records import Archive

YEARS = re.compile(r"gallras efter (\d+) år")
HEADS = ("fil", "slag", "dag", "regel", "stöd", "gallras tidigast")


@dataclass(frozen=True, slots=True)
class Due:
    """A file that the plan says to dispose of: what it is, its day, the rule, and the first day of it."""

    path: str
    kind: str
    day: date
    rule: str
    support: str
    first: date


def find_due(archive: Archive) -> list[Due]:
    """Return the files that may be disposed of on the archive's day, the oldest first.

    The years are whole calendar years after the record's own, so that nothing is named too early.
    """
    found = (
        Due(path, kind, day, rule, support, first)
        for path, kind, day, rule, support in list_kept(archive)
        if (years := YEARS.fullmatch(rule))
        if (first := date(day.year + int(years[1]) + 1, 1, 1)) <= archive.today
    )
    return sorted(found, key=lambda due: (due.day, due.path))


def list_kept(archive: Archive) -> Iterator[tuple[str, str, date, str, str]]:
    """Yield every file of a record: its path, what it is, its day, its rule and what that rests on."""
    rules = {
        kind: (rule.rule, rule.support) if rule else ("", "")
        for kind, rule in (
            ("post", archive.mall.retention.entry),
            ("tabell", archive.mall.retention.table),
            ("möte", archive.mall.retention.meeting),
            ("rapport", archive.mall.retention.report),
            ("beslut", archive.mall.retention.decision),
        )
    }
    for kind, path, day in list_files(archive):
        yield path, kind, day, *rules[kind]


def list_files(archive: Archive) -> Iterator[tuple[str, str, date]]:
    """Yield every file of a record: what it is, its path and its day."""
    for entry in archive.entries:
        name, day = entry.path.removesuffix(".md"), archive.day_of(entry)
        yield "post", entry.path, day
        if name in archive.tables:
            yield "tabell", f"{name}.csv", day
    for meeting in archive.meetings:
        if meeting.has_file:
            yield "möte", meeting.path, meeting.day
    for file in archive.report_files:
        yield "rapport", file.path, archive.report[file.id].end
    yield from (("beslut", decision.path, decision.day) for decision in archive.decisions)
    yield from (("beslut", account.path, account.day) for account in archive.accounts)


def write_due(due: list[Due]) -> str:
    """Write the list as Swedish spreadsheets read it."""
    rows = (
        (one.path, one.kind, str(one.day), one.rule, one.support, str(one.first)) for one in due
    )
    return write_rows([HEADS, *rows])
