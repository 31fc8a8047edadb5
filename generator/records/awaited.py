"""The meetings that lie ahead: the plan's days, the folders made, and what the group has agreed.

A folder is made no earlier than it is needed, so the plan has to be asked too.
"""

from __future__ import annotations

from datetime import date, timedelta

from generator.records.archive import Archive
from generator.records.kinds.report import Report

HORIZON = timedelta(days=366)


def find_awaited(archive: Archive) -> list[date]:
    """Return the planned days of which nobody has said that they were held or called off.

    They are those of a year after the archive's day, and of before it too: of a day that has passed
    the notes may not be written yet. A day off the plan stands for the plan's day next to it.
    """
    until = archive.today + HORIZON
    folders = {meeting.planned for meeting in archive.meetings}
    named = folders | set(find_agreed(archive))
    planned = set(archive.mall.planned_days(until))
    reach = timedelta(days=archive.mall.plan.interval / 2)
    moved = {day for off in named - planned for day in planned - folders if abs(day - off) < reach}
    settled = {meeting.planned for meeting in archive.meetings if meeting.status != "planerat"}
    return sorted((planned | named) - moved - settled)


def find_agreed(archive: Archive) -> list[date]:
    """Return the day of the next meeting that the last held one agreed on, if it is still ahead."""
    last = archive.held_meetings[-1:]
    agreed = [meeting.next_meeting for meeting in last if meeting.next_meeting]
    return [day for day in agreed if day >= archive.today]


def find_coming(archive: Archive) -> list[date]:
    """Return the days of the meetings ahead, from the archive's day on."""
    return [day for day in find_awaited(archive) if day >= archive.today]


def is_under_way(archive: Archive, report: Report) -> bool:
    """Say whether a report's period is not over and has a meeting that is still to be told of."""
    return report.end >= archive.today and bool(find_awaited_in(archive, report))


def find_awaited_in(archive: Archive, report: Report) -> list[date]:
    """Return the days of a report's period that nothing is known of yet."""
    return [day for day in find_awaited(archive) if report.start <= day <= report.end]
