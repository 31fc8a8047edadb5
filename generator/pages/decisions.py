"""The page of each decision: what it rests on, what it led to, and the account of its uppdrag."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.analysis import assignment_status, told_by
from generator.article.addresses import address_of
from generator.article.markdown import render_sections
from generator.pages.charts.causes import chart_causes
from generator.pages.charts.decisions import chart_story
from generator.pages.desk import Desk
from generator.pages.finding import say_reference
from generator.pages.outcome import describe_decision, later_answers
from generator.pages.page import Link, Page
from generator.pages.story import tell_story
from generator.records import Decision, place_assignments

BODY = "Beslut"
MOST_ENTRIES = 10


@dataclass(frozen=True, slots=True)
class Ground:
    """What a decision rests on; `record` is None when it has been disposed of."""

    id: str
    record: object | None


def build_decisions(desk: Desk) -> Iterator[Page]:
    """Build a page a decision."""
    for decision, previous, following in desk.link_neighbours(desk.chain.decisions, say_reference):
        yield build_decision(desk, decision, previous, following)


def build_decision(
    desk: Desk, decision: Decision, previous: Link | None, following: Link | None
) -> Page:
    """Build the page of one decision and of what came of it, as of the archive's date."""
    chain, today = desk.chain, desk.archive.today
    account = desk.archive.account.get(decision.id)
    sections = render_sections(decision.text)
    _, before = sections.pop("")
    _, body = sections.pop(BODY, ("", ""))
    story = tell_story(chain, decision, today)
    charts = (chart_story(desk.archive, decision, story), chart_causes(decision, account))
    about = [e for e in chain.entries_about(decision.subject) if e.meeting > decision.day]
    return desk.write_page(
        "decision.html",
        address_of(desk.archive, decision),
        decision.title,
        parent=f"beslut/{decision.day.year}.html",
        file=decision.path,
        files=(account.path,) if account else (),
        previous=previous,
        following=following,
        name=decision.id,
        decision=decision,
        finding=describe_decision(chain, decision, today),
        before=before,
        body=body,
        others=[(name, *parts) for name, parts in sections.items()],
        assignments=[
            (placed, assignment_status(chain, placed, today))
            for placed in place_assignments(decision)
        ],
        story=story,
        figures=[figure for figure in charts if figure],
        grounds=[Ground(key, find_record(desk, key)) for key in decision.grounds],
        report=desk.archive.report.get(decision.report or ""),
        account=account,
        later=later_answers(chain, decision),
        followed_up=[
            found
            for placed in place_assignments(decision)
            for found in told_by(chain, placed.id, today)
        ],
        resting=chain.decisions_on_entry.get(decision.id, []),
        meeting_after=chain.meeting_after(account.day) if account else None,
        reports=chain.reports_after(decision),
        entries=about[:MOST_ENTRIES],
        more=max(len(about) - MOST_ENTRIES, 0),
    )


def find_record(desk: Desk, key: str) -> object | None:
    """Return the entry, meeting or decision of an id; no two kinds have ids of one form."""
    archive = desk.archive
    return archive.entry.get(key) or archive.meeting.get(key) or archive.decision.get(key)
