"""One public event as the text of an entry, in the mall's words: what the source says, and no more.

`import: polisen:` in the mall has a row for each type of the police's, and the key `organisation`
(who the entries are from). Of a type without a row nothing is written until somebody has answered.
An event has no tillförlitlighet, allvar or polisanmält: the source does not say, and silence must
not become an assertion.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from generator.intake.polisen_file import Event
from generator.problems import CannotRun
from generator.records import (
    IMPORT_AUTHOR,
    OMITTED,
    PLACEHOLDERS,
    Distribution,
    Kind,
    Mall,
    Organisation,
    Place,
    ProblemType,
    TimeOfDay,
)
from generator.swedish import say_day

SOURCE = "polisen"
# The police's own word for a note on a whole evening or night; its many incidents cannot be counted.
SUMMARY = "sammanfattning"


@dataclass(frozen=True, slots=True)
class Settings:
    """`types` by casefolded name; `places` are slugs."""

    mall: Mall
    organisation: Organisation
    types: Mapping[str, str]
    places: frozenset[str]
    meeting: date | None = None


@dataclass(frozen=True, slots=True)
class Placing:
    """The mall's words for an event, and the meeting it goes to."""

    organisation: Organisation
    kind: Kind
    problem_type: ProblemType
    place: Place
    meeting: date


@dataclass(frozen=True, slots=True)
class Refused:
    """An event the mall has no valid place for, and why."""

    event: Event
    reason: str


def build_settings(mall: Mall, places: Sequence[str], meeting: date | None) -> Settings:
    """Take what the mall says of the police's events, and the asked places and meeting."""
    words = mall.imports.get(SOURCE, {})
    organisation = mall.find(Organisation, words.get(IMPORT_AUTHOR, ""))
    if organisation is None:
        raise CannotRun(
            "Mallen säger inte vem polisens händelser kommer från. Skriv i entries/mall.yml under "
            f'"import: {SOURCE}:" till exempel "{IMPORT_AUTHOR}: Polisen".'
        )
    types = {name.strip().casefold(): word for name, word in words.items() if name != IMPORT_AUTHOR}
    if meeting and not mall.plan.holds(meeting):
        raise CannotRun(
            f"{meeting} är inget möte i planen. Närmast efter är {next_meeting(mall, meeting)}."
        )
    asked = frozenset(find_place(mall, name).slug for name in places or [mall.municipality])
    return Settings(mall, organisation, types, asked, meeting)


def find_place(mall: Mall, name: str) -> Place:
    """Return the plats an option names."""
    if row := place_of(mall, name):
        return row
    kommuner = [row.name for row in mall.places if row.kind == "kommun"]
    hint = f"Mallens platser av typen kommun är {', '.join(kommuner)}." if kommuner else ""
    raise CannotRun(f'"{name}" är ingen plats i mallen. {hint}'.strip())


def place_of(mall: Mall, location: str) -> Place | None:
    """Return the plats a location of the police's is, never a finer one.

    A mall with several kommuner has no plats that is all of them, unless it names one.
    """
    if row := mall.find(Place, location) or mall.find(Place, bare(location)):
        return row
    names = (bare(mall.municipality), bare(mall.municipality).removesuffix("s"))
    if bare(location) not in names:
        return None
    named = [row for name in names if (row := mall.find(Place, name))]
    whole = [row for row in mall.places if row.kind == "kommun" and row.part_of is None]
    return next(iter(named), whole[0] if len(whole) == 1 else None)


def bare(name: str) -> str:
    """Return "fagersta" for "Fagersta kommun"."""
    return name.casefold().removesuffix(" kommun").removesuffix(" stad")


def is_omitted(event: Event, settings: Settings) -> bool:
    """Say whether the mall leaves the event's type out."""
    return word_for(event, settings) == OMITTED


def is_answered(event: Event, settings: Settings) -> bool:
    """Say whether the mall has a row for the event's type."""
    return event.type.casefold() in settings.types


def word_for(event: Event, settings: Settings) -> str:
    """Return the problem type's name or the word for leaving out; nothing when the mall is silent."""
    return settings.types.get(event.type.casefold(), "")


def place_event(event: Event, settings: Settings) -> Placing | Refused:
    """Return the mall's words for an event, all of them valid at its meeting."""
    mall, organisation = settings.mall, settings.organisation
    place = place_of(mall, event.place)
    kind = next((row for row in mall.kinds if row.role == role_of(event)), None)
    problem_type = mall.find(ProblemType, word_for(event, settings))
    if problem_type is None or place is None:
        raise ValueError(f"neither asked for nor answered: {event.id}")
    if problem_type.is_only_counted:
        text = f'"{problem_type.name}" skrivs aldrig som en händelse, skriv {OMITTED} vid "{event.type}" i mallen'
        return Refused(event, text)
    if kind is None:
        return Refused(event, f'mallen har inget slag med rollen "{role_of(event)}"')
    meeting = settings.meeting or next_meeting(mall, event.day)
    for row in (organisation, place, problem_type):
        if not row.valid_at(meeting):
            return Refused(event, f'"{row.name}" gäller inte vid mötet {meeting}')
    return Placing(organisation, kind, problem_type, place, meeting)


def role_of(event: Event) -> str:
    """Say what an event is: a note on a whole night tells of the situation, others of one event."""
    return "läge" if event.type.casefold().startswith(SUMMARY) else "händelse"


def next_meeting(mall: Mall, day: date) -> date:
    """Return the first planned day on or after `day`."""
    step = timedelta(days=mall.plan.interval)
    meeting = mall.plan.first + max(-((mall.plan.first - day) // step), 0) * step
    while not mall.plan.holds(meeting):
        meeting += step
    return meeting


MARKS = re.compile(r"[\\`*_{}\[\]>|~&]")
BLOCK_START = re.compile(r"^(\d{0,9})([#+=.)-])")
NOT_IN_A_HEADING = re.compile(r"[^\w ,.()-]+")


def create_entry(event: Event, placing: Placing, mall: Mall) -> str:
    """Return the whole file: header, heading, summary, and the source with the day it tells."""
    lines = [f"{key}: {value}" for key, value in header(event, placing, mall).items()]
    clock = f" klockan {event.clock:%H.%M}" if event.clock else ""
    source = f"Källa: [Polisens webbplats]({event.address}), {say_day(event.day)}{clock}."
    paragraphs = [f"# {create_heading(event)}", escape(event.summary), source]
    body = "\n\n".join(paragraph for paragraph in paragraphs if paragraph)
    return "\n".join(["---", *lines, "---", body, ""])


def header(event: Event, placing: Placing, mall: Mall) -> dict[str, str]:
    """Return the header's keys and values; the mall's names need no quotation marks."""
    part = time_of_day(mall, event.clock)
    values = {
        "organisation": placing.organisation.name,
        "problemtyp": placing.problem_type.name,
        "plats": placing.place.name,
        "datum": first_day(event.day, event.clock, part).isoformat(),
    }
    if part:
        values["tid"] = part.name
    if placing.kind != mall.kinds[0]:
        values["slag"] = placing.kind.name
    if limit := limit_distribution(mall, placing.problem_type):
        values["spridning"] = limit
    return values


def limit_distribution(mall: Mall, problem_type: ProblemType) -> str:
    """Return the spridning that an entry of a type must say, or nothing when the default will do."""
    widest = mall.widest(problem_type)
    return widest.name if mall.rank(mall.default(Distribution)) > mall.rank(widest) else ""


def time_of_day(mall: Mall, clock: time | None) -> TimeOfDay | None:
    """Return the part of the day a time falls in, or None."""
    if clock is None:
        return None
    return next((row for row in mall.times if clock.hour in row.covered), None)


def first_day(day: date, clock: time | None, part: TimeOfDay | None) -> date:
    """Return the day an event is counted on: a night belongs to the day it begins."""
    after_midnight = clock and part and clock.hour < part.covered[0]
    return day - timedelta(days=1) if after_midnight else day


def create_heading(event: Event) -> str:
    """Return "Våld eller hot mot tjänsteman i Sala" for "Våld/hot mot tjänsteman"."""
    kind = NOT_IN_A_HEADING.sub(" ", event.type.replace("/", " eller "))
    comma = "," if "," in kind else ""
    heading = f"{kind}{comma} i {NOT_IN_A_HEADING.sub(' ', event.place)}"
    return " ".join(heading.split())


def escape(text: str) -> str:
    """Return text whose every character shows as itself when it is read as Markdown.

    `<` and the template's own words become entities: a backslash would not hide them from the
    rules that look for HTML and for what was left undone.
    """
    shown = MARKS.sub(r"\\\g<0>", text).replace("<", "&lt;")
    shown = BLOCK_START.sub(r"\1\\\2", shown)
    for word in PLACEHOLDERS:
        shown = shown.replace(word, f"{word[:-1]}&#{ord(word[-1])};")
    return shown
