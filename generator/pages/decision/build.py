"""The page of each decision: what it rests on, what it led to, and the account of its uppdrag."""

from __future__ import annotations

from collections.abc import Iterator

from generator.article.addresses import address_of
from generator.figures import write_csv
from generator.pages.base.desk import Desk
from generator.pages.base.page import Link, Page
from generator.pages.decision.compose import compose_decision
from generator.pages.decision.story import tell_story
from generator.pages.decision.table import chart_story
from generator.pages.shared.finding import say_reference
from generator.records import Decision


def build_decisions(desk: Desk) -> Iterator[Page]:
    """Build a page a decision."""
    for decision, previous, following in desk.link_neighbours(desk.chain.decisions, say_reference):
        yield build_decision(desk, decision, previous, following)


def build_decision(
    desk: Desk, decision: Decision, previous: Link | None, following: Link | None
) -> Page:
    """Build the page of one decision and of what came of it, as of the archive's date."""
    figure = chart_story(
        desk.archive, decision, tell_story(desk.chain, decision, desk.archive.today)
    )
    return desk.write_article(
        compose_decision(desk, decision),
        address_of(desk.archive, decision),
        parent="beslut/index.html",
        file=decision.path,
        name=decision.id,
        previous=previous,
        following=following,
        files={figure.file: write_csv(figure.grid)} if figure else {},
    )
