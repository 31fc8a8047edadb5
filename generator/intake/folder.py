"""Putting new files in the archive: each whole or not at all, and never over another."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

ENTRIES = "entries"
# A file that is being written is named so; Git is told to pass such files over.
UNFINISHED = ".lagesbild-skrivs"


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


def write_drafts(root: Path, drafts: Iterable[Draft]) -> Written:
    """Write each draft that no meeting has yet; meetings' missing folders are made."""
    clear_unfinished(root)
    present = read_stems(root)
    new, same, other = [], [], []
    for draft in drafts:
        file = present.get(draft.id.split("/")[1])
        if file is None:
            file = root / ENTRIES / f"{draft.id}.md"
            write_new(file, draft.text)
            present[file.stem] = file
            new.append(draft.id)
        elif file.is_file() and file.read_bytes() == draft.text.encode():
            same.append(draft.id)
        else:
            other.append(f"{file.parent.name}/{file.stem}")
    return Written(tuple(new), tuple(same), tuple(other))


def read_stems(root: Path) -> dict[str, Path]:
    """Return every entry's file by its stem: an entry moved to another meeting is still there."""
    return {file.stem: file for file in sorted((root / ENTRIES).glob("*/*.md"))}


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
