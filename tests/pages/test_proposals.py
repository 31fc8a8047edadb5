"""What BRÅ is to take a stand on: the matrix, the open proposals in full, and the answered ones."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from generator.analysis import find_open_proposals
from generator.pages.base.build import Build
from generator.pages.base.page import Page
from generator.pages.base.reading import plain_text
from generator.pages.decision.build import build_proposals
from tests.fixed import read_once

ROOT = Path(__file__).resolve().parents[2]
ARCHIVES = ROOT / "tests" / "archives"
ROW = re.compile(
    r'<tr><th scope="row"><a href="#_([^"]+)">.*?<td class="lb-num[^>]*>(\d+)</td>(.*?)</tr>'
)

BEFORE_ANSWER = date(2026, 11, 4)


def build_pages(root: Path, today: date | None = None) -> tuple[Build, Page]:
    build = Build(replace(read_once(root), asked_date=today), {})
    (page,) = build_proposals(build)
    return build, page


def proposal(page: Page, key: str) -> str:
    """Return an open proposal's section."""
    anchor = key.replace("#", "-")
    found = re.search(
        rf'<section class="lb-proposal" id="_{anchor}".*?</section>', page.html, re.DOTALL
    )
    assert found, key
    return found[0]


@pytest.mark.parametrize(("root", "today"), [(ROOT, None), (ARCHIVES / "small", BEFORE_ANSWER)])
def test_the_marks_of_the_matrix_are_the_records_criteria(root: Path, today: date | None) -> None:
    build, page = build_pages(root, today)
    heads = re.findall(r'class="lb-turn"><span>(.*?)</span>', page.html)
    assert heads == [row.name for row in build.archive.mall.criteria]
    shown = {}
    for key, number, cells in ROW.findall(page.html):
        words = re.findall(r'<span class="lb-sr">(ja|nej)</span>', cells)
        shown[key] = {head for head, word in zip(heads, words, strict=True) if word == "ja"}
        assert cells.count("✓") == len(shown[key]) == int(number)
    expected = {
        placed.id.replace("#", "-"): {row.name for row in placed.proposal.criteria}
        for placed in find_open_proposals(build.chain, build.archive.today)
    }
    assert expected
    assert shown == expected
    assert "Matrisen är ett underlag för samtal." in page.html


def test_open_ones_are_those_no_decision_has_settled() -> None:
    build, page = build_pages(ROOT)
    assert [placed.id for placed in find_open_proposals(build.chain, build.archive.today)] == [
        "2026-05-14#bra-1",
        "2026-10-15#bra-1",
        "2026-11-26#bra-1",
        "2026-12-10#bra-1",
    ]
    lead = "Tre förslag väntar på beslut i Lokala BRÅ. Ett förslag är återremitterat. Det äldsta"
    assert lead in plain_text(page.html)


def test_an_open_proposal_says_everything_and_what_it_was_answered_before() -> None:
    build, page = build_pages(ROOT)
    for placed in find_open_proposals(build.chain, build.archive.today):
        text = plain_text(proposal(page, placed.id))
        row = placed.proposal
        for part in (row.sentence, row.type.name, row.reason, row.otherwise, row.resource):
            assert part in text
    referred = proposal(page, "2026-05-14#bra-1")
    assert 'href="beslut/2026-06-09-samverkansoverenskommelse.html"' in referred
    assert "Återremiss 9 juni 2026 § 84" in plain_text(referred)


def test_a_proposal_builds_on_the_entries_told_before_it() -> None:
    _, page = build_pages(ARCHIVES / "small", BEFORE_ANSWER)
    text = proposal(page, "2026-10-15#bra-1")
    assert re.findall(r'<li><a href="moten/([^"]+)"', text) == [
        "2026-10-15.html#fastighet-fonster",
        "2026-10-15.html#polisen-fonster",
        "2026-09-17.html#fastighet-fonster",
    ]


def test_only_entries_on_the_same_problem_and_place_are_built_on() -> None:
    build, _ = build_pages(ROOT)
    for placed in build.chain.proposals.values():
        about = placed.proposal.subject
        whole = about.place is None or about.place.kind == "kommun"
        expected = {
            entry.id
            for entry in build.archive.entries
            if entry.stands
            and about.problem_type in (entry.problem_type, None)
            and (about.problem_type or not whole)
            and (whole or entry.place == about.place)
        }
        assert {entry.id for entry in build.chain.entries_about(about)} == expected, placed.id


def test_answered_ones_lead_to_their_decision() -> None:
    build, page = build_pages(ROOT)
    answered = page.html.partition('id="_besvarade"')[2]
    waiting = {placed.id for placed in find_open_proposals(build.chain, build.archive.today)}
    for key, placed in build.chain.proposals.items():
        assert (f'id="_{key.replace("#", "-")}"' in answered) == (key not in waiting)
        assert placed.proposal.sentence in plain_text(page.html)
    # Tabled first, then taken up again and turned down: the newest answer holds.
    assert 'href="beslut/2026-04-28-medel-ordningsvakter.html"' in answered
    assert 'href="beslut/2026-02-24-ordningsvakter-centrum.html"' not in answered


@pytest.mark.parametrize("name", ["empty", "planned"])
def test_an_archive_without_proposals_says_so(name: str) -> None:
    _, page = build_pages(ARCHIVES / name)
    text = plain_text(page.html)
    assert "Inga förslag väntar på beslut." in text
    assert "Inget förslag är besvarat än." in text
    assert "<table" not in page.html


def test_what_is_new_since_the_council_met_is_told_the_newest_first() -> None:
    _, page = build_pages(ROOT)
    text = plain_text(page.html)
    assert "Nytt sedan Lokala BRÅ möttes den 16 juni 2026" in text
    told = [
        "15 dec 2026 Fördjupad kartläggning av misstänkt narkotikahandel vid Järntorget · Beslutat.",
        "3 dec 2026 Lägesrapport november 2026 · Fastställd.",
        "27 okt 2026 Orsaksanalys av skadegörelsen på Per Olsskolans skolgård · Avslutat.",
        "1 okt 2026 A-traktorerna är tillbaka i centrum · Rättelse: plats var Västanfors",
    ]
    said = " ".join(text.split())
    places = [said.find(words) for words in told]
    assert -1 not in places
    assert places == sorted(places)
    # What was before the meeting is not new.
    assert "Lägesrapport maj 2026 · Fastställd" not in text


@pytest.mark.parametrize(
    ("today", "said"),
    [
        (date(2026, 11, 6), "Inget nytt sedan dess"),
        (date(2026, 11, 5), None),  # it meets that day for the first time
        (date(2026, 12, 4), "Inget nytt sedan dess"),
    ],
)
def test_what_is_new_is_counted_from_the_last_meeting_before_the_day(
    today: date, said: str | None
) -> None:
    _, page = build_pages(ARCHIVES / "small", today)
    text = plain_text(page.html)
    assert ("Nytt sedan Lokala BRÅ möttes" in text) == (said is not None)
    assert said is None or said in text
