"""What a report rests on and what it cannot say, and the facts of the document itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from generator.analysis import count_posts, find_coverage
from generator.article.rewriting import change_blocks
from generator.article.values import (
    Article,
    Block,
    Facts,
    Item,
    Line,
    Listing,
    Paragraph,
    Part,
    Ref,
    Role,
    Row,
    Section,
    Span,
    Table,
    join,
    line,
)
from generator.pages.base import say_but_sensitive, say_never, say_posts
from generator.pages.report.facts import ReportFacts
from generator.pages.shared import spans
from generator.pages.shared.board import key_of
from generator.pages.shared.words import (
    describe_comparison,
    say_where,
)
from generator.records import Approval, Dispatch
from generator.swedish import (
    capitalize,
    decapitalize,
    join_words,
    say_count,
    say_day,
    say_days,
    say_short_day,
)

REVIEWED, DISPATCHED = "Sekretessprövning", "Expedierad"


def compose_sources(facts: ReportFacts) -> Section:
    """Compose who has reported, what is not counted, and what has been changed."""
    report = facts.report
    columns = ("Organisation", *(say_short_day(meeting.day) for meeting in report.meetings))
    told = Table(
        facts.answers.title,
        columns,
        tuple(
            Row((line(row.name), *(line(str(cell.content)) for cell in row.cells)))
            for row in facts.answers.grid.rows
        ),
        file=facts.answers.file,
    )
    gone = [
        f"{row.name}, mötet den {say_day(meeting.day)}: {did}."
        for meeting in report.meetings
        for row, did in find_coverage(facts.archive, meeting).gone
    ]
    built = line(
        say_built(facts),
        " ".join(
            filter(
                None,
                (
                    say_never(count_posts(facts.archive.counted, facts.counted)),
                    describe_comparison(facts.columns),
                    *gone,
                ),
            )
        ),
    )
    items = tuple(find_limits(facts))
    return Section(
        "_kallor",
        "Källor och begränsningar",
        (
            told,
            Paragraph(
                line(
                    "Till vilka möten var och en har rapporterat står i arkivet, på sidan ",
                    spans.page("Vem har rapporterat", "vem-har-rapporterat"),
                    ".",
                ),
                Role.NOTE,
            ),
            Paragraph(built),
            *((Listing(items),) if items else ()),
        ),
        also=("_bild-rapportering",),
        part=Part.UNDERLAG,
    )


def say_built(facts: ReportFacts) -> Line:
    """Say how many poster a report rests on, if anybody reported."""
    posts = facts.total_posts.cells[0]
    if posts.value is None:
        return line(f"Ingen organisation rapporterade till {facts.meetings}. ")
    meetings = say_count(len(facts.report.meetings), "möte", "möten", neuter=True)
    words = say_posts(posts.value, posts.positive, within=True) if posts.value else "inga poster"
    if less := say_but_sensitive(facts.archive):
        words = f"{words.rstrip(',')}{less},"
    told = spans.counted(
        key_of(facts.month, unit="poster"),
        posts.value,
        "poster",
        Ref("report", facts.month, "_omraden"),
        text=words,
    )
    return line("Rapporten bygger på ", told, f" från {meetings}. ")


def find_limits(facts: ReportFacts) -> Iterator[Item]:
    """Yield the meetings called off, the entries that are not confirmed, and what has been changed.

    The first change of a day can be linked to, where none since the report was adopted has its place.
    """
    for meeting in facts.called_off:
        reason = meeting.called_off.reason.strip(".") if meeting.called_off else ""
        where = say_where(facts.build, meeting)
        called_off = line(
            "Mötet ",
            spans.link(say_short_day(meeting.planned, False), meeting),
            f" ställdes in: {decapitalize(reason)}.{f' {capitalize(where)}.' if where else ''}",
        )
        yield Item(called_off)
    for entry in facts.entries:
        if entry.stands and entry.reliability and not entry.reliability.counts:
            told = spans.link(entry.title, entry)
            yield Item(line("Obekräftat: ", told, f", {entry.organisation.name}."))
    taken = {row.day for row in facts.amended or ()}
    for change in facts.changes:
        title = change.entry.title or f"En post från {change.entry.organisation.name}"
        day, led = f"{say_short_day(change.day)}: ", spans.link(title, change.entry)
        anchor = "" if change.day in taken else f"_andrad-{change.day}"
        taken.add(change.day)
        yield Item(line(day, led, f". {change.words}"), id=anchor)


def compose_document(facts: ReportFacts) -> Section:
    """Compose the facts of the report and its handling, and whom to ask."""
    report, file, mall = facts.report, facts.report.file, facts.archive.mall
    meetings = ((spans.link(say_day(row.day), row),) for row in report.meetings)
    dated = bool(file and (file.adopted or file.drawn_up))
    unseen = "sprids inte hit" if facts.archive.hides_own else "inte gjord än"
    rows: tuple[tuple[str, Line], ...] = (
        ("Grupp", line(f"{mall.group}, {mall.municipality}")),
        ("Period", line(say_days(report.start, report.end, short=False))),
        ("Möten", join(meetings, ", ", " och ")),
        ("Nummer", line(report.number)),
        ("Datum", line(say_day(facts.day) if dated else "inte satt än")),
        ("Upprättad", line(say_approval(file.drawn_up if file else None))),
        ("Fastställd", line(say_approval(file.adopted if file else None))),
        ("Mottagare", line(join_words(facts.recipients) or "ingen angiven")),
        ("Status", line(report.status)),
        ("Version", say_version(facts)),
        ("Diarienummer", line((file and file.reference) or "inget än")),
        (REVIEWED, line((file and file.secrecy_review) or unseen)),
        ("Kontakt", line(f"{mall.page_owner}, {mall.municipality}")),
        (
            "Nedladdning",
            line(Span("Alla tal i rapporten (CSV)", Ref("file", numbers_file(report.id)))),
        ),
    )
    notes = tuple(say_narrow(facts))
    return Section(
        "_dokument",
        "Dokumentuppgifter",
        (Facts(rows), *notes),
        also=("_kontakt",),
        part=Part.UNDERLAG,
    )


def numbers_file(name: str) -> str:
    """Return the address of the download with every number of a report, or of an edition of it."""
    return f"rapporter/{name}-tal.csv"


def say_approval(found: Approval | None) -> str:
    """Write the day and the function of an approval."""
    return f"{say_day(found.day)}, {decapitalize(found.by)}" if found else "inte än"


def with_dispatched(article: Article, rows: Sequence[Dispatch]) -> Article:
    """Return a report whose facts say to whom it has been sent, as its page does.

    The report itself cannot say it: it is written before it is sent.
    """
    days = groupby(sorted(rows, key=lambda row: row.day), key=lambda row: row.day)
    told = (f"{join_words(r.recipient for r in own)} {say_day(day)}" for day, own in days)
    said = ", ".join(told)

    def change(value: Block) -> Block:
        if not isinstance(value, Facts):
            return value
        rows = [row for row in value.rows if row[0] != DISPATCHED]
        place = next((n for n, row in enumerate(rows, 1) if row[0] == REVIEWED), 0)
        if place and said:
            rows.insert(place, (DISPATCHED, line(said)))
        return replace(value, rows=tuple(rows))

    *before, appendix = article.sections
    return replace(article, sections=(*before, change_blocks(appendix, change)))


def say_version(facts: ReportFacts) -> Line:
    """Write the report's version: each day on which an adopted one was changed makes a new one."""
    if facts.amended is None:
        return line("utkast")
    days = sorted({row.day for row in facts.amended if row.day})
    dayless = any(row.day is None for row in facts.amended)
    number = str(1 + len(days) + dayless)
    if not facts.amended:
        return line(number)
    word = "rättad" if all(row.mended for row in facts.amended) else "ändrad"
    own = ((spans.link(say_short_day(day), facts.report, f"_andrad-{day}"),) for day in days)
    changed = spans.link(word, facts.report, "_andrat")
    return line(number, ", ", changed, " " if days else "", join(own, ", ", " och "))


def say_narrow(facts: ReportFacts) -> Iterator[Paragraph]:
    """Yield which entries the copy of the report that goes to a recipient is without."""
    for recipient, entries in facts.narrow:
        titles = ((spans.link(entry.title or entry.id, entry),) for entry in entries)
        many = say_count(len(entries), "post", "poster")
        yield Paragraph(
            line(
                f"I den rapport som går till {recipient} saknas {many}, som inte sprids så långt: ",
                join(titles, ", ", " och "),
                ". Talen är desamma, utom för känsliga problemtyper.",
            ),
            Role.NOTE,
        )
