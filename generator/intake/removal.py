"""Taking the content of an entry out: the file stays, and says that it was removed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator.intake.folder import write_over
from generator.problems import CannotRun
from generator.records import TOPS, glimpse_text, in_quotes

NAME = re.compile(r"\d{4}-\d{2}-\d{2}/[^/\\]+")
ORGANISATION = re.compile(r"^organisation:[ \t]*(\S.*)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Removing:
    """When an entry is removed, why, where that was decided, and by which function."""

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


def remove_entry(root: Path, name: str, removing: Removing) -> list[str]:
    """Rewrite an entry as removed, take away the table beside it, and return their paths.

    The entry may hold any fault; all that is kept of it is its organisation, as it is written.
    """
    stem = name.removeprefix("entries/").removesuffix(".md")
    path = f"{TOPS[0]}/{stem}.md"
    if not NAME.fullmatch(stem) or not (root / path).is_file():
        raise CannotRun(
            f"Det finns ingen post som heter {name}. Skriv till exempel 2026-11-12/nvk-torget."
        )
    found = ORGANISATION.search(glimpse_text(root, path))
    if found is None:
        raise CannotRun(
            f'{path} säger inte vilken organisation som skrev. Skriv raden "organisation" först.'
        )
    write_over(root / path, f"---\norganisation: {found[1].strip()}\n{removing.as_header()}---\n")
    table = (root / path).with_suffix(".csv")
    if not table.exists():
        return [path]
    table.unlink()
    return [path, f"{TOPS[0]}/{stem}.csv"]
