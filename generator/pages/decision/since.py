"""What has become another since the council met: what its members have not seen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from generator.analysis import Chain, decision_status, find_sent
from generator.pages.base import Build, council_name, title_of
from generator.pages.shared.changes import list_changes
from generator.pages.shared.words import name_report
from generator.records import Archive
from generator.swedish import say_day


@dataclass(frozen=True, slots=True)
class New:
    """What is new on a day: the record, what it is called, and what came of it."""

    day: date
    record: object
    title: str
    words: str


def find_last_meeting(archive: Archive) -> date | None:
    """Return the day the council last met before the archive's day, where that is known."""
    council = council_name(archive.mall)
    days = [
        *(day for body in archive.mall.bodies if body.name == council for day in body.meetings),
        *(decision.day for decision in archive.decisions if decision.body.name == council),
    ]
    return max((day for day in days if day < archive.today), default=None)


def find_new(build: Build, since: date) -> list[New]:
    """Return what is new after a day, the newest first."""
    archive = build.archive
    found = [*tell_reports(archive, since), *tell_decisions(build.chain, since)]
    for change in list_changes(archive):
        if since < change.day <= archive.today:
            found.append(New(change.day, change.entry, title_of(change.entry), change.words))
    return sorted(found, key=lambda new: (new.day, new.title), reverse=True)


def tell_reports(archive: Archive, since: date) -> Iterator[New]:
    """Yield the reports that were adopted."""
    for report in archive.reports:
        adopted = report.adopted
        if adopted and since < adopted.day <= archive.today:
            yield New(adopted.day, report, name_report(archive, report), "Fastställd.")


def tell_decisions(chain: Chain, since: date) -> Iterator[New]:
    """Yield each step of the decisions, and what was accounted for."""
    today = chain.archive.today
    decisions, accounts = find_sent(chain, since, today)
    for decision in decisions:
        for step in decision_status(chain, decision, today).steps:
            if since < step.day <= today:
                words = f"{step.state.capitalize()}. {step.text}".strip()
                yield New(step.day, decision, decision.title, words)
    for account in accounts:
        yield New(account.day, account, account.title, f"Redovisat av {account.organisation.name}.")


def say_since(archive: Archive, day: date) -> str:
    """Write the heading: `Nytt sedan Lokala BRÅ möttes den 22 september 2026`."""
    return f"Nytt sedan {council_name(archive.mall)} möttes den {say_day(day)}"
