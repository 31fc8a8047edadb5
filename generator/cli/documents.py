"""The commands that write a report, a meeting or a decision as files, for one reader."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.checking import date_option
from generator.cli.creating import parse_month
from generator.cli.showing import find_root, parse_date, say
from generator.problems import CannotRun, list_choices, quote, suggest
from generator.records import (
    Archive,
    Decision,
    Distribution,
    Meeting,
    Report,
    find_reader,
    hide_personal,
    read_archive,
)
from generator.swedish import say_count, say_day, say_month
from generator.terminal import SwedishCommand, SwedishOption, folder_option

if TYPE_CHECKING:
    from generator.pages.composed import Composer

# What is sent has no reader by default.
reader_option = click.option(
    "--for",
    "reader",
    cls=SwedishOption,
    envvar="LAGESBILD_FOR",
    required=True,
    metavar="LÄSARE",
    help="Vem det skrivs för: ett av mallens ord för spridning.",
)
out_option = folder_option("Mappen som filerna läggs i, i en mapp med läsaren i namnet.")
short_option = click.option(
    "--short",
    is_flag=True,
    help="Skriv bara en sida: de första meningarna, förslagen och lägestavlan.",
)


@click.command("report", cls=SwedishCommand)
@click.argument("month", metavar="ÅÅÅÅ-MM")
@reader_option
@out_option
@short_option
@date_option
def report(month: str, reader: str, folder: Path, short: bool, today: date | None) -> None:
    """Skriv en lägesrapport som PDF, som Word-fil och som data.

    Ett utkast märks på varje sida och säger vad som saknas. Alla filer skrivs, eller ingen. En mapp som kommandot har skrivit förut skrivs om, om ingen har ändrat något i den.
    """
    root = find_root(Path())
    archive = read_archive(root, today)
    write(root, archive, find_report(archive, month), reader, folder, short=short)


@click.command("minutes", cls=SwedishCommand)
@click.argument("day", callback=parse_date, metavar="ÅÅÅÅ-MM-DD")
@reader_option
@out_option
@short_option
@date_option
def minutes(day: date, reader: str, folder: Path, short: bool, today: date | None) -> None:
    """Skriv ett mötes minnesanteckningar som PDF, som Word-fil och som data.

    Anteckningar som inte är godkända märks som utkast på varje sida. Dagen är mötets planerade dag, eller den då det hölls.
    """
    root = find_root(Path())
    archive = read_archive(root, today)
    write(root, archive, find_meeting(archive, day), reader, folder, short=short)


@click.command("extract", cls=SwedishCommand)
@click.argument("name", metavar="BESLUT")
@reader_option
@out_option
@click.option("--short", is_flag=True, help="Skriv bara beslutet, uppdragen och motiveringen.")
@date_option
def extract(name: str, reader: str, folder: Path, short: bool, today: date | None) -> None:
    """Skriv ett beslut som protokollsutdrag: som PDF, som Word-fil och som data.

    BESLUT är namnet på beslutets fil, till exempel 2026-12-15-kartlaggning-jarntorget. Utdraget säger var originalet finns.
    """
    root = find_root(Path())
    archive = read_archive(root, today)
    write(root, archive, find_decision(archive, name), reader, folder, short=short)


def find_report(archive: Archive, month: str) -> Report:
    """Return the report of a month with a meeting."""
    found = next((row for row in archive.reports if row.id == parse_month(month)), None)
    if found and found.file and not found.meetings:
        raise CannotRun(say_no_meeting(found.id))
    if found is None or not found.meetings:
        written = [row.id for row in archive.reports if row.meetings]
        last = f" Den senaste är för {say_month(written[-1])}." if written else ""
        raise CannotRun(f"Ingen rapport finns för {say_month(month)}.{last}")
    return found


def say_no_meeting(month: str) -> str:
    """Say that a month has a report's file, and no meeting that was held to report of."""
    return (
        f"Rapporten för {say_month(month)} har en fil, men inget möte som hölls i perioden. "
        "Skriv in mötet först."
    )


def find_meeting(archive: Archive, day: date) -> Meeting:
    """Return the meeting that was held, by its planned day or by the day it was held."""
    found = next((row for row in archive.meetings if day in (row.planned, row.day)), None)
    if found is None or not found.is_held:
        held = archive.held_meetings
        last = f" Det senaste hölls den {say_day(held[-1].day)}." if held else ""
        raise CannotRun(f"Arkivet har inget möte som hölls den {say_day(day)}.{last}")
    return found


def find_decision(archive: Archive, name: str) -> Decision:
    """Return a decision by the name of its file."""
    known = {row.id: row for row in archive.decisions}
    plain = name.removeprefix("decisions/").removesuffix(".md")
    if plain not in known:
        raise CannotRun(
            f"{quote(name)} är inget beslut. {str(suggest(plain, known)) or say_last(known)}"
        )
    return known[plain]


def say_last(known: Mapping[str, Decision]) -> str:
    """Say what the newest decision is called, as an example of a name."""
    newest = max(known, default="")
    return f"Det senaste heter {newest}." if newest else "Arkivet har inga beslut än."


def open_composer(root: Path, archive: Archive, reader: Distribution) -> Composer:
    """Return what composes records for a reader."""
    from generator.pages.composed import Composer, make_build

    return Composer(make_build(root, archive, reader))


def write(
    root: Path,
    archive: Archive,
    record: Report | Meeting | Decision,
    reader: str,
    folder: Path,
    *,
    short: bool,
) -> None:
    """Write the files of a record for a reader, and say where they are."""
    from generator.documents.folder import refuse_place, write_whole
    from generator.documents.sent import read_kept, write_files

    row = find_reader(archive.mall, reader)
    place = refuse_place(root, folder)
    composer = open_composer(root, archive, row)
    kept = read_kept(root, composer.build, record)
    article = composer.compose(record)
    made = write_files(article, composer.build, row.name, short=short, kept=kept)
    is_new = write_whole(place / made.name, made.files)
    say_written(folder / made.name, len(made.files), made.documents, is_new=is_new)


def say_written(folder: Path, count: int, documents: dict[str, bytes], *, is_new: bool) -> None:
    """Say which files are in a folder."""
    files = say_count(count, "fil", "filer")
    listed = list_choices(documents).replace(" eller ", " och ")
    told = f"{folder} har {files}, bland dem {listed}."
    say(hide_personal(told if is_new else f"{told} De var redan skrivna, och är likadana."))
