"""The figure of a plats's page: its months, without a verdict."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.figures import EVENTS, Figure, describe, describe_idle
from generator.pages.shared.counts import MonthlyCounts
from generator.pages.shared.courses import (
    Course,
    Steps,
    draw_course,
    list_course,
    note_periods,
    say_steps,
)
from generator.records import Place
from generator.swedish import say_figure, say_months

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
    known = {p.column.month: int(p.amount.known) for p in course.points if not p.amount.missing}
    top = max(known.values())
    leading = [month for month, number in known.items() if number == top]
    if len(known) > 1 and len(leading) <= MOST_LEADING:
        return f"Flest händelser i {say_months(leading)}"
    total = say_figure(sum(known.values()), "händelse", "händelser")
    return f"{total} på {say_figure(len(known), 'månad', 'månader')} med möte"
