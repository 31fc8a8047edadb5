"""Files to send, in a folder of their own: all of them or none, and never over what somebody else put there.

The folder is written under a name nobody looks for and then given its own. An earlier one stands aside
until then; stopped between the two, the next writing puts it back.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from generator.documents.package import MANIFEST, digest
from generator.pages.handwritten.beside import DOCS, place_of
from generator.problems import CannotRun
from generator.records import TOPS, UNFINISHED


def refuse_place(root: Path, folder: Path) -> Path:
    """Return the folder's own path, or raise `CannotRun` where nothing may be written."""
    place = place_of(folder)
    home, target = root.resolve(), place.resolve()
    if any(target.is_relative_to(home / name) for name in (*TOPS, DOCS)):
        raise CannotRun(f"{folder} hör till själva arkivet. Välj en annan mapp.")
    if target.is_relative_to(home):
        # Git would keep what is for one reader, and what is a draft, beside the records.
        raise CannotRun(
            f"{folder} ligger i arkivets mapp, och det som skrivs där följer med till Git. "
            f"Välj en mapp utanför, till exempel {Path('..', place.name)}."
        )
    if place.exists() and not place.is_dir():
        raise CannotRun(f"{folder} är ingen mapp. Välj en annan.")
    return place


def write_whole(target: Path, files: Mapping[str, bytes]) -> bool:
    """Write a folder of files by their paths in it; say whether it was not there already.

    One that was written so before gives way, unless somebody has changed anything in it.
    """
    coming, aside = (target.with_name(f".{target.name}.{end}") for end in (UNFINISHED[1:], "undan"))
    if aside.exists() and not target.exists():
        aside.rename(target)
    for left in (coming, aside):
        shutil.rmtree(left, ignore_errors=True)
    if os.path.lexists(target):
        if read_all(target) == dict(files):
            return False
        refuse_changed(target)
    for path, raw in files.items():
        file = coming / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(raw)
    if target.exists():
        target.rename(aside)
    coming.rename(target)
    shutil.rmtree(aside, ignore_errors=True)
    return True


def read_all(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder by its path in it; nothing of what is no folder."""
    if folder.is_symlink():
        return {}
    files = (file for file in sorted(folder.rglob("*")) if file.is_file() and not file.is_symlink())
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


def refuse_changed(folder: Path) -> None:
    """Refuse to write over a folder that is not just as a list of its files says."""
    found = read_all(folder)
    try:
        listed = {one["path"]: one["sha256"] for one in json.loads(found[MANIFEST])["files"]}
    except (KeyError, TypeError, ValueError, RecursionError):
        listed = {}
    now = {path: digest(raw) for path, raw in found.items() if path != MANIFEST}
    if not listed or now != listed:
        raise CannotRun(
            f"{folder} finns redan, och någon har ändrat eller lagt något där. "
            "Flytta mappen och kör om, eller välj en annan."
        )
