"""All that has happened to a decision and is planned for it, oldest first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from generator.analysis import FIRST_STATE, Chain, State, assignment_status, told_state
from generator.pages.shared.finding import age_of, other_answers
from generator.records import (
    Archive,
    Decision,
    Entry,
    Meeting,
    PlacedAssignment,
    Report,
    place_assignments,
)
from generator.swedish import capitalize, decapitalize, say_day, say_month, say_short_month

OPEN = (State.DECIDED, State.GOING_ON)


class Sign(StrEnum):
    """Where a step stands to the day of the page, in the words of the table."""

    HAPPENED = "har hänt"
    PLANNED = "planerat"
    LATE = "försenat"
    NOW = "läget"


@dataclass(frozen=True, slots=True)
class Happening:
    """A line of what has happened to a decision; `name` is what its download calls it.

    `target` is where its words lead. `sign` tells what has happened from what is planned or late.
    """

    day: date
    state: State | None
    text: str
    target: object = None
    name: str = ""
    sign: Sign = Sign.HAPPENED


def tell_story(chain: Chain, decision: Decision, day: date) -> list[Happening]:
    """Return what has happened up to that day, and what is planned after it."""
    found = [
        *tell_grounds(chain, decision),
        *tell_proposals(chain, decision),
        *tell_own_report(chain, decision),
        *tell_answers(chain, decision),
        *tell_due_days(chain, decision, day),
        *tell_statuses(chain, decision),
        *tell_follow_ups(chain, decision),
        *tell_later_reports(chain, decision, day),
        *tell_replacement(chain, decision),
    ]
    shown = (line for line in found if line.day <= day or line.sign is Sign.PLANNED)
    return sorted(shown, key=lambda line: line.day)


def tell_grounds(chain: Chain, decision: Decision) -> Iterator[Happening]:
    """Tell when the entries it rests on were taken up, and of the meetings and decisions among them."""
    archive = chain.archive
    for key in decision.grounds:
        record: Entry | Meeting | Decision | None = (
            archive.entry.get(key) or archive.meeting.get(key) or archive.decision.get(key)
        )
        if isinstance(record, Entry) and record.title:
            name = f"Post från {record.organisation.name}"
            text = f"{record.organisation.name}: {record.title}"
            yield Happening(archive.day_of(record), None, text, record, name)
        elif isinstance(record, Meeting):
            text = f"Underlag från EST-mötet {say_day(record.day)}"
            yield Happening(record.day, None, text, record, "Underlag från EST-mötet")
        elif isinstance(record, Decision):
            text = f"Tidigare beslut: {record.title}"
            yield Happening(record.day, None, text, record, "Tidigare beslut")


def tell_proposals(chain: Chain, decision: Decision) -> Iterator[Happening]:
    """Tell at which meetings the proposals were lifted."""
    for key in decision.answers:
        if placed := chain.proposals.get(key):
            day = placed.meeting.day
            text = f"Lyft vid EST-mötet {say_day(day)}"
            yield Happening(day, State.PROPOSED, text, placed, "Lyft vid EST-mötet")


def tell_answers(chain: Chain, decision: Decision) -> Iterator[Happening]:
    """Tell of the decision itself and of others on the same proposals, in their order."""
    for other in sorted([*other_answers(chain, decision), decision], key=age_of):
        state = FIRST_STATE[other.outcome]
        if other is decision:
            words = "" if other.outcome == state else f"{capitalize(other.outcome)}."
            yield Happening(other.day, state, words, name="Beslutet")
        else:
            text = f"{other.body.name}: {other.title}"
            yield Happening(other.day, state, text, other, f"{other.body.name}: {other.outcome}")


def tell_due_days(chain: Chain, decision: Decision, day: date) -> Iterator[Happening]:
    """Tell by when each uppdrag is or was to be accounted for; one ended early has no such day."""
    for placed in place_assignments(decision):
        due = placed.assignment.due
        if due is None:
            continue
        name, what = name_of(placed), placed.assignment.what
        state = assignment_status(chain, placed, day)
        if state is State.LATE:
            words = f"{name} skulle ha redovisats"
            yield Happening(due, state, f"{words}: {what}", placed, words, Sign.LATE)
        elif due >= day and state in OPEN:
            words = f"{name} ska redovisas"
            yield Happening(due, None, f"{words}: {what}", placed, words, Sign.PLANNED)
        elif due < day:
            words = f"Sista dag för {decapitalize(name)}"
            yield Happening(due, None, f"{words}: {what}", placed, words)


def name_of(placed: PlacedAssignment) -> str:
    """Return what an uppdrag is called: its number only where there are several."""
    single = len(placed.decision.assignments) == 1
    return "Uppdraget" if single else f"Uppdrag {placed.number}"


def tell_statuses(chain: Chain, decision: Decision) -> Iterator[Happening]:
    """Tell of the account, and of each status that was noted."""
    account = chain.archive.account.get(decision.id)
    if account:
        noted = any(row.status == State.ACCOUNTED for row in decision.statuses)
        state = None if noted else State.ACCOUNTED
        text = f"Redovisning: {account.title}"
        yield Happening(account.day, state, text, account, "Redovisning")
    for row in decision.statuses:
        yield Happening(row.day, State(row.status), row.text, name=f"Läget: {row.status}")


def tell_follow_ups(chain: Chain, decision: Decision) -> Iterator[Happening]:
    """Tell what entries and meetings have said of its uppdrag."""
    for placed in place_assignments(decision):
        for found in chain.follow_ups.get(placed.id, ()):
            told = found.row.effect or placed.assignment.what
            text = f"Uppdrag {placed.number}: {told}"
            state = told_state(found.row)
            yield Happening(found.row.day, state, text, found.record, f"{name_of(placed)}: {state}")


def tell_own_report(chain: Chain, decision: Decision) -> Iterator[Happening]:
    """Tell when the report it was decided on was adopted: of several editions the last that lay before it."""
    report = chain.archive.report.get(decision.report or "")
    days = list_adoptions(chain.archive, report) if report else []
    if report and days:
        day = max((day for day in days if day <= decision.day), default=days[0])
        yield tell_report(report, day, "Rapporten för")


def list_adoptions(archive: Archive, report: Report) -> list[date]:
    """Return the days on which the editions of an adopted report were adopted, the first of them first."""
    adopted = report.adopted
    days = {one.day for one in archive.frozen if one.report == report.id}
    return sorted({*days, adopted.day}) if adopted else []


def tell_later_reports(chain: Chain, decision: Decision, day: date) -> Iterator[Happening]:
    """Tell of the reports that follow it up, on the day each was first adopted or else drawn up.

    One that is neither is expected by its last day; once that has passed it has no day.
    """
    for report in chain.reports_after(decision):
        days = list_adoptions(chain.archive, report)
        if not days and report.file and report.file.drawn_up:
            days = [report.file.drawn_up.day]
        if days:
            yield tell_report(report, days[0], "Följdes upp i rapporten för")
        elif report.end >= day:
            yield tell_report(report, report.end, "Följs upp i rapporten för", Sign.PLANNED)


def tell_report(report: Report, day: date, words: str, sign: Sign = Sign.HAPPENED) -> Happening:
    """Tell of a report on a day."""
    name = f"Rapporten för {say_short_month(report.id)}"
    return Happening(day, None, f"{words} {say_month(report.id)}", report, name, sign)


def tell_replacement(chain: Chain, decision: Decision) -> Iterator[Happening]:
    """Tell what replaced it."""
    newer = chain.replaced_by.get(decision.id)
    if newer:
        text = f"Ersatt av {newer.title}"
        yield Happening(newer.day, State.REPLACED, text, newer, "Ersatt av ett nytt beslut")
