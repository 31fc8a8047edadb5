"""What is asked of a whole archive: meetings ahead, who a report is for, whether to publish."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from generator.problems import quote
from generator.records.archive import Archive, once
from generator.records.kinds import Entry, Report, ReportFile
from generator.records.mall import Distribution
from generator.swedish import say_short_day

HORIZON = timedelta(days=366)
MOST_AHEAD = timedelta(days=182)
# The rows by which a report or a meeting's notes are settled.
SETTLING = ("upprättad", "fastställd", "expedierad", "godkänd")
# What these tell of has not happened, or not lately.
NOT_TOLD = ("kommande", "statistik")


@once
def find_awaited(archive: Archive) -> list[date]:
    """Return the planned days of which nobody has said that they were held or called off.

    They are those of a year after the archive's day, and of before it too: of a day that has passed
    the notes may not be written yet. A day off the plan stands for the plan's day next to it.
    """
    settled = {meeting.planned for meeting in archive.meetings if meeting.status != "planerat"}
    return sorted(find_days(archive, archive.today + HORIZON) - settled)


def find_days(archive: Archive, until: date) -> set[date]:
    """Return the days of all meetings, by their folders' names: those that are written, and the plan's."""
    folders = {meeting.planned for meeting in archive.meetings}
    # The next meeting that the last held one agreed on, if it is still ahead.
    agreed = {meeting.next_meeting for meeting in archive.held_meetings[-1:]}
    named = folders | {day for day in agreed if day and day >= archive.today}
    planned = set(archive.mall.planned_days(until))
    reach = timedelta(days=archive.mall.plan.interval / 2)
    moved = {day for off in named - planned for day in planned - folders if abs(day - off) < reach}
    return (planned | named) - moved


def find_takers(archive: Archive, until: date) -> list[tuple[date, date]]:
    """Return the meetings that take up what happened until a day, in order; not those called off.

    Each has its day, and the planned day that its folder is named by. The first one whose day is not
    before an event is that of its period.
    """
    written = {meeting.planned: meeting for meeting in archive.meetings}
    off = {meeting.planned for meeting in archive.meetings if meeting.called_off}
    days = find_days(archive, until + HORIZON) - off
    return sorted((written[one].day if one in written else one, one) for one in days)


def find_first_ahead(archive: Archive, days: Iterable[date] = ()) -> date | None:
    """Return the first day that posts, and some other days, tell of half a year after all before it.

    A day with the year mistaken is that far ahead of what else has happened; nothing that comes after
    it makes it any nearer.
    """
    newest = max(archive.happened_days(), default=None)
    told = {
        entry.start for entry in archive.entries if entry.start and may_be_ahead(archive, entry)
    }
    for day in sorted({*told, *days}) if newest else ():
        if newest and day - newest > MOST_AHEAD:
            return day
        newest = max(newest, day) if newest else day
    return None


def may_be_ahead(archive: Archive, entry: Entry) -> bool:
    """Say whether an entry tells of what had happened at its meeting."""
    if entry.start is None or entry.kind.role in NOT_TOLD:
        return False
    return entry.start <= archive.day_of(entry)


def say_ahead(day: date) -> str:
    """Say that a day is so far ahead."""
    return f"{say_short_day(day)} är mer än ett halvår efter allt annat som har hänt. Stämmer året?"


def find_coming(archive: Archive) -> list[date]:
    """Return the days of the meetings ahead, from the archive's day on."""
    return [day for day in find_awaited(archive) if day >= archive.today]


@once
def find_reached(archive: Archive) -> date:
    """Return the day that the archive has certainly reached: the asked one, or that of its newest event.

    What is only settled on a day, in a report's or a meeting's own row, may have the day mistaken.
    """
    happened = (row for record in archive.datable for row in record.happened())
    events = (day for day, keys in happened if keys[0] not in SETTLING)
    return archive.asked_date or max(events, default=archive.mall.plan.first)


@once
def find_unmet(archive: Archive) -> list[date]:
    """Return the planned days that are over only by the day of something settled, and nobody has told of.

    They may be ahead, if that day is mistaken. An adopted report has done with those of its period, and
    notes that are approved with their own meeting.
    """
    approved = {meeting.planned for meeting in archive.meetings if meeting.approved}
    done = [report for report in archive.reports if report.adopted]
    return [
        day
        for day in find_awaited(archive)
        if find_reached(archive) <= day < archive.today
        and day not in approved
        and not any(report.start <= day <= report.end for report in done)
    ]


def say_off_plan(archive: Archive, off: date) -> str:
    """Say that the plan has no such day, and which of its days is nearest."""
    horizon = timedelta(days=3 * archive.mall.plan.interval)
    days = archive.mall.planned_days(off + horizon)
    nearest = min(days, key=lambda found: abs(found - off), default=None)
    hint = f" Närmast är {nearest}." if nearest else ""
    return f"{off} finns inte i mallens mötesplan.{hint}"


def is_expected(archive: Archive, day: date) -> bool:
    """Say whether a meeting on that day is planned, agreed on by the last one, or has a folder."""
    agreed = {meeting.next_meeting for meeting in archive.held_meetings[-1:]}
    return archive.mall.plan.holds(day) or day in agreed or str(day) in archive.meeting


def is_under_way(archive: Archive, report: Report) -> bool:
    """Say whether a report's period is not over and has a meeting that is still to be told of."""
    return report.end >= archive.today and bool(find_awaited_in(archive, report))


def find_awaited_in(archive: Archive, report: Report) -> list[date]:
    """Return the days of a report's period that nothing is known of yet."""
    return [day for day in find_awaited(archive) if report.start <= day <= report.end]


def recipients_of(archive: Archive, file: ReportFile | None) -> tuple[str, ...]:
    """Return who gets a report: those it names, or else those the mall does."""
    return (file.recipients if file else ()) or archive.mall.defaults.recipients


def first_adopted(archive: Archive, file: ReportFile) -> date | None:
    """Return the day a report was first adopted: that of its first edition, where it has been sent anew."""
    days = [one.day for one in archive.frozen if one.report == file.id]
    return min([*days, file.adopted.day]) if file.adopted else None


def find_narrow(archive: Archive, report: Report) -> Iterator[tuple[str, list[Entry]]]:
    """Yield each recipient whose copy of a report is without some of its entries, and those entries."""
    mall = archive.mall
    inside = [e for m in report.meetings for e in archive.entries_by_meeting[m.id] if e.tells]
    for recipient in recipients_of(archive, report.file):
        needed = mall.find_recipient(recipient)
        narrow = [e for e in inside if mall.rank(e.distribution) < mall.rank(needed)]
        if narrow:
            yield recipient, narrow


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer, its reason in one line, and whether the pages are meant for everyone."""

    allowed: bool
    reason: str
    open_to_all: bool = False


def may_publish(archive: Archive, *, private: bool, reader: str) -> Verdict:
    """Answer from the mall, for whom the site is built, and whether the repository is private.

    A fork of a public repository is public, and so are pages on most plans of the large forges:
    a public repository publishes only where all in it is meant for the widest audience. A site is
    built for one reader, and nobody reads more than that reader may: it has no default.
    """
    mall, settings = archive.mall, archive.mall.publishing
    if settings is None:
        return Verdict(False, "Mallen har inget avsnitt publicering, så ingenting publiceras.")
    audience, widest = settings.distribution, mall.distributions[-1].name
    built = mall.find(Distribution, reader) if reader else None
    if built is None:
        said = (
            f"{quote(reader)} är ingen läsare i mallen." if reader else "Ingen läsare är angiven."
        )
        return Verdict(False, f"{said} Bygg webbplatsen för {audience}: LAGESBILD_FOR={audience}.")
    readers = mall.find(Distribution, audience) or mall.distributions[-1]
    if mall.rank(built) < mall.rank(readers):
        reason = (
            f"Webbplatsen är byggd för {built.name}, men ska läsas av {audience}. "
            f"Bygg den för {audience}: LAGESBILD_FOR={audience}."
        )
        return Verdict(False, reason)
    if not private and audience != widest:
        reason = f"Förrådet är öppet, men arkivet är för {audience}. Gör förrådet privat först."
        return Verdict(False, reason)
    narrower = sum(mall.rank(entry.distribution) < mall.rank(readers) for entry in archive.entries)
    if not private and narrower:
        posts = "1 post" if narrower == 1 else f"{narrower} poster"
        reason = (
            f"Förrådet är öppet, men {posts} i det får inte spridas till {audience}. "
            "Gör förrådet privat först."
        )
        return Verdict(False, reason)
    open_to_all = audience == widest and settings.access == "öppen"
    return Verdict(True, f"Arkivet publiceras för {audience} på {settings.address}.", open_to_all)
