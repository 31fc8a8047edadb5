"""A monthly report: its hand-written part, and the period it covers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated

from pydantic import Field

from generator.records.files import month_at, shift_month
from generator.records.forms import Day, Form, Text, first_of
from generator.records.kinds.meeting import Meeting
from generator.records.kinds.parts import Approval, HappenedDays, Record


class Dispatch(Form):
    """That the report was sent to someone on a day."""

    recipient: Text = Field(alias="mottagare", examples=["Länsstyrelsen Västmanland"])
    day: Day = Field(alias="datum", examples=["2026-12-04"])


class ReportFile(Record):
    """`entries/rapporter/<month>.md`; its text is the Sammanfattning."""

    start: Annotated[date, first_of("till")] | None = Field(None, alias="från")
    end: Day | None = Field(None, alias="till")
    recipients: tuple[Text, ...] = Field((), alias="mottagare")
    reference: Text | None = Field(None, alias="diarienummer")
    secrecy_review: Text | None = Field(None, alias="sekretessprövning")
    drawn_up: Approval | None = Field(None, alias="upprättad")
    adopted: Approval | None = Field(None, alias="fastställd")
    dispatched: tuple[Dispatch, ...] = Field((), alias="expedierad")

    @property
    def id(self) -> str:
        """The month the report is for."""
        return self.source.stem

    def happened(self) -> HappenedDays:
        """Yield the days it was drawn up, adopted and sent."""
        for key, approval in (("upprättad", self.drawn_up), ("fastställd", self.adopted)):
            if approval:
                yield approval.day, (key, "datum")
        for index, row in enumerate(self.dispatched):
            yield row.day, ("expedierad", index, "datum")


@dataclass(frozen=True, slots=True)
class Report:
    """A month's report: its period, the meetings held in it, and its file if there is one."""

    id: str
    start: date
    end: date
    meetings: tuple[Meeting, ...]
    file: ReportFile | None

    @property
    def is_month(self) -> bool:
        """Whether the period is the month it is named for, from its first day to its last."""
        month = month_at(self.id)
        return (self.start, self.end) == (month.first, month.last)

    @property
    def number(self) -> str:
        """The report's number within its year, `11/2026`."""
        year, month = self.id.split("-")
        return f"{int(month)}/{year}"

    @property
    def status(self) -> str:
        """Utkast, upprättad, fastställd or expedierad."""
        if self.file is None:
            return "utkast"
        if self.file.dispatched:
            return "expedierad"
        if self.file.adopted:
            return "fastställd"
        return "upprättad" if self.file.drawn_up else "utkast"


def build_reports(
    files: Mapping[str, ReportFile], meetings: Sequence[Meeting], today: date
) -> tuple[Report, ...]:
    """Lay the months end to end, from the first held meeting's to the archive's date's.

    A period runs from the day after the previous one's end to the month's end, unless its file
    says otherwise; each held meeting falls into the period that holds its day.
    """
    held = [meeting for meeting in meetings if meeting.is_held]
    months = [*files, *(month_of(meeting.day) for meeting in held)]
    if not months:
        return ()
    reports: list[Report] = []
    start = date.fromisoformat(f"{min(months)}-01")
    month, latest = min(months), max(*months, month_of(today))
    last_held = max((meeting.day for meeting in held), default=start)
    # A period that closes before its month does leaves its last meetings to the next month.
    while month <= latest or start <= last_held:
        file = files.get(month)
        first = (file.start if file else None) or start
        last = (file.end if file else None) or month_at(month).last
        inside = tuple(meeting for meeting in held if first <= meeting.day <= last)
        reports.append(Report(month, first, last, inside, file))
        start, month = last + timedelta(days=1), shift_month(month, 1)
    return tuple(reports)


def month_of(day: date) -> str:
    """Return `ÅÅÅÅ-MM`."""
    return f"{day:%Y-%m}"
