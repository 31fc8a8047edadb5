"""Rules for the mall: its words, its places, and the map it names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import dropwhile, pairwise
from operator import ne
from typing import Any

from generator.problems import Problem, list_choices, quote, suggest
from generator.records.checks.saying import fault, warning
from generator.records.files import Keys, Source, in_quotes, name_keys
from generator.records.kinds import OMITTED
from generator.records.mall import (
    FEW_WORDS,
    AreaMap,
    Dated,
    Distribution,
    Mall,
    Organisation,
    Place,
    ProblemType,
    Row,
    Tip,
)
from generator.records.privacy import find_own_addresses
from generator.swedish import MONTHS, say_count, say_short_day

# Of the keys of an import, all are the other party's types but the one that says from whom the entries are.
IMPORT_AUTHOR = "organisation"
NEEDED_ROLES = ("händelse", "inget")
# A group that meets more seldom than once a year has no plan.
MOST_BETWEEN = 366
# With 3, the least class above zero holds 1 and 2.
LEAST_THRESHOLD = 3
# More days than ten years of a meeting each week have.
MOST_LEFT_OUT = 520
# Each word that the mall has not is held against all that it has: nobody mends thousands at a time.
MOST_COMPARED = 100
# In one file it may be a slip, and in two the same one.
LEAST_LACKED = 3


def placed_rows(mall: Mall) -> Iterator[tuple[Keys, Row]]:
    """Yield every row with the keys it stands at."""
    for name, rows in mall.lists.items():
        key = str(Mall.model_fields[name].alias)
        yield from (((key, index), row) for index, row in enumerate(rows))
    for number, area in enumerate(mall.areas):
        for index, row in enumerate(area.problem_types):
            yield ("områden", number, "problemtyper", index), row


def lists_are_not_empty(mall: Mall, source: Source) -> Iterator[Problem]:
    """Every list that records draw words from has at least one."""
    for name, field in Mall.model_fields.items():
        if field.is_required() and getattr(mall, name) == ():
            key = str(field.alias)
            yield fault(source.origin(key), key, "Listan är tom. Skriv minst en rad.")


def words_once(mall: Mall, source: Source) -> Iterator[Problem]:
    """No word stands for two rows of the same kind."""
    taken: dict[tuple[type[Row], str], str] = {}
    for keys, row in placed_rows(mall):
        for word in row.words:
            key = (type(row), word.casefold())
            if key in taken:
                text = f"{quote(word)} är redan ett ord för {quote(taken[key])}. Varje namn och alias får stå en gång. Behåll det på ett ställe."
                yield fault(source.origin(*keys, *place_of(row, word)), name_keys(keys), text)
            taken.setdefault(key, row.name)


def place_of(row: Row, word: str) -> Keys:
    """Return the keys within a row at which one of its words stands."""
    return ("namn",) if word == row.name else ("alias", row.aliases.index(word))


def slugs_once(mall: Mall, source: Source) -> Iterator[Problem]:
    """No two rows of the same kind have the same address."""
    taken: dict[tuple[type[Row], str], str] = {}
    for keys, row in placed_rows(mall):
        if not isinstance(row, Dated):
            continue
        key = (type(row), row.slug)
        if key in taken:
            text = f"{quote(row.slug)} är redan webbadress för {quote(taken[key])}. Välj en annan."
            yield fault(source.origin(*keys, "slug"), name_keys((*keys, "slug")), text)
        taken.setdefault(key, row.name)


def rows_in_order(mall: Mall, source: Source) -> Iterator[Problem]:
    """A row begins before it ends."""
    for keys, row in placed_rows(mall):
        if isinstance(row, Dated) and row.since and row.until and row.until < row.since:
            text = f'"{row.name}" slutar gälla innan den börjar gälla, {say_short_day(row.since)}. Rätta en av dagarna.'
            yield fault(source.origin(*keys, "till"), name_keys((*keys, "till")), text)


def words_exist(mall: Mall, source: Source) -> Iterator[Problem]:
    """What a row says of another word of the mall names one that exists, as it stands in its list."""
    names = {kind: {row.name: row for row in rows} for kind, rows in mall.rows_by_kind.items()}
    compared = 0
    for keys, kind, word in mentioned_words(mall):
        known = names.get(kind, {})
        if word in known:
            continue
        nearest = suggest(word, known if compared < MOST_COMPARED else ())
        compared += 1
        paste = source.suggested_line(keys, nearest)
        listed = f"Skriv {list_choices(known)}." if len(known) <= FEW_WORDS else "Rätta ordet."
        text = f"{quote(word)} finns inte i mallen. {str(nearest) or listed}"
        yield fault(source.origin(*keys), name_keys(keys), text, paste)


def mentioned_words(mall: Mall) -> Iterator[tuple[Keys, type[Row], str]]:
    """Yield each word that is mentioned outside its own list: where it stands, and its kind."""
    for keys, row in placed_rows(mall):
        for key, kind, words in named_words(row):
            yield from (((*keys, key), kind, word) for word in words)
    yield ("förval", "spridning"), Distribution, mall.defaults.distribution
    if mall.publishing:
        yield ("publicering", "spridning"), Distribution, mall.publishing.distribution
    for origin, imported in mall.imports.items():
        for name, word in imported.items():
            if name == IMPORT_AUTHOR:
                yield ("import", origin, name), Organisation, word
            elif word != OMITTED:
                yield ("import", origin, name), ProblemType, word


def check_words_in_use(source: Source, lacked: Iterable[tuple[str, str, str]]) -> Iterator[Problem]:
    """Yield a varning for a word that several files use and the mall has not: it has changed, not they.

    `lacked` has the list that a word was looked for in, the word, and the file.
    """
    for (key, word), files in sorted(Counter((key, word) for key, word, _ in lacked).items()):
        # What the mall gives is let be everywhere: no name of a person is to stand there.
        if files >= LEAST_LACKED and not find_own_addresses(word):
            text = (
                f"{quote(word)} står i {say_count(files, 'fil', 'filer')} men inte i mallen. Har raden tagits bort, så lägg "
                "tillbaka den. Har den bytt namn, så låt filerna vara och skriv det gamla namnet bland radens alias:"
            )
            yield warning(source.key_origin((key,)), key, text, f"alias: [{in_quotes(word)}]")


def import_types_once(mall: Mall, source: Source) -> Iterator[Problem]:
    """No type of another party's stands twice: they are found without regard to case."""
    for origin, imported in mall.imports.items():
        seen: dict[str, str] = {}
        for name in imported:
            earlier = seen.setdefault(name.strip().casefold(), name)
            if earlier != name:
                keys = ("import", origin, name)
                text = f"{quote(name)} är samma typ som {quote(earlier)}. Behåll den rad som ska gälla."
                yield fault(source.origin(*keys), name_keys(keys), text)


def named_words(row: Any) -> Iterator[tuple[str, type[Row], tuple[str, ...]]]:
    """Yield the words a row mentions: its key, their kind, the words."""
    if isinstance(row, Organisation):
        yield "del av", Organisation, (row.part_of,) if row.part_of else ()
        yield "efterträds av", Organisation, (row.succeeded_by,) if row.succeeded_by else ()
    if isinstance(row, Place):
        yield "del av", Place, (row.part_of,) if row.part_of else ()
    if isinstance(row, ProblemType):
        yield "preventionsstjärnan", Tip, row.tips
    widest = getattr(row, "widest", None)
    if widest:
        yield "högsta spridning", Distribution, (widest,)


def part_of_is_acyclic(mall: Mall, source: Source) -> Iterator[Problem]:
    """No place or organisation is part of itself."""
    lists: tuple[tuple[str, Sequence[Place | Organisation]], ...] = (
        ("platser", mall.places),
        ("organisationer", mall.organisations),
    )
    for key, rows in lists:
        parents: dict[str, str | None] = {row.name: row.part_of for row in rows}
        circles = find_circles(parents)
        for index, row in enumerate(rows):
            if row.name in circles:
                text = f'"{row.name}" är en del av sig själv. Rätta "del av".'
                yield fault(source.origin(key, index, "del av"), f"{key}.del av", text)


def find_circles(parents: Mapping[str, str | None]) -> set[str]:
    """Return the names from which parents lead back to the same name."""
    found: set[str] = set()
    done: set[str] = set()
    for start in parents:
        chain: dict[str, None] = {}
        name: str | None = start
        while name is not None and name in parents and name not in chain and name not in done:
            chain[name] = None
            name = parents[name]
        if name in chain:
            found.update(dropwhile(partial(ne, name), chain))
        done.update(chain)
    return found


def roles_are_there(mall: Mall, source: Source) -> Iterator[Problem]:
    """The mall has a slag for events and one for nothing to report, and a place for the whole."""
    roles = {row.role for row in mall.kinds}
    for role in NEEDED_ROLES:
        if role not in roles:
            yield fault(source.origin("slag"), "slag", f'Minst ett slag ska ha "roll: {role}".')
    if mall.levels and all(row.role != "bedömd" for row in mall.levels):
        yield fault(source.origin("nivåer"), "nivåer", 'Minst en nivå ska ha "roll: bedömd".')
    if mall.places and all(row.kind != "kommun" for row in mall.places):
        yield fault(source.origin("platser"), "platser", 'Minst en plats ska ha "typ: kommun".')


def plan_goes_forward(mall: Mall, source: Source) -> Iterator[Problem]:
    """There are 1–366 days between two meetings, and days left out are days of the plan."""
    if not 1 <= mall.plan.interval <= MOST_BETWEEN:
        keys = ("möten", "dagar emellan")
        yield fault(source.origin(*keys), name_keys(keys), f"Skriv 1–{MOST_BETWEEN} dagar.")
        return
    if len(mall.plan.cancelled) > MOST_LEFT_OUT:
        text = f"Listan har {say_count(len(mall.plan.cancelled), 'dag', 'dagar')}. Skriv högst {MOST_LEFT_OUT}."
        yield fault(source.origin("möten", "utom"), "möten.utom", text)
        return
    for index, day in enumerate(mall.plan.cancelled):
        if not mall.plan.reaches(day):
            text = f"{day} är ingen mötesdag i planen. Ta bort den."
            yield fault(source.origin("möten", "utom", index), "möten.utom", text)


def quarters_share_the_year(mall: Mall, source: Source) -> Iterator[Problem]:
    """Quarters are four, and three months long."""
    begin = [MONTHS.index(month) for month in mall.quarters]
    steps = [(later - earlier) % 12 for earlier, later in pairwise(begin)]
    if begin and (len(begin) != 4 or set(steps) != {3}):
        text = "Skriv fyra månader med tre månaders mellanrum, till exempel [mars, juni, september, december]."
        yield fault(source.origin("kvartal börjar"), "kvartal börjar", text)


def threshold_hides(mall: Mall, source: Source) -> Iterator[Problem]:
    """What is told of a small number leaves at least two to choose between."""
    if mall.threshold < LEAST_THRESHOLD:
        text = f"Skriv {LEAST_THRESHOLD} eller mer. Med en lägre gräns säger ”färre än” precis vilket tal det är."
        yield fault(source.origin("tröskel"), "tröskel", text)


def hours_once(mall: Mall, source: Source) -> Iterator[Problem]:
    """No hour of the day belongs to two times of day."""
    taken: dict[int, str] = {}
    for index, row in enumerate(mall.times):
        shared = next((taken[hour] for hour in row.covered if hour in taken), None)
        if shared:
            keys = ("tid på dygnet", index, "timmar")
            text = f'Timmarna överlappar "{shared}". Rätta den ena tiden.'
            yield fault(source.origin(*keys), name_keys(keys), text)
        taken.update(dict.fromkeys(row.covered, row.name))


def map_is_there(mall: Mall, areas: AreaMap | None, source: Source) -> Iterator[Problem]:
    """The map that the mall names is in the archive."""
    if mall.map and areas is None:
        text = f"{quote(mall.map.file)} finns inte. Lägg in kartan, eller ta bort karta ur mallen."
        yield fault(source.origin("karta", "fil"), "karta.fil", text)


def map_areas_exist(mall: Mall, areas: AreaMap | None, source: Source) -> Iterator[Problem]:
    """The kartområde of a plats is an area of the map."""
    if mall.map and areas is None:
        return
    known = [word for area in areas.areas for word in (area.key, area.name)] if areas else []
    for index, place in enumerate(mall.places):
        if place.map_area is None or (areas and areas.find(place)):
            continue
        keys = ("platser", index, "kartområde")
        nearest = suggest(place.map_area, known)
        text = f"{quote(place.map_area)} finns inte på kartan. {nearest}".strip()
        if areas is None:
            text = 'Mallen har ingen karta. Ta bort raden, eller skriv "karta:" med fil, nyckel och källa.'
        paste = source.suggested_line(keys, nearest)
        yield fault(source.origin(*keys), "platser.kartområde", text, paste)


MAP_RULES = (map_is_there, map_areas_exist)
RULES = (
    lists_are_not_empty,
    words_once,
    slugs_once,
    rows_in_order,
    words_exist,
    import_types_once,
    part_of_is_acyclic,
    roles_are_there,
    plan_goes_forward,
    quarters_share_the_year,
    threshold_hides,
    hours_once,
)
