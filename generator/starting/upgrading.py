"""What a newer version of the program would write otherwise, and which of it is still as we wrote it.

A list of digests lies in the archive, in the form that `sha256sum --check` reads. A file whose bytes
are those of the list is ours to renew; any other is somebody's own, and is left.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import unified_diff
from enum import StrEnum
from hashlib import sha256
from pathlib import Path

from generator.problems import CannotRun
from generator.records import read_mall
from generator.starting.files import WORKFLOWS, lay_out, write_files

DIGESTS = ".lagesbild-filer"
HEAD = '# Skrivet av "lagesbild start" och "lagesbild upgrade". Ändra inte filen, och låt den följa med i Git.\n'
ROW = re.compile(r"^([0-9a-f]{64})  (\S+)$", re.MULTILINE)


class Fate(StrEnum):
    """What becomes of a file of the archive."""

    NEW = "ny"
    RENEWED = "byts"
    OWN = "ändrad av er"
    GONE = "borttagen av er"
    LEFT = "behövs inte längre"


@dataclass(frozen=True, slots=True)
class Change:
    """A file that is not as this version writes it, and the lines that differ."""

    path: str
    fate: Fate
    lines: tuple[str, ...] = ()


def write_digests(files: Mapping[str, bytes]) -> bytes:
    """Return the list of what was written."""
    rows = (f"{sha256(content).hexdigest()}  {path}\n" for path, content in sorted(files.items()))
    return f"{HEAD}{''.join(rows)}".encode()


def read_digests(root: Path) -> dict[str, str]:
    """Return the digest of each file as it was written; raises `CannotRun` where there is no list."""
    file = root / DIGESTS
    if not file.is_file():
        raise CannotRun(
            f"{DIGESTS} saknas, så det går inte att veta vilka filer som är era. "
            "Börja ett tomt arkiv med lagesbild start och jämför för hand."
        )
    return {path: digest for digest, path in ROW.findall(file.read_text("utf-8", "replace"))}


def plan_upgrade(root: Path) -> tuple[list[Change], dict[str, bytes]]:
    """Return what differs from what this version writes, and all files as it writes them.

    The guides are said in the words of the mall as it is now.
    """
    before = read_digests(root)
    forge = next((forge for forge, path in WORKFLOWS.items() if path in before), None)
    files = write_files(read_mall(root), forge)
    return [*find_changes(root, before, files)], files


def find_changes(
    root: Path, before: Mapping[str, str], files: Mapping[str, bytes]
) -> Iterator[Change]:
    """Yield each file that is not as it would be written, in the order of their paths."""
    for path in sorted({*before, *files}):
        file, wanted = root / path, files.get(path)
        if file.is_symlink() or (file.exists() and not file.is_file()):
            yield Change(path, Fate.OWN)
            continue
        present = file.read_bytes() if file.exists() else None
        if present == wanted:
            continue
        if wanted is None:
            yield Change(path, Fate.LEFT)
        elif present is None:
            yield Change(path, Fate.GONE if path in before else Fate.NEW)
        else:
            ours = sha256(present).hexdigest() == before.get(path)
            lines = tuple(compare(path, present, wanted))
            yield Change(path, Fate.RENEWED if ours else Fate.OWN, lines)


def compare(path: str, present: bytes, wanted: bytes) -> Iterator[str]:
    """Yield the lines that differ; of what is no text, none."""
    if b"\0" in present or b"\0" in wanted:
        return
    old, new = (content.decode("utf-8", "replace").splitlines() for content in (present, wanted))
    yield from unified_diff(old, new, path, f"{path} (ny)", lineterm="", n=1)


def upgrade_files(root: Path, changes: list[Change], files: Mapping[str, bytes]) -> None:
    """Write what is new or as we wrote it, and the list of what this version writes.

    A file that was left is not of the list's bytes, and so stays somebody's own.
    """
    written = {
        change.path: files[change.path]
        for change in changes
        if change.fate in (Fate.NEW, Fate.RENEWED)
    }
    lay_out(root, written)
    (root / DIGESTS).write_bytes(write_digests(files))
