"""Questions to the one at the keyboard: an answer that will not do is explained and asked for again."""

from __future__ import annotations

from collections.abc import Sequence

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


def ask_word(words: str, allowed: Sequence[str]) -> str:
    """Ask for one of the allowed words; its number in the list will do."""
    say(f"{words}:")
    for number, word in enumerate(allowed, 1):
        say(f"  {number}  {word}")
    known = {word.casefold(): word for word in allowed}
    known |= {str(number): word for number, word in enumerate(allowed, 1)}
    while True:
        answer = ask_text("Nummer eller namn")
        if found := known.get(answer.casefold()):
            return found
        say(" ".join((f"{quote(answer)} finns inte i listan.", say_nearest(answer, allowed))))


def say_nearest(answer: str, allowed: Sequence[str]) -> str:
    """Name what may have been meant, or else all there is."""
    return str(suggest(answer, allowed)) or f"Välj bland {join_words(allowed)}."
