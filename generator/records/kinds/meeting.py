"""A meeting: who came, how the group judged each område, what it lifts to BRÅ; and a month's report of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Annotated, TypeAlias

from pydantic import Field

from generator.records.files import month_at, shift_month
from generator.records.forms import Day, Form, Text, Whole, first_of, one_of, unmarked
from generator.records.kinds.parts import Action, Approval, FollowUp, HappenedDays, Record, Subject
from generator.records.mall import (
    Area,
    CriterionRef,
    DecisionTypeRef,
    LevelRef,
    Organisation,
    PlaceRef,
    TrendRef,
    name_of,
)

# How a meeting may be held.
FORMS = ("på plats", "digitalt", "telefon")


class Assessment(Form):
    """The group's joint judgement of one område."""

    level: LevelRef = Field(alias="nivå", examples=["förhöjd"])
    trend: TrendRef | None = Field(None, alias="trend")
    text: Text = Field("", alias="text")
    consequences: Text = Field("", alias="konsekvenser")


class Focus(Form):
    """A place and a time the group looks at more closely."""

    place: PlaceRef = Field(alias="plats", examples=["Järntorget"])
    when: Text = Field("", alias="när")
    what: Text = Field(alias="vad", examples=["Misstänkt narkotikahandel"])


class Proposal(Form):
    """What the meeting asks BRÅ to decide, in the sentence BRÅ would decide."""

    number: Whole | None = Field(None, alias="nr")
    sentence: Text = Field(alias="förslag", examples=["Lokala BRÅ beslutar att …"])
    type: DecisionTypeRef = Field(alias="typ", examples=["Fördjupad kartläggning"])
    subject: Subject = Field(
        default_factory=Subject, alias="avser", examples=["{problemtyp: Skadegörelse}"]
    )
    criteria: tuple[CriterionRef, ...] = Field((), alias="kriterier")
    reason: Text = Field("", alias="skäl")
    otherwise: Text = Field("", alias="om vi avstår")
    resource: Text = Field("", alias="resurs")


class Upcoming(Form):
    """Something planned that the group should know of."""

    day: Day = Field(alias="datum", examples=["2026-12-13"])
    what: Text = Field(alias="vad", examples=["Luciatåg genom centrum"])
    place: PlaceRef | None = Field(None, alias="plats")


class CalledOff(Form):
    """Why a meeting was not held."""

    reason: Text = Field(alias="skäl", examples=["För få kunde komma"])


PRESENCES = ("närvarande", "förhinder", "lämnat skriftligt")
Presence = Annotated[str, one_of(*PRESENCES)]
OrganisationName = Annotated[str, name_of(Organisation, "organisationer")]
AreaName = Annotated[str, name_of(Area, "områden")]
Attendance: TypeAlias = dict[OrganisationName, Presence]
Assessments: TypeAlias = dict[AreaName, Assessment]


class Meeting(Record):
    """`entries/<day>/index.md`; its id is the planned day, which never changes."""

    number: Annotated[str, unmarked("möte|mötet|nr|nummer")] | None = Field(None, alias="nummer")
    held: Day | None = Field(None, alias="hölls")
    hours: Text | None = Field(None, alias="klockan")
    form: Annotated[str, one_of(*FORMS)] | None = Field(None, alias="mötesform")
    attendance: Attendance = Field(
        default_factory=dict, alias="närvaro", examples=["{Polisen: närvarande}"]
    )
    assessments: Assessments = Field(
        default_factory=dict, alias="bedömning", examples=["{Ordning: {nivå: låg}}"]
    )
    focus: tuple[Focus, ...] = Field((), alias="fokus")
    actions: tuple[Action, ...] = Field((), alias="åtgärder")
    follow_ups: tuple[FollowUp, ...] = Field((), alias="uppföljning")
    proposals: tuple[Proposal, ...] = Field((), alias="lyfts till BRÅ")
    upcoming: tuple[Upcoming, ...] = Field((), alias="kommande")
    next_meeting: Day | None = Field(None, alias="nästa möte")
    approved: Approval | None = Field(None, alias="godkänd")
    called_off: CalledOff | None = Field(None, alias="inställt")

    @cached_property
    def id(self) -> str:
        """The planned day, as text."""
        return self.source.folder

    @property
    def has_file(self) -> bool:
        """Whether anyone has written `index.md`; a folder of entries is a planned meeting without."""
        return bool(self.source.whole)

    @cached_property
    def planned(self) -> date:
        """The planned day: the folder's name."""
        return date.fromisoformat(self.source.folder)

    @property
    def is_held(self) -> bool:
        """Whether the meeting took place."""
        return bool(self.attendance) and self.called_off is None

    @property
    def day(self) -> date:
        """The day it was held, or else is planned for."""
        return self.held or self.planned

    def happened(self) -> HappenedDays:
        """Yield the day it was held and the day its notes were approved."""
        if self.is_held:
            yield self.day, ("hölls",) if self.held else ("närvaro",)
        if self.approved:
            yield self.approved.day, ("godkänd", "datum")

    @property
    def status(self) -> str:
        """Planerat, genomfört, minnesanteckningarna godkända or inställt."""
        if self.called_off:
            return "inställt"
        if not self.attendance:
            return "planerat"
        return "minnesanteckningarna godkända" if self.approved else "genomfört"


class Dispatch(Form):
    """That the report was sent to someone on a day."""

    recipient: Text = Field(alias="mottagare", examples=["Länsstyrelsen Västmanland"])
    day: Day = Field(alias="datum", examples=["2026-12-04"])


class ReportFile(Record):
    """`entries/rapporter/<month>.md`; its text is the Sammanfattning."""

    start: Annotated[date, first_of("till")] | None = Field(None, alias="från")
    end: Day | None = Field(None, alias="till")
    recipients: tuple[Text, ...] = Field((), alias="mottagare")
    reference: Annotated[str, unmarked("dnr|diarienr|diarienummer")] | None = Field(
        None, alias="diarienummer"
    )
    secrecy_review: Text | None = Field(None, alias="sekretessprövning")
    drawn_up: Approval | None = Field(None, alias="upprättad")
    adopted: Approval | None = Field(None, alias="fastställd")
    dispatched: tuple[Dispatch, ...] = Field((), alias="expedierad")

    @property
    def id(self) -> str:
        """The month the report is for."""
        return self.source.stem

    @property
    def sent(self) -> tuple[Dispatch, ...]:
        """The rows of when it was sent as it is adopted now; those of before are of an earlier edition."""
        since = self.adopted.day if self.adopted else date.min
        return tuple(row for row in self.dispatched if row.day >= since)

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
    def adopted(self) -> Approval | None:
        """When its file was adopted, and by whom; None without a file, or while it is an utkast."""
        return self.file.adopted if self.file else None

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
        if self.file.sent:
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
