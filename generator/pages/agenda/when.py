"""When a meeting is, and what became of one that is no longer ahead."""

from __future__ import annotations

from datetime import date

from generator.analysis import Agenda
from generator.article.values import Line, line
from generator.pages.shared import spans
from generator.records import Archive, Meeting, find_coming
from generator.swedish import WEEKDAYS, capitalize, say_count, say_day


def say_past(archive: Archive, agenda: Agenda) -> Line:
    """Say of a meeting that is over, or is not to be, what became of it; nothing of one ahead."""
    meeting, day = agenda.meeting, agenda.day
    if meeting and meeting.is_held:
        words = f"Mötet den {say_day(meeting.day)} har hållits. "
        told = line(words, spans.link("Så gick det", meeting), ".")
    elif meeting and meeting.called_off:
        why = spans.sentence(meeting.called_off.reason)
        told = line(f"Mötet den {say_day(meeting.planned)} är inställt. {why}")
    elif day and day < archive.today:
        told = line(
            f"Den {say_day(day)} har passerat, och arkivet säger inte att något möte hölls."
        )
    else:
        return ()
    coming = next(iter(find_coming(archive)), None)
    return line(told, f" Nästa möte är den {say_day(coming)}." if coming else "")


def say_lead(archive: Archive, agenda: Agenda) -> str:
    """Say when the meeting is, and how many have not reported to it."""
    day, today = agenda.day, archive.today
    if day is None:
        return f"Inget möte är planerat. Här står det som väntar den {say_day(today)}."
    coming = find_coming(archive)
    # Days ahead are those of a year; the plan goes on.
    is_later = all(day > one for one in coming) and archive.mall.plan.holds(day)
    if day not in coming and not is_later:
        first = f"{capitalize(say_weekday(day))} är ingen planerad mötesdag. Så här ser det ut inför den dagen."
    else:
        which = "Nästa möte" if archive.held_meetings else "Gruppens första möte"
        when = say_meeting(day, agenda.meeting)
        first = f"{which if day in coming[:1] else 'Ett senare möte'} är {when}."
    if not archive.entries and not archive.held_meetings:
        return f"Arkivet är tomt än så länge. {first}"
    return f"{first} {say_missing(agenda)}".rstrip()


def say_missing(agenda: Agenda) -> str:
    """Say how many of those who should report have not; nothing where nobody must."""
    if not (agenda.coverage and agenda.coverage.expected):
        return ""
    silent, of_all = len(agenda.coverage.silent), len(agenda.coverage.expected)
    if not silent:
        return "Alla som ska rapportera har gjort det."
    if silent == of_all:
        return "Ingen av dem som ska rapportera har gjort det än."
    has = say_count(of_all - silent, "", "").strip()
    return f"{capitalize(has)} av {say_count(of_all, 'organisation', 'organisationer')} har rapporterat."


def say_weekday(day: date) -> str:
    """Write `torsdag den 7 januari 2027`."""
    return f"{WEEKDAYS[day.weekday()]} den {say_day(day)}"


def say_meeting(day: date, meeting: Meeting | None) -> str:
    """Write the day of a meeting, and its hours and form where they are written."""
    hours = f", klockan {meeting.hours}" if meeting and meeting.hours else ""
    form = f", {meeting.form}" if meeting and meeting.form else ""
    return f"{say_weekday(day)}{hours}{form}"
