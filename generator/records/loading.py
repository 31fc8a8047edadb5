"""Reading a folder: every file is claimed by a record or named as a problem.

The mall comes first, since all other records are read with its words. Files are read in the order
of their paths, so that problems and pages come in the same order on every machine.
"""

from __future__ import annotations

import gc
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from generator.problems import (
    ArchiveError,
    FaultyArchive,
    Origin,
    Problem,
    Severity,
    only,
    refuse,
    sort_problems,
)
from generator.records.archive import Archive
from generator.records.astray import find_astray
from generator.records.beside import refuse_copy, refuse_unclaimed
from generator.records.checks import (
    check_archive,
    check_file,
    check_mall,
    check_map,
    check_words_in_use,
)
from generator.records.files import (
    LONGEST_NAME,
    MALL,
    Source,
    Table,
    explain_windows,
    id_of,
    is_too_long,
    parse_yaml_file,
    read_record,
    read_table,
    read_text,
    read_yaml,
    refuse_folder,
    show_path,
    walk_files,
)
from generator.records.forms import Reading
from generator.records.frozen import FROZEN_PATH, Frozen, read_frozen
from generator.records.kinds import KINDS, TABLE_PATH, Entry, Meeting, Record
from generator.records.mall import AreaMap, Mall, read_map
from generator.records.privacy import (
    check_name,
    check_source,
    find_own,
    find_own_addresses,
    guard_mall,
    guard_map,
    guard_table,
    guard_unreadable,
    hide_in_problem,
    refuse_personal,
)
from generator.records.reading import read_form, refuse_second
from generator.records.sent_pdf import PDF_PATH, check_pdfs, digest_pdf
from generator.serving import Shelf


@dataclass(slots=True)
class Loaded:
    """What a folder held: the archive, unless its mall cannot be read, and all problems."""

    archive: Archive | None
    problems: list[Problem]

    @property
    def faults(self) -> list[Problem]:
        """The problems that stop everything."""
        return only(Severity.FEL, self.problems)


@dataclass(frozen=True, slots=True)
class Known:
    """A record that could be read, with what is to be looked at in it, and all that it was read with."""

    source: Source
    mall: Mall
    record: Record
    problems: tuple[Problem, ...]


READ = Shelf[Known]()


@dataclass
class Found:
    """What has been read of a folder so far."""

    root: Path
    mall: Mall
    mall_source: Source
    map: AreaMap | None = None
    records: dict[str, list[Any]] = field(default_factory=lambda: defaultdict(list))
    tables: dict[str, Table] = field(default_factory=dict)
    frozen: list[Frozen] = field(default_factory=list)
    pdfs: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)
    lacked: set[tuple[str, str, str]] = field(default_factory=set)

    @cached_property
    def own_addresses(self) -> tuple[str, ...]:
        """The addresses and numbers that the mall gives as the group's own."""
        return find_own_addresses("\n".join(self.mall_source.lines))


def read_archive(root: Path, today: date | None = None) -> Archive:
    """Read a folder and return its archive; raise a `FaultyArchive` if anything is fel."""
    loaded = load_archive(root, today)
    if loaded.faults or loaded.archive is None:
        raise FaultyArchive(loaded.problems)
    return loaded.archive


def load_archive(root: Path, today: date | None = None) -> Loaded:
    """Read and check every file below `entries/` and `decisions/`, gathering all problems."""
    with collecting_later():
        return load_all(root, today)


@contextmanager
def collecting_later() -> Iterator[None]:
    """Let Python look for rings of what is no longer used afterwards only.

    Nearly all that reading makes is kept, and the more of it there is, the longer each look takes.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            # Counts as looked through already: a look at it all would come at once, and find nothing.
            gc.freeze()
            gc.unfreeze()
            gc.enable()


def load_all(root: Path, today: date | None) -> Loaded:
    """Read and check all files."""
    try:
        personal_words = guard_mall(root)
        mall, mall_source = parse_words(read_text(root, MALL))
    except ArchiveError as error:
        later = Problem(
            Origin(MALL),
            "Resten av arkivet granskas först när mallen är rätt.",
            severity=Severity.VARNING,
        )
        own = find_own(root)
        return Loaded(None, [*(hide_in_problem(one, own) for one in error.problems), later])
    found = Found(root, mall, mall_source)
    found.problems.extend(personal_words)

    def note_unreadable(path: str, why: str) -> None:
        found.problems.append(Problem(Origin(path), why))

    for path, is_folder in walk_files(root, note_unreadable):
        try:
            found.problems.extend(refuse_personal(check_name(path)))
            found.problems.extend(check_length(path))
            read_file(found, path, is_folder=is_folder)
        except ArchiveError as error:
            found.problems.extend(error.problems)
            found.unread.add(id_of(path))
    found.problems.extend(check_pdfs(found.pdfs, found.frozen))
    found.problems.extend(find_astray(root))
    found.problems.extend(check_words_in_use(mall_source, found.lacked))
    found.problems.extend(check_map(mall, found.map, mall_source, frozenset(found.unread)))
    archive = build_archive(found, today)
    told = (*found.problems, *check_archive(archive))
    problems = (hide_in_problem(one, found.own_addresses) for one in told)
    return Loaded(archive, sort_problems(problems))


def read_mall(root: Path) -> Mall:
    """Read and check `entries/mall.yml`."""
    return parse_words(read_text(root, MALL))[0]


@lru_cache(maxsize=8)
def parse_words(text: str) -> tuple[Mall, Source]:
    """Read and check a mall, the same while its text is; its source tells where every word stands."""
    source = parse_yaml_file(text, MALL)
    mall = read_form(Mall, Reading(source))
    problems = list(check_mall(mall, source))
    if problems:
        raise ArchiveError(problems)
    return mall, source


def read_file(found: Found, path: str, *, is_folder: bool = False) -> None:
    """Read one file as what its path says it is; a folder is named as one, or a link."""
    if why := explain_windows(path):
        raise refuse(show_path(path), why)
    refuse_folder(found.root, path, is_folder=is_folder)
    refuse_copy(found.root, path)
    if TABLE_PATH.fullmatch(path):
        found.problems.extend(guard_table(found.root, path, found.own_addresses))
        found.tables[path.removesuffix(".csv")] = read_table(found.root, path)
        return
    if found.mall.map and path == found.mall.map.file:
        found.problems.extend(guard_map(found.root, path))
        found.map = read_map(found.root, found.mall.map)
        return
    if FROZEN_PATH.fullmatch(path):
        found.frozen.append(read_frozen(found.root, path))
        return
    if PDF_PATH.fullmatch(path):
        found.pdfs[path] = digest_pdf(found.root, path)
        return
    for pattern, form, shelf in KINDS:
        if pattern.fullmatch(path):
            found.records[shelf].append(read_one(found, path, form))
            return
    refuse_unclaimed(found.root, path)


def check_length(path: str) -> Iterator[Problem]:
    """Yield a varning for a name that a clone in Windows may not take."""
    if is_too_long(path):
        text = f"Namnet är längre än {LONGEST_NAME} tecken, och då kan Windows neka filen. Döp om den till något kortare."
        yield Problem(Origin(show_path(path)), text, severity=Severity.VARNING)


def read_one(found: Found, path: str, form: type[Record]) -> Record:
    """Read one record; what its text does wrong is said even when its header cannot be read.

    While it points someone out, that is all that is said: any other problem would repeat a part of it.
    """
    source = read_source(found, path)
    known = READ.find((path, found.own_addresses))
    if known is None or known.source is not source or known.mall is not found.mall:
        problems = refuse_personal(check_source(source, found.own_addresses))
        found.problems.extend(problems)
        reading = Reading(source, found.mall, found.lacked)
        refuse_second(form, reading, found.root)
        own = list(check_file(form, source, found.mall))
        found.problems.extend(own)
        known = Known(source, found.mall, read_form(form, reading), (*problems, *own))
    else:
        found.problems.extend(known.problems)
    READ.put((path, found.own_addresses), known)
    return known.record


def read_source(found: Found, path: str) -> Source:
    """Read a file; of one that cannot be read nothing is said if it points someone out."""
    read = read_yaml if path.endswith(".yml") else read_record
    try:
        return read(found.root, path)
    except ArchiveError:
        guard_unreadable(found.root, path, found.own_addresses)
        raise


def build_archive(found: Found, today: date | None) -> Archive:
    """Put the records that could be read together."""
    shelves = found.records
    return Archive(
        mall=found.mall,
        entries=tuple(shelves["entries"]),
        meetings=plan_meetings(
            found.mall, shelves["entries"], shelves["meetings"], unread=found.unread
        ),
        report_files=tuple(shelves["report_files"]),
        decisions=tuple(shelves["decisions"]),
        accounts=tuple(shelves["accounts"]),
        disposals=next(iter(shelves["disposals"]), None),
        import_answers=next(iter(shelves["import_answers"]), None),
        tables=found.tables,
        map=found.map,
        frozen=tuple(sorted(found.frozen, key=lambda one: (one.report, one.version))),
        pdfs=frozenset(found.pdfs),
        unread=frozenset(found.unread),
        asked_date=today,
    )


def plan_meetings(
    mall: Mall,
    entries: Iterable[Entry],
    written: Collection[Meeting],
    unread: Collection[str] = (),
) -> tuple[Meeting, ...]:
    """Return the written meetings, and a planned one for every folder of entries without.

    A participant adds one file and touches no other, so the first entry makes the meeting. `unread`
    are the folders whose `index.md` is there and could not be read.
    """
    known = {meeting.source.folder for meeting in written}.union(unread)
    days = {entry.source.folder for entry in entries} - known
    sources = [Source(f"entries/{day}/index.md") for day in days]
    planned = [read_form(Meeting, Reading(source, mall)) for source in sources]
    return tuple(sorted([*written, *planned], key=lambda meeting: meeting.id))
