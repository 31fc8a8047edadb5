"""The commands that take in what others have: the police's events, and tables from a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.asking import ask_text, ask_word, ask_yes
from generator.cli.showing import FAULTS, NO_FAULTS, find_root, parse_date, print_problems, say
from generator.problems import ArchiveError, CannotRun, Problem, Severity, only
from generator.records import MALL, Archive, Indicator, find_coming, hide_in_problem, load_archive
from generator.swedish import join_names
from generator.terminal import SwedishGroup

if TYPE_CHECKING:
    from generator.intake.table import Told

# What may be said of all numbers of a table, and the question for it.
REPORT_DAY = "anmälningsdatum"
MARKS = {
    "preliminär": "Är talen preliminära?",
    REPORT_DAY: "Visar talen när något anmäldes, inte när det hände?",
}


@click.group("import", cls=SwedishGroup)
def import_from() -> None:
    """Ta emot händelser och tabeller från andra källor som poster."""


@import_from.command("polisen")
@click.argument("file", type=click.Path(path_type=Path), metavar="FIL")
@click.option(
    "--place",
    "places",
    multiple=True,
    metavar="NAMN",
    help="Plats vars händelser tas in (annars mallens kommun); kan anges flera gånger.",
)
@click.option(
    "--meeting",
    callback=parse_date,
    metavar="ÅÅÅÅ-MM-DD",
    help="Mötet alla poster läggs i (annars det första på eller efter händelsens dag).",
)
def import_polisen(file: Path, places: tuple[str, ...], meeting: date | None) -> None:
    """Skriv en post för varje händelse i FIL.

    FIL är ett svar från polisens öppna API, eller arkivet över dess händelser som CSV. Poster som redan finns ändras aldrig. Granska de nya innan de läggs in i arkivet.

    Slutkod: 0 allt togs om hand, 1 något i FIL eller mallen måste rättas, 2 gick inte att köra.
    """
    from generator.intake.polisen import describe_import, import_events

    found, written = import_events(find_root(Path()), file, places, meeting)
    print_problems([*map(hide_in_problem, found.unread)])
    for line in describe_import(found, written):
        say(line)
    raise SystemExit(FAULTS if found.unread or found.refused or found.waiting else NO_FAULTS)


@import_from.command("tabell")
@click.argument("file", type=click.Path(path_type=Path), metavar="FIL")
@click.option(
    "--sheet", metavar="NAMN", help="Bladet i en Excel-fil (annars det som visas när filen öppnas)."
)
@click.option(
    "--dolda", "whole", is_flag=True, help="Läs också rader och kolumner som är dolda i Excel."
)
@click.option(
    "--meeting",
    callback=parse_date,
    metavar="ÅÅÅÅ-MM-DD",
    help="Mötet som tabellen lämnas till (annars nästa planerade).",
)
def import_table(file: Path, sheet: str | None, whole: bool, meeting: date | None) -> None:
    """Läs tabellen i FIL, visa hur den förstås och skriv en post för den.

    FIL är en CSV-fil eller en Excel-fil (xlsx). Har den flera blad får du veta vilket som lästes, och det som är dolt eller bortfiltrerat lämnas utanför. Du får frågor om vad talen gäller. Inget skrivs förrän du har sett hur tabellen har förståtts och svarat ja.

    Slutkod: 0 posten skrevs eller du svarade nej, 1 tabellen måste rättas, 2 gick inte att köra.
    """
    from generator.intake.sheet import read_sheet
    from generator.intake.table import (
        check_pasted,
        check_sheet,
        describe_statement,
        find_foreign,
        try_table,
        write_table,
    )

    root = find_root(Path())
    archive = read_without_stopped(root)
    found = read_sheet(file, sheet, whole=whole)
    for told_first in filter(None, (found.choice, found.hidden)):
        say(told_first)
    stop_at_faults(check_pasted(found))
    say(f"Tabellen i {found.file}:\n{found.beginning}")
    # Nobody is asked about a table that no answer would make readable.
    stop_at_faults(check_sheet(found))
    told = ask_what(archive, meeting)
    if found.has_dashes:
        told = replace(told, marks=(*told.marks, ask_dashes()))
    draft = try_table(root, told, found, archive.mall)
    stop_at_faults(draft.problems, stopped=draft.statement is None)
    assert draft.statement is not None
    say("Så har tabellen förståtts:")
    for line in describe_statement(draft.statement):
        say(line)
    if foreign := find_foreign(draft.statement, archive.mall):
        say(say_foreign(foreign, archive.mall.short_name, told.indicator))
    if not ask_yes("Stämmer det, och ska posten skrivas?"):
        say("Inget har skrivits.")
        return
    for path in write_table(root, draft):
        say(f"Skriven: {path}")


def say_foreign(places: Sequence[str], own: str, indicator: Indicator) -> str:
    """Say that a table has places that the mall has not, and what becomes of their numbers."""
    return (
        f"Obs: {join_names(places)} finns inte bland mallens platser. Är det en annan kommun än {own} hör "
        f'talen inte till "{indicator.name}" här. Svara då nej, och ta bort raderna ur tabellen.'
    )


def stop_at_faults(problems: Sequence[Problem], *, stopped: bool = False) -> None:
    """Print problems, and end the command when one of them is a fel."""
    print_problems(problems)
    if stopped or only(Severity.FEL, problems):
        say("Inget har skrivits. Rätta i källan och försök igen.")
        raise SystemExit(FAULTS)


def read_without_stopped(root: Path) -> Archive:
    """Read the archive; a table that stands alone may be what a stopped import wrote, and stops no new one."""
    loaded = load_archive(root)
    tables = (root / problem.origin.path for problem in loaded.faults)
    alone = (path.suffix == ".csv" and not path.with_suffix(".md").exists() for path in tables)
    if loaded.archive is None or not all(alone):
        say("Tabellen har inte lästs. Rätta först det som är fel i arkivet.")
        raise ArchiveError(loaded.problems)
    return loaded.archive


def ask_what(archive: Archive, meeting: date | None) -> Told:
    """Ask what a table is, in the mall's words."""
    from generator.intake.table import PERIODS, Told, find_kind

    mall = archive.mall
    find_kind(mall)
    day = meeting or find_next_meeting(archive)
    organisations = {row.name: row for row in mall.organisations if row.valid_at(day)}
    indicators = {row.name: row for row in mall.indicators if row.valid_at(day)}
    if not indicators:
        raise CannotRun(f"Mallen har inga indikatorer. Lägg till en i {MALL} först.")
    organisation = organisations[ask_word("Organisation", list(organisations))]
    indicator = indicators[ask_word("Indikator", list(indicators))]
    return Told(
        meeting=day,
        organisation=organisation,
        indicator=indicator,
        period=ask_word("Varje tal gäller en", PERIODS),
        source=ask_text("Källa, till exempel Polisen, anmälda brott"),
        title=ask_text("Rubrik som säger vad talen visar"),
        text=ask_text("Två till fyra meningar om talen"),
        marks=tuple(ask_marks(indicator)),
    )


def ask_marks(indicator: Indicator) -> Iterator[str]:
    """Ask what holds for all the numbers; what the mall says of their indicator is only told."""
    for mark, words in MARKS.items():
        if mark == REPORT_DAY and indicator.by_report_day:
            say("Talen visar när brotten anmäldes, inte när de begicks. Det står i mallen.")
        elif ask_yes(words):
            yield f"{mark}: ja"


def ask_dashes() -> str:
    """Ask what a dash in the table is: official statistics write a nought so."""
    zero = ask_yes(
        "Betyder ett streck i tabellen noll? Svarar du nej betyder det att talet saknas."
    )
    return f"streck: {'noll' if zero else 'saknas'}"


def find_next_meeting(archive: Archive) -> date:
    """Return the day of the next meeting."""
    day = next(iter(find_coming(archive)), None)
    if day is None:
        raise CannotRun("Ingen mötesdag är planerad i mallen. Ange dagen med --meeting.")
    return day
