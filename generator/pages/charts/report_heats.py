"""The heat tables of a monthly report: platser and områden, days of the week and times of day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from generator.analysis import (
    SEVERAL_DAYS,
    WITHOUT,
    Amount,
    Crossing,
    Weekdays,
    count_weekdays,
    cross_counts,
)
from generator.figures import EVENTS, Cell, Figure, Grid, Row
from generator.pages.report_book import Book
from generator.pages.report_figures import AreaPart, anchor_of_place
from generator.pages.report_words import NAMED_LEADERS, name_most, say_span
from generator.records import Place, Report
from generator.swedish import (
    WEEKDAYS,
    capitalize,
    join_names,
    join_words,
    say_count,
    say_number,
)

YEAR = 12


def chart_places(book: Book, report: Report, areas: Sequence[AreaPart]) -> Iterator[Figure]:
    """Show the händelser of each plats and område; each number leads to the plats's list."""
    counts = cross_counts(book.desk.entries, [report.id], ("place", "area"), "events")
    if not counts.total:
        return
    used = [part for part in areas if counts.down(part.slug)]
    known = sorted(book.desk.archive.mall.places, key=lambda place: -counts.across(place.slug))
    places = [place for place in (*known, None) if counts.across(slug_of(place))]
    told = [(place, counts.across(place.slug)) for place in places if place]
    numbers = {place.name: number for place, number in told if place.kind != "kommun"}
    whole = sum(number for place, number in told if place.kind == "kommun")
    yield Figure(
        anchor="_bild-platser",
        title=title_places(numbers, whole, counts.total),
        sentences=tuple(say_places(numbers, whole, counts.total)),
        pictures=(),
        grid=Grid(
            "Plats",
            tuple(part.events.name for part in used),
            tuple(list_places(report, used, places, counts)),
        ),
        file=f"rapporter/{report.id}-platser.csv",
    )


def slug_of(place: Place | None) -> str:
    """Return a plats as the counts have it."""
    return place.slug if place else WITHOUT


def title_places(numbers: Mapping[str, int], whole: int, total: int) -> str:
    """Say which platser have most händelser, or that one has them all; the `whole` kommun is none."""
    top = max(numbers.values(), default=0)
    elsewhere = total - sum(numbers.values())
    every = "Den enda händelsen" if total == 1 else "Alla händelser"
    lead = (
        "Av platserna har {} flest händelser" if elsewhere >= top else "Flest händelser gäller {}"
    )
    none = "Ingen händelse gäller en enskild plats" if whole else "Ingen händelse har en plats"
    return name_most(
        numbers,
        f"{every} gäller {{}}" if top == total else lead,
        "Händelserna är spridda över {} platser",
        f"{every} gäller hela kommunen" if whole == total else none,
    )


def say_places(numbers: Mapping[str, int], whole: int, total: int) -> Iterator[str]:
    """Say how many of the händelser the leading platser have, and how many are of no single one."""
    top = max(numbers.values(), default=0)
    # Of a single one, or where all are of the whole kommun, the heading has said all.
    if total == 1 or whole == total:
        return
    if top == total:
        yield f"{next(iter(numbers))} har alla {say_count(total, '', 'händelserna')}."
        return
    if top:
        yield say_leading(numbers, top, total)
    without = total - whole - sum(numbers.values())
    rest = ((whole, "gäller hela kommunen"), (without, "saknar plats"))
    said = [f"{say_count(number, '', '').strip()} {what}" for number, what in rest if number]
    if said and without < total:
        yield f"{capitalize(join_words(said))}."


def say_leading(numbers: Mapping[str, int], top: int, total: int) -> str:
    """Say how many the leading platser have, or that none has more than so many."""
    leading = [name for name, number in numbers.items() if number == top]
    of_all = f"{say_count(top, '', '').strip()} av de {say_count(total, '', 'händelserna')}"
    if len(leading) > NAMED_LEADERS:
        return f"Ingen plats har fler än {of_all}."
    each = "vardera " if len(leading) > 1 else ""
    return f"{join_names(leading)} har {each}{of_all}."


def list_places(
    report: Report, areas: Sequence[AreaPart], places: Sequence[Place | None], counts: Crossing
) -> Iterator[Row]:
    """Yield a row a plats; it and its numbers lead to where its poster are listed."""
    for place in places:
        here = f"rapporter/{report.id}.html#{anchor_of_place(place)}"
        values = (counts.at(slug_of(place), part.slug) for part in areas)
        cells = tuple(Cell(Amount(n), here if n else "") for n in values)
        yield Row(place.name if place else "Utan plats", cells, here)


def chart_weekdays(book: Book, report: Report) -> Iterator[Figure]:
    """Show the händelser of twelve months by day of the week and time: one month has too few."""
    columns = [column for column in book.year(report)[-YEAR:] if column.report]
    months = [column.month for column in columns if column.report and column.report.meetings]
    found = count_weekdays(book.desk.archive, book.desk.entries, months)
    if not found.counts.total:
        return
    yield Figure(
        anchor="_bild-veckodagar",
        title=title_weekdays(found),
        sentences=tuple(say_weekdays(say_span([c.report for c in columns if c.report]), found)),
        pictures=(),
        grid=Grid("Veckodag", tuple(book.hours.values()), tuple(list_weekdays(book, found.counts))),
        file=f"rapporter/{report.id}-veckodagar.csv",
        notes=(
            "En natt räknas till dagen då den börjar. En post med lika många händelser som dagar "
            "räknas med en händelse om dagen. Annars säger en post om flera dagar inte när det "
            "hände, och står på raden ”flera dagar”, som saknar färg. Skillnaderna mellan dagar och "
            "tider är inte prövade mot slumpen.",
        ),
    )


def list_weekdays(book: Book, counts: Crossing) -> Iterator[Row]:
    """Yield a row a day of the week, and one for what is told of several days together."""
    for day in (*WEEKDAYS, SEVERAL_DAYS):
        yield Row(day, tuple(Cell(Amount(counts.at(day, time))) for time in book.hours))


def title_weekdays(found: Weekdays) -> str:
    """Say which days lead, unless too few of the händelser have a day of their own to tell."""
    if not found.is_half_known:
        return "De flesta händelser saknar känd veckodag"
    if not found.is_enough:
        return "För få poster för att jämföra veckodagar"
    return name_most(
        {f"{day}ar": number for day, number in found.events.items()},
        "Flest händelser på {}",
        "Händelserna är spridda över {} veckodagar",
        "Ingen händelse har känd veckodag",
    )


def say_weekdays(span: str, found: Weekdays) -> Iterator[str]:
    """Say how many of the händelser have a day of their own, and where those are."""
    known_for = f"känd för {say_number(found.known)}" if found.known else "inte känd för någon"
    yield f"Av {EVENTS.say(found.counts.total)} under {span} är veckodagen {known_for}."
    leading = found.leading
    if found.is_half_known and found.is_enough and len(leading) <= NAMED_LEADERS:
        each = " vardera" if len(leading) > 1 else ""
        days, top = join_words(f"{day}ar" for day in leading), found.events[leading[0]]
        yield f"Flest av dem inträffade på {days}, {say_number(top)}{each}."
