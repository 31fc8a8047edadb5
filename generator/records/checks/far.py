"""The rule for days that nobody can have meant: a slip of the pen must not stretch the archive."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from generator.problems import Origin, Problem
from generator.records.archive import Archive
from generator.records.checks.saying import day, fault
from generator.records.files.yaml_tree import Keys, name_keys
from generator.records.header.forms import Form, names_of
from generator.records.kinds.entry import Entry
from generator.records.kinds.meeting import Meeting
from generator.records.kinds.parts import Record
from generator.records.kinds.report import ReportFile
from generator.records.mall.rows import Row

# Plans and terms of keeping reach no further than ten years, and nothing waits longer to be mended.
FARTHEST = timedelta(days=3653)
# What belongs to one meeting or report is done, or comes next, within two years of it.
NEAREST = timedelta(days=731)
OWN = ("hölls", "godkänd", "uppföljning", "nästa möte", "från", "till", "upprättad", "fastställd")
# Figures may be of any year.
OF_ANY_YEAR = ("datum", "slutdatum")


def no_day_is_far(archive: Archive) -> Iterator[Problem]:
    """No day lies more than ten years from the archive's meetings, or two from its own."""
    first, last = find_span(archive)
    for meeting in archive.meetings:
        if why := say_far(meeting.planned, first, last):
            yield fault(Origin(meeting.path), "", f"{why} Ligger filerna i rätt mapp?")
    for record in (*archive.datable, *filter(None, [archive.disposals])):
        own = find_own(record)
        for keys, told in find_days(record):
            is_figure = isinstance(record, Entry) and record.kind.role == "statistik"
            early = not (is_figure and keys[0] in OF_ANY_YEAR)
            why = say_far(told, first if early else date.min, last)
            if own and keys[0] in OWN and first <= own <= last and abs(told - own) > NEAREST:
                why = f"{day(told)} är mer än två år från {day(own)}."
            if why:
                yield fault(record.origin(*keys), name_keys(keys), f"{why} Rätta året.")


def find_span(archive: Archive) -> tuple[date, date]:
    """Return the first and the last of the archive's meetings, without those far from most others."""
    days = sorted({meeting.planned for meeting in archive.meetings}) or [archive.mall.plan.first]
    groups: list[list[date]] = [[days[0]]]
    for found in days[1:]:
        if found - groups[-1][-1] > FARTHEST:
            groups.append([])
        groups[-1].append(found)
    first = archive.mall.plan.first
    most = max(groups, key=lambda group: (len(group), -abs(group[0] - first)))
    return most[0], most[-1]


def say_far(told: date, first: date, last: date) -> str:
    """Say that a day is far before or after the archive's meetings, or nothing."""
    if told - last > FARTHEST:
        return f"{day(told)} är mer än tio år efter det senaste mötet, {day(last)}."
    if first - told > FARTHEST:
        return f"{day(told)} är mer än tio år före det första mötet, {day(first)}."
    return ""


def find_own(record: Record) -> date | None:
    """Return the day of the meeting or the month that a record belongs to."""
    if isinstance(record, ReportFile):
        return date.fromisoformat(f"{record.id}-15")
    return date.fromisoformat(record.source.folder) if isinstance(record, Entry | Meeting) else None


def find_days(value: object, keys: Keys = ()) -> Iterator[tuple[Keys, date]]:
    """Yield every day of a header with the keys it stands at."""
    if isinstance(value, date):
        yield keys, value
    elif isinstance(value, Form) and not isinstance(value, Row):
        for name, key in names_of(type(value)):
            inner = getattr(value, name)
            if isinstance(inner, date | Form | tuple):
                yield from find_days(inner, (*keys, key))
    elif isinstance(value, tuple):
        for index, inner in enumerate(value):
            yield from find_days(inner, (*keys, index))


RULES = (no_day_is_far,)
