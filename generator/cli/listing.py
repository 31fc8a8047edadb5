"""`lagesbild import lista`: shows how a list is understood, asks what is unclear, writes its entries."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator.cli.asking import ask_yes
from generator.cli.showing import FAULTS, NO_FAULTS, find_root, parse_date, say
from generator.intake.folder import REVIEW
from generator.problems import ArchiveError, CannotRun, quote
from generator.records import ANSWERS, OMITTED, WORD_KINDS, Archive, Role, read_archive
from generator.swedish import join_words, say_figure
from generator.terminal import SwedishCommand

if TYPE_CHECKING:
    from generator.intake.folder import Written
    from generator.intake.listed.sorting import Sorted

ROLES = [str(role) for role in Role]
OPTIONS = (
    click.option(
        "--sheet",
        metavar="NAMN",
        help="Bladet i en Excel-fil (annars det som visas när filen öppnas).",
    ),
    click.option(
        "--dolda", "whole", is_flag=True, help="Läs också rader och kolumner som är dolda i Excel."
    ),
    click.option(
        "--rubrikrad",
        "heading_row",
        type=int,
        metavar="RAD",
        help="Raden som rubrikerna står på (annars letas den upp).",
    ),
    click.option(
        "--meeting",
        callback=parse_date,
        metavar="ÅÅÅÅ-MM-DD",
        help="Mötet alla rader läggs i (annars det första på eller efter radens dag).",
    ),
    click.option(
        "--kolumn",
        "columns",
        multiple=True,
        metavar="RUBRIK=ROLL",
        help=f"Vad en kolumn är: {join_words(ROLES, 'eller')}. Kolumnens bokstav går också.",
    ),
    click.option(
        "--alla",
        "fixed",
        multiple=True,
        metavar="ROLL=ORD",
        help=f"Vad som gäller för de rader som inte säger det: {join_words(WORD_KINDS, 'eller')}.",
    ),
    click.option(
        "--ord",
        "words",
        multiple=True,
        metavar="ORD=MALLORD",
        help=f"Vad ett ord i listan heter i mallen, eller {OMITTED}.",
    ),
    click.option(
        "--datumordning",
        "order",
        type=click.Choice(["dag-först", "månad-först", "år-först"], case_sensitive=False),
        help="Hur dagar som 3/11/26 ska läsas.",
    ),
    click.option(
        "--excel-dagar",
        "serial",
        is_flag=True,
        help="Läs tal som 46329 som dagar, så som Excel räknar dem.",
    ),
    click.option(
        "--inga-fragor",
        "silent",
        is_flag=True,
        help="Fråga inget och skriv genast. Rader som saknar ett svar hålls inne.",
    ),
    click.option(
        "--spara-val", "save", is_flag=True, help=f"Spara svaren i {ANSWERS} till nästa gång."
    ),
)


def with_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options, in their order."""
    for option in reversed(OPTIONS):
        command = option(command)
    return command


def split_pairs(pairs: Sequence[str], option: str) -> dict[str, str]:
    """Split each `a=b` at its last sign; raises `CannotRun`."""
    found: dict[str, str] = {}
    for pair in pairs:
        name, _, answer = (part.strip() for part in pair.rpartition("="))
        if not name or not answer:
            raise CannotRun(f"{quote(pair)} går inte att använda. Skriv {option} NAMN=SVAR.")
        found[name] = answer
    return found


def take_role(word: str, roles: Sequence[Role]) -> Role:
    """Return the role that a word names; raises `CannotRun`."""
    found = next((role for role in roles if role == word.casefold()), None)
    if found is None:
        raise CannotRun(
            f"{quote(word)} är ingen roll. Skriv {join_words(map(str, roles), 'eller')}."
        )
    return found


@click.command("lista", cls=SwedishCommand)
@click.argument("file", type=click.Path(path_type=Path), metavar="FIL")
@with_options
def import_list(
    file: Path,
    sheet: str | None,
    whole: bool,
    heading_row: int | None,
    meeting: date | None,
    columns: tuple[str, ...],
    fixed: tuple[str, ...],
    words: tuple[str, ...],
    order: str | None,
    serial: bool,
    silent: bool,
    save: bool,
) -> None:
    """Skriv en post för varje rad i listan i FIL.

    FIL är en CSV-fil eller en Excel-fil (xlsx) med en händelse på varje rad, till exempel svaren från ett webbformulär. Du ser hur kolumnerna har förståtts och får frågor om det som är oklart. Kolumner med namn och adresser tas aldrig in. Inget skrivs förrän du har svarat ja, och poster som redan finns ändras aldrig.

    Slutkod: 0 allt togs om hand, 1 någon rad hölls inne, 2 gick inte att köra.
    """
    from generator.cli.settling import settle_columns, settle_days, settle_fixed, settle_words
    from generator.intake.listed.facts import Reading
    from generator.intake.listed.rows import describe_list, read_list
    from generator.intake.listed.saving import save_answers
    from generator.intake.listed.sorting import sort_rows, write_events
    from generator.intake.listed.words import Words, read_fixed
    from generator.intake.sheet import read_sheet

    root = find_root(Path())
    archive = read_sound(root)
    roles = {n: take_role(r, [*Role]) for n, r in split_pairs(columns, "--kolumn").items()}
    told = {take_role(r, [*WORD_KINDS]): w for r, w in split_pairs(fixed, "--alla").items()}
    answers = Words(archive)
    for word, answer in split_pairs(words, "--ord").items():
        answers.answer_any(word, answer)
    read = read_sheet(file, sheet, whole=whole, by_row=True)
    for line in filter(None, (read.choice, read.hidden)):
        say(line)
    listed = read_list(read, heading_row)
    for line in describe_list(listed):
        say(line)
    chosen = settle_columns(listed, archive, roles, silent=silent)
    every = read_fixed(answers, settle_fixed(chosen, told, answers, silent=silent))
    settle_words(listed, chosen, answers, silent=silent)
    days = settle_days(listed, chosen, read, order or "", serial=serial, silent=silent)
    found = sort_rows(root, archive, listed, Reading(chosen, answers, every, *days), meeting)
    show_sorted(found)
    if (
        not silent
        and found.new
        and not ask_yes(f"Ska {say_figure(len(found.new), 'post', 'poster')} skrivas?")
    ):
        say("Inget har skrivits. Blev en kolumn fel, så ange den med --kolumn.")
        return
    show_written(found, write_events(root, found))
    if save:
        kept, left_out = save_answers(root, archive, chosen, answers)
        say(f"Svaren är sparade i {ANSWERS}." if kept else "Det finns inga svar att spara.")
        if left_out:
            count = say_figure(left_out, "svar", "svar")
            say(f"{count} sparades inte, eftersom orden kan peka ut någon.")
    raise SystemExit(FAULTS if found.held else NO_FAULTS)


def read_sound(root: Path) -> Archive:
    """Read an archive that holds no fel; of another they are all said."""
    try:
        return read_archive(root)
    except ArchiveError:
        say("Listan har inte lästs. Rätta först det som är fel i arkivet.")
        raise


def show_sorted(found: Sorted) -> None:
    """Show what is held back and merged, each row by its cell, and where the others go."""
    from generator.intake.listed.sorting import describe_held, describe_meetings, describe_merged

    for line in (*describe_held(found), *describe_merged(found), *describe_meetings(found.new)):
        say(line)


def show_written(found: Sorted, written: Written) -> None:
    """Print where all rows went; together they are what was read."""
    groups = {
        "skrivna": len(written.new),
        "sammanslagna": len(found.merged),
        "hålls inne": len(found.held),
        "fanns redan": len(written.same),
        "fanns redan med annan text": len(written.other),
    }
    always = ("skrivna", "sammanslagna", "hålls inne")
    counts = [f"{count} {word}" for word, count in groups.items() if count or word in always]
    say(f"Läst {found.read} = {' + '.join(counts)}.")
    if written.other:
        say(f"Fanns redan med annan text, inte ändrade: {', '.join(written.other)}.")
    if written.new:
        say(REVIEW)
    elif found.known:
        say("Inget nytt skrevs: det som inte hålls inne finns redan i arkivet.")
