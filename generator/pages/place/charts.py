"""The figures of places: a place's months, and the map over all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.analysis import NO_MATERIAL, Amount, MapCount, Mapped, count_map
from generator.article.addresses import address_of
from generator.figures import (
    EVENTS,
    Bar,
    Bars,
    Cell,
    Figure,
    Grid,
    Land,
    Picture,
    Row,
    ShadedMap,
    class_of,
    describe,
    describe_idle,
    find_classes,
)
from generator.pages.base import Build
from generator.pages.shared.courses import (
    Course,
    Steps,
    draw_course,
    find_columns,
    list_course,
    note_periods,
    say_steps,
)
from generator.pages.shared.months import MonthlyCounts
from generator.pages.shared.words import name_most, note_silent, say_span, say_when
from generator.records import MapSettings, Place, Report
from generator.swedish import (
    capitalize,
    decapitalize,
    join_names,
    join_words,
    say_figure,
    say_months,
)

FEW = (
    "En enskild plats har för få händelser för att det ska gå att skilja slump från förändring. "
    "Därför bedöms talen inte här."
)
# With more leading months than this no single one stands out.
MOST_LEADING = 2


def chart_place(
    monthly: MonthlyCounts, course: Course, place: Place, steps: Sequence[Steps], *, has_parts: bool
) -> Iterator[Figure]:
    """Show a plats month by month; none when nothing has happened there in the months shown."""
    if not course.is_told:
        return
    comparison = monthly.compare(monthly.place_runs[place.slug], course.told.column)
    columns = [point.column for point in course.points]
    own = "Talen gäller själva platsen, inte platserna inom den." if has_parts else ""
    notes = (FEW, own, describe_idle(comparison), *note_periods(columns))
    said = (describe("", EVENTS, comparison, dated=True), " ".join(say_steps(columns, steps)))
    yield Figure(
        anchor="_bild-manader",
        title=title_place(course),
        sentences=tuple(filter(None, said)),
        pictures=(draw_course(course, steps),),
        grid=list_course(course, steps, judged=False),
        file=f"platser/{place.slug}-manader.csv",
        notes=tuple(filter(None, notes)),
    )


def title_place(course: Course) -> str:
    """Say in which month most happened, or how much in all when several had as much."""
    known = [point for point in course.points if not point.amount.missing]
    numbers = [int(point.amount.known) for point in known]
    leading = [p.column for p, number in zip(known, numbers, strict=True) if number == max(numbers)]
    if len(known) > 1 and len(leading) <= MOST_LEADING:
        return f"Flest händelser {say_when(leading)}"
    total = say_figure(sum(numbers), "händelse", "händelser")
    is_odd = any(point.column.is_odd for point in known)
    periods = ("period", "perioder") if is_odd else ("månad", "månader")
    # Of a month whose meetings nobody reported to nothing is known, though it had one.
    is_silent = any(point.amount.missing == NO_MATERIAL for point in course.points)
    return (
        f"{total} på {say_figure(len(known), *periods)} med {'underlag' if is_silent else 'möte'}"
    )


MONTHS = 12
SCHEMATIC = "Kartan är schematisk och visas inte."
WITHOUT_PLACE = "utan plats"
INDEX = "platser/index.html"
OUTSIDE = "Utanför kartans områden"
ROLLED_UP = (
    "En plats som är del av en annan räknas till samma område. "
    "Talen är antal händelser, inte per invånare: där fler bor eller rör sig händer ofta mer."
)


def chart_map(monthly: MonthlyCounts) -> Iterator[Figure]:
    """Show the map that the mall names; none without one, or before the first month."""
    build, mall = monthly.build, monthly.build.archive.mall
    settings, areas = mall.map, build.archive.map
    columns = find_columns(monthly, MONTHS)
    reports = [column.report for column in columns if column.report]
    if settings is None or areas is None or not reports:
        return
    count = count_map(mall, areas, build.entries, reports, monthly.silent)
    rows = sorted(count.areas, key=lambda row: -(row.events.value or 0))
    yield Figure(
        anchor="_bild-karta",
        title=title_map(rows, sum(number for _, number in count.outside)),
        sentences=tuple(say_map(rows, count, reports)),
        pictures=(draw_map(settings, rows),),
        grid=Grid(
            "Område på kartan",
            ("Händelser", *(() if settings.schematic else ("Klass",)), "Platser som räknas hit"),
            tuple(list_rows(build, rows, count, shaded=not settings.schematic)),
        ),
        file="platser/karta.csv",
        notes=(*say_notes(settings, reports), *note_silent(columns, monthly.silent)),
    )


def draw_map(settings: MapSettings, rows: Sequence[Mapped]) -> Picture:
    """Return the areas shaded, or as bars where their shapes are only sketched."""
    if settings.schematic:
        return Bars(("Händelser",), tuple(Bar(row.area.name, row.events) for row in rows))
    lands = (Land(row.area.name, row.events, row.area.polygons) for row in rows)
    return ShadedMap(tuple(lands), "Händelser")


def title_map(rows: Sequence[Mapped], outside: int) -> str:
    """Say which area has most; where as much lies `outside`, of the areas alone."""
    known = {row.area.name: int(row.events.known) for row in rows if row.events.value is not None}
    is_most = max(known.values(), default=0) > outside
    return name_most(
        known,
        "Flest händelser i {}" if is_most else "Av kartans områden har {} flest händelser",
        "Händelserna är spridda över {} områden",
        "Inga händelser i kartans områden",
    )


def say_map(rows: Sequence[Mapped], count: MapCount, reports: Sequence[Report]) -> Iterator[str]:
    """Say every area's number, most first, which have none to tell of, and what lies outside."""
    told = [row for row in rows if row.events.value]
    parts = [f"{row.area.name} {row.events}" for row in told]
    if told:
        first = say_figure(int(told[0].events.known), "händelse", "händelser")
        parts[0] = f"{told[0].area.name} har {first}"
        yield f"{capitalize(say_span(reports))}: {join_names(parts)}."
    none = [row.area.name for row in rows if row.events.value == 0]
    if none:
        yield f"Inga händelser: {join_names(none)}."
    for reason in dict.fromkeys(row.events.missing for row in rows if row.events.missing):
        names = [row.area.name for row in rows if row.events.missing == reason]
        yield f"{capitalize(reason)}: {join_names(names)}."
    if count.outside:
        outside = sum(number for _, number in count.outside)
        named = [
            f"{name_place(place) if place else WITHOUT_PLACE} {number}"
            for place, number in count.outside
        ]
        yield f"{OUTSIDE}: {say_figure(outside, 'händelse', 'händelser')} ({join_words(named)})."


def list_rows(
    build: Build, rows: Sequence[Mapped], count: MapCount, *, shaded: bool
) -> Iterator[Row]:
    """Yield a row an area with its platser, then one a plats outside; `shaded` with the shade."""
    classes = find_classes(row.events for row in rows)
    for row in rows:
        shade = class_of(row.events, classes)
        places = ", ".join(place.name for place in row.places) or "ingen"
        target = find_target(build, row) if row.events.value else ""
        words = (Cell(shade.words if shade else row.events.missing),) if shaded else ()
        yield Row(row.area.name, (Cell(row.events, target), *words, Cell(places)))
    for place, number in count.outside:
        target = f"{address_of(build.archive, place)}#_poster" if place else ""
        name = f"{OUTSIDE}: {name_place(place) if place else WITHOUT_PLACE}"
        words = (Cell("inte på kartan"),) if shaded else ()
        yield Row(name, (Cell(Amount(number), target), *words, Cell("")))


def name_place(place: Place) -> str:
    """Return a plats as it stands within a sentence."""
    return decapitalize(place.name) if place.kind == "kommun" else place.name


def find_target(build: Build, row: Mapped) -> str:
    """Return where an area's entries are listed: its one plats, or else the list of platser."""
    slugs = {place.slug for place in row.places}
    wholes = ((place, build.archive.mall.whole_of(place)) for place in row.places)
    tops = [place for place, whole in wholes if whole is None or whole.slug not in slugs]
    return f"{address_of(build.archive, tops[0])}#_poster" if len(tops) == 1 else f"{INDEX}#_lista"


def say_notes(settings: MapSettings, reports: Sequence[Report]) -> Iterator[str]:
    """Say where the map comes from, what it is not, and how it counts."""
    source = f"Källa till kartan: {settings.source}."
    yield f"{SCHEMATIC} {source}" if settings.schematic else source
    idle = [report.id for report in reports if not report.meetings]
    without = f" Inget möte i {say_months(idle)}." if idle else ""
    points = "" if settings.schematic else " Kartan visar inga enskilda punkter."
    yield f"{ROLLED_UP}{points}{without}"
