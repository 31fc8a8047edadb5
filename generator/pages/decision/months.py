"""A decision among the months of what it is about: the händelser before it and after."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from generator.analysis import Chain, Followed, Run, count_reports, find_pairs, follow_actions
from generator.figures import Figure
from generator.pages.shared.columns import Column
from generator.pages.shared.courses import (
    Course,
    Point,
    draw_course,
    find_course,
    find_latest,
    find_steps,
    list_course,
    note_periods,
    say_steps,
)
from generator.pages.shared.histories import find_subjects
from generator.pages.shared.months import MONTHS_SHOWN, MonthlyCounts
from generator.records import Decision, Subject, place_actions, place_assignments, shift_month
from generator.swedish import capitalize, say_count

# So many months after a decision are shown where there are as many, and the rest before it.
AFTER = 6
SEPARATOR = "/"
NO_CAUSE = (
    "Månaden med beslutet och månader utan tal räknas varken som före eller efter. Att antalet ändras "
    "efter ett beslut visar inte att beslutet är orsaken, och små tal ändras också av en slump."
)


@dataclass(frozen=True)
class SubjectMonths:
    """The händelser of what the decisions are about month by month, counted once for all of them."""

    monthly: MonthlyCounts

    @cached_property
    def crossed(self) -> dict[str, Run]:
        """The händelser of each problemtyp at each plats that a decision is about, by both slugs."""
        build, monthly = self.monthly.build, self.monthly
        wanted = {
            f"{about.problem_type.slug}{SEPARATOR}{about.place.slug}"
            for about in (decision.subject for decision in build.chain.decisions)
            if about.problem_type and about.place
        }
        both = build.entries["problem_type"] + SEPARATOR + build.entries["place"]
        entries, reports = build.entries.assign(subject=both), build.archive.reports
        counts = count_reports(entries, "subject", sorted(wanted), reports, monthly.silent)
        return monthly.read_runs(counts)

    @cached_property
    def carried(self) -> dict[str, str]:
        """The uppdrag that each åtgärd carries out, by their ids."""
        return find_pairs(self.monthly.build.chain)

    def run_of(self, about: Subject) -> tuple[Run, str] | None:
        """Return a subject's händelser and where a month's report lists them; None of no subject.

        As for the entries on a subject, the whole kommun is any plats.
        """
        kind = about.problem_type
        if kind and self.monthly.build.archive.is_apart(kind):
            return None
        place = about.place if about.place and about.place.kind != "kommun" else None
        if kind and place:
            return self.crossed[f"{kind.slug}{SEPARATOR}{place.slug}"], f"_plats-{place.slug}"
        if place:
            return self.monthly.place_runs[place.slug], f"_plats-{place.slug}"
        if kind:
            area = self.monthly.build.archive.mall.area_of(kind)
            return self.monthly.type_runs[kind.slug], f"_lage-{area.slug}"
        return None


def chart_months(counts: SubjectMonths, decision: Decision) -> Figure | None:
    """Show the months around a decision, with what was done and decided on the same thing.

    None where it is about nothing that is counted, or nothing has happened in the months shown.
    """
    monthly, found = counts.monthly, counts.run_of(decision.subject)
    columns = find_columns(monthly, decision)
    if found is None or not columns:
        return None
    run, anchor = found
    course = find_course(monthly, columns, run, anchor)
    sides = " och ".join(say_sides(course, decision))
    if not course.is_told or not sides:
        return None
    chain = monthly.build.chain
    steps = find_steps(columns, find_actions(counts, decision), find_decisions(chain, decision))
    said = filter(None, (" ".join(say_steps(columns, steps)),))
    return Figure(
        anchor="_bild-manader",
        title=capitalize(sides),
        sentences=(f"Talen gäller {' och '.join(name_subject(decision.subject))}.", *said),
        pictures=(draw_course(course, steps),),
        grid=list_course(course, steps, judged=False),
        file=f"beslut/{decision.id}-manader.csv",
        notes=(NO_CAUSE, *note_periods(columns)),
    )


def name_subject(about: Subject) -> Iterator[str]:
    """Yield what is counted: the problemtyp, the plats or both."""
    if about.problem_type:
        yield f"problemtypen {about.problem_type.name}"
    if about.place:
        yield "hela kommunen" if about.place.kind == "kommun" else f"platsen {about.place.name}"


def find_columns(monthly: MonthlyCounts, decision: Decision) -> tuple[Column, ...]:
    """Return the months around a decision, oldest first, those that the archive has."""
    latest = find_latest(monthly)
    if latest is None:
        return ()
    last = min(latest.id, shift_month(f"{decision.day:%Y-%m}", AFTER))
    months = (shift_month(last, step) for step in range(1 - MONTHS_SHOWN, 1))
    return tuple(column for column in map(monthly.column, months) if column.report)


def say_sides(course: Course, decision: Decision) -> Iterator[str]:
    """Yield how many händelser there were before a decision, and after it, in how many months.

    A month that is not over or whose number nobody knows is on neither side.
    """
    whole = [point for point in course.points if not point.column.under_way]
    known = [(point, point.column.report) for point in whole if not point.amount.missing]
    before = [point for point, report in known if report and report.end < decision.day]
    after = [point for point, report in known if report and report.start > decision.day]
    if before:
        yield f"{say_events(before)} på {say_months(before)} före beslutet"
    if before and after:
        yield f"{say_events(after).partition(' ')[0]} på {say_months(after)} efter"
    elif after:
        yield f"{say_events(after)} på {say_months(after)} efter beslutet"


def say_events(points: Sequence[Point]) -> str:
    """Write `två händelser`, all that some months have."""
    number = sum(int(point.amount.known) for point in points)
    return say_count(number, "händelse", "händelser") if number else "inga händelser"


def say_months(points: Sequence[Point]) -> str:
    """Write how many months they are: `fem månader`."""
    return say_count(len(points), "månad", "månader")


def find_decisions(chain: Chain, decision: Decision) -> Iterator[Decision]:
    """Yield a decision and the others on the same thing, oldest first."""
    for other in chain.decisions:
        if other is decision or decision.subject in find_subjects(chain, other):
            yield other


def find_actions(counts: SubjectMonths, decision: Decision) -> list[Followed]:
    """Return the åtgärder of entries on the same thing, and those that carry out its uppdrag."""
    chain, own = counts.monthly.build.chain, {placed.id for placed in place_assignments(decision)}
    told = (row for entry in chain.entries_about(decision.subject) for row in place_actions(entry))
    placed = {row.id: row for row in told}
    placed |= {
        key: chain.archive.actions[key] for key, uppdrag in counts.carried.items() if uppdrag in own
    }
    return follow_actions(chain, placed.values(), chain.archive.today)
