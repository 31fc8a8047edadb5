"""What a monthly report rests on, gathered once: every part of it is composed of this."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from generator.analysis import (
    Actions,
    Chain,
    Comparison,
    FollowedDecision,
    find_day,
    find_decisions,
    find_promises,
    told_by,
)
from generator.figures import Figure
from generator.pages.base import Build
from generator.pages.report.charts import Given, chart_answers, chart_months, find_given
from generator.pages.report.parts import (
    Ahead,
    AreaPart,
    Places,
    find_ahead,
    find_areas,
    find_called_off,
    find_places,
    find_times,
)
from generator.pages.shared.changes import Change, Told, find_changes, tell_amendments
from generator.pages.shared.columns import Column, Row, add_rows
from generator.pages.shared.courses import Course, find_course
from generator.pages.shared.months import MonthlyCounts
from generator.records import (
    Archive,
    Entry,
    Meeting,
    PlacedProposal,
    Report,
    find_narrow,
    recipients_of,
)


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """A report with a meeting: its statuses are those of its own `day`.

    `columns` are its month, the one before and the same month last year; `courses` thirteen months
    of each område that has numbers, by slug; they are of the `counted` entries. `posts` numbers its entries, which stand once, by id. `amended` is None
    of an utkast.
    """

    build: Build
    monthly: MonthlyCounts
    report: Report
    day: date
    before: Report | None
    columns: tuple[Column, ...]
    areas: tuple[AreaPart, ...]
    courses: Mapping[str, Course]
    whole: Comparison
    places: Places
    times: tuple[Row, ...]
    entries: tuple[Entry, ...]
    counted: tuple[Entry, ...]
    posts: Mapping[str, int]
    proposals: tuple[PlacedProposal, ...]
    decisions: tuple[FollowedDecision, ...]
    promises: tuple[FollowedDecision, ...]
    actions: Actions
    underlag: tuple[Given, ...]
    months: Figure
    answers: Figure
    ahead: tuple[Ahead, ...]
    changes: tuple[Change, ...]
    called_off: tuple[Meeting, ...]
    amended: tuple[Told, ...] | None
    recipients: tuple[str, ...]
    narrow: tuple[tuple[str, list[Entry]], ...]

    @property
    def archive(self) -> Archive:
        """The archive the report is of."""
        return self.build.archive

    @property
    def chain(self) -> Chain:
        """Its links, both ways."""
        return self.build.chain

    @property
    def month(self) -> str:
        """The month the report is named for."""
        return self.report.id

    @property
    def since(self) -> date:
        """The day of the report before; the first day there is without one."""
        return find_day(self.before, self.archive.today) if self.before else date.min

    @property
    def meetings(self) -> str:
        """Write `mötet` or `mötena`."""
        return "mötet" if len(self.report.meetings) == 1 else "mötena"

    @property
    def total_posts(self) -> Row:
        """The poster of all områden."""
        return add_rows(self.columns, [area.posts for area in self.areas], "_lage")

    @property
    def total_events(self) -> Row:
        """The händelser of all områden."""
        return add_rows(self.columns, [area.events for area in self.areas], "_lage")

    @property
    def sources(self) -> tuple[str, ...]:
        """The files it rests on, besides its own: where each thing began and what came of it."""
        records = (record.path for record in (*self.report.meetings, *self.entries))
        return tuple(dict.fromkeys((*records, *self.followed)))

    @property
    def followed(self) -> Iterator[str]:
        """The files that what it follows up is told in."""
        for followed in (*self.decisions, *self.promises):
            yield followed.decision.path
            if account := self.archive.account.get(followed.decision.id):
                yield account.path
            for placed, _ in followed.assignments:
                yield from (
                    row.record.path for row in told_by(self.chain, placed.id, self.day)[-1:]
                )
        for row in self.actions.every:
            yield row.placed.record.path
            if row.status.latest:
                yield row.status.latest.record.path


def find_report_facts(monthly: MonthlyCounts, changes: list[Change], report: Report) -> ReportFacts:
    """Gather what a report with a meeting rests on; `changes` are the archive's, oldest first."""
    build = monthly.build
    archive, chain = build.archive, build.chain
    day = find_day(report, archive.today)
    before = monthly.before(report)
    since = find_day(before, archive.today) if before else date.min
    columns = monthly.columns(report)
    areas = tuple(find_areas(monthly, report, columns))
    entries = tuple(e for m in report.meetings for e in archive.entries_by_meeting.get(m.id, ()))
    numbered = archive.counted.entries_by_meeting
    promises = tuple(find_promises(chain, day))
    promised = {row.decision.id for row in promises}
    amended = tell_amendments(archive, report, build.since_of(report))
    listed = [found.entry.id for area in areas for found in area.lines]
    return ReportFacts(
        build=build,
        monthly=monthly,
        report=report,
        day=day,
        before=before,
        columns=columns,
        areas=areas,
        courses={
            part.area.slug: find_course(
                monthly,
                monthly.year(report),
                monthly.area_runs[part.area.slug],
                part.anchor,
                part.area,
            )
            for part in areas
            if part.area and not archive.is_apart(part.area)
        },
        whole=monthly.compare(monthly.all_events, columns[0]),
        places=find_places(monthly, report, columns),
        times=tuple(find_times(monthly, report, columns)),
        entries=entries,
        counted=tuple(e for m in report.meetings for e in numbered.get(m.id, ())),
        posts={key: number for number, key in enumerate(listed, 1)},
        proposals=tuple(chain.proposals_of(report)),
        decisions=tuple(
            row
            for row in find_decisions(chain, report, day, since)
            if row.decision.id not in promised
        ),
        promises=promises,
        actions=monthly.ledger.followed[report.id],
        underlag=tuple(find_given(archive, report, entries)),
        months=chart_months(monthly, report, areas),
        answers=chart_answers(archive, report),
        ahead=tuple(find_ahead(archive, report, day)),
        changes=tuple(find_changes(changes, report, archive)),
        called_off=tuple(find_called_off(archive, report)),
        amended=None if amended is None else tuple(amended),
        recipients=recipients_of(archive, report.file),
        narrow=tuple(find_narrow(archive, report)) if archive.reader is None else (),
    )
