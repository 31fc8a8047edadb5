"""Why a file is none of the archive's, and what it should be called: never a name that is taken."""

from __future__ import annotations

import os
import re
from pathlib import Path, PurePosixPath

from generator.problems import quote
from generator.records.astray import is_record
from generator.records.copies import SAME, is_same, key, roots_of
from generator.records.files.hidden import find_hidden, name_hidden
from generator.records.files.paths import (
    BACKUP,
    DAY_FOLDER,
    ENDINGS,
    MALL,
    MAP_ENDING,
    REPORTS,
    TOPS,
    free_name,
    show_path,
    slug_of,
)
from generator.records.files.text import refuse
from generator.records.header.forms import DAY, MONTH

OTHERS = re.compile(rf"{MALL}|{REPORTS}/{MONTH.pattern}\.sent\.json")
NAMING = "Filnamn får bara ha små bokstäver a–z, siffror och bindestreck."
DOCUMENTS = (".docx", ".doc", ".odt", ".pdf", ".rtf", ".pages", ".eml", ".msg")
SHEETS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")
# Windows hides the last ending of a name, so that a second one is written before it.
HIDDEN_ENDING = re.compile(r"(.+?)(\.md|\.csv|\.yml)\.(?:txt|md|csv)", re.IGNORECASE)


def refuse_unclaimed(root: Path, path: str) -> None:
    """Refuse a file that no kind of record claims and the archive does not know otherwise."""
    if not OTHERS.fullmatch(path):
        raise refuse(show_path(path), explain_unclaimed(root, path))


def explain_unclaimed(root: Path, path: str) -> str:
    """Say why no record can stand at that path, and what it should be called."""
    file = PurePosixPath(path)
    where = file.parent.as_posix()
    if where not in (*TOPS, REPORTS) and not re.fullmatch(DAY_FOLDER, where):
        days = (name for name in roots_of(file.parent.name, perhaps=True) if DAY.fullmatch(name))
        right = next((f" Döp om den till {day}." for day in days), "")
        return (
            f"Mappen {quote(file.parent.name)} hör inte till arkivet. "
            'Ett mötes mapp heter efter mötets dag, till exempel "2026-11-12", och ligger i entries.'
            f"{right}"
        )
    if file.suffix == MAP_ENDING:
        return f'Mallen nämner inte kartan. Skriv "fil: {path}" under "karta" i mallen, eller ta bort filen.'
    if backup := BACKUP.fullmatch(file.name):
        return f"Filen är en reservkopia av {backup[1]}, som inte finns. Döp om den till {backup[1]} om den ska vara med."
    hidden = HIDDEN_ENDING.fullmatch(file.name)
    stem, ending = (hidden[1], hidden[2].lower()) if hidden else (file.stem, file.suffix.lower())
    if is_record(root / path):
        ending = ".md"
    if ending in DOCUMENTS:
        return (
            f"Arkivet tar inte emot filer av slaget {quote(file.suffix)}. "
            "Kopiera texten till en post som slutar på .md, och flytta filen härifrån."
        )
    if ending not in ENDINGS:
        way_out = ', eller läses in med "lagesbild import tabell"' if ending in SHEETS else ""
        return (
            f"Arkivet tar inte emot filer av slaget {quote(file.suffix or file.name)}. "
            f"Poster skrivs i .md. Tabeller sparas som .csv bredvid sin post{way_out}."
        )
    if where == REPORTS:
        return 'En rapport heter efter sin månad, till exempel "2026-11.md". Döp om filen.'
    if where == "entries":
        return 'Filen ligger fel. Flytta den till mötets mapp, till exempel "2026-11-12".'
    # The copy of a file that is gone is called what that was called.
    whole = min([PurePosixPath(name).stem for name in roots_of(file.name)], key=len, default=stem)
    right = f"{slug_of(whole)}{'.md' if ending == '.yml' else ending}"
    sign = next((f"{name_hidden(m)}" for _, m in find_hidden(file.name)), "")
    why = f"Namnet har ett {sign}, som ingen ser." if sign else NAMING
    why = why if ending == file.suffix else f"Namnet ska sluta på {ending}."
    return say_name(root, file, right, why)


def say_name(root: Path, file: PurePosixPath, right: str, why: str) -> str:
    """Say what a file should be called, or that another is called so or will be told to be."""
    others = sorted(other for other in os.listdir(root / file.parent) if other != file.name)
    twins = [other for other in others if key(other) == key(right) and other < file.name]
    taken = right if right in others else next(iter(twins), "")
    if not taken:
        return f"{why} Döp om filen till {right}."
    if is_same(root, str(file), f"{file.parent}/{taken}"):
        return SAME.format(original=taken)
    free = free_name(root, f"{file.parent}/{right}", others=twins)
    return f"{why} {taken} finns redan. Är det samma post, så för ihop dem där. Är det en annan, så döp om filen till {free}."
