"""Words in a picture: how wide they are, where they break, and the signs of what is missing.

A word that has no room is broken too.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Callable, Iterable, Sequence
from functools import cache, lru_cache
from pathlib import Path

import matplotlib
from matplotlib.ft2font import FT2Font, LoadFlags

from generator.analysis import NO_MEETING, NOT_REPORTED, Amount
from generator.figures.canvas import SMALL, TEXT, Canvas, Ink
from generator.swedish import join_words

TITLE = 26  # the height of a panel's title of one line, with air below it
TITLE_LINE = 17
BELOW = 16  # from a period's name to its year
# The width of what another font must draw, as emoji, which are the widest.
ELSEWHERE = 1.4
# How many letters of a broken word stand together at least at its end.
LEFT_OVER = 3
# A part of a word begins best with one consonant and a vowel, if that is as near as this.
NEAR = 4
SYLLABLE = re.compile(r"[^\W\daeiouyåäö][aeiouyåäö]", re.IGNORECASE)


@lru_cache(maxsize=8192)
def width_of(words: str, size: float = TEXT, bold: bool = False) -> float:
    """Return how wide a line of text is, in pixels; systems' own letters are a little narrower."""
    return size * sum(advance_of(letter, bold) for letter in words)


@cache
def advance_of(letter: str, bold: bool) -> float:
    """Return how wide a letter is in matplotlib's own font, as a share of its size."""
    font = load_font(bold)
    if not font.get_char_index(ord(letter)):
        return ELSEWHERE
    return font.load_char(ord(letter), LoadFlags.NO_SCALE).horiAdvance / font.units_per_EM


def find_spare_fonts() -> str:
    """Return the folder of the fonts that come with matplotlib, of which one has a sign for any letter."""
    return str(Path(matplotlib.get_data_path(), "fonts/ttf"))


@cache
def load_font(bold: bool) -> FT2Font:
    """Return the font that comes with matplotlib: another of that name may measure otherwise."""
    name = "DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf"
    return FT2Font(str(Path(matplotlib.get_data_path(), "fonts/ttf", name)))


def wrap(words: str, width: float, size: float = TEXT, *, bold: bool = False) -> list[str]:
    """Break text into lines no wider than `width`.

    A word that is wider is broken too, after a hyphen of its own or with a new one.
    """

    def fits(text: str) -> bool:
        return width_of(text, size, bold) <= width

    lines: list[str] = []
    for word in words.split():
        first, *rest = break_word(word, fits)
        if lines and fits(f"{lines[-1]} {first}"):
            lines[-1] += f" {first}"
        else:
            lines.append(first)
        lines += rest
    return lines


def break_word(word: str, fits: Callable[[str], bool]) -> list[str]:
    """Break a word into parts that fit, each but the last ending with a hyphen."""
    parts: list[str] = []
    while len(word) > 1 and not fits(word):
        # As many letters as have room, at least one, but a few are left for the next line.
        ends = range(1, max(len(word) - LEFT_OVER, 1) + 1)
        most = max(1, bisect(ends, False, key=lambda end: not fits(f"{word[:end]}-")))
        tries = range(most, max(most - NEAR, LEFT_OVER), -1)
        end = next((end for end in tries if SYLLABLE.match(word, end)), most)
        own = word.rfind("-", 1, end + 1) + 1
        parts.append(word[:own] if own else f"{word[:end]}-")
        word = word[own or end :]
    return [*parts, word]


def break_title(title: str, width: float) -> list[str]:
    """Return a panel's title in lines no wider than the panel."""
    return wrap(title, width - 4, bold=True)


def height_of_title(lines: Sequence[str]) -> float:
    """Return how much room a title takes."""
    return TITLE + TITLE_LINE * (len(lines) - 1) if lines else 0


def write_title(canvas: Canvas, lines: Sequence[str]) -> None:
    """Write a title at the top of its panel."""
    for number, words in enumerate(lines):
        canvas.text((2, 11 + TITLE_LINE * number), words, bold=True)


def write_below(canvas: Canvas, middle: float, top: float, lines: Iterable[str]) -> None:
    """Write lines below what stands at `middle`, none of them beyond the sheet."""
    for number, words in enumerate(lines):
        half = width_of(words, SMALL) / 2
        place = (min(max(middle, half), canvas.width - half), top + BELOW * (number + 0.5))
        canvas.text(place, words, size=SMALL, ink=Ink.MUTED, anchor="middle")


SIGNS = {NO_MEETING: "×", NOT_REPORTED: "–"}
HIDDEN_SIGN, OTHER_SIGN = "*", "?"
NOTE = 18


def sign_of(amount: Amount) -> str:
    """Return what a picture writes for an amount: its number, or the sign for why there is none."""
    other = HIDDEN_SIGN if amount.is_hidden else OTHER_SIGN
    return SIGNS.get(amount.missing, other) if amount.missing else str(amount)


def name_signs(amounts: Iterable[Amount]) -> dict[str, str]:
    """Return what each sign among amounts stands for."""
    told: dict[str, dict[str, None]] = {}
    for amount in amounts:
        if amount.missing:
            told.setdefault(sign_of(amount), {})[amount.missing] = None
    return {sign: join_words(reasons, "eller") for sign, reasons in told.items()}


def explain_signs(amounts: Iterable[Amount]) -> str:
    """Return what the signs among amounts stand for, each once."""
    return " · ".join(f"{sign} {reason}" for sign, reason in name_signs(amounts).items())


def write_notes(canvas: Canvas, lines: Sequence[str], top: float) -> None:
    """Write lines about a picture below it, from a height down, each as high as `NOTE`."""
    for number, words in enumerate(lines):
        canvas.text((1, top + NOTE * (number + 0.5)), words, size=SMALL, ink=Ink.MUTED)
