"""An entry: what one organisation tells the meeting of one thing, or its underlag."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Annotated, ClassVar

from pydantic import Field, PrivateAttr

from generator.records.forms import Day, Form, Reading, Text, Whole, YesNo, first_of, one_of
from generator.records.kinds.parts import (
    FACTOR,
    Action,
    Correction,
    Factor,
    FollowUp,
    HappenedDays,
    Record,
    Removal,
    Withdrawal,
)
from generator.records.mall import (
    Distribution,
    DistributionRef,
    IndicatorRef,
    KindRef,
    Mall,
    OrganisationRef,
    PlaceRef,
    ProblemTypeRef,
    ReliabilityRef,
    SeverityRef,
    TimeRef,
    TipRef,
    TrendRef,
)


class Statistics(Form):
    """What the table beside an entry holds."""

    indicator: IndicatorRef = Field(alias="indikator", examples=["Anmälda brott"])
    period: Annotated[str, one_of("dag", "vecka", "tvåveckor", "månad", "kvartal", "år")] = Field(
        alias="period", examples=["månad"]
    )
    place: PlaceRef | None = Field(None, alias="plats")
    preliminary: YesNo = Field(False, alias="preliminär")
    total: Whole | None = Field(None, alias="totalt")
    dash: Annotated[str, one_of("noll", "saknas")] | None = Field(None, alias="streck")
    says_report_day: YesNo | None = Field(None, alias="anmälningsdatum")
    by_event_day: YesNo = Field(False, alias="händelsedatum")

    @property
    def by_report_day(self) -> bool:
        """Whether the figures go by when something was reported; the entry's word goes before the mall's."""
        if self.says_report_day is None:
            return self.indicator.by_report_day and not self.by_event_day
        return self.says_report_day


class Entry(Record):
    """One file below a meeting's folder; its id is `<meeting>/<stem>`."""

    elsewhere: ClassVar[Mapping[str, str]] = {
        "område": "Området följer av problemtypen.",
        **dict.fromkeys(
            ("rubrik", "titel"), 'Rubriken skrivs under huvudet, på en rad som börjar med "# ".'
        ),
        **dict.fromkeys(
            ("text", "beskrivning"), "Texten skrivs under rubriken, nedanför den andra raden ---."
        ),
    }

    organisation: OrganisationRef = Field(alias="organisation", examples=["Polisen"])
    # Without a line the mall's default holds; only the converter knows the mall, hence None.
    kind: KindRef = Field(None, alias="slag", validate_default=True)
    problem_type: ProblemTypeRef | None = Field(None, alias="problemtyp")
    place: PlaceRef | None = Field(None, alias="plats")
    start: Annotated[date, first_of("slutdatum")] | None = Field(None, alias="datum")
    end: Day | None = Field(None, alias="slutdatum")
    time: TimeRef | None = Field(None, alias="tid")
    reliability: ReliabilityRef | None = Field(None, alias="tillförlitlighet")
    events: Whole | None = Field(None, alias="antal")
    severity: SeverityRef | None = Field(None, alias="allvar")
    trend: TrendRef | None = Field(None, alias="trend")
    reported: Annotated[str, one_of("ja", "nej", "vet ej")] | None = Field(
        None, alias="polisanmält"
    )
    same_as: Text | None = Field(None, alias="samma som")
    continues: Text | None = Field(None, alias="fortsätter")
    own_tips: tuple[TipRef, ...] = Field((), alias="preventionsstjärnan")
    factors: tuple[Factor, ...] = Field((), alias="faktorer", examples=[FACTOR])
    actions: tuple[Action, ...] = Field((), alias="åtgärder")
    follow_ups: tuple[FollowUp, ...] = Field((), alias="uppföljning")
    support: Text | None = Field(None, alias="stöd från annan")
    said_distribution: DistributionRef | None = Field(None, alias="spridning")
    origin_of_data: Text | None = Field(None, alias="källa")
    statistics: Statistics | None = Field(None, alias="statistik")
    corrections: tuple[Correction, ...] = Field((), alias="rättelser")
    withdrawn: Withdrawal | None = Field(None, alias="struken")
    removed: Removal | None = Field(None, alias="avlägsnad")

    _distribution: Distribution = PrivateAttr()

    def model_post_init(self, context: Reading) -> None:
        """Find how far the entry is sent, which the mall knows."""
        super().model_post_init(context)
        mall: Mall = context.mall
        said = self.said_distribution or mall.default(Distribution)
        limits = [row.widest for row in (self.problem_type, self.reliability) if row and row.widest]
        bounds = [found for word in limits if (found := mall.find(Distribution, word))]
        self._distribution = min((said, *bounds), key=mall.rank) if bounds else said

    @property
    def distribution(self) -> Distribution:
        """To whom the entry is sent on our own initiative: what it says, never wider than allowed."""
        return self._distribution

    @cached_property
    def id(self) -> str:
        """The entry's lasting name, `<meeting>/<stem>`."""
        return f"{self.source.folder}/{self.source.stem}"

    @property
    def title(self) -> str:
        """The heading; nothing to report needs none, and is called what the mall calls it."""
        unnamed = self.kind.name if self.kind.role == "inget" else ""
        return self.source.title or unnamed

    @cached_property
    def meeting(self) -> date:
        """The planned day of the meeting the entry was written for: its folder."""
        return date.fromisoformat(self.source.folder)

    @property
    def last_day(self) -> date | None:
        """The last day the entry tells of."""
        return self.end or self.start

    def happened(self) -> HappenedDays:
        """Yield the days it was corrected, withdrawn and removed; not those it tells of."""
        for index, row in enumerate(self.corrections):
            yield row.day, ("rättelser", index, "datum")
        for key, end in (("struken", self.withdrawn), ("avlägsnad", self.removed)):
            if end:
                yield end.day, (key, "datum")

    @property
    def counted_events(self) -> int:
        """How many händelser the entry adds, before `samma som` is heeded."""
        if self.kind.role != "händelse" or not self.counts:
            return 0
        return 1 if self.events is None else self.events

    @property
    def tells(self) -> bool:
        """Whether the entry stands and says something, be it underlag."""
        return self.stands and self.kind.role != "inget"

    @property
    def counts(self) -> bool:
        """Whether the entry is a post in the counts: what is planned or only rumoured is not."""
        rumoured = self.reliability is not None and not self.reliability.counts
        return self.tells and self.kind.role != "kommande" and not rumoured

    @property
    def stands(self) -> bool:
        """Whether the entry is neither withdrawn nor removed."""
        return self.withdrawn is None and self.removed is None
