"""Short ways to say a fel or a varning, and the rules that several kinds of record share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from markdown_it.token import Token

from generator.problems import Origin, Problem, Severity, quote
from generator.records.archive import Archive
from generator.records.files import Keys, Source, name_keys
from generator.records.forms import Form, names_of
from generator.records.kinds import Entry, Meeting, Record
from generator.records.mall import Dated, Mall, ProblemType
from generator.swedish import say_short_day

# A meeting is held so near its planned day.
FARTHEST_HELD = timedelta(days=30)


def fault(origin: Origin, field: str, text: str, paste: str = "") -> Problem:
    """Return what stops everything."""
    return Problem(origin, text, field, paste)


def warning(origin: Origin, field: str, text: str, paste: str = "") -> Problem:
    """Return what is shown, and builds."""
    return Problem(origin, text, field, paste, Severity.VARNING)


def origin_of(source: Source, token: Token) -> Origin:
    """Return where a block of a record's text begins."""
    return source.place_in_text(token.map[0] if token.map else 0)


def day(value: date) -> str:
    """Write a day as `12 nov 2026`."""
    return say_short_day(value)


def likely_day(archive: Archive, record: Entry | Meeting) -> date:
    """Return the day of a record's meeting, or its planned one where the year it was held is likely wrong.

    That is told where the day is written, and not of all that hangs on it.
    """
    told = archive.day_of(record)
    planned = date.fromisoformat(archive.taken_up_at(record))
    return planned if abs(told - planned) > FARTHEST_HELD else told


def check_numbers(record: Record, key: str, rows: Sequence[Any]) -> Iterator[Problem]:
    """Rows that others refer to carry a number, unless there is one row; none stands twice."""
    if len(rows) < 2:
        return
    taken = Counter(row.number for row in rows)
    for index, row in enumerate(rows):
        if row.number is None:
            free = next(n for n in range(index + 1, len(rows) + index + 2) if not taken[n])
            text = f'Raden saknar nummer, som behövs när det finns flera rader. Skriv till exempel "nr: {free}".'
            yield fault(record.origin(key, index), f"{key}.nr", text)
        elif taken[row.number] > 1:
            text = f"Numret {row.number} står på flera rader. Ge raden ett eget nummer."
            yield fault(record.origin(key, index, "nr"), f"{key}.nr", text)


def check_no_heading(record: Record) -> Iterator[Problem]:
    """A text whose page has a heading of its own has none of level one: it would not be shown."""
    for number in record.source.headings[:1]:
        origin = Origin(record.path, record.source.body_line + number)
        text = 'Sidan har redan en rubrik. Börja raden med "##":'
        yield fault(origin, "rubrik", text, f"#{record.source.lines[origin.line - 1]}")


def check_words(mall: Mall, record: Record, when: date, what: str) -> Iterator[Problem]:
    """Every word of the mall with a beginning or an end is used only between them."""
    for keys, row in dated_words(record):
        area = mall.area_of(row) if isinstance(row, ProblemType) else None
        if row.valid_at(when) and (area is None or area.valid_at(when)):
            continue
        origin, field = record.origin(*keys), name_keys(keys)
        yield from check_valid(row, when, origin, field, what)
        if area and row.valid_at(when):
            belongs = f'"{row.name}" hör till området "{area.name}", som'
            yield from check_valid(area, when, origin, field, what, belongs)


def dated_words(value: object, keys: Keys = ()) -> Iterator[tuple[Keys, Dated]]:
    """Yield every dated row a record names, with the keys it stands at."""
    if isinstance(value, Dated):
        yield keys, value
    elif isinstance(value, Form):
        for name, key in names_of(type(value), Dated):
            if inner := getattr(value, name):
                yield from dated_words(inner, (*keys, key))
    elif isinstance(value, tuple):
        for index, inner in enumerate(value):
            yield from dated_words(inner, (*keys, index))


def check_valid(
    row: Dated | None, when: date, origin: Origin, field: str, what: str, named: str = ""
) -> Iterator[Problem]:
    """A word of the mall is used only between its days; `what` has its day at `when`.

    The sentence begins with `named`, or else with the word.
    """
    if row is None or row.valid_at(when):
        return
    if row.since and when < row.since:
        limit = f"gäller från {day(row.since)}"
    else:
        limit = f"gällde till och med {day(row.until)}" if row.until else ""
    successor = getattr(row, "succeeded_by", None)
    hint = (
        f'Skriv "{successor}" i stället.' if successor else "Välj ett ord ur mallen som gällde då."
    )
    yield fault(
        origin, field, f"{named or quote(row.name)} {limit}, men {what} är {day(when)}. {hint}"
    )
