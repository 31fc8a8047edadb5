"""What every page draws on: the archive, its chain and counts, and when files were changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from jinja2 import Environment

from generator.analysis import Chain, Table, count_entries, place_assignments
from generator.pages.addresses import address_of
from generator.pages.page import Link, Page, find_headings
from generator.pages.templating import make_environment
from generator.records import Archive


@dataclass(frozen=True)
class Desk:
    """Shared by all pages of one build.

    `changed` maps a file to the day it was last changed, of which little is known when the history
    is `shallow`; `handwritten` are the addresses of the pages of `docs/`.
    """

    archive: Archive
    changed: Mapping[str, date]
    shallow: bool = False
    handwritten: frozenset[str] = frozenset()

    @cached_property
    def chain(self) -> Chain:
        """The links of the archive, both ways."""
        return Chain(self.archive)

    @cached_property
    def entries(self) -> Table:
        """The base table that all counts come from."""
        return count_entries(self.archive)

    @cached_property
    def environment(self) -> Environment:
        """The templates."""
        return make_environment(self.archive, self.chain, desk=self)

    @cached_property
    def undertakings(self) -> dict[str, Link]:
        """Every åtgärd and uppdrag by id: where it stands and what it is."""
        assignments = (
            row for decision in self.chain.decisions for row in place_assignments(decision)
        )
        return {
            **{
                key: self.link(placed, placed.action.what)
                for key, placed in self.archive.actions.items()
            },
            **{row.id: Link(row.address, row.assignment.what) for row in assignments},
        }

    def link(self, record: object, title: str) -> Link:
        """Return a link to a record."""
        return Link(address_of(self.archive, record), title)

    def write_page(
        self,
        template: str,
        address: str,
        title: str,
        *,
        parent: str = "index.html",
        file: str | None = None,
        files: tuple[str, ...] = (),
        as_of: date | None = None,
        previous: Link | None = None,
        following: Link | None = None,
        **values: object,
    ) -> Page:
        """Fill a template and return its page.

        `file` is the record to correct; the page counts as changed when any of `file` and
        `files` was. `as_of` is the day its statuses are told on.
        """
        sources = (*((file,) if file else ()), *files)
        changed = max(
            (self.changed[path] for path in sources if path in self.changed), default=None
        )
        if not sources:
            changed = max(self.changed.values(), default=None)
        html = self.environment.get_template(template).render(
            here=address,
            title=title,
            file=file,
            changed=changed,
            as_of=as_of or self.archive.today,
            previous=previous,
            following=following,
            **values,
        )
        return Page(
            address, title, html, parent, file, changed, previous, following, find_headings(html)
        )
