"""A table becomes an entry of statistics and its CSV, read by the archive's own rules before it is written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain, count
from pathlib import Path

from generator.intake.folder import ENTRIES, clear_unfinished, trying, write_new
from generator.intake.sheet import Sheet
from generator.problems import ArchiveError, CannotRun, Origin, Problem, Severity, only, say_refusal
from generator.records import (
    MALL,
    Indicator,
    Kind,
    Mall,
    Observation,
    Organisation,
    PeriodKind,
    Statement,
    check_shape,
    decode_table,
    find_broken_cells,
    guard_pasted,
    hide_in_problem,
    load_archive,
    parse_table,
    say_hidden,
)
from generator.swedish import join_words, say_amount, say_figure

MOST_SERIES = 12
# The kinds of period, as an entry names them.
PERIODS = tuple(str(kind) for kind in PeriodKind)


@dataclass(frozen=True, slots=True)
class Told:
    """What the one who brings a table says of it; `marks` as they stand in the entry, `preliminär: ja`."""

    meeting: date
    organisation: Organisation
    source: str
    indicator: Indicator
    period: str
    title: str
    text: str
    marks: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """What the new entry's id begins with: organisation and indicator name its files."""
        return f"{self.meeting}/{self.organisation.slug}-{self.indicator.slug}"


@dataclass(frozen=True, slots=True)
class Draft:
    """The two files, and what the archive's rules make of them."""

    id: str
    entry: str
    table: str
    problems: tuple[Problem, ...]
    statement: Statement | None

    @property
    def faults(self) -> list[Problem]:
        """The problems that stop it from being written."""
        return only(Severity.FEL, self.problems)


def find_kind(mall: Mall) -> Kind:
    """Return the mall's slag for statistics; raises `CannotRun` where it has none."""
    kind = next((row for row in mall.kinds if row.role == "statistik"), None)
    if kind is None:
        raise CannotRun(
            f'Mallen har inget slag med "roll: statistik". Lägg till ett i {MALL} först.'
        )
    return kind


def create_entry(told: Told, mall: Mall) -> str:
    """Return the entry's file: who says it, what the table holds, and what it shows."""
    kind = find_kind(mall)
    said = ", ".join(
        (
            f"indikator: {told.indicator.name}",
            f"period: {told.period}",
            *told.marks,
        )
    )
    # Within single quotation marks YAML takes every character as it is, but for the mark itself.
    source = told.source.replace("'", "''")
    header = (
        f"organisation: {told.organisation.name}",
        f"slag: {kind.name}",
        f"källa: '{source}'",
        f"statistik: {{{said}}}",
    )
    return "\n".join(("---", *header, "---", f"# {told.title}", told.text, ""))


def try_table(root: Path, told: Told, sheet: Sheet, mall: Mall) -> Draft:
    """Read the two files by all rules of the archive, in a folder of their own.

    The table is read as it stands in its source, so that a cell is found there by its address.
    """
    entry, name = create_entry(told, mall), choose_id(root, told, sheet)
    with trying(root, [str(told.meeting)]) as scratch:
        (scratch / ENTRIES / f"{name}.md").write_bytes(entry.encode())
        (scratch / ENTRIES / f"{name}.csv").write_bytes(sheet.source)
        loaded = load_archive(scratch)
    own = tuple(
        say_source(p, sheet) if p.origin.path.endswith(".csv") else p
        for p in loaded.problems
        if f"{ENTRIES}/{name}." in p.origin.path
    )
    statement = loaded.archive.statements.get(name) if loaded.archive else None
    return Draft(name, entry, sheet.text, own, statement)


def choose_id(root: Path, told: Told, sheet: Sheet) -> str:
    """Return the new entry's id: with a number where another table of the same kind has been imported."""
    for name in chain([told.id], (f"{told.id}-{number}" for number in count(2))):
        entry, table = (root / ENTRIES / f"{name}{end}" for end in (".md", ".csv"))
        is_same = table.is_file() and table.read_bytes() == sheet.text.encode()
        if is_same or not entry.exists():
            break
    return name


def check_pasted(sheet: Sheet) -> list[Problem]:
    """Return what points someone out in a table, before any of it is shown."""
    try:
        text = decode_table(sheet.source, sheet.file)
    except ArchiveError:
        text = sheet.text
    return [say_source(problem, sheet) for problem in guard_pasted(f"{sheet.file}.csv", text)]


def check_sheet(sheet: Sheet) -> list[Problem]:
    """Return each fel of a table whatever it tells of: titles, headings, broken letters, rows of another length."""
    try:
        table = parse_table(decode_table(sheet.source, sheet.file), sheet.file)
    except ArchiveError as error:
        return [say_source(problem, sheet) for problem in error.problems]
    found = only(Severity.FEL, (*check_shape(table), *find_broken_cells(table)))
    return [say_source(problem, sheet) for problem in found]


def say_source(problem: Problem, sheet: Sheet) -> Problem:
    """Return a problem of the table as one of the file it came from; no line of a workbook can be pasted."""
    line, column = problem.origin.line, 1 if sheet.is_workbook else problem.origin.column
    paste = "" if sheet.is_workbook else problem.paste
    return hide_in_problem(replace(problem, origin=Origin(sheet.file, line, column), paste=paste))


def write_table(root: Path, draft: Draft) -> Iterator[str]:
    """Write the two files and yield their paths; never over another file.

    The table goes first: one that stands alone with the same content is what an import wrote before
    it was stopped.
    """
    clear_unfinished(root)
    files = {f"{draft.id}.csv": draft.table, f"{draft.id}.md": draft.entry}
    for name, text in files.items():
        file = root / ENTRIES / name
        if file.exists() and (name.endswith(".md") or file.read_bytes() != text.encode()):
            raise CannotRun(f"{ENTRIES}/{name} finns redan. Inget har skrivits.")
    for name, text in files.items():
        try:
            write_new(root / ENTRIES / name, text)
        except OSError as error:
            raise CannotRun(
                f"{ENTRIES}/{name} går inte att skriva ({say_refusal(error)})."
            ) from error
        yield f"{ENTRIES}/{name}"


def describe_statement(statement: Statement) -> Iterator[str]:
    """Yield the lines to print: how much, when, and each series with its newest number."""
    found = statement.observations
    known = [one for one in found if one.value is not None]
    hidden = sum(say_hidden(one.mark) != "" for one in found if one.value is None)
    missing = len(found) - len(known) - hidden
    also = f", {hidden} är {'dolt' if hidden == 1 else 'dolda'}" if hidden else ""
    yield f"{say_figure(len(known), 'tal', 'tal')} i tabellen{also}, {missing or 'inga'} saknas."
    if not found:
        return
    periods = sorted({one.period for one in found})
    yield f"Perioder: {describe_periods([period.name for period in periods])}."
    places = dict.fromkeys(one.place_name for one in found if one.place_name)
    if places:
        yield f"Platser: {join_words(places)}."
    if any(one.preliminary for one in found):
        yield f"Preliminära tal: {sum(one.preliminary for one in found)}."
    yield from describe_series(found)


def find_foreign(statement: Statement, mall: Mall) -> list[str]:
    """Return the places of a table that the mall has not: another kommun, or a place in this one."""
    own = {mall.municipality.casefold(), mall.short_name.casefold()}
    named = dict.fromkeys(
        one.place for one in statement.observations if isinstance(one.place, str) and not one.total
    )
    return [place for place in named if place.casefold() not in own]


def describe_periods(names: Sequence[str]) -> str:
    """Return the first and the last, and how many."""
    if len(names) < 3:
        return join_words(names)
    return f"{len(names)} stycken, från {names[0]} till {names[-1]}"


def describe_series(found: Sequence[Observation]) -> Iterator[str]:
    """Yield a line a series: what it is part of, and its newest number."""
    series: dict[tuple[object, ...], Observation] = {}
    for one in found:
        key = (one.parent, one.type, one.place_name, one.unit)
        if key not in series or series[key].period < one.period:
            series[key] = one
    for one in list(series.values())[:MOST_SERIES]:
        yield f"  {name_series(one)}: {show_value(one)} ({one.period.short})"
    if len(series) > MOST_SERIES:
        yield f"  … och {len(series) - MOST_SERIES} till."


def name_series(one: Observation) -> str:
    """Return a series' name, indented when it is a part of another."""
    name = one.type or one.indicator.name
    words = f"{name}, {one.place_name}" if one.place_name else name
    return f"  {words}" if one.of_which else words


def show_value(one: Observation) -> str:
    """Return a number with its unit, or that it is missing."""
    if one.value is None:
        return say_hidden(one.mark) or "inget underlag"
    unit = "" if one.unit == "antal" else f" {one.unit}"
    return f"{say_amount(one.value)}{unit}{' preliminärt' if one.preliminary else ''}"
