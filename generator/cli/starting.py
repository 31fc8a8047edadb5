"""The commands that begin an archive of one's own, show the example, and take in a newer version."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator.cli.asking import ask_day, ask_optional, ask_text
from generator.cli.showing import find_root, parse_date, say
from generator.problems import CannotRun, quote, suggest
from generator.records import ADDRESS, MALL, Mall, load_archive
from generator.swedish import join_words
from generator.terminal import SwedishCommand

if TYPE_CHECKING:
    from generator.starting import Own

FORGES = ("github", "gitlab", "forgejo")
MAIL = "mailto:"
ENDINGS = (" kommun", " stad", " region")
# The words a mall is tried with until its own are told: names, an address and a meeting's day.
UNTOLD = ("Kommunen", "https://kommunen.example", date(2026, 1, 8), "Kommunen som helhet")
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
@click.option(
    "--forge",
    type=click.Choice(FORGES, case_sensitive=False),
    help="Skriv arbetsflödet för den tjänsten.",
)
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
        lay_folder,
        refuse_filled,
        write_digests,
        write_files,
        write_mall,
    )

    refuse_filled(folder)
    if silent and not (short and feedback and first):
        raise CannotRun("Med --inga-fragor måste --kommun, --synpunkter och --forsta-motet anges.")
    told = {
        "short": short, "municipality": municipality, "county": county, "feedback": feedback,
        "first": first, "organisations": organisations, "places": places,
    }  # fmt: skip
    own = settle_own({name: answer for name, answer in told.items() if answer}, silent=silent)
    files = write_files(read_own(own), forge)
    lay_folder(folder, {MALL: write_mall(own).encode(), **files, DIGESTS: write_digests(files)})
    say(f"Arkivet ligger i {folder}.\n\n{NEXT}")


def settle_own(given: Mapping[str, Any], *, silent: bool) -> Own:
    """Return the kommun's own words: those given, and then, unless it is `silent`, those asked for.

    `given` has answers by their names in `QUESTIONS`. Raises `CannotRun`, which names the option,
    for one that will not do; nothing is asked before. A refused answer is asked for again.
    """
    from generator.starting import Own

    own = Own(*UNTOLD)
    # Who is asked nothing has the name that follows from the short one, where it does.
    unasked = {"municipality": "", **given} if silent else given
    try:
        own = take_answers(own, unasked)
    except CannotRun:
        # One by one, to find the option: each takes as long as all of them.
        for name, answer in unasked.items():
            try:
                own = take_answers(own, {name: answer})
            except CannotRun as error:
                option = QUESTIONS[name].option
                raise CannotRun(f"{option}: {error} Inget har skrivits.") from error
    for name in () if silent else QUESTIONS:
        own = own if name in given else ask_own(own, name)
    return own


def ask_own(own: Own, name: str) -> Own:
    """Ask one of the questions, until its answer will do, and return the words with it."""
    while True:
        try:
            return take_answers(own, {name: QUESTIONS[name].ask(own)})
        except CannotRun as error:
            say(str(error))


def take_answers(own: Own, answers: Mapping[str, Any]) -> Own:
    """Return the words with some answers more; raises `CannotRun` where the mall cannot have them."""
    for name, answer in answers.items():
        own = replace(own, **{name: QUESTIONS[name].read(answer)})
    read_own(own)
    return own


def read_own(own: Own) -> Mall:
    """Return the mall of such words; raises `CannotRun`, which says what is wrong, where it is none."""
    from generator.starting import lay_out, write_mall

    with tempfile.TemporaryDirectory() as name:
        lay_out(Path(name), {MALL: write_mall(own).encode()})
        loaded = load_archive(Path(name))
    if loaded.archive is None or loaded.faults:
        raise CannotRun(" ".join(dict.fromkeys(fault.text for fault in loaded.faults)))
    return loaded.archive.mall


def read_short(word: str) -> str:
    """Return a kommun's name in a sentence; raises `CannotRun` for the name in a protocol."""
    name = word.strip()
    ending = next((end for end in ENDINGS if name.casefold().endswith(end)), "")
    if ending or not name:
        without = f'utan "{ending.strip()}", ' if ending else ""
        raise CannotRun(
            f"Skriv kommunens namn {without}som det står i löpande text: till exempel Norberg. "
            'Hela namnet, som "Norbergs kommun", är en egen fråga och flaggan --namn.'
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
        hint = str(suggest(asked, COUNTIES)) or f"Välj bland {join_words(COUNTIES)}."
        raise CannotRun(f"{quote(asked)} är inget län. {hint}")
    return ""


def read_feedback(address: str) -> str:
    """Return an address as the mall has it, an e-mail address behind `mailto:`; raises `CannotRun` for none."""
    plain = address.strip()
    found = f"{MAIL}{plain}" if "@" in plain and ":" not in plain else plain
    if not ADDRESS.fullmatch(found):
        raise CannotRun(
            "Det är ingen hel adress. Skriv hela e-postadressen, också det som står sist, som .se, "
            "eller en webbadress som börjar med https://."
        )
    return found


def ask_words(words: str, proposed: Sequence[str]) -> tuple[str, ...]:
    """Ask for words on one line; none leaves the proposals."""
    answer = ask_optional(f"{words}, med komma emellan. Förslag: {join_words(proposed)}")
    return tuple(word.strip() for word in answer.split(",") if word.strip())


@dataclass(frozen=True, slots=True)
class Question:
    """What a kommun is asked: the option that answers it, how it is asked, and how an answer is read."""

    option: str
    ask: Callable[[Own], Any]
    read: Callable[[Any], Any]


def ask_name(own: Own) -> str:
    """Ask for the name in a protocol; with Enter it is the proposed one."""
    from generator.starting import propose_name

    return ask_text("Namnet i protokoll", propose_name(own.short))


def ask_organisations(_: Own) -> tuple[str, ...]:
    """Ask who reports; none leaves the proposals."""
    from generator.starting import ORGANISATIONS

    return ask_words("Organisationer som rapporterar", [dict(row)["namn"] for row in ORGANISATIONS])


def ask_places(_: Own) -> tuple[str, ...]:
    """Ask which places may be named; none leaves the proposals."""
    from generator.starting import PLACES

    return ask_words("Allmänna platser som får nämnas", [name for name, _ in PLACES])


# By their names in `Own`, in the order they are asked.
QUESTIONS = {
    "short": Question(
        "--kommun",
        lambda _: ask_text("Kommunens namn i löpande text, till exempel Norberg"),
        read_short,
    ),
    "municipality": Question("--namn", ask_name, str.strip),
    "county": Question(
        "--lan",
        lambda _: ask_optional("Länet som Länsstyrelsen heter efter, till exempel Dalarna"),
        read_county,
    ),
    "feedback": Question(
        "--synpunkter", lambda _: ask_text("Gruppens funktionsbrevlåda"), read_feedback
    ),
    "first": Question(
        "--forsta-motet", lambda _: ask_day("Det första planerade mötet"), lambda day: day
    ),
    "organisations": Question("--organisation", ask_organisations, tuple),
    "places": Question("--plats", ask_places, tuple),
}


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
