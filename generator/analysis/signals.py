"""Chance or change, for each område and problemtyp of each report, with the reason in Swedish."""

from __future__ import annotations

import pickle
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeAlias

import numpy as np

from generator.analysis.chain import Chain
from generator.analysis.chance import Days, Ints, Tally
from generator.analysis.counts import Frame
from generator.analysis.reporting import measure_exposure
from generator.analysis.verdicts import (
    LEAST_PERIODS,
    MOST_PERIODS,
    Bounds,
    Family,
    Judged,
    Part,
    Verdict,
    total_of,
)
from generator.records import Area, Mall, Organisation, ProblemType, Report, is_under_way
from generator.serving import Shelf
from generator.swedish import say_count, say_figure, say_number

# The base table's column and the slug in it.
Key: TypeAlias = tuple[str, str]
FAMILIES = Shelf[Family]()


@dataclass(frozen=True, slots=True)
class Signal:
    """What can be said of a series in a report, in händelser.

    `low` and `high` are the least and the greatest value that are not beyond chance, so the verdict
    is of more or fewer exactly when `value` lies outside them. They and `expected` are None, and
    `reason` is a Swedish sentence, when nothing can be said. `periods` is how many earlier reports
    it rests on.
    """

    verdict: Verdict
    value: int
    expected: float | None
    low: int | None
    high: int | None
    periods: int
    reason: str


@dataclass(frozen=True, slots=True)
class Rows:
    """The counted entries of one series: who, how many händelser, and in which period."""

    organisation: Ints
    mark: Ints
    period: Ints

    def tally(self, period: int) -> Tally:
        """Return the entries of a period and of those before it that it is held against."""
        inside = (self.period <= period) & (self.period >= period - MOST_PERIODS)
        now = (self.period[inside] == period).astype(np.int64)
        return Tally(self.organisation[inside], self.mark[inside], now, 1 - now)


@dataclass(frozen=True)
class Signals:
    """The signals of every report, made once for an archive; a report is judged when asked for.

    `entries` is the base table. The periods are the reports that had a meeting: a month without one
    is no period, and is neither judged nor held against.
    """

    chain: Chain
    entries: Frame
    judged: dict[str, dict[Key, Signal]] = field(default_factory=dict, init=False, repr=False)
    families: dict[str, Family] = field(default_factory=dict, init=False, repr=False)

    def of(self, report: Report, subject: Area | ProblemType) -> Signal | None:
        """Return the signal of an område or problemtyp in a report, None if it had no meeting."""
        if not report.meetings:
            return None
        if report.id not in self.judged:
            self.judged[report.id] = self.judge(report)
        return self.judged[report.id][key_of(subject)]

    def judge(self, report: Report) -> dict[Key, Signal]:
        """Judge every series of a report together; one with meetings left is not judged yet."""
        if is_under_way(self.chain.archive, report):
            return {key: self.wait(rows, report) for key, rows in self.series.items()}
        periods = min(self.places[report.id], MOST_PERIODS)
        found = self.family(report).judge_all(periods)
        return {
            key: make_signal(judged, periods, say_reason(judged, periods, self.mall, report))
            for key, judged in zip(self.series, found, strict=True)
        }

    def family(self, report: Report) -> Family:
        """Return the entries of a report's series, each beside those it is held against.

        Only the last is kept: it is large, and a page asks of one report at a time.
        """
        if report.id not in self.families:
            place = self.places[report.id]
            periods = min(place, MOST_PERIODS)
            days = Days(self.days[place], self.days[place - periods : place].sum(axis=0))
            tallies = [rows.tally(place) for rows in self.series.values()]
            # To the bit, all that it rests on.
            packed = pickle.dumps((tallies, days)) if Shelf.is_open else b""
            known = FAMILIES.find(packed) or Family(tallies, days)
            FAMILIES.put(packed, known)
            self.families.clear()
            self.families[report.id] = known
        return self.families[report.id]

    def bounds(self, report: Report, subject: Area | ProblemType) -> Bounds | None:
        """Return from where more or fewer would have been said; None where something was said."""
        signal = self.of(report, subject)
        if signal is None or signal.verdict is not Verdict.NORMAL:
            return None
        place = list(self.series).index(key_of(subject))
        return self.family(report).bounds_of(place)

    def wait(self, rows: Rows, report: Report) -> Signal:
        """Return what is known of a series while its period is not over."""
        place = self.places[report.id]
        judged = Judged(Verdict.UNKNOWABLE, total_of(rows.tally(place)))
        return make_signal(judged, min(place, MOST_PERIODS), "Månaden är inte slut än.")

    @property
    def mall(self) -> Mall:
        """The mall; its organisations stand in the order of `Days`."""
        return self.chain.archive.mall

    @cached_property
    def exposure(self) -> dict[str, dict[str, int]]:
        """The days each organisation reported for, by report; only the periods, in order."""
        return measure_exposure(self.chain.archive)

    @cached_property
    def places(self) -> dict[str, int]:
        """The place of each period among the periods."""
        return {report: place for place, report in enumerate(self.exposure)}

    @cached_property
    def days(self) -> Ints:
        """The days reported for: a row a period, a column an organisation."""
        return np.array([list(days.values()) for days in self.exposure.values()], dtype=np.int64)

    @cached_property
    def series(self) -> dict[Key, Rows]:
        """The entries of every område and problemtyp of the mall, also of those without any."""
        told = self.entries[self.entries["report"].notna() & (self.entries["events"] > 0)]
        groups = {
            (column, str(slug)): self.read(rows)
            for column in ("area", "problem_type")
            for slug, rows in told.groupby(column)
        }
        none = self.read(told.iloc[:0])
        subjects: tuple[Area | ProblemType, ...] = (*self.mall.areas, *self.mall.problem_types)
        return {key_of(row): groups.get(key_of(row), none) for row in subjects}

    def read(self, rows: Frame) -> Rows:
        """Return rows of the base table as plain numbers."""
        order = {row.slug: place for place, row in enumerate(self.mall.organisations)}
        organisation = [order[slug] for slug in rows["organisation"]]
        period = [self.places[report] for report in rows["report"]]
        return Rows(
            *(np.array(values, dtype=np.int64) for values in (organisation, rows["events"], period))
        )


def key_of(subject: Area | ProblemType) -> Key:
    """Return the base table's column a subject stands in, and its slug."""
    return ("area" if isinstance(subject, Area) else "problem_type", subject.slug)


def make_signal(judged: Judged, periods: int, reason: str) -> Signal:
    """Return a verdict with its reason."""
    return Signal(
        judged.verdict, judged.value, judged.expected, judged.low, judged.high, periods, reason
    )


def say_reason(judged: Judged, periods: int, mall: Mall, report: Report) -> str:
    """Say why nothing can be told of a series; empty when something can."""
    if judged.verdict is Verdict.TOO_LITTLE:
        return say_too_little(periods)
    if judged.verdict is not Verdict.UNKNOWABLE:
        return ""
    missing = (
        say_missing(part, mall.organisations[part.organisation], report) for part in judged.missing
    )
    new = (
        f"{mall.organisations[part.organisation].name} står för {say_part(part)} och rapporterade inte tidigare."
        for part in judged.new
    )
    return " ".join((*missing, *new)) or "Antalet är för stort för att prövas."


def say_too_little(periods: int) -> str:
    """Say whether it is time or händelser that is lacking."""
    if periods >= LEAST_PERIODS:
        return "Det är för få händelser för att skilja slump från förändring."
    least = say_count(LEAST_PERIODS, "tidigare månad", "tidigare månader")
    have = f"bara {say_count(periods, 'finns', 'finns')}" if periods else "ingen finns"
    return f"Det behövs {least} med möte, men {have}."


def say_missing(part: Part, organisation: Organisation, report: Report) -> str:
    """Say who has told nothing of the period, and what it stood for before."""
    stays = organisation.valid_at(report.end)
    why = "har inte rapporterat" if stays else "rapporterar inte längre"
    return f"{organisation.name} {why} och stod tidigare för {say_part(part)}."


def say_part(part: Part) -> str:
    """Say how many of all händelser: `4 av 10 händelser`."""
    return f"{say_number(part.events)} av {say_figure(part.of, 'händelse', 'händelser')}"
