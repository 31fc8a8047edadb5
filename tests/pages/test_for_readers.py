"""What pages and reports say to readers outside the group of what they are not shown: never that it is none."""

from __future__ import annotations

import re
from functools import cache

import pytest

from generator.analysis import count_report, show_to_readers
from generator.article.plain import plain_line, plain_section, plain_words
from generator.article.values import Article, Table
from generator.cli.examined.claims import Counted
from generator.cli.examined.summaries import read_counts
from generator.pages.actions.build import build_actions
from generator.pages.base.reading import plain_text
from generator.pages.composed import Composer, make_build
from generator.pages.place.build import build_places
from generator.pages.report.appendix import compose_places
from generator.pages.statistics.build import build_statistics
from generator.records import find_reader
from tests.article.composed import blocks_of
from tests.fixed import read_once
from tests.places import ARCHIVES, ROOT

SMALL = ARCHIVES / "small"
READERS = ("EST", "BRÅ", "Länsstyrelsen", "Publik")
PLACES = "Platser med färre än 5 händelser på tolv månader visas inte."


@cache
def composer_for(reader: str) -> Composer:
    archive = read_once(SMALL)
    return Composer(make_build(SMALL, archive, find_reader(archive.mall, reader)))


def report_for(reader: str, month: str = "2026-10") -> Article:
    composer = composer_for(reader)
    return composer.compose_today(composer.build.archive.report[month])


@pytest.mark.parametrize("reader", READERS)
def test_a_number_without_its_entries_says_that_they_are_withheld(reader: str) -> None:
    told = [
        (row.cells[0], plain_line(row.cells[1]), plain_line(row.cells[-1]))
        for block in blocks_of(report_for(reader))
        if isinstance(block, Table) and block.columns[-1] == "Postens nummer"
        for row in block.rows
    ]
    assert told
    assert not [row for row in told if row[1] not in ("0", "") and row[2] == "inga"]
    withheld = "sprids inte hit" in {row[2] for row in told}
    assert withheld == (reader in ("Länsstyrelsen", "Publik")), told


@pytest.mark.parametrize("reader", READERS)
def test_whoever_asks_is_told_that_platser_are_left_out(reader: str) -> None:
    composer = composer_for(reader)
    facts = composer.find_facts(composer.build.archive.report["2026-10"])
    (index,) = (p for p in build_places(composer.build) if p.address == "platser/index.html")
    said = ("\n".join(plain_section(compose_places(facts))), plain_text(index.html))
    assert {PLACES in words for words in said} == {reader == "Publik"}
    assert "Inga poster lämnades" not in said[0]


@pytest.mark.parametrize("reader", READERS)
def test_of_statistics_that_are_withheld_nobody_says_that_there_are_none(reader: str) -> None:
    composer = composer_for(reader)
    (index,) = (p for p in build_statistics(composer.build) if p.address == "statistik/index.html")
    words = plain_text(index.html)
    assert ("sprids hit" in words) == (reader in ("Länsstyrelsen", "Publik")), words
    assert "Arkivet har inga tal" not in words


@pytest.mark.parametrize("reader", ["BRÅ", "Länsstyrelsen"])
@pytest.mark.parametrize("month", ["2026-03", "2026-04", "2026-12"])
def test_a_summary_may_say_what_its_readers_are_shown(month: str, reader: str) -> None:
    archive = read_once(ROOT)
    composer = Composer(make_build(ROOT, archive, find_reader(archive.mall, reader)))
    shown = next(
        one for one in show_to_readers(archive) if one.reader and one.reader.name == reader
    )
    counts, whole = (read_counts(count_report(one, month), month) for one in (shown, archive))
    facts = composer.find_facts(composer.build.archive.report[month])
    posts, events = (row.cells[0].value for row in (facts.total_posts, facts.total_events))
    assert (counts[Counted.POSTS], counts[Counted.EVENTS]) == (posts, events)
    assert counts[Counted.POSTS] < whole[Counted.POSTS]


OPEN = "Vad en öppen åtgärd går ut på sprids inte hit."


@pytest.mark.parametrize("reader", READERS)
def test_an_open_action_says_that_what_it_is_about_is_withheld(reader: str) -> None:
    composer = composer_for(reader)
    (page,) = build_actions(composer.build)
    words = plain_text(page.html)
    going_on = "Åtgärd pågår" in words
    shown = re.search(r"Åtgärd pågår.{0,80}sprids inte hit", words) is not None
    assert (OPEN in words, shown) == (going_on, going_on)
    report = plain_words(report_for(reader))
    assert ("Åtgärd pågår" in report) == (OPEN in report)
    assert (reader, going_on) != ("BRÅ", False)


@pytest.mark.parametrize("reader", READERS)
def test_the_report_says_where_what_is_told_apart_stands(reader: str) -> None:
    lines = plain_words(report_for(reader)).splitlines()
    said = "De redovisas för sig, under ”Känsliga problemtyper”." in " ".join(lines)
    assert (said, "Känsliga problemtyper" in lines) == (reader != "EST", reader != "EST")


@pytest.mark.parametrize("reader", READERS)
def test_a_number_of_poster_says_to_others_that_the_sensitive_are_apart(reader: str) -> None:
    composer = composer_for(reader)
    meeting = plain_words(composer.compose(composer.build.archive.meeting["2026-10-15"]))
    told = {
        "känsliga problemtyper oräknade" in one
        for one in (meeting, plain_words(report_for(reader)))
    }
    assert told == {reader != "EST"}


def test_how_many_poster_are_positive_is_said_between_commas() -> None:
    archive = read_once(ROOT)
    build = make_build(ROOT, archive, find_reader(archive.mall, "BRÅ"))
    (page,) = (p for p in build_places(build) if p.address == "platser/meling.html")
    said = plain_text(page.html)
    assert "Åtta poster, varav en positiv, gäller platsen." in said
