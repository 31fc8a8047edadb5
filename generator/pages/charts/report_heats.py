"""The heat tables of a monthly report: platser and områden, days of the week and times of day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from generator.analysis import SEVERAL_DAYS, WITHOUT, Amount, Crossing, cross_counts
from generator.figures import EVENTS, POSTS, Cell, Figure, Grid, Row
from generator.pages.report_book import Book
from generator.pages.report_figures import AreaPart, Places
from generator.pages.report_words import NAMED_LEADERS, name_most, say_span
from generator.records import Place, Report
from generator.swedish import WEEKDAYS, capitalize, decapitalize, join_words, say_number

YEAR = 12
# Fewer than these say nothing of the days of the week.
LEAST_KNOWN = 20


def chart_places(
    book: Book, report: Report, areas: Sequence[AreaPart], places: Places
) -> Iterator[Figure]:
    """Show the poster of each plats and område; each number leads to the plats's list."""
    if not places.now:
        return
    counts = cross_counts(book.desk.entries, [report.id], ("place", "area"), "posts")
    used = [part for part in areas if part.posts.cells[0].value]
    numbers = {
        name_place(row.record): row.cells[0].value or 0
        for row in places.now
        if isinstance(row.record, Place)
    }
    total = sum(row.cells[0].value or 0 for row in places.now)
    yield Figure(
        anchor="_bild-platser",
        title=name_most(
            numbers,
            "Flest poster gäller {}",
            "Posterna är spridda över {} platser",
            "Ingen post har en plats",
        ),
        sentences=tuple(say_places(numbers, total)),
        pictures=(),
        grid=Grid(
            "Plats",
            tuple(part.posts.name for part in used),
            tuple(list_places(report, used, places, counts)),
        ),
        file=f"rapporter/{report.id}-platser.csv",
    )


def name_place(place: Place) -> str:
    """Return a plats as it stands within a sentence."""
    return decapitalize(place.name) if place.kind == "kommun" else place.name


def say_places(numbers: Mapping[str, int], total: int) -> Iterator[str]:
    """Say how many of the poster the leading platser have."""
    top = max(numbers.values(), default=0)
    if not top:
        return
    leading = [name for name, number in numbers.items() if number == top]
    if len(leading) > NAMED_LEADERS:
        yield f"Ingen plats har mer än {say_number(top)} av {POSTS.say(total)}."
        return
    each = "vardera " if len(leading) > 1 else ""
    yield f"{capitalize(join_words(leading))} har {each}{say_number(top)} av {POSTS.say(total)}."


def list_places(
    report: Report,
    areas: Sequence[AreaPart],
    places: Places,
    counts: Crossing,
) -> Iterator[Row]:
    """Yield a row a plats; it and its numbers lead to where its poster are listed."""
    for place in places.now:
        slug = place.record.slug if place.record else WITHOUT
        here = f"rapporter/{report.id}.html#{place.anchor}"
        values = (counts.at(slug, part.slug) for part in areas)
        yield Row(place.name, tuple(Cell(Amount(n), here if n else "") for n in values), here)


def chart_weekdays(book: Book, report: Report) -> Iterator[Figure]:
    """Show the händelser of twelve months by day of the week and time: one month has too few."""
    columns = [column for column in book.year(report)[-YEAR:] if column.report]
    months = [column.month for column in columns if column.report and column.report.meetings]
    counts = cross_counts(book.desk.entries, months, ("day", "time"), "events")
    total = counts.total
    if not total:
        return
    known = {f"{day}ar": counts.across(day) for day in WEEKDAYS}
    yield Figure(
        anchor="_bild-veckodagar",
        title=title_weekdays(known, total),
        sentences=tuple(
            say_weekdays(say_span([c.report for c in columns if c.report]), known, total)
        ),
        pictures=(),
        grid=Grid("Veckodag", tuple(book.hours.values()), tuple(list_weekdays(book, counts))),
        file=f"rapporter/{report.id}-veckodagar.csv",
        notes=(
            "En post om flera dagar säger inte vilken dag händelserna inträffade. Den räknas på "
            "raden ”flera dagar”, som inte är tonad. Skillnaderna mellan dagar och tider är inte "
            "prövade mot slumpen.",
        ),
    )


def list_weekdays(book: Book, counts: Crossing) -> Iterator[Row]:
    """Yield a row a day of the week, and one for what is told of several days together."""
    for day in (*WEEKDAYS, SEVERAL_DAYS):
        yield Row(day, tuple(Cell(Amount(counts.at(day, time))) for time in book.hours))


def title_weekdays(known: Mapping[str, int], total: int) -> str:
    """Say which days lead, unless too few of the händelser have a day of their own to tell."""
    if sum(known.values()) < LEAST_KNOWN:
        return "För få händelser för att jämföra veckodagar"
    if 2 * sum(known.values()) < total:
        return "De flesta händelser saknar känd veckodag"
    return name_most(
        known,
        "Flest händelser på {}",
        "Händelserna är spridda över {} veckodagar",
        "Ingen händelse har känd veckodag",
    )


def say_weekdays(span: str, known: Mapping[str, int], total: int) -> Iterator[str]:
    """Say how many of the händelser have a day of their own, and where those are."""
    own = sum(known.values())
    known_for = f"känd för {say_number(own)}" if own else "inte känd för någon"
    yield f"Av {EVENTS.say(total)} under {span} är veckodagen {known_for}."
    top = max(known.values())
    leading = [day for day, number in known.items() if number == top]
    if own >= LEAST_KNOWN and len(leading) <= NAMED_LEADERS:
        each = " vardera" if len(leading) > 1 else ""
        yield f"Flest av dem inträffade på {join_words(leading)}, {say_number(top)}{each}."
