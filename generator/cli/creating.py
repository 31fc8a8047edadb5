"""The commands that begin a new file with what the archive knows, checked before it is written."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from generator.cli.asking import ask_yes, is_attended
from generator.cli.preparing import read_before
from generator.cli.showing import FAULTS, find_root, parse_date, say
from generator.cli.unpacking import check_with, finish_interrupted
from generator.intake.folder import ENTRIES, explain_taken, write_together
from generator.problems import CannotRun
from generator.records import MONTH, Archive, find_coming, is_expected, read_archive, say_off_plan
from generator.terminal import SwedishCommand, SwedishGroup

show_option = click.option("--visa", "only_show", is_flag=True, help="Visa filen. Skriv inget.")


@click.group("new", cls=SwedishGroup)
def new() -> None:
    """Börja på en ny fil, med det som arkivet redan vet."""


@new.command("meeting", cls=SwedishCommand)
@click.argument("day", required=False, callback=parse_date, metavar="[ÅÅÅÅ-MM-DD]")
@click.option(
    "--utanfor-planen",
    "off_plan",
    is_flag=True,
    help="Skriv filen fast dagen inte finns i mallens mötesplan.",
)
@show_option
def new_meeting(day: date | None, off_plan: bool, only_show: bool) -> None:
    """Förbered ett möte (annars nästa planerade som inte har någon fil): nummer, närvaro, områden och vad som ska följas upp.

    Allt som någon ska säga på mötet är tomma rader. Det som gällde senast, eller får stå, står som anteckningar, på rader som börjar med #: och bara syns i filen.
    """
    from generator.drafts import draft_meeting

    root = find_root(Path())
    archive = read_before(root, day)
    asked = day or find_unprepared(archive)
    path = f"{ENTRIES}/{asked}/index.md"
    is_expected_then = is_expected(archive, asked)
    if not (is_expected_then or off_plan or only_show):
        ask_off_plan(archive, asked)
    write_draft(root, path, draft_meeting(archive, asked), only_show=only_show)
    if not is_expected_then:
        say("Blev det fel dag tar du bort filen. Den är ny och inte sparad i Git.")
    say("Fyll i raderna på mötet. Hur de skrivs står i docs/mote-och-beslut.md.")


def ask_off_plan(archive: Archive, day: date) -> None:
    """Ask whether a meeting is meant for a day that is not planned; raises `CannotRun` where it is not."""
    why = say_off_plan(archive, day)
    if not is_attended():
        raise CannotRun(f"{why} Lägg till --utanfor-planen om mötet ändå är den dagen.")
    if not ask_yes(f"{why} Är mötet ändå den dagen?"):
        say("Inget har skrivits.")
        raise SystemExit(0)


@new.command("report", cls=SwedishCommand)
@click.argument("month", required=False, metavar="[ÅÅÅÅ-MM]")
@show_option
def new_report(month: str | None, only_show: bool) -> None:
    """Förbered en månads rapport (annars det senast hållna mötets): mottagare, och talen till sammanfattningen.

    Finns rapporten redan visar du talen med --visa.
    """
    from generator.drafts import draft_report

    root = find_root(Path())
    archive = read_archive(root)
    held = [report.id for report in archive.reports if report.meetings]
    if not month and not held:
        raise CannotRun("Inget möte har hållits än. Skriv månaden, till exempel 2026-11.")
    asked = parse_month(month or held[-1])
    path = f"{ENTRIES}/rapporter/{asked}.md"
    write_draft(root, path, draft_report(archive, asked), only_show=only_show)
    say("Skriv sammanfattningen sist i filen, under raden ---.")


def find_unprepared(archive: Archive) -> date:
    """Return the day of the next meeting that nobody has written of."""
    written = {meeting.planned for meeting in archive.meetings if meeting.has_file}
    day = next((day for day in find_coming(archive) if day not in written), None)
    if day is None:
        raise CannotRun(
            "Ingen mötesdag är planerad i mallen. Skriv dagen, till exempel 2026-11-12."
        )
    return day


def parse_month(text: str) -> str:
    """Return a month as it was given; raises `CannotRun` for what is none."""
    if not MONTH.fullmatch(text):
        raise CannotRun("Skriv månaden med år och månad, till exempel 2026-11.")
    return text


def write_draft(root: Path, path: str, text: str, *, only_show: bool) -> None:
    """Write a new file, unless it is only to be shown or the archive would not take it."""
    if only_show:
        say(f"{path}:\n{text}")
        raise SystemExit(0)
    finish_interrupted(root)
    if (root / path).exists():
        raise CannotRun(f"{path} finns redan. Lägg till --visa för att se vad som skulle skrivas.")
    if why := explain_taken(root, path, text):
        raise CannotRun(why)
    if check_with(root, {path: text}).stops:
        say(f"Inget har skrivits. Så här skulle {path} bli:\n{text}")
        raise SystemExit(FAULTS)
    write_together(root, {path: text})
    say(f"Skriven: {path}")
