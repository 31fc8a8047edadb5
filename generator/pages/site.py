"""All pages of an archive, and how they hang together."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from markupsafe import Markup

from generator.figures import write_csv
from generator.pages.actions.build import build_actions
from generator.pages.agenda.build import build_agenda
from generator.pages.area.build import build_areas
from generator.pages.base import Build, Page, leave_pages, pack, plain_environment
from generator.pages.composed import make_build
from generator.pages.coverage.build import build_coverage
from generator.pages.decision.build import build_decisions, build_proposals, build_registers
from generator.pages.form.build import build_form
from generator.pages.handwritten.beside import address_of_doc, check_beside
from generator.pages.handwritten.build import build_handwritten, find_handwritten
from generator.pages.mall.build import build_words
from generator.pages.meeting.build import build_meetings
from generator.pages.organisation.build import build_organisations
from generator.pages.place.build import build_places
from generator.pages.report.build import build_reports
from generator.pages.report.editions import list_pdfs
from generator.pages.search.build import build_search, write_search_files
from generator.pages.star.build import build_star
from generator.pages.start.build import build_start
from generator.pages.statistics.build import build_statistics
from generator.problems import ArchiveError, Origin, Problem, Severity, list_problems, only, quote
from generator.records import MALL, Archive, Distribution, find_reader, read_archive

# A kind of page is one folder, with its templates, and one line here.
BUILDERS: tuple[Callable[[Build], Iterator[Page]], ...] = (
    build_start,
    build_agenda,
    build_meetings,
    build_reports,
    build_decisions,
    build_registers,
    build_actions,
    build_proposals,
    build_areas,
    build_places,
    build_organisations,
    build_star,
    build_statistics,
    build_words,
    build_coverage,
    build_form,
    build_search,
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
    that the mall names, or nothing. `copies` are files of the archive that are downloaded as they are.
    """

    title: str
    today: date
    pages: Mapping[str, Page]
    navigation: tuple[Section, ...]
    files: Mapping[str, str | bytes] = field(default_factory=dict)
    failure: Page | None = None
    home: str = ""
    copies: Mapping[str, Path] = field(default_factory=dict)


# A row for each sort of thing, never for a year: the navigation does not grow with the archive.
NAVIGATION = (
    Section("Start", "index.html"),
    Section("Rapportera", "rapportera.html"),
    Section("Nästa möte", "nasta-mote.html"),
    Section("Möten", "moten/index.html"),
    Section("Rapporter", "rapporter/index.html"),
    Section("Beslut", "beslut/index.html"),
    Section("Att ta ställning till", "att-ta-stallning-till.html"),
    Section("Åtgärder", "atgarder.html"),
    Section("Områden", "omraden/index.html"),
    Section("Platser", "platser/index.html"),
    Section("Organisationer", "organisationer/index.html"),
    Section("Statistik", "statistik/index.html"),
    Section("Sök", "sok.html"),
    Section("Om arkivet", "om.html"),
)


# Python looks for rings of what is no longer used each time there are so many new objects; else 700.
NEW_OBJECTS = 5_000


def build_site(root: Path, today: date | None = None, reader: str | None = None) -> Site:
    """Read the archive at `root` and build every page of it for a reader, the group if none is named.

    Raises `ArchiveError`, and `CannotRun` for a reader that the mall has not.
    """
    # Of what has been read nothing is garbage before the next build: it need not be looked through,
    # and what is made after it is looked through more seldom than Python would.
    gc.set_threshold(NEW_OBJECTS)
    gc.unfreeze()
    archive = read_archive(root, today)
    gc.freeze()
    audience = find_reader(archive.mall, reader)
    if problems := only(Severity.FEL, check_beside(root)):
        raise ArchiveError(problems)
    return make_site(root, archive, audience)


def make_site(root: Path, archive: Archive, reader: Distribution) -> Site:
    """Build every page of an archive for a reader; `archive` is the whole of it."""
    archive, pages = build_pages(root, archive, reader)
    return Site(
        title=pages["index.html"].title,
        today=archive.today,
        pages=pages,
        navigation=tuple(row for row in NAVIGATION if row.address in pages),
        files=write_search_files(archive, pages) | write_tables(pages),
        home=archive.mall.publishing.address if archive.mall.publishing else "",
        copies={address: root / path for address, path in list_pdfs(archive).items()},
    )


def build_pages(
    root: Path, archive: Archive, reader: Distribution
) -> tuple[Archive, dict[str, Page]]:
    """Return the archive as a reader reads it, and all pages by address.

    What was counted for them is let go before the index is made.
    """
    build = make_build(root, archive, reader)
    pages = gather(page for builder in BUILDERS for page in builder(build))
    pages |= gather(build_handwritten(build, root, pages))
    leave_pages(build.ground, pages)
    build.archive.kept.clear()
    own = build.archive
    # A template's own words hold on to what it was given until Python looks for rings.
    del build
    gc.collect()
    return own, pages


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


def write_tables(pages: Mapping[str, Page]) -> dict[str, str | bytes]:
    """Return the downloads of all pages, by the address they are downloaded from."""
    figures = (figure for page in pages.values() for figure in page.figures)
    own = (page.files for page in pages.values())
    tables = {figure.file: write_csv(figure.grid) for figure in figures}
    return {**tables, **{address: text for files in own for address, text in files.items()}}


TITLE = "Arkivet har fel"
NO_DAY = date(1970, 1, 1)  # never shown, but MkDocs's sitemap cannot hold an earlier one
ARTICLE = Markup(
    '<div class="lb"><h1 id="_top">{title}</h1>'
    "<p>Sidorna visas igen när felen är rättade och filerna sparade.</p>"
    "{problems}</div>"
)
PROBLEMS = Markup("<ol>{}</ol>")
PROBLEM = Markup("<li><pre><code>{}</code></pre></li>")
UNTOLD = Markup("<p>Vad felen är står i terminalen där sidorna byggs.</p>")


def build_failure(root: Path, problems: Sequence[Problem]) -> Site:
    """Return a site whose every page lists the problems, which `mkdocs serve` shows.

    Without problems, its pages say no more than that there are some: to a reader their words may be
    what is withheld, and nobody knows how far they may go while the archive is broken.
    """
    items = Markup().join(map(PROBLEM.format, list_problems(problems)))
    html = ARTICLE.format(title=TITLE, problems=PROBLEMS.format(items) if items else UNTOLD)
    addresses = {"index.html", *(address_of_doc(path) for path in find_handwritten(root))}
    pages = {address: Page(address, TITLE, pack(html)) for address in sorted(addresses)}
    return Site(TITLE, NO_DAY, pages, (Section(TITLE, "index.html"),), failure=pages["index.html"])


def build_missing(title: str) -> str:
    """Return the page of unknown addresses, where nobody has said which the site has on the web.

    It may be shown below any folder: it holds all it needs, and only leads to what stands beside it.
    """
    return plain_environment().get_template("base/missing.html").render(title=title)
