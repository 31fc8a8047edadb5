"""Words on a line as every composed page has them: links, chips, counted numbers, short lists."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from generator.analysis import Amount, DecisionStatus, State
from generator.article.addresses import ref_of, slug_of
from generator.article.values import Line, Look, Number, Ref, Span, join, line
from generator.pages.base import UNJUDGED, Build, rank_class
from generator.records import (
    Assessment,
    Decision,
    Level,
    Mall,
    Organisation,
    PlacedAssignment,
    Subject,
    Trend,
)
from generator.swedish import capitalize, decapitalize, say_short_day

# What parts facts on a line; it never begins one.
DOT = "\u00a0· "


def link(text: str, record: object, part: str = "") -> Span:
    """Return words that lead to a record."""
    return Span(text, ref_of(record, part))


def page(text: str, name: str, part: str = "") -> Span:
    """Return words that lead to a page that is no record's."""
    return Span(text, Ref("page", name, part))


def missing(text: str) -> Span:
    """Return the words for what is not there."""
    return Span(text, look=Look.MISSING)


def note(text: str) -> Span:
    """Return words that stand back."""
    return Span(text, look=Look.NOTE)


def strong(text: str) -> Span:
    """Return words that stand out."""
    return Span(text, look=Look.STRONG)


def status(state: str, day: date | None = None) -> Span:
    """Return the chip of a status, with the day it is from."""
    words = f"{state} {say_short_day(day)}" if day else str(state)
    return Span(words, look=Look.STATUS, tone=slug_of(state))


def level(mall: Mall, row: Level) -> Span:
    """Return the chip of a level."""
    return Span(row.name, look=Look.LEVEL, sign=row.sign, tone=rank_class(mall, row))


def trend(row: Trend) -> Span:
    """Return the chip of a trend."""
    return Span(row.name, look=Look.TREND, sign=row.sign, tone=row.role)


def judged(mall: Mall, found: Assessment | None) -> tuple[Line, Line]:
    """Return an område's level and trend; missing is said in words."""
    if found is None:
        return line(missing(UNJUDGED)), ()
    return line(level(mall, found.level)), line(trend(found.trend)) if found.trend else ()


def standing(found: DecisionStatus) -> Line:
    """Return a decision's status and marks; one that no longer holds leads to the one that does."""
    chips = join(((status(state),) for state in found.chips), " ")
    if not found.newer:
        return chips
    word = "av" if found.state is State.REPLACED else "i"
    day = say_short_day(found.newer.day)
    return line(chips, f" {day} {word} ", link(found.newer.title, found.newer))


def responsible(placed: PlacedAssignment) -> Line:
    """Return who has an uppdrag, in what function and with whom."""
    row = placed.assignment
    function = f", {decapitalize(row.function)}" if row.function else ""
    others = line(", med ", names(row.together_with)) if row.together_with else ()
    return line(link(row.responsible.name, row.responsible), function, others)


def subject(mall: Mall, about: Subject) -> Line:
    """Return the problem that something is about, with its område, and the place."""
    problem: Line = ()
    if about.problem_type:
        area = mall.area_of(about.problem_type)
        problem = line(f"{about.problem_type.name} (", link(area.name, area), ")")
    place = line(link(about.place.name, about.place)) if about.place else ()
    return join((problem, place), ", ") or line("inte angivet")


def names(rows: Iterable[Organisation]) -> Line:
    """Return organisations in a row; an "och" within a name is no end of a list."""
    listed = list(rows)
    last = " samt " if any(" och " in row.name for row in listed) else " och "
    return join(((link(row.name, row),) for row in listed), ", ", last)


def reference(decision: Decision) -> str:
    """Write `Lokala BRÅ 15 dec 2026 § 4, punkt 2`."""
    paragraph = f" § {decision.paragraph}" if decision.paragraph else ""
    item = f", punkt {decision.item}" if decision.item else ""
    return f"{decision.body.name} {say_short_day(decision.day)}{paragraph}{item}"


def counted(
    key: str, value: int | None, unit: str, to: Ref | None = None, gone: str = "", text: str = ""
) -> Number:
    """Return a counted number, or in `gone` why there is none."""
    amount = Amount(value) if value is not None else Amount(None, gone)
    return Number(key, amount, unit, to if value else None, text)


def sentence(text: str) -> str:
    """Return words as a sentence."""
    return f"{capitalize(text).rstrip('.')}."


def capital(one: Span | Number) -> Span | Number:
    """Return the first words of a line with a large letter."""
    return replace(one, text=capitalize(one.text))


def undertaking(build: Build, key: str, *, small: bool = False) -> Line:
    """Return an åtgärd or uppdrag by its id, and why it no longer stands."""
    found = build.name_undertaking(key)
    title = decapitalize(found.title) if small else found.title
    note = f" ({found.note})" if found.note else ""
    return line(Span(title, found.ref), note)
