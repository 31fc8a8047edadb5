"""Files that are no records: copies left beside an original, and names that no kind has.

A copy never becomes a record of its own: what it tells would count twice. It is known by its name,
which every program makes in its own way, and by the original that stands in the same folder.
"""

from __future__ import annotations

import os
import re
from codecs import BOM_UTF8
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path, PurePosixPath

from generator.problems import ArchiveError, quote, refuse
from generator.records.astray import is_record
from generator.records.files import (
    BACKUP,
    DAY,
    DAY_FOLDER,
    ENDINGS,
    MALL,
    MAP_ENDING,
    REPORTS,
    STEM,
    TOPS,
    find_hidden,
    free_name,
    name_hidden,
    read_bytes,
    show_path,
    slug_of,
)

WORDS = (
    r"kopia|kopian|copy|konflikt\w*|conflict\w*|sfconflict|clash|motstridiga?|återställd|recovered"
    r"|autosaved|autosparad|automatiskt sparad"
)
# What programs put behind a name or before it, that no name of the archive could hold.
ODD_FORMS = tuple(
    re.compile(form)
    for form in (
        r"(.+?) ?[(\[]\d{1,3}[)\]]",
        rf"(.+?) ?[(\[][^()\[\]]*(?i:\b(?:{WORDS})\b)[^()\[\]]*(?:\(\d+\))?[)\]]",
        r"(.+?)(?: ?[-–—_.] ?| )(?i:kopia|copy)(?:[-_ ]?\d{1,3})?",
        rf"(.+?)[-_. ](?i:sync-)?(?i:{WORDS})(?:[-_ (].*)?",
        r"(.+?)_\w+_[A-Za-z]{3}-\d{1,2}-\d{4}-\d{4}_Conflict.*",
        r"(.+?)[._](?:BASE|LOCAL|REMOTE|BACKUP)[._]\d+",
        r"(?i:kopia|copy)(?: \(\d+\))?[- ](?i:av|of)[- ](.+)",
    )
)
# OneDrive puts the computer's own name behind a hyphen, and others in brackets.
COMPUTER = (
    r"MacBook|iMac|iPhone|iPad|Surface|ThinkPad|Chromebook"
    r"|\b(?:Mac|PC|Dell|Lenovo)\b|(?i:dator|laptop|desktop)\b"
)
OF_COMPUTER = re.compile(
    rf"(?:[A-ZÅÄÖ][\w '’]*-)*[\w '’]*(?:{COMPUTER})[\w '’-]*|(?=\D*\d)[A-ZÅÄÖ][A-ZÅÄÖ0-9-]{{2,}}"
)
# What may be somebody's own words too: a copy only where the file with the rest of the name is.
PERHAPS_COMPUTER = re.compile(
    r"[A-ZÅÄÖ][A-ZÅÄÖ-]{2,}|(?:[A-ZÅÄÖ][\w '’]*-)*[A-ZÅÄÖ][\w '’]*\d[\w-]*"
)
BRACKETED = re.compile(r"(.+?) ?[(\[]([^()\[\]]+)[)\]]")
NUMBERED = re.compile(r"(.+?) \d{1,2}")
# The same once someone has made a name of the archive's own of it.
OWN_FORMS = tuple(
    re.compile(form)
    for form in (
        r"(.+?)-(?:kopia|copy)(?:-\d{1,3})?",
        r"(?:kopia|copy)(?:-\d+)?-(?:av|of)-(.+)",
        r"(.+?)-(?:desktop|laptop)-(?=[a-z]*\d)(?=\d*[a-z])[a-z0-9]{4,}",
        r"(.+?)-(?:[a-z0-9-]+s-)?(?:motstridiga?-kopia|conflicted-copy|case-clash|case-conflict).*",
        r"(.+?)-(?:sync-)?conflict-\d{8}.*",
    )
)
RECORDS = (".md", ".csv", ".yml", ".geojson", ".json")
SAME = "Filen är en kopia av {original}, med samma innehåll. Ta bort kopian."
OTHER = "Filen ser ut som en kopia av {original}, men innehållet är ett annat. För in det som ska vara med i {original} och ta sedan bort kopian. Är det en annan post, så ge filen ett eget namn."
NAMING = "Filnamn får bara ha små bokstäver a–z, siffror och bindestreck."
DOCUMENTS = (".docx", ".doc", ".odt", ".pdf", ".rtf", ".pages", ".eml", ".msg")
SHEETS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")
# Windows hides the last ending of a name, so that a second one is written before it.
HIDDEN_ENDING = re.compile(r"(.+?)(\.md|\.csv|\.yml)\.(?:txt|md|csv)", re.IGNORECASE)


def refuse_copy(root: Path, path: str) -> None:
    """Refuse a file that is a copy of one in the same folder, or lies in a copy of its folder."""
    if not any(roots_of(name, perhaps=True) for name in path.split("/")[1:]):
        return
    file = PurePosixPath(path)
    for level, name in enumerate(file.parts[1:-1], start=1):
        if not roots_of(name, perhaps=True):
            continue
        above = root.joinpath(*file.parts[:level])
        original = find_original(above, name)
        if original and (above / original).is_dir():
            raise refuse(show_path(path), say_in_copied_folder(root, file, level, original))
    if not roots_of(file.name, perhaps=True):
        return
    original = find_original(root / file.parent, file.name)
    if original and (root / file.parent / original).is_file():
        form = SAME if is_same(root, path, f"{file.parent}/{original}") else OTHER
        raise refuse(show_path(path), form.format(original=original))


def say_in_copied_folder(root: Path, file: PurePosixPath, level: int, original: str) -> str:
    """Say what to do with a file in a copy of a folder: nothing of it is lost by that."""
    folder = f'Mappen "{file.parts[level]}" är en kopia av {original}.'
    other = PurePosixPath(*file.parts[:level], original, *file.parts[level + 1 :])
    if not (root / other).is_file():
        return f"{folder} Filen finns inte i {original}. Flytta den dit."
    if is_same(root, str(file), str(other)):
        return f"{folder} Filen finns där med samma innehåll. Ta bort den här."
    return f"{folder} Filen finns där med annat innehåll. För in det som ska vara med i {other.name} där, och ta sedan bort den här."


def find_original(folder: Path, name: str) -> str:
    """Return the name of what a file or folder is a copy of, or nothing when its name is its own.

    Of copies whose original is gone the first one stands for it.
    """
    perhaps = {key(root) for root in roots_of(name, perhaps=True)}
    others = [other for other in os.listdir(folder) if other != name]
    whole = [other for other in others if key(other) in perhaps]
    roots = {key(root) for root in roots_of(name)}
    copies = (other for other in others if {key(root) for root in roots_of(other)} & roots)
    earlier = [other for other in copies if other < name]
    # The name with the fewest marks, and of two the one that the archive itself would give.
    return min(
        whole or earlier, key=lambda other: (len(other), other != other.lower(), other), default=""
    )


@lru_cache(maxsize=4096)
def roots_of(name: str, *, perhaps: bool = False) -> frozenset[str]:
    """Return the names that a name is a copy's of, with its ending, by one mark after another.

    With `perhaps`, by marks too that may be somebody's own words.
    """
    suffix = PurePosixPath(name).suffix
    ending = suffix if suffix.lower() in RECORDS else ""
    left, found = [name.removesuffix(ending)], set[str]()
    while left:
        stem = left.pop()
        is_own = re.fullmatch(STEM, stem) is not None
        forms = OWN_FORMS if is_own else ODD_FORMS
        shorter = {match[1].strip() for form in forms if (match := form.fullmatch(stem))}
        if not is_own:
            shorter |= set(cut_computer(stem, perhaps=perhaps))
        left.extend(shorter - found)
        found |= shorter
    return frozenset(f"{stem}{ending}" for stem in found)


def cut_computer(stem: str, *, perhaps: bool) -> Iterator[str]:
    """Yield what is left of a name without a computer's behind it; one in capitals has none.

    With `perhaps`, without what may be one, or without a number.
    """
    marks = (OF_COMPUTER, PERHAPS_COMPUTER) if perhaps else (OF_COMPUTER,)
    cuts = [(stem[: hyphen.start()], stem[hyphen.end() :]) for hyphen in re.finditer("-", stem)]
    if found := BRACKETED.fullmatch(stem):
        cuts.append((found[1], found[2]))
    for root, mark in cuts:
        if not root.isupper() and any(form.fullmatch(mark) for form in marks):
            yield root.strip()
    if perhaps and (found := NUMBERED.fullmatch(stem)):
        yield found[1]


def key(name: str) -> tuple[str, str]:
    """Return a name as it would be in the archive, by which two spellings of it are the same."""
    file = PurePosixPath(name)
    return slug_of(file.stem), file.suffix.lower()


def is_same(root: Path, path: str, other: str) -> bool:
    """Say whether two files hold the same, whatever their line ends are."""
    try:
        first, second = (read_bytes(root, one).lstrip(BOM_UTF8).split() for one in (path, other))
    except ArchiveError:
        return False
    return first == second


def refuse_unclaimed(root: Path, path: str) -> None:
    """Refuse a file that no kind of record claims and the archive does not know otherwise."""
    if path != MALL:
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
        way_out = (
            ', eller läses in med "lagesbild import tabell", och listor med händelser med "lagesbild import lista"'
            if ending in SHEETS
            else ""
        )
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
    sign = next((name_hidden(m) for _, m in find_hidden(file.name)), "")
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
