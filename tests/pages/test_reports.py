"""The monthly reports: every number leads to the entries it counts, and missing is no zero."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from generator.analysis import Amount
from generator.analysis.counts import figures_of, name_missing
from generator.analysis.period import find_day
from generator.article.addresses import relative
from generator.article.plain import plain_line, plain_markdown
from generator.article.values import (
    Article,
    Block,
    Item,
    Number,
    Part,
    Ref,
    Row,
    Table,
    lines_of,
    numbers_of,
)
from generator.pages.base.build import Build
from generator.pages.base.page import Page
from generator.pages.base.reading import plain_text
from generator.pages.report.build import build_reports
from generator.records.archive import Archive
from generator.records.loading import load_archive
from tests.article.composed import (
    FIXED,
    Composed,
    blocks_of,
    compose_fixed,
    items_of,
    number_in,
    numbers_in,
    part_of,
    refs_of,
    table_of,
    words_of,
)

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
SMALL = ROOT / "tests/archives/small"
FIXED_WORDS = "Posterna visar vad gruppen har rapporterat, inte hur många brott som har begåtts."
PARTS = [
    ("_forslag", "Att ta ställning till"),
    ("_lage", "Läget i {} områden"),
    ("_sammanfattning", "Sammanfattning"),
    ("_beslut", "Uppföljning"),
    ("_kommande", "Kommande"),
    ("_andrat", "Ändrat sedan rapporten fastställdes"),
    ("_bilaga", "Underlag"),
]
APPENDIX = [
    ("_omraden", "Områden och poster"),
    ("_manader", "Månad för månad"),
    ("_fokus", "Platser och tider"),
    ("_atgarder-avslutade", "Avslutade åtgärder"),
    ("_underlag", "Statistik"),
    ("_kallor", "Källor och begränsningar"),
    ("_dokument", "Dokumentuppgifter"),
]
# What stands only where there is something to say.
OPTIONAL = {"_sammanfattning", "_andrat", "_atgarder-avslutade"}


def read(root: Path) -> Archive:
    archive = load_archive(root).archive
    assert archive is not None
    return archive


def build_pages(archive: Archive) -> dict[str, Page]:
    return {page.address: page for page in build_reports(Build(archive, {}))}


@pytest.fixture(scope="module")
def small() -> Composed:
    return compose_fixed("small")


@pytest.fixture(scope="module")
def example() -> Composed:
    return compose_fixed("example")


@pytest.fixture(scope="module", params=FIXED)
def composed(request: pytest.FixtureRequest) -> Composed:
    return compose_fixed(request.param)


@pytest.fixture(scope="module")
def pages(composed: Composed) -> dict[str, Page]:
    return build_pages(composed.archive)


def listed(composed: Composed, ref: Ref) -> list[Item]:
    """Return the entries listed where a number leads: in an område, or in all of them."""
    article = composed.articles[ref.id]
    return items_of(article, "_omraden" if ref.part in ("", "_lage") else ref.part)


def events_of(items: list[Item]) -> int:
    return sum(int(number.amount.known) for item in items for number in numbers_in(item.line))


def entries_of(items: list[Item]) -> list[str]:
    return [span.to.id for item in items for span in item.line[:1] if span.to]


def numbers_of_block(block: Block) -> Iterator[Number]:
    for line in lines_of(block):
        yield from numbers_in(line)


def test_every_number_counts_the_entries_it_leads_to(composed: Composed) -> None:
    checked: Counter[str] = Counter()
    for month, article in composed.articles.items():
        for number in numbers_of(article):
            if number.to is None or "/plats:" in number.key or "/tid:" in number.key:
                continue
            assert number.to.kind == "report", number.key
            items = listed(composed, number.to)
            count = {"poster": len(items), "händelser": events_of(items)}[number.unit]
            assert number.amount.value == count, (month, number.key)
            checked[number.unit] += 1
    assert min(checked["poster"], checked["händelser"]) >= 5


def test_every_number_of_the_board_is_that_of_the_tables(composed: Composed) -> None:
    for month, article in composed.articles.items():
        (board, _) = part_of(article, "_lage").blocks
        counted = {
            n.key: n.amount for b in blocks_of(article, "_bilaga") for n in numbers_of_block(b)
        }
        shown = list(numbers_of_block(board))
        assert len(board.rows) == len(composed.facts[month].courses)
        first = composed.facts[month].archive.reports[0].id
        for number in shown:
            if number.key.split("/")[1] < first:
                assert number.amount == Amount(None, "inget underlag")
            else:
                assert counted[number.key] == number.amount, (month, number.key)


def test_every_entry_stands_once_and_is_numbered_through(composed: Composed) -> None:
    for month, article in composed.articles.items():
        items = items_of(article)
        assert [item.number for item in items] == list(range(1, len(items) + 1))
        assert [item.id for item in items] == [f"_post-{item.number}" for item in items]
        counted = {line.entry.id for line in composed.monthly.lines(composed.reports[month])}
        assert Counter(entries_of(items)) == Counter(counted), month


def test_places_and_times_name_the_entries_that_they_count(composed: Composed) -> None:
    for month, article in composed.articles.items():
        by_id = {item.id: item for item in items_of(article)}
        places = [
            b
            for b in blocks_of(article)
            if isinstance(b, Table) and b.columns[-1] == "Postens nummer"
        ]
        if not by_id:
            assert "Inga poster lämnades under perioden." in words_of(article, "_fokus")
        named: Counter[str] = Counter()
        for table in places:
            for row in table.rows:
                number = number_in(row.cells[1])
                refs = [span.to for span in row.cells[-1] if span.to]
                assert all((ref.kind, ref.id) == ("report", month) for ref in refs)
                assert [span.text for span in row.cells[-1] if span.to] == [
                    str(by_id[ref.part].number) for ref in refs
                ]
                own = [by_id[ref.part] for ref in refs]
                if number.unit == "poster":
                    assert number.amount.value == len(own), (month, number.key)
                    named.update(ref.part for ref in refs)
                else:
                    assert number.amount.value == events_of(own), (month, number.key)
                if not refs:
                    assert plain_line(row.cells[-1]) == "inga"
        # Each entry is at one plats, or at none.
        assert named == Counter(by_id.keys())


def test_what_a_place_or_time_leads_to_is_there(composed: Composed) -> None:
    """Numbers of earlier months lead to the row of the same name in that month's report."""
    for article in composed.articles.values():
        for number in numbers_of(article):
            if number.to is None or not ("/plats:" in number.key or "/tid:" in number.key):
                continue
            rows = [
                row
                for block in blocks_of(composed.articles[number.to.id])
                if isinstance(block, Table)
                for row in block.rows
                if row.id == number.to.part
            ]
            (row,) = rows
            assert number_in(row.cells[1]) == number


def test_parts_in_their_order(composed: Composed) -> None:
    for article in composed.articles.values():
        for parts, found in ((PARTS, article.sections), (APPENDIX, article.sections[-1].parts)):
            ids = {section.id for section in found}
            wanted = [(a, t) for a, t in parts if a in ids or a not in OPTIONAL]
            title = {"_lage": r"Läget i (\w+) områden"}
            for (anchor, name), section in zip(wanted, found, strict=True):
                assert section.id == anchor
                assert re.fullmatch(title.get(anchor, re.escape(name)), section.title)
        assert all(row.part is Part.UNDERLAG for row in article.sections[-1].parts)
        assert FIXED_WORDS in words_of(article, "_lage")


def test_nothing_of_the_meetings_is_lost(composed: Composed) -> None:
    """Every bedömning with words, focus, proposal, statistik and organisation is somewhere."""
    for month, article in composed.articles.items():
        facts, words = composed.facts[month], words_of(article)
        for meeting in facts.report.meetings:
            for found in meeting.assessments.values():
                for said in (found.text, found.consequences):
                    assert " ".join((said or "").split()) in words
            for row in meeting.focus:
                assert f"{row.place.name} {row.when or 'inte angivet'} {row.what}" in words
        refs = set(refs_of(article))
        for placed in facts.proposals:
            assert Ref("proposal", placed.id) in refs
            assert " ".join(placed.proposal.sentence.split()) in words
        for given in facts.underlag:
            assert Ref("entry", given.entry.id) in refs
        for each in facts.actions.every:
            is_new = each.placed.id in {ref.id for ref in refs if ref.kind == "action"}
            told = (*facts.actions.late, *facts.actions.going_on, *facts.actions.new)
            ended = (*facts.actions.done, *facts.actions.broken_off)
            assert is_new == (each in (*told, *ended)), (month, each.placed.id)
        text = facts.report.file.text if facts.report.file else ""
        for paragraph in text.split("\n\n"):
            for sentence in re.split(r"(?<=[.!?]) ", plain_markdown([paragraph])):
                assert sentence in words, (month, sentence)


def test_each_id_stands_once_and_own_anchors_exist(pages: dict[str, Page]) -> None:
    for page in pages.values():
        ids = re.findall(r' id="([^"]+)"', page.html)
        assert len(ids) == len(set(ids)), page.address
        for href in re.findall(r'href="([^"]*#[^"]+)"', page.html):
            path, _, anchor = href.partition("#")
            if path.startswith(("../", "http", "mailto")):
                continue
            target = pages[f"rapporter/{path}"] if path else page
            assert f'id="{anchor}"' in target.html, (page.address, href)


def test_places_that_others_led_to_are_kept(pages: dict[str, Page]) -> None:
    """Anchors of adopted reports have been sent to readers."""
    for address, page in pages.items():
        if re.fullmatch(r"rapporter/\d{4}-\d\d\.html", address) and 'id="_lage"' in page.html:
            for anchor in ("_lage", "_forslag", "_beslut", "_atgarder", "_kommande", "_fokus",
                           "_underlag", "_kallor", "_kontakt", "_tabell-poster", "_bild-manader",
                           "_bild-omraden", "_bild-platser", "_bild-veckodagar", "_bild-atgarder",
                           "_bild-rapportering"):  # fmt: skip
                assert f'id="{anchor}"' in page.html, (address, anchor)


def test_how_sure_the_numbers_are(example: Composed, small: Composed) -> None:
    november = words_of(example.articles["2026-11"], "_lage")
    assert "Två möten (12 och 26 november). Händelser " in november
    assert "Alla åtta organisationer som ska rapportera gjorde det minst en gång." in november
    october = words_of(small.articles["2026-10"], "_lage")
    # Sett av skolan och polisen; fastighetsbolaget rapporterar bara vid behov.
    assert (
        "Ett möte (16 oktober). Händelser 3–10 oktober. Båda de organisationer som ska rapportera gjorde det."
        in october
    )


def test_two_months_differ(small: Composed) -> None:
    september, october = (small.articles[f"2026-{month}"] for month in ("09", "10"))
    assert september.title != october.title
    assert september.meta != october.meta
    assert september.lead != october.lead
    for section in (*PARTS, *APPENDIX):
        if section[0] not in OPTIONAL:
            assert words_of(september, section[0]) != words_of(october, section[0]), section
    posts = table_of(september, "Poster per område")
    assert posts.columns == ("Område", "sep 2026", "Nivå i september 2026", "Trend")
    assert "inget underlag från augusti 2026" in table_of(september, "Händelser per område").note
    assert "ett möte i september 2026" in table_of(october, "Händelser per område").note


def test_an_event_told_twice_counts_once(small: Composed) -> None:
    october = small.articles["2026-10"]
    table = table_of(october, "Händelser per område")
    values = [number_in(row.cells[1]).amount for row in table.rows]
    assert values == [Amount(1), Amount(0), Amount(1)]
    assert "samma händelse som i post 2, räknas där" in words_of(october, "_omraden")


def states(table: Table, anchor: str) -> list[str]:
    """Return what stands below the heading of a group, up to the next."""
    found: list[str] = []
    inside = False
    for row in table.rows:
        inside = row.id == anchor if row.group else inside
        if inside and not row.group:
            found.append(plain_line(row.cells[0]))
    return found


def test_statuses_are_told_on_the_reports_own_day(small: Composed) -> None:
    september, october = (small.articles[f"2026-{month}"] for month in ("09", "10"))
    assert (september.as_of, october.as_of) == (date(2026, 9, 30), date(2026, 11, 2))
    then = table_of(september, "Öppna åtgärder, läget 30 sep 2026")
    now = table_of(october, "Öppna åtgärder, läget 2 nov 2026")
    ended = table_of(october, "Åtgärder som har avslutats")
    talked, lit = "Prata med ungdomarna på torget", "Sätt upp belysning vid gaveln"
    assert states(then, "_atgarder-nya") == [talked, lit]
    assert states(now, "_atgarder-forsenade") == [lit]
    assert states(ended, "_atgarder-klara") == [talked]
    assert "Lugnare fredagar" in plain_line(ended.rows[-1].cells[3])
    # The decision came three days later: a forward link, but nothing to follow up yet.
    said = words_of(october, "_forslag")
    assert "Den 2 november 2026 väntade förslaget på beslut i Lokala BRÅ." in said
    assert "Beslutat 5 november 2026 § 4, enligt förslaget." in said
    decision = Ref("decision", "2026-11-05-kartlaggning-norra-skolan")
    assert decision in set(refs_of(october, "_forslag"))
    assert decision not in set(refs_of(october, "_beslut"))
    assert "inga beslut att följa upp den 2 november 2026" in words_of(october, "_beslut")


def test_a_decision_is_followed_from_its_first_report_without_a_gap(example: Composed) -> None:
    archive = example.archive
    rows = list(example.reports.values())
    for decision in archive.decisions:
        told = [
            number
            for number, report in enumerate(rows)
            if Ref("decision", decision.id) in set(refs_of(example.articles[report.id], "_beslut"))
        ]
        days = [find_day(report, archive.today) for report in rows]
        first = next((n for n, day in enumerate(days) if decision.day <= day), len(rows))
        assert told[:1] == [first][: first < len(rows)], decision.id
        assert told == list(range(first, first + len(told))), decision.id


def test_every_uppdrag_of_a_followed_decision_has_its_status(composed: Composed) -> None:
    checked = 0
    for month, article in composed.articles.items():
        facts = composed.facts[month]
        found = Counter(ref.id for ref in refs_of(article, "_beslut") if ref.kind == "assignment")
        shown = (*facts.decisions, *facts.promises)
        wanted = [placed.id for row in shown for placed, _ in row.assignments]
        assert found == Counter(wanted), month
        said = words_of(article, "_beslut")
        for row in shown:
            for placed, state in row.assignments:
                after = said.partition(placed.assignment.what)[2]
                assert f" {state}" in after[:300], (month, placed.id)
                checked += 1
    assert checked >= 5 or composed is compose_fixed("small")


def cells(row: Row) -> list[str]:
    return [plain_line(cell) for cell in row.cells]


def test_missing_is_said_in_words(example: Composed) -> None:
    august = example.articles["2025-08"]
    for caption in ("Händelser per område", "Poster per område"):
        table = table_of(august, caption)
        for row in table.rows:
            assert cells(row)[2] == "inget möte"
            assert number_in(row.cells[2]).amount.value is None
    said = words_of(august, "_kallor")
    assert "I juli 2025 har arkivet inget möte." in said
    assert "Arkivet har inget underlag från augusti 2024." in said


def test_a_month_without_a_meeting_says_so_and_leads_on(example: Composed) -> None:
    pages = build_pages(example.archive)
    july = pages["rapporter/2025-07.html"]
    assert "2025-07" not in example.articles
    assert july.title == "Inget möte i juli 2025"
    assert 'href="2025-06.html"' in july.html
    assert 'href="2025-08.html"' in july.html
    assert 'id="_lage"' not in july.html
    assert "Inget möte i juli 2025" in plain_text(pages["rapporter/2025.html"].html)


def test_a_month_that_awaits_its_meeting(small: Composed) -> None:
    november = build_pages(small.archive)["rapporter/2026-11.html"]
    assert november.title == "Inget möte än i november 2026"
    assert "Planerat möte: 12 november 2026" in plain_text(november.html)


def test_summary_is_written_by_hand_or_said_to_be_missing(small: Composed) -> None:
    september, october = (words_of(small.articles[f"2026-{month}"]) for month in ("09", "10"))
    assert october.count("Skadegörelsen vid Norra skolan ökar.") == 1
    assert "Sammanfattningen är inte skriven än." not in october
    assert "Sammanfattningen är inte skriven än." in september
    assert "en post om en händelse" in september


@pytest.mark.parametrize("name", ["empty", "planned"])
def test_an_archive_without_a_held_meeting_has_no_reports(name: str) -> None:
    pages = build_pages(read(ROOT / "tests/archives" / name))
    assert list(pages) == ["rapporter/index.html"]
    assert "Ingen rapport finns i arkivet än." in plain_text(pages["rapporter/index.html"].html)


def test_every_month_has_a_page_in_its_year(pages: dict[str, Page]) -> None:
    for page in pages.values():
        if page.address != "rapporter/index.html":
            assert page.parent in pages
            assert f'href="{relative(page.parent, page.address)}"' in pages[page.parent].html


def test_entries_without_an_area_are_counted(small: Composed) -> None:
    entries = small.monthly.build.entries
    assert entries["area"].isna().any()
    assert figures_of(name_missing(entries, "area").groupby("area")[["posts"]].sum(), "posts")[""]
    row = table_of(small.articles["2026-10"], "Poster per område").rows[-2]
    assert cells(row)[:2] == ["Utan område", "1"]


def test_asked_date_moves_the_unwritten_reports_day() -> None:
    archive = load_archive(SMALL, date(2026, 9, 20)).archive
    assert archive is not None
    article: Article = Composed(archive).articles["2026-09"]
    assert article.as_of == date(2026, 9, 20)
    assert "läget 20 sep 2026" in words_of(article, "_atgarder")
