"""The title of a public event: "22 augusti 09.15, Misshandel, grov, Sala".

The time of an event stands only there, and since 20 January 2026 its kommun too; until then the
kommun was the location, which now is the county.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time

from generator.problems import quote
from generator.swedish import MONTHS

TITLE = re.compile(r"(\d{1,2}) (\w+) (\d{1,2})[.:](\d\d)\b")
COUNTY = re.compile(r"(?:.* )?län", re.IGNORECASE)


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
    """Return the kommun: the location, or what stands last in the title where that is a county."""
    if location and not is_county(location):
        return location
    return last_in_title(title, kind) or location


def last_in_title(title: str, kind: str) -> str:
    """Return the kommun of "22 augusti 09.15, Misshandel, grov, Sala"; nothing when none is named.

    A type has commas of its own: "grov" is no kommun. A county after the kommun is left out.
    """
    _, *parts = (part.strip() for part in title.split(","))
    types = [part.strip().casefold() for part in kind.split(",")]
    begins_with_type = [part.casefold() for part in parts[: len(types)]] == types
    places = parts[len(types) if begins_with_type else 1 :]
    return next((part for part in reversed(places) if part and not is_county(part)), "")


def is_county(place: str) -> bool:
    """Say whether a place is "Västmanlands län"."""
    return COUNTY.fullmatch(place) is not None
