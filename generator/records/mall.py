"""The mall: the given template, that is the vocabulary and the settings of an archive.

The words are the municipality's. Code knows a row by its list, its role and its rank, never by
its name.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cached_property
from typing import Annotated, Any, TypeVar, cast

from pydantic import BeforeValidator, Field, ValidationInfo

from generator.problems import quote, similarity, suggest
from generator.records.forms import (
    Form,
    Reading,
    Text,
    Whole,
    YesNo,
    choose,
    one_line,
    one_of,
    wrong,
)
from generator.records.rows import (
    ActionType,
    Address,
    Area,
    Body,
    Context,
    Criterion,
    DecisionType,
    Distribution,
    Indicator,
    Kind,
    Level,
    MeetingPlan,
    Organisation,
    Place,
    PreventionLevel,
    ProblemType,
    Reliability,
    Retention,
    Row,
    Severity,
    TimeOfDay,
    Tip,
    Trend,
)
from generator.swedish import MONTHS, join_words

# So many words of a list are named to one who has written another; more would hide the message.
FEW_WORDS = 6
AnyRow = TypeVar("AnyRow", bound=Row)


class Defaults(Form):
    """What holds when a record says nothing else."""

    distribution: Text = Field(alias="spridning", examples=["BRÅ"])
    recipients: tuple[Text, ...] = Field((), alias="mottagare")


class Publishing(Form):
    """Where the site may be published, for whom, and how access is limited."""

    address: Text = Field(alias="adress")
    distribution: Text = Field(alias="spridning")
    access: Annotated[str, one_of("öppen", "begränsad")] = Field(alias="åtkomst")


class About(Form):
    """Who answers for the archive, as functions."""

    controller: Text = Field("", alias="personuppgiftsansvarig")
    officer: Text = Field("", alias="dataskyddsombud")
    legal_basis: Text = Field("", alias="rättslig grund")
    request: Text = Field("", alias="begära ut")


class Retentions(Form):
    """How long each kind of record is kept."""

    entry: Retention | None = Field(None, alias="post")
    table: Retention | None = Field(None, alias="tabell")
    meeting: Retention | None = Field(None, alias="möte")
    report: Retention | None = Field(None, alias="rapport")
    decision: Retention | None = Field(None, alias="beslut")


MonthName = Annotated[str, BeforeValidator(lambda value: choose(MONTHS, value))]


class Mall(Form):
    """Everything `entries/mall.yml` says."""

    municipality: Text = Field(alias="kommun", examples=["Fagersta kommun"])
    group: Text = Field(alias="grupp", examples=["EST-gruppen"])
    example: YesNo = Field(False, alias="exempel")
    page_owner: Text = Field(alias="sidansvarig", examples=["Trygghetssamordnare"])
    feedback: Address = Field(alias="synpunkter", examples=["mailto:trygghet@kommunen.example"])
    edit_address: Text = Field("", alias="redigera")
    publishing: Publishing | None = Field(None, alias="publicering")
    defaults: Defaults = Field(alias="förval")
    about: About = Field(default_factory=About, alias="om")
    threshold: Whole = Field(5, alias="tröskel")
    quarters: tuple[MonthName, ...] = Field((), alias="kvartal börjar")
    plan: MeetingPlan = Field(alias="möten")
    organisations: tuple[Organisation, ...] = Field(alias="organisationer")
    areas: tuple[Area, ...] = Field(alias="områden")
    places: tuple[Place, ...] = Field(alias="platser")
    kinds: tuple[Kind, ...] = Field(alias="slag")
    levels: tuple[Level, ...] = Field(alias="nivåer")
    severities: tuple[Severity, ...] = Field(alias="allvar")
    trends: tuple[Trend, ...] = Field(alias="trender")
    reliabilities: tuple[Reliability, ...] = Field(alias="tillförlitlighet")
    distributions: tuple[Distribution, ...] = Field(alias="spridning")
    times: tuple[TimeOfDay, ...] = Field(alias="tid på dygnet")
    criteria: tuple[Criterion, ...] = Field(alias="kriterier")
    tips: tuple[Tip, ...] = Field(alias="spetsar")
    contexts: tuple[Context, ...] = Field(alias="kontexter")
    prevention_levels: tuple[PreventionLevel, ...] = Field(alias="preventionsnivåer")
    action_types: tuple[ActionType, ...] = Field(alias="åtgärdstyper")
    indicators: tuple[Indicator, ...] = Field((), alias="indikatorer")
    decision_types: tuple[DecisionType, ...] = Field(alias="beslutstyper")
    bodies: tuple[Body, ...] = Field(alias="instanser")
    retention: Retentions = Field(default_factory=Retentions, alias="bevarande")
    imports: dict[str, dict[str, Text]] = Field(default_factory=dict, alias="import")

    @property
    def problem_types(self) -> tuple[ProblemType, ...]:
        """Every problem type, in the areas' order."""
        return tuple(found for area in self.areas for found in area.problem_types)

    def rows(self, kind: type[AnyRow]) -> tuple[AnyRow, ...]:
        """Return the rows of one kind, in the mall's order."""
        if kind is ProblemType:
            return self.problem_types  # type: ignore[return-value]
        lists = (value for value in self.__dict__.values() if isinstance(value, tuple))
        return tuple(row for value in lists for row in value if type(row) is kind)

    @cached_property
    def index(self) -> dict[tuple[type[Row], str], Row]:
        """Every row by its kind and each of its words, without regard to case."""
        lists = (value for value in self.__dict__.values() if isinstance(value, tuple))
        rows = [row for value in lists for row in value if isinstance(row, Row)]
        return {
            (type(row), word.casefold()): row
            for row in (*rows, *self.problem_types)
            for word in row.words
        }

    def find(self, kind: type[AnyRow], word: str) -> AnyRow | None:
        """Return the row a word names, or None."""
        row = self.index.get((kind, word.casefold()))
        return row if isinstance(row, kind) else None

    def default(self, kind: type[AnyRow]) -> AnyRow:
        """Return the row that holds when a record names none: the default, or the list's first."""
        word = self.defaults.distribution if kind is Distribution else ""
        return self.find(kind, word) or self.rows(kind)[0]

    @cached_property
    def areas_by_type(self) -> dict[str, Area]:
        """The area of each problem type, by the type's slug."""
        return {found.slug: area for area in self.areas for found in area.problem_types}

    def area_of(self, problem_type: ProblemType) -> Area:
        """Return the area a problem type belongs to; it never changes."""
        return self.areas_by_type[problem_type.slug]

    def rank(self, row: Row) -> int:
        """Return the row's place in its list, from 0."""
        return self.rows(type(row)).index(row)

    def widest(self, problem_type: ProblemType | None) -> Distribution:
        """Return how far an entry of that type may be sent."""
        named = problem_type.widest if problem_type else None
        return (self.find(Distribution, named) if named else None) or self.distributions[-1]

    def expected(self, day: date) -> tuple[Organisation, ...]:
        """Return the organisations that should report at a meeting of that day."""
        return tuple(
            row for row in self.organisations if row.reports == "varje möte" and row.valid_at(day)
        )

    def planned_days(self, until: date) -> list[date]:
        """Return the days of the meeting plan up to and including `until`."""
        step = timedelta(days=max(self.plan.interval, 1))
        count = max((until - self.plan.first) // step + 1, 0)
        days = (self.plan.first + number * step for number in range(count))
        return [day for day in days if self.plan.holds(day)]


def row_of(kind: type[AnyRow], key: str) -> BeforeValidator:
    """Return the converter from a word to the mall's row; `key` is the list it stands in."""

    def look_up(value: Any, info: ValidationInfo) -> Row:
        reading = cast(Reading, info.context)
        # Only a field's own default is None: what a file says is text.
        if value is None:
            return reading.mall.default(kind)  # type: ignore[no-any-return]
        word = one_line(value)
        row = reading.mall.find(kind, word)
        if row is None:
            raise unknown_word(word, reading.mall.rows(kind), key)
        return row  # type: ignore[no-any-return]

    return BeforeValidator(look_up)


def unknown_word(word: str, rows: tuple[Row, ...], key: str) -> Exception:
    """Return the error for a word the mall does not have, with what may be meant."""
    # A row's other names are no rivals of its nearest one: they mean the same.
    known = [max(row.words, key=lambda name: similarity(word, name)) for row in rows]
    nearest = suggest(word, known)
    names = [row.name for row in rows if getattr(row, "until", None) is None]
    listed = f"Skriv {join_words(names, 'eller')}." if len(names) <= FEW_WORDS else ""
    hint = str(nearest) or listed or f'Orden som finns står i mallen under "{key}".'
    return wrong(f"{quote(word)} finns inte i mallen. {hint}", nearest.certain or "")


OrganisationRef = Annotated[Organisation, row_of(Organisation, "organisationer")]
AreaRef = Annotated[Area, row_of(Area, "områden")]
ProblemTypeRef = Annotated[ProblemType, row_of(ProblemType, "områden")]
PlaceRef = Annotated[Place, row_of(Place, "platser")]
KindRef = Annotated[Kind, row_of(Kind, "slag")]
LevelRef = Annotated[Level, row_of(Level, "nivåer")]
SeverityRef = Annotated[Severity, row_of(Severity, "allvar")]
TrendRef = Annotated[Trend, row_of(Trend, "trender")]
ReliabilityRef = Annotated[Reliability, row_of(Reliability, "tillförlitlighet")]
DistributionRef = Annotated[Distribution, row_of(Distribution, "spridning")]
TimeRef = Annotated[TimeOfDay, row_of(TimeOfDay, "tid på dygnet")]
CriterionRef = Annotated[Criterion, row_of(Criterion, "kriterier")]
TipRef = Annotated[Tip, row_of(Tip, "spetsar")]
ContextRef = Annotated[Context, row_of(Context, "kontexter")]
PreventionLevelRef = Annotated[PreventionLevel, row_of(PreventionLevel, "preventionsnivåer")]
ActionTypeRef = Annotated[ActionType, row_of(ActionType, "åtgärdstyper")]
IndicatorRef = Annotated[Indicator, row_of(Indicator, "indikatorer")]
DecisionTypeRef = Annotated[DecisionType, row_of(DecisionType, "beslutstyper")]
BodyRef = Annotated[Body, row_of(Body, "instanser")]
