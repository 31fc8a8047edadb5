"""Sentences about a report: what it covers, what it can be compared with, its name, what was moved to it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from generator.analysis import NO_MATERIAL, find_period_coverage, gather, has_reports
from generator.pages.base import Build
from generator.pages.shared.columns import Column
from generator.records import Archive, Meeting, Report, find_awaited_in, is_under_way, month_at
from generator.swedish import (
    MONTHS,
    capitalize,
    join_words,
    say_count,
    say_day,
    say_days,
    say_figure,
    say_month,
    say_months,
)

# More leaders than these are no leaders.
NAMED_LEADERS = 2


def name_report(archive: Archive, report: Report) -> str:
    """Return the report's title; one without a meeting says so, or that nobody has told of one."""
    month = say_month(report.id)
    if report.meetings:
        return f"Lägesrapport {month}"
    if is_under_way(archive, report):
        return f"Inget möte än i {month}"
    return f"Inget möte {'i arkivet från' if find_awaited_in(archive, report) else 'i'} {month}"


def describe_no_meeting(archive: Archive, report: Report) -> str:
    """Say that a period has had no meeting, or that nobody has told of one the plan has."""
    period = say_days(report.start, report.end, short=False)
    awaited = find_awaited_in(archive, report)
    if not awaited:
        return f"Gruppen höll inget möte under perioden {period}."
    if not is_under_way(archive, report):
        days = join_words(say_day(day) for day in awaited)
        planned = "ett möte planerat" if len(awaited) == 1 else "möten planerade"
        return f"Arkivet har inget möte från perioden {period}, fast gruppen hade {planned} den {days}."
    which = "Periodens möte" if len(awaited) == 1 else "Periodens möten"
    return f"{which} har inte hållits än."


def describe_coverage(build: Build, report: Report) -> str:
    """Say over how many meetings, which days and how many organisations a report is made."""
    return " ".join(find_coverage_sentences(build, report))


def find_coverage_sentences(build: Build, report: Report) -> Iterator[str]:
    """Yield the sentences of the line under a report's title."""
    archive, number = build.archive, len(report.meetings)
    if not number:
        yield describe_no_meeting(archive, report)
        return
    if not report.is_month:
        period = say_days(report.start, report.end, short=False)
        days = say_figure((report.end - report.start).days + 1, "dag", "dagar")
        yield f"Perioden är {period} ({days})."
    days = say_meeting_days([meeting.day for meeting in report.meetings])
    yield f"{capitalize(say_count(number, 'möte', 'möten', neuter=True))} ({days})."
    # Where nobody has reported, nobody knows whether anything happened.
    if has_reports(archive, report):
        yield say_event_days(build, report)
    reported, expected = find_period_coverage(archive, report)
    if expected:
        yield say_reported(reported, expected, often=number > 1)
    awaited = find_awaited_in(archive, report)
    if is_under_way(archive, report):
        planned = "ett möte är planerat" if len(awaited) == 1 else "möten är planerade"
        yield f"Perioden är inte slut: {planned} den {say_meeting_days(awaited)}."
    elif awaited:
        planned = "mötet som var planerat" if len(awaited) == 1 else "möten som var planerade"
        yield f"Arkivet har inget från {planned} den {say_meeting_days(awaited)}."


def say_reported(reported: int, expected: int, *, often: bool) -> str:
    """Say how many of those who should have reported to some meetings did; `often`, to any of several."""
    ending = " minst en gång" if often and reported else ""
    if expected == 1:
        return f"Den enda som ska rapportera gjorde det{ending if reported else ' inte'}."
    all_of_them = say_count(expected, "", "organisationer")
    if reported == expected:
        every = "Båda de organisationer" if expected == 2 else f"Alla {all_of_them}"
        return f"{every} som ska rapportera gjorde det{ending}."
    who = say_count(reported, "", "").strip() if reported else "ingen"
    return f"{capitalize(who)} av de {all_of_them} som ska rapportera gjorde det{ending}."


def say_meeting_days(days: Sequence[date]) -> str:
    """Write `12 och 26 november`, or `30 oktober och 12 november`."""
    months = (
        f"{join_words(str(day.day) for day in group)} {MONTHS[month - 1]}"
        for month, group in groupby(sorted(days), key=lambda day: day.month)
    )
    return join_words(months)


def say_event_days(build: Build, report: Report) -> str:
    """Write the days that the report's händelser lie within, by all who tell of them in it.

    One that a later report was told of again is counted there, and is not its own.
    """
    at = build.archive.counted.entries_by_meeting
    told = [e for m in report.meetings for e in at.get(m.id, ()) if e.counted_events and e.start]
    own = {entry.id for entry in told if build.events.get(entry.id)}
    counted = [e for e in told if own & {e.id, *(o.id for o in build.counted.same_event(e))}]
    if not counted:
        return "Inga händelser."
    first = min(entry.start for entry in counted if entry.start)
    last = max(entry.last_day for entry in counted if entry.last_day)
    said = say_days(first, last, short=False)
    own_year = report.id[:4]
    is_plain = str(first.year) == str(last.year) == own_year
    return f"Händelser {said.removesuffix(f' {own_year}') if is_plain else said}."


def say_span(reports: Sequence[Report]) -> str:
    """Write the time of some reports in a row: `januari–december 2026`, or days where they are odd."""
    first, last = reports[0], reports[-1]
    if not (month_at(first.id).first == first.start and month_at(last.id).last == last.end):
        return say_days(first.start, last.end, short=False)
    start, end = say_month(first.id), say_month(last.id)
    if start == end:
        return end
    year = f" {last.id[:4]}"
    return f"{start.removesuffix(year)}–{end}" if start.endswith(year) else f"{start}–{end}"


def say_when(columns: Sequence[Column]) -> str:
    """Say when some columns were, each year once where all are months: `i mars och maj 2026`."""
    if any(column.is_odd for column in columns):
        return join_words(column.when for column in columns)
    return f"i {say_months(column.month for column in columns)}"


def note_silent(columns: Sequence[Column], silent: Collection[str]) -> Iterator[str]:
    """Yield which of the columns a sum lacks, since nobody reported to their meetings."""
    without = [column for column in columns if column.month in silent]
    number = sum(len(column.report.meetings) for column in without if column.report)
    if without:
        meetings = "mötet" if number == 1 else "mötena"
        yield (
            f"Ingen rapporterade till {meetings} {say_when(without)}. "
            "Det som kan ha hänt till dess är inte med i talen."
        )


def say_meetings(columns: Sequence[Column]) -> str:
    """Write over how many meetings each month's numbers are: `två möten i maj 2026, ...`."""
    said = []
    for column in columns:
        number = len(column.report.meetings) if column.report else 0
        held = say_count(number, "möte", "möten", neuter=True)
        if column.report:
            said.append(f"{held if number else column.missing} {column.when}")
    if before := [column.name for column in columns if column.report is None]:
        said.append(f"{NO_MATERIAL} från {join_words(before, 'eller')}")
    return join_words(said)


def name_most(numbers: Mapping[str, int], one: str, many: str, none: str) -> str:
    """Say who has most: in `one` who, in `many` among how many it is spread when several have."""
    top = max(numbers.values(), default=0)
    if not top:
        return none
    leading = [name for name, number in numbers.items() if number == top]
    if len(leading) <= NAMED_LEADERS:
        return one.format(join_words(leading))
    return many.format(say_count(sum(number > 0 for number in numbers.values()), "", "").strip())


def describe_comparison(columns: Sequence[Column]) -> str:
    """Say how far the other months' numbers can be compared with the report's."""
    now = len(columns[0].report.meetings) if columns[0].report else 0
    before = [column.name for column in columns[1:] if column.report is None]
    said = [compare_meetings(now, column) for column in columns[1:] if column.report]
    if before:
        said.append(f"Arkivet har {NO_MATERIAL} från {join_words(before, 'eller')}.")
    numbers = {len(column.report.meetings) for column in columns[1:] if column.report}
    if numbers - {0, now}:
        said.append("Fler möten ger ofta fler poster.")
    return " ".join(said)


def compare_meetings(now: int, column: Column) -> str:
    """Say how many meetings another month had, where that bears on its numbers."""
    when = capitalize(column.when)
    number = len(column.report.meetings) if column.report else 0
    if number == 0:
        return f"{when} har arkivet inget möte."
    held = say_count(number, "möte", "möten", neuter=True)
    if number == now:
        return f"{when} hölls {held}, som nu."
    return f"{when} hölls {held}, mot {say_count(now, '', '', neuter=True).strip()} nu."


@dataclass(frozen=True, slots=True)
class Moved:
    """The poster that count, from one meeting called off to the one that took them up."""

    off: Meeting
    at: Meeting
    posts: int
    events: int

    @property
    def words(self) -> str:
        """How much it is: `fem poster om sex händelser`."""
        posts = say_count(self.posts, "post", "poster")
        return (
            f"{posts} om {say_count(self.events, 'händelse', 'händelser')}"
            if self.events
            else posts
        )


def find_moved(build: Build, meetings: Iterable[Meeting]) -> Iterator[Moved]:
    """Yield what some meetings took up in another's place, by the one that was called off."""
    archive = build.archive
    for meeting in meetings:
        entries = archive.counted.entries_by_meeting.get(meeting.id, ())
        counted = [entry for entry in entries if entry.id in build.events]
        for folder, own in gather((entry.source.folder, entry) for entry in counted).items():
            if folder != meeting.id:
                events = sum(build.events[entry.id] or 0 for entry in own)
                yield Moved(archive.meeting[folder], meeting, len(own), events)


def say_moved(moved: Moved) -> str:
    """Say what is among the numbers though it was written for another meeting."""
    return (
        f"I talen ingår {moved.words} som skrevs till mötet den {say_day(moved.off.planned)}. "
        "Det mötet ställdes in."
    )


def say_where(build: Build, off: Meeting) -> str:
    """Say where what was written for a meeting called off counts instead; empty without any."""
    archive = build.archive
    written = [entry for entry in build.counted.written_for.get(off.id, ()) if entry.counts]
    if not written:
        return ""
    taken_up = archive.meeting[archive.taken_up_at(written[0])]
    if taken_up is off:
        posts = say_count(len(written), "post dit väntar", "poster dit väntar")
        return f"{posts} på nästa möte"
    posts = say_count(len(written), "post dit räknas", "poster dit räknas")
    return f"{posts} vid mötet den {say_day(taken_up.day)}"
