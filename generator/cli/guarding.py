"""The commands that keep out, and take out, what may not stand in the archive."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click

from generator.cli.kept import check_kept, say_unknown
from generator.cli.sent import expunge_sent, find_silent, tell_figures
from generator.cli.settled import check_settled
from generator.cli.showing import FAULTS, find_root, parse_date, print_counts, print_problems, say
from generator.intake.folder import Removing, carry_out, plan_removal, write_over
from generator.pages.handwritten.beside import DOCS, check_beside
from generator.pages.history import run_git
from generator.problems import ArchiveError, CannotRun, Problem, sort_problems
from generator.records import (
    REASONS,
    TOPS,
    Expunged,
    Loaded,
    check_name,
    find_pdfs,
    glimpse_text,
    guard_page,
    hide_personal,
    is_passed_over,
    load_archive,
    read_mall,
    write_frozen,
)
from generator.terminal import SwedishCommand, SwedishGroup, SwedishOption

SIGNATURE = '# Granskar det som ska sparas, innan det kommer in i historiken. Skrivet av "lagesbild hook install".'
KEPT = (*TOPS, DOCS)
# The program's own folders, and files that are no text.
PROGRAM = (
    "generator", "tests", "benchmarks", ".ci", ".github", "pyproject.toml", "mkdocs.yml", "constraints.txt",
    ".lagesbild-filer",
)  # fmt: skip
NO_TEXT = re.compile(
    r"\.(?:png|jpe?g|gif|webp|svg|ico|pdf|docx?|xlsx?|pptx?|od[tspg]|zip|gz|7z|mp[34]|mov|woff2?|geojson)$",
    re.IGNORECASE,
)
LINK_MODE = "120000"
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


@dataclass(slots=True)
class Examined(Loaded):
    """What a folder held, with what its history says of what is settled, or that it cannot say it."""

    settled: tuple[Problem, ...] = ()
    unknown: str = ""


def examine(
    root: Path,
    today: date | None = None,
    staged: Path | None = None,
    added: Collection[str] | None = None,
) -> Examined:
    """Load an archive with all that may be said of it; with `staged`, a copy, as it will be kept.

    With `added`, the copy is of the folder as it lies, with those new files in it.
    """
    read = load_archive(staged or root, today)
    loaded, differs = tell_figures(root, read, staged, added), bool(find_silent(read))
    # Numbers are counted only of an archive that can be read in one way.
    archive = loaded.archive if differs or not loaded.faults else None
    settled = tuple(check_settled(root, archive, staged, added, differs=differs)) if archive else ()
    archive = None if loaded.faults else archive
    kept = check_kept(root, archive) if archive else ()
    beside = (*check_beside(root, staged), *check_loose(root, staged or root))
    problems = sort_problems([*loaded.problems, *settled, *kept, *beside])
    unknown = say_unknown(root, loaded.archive) if loaded.archive else ""
    return Examined(loaded.archive, problems, settled, unknown)


def check_loose(root: Path, folder: Path) -> Iterator[Problem]:
    """Yield what points someone out in files that follow the archive, and are no records or pages of it.

    Of what is no text only the name is read.
    """
    for path in list_loose(root):
        if not is_text(folder, path):
            # What is gone from the folder, and not yet from what Git keeps, is as good as gone.
            is_there = folder != root or (root / path).is_file()
            yield from check_name(path) if is_there else ()
            continue
        try:
            guard_page(folder, path)
        except ArchiveError as error:
            yield from error.problems


def is_text(folder: Path, path: str) -> bool:
    """Say whether a file can be read as a text; that one cannot is nothing to say of it here."""
    try:
        return not NO_TEXT.search(path) and "\0" not in glimpse_text(folder, path)
    except ArchiveError:
        return False


def list_loose(root: Path) -> Iterator[str]:
    """Yield the files that Git keeps of an archive, and that neither its records nor its pages are read from."""
    for row in run_git(root, "ls-files", "--stage", "-z").split("\0"):
        about, _, path = row.partition("\t")
        top, *below = path.split("/")
        if not path or about.startswith(LINK_MODE) or top in PROGRAM:
            continue
        # Of the archive's own folders only what is passed over there.
        if top not in KEPT or any(map(is_passed_over, below)):
            yield path


def copy_staged(root: Path, folder: Path) -> None:
    """Write what is staged of the archive into a folder, as a commit would have it."""
    top = Path(ask_git(root, "rev-parse", "--show-toplevel").strip())
    inside = Path(find_prefix(root))
    names = ask_git(top, "ls-files", "-z", "--", *(str(inside / name) for name in KEPT))
    texts = (path for path in list_loose(root) if not NO_TEXT.search(path))
    loose = [path for path in texts if path.split("/")[0] not in KEPT]
    names += "".join(f"{(inside / name).as_posix()}\0" for name in loose)
    copies = folder / "copies"
    ask_git(top, "checkout-index", "-z", "--stdin", f"--prefix={copies}/", given=names)
    for name in KEPT:
        if (found := copies / inside / name).exists():
            found.rename(folder / name)
    for name in loose:
        found, place = copies / inside / name, folder / name
        if found.is_file() and not place.exists():
            place.parent.mkdir(parents=True, exist_ok=True)
            found.rename(place)


def find_prefix(root: Path) -> str:
    """Return the path of the archive from the top of its repository, with `/` last; empty at the top."""
    return run_git(root, "rev-parse", "--show-prefix").removesuffix("\n")


def ask_git(folder: Path, *arguments: str, given: str = "") -> str:
    """Ask Git, and return its answer; without Git or a repository the work cannot begin."""
    try:
        return subprocess.run(
            ["git", *arguments],
            cwd=folder,
            input=given.encode("utf-8", "surrogateescape"),
            capture_output=True,
            check=True,
        ).stdout.decode("utf-8", "surrogateescape")
    except FileNotFoundError as error:
        raise CannotRun("Git finns inte på datorn.") from error
    except subprocess.CalledProcessError as error:
        if arguments[0] == "rev-parse":
            raise CannotRun(f"{folder} ligger inte i ett Git-förråd.") from error
        text = f"Git kunde inte läsa det som ska sparas i {folder}. Kör git status där och se vad som är fel."
        raise CannotRun(text) from error


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
    required=True,
    help="Var beslutet finns, till exempel KS 2026/140.",
)
@click.option("--av", "by", cls=SwedishOption, required=True, help="Funktionen som tar bort det.")
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
