"""The calendar (iCalendar, RFC 5545): the meetings, those of who decides, and the last days of what is to be done.

A day keeps its UID for as long as what it tells of keeps its id, so that a calendar that subscribes moves
what has been moved and strikes what is called off.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone

from generator.analysis import Task, find_agenda
from generator.article.addresses import address_of, slug_of
from generator.pages.base import EXAMPLE, Build
from generator.records import Meeting, find_coming
from generator.swedish import decapitalize

CALENDAR = "kalender.ics"
PRODUCT = "-//lagesbild//kalender//SV"
ZONE = "Europe/Stockholm"
MEETING = "EST-möte"
HOURS = re.compile(r"(\d{1,2})[.:](\d\d)(?:\s*[–-]\s*(\d{1,2})[.:](\d\d))?")
# As the law has it since 1996, also for years that a list of changes would not reach.
STOCKHOLM = """\
BEGIN:VTIMEZONE
TZID:Europe/Stockholm
BEGIN:DAYLIGHT
DTSTART:19960331T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
TZNAME:CEST
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
TZNAME:CET
END:STANDARD
END:VTIMEZONE
"""


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the calendar: its lasting id, what it is, and where it stands in the archive.

    `hours` are as somebody wrote them; without any that can be read it is the whole day.
    """

    id: str
    day: date
    title: str
    about: tuple[str, ...] = ()
    address: str = ""
    hours: str = ""
    is_off: bool = False


def write_calendar(build: Build) -> str:
    """Return the calendar of an archive."""
    mall = build.archive.mall
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    name = f"Lägesbilder i {mall.short_name}"
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add_component(Timezone.from_ical(STOCKHOLM))
    for one in sorted(find_days(build), key=lambda found: (found.day, found.id)):
        calendar.add_component(write_day(build, one))
    written: bytes = calendar.to_ical()
    return written.decode()


def find_days(build: Build) -> Iterator[Day]:
    """Yield the year's meetings and those ahead, those of who decides, and what is to be done by when."""
    archive = build.archive
    written = {meeting.planned: meeting for meeting in archive.meetings}
    this_year = {day for day in written if day.year >= archive.today.year}
    for day in sorted(this_year.union(find_coming(archive))):
        yield of_meeting(build, day, written.get(day))
    for body in archive.mall.bodies:
        for day in body.meetings:
            yield Day(f"instans:{slug_of(body.name)}:{day}", day, f"{body.name} möts")
    for task in find_agenda(build.chain, None).tasks:
        for one in (task, *task.actions):
            if one.due:
                yield of_task(build, one, one.due)


def of_meeting(build: Build, day: date, meeting: Meeting | None) -> Day:
    """Return the day of a meeting, by the day that it was planned for."""
    if meeting is None:
        return Day(f"mote:{day}", day, MEETING)
    reason = f"Inställt: {meeting.called_off.reason}" if meeting.called_off else ""
    form = f"Mötesform: {meeting.form}" if meeting.form else ""
    address = address_of(build.archive, meeting) if meeting.has_file else ""
    return Day(
        id=f"mote:{day}",
        day=meeting.day,
        title=f"{MEETING}, inställt" if meeting.called_off else MEETING,
        about=(reason, form),
        address=address,
        hours=meeting.hours or "",
        is_off=meeting.called_off is not None,
    )


def of_task(build: Build, task: Task, due: date) -> Day:
    """Return the last day of an åtgärd or uppdrag."""
    return Day(
        id=f"sista-dag:{task.placed.id}",
        day=due,
        title=f"Sista dag: {decapitalize(task.what)}",
        about=(f"Ansvarig: {task.owner.name}", f"Status: {task.state}"),
        address=address_of(build.archive, task.placed),
    )


def write_day(build: Build, one: Day) -> Event:
    """Return a day as the calendar has it; its stamp is the archive's day."""
    mall, today = build.archive.mall, build.archive.today
    event = Event()
    event.add("uid", f"{one.id}@{slug_of(mall.municipality)}.lagesbild")
    event.add("dtstamp", datetime.combine(today, time(), UTC))
    for name, when in read_hours(one).items():
        event.add(name, when)
    event.add("summary", one.title)
    about = [*filter(None, one.about), *([EXAMPLE] if mall.example else [])]
    if mall.publishing and one.address:
        address = f"{mall.publishing.address.rstrip('/')}/{one.address}"
        event.add("url", address)
        about.append(address)
    if about:
        event.add("description", "\n".join(about))
    event.add("status", "CANCELLED" if one.is_off else "CONFIRMED")
    is_meeting = one.id.startswith("mote:") and not one.is_off
    event.add("transp", "OPAQUE" if is_meeting else "TRANSPARENT")
    return event


def read_hours(one: Day) -> dict[str, date | datetime]:
    """Return when a day begins and ends: at its hours in Sweden, or else all of it."""
    clocks = [*read_clocks(one.hours.strip())]
    if not clocks:
        return {"dtstart": one.day, "dtend": one.day + timedelta(days=1)}
    zone = ZoneInfo(ZONE)
    moments = [datetime.combine(one.day, clock, zone) for clock in clocks]
    first, last = moments[0], moments[-1]
    return {"dtstart": first, "dtend": last} if last > first else {"dtstart": first}


def read_clocks(hours: str) -> Iterator[time]:
    """Yield the one or two times of day that somebody has written; none of what cannot be read."""
    found = HOURS.fullmatch(hours)
    if not found:
        return
    for hour, minute in (found.group(1, 2), found.group(3, 4)):
        if hour and int(hour) < 24 and int(minute) < 60:
            yield time(int(hour), int(minute))
