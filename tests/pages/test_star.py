"""The page of Preventionsstjärnan: entries, factors and åtgärder, and what is left out."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from generator.analysis import Posts
from generator.analysis.status import action_status
from generator.article.addresses import address_of
from generator.figures import Star
from generator.pages.base.build import Build
from generator.pages.base.page import Page
from generator.pages.base.reading import plain_text
from generator.pages.star import build as star
from generator.pages.star.build import (
    build_star,
    chart_star,
    find_factors,
    find_levels,
    find_tips,
    year_before,
)
from generator.records.loading import read_archive
from tests.figures.drawn import find_words
from tests.fixed import read_once
from tests.site.reading import read_html
from tests.written import write_meetings

ROOT = Path(__file__).resolve().parents[2]
ARCHIVES = ROOT / "tests" / "archives"
DAY = date(2026, 12, 15)
ENTRY = "entries/2026-10-15/skolan-klotter.md"


def build_pages(root: Path, today: date | None = None) -> tuple[Build, Page]:
    build = Build(replace(read_once(root), asked_date=today), {})
    (page,) = build_star(build)
    return build, page


def entry(*rows: str) -> str:
    head = ("organisation: Skolan", "plats: Norra skolan", "datum: 2026-10-12", *rows)
    return "\n".join(["---", *head, "---", "# Klotter på skolgården", "En vägg.", ""])


def test_counts_and_lists_agree_with_the_records() -> None:
    build, page = build_pages(ROOT, DAY)
    archive, mall = build.archive, build.archive.mall
    since = year_before(DAY)
    for section in find_tips(archive, since):
        touching = [
            found
            for found in archive.entries
            if found.counts
            and found.kind.role != "statistik"
            and archive.meeting[archive.taken_up_at(found)].is_held
            and archive.day_of(found) <= DAY
            and section.tip.name
            in (
                [tip.name for tip in found.own_tips]
                or (found.problem_type.tips if found.problem_type else ())
            )
        ]
        recent = [found for found in touching if archive.day_of(found) > since]
        assert section.recent == len(recent)
        assert section.older == len(touching) - len(recent)
        assert len(section.entries) == min(len(recent), 10)
        days = [archive.day_of(found) for found in section.entries]
        assert days == sorted(days, reverse=True)
        assert all(f'href="{address_of(archive, found)}"' in page.html for found in section.entries)
        if section.hidden:
            assert f"tio senaste av {section.recent}" in page.html
    assert len([one for one in read_html(page.html).ids if one.startswith("_spets-")]) == len(
        mall.tips
    )


def test_the_star_has_the_numbers_of_its_table_and_of_the_lists() -> None:
    build, page = build_pages(ROOT, DAY)
    since = year_before(DAY)
    (figure,) = page.figures
    (picture,) = figure.pictures
    assert isinstance(picture, Star)
    parts = (*picture.points, *picture.fields)
    assert [(row.name, row.cells[0].content, row.cells[1].content) for row in figure.grid.rows] == [
        (part.name, part.amount, part.unit) for part in parts
    ]
    counted = {row.tip.name: row.recent for row in find_tips(build.archive, since)}
    levels = {row.level.name: row.recent for row in find_levels(build, since)}
    assert {part.name: part.amount.value for part in parts} == counted | levels
    assert sum(levels.values()) == sum(
        since < build.archive.day_of(placed.record) <= DAY and placed.action.level is not None
        for placed in build.archive.actions.values()
    )
    words = find_words(picture.draw())
    assert [words[f"point:{n}"] for n in range(len(counted))] == [p.words for p in picture.points]
    for number in (*counted.values(), *levels.values()):
        assert re.search(rf"\b{number}\b", figure.sentences[0])
    assert "är ett förslag i det här arkivet" in plain_text(page.html)
    for row in figure.grid.rows:
        target = row.cells[0].target.partition("#")[2]
        assert not target or f'id="{target}"' in page.html


@pytest.mark.parametrize(("many", "stars"), [(2, 0), (3, 1), (7, 1)])
def test_the_mall_decides_how_many_points_the_star_has(many: int, stars: int) -> None:
    tips = [(f"Spets {number}", Posts(counted=number)) for number in range(many)]
    levels = [("universell", 3), ("selektiv", 1), ("indikerad", 0)]
    figure = chart_star("stjarnan.html", tips, levels, year_before(DAY), DAY)
    assert (figure is not None) == bool(stars)
    if figure:
        (picture,) = figure.pictures
        assert isinstance(picture, Star)
        assert len(picture.points) == many


def test_levels_that_are_not_three_stand_in_no_field() -> None:
    tips = [("Brott", Posts(4)), ("Våld", Posts(2)), ("Utanförskap", Posts())]
    figure = chart_star("stjarnan.html", tips, [("universell", 3)] * 2, year_before(DAY), DAY)
    assert figure
    (picture,) = figure.pictures
    assert isinstance(picture, Star)
    assert picture.fields == ()
    assert len(figure.notes) == 1


def test_an_entrys_own_tips_go_before_its_problem_types(archive_with: Callable[..., Path]) -> None:
    text = entry("problemtyp: Skadegörelse", "preventionsstjärnan: [Våld]")
    root = archive_with(files={ENTRY: text})
    tips = {row.tip.name: row for row in find_tips(read_once(root), date(2025, 12, 1))}
    assert "Klotter på skolgården" in [found.title for found in tips["Våld"].entries]
    assert "Klotter på skolgården" not in [found.title for found in tips["Brott"].entries]


def test_withdrawn_entries_and_meetings_to_come_are_left_out(
    archive_with: Callable[..., Path],
) -> None:
    struck = "struken: {datum: 2026-10-20, skäl: Stämde inte, av: Skolan}"
    coming = entry("problemtyp: Skadegörelse").replace("2026-10-12", "2026-11-11")
    root = archive_with(
        files={
            ENTRY: entry("problemtyp: Skadegörelse", struck),
            "entries/2026-11-12/skolan-klotter.md": coming,
        }
    )
    archive = read_archive(root, date(2026, 11, 6))
    listed = [found.title for row in find_tips(archive, date(2025, 11, 6)) for found in row.entries]
    assert listed
    assert "Klotter på skolgården" not in listed


def test_factors_stand_once_with_a_link_to_each_teller(archive_with: Callable[..., Path]) -> None:
    factors = "faktorer: [{risk: mörk skolgård, kontext: Samhälle}]"
    again = (
        "faktorer: [{risk: Mörk skolgård, kontext: Samhälle}, {skydd: öppen hall, kontext: Skola}]"
    )
    root = archive_with(
        files={
            ENTRY: entry("problemtyp: Skadegörelse", factors),
            "entries/2026-10-15/skolan-lampa.md": entry("problemtyp: Skadegörelse", again),
        }
    )
    build = Build(read_once(root), {})
    rows = {row.context.name: row for row in find_factors(build)}
    dark = [f for f in rows["Samhälle"].risks if f.text.casefold() == "mörk skolgård"]
    assert [len(found.links) for found in dark] == [2]
    assert [found.text for found in rows["Skola"].protections] == ["öppen hall"]


def test_every_factor_leads_to_its_source() -> None:
    build, page = build_pages(ROOT, DAY)
    archive = build.archive
    tellers = [found for found in archive.entries if found.stands and found.factors]
    assert tellers
    assert archive.accounts
    for found in tellers:
        assert f'href="{address_of(archive, found)}"' in page.html
        assert all(factor.text.casefold() in page.html.casefold() for factor in found.factors)
    for account in archive.accounts:
        if account.factors:
            assert f'href="beslut/{account.decision_id}.html#_faktorer"' in page.html


def test_actions_stand_under_their_level_and_the_rest_are_counted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(star, "MOST_ENDED", 1)
    build, page = build_pages(ROOT, DAY)
    actions = build.archive.actions.values()
    for section in find_levels(build, year_before(DAY)):
        own = [p for p in actions if p.action.level is section.level]
        left = [p for p in own if action_status(build.chain, p, DAY).is_open]
        assert len(section.open) == len(left)
        assert len(section.ended) + section.hidden == len(own) - len(left)
        assert len(section.ended) <= 1
    assert any(section.hidden for section in find_levels(build, year_before(DAY)))
    assert 'på <a href="atgarder.html">sidan med alla åtgärder</a>' in page.html


def test_actions_without_a_level_are_counted(archive_with: Callable[..., Path]) -> None:
    action = "åtgärder: [{vad: Måla över väggen, ansvarig: Fastighetsbolaget}]"
    _, before = build_pages(ARCHIVES / "small")
    _, after = build_pages(archive_with(files={ENTRY: entry("problemtyp: Skadegörelse", action)}))
    many = [
        re.findall(r"(\S+) åtgärd\w* har ingen nivå angiven", page.html) for page in (before, after)
    ]
    assert many[0] != many[1]
    assert many[1]


@pytest.mark.parametrize("name", ["empty", "planned"])
def test_an_archive_without_entries_says_so(name: str) -> None:
    _, page = build_pages(ARCHIVES / name)
    shown = plain_text(page.html)
    assert "Ingen post från de senaste tolv månaderna rör någon av stjärnans spetsar." in shown
    assert "Ingen har skrivit någon risk- eller skyddsfaktor än." in shown
    assert "Inga åtgärder på den här nivån." in shown


def test_a_year_before_leap_day() -> None:
    assert year_before(date(2028, 2, 29)) == date(2027, 2, 28)
    assert year_before(DAY) == date(2025, 12, 15)


def test_the_most_touched_tip_is_that_of_most_problems() -> None:
    tips = [("Brott", Posts(9, positive=7)), ("Våld", Posts(4)), ("Utanförskap", Posts(1))]
    figure = chart_star("stjarnan.html", tips, [], year_before(DAY), DAY)
    assert figure
    assert figure.title == "Flest poster om problem rör Våld"
    assert "9\xa0poster rör Brott (varav 7 positiva)" in figure.sentences[0]


@pytest.mark.parametrize(("kinds", "lead"), [
    (["Händelse", "Positiv utveckling"], "Brott: en post de senaste tolv månaderna. En positiv post rör den också."),
    (["Positiv utveckling"] * 2, "Alla poster från de senaste tolv månaderna som rör en spets är positiva."),
    ([], "Ingen post från de senaste tolv månaderna rör någon av stjärnans spetsar."),
])  # fmt: skip
def test_good_news_is_no_problem_of_a_tip(tmp_path: Path, kinds: list[str], lead: str) -> None:
    meeting = {f"a{number}": {"slag": kind} for number, kind in enumerate(kinds)}
    build = Build(write_meetings(tmp_path, [meeting]), {})
    (page,) = build_star(build)
    assert lead in plain_text(page.html)
