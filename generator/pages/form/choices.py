"""What can be chosen in the forms, in the mall's words, and what their scripts ask of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path

from generator.analysis import State, action_status, assignment_status
from generator.pages.base import Build
from generator.records import (
    Archive,
    Entry,
    Indicator,
    Kind,
    Organisation,
    Place,
    PlacedAction,
    PlacedAssignment,
    ProblemType,
    Reliability,
    Row,
    Subject,
    Trend,
)
from generator.swedish import capitalize, say_day, say_short_day

# The scripts are made of the other files beside them; tests/site/shrinking.py says how.
HERE = Path(__file__).parent
MOST_EARLIER = 6
PLACES = {
    "kommun": "Hela kommunen",
    "stadsdel": "Stadsdelar",
    "allmän plats": "Allmänna platser",
    "skola": "Skolor",
    "verksamhet": "Verksamheter",
}
OPEN = (State.GOING_ON, State.LATE_ACTION, State.LATE, State.DECIDED)
WITHOUT_PROBLEM = ("statistik", "inget")


@dataclass(frozen=True, slots=True)
class Choice:
    """What may be chosen: the word that a record holds, what is shown of it, and what it means.

    `known` is what the script asks of it, its parts between `|`; `entry.js` says which they are.
    """

    word: str
    about: str = ""
    shown: str = ""
    known: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Choices under a heading, or under none."""

    title: str
    choices: tuple[Choice, ...]


def read_script(name: str) -> str:
    """Return one of the scripts that `make form` writes."""
    return (HERE / name).read_text("utf-8")


def find_choices(build: Build, days: Sequence[date]) -> Iterator[tuple[str, list[Group]]]:
    """Yield what can be chosen for each field, by its key in the file."""
    archive, mall, day = build.archive, build.archive.mall, days[-1]
    own = [row for row in mall.organisations if row.reports != "nej" and row.valid_at(day)]
    places = [row for row in mall.places if row.valid_at(day)]
    areas = [area for area in mall.areas if area.valid_at(day)]
    yield "möte", [Group("", tuple(Choice(str(d), shown=capitalize(say_day(d))) for d in days))]
    yield "organisation", [group_rows(own)]
    yield "slag", [group_rows(mall.kinds)]
    yield (
        "problemtyp",
        [group_rows([t for t in a.problem_types if t.valid_at(day)], a.name) for a in areas],
    )
    yield (
        "plats",
        [
            group_rows([p for p in places if p.kind == kind], title)
            for kind, title in PLACES.items()
        ],
    )
    rows: tuple[tuple[str, Sequence[Row]], ...] = (
        ("tid", mall.times),
        ("tillförlitlighet", mall.reliabilities),
        ("allvar", mall.severities),
        ("trend", mall.trends),
        ("typ", mall.action_types),
        ("preventionsnivå", mall.prevention_levels),
        ("kontext", mall.contexts),
        ("indikator", [row for row in mall.indicators if row.valid_at(day)]),
        ("spridning", mall.distributions),
    )
    yield from ((key, [group_rows(found)]) for key, found in rows)
    yield "ansvarig", [group_rows([r for r in mall.organisations if r.valid_at(day)])]
    yield "åtgärd", group_undertakings(build)
    yield "tidigare", group_earlier(archive)


def group_rows(rows: Sequence[Row], title: str = "") -> Group:
    """Return rows of the mall as choices."""
    return Group(
        title, tuple(Choice(row.name, row.explanation, known=know_row(row)) for row in rows)
    )


def know_row(row: Row) -> str:
    """Return what the script asks of a row of the mall."""
    match row:
        case Organisation():
            return row.slug
        case Place():
            return f"{row.slug}|{row.kind}"
        case Kind():
            return row.role
        case ProblemType() if row.sensitive != "nej" or row.widest:
            return f"{row.sensitive}|{row.widest or ''}"
        case Reliability():
            return f"{row.widest or ''}|{'' if row.counts else 'räknas inte'}"
        case Trend():
            return row.sign
        case Indicator():
            return row.sensitive
    return ""


def find_open(build: Build) -> Iterator[PlacedAction | PlacedAssignment]:
    """Yield every åtgärd and uppdrag that nobody has done yet."""
    chain, today = build.chain, build.archive.today
    for placed in build.archive.actions.values():
        if action_status(chain, placed, today).state in OPEN:
            yield placed
    for given in chain.assignments.values():
        if assignment_status(chain, given, today) in OPEN:
            yield given


def group_undertakings(build: Build) -> list[Group]:
    """Return what can be followed up, by who answers for it in the mall's order."""
    found: dict[str, list[Choice]] = {row.name: [] for row in build.archive.mall.organisations}
    for placed in find_open(build):
        row = placed.action if isinstance(placed, PlacedAction) else placed.assignment
        due = f"Klart senast {say_short_day(row.due)}." if row.due else ""
        found[row.responsible.name].append(
            Choice(placed.id, due, row.what, know_undertaking(build.archive, placed))
        )
    return [Group(name, tuple(choices)) for name, choices in found.items() if choices]


def group_earlier(archive: Archive) -> list[Group]:
    """Return the entries of the latest meetings that another may go on from, newest first."""
    told = sorted(
        (e for e in archive.entries if e.stands and e.kind.role not in WITHOUT_PROBLEM),
        key=lambda entry: (entry.meeting, entry.id),
        reverse=True,
    )
    by_day = [(day, tuple(group)) for day, group in groupby(told, key=lambda entry: entry.meeting)]
    return [
        Group(str(day), tuple(map(offer_entry, entries))) for day, entries in by_day[:MOST_EARLIER]
    ]


def offer_entry(entry: Entry) -> Choice:
    """Return an entry as a choice: its title, where, and who told it."""
    place = entry.place.name if entry.place else ""
    about = ", ".join(filter(None, (place, entry.organisation.name)))
    return Choice(entry.id, shown=f"{entry.title} ({about})")


def know_undertaking(archive: Archive, placed: PlacedAction | PlacedAssignment) -> str:
    """Return the days that a follow-up cannot be before, and what it is about.

    The days are that of its meeting, the one it was planned for and that of its decision.
    """
    about: Entry | Subject | None = None
    if isinstance(placed, PlacedAssignment):
        about = placed.decision.subject
        days = ["", "", str(placed.decision.day)]
    else:
        record = placed.record
        about = record if isinstance(record, Entry) else None
        days = [str(archive.day_of(record)), record.source.folder, ""]
    named = (about.problem_type, about.place) if about else ()
    return "|".join([*days, *(row.name if row else "" for row in named)])
