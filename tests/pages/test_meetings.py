"""A meeting's page: its numbers are its entries, and nothing it says is lost or out of time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from generator.analysis import AreaChange
from generator.article.addresses import anchor_of
from generator.article.plain import plain_words
from generator.article.values import (
    Article,
    Board,
    Form,
    Held,
    Listing,
    Look,
    Number,
    Ref,
    Section,
    Span,
    Table,
    lines_of,
    walk,
)
from generator.pages.base import GONE_TITLE
from generator.pages.base.build import Build
from generator.pages.base.reading import plain_text
from generator.pages.handwritten.build import describe_archive
from generator.pages.meeting.build import build_meetings
from generator.pages.meeting.compose import is_brief
from generator.pages.meeting.entry import compose_entry
from generator.pages.meeting.reporting import say_outside
from generator.pages.meeting.since import say_change
from generator.pages.shared.finding import describe_meeting, find_lead
from generator.pages.start.build import build_start
from generator.records import Assessment, Level, Meeting, Trend, read_archive
from generator.records.kinds.meeting import CalledOff
from tests.article.composed import ids_of, part_of, refs_of, words_of
from tests.fixed import read_once
from tests.pages.composing import chips_in, items_in, meeting_of, say
from tests.places import load_cases
from tests.written import day_of, write_meetings

ROOT = Path(__file__).resolve().parents[2]
WORDS: dict[str, dict[str, Any]] = load_cases(Path(__file__).with_name("meeting_words.yml"))
ArchiveWith = Callable[..., Path]
Case = Mapping[str, Any]


@pytest.fixture(scope="module")
def build() -> Build:
    return Build(read_once(ROOT), {})


def matrix_of(article: Article) -> Table:
    (found,) = (b for b in part_of(article, "_rapporterat").blocks if isinstance(b, Table))
    return found


def numbers_by(table: Table) -> dict[tuple[str, str], Number]:
    """Return the numbers of the matrix by område and organisation."""
    found = {}
    for head, *cells in (row.cells for row in table.rows):
        for column, cell in zip(table.columns[1:], cells, strict=False):
            for number in cell:
                if isinstance(number, Number):
                    found[column, say(head)] = number
    return found


def entry_of(article: Article, entry: str) -> Section:
    """Return the part of an entry, by its name."""
    (found,) = (part for part in walk(article.sections) if part.name == entry)
    return found


def test_the_matrix_counts_the_entries_of_each_organisation(build: Build) -> None:
    archive = build.archive
    for meeting in archive.held_meetings:
        told = Counter(
            (archive.mall.area_of(e.problem_type).name, e.organisation.name)
            for e in archive.entries
            if archive.taken_up_at(e) == meeting.id and e.counts and e.problem_type
        )
        article = meeting_of(build, meeting.id)
        shown = numbers_by(matrix_of(article))
        assert {key: n.amount.value for key, n in shown.items() if n.amount.value} == dict(told)
        assert len({number.key for number in shown.values()}) == len(shown)
        ids = set(ids_of(article))
        for (area, _), number in shown.items():
            slug = next(row.slug for row in archive.mall.areas if row.name == area)
            target = Ref("meeting", meeting.id, f"_{slug}") if number.amount.value else None
            assert number.to == target
            assert target is None or target.part in ids


def test_who_has_not_reported_has_words_and_no_number(build: Build) -> None:
    article = meeting_of(build, "2026-11-26")
    (school,) = (row for row in matrix_of(article).rows if say(row.cells[0]) == "Skolan")
    assert school.cells[1:] == ((Span("har inte rapporterat", look=Look.MISSING),),)
    assert "Har inte rapporterat: Skolan." in words_of(article, "_rapporterat")
    assert Ref("organisationer", "skolan") in set(refs_of(article, "_rapporterat"))


def test_who_told_nothing_of_an_area_has_a_zero(build: Build) -> None:
    shown = numbers_by(matrix_of(meeting_of(build, "2026-11-26")))
    assert shown["ANDT", "Polisen"].amount.value == 0
    assert shown["ANDT", "Räddningstjänsten"].amount.value == 0


def test_before_a_meeting_nobody_is_late(build: Build) -> None:
    article = meeting_of(build, "2027-01-07")
    words = words_of(article, "_rapporterat")
    assert "Har inte rapporterat än: Polisen" in words
    assert words.count("har inte rapporterat") == words.count("har inte rapporterat än")
    assert not [
        block
        for part in walk(article.sections)
        for block in part.blocks
        if isinstance(block, Board)
    ]


def test_before_a_meeting_what_waits_is_counted_so_far(build: Build) -> None:
    article = meeting_of(build, "2027-01-07")
    shown = numbers_by(matrix_of(article))
    assert {key: n.amount.value for key, n in shown.items() if n.amount.value} == {
        ("Ordningsstörning och otrygghet", "Räddningstjänsten"): 1
    }
    assert {name for _, name in shown} == {"Räddningstjänsten"}


def test_the_board_shows_what_the_group_thought_and_no_zero_for_what_is_unknown(
    build: Build,
) -> None:
    archive = build.archive
    for meeting in archive.held_meetings:
        article = meeting_of(build, meeting.id)
        own = {part.id for part in walk(article.sections)}
        (board,) = (b for b in part_of(article, "_lagesbild").blocks if isinstance(b, Board))
        for row in board.rows:
            told = meeting.assessments.get(row.name.text)
            said = [told.text if told else ""]
            # Of an område without a part of its own the board tells what may follow too.
            if told and told.consequences and row.name.to and row.name.to.part not in own:
                said.append(f"Konsekvenser: {told.consequences}")
            assert say(row.sentence) == " ".join(filter(None, said))
            assert say(row.level).split(" före: ")[0] == (
                told.level.name if told else "inte bedömt"
            )
            assert say(row.trend) == (told.trend.name if told and told.trend else "")
            for month in row.months:
                assert (month.held is Held.UNKNOWN) == (month.number.amount.value is None)
            area = next(area for area in archive.mall.areas if area.name == row.name.text)
            events = build.meeting_events.get((meeting.id, area.slug), 0)
            assert [n.amount.value for n in row.number if isinstance(n, Number)] == [events]


def test_every_entry_stands_on_a_page_with_its_own_file(build: Build) -> None:
    archive = build.archive
    articles = {meeting.id: meeting_of(build, meeting.id) for meeting in archive.meetings}
    for entry in archive.entries:
        assert entry.source.stem in ids_of(articles[entry.source.folder]), entry.id
        article = articles[archive.taken_up_at(entry)]
        if entry.kind.role == "inget":
            lists = (b for b in part_of(article, "_narvaro").blocks if isinstance(b, Listing))
            names = {item.id: item.name for block in lists for item in block.items}
            assert names[anchor_of(archive, entry)] == entry.id
            continue
        part = entry_of(article, entry.id)
        assert part.id == anchor_of(archive, entry)
        assert (part.title, part.edit) == (
            (GONE_TITLE, None) if entry.removed else (entry.title, Ref("edit", entry.path))
        )


def test_an_åtgärd_has_a_name_to_refer_to_it_by(build: Build) -> None:
    for meeting in build.archive.meetings:
        article = meeting_of(build, meeting.id)
        blocks = [block for part in walk(article.sections) for block in part.blocks]
        items = [item for block in blocks if isinstance(block, Listing) for item in block.items]
        named = {item.name: item for item in items if "#" in item.name}
        for placed in build.archive.actions.values():
            if build.archive.taken_up_at(placed.record) == meeting.id:
                item = named.pop(placed.id)
                assert item.id == anchor_of(build.archive, placed)
                assert say(item.line).startswith(placed.action.what)
        assert named == {}


def test_entries_of_a_meeting_called_off_are_read_at_the_next(build: Build) -> None:
    called_off, following = meeting_of(build, "2026-02-19"), meeting_of(build, "2026-03-05")
    assert "Mötet ställdes in" in plain_words(called_off)
    moved = {ref.id for ref in refs_of(called_off, "_flyttade") if ref.kind == "entry"}
    files = (ROOT / "entries/2026-02-19").glob("*.md")
    written = {path.stem for path in files if path.stem != "index"}
    assert moved == {f"2026-02-19/{stem}" for stem in written}
    assert written <= set(ids_of(called_off))
    assert {f"_2026-02-19-{stem}" for stem in written} <= set(ids_of(following))
    assert not [
        b for part in walk(called_off.sections) for b in part.blocks if isinstance(b, Table)
    ]


def test_what_is_ahead_is_told_of_a_meeting_called_off_too(archive_with: ArchiveWith) -> None:
    text = "---\ninställt: {skäl: Snö}\nkommande: [{datum: 2026-11-28, vad: Julmarknad}]\nnästa möte: 2026-11-13\n---\n"
    root = archive_with(files={"entries/2026-11-12/index.md": text})
    article = meeting_of(Build(read_once(root), {}), "2026-11-12")
    assert items_in(part_of(article, "_kommande")) == [
        "28 nov 2026: Julmarknad",
        "13 nov 2026: Nästa möte",
    ]


def test_what_is_planned_stands_below_what_is_ahead(build: Build) -> None:
    part = part_of(meeting_of(build, "2026-11-26"), "_kommande")
    assert items_in(part)[0].startswith("13 dec 2026: Luciatåg")
    assert [entry.name for entry in part.parts] == ["2026-11-26/fritid-skyltsondag"]
    alone = part_of(
        meeting_of(Build(read_once(ROOT / "tests/archives/small"), {}), "2026-11-12"), "_kommande"
    )
    assert alone.blocks == ()
    assert alone.parts


def test_a_withdrawn_entry_is_read_but_not_counted(build: Build) -> None:
    (entry,) = (e for e in build.archive.entries if e.withdrawn)
    part = entry_of(meeting_of(build, entry.source.folder), entry.id)
    assert part.form is Form.STRUCK
    words = words_of(meeting_of(build, entry.source.folder), part.id)
    assert "Posten räknas inte." in words
    assert entry.title in words
    assert entry.id not in set(build.entries["entry"])


def test_a_removed_entry_leaves_no_word(build: Build) -> None:
    """`check` refuses that there is more in its file; the page does not rely on it."""
    (gone,) = (entry.removed for entry in build.archive.entries if entry.removed)
    rich = [e for e in build.archive.entries if e.actions or e.factors or e.follow_ups]
    assert rich
    for entry in rich:
        part = compose_entry(build, entry.model_copy(update={"removed": gone}), entry.meeting)
        assert (part.title, part.edit, part.parts) == (GONE_TITLE, None, ())
        assert [say(one) for block in part.blocks for one in lines_of(block)] == [
            entry.organisation.name,
            "Innehållet togs bort den 22 april 2026. Skäl: personuppgift. Beslut: delegationsbeslut "
            "KS 2026/123-9, trygghetssamordnare. Det som redan var sänt kan finnas kvar hos mottagaren.",
        ]


def test_statuses_are_those_of_the_meetings_own_day(build: Build) -> None:
    # The lamps were promised for 15 November: at the meeting before that they were not late.
    early, late = meeting_of(build, "2026-11-12"), meeting_of(build, "2026-11-26")
    assert "försenad" not in words_of(early, "_sedan-forra")
    # Done on 19 November: on the 12th it was still going on.
    blocks = [block for part in walk(early.sections) for block in part.blocks]
    lines = [one for b in blocks if isinstance(b, Listing) for one in lines_of(b)]
    (walked,) = (o for o in lines if say(o).startswith("Gemensam genomgång av belysning och insyn"))
    assert chips_in(walked) == ["pågår"]
    (told,) = (row for row in items_in(part_of(late, "_sedan-forra")) if "försenad" in row)
    assert told == "En åtgärd har blivit försenad: slagtåliga armaturer i gångtunneln"


def test_what_is_new_is_counted_from_the_meeting_before(build: Build) -> None:
    article = meeting_of(build, "2026-11-12")
    assert part_of(article, "_sedan-forra").title == "Sedan mötet 29 okt 2026"
    since = items_in(part_of(article, "_sedan-forra"))
    assert since[0].startswith("Tio nya poster")
    assert "En åtgärd är klar: laga två lampor på torgets norra sida" in since
    (judged,) = (row for row in since if row.startswith("Ändrad bedömning: "))
    assert "Ungdomar och skolor (trenden från oförändrat till ökar)" in judged
    first = part_of(meeting_of(build, "2025-06-12"), "_sedan-forra")
    assert (first.title, first.to) == ("Gruppens första möte i arkivet", None)


@pytest.mark.parametrize("name", WORDS["lead"])
def test_the_lead_is_the_groups_own_sentences(build: Build, name: str) -> None:
    case = WORDS["lead"][name]
    chain, mall = build.chain, build.archive.mall
    judged = {
        area: Assessment.model_construct(
            level=mall.find(Level, row["nivå"]),
            trend=mall.find(Trend, row.get("trend", "")),
            text=row.get("text", ""),
        )
        for area, row in case["judged"].items()
    }
    state = case.get("state", "")
    changed: dict[str, Any] = {"assessments": judged}
    if state == "planerat":
        changed["attendance"] = {}
    elif state:
        changed["called_off"] = CalledOff.model_construct(reason=state["inställt"])
    found = build.archive.meeting["2025-06-12"].model_copy(update=changed)
    assert find_lead(chain, found) == case["says"]


@pytest.mark.parametrize("name", WORDS["change"])
def test_how_an_area_is_judged_otherwise_is_said(build: Build, name: str) -> None:
    case = WORDS["change"][name]
    (area,) = (row for row in build.archive.mall.areas if row.name == "ANDT")
    assert say_change(AreaChange(area, *case["level"], *case["trend"])) == case["says"]


@pytest.mark.parametrize("name", WORDS["outside"])
def test_what_stands_outside_the_matrix_is_said(tmp_path: Path, name: str) -> None:
    case = WORDS["outside"][name]
    planned = {"planerat": "ja"} if "planned" in case else {}
    archive = write_meetings(tmp_path, [{**planned, **case["entries"]}])
    assert say_outside(archive, archive.entries_by_meeting[str(day_of(1))]) == case["says"]


@pytest.mark.parametrize("name", WORDS["brief"])
def test_nothing_to_report_stands_on_a_line_only_where_it_is_all(
    archive_with: ArchiveWith, name: str
) -> None:
    case = WORDS["brief"][name]
    head = f"organisation: Fastighetsbolaget\nslag: Inget att rapportera\n{case.get('more', '')}".strip()
    text = f"---\n{head}\n---\n{case.get('text', '')}\n"
    root = archive_with(files={"entries/2026-11-12/bolaget-inget.md": text})
    build = Build(read_once(root), {})
    entry = build.archive.entry["2026-11-12/bolaget-inget"]
    article = meeting_of(build, "2026-11-12")
    assert is_brief(build, entry) == ("says" in case)
    if says := case.get("says"):
        assert f"Fastighetsbolaget: {says}" in items_in(part_of(article, "_narvaro"))
    else:
        assert entry_of(article, entry.id).id == "bolaget-inget"


FINDINGS = [
    ("2026-11-12", "Tredje mötet i rad med misstänkt narkotikahandel vid Järntorget."),
    ("2026-11-12", "Nivån är förhöjd inom Ordningsstörning och otrygghet samt ANDT."),
    (
        "2026-11-12",
        "Gruppen bedömer att utvecklingen går åt fel håll inom Ungdomar och skolor samt ANDT.",
    ),
    ("2026-01-22", "Nivån är hög inom Ordningsstörning och otrygghet"),
    ("2025-06-12", "Nivån är låg i alla områden som har bedömts."),
    ("2026-02-19", "Mötet ställdes in:"),
    ("2027-01-07", "Mötet är planerat."),
]


# Of three posts in a row two or three told of repairs.
NOT_IN_A_ROW = ("2026-05-28", "2026-11-26")


@pytest.mark.parametrize("meeting", NOT_IN_A_ROW)
def test_repairs_are_no_problem_in_a_row(build: Build, meeting: str) -> None:
    assert "i rad" not in describe_meeting(build.chain, build.archive.meeting[meeting])


@pytest.mark.parametrize(("meeting", "sentence"), FINDINGS)
def test_the_finding_follows_from_the_records(build: Build, meeting: str, sentence: str) -> None:
    found: Meeting = build.archive.meeting[meeting]
    assert sentence in describe_meeting(build.chain, found)


def test_a_folder_without_minutes_is_a_planned_meeting(archive_with: ArchiveWith) -> None:
    entry = "---\norganisation: Polisen\nslag: Inget att rapportera\n---\n"
    root = archive_with(files={"entries/2026-11-26/polisen-inget.md": entry})
    build = Build(read_once(root), {})
    assert "Mötet är planerat." in plain_words(meeting_of(build, "2026-11-26"))
    (page,) = (p for p in build_meetings(build) if p.address == "moten/2026-11-26.html")
    assert page.file is None
    assert "Rätta i filen" not in page.html


def test_the_archive_is_counted_as_it_is(build: Build) -> None:
    words = describe_archive(build).replace("\xa0", " ")
    files = [p for p in (ROOT / "entries").glob("2*/*.md") if p.name != "index.md"]
    texts = [p.read_text("utf-8") for p in files]
    nothing = sum("slag: Inget att rapportera" in text for text in texts)
    assert f"har lämnats {nothing} gånger" in words
    assert "räknas först när mötet har hållits." in words
    assert f"{len(list((ROOT / 'decisions').glob('*.md'))) - 2} beslut" in words


@pytest.mark.parametrize(("name", "sentence"), [
    ("empty", "Arkivet är tomt än så länge."),
    ("planned", "Inget möte har hållits än. Det första är planerat till den 17 september 2026."),
    ("undecided", "Senaste mötet:"),
])  # fmt: skip
def test_the_start_page_of_an_archive_that_is_beginning(name: str, sentence: str) -> None:
    build = Build(read_archive(ROOT / "tests" / "archives" / name), {})
    (page,) = build_start(build)
    assert sentence in plain_text(page.html)
