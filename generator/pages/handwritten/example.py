"""The example in the guide to the numbers: what the shaded range is, with numbers made up for it."""

from __future__ import annotations

from generator.analysis import NO_MEETING, Amount
from generator.figures import Cell, Figure, Grid, Month, Months, Row

# A month's name, its number, and the least and the most that chance gives; made up.
EXAMPLE = (
    ("mars", 4, None, None),
    ("april", 6, 1, 9),
    ("maj", 3, 1, 9),
    ("juni", 5, 1, 9),
    ("juli", None, None, None),
    ("aug", 2, 1, 9),
    ("sep", 8, 1, 9),
    ("okt", 11, 1, 9),
)


def chart_example() -> Figure:
    """Show a series with a month beyond the range, one without a meeting and one not yet judged."""
    months = tuple(
        Month(Amount(value) if value else Amount(None, NO_MEETING), name, "", low, high)
        for name, value, low, high in EXAMPLE
    )
    rows = tuple(
        Row(
            month.label,
            (
                Cell(month.amount),
                *(
                    Cell(Amount(bound) if bound else Amount(None, "bedöms inte"))
                    for bound in (month.low, month.high)
                ),
            ),
        )
        for month in months
    )
    return Figure(
        anchor="_bild-faltet",
        title="Ett exempel: oktober ligger utanför fältet",
        sentences=(
            "Talen i bilden är påhittade. I september är talet 8, och fältet går från 1 till 9: det går "
            "inte att skilja från slumpen. I oktober är talet 11, över fältet. Därför står en "
            "triangel där. I juli hölls inget möte, och mars bedöms inte.",
        ),
        pictures=(Months(months, 11, "Händelser per månad"),),
        grid=Grid("Månad", ("Händelser", "Lägst av en slump", "Högst av en slump"), rows),
        file="sa-laser-du-siffrorna-exempel.csv",
    )
