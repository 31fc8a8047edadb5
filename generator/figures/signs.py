"""The signs that stand where a number is missing, each explained below the picture that has it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from generator.analysis import NO_MEETING, NOT_REPORTED, Amount
from generator.figures.canvas import SMALL, Canvas, Ink
from generator.swedish import join_words

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
