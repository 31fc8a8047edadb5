"""The numbers of every område in a report's appendix, month by month, and each entry once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from generator.analysis import Amount, Comparison
from generator.article.addresses import ref_of
from generator.article.values import (
    Block,
    Item,
    Line,
    Listing,
    Number,
    Paragraph,
    Part,
    Ref,
    Role,
    Row,
    Section,
    Span,
    Table,
    line,
)
from generator.figures import describe_idle
from generator.pages.base import NOT_SENSITIVE, UNJUDGED, note_good, say_withheld, title_of
from generator.pages.report.facts import ReportFacts
from generator.pages.report.parts import AreaPart
from generator.pages.report.sparse import say_left_out, since_first, trim
from generator.pages.shared import spans
from generator.pages.shared.columns import Cell, Column
from generator.pages.shared.columns import Line as Counted
from generator.pages.shared.columns import Row as CountedRow
from generator.pages.shared.courses import note_periods
from generator.pages.shared.words import (
    find_moved,
    say_meetings,
    say_moved,
)
from generator.pages.statistics.view import name_sums
from generator.records import month_at
from generator.swedish import (
    capitalize,
    join_names,
    say_figure,
    say_short_day,
)

# What stands beside a number that can be judged; the table has no shaded field.
CHANCE = (
    "Där ett tal går att bedöma står vad som var att vänta, och hur mycket det kan variera av en "
    "slump. Det bygger på de tidigare månaderna med möte, högst tolv, och tar hänsyn till hur många "
    "dagar mötena täcker och vilka som har rapporterat. Att ett tal ryms inom slumpen säger inte att "
    "inget har ändrats."
)


WITHHELD = "Områdets poster sprids inte hit."


def compose_areas(facts: ReportFacts) -> Section:
    """Compose the numbers of every område, and each entry once, numbered through."""
    used = [part for part in facts.areas if part.area or part.lines]
    said = tuple(Item(line(sentence)) for sentence in facts.months.sentences)
    return Section(
        "_omraden",
        "Områden och poster",
        (
            tabulate_events(facts),
            *note_events(facts),
            *((Listing(said),) if said else ()),
            tabulate_posts(facts),
        ),
        parts=tuple(compose_area(facts, part) for part in used),
        also=("_bild-summor", *(("_lage-utan-omrade",) if all(p.area for p in used) else ())),
        part=Part.UNDERLAG,
    )


def is_apart(facts: ReportFacts, part: AreaPart) -> bool:
    """Say whether an område has no numbers here, since all of them are told apart."""
    return part.area is not None and facts.archive.is_apart(part.area)


def tabulate_events(facts: ReportFacts) -> Table:
    """Return the händelser of every område now, before, a year ago, so far and over twelve months."""
    month = facts.month
    sums = () if facts.columns[0].under_way else name_sums(month_at(month))
    rows = []
    for part in facts.areas:
        if not (part.area or any(cell.value for cell in part.events.cells)) or is_apart(
            facts, part
        ):
            continue
        run = facts.monthly.area_runs[part.slug] if part.area else None
        found = facts.monthly.compare(run, facts.columns[0]) if run else None
        name = f"omrade:{part.slug or 'utan'}"
        rows.append(
            Row(
                (
                    line(part.events.name),
                    *count_cells(facts, part.events, name, "händelser"),
                    *count_sums(month, name, sums, found),
                )
            )
        )
    whole = facts.total_events
    cells = count_cells(facts, whole, "", "händelser")
    rows.append(Row((line("Alla"), *cells, *count_sums(month, "", sums, facts.whole)), total=True))
    columns = ("Område", *(column.label for column in facts.columns), *sums)
    whole_table = Table(
        "Händelser per område",
        columns,
        tuple(rows),
        tuple(range(1, len(columns))),
        file=f"rapporter/{month}-omraden.csv",
    )
    table = trim(whole_table, facts.columns, sums)
    note = f"{capitalize(say_meetings(facts.columns))}.{say_left_out(sums, table)}"
    return replace(table, note=note)


def count_sums(
    month: str, name: str, sums: Sequence[str], found: Comparison | None
) -> Iterator[Line]:
    """Yield the year so far and twelve months, each with the time before; none where they are not."""
    amounts = list(sums_of(found)) if found else []
    for place, head in enumerate(sums):
        amount = amounts[place] if place < len(amounts) else Amount(None, "inget underlag")
        yield line(
            Number("/".join(filter(None, ("händelser", month, head, name))), amount, "händelser")
        )


def sums_of(comparison: Comparison) -> Iterator[Amount]:
    """Yield the year so far, the same months before, twelve months and the twelve before."""
    for pair in (comparison.year, comparison.rolling):
        if pair:
            yield from (pair.now.total, pair.before.total)


def count_cells(
    facts: ReportFacts, row: CountedRow, name: str, unit: str, *, own: str = ""
) -> Iterator[Line]:
    """Yield a row's numbers; each leads to its entries in that month's report."""
    for column, cell in zip(facts.columns, row.cells, strict=True):
        yield count_cell(column, cell, name, unit, own or row.anchor)


def count_cell(column: Column, cell: Cell, name: str, unit: str, anchor: str) -> Line:
    """Return a number, and how many of it are positive."""
    key = "/".join(filter(None, (unit, column.month, name)))
    to = Ref("report", column.month, anchor) if column.report else None
    number = spans.counted(key, cell.value, unit, to, gone=cell.missing)
    good = note_good(cell.value or 0, cell.positive) if cell.positive else ""
    return line(number, " " if good else "", spans.note(good) if good else "")


def note_events(facts: ReportFacts) -> Iterator[Paragraph]:
    """Yield what must be known to read the numbers."""
    moved = (say_moved(found) for found in find_moved(facts.build, facts.report.meetings))
    notes = (
        *moved,
        *say_areas_apart(facts),
        say_withheld(facts.archive, facts.counted),
        describe_idle(facts.whole),
        *note_periods(facts.monthly.year(facts.report)),
    )
    said = " ".join(filter(None, notes))
    if said:
        yield Paragraph(line(said), Role.NOTE)


def say_areas_apart(facts: ReportFacts) -> Iterator[str]:
    """Yield which områden have no number in the tables."""
    names = [part.area.name for part in facts.areas if part.area and is_apart(facts, part)]
    if names:
        yield f"{join_names(names)} redovisas för sig."


def tabulate_posts(facts: ReportFacts) -> Table:
    """Return the poster of every område, and how it was judged now and before."""
    rows = []
    before = (f"Nivå {facts.monthly.column(facts.before.id).when}",) if facts.before else ()
    for part in facts.areas:
        if not (part.area or any(cell.value for cell in part.posts.cells)) or is_apart(facts, part):
            continue
        cells = count_cells(facts, part.posts, f"omrade:{part.slug or 'utan'}", "poster")
        # An område leads to its entries, where it has a place for them.
        name, has_place = part.posts.name, part.area or part.lines
        way = spans.link(name, facts.report, part.anchor) if has_place else Span(name)
        rows.append(Row((line(way), *cells, *judge(facts, part))))
    whole = count_cells(facts, facts.total_posts, "", "poster", own="_omraden")
    rows.append(Row((line("Alla"), *whole, (), *((),) * len(before), ()), total=True))
    heads = (column.label for column in facts.columns)
    columns = ("Område", *heads, f"Nivå {facts.columns[0].when}", *before, "Trend")
    note = NOT_SENSITIVE if facts.archive.reader else ""
    table = Table("Poster per område", columns, tuple(rows), (1, 2, 3), note)
    return trim(table, facts.columns)


def judge(facts: ReportFacts, part: AreaPart) -> tuple[Line, ...]:
    """Return how an område was judged now, how before where there is a report before, and its trend."""
    cells = 3 if facts.before else 2
    if part.area is None:
        return ((),) * cells
    now, way = spans.judged(facts.archive.mall, part.now)
    if facts.archive.hides_own:
        return (now,) * cells
    before = line(part.before.level.name) if part.before else line(spans.missing(UNJUDGED))
    return now, *((before,) if facts.before else ()), way or line(spans.missing("ingen trend"))


def compose_area(facts: ReportFacts, part: AreaPart) -> Section:
    """Compose an område: what each meeting thought of it, and its entries."""
    told = [
        (meeting, found) for meeting, found in part.assessments if found.text or found.consequences
    ]
    blocks: list[Block] = [
        Paragraph(
            line(
                spans.link(say_short_day(meeting.day, False), meeting),
                f": {found.text}" if found.text else ": ",
                line(" ", spans.strong("Konsekvenser:"), f" {found.consequences}")
                if found.consequences
                else (),
            )
        )
        for meeting, found in told
    ]
    if part.area and not part.assessments:
        blocks.append(Paragraph(line("Gruppen bedömde inte området under perioden.")))
    if part.lines:
        items = tuple(item_of(facts, found) for found in part.lines)
        blocks.append(Listing(items, ordered=True))
    elif is_apart(facts, part):
        blocks.append(Paragraph(line("Området redovisas för sig.")))
    elif part.area:
        none = "Inga poster i området." if not part.posts.cells[0].value else WITHHELD
        blocks.append(Paragraph(line(none)))
    to = ref_of(part.area) if part.area else None
    name = part.area.name if part.area else "Poster utan område"
    return Section(part.anchor, name, tuple(blocks), to=to)


def item_of(facts: ReportFacts, found: Counted) -> Item:
    """Return an entry with its number in the report."""
    entry, number = found.entry, facts.posts[found.entry.id]
    events: Line = ()
    if found.events:
        words = say_figure(found.events, "händelse", "händelser")
        key = f"händelser/post/{entry.id}"
        events = line(spans.DOT, spans.counted(key, found.events, "händelser", text=words))
    place = f"{spans.DOT}{entry.place.name}" if entry.place else ""
    remark = "".join(f"{spans.DOT}{why}" for why in say_why_none(facts, found))
    head = f"{spans.DOT}{entry.organisation.name}, {say_short_day(found.meeting.day, False)}{place}"
    title = title_of(entry)
    return Item(
        line(spans.link(title, entry), head, events, remark), f"_post-{number}", number=number
    )


def say_why_none(facts: ReportFacts, found: Counted) -> Iterator[str]:
    """Yield why an entry adds no händelse though one would think so."""
    if not found.counted:
        yield "räknas inte i talen, som redovisas för sig"
    elif found.entry.counted_events and not found.events:
        others = facts.chain.same_event(found.entry)
        teller = next((other for other in others if facts.build.events.get(other.id)), None)
        where = "en annan post"
        if teller:
            number = facts.posts.get(teller.id)
            told = say_short_day(facts.archive.day_of(teller))
            where = f"post {number}" if number else f"en post till mötet {told}"
        yield f"samma händelse som i {where}, räknas där"


def compose_months(facts: ReportFacts) -> Section:
    """Compose thirteen months of every område with what chance can give."""
    courses = list(facts.courses.values())
    rows = []
    months = facts.monthly.year(facts.report)
    shown = list(since_first(months))
    for place, column in shown:
        head = line(spans.link(column.label, column.report) if column.report else column.label)
        cells = []
        for slug, course in facts.courses.items():
            point = course.points[place]
            to = Ref("report", column.month, course.anchor) if point.amount.value else None
            number = Number(
                f"händelser/{column.month}/omrade:{slug}", point.amount, "händelser", to
            )
            band = ""
            if point.low is not None and point.high is not None:
                band = f" väntat {point.expected}; av en slump {point.low}–{point.high}"
            cells.append(line(number, spans.note(band) if band else ""))
        rows.append(Row((head, *cells)))
    table = Table(
        "Händelser per månad och område",
        ("Månad", *(course.name for course in courses)),
        tuple(rows),
        tuple(range(1, len(courses) + 1)),
        f"Arkivets första rapport är för {shown[0][1].name}." if len(shown) < len(months) else "",
        file=facts.months.file,
    )
    judged = any(p.low is not None for course in courses for p in course.points)
    said = (Paragraph(line(CHANCE), Role.NOTE),) if judged else ()
    return Section(
        "_manader",
        "Månad för månad",
        (*said, table),
        part=Part.UNDERLAG,
    )
