"""Taking the content of an entry out: the file stays, and says that it was removed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator.intake.folder import write_over
from generator.problems import CannotRun, list_choices
from generator.records import TOPS, Mall, Organisation, glimpse_text, in_quotes, read_mall

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
    mall = read_mall(root)
    if removing.by not in mall.functions and mall.find(Organisation, removing.by) is None:
        raise CannotRun(
            f"Den som tar bort skrivs som funktion, aldrig som namn: {list_choices(mall.functions)}, "
            "eller en organisation."
        )
    organisation = find_organisation(mall, glimpse_text(root, path))
    if organisation is None:
        raise CannotRun(
            f'{path} säger inte vilken organisation som skrev. Rätta raden "organisation" först.'
        )
    write_over(root / path, f"---\norganisation: {organisation.name}\n{removing.as_header()}---\n")
    table = (root / path).with_suffix(".csv")
    if not table.exists():
        return [path]
    table.unlink()
    return [path, f"{TOPS[0]}/{stem}.csv"]


def find_organisation(mall: Mall, text: str) -> Organisation | None:
    """Return the organisation that a header names, whatever else is wrong with the file.

    Only a word of the mall is kept: the line may hold more than it should.
    """
    header = text.partition("\n---")[0]
    named = (found[1].partition("#")[0].strip(" \t\"'") for found in ORGANISATION.finditer(header))
    return next((row for word in named if (row := mall.find(Organisation, word))), None)
