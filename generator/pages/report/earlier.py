"""An edition of a report that a later one has replaced, as it was sent."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from generator.article.addresses import edition_page
from generator.article.frozen import read_article
from generator.article.rewriting import rewrite
from generator.article.values import Article, Paragraph, Ref, Role, Table, line
from generator.figures import Figure
from generator.pages.base import Build
from generator.pages.report.editions import find_dispatched, reader_of, with_pdf
from generator.pages.report.sent import without_dead_ends
from generator.pages.report.sources import with_dispatched
from generator.pages.shared import spans
from generator.records import Frozen, Report
from generator.swedish import say_day


def show_earlier(build: Build, report: Report, earlier: Frozen, later: Frozen) -> Article | None:
    """Return an earlier edition as it was sent, which says at its top that another has replaced it."""
    sent = read_article(earlier, reader_of(build.archive))
    if sent is None:
        return None
    here = edition_page(earlier)
    archive = build.archive
    dispatched = find_dispatched(archive, report, earlier)
    why = f" Skäl: {later.reason.rstrip('.')}." if later.reason else ""
    again = dispatched and find_dispatched(archive, report, later)
    said = line(
        spans.strong(f"Version {earlier.version} är ersatt{'.' if again else ''}"),
        " Rapporten sändes på nytt som " if again else " av ",
        spans.link(f"version {later.version}", report),
        f", fastställd den {say_day(later.day)}.{why}",
    )

    def change(value: Any) -> Any:
        match value:
            case Ref("report", report.id, part) if part:
                return Ref("page", here, part)
            case Ref("file", address):
                return Ref("file", beside(address))
            case Table(file=address) | Figure(file=address) if address:
                return replace(value, file=beside(address))
        return value

    def beside(address: str) -> str:
        return address.replace(report.id, f"{report.id}-version-{earlier.version}", 1)

    told = with_dispatched(rewrite(sent, change), dispatched)
    own = without_dead_ends(build, told)
    note = Paragraph(said, Role.CORRECTION)
    title = f"{own.title}, version {earlier.version}"
    return replace(
        own,
        title=title,
        meta=with_pdf(archive, own.meta, earlier),
        lead=(note, *own.lead),
        ref=Ref("page", here),
    )
