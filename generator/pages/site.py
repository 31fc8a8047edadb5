"""All pages of an archive, and how they hang together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from generator.figures import write_csv
from generator.pages import (
    actions,
    areas,
    coverage,
    organisations,
    places,
    proposals,
    register,
    search,
    star,
    start,
    statistics,
    words,
)
from generator.pages.beside import check_beside
from generator.pages.decision.build import build_decisions
from generator.pages.desk import Desk
from generator.pages.handwritten import address_of_doc, build_handwritten, find_handwritten
from generator.pages.history import read_history
from generator.pages.meeting.build import build_meetings
from generator.pages.page import Page
from generator.pages.report.build import build_reports
from generator.pages.versions import read_since
from generator.problems import ArchiveError, Origin, Problem, quote
from generator.records import MALL, read_archive

# A kind of page is one module, one template and one line here.
BUILDERS: tuple[Callable[[Desk], Iterator[Page]], ...] = (
    start.build_start,
    build_meetings,
    build_reports,
    build_decisions,
    register.build_registers,
    actions.build_actions,
    proposals.build_proposals,
    areas.build_areas,
    places.build_places,
    organisations.build_organisations,
    star.build_star,
    statistics.build_statistics,
    words.build_words,
    coverage.build_coverage,
    search.build_search,
)


@dataclass(frozen=True, slots=True)
class Section:
    """A row of the navigation."""

    title: str
    address: str


@dataclass(frozen=True, slots=True)
class Site:
    """Every page by address, and the navigation over them.

    `files` are downloads and what the search loads, by address. `today` is the day the archive is
    read on; `failure` is the page that says the archive is broken. `home` is the address on the web
    that the mall names, or nothing.
    """

    title: str
    today: date
    pages: Mapping[str, Page]
    navigation: tuple[Section, ...]
    files: Mapping[str, str] = field(default_factory=dict)
    failure: Page | None = None
    home: str = ""


# A row for each sort of thing, never for a year: the navigation does not grow with the archive.
NAVIGATION = (
    Section("Start", "index.html"),
    Section("Möten", "moten/index.html"),
    Section("Rapporter", "rapporter/index.html"),
    Section("Beslut", "beslut/index.html"),
    Section("Att ta ställning till", "att-ta-stallning-till.html"),
    Section("Åtgärder", "atgarder.html"),
    Section("Vem har rapporterat", "vem-har-rapporterat.html"),
    Section("Områden", "omraden/index.html"),
    Section("Platser", "platser/index.html"),
    Section("Organisationer", "organisationer/index.html"),
    Section("Preventionsstjärnan", "stjarnan.html"),
    Section("Statistik", "statistik/index.html"),
    Section("Sök", "sok.html"),
    Section("Om arkivet", "om.html"),
)


def build_site(root: Path, today: date | None = None) -> Site:
    """Read the archive at `root` and build every page of it; raises `ArchiveError`."""
    archive = read_archive(root, today)
    if problems := list(check_beside(root)):
        raise ArchiveError(problems)
    history = read_history(root)
    handwritten = frozenset(address_of_doc(path) for path in find_handwritten(root))
    since = read_since(root, archive)
    desk = Desk(archive, history.changed, history.shallow, handwritten, since)
    pages = gather(page for build in BUILDERS for page in build(desk))
    pages |= gather(build_handwritten(desk, root, pages))
    return Site(
        title=pages["index.html"].title,
        today=archive.today,
        pages=pages,
        navigation=tuple(row for row in NAVIGATION if row.address in pages),
        files=search.write_search_files(archive, pages) | write_tables(pages),
        home=archive.mall.publishing.address if archive.mall.publishing else "",
    )


def gather(pages: Iterable[Page]) -> dict[str, Page]:
    """Return pages by address; two that would have one address are a fel, for one would be lost."""
    found: dict[str, Page] = {}
    for page in pages:
        other = found.setdefault(page.address, page)
        if other is not page:
            text = (
                f"Sidorna {quote(other.title)} och {quote(page.title)} skulle få samma adress, "
                f"{page.address}. Döp om det ena så att båda kan visas."
            )
            raise ArchiveError([Problem(Origin(page.file or other.file or MALL), text)])
    return found


def write_tables(pages: Mapping[str, Page]) -> dict[str, str]:
    """Return the downloads of all pages, by the address they are downloaded from."""
    figures = (figure for page in pages.values() for figure in page.figures)
    own = (page.files for page in pages.values())
    tables = {figure.file: write_csv(figure.grid) for figure in figures}
    return {**tables, **{address: text for files in own for address, text in files.items()}}
