"""A number, or the reason why there is none: missing is never zero, to the last pixel."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from generator.swedish import say_amount

NO_MEETING = "inget möte"
NO_MATERIAL = "inget underlag"
NOT_REPORTED = "har inte rapporterat"
PARTLY_HIDDEN = "delvis dolt"
# How the words for a number begin that is known to whoever gave it, and not shown.
HIDDEN = (PARTLY_HIDDEN, "dolt", "färre än", "mindre än", "under", "högst")


@dataclass(frozen=True, slots=True)
class Amount:
    """A number, or in `missing` the Swedish words for why it is not known; always one of them."""

    value: int | Decimal | None
    missing: str = ""

    def __post_init__(self) -> None:
        if (self.value is None) != bool(self.missing):
            raise ValueError(f"an amount is a number or says why not: {self!r}")

    def __str__(self) -> str:
        return self.missing if self.value is None else say_amount(self.value)

    @property
    def is_hidden(self) -> bool:
        """Whether somebody has the number and does not show it."""
        return self.missing.startswith(HIDDEN)

    @property
    def known(self) -> int | Decimal:
        """The number; asking for one that is missing is a mistake of ours."""
        if self.value is None:
            raise ValueError(f"a missing amount has no number: {self.missing}")
        return self.value


def add_amounts(amounts: list[Amount]) -> Amount:
    """Return the sum; the first reason why not when any of them is missing."""
    reasons = [amount.missing for amount in amounts if amount.missing]
    if reasons or not amounts:
        return Amount(None, reasons[0] if reasons else NO_MATERIAL)
    return Amount(sum(amount.known for amount in amounts))
