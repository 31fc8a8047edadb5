"""The page of the next meeting that is planned."""

from __future__ import annotations

from collections.abc import Iterator

from generator.analysis import find_agenda
from generator.pages.agenda.compose import NAME, compose_agenda
from generator.pages.agenda.letters import write_letters
from generator.pages.base import Desk, Page
from generator.records import find_coming


def build_agenda(desk: Desk) -> Iterator[Page]:
    """Build the page of the next meeting; without one, of what waits."""
    day = next(iter(find_coming(desk.archive)), None)
    agenda = find_agenda(desk.chain, day)
    article = compose_agenda(desk, agenda, tuple(write_letters(desk.archive, agenda)))
    yield desk.write_article(article, f"{NAME}.html", parent="index.html")
