"""The commands that tell what there is to go through at a meeting, and what to write to whom before it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from generator.cli.showing import find_root, parse_date, say
from generator.records import Archive, find_coming, find_reached, find_unmet, read_archive
from generator.swedish import say_day
from generator.terminal import SwedishCommand


def read_before(root: Path, day: date | None = None) -> Archive:
    """Read the archive for a meeting that is to come: the `day` that was asked for, or else the next.

    Where a day in a settled row alone has come past a meeting, that meeting may be the next. It is
    said, and the archive is read on the day that it has certainly reached.
    """
    archive = read_archive(root)
    unmet = () if day else find_unmet(archive)
    if not unmet:
        return archive
    say(
        f"Arkivet säger inte om mötet den {say_day(unmet[0])} har varit, så det räknas som kommande. Har "
        'det varit: skriv "närvaro" eller "inställt" i mötets fil, eller ange en senare dag.'
    )
    return replace(archive, asked_date=find_reached(archive))


day_argument = click.argument("day", required=False, callback=parse_date, metavar="[ÅÅÅÅ-MM-DD]")


@click.command("agenda", cls=SwedishCommand)
@day_argument
def agenda(day: date | None) -> None:
    """Visa vad ett möte har att gå igenom (annars nästa planerade).

    Det är samma ord som på sidan Nästa möte: vilka som har rapporterat, vad som har beslutats sedan sist, åtgärder och uppdrag som är försenade eller ska vara klara, det som följs från tidigare möten och förslag som väntar på svar. Inget skrivs i arkivet.
    """
    from generator.analysis import Chain, find_agenda
    from generator.article.plain import write_text
    from generator.pages.agenda.compose import compose_agenda
    from generator.pages.base import EXAMPLE, Build

    archive = read_before(find_root(Path()), day)
    if archive.mall.example:
        say(EXAMPLE)
    asked = day or next(iter(find_coming(archive)), None)
    say(write_text(compose_agenda(Build(archive, {}), find_agenda(Chain(archive), asked))))


@click.command("remind", cls=SwedishCommand)
@day_argument
def remind(day: date | None) -> None:
    """Skriv en påminnelse till var och en som inte har rapporterat till ett möte (annars nästa planerade).

    Den som inte måste rapportera får en fråga om det som är försenat eller ska vara klart till mötet. Varje text säger vad som saknas, vad organisationen ansvarar för som inte är klart, och var man rapporterar. Inget skickas: kopiera texterna, eller öppna dem som brev på sidan Nästa möte.
    """
    from generator.analysis import Chain, find_agenda
    from generator.article.plain import plain_line
    from generator.pages.agenda.letters import write_letters
    from generator.pages.agenda.when import say_lead, say_past
    from generator.pages.base import EXAMPLE

    archive = read_before(find_root(Path()), day)
    found = find_agenda(Chain(archive), day or next(iter(find_coming(archive)), None))
    if found.day is None:
        say("Inget möte är planerat, så ingen behöver påminnas.")
        return
    if archive.mall.example:
        say(EXAMPLE)
    past = say_past(archive, found)
    say(plain_line(past) if past else say_lead(archive, found))
    letters = () if past else tuple(write_letters(archive, found))
    if not letters:
        say("Ingen behöver påminnas.")
    else:
        say("Inget skickas av programmet. Kopiera texterna, eller öppna dem på sidan Nästa möte.")
    for letter in letters:
        mail = letter.organisation.mail
        to = mail or f"(mallen har ingen e-postadress till {letter.organisation.name})"
        head = f"=== {letter.organisation.name}\nTill: {to}\nÄmne: {letter.subject}"
        say(f"\n{head}\n\n{letter.text}", own=(mail,) if mail else ())
