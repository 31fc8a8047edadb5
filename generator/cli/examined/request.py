"""What a change brings since it left a branch: its files, and the archive as it stood before it.

The work tree belongs to the change, so that a writer can ask before anything is committed. The
archive as it stood lies in a clone of its own with its history, and is judged there by the same rules.
"""

from __future__ import annotations

import os
import subprocess
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory

from generator.article.addresses import address_of
from generator.cli.examined.examining import Examined, examine
from generator.cli.examined.staged import ask_git, find_prefix
from generator.pages.handwritten.beside import DOCS
from generator.pages.history import run_git
from generator.problems import CannotRun, Origin, Problem, Severity, quote
from generator.records import TOPS, Archive, hide_personal, show_path

SHALLOW = (
    "Klonen har inte hela historiken, så det går inte att se vad ändringen börjar från. Kör "
    '"git fetch --unshallow", eller hämta med "fetch-depth: 0".'
)
# What Git answers of a file that is gone.
DELETED = "D"
CAUSED = {
    Severity.FEL: "Felet kommer av din ändring, fast den inte rör filen",
    Severity.VARNING: "Varningen kommer av din ändring, fast den inte rör filen",
}


@dataclass(frozen=True)
class Request:
    """The files that a change touches, by path from the archive's root, each with Git's letter for how.

    What lies above the archive begins with `../`. `before` is the archive that the change began with.
    """

    files: Mapping[str, str]
    before: Examined

    @cached_property
    def shown(self) -> frozenset[str]:
        """The paths as problems name them."""
        return frozenset(map(show_path, self.files))

    def touches(self, problem: Problem) -> bool:
        """Say whether a problem stands in a file of the change."""
        return problem.origin.path in self.shown


def read_request(root: Path, ref: str, today: date | None) -> Request:
    """Read what a change brings since it left `ref`; raises a `CannotRun` when Git cannot tell.

    What it began with is read on the day `today`, that of the archive with the change: what only the
    passing of days brings is nobody's change.
    """
    base = find_base(root, ref)
    top = Path(ask_git(root, "rev-parse", "--show-toplevel").strip())
    prefix = find_prefix(root)
    with TemporaryDirectory() as folder:
        copy_base(top, base, Path(folder))
        before = examine(Path(folder, prefix), today)
    return Request(dict(sorted(find_files(root, base, prefix))), before)


def find_base(root: Path, ref: str) -> str:
    """Return the commit at which the change left a branch."""
    ask_git(root, "rev-parse", "--git-dir")
    if run_git(root, "rev-parse", "--is-shallow-repository").strip() == "true":
        raise CannotRun(SHALLOW)
    shown = quote(hide_personal(ref))
    asked = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}")
    if not (commit := run_git(root, *asked).strip()):
        raise CannotRun(
            f'Git känner inte till {shown}. Skriv en gren eller ett incheckningsnummer, till exempel "--base '
            'origin/main". Finns grenen bara på servern hämtas den med "git fetch origin".'
        )
    if not (base := run_git(root, "merge-base", commit, "HEAD").strip()):
        raise CannotRun(f"Det som är utcheckat och {shown} har ingen gemensam historia.")
    return base


def copy_base(top: Path, base: str, folder: Path) -> None:
    """Lay a commit of a repository in a folder, as a clone that knows what came before it.

    Nothing that the change brings is run: not its hooks, and no program that Git was told of.
    """
    own = {name: value for name, value in os.environ.items() if not name.startswith("GIT_DIR")}
    for name in ("GIT_INDEX_FILE", "GIT_WORK_TREE", "GIT_PREFIX", "GIT_COMMON_DIR"):
        own.pop(name, None)
    clone = ("clone", "--quiet", "--shared", "--no-checkout", "--no-tags", "--template=")
    no_hooks = ("-c", f"core.hooksPath={os.devnull}")
    for arguments, where in (
        ((*clone, "--", str(top), str(folder)), top),
        ((*no_hooks, "checkout", "--quiet", "--detach", base), folder),
    ):
        try:
            subprocess.run(["git", *arguments], cwd=where, env=own, capture_output=True, check=True)
        except subprocess.CalledProcessError as error:
            raise CannotRun(
                "Git kunde inte ta fram arkivet som det var före ändringen. Kör git fsck och se vad som "
                "är fel."
            ) from error


def find_files(root: Path, base: str, prefix: str) -> Iterable[tuple[str, str]]:
    """Yield the files that differ from a commit, and the new ones of the archive's own folders."""
    # A user's own settings must not change what is asked.
    asked = ("diff", "-z", "--no-renames", "--no-ext-diff", "--no-relative", "--name-status")
    told = iter(run_git(root, *asked, base, "--").split("\0")[:-1])
    for how, path in zip(told, told, strict=True):
        inside = path.startswith(prefix)
        yield path.removeprefix(prefix) if inside else os.path.relpath(path, prefix), how
    new = run_git(root, "ls-files", "-z", "--others", "--", *TOPS, DOCS)
    yield from ((path, "A") for path in new.split("\0") if path)


def find_older(request: Request, problems: Iterable[Problem]) -> set[Problem]:
    """Return the problems that were there before the change, in files that it does not touch.

    One that is said in other words now is the same: what may be meant by a word follows from what
    else there is.
    """
    elsewhere = [one for one in problems if not request.touches(one)]
    before = set(request.before.problems)
    older = before.intersection(elsewhere)
    left = Counter(map(place_of, before.difference(elsewhere)))
    for one in elsewhere:
        if one not in older and left[place_of(one)] > 0:
            left[place_of(one)] -= 1
            older.add(one)
    return older


def place_of(problem: Problem) -> tuple[Origin, str, Severity]:
    """Return where a problem stands and how much it stops, whatever it says."""
    return problem.origin, problem.field, problem.severity


def say_caused(root: Path, request: Request, problem: Problem) -> Problem:
    """Return a problem of the change, which says so where it stands in another file."""
    # A meeting that nobody has written is named by the file it would have.
    is_other = not request.touches(problem) and (root / problem.origin.path).exists()
    if problem.severity not in CAUSED or not is_other:
        return problem
    return replace(problem, text=f"{CAUSED[problem.severity]}: {problem.text}")


def find_pages(request: Request, archive: Archive) -> list[str]:
    """Return the addresses of the pages that a change's own records and tables stand on, each once.

    A report's file has the page of its month.
    """
    reports = {row.file.path: row for row in archive.reports if row.file}
    addresses = {
        address_of(archive, reports.get(record.path, record)).partition("#")[0]
        for record in archive.datable
        if {record.path, f"{record.path.removesuffix('.md')}.csv"} & request.files.keys()
    }
    return sorted(addresses)
