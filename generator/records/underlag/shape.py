"""A table's shape: headings first, rows as long as they are, and neither titles nor notes about them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.problems import Problem, quote
from generator.records.files.tables import Cell, Table
from generator.records.underlag.columns import heading_signs, heading_slug
from generator.swedish import say_count

# How a note below a table begins, or what it looks like: a mark, a word and a colon, a sentence.
NOTE = re.compile(
    r"(?:käll(?:a|or)|anm(?:\.|ärkning(?:ar)?)?|not(?:er)?|fotnot(?:er)?|kommentar(?:er)?|obs|observera"
    r"|(?:tecken)?förklaring(?:ar)?|uppgifterna?|statistiken|senast|uppdaterad|hämtad|p|prel\.?) ?[\d)]{0,2} ?[:=].*"
    r"|[*¹²³⁰-⁹†].*|\(?(?:\d{1,2}|[a-z])\) ?\S.*|\.{1,2} ?=.*|(?:\S+ ){3,}\S+\.",
    re.IGNORECASE,
)


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
    begins = next((i for i, row in enumerate(below) if is_note(row)), len(below))
    return below[begins:]


def is_note(row: Sequence[Cell]) -> bool:
    """Say whether a row's one text looks like a note, or has no separators although it has several words."""
    text = first_text(row).text
    return NOTE.fullmatch(text) is not None or (len(row) == 1 and " " in text)


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
