"""The commands that tell what there is to go through at the next meeting, and whom to remind."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from generator.cli.showing import find_root, parse_date, say
from generator.records import find_coming, read_archive
from generator.terminal import SwedishCommand

day_argument = click.argument("day", required=False, callback=parse_date, metavar="[ÅÅÅÅ-MM-DD]")


@click.command("agenda", cls=SwedishCommand)
@day_argument
def agenda(day: date | None) -> None:
    """Visa vad ett möte har att gå igenom (annars nästa planerade).

    Det är samma ord som på sidan Nästa möte: vilka som har rapporterat, vad som har beslutats sedan sist, åtgärder och uppdrag som är försenade eller ska vara klara, problem som fortsätter och förslag som väntar på svar. Inget skrivs i arkivet.
    """
    from generator.analysis import Chain, find_agenda
    from generator.article.plain import write_text
    from generator.pages.agenda.compose import compose_agenda
    from generator.pages.base import Desk

    archive = read_archive(find_root(Path()))
    asked = day or next(iter(find_coming(archive)), None)
    say(write_text(compose_agenda(Desk(archive, {}), find_agenda(Chain(archive), asked))))
