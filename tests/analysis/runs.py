"""Runs of numbers as the tables of cases write them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from generator.analysis import NO_MATERIAL, NO_MEETING, NOT_REPORTED, Amount, Run
from generator.records import Period, PeriodKind, measure_of, month_at, numbered, spanning

GAPS = {"x": NO_MEETING, "?": NO_MATERIAL, "-": NOT_REPORTED}


def parse_period(text: str) -> Period:
    """Return the period of an id."""
    if text.count("-") > 1:
        first, _, last = text.partition("--")
        found = spanning(date.fromisoformat(first), date.fromisoformat(last or first))
        assert found is not None
        return found
    for mark, kind in (("-kv", PeriodKind.QUARTER), ("-v", PeriodKind.WEEK)):
        year, _, number = text.partition(mark)
        if number:
            return numbered(kind, int(year), int(number))
    return month_at(text) if "-" in text else numbered(PeriodKind.YEAR, int(text), 1)


def parse_amount(text: str) -> Amount:
    """Return a number, or the reason why there is none, by its words or its sign."""
    if text.isdigit():
        return Amount(int(text))
    return Amount(Decimal(text)) if text[0].isdigit() else Amount(None, GAPS.get(text, text))


def parse_run(text: str, last: Period, unit: str) -> Run:
    """Return `1*12 x 5` as a run that ends with a period."""
    pieces = (piece.partition("*") for piece in text.split())
    amounts = [parse_amount(value) for value, _, n in pieces for _ in range(int(n or 1))]
    first = last.shifted(1 - len(amounts))
    return Run(measure_of(unit), {first.shifted(n): found for n, found in enumerate(amounts)})
