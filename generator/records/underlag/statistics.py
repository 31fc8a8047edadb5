"""Underlag as figures: the table beside an entry of statistics, read with what the entry says.

`read_statement` is the way in. It reads the table's shape, then its columns (`layouts.py`,
`columns.py`), then its cells (`facts.py`), and returns figures and every problem on the way.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from generator.problems import Problem, Severity, quote, sort_problems
from generator.records.files.periods import Period, PeriodKind, spanning
from generator.records.files.tables import Table
from generator.records.kinds.entry import Entry, Statistics
from generator.records.mall.mall import Mall
from generator.records.underlag.facts import Fact, read_facts
from generator.records.underlag.layouts import Layout, understand_layout
from generator.records.underlag.observations import Observation
from generator.records.underlag.reader import Reader
from generator.records.underlag.shape import check_shape
from generator.records.underlag.totals import find_stated
from generator.swedish import capitalize, decapitalize

TOTAL_KEY = "totalt"


@dataclass(frozen=True, slots=True)
class Statement:
    """What a table says: its figures, those that are sums of periods among `facts`, its problems."""

    entry: Entry
    table: Table
    facts: tuple[Fact, ...] = ()
    observations: tuple[Observation, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def understood(self) -> bool:
        """Whether the whole table could be read."""
        return not any(problem.severity is Severity.FEL for problem in self.problems)


def read_statement(entry: Entry, said: Statistics, table: Table, mall: Mall) -> Statement:
    """Read the table beside an entry; whatever cannot be read is a problem at its cell."""
    if problems := list(check_shape(table)):
        return Statement(entry, table, problems=tuple(problems))
    kind = PeriodKind(said.period)
    layout, problems = understand_layout(table, mall, said.indicator, kind, entry.meeting.year)
    period = period_of(entry)
    if not problems:
        problems += check_periods_named(table, layout, period, kind)
    if problems:
        return Statement(entry, table, problems=tuple(problems))
    place = said.place or entry.place
    reader = Reader(
        table,
        layout,
        mall,
        said.indicator,
        kind,
        place,
        period,
        said.preliminary,
        said.dash == "noll",
        entry.meeting,
        year_of(entry),
    )
    facts = tuple(read_facts(reader))
    problems = [*reader.problems(), *check_repeated(table, facts)]
    figures = tuple(observe(entry, said, table, facts))
    stated = tuple(observe_stated(entry, said, figures, facts))
    return Statement(entry, table, facts, figures + stated, tuple(sort_problems(problems)))


def period_of(entry: Entry) -> Period | None:
    """Return the period that the entry's own days make, if they are those of one."""
    if entry.start is None or (entry.end and entry.end < entry.start):
        return None
    return spanning(entry.start, entry.end or entry.start)


def year_of(entry: Entry) -> int:
    """Return the year that the entry's own days lie in, or 0."""
    years = {day.year for day in (entry.start, entry.last_day) if day}
    return years.pop() if len(years) == 1 else 0


def check_periods_named(
    table: Table, layout: Layout, period: Period | None, kind: PeriodKind
) -> Iterator[Problem]:
    """Either the table or the entry's own days say what period the numbers are for."""
    if layout.names_periods or (period and period.kind is kind):
        return
    text = 'Ingen rubrik säger vilken period talen gäller. Lägg till en kolumn med rubriken Period, eller skriv periodens första och sista dag i posten, på raderna "datum" och "slutdatum".'
    yield table.problem(table.grid[0][0], text)


def check_repeated(table: Table, facts: tuple[Fact, ...]) -> Iterator[Problem]:
    """A table gives each figure once; of two rows or columns of one name, one problem is enough."""
    seen: dict[tuple[object, ...], Fact] = {}
    told: set[tuple[int, ...]] = set()
    lines = Counter(text for text, _ in {(one.label.text, one.cell.line) for one in facts})
    above = ""
    for fact in facts:
        above = fact.label.text if lines[fact.label.text] == 1 else above
        sums = None if fact.period else fact.cell
        key = (fact.label.id, fact.place_key, fact.period, fact.unit, sums)
        earlier = seen.setdefault(key, fact)
        places = (earlier.cell, fact.cell)
        beside = fact.cell.line == earlier.cell.line
        pair = tuple(cell.index if beside else cell.line for cell in places)
        if earlier is not fact and pair not in told:
            told.add(pair)
            yield table.problem(fact.cell, say_repeated(earlier, fact, above))


def say_repeated(earlier: Fact, fact: Fact, above: str) -> str:
    """Say which figure stands twice, and how both are kept; `above` is the nearest row of a name of its own."""
    when = fact.period.name if fact.period else ""
    if earlier.cell.line == fact.cell.line:
        said = f"Två kolumner gäller {when or 'samma sak'}: den här och {earlier.cell.address}."
        return f"{said} Rätta den ena rubriken, eller lägg den ena kolumnen i en egen post."
    if not fact.label.text:
        said = f"Två rader gäller {when or 'samma sak'}: den här och rad {earlier.cell.line}."
        return f"{said} Lägg till en kolumn med rubriken Typ som säger vad som skiljer dem åt."
    applies = f" och gäller {when}" if when else ""
    said = (
        f"Två rader heter {quote(fact.label.text)}{applies}: den här och rad {earlier.cell.line}."
    )
    example = f", som {quote(f'{above}, {decapitalize(fact.label.text)}')}" if above else ""
    way_out = f"Ge dem namn som skiljer dem åt{example}."
    return f"{said} {way_out} Är det samma uppgift räcker det att den står en gång."


def observe(
    entry: Entry, said: Statistics, table: Table, facts: tuple[Fact, ...]
) -> Iterator[Observation]:
    """Yield the facts as figures; sums of periods are none, nor blanks left for what is not over."""
    meeting, folder, name, source = (
        entry.meeting,
        entry.source.folder,
        entry.id,
        entry.origin_of_data or "",
    )
    for fact in facts:
        number, period = fact.number, fact.period
        left_blank = number.value is None and not number.mark
        if period is None or (left_blank and period.last >= meeting):
            continue
        if number.mark and period.first > meeting:
            number = replace(number, value=None)
        yield Observation(
            source=source,
            indicator=said.indicator,
            type=fact.label.text,
            parent=fact.label.parent.text if fact.label.parent else None,
            of_which=fact.label.of_which,
            total=fact.label.total or fact.place_total,
            place=fact.place,
            period=period,
            value=number.value,
            mark=number.mark if number.value is None else "",
            unit=fact.unit,
            base=fact.base,
            preliminary=fact.preliminary,
            note=fact.note,
            meeting=folder,
            entry=name,
            origin=table.origin(fact.cell),
            address=fact.cell.address,
        )


def observe_stated(
    entry: Entry, said: Statistics, figures: Sequence[Observation], facts: tuple[Fact, ...]
) -> Iterator[Observation]:
    """Yield the total that the entry states and the table has not, as a figure of its one period."""
    in_table = any(fact.label.total for fact in facts)
    if said.total is None or in_table or not figures or not find_stated(facts):
        return
    yield replace(
        figures[0],
        type=capitalize(TOTAL_KEY),
        parent=None,
        of_which=False,
        total=True,
        value=said.total,
        mark="",
        base=None,
        note="",
        origin=entry.origin("statistik", TOTAL_KEY),
        address="",
    )
