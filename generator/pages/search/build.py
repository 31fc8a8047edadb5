"""The page that searches the archive, and the files it searches in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from generator.pages.base.desk import Desk
from generator.pages.base.page import Link, Page
from generator.pages.search.searchable import build_documents
from generator.records import Archive
from generator.search import write_index

ADDRESS = "sok.html"
FOLDER = "sok"
SCRIPTS = ("sok.js", "sok-sida.js")


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What a search is narrowed by: its name in the address, its label, and the index's facet."""

    name: str
    label: str
    facet: str


NARROWINGS = (
    Narrowing("slag", "Slag", "kind"),
    Narrowing("omrade", "Område", "area"),
    Narrowing("problemtyp", "Problemtyp", "problem_type"),
    Narrowing("plats", "Plats", "place"),
    Narrowing("organisation", "Organisation", "organisation"),
    Narrowing("ar", "År", "year"),
    Narrowing("status", "Status", "status"),
)


def build_search(desk: Desk) -> Iterator[Page]:
    """Build the page; its lists are for those without JavaScript, and for who has no word yet."""
    mall = desk.archive.mall
    page = desk.write_page(
        "search/search.html",
        ADDRESS,
        "Sök",
        narrowings=NARROWINGS,
        folder=f"{FOLDER}/",
        lists=[
            ("År", list(link_years(desk.archive))),
            ("Områden", [desk.link(row, row.name) for row in mall.areas]),
            ("Platser", [desk.link(row, row.name) for row in mall.places]),
            ("Organisationer", [desk.link(row, row.name) for row in mall.organisations]),
        ],
    )
    yield replace(page, scripts=SCRIPTS)


def link_years(archive: Archive) -> Iterator[Link]:
    """Yield the years that meetings were planned for, newest first: each has a page."""
    for year in sorted({meeting.planned.year for meeting in archive.meetings}, reverse=True):
        yield Link(f"moten/{year}.html", str(year))


def write_search_files(archive: Archive, pages: Mapping[str, Page]) -> dict[str, str]:
    """Return the index's files by address."""
    index = write_index(build_documents(archive, pages))
    return {f"{FOLDER}/{name}": text for name, text in index.items()}
