"""The figures of a monthly report: its months and weekdays, who answered, and the underlag it was given."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from generator.analysis import (
    SEVERAL_DAYS,
    Amount,
    Bounds,
    Comparison,
    Reporting,
    Signal,
    Verdict,
    Weekdays,
    count_weekdays,
    find_coverage,
)
from generator.article.addresses import address_of
from generator.figures import (
    AREAS,
    EVENTS,
    Cell,
    Figure,
    Grid,
    Months,
    Row,
    describe,
    describe_idle,
    describe_unjudged,
    explain_signs,
    title_verdicts,
)
from generator.pages.coverage.build import CELLS, NOT_EXPECTED
from generator.pages.report.parts import AreaPart, find_silent
from generator.pages.shared.courses import (
    BAND,
    Course,
    find_course,
    list_courses,
    make_months,
    say_bounds,
    say_unfinished,
)
from generator.pages.shared.months import MonthlyCounts
from generator.pages.shared.words import NAMED_LEADERS, name_most, note_silent, say_span
from generator.pages.statistics.charts import chart_block
from generator.pages.statistics.topics import MOST_BLOCKS, find_blocks
from generator.pages.statistics.view import Chart, say_changes, say_dates, say_preliminary
from generator.records import Archive, Area, Entry, ProblemType, Report, Series, build_series
from generator.swedish import (
    WEEKDAYS,
    capitalize,
    join_names,
    join_words,
    say_count,
    say_day,
    say_number,
    say_short_day,
)

# More names than this make a heading a list.
NAMED = 3


def chart_answers(archive: Archive, report: Report) -> Figure:
    """Show what each organisation did before each meeting."""
    coverages = [find_coverage(archive, meeting) for meeting in report.meetings]
    shown = {row.slug for coverage in coverages for row in coverage.shown}
    rows = [row for row in archive.mall.organisations if row.slug in shown]
    return Figure(
        anchor="_bild-rapportering",
        title=title_answers(archive, report),
        sentences=tuple(say_silent(archive, report)),
        pictures=(),
        grid=Grid(
            "Organisation",
            tuple(say_short_day(meeting.day) for meeting in report.meetings),
            tuple(
                Row(
                    row.name,
                    tuple(Cell(say_answer(coverage.of(row))) for coverage in coverages),
                    address_of(archive, row),
                )
                for row in rows
            ),
        ),
        file=f"rapporter/{report.id}-rapportering.csv",
    )


def say_answer(did: Reporting | None) -> str:
    """Return the word for what an organisation did."""
    return (CELLS[did] if did else NOT_EXPECTED).word


def title_answers(archive: Archive, report: Report) -> str:
    """Say whether every report came, or name whose did not."""
    silent = {row.name: None for _, rows in find_silent(archive, report) for row in rows}
    every = "till varje möte" if len(report.meetings) > 1 else "till mötet"
    if not any(find_coverage(archive, meeting).expected for meeting in report.meetings):
        return "Ingen organisation ska rapportera till varje möte"
    if not silent:
        return f"Alla som ska rapportera har gjort det {every}"
    if len(silent) > NAMED:
        return f"{capitalize(say_count(len(silent), '', '').strip())} organisationer har inte rapporterat {every}"
    return f"{join_names(silent)} har inte rapporterat {every}"


def say_silent(archive: Archive, report: Report) -> Iterator[str]:
    """Say for each meeting who has not reported to it, and of whom no entry stands any more."""
    for meeting, rows in find_silent(archive, report):
        names = join_names(row.name for row in rows)
        yield f"{capitalize(names)} har inte rapporterat till mötet den {say_day(meeting.day)}."
    for meeting in report.meetings:
        for row, did in find_coverage(archive, meeting).gone:
            yield f"{row.name}, mötet den {say_day(meeting.day)}: {did}."


def chart_months(monthly: MonthlyCounts, report: Report, areas: Sequence[AreaPart]) -> Figure:
    """Show every område by month, all to one scale, and say what stands out."""
    columns = monthly.year(report)
    courses = {
        part.area: find_course(
            monthly, columns, monthly.area_runs[part.area.slug], part.anchor, part.area
        )
        for part in areas
        if part.area and not monthly.build.archive.is_apart(part.area)
    }
    verdicts = {
        area.name: course.last.signal.verdict
        for area, course in courses.items()
        if course.last.signal
    }
    top = max((course.top for course in courses.values()), default=0)
    return Figure(
        anchor="_bild-manader",
        title=say_unfinished(columns[-1]) or title_verdicts(AREAS, verdicts),
        sentences=tuple(say_months(monthly, report, courses)),
        pictures=tuple(
            Months(make_months(course), top, course.name, explained=False)
            for course in courses.values()
        ),
        grid=list_courses(columns, courses.values()),
        file=f"rapporter/{report.id}-manader.csv",
        notes=tuple(say_notes(monthly, report, courses.values())),
    )


def say_months(
    monthly: MonthlyCounts, report: Report, courses: Mapping[Area, Course]
) -> Iterator[str]:
    """Yield a sentence an område, one for all with too little, and one a problemtyp outside."""
    column = monthly.column(report.id)
    few: dict[str, Comparison] = {}
    for area, course in courses.items():
        signal = course.last.signal
        comparison = monthly.compare(monthly.area_runs[area.slug], column)
        is_few = signal is not None and signal.verdict is Verdict.TOO_LITTLE
        if is_few and not comparison.tells_months and comparison.now.value is not None:
            few[area.name] = comparison
        else:
            yield say_one(area, comparison, signal, monthly.signals.bounds(report, area))
    if few:
        yield describe_unjudged(EVENTS, few, alone=len(few) == len(courses))
    for row in monthly.build.archive.mall.problem_types:
        signal = monthly.signals.of(report, row)
        if signal and signal.verdict in (Verdict.MORE, Verdict.FEWER):
            yield say_one(row, monthly.compare(monthly.type_runs[row.slug], column), signal)


def say_notes(monthly: MonthlyCounts, report: Report, courses: Collection[Course]) -> Iterator[str]:
    """Yield what the signs and the band are, and which months of the sums had no meeting."""
    signs = explain_signs(point.amount for course in courses for point in course.points)
    if signs:
        yield signs
    yield BAND
    idle = describe_idle(monthly.compare(monthly.all_events, monthly.column(report.id)))
    if idle:
        yield idle


def say_one(
    subject: Area | ProblemType,
    comparison: Comparison,
    signal: Signal | None,
    bounds: Bounds | None = None,
) -> str:
    """Say how many, against the month before, and whether chance may have done it, or why not."""
    if signal is None:
        return describe(subject.name, EVENTS, comparison)
    said = describe(subject.name, EVENTS, comparison, verdict=say_bounds(signal, bounds))
    is_told = signal.verdict is Verdict.UNKNOWABLE and not comparison.under_way
    why = signal.reason if is_told else ""
    return f"{said} {why}".rstrip()


YEAR = 12


def chart_weekdays(monthly: MonthlyCounts, report: Report) -> Iterator[Figure]:
    """Yield the händelser of twelve months by day and time: one month has too few."""
    columns = [column for column in monthly.year(report)[-YEAR:] if column.report]
    months = [column.month for column in columns if column.report and column.report.meetings]
    found = count_weekdays(monthly.build.archive.counted, monthly.build.entries, months)
    if not (found.is_half_known and found.is_enough):
        return
    yield Figure(
        anchor="_bild-veckodagar",
        title=title_weekdays(found),
        sentences=tuple(say_weekdays(say_span([c.report for c in columns if c.report]), found)),
        pictures=(),
        grid=Grid(
            "Veckodag",
            tuple(monthly.hours.values()),
            tuple(
                Row(day, tuple(Cell(Amount(found.counts.at(day, time))) for time in monthly.hours))
                for day in (*WEEKDAYS, SEVERAL_DAYS)
            ),
        ),
        file=f"rapporter/{report.id}-veckodagar.csv",
        notes=(
            *note_silent(columns, monthly.silent),
            "En natt räknas till dagen då den börjar. En post med lika många händelser som dagar "
            "räknas med en händelse om dagen. Annars säger en post om flera dagar inte när det "
            "hände, och står på raden ”flera dagar”. Skillnaderna mellan dagar och "
            "tider är inte prövade mot slumpen.",
        ),
    )


def title_weekdays(found: Weekdays) -> str:
    """Say which days lead."""
    return name_most(
        {f"{day}ar": number for day, number in found.events.items()},
        "Flest händelser på {}",
        "Händelserna är spridda över {} veckodagar",
        "Ingen händelse har känd veckodag",
    )


def say_weekdays(span: str, found: Weekdays) -> Iterator[str]:
    """Say how many of the händelser have a day of their own, and where those are."""
    known = say_number(found.known)
    yield f"Av {EVENTS.say(found.counts.total)} under {span} är veckodagen känd för {known}."
    leading = found.leading
    if len(leading) <= NAMED_LEADERS:
        each = " vardera" if len(leading) > 1 else ""
        days, top = join_words(f"{day}ar" for day in leading), found.events[leading[0]]
        yield f"Flest av dem inträffade på {days}, {say_number(top)}{each}."


@dataclass(frozen=True, slots=True)
class Given:
    """An entry of underlag with its figures; none where a later entry's have its numbers too."""

    entry: Entry
    figures: tuple[Figure, ...]


def find_given(archive: Archive, report: Report, entries: Iterable[Entry]) -> list[Given]:
    """Return the underlag among a report's entries, in their order.

    Two entries that tell of the same series share one figure, below the later of them.
    """
    given = [entry for entry in entries if entry.kind.role == "statistik" and entry.stands]
    known = find_known(archive, report) if given else ()
    found: list[Given] = []
    for entry in reversed(given):
        own = [series for series in known if tells_of(entry, series)]
        told = {series.key for series in own}
        known = tuple(series for series in known if series.key not in told)
        figures = tuple(chart_entry(archive, report, entry, own))
        found.append(Given(entry, figures))
    return found[::-1]


def find_known(archive: Archive, report: Report) -> tuple[Series, ...]:
    """Return the series as the meetings until a report's end had told them."""
    return build_series(
        one
        for one in archive.observations
        if archive.day_of(archive.entry[one.entry]) <= report.end
    )


def tells_of(entry: Entry, series: Series) -> bool:
    """Say whether an entry gave any figure of a series."""
    return any(
        one.entry == entry.id for point in series.points for one in (point.holds, *point.revised)
    )


def chart_entry(
    archive: Archive, report: Report, entry: Entry, own: Sequence[Series]
) -> Iterator[Figure]:
    """Yield the figures of an entry's series, with what it changed of earlier figures."""
    name = f"{entry.source.folder}-{entry.source.stem}"
    changes = tuple(say_changes(own, {entry.id}))
    blocks = list(find_blocks(own))
    for number, block in enumerate(blocks[:MOST_BLOCKS], 1):
        anchor, file = f"_bild-{name}-{number}", f"rapporter/{report.id}-{name}-{number}.csv"
        figure = chart_block(Chart(archive, block, anchor, file))
        notes = (*say_preliminary(block.branches), *say_dates(archive, block))
        if number == MOST_BLOCKS < len(blocks):
            text = f"Rapporten visar {MOST_BLOCKS} av {say_number(len(blocks))} delar. Alla tal finns under Statistik."
            notes = (*notes, text)
        yield replace(figure, notes=(*changes, *figure.notes, *notes))
        changes = ()
