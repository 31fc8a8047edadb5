"""The same pages as plain HTML in one small shell of our own, without MkDocs.

The base will move; an archive must outlive it. The article of a page is the same to the letter.
"""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

from generator.article.addresses import relative
from generator.pages.base import Page, as_bytes, make_shell, with_policy
from generator.pages.handwritten.beside import DOCS, place_of
from generator.pages.search.build import SCRIPTS
from generator.pages.site import Section, build_site
from generator.problems import CannotRun
from generator.records import TOPS

ASSETS = Path(__file__).parent.parent / "assets"
COPIED = (
    "lagesbild.css",
    "export.css",
    "sok.css",
    "formular.css",
    "favicon.svg",
    "sokruta.js",
    "tabeller.js",
    *SCRIPTS,
)
MARK = ".lagesbild-export"


def write_export(
    root: Path, folder: Path, today: date | None = None, reader: str | None = None
) -> int:
    """Write every page of the archive at `root` for a reader into `folder`; return how many.

    A folder that an earlier export wrote is emptied first, so that no page outlives its record.
    """
    # Refused before anything is built, which takes a while.
    folder = refuse_folder(root, folder, MARK)
    site = build_site(root, today, reader)
    prepare(folder)
    shell = make_shell()
    for page in site.pages.values():
        file = folder / page.address
        file.parent.mkdir(parents=True, exist_ok=True)
        html = shell.render(
            site=site,
            page=page,
            sections=[shown_section(section, page) for section in site.navigation],
            base=relative(page.address, "assets/"),
        )
        # Written with "\n" also on Windows: the same commit gives the same bytes.
        file.write_text(with_policy(html), encoding="utf-8", newline="\n")
    for address, content in site.files.items():
        (folder / address).parent.mkdir(parents=True, exist_ok=True)
        (folder / address).write_bytes(as_bytes(content))
    for address, file in site.copies.items():
        shutil.copyfile(file, folder / address)
    for name in COPIED:
        shutil.copyfile(ASSETS / name, folder / "assets" / name)
    return len(site.pages)


def prepare(folder: Path) -> None:
    """Make an empty folder with our mark in it."""
    if folder.exists():
        shutil.rmtree(folder)
    (folder / "assets").mkdir(parents=True)
    (folder / MARK).touch()


def shown_section(section: Section, page: Page) -> dict[str, object]:
    """Return a section's title, the way to it, and whether the page stands in it."""
    above = page.parent if page.parent != "index.html" else page.address
    return {
        "title": section.title,
        "way": relative(page.address, section.address),
        "current": section.address in (page.address, above),
    }


def refuse_folder(root: Path, folder: Path, mark: str) -> Path:
    """Return the folder's own path, or raise `CannotRun` unless a site may be written there.

    What stands in a folder is emptied before a site is written into it, so a link there would
    empty whatever it leads to. `mark` is a file that every earlier site of that sort holds.
    """
    place = place_of(folder)
    home, target = root.resolve(), place.resolve()
    kept = [home / name for name in (*TOPS, DOCS)]
    if home.is_relative_to(target) or any(target.is_relative_to(found) for found in kept):
        raise CannotRun(f"{folder} hör till själva arkivet. Välj en annan mapp.")
    if place.exists() and not place.is_dir():
        raise CannotRun(f"{folder} är ingen mapp. Välj en annan.")
    if place.exists() and any(place.iterdir()) and not (place / mark).exists():
        raise CannotRun(f"{folder} är inte tom och är ingen tidigare export. Välj en annan mapp.")
    return place
