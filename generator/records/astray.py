"""Records that lie where nobody reads them: beside the archive's folders, or under a hidden name.

Folders named nearly as the archive's own are looked into for tables too, any other for records alone,
each as far as a limit: what else lies beside an archive may be a whole program.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path, PurePosixPath

from generator.near import similarity
from generator.problems import Origin, Problem, Severity, quote
from generator.records.files import DAY, REPORTS, TOPS, is_passed_over, show_path, slug_of
from generator.records.frozen import FROZEN_PATH
from generator.records.kinds import KINDS, TABLE_PATH
from generator.records.privacy import check_name
from generator.records.sent_pdf import PDF_PATH

# What people call the folders, in Swedish or nearly as they are called.
MEANT = {
    "entry": "entries", "poster": "entries", "post": "entries", "inlagg": "entries",
    "moten": "entries", "mote": "entries", "rapporter": REPORTS, "rapport": REPORTS,
    "decision": "decisions", "beslut": "decisions",
}  # fmt: skip
NEAR = 0.75
TEXTS = (".md", ".markdown", ".mdown", ".mkd", ".text", ".txt")
# Signs of programs that keep something of a file beside it for a while.
PASSING = ("._", ".~", ".#")
# A header of a record, not of some other program's page.
HEADER = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s*---[ \t]*\r?\n(?:(?!---).*\n)*?"
    rb"(?P<key>organisation|problemtyp|instans|utg\xc3\xa5ng|n\xc3\xa4rvaro|h\xc3\xb6lls"
    rb"|fastst\xc3\xa4lld|uppr\xc3\xa4ttad):"
)
DECIDED = (b"instans", "utgång".encode())
# Hidden folders in which programs keep what was thrown away, or earlier copies.
OF_PROGRAMS = (".git", ".svn", ".hg", ".trash", ".stversions", ".sync", ".history", ".dropbox")
# The program's own folders, and those of tools.
PROGRAMS = (
    "generator", "tests", "benchmarks", "docs", "site", "export", "build", "dist", "node_modules", "venv",
)  # fmt: skip
MOST_READ = 4_000
MOST_FILES = 2_000
MOST_TOLD = 50
HIDDEN = "Namnet börjar med en punkt, så filen läses inte."
EXAMPLE = "entries/2026-11-12"
# How the names of files and folders end that hold what a command is writing; Git is told to pass them over.
UNFINISHED = ".lagesbild-skrivs"
INTERRUPTED = "Här ligger filer som inte kom på plats, eftersom ett kommando avbröts. Kör samma kommando igen."


def find_astray(root: Path) -> Iterator[Problem]:
    """Yield a varning for every record that is not read because of where it lies or its name's dot."""
    found = (*find_beside(root), *find_dotted(root))
    for path, text in found[:MOST_TOLD]:
        personal = [one for one in check_name(path) if one.severity is Severity.FEL]
        yield from personal or [Problem(Origin(show_path(path)), text, severity=Severity.VARNING)]


def find_beside(root: Path) -> Iterator[tuple[str, str]]:
    """Yield the records at the root, and in folders beside the archive's."""
    for one in sorted(os.scandir(root), key=lambda one: one.name):
        if one.is_symlink() or is_passed_over(one.name.lstrip(".")):
            continue
        if one.is_file() and is_record(root / one.name):
            where = (
                "decisions"
                if is_decision(root / one.name)
                else f"mötets mapp, till exempel {EXAMPLE}"
            )
            yield (
                one.name,
                f"Posten läses inte, eftersom den ligger utanför arkivets mappar. Flytta den till {where}.",
            )
        elif one.is_dir() and not is_of_archive(root, one.name):
            meant = meant_folder(one.name)
            if meant or not one.name.startswith("."):
                yield from find_in(root, one.name, meant)


def is_of_archive(root: Path, name: str) -> bool:
    """Say whether a folder is one of the archive's, the program's or a tool's."""
    return name.casefold() in PROGRAMS or any(
        name == top or is_same_folder(root, name, top) for top in TOPS
    )


def meant_folder(name: str) -> str:
    """Return which of the archive's folders one beside them may have been meant as; nothing: any."""
    plain = name.strip(" .")
    if DAY.fullmatch(plain):
        return f"entries/{plain}"
    near = max(TOPS, key=lambda top: similarity(plain, top))
    return MEANT.get(slug_of(plain)) or (near if similarity(plain, near) >= NEAR else "")


def is_same_folder(root: Path, name: str, top: str) -> bool:
    """Say whether two names are of one folder, as where capitals are not told from small letters."""
    try:
        return os.path.samefile(root / name, root / top)
    except OSError:
        return False


def find_in(root: Path, folder: str, meant: str) -> Iterator[tuple[str, str]]:
    """Yield the records and tables in a folder that is none of the archive's."""
    for path in islice(walk(root, folder), MOST_FILES):
        is_table = bool(meant) and path.lower().endswith(".csv")
        if not is_table and not is_record(root / path):
            continue
        day = next((part for part in path.split("/") if DAY.fullmatch(part)), "")
        inner = path.removeprefix(folder).strip("/")
        target = f"{meant}/{inner}" if meant else f"entries/{day}/{PurePosixPath(path).name}"
        text = f"Filen läses inte, eftersom mappen {quote(folder)} inte hör till arkivet."
        if not is_path_of_record(target):
            yield (
                path,
                f"{text} Flytta den till mötets mapp, till exempel {EXAMPLE}, eller till decisions.",
            )
        elif os.path.lexists(root / target):
            yield path, f"{text} {target} finns redan. För in det som ska vara med där."
        else:
            yield path, f"{text} Flytta den till {target}."


def find_dotted(root: Path) -> Iterator[tuple[str, str]]:
    """Yield the files of the archive's own folders that a dot before their name, or the folder's, hides."""
    for top in TOPS:
        for folder, folders, names in os.walk(root / top):
            where = Path(folder).relative_to(root).as_posix()
            for name in sorted(name for name in names if is_dotted(name)):
                right = undotted(name)
                taken = os.path.lexists(root / where / right)
                how = (
                    f"{right} finns redan. För ihop dem där"
                    if taken
                    else f"Döp om den till {right}"
                )
                yield f"{where}/{name}", f"{HIDDEN} {how}."
            for name in sorted(name for name in folders if name.startswith(".")):
                if name.lower().startswith(OF_PROGRAMS) or (root / where / name).is_symlink():
                    continue
                if name.endswith(UNFINISHED):
                    yield f"{where}/{name}", INTERRUPTED
                    continue
                is_day = DAY.fullmatch(name.lstrip("."))
                meant = f"{where}/{name.lstrip('.')}" if is_day else where
                yield from find_in(root, f"{where}/{name}", meant)
            folders[:] = [name for name in folders if not is_passed_over(name)]


def is_dotted(name: str) -> bool:
    """Say whether a hidden file is named as a text or a table."""
    if not name.startswith(".") or name.startswith(PASSING):
        return False
    return PurePosixPath(undotted(name)).suffix.lower() in (*TEXTS, ".csv")


def undotted(name: str) -> str:
    """Return the name a file would have: without its dot, and the number of who was writing it."""
    return re.sub(r"\.\d+$", "", name.lstrip("."))


def walk(root: Path, folder: str) -> Iterator[str]:
    """Yield the files below a folder by path from the root; links and hidden folders are passed over."""
    for here, folders, names in os.walk(root / folder):
        folders[:] = sorted(name for name in folders if not is_passed_over(name))
        for name in sorted(names):
            if not (Path(here) / name).is_symlink() and not is_passed_over(name):
                yield (Path(here) / name).relative_to(root).as_posix()


def is_record(file: Path) -> bool:
    """Say whether a text begins with the header of a record."""
    return file.suffix.lower() in TEXTS and HEADER.match(read_start(file)) is not None


def is_decision(file: Path) -> bool:
    """Say whether a record's header is that of a decision."""
    found = HEADER.match(read_start(file))
    return found is not None and found["key"] in DECIDED


def read_start(file: Path) -> bytes:
    """Return a file's first bytes, or none when it cannot be read."""
    try:
        if not file.is_file():
            return b""
        with file.open("rb") as opened:
            return opened.read(MOST_READ)
    except OSError:
        return b""


def is_path_of_record(path: str) -> bool:
    """Say whether a file at that path would be read."""
    patterns = (TABLE_PATH, FROZEN_PATH, PDF_PATH, *(kind for kind, _, _ in KINDS))
    return any(pattern.fullmatch(path) for pattern in patterns)
