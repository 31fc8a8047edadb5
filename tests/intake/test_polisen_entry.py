"""An event as an entry: what it says, and that the source's text shows as text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from generator.intake.folder import Draft, write_drafts
from generator.intake.polisen_entry import Placing, create_entry, escape, time_of_day
from generator.intake.polisen_file import Event
from generator.problems import Origin
from generator.records.loading import load_archive, read_mall
from generator.records.mall.mall import Mall
from generator.records.mall.rows import Kind, Organisation, Place, ProblemType

EVENT = Event(
    id="514338",
    title="05 november 02.15, Våld/hot mot tjänsteman, Sala",
    type="Våld/hot mot tjänsteman",
    place="Sala",
    summary="En patrull möttes av hot vid torget.",
    address="https://polisen.se/aktuellt/handelser/2024/november/5/x/",
    published=datetime(2024, 11, 5, 8),
    day=date(2024, 11, 5),
    clock=time(2, 15),
    origin=Origin("svar"),
)


def place(mall: Mall, problem_type: str = "Hot eller ofredande", kind: str = "Händelse") -> Placing:
    """Return the mall's words for the event."""
    found = (
        mall.find(Organisation, "Polisen"),
        mall.find(Kind, kind),
        mall.find(ProblemType, problem_type),
        mall.find(Place, "Sala"),
    )
    assert all(found)
    return Placing(*found, date(2024, 11, 14))  # type: ignore[arg-type]


def test_the_whole_entry(archive: Path) -> None:
    mall = read_mall(archive)
    assert create_entry(EVENT, place(mall), mall) == (
        "---\n"
        "organisation: Polisen\n"
        "problemtyp: Hot eller ofredande\n"
        "plats: Sala\n"
        "datum: 2024-11-04\n"
        "tid: natt\n"
        "---\n"
        "# Våld eller hot mot tjänsteman i Sala\n"
        "\n"
        "En patrull möttes av hot vid torget.\n"
        "\n"
        "Källa: [Polisens webbplats](https://polisen.se/aktuellt/handelser/2024/november/5/x/), "
        "5 november 2024 klockan 02.15.\n"
    )


def test_a_time_nobody_knows_is_left_out(archive: Path) -> None:
    mall = read_mall(archive)
    text = create_entry(replace(EVENT, clock=None), place(mall), mall)
    assert "tid:" not in text
    assert text.endswith("5 november 2024.\n")


def test_another_slag_than_the_first_is_written(archive: Path) -> None:
    mall = read_mall(archive)
    assert "slag: Iakttagelse\n" in create_entry(EVENT, place(mall, kind="Iakttagelse"), mall)


def test_spridning_is_written_only_when_the_type_is_narrower(archive: Path) -> None:
    mall = read_mall(archive)
    assert "spridning: EST\n" in create_entry(EVENT, place(mall, "Sexualbrott"), mall)
    assert "spridning" not in create_entry(EVENT, place(mall, "Dödligt våld"), mall)


@pytest.mark.parametrize(
    ("clock", "part"),
    [
        (time(5, 59), "natt"),
        (time(6, 0), "morgon"),
        (time(9, 59), "morgon"),
        (time(10, 0), "dag"),
        (time(21, 59), "kväll"),
        (time(22, 0), "natt"),
        (time(0, 0), "natt"),
    ],
)
def test_the_part_of_the_day_is_the_malls(archive: Path, clock: time, part: str) -> None:
    row = time_of_day(read_mall(archive), clock)
    assert row is not None
    assert row.name == part


@pytest.mark.parametrize(
    ("clock", "day"),
    [
        (time(0, 0), "2024-11-04"),
        (time(5, 59), "2024-11-04"),
        (time(6, 0), "2024-11-05"),
        (time(22, 0), "2024-11-05"),
        (None, "2024-11-05"),
    ],
)
def test_a_night_belongs_to_the_day_it_begins(archive: Path, clock: time | None, day: str) -> None:
    mall = read_mall(archive)
    text = create_entry(replace(EVENT, clock=clock), place(mall), mall)
    assert f"datum: {day}\n" in text
    assert "5 november 2024" in text  # the source's own day stands where the source is named


def test_hours_between_the_malls_parts_have_none(
    archive: Path, change_mall: Callable[[str, str], None]
) -> None:
    change_mall("timmar: 22–06", "timmar: 22–24")
    mall = read_mall(archive)
    assert time_of_day(mall, time(2, 15)) is None
    assert time_of_day(mall, time(23, 59)) is not None


@pytest.mark.parametrize(
    ("kind", "heading"),
    [
        ("Misshandel, grov", "Misshandel, grov, i Sala"),
        ("Stöld/inbrott", "Stöld eller inbrott i Sala"),
        ("Bråk # [x](y) <b>", "Bråk x (y) b i Sala"),
    ],
)
def test_the_heading_is_plain_swedish(archive: Path, kind: str, heading: str) -> None:
    mall = read_mall(archive)
    text = create_entry(replace(EVENT, type=kind), place(mall), mall)
    assert f"\n# {heading}\n" in text


HOSTILE = [
    "# rubrik",
    "- punkt",
    "+ punkt",
    "* punkt",
    "1. punkt",
    "12) punkt",
    "=====",
    "---",
    "```kod",
    "~~~",
    "> citat",
    "*a* _b_ `c` **d** __e__",
    "[länk](http://x) ![bild](y) <http://z>",
    "[a]: http://x",
    "<script>alert(1)</script> a < b </b> <!-- c -->",
    "&lt;b&gt; &amp; R&B &#88;",
    "a | b",
    r"slut \ streck \\",
    "XXX och TODO, Lorem ipsum, ÅÅÅÅ-MM-DD, Skriv texten här",
    "Efter kl 22.00 kopplas telefonen till RLC (Regionledningsc",
    "10 personer, 3.5 mil",
    "Vad hände? Bråk! 100 %",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_every_character_shows_as_itself(text: str) -> None:
    first, inline, last = MarkdownIt("commonmark").enable("table").parse(escape(text))
    assert (first.type, last.type) == ("paragraph_open", "paragraph_close")
    children = inline.children or []
    assert {child.type for child in children} <= {"text", "text_special"}
    assert "".join(child.content for child in children) == text


@pytest.mark.parametrize("text", [*HOSTILE, ""])
def test_no_summary_gives_the_checks_anything_to_say(archive: Path, text: str) -> None:
    mall = read_mall(archive)
    draft = create_entry(replace(EVENT, summary=text), place(mall), mall)
    write_drafts(archive, [Draft("2024-11-14/polisen-514338", draft)])
    loaded = load_archive(archive)
    assert loaded.problems == []
    assert loaded.archive is not None
    (entry,) = loaded.archive.entries
    assert (entry.start, entry.counted_events) == (date(2024, 11, 4), 1)


def test_plain_text_is_left_as_it_is() -> None:
    text = "Pildammsvägen, vid idrottsplatsen (norra). Personrån – utomhus: 2 gripna!"
    assert escape(text) == text
