"""A meeting: who came, how the group judged each område, what it lifts to BRÅ."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import Annotated, TypeAlias

from pydantic import Field

from generator.records.forms import Day, Form, Text, Whole, one_of
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

    number: Text | None = Field(None, alias="nummer")
    held: Day | None = Field(None, alias="hölls")
    hours: Text | None = Field(None, alias="klockan")
    form: Annotated[str, one_of("på plats", "digitalt", "telefon")] | None = Field(
        None, alias="mötesform"
    )
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
        return bool(self.source.lines)

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
