"""Questions on the command line: each is asked again, with the reason, until the answer will do."""

from __future__ import annotations

import sys
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

import click
from pydantic_core import PydanticCustomError

from generator.cli.showing import say
from generator.problems import CannotRun, quote, suggest
from generator.records import REMARK, Archive, Dated, Row, parse_day
from generator.swedish import join_words

AnyRow = TypeVar("AnyRow", bound=Row)
YES, NO = ("j", "ja"), ("n", "nej")
# What stands in the editor first; a text of the archive has no such line.
ADVICE = f"""
{REMARK} Två till fyra meningar: vad, var och när, hur vanligt det är, vad som har gjorts och vad som
{REMARK} behövs. Rader som börjar med {REMARK} tas bort.
"""


def ask_text(words: str, proposed: str | None = None) -> str:
    """Ask for one line of text; with Enter it is the proposed one, where there is one."""
    return str(click.prompt(words, type=str, default=proposed)).strip()


def ask_yes(words: str) -> bool:
    """Ask for yes or no; only a yes is a yes."""
    while True:
        answer = ask_text(f"{words} (ja/nej)").casefold()
        if answer in (*YES, *NO):
            return answer in YES
        say("Svara ja eller nej.")


def ask_word(
    words: str,
    allowed: Sequence[str],
    *,
    offered: Sequence[str] = (),
    notes: Mapping[Any, str] | None = None,
) -> str:
    """Ask for one of the allowed words; its number in the list will do.

    Only those `offered` are listed, when there are any; `notes` says more of some.
    """
    listed = offered or allowed
    say(f"{words}:")
    for number, word in enumerate(listed, 1):
        note = (notes or {}).get(word)
        say(f"  {number}  {word}{f' – {note}' if note else ''}")
    known = {word.casefold(): word for word in allowed}
    known |= {str(number): word for number, word in enumerate(listed, 1)}
    while True:
        answer = ask_text("Nummer eller namn")
        if found := known.get(answer.casefold()):
            return found
        hint = say_nearest(answer, allowed, listed)
        say(f"{quote(answer)} finns inte i listan. {hint}")


def say_nearest(answer: str, allowed: Sequence[str], listed: Sequence[str]) -> str:
    """Name what may have been meant, or else what was listed."""
    more = ", eller skriv ett annat ord ur mallen" if len(allowed) > len(listed) else ""
    return str(suggest(answer, allowed)) or f"Välj bland {join_words(listed)}{more}."


def choose(
    archive: Archive,
    kind: type[AnyRow],
    words: str,
    given: str | None,
    day: date,
    only: Collection[str] = (),
) -> AnyRow:
    """Return the row of the mall that was given, or else ask for it among those in use that day.

    `only` names the rows that will do, where not all of them will.
    """
    mall = archive.mall
    valid = (r for r in mall.rows(kind) if not isinstance(r, Dated) or r.valid_at(day))
    rows = [row for row in valid if not only or row.name in only]
    named = {row.name: row for row in rows}
    every = {word: row for row in rows for word in row.words}
    if given is None:
        return every[ask_word(words, list(every), offered=list(named))]
    found = mall.find(kind, given)
    if found is None or found.name not in named:
        nearest = suggest(given, every)
        raise CannotRun(f"{words}: {quote(given)} kan inte stå där. {nearest}".strip())
    return found


def ask_optional(words: str) -> str:
    """Ask for a text that may be left out."""
    return str(click.prompt(f"{words} (får vara tomt)", default="", show_default=False)).strip()


def ask_day(words: str) -> date:
    """Ask for a day, until it is one."""
    while True:
        if day := read_day(ask_text(f"{words}, ÅÅÅÅ-MM-DD")):
            return day


def ask_last_day(words: str) -> date | None:
    """Ask for a day that may be left out."""
    while answer := ask_optional(f"{words}, ÅÅÅÅ-MM-DD"):
        if day := read_day(answer):
            return day
    return None


def read_day(answer: str) -> date | None:
    """Return the day that was answered, or say why it is none."""
    try:
        return parse_day(answer)
    except PydanticCustomError as error:
        say(error.message())
        return None


def ask_long(words: str) -> str:
    """Ask for a text of several lines, in the editor; on one line where there is nobody to open one for."""
    if not sys.stdin.isatty():
        return ask_text(words)
    while True:
        written = click.edit(ADVICE, extension=".md") or ""
        lines = [line for line in written.splitlines() if not line.startswith(REMARK)]
        if text := "\n".join(lines).strip():
            return text
        say(f"{words} saknas. Skriv i editorn, spara och stäng.")
