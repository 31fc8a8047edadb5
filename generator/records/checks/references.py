"""Rules for what records say of each other, and for what two entries tell without saying so."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import TypeAlias

from generator.near import may_be_near, similarity
from generator.problems import (
    CERTAIN_SIMILARITY,
    MOST_SUGGESTIONS,
    Problem,
    Suggestion,
    quote,
    suggest,
)
from generator.records.archive import Archive
from generator.records.checks.saying import day, fault, warning
from generator.records.files import (
    STEM,
    Keys,
    Source,
    find_meant,
    is_address,
    name_keys,
    read_names,
)
from generator.records.kinds import Entry
from generator.records.sentences import say_rule

DISPOSED_ID = re.compile(rf"\d{{4}}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?:[/-]{STEM})?")
# What an entry of such a slag tells is no problem that another can tell of too; their texts are often alike.
WITHOUT_PROBLEM = ("statistik", "inget")
# Whose name stands at each key that refers to something.
WANTED = {
    "samma som": "en posts namn",
    "fortsätter": "en posts namn",
    "uppföljning": "namnet på en åtgärd eller ett uppdrag",
    "svar på": "ett förslags namn",
    "underlag": "namnet på en post, ett möte eller ett beslut",
    "ersätter": "ett besluts namn",
}
WORD = re.compile(r"\w+")
# What stands further down a list is held against no other id: nobody mends thousands at a time.
MOST_COMPARED = 100
NO_LETTERS = bytes(sign for sign in range(128) if not WORD.match(chr(sign)))
# Shorter texts may well be the same by chance, as of two days.
LONG_TEXT = 8
# Who tells of what, when and where.
EventKey: TypeAlias = tuple[str, date, str, str]


def same_event_exists(archive: Archive) -> Iterator[Problem]:
    """`samma som` names another entry, of the same meeting or an earlier one."""
    for entry in archive.entries:
        if entry.same_as is None:
            continue
        keys = ("samma som",)
        yield from check_reference(archive, entry.source, keys, entry.same_as, archive.entry)
        if entry.same_as == entry.id:
            yield fault(
                entry.origin(*keys), "samma som", "Posten hänvisar till sig själv. Ta bort raden."
            )
        elif (other := archive.entry.get(entry.same_as)) and other.meeting > entry.meeting:
            text = f"Posten är från ett senare möte ({day(other.meeting)}). Skriv raden i den nyare posten."
            yield fault(entry.origin(*keys), "samma som", text)
        elif other:
            yield from check_tells_of_problem(entry, keys, other)


def continuation_exists(archive: Archive) -> Iterator[Problem]:
    """`fortsätter` names an entry of an earlier meeting."""
    for entry in archive.entries:
        if entry.continues is None:
            continue
        keys = ("fortsätter",)
        yield from check_reference(archive, entry.source, keys, entry.continues, archive.entry)
        other = archive.entry.get(entry.continues)
        if other and other.meeting >= entry.meeting:
            text = f"Posten är från ett senare möte ({day(other.meeting)}). Skriv raden i den nyare posten."
            if other.meeting == entry.meeting:
                text = 'Posten är från samma möte. Är det samma händelse, så skriv "samma som" i stället. Annars rättar du namnet till en post från ett tidigare möte.'
            yield fault(entry.origin(*keys), "fortsätter", text)
        elif other:
            yield from check_tells_of_problem(entry, keys, other)


def check_tells_of_problem(entry: Entry, keys: Keys, other: Entry) -> Iterator[Problem]:
    """What an entry points at tells of a problem, and is not underlag or nothing at all."""
    if other.kind.role in WITHOUT_PROBLEM and not other.removed:
        text = f'Posten har slaget "{other.kind.name}" och berättar inte om något problem. Ta bort raden.'
        yield fault(entry.origin(*keys), name_keys(keys), text)


def same_event_is_acyclic(archive: Archive) -> Iterator[Problem]:
    """No chain of `samma som` comes back to where it began."""
    links = {entry.id: entry.same_as for entry in archive.entries if entry.same_as}
    for start in sorted(links):
        if start == find_cycle(links, start) and links[start] != start:
            entry = archive.entry[start]
            yield fault(
                entry.origin("samma som"),
                "samma som",
                "Posterna hänvisar till varandra i en ring. Behåll raden bara i den nyaste.",
            )


def find_cycle(links: Mapping[str, str], start: str) -> str | None:
    """Return the smallest id of the cycle `start` lies on, or None when it lies on none."""
    seen = [start]
    while (following := links.get(seen[-1])) is not None:
        if following == start:
            return min(seen)
        if following in seen:
            return None
        seen.append(following)
    return None


def same_event_stands(archive: Archive) -> Iterator[Problem]:
    """`samma som` names an entry that still stands: a withdrawn one is no event."""
    for entry in archive.entries:
        other = archive.entry.get(entry.same_as or "")
        if other and entry.stands and not other.stands:
            how = "struken" if other.withdrawn else "borttagen"
            text = f"Posten är {how}. Ta bort raden, så att händelsen räknas här."
            yield warning(entry.origin("samma som"), "samma som", text)


def disposed_are_gone(archive: Archive) -> Iterator[Problem]:
    """A record listed as gallrad has no file any more."""
    if archive.disposals is None:
        return
    for index, row in enumerate(archive.disposals.rows):
        if row.id in archive.entry or row.id in archive.decision or row.id in archive.meeting:
            origin = archive.disposals.origin("gallrat", index, "id")
            yield fault(
                origin,
                "gallrat.id",
                f"{quote(row.id)} står som gallrad, men filen finns kvar. Ta bort filen eller raden.",
            )


def disposed_have_ids(archive: Archive) -> Iterator[Problem]:
    """What is listed as gallrat is an entry, a meeting or a decision, by its id, and once."""
    if archive.disposals is None:
        return
    taken: set[str] = set()
    for index, row in enumerate(archive.disposals.rows):
        origin = archive.disposals.origin("gallrat", index, "id")
        if not DISPOSED_ID.fullmatch(row.id):
            keys = ("gallrat", index, "id")
            meant = [name for name in read_names(row.id) if DISPOSED_ID.fullmatch(name)]
            nearest = Suggestion(meant[0] if meant else None, ())
            examples = 'Skriv till exempel "2020-01-09/polisen-torget" för en post, "2020-01-09" för ett möte eller "2020-02-13-kartlaggning-torget" för ett beslut.'
            text = f"{quote(row.id)} är inget namn. {str(nearest) or examples}"
            paste = archive.disposals.source.suggested_line(keys, nearest)
            yield fault(origin, "gallrat.id", text, paste)
        elif row.id in taken:
            text = f"{quote(row.id)} står två gånger. Ta bort den ena raden."
            yield fault(origin, "gallrat.id", text)
        taken.add(row.id)


def check_reference(
    archive: Archive, source: Source, keys: Keys, target: str, known: Mapping[str, object]
) -> Iterator[Problem]:
    """Yield a fel when no record of that id exists, or one of another kind does."""
    if target not in known and target not in archive.disposed and target not in archive.unread:
        yield say_unknown_id(archive, source, keys, target, known)


def say_unknown_id(
    archive: Archive, source: Source, keys: Keys, target: str, known: Mapping[str, object]
) -> Problem:
    """Say that nothing has that id, or what it is instead, and what is nearest."""
    nearest = find_short(source, keys, target, known) or Suggestion(None, ())
    if not str(nearest) and all(key < MOST_COMPARED for key in keys if isinstance(key, int)):
        nearest = suggest_id(target, [*known, *archive.disposed])
    listed: dict[str, Mapping[str, object]] = {
        "ett möte": archive.meeting,
        "en post": archive.entry,
        "ett beslut": archive.decision,
        "en åtgärd": archive.actions,
    }
    kinds = (kind for kind, ids in listed.items() if target in ids)
    what = "en adress" if is_address(target) else next(kinds, "")
    wrong = f"är {what}. Skriv {WANTED[str(keys[0])]}" if what else "finns inte i arkivet"
    hint = str(nearest) or ("" if what else "Rätta namnet.")
    text = f"{quote(target)} {wrong}. {hint}".strip()
    paste = source.suggested_line(keys, nearest)
    return fault(source.origin(*keys), name_keys(keys), text, paste)


def find_short(source: Source, keys: Keys, target: str, known: Iterable[str]) -> Suggestion | None:
    """Return the records whose name without its meeting that is: the one in the same folder, or all."""
    here, own = f"{source.folder}/{target}", f"{source.folder}/{source.stem}"
    found = [name for name in known if name.endswith(f"/{target}") and name != own]
    if keys == ("fortsätter",):
        found = [name for name in found if name != here]
    elif here in found:
        found = [here]
    if not found:
        return None
    return Suggestion(found[0] if len(found) == 1 else None, tuple(found[:MOST_SUGGESTIONS]))


def suggest_id(target: str, known: Sequence[str]) -> Suggestion:
    """Find the id that may be meant, in a pasted address too.

    One with other numbers is another record: never certain. Ids begin alike, so their words are
    what is compared.
    """
    meant = find_meant(target, known)
    if meant.certain or meant.others:
        return Suggestion(meant.certain, meant.others[:MOST_SUGGESTIONS])
    words, numbers = split_id(next(read_names(target), target))
    same_numbers = {split_id(name)[0]: name for name in known if split_id(name)[1] == numbers}
    nearest = suggest(words, same_numbers)
    if nearest.certain:
        return Suggestion(same_numbers[nearest.certain], ())
    letters = Counter(words.casefold())
    near = ((name, split_id(name)[0]) for name in known)
    alike = ((name, own) for name, own in near if may_be_near(letters, own))
    close = [name for name, own in alike if similarity(words, own) >= CERTAIN_SIMILARITY]
    close.sort(key=lambda name: (-similarity(target, name), name))
    return Suggestion(None, tuple(close[:MOST_SUGGESTIONS]))


# Each unknown id of a list is held against every id there is.
@lru_cache(maxsize=8192)
def split_id(name: str) -> tuple[str, str]:
    """Split an id into its words and its numbers."""
    return " ".join(re.findall("[^0-9#/-]+", name)), " ".join(re.findall("[0-9]+", name))


def told_once(archive: Archive) -> Iterator[Problem]:
    """Two entries of one organisation with the same day, place and type, or the same text, are linked."""
    told: dict[tuple[object, ...], list[Entry]] = defaultdict(list)
    entries = [
        entry
        for entry in sorted(archive.entries, key=lambda entry: (entry.meeting, entry.id))
        if entry.stands and entry.kind.role not in WITHOUT_PROBLEM
    ]
    events, texts = [*map(event_key, entries)], [*map(text_key, entries)]
    alike, spelled = Counter(events), Counter(texts)
    for entry, event, text in zip(entries, events, texts, strict=True):
        shared = event if event and alike[event] > 1 else None
        # To find all words of a text takes long, and few share its letters.
        if shared or spelled[text] > 1:
            for key in keys_of(entry, shared):
                told[key].append(entry)
    asked: dict[str, Problem] = {}
    for key, entries in told.items():
        for number, entry in enumerate(entries):
            other = next(
                (one for one in entries[:number] if not are_linked(archive, one, entry)), None
            )
            if other and entry.id not in asked:
                asked[entry.id] = ask(other, entry, same_text=key[0] == "text")
    yield from asked.values()


def event_key(entry: Entry) -> EventKey | None:
    """Return who tells of what, when and where, or nothing when one of them is not told."""
    if entry.start and entry.place and entry.problem_type:
        return (entry.organisation.slug, entry.start, entry.place.slug, entry.problem_type.slug)
    return None


def text_key(entry: Entry) -> tuple[str, bytes]:
    """Return what entries with the same words in their texts share: whose they are, and their plain letters."""
    letters = entry.text.casefold().encode("ascii", "ignore").translate(None, NO_LETTERS)
    return entry.organisation.slug, letters


def keys_of(entry: Entry, event: EventKey | None) -> Iterator[tuple[object, ...]]:
    """Yield what another entry of the same event would share; `event` is its key, when another has it."""
    words = WORD.findall(entry.text.casefold())
    if len(words) >= LONG_TEXT:
        yield "text", entry.organisation.slug, " ".join(words)
    if event:
        yield "day", *event, entry.kind.name
        yield "text", *event, " ".join((*WORD.findall(entry.title.casefold()), *words))


def are_linked(archive: Archive, first: Entry, second: Entry) -> bool:
    """Say whether two entries are told to be the same event, or different ones."""
    if event_of(archive, first) == event_of(archive, second):
        return True
    if first.id in (second.same_as, second.continues) or second.id in (
        first.same_as,
        first.continues,
    ):
        return True
    times = {first.time, second.time}
    return first.start == second.start and None not in times and len(times) == 2


def event_of(archive: Archive, entry: Entry) -> str:
    """Return the id of the entry that a chain of `samma som` begins with."""
    seen = {entry.id}
    while (other := archive.entry.get(entry.same_as or "")) and other.id not in seen:
        seen.add(other.id)
        entry = other
    return entry.id


def ask(other: Entry, entry: Entry, *, same_text: bool) -> Problem:
    """Ask whether the later entry tells of the same event as the earlier one."""
    link = f"samma som: {other.id}"
    if same_text:
        what = f"Texten är densamma som i {other.id}."
        otherwise = "skriv en egen text"
    else:
        what = say_rule("samma händelse", organisation=entry.organisation.name, post=other.id)
        otherwise = "låt tid eller plats skilja dem åt"
    write = f'Skriv i så fall raden "{link}" här'
    if entry.same_as:
        write = f'Ändra i så fall raden "samma som" här till "{link}"'
    text = f"{what} Är det samma händelse? {write}, så räknas den en gång. Är det en annan, så {otherwise}."
    return warning(entry.origin("datum"), "samma som", text, "" if entry.same_as else link)


RULES = (
    same_event_exists,
    continuation_exists,
    same_event_is_acyclic,
    same_event_stands,
    disposed_are_gone,
    disposed_have_ids,
    told_once,
)
