"""Files given, and files of the archive: new ones whole or not at all, and never over another.

Content is taken out of a record by writing over it: the file stays, and says that it was removed.
"""

from __future__ import annotations

import os
import re
import shutil
import stat
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from generator.problems import CannotRun, list_choices, say_refusal, shorten
from generator.records import (
    UNFINISHED,
    Mall,
    Organisation,
    empty_record,
    find_record,
    free_name,
    glimpse_text,
    hide_personal,
    in_quotes,
    is_entry,
    is_path_of_record,
    read_mall,
)
from generator.swedish import say_day, say_megabytes

MOST_BYTES = 20_000_000


def read_given(file: Path) -> bytes:
    """Return a file's bytes; raises `CannotRun` for what is no file, too large or cannot be read."""
    if not os.path.lexists(file):
        raise CannotRun(f"{file} finns inte.")
    try:
        about = file.stat()
        # A pipe never ends and a device has no size: nothing of them is read.
        if not stat.S_ISREG(about.st_mode):
            raise CannotRun(f"{file} är ingen vanlig fil.")
        if about.st_size > MOST_BYTES:
            size = say_megabytes(about.st_size)
            raise CannotRun(f"{file} är {size}. Den får vara högst {MOST_BYTES // 1_000_000} MB.")
        return file.read_bytes()
    except OSError as error:
        raise CannotRun(f"{file} går inte att läsa ({say_refusal(error)}).") from error


ENTRIES = "entries"
# Files that are to come together lie here first: while they are written, and once they all are.
COMING, COME = f".kommer{UNFINISHED}", f".kommet{UNFINISHED}"


# What is said of new entries that nobody has written by hand.
REVIEW = (
    "Läs varje ny post innan den läggs in i arkivet: texten kan nämna personer, boenden och adresser. "
    "Kör också lagesbild check, som varnar för sådant."
)


@dataclass(frozen=True, slots=True)
class Draft:
    """A new entry: its id, `<meeting>/<stem>`, and the text of its file."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Written:
    """The ids of new files, and of those already there: with the same text, or with another."""

    new: tuple[str, ...]
    same: tuple[str, ...]
    other: tuple[str, ...]


@contextmanager
def trying(root: Path, meetings: Iterable[str]) -> Iterator[Path]:
    """Give a folder with the archive's mall and these meetings, to try new files in by all rules.

    Of a meeting its own file is there, which may say that it was moved; other entries are not.
    """
    with TemporaryDirectory() as name:
        scratch = Path(name)
        (scratch / ENTRIES).mkdir()
        for file in sorted((root / ENTRIES).glob("*.*")):
            if file.is_file():
                shutil.copyfile(file, scratch / ENTRIES / file.name)
        for meeting in meetings:
            (scratch / ENTRIES / meeting).mkdir()
            own = root / ENTRIES / meeting / "index.md"
            if own.is_file():
                shutil.copyfile(own, scratch / ENTRIES / meeting / "index.md")
        yield scratch


def write_drafts(root: Path, drafts: Iterable[Draft]) -> Written:
    """Write each draft that no meeting has yet; meetings' missing folders are made. Raises `CannotRun`."""
    clear_unfinished(root)
    # By its stem alone: an entry moved to another meeting is still there.
    present = {file.stem: file for file in sorted((root / ENTRIES).glob("*/*.md"))}
    new, same, other = [], [], []
    for draft in drafts:
        file = present.get(draft.id.split("/")[1])
        if file is None:
            file = root / ENTRIES / f"{draft.id}.md"
            try:
                write_new(file, draft.text)
            except OSError as error:
                raise CannotRun(
                    f"{error.filename} går inte att skriva ({say_refusal(error)}). "
                    "Rätta det och kör om: poster som redan är skrivna skrivs inte igen."
                ) from error
            present[file.stem] = file
            new.append(draft.id)
        elif file.is_file() and file.read_bytes() == draft.text.encode():
            same.append(draft.id)
        else:
            other.append(f"{file.parent.name}/{file.stem}")
    return Written(tuple(new), tuple(same), tuple(other))


def write_new(file: Path, text: str) -> None:
    """Write a file that may be the first of its folder."""
    file.parent.mkdir(exist_ok=True)
    write_over(file, text)


def clear_unfinished(root: Path) -> None:
    """Take away what was being written when an earlier command was stopped; it is in no file yet."""
    for file in (root / ENTRIES).glob(f"*/.*{UNFINISHED}"):
        file.unlink(missing_ok=True)


def write_over(file: Path, text: str) -> None:
    """Write the file under a name no record has, and then give it its own: whole, or as it was."""
    unfinished = file.with_name(f".{file.name}{UNFINISHED}")
    try:
        unfinished.write_bytes(text.encode())
        unfinished.replace(file)
    finally:
        unfinished.unlink(missing_ok=True)


def explain_taken(root: Path, path: str, text: str) -> str:
    """Say why a file of that text cannot be put there, or nothing when it can or is there already.

    What waits after an interruption is as good as there.
    """
    return explain_taken_in(root, path, text) or explain_taken_in(root / ENTRIES / COME, path, text)


def explain_taken_in(root: Path, path: str, text: str) -> str:
    """Say why a file cannot be put in one folder, by its path from there."""
    parts = path.split("/")
    for level, name in enumerate(parts, start=1):
        here = root.joinpath(*parts[:level])
        if here.is_symlink():
            return f"{'/'.join(parts[:level])} är en länk. Inget läggs där en länk leder."
        beside = os.listdir(here.parent) if here.parent.is_dir() else ()
        twins = (one for one in beside if one != name and one.casefold() == name.casefold())
        if twin := next(twins, ""):
            return f"{name} och {twin} är samma namn på många datorer. Ge filen ett annat namn."
    if not here.exists() or (here.is_file() and here.read_bytes() == text.encode()):
        return ""
    return f"{path} finns redan, med ett annat innehåll. Döp om den som kommer, till exempel till {free_name(root, path)}."


def is_there(root: Path, path: str) -> bool:
    """Say whether a file has that path, or waits after an interruption to have it."""
    return any((place / path).exists() for place in (root, root / ENTRIES / COME))


def write_together(root: Path, files: Mapping[str, str | bytes]) -> None:
    """Write new files by path from the root, all of them or none.

    Stopped before the last is written, none is there; stopped later, `finish_together` does the rest.
    """
    finish_together(root)
    coming = root / ENTRIES / COMING
    for path, content in files.items():
        file = coming / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
    coming.rename(root / ENTRIES / COME)
    finish_together(root)


def find_waiting(root: Path) -> list[str]:
    """Return the paths of the files that `finish_together` would put in their places."""
    come = root / ENTRIES / COME
    return [file.relative_to(come).as_posix() for file in sorted(come.rglob("*")) if file.is_file()]


def finish_together(root: Path) -> list[str]:
    """Put in their places the files that an earlier command had written when it was stopped, and return their paths.

    What it had not written to the end is taken away. Raises `CannotRun` where another file has come
    since, and for what no command wrote there; what waited stays where it is.
    """
    shutil.rmtree(root / ENTRIES / COMING, ignore_errors=True)
    come = root / ENTRIES / COME
    paths = find_waiting(root)
    for path in paths:
        file = come / path
        waits = f"{ENTRIES}/{COME}/{path}"
        # The folder may have come with somebody's change, and reach for the program's own files.
        if not is_path_of_record(path):
            raise CannotRun(
                f"Inget kommando har skrivit {waits}, så filen läggs inte i arkivet. "
                "Flytta den någon annanstans och kör om."
            )
        if os.path.lexists(root / path):
            raise CannotRun(
                f"{path} finns redan, och en annan fil väntar på att läggas där: {waits}. "
                "Läs båda. Flytta den som inte ska gälla någon annanstans och kör om."
            )
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        file.rename(root / path)
    shutil.rmtree(come, ignore_errors=True)
    return paths


ORGANISATION = re.compile(r"^organisation:[ \t]*(\S.*)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Removing:
    """When a content is removed, why, where that was decided, and by which function."""

    day: date
    reason: str
    decision: str
    by: str

    def as_header(self) -> str:
        """Write the rows that say so."""
        return (
            f"avlägsnad:\n  datum: {self.day}\n  skäl: {self.reason}\n"
            f"  beslut: {in_quotes(self.decision)}\n  av: {in_quotes(self.by)}\n"
        )

    def as_text(self) -> str:
        """Write a sentence that says so, where no row does; `check` knows an emptied record by it."""
        return (
            f"Texten togs bort den {say_day(self.day)}. Skäl: {self.reason}. "
            f"Beslut: {self.decision}. Av: {self.by}."
        )


def plan_removal(root: Path, name: str, removing: Removing) -> dict[str, str | None]:
    """Return the files of a record without its content, by path; None for the table beside an entry.

    An entry may hold any fault: all that is kept of it is its organisation, as it is written. Of
    another record what others rely on is kept, and its header must be right.
    """
    path = find_record(root, name)
    if not path:
        raise CannotRun(
            f"Det finns ingen post som heter {shorten(name)}, och inget möte, ingen rapport och inget beslut. "
            "Skriv till exempel 2026-11-12/nvk-torget för en post eller 2026-11-12 för ett möte."
        )
    if hide_personal(removing.decision) != removing.decision:
        raise CannotRun("Beslutet ser ut att peka ut någon. Skriv till exempel KS 2026/140.")
    if not removing.decision.strip() or not removing.decision.isprintable():
        raise CannotRun("Skriv var beslutet finns, på en rad, till exempel KS 2026/140.")
    mall = read_mall(root)
    if mall.find_signer(removing.by) is None:
        raise CannotRun(
            f"Den som tar bort skrivs som funktion, aldrig som namn: {list_choices(mall.functions)}, "
            "eller en organisation."
        )
    if not is_entry(path):
        return {path: empty_record(root, path, mall, removing.as_text())}
    organisation = find_organisation(mall, glimpse_text(root, path))
    if organisation is None:
        raise CannotRun(
            f'{path} säger inte vilken organisation som skrev. Rätta raden "organisation" först.'
        )
    emptied = f"---\norganisation: {organisation.name}\n{removing.as_header()}---\n"
    table = f"{path.removesuffix('.md')}.csv"
    return {path: emptied, **({table: None} if (root / table).exists() else {})}


def carry_out(root: Path, plan: Mapping[str, str | None]) -> None:
    """Write each file over, and take away those that are to be gone."""
    for path, text in plan.items():
        if text is None:
            (root / path).unlink()
        else:
            write_over(root / path, text)


def find_organisation(mall: Mall, text: str) -> Organisation | None:
    """Return the organisation that a header names, whatever else is wrong with the file.

    Only a word of the mall is kept: the line may hold more than it should.
    """
    header = text.partition("\n---")[0]
    named = (found[1].partition("#")[0].strip(" \t\"'") for found in ORGANISATION.finditer(header))
    return next((row for word in named if (row := mall.find(Organisation, word))), None)
