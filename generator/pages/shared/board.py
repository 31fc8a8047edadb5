"""Lägestavlan: every område as the group sees it, thirteen months of it, and this month's number."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from generator.analysis import APART, Amount, find_coverage
from generator.article.values import Board, Held, Line, Month, Number, Ref, Span, Standing, line
from generator.pages.base import Build
from generator.pages.shared import spans
from generator.pages.shared.columns import Column
from generator.pages.shared.courses import Course, Point, find_columns, find_course
from generator.pages.shared.months import MONTHS_SHOWN, MonthlyCounts
from generator.records import Area, Assessment, Mall, Meeting
from generator.swedish import MONTHS, capitalize, say_count, say_short_day, say_short_month

HELP = "sa-laser-du-siffrorna"
UNIT = "händelser"


@dataclass(frozen=True, slots=True)
class BoardArea:
    """An område of the board: how it was last judged, and how before that, if it was.

    Where nobody has judged it now, `earlier` says when it last was. One whose numbers are told apart
    has no course here.
    """

    area: Area
    course: Course | None
    now: Assessment | None
    before: Assessment | None = None
    earlier: str = ""


def make_board(mall: Mall, columns: Sequence[Column], areas: Sequence[BoardArea]) -> Board:
    """Return the board over some months, oldest first; raised områden stand first.

    The months before the archive's first, which have no report, are left out.
    """
    first = next((place for place, column in enumerate(columns) if column.report), 0)
    newest = columns[-1]
    # The mall's order holds within a level.
    by_level = sorted(areas, key=lambda row: rank(mall, row.now))
    return Board(
        heads=(
            "Område och gruppens bedömning",
            "Nivå och trend",
            f"Händelser {say_span(columns[first].month, newest.month)}",
            capitalize(f"{name_month(newest, newest)}{' hittills' if newest.under_way else ''}"),
        ),
        rows=tuple(make_standing(mall, columns, row, first) for row in by_level),
        top=max((row.course.top for row in areas if row.course), default=0),
    )


def make_latest_board(monthly: MonthlyCounts) -> Board | None:
    """Return the board of the newest months, as the latest meeting saw every område in use."""
    columns, held = find_columns(monthly), monthly.build.archive.held_meetings
    if not columns or not held:
        return None
    judged, archive = held[-1].assessments, monthly.build.archive
    courses = dict(find_courses(monthly, columns))
    rows = [
        BoardArea(
            area,
            courses.get(area),
            judged.get(area.name),
            earlier=say_earlier(held[:-1], area),
        )
        for area in archive.mall.areas
        if area in courses or (archive.is_apart(area) and area.valid_at(archive.today))
    ]
    return make_board(archive.mall, columns, rows)


def say_earlier(held: Sequence[Meeting], area: Area) -> str:
    """Write `senast förhöjd 12 nov 2026` of the last of some meetings that judged an område."""
    for meeting in reversed(held):
        if found := meeting.assessments.get(area.name):
            return f"senast {found.level.name} {say_short_day(meeting.day)}"
    return ""


def say_span(first: str, last: str) -> str:
    """Write `nov 2025–nov 2026`, or the one month there is."""
    months = dict.fromkeys((say_short_month(first), say_short_month(last)))
    return "–".join(months)


def say_unit(amount: Amount) -> str:
    """Return what a number counts; nothing where there is none."""
    if amount.value is None:
        return ""
    return "händelse" if amount.value == 1 else UNIT


def rank(mall: Mall, found: Assessment | None) -> int:
    """Return what områden are sorted by: the lower, the higher their level."""
    ranked = list(mall.ranked_levels)
    return -ranked.index(found.level) if found and found.level in ranked else 0


def judge(mall: Mall, now: Assessment | None, before: Assessment | None) -> tuple[Line, Line]:
    """Return an område's level, with the one before where that differs, and its trend."""
    level, trend = spans.judged(mall, now)
    if now and before and before.level != now.level:
        level = line(level, " ", spans.note(f"före: {before.level.name}"))
    return level, trend


def make_standing(mall: Mall, columns: Sequence[Column], row: BoardArea, first: int) -> Standing:
    """Return an område's row, with its months from the `first`."""
    level, trend = judge(mall, row.now, row.before)
    if row.now is None and row.earlier:
        level = line(level, " ", spans.note(row.earlier))
    if row.course is None:
        words = row.now.text if row.now else ""
        name = spans.link(row.area.name, row.area)
        return stand_apart(name, (Span(words),) if words else (), level, trend)
    return Standing(
        name=spans.link(row.area.name, row.area),
        sentence=tuple(say_sentence(columns, row)),
        level=level,
        trend=trend,
        months=tuple(make_month(row.area, point) for point in row.course.points[first:]),
        number=line(count_month(row.area, row.course.last)),
        against=say_before(columns, row),
        unit=say_unit(row.course.last.amount),
    )


def stand_apart(name: Span, sentence: Line, level: Line, trend: Line) -> Standing:
    """Return the row of an område whose numbers are told apart: it has no months."""
    return Standing(name, sentence, level, trend, (), (), line(spans.missing(APART)))


def say_sentence(columns: Sequence[Column], row: BoardArea) -> Iterator[Span | Number]:
    """Yield the group's own sentence, whole, and where the count says otherwise both, by sender."""
    text = row.now.text if row.now else ""
    if text:
        yield Span(text)
    if differing := say_differing(columns, row):
        yield Span(f" {differing}" if text else differing)


def say_differing(columns: Sequence[Column], row: BoardArea) -> str:
    """Tell a judgement and a count that point different ways, each with its sender; else nothing."""
    if len(columns) < 2 or row.course is None or row.now is None or row.now.trend is None:
        return ""
    now, before = (point.amount.value for point in (row.course.points[-1], row.course.points[-2]))
    role = row.now.trend.role
    if now is None or before is None:
        return ""
    if not ((role == "upp" and now < before) or (role == "ned" and now > before)):
        return ""
    grows = "ökar" if role == "upp" else "minskar"
    against = f"mot {before} {say_when(columns[-2], columns[-1])}"
    return f"Gruppen bedömer att problemen {grows}. Antalet händelser är {now}, {against}{say_held(columns)}."


def say_held(columns: Sequence[Column]) -> str:
    """Say over how many meetings two months are, where that differs or may."""
    newest, earlier = columns[-1], columns[-2]
    held = len(newest.report.meetings) if newest.report else 0
    meetings = say_count(held, "möte", "möten", neuter=True)
    if newest.under_way:
        return f" ({'bara ' if held == 1 else ''}{meetings} hittills)"
    others = len(earlier.report.meetings) if earlier.report else 0
    if held == others:
        return ""
    return f" ({meetings} mot {say_count(others, '', '', neuter=True).strip()})"


def say_before(columns: Sequence[Column], row: BoardArea) -> Line:
    """Say the number of the month before, the one to compare with, or why it has none.

    Before the archive's first month there is nothing to compare with.
    """
    if len(columns) < 2 or columns[-2].report is None or row.course is None:
        return ()
    point, when = row.course.points[-2], say_when(columns[-2], columns[-1])
    if point.amount.value is None:
        return line(f"{point.amount.missing} {when}")
    return line("mot ", count_month(row.area, point), f" {when}")


def make_month(area: Area, point: Point) -> Month:
    """Return a month of an område's row."""
    column = point.column
    if point.amount.value is not None:
        held = Held.UNFINISHED if column.under_way else Held.WHOLE
    else:
        is_idle = column.report is not None and not column.report.meetings
        held = Held.NO_MEETING if is_idle and not column.under_way else Held.UNKNOWN
    return Month(column.label, count_month(area, point), held, point.high)


def count_month(area: Area, point: Point) -> Number:
    """Return a month's händelser; they lead to its entries in that month's report."""
    month = point.column.month
    to = Ref("report", month, f"_lage-{area.slug}") if point.amount.value else None
    return Number(key_of(month, area), point.amount, UNIT, to)


def key_of(month: str, area: Area | None = None, unit: str = UNIT) -> str:
    """Return the lasting name of a month's number."""
    return f"{unit}/{month}/omrade:{area.slug}" if area else f"{unit}/{month}"


def name_month(column: Column, newest: Column) -> str:
    """Write a month as short as it can be: `oktober`, or `december 2025` of another year."""
    if column.report and not column.report.is_month:
        return column.label
    year, number = column.month.split("-")
    name = MONTHS[int(number) - 1]
    return name if year == newest.month[:4] else f"{name} {year}"


def say_when(column: Column, newest: Column) -> str:
    """Write `i oktober`, or `under 1–16 dec 2025` of other days than a month."""
    is_odd = column.report is not None and not column.report.is_month
    return f"{'under' if is_odd else 'i'} {name_month(column, newest)}"


def make_meeting_board(
    build: Build, meeting: Meeting, areas: Sequence[Area], quiet: Collection[Area] = ()
) -> Board:
    """Return the board of a meeting: its own händelser beside those of the meetings before it.

    A `quiet` område has no section of its own, so what may follow is told here.
    """
    archive, mall = build.archive, build.archive.mall
    held = [found for found in archive.held_meetings if found.day <= meeting.day][-MONTHS_SHOWN:]
    told = {found.id: find_coverage(archive, found).is_told for found in held}
    before = held[-2] if len(held) > 1 else None
    rows, top = [], 0
    by_level = sorted(areas, key=lambda area: rank(mall, meeting.assessments.get(area.name)))
    for area in by_level:
        now = meeting.assessments.get(area.name)
        level, trend = judge(mall, now, before.assessments.get(area.name) if before else None)
        name = Span(area.name, Ref("meeting", meeting.id, f"_{area.slug}"))
        if archive.is_apart(area):
            said = tuple(say_judged(now, whole=area in quiet))
            rows.append(stand_apart(name, said, level, trend))
            continue
        months = tuple(
            Month(
                say_short_day(found.day),
                count_meeting(build, found, area, told=told[found.id]),
                Held.WHOLE if told[found.id] else Held.UNKNOWN,
            )
            for found in held
        )
        top = max(top, *(int(month.number.amount.value or 0) for month in months))
        against: Line = ()
        if before:
            when = say_short_day(before.day, before.day.year != meeting.day.year)
            against = line("mot ", months[-2].number, f" den {when}")
        rows.append(
            Standing(
                name=name,
                sentence=tuple(say_judged(now, whole=area in quiet)),
                level=level,
                trend=trend,
                months=months,
                number=line(months[-1].number),
                against=against,
                unit=say_unit(months[-1].number.amount),
            )
        )
    number = say_count(len(held), "möte", "möten", neuter=True)
    heads = (
        "Område och gruppens bedömning",
        "Nivå och trend",
        f"Händelser, {number}",
        say_short_day(meeting.day, year=False),
    )
    return Board(heads, tuple(rows), top)


def say_judged(found: Assessment | None, *, whole: bool) -> Iterator[Span]:
    """Yield the group's own sentence, and with the `whole` of it the consequences."""
    if found and found.text:
        yield Span(found.text)
    if found and found.consequences and whole:
        yield Span(f"{' ' if found.text else ''}Konsekvenser: {found.consequences}")


def count_meeting(build: Build, meeting: Meeting, area: Area, *, told: bool) -> Number:
    """Return the händelser of an område at a meeting; unknown where nobody reported."""
    number = build.meeting_events.get((meeting.id, area.slug), 0) if told else None
    to = Ref("meeting", meeting.id, f"_{area.slug}")
    return spans.counted(
        f"{UNIT}/{meeting.id}/omrade:{area.slug}", number, UNIT, to, gone="inget underlag"
    )


def find_courses(
    monthly: MonthlyCounts, columns: Sequence[Column]
) -> Iterator[tuple[Area, Course]]:
    """Yield every område in use that has numbers, with its months."""
    for area in monthly.build.archive.mall.areas:
        if monthly.build.archive.is_apart(area):
            continue
        run = monthly.area_runs[area.slug]
        course = find_course(monthly, columns, run, f"_lage-{area.slug}", area)
        if area.valid_at(monthly.build.archive.today) or course.is_told:
            yield area, course
