"""The page of the mall: every row of every list, in plain words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from generator.pages.base.build import Build
from generator.pages.base.page import Page
from generator.pages.base.reading import plain_text
from generator.pages.base.templating import plain
from generator.pages.mall.build import build_words
from generator.records.mall.mall import Mall
from generator.records.mall.rows import Dated, Row
from tests.fixed import read_once
from tests.site.reading import heard_in, read_html

ROOT = Path(__file__).resolve().parents[2]
ARCHIVES = ROOT / "tests" / "archives"
ROOTS = [ROOT, ARCHIVES / "small"]


def build_pages(root: Path) -> tuple[Mall, Page]:
    build = Build(read_once(root), {})
    (page,) = build_words(build)
    return build.archive.mall, page


def listed_rows(mall: Mall) -> list[tuple[str, Row]]:
    """Every row of every list of the model, with the key it stands under."""
    found = [
        (field.alias or name, row)
        for name, field in Mall.model_fields.items()
        if isinstance(getattr(mall, name), tuple)
        for row in getattr(mall, name)
        if isinstance(row, Row)
    ]
    return [*found, *(("problemtyper", row) for row in mall.problem_types)]


@pytest.mark.parametrize("root", ROOTS)
def test_every_row_of_every_list_is_explained(root: Path) -> None:
    mall, page = build_pages(root)
    rows, tree = listed_rows(mall), read_html(page.html)
    assert len(rows) > 50
    anchors = []
    for key, row in rows:
        anchor = f"_{plain(key)}-{row.slug if isinstance(row, Dated) else plain(row.name)}"
        anchors.append(anchor)
        place = tree.at(anchor)
        # An område is explained below its heading.
        told = heard_in(page.html, anchor) if place.tag == "h3" else place.text
        for word in (row.name, row.explanation, *row.aliases):
            assert word in told, f"{anchor}: {word}"
    assert len(set(anchors)) == len(anchors)


@pytest.mark.parametrize("root", ROOTS)
def test_ids_stand_once(root: Path) -> None:
    _, page = build_pages(root)
    ids = read_html(page.html).ids
    assert len(set(ids)) == len(ids)
    assert all(found.startswith("_") for found in ids)


def word_of(page: Page, anchor: str) -> str:
    return read_html(page.html).at(anchor).text


@pytest.mark.parametrize(
    ("anchor", "words"),
    [
        (
            "_problemtyper-tecken-pa-natverk",
            "Känslig: det kan gälla få personer, så skriv bara om platsen och läget i stort",
        ),
        ("_problemtyper-tecken-pa-natverk", "sprids högst till BRÅ"),
        ("_problemtyper-vald-i-nara-relation", "bara som ett tal för hela kommunen"),
        ("_problemtyper-skadegorelse", "Kan också skrivas vandalisering."),
        ("_problemtyper-skadegorelse", "Spets: brott."),
        ("_platser-stora-torget", "Allmän plats; del av Centrum."),
        ("_platser-gamla-badet", "till och med 31 december 2025"),
        ("_organisationer-gymnasieforbundet", "efterträdare: Skolan"),
        ("_organisationer-smaby-kommun", "Rapporterar inte själv"),
        ("_slag-handelse", "Räknas som händelse; gäller om inget annat skrivs."),
        ("_slag-iakttagelse", "Räknas inte som händelse."),
        ("_spridning-bra", "Gäller om inget annat skrivs."),
        ("_tillforlitlighet-obekraftat", "Räknas inte; sprids högst till BRÅ."),
        ("_tid-pa-dygnet-natt", "Klockan 22–06."),
        ("_nivaer-ej-bedomd", "Står utanför ordningen."),
        ("_indikatorer-anmalda-brott", "Mäts i antal; redan publicerad"),
        ("_beslutstyper-atgardsplan", "Beslutas bara av kommunen."),
    ],
)
def test_what_a_row_carries_is_told_in_plain_words(anchor: str, words: str) -> None:
    _, page = build_pages(ARCHIVES / "small")
    assert words in word_of(page, anchor)


def test_whose_day_an_indicator_goes_by_is_told() -> None:
    _, page = build_pages(ROOT)
    words = "talen visar när brotten anmäldes, inte när de begicks"
    assert words in word_of(page, "_indikatorer-anmalda-brott")
    assert words not in word_of(page, "_indikatorer-larm")


def test_plan_quarters_functions_and_retention() -> None:
    _, page = build_pages(ARCHIVES / "small")
    shown = plain_text(page.html)
    assert "Gruppen möts var 28:e dag, räknat från den 17 september 2026." in shown
    assert "Dagar då inget möte är planerat: 10 december 2026." in shown
    assert "mars–maj, juni–augusti, september–november och december–februari." in shown
    # No page says that small numbers are masked while no code does it.
    assert "färre än" not in shown
    assert (
        "godkänna, fastställa och rätta är trygghetssamordnare, säkerhetschef och den organisation som skrev"
        in shown
    )
    assert "<dt>Poster</dt><dd>Gallras efter 5 år" in page.html


def test_next_days_follow_the_plan_after_the_archives_date() -> None:
    archive = replace(read_once(ROOT), asked_date=date(2026, 12, 15))
    (page,) = build_words(Build(archive, {}))
    shown = plain_text(page.html)
    days = shown.partition("Nästa planerade dagar: ")[2].partition(".")[0]
    assert days.startswith("7 januari 2027, 21 januari 2027")
    assert days.count("2027") == 6


def test_others_words_become_ours_or_are_left_out() -> None:
    mall, page = build_pages(ROOT)
    part = plain_text(page.html[page.html.index('id="_import"') :])
    for theirs, ours in mall.imports["polisen"].items():
        if theirs != "organisation":
            assert theirs in part
            assert "Hämtas inte" in part if ours == "utelämnas" else ours in part
    assert "tas inte in förrän gruppen har sagt vad typen ska bli" in part
