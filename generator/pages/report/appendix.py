"""The report's Underlag: its numbers, each entry once, its statistics, and what it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from generator.analysis import Amount, Comparison, count_posts, find_coverage
from generator.article.addresses import ref_of, statistics_of
from generator.article.values import (
    Block,
    Chart,
    Facts,
    Item,
    Line,
    Listing,
    Number,
    Paragraph,
    Part,
    Prose,
    Ref,
    Role,
    Row,
    Section,
    Span,
    Table,
    join,
    line,
)
from generator.figures import describe_idle
from generator.pages.base import note_good, say_never, say_posts
from generator.pages.report.charts import Given, chart_weekdays
from generator.pages.report.facts import ReportFacts
from generator.pages.report.parts import AreaPart
from generator.pages.shared import spans
from generator.pages.shared.board import key_of
from generator.pages.shared.courses import note_periods
from generator.pages.shared.months import Cell, Column
from generator.pages.shared.months import Line as Counted
from generator.pages.shared.months import Row as CountedRow
from generator.pages.shared.words import (
    describe_comparison,
    find_moved,
    say_meetings,
    say_moved,
    say_where,
)
from generator.pages.statistics.view import name_sums
from generator.records import Approval, month_at
from generator.swedish import (
    capitalize,
    decapitalize,
    join_words,
    say_count,
    say_day,
    say_days,
    say_figure,
    say_number,
    say_short_day,
)

# What stands beside a number that can be judged; the table has no shaded field.
CHANCE = (
    "Där ett tal går att bedöma står vad som var att vänta, och hur mycket det kan variera av en "
    "slump. Det bygger på de tidigare månaderna med möte, högst tolv, och tar hänsyn till hur många "
    "dagar mötena täcker och vilka som har rapporterat. Att ett tal ryms inom slumpen säger inte att "
    "inget har ändrats."
)


def compose_appendix(facts: ReportFacts) -> Section:
    """Compose all that the report rests on: closed on screen, an appendix on paper."""
    return Section(
        "_bilaga",
        "Underlag",
        parts=(
            compose_areas(facts),
            compose_months(facts),
            compose_places(facts),
            *compose_ended(facts),
            compose_statistics(facts),
            compose_sources(facts),
            compose_document(facts),
        ),
    )


def appendix(id: str, title: str, blocks: Sequence[Block], **more: object) -> Section:
    """Return a part of the appendix."""
    return Section(id, title, tuple(blocks), part=Part.UNDERLAG, **more)  # type: ignore[arg-type]


def compose_areas(facts: ReportFacts) -> Section:
    """Compose the numbers of every område, and each entry once, numbered through."""
    used = [part for part in facts.areas if part.area or part.lines]
    said = tuple(Item(line(sentence)) for sentence in facts.months.sentences)
    return appendix(
        "_omraden",
        "Områden och poster",
        (
            tabulate_events(facts),
            *note_events(facts),
            *((Listing(said),) if said else ()),
            tabulate_posts(facts),
        ),
        parts=tuple(compose_area(facts, part) for part in used),
        also=("_bild-summor",),
    )


def tabulate_events(facts: ReportFacts) -> Table:
    """Return the händelser of every område now, before, a year ago, so far and over twelve months."""
    month = facts.month
    sums = () if facts.columns[0].under_way else name_sums(month_at(month))
    rows = []
    for part in facts.areas:
        if not (part.area or any(cell.value for cell in part.events.cells)):
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
    return Table(
        "Händelser per område",
        columns,
        tuple(rows),
        tuple(range(1, len(columns))),
        f"{capitalize(say_meetings(facts.columns))}.",
        f"rapporter/{month}-omraden.csv",
    )


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
    moved = (say_moved(found) for found in find_moved(facts.desk, facts.report.meetings))
    notes = (
        *moved,
        describe_idle(facts.whole),
        *note_periods(facts.monthly.year(facts.report)),
    )
    said = " ".join(filter(None, notes))
    if said:
        yield Paragraph(line(said), Role.NOTE)


def tabulate_posts(facts: ReportFacts) -> Table:
    """Return the poster of every område, and how it was judged now and before."""
    rows = []
    before = f"Nivå {facts.monthly.column(facts.before.id).when}" if facts.before else "Nivå före"
    for part in facts.areas:
        if not (part.area or any(cell.value for cell in part.posts.cells)):
            continue
        cells = count_cells(facts, part.posts, f"omrade:{part.slug or 'utan'}", "poster")
        rows.append(
            Row(
                (
                    line(name_area(facts, part)),
                    *cells,
                    *judge(facts, part),
                )
            )
        )
    whole = count_cells(facts, facts.total_posts, "", "poster", own="_omraden")
    rows.append(Row((line("Alla"), *whole, (), (), ()), total=True))
    heads = (column.label for column in facts.columns)
    columns = ("Område", *heads, "Nivå nu", before, "Trend")
    return Table("Poster per område", columns, tuple(rows), (1, 2, 3))


def name_area(facts: ReportFacts, part: AreaPart) -> Span:
    """Return an område's name; it leads to its entries, where it has a place for them."""
    told = part.area or part.lines
    return spans.link(part.posts.name, facts.report, part.anchor) if told else Span(part.posts.name)


def judge(facts: ReportFacts, part: AreaPart) -> tuple[Line, Line, Line]:
    """Return how an område was judged now, how before, and its trend."""
    if part.area is None:
        return (), (), ()
    now, way = spans.judged(facts.archive.mall, part.now)
    if part.before:
        before = line(part.before.level.name)
    else:
        before = line(spans.missing("ingen bedömning" if facts.before else "inget underlag"))
    return now, before, way or line(spans.missing("ingen trend"))


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
    elif part.area:
        blocks.append(Paragraph(line("Inga poster i området.")))
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
    remark = f"{spans.DOT}{found.remark}" if found.remark else ""
    head = f"{spans.DOT}{entry.organisation.name}, {say_short_day(found.meeting.day, False)}{place}"
    title = entry.title or "Post som har tagits bort"
    return Item(
        line(spans.link(title, entry), head, events, remark), f"_post-{number}", number=number
    )


def compose_months(facts: ReportFacts) -> Section:
    """Compose thirteen months of every område with what chance can give."""
    courses = list(facts.courses.values())
    rows = []
    for place, column in enumerate(facts.monthly.year(facts.report)):
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
        file=facts.months.file,
    )
    judged = any(p.low is not None for course in courses for p in course.points)
    said = (Paragraph(line(CHANCE), Role.NOTE),) if judged else ()
    return appendix("_manader", "Månad för månad", (*said, table))


def compose_places(facts: ReportFacts) -> Section:
    """Compose the platser and times of the period; a number leads by number to its entries."""
    return appendix(
        "_fokus",
        "Platser och tider",
        (
            *tabulate_focus(facts),
            *tabulate_places(facts),
            *tabulate_times(facts),
            *(Chart(figure, 0) for figure in chart_weekdays(facts.monthly, facts.report)),
        ),
        also=("_bild-platser", "_bild-veckodagar"),
    )


def tabulate_focus(facts: ReportFacts) -> Iterator[Block]:
    """Yield the platser that the meetings chose to look at."""
    rows = tuple(
        Row(
            (
                line(spans.link(row.place.name, row.place)),
                line(row.when or "inte angivet"),
                line(row.what),
                line(spans.link(say_short_day(meeting.day, False), meeting)),
            )
        )
        for meeting in facts.report.meetings
        for row in meeting.focus
    )
    who = capitalize(facts.meetings)
    if rows:
        yield Table(f"{who}s platser i fokus", ("Plats", "När", "Vad", "Möte"), rows)
    else:
        yield Paragraph(line(f"{who} satte ingen plats i fokus."))


def tabulate_places(facts: ReportFacts) -> Iterator[Block]:
    """Yield the poster of each plats, and which platser had poster only before."""
    if not facts.places.now:
        yield Paragraph(line("Inga poster lämnades under perioden."))
    else:
        rows = tuple(
            count_row(facts, row, f"plats:{name_of(row)}", "poster") for row in facts.places.now
        )
        yield tabulate(facts, "Poster per plats", "Plats", rows, "platser")
    for place, column in enumerate(facts.columns[1:], 1):
        gone = [row for row in facts.places.before if row.cells[place].value]
        if gone:
            counted = (
                line(
                    spans.link(row.name, row.record),
                    " (",
                    count_cell(
                        column, row.cells[place], f"plats:{name_of(row)}", "poster", row.anchor
                    ),
                    ")",
                )
                for row in gone
            )
            yield Paragraph(
                line(f"Inga poster nu, men {column.when}: ", join(counted, ", "), "."), Role.NOTE
            )


def tabulate_times(facts: ReportFacts) -> Iterator[Block]:
    """Yield the händelser of each time of day, and how many have a known time."""
    whole = facts.total_events.cells[0].value or 0
    if not whole:
        yield Paragraph(line("Inga händelser räknades under perioden."))
        return
    known = sum(row.cells[0].value or 0 for row in facts.times[:-1])
    rows = tuple(
        count_row(
            facts, row, row.anchor.removeprefix("_").replace("-", ":", 1), "händelser", events=True
        )
        for row in facts.times
    )
    said = f"{say_number(known)} av {say_figure(whole, 'händelse', 'händelser')} har en känd tid."
    note = {0: "Ingen har en känd tid.", whole: "Alla händelser har en känd tid."}.get(known, said)
    yield tabulate(facts, "Händelser per tid på dygnet", "Tid", rows, "tider", note)


def tabulate(
    facts: ReportFacts, caption: str, head: str, rows: tuple[Row, ...], file: str, note: str = ""
) -> Table:
    """Return numbers of three months with the entries behind those of the first."""
    columns = (head, *(column.label for column in facts.columns), "Postens nummer")
    address = f"rapporter/{facts.month}-{file}.csv"
    return Table(caption, columns, rows, (1, 2, 3), note, address)


def count_row(
    facts: ReportFacts, row: CountedRow, name: str, unit: str, *, events: bool = False
) -> Row:
    """Return a row of numbers, and the numbers of the entries that the first of them counts."""
    head = line(spans.link(row.name, row.record) if row.record else row.name)
    posts = [
        line(
            Span(
                str(facts.posts[found.entry.id]),
                Ref("report", facts.month, f"_post-{facts.posts[found.entry.id]}"),
            ),
            f" ({found.events})" if events and found.events > 1 else "",
        )
        for found in sorted(row.lines, key=lambda found: facts.posts[found.entry.id])
    ]
    told = join(posts, ", ") if posts else line(spans.missing("inga"))
    return Row((head, *count_cells(facts, row, name, unit), told), row.anchor)


def name_of(row: CountedRow) -> str:
    """Return the slug of a row's plats."""
    return row.record.slug if row.record else "utan"


def compose_ended(facts: ReportFacts) -> Iterator[Section]:
    """Yield the åtgärder that have been done or broken off, with what they led to."""
    since = " sedan förra rapporten" if facts.before else ""
    groups = (
        ("klara", f"Klara{since}", facts.actions.done),
        ("avbrutna", f"Avbrutna{since}", facts.actions.broken_off),
    )
    rows: list[Row] = []
    for name, words, found in groups:
        if found:
            rows.append(Row((line(words),), id=f"_atgarder-{name}", group=True))
        for each in found:
            action, latest = each.placed.action, each.status.latest
            effect = line(spans.missing("inte beskriven"))
            if latest and latest.row.effect:
                effect = line(spans.link(latest.row.effect, latest.record))
            rows.append(
                Row(
                    (
                        line(spans.link(action.what, each.placed)),
                        line(action.responsible.name),
                        line(spans.status(each.status.state, latest.row.day if latest else None)),
                        effect,
                        line(spans.link(say_short_day(each.meeting.day), each.meeting)),
                    )
                )
            )
    if rows:
        table = Table(
            "Åtgärder som har avslutats",
            ("Åtgärd", "Ansvarig", "Status", "Effekt", "Från mötet"),
            tuple(rows),
        )
        yield appendix("_atgarder-avslutade", "Avslutade åtgärder", (table,))


def compose_statistics(facts: ReportFacts) -> Section:
    """Compose the statistics that were handed to the meetings, as they were known then."""
    if not facts.underlag:
        none = f"Ingen statistik lämnades till {facts.meetings}."
        return appendix("_underlag", "Statistik", (Paragraph(line(none)),))
    numbers = iter(range(1, sum(len(given.figures) for given in facts.underlag) + 1))
    parts = tuple(
        compose_given(facts, given, f"_statistik-{place}", [next(numbers) for _ in given.figures])
        for place, given in enumerate(facts.underlag, 1)
    )
    return appendix("_underlag", "Statistik", (), parts=parts)


def compose_given(facts: ReportFacts, given: Given, anchor: str, numbers: Sequence[int]) -> Section:
    """Compose an entry of statistics: its text, its figures, and where they come from."""
    entry = given.entry
    blocks: list[Block] = []
    if entry.text:
        blocks.append(Prose(entry.text, ref_of(entry)))
    blocks += [Chart(figure, number) for figure, number in zip(given.figures, numbers, strict=True)]
    ways: list[Line] = [
        line(f"{entry.organisation.name}. Källa: {entry.origin_of_data or 'inte angiven'}.")
    ]
    if f"entries/{entry.id}" in facts.archive.tables:
        ways.append(line(spans.link("Tabellen som den lämnades", entry), "."))
    address = statistics_of(facts.archive, entry)
    if address and entry.statistics:
        words = f"Alla tal över tid: {decapitalize(entry.statistics.indicator.name)}"
        ways.append(line(spans.page(words, address.removesuffix(".html")), "."))
    blocks.append(Paragraph(join(ways, " "), Role.NOTE))
    return Section(anchor, entry.title, tuple(blocks), to=ref_of(entry))


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
                    say_never(count_posts(facts.archive, facts.entries)),
                    describe_comparison(facts.columns),
                    *gone,
                ),
            )
        ),
    )
    items = tuple(Item(found) for found in find_limits(facts))
    return appendix(
        "_kallor",
        "Källor och begränsningar",
        (
            told,
            Paragraph(
                line(
                    "Se även ",
                    spans.page("vem som har rapporterat", "vem-har-rapporterat"),
                    " till alla möten.",
                ),
                Role.NOTE,
            ),
            Paragraph(built),
            *((Listing(items),) if items else ()),
        ),
        also=("_bild-rapportering",),
    )


def say_built(facts: ReportFacts) -> Line:
    """Say how many poster a report rests on, if anybody reported."""
    posts = facts.total_posts.cells[0]
    if posts.value is None:
        return line(f"Ingen organisation rapporterade till {facts.meetings}. ")
    meetings = say_count(len(facts.report.meetings), "möte", "möten", neuter=True)
    words = say_posts(posts.value, posts.positive, within=True) if posts.value else "inga poster"
    told = spans.counted(
        key_of(facts.month, unit="poster"),
        posts.value,
        "poster",
        Ref("report", facts.month, "_omraden"),
        text=words,
    )
    return line("Rapporten bygger på ", told, f" från {meetings}. ")


def find_limits(facts: ReportFacts) -> Iterator[Line]:
    """Yield the meetings called off, the entries that are not confirmed, and what has been changed."""
    for meeting in facts.called_off:
        reason = meeting.called_off.reason.strip(".") if meeting.called_off else ""
        where = say_where(facts.desk, meeting)
        yield line(
            "Mötet ",
            spans.link(say_short_day(meeting.planned, False), meeting),
            f" ställdes in: {decapitalize(reason)}.{f' {capitalize(where)}.' if where else ''}",
        )
    for entry in facts.entries:
        if entry.stands and entry.reliability and not entry.reliability.counts:
            yield line(
                "Obekräftat: ",
                spans.link(entry.title, entry),
                f", {entry.organisation.name}.",
            )
    for change in facts.changes:
        title = change.entry.title or f"En post från {change.entry.organisation.name}"
        yield line(
            f"{say_short_day(change.day)}: ",
            spans.link(title, change.entry),
            f". {change.words}",
        )


def compose_document(facts: ReportFacts) -> Section:
    """Compose the facts of the report and its handling, and whom to ask."""
    report, file, mall = facts.report, facts.report.file, facts.archive.mall
    meetings = ((spans.link(say_day(row.day), row),) for row in report.meetings)
    dated = bool(file and (file.adopted or file.drawn_up))
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
        ("Sekretessprövning", line((file and file.secrecy_review) or "inte gjord än")),
        ("Expedierad", line(say_dispatched(facts) or "inte än")),
        ("Kontakt", line(f"{mall.page_owner}, {mall.municipality}")),
    )
    notes = tuple(say_narrow(facts))
    return appendix("_dokument", "Dokumentuppgifter", (Facts(rows), *notes), also=("_kontakt",))


def say_approval(found: Approval | None) -> str:
    """Write the day and the function of an approval."""
    return f"{say_day(found.day)}, {decapitalize(found.by)}" if found else "inte än"


def say_dispatched(facts: ReportFacts) -> str:
    """Write to whom the report was sent, by day."""
    rows = sorted(
        facts.report.file.dispatched if facts.report.file else (), key=lambda row: row.day
    )
    days = groupby(rows, key=lambda row: row.day)
    return ", ".join(f"{join_words(r.recipient for r in own)} {say_day(day)}" for day, own in days)


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
    """Yield which entries of an utkast are not meant for as many as get it."""
    for recipient, entries in facts.narrow:
        one = len(entries) == 1
        titles = ((spans.link(entry.title or entry.id, entry),) for entry in entries)
        yield Paragraph(
            line(
                spans.strong("Innan rapporten fastställs:"),
                f" den ska gå till {recipient}, men {say_count(len(entries), 'post', 'poster')} "
                "sprids inte så långt: ",
                join(titles, ", ", " och "),
                f". {'Den som skrev posten' if one else 'De som skrev posterna'} kan sprida "
                f"{'den' if one else 'dem'} längre, om mallen tillåter det. Annars skriver "
                f"samordnaren ”mottagare” utan {recipient}.",
            ),
            Role.NOTE,
        )
