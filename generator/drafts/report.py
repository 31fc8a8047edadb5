"""A report's file before it is written: who gets it, and the numbers that its summary may use."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.analysis import NumberName, What, count_report, find_day, show_to_readers
from generator.drafts.rows import remark, write_list, write_row
from generator.records import Archive, Report, place_proposals, shift_month
from generator.swedish import capitalize, join_words, say_days, say_figure, say_month, say_short_day

Numbers = Mapping[NumberName, str]
COUNTED = (What.POSTS, What.EVENTS)
ACTIONS = (What.DONE, What.GOING_ON, What.NEW, What.LATE, What.BROKEN_OFF)
EARLIER = (-1, -12)
CHECKED = "Tal ur arkivet. Granskningen prövar bara tal som en mening säger om hela rapporten."
WITHOUT = "utan känsliga problemtyper"
APART = "redovisas för sig utanför gruppen"
NOT_COUNTED = f"Känsliga problemtyper {APART}. Skriv inget tal som räknar med dem."
UNHELD = "Inget möte har hållits i perioden än."
APPROVALS = ("upprättad", "fastställd")


def draft_report(archive: Archive, month: str) -> str:
    """Return the text of a report's file for a month, `ÅÅÅÅ-MM`; what is left is its summary."""
    report = archive.report.get(month)
    recipients = archive.mall.defaults.recipients
    lines = [
        f"mottagare: {write_list(recipients)}" if recipients else write_row("mottagare"),
        write_row("diarienummer"),
        write_row("sekretessprövning"),
    ]
    for key in APPROVALS:
        lines += [write_row(key), write_row("datum", depth=1), write_row("av", depth=1)]
    told = [CHECKED, *tell_numbers(archive, report)] if report and report.meetings else [UNHELD]
    return "\n".join(("---", *lines, *map(remark, told), "---", ""))


def tell_numbers(archive: Archive, report: Report) -> Iterator[str]:
    """Yield what a report counts for those who read its summary, a line each."""
    shown = next(show_to_readers(archive))
    whole, numbers = (count_report(one, report.id) for one in (archive, shown))
    report = shown.report[report.id]
    if any(whole[key] != numbers.get(key) for key in whole if key.what in COUNTED):
        yield NOT_COUNTED
    days = join_words(say_short_day(meeting.day, year=False) for meeting in report.meetings)
    yield f"Perioden {say_days(report.start, report.end)}. Möten: {len(report.meetings)} ({days})."
    yield f"Organisationer som har rapporterat: {numbers[NumberName(What.REPORTED)]}."
    for what in COUNTED:
        yield f"{capitalize(what)}: {say_without(numbers, whole, what, report.id)}."
    for area in archive.mall.areas:
        judged = [numbers.get(NumberName(what, area.name)) for what in (What.LEVEL, What.TREND)]
        level = f" Nivå {', '.join(filter(None, judged))}." if any(judged) else ""
        if level or NumberName(What.EVENTS, area.name, report.id) in whole:
            events = say_without(numbers, whole, What.EVENTS, report.id, area.name)
            yield f"{area.name}, händelser: {APART if shown.is_apart(area) else events}.{level}"
    done, before, added, late, broken = (int(numbers[NumberName(what)]) for what in ACTIONS)
    day = say_short_day(find_day(report, archive.today))
    yield f"Åtgärder och uppdrag räknas här den {day}. När rapporten är fastställd räknas de den dagen."
    # What is new is going on too, and a summary says how many go on in all.
    going_on = f"{before + added} pågår ({say_figure(added, 'ny', 'nya')})"
    ended = f"{say_figure(done, 'klar', 'klara')}, {going_on}, {say_figure(late, 'försenad', 'försenade')}"
    yield f"Åtgärder: {ended}, {say_figure(broken, 'avbruten', 'avbrutna')}."
    yield f"Försenade uppdrag: {numbers[NumberName(What.LATE_UPPDRAG)]}."
    yield f"Förslag: {numbers[NumberName(What.PROPOSALS)]}."
    for placed in (row for meeting in report.meetings for row in place_proposals(meeting)):
        yield f"{placed.id}: {placed.proposal.sentence}"


def say_without(numbers: Numbers, whole: Numbers, what: What, month: str, part: str = "") -> str:
    """Say it so, and that it is without what is känsligt where the group's own number has that."""
    told = say_beside(numbers, what, month, part)
    return told if told == say_beside(whole, what, month, part) else f"{told}, {WITHOUT}"


def say_beside(numbers: Numbers, what: What, month: str, part: str = "") -> str:
    """Say a number, and that of the month before and a year ago where those had a meeting."""
    earlier = [
        f"{numbers.get(NumberName(what, part, past), '0')} i {say_month(past)}"
        for past in (shift_month(month, step) for step in EARLIER)
        if NumberName(what, "", past) in numbers
    ]
    own = numbers.get(NumberName(what, part, month), "0")
    return f"{own} ({', '.join(earlier)})" if earlier else own
