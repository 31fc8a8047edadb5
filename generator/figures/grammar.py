"""A number and its comparison as a Swedish sentence; it tells what was counted and never why.

Every sentence comes from here, so that its numbers are those of the comparison it is given.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from generator.analysis import (
    NO_MATERIAL,
    NO_MEETING,
    NOT_REPORTED,
    Amount,
    Change,
    Comparison,
    Pair,
    Verdict,
    Window,
)
from generator.figures.naming import NUMBER, PERCENT, Noun, Viewpoint, bind, say_gap, say_gap_at
from generator.records import Period
from generator.swedish import NO_BREAK, capitalize, join_names, say_count, say_months

LONGER_VERDICTS: dict[str, str] = {Verdict.TOO_LITTLE: f"{Verdict.TOO_LITTLE} för en bedömning"}


class Against(StrEnum):
    """Which earlier period a sentence holds the number against."""

    PREVIOUS = "previous"
    LAST_YEAR = "last year"


@dataclass(frozen=True, slots=True)
class Speech:
    """What every part of one sentence needs to know."""

    noun: Noun
    comparison: Comparison
    view: Viewpoint
    verdict: str


def describe(
    name: str,
    noun: Noun,
    comparison: Comparison,
    *,
    verdict: str = "",
    against: Against = Against.PREVIOUS,
    dated: bool = False,
) -> str:
    """Say a period's number against another; small counts are told by twelve months against twelve.

    An empty name is left out. A dated sentence names its period and its years in numbers.
    """
    view = Viewpoint(comparison.period, dated, comparison.bases)
    if comparison.under_way:
        return finish(name, say_so_far(noun, comparison, view))
    said = LONGER_VERDICTS.get(verdict, verdict)
    speech = Speech(noun, comparison, view, said)
    months = comparison.rolling
    if months and comparison.tells_months:
        return finish(name, say_windows(speech, months))
    if against is Against.PREVIOUS:
        return finish(name, say_period(speech, comparison.previous, comparison.period.shifted(-1)))
    return finish(name, say_period(speech, comparison.last_year, comparison.period.year_before))


def describe_year(name: str, noun: Noun, comparison: Comparison, *, dated: bool = False) -> str:
    """Say the year so far against the same part of the year before; empty for what has no sums."""
    if comparison.year is None:
        return ""
    view = Viewpoint(comparison.period, dated, comparison.bases)
    now, before = comparison.year.now, comparison.year.before
    if now.total.value is None:
        return finish(name, say_year_gap(now, view.year(now), view))
    head = f"{noun.say(now.total.known)} {view.in_year(now)}"
    speech = Speech(noun, comparison, view, "")
    when = view.in_year_before(before) if now.is_whole else view.at_span(before)
    tail = say_against(speech, now, before, when)
    if tail:
        return finish(name, f"{head}, {tail}")
    return finish(name, join_clauses(head, say_year_gap(before, view.year_before(before), view)))


def say_so_far(noun: Noun, comparison: Comparison, view: Viewpoint) -> str:
    """Say the number of a period that is not over, and hold it against nothing."""
    if comparison.now.value is None:
        return f"{say_gap_at(comparison.now, view.now, view)} än"
    when = f" {view.at(view.now)}" if view.dated else ""
    return f"{noun.say(comparison.now.known)} hittills{when}"


def describe_unjudged(noun: Noun, comparisons: Mapping[str, Comparison], *, alone: bool) -> str:
    """Say in one sentence the numbers that are too small to be judged, each with the one before.

    `alone` when nothing beside them could be judged, which the heading then says.
    """
    (name, first), *rest = comparisons.items()
    if not rest and not alone:
        return describe(name, noun, first, verdict=Verdict.TOO_LITTLE)
    view, earlier = Viewpoint(first.period, bases=first.bases), first.period.shifted(-1)
    is_known = first.previous.value is not None
    own = say_pair(noun, first, with_noun=not alone)
    when = f" {view.at(earlier)}" if is_known else ""
    others = (f"{other} ({say_pair(noun, found)})" for other, found in rest)
    told = join_names([f"{name} ({own}{when})", *others])
    if not alone:
        return f"{told} har {Verdict.TOO_LITTLE} för att bedömas."
    gap = "" if is_known else say_gap_at(first.previous, earlier, view)
    return f"{join_clauses(f'{capitalize(noun.many)} {view.at(view.now)}: {told}', gap)}."


def say_pair(noun: Noun, comparison: Comparison, *, with_noun: bool = False) -> str:
    """Write a number beside the one before: `5 mot 2`, or alone where there is none."""
    now, before = comparison.now, comparison.previous
    said = noun.say(now.known) if with_noun else noun.say_short(now.known)
    return said if before.value is None else f"{said} mot {noun.say_short(before.known)}"


def describe_idle(comparison: Comparison) -> str:
    """Say which of the months in the sums had no meeting; empty when all had one."""
    if comparison.rolling is None:
        return ""
    pair = comparison.rolling
    windows = (window for window in (pair.before, pair.now) if window.total.value is not None)
    idle = tuple(period for window in windows for period in window.idle)
    if not idle:
        return ""
    months = say_months(period.id for period in idle)
    return f"{capitalize(NO_MEETING)} i {months}. Det som hände då räknas till mötet därefter."


def say_period(speech: Speech, base: Amount, when: Period | None) -> str:
    """Say the period's number and how it differs from a base."""
    comparison, view = speech.comparison, speech.view
    now = comparison.now
    if now.value is None:
        return say_missing(speech, base, when)
    head = speech.noun.say(now.known)
    if view.dated or view.is_odd(view.now):
        head = f"{head} {view.at(view.now)}"
    windows = comparison.alone(view.now, now), comparison.alone(when, base)
    tail = say_against(speech, *windows, view.at(when)) if when else ""
    if tail:
        # Two numbers on either side of a comma would be read as one with decimals.
        is_bare = speech.noun == NUMBER and not view.dated
        link = " det är" if is_bare and tail[0].isdigit() else ""
        return join_clauses(f"{head},{link} {tail}", speech.verdict)
    head = f"{head}, {speech.verdict}" if speech.verdict else head
    return join_clauses(head, say_gap_at(base, when, view))


def say_missing(speech: Speech, base: Amount, when: Period | None) -> str:
    """Say why a period has no number, and what there was before it."""
    now, view = speech.comparison.now, speech.view
    head = say_gap_at(now, view.now, view)
    if now.missing == NO_MEETING or when is None:
        return head
    if base.value is not None:
        return f"{head}; {view.at(when)} var det {speech.noun.say_short(base.known)}"
    if base.missing == now.missing:
        return f"{head} eller {view.name(when)}"
    return f"{head}; {say_gap_at(base, when, view)}"


def say_windows(speech: Speech, pair: Pair) -> str:
    """Say the last twelve months against those before, then the period itself."""
    view, now = speech.view, speech.comparison.now
    before = view.before_them(pair)
    head = f"{speech.noun.say(pair.now.total.known)} {view.latest(pair)}"
    head = f"{head}, {say_against(speech, pair.now, pair.before, before)}"
    if now.value is None:
        return f"{head}; {say_gap_at(now, view.now, view)}"
    own = f"{speech.noun.say_short(now.known)} {view.at(view.now)}"
    return f"{head}; {own}, {speech.verdict}" if speech.verdict else f"{head}; {own}"


def say_against(speech: Speech, now: Window, base: Window, when: str) -> str:
    """Say how far a number is from a base: `2 fler än i oktober`; empty where one is missing.

    Numbers of odd days stand beside each other with their days, for the reader to judge.
    """
    change = speech.comparison.change(now, base)
    if change is None:
        is_known = now.total.value is not None and base.total.value is not None
        return f"mot {speech.noun.say_short(base.total.known)} {when}" if is_known else ""
    degrees = speech.noun.degrees
    if change.difference == 0:
        said = f"liksom {when}" if now.total.value == 0 else f"{degrees.same} {when}"
        return f"{said}{say_meetings(change)}"
    degree = degrees.more if change.difference > 0 else degrees.less
    said = f"{speech.noun.say_difference(change.size)}{NO_BREAK}{degree} än {when}"
    if not change.percent:
        return f"{said}{say_meetings(change)}"
    return f"{said} ({abs(change.percent)}{NO_BREAK}{PERCENT} {degree})"


def say_meetings(change: Change) -> str:
    """Say over how many meetings each number is, where they differ: ` (två möten mot tre)`."""
    if change.meetings is None:
        return ""
    now, before = change.meetings
    held = say_count(now, "möte", "möten", neuter=True)
    return f" ({bind(held)} mot {say_count(before, '', '', neuter=True).strip()})"


def say_year_gap(window: Window, name: str, view: Viewpoint) -> str:
    """Say why a part of a year has no number; a part of it may be known all the same."""
    if window.total.missing != NO_MATERIAL or window.basis is None:
        return say_gap(window.total, name)
    return f"underlag saknas för en del av {view.name_asked(window)}"


def join_clauses(*clauses: str) -> str:
    """Join the clauses that say something."""
    return "; ".join(clause for clause in clauses if clause)


def finish(name: str, said: str) -> str:
    """Make a sentence of what is said of something; who has not reported is its subject."""
    if name and said.startswith(NOT_REPORTED):
        return f"{name} {said}."
    return f"{name}: {said}." if name else f"{capitalize(said)}."
