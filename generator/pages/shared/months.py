"""What every monthly report counts from, made once for all of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from generator.analysis import (
    UNKNOWN_TIME,
    WITHOUT,
    Basis,
    Comparison,
    Frame,
    Ledger,
    Run,
    Signals,
    compare,
    count_reports,
    figures_of,
    find_bases,
    find_silent,
    is_post,
    name_missing,
    read_runs,
)
from generator.pages.base import Build
from generator.pages.shared.columns import Column, Figures, Line
from generator.records import (
    Archive,
    Period,
    Report,
    find_awaited_in,
    is_under_way,
    month_at,
    once,
    shift_month,
)

# The same month last year, and how many months it takes to see it too.
LAST_YEAR = -12
MONTHS_SHOWN = 13


def monthly_of(build: Build) -> MonthlyCounts:
    """Return what all pages of a build count from."""
    return count_monthly(build.archive, build)


@once
def count_monthly(archive: Archive, build: Build) -> MonthlyCounts:
    """Return the counts of a build's archive."""
    return MonthlyCounts(build)


@dataclass(frozen=True)
class MonthlyCounts:
    """Every report of the archive with its counts, made once for all pages: `monthly_of`."""

    build: Build
    tables: dict[str, Frame] = field(default_factory=dict, init=False, repr=False)
    compared: dict[tuple[int, str, bool], tuple[Run, Comparison]] = field(
        default_factory=dict, init=False, repr=False
    )

    @property
    def events(self) -> dict[str, int | None]:
        """The händelser each counted entry adds, by the entry's id."""
        return self.build.events

    @cached_property
    def area_posts(self) -> Figures:
        """Poster by report and område."""
        return self.count("area", self.areas, "posts")

    @cached_property
    def area_positive(self) -> Figures:
        """Poster that tell of something good, by report and område."""
        return self.count("area", self.areas, "positive")

    @cached_property
    def area_events(self) -> Figures:
        """Händelser by report and område."""
        return self.count("area", self.areas, "events")

    @cached_property
    def area_runs(self) -> dict[str, Run]:
        """The händelser of each område month by month."""
        return self.read("area", self.areas)

    @cached_property
    def silent(self) -> frozenset[str]:
        """The reports whose meetings nobody reported to: their numbers are not 0 but unknown."""
        return find_silent(self.build.archive)

    @cached_property
    def bases(self) -> dict[Period, Basis]:
        """The days and meetings of every report, by the month it is named for."""
        return find_bases(self.build.archive.reports)

    @cached_property
    def all_events(self) -> Run:
        """The händelser of all områden together month by month."""
        whole = self.build.entries.assign(whole=WITHOUT)
        reports = self.build.archive.reports
        counts = count_reports(whole, "whole", [WITHOUT], reports, self.silent)
        return self.read_runs(counts)[WITHOUT]

    @cached_property
    def type_runs(self) -> dict[str, Run]:
        """The händelser of each problemtyp month by month."""
        types = [row.slug for row in self.build.archive.mall.problem_types]
        return self.read("problem_type", types)

    @cached_property
    def place_runs(self) -> dict[str, Run]:
        """The händelser of each plats month by month."""
        return self.read("place", self.places)

    @cached_property
    def place_posts(self) -> Figures:
        """Poster by report and plats."""
        return self.count("place", self.places, "posts")

    @cached_property
    def place_positive(self) -> Figures:
        """Poster that tell of something good, by report and plats."""
        return self.count("place", self.places, "positive")

    @cached_property
    def time_events(self) -> Figures:
        """Händelser by report and time of day."""
        return self.count("time", self.times, "events")

    @property
    def signals(self) -> Signals:
        """What is chance and what is change, for every report."""
        return self.build.signals

    @cached_property
    def ledger(self) -> Ledger:
        """The åtgärder of all reports."""
        return Ledger(self.build.chain)

    @property
    def areas(self) -> list[str]:
        """The slugs of all områden."""
        return [area.slug for area in self.build.archive.mall.areas]

    @property
    def places(self) -> list[str]:
        """The slugs of all platser."""
        return [row.slug for row in self.build.archive.mall.places]

    @property
    def hours(self) -> dict[str, str]:
        """Every time of day with its hours, by name, then the unknown time."""
        times = self.build.archive.mall.times
        known = {row.name: f"{row.name} {row.hours}" for row in times if row.hours}
        return {**known, UNKNOWN_TIME: UNKNOWN_TIME}

    @property
    def times(self) -> list[str]:
        """Every time of day by name, then the unknown time."""
        return list(self.hours)

    def count(self, key: str, of: list[str], column: str) -> Figures:
        """Return what every report counts by a column."""
        return figures_of(self.count_table(key, of), column)

    def count_table(self, key: str, of: list[str]) -> Frame:
        """Count every report by a column; what has no value there is counted as `WITHOUT`."""
        if key not in self.tables:
            named = name_missing(self.build.entries, key)
            reports = self.build.archive.reports
            self.tables[key] = count_reports(named, key, [*of, WITHOUT], reports, self.silent)
        return self.tables[key]

    def read(self, key: str, of: list[str]) -> dict[str, Run]:
        """Return the händelser of a column's values month by month."""
        return self.read_runs(self.count_table(key, of))

    def read_runs(self, counts: Frame) -> dict[str, Run]:
        """Return the händelser of each value of a table month by month, with what they rest on."""
        return read_runs(counts, silent=self.silent, bases=self.bases)

    def compare(self, run: Run, column: Column) -> Comparison:
        """Hold a month of a run against the others, unless there are meetings left of it."""
        known = self.compared.get((id(run), column.month, column.under_way))
        if known is None:
            found = compare(run, month_at(column.month), under_way=column.under_way)
            # The run is held on to, so that nothing else can come to have its id.
            known = self.compared[id(run), column.month, column.under_way] = (run, found)
        return known[1]

    def columns(self, report: Report) -> tuple[Column, ...]:
        """Return the report's month, the one before and the same month last year."""
        return self.columns_of(report, (0, -1, LAST_YEAR))

    def year(self, report: Report) -> tuple[Column, ...]:
        """Return the thirteen months from the same month last year to the report's own."""
        return self.columns_of(report, range(1 - MONTHS_SHOWN, 1))

    def columns_of(self, report: Report, steps: Iterable[int]) -> tuple[Column, ...]:
        """Return the months so many steps from a report's."""
        return tuple(self.column(shift_month(report.id, step)) for step in steps)

    def column(self, month: str) -> Column:
        """Return a month as a table has it."""
        archive = self.build.archive
        report = archive.report.get(month)
        if report is None:
            return Column(month, None)
        awaited = bool(find_awaited_in(archive, report))
        return Column(month, report, is_under_way(archive, report), awaited)

    def before(self, report: Report) -> Report | None:
        """Return the newest earlier report with a meeting: what levels and statuses go on from."""
        earlier = [row for row in self.build.archive.reports if row.id < report.id and row.meetings]
        return earlier[-1] if earlier else None

    def lines(self, report: Report) -> tuple[Line, ...]:
        """Return the poster of a report that may be read, meeting by meeting."""
        archive = self.build.archive
        return tuple(
            Line(entry, meeting, self.events.get(entry.id) or 0, entry.id in self.events)
            for meeting in report.meetings
            for entry in archive.entries_by_meeting.get(meeting.id, ())
            if is_post(archive, entry)
        )
