"""What one reader's archive holds: no more than what that reader may read, and no link to the rest."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from generator.analysis import find_coverage
from generator.article.plain import plain_markdown
from generator.records import Archive, Correction, find_reader, for_reader, read_archive
from generator.records.mall.mall import Publishing
from generator.records.readers.ledger import vary
from tests.fixed import read_once
from tests.places import ROOT

ArchiveWith = Callable[..., Path]
READERS = ("BRÅ", "Länsstyrelsen", "Publik")
GOING_ON = "Åtgärd pågår"


@cache
def shown_to(reader: str) -> Archive:
    archive = read_once(ROOT)
    return for_reader(archive, find_reader(archive.mall, reader))


@pytest.mark.parametrize("reader", READERS)
def test_an_entry_is_there_if_it_may_be_read(reader: str) -> None:
    whole, shown = read_once(ROOT), shown_to(reader)
    rank = whole.mall.rank(find_reader(whole.mall, reader))
    may = {
        entry.id
        for entry in whole.entries
        if whole.mall.rank(entry.distribution) >= rank
        and entry.kind.role != "inget"
        and not entry.removed
    }
    assert set(shown.entry) == may
    assert len(may) < len(whole.entries)


@pytest.mark.parametrize("reader", READERS)
def test_no_link_leads_to_what_is_not_there(reader: str) -> None:
    shown = shown_to(reader)
    targets = {*shown.entry, *shown.meeting, *shown.decision, *shown.actions}
    targets |= {
        f"{d.id}#{row.number or n}"
        for d in shown.decisions
        for n, row in enumerate(d.assignments, 1)
    }
    targets |= {
        f"{m.id}#bra-{row.number or n}"
        for m in shown.meetings
        for n, row in enumerate(m.proposals, 1)
    }
    links = [
        *(key for entry in shown.entries for key in (entry.same_as, entry.continues) if key),
        *(row.row.action for row in shown.follow_ups),
        *(key for found in shown.decisions for key in (*found.answers, *found.grounds)),
        *(found.replaces for found in shown.decisions if found.replaces),
        *(row.decision_id for row in shown.accounts),
    ]
    assert set(links) <= targets


@pytest.mark.parametrize("reader", READERS)
def test_what_is_planned_says_no_more_than_that_it_goes_on(reader: str) -> None:
    whole, shown = read_once(ROOT), shown_to(reader)
    ended = {
        found.row.action for found in whole.follow_ups if found.row.status in ("klar", "avbruten")
    }
    for key, placed in shown.actions.items():
        assert (placed.action.what != GOING_ON) == (key in ended), key
        assert placed.action.due == whole.actions[key].action.due
        assert key in ended or placed.action.kind is None


@pytest.mark.parametrize("reader", READERS)
def test_a_school_is_told_as_its_part_of_town(reader: str) -> None:
    whole, shown = read_once(ROOT), shown_to(reader)
    named = {place.slug for place in shown.mall.places}
    assert not any(place.is_premises for place in shown.mall.places)
    assert {e.place.slug for e in (*shown.entries, *shown.counted.entries) if e.place} <= named
    for entry in shown.entries:
        place = whole.entry[entry.id].place
        if place and place.is_premises and reader != "Publik":
            assert entry.place == whole.mall.whole_of(place)


@pytest.mark.parametrize("reader", READERS)
def test_the_way_to_where_the_archive_lies_is_the_groups_own(reader: str) -> None:
    whole, shown = read_once(ROOT).mall, shown_to(reader).mall
    assert "git.fagersta.example" in whole.submission.address
    assert "git.fagersta.example" not in shown.model_dump_json()
    # A letter may be sent by whoever reads the form.
    sent = shown.submission
    assert (sent.mail, sent.forge, sent.branch) == (whole.submission.mail, None, "main")


@pytest.mark.parametrize(
    ("published", "told"),
    [
        ("EST", []),
        ("BRÅ", ["BRÅ"]),
        ("Länsstyrelsen", ["BRÅ", "Länsstyrelsen"]),
        ("Publik", ["BRÅ", "Länsstyrelsen", "Publik"]),
    ],
)
def test_where_the_pages_are_is_told_to_those_they_are_for(published: str, told: list[str]) -> None:
    whole = read_once(ROOT)
    where = Publishing.model_validate(
        {"adress": "https://arkiv.example/hemlig", "spridning": published, "åtkomst": "begränsad"}
    )
    archive = replace(whole, mall=vary(whole.mall, publishing=where))
    rows = [row for row in archive.mall.distributions if row.name in READERS]
    assert [row.name for row in rows if for_reader(archive, row).mall.publishing] == told


def test_whoever_asks_is_told_of_platser_with_enough() -> None:
    shown, whole = shown_to("Publik"), read_once(ROOT)
    assert 3 < len(shown.mall.places) < len(whole.mall.places)
    assert shown.map is None


@pytest.mark.parametrize("reader", READERS)
def test_the_open_ledger_has_every_open_post_and_no_sensitive_one(reader: str) -> None:
    whole, shown = read_once(ROOT), shown_to(reader)
    counted = shown.counted
    sensitive = [e for e in counted.entries if e.problem_type and e.problem_type.is_sensitive]
    assert sensitive == []
    open_posts = [
        entry
        for entry in whole.entries
        if entry.counts and not (entry.problem_type and entry.problem_type.is_sensitive)
    ]
    assert sum(entry.counts for entry in counted.entries) == len(open_posts)
    silent = [entry for entry in counted.entries if entry.id not in shown.entry]
    assert all(not (e.title or e.text or e.actions or e.factors) for e in silent)
    assert all(e.source.stem.startswith("_") for e in silent)


@pytest.mark.parametrize("reader", READERS)
def test_who_has_reported_is_told_and_not_what(reader: str) -> None:
    whole, shown = read_once(ROOT), shown_to(reader)
    for meeting in whole.held_meetings:
        told = find_coverage(whole, meeting)
        seen = find_coverage(shown, shown.meeting[meeting.id])
        assert [row.slug for row in seen.silent] == [row.slug for row in told.silent]
        assert {*seen.reported, *seen.silent} == {row for row, _ in seen.rows}


@pytest.mark.parametrize(("narrower", "wider"), [("EST", "BRÅ"), *pairwise(READERS)])
def test_a_wider_reader_reads_a_part_of_what_a_narrower_one_does(narrower: str, wider: str) -> None:
    inside, outside = shown_to(wider), shown_to(narrower)
    for name in ("entry", "meeting", "decision", "account", "actions"):
        assert getattr(inside, name).keys() <= getattr(outside, name).keys(), name
    texts = {
        record.id: record.text
        for record in (*outside.entries, *outside.meetings, *outside.decisions)
    }
    for record in (*inside.entries, *inside.meetings, *inside.decisions):
        assert record.text in ("", texts[record.id])
    judged = {
        (meeting.id, name): row.text
        for meeting in outside.meetings
        for name, row in meeting.assessments.items()
    }
    for meeting in inside.meetings:
        for name, row in meeting.assessments.items():
            assert row.text in ("", judged.get((meeting.id, name), ""))
    effects = {row.row.effect for row in outside.follow_ups}
    assert {row.row.effect for row in inside.follow_ups} <= {"", "sprids inte hit", *effects}


def test_an_event_told_by_one_that_is_withheld_still_links_the_others(
    archive_with: ArchiveWith,
) -> None:
    entry = "---\norganisation: {}\nproblemtyp: Skadegörelse\nplats: Centrum\ndatum: 2026-10-05\n{}---\n# Ett fönster\nEtt fönster.\n"
    names = ("polisen-ett", "skolan-tva", "skolan-tre")
    same = "samma som: 2026-10-15/polisen-ett\n"
    root = archive_with(
        files={
            f"entries/2026-10-15/{names[0]}.md": entry.format("Polisen", "spridning: EST\n"),
            f"entries/2026-10-15/{names[1]}.md": entry.format("Skolan", same),
            f"entries/2026-10-15/{names[2]}.md": entry.format("Skolan", same),
        }
    )
    whole = read_archive(root)
    shown = for_reader(whole, find_reader(whole.mall, "BRÅ"))
    links = {key: shown.entry[f"2026-10-15/{key}"].same_as for key in names[1:]}
    assert links == {"skolan-tva": "2026-10-15/skolan-tre", "skolan-tre": None}
    mine = [
        e for e in shown.counted.entries if e.start and e.start.day == 5 and e.start.month == 10
    ]
    assert sum(entry.counted_events for entry in mine) == 1


STORY = {
    "entries/2026-09-17/skolan-ett.md": """---
organisation: Skolan
problemtyp: Skadegörelse
plats: Centrum
datum: 2026-09-10
åtgärder: [{vad: Laga fönstret, ansvarig: Skolan}]
---
# Ett fönster
Ett fönster är krossat.
""",
    "entries/2026-10-15/polisen-tva.md": """---
organisation: Polisen
problemtyp: Skadegörelse
plats: Centrum
datum: 2026-10-05
spridning: EST
fortsätter: 2026-09-17/skolan-ett
uppföljning: [{åtgärd: "2026-09-17/skolan-ett#1", status: klar, datum: 2026-10-06, effekt: Skolan har låst grinden}]
åtgärder: [{vad: Fler pass, ansvarig: Polisen}]
---
# Två fönster
Två fönster är krossade.
""",
    "entries/2026-11-12/skolan-tre.md": """---
organisation: Skolan
problemtyp: Skadegörelse
plats: Centrum
datum: 2026-10-07
fortsätter: 2026-10-15/polisen-tva
uppföljning: [{åtgärd: "2026-10-15/polisen-tva#1", status: pågår, datum: 2026-10-08, effekt: Det är lugnt}]
---
# Tre fönster
Tre fönster är krossade.
""",
}


def test_a_story_goes_on_past_what_is_withheld(archive_with: ArchiveWith) -> None:
    whole = read_archive(archive_with(files=STORY))
    shown = for_reader(whole, find_reader(whole.mall, "BRÅ"))
    last = shown.entry["2026-11-12/skolan-tre"]
    assert last.continues == "2026-09-17/skolan-ett"
    # What a withheld entry follows up is known to be done, but not by whom nor with what effect.
    assert last.follow_ups == ()
    told = shown.meeting["2026-10-15"].follow_ups[-1]
    assert (told.action, told.status, told.effect) == (
        "2026-09-17/skolan-ett#1",
        "klar",
        "sprids inte hit",
    )
    assert shown.actions["2026-09-17/skolan-ett#1"].action.what == "Laga fönstret"
    assert "2026-10-15/polisen-tva#1" not in shown.actions


CORRECTED = """---
organisation: Skolan
problemtyp: Skadegörelse
plats: Centrum
datum: 2026-10-07
spridning: Publik
fortsätter: 2026-09-17/skolan-ett
rättelser:
{}---
# Tre fönster
Tre fönster är krossade.
"""
SECRET, TOLD = "2026-10-15/polisen-tva", "2026-09-17/skolan-ett"


@pytest.mark.parametrize(
    ("field", "said", "expected"),
    [
        ("fortsätter", SECRET, "en annan post"),
        ("samma som", f"{SECRET} (fel post)", "en annan post"),
        ("fortsätter", TOLD, TOLD),
        ("fortsätter", "inget", "inget"),
        ("plats", "norra skolan", "Centrum"),
        ("plats", "inget", "inget"),
        ("statistik", "plats: Norra skolan, period: månad", "plats: Centrum, period: månad"),
        ("källa", "Norra Skolans enkät", "Centrums enkät"),
        ("källa", "Enkät i Centrum", "Enkät i Centrum"),
        ("tabell", "12", "något som inte sprids hit"),
        ("åtgärder", "Fler pass vid skolan", "något som inte sprids hit"),
        ("uppföljning", f"{SECRET}#1, klar", "något som inte sprids hit"),
        ("text", "Fönstret vid Norra skolan", "Fönstret vid Norra skolan"),
        ("antal", "3", "3"),
    ],
)
def test_a_correction_tells_no_more_than_what_it_corrects(
    field: str, said: str, expected: str, archive_with: ArchiveWith
) -> None:
    rows = (
        f'  - {{datum: 2026-11-08, fält: {field}, stod: "{one}", ska stå: "{other}", skäl: Fel, av: Skolan}}\n'
        for one, other in ((said, "9"), ("9", said))
    )
    entry = CORRECTED.format("".join(rows))
    whole = read_archive(archive_with(files={**STORY, "entries/2026-11-12/skolan-tre.md": entry}))
    shown = for_reader(whole, find_reader(whole.mall, "BRÅ"))
    first, second = shown.entry["2026-11-12/skolan-tre"].corrections
    assert (first.said, second.says) == (expected, expected)


def test_a_correction_of_a_table_is_told_to_whom_the_table_is() -> None:
    whole = read_once(ROOT)
    row = Correction.model_construct(field="tabell", said="12", says="14", day=date(2026, 11, 8))
    entries = tuple(
        entry.model_copy(update={"corrections": (row,)})
        if f"entries/{entry.id}" in whole.tables
        else entry
        for entry in whole.entries
    )
    shown = for_reader(replace(whole, entries=entries), find_reader(whole.mall, "BRÅ"))
    told = {
        entry.id: entry.corrections[0].said
        for entry in shown.entries
        if f"entries/{entry.id}" in whole.tables
    }
    assert {key: said == "12" for key, said in told.items()} == {
        key: f"entries/{key}" in shown.tables for key in told
    }
    assert set(told.values()) == {"12", "något som inte sprids hit"}


def test_the_groups_words_on_an_area_go_no_further_than_its_problemtyper() -> None:
    whole, shown = read_once(ROOT), shown_to("Länsstyrelsen")
    rank = whole.mall.rank
    reader = find_reader(whole.mall, "Länsstyrelsen")
    narrow = {
        area.name
        for area in whole.mall.areas
        if all(rank(whole.mall.widest(row)) < rank(reader) for row in area.problem_types)
    }
    told = [(m, name, row) for m in whole.meetings for name, row in m.assessments.items()]
    assert any(row.text for _, name, row in told if name in narrow)
    for meeting, name, row in told:
        own = shown.meeting[meeting.id].assessments[name]
        assert (own.text, own.level) == ("" if name in narrow else row.text, row.level)


def test_no_reader_outside_the_group_reads_a_single_objects_numbers() -> None:
    whole, shown = read_once(ROOT), shown_to("BRÅ")
    sensitive = {
        f"entries/{entry.id}"
        for entry in whole.entries
        if entry.statistics and entry.statistics.indicator.is_sensitive
    }
    assert sensitive
    assert not sensitive & shown.tables.keys()
    assert all(row.place is None or row.place in shown.mall.places for row in shown.observations)
    words = plain_markdown(entry.text for entry in shown.entries)
    assert words


@pytest.mark.parametrize(
    ("recipient", "reader"),
    [
        ("Lokala BRÅ", "BRÅ"),
        ("Länsstyrelsen Västmanland", "Länsstyrelsen"),
        ("Grannarna", "Publik"),
    ],
)
def test_a_recipient_reads_as_what_its_name_holds(recipient: str, reader: str) -> None:
    assert read_once(ROOT).mall.find_recipient(recipient).name == reader
