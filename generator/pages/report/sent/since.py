"""What a sent report says at its end, and in a line at its top: which numbers are others today, and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date

from generator.article.values import Item, Line, Listing, Paragraph, Role, Row, Section, Table, line
from generator.pages.report.editions import CHANGES, find_dispatched, find_editions
from generator.pages.report.sent.differing import NO_NUMBER, Differing, name_key
from generator.pages.report.sent.explaining import Step, Why, find_why
from generator.pages.shared import spans
from generator.pages.shared.changes import find_shown, name_shown, say_how
from generator.records import MENDED, Amendment, Archive, Entry, Report
from generator.swedish import capitalize, join_words, say_count, say_day, say_short_day

MARK = "*"
UNKNOWN = (
    "Ingen känd ändring förklarar det. Mallen eller programmet kan räkna på ett annat sätt i dag."
)
UNTOLD = (
    "Inget av det som sprids hit förklarar det. Det kan vara en ändring i en post som inte sprids hit, "
    "eller att mallen eller programmet räknar på ett annat sätt i dag."
)
PARTLY = "Det förklarar inte hela skillnaden."


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
    adopted = report.adopted
    # The day of a commit may be that of the adoption, or before it.
    is_past = change.how in MENDED or not adopted or not change.day or adopted.day < change.day
    day = f"{say_short_day(change.day)}: " if change.day and is_past else ""
    return line(day, spans.link(title, record) if record else title, f". {say_how(change)}")
