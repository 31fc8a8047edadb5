"""The first page: what has changed, what awaits a decision, what is late, and how to report."""

from __future__ import annotations

from collections.abc import Iterator

from generator.analysis import (
    Late,
    Standing,
    find_coverage,
    find_standing,
    find_waiting,
)
from generator.pages.base.desk import Desk
from generator.pages.base.page import Page
from generator.pages.coverage.build import describe_complete
from generator.pages.decision.proposals import say_waiting
from generator.pages.shared.board import make_latest_board
from generator.pages.shared.counts import MonthlyCounts
from generator.pages.shared.finding import find_lead, name_proposal
from generator.pages.start.chart import chart_start
from generator.records import find_coming
from generator.swedish import capitalize, say_count, say_day


def build_start(desk: Desk) -> Iterator[Page]:
    """Build `index.html`, also for an archive that is empty or has held no meeting yet."""
    archive, chain, today = desk.archive, desk.chain, desk.archive.today
    latest = archive.held_meetings[-1] if archive.held_meetings else None
    adopted = [r for r in archive.reports if r.file and r.file.adopted]
    yield desk.write_page(
        "start/start.html",
        "index.html",
        f"Lägesbilder i {archive.mall.short_name}",
        figures=tuple(chart_start(MonthlyCounts(desk))),
        latest=latest,
        finding=find_lead(chain, latest) if latest else None,
        board=make_latest_board(MonthlyCounts(desk)),
        beginning=describe_beginning(desk),
        coverage=find_coverage(archive, latest) if latest else None,
        describe_complete=describe_complete,
        waiting=find_waiting(chain, today),
        say_waiting=say_waiting,
        late=Late(chain, today),
        report=adopted[-1] if adopted else None,
        name_proposal=name_proposal,
        next_day=next(iter(find_coming(archive)), None),
    )


def describe_beginning(desk: Desk) -> str:
    """Say what there is before the first meeting is held: nothing, or entries that wait for it."""
    archive = desk.archive
    day = next(iter(find_coming(archive)), None)
    if not archive.entries and not archive.meetings:
        when = f", som är planerat till den {say_day(day)}" if day else ""
        return (
            f"Arkivet är tomt än så länge. Här visas lägesbilden efter gruppens första möte{when}."
        )
    waiting = (e for e in archive.entries if find_standing(archive, e) is Standing.WAITING)
    planned = [archive.meeting[archive.taken_up_at(entry)] for entry in waiting]
    if not planned:
        first = f" Det första är planerat till den {say_day(day)}." if day else ""
        return f"Inget möte har hållits än.{first}"
    days = sorted({meeting.planned for meeting in planned if not meeting.called_off})
    posts = capitalize(say_count(len(planned), "post väntar", "poster väntar"))
    if len(days) == 1:
        return f"Inget möte har hållits än. {posts} på mötet den {say_day(days[0])}."
    first = f" Det första är den {say_day(days[0])}." if days else ""
    return f"Inget möte har hållits än. {posts} på kommande möten.{first}"
