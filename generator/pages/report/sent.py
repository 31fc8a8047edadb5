"""A report that has been sent, as its page shows it: as it was sent, with what is another today beside it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from generator.article.addresses import EDITION, edition_page
from generator.article.plain import plain_words
from generator.article.rewriting import rewrite, same
from generator.article.values import (
    Article,
    Item,
    Line,
    Listing,
    Look,
    Number,
    Paragraph,
    Ref,
    Role,
    Row,
    Section,
    Span,
    Table,
    join,
    line,
    lines_of,
    walk,
)
from generator.pages.base import Build
from generator.pages.report.changes import find_shown, name_shown, say_how
from generator.pages.report.differing import (
    NO_NUMBER,
    Differing,
    compare,
    find_new_places,
    name_key,
)
from generator.pages.report.editions import (
    CHANGES,
    find_dispatched,
    find_editions,
    reader_of,
    with_pdf,
)
from generator.pages.report.explaining import Step, Why, find_why
from generator.pages.report.taken_out import find_taken_out, tell_taken_out
from generator.pages.report.undoing import Undoing
from generator.pages.shared import spans
from generator.problems import Origin
from generator.records import (
    MENDED,
    Amendment,
    Archive,
    Entry,
    How,
    Removal,
    Report,
    Since,
    find_amendments,
    is_emptied,
    mendings_of,
)
from generator.serving import Shelf
from generator.swedish import (
    capitalize,
    join_words,
    say_count,
    say_day,
    say_short_day,
)

MARK = "*"
UNKNOWN = (
    "Ingen känd ändring förklarar det. Mallen eller programmet kan räkna på ett annat sätt i dag."
)
UNTOLD = (
    "Inget av det som sprids hit förklarar det. Det kan vara en ändring i en post som inte sprids hit, "
    "eller att mallen eller programmet räknar på ett annat sätt i dag."
)
PARTLY = "Det förklarar inte hela skillnaden."


def show_sent(build: Build, report: Report, sent: Article, today: Article) -> Article:
    """Return a report as it was sent, with what is another today told at its end and marked where it stands."""
    archive = build.archive
    differing = [*compare(sent, today), *find_new_places(archive, report, sent, today)]
    since = build.since.get(report.file.path, Since()) if report.file else Since()
    changes = [
        row for row in find_amendments(archive, report, since) if row.may_move or row.corrects
    ]
    changes = [*find_written_after(archive, report, sent, changes), *map(as_removal, changes)]
    taken = find_taken_out(build, report, sent)
    known = {row.path for row in changes if row.how is How.REMOVED or is_emptied(archive, row.path)}
    changes += [row for row in tell_taken_out(build, taken) if row.path not in known]
    steps = Undoing(build, report, {name: one.adds for name, one in taken.items()}).undo(changes)
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


def as_removal(change: Amendment) -> Amendment:
    """Return a change that history tells of as the removal that it was, on the day that it was decided."""
    for row in change.mendings:
        if isinstance(row, Removal):
            return replace(change, how=How.REMOVED, day=row.day)
    return change


def find_written_after(
    archive: Archive, report: Report, sent: Article, known: Sequence[Amendment]
) -> Iterator[Amendment]:
    """Yield what entries say was mended by the day of adoption, and neither the sent report nor history does.

    No history is told to a reader, whom it would tell too much, and a copy of the archive may have none.
    """
    if not (report.file and report.file.adopted):
        return
    adopted, words = report.file.adopted.day, plain_words(sent)
    for entry in archive.entries:
        if is_of(archive, report, entry):
            told = [row for change in known if change.path == entry.path for row in change.mendings]
            rows = [row for row in mendings_of(entry) if row.day <= adopted and row not in told]
            if new := tuple(row for row in rows if row.reason.rstrip(".") not in words):
                origin = Origin(entry.path)
                yield Amendment(How.CHANGED, entry.path, entry, origin, mendings=new)


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


def say_settled(archive: Archive, report: Report) -> str:
    """Write what was done last with the edition that is shown: `sändes`, or only `frystes`."""
    newest = find_editions(archive, report)[-1]
    return "sändes" if find_dispatched(archive, report, newest) else "frystes"


def say_banner(archive: Archive, report: Report, differing: Sequence[Differing]) -> Line:
    """Say at the top how much is another since the report was sent, and where it is told."""
    count = len(differing)
    how = f"är {say_count(count, 'tal ett annat', 'tal andra', neuter=True)}"
    changed = how if count else "är uppgifter ändrade, men inget tal"
    since = f"Sedan rapporten {say_settled(archive, report)}"
    there = spans.link(f"Mer står under ”{since}”", report, CHANGES)
    return line(f"{since} {changed}. ", there, ".")


def tell_since(
    archive: Archive,
    report: Report,
    differing: Sequence[Differing],
    steps: Sequence[Step],
    taken: Collection[str],
) -> Iterator[Section]:
    """Yield the section of what is another since the report was sent, each number with why."""
    groups: dict[Why, list[Differing]] = defaultdict(list)
    for number in differing:
        groups[find_why(steps, number)].append(number)
    own = {meeting.id for meeting in report.meetings}
    named = {place for why in groups for place in (*why.does, *why.may)}
    changes = [step.change for step in steps]
    quiet = [
        (place, change)
        for place, change in enumerate(changes)
        if place not in named and change.mendings and isinstance(change.record, Entry)
        if archive.taken_up_at(change.record) in own
    ]
    if not groups and not quiet:
        return
    ids = find_ids(changes, sorted({*named, *(place for place, _ in quiet)}))
    settled = say_settled(archive, report)
    blocks: list[Paragraph | Table | Listing] = [Paragraph(say_sent(archive, report), Role.NOTE)]
    if groups:
        rows: list[Row] = []
        for why, numbers in groups.items():
            rows += make_reasons(archive, report, changes, why, ids)
            rows += make_rows(archive, numbers, taken)
        head = ("Tal", "Sänt" if settled == "sändes" else "Fryst", "I dag")
        blocks.append(Table("Tal som är andra i dag", head, tuple(rows), (1, 2)))
    if quiet:
        head_line = "Ändrat utan att något tal är ett annat"
        items = tuple(
            Item(say_change(archive, report, change), id=ids.get(place, ""))
            for place, change in quiet
        )
        blocks.append(Listing(items, head=head_line))
    yield Section(CHANGES, f"Sedan rapporten {settled}", tuple(blocks))


def say_sent(archive: Archive, report: Report) -> Line:
    """Say that the page shows the report as it was sent, and to whom it has been."""
    edition = find_editions(archive, report)[-1]
    adopted = f" Den fastställdes den {say_day(edition.day)}"
    days: dict[date, list[str]] = defaultdict(list)
    for row in find_dispatched(archive, report, edition):
        days[row.day].append(row.recipient)
    told_on: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for day, names in sorted(days.items()):
        told_on[tuple(names)].append(f"den {say_day(day)}")
    sent = [f"till {join_words(names)} {join_words(on)}" for names, on in told_on.items()]
    told = f" och sändes {join_words(sent)}" if sent else ""
    return line(
        f"Rapporten står här som den {say_settled(archive, report)}.{adopted}{told}. "
        f"Tal som är andra i dag är märkta med {MARK}."
    )


def find_ids(changes: Sequence[Amendment], told: Iterable[int]) -> dict[int, str]:
    """Return the id of the first change of each day, by its place: others have led there."""
    days: dict[date, int] = {}
    for place in told:
        if day := changes[place].day:
            days.setdefault(day, place)
    return {place: f"_andrad-{day}" for day, place in days.items()}


def make_reasons(
    archive: Archive,
    report: Report,
    changes: Sequence[Amendment],
    why: Why,
    ids: Mapping[int, str],
) -> Iterator[Row]:
    """Yield why some numbers are others, a row for each change; of one that is not sure that it may be."""
    for place in sorted((*why.does, *why.may)):
        unsure = " Det kan vara skälet." if place in why.may else ""
        said = line(say_change(archive, report, changes[place]), unsure)
        yield Row((said,), id=ids.get(place, "") if place in why.leads else "", group=True)
    unknown = UNTOLD if archive.reader else UNKNOWN
    if why.is_partly or not (why.does or why.may):
        yield Row((line(PARTLY if why.is_partly else unknown),), group=True)


def make_rows(
    archive: Archive, numbers: Iterable[Differing], taken: Collection[str]
) -> Iterator[Row]:
    """Yield each of some numbers that are others, the sums before their parts."""
    for number in sorted(numbers, key=lambda row: row.key.count("/")):
        now = NO_NUMBER if number.now is None else str(number.now)
        name = capitalize(name_key(archive, number.key, taken))
        yield Row((line(name), line(str(number.sent)), line(now)))


def say_change(archive: Archive, report: Report, change: Amendment) -> Line:
    """Say which record was changed, how and why, and on which day if that is known."""
    record = find_shown(archive, change)
    title = name_shown(change, record)
    adopted = report.file.adopted if report.file else None
    # The day of a commit may be that of the adoption, or before it.
    is_past = change.how in MENDED or not adopted or not change.day or adopted.day < change.day
    day = f"{say_short_day(change.day)}: " if change.day and is_past else ""
    return line(day, spans.link(title, record) if record else title, f". {say_how(change)}")


def is_of(archive: Archive, report: Report, entry: Entry) -> bool:
    """Say whether a report's meetings took an entry up."""
    return archive.taken_up_at(entry) in {meeting.id for meeting in report.meetings}


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
