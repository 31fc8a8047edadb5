"""The decision pages, the uppdrag's statuses and the register, on the small and example archives."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import Any

import pytest
from pydantic import ValidationError

from generator.analysis import Amount, State
from generator.analysis.chain import Chain
from generator.analysis.status import assignment_status
from generator.article.html import render_html
from generator.article.plain import plain_words
from generator.article.values import Listing, Prose, Ref, Role, Table, charts_of
from generator.figures import Fishbone
from generator.pages.actions.build import build_actions
from generator.pages.base.build import Build
from generator.pages.base.page import Page
from generator.pages.base.reading import plain_text
from generator.pages.decision.build import build_decisions, build_proposals, build_registers
from generator.pages.decision.charts import CAUSE_KINDS, chart_story
from generator.pages.decision.compose import tell_step
from generator.pages.decision.story import Happening, Sign, tell_story
from generator.pages.meeting.build import build_meetings
from generator.problems import list_choices
from generator.records.archive import place_assignments
from generator.records.frozen import Frozen
from generator.records.kinds.decision import BONES, Cause
from generator.records.loading import read_archive
from generator.records.readers.ledger import vary
from generator.swedish import say_short_day
from tests.article.composed import ids_of, part_of, refs_of, words_of
from tests.fixed import read_once
from tests.pages.composing import cells_of, chips_in, decision_of, items_in, say
from tests.places import load_cases
from tests.site.reading import read_html

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
# What a step is and what its row says: day, state, words, days from the decision on 24 February 2026.
STEPS: dict[str, Any] = load_cases(Path(__file__).with_name("story_steps.yml"))
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


def open_build(root: Path) -> Build:
    return Build(read_once(root), {})


def build_pages(build: Build) -> dict[str, Page]:
    builders = (build_decisions, build_registers, build_actions, build_proposals, build_meetings)
    return {page.address: page for builder in builders for page in builder(build)}


@pytest.fixture(scope="module")
def build() -> Build:
    return Build(read_once(ROOT), {})


@pytest.fixture(scope="module")
def example(build: Build) -> dict[str, Page]:
    return build_pages(build)


@pytest.fixture
def grown(tmp_path: Path) -> Path:
    """The small archive with two more decisions, of which the newer replaces the older."""
    shutil.copytree(ARCHIVES / "small", tmp_path / "archive")
    decisions = tmp_path / "archive" / "decisions"
    (decisions / "2026-10-20-samtal.md").write_text(OLDER, encoding="utf-8")
    (decisions / "2026-11-08-samtal.md").write_text(NEWER, encoding="utf-8")
    return tmp_path / "archive"


def story_of(build: Build, decision: str) -> list[list[str]]:
    """Return the rows of a decision's story: day, state, words and days from the decision."""
    blocks = part_of(decision_of(build, decision), "_status").blocks
    (table,) = (block for block in blocks if isinstance(block, Table))
    return [cells_of(row) for row in table.rows]


EDITIONS: dict[str, Any] = load_cases(Path(__file__).with_name("story_editions.yml"))


@pytest.mark.parametrize("name", EDITIONS)
def test_the_edition_that_a_decision_was_taken_on_is_told(name: str) -> None:
    case = EDITIONS[name]
    small = read_once(ARCHIVES / "small")
    (file,) = small.report_files
    assert file.adopted
    adopted = file.adopted.model_copy(update={"day": date.fromisoformat(case["adopted"])})
    frozen = tuple(
        Frozen("2026-10", version, date.fromisoformat(day), "Säkerhetschef", "1", {})
        for version, day in enumerate(case["editions"], 1)
    )
    files = (vary(file, adopted=adopted),)
    archive = replace(small, report_files=files, frozen=frozen)
    told = [
        row for row in story_of(Build(archive, {}), SMALL) if row[2] == "Rapporten för oktober 2026"
    ]
    assert [[row[0], row[3]] for row in told] == case["says"]


def section(page: Page, anchor: str) -> str:
    """Return a page's HTML from a level-two heading to the next."""
    found = re.search(rf'<h2 id="{anchor}".*?(?=<h2 |<footer|<nav)', page.html, re.DOTALL)
    assert found, f"{page.address} has no {anchor}"
    return found[0]


def only_words(text: str) -> str:
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
        ("klar", "2026-11-07", "klart"),
        ("avbruten", "2026-11-07", "avbrutet"),
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


def test_a_page_says_what_was_decided_and_leads_on(build: Build) -> None:
    article = decision_of(build, PLAN)
    assert (
        say(article.meta)
        == "Kommunfullmäktige 22 juni 2026 § 58 · enligt förslaget · pågår delvis försenat"
    )
    assert (
        "Kommunledningen, NVK samt Fritid och ungdomscenter fick var sitt uppdrag, med redovisning "
        "senast den 30 november 2026, den 28 februari 2027 och den 31 maj 2027. Ett uppdrag är försenat."
    ) in plain_words(article)
    assert "Det här är en återgivning. Original: protokoll 2026-06-22, KS 2026/123." in words_of(
        article, "_beslut"
    )
    assert Ref("report", "2026-06", "_beslut") in set(refs_of(article, "_ledde-till"))
    assert Ref("report", "2026-05") in set(refs_of(article, "_grund"))


def test_each_uppdrag_has_its_status_and_a_name(build: Build) -> None:
    for decision in build.archive.decisions:
        placed = list(place_assignments(decision))
        if not placed:
            continue
        (listing,) = part_of(decision_of(build, decision.id), "_uppdrag").blocks
        assert isinstance(listing, Listing)
        assert [(item.id, item.name) for item in listing.items] == [
            (f"_uppdrag-{found.number}", found.id) for found in placed
        ]
        for item, found in zip(listing.items, placed, strict=True):
            state = assignment_status(build.chain, found, build.archive.today)
            assert chips_in(item.line) == [state]
            assert say(item.line).startswith(found.assignment.what)


def test_the_account_and_its_causes_stand_on_the_page(build: Build) -> None:
    article, account = decision_of(build, SCHOOL), build.archive.account[SCHOOL]
    months, causes = charts_of(article)
    assert (months.anchor, causes.anchor) == ("_bild-manader", "_bild-orsaker")
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
    assert items_in(part_of(article, "_kedja")) == list(account.events)
    (factors,) = part_of(article, "_faktorer").blocks
    assert isinstance(factors, Table)
    rows = [cells_of(row) for row in factors.rows]
    assert rows[0] == ["Skola", "inga angivna", "elevråd som vill ta hand om skolgården"]
    assert Ref("action", "2026-05-28#1") in set(refs_of(article, "_ledde-till"))
    days = [first for first, *_ in story_of(build, SCHOOL)]
    assert {"22 jan 2026", "24 feb 2026", "20 maj 2026", "27 okt 2026"} <= set(days)


def test_the_table_of_a_story_and_its_download_are_of_the_same_steps(build: Build) -> None:
    for decision in build.archive.decisions:
        story = tell_story(build.chain, decision, build.archive.today)
        assert story == sorted(story, key=lambda step: step.day)
        rows = story_of(build, decision.id)
        assert [row[0] for row in rows] == [say_short_day(step.day) for step in story]
        distances = [(step.day - decision.day).days for step in story]
        assert [int(row[3].replace("\u2212", "-")) for row in rows] == distances
        assert all(row[2] for row in rows)
        figure = chart_story(build.archive, decision, story)
        if figure is None:
            continue
        steps = [row for row in figure.grid.rows if row.cells[1].content != Sign.NOW]
        assert [row.cells[0].content for row in steps] == [row[0] for row in rows]
        told = re.findall(r"(\d+)\s(?:dag|dagar) ", " ".join([figure.title, *figure.sentences]))
        measured = [row.cells[2].content for row in figure.grid.rows]
        known = {
            abs(int(n.value)) for n in measured if isinstance(n, Amount) and n.value is not None
        }
        assert {int(number) for number in told} <= known
        assert f"{figure.title}.".replace("\xa0", " ") in words_of(
            decision_of(build, decision.id), "_status"
        )


@pytest.mark.parametrize(
    ("decision", "title", "row"),
    [
        (
            PLAN,
            "Uppdrag 2 skulle ha redovisats 161 dagar efter beslutet men är försenat.",
            [
                "28 feb 2027",
                "planerat",
                "Uppdrag 3 ska redovisas: Plan för kvällsöppna idrottshallar",
                "251",
            ],
        ),
        (
            SCHOOL,
            "Redovisningen kom 85 dagar efter beslutet.",
            [
                "31 maj 2026",
                "",
                "Sista dag för uppdraget: Analysera varför skolgården skadas utanför skoltid",
                "96",
            ],
        ),
        (
            "2026-12-15-kartlaggning-jarntorget",
            "Uppdraget ska redovisas 72 dagar efter beslutet.",
            ["12 nov 2026", "föreslaget", "Lyft vid EST-mötet 12 november 2026", "\u221233"],
        ),
    ],
)
def test_a_story_says_what_is_most_urgent_and_tells_plans_from_what_happened(
    build: Build, decision: str, title: str, row: list[str]
) -> None:
    assert title in words_of(decision_of(build, decision), "_status")
    assert row in story_of(build, decision)


def test_what_is_planned_stands_in_the_story_as_planned(build: Build) -> None:
    for decision in build.archive.decisions:
        story = tell_story(build.chain, decision, build.archive.today)
        for step, row in zip(story, story_of(build, decision.id), strict=True):
            assert (row[1] == "planerat") == (step.day > build.archive.today)
    late = [row for row in story_of(build, PLAN) if row[1] == "försenat"]
    assert [row[0] for row in late] == ["30 nov 2026"]


@pytest.mark.parametrize("name", STEPS)
def test_the_words_of_a_step_follow_from_what_happened(build: Build, name: str) -> None:
    case = STEPS[name]
    decision = build.archive.decision[SCHOOL]
    state = State(case["state"]) if "state" in case else None
    day = decision.day + timedelta(days=case["days"])
    step = Happening(day, state, case.get("text", ""), name=case.get("name", ""))
    row = tell_step(build, decision, step)
    assert cells_of(row) == case["says"]
    assert chips_in(row.cells[1]) == [word for word in case["says"][1:2] if word]


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
    build: Build, example: dict[str, Page]
) -> None:
    tabled, taken_up = decision_of(build, TABLED), decision_of(build, TAKEN_UP)
    words = "Lokala BRÅ bordlade förslaget. Förslaget togs upp igen den 28 april 2026."
    assert words in plain_words(tabled)
    assert Ref("decision", TAKEN_UP) in set(refs_of(tabled, "_ledde-till"))
    assert Ref("decision", TABLED) in set(refs_of(taken_up, "_status"))
    assert f'href="{TABLED}.html"' not in section(example["beslut/index.html"], "_bordlagt")
    shelf = section(example["beslut/index.html"], "_aterupptaget").replace("\xa0", " ")
    assert f'href="{TABLED}.html"' in shelf
    assert f'28 april 2026 i <a href="{TAKEN_UP}.html"' in shelf


def test_a_proposal_referred_back_is_open_again(build: Build, example: dict[str, Page]) -> None:
    text = plain_words(decision_of(build, REFERRED))
    assert "Kommunstyrelsen återremitterade förslaget. Kommunledningen fick ett uppdrag." in text
    assert "Förslaget är öppet igen." in text
    register = example["beslut/index.html"]
    assert "förslaget är öppet igen" in section(register, "_aterremiss")
    assert "2026-05-14-bra-1" in section(register, "_foreslaget")


def test_replaced_and_replacing_name_each_other(build: Build, example: dict[str, Page]) -> None:
    older, newer = decision_of(build, REPLACED), decision_of(build, PLAN)
    assert Ref("decision", PLAN) in set(refs_of(older, "_ledde-till"))
    assert "ersatt" in chips_in(older.meta)
    assert Ref("decision", PLAN) in {span.to for span in older.meta}
    assert Ref("decision", REPLACED) in set(refs_of(newer, "_grund"))
    assert f'href="{REPLACED}.html"' not in section(example["beslut/index.html"], "_pagar")
    assert "lb-status--ersatt" in section(example["beslut/index.html"], "_ersatt")


def test_each_decision_stands_once_in_the_register_and_in_its_year(
    example: dict[str, Page],
) -> None:
    for decision in open_build(ROOT).chain.decisions:
        link = f'<p class="lb-register__title"><a href="{decision.id}.html">'
        assert example["beslut/index.html"].html.count(link) == 1
        assert example[f"beslut/{decision.day.year}.html"].html.count(link) == 1
    for page in (p for a, p in example.items() if re.fullmatch(r"beslut/\d{4}\.html", a)):
        titles = [p for p in read_html(page.html).find("p") if "lb-register__title" in p.classes]
        ways = [p.find("a")[0].attributes["href"] for p in titles]
        assert {way[:4] for way in ways if way[:4].isdigit()} == {page.address[-9:-5]}


def test_nothing_of_a_decision_or_its_account_is_lost(build: Build) -> None:
    archive = build.archive
    for record in (*archive.decisions, *archive.accounts):
        stem = getattr(record, "decision_id", record.source.stem)
        shown = only_words(plain_words(decision_of(build, stem))).casefold()
        for line in (record.title, *record.text.split("\n")):
            assert only_words(re.sub(r"^\s*\d+\. ", "", line)).casefold() in shown, (stem, line)


def test_text_outside_the_usual_sections_is_shown_too(grown: Path) -> None:
    build = open_build(grown)
    article = decision_of(build, "2026-10-20-samtal")
    text = " ".join(plain_words(article).split())
    for part in (
        "Rådet diskuterade frågan länge.",
        "Reservation En ledamot hade en annan mening. Skäl Det finns redan ett uppdrag.",
        "<b>Fet</b> text syns.",
    ):
        assert part in text
    # The address stands last in the text, below another heading than what leads there.
    html = render_html(article, lambda ref: ref.id, str).body
    assert '<a href="https://skolan.example" rel="noreferrer">Skolan</a>' in html
    assert "ett uppdrag, med redovisning senast den 6 november 2026" in text
    assert Ref("decision", "2026-11-08-samtal") in set(refs_of(article, "_ledde-till"))


def test_the_parts_of_a_text_stand_in_its_order(grown: Path) -> None:
    article = decision_of(open_build(grown), "2026-10-20-samtal")
    assert [section.title for section in article.sections] == [
        "Beslut",
        "Uppdrag",
        "Ärendets gång",
        "Motivering",
        "Reservation",
        "Vad beslutet bygger på",
        "Vad som följde på beslutet",
    ]
    quoted = [block.role for block in article.sections[0].blocks if isinstance(block, Prose)]
    assert quoted == [Role.BODY, Role.QUOTE]


def test_headings_named_as_the_pages_own_lose_nothing(archive_with: Callable[..., Path]) -> None:
    own = "\n## Uppdrag\nEget ett.\n\n## Beslut\nEget två.\n\n## Motivering\nEget tre.\n\n```\n## Kod\n```\n"
    root = archive_with(files={"decisions/2026-10-20-samtal.md": OLDER + own})
    article = decision_of(open_build(root), "2026-10-20-samtal")
    ids = ids_of(article)
    assert [name for name, times in Counter(ids).items() if times > 1] == []
    html = render_html(article, lambda ref: ref.id, str).body
    for words in ("Lokala BRÅ ger", "Eget ett.", "Eget två.", "Eget tre.", "## Kod"):
        assert words in html


@pytest.mark.parametrize("name", ["empty", "planned"])
def test_an_archive_without_decisions_says_so(name: str) -> None:
    pages = build_pages(open_build(ARCHIVES / name))
    assert [address for address in pages if address.startswith("beslut/")] == ["beslut/index.html"]
    text = plain_text(pages["beslut/index.html"].html)
    assert "Inget beslut finns i arkivet än." in text
    assert "Inga förslag väntar på beslut." in text


def find_dead_links(pages: dict[str, Page]) -> Iterator[str]:
    ids = {
        address: set(re.findall(r'\bid="([^"]+)"', page.html)) for address, page in pages.items()
    }
    files = {figure.file for page in pages.values() for figure in page.figures}
    files |= {file for page in pages.values() for file in page.files}
    for page in pages.values():
        for link in re.findall(r'href="([^":]*)"', page.html):
            path, _, anchor = link.partition("#")
            target = normpath(join(dirname(page.address), path)) if path else page.address
            if target.endswith(".csv") and target not in files:
                yield f"{page.address}: {link}"
            if target in ids and anchor and anchor not in ids[target]:
                yield f"{page.address}: {link}"
            if target.startswith("beslut/") and target not in ids.keys() | files:
                yield f"{page.address}: {link}"


def test_an_empty_list_says_what_will_stand_there_and_who_puts_it_there() -> None:
    for handwritten, told in (
        ((), False),
        (("mote-och-beslut.html",), True),
    ):
        build = Build(read_once(ARCHIVES / "empty"), {}, handwritten=frozenset(handwritten))
        pages = build_pages(build)
        for kind, words in (
            ("moten", "Samordnaren för in mötet."),
            ("beslut", "Samordnaren för in beslutet ur protokollet."),
        ):
            said = plain_text(pages[f"{kind}/index.html"].html)
            assert words in said
            assert ("Hur det går till står i guiden för samordnaren." in said) == told


def test_every_id_is_used_once_and_every_link_between_these_pages_leads_somewhere(
    example: dict[str, Page], grown: Path
) -> None:
    for pages in (
        example,
        build_pages(open_build(grown)),
        build_pages(open_build(ARCHIVES / "small")),
    ):
        assert list(find_dead_links(pages)) == []
        for page in pages.values():
            counted = Counter(re.findall(r'\bid="([^"]+)"', page.html))
            assert [name for name, times in counted.items() if times > 1] == [], page.address


def test_the_way_to_a_row_is_named_by_its_words_alone(example: dict[str, Page]) -> None:
    named = re.findall(
        r'aria-label="Länk till: ([^"]*)"', "".join(p.html for p in example.values())
    )
    assert "Motorkvällar på ungdomscentret" in named
    assert [words for words in named if not re.search(r"[\w.?!)”]$", words)] == []
