"""Meetings and decisions as values, composed without any page."""

from __future__ import annotations

from generator.article.html import render_html
from generator.article.plain import plain_line
from generator.article.values import Article, Line, Listing, Row, Section, Span, lines_of
from generator.pages.base.build import Build
from generator.pages.decision.compose import compose_decision
from generator.pages.decision.months import SubjectMonths
from generator.pages.meeting.compose import compose_meeting
from generator.pages.meeting.facts import find_meeting_facts
from generator.pages.shared.months import MonthlyCounts
from tests.site.reading import heard_in


def meeting_of(build: Build, meeting: str) -> Article:
    """Compose a meeting by its id."""
    return compose_meeting(find_meeting_facts(build, build.archive.meeting[meeting]))


def decision_of(build: Build, decision: str) -> Article:
    """Compose a decision by its id."""
    return compose_decision(SubjectMonths(MonthlyCounts(build)), build.archive.decision[decision])


def compose_all(build: Build) -> list[Article]:
    """Compose every meeting and every decision."""
    return [
        *(meeting_of(build, meeting.id) for meeting in build.archive.meetings),
        *(decision_of(build, decision.id) for decision in build.archive.decisions),
    ]


def show(article: Article) -> str:
    """Return the words of an article as a page has them, figures too, on one line."""
    rendered = render_html(article, lambda ref: ref.id, str)
    return f"{article.title} {heard_in(rendered.head + rendered.body)}"


def say(line: Line) -> str:
    """Return the words of a line; hard spaces as others."""
    return plain_line(line).replace("\xa0", " ")


def items_in(section: Section, head: str = "") -> list[str]:
    """Return the words of the items of a part's lists, or of the one below a head."""
    lists = [b for b in section.blocks if isinstance(b, Listing) and head in ("", b.head)]
    return [say(one) for block in lists for one in lines_of(block)]


def cells_of(row: Row) -> list[str]:
    """Return the words of a row's cells."""
    return [say(cell) for cell in row.cells]


def chips_in(line: Line) -> list[str]:
    """Return the words of a line's chips."""
    return [span.text for span in line if isinstance(span, Span) and span.tone]
