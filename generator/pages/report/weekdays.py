"""The händelser of twelve months by day of the week and time of day, where enough of the days are known."""

from __future__ import annotations

from collections.abc import Iterator

from generator.analysis import (
    SEVERAL_DAYS,
    Amount,
    Crossing,
    Weekdays,
    count_weekdays,
)
from generator.figures import EVENTS, Cell, Figure, Grid, Row
from generator.pages.shared.counts import MonthlyCounts
from generator.pages.shared.words import NAMED_LEADERS, name_most, say_span
from generator.records import Report
from generator.swedish import (
    WEEKDAYS,
    join_words,
    say_number,
)

YEAR = 12


def chart_weekdays(monthly: MonthlyCounts, report: Report) -> Iterator[Figure]:
    """Yield the händelser of twelve months by day and time: one month has too few."""
    columns = [column for column in monthly.year(report)[-YEAR:] if column.report]
    months = [column.month for column in columns if column.report and column.report.meetings]
    found = count_weekdays(monthly.desk.archive, monthly.desk.entries, months)
    if not (found.is_half_known and found.is_enough):
        return
    yield Figure(
        anchor="_bild-veckodagar",
        title=title_weekdays(found),
        sentences=tuple(say_weekdays(say_span([c.report for c in columns if c.report]), found)),
        pictures=(),
        grid=Grid(
            "Veckodag", tuple(monthly.hours.values()), tuple(list_weekdays(monthly, found.counts))
        ),
        file=f"rapporter/{report.id}-veckodagar.csv",
        notes=(
            "En natt räknas till dagen då den börjar. En post med lika många händelser som dagar "
            "räknas med en händelse om dagen. Annars säger en post om flera dagar inte när det "
            "hände, och står på raden ”flera dagar”. Skillnaderna mellan dagar och "
            "tider är inte prövade mot slumpen.",
        ),
    )


def list_weekdays(monthly: MonthlyCounts, counts: Crossing) -> Iterator[Row]:
    """Yield a row a day of the week, and one for what is told of several days together."""
    for day in (*WEEKDAYS, SEVERAL_DAYS):
        yield Row(day, tuple(Cell(Amount(counts.at(day, time))) for time in monthly.hours))


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
