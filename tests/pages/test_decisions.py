"""The decision pages, the uppdrag's statuses and the register, on the small and example archives."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from posixpath import dirname, join, normpath

import pytest
from pydantic import ValidationError

from generator.analysis import Amount
from generator.analysis.chain import Chain
from generator.analysis.status import assignment_status
from generator.figures import Fishbone, Sign, Timeline
from generator.pages.actions import build_actions
from generator.pages.charts.causes import CAUSE_KINDS
from generator.pages.decisions import build_decisions
from generator.pages.desk import Desk
from generator.pages.meetings import build_meetings
from generator.pages.page import Page, plain_text
from generator.pages.proposals import build_proposals
from generator.pages.register import build_registers
from generator.problems import list_choices
from generator.records.decision import BONES, Cause
from generator.records.loading import read_archive
from generator.records.placed import place_assignments
from generator.swedish import say_short_day
from tests.fixed import read_once

ROOT = Path(__file__).resolve().parents[2]
ARCHIVES = ROOT / "tests" / "archives"
SMALL = "2026-11-05-kartlaggning-norra-skolan"
PLAN = "2026-06-22-atgardsplan-2026-2027"
STATION = "2025-12-16-kartlaggning-stationen"
SCHOOL = "2026-02-24-orsaksanalys-skolgardar"
TABLED = "2026-02-24-ordningsvakter-centrum"
TAKEN_UP = "2026-04-28-medel-ordningsvakter"
REFERRED = "2026-06-09-samverkansoverenskommelse"
REPLACED = "2025-12-16-inriktning-2026"
OLDER = """---
datum: 2026-10-20
instans: Lokala BRÅ
typ: Uppdrag
utgång: enligt förslaget
uppdrag:
  - {vad: Prata med skolorna, ansvarig: Skolan, redovisas: 2026-11-06}
original: protokoll 2026-10-20
---
# Samtal på skolorna

Rådet diskuterade frågan länge.

## Beslut
Lokala BRÅ ger [Skolan][1] uppdraget. <b>Fet</b> text syns.

## Motivering
Flera har bett om det.

## Reservation
En ledamot hade en annan mening.

### Skäl
Det finns redan ett uppdrag.

[1]: https://skolan.example
"""
NEWER = (
    OLDER.replace("2026-10-20", "2026-11-08")
    .replace("2026-11-06", "2026-12-01")
    .replace("original:", "ersätter: 2026-10-20-samtal\noriginal:")
)


def open_desk(root: Path) -> Desk:
    return Desk(read_once(root), {})


def build(desk: Desk) -> dict[str, Page]:
    builders = (build_decisions, build_registers, build_actions, build_proposals, build_meetings)
    return {page.address: page for builder in builders for page in builder(desk)}


@pytest.fixture(scope="module")
def example() -> dict[str, Page]:
    return build(Desk(read_once(ROOT), {}))


@pytest.fixture
def grown(tmp_path: Path) -> Path:
    """The small archive with two more decisions, of which the newer replaces the older."""
    shutil.copytree(ARCHIVES / "small", tmp_path / "archive")
    decisions = tmp_path / "archive" / "decisions"
    (decisions / "2026-10-20-samtal.md").write_text(OLDER, encoding="utf-8")
    (decisions / "2026-11-08-samtal.md").write_text(NEWER, encoding="utf-8")
    return tmp_path / "archive"


def section(page: Page, anchor: str) -> str:
    """Return a page's HTML from a level-two heading to the next."""
    found = re.search(rf'<h2 id="{anchor}".*?(?=<h2 |<footer|<nav)', page.html, re.DOTALL)
    assert found, f"{page.address} has no {anchor}"
    return found[0]


def words_of(text: str) -> str:
    return " ".join(re.findall(r"\w+", text))


@pytest.mark.parametrize(
    ("root", "decision", "number", "day", "expected"),
    [
        (ARCHIVES / "small", SMALL, 1, "2026-11-05", "beslutat"),
        (ARCHIVES / "small", SMALL, 1, "2026-11-08", "beslutat"),
        (ARCHIVES / "small", SMALL, 1, "2026-11-09", "redovisat"),
        (ARCHIVES / "small", SMALL, 1, "2027-01-01", "redovisat"),
        (ROOT, PLAN, 1, "2026-06-22", "beslutat"),
        (ROOT, PLAN, 2, "2026-10-27", "pågår"),
        (ROOT, PLAN, 2, "2026-11-30", "pågår"),
        (ROOT, PLAN, 2, "2026-12-01", "försenat"),
        (ROOT, PLAN, 1, "2026-12-15", "pågår"),
        (ROOT, PLAN, 2, "2026-12-15", "försenat"),
        (ROOT, PLAN, 3, "2026-12-15", "pågår"),
        # The account was written in March, the council noted it in April.
        (ROOT, STATION, 1, "2026-03-23", "pågår"),
        (ROOT, STATION, 1, "2026-04-01", "redovisat"),
        (ROOT, STATION, 1, "2026-09-22", "avslutat"),
    ],
)
def test_an_uppdrag_has_the_status_of_its_day(
    root: Path, decision: str, number: int, day: str, expected: str
) -> None:
    chain = Chain(read_once(root))
    placed = list(place_assignments(chain.archive.decision[decision]))[number - 1]
    assert assignment_status(chain, placed, date.fromisoformat(day)) == expected


@pytest.mark.parametrize(
    ("told", "day", "expected"),
    [
        ("", "2026-11-06", "beslutat"),
        ("", "2026-11-07", "försenat"),
        ("", "2026-11-08", "ersatt"),
        ("klar", "2026-10-31", "beslutat"),
        ("klar", "2026-11-07", "klar"),
        ("pågår", "2026-11-05", "pågår"),
        ("pågår", "2026-11-07", "försenat"),
    ],
)
def test_a_follow_up_and_a_newer_decision_change_an_uppdrag(
    grown: Path, told: str, day: str, expected: str
) -> None:
    if told:
        meeting = grown / "entries" / "2026-10-15" / "index.md"
        row = f"uppföljning:\n  - {{åtgärd: 2026-10-20-samtal#1, status: {told}, datum: 2026-11-01}}\n"
        text = meeting.read_text(encoding="utf-8").replace("uppföljning:\n", row)
        meeting.write_text(text, encoding="utf-8")
    chain = Chain(read_archive(grown))
    (placed,) = place_assignments(chain.archive.decision["2026-10-20-samtal"])
    assert assignment_status(chain, placed, date.fromisoformat(day)) == expected


def test_a_page_says_what_was_decided_and_leads_on(example: dict[str, Page]) -> None:
    page = example[f"beslut/{PLAN}.html"]
    text = plain_text(page.html)
    assert "Kommunfullmäktige · 22 juni 2026 § 58 · enligt förslaget" in text
    assert (
        "Kommunledningen, NVK samt Fritid och ungdomscenter fick tre uppdrag, med redovisning "
        "senast den 30 november 2026, 28 februari 2027 och 31 maj 2027. Ett uppdrag är försenat."
    ) in text
    assert "Det här är en återgivning. Original: protokoll 2026-06-22, KS 2026/123." in text
    assert re.search(r'<li id="_uppdrag-2">.*?lb-status--forsenat', page.html, re.DOTALL)
    assert 'href="../rapporter/2026-06.html#_beslut"' in section(page, "_ledde-till")
    assert 'href="../rapporter/2026-05.html"' in section(page, "_grund")


def test_the_account_and_its_causes_stand_on_the_page(example: dict[str, Page]) -> None:
    page = example[f"beslut/{SCHOOL}.html"]
    account = read_once(ROOT).account[SCHOOL]
    (causes,) = (found for found in page.figures if found.anchor == "_bild-orsaker")
    told = {(row.name, *(cell.content for cell in row.cells)) for row in causes.grid.rows}
    answers = {True: "ja", False: "nej"}
    assert told == {(c.cause, c.bone, c.kind, answers[c.breakable]) for c in account.causes}
    assert causes.title == "Fem av sex orsaker är brytpunkter"
    assert causes.sentences == ("Analysen har två direkta orsaker och fyra indirekta orsaker.",)
    (fish,) = causes.pictures
    assert isinstance(fish, Fishbone)
    drawn = [twig for bone in fish.bones for layer in bone.layers for twig in layer.twigs]
    assert [twig.words for twig in drawn] == [row.name for row in causes.grid.rows]
    assert fish.problem == ("Skadegörelse", "Per Olsskolan")
    assert all(row.name in plain_text(section(page, "_orsaker")) for row in causes.grid.rows)
    assert section(page, "_kedja").count("<li>") == 5
    assert 'lb-words">inga angivna' in section(page, "_faktorer")
    assert 'href="../moten/2026-05-28.html#_atgard_1"' in section(page, "_ledde-till")
    days = re.findall('datetime="(.*?)"', section(page, "_status"))
    assert days == sorted(days)
    assert {"2026-01-22", "2026-02-24", "2026-05-20", "2026-10-27"} <= set(days)


def test_picture_table_and_list_of_a_story_are_of_the_same_rows(example: dict[str, Page]) -> None:
    archive = read_once(ROOT)
    for decision in archive.decisions:
        page = example[f"beslut/{decision.id}.html"]
        listed = re.findall('datetime="(.*?)"', section(page, "_status"))
        for figure in (found for found in page.figures if found.anchor == "_bild-tid"):
            (line,) = figure.pictures
            assert isinstance(line, Timeline)
            shown = [moment for moment in line.moments if moment.sign is not Sign.NOW]
            assert [moment.day.isoformat() for moment in shown] == listed
            assert [
                (row.name, *(cell.content for cell in row.cells)) for row in figure.grid.rows
            ] == [(m.words, say_short_day(m.day), m.sign, m.distance) for m in line.moments]
            days = [(m.day - decision.day).days for m in line.moments]
            assert [m.distance.value for m in line.moments] == days
            told = re.findall(r"(\d+)\s(?:dag|dagar) ", " ".join([figure.title, *figure.sentences]))
            assert {int(number) for number in told} <= {abs(number) for number in days}


@pytest.mark.parametrize(
    ("decision", "title", "row"),
    [
        (
            PLAN,
            "Uppdrag 2 skulle ha redovisats 161\u00a0dagar efter beslutet men är försenat",
            ("Uppdrag 3 ska redovisas", "28 feb 2027", "planerat", 251),
        ),
        (
            SCHOOL,
            "Redovisningen kom 85\u00a0dagar efter beslutet",
            ("Sista dag för uppdraget", "31 maj 2026", "har hänt", 96),
        ),
        (
            "2026-12-15-kartlaggning-jarntorget",
            "Uppdraget ska redovisas 72\u00a0dagar efter beslutet",
            ("Lyft vid EST-mötet", "12 nov 2026", "har hänt", -33),
        ),
    ],
)
def test_a_story_says_what_is_most_urgent_and_tells_plans_from_what_happened(
    example: dict[str, Page], decision: str, title: str, row: tuple[str, str, str, int]
) -> None:
    (found,) = (f for f in example[f"beslut/{decision}.html"].figures if f.anchor == "_bild-tid")
    assert found.title == title
    name, day, sign, distance = row
    rows = [(r.name, *(cell.content for cell in r.cells)) for r in found.grid.rows]
    assert (name, day, sign, Amount(distance)) in rows


def test_what_is_planned_stands_in_the_list_as_planned(example: dict[str, Page]) -> None:
    story = section(example[f"beslut/{PLAN}.html"], "_status")
    ahead = re.findall(r'<li class="lb-timeline__ahead">(.*?)</li>', story, re.DOTALL)
    assert [re.findall('datetime="(.*?)"', found) for found in ahead] == [
        ["2027-02-28"],
        ["2027-05-31"],
    ]
    assert all("planerat</span>" in found for found in ahead)
    assert re.search(r'"2026-11-30".*?lb-status--forsenat', story, re.DOTALL)


@pytest.mark.parametrize(
    ("field", "allowed"), [("ben", BONES), ("slag", tuple(sorted(CAUSE_KINDS)))]
)
def test_the_page_knows_the_formats_closed_lists(field: str, allowed: tuple[str, ...]) -> None:
    row = {"ben": BONES[0], "slag": next(iter(CAUSE_KINDS)), "orsak": "Mörkt"}
    for word in allowed:
        Cause.model_validate({**row, field: word})
    with pytest.raises(ValidationError, match=f"Skriv {list_choices(allowed)}"):
        Cause.model_validate({**row, field: "något annat"})


def test_a_tabled_proposal_and_where_it_was_taken_up_lead_to_each_other(
    example: dict[str, Page],
) -> None:
    tabled, taken_up = example[f"beslut/{TABLED}.html"], example[f"beslut/{TAKEN_UP}.html"]
    assert (
        "Lokala BRÅ bordlade förslaget. Förslaget togs upp igen den 28 april 2026."
        in plain_text(tabled.html)
    )
    assert f'href="{TAKEN_UP}.html"' in section(tabled, "_ledde-till")
    assert f'href="{TABLED}.html"' in section(taken_up, "_status")
    assert f'href="{TABLED}.html"' not in section(example["beslut/index.html"], "_bordlagt")
    shelf = section(example["beslut/index.html"], "_aterupptaget")
    assert f'href="{TABLED}.html"' in shelf
    assert f'28 april 2026 i <a href="{TAKEN_UP}.html"' in shelf


def test_a_proposal_referred_back_is_open_again(example: dict[str, Page]) -> None:
    text = plain_text(example[f"beslut/{REFERRED}.html"].html)
    assert "Kommunstyrelsen återremitterade förslaget. Kommunledningen fick ett uppdrag." in text
    assert "Förslaget är öppet igen." in text
    register = example["beslut/index.html"]
    assert "förslaget är öppet igen" in section(register, "_aterremiss")
    assert "2026-05-14-bra-1" in section(register, "_foreslaget")


def test_replaced_and_replacing_name_each_other(example: dict[str, Page]) -> None:
    older, newer = example[f"beslut/{REPLACED}.html"], example[f"beslut/{PLAN}.html"]
    assert f'href="{PLAN}.html"' in section(older, "_ledde-till")
    assert "lb-status--ersatt" in older.html.partition("</header>")[0]
    assert f'href="{REPLACED}.html"' in section(newer, "_grund")
    assert f'href="{REPLACED}.html"' not in section(example["beslut/index.html"], "_pagar")
    assert "lb-status--ersatt" in section(example["beslut/index.html"], "_ersatt")


def test_each_decision_stands_once_in_the_register_and_in_its_year(
    example: dict[str, Page],
) -> None:
    desk = open_desk(ROOT)
    for decision in desk.chain.decisions:
        link = f'<p class="lb-register__title"><a href="{decision.id}.html">'
        assert example["beslut/index.html"].html.count(link) == 1
        assert example[f"beslut/{decision.day.year}.html"].html.count(link) == 1
    for page in (page for page in example.values() if page.parent == "beslut/index.html"):
        items = re.findall(r'title"><a href="(\d{4})-\d\d-\d\d-', page.html)
        assert set(items) == {page.address[-9:-5]}


def test_nothing_of_a_decision_or_its_account_is_lost(example: dict[str, Page]) -> None:
    archive = read_once(ROOT)
    for record in (*archive.decisions, *archive.accounts):
        stem = getattr(record, "decision_id", record.source.stem)
        shown = words_of(plain_text(example[f"beslut/{stem}.html"].html)).casefold()
        for line in (record.title, *record.text.split("\n")):
            assert words_of(re.sub(r"^\s*\d+\. ", "", line)).casefold() in shown, (stem, line)


def test_text_outside_the_usual_sections_is_shown_too(grown: Path) -> None:
    page = build(open_desk(grown))["beslut/2026-10-20-samtal.html"]
    text = plain_text(page.html)
    for part in (
        "Rådet diskuterade frågan länge.",
        "Reservation En ledamot hade en annan mening.",
        "Skäl Det finns redan ett uppdrag.",
        "<b>Fet</b> text syns.",
    ):
        assert part in text
    assert '<a href="https://skolan.example" rel="noreferrer">Skolan</a>' in page.html
    assert "ett uppdrag, med redovisning senast den 6 november 2026" in text
    assert "Ersatt av" in text


def test_headings_named_as_the_pages_own_lose_nothing(archive_with: Callable[..., Path]) -> None:
    own = "\n## Uppdrag\nEget ett.\n\n## Beslut\nEget två.\n\n## Motivering\nEget tre.\n\n```\n## Kod\n```\n"
    root = archive_with(files={"decisions/2026-10-20-samtal.md": OLDER + own})
    (page,) = (p for p in build_decisions(open_desk(root)) if p.address.endswith("samtal.html"))
    ids = re.findall(r'\bid="([^"]+)"', page.html)
    assert [name for name, times in Counter(ids).items() if times > 1] == []
    for words in ("Lokala BRÅ ger", "Eget ett.", "Eget två.", "Eget tre.", "## Kod"):
        assert words in page.html


@pytest.mark.parametrize("name", ["empty", "planned"])
def test_an_archive_without_decisions_says_so(name: str) -> None:
    pages = build(open_desk(ARCHIVES / name))
    assert [address for address in pages if address.startswith("beslut/")] == ["beslut/index.html"]
    text = plain_text(pages["beslut/index.html"].html)
    assert "Inget beslut finns i arkivet än." in text
    assert "Inga förslag väntar på beslut." in text


def find_dead_links(pages: dict[str, Page]) -> Iterator[str]:
    ids = {
        address: set(re.findall(r'\bid="([^"]+)"', page.html)) for address, page in pages.items()
    }
    files = {figure.file: figure for page in pages.values() for figure in page.figures}
    for page in pages.values():
        for link in re.findall(r'href="([^":]*)"', page.html):
            path, _, anchor = link.partition("#")
            target = normpath(join(dirname(page.address), path)) if path else page.address
            if target.endswith(".csv") and target not in files:
                yield f"{page.address}: {link}"
            if target in ids and anchor and anchor not in ids[target]:
                yield f"{page.address}: {link}"
            if target.startswith("beslut/") and target not in ids | files.keys():
                yield f"{page.address}: {link}"


def test_every_id_is_used_once_and_every_link_between_these_pages_leads_somewhere(
    example: dict[str, Page], grown: Path
) -> None:
    for pages in (example, build(open_desk(grown)), build(open_desk(ARCHIVES / "small"))):
        assert list(find_dead_links(pages)) == []
        for page in pages.values():
            counted = Counter(re.findall(r'\bid="([^"]+)"', page.html))
            assert [name for name, times in counted.items() if times > 1] == [], page.address
