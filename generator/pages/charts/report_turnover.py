"""The åtgärder of thirteen months: how many were new, ended and late, as each report tells it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.analysis import Amount, Turnover, find_day
from generator.figures import Cell, Figure, Flow, Flows, Grid, Row
from generator.pages.report_book import Book
from generator.pages.report_cells import Column
from generator.pages.report_words import label_months
from generator.records import Report
from generator.swedish import capitalize, say_count, say_day

NAMES = ("Nya", "Avslutade", "Försenade")
ANCHORS = ("_atgarder", "_atgarder", "_atgarder-forsenade")


@dataclass(frozen=True, slots=True)
class Step:
    """A month and its åtgärder, None where it had no meeting."""

    column: Column
    turnover: Turnover | None

    @property
    def amounts(self) -> tuple[Amount, Amount, Amount]:
        """How many were new, ended and late."""
        if self.turnover is None:
            missing = Amount(None, self.column.missing)
            return missing, missing, missing
        return (
            Amount(self.turnover.opened),
            Amount(self.turnover.closed),
            Amount(self.turnover.late),
        )


def chart_turnover(book: Book, report: Report) -> Iterator[Figure]:
    """Show the åtgärder month by month, if there have been any."""
    steps = [Step(column, book.turnover.get(column.month)) for column in book.year(report)]
    if not any(amount.value for step in steps for amount in step.amounts):
        return
    now = book.turnover[report.id]
    labels = label_months([step.column.month for step in steps])
    yield Figure(
        anchor="_bild-atgarder",
        title=title_turnover(now),
        sentences=(say_turnover(book, report, now),),
        pictures=(
            Flows(
                NAMES,
                tuple(
                    Flow(*step.amounts, label, year)
                    for step, (label, year) in zip(steps, labels, strict=True)
                ),
            ),
        ),
        grid=Grid("Månad", NAMES, tuple(list_steps(steps))),
        file=f"rapporter/{report.id}-atgarder.csv",
        notes=(
            "Nya åtgärder togs upp vid månadens möten. Avslutade blev klara eller avbröts mellan "
            "förra rapporten och den här. Försenade var öppna på rapportens dag fast de skulle ha "
            "varit klara.",
        ),
    )


def list_steps(steps: Sequence[Step]) -> Iterator[Row]:
    """Yield a row a month; each number leads to the åtgärder of that month's report."""
    for step in steps:
        cells = tuple(
            Cell(amount, f"{step.column.address}#{anchor}" if amount.value else "")
            for amount, anchor in zip(step.amounts, ANCHORS, strict=True)
        )
        address = step.column.address if step.column.report else ""
        yield Row(step.column.label, cells, address)


def title_turnover(now: Turnover) -> str:
    """Say whether more åtgärder came than went."""
    if not now.opened and not now.closed:
        return "Inga åtgärder tillkom eller avslutades"
    if now.opened == now.closed:
        return "Lika många åtgärder tillkom som avslutades"
    more, fewer = ("tillkom", "avslutades")[:: 1 if now.opened > now.closed else -1]
    return f"Fler åtgärder {more} än {fewer}"


def say_turnover(book: Book, report: Report, now: Turnover) -> str:
    """Say how many came and went with the report, and how many were late on its day."""
    day = say_day(find_day(report, book.desk.archive.today))
    came = say_count(now.opened, "åtgärd", "åtgärder") if now.opened else "ingen åtgärd"
    went = (
        f"{say_count(now.closed, '', '').strip()} avslutades" if now.closed else "ingen avslutades"
    )
    late = "Ingen"
    if now.late:
        late = capitalize(say_count(now.late, "", "").strip())
    were = "var försenad" if now.late < 2 else "var försenade"
    column = book.column(report.id)
    when = f"Hittills {column.when}" if column.under_way else capitalize(column.when)
    return f"{when} tillkom {came} och {went}. {late} {were} den {day}."
