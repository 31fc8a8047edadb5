"""The figure of a meeting's page: problem types now, beside the meetings before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from generator.analysis import (
    Amount,
    Coverage,
    Reporting,
    Usual,
    find_earlier,
    find_usual,
    measure_meetings,
)
from generator.article.addresses import address_of
from generator.figures import Cell, Figure, Grid, Row
from generator.pages.base import Build
from generator.pages.shared.words import name_most
from generator.records import Meeting
from generator.swedish import (
    capitalize,
    decapitalize,
    join_names,
    join_words,
    round_off,
    say_count,
    say_figure,
    say_short_day,
)

# So many problem types are said in sentences of their own; the table has them all.
MOST_SAID = 3
ONE_MEETING = (
    "Ett enda möte räcker inte för att skilja slump från förändring. Därför bedöms talen inte här."
)


def chart_meeting(build: Build, meeting: Meeting, coverage: Coverage) -> Iterator[Figure]:
    """Show what a held meeting told of each problem type; none when nobody told it anything."""
    if not (meeting.is_held and coverage.is_told):
        return
    earlier = find_earlier(build.archive, meeting)
    rows = list(find_usual(build.archive, build.entries, meeting, earlier))
    if not rows:
        return
    day = say_short_day(meeting.day)
    before = name_before(len(earlier))
    columns = (day, f"Snitt, {before}", "Lägst", "Högst") if earlier else (day,)
    yield Figure(
        anchor="_bild-problemtyper",
        title=name_most(
            {decapitalize(row.problem_type.name): row.events for row in rows},
            "Flest händelser gäller {}",
            "Händelserna är spridda över {} problemtyper",
            "Inga händelser vid mötet",
        ),
        sentences=tuple(say_rows(rows, before)),
        pictures=(),
        grid=Grid(
            "Problemtyp",
            columns,
            tuple(list_row(build, meeting, row, bool(earlier)) for row in rows),
        ),
        file=f"moten/{meeting.id}-problemtyper.csv",
        notes=tuple(say_notes(build, meeting, earlier, coverage)),
    )


def name_before(number: int) -> str:
    """Name the meetings that came before: `sex möten före`."""
    return f"{say_count(number, 'möte', 'möten', neuter=True)} före" if number else ""


def say_before(number: int) -> str:
    """Name them in a sentence: `vid de sex mötena före`."""
    return "vid mötet före" if number == 1 else f"vid de {say_count(number, '', 'mötena')} före"


def list_row(build: Build, meeting: Meeting, row: Usual, has_before: bool) -> Row:
    """Return a row of the table: the number leads to the meeting's entries, the mean to all."""
    area = build.archive.mall.area_of(row.problem_type)
    here = f"{address_of(build.archive, meeting)}#_{area.slug}" if row.events else ""
    history = f"{address_of(build.archive, area)}#_{row.problem_type.slug}"
    before = (Cell(row.mean, history), Cell(row.low), Cell(row.high)) if has_before else ()
    return Row(row.problem_type.name, (Cell(Amount(row.events), here), *before), history)


def say_rows(rows: Sequence[Usual], before: str) -> Iterator[str]:
    """Say the largest numbers with their means, then what is usual but was not told of now."""
    told = [row for row in rows if row.events]
    for row in told[:MOST_SAID]:
        head = f"{row.problem_type.name}: {say_figure(row.events, 'händelse', 'händelser')}"
        base = f"mot {say_mean(row)}" if any(row.before) else "inga"
        yield f"{head}, {base} {say_before(len(row.before))}." if before else f"{head}."
    absent = [row for row in rows if not row.events]
    if absent:
        when = say_before(1) if len(absent[0].before) == 1 else "vid tidigare möten"
        names = (f"{decapitalize(row.problem_type.name)} ({say_mean(row)})" for row in absent)
        yield f"Inga händelser nu, men {when}: {join_words(names)}."


def say_mean(row: Usual) -> str:
    """Write `i snitt 1,5`; of one meeting there is no mean: `en`."""
    return (
        say_count(row.before[0], "", "").strip() if len(row.before) == 1 else f"i snitt {row.mean}"
    )


def say_notes(
    build: Build, meeting: Meeting, earlier: Sequence[Meeting], coverage: Coverage
) -> Iterator[str]:
    """Say that one meeting is too little to judge, and what makes it hard to compare."""
    yield ONE_MEETING
    days = measure_meetings(build.archive)
    if earlier and len({days[m.id] for m in (*earlier, meeting)}) > 1:
        mean = round_off(Decimal(sum(days[m.id] for m in earlier)) / len(earlier))
        own = say_figure(days[meeting.id], "dag", "dagar")
        yield f"Mötet täcker {own}, mot i snitt {mean} {say_before(len(earlier))}."
    if coverage.silent:
        names = join_names(row.name for row in coverage.silent)
        yield f"{capitalize(names)} har inte rapporterat. Händelser därifrån kan saknas."
    for row, did in coverage.gone:
        if did is not Reporting.WITHDRAWN:
            yield f"{row.name}: {did}. Händelser därifrån kan saknas."
