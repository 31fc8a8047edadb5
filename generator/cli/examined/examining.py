"""An archive examined: what its records and pages say, what Git keeps of it, and what is settled."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator.cli.examined.kept import check_kept, say_unknown
from generator.cli.examined.sent import find_silent, tell_figures
from generator.cli.examined.settled import check_settled
from generator.pages.handwritten.beside import DOCS, check_beside
from generator.pages.history import run_git
from generator.problems import ArchiveError, Problem, sort_problems
from generator.records import (
    TOPS,
    Loaded,
    check_name,
    glimpse_text,
    guard_page,
    is_passed_over,
    load_archive,
)

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
