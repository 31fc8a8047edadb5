"""A report that has been sent, as it was sent: the newest edition with what is another today, and older ones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from generator.article.addresses import EDITION, edition_page
from generator.article.frozen import read_article
from generator.article.rewriting import rewrite, same
from generator.article.values import (
    Article,
    Look,
    Number,
    Paragraph,
    Ref,
    Role,
    Section,
    Span,
    Table,
    join,
    line,
    lines_of,
    walk,
)
from generator.figures import Figure
from generator.pages.base import Build
from generator.pages.report.editions import (
    CHANGES,
    find_dispatched,
    find_editions,
    reader_of,
    with_pdf,
)
from generator.pages.report.sent.all_changes import find_changes_since
from generator.pages.report.sent.differing import compare, find_new_places, shows_all_places
from generator.pages.report.sent.since import MARK, say_banner, tell_since
from generator.pages.report.sent.undoing import Undoing
from generator.pages.report.sources import with_dispatched
from generator.pages.shared import spans
from generator.records import Frozen, Report
from generator.serving import Shelf
from generator.swedish import say_day


def show_sent(build: Build, report: Report, sent: Article, today: Article) -> Article:
    """Return a report as it was sent, with what is another today told at its end and marked where it stands."""
    archive = build.archive
    differing = [
        *compare(sent, today, has_all_places=shows_all_places(archive)),
        *find_new_places(archive, report, sent, today),
    ]
    changes, taken = find_changes_since(build, report, sent)
    steps = Undoing(build, report, taken).undo(changes)
    told = list(tell_since(archive, report, differing, steps, taken.keys()))
    alive = without_dead_ends(build, sent)
    alive = mark(alive, {row.key for row in differing}, Ref("report", report.id, CHANGES))
    alive = with_answers(alive, today)
    *before, appendix = alive.sections
    banner = (Paragraph(say_banner(archive, report, differing), Role.CORRECTION),) if told else ()
    newest = find_editions(archive, report)[-1]
    return replace(
        alive,
        meta=with_pdf(archive, alive.meta, newest),
        lead=(*alive.lead, *banner),
        sections=(*before, *told, appendix),
    )


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


def with_answers(sent: Article, today: Article) -> Article:
    """Return a sent report with what has since become of each proposal below it: where it was decided."""
    now = {section.id: section for section in walk(today.sections) if section.to}

    def change(value: Section) -> Section:
        parts = tuple(map(change, value.parts))
        value = value if same(parts, value.parts) else replace(value, parts=parts)
        if value.id not in now or value.to != now[value.id].to:
            return value
        known = set(find_decided(value))
        new = [span for span in find_decided(now[value.id]) if span not in known]
        if not new:
            return value
        later = line("Senare: ", join([(span,) for span in new], ", "), ".")
        *blocks, last = value.blocks
        # Where it waited is said last, and what came of that belongs to it.
        if isinstance(last, Paragraph) and last.role is Role.NOTE:
            return replace(value, blocks=(*blocks, replace(last, line=line(last.line, " ", later))))
        return replace(value, blocks=(*value.blocks, Paragraph(later, Role.NOTE)))

    return replace(sent, sections=tuple(map(change, sent.sections)))


def find_decided(section: Section) -> Iterator[Span]:
    """Yield the words of a section's own lines that lead to a decision."""
    for block in section.blocks:
        for own in lines_of(block):
            yield from (
                span
                for span in own
                if isinstance(span, Span) and span.to and span.to.kind == "decision"
            )


def mark(article: Article, keys: set[str], to: Ref) -> Article:
    """Return an article with a mark behind each number of some keys."""
    star = Span(MARK, to, Look.CHANGED)

    def change(value: Any) -> Any:
        if not isinstance(value, tuple) or not any(is_marked(one) for one in value):
            return value
        return tuple(part for one in value for part in ((one, star) if is_marked(one) else (one,)))

    def is_marked(one: object) -> bool:
        return isinstance(one, Number) and one.key in keys

    return rewrite(article, change) if keys else article


def without_dead_ends(build: Build, article: Article) -> Article:
    """Return an article whose words lead nowhere where what they led to is not there, or not for its reader."""
    reader = reader_of(build.archive)
    kept = {edition_page(one) for one in build.archive.frozen if reader in one.articles}

    def leads(to: Ref) -> bool:
        return to.id in kept if EDITION in to.id else build.leads(to)

    dead = {to for to in find_refs(article) if not leads(to)}

    def change(value: Any) -> Any:
        to = getattr(value, "to", None)
        return value if to is None or to not in dead else replace(value, to=None)

    return rewrite(article, change) if dead else article


REFS = Shelf[tuple[Article, set[Ref]]]()


def find_refs(article: Article) -> set[Ref]:
    """Return all that the words of an article lead to."""
    place = (article.ref, article.title)
    known = REFS.find(place)
    if known is None or known[0] is not article:
        found: set[Ref] = set()

        def note(value: Any) -> Any:
            if (to := getattr(value, "to", None)) is not None:
                found.add(to)
            return value

        rewrite(article, note)
        known = (article, found)
    REFS.put(place, known)
    return known[1]
