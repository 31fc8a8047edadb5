"""The mall: the given template, that is the vocabulary and the settings of an archive.

The words are the municipality's. Code knows a row by its list, its role and its rank, never by
its name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cached_property
from typing import Annotated, TypeVar, cast

from pydantic import Field, model_validator

from generator.records.forms import Form, Text, Whole, YesNo, one_of, wrong
from generator.records.mall.rows import (
    ActionType,
    Address,
    Area,
    Body,
    BranchName,
    Context,
    Criterion,
    DecisionType,
    Distribution,
    Indicator,
    Kind,
    Level,
    MailAddress,
    MapSettings,
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
    WebAddress,
)
from generator.swedish import MONTHS

AnyRow = TypeVar("AnyRow", bound=Row)
Divided = TypeVar("Divided", Organisation, Place)


class Defaults(Form):
    """What holds when a record says nothing else."""

    distribution: Text = Field(alias="spridning", examples=["BRÅ"])
    recipients: tuple[Text, ...] = Field((), alias="mottagare")


class Publishing(Form):
    """Where the site may be published, for whom, and how access is limited."""

    address: WebAddress = Field(alias="adress")
    distribution: Text = Field(alias="spridning")
    access: Annotated[str, one_of("öppen", "begränsad")] = Field(alias="åtkomst")


class Submission(Form):
    """Where the form's entries go: a function's mailbox, the forge that holds the archive, or both.

    The page for a new file is opened only on forges that take its name and text in the address.
    """

    mail: MailAddress = Field("", alias="e-post")
    forge: Annotated[str, one_of("github", "forgejo", "gitea")] | None = Field(
        None, alias="plattform"
    )
    address: WebAddress = Field("", alias="adress")
    branch: BranchName = Field("main", alias="gren")

    @model_validator(mode="after")
    def say_both(self) -> Submission:
        """A forge has an address, and an address a forge."""
        if (self.forge is None) != (self.address == ""):
            raise wrong('"plattform" och "adress" hör ihop. Skriv båda, eller ta bort den ena.')
        return self


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


MonthName = Annotated[str, one_of(*MONTHS)]


class Mall(Form):
    """Everything `entries/mall.yml` says."""

    municipality: Text = Field(alias="kommun", examples=["Fagersta kommun"])
    own_short_name: Text = Field("", alias="kortnamn")
    group: Text = Field(alias="grupp", examples=["EST-gruppen"])
    example: YesNo = Field(False, alias="exempel")
    page_owner: Text = Field(alias="sidansvarig", examples=["Trygghetssamordnare"])
    other_functions: tuple[Text, ...] = Field((), alias="funktioner")
    feedback: Address = Field(alias="synpunkter", examples=["mailto:trygghet@kommunen.example"])
    edit_address: WebAddress = Field("", alias="redigera")
    publishing: Publishing | None = Field(None, alias="publicering")
    submission: Submission = Field(default_factory=Submission, alias="inlämning")
    defaults: Defaults = Field(alias="förval")
    about: About = Field(default_factory=About, alias="om")
    threshold: Whole = Field(5, alias="tröskel")
    quarters: tuple[MonthName, ...] = Field((), alias="kvartal börjar")
    plan: MeetingPlan = Field(alias="möten")
    organisations: tuple[Organisation, ...] = Field(alias="organisationer")
    areas: tuple[Area, ...] = Field(alias="områden")
    places: tuple[Place, ...] = Field(alias="platser")
    map: MapSettings | None = Field(None, alias="karta")
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
    def short_name(self) -> str:
        """The kommun's name in a sentence: `Fagersta`, or the whole name where no part is certain.

        "Norbergs kommun" lies in Norberg and "Degerfors kommun" in Degerfors: an s tells nothing.
        """
        place = self.municipality.removesuffix(" kommun")
        is_certain = place != self.municipality and not place.endswith("s")
        return self.own_short_name or (place if is_certain else self.municipality)

    @property
    def functions(self) -> tuple[str, ...]:
        """Who may approve, adopt and correct: the page's owner, and the functions the mall lists."""
        return tuple(dict.fromkeys((self.page_owner, *self.other_functions)))

    def find_signer(self, word: str) -> str | None:
        """Return the function or the organisation that a word names, as the mall has it, or None."""
        said = " ".join(word.split())
        organisation = self.find(Organisation, said)
        return organisation.name if organisation else self.find_function(said)

    def find_function(self, word: str) -> str | None:
        """Return the function that a word names, as the mall has it, without regard to case, or None."""
        said = " ".join(word.split()).casefold()
        return next((name for name in self.functions if name.casefold() == said), None)

    @property
    def problem_types(self) -> tuple[ProblemType, ...]:
        """Every problem type, in the areas' order."""
        return tuple(found for area in self.areas for found in area.problem_types)

    @cached_property
    def lists(self) -> dict[str, tuple[Row, ...]]:
        """Every list that holds words, by the name of its field, in the fields' order."""
        values = ((name, getattr(self, name)) for name in type(self).model_fields)
        return {
            name: rows
            for name, rows in values
            if isinstance(rows, tuple) and rows and isinstance(rows[0], Row)
        }

    @property
    def every_row(self) -> Iterator[Row]:
        """The rows of all lists; problem types, which stand inside the areas, come last."""
        yield from (row for rows in self.lists.values() for row in rows)
        yield from self.problem_types

    @cached_property
    def rows_by_kind(self) -> dict[type[Row], tuple[Row, ...]]:
        """The rows of each kind, in the mall's order."""
        found: dict[type[Row], list[Row]] = defaultdict(list)
        for row in self.every_row:
            found[type(row)].append(row)
        return {kind: tuple(rows) for kind, rows in found.items()}

    def rows(self, kind: type[AnyRow]) -> tuple[AnyRow, ...]:
        """Return the rows of one kind, in the mall's order."""
        return cast("tuple[AnyRow, ...]", self.rows_by_kind.get(kind, ()))

    @cached_property
    def index(self) -> dict[tuple[type[Row], str], Row]:
        """Every row by its kind and each of its words, without regard to case."""
        return {(type(row), word.casefold()): row for row in self.every_row for word in row.words}

    def find(self, kind: type[AnyRow], word: str) -> AnyRow | None:
        """Return the row a word names, or None."""
        row = self.index.get((kind, word.casefold()))
        return row if isinstance(row, kind) else None

    def default(self, kind: type[AnyRow]) -> AnyRow:
        """Return the row that holds when a record names none: the default, or the list's first."""
        word = self.defaults.distribution if kind is Distribution else ""
        return (self.find(kind, word) if word else None) or self.rows(kind)[0]

    @cached_property
    def areas_by_type(self) -> dict[str, Area]:
        """The area of each problem type, by the type's slug."""
        return {found.slug: area for area in self.areas for found in area.problem_types}

    def area_of(self, problem_type: ProblemType) -> Area:
        """Return the area a problem type belongs to; it never changes."""
        return self.areas_by_type[problem_type.slug]

    def whole_of(self, row: Divided) -> Divided | None:
        """Return the place or organisation that one is a part of."""
        return self.find(type(row), row.part_of) if row.part_of else None

    @property
    def ranked_levels(self) -> list[Level]:
        """The levels that an assessment can give, from the lowest; "not assessed" has no rank."""
        return [level for level in self.levels if level.role == "bedömd"]

    @property
    def council(self) -> Body:
        """The council that proposals are lifted to; the first body where none is one."""
        return next((body for body in self.bodies if body.role == "råd"), self.bodies[0])

    def rank(self, row: Row) -> int:
        """Return the row's place in its list, from 0."""
        return self.ranks[type(row), row.name]

    @cached_property
    def ranks(self) -> dict[tuple[type[Row], str], int]:
        """The place of every row in its list, from 0, by its kind and name."""
        return {
            (kind, row.name): place
            for kind, rows in self.rows_by_kind.items()
            for place, row in reversed([*enumerate(rows)])
        }

    def find_recipient(self, name: str) -> Distribution:
        """Return the row of `spridning` that a recipient's name holds, or else the widest."""
        words = name.casefold().split()
        named = (row for row in self.distributions if any(w.casefold() in words for w in row.words))
        return next(named, self.distributions[-1])

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
