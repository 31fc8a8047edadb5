"""Rules for underlag: where it comes from, and figures that cannot all be right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TypeAlias

from generator.problems import Origin, Problem, Severity, list_choices, quote
from generator.records.archive import Archive
from generator.records.checks.saying import day, fault, likely_day, warning
from generator.records.files import Period
from generator.records.underlag import (
    DASHES,
    Fact,
    Observation,
    SeriesKey,
    Statement,
    Total,
    find_larger,
    find_stated,
    find_totals,
    find_unmet,
    sum_known,
)
from generator.swedish import capitalize, join_words, say_amount

UNDERLAG_SOURCE = "Polisen, anmälda brott"
UNDERLAG_KIND = "{indikator: Anmälda brott, period: månad}"
Amount: TypeAlias = int | Decimal
FEW_CELLS = 3
COMPARE = "Jämför med källan och rätta det tal som inte stämmer med den."


def underlag_names_its_source(archive: Archive) -> Iterator[Problem]:
    """Underlag names its source and its indicator; its table lies beside it."""
    for entry in archive.entries:
        if entry.kind.role != "statistik" or entry.removed:
            continue
        for key, value, example in (
            ("källa", entry.origin_of_data, UNDERLAG_SOURCE),
            ("statistik", entry.statistics, UNDERLAG_KIND),
        ):
            if not value:
                text = f'Raden saknas. Skriv till exempel "{key}: {example}".'
                yield fault(entry.origin(key), key, text)
        has_table = f"entries/{entry.id}" in archive.tables
        if not has_table and f"{entry.id}.csv" not in archive.unread:
            text = f"Tabellen saknas. Lägg {entry.source.stem}.csv bredvid posten."
            yield warning(entry.origin("slag"), "slag", text)


def only_underlag_has_figures(archive: Archive) -> Iterator[Problem]:
    """Only underlag says where its numbers come from, and what they are."""
    kinds = list_choices(row.name for row in archive.mall.kinds if row.role == "statistik")
    ways = {
        "källa": "Skriv i texten varifrån uppgiften kommer.",
        "statistik": f"Skriv slaget {kinds}, eller lägg talen i en egen post." if kinds else "",
    }
    for entry in archive.entries:
        if entry.kind.role in ("statistik", "inget") or not entry.tells:
            continue
        for key, way in ways.items():
            if entry.says(key):
                text = f'Raden är bara för statistik, men slaget är "{entry.kind.name}". {way}'
                yield warning(entry.origin(key), key, text.strip())


def tables_have_entries(archive: Archive) -> Iterator[Problem]:
    """A table lies beside the entry that says what it holds, and is gone when that is."""
    for stem, table in archive.tables.items():
        entry_id = stem.removeprefix("entries/")
        entry = archive.entry.get(entry_id)
        if entry_id in archive.disposed or (entry and entry.removed):
            state = "Innehållet i posten är borttaget" if entry else "Posten är gallrad"
            yield fault(Origin(table.path), "", f"{state}. Ta bort tabellen också.")
        elif not archive.knows(entry_id):
            name = stem.rpartition("/")[2]
            text = f"Tabellen hör inte till någon post. Skriv {name}.md bredvid, som säger vad den visar."
            yield fault(Origin(table.path), "", text)


def tables_are_understood(archive: Archive) -> Iterator[Problem]:
    """Every cell of a table of statistics can be read in one way, with what the entry says."""
    for statement in archive.statements.values():
        yield from statement.problems


def understood(archive: Archive) -> Iterator[Statement]:
    """Yield what the tables say that could be read to the last cell: of others no sum is known."""
    return (found for found in archive.statements.values() if found.understood)


def totals_are_sums(archive: Archive) -> Iterator[Problem]:
    """A total is the sum of its parts, when the table has them all."""
    for statement in understood(archive):
        for total in find_unmet(find_totals(statement.facts)):
            text = say_difference(total.stated, total.parts, total.sum)
            yield statement.table.problem(total.whole.cell, text, severity=Severity.VARNING)


def say_difference(whole: Amount, parts: Sequence[Fact], together: Amount) -> str:
    """Say what stands as the whole, what the parts are together, and the difference."""
    cells = f"{parts[0].cell.address} till {parts[-1].cell.address}"
    if len(parts) <= FEW_CELLS:
        cells = join_words(fact.cell.address for fact in parts)
    here = f"Här står {say_amount(whole)}, men delarna ({cells})"
    difference = together - whole if together > whole else whole - together
    return f"{here} är tillsammans {say_amount(together)}. {say_mending(difference)}"


def say_mending(difference: Amount) -> str:
    """Say how far numbers are apart, and what to do: the source tells which of them is wrong."""
    return f"Skillnaden är {say_amount(difference)}. {COMPARE}"


def dashes_are_told(archive: Archive) -> Iterator[Problem]:
    """Where a sum is right with a dash as a nought, the entry says whether that is what it is."""
    for statement in understood(archive):
        said = statement.entry.statistics
        numbers = [fact.number for fact in statement.facts]
        has_dash = any(one.value is None and one.mark in DASHES for one in numbers)
        if said is None or said.dash or not has_dash:
            continue
        found = next(filter(is_right_with_noughts, find_totals(statement.facts)), None)
        if found:
            text = (
                f"Strecken i tabellen kan betyda noll: summan på {found.whole.cell.address} stämmer då. "
                'Lägg till "streck: noll" om de gör det, annars "streck: saknas".'
            )
            yield warning(statement.entry.origin("statistik"), "statistik", text)


def is_right_with_noughts(total: Total) -> bool:
    """Say whether a total is the sum of its parts when the dashes among them are noughts."""
    missing = [part.number.mark for part in total.parts if part.number.value is None]
    return total.over == 0 and bool(missing) and all(mark in DASHES for mark in missing)


def parts_are_within_wholes(archive: Archive) -> Iterator[Problem]:
    """A "därav" is no more than what it is a part of."""
    for statement in understood(archive):
        for found in find_larger(statement.facts):
            part = found.parts[0]
            text = (
                f"{quote(part.label.text)} är {say_amount(found.sum)}, men det som den är en del av "
                f"({found.whole.cell.address}) är {say_amount(found.stated)}. "
                f"{say_mending(found.over)}"
            )
            yield statement.table.problem(part.cell, text, severity=Severity.VARNING)


def stated_totals_are_sums(archive: Archive) -> Iterator[Problem]:
    """The total that an entry states is the sum of its table, of one place and one period."""
    for statement in understood(archive):
        said, facts = statement.entry.statistics, statement.facts
        if said is None or said.total is None:
            continue
        origin, parts = statement.entry.origin("statistik", "totalt"), find_stated(facts)
        together = sum_known(parts)
        complete = all(part.number.value is not None for part in parts)
        if not parts:
            text = 'Tabellen har flera perioder, platser eller mått. Skriv totalerna i den, på rader som heter "Totalt".'
            yield fault(origin, "statistik.totalt", text)
        elif together > said.total or (together < said.total and complete):
            text = say_difference(said.total, parts, together)
            yield warning(origin, "statistik.totalt", text)


def figures_are_given_once(archive: Archive) -> Iterator[Problem]:
    """A meeting is given each figure once: of two, nobody could say which holds."""
    seen: dict[tuple[SeriesKey, Period, str], Observation] = {}
    for one in archive.observations:
        earlier = seen.setdefault((one.key, one.period, one.meeting), one)
        if earlier.entry != one.entry:
            what = f"{one.type or one.indicator.name}, {one.period.name},"
            text = f"{what} står också i {earlier.origin}. Är det samma uppgift räcker det att den står i en av posterna. Annars behöver de olika källa."
            yield fault(one.origin, one.address, text)


def figures_are_of_the_past(archive: Archive) -> Iterator[Problem]:
    """A figure is for a period that has begun when the meeting is held, and should be over."""
    for one in archive.observations:
        meeting = likely_day(archive, archive.entry[one.entry])
        if one.value is None or one.period.last < meeting:
            continue
        if one.period.first > meeting:
            text = f"{one.period.name} är efter mötet {day(meeting)}. Stämmer året?"
            yield fault(one.origin, one.address, capitalize(text))
        elif not one.preliminary:
            text = (
                f"{one.period.name} var inte slut vid mötet {day(meeting)}. Är talet preliminärt?"
            )
            yield warning(one.origin, one.address, capitalize(text))


RULES = (
    underlag_names_its_source,
    only_underlag_has_figures,
    tables_have_entries,
    tables_are_understood,
    totals_are_sums,
    dashes_are_told,
    parts_are_within_wholes,
    stated_totals_are_sums,
    figures_are_given_once,
    figures_are_of_the_past,
)
