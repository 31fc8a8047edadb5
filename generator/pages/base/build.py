"""What every page draws on: the archive, its chain and counts, and when files were changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from itertools import groupby
from typing import Any, TypeVar
from weakref import proxy

from jinja2 import Environment

from generator.analysis import Apart, Chain, Frame, News, Signals, count_entries, figures_of
from generator.article.addresses import address_of, address_of_ref, ref_of, relative
from generator.article.html import Rendered, render_html
from generator.article.plain import write_table
from generator.article.rewriting import same
from generator.article.values import Article, Ref, charts_of, tables_of
from generator.figures import Figure
from generator.pages.base.page import Heading, Link, Page, find_headings, pack
from generator.pages.base.templating import make_environment
from generator.pages.base.unchanged import Ground, Unchanged, find_unchanged
from generator.records import TOPS, Archive, Meeting, Report, Since, is_assignment_id, place_actions
from generator.serving import Shelf

Linked = TypeVar("Linked")
RECORDS = tuple(f"{top}/" for top in TOPS)


# What stands above the title of a page below each of these.
UP = {
    address: Link(address, title)
    for address, title in (
        ("moten/index.html", "Alla möten"),
        ("rapporter/index.html", "Alla rapporter"),
        ("beslut/index.html", "Alla beslut"),
        ("omraden/index.html", "Alla områden"),
        ("platser/index.html", "Alla platser"),
        ("organisationer/index.html", "Alla organisationer"),
        ("statistik/index.html", "All statistik"),
        ("om.html", "Om arkivet"),
    )
}


@dataclass(frozen=True, slots=True)
class Undertaking:
    """An åtgärd or uppdrag as a follow-up names it; `note` says why it no longer stands."""

    title: str
    address: str = ""
    note: str = ""
    ref: Ref | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """An article as HTML, with the ways it leads: all that its HTML at an address rests on."""

    article: Article
    ways: Mapping[Ref, str]
    rendered: Rendered


RENDERED = Shelf[Written]()


@dataclass(frozen=True)
class Build:
    """Shared by all pages of one build.

    `changed` maps a file to the day it was last changed, of which little is known when the history
    is `shallow`; `since` says what has changed since each report was adopted, by its file.
    `handwritten` are the addresses of the pages of `docs/`. `apart` are the classes that a reader
    outside the group is told of känsliga problemtyper.
    """

    archive: Archive
    changed: Mapping[str, date]
    shallow: bool = False
    handwritten: frozenset[str] = frozenset()
    since: Mapping[str, Since] = field(default_factory=dict)
    apart: Apart | None = None
    # The same records are led to from page after page.
    addresses: dict[Ref, str] = field(default_factory=dict, init=False, repr=False)

    @cached_property
    def ground(self) -> Ground:
        """All that pages rest on."""
        return Ground(self.archive, self.changed, self.shallow, self.handwritten, self.since)

    @cached_property
    def unchanged(self) -> Unchanged:
        """The pages that stay as the build before wrote them."""
        return find_unchanged(self.ground)

    @cached_property
    def chain(self) -> Chain:
        """The links of the archive, both ways."""
        return Chain(self.archive)

    @cached_property
    def counted(self) -> Chain:
        """The links of what is counted, which for a reader outside the group is the open ledger."""
        return Chain(self.archive.ledger) if self.archive.ledger else self.chain

    @cached_property
    def entries(self) -> Frame:
        """The base table that all counts come from."""
        return count_entries(self.counted)

    @cached_property
    def events(self) -> dict[str, int | None]:
        """The händelser each counted entry adds, by the entry's id."""
        return figures_of(self.entries.set_index("entry"), "events")

    @cached_property
    def meeting_events(self) -> dict[tuple[str, str], int]:
        """The händelser of each meeting and område that has any, by their ids."""
        counted = self.entries.groupby(["meeting", "area"])[["events"]].sum()
        return {key: number or 0 for key, number in figures_of(counted, "events").items()}

    @cached_property
    def signals(self) -> Signals:
        """What is chance and what is change, for every report."""
        return Signals(self.counted, self.entries)

    @cached_property
    def news(self) -> News:
        """What is new at each meeting."""
        return News(self.chain)

    def since_of(self, report: Report) -> Since:
        """Return what has changed since a report was adopted."""
        return self.since.get(report.file.path, Since()) if report.file else Since()

    @cached_property
    def environment(self) -> Environment:
        """The templates."""
        # Templates that held on to the build would keep all it has counted after its pages.
        return make_environment(self.archive, self.chain, build=proxy(self))

    @cached_property
    def undertakings(self) -> dict[str, Link]:
        """Every åtgärd and uppdrag by id: where it stands and what it is."""
        actions, assignments = self.archive.actions, self.chain.assignments
        return {
            **{key: self.link(placed, placed.action.what) for key, placed in actions.items()},
            **{
                key: self.link(placed, placed.assignment.what)
                for key, placed in assignments.items()
            },
        }

    def name_undertaking(self, key: str) -> Undertaking:
        """Return what an id of an åtgärd or uppdrag stands for, also when its entry is gone."""
        link = self.undertakings.get(key)
        if link:
            kind = "assignment" if is_assignment_id(key) else "action"
            return Undertaking(link.title, link.address, ref=Ref(kind, key))
        record = key.partition("#")[0]
        if record in self.archive.disposed:
            return Undertaking(key, note="gallrad")
        entry = self.archive.entry.get(record)
        if entry is None:
            return Undertaking(key)
        rows = (placed.action.what for placed in place_actions(entry) if placed.id == key)
        note = "i en borttagen post" if entry.removed else "i en struken post"
        return Undertaking(next(rows, key), address_of(self.archive, entry), note, ref_of(entry))

    def way_to(self, here: str, ref: Ref) -> str:
        """Return the way from a page to what an article leads to."""
        if ref.kind == "edit":
            return f"{self.archive.mall.edit_address}{ref.id}"
        if ref.kind == "letter":
            return ref.id
        address = self.addresses.get(ref)
        if address is None:
            address = self.addresses[ref] = address_of_ref(self.archive, ref)
        return relative(here, address)

    def leads(self, ref: Ref) -> bool:
        """Say whether what an article leads to is still there."""
        try:
            self.way_to("", ref)
        except KeyError:
            return False
        return True

    def find_unchanged_page(self, record: Meeting | Report, day: date) -> Page | None:
        """Return the page of a record that tells of nothing after a day, if it stays as it was."""
        page = self.unchanged.find(address_of(self.archive, record), day)
        if page and (known := RENDERED.find(page.address)):
            RENDERED.put(page.address, known)
        return page

    def link(self, record: object, title: str) -> Link:
        """Return a link to a record."""
        return Link(address_of(self.archive, record), title)

    def link_neighbours(
        self, records: Sequence[Linked], title_of: Callable[[Linked], str]
    ) -> Iterator[tuple[Linked, Link | None, Link | None]]:
        """Yield each record with links to the one before it and the one after."""
        links = [None, *(self.link(record, title_of(record)) for record in records), None]
        yield from zip(records, links, links[2:], strict=False)

    def write_lists(
        self,
        template: str,
        index: str,
        title: str,
        records: Sequence[Linked],
        year_of: Callable[[Linked], str],
        **values: Any,
    ) -> Iterator[Page]:
        """Write a list of each year's records and one of all, newest first; they come in order."""
        by_year = [(year, list(group)) for year, group in groupby(reversed(records), key=year_of)]
        for year, group in by_year:
            address, groups = index.replace("index", year), [(None, group)]
            yield self.write_page(
                template, address, f"{title} {year}", parent=index, groups=groups, **values
            )
        yield self.write_page(template, index, title, groups=by_year, **values)

    def last_change(self, paths: Sequence[str]) -> date | None:
        """Return the day the newest of some records was changed; without any, of all records.

        What is no record, as code or a guide, changes no page but its own.
        """
        sources = {*paths, *(f"{path.removesuffix('.md')}.csv" for path in paths)}
        days = (
            day
            for path, day in self.changed.items()
            if path in sources or (not paths and path.startswith(RECORDS))
        )
        return max(days, default=None)

    def write_article(
        self,
        article: Article,
        address: str,
        *,
        parent: str,
        file: str | None = None,
        name: str = "",
        previous: Link | None = None,
        following: Link | None = None,
        files: Mapping[str, str] | None = None,
    ) -> Page:
        """Put an article in the frame of a page; `files` are downloads besides those of its parts."""
        rendered = self.render(article, address)
        page = self.write_page(
            "base/article.html",
            address,
            article.title,
            parent=parent,
            name=name,
            file=file,
            files=article.sources,
            as_of=article.as_of,
            previous=previous,
            following=following,
            article=rendered,
        )
        # As bytes: what begins with the mark of its encoding takes twice as much as text.
        tables = {table.file: write_table(table).encode() for table in tables_of(article)}
        return replace(
            page,
            headings=tuple(find_headings(article.sections)),
            running=rendered.running,
            figures=tuple(charts_of(article)),
            files={**tables, **(files or {})},
        )

    def render(self, article: Article, address: str) -> Rendered:
        """Return an article as HTML; what has not changed since the build before is not written anew."""
        known = RENDERED.find(address)
        if (
            known is None
            or not same(article, known.article)
            or any(self.way_to(address, ref) != way for ref, way in known.ways.items())
        ):
            ways: dict[Ref, str] = {}

            def way_to(ref: Ref) -> str:
                way = ways.get(ref)
                if way is None:
                    way = ways[ref] = self.way_to(address, ref)
                return way

            rendered = render_html(article, way_to, lambda target: relative(address, target))
            known = Written(article, ways, rendered)
        RENDERED.put(address, known)
        return known.rendered

    def write_page(
        self,
        template: str,
        address: str,
        title: str,
        *,
        parent: str = "index.html",
        name: str = "",
        file: str | None = None,
        files: tuple[str, ...] = (),
        as_of: date | None = None,
        previous: Link | None = None,
        following: Link | None = None,
        figures: Sequence[Figure] = (),
        **values: object,
    ) -> Page:
        """Fill a template and return its page.

        `name` is what others write to refer to the record, `file` where it is corrected; the page
        counts as changed when any of `file` and `files` was, or a table beside one, and without
        any when a record was. `as_of` is the day its statuses are told on. The template finds
        `figures` by their anchors, and tells its headings as it writes them.
        """
        changed = self.last_change((*((file,) if file else ()), *files))
        headings: list[Heading] = []
        html = self.environment.get_template(template).render(
            here=address,
            up=UP.get(parent) if parent != address else None,
            title=title,
            name=name,
            file=file,
            changed=changed,
            as_of=as_of or self.archive.today,
            previous=previous,
            following=following,
            headings=headings,
            figures={figure.anchor: figure for figure in figures},
            **values,
        )
        return Page(
            address=address,
            title=title,
            packed=pack(html),
            parent=parent,
            file=file,
            changed=changed,
            previous=previous,
            following=following,
            headings=tuple(headings),
            figures=tuple(figures),
        )
