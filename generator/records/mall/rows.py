"""The kinds of row a mall holds: each word of the municipality's vocabulary, with its meaning."""

from __future__ import annotations

import re
from datetime import date
from functools import cached_property
from typing import Annotated

from pydantic import AfterValidator, Field

from generator.problems import quote
from generator.records.files import STEM, slug_of
from generator.records.forms import Day, Form, Text, Whole, YesNo, matching, one_of, wrong

# No comma or colon: a name must be possible to write unquoted in a list and as a value.
NAME = re.compile(r"[^\W_]+(?:[ -]+[^\W_]+)*")
RESERVED_SLUG = "index"
SLUG = re.compile(STEM)
# One mailbox and no more: what parts addresses, or begins another row of a letter, is none.
MAILBOX = r"[^\s@?&#:/%,;<>()\"\\]+"
LABEL = r"[^\s@?&#:/%,;<>()\"\\.]+"
# The part after the last dot is a top domain: without one a letter leaves no network of its own.
MAIL_ADDRESS = re.compile(rf"{MAILBOX}@(?:{LABEL}\.)+[^\W\d_]{LABEL}")
ADDRESS = re.compile(rf"mailto:{MAIL_ADDRESS.pattern}|https?://\S+")
WEB_ADDRESS = re.compile(r"https?://[^\s/]\S*")
BRANCH = re.compile(r"[\w.-]+(?:/[\w.-]+)*")
RETENTION = re.compile(r"bevaras|gallras efter [1-9]\d? år")
MAP_FILE = re.compile(r"entries/[a-z0-9]+(?:-[a-z0-9]+)*\.geojson")
HOURS = re.compile(r"([01]\d|2[0-4])[–-]([01]\d|2[0-4])")


def refuse_reserved(slug: str) -> str:
    """Take a part of an address that the archive's own pages leave free."""
    if slug == RESERVED_SLUG:
        raise wrong(f"{quote(slug)} är upptaget av arkivets egna sidor. Välj en annan adress.")
    return slug


Name = Annotated[
    str,
    matching(
        NAME,
        "kan inte vara ett namn i mallen. Använd bokstäver, siffror, mellanslag och bindestreck.",
    ),
]
Slug = Annotated[
    str,
    matching(SLUG, "kan inte stå i en webbadress. Använd a–z, 0–9 och bindestreck.", slug_of),
    AfterValidator(refuse_reserved),
]
# Two full hours. A hyphen is accepted; the rest of the house knows the dash alone.
Hours = Annotated[
    str,
    matching(HOURS, 'är inga klockslag. Skriv hela timmar, till exempel "17–22".'),
    AfterValidator(lambda text: text.replace("-", "–")),
]
# An address may stand behind a link on every page, so no other scheme gets in.
Address = Annotated[
    str,
    matching(
        ADDRESS,
        'är ingen adress. Skriv "mailto:" och en hel e-postadress utan ämne och text, eller en webbadress som börjar med "https://".',
    ),
]
WebAddress = Annotated[
    str, matching(WEB_ADDRESS, 'är ingen webbadress. Skriv en som börjar med "https://".')
]
MailAddress = Annotated[
    str, matching(MAIL_ADDRESS, 'är ingen e-postadress. Skriv hela adressen, utan "mailto:".')
]
BranchName = Annotated[
    str, matching(BRANCH, "kan inte vara namnet på en gren. Skriv till exempel main.")
]
MapFile = Annotated[
    str,
    matching(
        MAP_FILE,
        'kan inte vara kartans fil. Lägg den i entries och skriv till exempel "entries/karta.geojson".',
    ),
]
RetentionRule = Annotated[
    str, matching(RETENTION, 'kan inte stå här. Skriv "bevaras" eller "gallras efter 5 år".')
]


class Row(Form):
    """One word of the vocabulary and what it means to a new member."""

    name: Name = Field(alias="namn", examples=["Skadegörelse"])
    aliases: tuple[Name, ...] = Field((), alias="alias")
    explanation: Text = Field("", alias="förklaring")

    @property
    def words(self) -> tuple[str, ...]:
        """Every word that may be written for this row."""
        return (self.name, *self.aliases)


class Dated(Row):
    """A row with a page of its own and days between which it may be used."""

    slug: Slug = Field(alias="slug", examples=["skadegorelse"])
    since: Day | None = Field(None, alias="från")
    until: Day | None = Field(None, alias="till")

    def valid_at(self, day: date) -> bool:
        """Say whether a record of that day may use the row."""
        return (self.since is None or self.since <= day) and (
            self.until is None or day <= self.until
        )


class Organisation(Dated):
    """Who writes entries; `reports` says whether it is expected to, at every meeting.

    `mail` is a function's mailbox, to which a reminder can be sent.
    """

    part_of: Text | None = Field(None, alias="del av")
    reports: Annotated[str, one_of("varje möte", "vid behov", "nej")] = Field(
        "vid behov", alias="rapporterar"
    )
    succeeded_by: Text | None = Field(None, alias="efterträds av")
    mail: MailAddress = Field("", alias="e-post")


class ProblemType(Dated):
    """A kind of problem; outside the group the numbers of a `sensitive` one are told apart."""

    sensitive: Annotated[str, one_of("nej", "ja", "endast antal")] = Field("nej", alias="känslig")
    widest: Text | None = Field(None, alias="högsta spridning")
    tips: tuple[Text, ...] = Field((), alias="preventionsstjärnan")

    @property
    def is_sensitive(self) -> bool:
        """Whether its numbers may point someone out."""
        return self.sensitive != "nej"

    @property
    def is_only_counted(self) -> bool:
        """Whether it is told as statistics alone, and so never has a händelse."""
        return self.sensitive == "endast antal"


class Area(Dated):
    """An area of the lägesbild, with its problem types."""

    problem_types: tuple[ProblemType, ...] = Field((), alias="problemtyper")


class Place(Dated):
    """A place that may be named in an entry; never a single dwelling, shop or institution."""

    kind: Annotated[str, one_of("kommun", "stadsdel", "allmän plats", "skola", "verksamhet")] = (
        Field(alias="typ", examples=["stadsdel"])
    )
    part_of: Text | None = Field(None, alias="del av")
    map_area: Text | None = Field(None, alias="kartområde")

    @property
    def is_premises(self) -> bool:
        """Whether it is where somebody works or goes to school, told outside the group as its whole."""
        return self.kind in ("skola", "verksamhet")


class Kind(Row):
    """What sort of entry it is; `role` is what the generator knows it by."""

    role: Annotated[
        str, one_of("händelse", "läge", "kommande", "positivt", "statistik", "inget")
    ] = Field(alias="roll", examples=["händelse"])

    @property
    def needs_type(self) -> bool:
        """Whether an entry of the kind must say its problem type."""
        return self.role in ("händelse", "positivt")

    @property
    def needs_place(self) -> bool:
        """Whether an entry of the kind must say where and when."""
        return self.role not in ("statistik", "inget")


class Level(Row):
    """How serious the situation of an area is; the order of the rows is the rank."""

    sign: Text = Field("", alias="tecken")
    role: Annotated[str, one_of("bedömd", "obedömd")] = Field("bedömd", alias="roll")


class Trend(Row):
    """Which way something goes."""

    sign: Text = Field("", alias="tecken")
    role: Annotated[str, one_of("upp", "lika", "ned", "ny", "okänd")] = Field(
        alias="roll", examples=["upp"]
    )


class Severity(Row):
    """How serious an event was."""


class Reliability(Row):
    """How sure the author is; `counts` is false for what is only rumoured."""

    counts: YesNo = Field(True, alias="räknas")
    widest: Text | None = Field(None, alias="högsta spridning")


class TimeOfDay(Row):
    """A part of the day; one without hours is an unknown time."""

    hours: Hours | None = Field(None, alias="timmar")

    @property
    def covered(self) -> tuple[int, ...]:
        """Each full hour of it, by its beginning; `22–06` goes past midnight."""
        if self.hours is None:
            return ()
        first, last = (int(part) % 24 for part in self.hours.split("–"))
        return tuple((first + step) % 24 for step in range((last - first - 1) % 24 + 1))

    @property
    def is_night(self) -> bool:
        """Whether it goes past midnight, and so ends on another day than it begins."""
        return list(self.covered) != sorted(self.covered)


class Distribution(Row):
    """To whom we send on our own initiative; the order of the rows widens."""


class Criterion(Row):
    """A ground for giving a problem priority."""


class Tip(Row):
    """A point of Preventionsstjärnan."""


class Context(Row):
    """Where in life a risk or protective factor works."""


class PreventionLevel(Row):
    """Whom an action is for: all, a group, or chosen individuals."""


class ActionType(Row):
    """What sort of action it is."""


class Indicator(Dated):
    """A measured series that members bring as underlag."""

    unit: Text = Field("", alias="enhet")
    sensitive: Annotated[str, one_of("nej", "ja", "endast antal")] = Field("nej", alias="känslig")
    published: YesNo = Field(False, alias="redan publicerad")
    by_report_day: YesNo = Field(False, alias="anmälningsdatum")

    @property
    def is_sensitive(self) -> bool:
        """Whether its numbers may point someone out, and nobody has published them already."""
        return self.sensitive != "nej" and not self.published


class DecisionType(Row):
    """What sort of decision it is; roles carry the rules."""

    role: Annotated[
        str, one_of("kartläggning", "orsaksanalys", "inriktning", "löfte", "åtgärdsplan", "annat")
    ] = Field("annat", alias="roll")


class Body(Row):
    """Who decides; a råd may recommend a plan but not adopt it (lag 2023:196, 5 §)."""

    role: Annotated[str, one_of("råd", "arbetsgrupp", "kommun")] = Field(
        alias="roll", examples=["råd"]
    )
    meetings: tuple[Day, ...] = Field((), alias="möten", examples=["2026-12-15"])


class Retention(Form):
    """How long a kind of record is kept, and what that rests on."""

    rule: RetentionRule = Field(alias="regel", examples=["bevaras"])
    support: Text = Field("", alias="stöd")


class MapSettings(Form):
    """The map platser are drawn on: a GeoJSON file, and which of its properties name an area."""

    file: MapFile = Field(alias="fil", examples=["entries/karta.geojson"])
    key: Text = Field(alias="nyckel", examples=["namn"])
    name_key: Text = Field("", alias="namn")
    source: Text = Field(alias="källa", examples=["SCB"])
    schematic: YesNo = Field(False, alias="schematisk")


class MeetingPlan(Form):
    """The days the group plans to meet: every so many days, but for some."""

    first: Day = Field(alias="första", examples=["2025-06-12"])
    interval: Whole = Field(alias="dagar emellan", examples=["14"])
    cancelled: tuple[Day, ...] = Field((), alias="utom")

    def reaches(self, day: date) -> bool:
        """Say whether the steps of the plan come to a day, be it cancelled or not."""
        days = (day - self.first).days
        return days >= 0 and days % max(self.interval, 1) == 0

    @cached_property
    def left_out(self) -> frozenset[date]:
        """The cancelled days, to be looked up."""
        return frozenset(self.cancelled)

    def holds(self, day: date) -> bool:
        """Say whether the group plans to meet that day."""
        return self.reaches(day) and day not in self.left_out
