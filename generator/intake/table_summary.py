"""What was understood of a table, in Swedish, for the one who is asked whether it is right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.records import Observation, Statement, say_hidden
from generator.swedish import join_words, say_amount, say_figure

MOST_SERIES = 12


def describe_statement(statement: Statement) -> Iterator[str]:
    """Yield the lines to print: how much, when, and each series with its newest number."""
    found = statement.observations
    known = [one for one in found if one.value is not None]
    hidden = sum(say_hidden(one.mark) != "" for one in found if one.value is None)
    missing = len(found) - len(known) - hidden
    also = f", {hidden} är {'dolt' if hidden == 1 else 'dolda'}" if hidden else ""
    yield f"{say_figure(len(known), 'tal', 'tal')} i tabellen{also}, {missing or 'inga'} saknas."
    if not found:
        return
    periods = sorted({one.period for one in found})
    yield f"Perioder: {describe_periods([period.name for period in periods])}."
    places = dict.fromkeys(one.place_name for one in found if one.place_name)
    if places:
        yield f"Platser: {join_words(places)}."
    if any(one.preliminary for one in found):
        yield f"Preliminära tal: {sum(one.preliminary for one in found)}."
    yield from describe_series(found)


def describe_periods(names: Sequence[str]) -> str:
    """Return the first and the last, and how many."""
    if len(names) < 3:
        return join_words(names)
    return f"{len(names)} stycken, från {names[0]} till {names[-1]}"


def describe_series(found: Sequence[Observation]) -> Iterator[str]:
    """Yield a line a series: what it is part of, and its newest number."""
    series: dict[tuple[object, ...], Observation] = {}
    for one in found:
        key = (one.parent, one.type, one.place_name, one.unit)
        if key not in series or series[key].period < one.period:
            series[key] = one
    for one in list(series.values())[:MOST_SERIES]:
        yield f"  {name_series(one)}: {show_value(one)} ({one.period.short})"
    if len(series) > MOST_SERIES:
        yield f"  … och {len(series) - MOST_SERIES} till."


def name_series(one: Observation) -> str:
    """Return a series' name, indented when it is a part of another."""
    name = one.type or one.indicator.name
    words = f"{name}, {one.place_name}" if one.place_name else name
    return f"  {words}" if one.of_which else words


def show_value(one: Observation) -> str:
    """Return a number with its unit, or that it is missing."""
    if one.value is None:
        return say_hidden(one.mark) or "inget underlag"
    unit = "" if one.unit == "antal" else f" {one.unit}"
    return f"{say_amount(one.value)}{unit}{' preliminärt' if one.preliminary else ''}"
