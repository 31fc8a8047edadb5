"""The first page: what has changed, what awaits a decision, what is late, and how to report."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator.analysis import (
    State,
    action_status,
    find_coverage,
    find_late_assignments,
    proposal_status,
)
from generator.pages.desk import Desk
from generator.pages.finding import describe_meeting
from generator.pages.page import Page


def build_start(desk: Desk) -> Iterator[Page]:
    """Build `index.html`, also for an archive that is empty or has held no meeting yet."""
    archive, chain, today = desk.archive, desk.chain, desk.archive.today
    latest = archive.held_meetings[-1] if archive.held_meetings else None
    adopted = [r for r in archive.reports if r.file and r.file.adopted]
    yield desk.write_page(
        "start.html",
        "index.html",
        f"Lägesbilder i {archive.mall.municipality.removesuffix(' kommun')}",
        latest=latest,
        finding=describe_meeting(chain, latest) if latest else None,
        coverage=find_coverage(archive, latest) if latest else None,
        waiting=[p for p in chain.proposals.values() if proposal_status(chain, p, today).is_open],
        late_actions=[
            placed
            for placed in archive.actions.values()
            if action_status(chain, placed, today).state is State.LATE_ACTION
        ],
        late_assignments=list(find_late_assignments(chain, today)),
        report=adopted[-1] if adopted else None,
        next_day=find_next_day(desk),
        counted=count_records(desk),
    )


def find_next_day(desk: Desk) -> date | None:
    """Return the next meeting's day, as planned in the archive or else in the mall."""
    planned = [m.planned for m in desk.archive.meetings if m.status == "planerat"]
    return min((day for day in planned if day >= desk.archive.today), default=None)


def count_records(desk: Desk) -> dict[str, int]:
    """Count what the archive holds, each entry as what it is."""
    entries = desk.archive.entries
    return {
        "meetings": len(desk.archive.held_meetings),
        "posts": int(desk.entries["posts"].sum()),
        "nothing": sum(entry.kind.role == "inget" and entry.stands for entry in entries),
        "withdrawn": sum(entry.withdrawn is not None for entry in entries),
        "removed": sum(entry.removed is not None for entry in entries),
        "reports": sum(
            report.status in ("fastställd", "expedierad") for report in desk.archive.reports
        ),
        "decisions": len(desk.archive.decisions),
    }
