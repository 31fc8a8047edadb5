"""What a sentence counts, in the words that belong to it: fler, mer or högre."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from generator.records import Measure, measure_of, unit_of
from generator.swedish import NO_BREAK, say_amount

PERCENT = "procent"
MONEY = "kronor"
HIGHER = ("högre", "lägre", "samma nivå som")


@dataclass(frozen=True, slots=True)
class Degrees:
    """How Swedish compares a measure."""

    more: str
    less: str
    same: str


DEGREES = {
    Measure.COUNT: Degrees("fler", "färre", "lika många som"),
    Measure.MONEY: Degrees("mer", "mindre", "lika mycket som"),
    Measure.SHARE: Degrees(*HIGHER),
    Measure.RATE: Degrees(*HIGHER),
    Measure.OTHER: Degrees(*HIGHER),
}


@dataclass(frozen=True, slots=True)
class Noun:
    """What is counted, or a unit; without words the number stands alone."""

    one: str
    many: str
    measure: Measure = Measure.COUNT

    @property
    def degrees(self) -> Degrees:
        """The words it is compared with."""
        return DEGREES[self.measure]

    def say(self, value: int | Decimal) -> str:
        """Write a number with its noun or unit: `4 händelser`, `8,4 procent`."""
        return say_with(value, self.one, self.many)

    def say_short(self, value: int | Decimal) -> str:
        """Write a number where what is counted is clear; a unit is never left out."""
        return say_amount(value) if self.measure is Measure.COUNT else self.say(value)

    def say_difference(self, value: int | Decimal) -> str:
        """Write how far apart two numbers are; shares in percent differ by percentage points."""
        if self.measure.adds_up:
            return self.say_short(value)
        is_percent = self.many == PERCENT
        return (
            say_with(value, "procentenhet", "procentenheter") if is_percent else say_amount(value)
        )


def say_with(value: int | Decimal, one: str, many: str) -> str:
    """Write a number and the word after it, kept on one line."""
    number = say_amount(value)
    return f"{number}{NO_BREAK}{one if number == '1' else many}".rstrip(NO_BREAK)


EVENTS = Noun("händelse", "händelser")
POSTS = Noun("post", "poster")
REPORTS = Noun("anmälan", "anmälningar")
NUMBER = Noun("", "")


def noun_of(unit: str) -> Noun:
    """Return the noun of an indicator's unit; what is only a number has no words."""
    measure = measure_of(unit)
    if measure is Measure.COUNT:
        return NUMBER
    # A number says by itself that it is one: `12 per 1 000 invånare`.
    words = re.sub("^antal ", "", unit, flags=re.IGNORECASE).replace(" ", NO_BREAK)
    words = PERCENT if unit_of(unit) == PERCENT else words
    return Noun("krona" if words == MONEY else words, words, measure)
