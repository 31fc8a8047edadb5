"""One public event as the text of an entry: what the source says, and not a word more.

An event has no tillförlitlighet, allvar or polisanmält: the source does not say, and silence must
not become an assertion.
"""

from __future__ import annotations

import re
from datetime import date, time, timedelta

from generator.intake.polisen_file import Event
from generator.intake.polisen_settings import Placing
from generator.records import PLACEHOLDERS, Distribution, Mall, TimeOfDay
from generator.swedish import say_day

MARKS = re.compile(r"[\\`*_{}\[\]>|~&]")
BLOCK_START = re.compile(r"^(\d{0,9})([#+=.)-])")
NOT_IN_A_HEADING = re.compile(r"[^\w ,.()-]+")


def create_entry(event: Event, placing: Placing, mall: Mall) -> str:
    """Return the whole file: header, heading, summary, source."""
    lines = [f"{key}: {value}" for key, value in header(event, placing, mall).items()]
    paragraphs = [f"# {create_heading(event)}", escape(event.summary), create_source(event)]
    body = "\n\n".join(paragraph for paragraph in paragraphs if paragraph)
    return "\n".join(["---", *lines, "---", body, ""])


def header(event: Event, placing: Placing, mall: Mall) -> dict[str, str]:
    """Return the header's keys and values; the mall's names need no quotation marks."""
    part = time_of_day(mall, event.clock)
    values = {
        "organisation": placing.organisation.name,
        "problemtyp": placing.problem_type.name,
        "plats": placing.place.name,
        "datum": first_day(event, part).isoformat(),
    }
    if part:
        values["tid"] = part.name
    if placing.kind != mall.kinds[0]:
        values["slag"] = placing.kind.name
    widest = mall.widest(placing.problem_type)
    if mall.rank(mall.default(Distribution)) > mall.rank(widest):
        values["spridning"] = widest.name
    return values


def time_of_day(mall: Mall, clock: time | None) -> TimeOfDay | None:
    """Return the part of the day a time falls in, or None."""
    if clock is None:
        return None
    return next((row for row in mall.times if clock.hour in row.covered), None)


def first_day(event: Event, part: TimeOfDay | None) -> date:
    """Return the day an event is counted on: a night belongs to the day it begins."""
    after_midnight = event.clock and part and event.clock.hour < part.covered[0]
    return event.day - timedelta(days=1) if after_midnight else event.day


def create_heading(event: Event) -> str:
    """Return "Våld eller hot mot tjänsteman i Sala" for "Våld/hot mot tjänsteman"."""
    kind = NOT_IN_A_HEADING.sub(" ", event.type.replace("/", " eller "))
    comma = "," if "," in kind else ""
    heading = f"{kind}{comma} i {NOT_IN_A_HEADING.sub(' ', event.place)}"
    return " ".join(heading.split())


def create_source(event: Event) -> str:
    """Return the line that says where it was read, and what day and time the source tells."""
    day = say_day(event.day)
    clock = f" klockan {event.clock:%H.%M}" if event.clock else ""
    return f"Källa: [Polisens webbplats]({event.address}), {day}{clock}."


def escape(text: str) -> str:
    """Return text whose every character shows as itself when it is read as Markdown.

    `<` and the template's own words become entities: a backslash would not hide them from the
    rules that look for HTML and for what was left undone.
    """
    shown = MARKS.sub(r"\\\g<0>", text).replace("<", "&lt;")
    shown = BLOCK_START.sub(r"\1\\\2", shown)
    for word in PLACEHOLDERS:
        shown = shown.replace(word, f"{word[:-1]}&#{ord(word[-1])};")
    return shown
