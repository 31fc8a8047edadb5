"""What the mall and the command say of the police's events: words, places, meetings.

`import: polisen:` in the mall has a row for each type of the police's, and the key `organisation`
(who the entries are from). Of a type without a row nothing is written until somebody has answered.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from generator.intake.polisen_file import Event
from generator.problems import CannotRun
from generator.records import (
    IMPORT_AUTHOR,
    OMITTED,
    Kind,
    Mall,
    Organisation,
    Place,
    ProblemType,
)

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
            "mallen säger inte vem polisens händelser kommer från. Skriv i entries/mall.yml under "
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
    place, kind = place_of(mall, event.place), kind_of(event, mall)
    problem_type = mall.find(ProblemType, word_for(event, settings))
    if problem_type is None or place is None:
        raise ValueError(f"neither asked for nor answered: {event.id}")
    if problem_type.sensitive == "endast antal":
        text = f'"{problem_type.name}" skrivs aldrig som en händelse, skriv {OMITTED} vid "{event.type}" i mallen'
        return Refused(event, text)
    if kind is None:
        return Refused(event, f'mallen har inget slag med rollen "{role_of(event)}"')
    meeting = settings.meeting or next_meeting(mall, event.day)
    for row in (organisation, place, problem_type):
        if not row.valid_at(meeting):
            return Refused(event, f'"{row.name}" gäller inte vid mötet {meeting}')
    return Placing(organisation, kind, problem_type, place, meeting)


def kind_of(event: Event, mall: Mall) -> Kind | None:
    """Return the mall's first slag of the event's role."""
    return next((row for row in mall.kinds if row.role == role_of(event)), None)


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
