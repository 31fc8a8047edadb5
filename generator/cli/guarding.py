"""The commands that keep out, and take out, what may not stand in the archive."""

from __future__ import annotations

import shlex
import sys
import tempfile
from datetime import date
from pathlib import Path

import click

from generator.cli.examined import ask_git, copy_staged, examine, expunge_sent, find_prefix
from generator.cli.showing import FAULTS, find_root, parse_date, print_counts, print_problems, say
from generator.intake.folder import Removing, carry_out, plan_removal, write_over
from generator.problems import CannotRun
from generator.records import (
    REASONS,
    Expunged,
    find_pdfs,
    hide_personal,
    load_archive,
    read_mall,
    write_frozen,
)
from generator.terminal import SwedishCommand, SwedishGroup, SwedishOption

SIGNATURE = '# Granskar det som ska sparas, innan det kommer in i historiken. Skrivet av "lagesbild hook install".'
RUN = "from generator.cli import main; main()"
CHECKLIST = """\
Kvar att göra, i den här ordningen:
  1. Läs filen en gång till, och kör "lagesbild check": den säger vad som ska ändras i
     andra filer. Spara sedan ändringen i Git.
  2. Säg till dataskyddsombudet i dag. Den personuppgiftsansvariga avgör om det
     ska anmälas till Integritetsskyddsmyndigheten; tiden är 72 timmar.
  3. Är filen sparad i Git? Då finns innehållet kvar i historiken, också om den aldrig har
     lämnat datorn. Följ guiden "När något måste bort", steg för steg: historik, grenar, kopior,
     filer och säkerhetskopior.
  4. Stod uppgiften i en rapport som har sänts? Säg till mottagarna.
"""


@click.group(cls=SwedishGroup)
def hook() -> None:
    """Granska innan något sparas i Git."""


@hook.command("install")
def install() -> None:
    """Låt Git granska det som ska sparas, varje gång du sparar."""
    root = find_root(Path())
    folder = Path(ask_git(root, "rev-parse", "--git-path", "hooks").strip())
    file = (root / folder / "pre-commit").absolute()
    is_ours = file.is_file() and SIGNATURE in file.read_text("utf-8", "replace")
    if file.is_symlink() or (file.exists() and not is_ours):
        raise CannotRun(
            f"{file} finns redan och är någon annans. Lägg till raden "
            '"lagesbild hook run || exit 1" i den.'
        )
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(write_hook(root), "utf-8", newline="\n")
    file.chmod(0o755)
    say("Klart. Git granskar nu det du sparar, och stannar om något är fel.")


def write_hook(root: Path) -> str:
    """Return the hook's text: Git runs it at the top of its own folder, with any programs at hand.

    Python must not look in that folder for what it imports: a request may bring a file of any name.
    """
    inside = Path(find_prefix(root))
    program = shlex.join([sys.executable, "-P", "-c", RUN, "hook", "run"])
    return f"#!/bin/sh\n{SIGNATURE}\ncd {shlex.quote(str(inside))} && exec {program}\n"


@hook.command("run")
def run() -> None:
    """Granska det som ska sparas. Slutkod 1 stoppar."""
    root = find_root(Path())
    with tempfile.TemporaryDirectory() as folder:
        staged = Path(folder)
        copy_staged(root, staged)
        loaded = examine(root, staged=staged)
    print_problems(loaded.problems)
    print_counts(loaded, loaded.problems)
    if loaded.faults:
        say("Inget är sparat. Rätta, lägg till filerna igen med git add, och spara på nytt.")
        raise SystemExit(FAULTS)


@click.command(cls=SwedishCommand)
@click.argument("name", metavar="NAMN")
@click.option(
    "--skal",
    cls=SwedishOption,
    type=click.Choice(REASONS, case_sensitive=False),
    default=REASONS[0],
    help="Varför innehållet ska bort.",
)
@click.option(
    "--beslut",
    cls=SwedishOption,
    metavar="BESLUT",
    required=True,
    help="Var beslutet finns, till exempel KS 2026/140.",
)
@click.option(
    "--av",
    "by",
    cls=SwedishOption,
    metavar="FUNKTION",
    required=True,
    help="Funktionen som tar bort det.",
)
@click.option(
    "--datum",
    "day",
    cls=SwedishOption,
    callback=parse_date,
    metavar="ÅÅÅÅ-MM-DD",
    required=True,
    help="Dagen.",
)
def remove(name: str, skal: str, beslut: str, by: str, day: date) -> None:
    """Töm en post på allt utom organisationen, eller ett möte, en rapport eller ett beslut på text.

    NAMN är till exempel 2026-11-12/nvk-torget för en post, 2026-11-12 för ett möte, 2026-11 för en rapport och 2026-12-15-kartlaggning-torget för ett beslut. Filen blir kvar, så att ingen hänvisning går sönder. Därefter visas vad som är kvar att göra.
    """
    root = find_root(Path())
    by = read_mall(root).find_signer(by) or by
    plan = plan_removal(root, name, Removing(day, skal, beslut, by))
    # What was sent first: stopped in between, the same command does the rest.
    for sent in expunge_sent(root, plan, Expunged(day, next(iter(plan)), skal, beslut, by, "")):
        for file in find_pdfs(root, sent):
            file.unlink()
            say(f"Borttagen, för den går inte att tömma: {file.relative_to(root).as_posix()}")
        write_over(root / sent.path, write_frozen(sent))
        say(f"Tömd i det som frystes, talen står kvar: {sent.path}")
    carry_out(root, plan)
    for path, text in plan.items():
        say(f"{'Borttagen' if text is None else 'Tömd'}: {hide_personal(path)}")
    say()
    print_problems(load_archive(root).faults)
    say(CHECKLIST)
