"""The command line: the commands, and the one door from errors to exit codes.

Heavy rooms are imported inside the commands that need them, so that `check` starts fast. A command of
more than a few lines has a module of its own: the imports below say where. `showing.py` prints and
`asking.py` asks for all of them.
"""

from __future__ import annotations

import errno
from datetime import date
from pathlib import Path
from typing import Any

import click

from generator.cli.archiving import archive, restore
from generator.cli.checking import check, date_option, reader_option
from generator.cli.creating import new
from generator.cli.dispatching import send
from generator.cli.documents import extract, minutes, report
from generator.cli.editing import schema
from generator.cli.filling import new_decision, new_entry
from generator.cli.freezing import freeze
from generator.cli.guarding import hook, remove
from generator.cli.listing import import_list
from generator.cli.preparing import agenda, remind
from generator.cli.receiving import import_from
from generator.cli.showing import FAULTS, find_root, print_problems, say
from generator.cli.starting import demo, start, upgrade
from generator.cli.unpacking import receive
from generator.cli.verifying import verify
from generator.problems import ArchiveError, CannotRun, FaultyArchive, explain_refusal, show_lines
from generator.records import hide_in_problem, hide_personal, may_publish, read_archive
from generator.terminal import SwedishGroup, SwedishOption

NOTHING_DONE = (
    "Inget har skrivits eller visats, för kommandot bygger på hela arkivet. Rätta felen först."
)


class Door(SwedishGroup):
    """The one door from the house's errors to a message and an exit code."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; click reads its options in here too."""
        try:
            return super().invoke(ctx)
        except ArchiveError as error:
            print_problems([*map(hide_in_problem, error.problems)])
            if isinstance(error, FaultyArchive):
                say(NOTHING_DONE)
            raise SystemExit(FAULTS) from error
        except CannotRun as error:
            raise click.ClickException(show_lines(hide_personal(str(error)))) from error
        except OSError as error:
            # Whoever reads our lines may stop: `lagesbild check | head` is no error.
            if error.errno == errno.EPIPE:
                raise
            raise click.ClickException(show_lines(hide_personal(explain_refusal(error)))) from error


@click.group("lagesbild", cls=Door, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(
    package_name="lagesbild", message="lagesbild %(version)s", help="Visa versionen."
)
def main() -> None:
    """Lägesbildsarkivet: granska, bygg och ta emot poster."""


@main.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="MAPP")
@date_option
@reader_option
def export(folder: Path, today: date | None, reader: str | None) -> None:
    """Skriv arkivets sidor som HTML-filer i MAPP.

    Sidorna är vanliga filer som går att öppna direkt, utan MkDocs.
    """
    from generator.pages.export import write_export

    root = find_root(Path())
    count = write_export(root, folder, today, reader)
    say(hide_personal(f"{count} sidor ligger i {folder}. Öppna {folder / 'index.html'}."))


@main.command()
@click.option(
    "--privat",
    cls=SwedishOption,
    type=click.Choice(["ja", "nej"], case_sensitive=False),
    required=True,
    help="Om arkivets förråd är privat.",
)
@click.option(
    "--for",
    "reader",
    envvar="LAGESBILD_FOR",
    metavar="LÄSARE",
    help="Vem webbplatsen är byggd för: ett av mallens ord för spridning.",
)
def publicering(privat: str, reader: str | None) -> None:
    """Visa om arkivet får publiceras, och varför.

    Läsaren är den som webbplatsen är byggd för, och måste anges. Svaret är tre rader som ett byggsteg kan läsa.
    """
    archive = read_archive(find_root(Path()))
    verdict = may_publish(archive, private=privat == "ja", reader=(reader or "").strip())
    say(f"publicera={'ja' if verdict.allowed else 'nej'}")
    say(f"skal={verdict.reason}")
    say(f"oppen={'ja' if verdict.open_to_all else 'nej'}")


import_from.add_command(import_list)
new.add_command(new_decision)
new.add_command(new_entry)
for command in (
    agenda, archive, check, demo, extract, freeze, hook, import_from, minutes, new, receive, remind, remove,
    report, restore, schema, send, start, upgrade, verify,
):  # fmt: skip
    main.add_command(command)
