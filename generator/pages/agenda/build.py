"""The page of the next meeting that is planned."""

from __future__ import annotations

from collections.abc import Iterator

from generator.analysis import find_agenda
from generator.pages.agenda.compose import NAME, compose_agenda
from generator.pages.agenda.letters import write_letters
from generator.pages.base import Build, Page
from generator.records import find_coming


def build_agenda(build: Build) -> Iterator[Page]:
    """Build the page of the next meeting; without one, of what waits."""
    day = next(iter(find_coming(build.archive)), None)
    agenda = find_agenda(build.chain, day)
    article = compose_agenda(build, agenda, tuple(write_letters(build.archive, agenda)))
    yield build.write_article(article, f"{NAME}.html", parent="index.html")
