"""Questions on the command line: each is asked again, with the reason, until the answer will do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import click

from generator.cli.showing import say
from generator.problems import quote, suggest
from generator.swedish import join_words

YES, NO = ("j", "ja"), ("n", "nej")


def ask_text(words: str) -> str:
    """Ask for one line of text."""
    return str(click.prompt(words, type=str)).strip()


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
