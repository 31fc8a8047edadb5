"""A decision by BRÅ or the municipality, and the account of what came of it."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from generator.records.files import ACCOUNT_ENDING
from generator.records.forms import Day, Form, Month, Text, Whole, YesNo, one_of, unmarked
from generator.records.kinds.parts import FACTOR, Factor, HappenedDays, Record, Subject
from generator.records.mall import BodyRef, CriterionRef, DecisionTypeRef, OrganisationRef
from generator.swedish import decapitalize

NEEDED_HEADINGS = ("Beslut", "Motivering")
# A proposal decided so waits for a decision again.
OPEN_OUTCOMES = ("återremiss", "bordlagt")
OUTCOMES = ("enligt förslaget", "med ändring", "avslag", *OPEN_OUTCOMES)
# What the pages write before these numbers.
Paragraph = Annotated[str, unmarked("§+|paragraf(?:en|erna)?|par")]
Item = Annotated[str, unmarked(r"punkt(?:en)?|p(?=[ .]*\d)")]
BONES = ("brottsutsatt", "gärningsperson", "objekt eller plats")


class Assignment(Form):
    """An uppdrag: what shall be done, by whom, and reported back by when."""

    number: Whole | None = Field(None, alias="nr")
    what: Text = Field(alias="vad", examples=["Kartlägg när och hur det sker"])
    responsible: OrganisationRef = Field(alias="ansvarig", examples=["Fagersta kommun"])
    function: Text = Field("", alias="funktion")
    together_with: tuple[OrganisationRef, ...] = Field((), alias="med")
    due: Day | None = Field(None, alias="redovisas")

    @property
    def name(self) -> str:
        """What the uppdrag is called within a sentence."""
        return f"uppdraget {decapitalize(self.what)}"


class DecisionStatus(Form):
    """How far a decision has come, on a day."""

    day: Day = Field(alias="datum", examples=["2027-01-28"])
    status: Annotated[str, one_of("pågår", "redovisat", "avslutat")] = Field(
        alias="status", examples=["pågår"]
    )
    text: Text = Field("", alias="text")


class Decision(Record):
    """`decisions/<id>.md`. The protocol is the original; this is a rendering of it."""

    day: Day = Field(alias="datum", examples=["2026-12-15"])
    body: BodyRef = Field(alias="instans", examples=["Lokala BRÅ"])
    paragraph: Paragraph | None = Field(None, alias="paragraf")
    item: Item | None = Field(None, alias="punkt")
    type: DecisionTypeRef = Field(alias="typ", examples=["Fördjupad kartläggning"])
    answers: tuple[Text, ...] = Field((), alias="svar på")
    outcome: Annotated[str, one_of(*OUTCOMES)] = Field(
        alias="utgång", examples=["enligt förslaget"]
    )
    report: Month | None = Field(None, alias="rapport")
    subject: Subject = Field(
        default_factory=Subject, alias="avser", examples=["{problemtyp: Skadegörelse}"]
    )
    grounds: tuple[Text, ...] = Field((), alias="underlag")
    criteria: tuple[CriterionRef, ...] = Field((), alias="kriterier")
    assignments: tuple[Assignment, ...] = Field((), alias="uppdrag")
    original: Text = Field(alias="original", examples=["protokoll 2026-12-15, KS 2026/123"])
    replaces: Text | None = Field(None, alias="ersätter")
    statuses: tuple[DecisionStatus, ...] = Field((), alias="uppföljning")

    @property
    def id(self) -> str:
        """The file's stem."""
        return self.source.stem

    def happened(self) -> HappenedDays:
        """Yield the decision's day and those of its follow-ups."""
        yield self.day, ("datum",)
        for index, row in enumerate(self.statuses):
            yield row.day, ("uppföljning", index, "datum")


class Cause(Form):
    """One cause on a bone of the fishbone; `breakable` marks where the chain can be broken."""

    bone: Annotated[str, one_of(*BONES)] = Field(alias="ben", examples=["objekt eller plats"])
    kind: Annotated[str, one_of("direkt", "indirekt")] = Field(alias="slag", examples=["direkt"])
    cause: Text = Field(alias="orsak", examples=["Torgets norra sida är mörk"])
    breakable: YesNo = Field(False, alias="brytpunkt")


class Account(Record):
    """`decisions/<id>.redovisning.md`: written by whoever had the uppdrag."""

    day: Day = Field(alias="datum", examples=["2027-02-20"])
    organisation: OrganisationRef = Field(alias="organisation", examples=["Fagersta kommun"])
    function: Text = Field("", alias="funktion")
    sources: tuple[Text, ...] = Field((), alias="källor")
    limits: Text = Field("", alias="begränsningar")
    causes: tuple[Cause, ...] = Field((), alias="orsaker")
    events: tuple[Text, ...] = Field((), alias="händelsekedja")
    factors: tuple[Factor, ...] = Field((), alias="faktorer", examples=[FACTOR])

    @property
    def decision_id(self) -> str:
        """The id of the decision whose uppdrag it accounts for."""
        return self.source.stem.removesuffix(ACCOUNT_ENDING)

    def happened(self) -> HappenedDays:
        """Yield the account's day."""
        yield self.day, ("datum",)
