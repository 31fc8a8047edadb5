"""The commands that begin an archive of one's own, show the example, and take in a newer version."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from generator.cli.asking import ask_day, ask_optional, ask_text
from generator.cli.showing import find_root, parse_date, print_problems, say
from generator.problems import CannotRun, Severity, only, quote, suggest
from generator.records import MALL, load_archive
from generator.swedish import join_words
from generator.terminal import SwedishCommand

FORGES = ("github", "gitlab", "forgejo")
MAIL = "mailto:"
ENDINGS = (" kommun", " stad", " region")
NEXT = """\
Härnäst, i mappen:
  1. git init -b main
  2. lagesbild hook install
  3. Läs entries/mall.yml. Rader med "förslag" ska ni byta ut eller godkänna.
  4. lagesbild check
  5. git add -A
  6. git commit -m "Arkivet börjar"
  7. lagesbild new meeting
  8. mkdocs serve
Arkivet ska ligga i ett privat förråd. Guiden docs/borja-med-ett-tomt-arkiv.md säger resten, och
docs/for-it.md hur det sänds dit."""
WHAT_TO_DO = {
    "ny": "skrivs",
    "byts": "skrivs om",
    "ändrad av er": "lämnas. För in det ni vill ha för hand",
    "borttagen av er": "skrivs inte. Ta bort dess rad i .lagesbild-filer om ni vill ha den igen",
    "behövs inte längre": "lämnas. Ta bort den om ni inte använder den",
}


@click.command("start", cls=SwedishCommand)
@click.argument("folder", type=click.Path(path_type=Path), metavar="MAPP")
@click.option("--kommun", "short", help="Kommunens namn i löpande text, till exempel Norberg.")
@click.option("--namn", "municipality", help="Namnet i protokoll, till exempel Norbergs kommun.")
@click.option("--lan", "county", help="Länet som Länsstyrelsen heter efter, till exempel Dalarna.")
@click.option("--synpunkter", "feedback", help="Gruppens funktionsbrevlåda eller webbadress.")
@click.option(
    "--forsta-motet",
    "first",
    callback=parse_date,
    metavar="ÅÅÅÅ-MM-DD",
    help="Det första planerade mötet.",
)
@click.option(
    "--organisation", "organisations", multiple=True, help="En organisation som rapporterar."
)
@click.option("--plats", "places", multiple=True, help="En allmän plats som får nämnas.")
@click.option("--forge", type=click.Choice(FORGES), help="Skriv arbetsflödet för den tjänsten.")
@click.option(
    "--inga-fragor", "silent", is_flag=True, help="Fråga inget. Det som inte anges blir förslag."
)
def start(
    folder: Path,
    short: str | None,
    municipality: str | None,
    county: str | None,
    feedback: str | None,
    first: date | None,
    organisations: tuple[str, ...],
    places: tuple[str, ...],
    forge: str | None,
    silent: bool,
) -> None:
    """Börja ett eget, tomt arkiv i MAPP.

    Du får frågor om kommunens egna ord. Resten av mallen blir förslag att pröva. Inget skrivs i en mapp som inte är tom.
    """
    from generator.starting import (
        DIGESTS,
        ORGANISATIONS,
        PLACES,
        Own,
        lay_folder,
        lay_out,
        propose_name,
        refuse_filled,
        write_digests,
        write_files,
        write_mall,
    )

    refuse_filled(folder)
    if silent and not (short and feedback and first):
        raise CannotRun("Med --inga-fragor måste --kommun, --synpunkter och --forsta-motet anges.")
    short = read_short(short or ask_text("Kommunens namn i löpande text, till exempel Norberg"))
    if not silent:
        proposed = propose_name(short)
        municipality = municipality or ask_text("Namnet i protokoll", proposed)
        county = county or ask_optional("Länet som Länsstyrelsen heter efter, till exempel Dalarna")
        feedback = feedback or ask_text("Gruppens funktionsbrevlåda")
        first = first or ask_day("Det första planerade mötet")
        told = [dict(row)["namn"] for row in ORGANISATIONS]
        organisations = organisations or ask_words("Organisationer som rapporterar", told)
        places = places or ask_words("Allmänna platser som får nämnas", [n for n, _ in PLACES])
    assert feedback
    assert first
    own = Own(
        short, read_feedback(feedback), first, municipality or "", read_county(county),
        organisations=organisations, places=places,
    )  # fmt: skip
    text = write_mall(own).encode()
    with tempfile.TemporaryDirectory() as name:
        lay_out(Path(name), {MALL: text})
        loaded = load_archive(Path(name))
    if loaded.archive is None or loaded.faults:
        print_problems(only(Severity.FEL, loaded.problems))
        raise CannotRun("Mallen blir inte rätt med de orden. Inget har skrivits.")
    files = write_files(loaded.archive.mall, forge)
    lay_folder(folder, {MALL: text, **files, DIGESTS: write_digests(files)})
    say(f"Arkivet ligger i {folder}.\n\n{NEXT}")


def read_short(word: str) -> str:
    """Return a kommun's name in a sentence; raises `CannotRun` for the name in a protocol."""
    name = word.strip()
    ending = next((end for end in ENDINGS if name.casefold().endswith(end)), "")
    if ending:
        raise CannotRun(
            f'Skriv kommunens namn utan "{ending.strip()}", som det står i löpande text: '
            'till exempel Norberg. Hela namnet anges med --namn "Norbergs kommun".'
        )
    return name


def read_county(word: str | None) -> str:
    """Return the county that is meant, or nothing; raises `CannotRun` for what is none."""
    from generator.starting import COUNTIES

    asked = (word or "").strip()
    plain = asked.casefold().removesuffix(" län")
    for county in COUNTIES:
        if plain in (county.casefold(), f"{county.casefold()}s"):
            return county
    if asked:
        hint = suggest(asked, COUNTIES) or f"Välj bland {join_words(COUNTIES)}."
        raise CannotRun(f"{quote(asked)} är inget län. {hint}")
    return ""


def read_feedback(address: str) -> str:
    """Return an address as the mall has it: an e-mail address behind `mailto:`."""
    plain = address.strip()
    return f"{MAIL}{plain}" if "@" in plain and ":" not in plain else plain


def ask_words(words: str, proposed: Sequence[str]) -> tuple[str, ...]:
    """Ask for words on one line; none leaves the proposals."""
    answer = ask_optional(f"{words}, med komma emellan. Förslag: {join_words(proposed)}")
    return tuple(word.strip() for word in answer.split(",") if word.strip())


@click.command("demo", cls=SwedishCommand)
@click.argument("folder", type=click.Path(path_type=Path), metavar="MAPP")
def demo(folder: Path) -> None:
    """Skriv exempelarkivet i MAPP, för den som vill se hur ett arkiv ser ut. Allt i det är påhittat."""
    from generator.starting import lay_folder, list_example

    lay_folder(folder, list_example())
    say(f"Exemplet ligger i {folder}. Kör mkdocs serve där.")


@click.command("upgrade", cls=SwedishCommand)
@click.option(
    "--dry-run", "only_show", is_flag=True, help="Visa vad som skulle ändras. Skriv inget."
)
def upgrade(only_show: bool) -> None:
    """Skriv om guider, arbetsflöden och inställningar som den installerade versionen har dem.

    Guidernas exempel skrivs med orden i mallen som den är nu. Filer som ni har ändrat lämnas, och du får veta vilka de är. Poster, möten, beslut och mallen rörs aldrig.
    """
    from generator.starting import plan_upgrade, read_version, upgrade_files

    root = find_root(Path())
    changes, files = plan_upgrade(root)
    if not changes:
        say(f"Allt är som version {read_version()} skriver det.")
        return
    for change in changes:
        say(f"{change.path}: {change.fate}, {WHAT_TO_DO[change.fate]}.")
        for line in change.lines if only_show else ():
            say(f"    {line}")
    if only_show:
        say("Inget har skrivits.")
        return
    upgrade_files(root, changes, files)
    say("Klart. Se efter med git diff, och kör lagesbild check.")
