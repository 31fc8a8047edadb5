"""Underlag as figures: the table beside an entry of statistics, read with what the entry says.

`read_statement` is the way in. It reads the table's shape, then its columns (`layouts.py`,
`columns.py`), then its cells (`facts.py`), and returns figures and every problem on the way.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from generator.problems import Problem, Severity, quote, sort_problems
from generator.records.files import Cell, Period, PeriodKind, Table, spanning
from generator.records.kinds import Entry, Statistics
from generator.records.mall import Mall
from generator.records.underlag.columns import heading_signs, heading_slug
from generator.records.underlag.facts import read_facts
from generator.records.underlag.layouts import Layout, Reader, understand_layout
from generator.records.underlag.observations import Fact, Observation
from generator.records.underlag.totals import find_stated
from generator.swedish import capitalize, decapitalize, say_count

# How a note below a table begins, or what it looks like: a mark, a word and a colon, a sentence.
NOTE = re.compile(
    r"(?:käll(?:a|or)|anm(?:\.|ärkning(?:ar)?)?|not(?:er)?|fotnot(?:er)?|kommentar(?:er)?|obs|observera"
    r"|(?:tecken)?förklaring(?:ar)?|uppgifterna?|statistiken|senast|uppdaterad|hämtad|p|prel\.?) ?[\d)]{0,2} ?[:=].*"
    r"|[*¹²³⁰-⁹†].*|\(?(?:\d{1,2}|[a-z])\) ?\S.*|\.{1,2} ?=.*|(?:\S+ ){3,}\S+\.",
    re.IGNORECASE,
)
TOTAL_KEY = "totalt"


def check_shape(table: Table) -> Iterator[Problem]:
    """Yield titles, notes, headings that are missing or stand twice, and rows of another length."""
    heading, *rows = table.grid
    width = len(heading)
    lone = [is_alone(row) for row in table.grid]
    if not all(lone) and (titles := table.grid[: lone.index(False)]):
        text = "Raden är en titel, inte rubriker. Flytta texten till posten, så att den första raden säger vad varje kolumn är."
        yield from (table.problem(first_text(row), text) for row in titles)
        return
    yield from check_headings(table, heading)
    if width == 1:
        text = "Tabellen har en enda kolumn. Sätt semikolon mellan kolumnerna på varje rad."
        yield table.problem(heading[0], text)
    elif not rows:
        yield table.problem(heading[0], "Tabellen har bara rubriker. Klistra in raderna också.")
    else:
        notes = find_notes(rows)
        again = [row for row in rows if [one.text for one in row] == [one.text for one in heading]]
        text = "Raden är rubrikerna en gång till. Lägg det som står under den i en egen post."
        yield from (table.problem(row[0], text) for row in again)
        yield from check_widths(table, rows[: len(rows) - len(notes)], width)
        text = "Raden är en fotnot, ingen del av tabellen. Flytta texten till posten."
        yield from (table.problem(first_text(row), text) for row in notes)


def check_headings(table: Table, heading: Sequence[Cell]) -> Iterator[Problem]:
    """Yield headings that are missing or stand twice."""
    seen: dict[tuple[str, str], Cell] = {}
    for cell in heading:
        if not cell.text:
            yield table.problem(cell, "Kolumnen saknar rubrik. Skriv vad som står i den.")
        elif (earlier := seen.setdefault(name_of(cell), cell)) is not cell:
            yield table.problem(cell, say_twice(cell, earlier))


def name_of(heading: Cell) -> tuple[str, str]:
    """Return what tells a heading from others: its letters and digits, and the signs that say more."""
    return heading_slug(heading.text), heading_signs(heading.text)


def say_twice(cell: Cell, earlier: Cell) -> str:
    """Say that two columns have one name, and what to do: a column of numbers is never in the way."""
    if cell.text.casefold() == earlier.text.casefold():
        said = f"Rubriken {quote(cell.text)} står också på {earlier.address}."
    else:
        said = f"Rubriken {quote(cell.text)} är densamma som {quote(earlier.text)} på {earlier.address}, när fotnotsmärken och andra tecken är borta."
    return f"{said} Ge kolumnerna namn som skiljer dem åt, eller lägg den ena i en egen post."


def is_alone(row: Sequence[Cell]) -> bool:
    """Say whether a row holds one text alone."""
    return sum(bool(cell.text) for cell in row) == 1


def first_text(row: Sequence[Cell]) -> Cell:
    """Return the first cell where something stands."""
    return next(cell for cell in row if cell.text)


def find_notes(rows: Sequence[tuple[Cell, ...]]) -> Sequence[tuple[Cell, ...]]:
    """Return the rows last in a table that are notes: from the first that looks like one."""
    ends = next((i for i in range(len(rows), 0, -1) if not is_alone(rows[i - 1])), 0)
    below = rows[ends:]
    for number, row in enumerate(below):
        text = first_text(row).text
        # One without separators although it has several words is a note too.
        if NOTE.fullmatch(text) or (len(row) == 1 and " " in text):
            return below[number:]
    return ()


def check_widths(table: Table, rows: Sequence[tuple[Cell, ...]], width: int) -> Iterator[Problem]:
    """Yield rows with more or fewer cells than there are headings."""
    headings = say_count(width, "rubrik", "rubriker")
    for row in rows:
        beyond = next((cell for cell in row[width:] if cell.text), None)
        if beyond:
            text = f"{quote(beyond.text)} står utanför tabellen, som har {headings}. "
            text += (
                'Ett tal med decimalkomma skrivs "8,9", med citattecken.'
                if table.separator == ","
                else "Flytta det, eller ge kolumnen en rubrik."
            )
            yield table.problem(beyond, text)
        elif len(row) < width:
            cells = say_count(len(row), "cell", "celler")
            text = f'Raden har {cells}, men tabellen har {headings}. Skriv ".." där ett tal saknas.'
            yield table.problem(row[-1], text)


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
