"""The police's public events as they come: the raw API answer, or the archive kept as CSV.

`details` is never read: it may name people. The source's own `datetime` is when the event was
published. When it was stands only in the title, "22 augusti 09.15, Misshandel, grov, Sala", and
since 20 January 2026 its kommun too; until then the kommun was the location, which now is the county.
"""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from generator.intake.folder import read_given
from generator.problems import ArchiveError, Origin, Problem, quote, refuse
from generator.records import FIRST_YEAR, LAST_YEAR, decode_text, hide_personal
from generator.swedish import MONTHS, join_words, say_count

TITLE = re.compile(r"(\d{1,2}) (\w+) (\d{1,2})[.:](\d\d)\b")
COUNTY = re.compile(r"(?:.* )?län", re.IGNORECASE)
SITE = "https://polisen.se"
# What an event is made of, and what the two sources call it.
API_KEYS = {
    "id": "id",
    "published": "datetime",
    "title": "name",
    "type": "type",
    "place": "location",
    "summary": "summary",
    "url": "url",
}
CSV_COLUMNS = API_KEYS | {
    "id": "event_id",
    "published": "published_at",
    "title": "title",
    "place": "api_location",
}
MAY_BE_EMPTY = ("summary", "place")
# The hour is not padded in the API: "2024-03-31 8:50:32 +02:00".
PUBLISHED = re.compile(
    r"(\d{4}-\d\d-\d\d)[T ](\d{1,2})(:\d\d:\d\d)(?: ?([+-]\d\d:\d\d|Z))?", re.ASCII
)
SWEDEN = ZoneInfo("Europe/Stockholm")
URL = re.compile(r"/[\w/.,~%+-]+", re.ASCII)
NUMBER = re.compile(r"[1-9][0-9]{0,11}")


@dataclass(frozen=True, slots=True)
class Event:
    """One public event; `clock` is None where the title tells a time after publication.

    `place` is the kommun, or the county where the police say no more.
    """

    id: str
    title: str
    type: str
    place: str
    summary: str
    address: str
    published: datetime
    day: date
    clock: time | None
    origin: Origin

    @property
    def names_kommun(self) -> bool:
        """Whether it is said more nearly than by county where it was."""
        return not is_county(self.place)


def read_events(file: Path) -> list[Event | Problem]:
    """Read a file of events; what is no event is a problem at its place, in the file's order.

    Raises an `ArchiveError` when the file as a whole is something else, `CannotRun` when it cannot
    be read.
    """
    name = hide_personal(file.name)
    text = decode_text(read_given(file), name)
    if not text.strip():
        raise refuse(name, "Filen är tom.")
    parse = parse_json if text.lstrip()[0] in "[{" else parse_csv
    return list(parse(text, name))


def parse_json(text: str, path: str) -> Iterator[Event | Problem]:
    """Take the API's list one value at a time, so that each is known by its line."""
    decoder = json.JSONDecoder()
    place = skip_to_value(text, 0, "[")
    if text.lstrip()[0] != "[":
        raise refuse(path, 'Här väntas en lista av händelser: filen ska börja med "[".')
    line, counted = 1, 0
    while place < len(text) and text[place] != "]":
        line, counted = line + text.count("\n", counted, place), place
        origin = Origin(path, line, place - text.rfind("\n", 0, place))
        try:
            value, place = decoder.raw_decode(text, place)
        except (ValueError, RecursionError):
            yield Problem(origin, "Härifrån är filen ingen riktig JSON. Resten är inte läst.")
            return
        yield parse_record(value, API_KEYS, origin)
        place = skip_to_value(text, place, ",")
    if place >= len(text):
        yield Problem(Origin(path, line), "Listan är inte avslutad. Filen är kanske avkortad.")


def skip_to_value(text: str, place: int, mark: str) -> int:
    """Return where the next value begins, past blanks and at most one `mark`."""
    found = re.compile(rf"\s*{re.escape(mark)}?\s*").match(text, place)
    return found.end() if found else place


def parse_csv(text: str, path: str) -> Iterator[Event | Problem]:
    """Take the archived table row by row; a row may run over several lines."""
    reader = csv.reader(io.StringIO(text), strict=True)
    line = 1
    try:
        header = [name.strip() for name in next(reader)]
        if missing := [name for name in CSV_COLUMNS.values() if name not in header]:
            text = (
                f"Filen saknar {join_words(missing, 'och')}. Det ska vara polisens händelser: "
                "svaret från polisen.se/api/events, eller arkivet i CSV."
            )
            raise refuse(path, text)
        line = reader.line_num + 1
        for row in reader:
            if row:
                yield parse_row(row, header, Origin(path, line))
            line = reader.line_num + 1
    except csv.Error:
        text = "Härifrån är filen ingen riktig CSV. Resten är inte läst."
        yield Problem(Origin(path, line), text)


def parse_row(row: list[str], header: list[str], origin: Origin) -> Event | Problem:
    """Take one row of the table."""
    if len(row) != len(header):
        columns, right = say_count(len(row), "kolumn", "kolumner"), say_count(len(header), "", "")
        return Problem(origin, f"Raden har {columns} i stället för {right.strip()}.")
    return parse_record(dict(zip(header, row, strict=True)), CSV_COLUMNS, origin)


def parse_record(record: Any, names: dict[str, str], origin: Origin) -> Event | Problem:
    """Take one record of either source."""
    if not isinstance(record, dict):
        return Problem(origin, "Här står något annat än en händelse.")
    found = {key: clean(text_of(record.get(name))) for key, name in names.items()}
    missing = [names[key] for key, text in found.items() if not text and key not in MAY_BE_EMPTY]
    if missing:
        return Problem(origin, f"Händelsen saknar {join_words(missing, 'och')}.", found["id"])
    try:
        return parse_event(found, origin)
    except ArchiveError as error:
        return error.problems[0]


def text_of(value: Any) -> str:
    """Return a value as text: numbers as digits, a location by its name, else nothing."""
    if isinstance(value, dict):
        value = value.get("name")
    return str(value) if isinstance(value, str | int) else ""


def clean(text: str) -> str:
    """Return text on one line, composed, without what no editor shows (and no file can hold)."""
    seen = " ".join(unicodedata.normalize("NFC", text).split())
    return "".join(found for found in seen if unicodedata.category(found) not in ("Cc", "Cs"))


def parse_event(found: dict[str, str], origin: Origin) -> Event:
    """Turn the texts into an event; an `ArchiveError` holds the one problem."""
    if not NUMBER.fullmatch(found["id"]):
        raise doubt(origin, found, f"{quote(found['id'])} är inget nummer på en händelse.")
    published = parse_published(found, origin)
    try:
        day, clock = parse_title(found["title"], published)
    except ValueError as error:
        raise doubt(origin, found, str(error)) from None
    place = choose_place(found["place"], found["title"], found["type"])
    if not place:
        text = "Händelsen säger inte var: varken platsen eller rubrikens slut är en kommun."
        raise doubt(origin, found, text)
    return Event(
        id=found["id"],
        title=found["title"],
        type=found["type"],
        place=place,
        summary=found["summary"],
        address=parse_address(found, origin),
        published=published,
        day=day,
        clock=clock if datetime.combine(day, clock) <= published else None,
        origin=origin,
    )


def parse_published(found: dict[str, str], origin: Origin) -> datetime:
    """Take the time of publication, with or without a padded hour, as the Swedish time that titles tell.

    Both sources write Sweden's own offset; a copy in UTC is of the same moment.
    """
    published = None
    if match := PUBLISHED.fullmatch(found["published"]):
        day, hour, rest, offset = match.groups(default="")
        try:
            moment = datetime.fromisoformat(f"{day}T{hour:>02}{rest}{offset}")
            published = moment.astimezone(SWEDEN).replace(tzinfo=None) if offset else moment
        except (ValueError, OverflowError):
            published = None
    if published is None or not FIRST_YEAR <= published.year <= LAST_YEAR:
        raise doubt(origin, found, f"{quote(found['published'])} är ingen tid för publicering.")
    return published


def parse_address(found: dict[str, str], origin: Origin) -> str:
    """Take the event's address on the police's site, whole or from its root."""
    url = found["url"].removeprefix(SITE)
    if not URL.fullmatch(url):
        raise doubt(origin, found, f"{quote(found['url'])} är ingen adress på polisens webbplats.")
    return SITE + url


def doubt(origin: Origin, found: dict[str, str], text: str) -> ArchiveError:
    """Return the error that keeps one record out; it is labelled by the event's number."""
    return ArchiveError([Problem(origin, text, found["id"])])


def parse_title(title: str, published: datetime) -> tuple[date, time]:
    """Take day and time of the event; a `ValueError` says why there are none."""
    match = TITLE.match(title)
    try:
        if match is None:
            raise ValueError
        clock = time(int(match[3]), int(match[4]))
        day = nearest_day(int(match[1]), MONTHS.index(match[2].casefold()) + 1, published.date())
    except ValueError:
        text = f"Rubriken {quote(title)} börjar inte med dag, månad och klockslag."
        raise ValueError(text) from None
    if day > published.date():
        raise ValueError(f"Dagen i rubriken, {day}, är efter publiceringen, {published.date()}.")
    return day, clock


def nearest_day(day: int, month: int, published: date) -> date:
    """Return the day of the title in the year that lies nearest publication.

    Titles have no year: 31 December published on 1 January is last year's.
    """
    years = (published.year - 1, published.year, published.year + 1)
    days = [date(year, month, day) for year in years if has_day(year, month, day)]
    if not days:
        raise ValueError
    return min(days, key=lambda found: abs(found - published))


def has_day(year: int, month: int, day: int) -> bool:
    """Say whether the day exists; 29 February does not every year."""
    try:
        return bool(date(year, month, day))
    except ValueError:
        return False


def choose_place(location: str, title: str, kind: str) -> str:
    """Return the kommun: the location, or what stands last in the title where that is a county.

    A type has commas of its own: "grov" is no kommun of "22 augusti 09.15, Misshandel, grov, Sala".
    A county after the kommun is left out.
    """
    if location and not is_county(location):
        return location
    _, *parts = (part.strip() for part in title.split(","))
    types = [part.strip().casefold() for part in kind.split(",")]
    begins_with_type = [part.casefold() for part in parts[: len(types)]] == types
    places = parts[len(types) if begins_with_type else 1 :]
    return next((part for part in reversed(places) if part and not is_county(part)), location)


def is_county(place: str) -> bool:
    """Say whether a place is "Västmanlands län"."""
    return COUNTY.fullmatch(place) is not None
