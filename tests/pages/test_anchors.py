"""What others have linked to leads somewhere still, and no id stands twice on a page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from fnmatch import fnmatch
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from generator.article.values import Article, charts_of
from generator.pages.base.build import Build
from generator.pages.report.editions import open_sent
from generator.pages.report.follow_up import with_all_groups
from generator.pages.report.sent.show import show_sent
from generator.pages.site import Site
from generator.records import Report
from tests.article.composed import compose_fixed, ids_of
from tests.fixed import read_once
from tests.pages.composing import compose_all, decision_of, meeting_of
from tests.places import ARCHIVES, ROOT, load_cases
from tests.site.reading import read_html

pytestmark = pytest.mark.slow

ADDRESSES: list[str] = load_cases(Path(__file__).with_name("addresses.yml"))
ON_PAGES: dict[str, list[str]] = load_cases(Path(__file__).with_name("page_anchors.yml"))
KEPT: dict[str, dict[str, Any]] = load_cases(Path(__file__).with_name("anchors.yml"))


def places_of(article: Article) -> list[str]:
    """Return every place of an article that can be linked to."""
    return [*ids_of(article), *(figure.anchor for figure in charts_of(article))]


def as_shown(build: Build, report: Report, article: Article) -> Article:
    """Return a report as its page shows it: what was sent, where it has been."""
    sent = open_sent(build.archive, report)
    return with_all_groups(show_sent(build, report, sent, article) if sent else article)


@cache
def compose_example() -> dict[str, dict[str, Article]]:
    """Return the articles of the example by their kind and id."""
    build = Build(read_once(ROOT), {})
    found: dict[str, dict[str, Article]] = {
        "decision": {row.id: decision_of(build, row.id) for row in build.archive.decisions},
        "report": {
            month: as_shown(build, build.archive.report[month], article)
            for month, article in compose_fixed("example").articles.items()
        },
    }
    for meeting in build.archive.meetings:
        kind = "called off" if meeting.called_off else "held" if meeting.is_held else "planned"
        found.setdefault(kind, {})[meeting.id] = meeting_of(build, meeting.id)
    return found


@pytest.mark.parametrize("kind", KEPT)
def test_every_old_anchor_leads_somewhere(kind: str) -> None:
    articles = compose_example()[kind]
    for name, article in articles.items():
        wanted = {*KEPT[kind]["every"], *KEPT[kind]["some"].get(name, ())}
        assert wanted - set(places_of(article)) == set(), name
    assert set(KEPT[kind]["some"]) - set(articles) == set()


def test_every_old_page_and_its_places_are_still_there(example: Site) -> None:
    pages = example.pages
    assert set(ADDRESSES) - set(pages) == set()
    for kind, anchors in ON_PAGES.items():
        own = [
            found for found in pages if fnmatch(found, kind) and not found.endswith("/index.html")
        ]
        assert own, kind
        for address in own:
            ids = read_html(pages[address].html).ids
            assert (set(anchors) - set(ids), len(ids)) == (set(), len(set(ids))), address


def articles() -> Iterator[Article]:
    """Yield the articles of the example and of the small archive."""
    for by_id in compose_example().values():
        yield from by_id.values()
    yield from compose_all(Build(read_once(ARCHIVES / "small"), {}))


def test_no_id_stands_twice_on_a_page() -> None:
    for article in articles():
        counted = Counter(places_of(article))
        assert [name for name, times in counted.items() if times > 1] == [], article.title
