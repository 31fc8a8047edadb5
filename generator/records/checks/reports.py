"""Rules for reports: periods that meet, and steps in their order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import pairwise

from generator.problems import Problem, quote, suggest
from generator.records.archive import Archive
from generator.records.checks.saying import check_no_heading, day, fault, warning
from generator.records.kinds import month_of
from generator.records.questions import first_adopted, recipients_of
from generator.swedish import capitalize, join_words, say_month

MONTH_AHEAD = timedelta(days=31)
MONTHS_BEFORE = 3
# Fewer words say that something was done, and not what came of it.
FEWEST_WORDS = 3
REVIEWED = "Prövad den 1 december 2026. Inget bedöms vara hemligt."


def month_of_last_day(archive: Archive) -> Iterator[Problem]:
    """A report is named for the month of its last day, and begins before it ends."""
    for report in archive.reports:
        file = report.file
        if file and file.end and month_of(file.end) != file.id:
            text = f'Filen heter {file.id}, men perioden slutar {day(file.end)}. En rapport heter efter månaden för sin sista dag. Rätta "till" eller filens namn.'
            yield fault(file.origin("till"), "till", text)
        if file and report.end < report.start:
            key = "till" if file.end else "från"
            text = f"Perioden slutar {day(report.end)}, innan den börjar {day(report.start)}. Rätta dagen."
            yield fault(file.origin(key), key, text)


def periods_do_not_overlap(archive: Archive) -> Iterator[Problem]:
    """No day belongs to two reports."""
    for earlier, later in pairwise(archive.reports):
        if later.start <= earlier.end and later.file:
            text = f"Perioden börjar {day(later.start)}, men rapporten för {say_month(earlier.id)} slutar först {day(earlier.end)}. Rätta en av dagarna."
            yield fault(later.file.origin("från"), "från", text)


def every_meeting_in_one_report(archive: Archive) -> Iterator[Problem]:
    """A held meeting belongs to a report."""
    inside = {meeting.id for report in archive.reports for meeting in report.meetings}
    for meeting in archive.held_meetings:
        if meeting.id not in inside:
            text = f'Mötet {day(meeting.day)} hör inte till någon rapport. Rätta "från" eller "till" i rapporten.'
            yield fault(meeting.origin("hölls"), "hölls" if meeting.held else "", text)


def no_report_ahead(archive: Archive) -> Iterator[Problem]:
    """No report is written for a month that has not begun."""
    latest = month_of(archive.today + MONTH_AHEAD)
    for file in archive.report_files:
        if file.id > latest:
            text = f"{capitalize(say_month(file.id))} har inte börjat. Heter filen rätt?"
            yield fault(file.origin(), "", text)


def no_report_long_before(archive: Archive) -> Iterator[Problem]:
    """No report is written for a month long before the first meeting, or the year is likely wrong."""
    if not archive.held_meetings:
        return
    first = archive.held_meetings[0].day
    for file in archive.report_files:
        year, month = map(int, file.id.split("-"))
        if (first.year - year) * 12 + first.month - month > MONTHS_BEFORE:
            text = f"Rapporten är för {say_month(file.id)}, men det första mötet hölls {day(first)}. Stämmer året?"
            yield warning(file.origin(), "", text)


def steps_in_order(archive: Archive) -> Iterator[Problem]:
    """A report is drawn up and then adopted, and not before its last meeting."""
    for report in archive.reports:
        if report.file is None or report.file.adopted is None:
            continue
        adopted, drawn_up = report.file.adopted.day, report.file.drawn_up
        origin = report.file.origin("fastställd", "datum")
        if drawn_up and adopted < drawn_up.day:
            text = f"{day(adopted)} är innan rapporten upprättades, {day(drawn_up.day)}. Rätta en av dagarna."
            yield fault(origin, "fastställd.datum", text)
        if report.meetings and adopted < report.meetings[-1].day:
            text = f"{day(adopted)} är före periodens sista möte, {day(report.meetings[-1].day)}. Rätta dagen."
            yield fault(origin, "fastställd.datum", text)


def sent_when_adopted(archive: Archive) -> Iterator[Problem]:
    """A report is sent once it is adopted."""
    for file in archive.report_files:
        adopted = first_adopted(archive, file)
        for index, row in enumerate(file.dispatched):
            origin = file.origin("expedierad", index, "datum")
            if adopted is None:
                text = 'Rapporten är sänd men inte fastställd. Skriv när den fastställdes, på raden "fastställd".'
                yield fault(origin, "expedierad.datum", text)
            elif row.day < adopted:
                text = f"{day(row.day)} är innan rapporten fastställdes, {day(adopted)}. Rätta en av dagarna."
                yield fault(origin, "expedierad.datum", text)


def sent_with_care(archive: Archive) -> Iterator[Problem]:
    """A report is sent to its recipients, after its period, drawn up and examined for secrecy."""
    for report in archive.reports:
        file = report.file
        if file is None or not file.dispatched:
            continue
        for key, done in (("sekretessprövning", file.secrecy_review), ("upprättad", file.drawn_up)):
            if not done:
                text = f'Rapporten är sänd, men raden "{key}" saknas. Skriv den.'
                yield fault(file.origin("expedierad"), "expedierad", text)
        recipients = recipients_of(archive, file)
        for index, row in enumerate(file.dispatched):
            if row.recipient not in recipients:
                nearest = suggest(row.recipient, recipients)
                hint = str(nearest) or say_recipients(recipients)
                text = f"{quote(row.recipient)} är ingen av rapportens mottagare. {hint}"
                paste = file.source.suggested_line(("expedierad", index, "mottagare"), nearest)
                origin = file.origin("expedierad", index, "mottagare")
                yield fault(origin, "expedierad.mottagare", text, paste)
            if row.day < report.end:
                text = f"{day(row.day)} är innan perioden är slut, {day(report.end)}. Rätta dagen."
                origin = file.origin("expedierad", index, "datum")
                yield fault(origin, "expedierad.datum", text)


def secrecy_review_is_told(archive: Archive) -> Iterator[Problem]:
    """What came of a report's examination for secrecy is a sentence; of a frozen one nothing more is asked."""
    frozen = {one.report for one in archive.frozen}
    for file in archive.report_files:
        said = file.secrecy_review or ""
        if said and len(said.split()) < FEWEST_WORDS and file.id not in frozen:
            text = f'{quote(said)} säger inte vad ni kom fram till. Skriv en mening, till exempel "{REVIEWED}"'
            yield warning(file.origin("sekretessprövning"), "sekretessprövning", text)


def say_recipients(recipients: Sequence[str]) -> str:
    """Name who gets the report, for one who has written another."""
    added = 'Rätta namnet, eller lägg till det i "mottagare".'
    return (
        f"Den går till {join_words(recipients)}. {added}"
        if recipients
        else 'Skriv raden "mottagare".'
    )


def summary_without_heading(archive: Archive) -> Iterator[Problem]:
    """A Sammanfattning has no heading of level one: the page's is the month."""
    for file in archive.report_files:
        yield from check_no_heading(file)


def adopted_with_summary(archive: Archive) -> Iterator[Problem]:
    """An adopted report has a Sammanfattning."""
    for file in archive.report_files:
        if file.adopted and not file.text:
            text = (
                "Rapporten är fastställd utan sammanfattning. Skriv den under den andra raden ---."
            )
            yield warning(file.origin("fastställd"), "fastställd", text)


RULES = (
    month_of_last_day,
    periods_do_not_overlap,
    every_meeting_in_one_report,
    no_report_ahead,
    no_report_long_before,
    steps_in_order,
    sent_when_adopted,
    sent_with_care,
    secrecy_review_is_told,
    summary_without_heading,
    adopted_with_summary,
)
