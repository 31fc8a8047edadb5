"""Rules for entries: what each kind holds, what tells of nothing, and corrections."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from generator.problems import Origin, Problem, list_choices, quote, suggest
from generator.records.archive import Archive
from generator.records.checks.saying import check_numbers, check_words, fault, warning
from generator.records.files import DAY, Source
from generator.records.forms import WHOLE
from generator.records.kinds import Correction, Entry
from generator.records.mall import Distribution, Kind, Mall, Place, Row
from generator.records.sentences import say_rule
from generator.swedish import join_words

ENTRY_KEYS = tuple(str(field.alias) for field in Entry.model_fields.values())
SHORT_PERIODS = ("dag", "vecka", "tvåveckor")
NOTHING_KEYS = ("organisation", "slag", "spridning", "rättelser", "struken", "avlägsnad")
# The kinds of entries that tell of nothing somebody has seen happen.
SILENT_ROLES = ("inget", "statistik")
TEXT_FIELDS = ("rubrik", "text", "tabell")


def required_fields(source: Source, mall: Mall) -> Iterator[Problem]:
    """An entry says what, where and when, unless its slag has no need of it."""
    kind = kind_of(source, mall)
    if kind is None:
        return
    needs = {
        "problemtyp": kind.needs_type,
        "plats": kind.needs_place,
        "datum": kind.needs_place,
    }
    lacking = [key for key, needed in needs.items() if needed and not source.data.get(key)]
    unknown = [key for key in source.data if key not in ENTRY_KEYS] if lacking else []
    # A misspelt key has a problem of its own, with the line to paste.
    misspelt = {suggest(key, ENTRY_KEYS).certain for key in unknown}
    yield from (say_missing(source, mall, key) for key in lacking if key not in misspelt)


def say_missing(source: Source, mall: Mall, key: str) -> Problem:
    """Say that a row is missing, with one that the archive's own mall allows."""
    examples = {
        "problemtyp": next((row.name for row in mall.problem_types), ""),
        "plats": mall.places[0].name,
        "datum": source.folder,
    }
    missing = "Värdet saknas." if key in source.data else "Raden saknas."
    text = f'{missing} Skriv till exempel "{key}: {examples[key]}".'
    return fault(source.origin(key), key, text)


def heading_and_text(source: Source, mall: Mall) -> Iterator[Problem]:
    """An entry has a heading and a text, unless there was nothing to report."""
    kind = kind_of(source, mall)
    if kind is None or kind.role == "inget":
        return
    if not source.title:
        yield fault(Origin(source.path, source.body_line), "rubrik", say_rule("rubrik saknas"))
    elif not source.text:
        yield fault(Origin(source.path, source.body_line), "text", say_rule("text saknas"))


def kind_of(source: Source, mall: Mall) -> Kind | None:
    """Return the slag an entry has, or None when it is removed or its slag cannot be told."""
    value = source.data.get("slag") or None
    if "avlägsnad" in source.data or not isinstance(value, str | None):
        return None
    return mall.find(Kind, value) if value else mall.default(Kind)


def events_where_they_belong(archive: Archive) -> Iterator[Problem]:
    """Only a slag of events has a number of events, and it is at least one."""
    for entry in archive.entries:
        if entry.events is None or entry.kind.role == "inget":
            continue
        if entry.kind.role != "händelse":
            kinds = [quote(kind.name) for kind in archive.mall.kinds if kind.role == "händelse"]
            text = f'Slaget "{entry.kind.name}" räknas inte som händelser. Ta bort raden, eller skriv slaget {join_words(kinds, "eller")} om något hände.'
            yield fault(entry.origin("antal"), "antal", text)
        elif entry.events == 0:
            yield fault(entry.origin("antal"), "antal", say_rule("noll händelser"))


def entry_words_are_valid(archive: Archive) -> Iterator[Problem]:
    """Organisation, plats and problemtyp were in use on the meeting's day."""
    for entry in archive.entries:
        yield from check_words(archive.mall, entry, archive.day_of(entry), "mötet")


def reporters_report(archive: Archive) -> Iterator[Problem]:
    """An organisation that does not report by itself writes no entries; its parts do."""
    for entry in archive.entries:
        own = entry.organisation
        if own.reports != "nej" or entry.removed:
            continue
        parts = [row.name for row in archive.mall.organisations if row.part_of == own.name]
        hint = f" Skriv {join_words([quote(name) for name in parts], 'eller')}." if parts else ""
        text = f'"{own.name}" rapporterar inte själv.{hint}'
        yield warning(entry.origin("organisation"), "organisation", text)


def not_sent_too_far(archive: Archive) -> Iterator[Problem]:
    """Rumours and sensitive problem types are not sent wider than the mall allows."""
    mall = archive.mall
    for entry in archive.entries:
        said, reach = entry.said_distribution, entry.distribution
        for row in (entry.problem_type, entry.reliability):
            limit = mall.find(Distribution, row.widest) if row and row.widest else None
            if row and said and limit and mall.rank(said) > mall.rank(limit):
                text = say_rule("för bred spridning", ord=row.name, gräns=limit.name)
                origin = entry.origin("spridning")
                yield fault(origin, "spridning", text, f"spridning: {reach.name}")


def only_counts(archive: Archive) -> Iterator[Problem]:
    """A problem type whose counts alone may be told is told as statistics, never as an event."""
    kinds = [quote(kind.name) for kind in archive.mall.kinds if kind.role == "statistik"]
    how = f"slag {join_words(kinds, 'eller')}, " if kinds else ""
    for entry in archive.entries:
        if entry.problem_type is None or not entry.problem_type.is_only_counted:
            continue
        name = entry.problem_type.name
        if entry.kind.needs_place and entry.tells:
            text = say_rule("bara antal", problemtyp=name, hur=how)
            yield fault(entry.origin("problemtyp"), "problemtyp", text)
        elif entry.place is not None and entry.place.kind != "kommun":
            yield fault(
                entry.origin("plats"), "plats", say_rule("bara hela kommunen", problemtyp=name)
            )


def sensitive_figures_are_wide(archive: Archive) -> Iterator[Problem]:
    """An indikator whose counts alone may be told is told for the whole kommun and a month or more."""
    for entry in archive.entries:
        told = entry.statistics
        if told is None or told.indicator.sensitive != "endast antal" or not entry.stands:
            continue
        name = told.indicator.name
        if told.period in SHORT_PERIODS:
            text = say_rule("bara per månad", indikator=name)
            yield fault(entry.origin("statistik", "period"), "statistik.period", text)
        statement = archive.statements.get(entry.id)
        places = {one.place for one in statement.observations} if statement else set()
        narrow = sorted(
            place.name if isinstance(place, Place) else place
            for place in places
            if place and not (isinstance(place, Place) and place.kind == "kommun")
        )
        if narrow:
            text = f'"{name}" skrivs bara för hela kommunen, så att ingen kan pekas ut. Här finns tal för {join_words(narrow)}. Lägg ihop dem till ett tal för hela kommunen.'
            yield fault(entry.origin("statistik"), "statistik", text)


def action_numbers(archive: Archive) -> Iterator[Problem]:
    """Åtgärder that others may refer to are numbered."""
    for entry in archive.entries:
        yield from check_numbers(entry, "åtgärder", entry.actions)


# What can be told of an entry from its file, even when its header holds other fel.


def removed_are_empty(archive: Archive) -> Iterator[Problem]:
    """A removed entry holds nothing but its organisation and who decided to remove it."""
    for entry in archive.entries:
        if entry.removed is None:
            continue
        left = [key for key in entry.source.data if key not in ("organisation", "avlägsnad")]
        for key in left:
            yield fault(
                entry.origin(key),
                key,
                'Innehållet i posten är borttaget. Bara "organisation" och "avlägsnad" får stå kvar. Ta bort raden.',
            )
        if entry.source.body.strip():
            yield fault(
                Origin(entry.path, entry.source.body_line),
                "text",
                "Innehållet i posten är borttaget. Ta bort rubriken och texten.",
            )


def nothing_means_nothing(archive: Archive) -> Iterator[Problem]:
    """An organisation with nothing to report has no other entry for that meeting but underlag.

    An entry is written for its folder's meeting, even when that is called off and another takes
    it up.
    """
    told: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in archive.entries:
        if entry.stands:
            told[entry.source.folder, entry.organisation.slug].append(entry)
    for entries in told.values():
        empty = [entry for entry in entries if entry.kind.role == "inget"]
        others = [entry for entry in entries if entry.kind.role not in SILENT_ROLES]
        for entry in empty if others else ():
            both = {"organisation": entry.organisation.name, "slag": entry.kind.name}
            text = say_rule("inget och annat", **both, post=others[0].id)
            yield fault(entry.origin("slag"), "slag", text)


def nothing_says_nothing(archive: Archive) -> Iterator[Problem]:
    """An entry with nothing to report says who has seen to it, and no more."""
    for entry in archive.entries:
        if entry.kind.role != "inget" or entry.removed:
            continue
        for key, value in entry.source.data.items():
            if value and key not in NOTHING_KEYS:
                text = f'Slaget är "{entry.kind.name}", men posten har raden "{key}". {say_other_kind(archive, key)}'
                yield fault(entry.origin(key), key, text)


def say_other_kind(archive: Archive, key: str) -> str:
    """Say which kind an entry is of that has such a row; for a follow-up alone, as the form chooses it."""
    by_role = {row.role: row.name for row in archive.mall.rows(Kind)}
    done, going_on = by_role.get("positivt"), by_role.get("läge")
    if key == "uppföljning" and done and going_on:
        return f'Har ni bara följt upp en åtgärd skriver du slaget "{done}" om den är klar, annars "{going_on}".'
    kinds = [row.name for row in archive.mall.rows(Kind) if row.role not in SILENT_ROLES]
    return f"Har ni något att rapportera skriver du ett annat slag: {list_choices(kinds)}. Annars behövs inte raden."


def corrections_name_a_field(archive: Archive) -> Iterator[Problem]:
    """A correction names the field it corrects."""
    known = (*ENTRY_KEYS, *TEXT_FIELDS)
    for entry in archive.entries:
        for index, row in enumerate(entry.corrections):
            if row.field not in known:
                keys = ("rättelser", index, "fält")
                nearest = suggest(row.field, known)
                hint = (
                    str(nearest)
                    or 'Skriv namnet på raden som rättas, "rubrik", "text" eller "tabell".'
                )
                text = f"{quote(row.field)} finns inte i en post. {hint}"
                paste = entry.source.suggested_line(keys, nearest)
                yield fault(entry.origin(*keys), "rättelser.fält", text, paste)


def corrections_are_made(archive: Archive) -> Iterator[Problem]:
    """A field says what its newest correction says that it should."""
    for entry in archive.entries:
        newest: dict[str, tuple[int, Correction]] = {}
        for index, row in enumerate(entry.corrections):
            if row.field not in newest or row.day >= newest[row.field][1].day:
                newest[row.field] = index, row
        for index, row in newest.values() if entry.stands else ():
            if stands := unmade(archive.mall, entry, row):
                span = entry.source.tree.values.get((row.field,))
                text = f"Rättelsen säger att det ska stå {quote(row.says)}, men det står {quote(stands)}. Ändra raden, eller rättelsen."
                paste = entry.source.corrected_line(span, row.says)
                where = (row.field,) if span else ("rättelser", index, "ska stå")
                yield warning(entry.origin(*where), row.field, text, paste)


def unmade(mall: Mall, entry: Entry, row: Correction) -> str:
    """Return what a corrected field still says, when that certainly is another thing."""
    written = entry.title if row.field == "rubrik" else entry.source.data.get(row.field)
    if not isinstance(written, str) or same(written, row.says):
        return ""
    if same(written, row.said):
        return written
    attributes = {
        alias: name for name, field in Entry.model_fields.items() if (alias := field.alias)
    }
    value = getattr(entry, attributes[row.field]) if row.field in attributes else None
    if isinstance(value, Row):
        wanted = mall.find(type(value), row.says)
        return written if wanted and wanted != value else ""
    plain = {int: WHOLE, date: DAY}.get(type(value))
    return written if plain and plain.fullmatch(row.says) else ""


def same(first: str, second: str) -> bool:
    """Say whether two texts have the same words."""
    return first.casefold().split() == second.casefold().split()


FILE_RULES = (
    required_fields,
    heading_and_text,
)
RULES = (
    events_where_they_belong,
    entry_words_are_valid,
    reporters_report,
    not_sent_too_far,
    only_counts,
    sensitive_figures_are_wide,
    action_numbers,
    removed_are_empty,
    nothing_means_nothing,
    nothing_says_nothing,
    corrections_name_a_field,
    corrections_are_made,
)
