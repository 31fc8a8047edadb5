"""The command that takes in sendings: checked as the archive would be with them, and kept as one change."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from generator.cli.examined import KEPT, ask_git, examine
from generator.cli.showing import FAULTS, find_root, print_counts, print_problems, say
from generator.intake.folder import (
    MOST_BYTES,
    explain_taken,
    find_waiting,
    finish_together,
    is_there,
    read_given,
    write_together,
)
from generator.intake.letter import read_letter
from generator.intake.sending import Sent, find_doubts, parse_sending
from generator.pages.history import run_git
from generator.problems import ArchiveError, CannotRun, Problem, Severity, only
from generator.records import MALL, Archive, load_archive, read_guard
from generator.swedish import say_count
from generator.terminal import SwedishCommand

FROM_PIPE = "-"
NOBODY = (
    "Git vet inte vem som sparar. Skriv det en gång, som en funktion: "
    'git config user.name "Samordnaren" och git config user.email samordnaren@kommunens.adress'
)

READ_FIRST = (
    "Läs det som granskningen varnar för innan ändringen skickas vidare. Pekar det ut någon: "
    'docs/nar-nagot-maste-bort.md säger under "Det är inte skickat än" hur texten rättas utan att bli kvar.'
)
UNKEPT = (
    "Arkivet är inte sparat i Git än. Spara det först, i arkivets mapp: git add -A och "
    'git commit -m "Arkivet börjar". Inget har skrivits.'
)


@click.command(cls=SwedishCommand)
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FIL … | -"
)
@click.option(
    "--visa", "only_show", is_flag=True, help="Visa filerna och granskningen. Skriv inget."
)
@click.option(
    "--utan-git", "uncommitted", is_flag=True, help="Skriv filerna men spara dem inte i Git."
)
def receive(files: tuple[Path, ...], only_show: bool, uncommitted: bool) -> None:
    """Ta emot sändningar från formuläret som en ändring.

    FIL är en text med en eller flera sändningar, till exempel ett sparat brev. Med - i stället läses det som ett annat program skriver. Arkivet granskas som det skulle bli. Är något fel skrivs inget, och filer som redan finns ändras aldrig.

    Slutkod: 0 allt togs emot, 1 något måste rättas, 2 gick inte att köra.
    """
    root = find_root(Path())
    if not only_show:
        finish_interrupted(root)
    waiting = find_waiting(root)
    for path in waiting:
        say(f"Väntar efter ett avbrott, och skrivs nästa gång utan --visa: {path}")
    sent = [file for given in files for file in read_sendings(given)]
    texts = find_new(root, sent)
    for file in sent:
        there = "Väntar" if file.path in waiting else "Finns redan"
        say(f"{'Ny' if file.path in texts else f'{there}, med samma text'}: {describe(file)}")
        if only_show:
            say("".join(f"    {line}\n" for line in file.text.splitlines()))
    say()
    print_problems([doubt for file in sent for doubt in find_doubts(file)])
    brought = check_with(root, texts)
    if brought.stops:
        say("Inget har skrivits.")
        raise SystemExit(FAULTS)
    if only_show:
        say("Inget har skrivits.")
        return
    keep = not uncommitted and bool(run_git(root, "rev-parse", "--git-dir"))
    if keep and not run_git(root, "var", "GIT_COMMITTER_IDENT"):
        raise CannotRun(NOBODY)
    if keep and not run_git(root, "ls-tree", "--name-only", "HEAD", "--", MALL):
        raise CannotRun(UNKEPT)
    if texts:
        write_together(root, texts)
    kept = commit(root, [file.path for file in sent]) if keep else False
    say(say_done(len(texts), kept=kept))
    if kept and brought.may_point_out:
        say(READ_FIRST)


def finish_interrupted(root: Path) -> None:
    """Put in place what an earlier command was stopped from putting there, and say what that was."""
    for path in finish_together(root):
        say(f"Skriven nu, efter ett avbrott: {path}")


def read_sendings(given: Path) -> Sequence[Sent]:
    """Return the files of what was given: a file, or what comes through a pipe; say what is left unread."""
    if str(given) == FROM_PIPE:
        name, raw = "sändningen", sys.stdin.buffer.read(MOST_BYTES + 1)
        if len(raw) > MOST_BYTES:
            raise CannotRun(f"Det som skickas in får vara högst {MOST_BYTES // 1_000_000} MB.")
    else:
        name, raw = str(given), read_given(given)
    letter = read_letter(raw, name)
    for part in letter.unread:
        say(f"Inte läst i {name}: {part}")
    return parse_sending(letter.text, name)


def describe(file: Sent) -> str:
    """Write a file's path, and its heading where it has one."""
    heading = next((line[2:] for line in file.text.splitlines() if line.startswith("# ")), "")
    return f"{file.path}  {heading}".rstrip()


def find_new(root: Path, sent: Iterable[Sent]) -> Mapping[str, str]:
    """Return the texts that the archive has not, by path; raises an `ArchiveError` where it cannot have them."""
    new: dict[str, str] = {}
    problems = []
    for file in sent:
        if new.get(file.path, file.text) != file.text:
            why = f"{file.path} finns i två sändningar, med olika text. Ge den ena ett annat namn."
            problems.append(Problem(file.origin, why))
        elif why := explain_taken(root, file.path, file.text) or explain_table(root, file.path):
            problems.append(Problem(file.origin, why))
        elif not is_there(root, file.path):
            new[file.path] = file.text
    if problems:
        raise ArchiveError(problems)
    return new


def explain_table(root: Path, path: str) -> str:
    """Say why a new table cannot be put there: it would change what an entry that is there shows."""
    entry = f"{path.removesuffix('.csv')}.md"
    if not path.endswith(".csv") or is_there(root, path) or not is_there(root, entry):
        return ""
    return f"{entry} finns redan, utan tabell. En sändning ändrar inte en post som finns. Lägg dit tabellen för hand om den ska med."


def read_beside_faults(root: Path) -> Archive:
    """Read an archive to add a file to it: what is wrong in other files is told in a line, and stops nothing.

    Raises an `ArchiveError` where the mall cannot be read.
    """
    loaded = load_archive(root)
    if loaded.archive is None:
        raise ArchiveError(loaded.problems)
    if count := len(loaded.faults):
        say(f'"lagesbild check" visar {count} fel i andra filer. Det hindrar inte den här filen.')
    return loaded.archive


@dataclass(frozen=True, slots=True)
class Brought:
    """What new files bring to an archive: whether it stops them, and whether it may point someone out."""

    stops: bool
    may_point_out: bool


def check_with(root: Path, texts: Mapping[str, str]) -> Brought:
    """Print what the files bring of fel and varningar to the archive, and say what that means for them."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        for name in KEPT:
            if (root / name).is_dir():
                shutil.copytree(root / name, copy / name, symlinks=True)
        # What waits is in its place when the files come.
        waiting = finish_together(copy)
        for path, text in texts.items():
            (copy / path).parent.mkdir(parents=True, exist_ok=True)
            (copy / path).write_bytes(text.encode())
        after = examine(root, staged=copy, added=frozenset((*texts, *waiting)))
    before = (
        set()
        if all(one.origin.path in texts for one in after.problems)
        else set(examine(root).problems)
    )
    brought = [
        one for one in after.problems if one not in before and one.origin.path not in waiting
    ]
    print_problems(brought)
    print_counts(after, brought)
    rules = read_guard().rules
    return Brought(
        after.archive is None or bool(only(Severity.FEL, brought)),
        any(one.field in rules for one in only(Severity.VARNING, brought)),
    )


def commit(root: Path, paths: Sequence[str]) -> bool:
    """Keep the files as one change, and say whether there was anything to keep."""
    changed = run_git(root, "status", "--porcelain", "-z", "--untracked-files=all", "--", *paths)
    if not changed:
        return False
    ask_git(root, "add", "--", *paths)
    subject = f"Ta emot {say_count(len(paths), 'fil', 'filer')}"
    done = subprocess.run(
        ["git", "commit", "--quiet", "--only", "-m", subject, "-m", "\n".join(paths), "--", *paths],
        cwd=root,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if done.returncode:
        said = "".join(f"\n    {line}" for line in (done.stdout + done.stderr).splitlines()[:20])
        raise CannotRun(
            "Filerna är skrivna, men Git sparade dem inte. Rätta det Git säger och kör kommandot "
            f"igen.{said}"
        )
    return True


def say_done(count: int, *, kept: bool) -> str:
    """Say what came of it."""
    if not count and not kept:
        return "Allt finns redan i arkivet. Inget har skrivits."
    how = "sparade i Git som en ändring" if kept else "skrivna men inte sparade i Git"
    return f"Klart. Filerna är {how}."
