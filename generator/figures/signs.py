"""The signs that stand where a number is missing, each explained below the picture that has it."""

from __future__ import annotations

from collections.abc import Iterable

from generator.analysis import NO_MEETING, NOT_REPORTED, Amount

SIGNS = {NO_MEETING: "×", NOT_REPORTED: "–"}
OTHER_SIGN = "?"


def sign_of(amount: Amount) -> str:
    """Return what a picture writes for an amount: its number, or the sign for why there is none."""
    return SIGNS.get(amount.missing, OTHER_SIGN) if amount.missing else str(amount)


def explain_signs(amounts: Iterable[Amount]) -> str:
    """Return what the signs among amounts stand for, each once."""
    missing = {sign_of(amount): amount.missing for amount in amounts if amount.missing}
    return " · ".join(f"{sign} {reason}" for sign, reason in missing.items())
