"""The report's Underlag: its numbers, each entry once, its statistics, and what it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.article.addresses import ref_of, statistics_of
from generator.article.values import (
    Block,
    Chart,
    Line,
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
from generator.pages.base import say_here, say_places
from generator.pages.report.apart import compose_apart
from generator.pages.report.areas import (
    compose_areas,
    compose_months,
    count_cell,
    count_cells,
)
from generator.pages.report.charts import Given, chart_weekdays
from generator.pages.report.facts import ReportFacts
from generator.pages.report.follow_up import name_group
from generator.pages.report.sources import compose_document, compose_sources
from generator.pages.report.sparse import trim
from generator.pages.shared import spans
from generator.pages.shared.columns import Row as CountedRow
from generator.swedish import (
    capitalize,
    decapitalize,
    say_figure,
    say_number,
    say_short_day,
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
            *compose_apart(facts),
            compose_statistics(facts),
            compose_sources(facts),
            compose_document(facts),
        ),
    )


def compose_places(facts: ReportFacts) -> Section:
    """Compose the platser and times of the period; a number leads by number to its entries."""
    return Section(
        "_fokus",
        "Platser och tider",
        (
            *(() if facts.archive.hides_own else tabulate_focus(facts)),
            *tabulate_places(facts),
            *tabulate_times(facts),
            *(Chart(figure, 0) for figure in chart_weekdays(facts.monthly, facts.report)),
        ),
        also=("_bild-platser", "_bild-veckodagar"),
        part=Part.UNDERLAG,
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
        yield Paragraph(line(f"{who} satte ingen plats{say_here(facts.archive)} i fokus."))


def tabulate_places(facts: ReportFacts) -> Iterator[Block]:
    """Yield the poster of each plats, and which platser had poster only before."""
    hidden = say_places(facts.archive)
    if not facts.places.now:
        yield Paragraph(line(hidden or "Inga poster lämnades under perioden."))
    else:
        rows = tuple(
            count_row(facts, row, f"plats:{name_of(row)}", "poster") for row in facts.places.now
        )
        yield tabulate(facts, "Poster per plats", "Plats", rows, "platser", hidden)
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
                line(
                    f"Inga poster som räknas nu, men {column.when}: ",
                    join(counted, ", ", " och "),
                    ".",
                ),
                Role.NOTE,
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
    note = {0: "Ingen händelse har en känd tid.", whole: "Alla händelser har en känd tid."}.get(
        known, said
    )
    yield tabulate(facts, "Händelser per tid på dygnet", "Tid", rows, "tider", note)


def tabulate(
    facts: ReportFacts, caption: str, head: str, rows: tuple[Row, ...], file: str, note: str = ""
) -> Table:
    """Return numbers of three months with the entries behind those of the first."""
    columns = (head, *(column.label for column in facts.columns), "Postens nummer")
    address = f"rapporter/{facts.month}-{file}.csv"
    return trim(Table(caption, columns, rows, (1, 2, 3), note, address), facts.columns)


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
    # What is counted and not listed is an entry that the reader may not read.
    none = "sprids inte hit" if row.cells[0].value else "inga"
    told = join(posts, ", ") if posts else line(spans.missing(none))
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
            rows.append(Row((line(words),), id=name_group(name), group=True))
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
        yield Section(
            name_group("avslutade"),
            "Avslutade åtgärder",
            (table,),
            part=Part.UNDERLAG,
        )


def compose_statistics(facts: ReportFacts) -> Section:
    """Compose the statistics that were handed to the meetings, as they were known then."""
    if not facts.underlag:
        none = f"Ingen statistik{say_here(facts.archive)} lämnades till {facts.meetings}."
        return Section(
            "_underlag",
            "Statistik",
            (Paragraph(line(none)),),
            part=Part.UNDERLAG,
        )
    numbers = iter(range(1, sum(len(given.figures) for given in facts.underlag) + 1))
    parts = tuple(
        compose_given(facts, given, f"_statistik-{place}", [next(numbers) for _ in given.figures])
        for place, given in enumerate(facts.underlag, 1)
    )
    return Section(
        "_underlag",
        "Statistik",
        (),
        parts=parts,
        part=Part.UNDERLAG,
    )


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
