"""The parts that several kinds of record share, and the list of records disposed of by decision."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cached_property
from typing import Annotated, TypeAlias

from pydantic import Field, PrivateAttr, model_validator

from generator.problems import Origin
from generator.records.files import Keys, Source
from generator.records.forms import Day, Form, Reading, Reference, Text, Whole, one_of, wrong
from generator.records.mall import (
    ActionTypeRef,
    ContextRef,
    FunctionName,
    OrganisationRef,
    PlaceRef,
    PreventionLevelRef,
    ProblemTypeRef,
)
from generator.records.privacy import SMALL, read_guard
from generator.swedish import decapitalize

# Days on which something has happened, each with the keys it stands at; never a plan or a deadline.
HappenedDays: TypeAlias = Iterator[tuple[date, Keys]]


class Reviewed(Form):
    """That what the privacy guard found on a line has been looked at and may stand."""

    rule: Annotated[str, one_of(*read_guard().rules, SMALL)] = Field(
        alias="regel", examples=["ålder"]
    )
    line: Whole = Field(alias="rad", examples=["12"])
    reason: Annotated[str, one_of(*read_guard().reasons)] = Field(
        alias="skäl", examples=["gäller ingen person"]
    )
    by: FunctionName = Field(alias="av", examples=["Trygghetssamordnare"])


class Record(Form):
    """A header that stands in a file of its own, together with that file."""

    reviewed: tuple[Reviewed, ...] = Field((), alias="granskat")

    # Private, since pydantic takes every other attribute for a key of the header.
    _source: Source = PrivateAttr()

    def model_post_init(self, context: Reading) -> None:
        """Keep the file: titles, texts and the places of problems come from it."""
        self._source = context.source

    # Asked for millions of times: pydantic looks a private attribute up anew each time.
    @cached_property
    def source(self) -> Source:
        """The file the record stands in."""
        return self._source

    @property
    def path(self) -> str:
        """The file's path from the archive's root."""
        return self.source.path

    @property
    def title(self) -> str:
        """The record's heading."""
        return self.source.title

    @property
    def text(self) -> str:
        """The record's text in Markdown, without its heading."""
        return self.source.text

    def origin(self, *keys: str | int) -> Origin:
        """Where a value of the header stands, by its keys in the file."""
        return self.source.origin(*keys)

    def says(self, key: str) -> bool:
        """Whether the header says anything under a key of it: untouched rows say nothing."""
        fields = type(self).model_fields.items()
        return any(name in self.model_fields_set for name, field in fields if field.alias == key)

    def happened(self) -> HappenedDays:
        """Yield the days the record tells of things that were done."""
        yield from ()


class Approval(Form):
    """That something was done on a day, by a function."""

    day: Day = Field(alias="datum", examples=["2026-11-13"])
    by: FunctionName = Field(alias="av", examples=["Trygghetssamordnare"])


class Correction(Form):
    """What a field said, what it should say, and why; the record itself is changed too."""

    day: Day = Field(alias="datum", examples=["2026-11-20"])
    field: Text = Field(alias="fält", examples=["antal"])
    said: Text = Field(alias="stod", examples=["3"])
    says: Text = Field(alias="ska stå", examples=["2"])
    reason: Text = Field(alias="skäl", examples=["Dubbelrapporterat"])
    by: FunctionName = Field(alias="av", examples=["Polisen"])


class Withdrawal(Form):
    """The record was wrong: its text stays readable and counts nowhere."""

    day: Day = Field(alias="datum", examples=["2026-11-20"])
    reason: Text = Field(alias="skäl", examples=["Ryktet stämde inte"])
    by: FunctionName = Field(alias="av", examples=["Skolan"])


# Why a content may not be kept.
REASONS = ("personuppgift", "sekretess")


class Removal(Form):
    """The record held what may not be kept: everything but the organisation is emptied."""

    day: Day = Field(alias="datum", examples=["2026-11-20"])
    reason: Annotated[str, one_of(*REASONS)] = Field(alias="skäl", examples=["personuppgift"])
    decision: Text = Field(alias="beslut", examples=["KS 2026/140"])
    by: FunctionName = Field(alias="av", examples=["Trygghetssamordnare"])


FACTOR = "{risk: Torgets norra sida är mörk, kontext: Samhälle}"


class Factor(Form):
    """A risk or protective factor, tied to an area or problem, never to a person."""

    risk: Text | None = Field(None, alias="risk")
    protective: Text | None = Field(None, alias="skydd")
    context: ContextRef = Field(alias="kontext", examples=["Samhälle"])

    @model_validator(mode="after")
    def say_one(self) -> Factor:
        """Exactly one of risk and skydd."""
        if (self.risk is None) == (self.protective is None):
            raise wrong('Skriv antingen "risk: …" eller "skydd: …".')
        return self

    @property
    def text(self) -> str:
        """What the factor is."""
        return self.risk or self.protective or ""


# What a reader outside the group is told of an åtgärd that is not done.
GOING_ON = "Åtgärd pågår"


class Action(Form):
    """An åtgärd: what someone does about it, and by when."""

    number: Whole | None = Field(None, alias="nr")
    what: Text = Field(alias="vad", examples=["Genomgång av belysning och insyn"])
    kind: ActionTypeRef | None = Field(None, alias="typ")
    responsible: OrganisationRef = Field(alias="ansvarig", examples=["NVK"])
    direction: Annotated[str, one_of("situationell", "social")] | None = Field(
        None, alias="inriktning"
    )
    horizon: Annotated[str, one_of("kort sikt", "lång sikt")] | None = Field(
        None, alias="tidshorisont"
    )
    level: PreventionLevelRef | None = Field(None, alias="preventionsnivå")
    due: Day | None = Field(None, alias="senast")

    @property
    def name(self) -> str:
        """What the åtgärd is called within a sentence."""
        return "en åtgärd" if self.what == GOING_ON else f"åtgärden {decapitalize(self.what)}"


class FollowUp(Form):
    """How an earlier åtgärd went, told by the one who did it."""

    action: Reference = Field(alias="åtgärd", examples=["2026-10-29/nvk-belysning#1"])
    status: Annotated[str, one_of("pågår", "klar", "avbruten")] = Field(
        alias="status", examples=["klar"]
    )
    day: Day = Field(alias="datum", examples=["2026-11-10"])
    effect: Text = Field("", alias="effekt")


class Subject(Form):
    """What a proposal or decision is about."""

    problem_type: ProblemTypeRef | None = Field(None, alias="problemtyp")
    place: PlaceRef | None = Field(None, alias="plats")


class Disposal(Form):
    """A row of `entries/gallrat.yml`: a record that was disposed of by decision."""

    id: Text = Field(alias="id", examples=["2020-01-09/polisen-torget"])
    day: Day = Field(alias="datum", examples=["2026-01-15"])
    decision: Text = Field(alias="beslut", examples=["KS 2026/12"])


class DisposalList(Record):
    """`entries/gallrat.yml`."""

    rows: tuple[Disposal, ...] = Field((), alias="gallrat")
