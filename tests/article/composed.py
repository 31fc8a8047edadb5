"""Reports as values, composed without any page: what most tests of a report ask."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property

from generator.article.plain import plain_block, plain_line, plain_section
from generator.article.values import (
    Article,
    Block,
    Item,
    Line,
    Listing,
    Number,
    Ref,
    Section,
    Span,
    Table,
    lines_of,
    walk,
)
from generator.pages.base.build import Build
from generator.pages.report.compose import compose_report
from generator.pages.report.facts import ReportFacts, find_report_facts
from generator.pages.shared.changes import list_changes
from generator.pages.shared.months import MonthlyCounts
from generator.records import Archive, Report
from tests.fixed import read_once
from tests.places import ARCHIVES, ROOT

FIXED = {"example": ROOT, "small": ARCHIVES / "small"}


@dataclass(frozen=True)
class Composed:
    """The reports with a meeting of an archive, by month."""

    archive: Archive

    @cached_property
    def monthly(self) -> MonthlyCounts:
        return MonthlyCounts(Build(self.archive, {}))

    @cached_property
    def reports(self) -> dict[str, Report]:
        return {report.id: report for report in self.archive.reports if report.meetings}

    @cached_property
    def facts(self) -> dict[str, ReportFacts]:
        changes = list_changes(self.archive)
        return {
            month: find_report_facts(self.monthly, changes, report)
            for month, report in self.reports.items()
        }

    @cached_property
    def articles(self) -> dict[str, Article]:
        return {month: compose_report(facts) for month, facts in self.facts.items()}


@cache
def compose_fixed(name: str) -> Composed:
    """Compose the reports of the example or the small archive once."""
    return Composed(read_once(FIXED[name]))


def part_of(article: Article, anchor: str) -> Section:
    """Return the section of an id."""
    (found,) = (row for row in walk(article.sections) if row.id == anchor)
    return found


def words_of(article: Article, anchor: str = "") -> str:
    """Return what an article or a part of it says, on one line; hard spaces as others."""
    if anchor:
        said = "\n".join(plain_section(part_of(article, anchor)))
    else:
        blocks = (line for block in article.lead for line in plain_block(block))
        parts = (line for part in article.sections for line in plain_section(part))
        said = "\n".join((article.title, plain_line(article.meta), *blocks, *parts))
    return " ".join(said.split())


def blocks_of(article: Article, anchor: str = "") -> Iterator[Block]:
    """Yield the blocks of an article, or of a part of it, in their order."""
    for section in walk((part_of(article, anchor),) if anchor else article.sections):
        yield from section.blocks


def table_of(article: Article, caption: str) -> Table:
    """Return the table of a caption."""
    (found,) = (b for b in blocks_of(article) if isinstance(b, Table) and b.caption == caption)
    return found


def items_of(article: Article, anchor: str = "_omraden") -> list[Item]:
    """Return the numbered entries of a part."""
    return [
        item
        for block in blocks_of(article, anchor)
        if isinstance(block, Listing) and block.ordered
        for item in block.items
    ]


def numbers_in(lines: Line) -> list[Number]:
    """Return the counted figures of a line."""
    return [one for one in lines if isinstance(one, Number)]


def number_in(line: Line) -> Number:
    """Return the one counted figure of a line."""
    (found,) = numbers_in(line)
    return found


def refs_of(article: Article, anchor: str = "") -> Iterator[Ref]:
    """Yield everything that an article or a part of it leads to."""
    sections = list(walk((part_of(article, anchor),) if anchor else article.sections))
    lines = [one for section in sections for block in section.blocks for one in lines_of(block)]
    if not anchor:
        lines += [article.meta, *(one for block in article.lead for one in lines_of(block))]
    for section in sections:
        yield from filter(None, (section.to, section.edit))
        lines.append(section.aside)
    for one in lines:
        yield from (span.to for span in one if isinstance(span, Span | Number) and span.to)


def ids_of(article: Article) -> list[str]:
    """Return every id of an article, in its order."""
    found = [*article.also]
    for section in walk(article.sections):
        found += [section.id, *section.also]
        for block in section.blocks:
            match block:
                case Listing():
                    found += [item.id for item in block.items if item.id]
                case Table():
                    found += [row.id for row in block.rows if row.id]
    return found
