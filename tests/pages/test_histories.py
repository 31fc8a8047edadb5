"""The pages of områden, platser and organisationer: what they say is what the records hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from generator.analysis.counts import NO_MEETING, Amount, count_by, figures_of
from generator.analysis.status import action_status, find_open_proposals, proposal_status
from generator.article.addresses import anchor_of, entry_anchor
from generator.pages.area.build import build_areas
from generator.pages.base.build import Build
from generator.pages.base.page import Page
from generator.pages.base.reading import plain_text
from generator.pages.organisation.build import build_organisations
from generator.pages.organisation.feedback import Feedback
from generator.pages.place.build import build_places, say_events
from generator.pages.shared.columns import Column
from generator.pages.shared.courses import Course, Point
from generator.records.archive import Archive
from generator.records.kinds.parts import Subject
from generator.records.loading import read_archive
from generator.records.mall.rows import Place, ProblemType
from generator.swedish import say_day, say_short_day
from tests.figures.drawn import find_words
from tests.fixed import read_once

ROOT = Path(__file__).resolve().parents[2]
SMALL = ROOT / "tests" / "archives" / "small"
BUILDERS = (build_areas, build_places, build_organisations)
COUNT = r'class="lb-num"><a href="#_{slug}">(\d+)</a>'
LISTED = re.compile(r'<li><a href="[./]*moten/([0-9-]+)\.html#([^"]+)">')


def build_pages(archive: Archive) -> tuple[Build, dict[str, Page]]:
    build = Build(archive, {})
    return build, {page.address: page for make in BUILDERS for page in make(build)}


@pytest.fixture(scope="module")
def small() -> tuple[Build, dict[str, Page]]:
    return build_pages(replace(read_archive(SMALL), asked_date=date(2026, 11, 20)))


@pytest.fixture(scope="module")
def example() -> tuple[Build, dict[str, Page]]:
    return build_pages(read_once(ROOT))


def section(page: Page, anchor: str, level: int = 2) -> str:
    """Return what stands between a heading and the next one of its level or above."""
    _, _, rest = page.html.partition(f'<h{level} id="{anchor}">')
    assert rest, f"{page.address} has no {anchor}"
    return re.split(rf"<h[1-{level}][ >]|<footer", rest, maxsplit=1)[0]


def listed(html: str) -> list[str]:
    """Return the ids of the entries that a list leads to."""
    return [f"{meeting}/{anchor}" for meeting, anchor in LISTED.findall(html)]


def ids(build: Build, column: str, slug: str) -> list[str]:
    rows = build.entries[build.entries[column] == slug]
    return sorted(str(value) for value in rows["entry"])


def shown(build: Build, entries: list[str]) -> list[str]:
    """Return the meetings and anchors where entries are shown."""
    archive = build.archive
    found = (archive.entry[key] for key in entries)
    return sorted(f"{archive.taken_up_at(e)}/{entry_anchor(archive, e)}" for e in found)


def told(build: Build, column: str, slug: str) -> list[str]:
    """Every entry of a plats or organisation that tells something, be it only a rumour or a plan."""
    rows = ((getattr(entry, column), entry) for entry in build.archive.entries if entry.tells)
    return [entry.id for row, entry in rows if row is not None and row.slug == slug]


def test_every_row_of_the_mall_has_a_page(example: tuple[Build, dict[str, Page]]) -> None:
    build, pages = example
    mall = build.archive.mall
    expected = {
        *(f"omraden/{row.slug}.html" for row in mall.areas),
        *(f"platser/{row.slug}.html" for row in mall.places),
        *(f"organisationer/{row.slug}.html" for row in mall.organisations),
        *(f"{folder}/index.html" for folder in ("omraden", "platser", "organisationer")),
    }
    assert set(pages) == expected
    assert {page.parent for address, page in pages.items() if "index" not in address} == {
        "omraden/index.html",
        "platser/index.html",
        "organisationer/index.html",
    }


def test_an_areas_figures_are_the_entries_below_them(
    example: tuple[Build, dict[str, Page]],
) -> None:
    build, pages = example
    seen = 0
    for area in build.archive.mall.areas:
        page = pages[f"omraden/{area.slug}.html"]
        for row in area.problem_types:
            entries = ids(build, "problem_type", row.slug)
            table = section(page, "_problemtyper", 2)
            figures = re.findall(COUNT.format(slug=row.slug), table)
            assert figures == ([str(len(entries))] if entries else [])
            if entries:
                _, _, below = page.html.partition(f'<div id="_{row.slug}">')
                assert sorted(listed(below.partition("</details>")[0])) == shown(build, entries)
            seen += len(entries)
    assert seen == build.entries["problem_type"].notna().sum() > 0


def test_an_areas_history_counts_as_the_meetings_do(
    example: tuple[Build, dict[str, Page]],
) -> None:
    build, pages = example
    for area in build.archive.mall.areas:
        history = section(pages[f"omraden/{area.slug}.html"], "_historik")
        told = dict(
            re.findall(
                rf'moten/([0-9-]+)\.html#_{area.slug}">[^<]*</a></th>(?:(?!</tr>).)*'
                r'data-label="Poster" class="lb-num">(\d+)',
                history,
                re.DOTALL,
            )
        )
        rows = build.entries[build.entries["area"] == area.slug]
        meetings = [meeting.id for meeting in build.archive.meetings]
        counted = figures_of(count_by(rows, "meeting", meetings), "posts")
        assert {meeting: int(value) for meeting, value in told.items()} == {
            meeting: value for meeting, value in counted.items() if value
        }


def test_a_called_off_meeting_says_so(example: tuple[Build, dict[str, Page]]) -> None:
    build, pages = example
    off = [meeting for meeting in build.archive.meetings if meeting.called_off]
    assert off
    for area in build.archive.mall.areas:
        history = section(pages[f"omraden/{area.slug}.html"], "_historik")
        for meeting in off:
            _, _, row = history.partition(f"moten/{meeting.id}.html")
            assert "Mötet ställdes in" in row.partition("</tr>")[0]


def test_the_level_is_told_since_the_first_meeting_in_a_row(
    small: tuple[Build, dict[str, Page]],
) -> None:
    _, pages = small
    words = plain_text(pages["omraden/ordning.html"].html)
    assert "Nivån är förhöjd. Problemen" in words
    assert "Problemen bedöms öka. Bedömningen gjordes" in words
    assert "Nivån är inte bedömd från och med mötet den 16 oktober 2026." in plain_text(
        pages["omraden/vald.html"].html
    )


def test_levels_are_told_since_they_last_changed(example: tuple[Build, dict[str, Page]]) -> None:
    build, pages = example
    for area in build.archive.mall.areas:
        judged = [(m, m.assessments.get(area.name)) for m in build.archive.held_meetings]
        told = [
            (m, found.level.name) for m, found in judged if found and found.level.role == "bedömd"
        ]
        if not told or told[-1][0] is not judged[-1][0]:
            continue
        others = [number for number, (_, level) in enumerate(told) if level != told[-1][1]]
        first = told[max(others, default=-1) + 1][0]
        words = plain_text(pages[f"omraden/{area.slug}.html"].html)
        assert re.search(rf"Nivån är [^.]+ sedan mötet den {say_day(first.day)}[.,]", words)


def test_a_place_lists_its_own_entries_and_those_within_it_apart(
    example: tuple[Build, dict[str, Page]],
) -> None:
    build, pages = example
    for place in build.archive.mall.places:
        page = pages[f"platser/{place.slug}.html"]
        own = told(build, "place", place.slug)
        assert len(listed(section(page, "_poster"))) == len(own)
        if place.kind != "kommun" and '"_poster-inom"' in page.html:
            inside = [e for p in find_within(build, place) for e in told(build, "place", p.slug)]
            assert len(listed(section(page, "_poster-inom"))) == len(inside) > 0


def find_within(build: Build, place: Place) -> Iterator[Place]:
    for other in build.archive.mall.places:
        if other.part_of and build.archive.mall.find(Place, other.part_of) is place:
            yield other
            yield from find_within(build, other)


def test_a_place_within_another_is_linked_both_ways(small: tuple[Build, dict[str, Page]]) -> None:
    _, pages = small
    assert '<a href="centrum.html">Centrum</a>' in pages["platser/norra-skolan.html"].html
    centre = pages["platser/centrum.html"]
    assert '<a href="norra-skolan.html">Norra skolan</a>' in section(centre, "_inom")
    assert "Ingen post gäller själva platsen än." in plain_text(centre.html)
    assert sorted(listed(section(centre, "_poster-inom"))) == [
        "2026-09-17/fastighet-fonster",
        "2026-10-15/fastighet-fonster",
        "2026-10-15/polisen-fonster",
        "2026-10-15/skolan-lugnare",
        "2026-11-12/skolan-skyltsondag",
    ]
    whole = pages["platser/hela-kommunen.html"]
    assert "_poster-inom" not in whole.html
    assert "norra-skolan.html#_poster" in section(whole, "_inom")


def test_a_place_with_nothing_told_says_so(small: tuple[Build, dict[str, Page]]) -> None:
    _, pages = small
    words = plain_text(pages["platser/gamla-badet.html"].html)
    assert "Gällde till och med 31 december 2025." in words
    assert "Ingen post gäller platsen än." in words


def test_an_organisation_that_has_ended_names_who_took_over(
    small: tuple[Build, dict[str, Page]],
) -> None:
    _, pages = small
    page = pages["organisationer/gymnasieforbundet.html"]
    words = plain_text(page.html)
    assert "Var med till och med 31 december 2025. Skolan har tagit över." in words
    assert "Skulle rapportera till varje möte" in words
    assert '<a href="skolan.html">Skolan</a> har tagit över.' in page.html
    assert "var med till och med 31 december 2025" in plain_text(
        pages["organisationer/index.html"].html
    )


def test_an_organisation_lists_what_it_told(example: tuple[Build, dict[str, Page]]) -> None:
    build, pages = example
    for row in build.archive.mall.organisations:
        page = pages[f"organisationer/{row.slug}.html"]
        own = told(build, "organisation", row.slug)
        dropped = [
            e for e in build.archive.entries if not e.stands and e.organisation.slug == row.slug
        ]
        assert len(listed(section(page, "_poster"))) == len(own) + len(dropped)
        answered = [a for a in build.archive.actions.values() if a.action.responsible is row]
        assert section(page, "_atgarder").count('class="lb-status--') == len(answered)


def test_an_organisation_is_told_when_it_was_silent(small: tuple[Build, dict[str, Page]]) -> None:
    _, pages = small
    told = plain_text(section(pages["organisationer/skolan.html"], "_rapportering"))
    assert "Har rapporterat till 1 av 2 möten." in told
    assert "Har inte rapporterat: 17 sep." in told
    told = plain_text(section(pages["organisationer/polisen.html"], "_rapportering"))
    assert "Inget att rapportera: 17 sep." in told
    told = plain_text(section(pages["organisationer/fastighetsbolaget.html"], "_rapportering"))
    assert "Har rapporterat till 2 möten." in told


def test_an_organisation_reads_what_its_reports_led_to(
    small: tuple[Build, dict[str, Page]],
) -> None:
    _, pages = small
    led = section(pages["organisationer/fastighetsbolaget.html"], "_ledde-till")
    words = plain_text(led)
    assert "En post hör ihop med ett förslag och ett beslut." in words
    days = re.findall(r'<time datetime="([0-9-]+)">', led)
    assert days == sorted(days) == ["2026-10-16", "2026-11-05", "2026-11-09"]
    assert "../moten/2026-10-15.html#_bra-1" in led
    assert "../beslut/2026-11-05-kartlaggning-norra-skolan.html#_redovisning" in led
    # The same problem at the same meeting, told by someone else, led on too.
    assert "ett förslag och ett beslut" in plain_text(pages["organisationer/polisen.html"].html)
    # Another problem at another place did not.
    words = plain_text(pages["organisationer/skolan.html"].html)
    assert "Inget förslag, inget beslut och ingen klar åtgärd hör ihop med posterna än." in words


@pytest.mark.parametrize(
    ("problem", "place", "is_about"),
    [
        ("Skadegörelse", "Norra skolan", True),
        ("Skadegörelse", "Centrum", True),
        ("Skadegörelse", "Hela kommunen", True),
        ("Skadegörelse", None, True),
        (None, "Centrum", True),
        ("Skadegörelse", "Stora torget", False),
        ("Störande samling", "Norra skolan", False),
        (None, None, False),
    ],
)
def test_a_proposal_concerns_the_same_problem_and_place(
    small: tuple[Build, dict[str, Page]], problem: str | None, place: str | None, is_about: bool
) -> None:
    build, _ = small
    mall = build.archive.mall
    subject = Subject.model_construct(
        problem_type=mall.find(ProblemType, problem) if problem else None,
        place=mall.find(Place, place) if place else None,
    )
    entry = build.archive.entry["2026-10-15/fastighet-fonster"]
    assert Feedback(build).concerns(subject, entry) is is_about


def test_nothing_is_led_to_before_it_has_happened() -> None:
    _, pages = build_pages(replace(read_archive(SMALL), asked_date=date(2026, 11, 4)))
    words = plain_text(section(pages["organisationer/fastighetsbolaget.html"], "_ledde-till"))
    assert "En post hör ihop med ett förslag." in words


def test_every_finished_action_and_decision_reaches_its_reporter(
    example: tuple[Build, dict[str, Page]],
) -> None:
    build, pages = example
    chain, today = build.chain, build.archive.today
    reached = 0
    for entry in (found for found in build.archive.entries if found.stands):
        page = pages[f"organisationer/{entry.organisation.slug}.html"]
        for decision in chain.decisions_on_entry.get(entry.id, ()):
            assert f"../beslut/{decision.id}.html" in section(page, "_ledde-till")
            reached += 1
        for number, _ in enumerate(entry.actions):
            placed = build.archive.actions.get(f"{entry.id}#{number + 1}")
            if placed and action_status(chain, placed, today).state == "klar":
                assert placed.action.what in plain_text(section(page, "_ledde-till"))
                reached += 1
    assert reached


def test_stories_count_each_entry_once(example: tuple[Build, dict[str, Page]]) -> None:
    build, _ = example
    feedback = Feedback(build)
    entries = [entry for entry in build.archive.entries if entry.stands]
    told = [entry.id for story in feedback.tell_stories(entries) for entry in story.entries]
    assert len(told) == len(set(told)) > 0


@pytest.mark.parametrize("keep", [(), ("meetings",)])
def test_an_archive_without_records_has_its_pages(keep: tuple[str, ...]) -> None:
    full = read_archive(SMALL)
    planned = tuple(meeting for meeting in full.meetings if not meeting.is_held)
    assert planned
    archive = Archive(full.mall, meetings=planned if keep else ())
    _, pages = build_pages(archive)
    assert "Gruppen har inte hållit något möte än." in plain_text(pages["omraden/index.html"].html)
    words = plain_text(pages["omraden/ordning.html"].html)
    assert "Gruppen har inte hållit något möte om området än." in words
    assert "Området har inga poster än." in words
    assert "Ingen post gäller platsen än." in plain_text(pages["platser/stora-torget.html"].html)
    words = plain_text(pages["organisationer/polisen.html"].html)
    assert "Organisationen har inte lämnat någon post." in words
    assert "Vad det blev av posterna" not in words


def test_a_decision_stands_once_with_its_proposals(
    example: tuple[Build, dict[str, Page]],
) -> None:
    build, pages = example
    seen = 0
    for address, page in pages.items():
        if address.startswith(("omraden/", "platser/")) and "_forslag-och-beslut" in page.html:
            cases = section(page, "_forslag-och-beslut")
            for decision in build.chain.decisions:
                _, own, rest = cases.partition(
                    f'register__title"><a href="../beslut/{decision.id}.html"'
                )
                assert f'register__title"><a href="../beslut/{decision.id}.html"' not in rest
                for key in decision.answers if own else ():
                    seen += 1
                    day = say_short_day(build.chain.proposals[key].meeting.day)
                    assert f"· förslag {day}" in plain_text(rest.partition("</li>")[0])
            for key, placed in build.chain.proposals.items():
                told = proposal_status(build.chain, placed, build.archive.today)
                way = f"../moten/{placed.meeting.id}.html#_{key.partition('#')[2]}"
                if told.decision and not told.is_open:
                    assert f'register__title"><a href="{way}"' not in cases
    assert seen


def test_an_open_proposal_waits_first(example: tuple[Build, dict[str, Page]]) -> None:
    build, pages = example
    for area in build.archive.mall.areas:
        cases = section(pages[f"omraden/{area.slug}.html"], "_forslag-och-beslut")
        for placed in find_open_proposals(build.chain, build.archive.today):
            about = placed.proposal.subject.problem_type
            if about and build.archive.mall.area_of(about) is area:
                assert anchor_of(build.archive, placed) in cases


def test_below_the_months_stands_what_was_done_and_decided(
    example: tuple[Build, dict[str, Page]],
) -> None:
    page = example[1]["platser/jarntorget.html"]
    (figure,) = page.figures
    words = {row.name: str(row.cells[-1].content) for row in figure.grid.rows}
    assert words["nov 2026"] == (
        "klar: Laga två lampor på torgets norra sida; "
        "klar: Gemensam genomgång av belysning och insyn på plats"
    )
    assert words["dec 2026"] == (
        "beslut: Fördjupad kartläggning av misstänkt narkotikahandel vid Järntorget"
    )
    assert [month for month, word in words.items() if word] == ["nov 2026", "dec 2026"]
    said = "Klara åtgärder: två i november 2026. Beslut: ett i december 2026."
    assert said in plain_text(page.html)
    for drawn in figure.drawings:
        for svg in drawn:
            marks = find_words(svg)
            assert {mark: marks[mark] for mark in marks if not mark.startswith("number")} == {
                "åtgärd klar:11": "2■",
                "beslut:12": "§",
            }


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        ([5, 2], "Två händelser hittills i december 2026, fem i november 2026."),
        ([1, 0], "Inga händelser hittills i december 2026, en i november 2026."),
        (
            [3, 1, 0, 0],
            "Inga händelser hittills i december 2026, inga i november 2026, senast en i oktober 2026.",
        ),
        ([0, 0, 0], "Inga händelser hittills i december 2026, inga i november 2026."),
        ([4, None], "Inget möte hittills i december 2026, fyra händelser i november 2026."),
        (
            [2, None, None],
            "Inget möte hittills i december 2026, inget möte i november 2026, senast två händelser i oktober 2026.",
        ),
        ([13], "13 händelser hittills i december 2026."),
        ([], ""),
    ],
)
def test_a_places_newest_months_are_told(numbers: list[int | None], said: str) -> None:
    points = tuple(
        Point(
            Column(f"2026-{13 - back:02}", None, under_way=back == 1),
            Amount(number) if number is not None else Amount(None, NO_MEETING),
            None,
        )
        for back, number in zip(range(len(numbers), 0, -1), numbers, strict=True)
    )
    assert " ".join(say_events(Course("", "", points))) == said


def test_no_id_stands_twice(example: tuple[Build, dict[str, Page]]) -> None:
    for page in example[1].values():
        found = re.findall(r'\bid="([^"]+)"', page.html)
        assert len(found) == len(set(found)), page.address
        assert all(anchor.startswith("_") for anchor in found), page.address
