"""Taking the content of a record out: the file stays, and says that it was removed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator.intake.folder import write_over
from generator.problems import CannotRun, list_choices, shorten
from generator.records import (
    Mall,
    Organisation,
    empty_record,
    find_record,
    glimpse_text,
    hide_personal,
    in_quotes,
    is_entry,
    read_mall,
)
from generator.swedish import say_day

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
        """Write a sentence that says so, where no row does."""
        return (
            f"Texten är avlägsnad {say_day(self.day)}. Skäl: {self.reason}. "
            f"Beslut: {self.decision}. Av: {self.by}."
        )


def remove_content(root: Path, name: str, removing: Removing) -> list[str]:
    """Take the content of a record out, and the table beside an entry, and return their paths.

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
    if removing.by not in mall.functions and mall.find(Organisation, removing.by) is None:
        raise CannotRun(
            f"Den som tar bort skrivs som funktion, aldrig som namn: {list_choices(mall.functions)}, "
            "eller en organisation."
        )
    if not is_entry(path):
        write_over(root / path, empty_record(root, path, mall, removing.as_text()))
        return [path]
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
    return [path, path.removesuffix(".md") + ".csv"]


def find_organisation(mall: Mall, text: str) -> Organisation | None:
    """Return the organisation that a header names, whatever else is wrong with the file.

    Only a word of the mall is kept: the line may hold more than it should.
    """
    header = text.partition("\n---")[0]
    named = (found[1].partition("#")[0].strip(" \t\"'") for found in ORGANISATION.finditer(header))
    return next((row for word in named if (row := mall.find(Organisation, word))), None)
