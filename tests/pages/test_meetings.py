"""A meeting's page: its numbers are its entries, and nothing it says is lost or out of time."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.pages.desk import Desk
from generator.pages.finding import describe_meeting
from generator.pages.meetings import build_meetings
from generator.pages.page import Page, plain_text
from generator.pages.start import build_start
from generator.records import Meeting, read_archive
from tests.fixed import read_once

ROOT = Path(__file__).resolve().parents[2]
ArchiveWith = Callable[..., Path]
Built = tuple[Desk, dict[str, Page]]

ROW = re.compile(r'<tr role="row">\s*<th scope="row".*?>(.*?)</th>(.*?)</tr>', re.DOTALL)
CELL = re.compile(r'data-label="([^"]+)">(?:<a [^>]*>)?(\d+)<')


def build(root: Path) -> Built:
    desk = Desk(read_once(root), {})
    return desk, {page.address: page for page in build_meetings(desk)}


@pytest.fixture(scope="module")
def example() -> Built:
    return build(ROOT)


def page_of(built: Built, meeting: str) -> str:
    return built[1][f"moten/{meeting}.html"].html


def section(html: str, anchor: str) -> str:
    """The page from a section's heading to the next heading of level two."""
    return html.partition(f'id="{anchor}"')[2].partition("<h2")[0]


def test_the_matrix_counts_the_entries_of_each_organisation(example: Built) -> None:
    archive = example[0].archive
    for meeting in archive.held_meetings:
        told = Counter(
            (archive.mall.area_of(e.problem_type).name, e.organisation.name)
            for e in archive.entries
            if archive.taken_up_at(e) == meeting.id and e.counts and e.problem_type
        )
        html = page_of(example, meeting.id)
        shown = {
            (plain_text(area), name): int(number)
            for area, cells in ROW.findall(html)
            for name, number in CELL.findall(cells)
        }
        assert {key: number for key, number in shown.items() if number} == dict(told), meeting.id


def test_who_has_not_reported_has_no_zero(example: Built) -> None:
    html = page_of(example, "2026-11-26")
    assert 'Har inte rapporterat:</strong> <a href="../organisationer/skolan.html">Skolan' in html
    assert 'data-label="Skolan"' not in html
    assert "<span>har inte rapporterat</span>" in html


def test_before_a_meeting_nobody_is_late(example: Built) -> None:
    html = page_of(example, "2027-01-07")
    assert "Har inte rapporterat än:</strong>" in html
    assert "<span>har inte rapporterat</span>" not in html


def test_every_entry_stands_on_a_page_with_its_own_file(example: Built) -> None:
    desk, pages = example
    for entry in desk.archive.entries:
        html = pages[f"moten/{entry.source.folder}.html"].html
        assert f'id="{entry.source.stem}"' in html, entry.id
        if entry.stands and entry.kind.role != "inget":
            taken_up = page_of(example, desk.archive.taken_up_at(entry))
            assert f"{desk.archive.mall.edit_address}{entry.path}" in taken_up, entry.id


def test_entries_of_a_meeting_called_off_are_read_at_the_next(example: Built) -> None:
    called_off, following = page_of(example, "2026-02-19"), page_of(example, "2026-03-05")
    assert "Mötet ställdes in" in called_off
    moved = re.findall(r'<li id="([a-z-]+)">.*?href="2026-03-05.html#(_[^"]+)"', called_off)
    written = [p.stem for p in (ROOT / "entries/2026-02-19").glob("*.md") if p.stem != "index"]
    assert sorted(stem for stem, _ in moved) == sorted(written)
    assert all(f'id="{anchor}"' in following for _, anchor in moved)
    assert "lb-matrix" not in called_off


def test_a_withdrawn_entry_is_read_but_not_counted(example: Built) -> None:
    (entry,) = (e for e in example[0].archive.entries if e.withdrawn)
    html = page_of(example, entry.source.folder)
    told = html.partition(f'id="{entry.source.stem}"')[2].partition("</section>")[0]
    assert '<s class="lb-entry__title">' in told
    assert "Posten räknas inte." in told
    assert entry.id not in set(example[0].entries["entry"])


def test_statuses_are_those_of_the_meetings_own_day(example: Built) -> None:
    # The lamps were promised for 15 November: at the meeting before that they were not late.
    early, late = page_of(example, "2026-11-12"), page_of(example, "2026-11-26")
    assert "försenad" not in section(early, "_sedan-forra")
    # Done on 19 November: on the 12th it was still going on.
    walk = early.partition("Gemensam genomgång av belysning och insyn på plats")[2]
    assert "lb-status--pagar" in walk.partition("</li>")[0]
    assert "slagtåliga armaturer i gångtunneln" in section(late, "_sedan-forra")
    assert "försenad" in section(late, "_sedan-forra")


def test_what_is_new_is_counted_from_the_meeting_before(example: Built) -> None:
    since = plain_text(section(page_of(example, "2026-11-12"), "_sedan-forra"))
    assert "Tio nya poster" in since
    assert "En åtgärd är klar: laga två lampor på torgets norra sida" in since
    assert "Ungdomar och skolor: trend från ”oförändrat” till ”ökar”" in since
    first = page_of(example, "2025-06-12")
    assert "Gruppens första möte i arkivet" in first


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
def test_repairs_are_no_problem_in_a_row(example: Built, meeting: str) -> None:
    archive = example[0].archive
    assert "i rad" not in describe_meeting(example[0].chain, archive.meeting[meeting])


@pytest.mark.parametrize(("meeting", "sentence"), FINDINGS)
def test_the_finding_follows_from_the_records(example: Built, meeting: str, sentence: str) -> None:
    desk = example[0]
    found: Meeting = desk.archive.meeting[meeting]
    assert sentence in describe_meeting(desk.chain, found)


def test_a_folder_without_minutes_is_a_planned_meeting(archive_with: ArchiveWith) -> None:
    entry = "---\norganisation: Polisen\nslag: Inget att rapportera\n---\n"
    root = archive_with(files={"entries/2026-11-26/polisen-inget.md": entry})
    html = page_of(build(root), "2026-11-26")
    assert "Mötet är planerat." in html
    assert "Rätta i filen" not in html


def test_the_start_page_counts_what_there_is(example: Built) -> None:
    (page,) = build_start(example[0])
    words = plain_text(page.html)
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
    desk = Desk(read_archive(ROOT / "tests" / "archives" / name), {})
    (page,) = build_start(desk)
    assert sentence in plain_text(page.html)
