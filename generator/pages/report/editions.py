"""The editions of a report that has been sent: what each says of the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from generator.article.addresses import edition_page
from generator.article.frozen import read_article
from generator.article.rewriting import change_blocks
from generator.article.values import (
    Article,
    Block,
    Facts,
    Line,
    Paragraph,
    Ref,
    Role,
    Section,
    Span,
    line,
)
from generator.pages.shared import spans
from generator.records import Archive, Dispatch, Frozen, Report, pdf_path
from generator.swedish import say_day

VERSION = "Version"
# Where a report tells of what has come since.
CHANGES = "_andrat"


@dataclass(frozen=True, slots=True)
class Edition:
    """A corrected edition of a report: its number, why it was made, and the one it replaces."""

    version: int
    reason: str
    before: Frozen


def find_editions(archive: Archive, report: Report) -> list[Frozen]:
    """Return the editions of a report that have been sent, oldest first."""
    return [one for one in archive.frozen if one.report == report.id]


def reader_of(archive: Archive) -> str:
    """Return the name of whom the archive is shown to."""
    return (archive.reader or archive.mall.distributions[0]).name


def open_sent(archive: Archive, report: Report) -> Article | None:
    """Return a report as it was last sent to whom the archive is shown to, if it was."""
    editions = find_editions(archive, report)
    return read_article(editions[-1], reader_of(archive)) if editions else None


def find_dispatched(
    archive: Archive, report: Report, edition: Frozen | None = None
) -> tuple[Dispatch, ...]:
    """Return to whom an edition of a report was sent: before the next one was adopted.

    Without an edition, to whom the report was sent as it is adopted now.
    """
    file = report.file
    if file is None or edition is None:
        return file.sent if file else ()
    later = [one.day for one in find_editions(archive, report) if one.version > edition.version]
    until = min(later, default=date.max)
    return tuple(row for row in file.dispatched if edition.day <= row.day < until)


def find_pdf(archive: Archive, edition: Frozen) -> str:
    """Return the path of an edition's PDF to whom the archive is shown to, or nothing."""
    path = pdf_path(edition, reader_of(archive))
    return path if path in archive.pdfs else ""


def list_pdfs(archive: Archive) -> dict[str, str]:
    """Return the path of each edition's PDF by the address that it is downloaded from."""
    return {
        pdf_address(archive, one): path
        for one in archive.frozen
        if (path := find_pdf(archive, one))
    }


def pdf_address(archive: Archive, edition: Frozen) -> str:
    """Return the address that an edition's PDF is downloaded from: beside its page, by the same name."""
    newest = [one for one in archive.frozen if one.report == edition.report][-1]
    return (
        f"rapporter/{edition.report}.pdf" if edition is newest else f"{edition_page(edition)}.pdf"
    )


def with_pdf(archive: Archive, meta: Line, edition: Frozen) -> Line:
    """Return the line below the title with a link to the edition's PDF, if it is kept."""
    if not find_pdf(archive, edition):
        return meta
    return line(meta, spans.DOT, Span("som PDF", Ref("file", pdf_address(archive, edition))))


def mark_edition(article: Article, edition: Edition) -> Article:
    """Return the article of a corrected edition, which says at its top what it replaces and why."""
    number, before = edition.version, edition.before
    said = line(
        spans.strong(f"Version {number}."),
        " Den ersätter ",
        spans.page(f"version {before.version}", edition_page(before)),
        f", som fastställdes den {say_day(before.day)}. Skäl: {edition.reason.rstrip('.')}.",
    )
    return replace(
        article,
        lead=(*article.lead, Paragraph(said, Role.CORRECTION)),
        running=f"{article.running} · version {number}",
        sections=number_sections(article.sections, line(f"{number}")),
        # What the earlier edition told of changes has led there.
        also=(*article.also, CHANGES),
    )


def number_sections(sections: Sequence[Section], number: Line) -> tuple[Section, ...]:
    """Return sections in which the row of the version says a number."""

    def change(block: Block) -> Block:
        if not isinstance(block, Facts):
            return block
        rows = ((name, number if name == VERSION else value) for name, value in block.rows)
        return replace(block, rows=tuple(rows))

    return tuple(change_blocks(section, change) for section in sections)
