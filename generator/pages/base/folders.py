"""Where a site may be written: a folder of its own, reached through no link, that holds only a site.

What stands in a folder is emptied before a site is written into it, so a link there would empty
whatever it leads to.
"""

from __future__ import annotations

import os
from pathlib import Path

from generator.problems import CannotRun
from generator.records import TOPS

DOCS = "docs"


def refuse_folder(root: Path, folder: Path, mark: str) -> Path:
    """Return the folder's own path, or raise `CannotRun` unless a site may be written there.

    `mark` is a file that every earlier site of that sort holds.
    """
    place = Path(os.path.abspath(folder))
    if link := find_link(place):
        raise CannotRun(f"{link} är en länk. Välj en mapp som inte nås genom en länk.")
    home, target = root.resolve(), place.resolve()
    kept = [home / name for name in (*TOPS, DOCS)]
    if home.is_relative_to(target) or any(target.is_relative_to(found) for found in kept):
        raise CannotRun(f"{folder} hör till själva arkivet. Välj en annan mapp.")
    if place.exists() and not place.is_dir():
        raise CannotRun(f"{folder} är ingen mapp. Välj en annan.")
    if place.exists() and any(place.iterdir()) and not (place / mark).exists():
        raise CannotRun(f"{folder} är inte tom och är ingen tidigare export. Välj en annan mapp.")
    return place


def find_link(place: Path) -> Path | None:
    """Return the first part of a path that is a link, above which the system has its own."""
    # Directly below the root of the disk, links are the system's: /tmp on a Mac is one.
    parts = [*reversed(place.parents), place][2:]
    return next((part for part in parts if part.is_symlink()), None)
