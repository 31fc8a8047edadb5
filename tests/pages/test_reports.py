"""The monthly reports: every number leads to the entries it counts, and missing is no zero."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from generator.analysis.counts import figures_of, name_missing
from generator.analysis.period import find_day
from generator.article.addresses import relative
from generator.pages.desk import Desk
from generator.pages.page import Page, plain_text
from generator.pages.reports import PARTS, build_reports
from generator.records.archive import Archive
from generator.records.loading import load_archive

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
SMALL = ROOT / "tests/archives/small"
FIXED = "Posterna visar vad gruppen har rapporterat, inte hur många brott som har begåtts."


def read(root: Path) -> Archive:
    archive = load_archive(root).archive
    assert archive is not None
    return archive


def build(archive: Archive) -> dict[str, Page]:
    return {page.address: page for page in build_reports(Desk(archive, {}))}


@pytest.fixture(scope="module")
def small() -> dict[str, Page]:
    return build(read(SMALL))


@pytest.fixture(scope="module")
def example() -> dict[str, Page]:
    return build(read(ROOT))


@pytest.fixture(params=["small", "example"])
def pages(request: pytest.FixtureRequest) -> dict[str, Page]:
    found: dict[str, Page] = request.getfixturevalue(request.param)
    return found


def part(page: Page, number: int) -> str:
    """Return the HTML of one of the eleven parts."""
    start = page.html.index(f'id="{PARTS[number - 1][0]}"')
    ends = [page.html.index(f'id="{anchor}"') for anchor, _ in PARTS[number:]]
    return page.html[start : min(ends, default=len(page.html))]


def words(page: Page, number: int) -> str:
    return plain_text(part(page, number))


def table(page: Page, anchor: str) -> str:
    return re.findall(rf'<table[^>]* id="{anchor}">.*?</table>', page.html, re.DOTALL)[0]


def figure_table(page: Page, anchor: str) -> str:
    figure = re.findall(rf'<section class="lb-figure" id="{anchor}">.*?</section>', page.html, re.S)
    return re.findall(r"<table.*?</table>", figure[0], re.S)[0]


def numbers(table: str) -> Iterator[tuple[str, int]]:
    """Yield the address and the value of each linked number of a table."""
    for href, value in re.findall(r'<td class="lb-num"><a href="([^"]+)">([^<]+)</a>', table):
        yield html.unescape(href), int(value.replace("\u00a0", ""))


def listed(pages: dict[str, Page], here: Page, href: str) -> list[str]:
    """Return the entries listed where a link of a page leads."""
    path, _, anchor = href.partition("#")
    page = pages[f"rapporter/{path}"] if path else here
    if anchor == "_lage":
        inside = part(page, 4)
    else:
        sections = re.findall(r'<section class="lb-area.*?</section>', page.html, re.DOTALL)
        (inside,) = (section for section in sections if f'id="{anchor}"' in section)
    return [
        plain_text(item)
        for items in re.findall(r'<ul class="lb-links">(.*?)</ul>', inside, re.DOTALL)
        for item in re.findall(r"<li>(.*?)</li>", items, re.DOTALL)
    ]


def events(lines: list[str]) -> int:
    return sum(int(found[1]) for line in lines if (found := re.search(r" · (\d+) händelse", line)))


def reports(pages: dict[str, Page]) -> list[Page]:
    return [page for page in pages.values() if 'id="_lage"' in page.html]


def test_every_number_counts_the_entries_it_leads_to(pages: dict[str, Page]) -> None:
    checked = 0
    for page in reports(pages):
        for href, value in numbers(table(page, "_tabell-poster")):
            assert value == len(listed(pages, page, href)), (page.address, href)
            checked += 1
        for anchor in ("_bild-omraden", "_bild-manader"):
            for href, value in numbers(figure_table(page, anchor)):
                assert value == events(listed(pages, page, href)), (page.address, href)
                checked += 1
    assert checked >= 10


def test_places_and_times_count_the_entries_beside_them(pages: dict[str, Page]) -> None:
    for page in reports(pages):
        rows = re.findall(r'<tr id="_plats-[^"]+">(.*?)</tr>', page.html, re.DOTALL)
        assert rows or "Inga poster lämnades" in words(page, 5)
        for row in rows:
            first, *_, entries = re.findall(r"<td[^>]*>(.*?)</td>", row, re.DOTALL)
            number = re.match(r"\d+", plain_text(first))
            assert number
            assert int(number[0]) == entries.count("<a "), page.address
        times = re.findall(r'<tr id="_tid-[^"]+">(.*?)</tr>', page.html, re.DOTALL)
        for row in times:
            first, *_, entries = re.findall(r"<td[^>]*>(.*?)</td>", row, re.DOTALL)
            told = [int(found or 1) for found in re.findall(r"</a>(?: \((\d+)\))?", entries)]
            assert int(plain_text(first)) == sum(told), page.address


def test_eleven_parts_in_their_order(pages: dict[str, Page]) -> None:
    for page in reports(pages):
        headings = [(row.anchor, row.title) for row in page.headings if row.level == 2]
        assert headings == [(a, f"{n} {title}") for n, (a, title) in enumerate(PARTS, start=1)]
        assert FIXED in words(page, 4)
        assert FIXED in words(page, 10)


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


def test_line_under_the_title(example: dict[str, Page], small: dict[str, Page]) -> None:
    november = plain_text(example["rapporter/2026-11.html"].html)
    assert "Två möten (12 och 26 november). Händelser " in november
    assert re.search(
        r"(?:Alla|\w+ av de) åtta organisationer som ska rapportera gjorde det minst en gång\.",
        november,
    )
    october = plain_text(small["rapporter/2026-10.html"].html)
    # Sett av skolan och polisen; fastighetsbolaget rapporterar bara vid behov.
    assert (
        "Ett möte (16 oktober). Händelser 3–10 oktober. Båda de organisationer som ska rapportera gjorde det."
        in (october)
    )


def test_two_months_differ(small: dict[str, Page]) -> None:
    september, october = (small[f"rapporter/2026-{month}.html"] for month in ("09", "10"))
    assert september.title != october.title
    for number in (1, 2, 4, 5, 6, 8, 9, 10):
        assert words(september, number) != words(october, number), number
    assert "inget underlag" in table(september, "_tabell-poster")
    assert "inget underlag från augusti 2026" in table(september, "_tabell-poster")
    assert "ett möte i september 2026" in table(october, "_tabell-poster")


def test_an_event_told_twice_counts_once(small: dict[str, Page]) -> None:
    october = small["rapporter/2026-10.html"]
    links = numbers(figure_table(october, "_bild-omraden"))
    assert [value for href, value in links if href.startswith("#")] == [1]
    assert "1 händelse i oktober 2026" in words(october, 4).replace("\u00a0", " ")
    assert "samma händelse som i en annan post, räknas där" in words(october, 4)


def test_statuses_are_told_on_the_reports_own_day(small: dict[str, Page]) -> None:
    september, october = (small[f"rapporter/2026-{month}.html"] for month in ("09", "10"))
    assert "Läget per2 november 2026" in plain_text(october.html)
    assert "Läget per30 september 2026" in plain_text(september.html)
    done = words(october, 6).partition("Klara sedan förra rapporten")[2].partition("Försenade")[0]
    assert "Prata med ungdomarna på torget" in done
    assert "Lugnare fredagar" in done
    assert "Sätt upp belysning vid gaveln" in words(october, 6).partition("Försenade")[2]
    assert "Nya och inte klara" in words(september, 6)
    # The decision came three days later: a forward link, but nothing to follow up yet.
    assert "Väntar på beslut i Lokala BRÅ · läget 2 nov 2026: föreslaget" in words(october, 2)
    assert "Beslutades senare, 5 nov 2026 § 4 · enligt förslaget" in words(october, 2)
    assert "beslut/2026-11-05-kartlaggning-norra-skolan.html" in part(october, 2)
    assert "inga beslut att följa upp" in words(october, 3)


def test_a_decision_is_followed_from_its_first_report_without_a_gap(
    example: dict[str, Page],
) -> None:
    archive = read(ROOT)
    rows = [report for report in archive.reports if report.meetings]
    for decision in archive.decisions:
        told = [
            number
            for number, report in enumerate(rows)
            if f"beslut/{decision.id}.html" in part(example[f"rapporter/{report.id}.html"], 3)
        ]
        days = [find_day(report, archive.today) for report in rows]
        first = next((n for n, day in enumerate(days) if decision.day <= day), len(rows))
        assert told[:1] == [first][: first < len(rows)], decision.id
        assert told == list(range(first, first + len(told))), decision.id


def test_missing_is_said_in_words(example: dict[str, Page]) -> None:
    august = example["rapporter/2025-08.html"]
    rows = table(august, "_tabell-poster").partition("<tbody>")[2]
    cells = re.findall(r'<td class="lb-num lb-words">([^<]+)</td>', rows)
    assert cells == ["inget möte", "inget underlag"] * (len(cells) // 2)
    assert len(cells) == 2 * rows.count("<tr")
    assert "I juli 2025 hölls inget möte." in words(august, 10)
    assert "Arkivet har inget underlag från augusti 2024." in words(august, 10)


def test_a_month_without_a_meeting_says_so_and_leads_on(example: dict[str, Page]) -> None:
    july = example["rapporter/2025-07.html"]
    assert july.title == "Inget möte i juli 2025"
    assert 'href="2025-06.html"' in july.html
    assert 'href="2025-08.html"' in july.html
    assert 'id="_lage"' not in july.html
    assert "Inget möte i juli 2025" in plain_text(example["rapporter/2025.html"].html)


def test_a_month_that_awaits_its_meeting(small: dict[str, Page]) -> None:
    november = small["rapporter/2026-11.html"]
    assert november.title == "Inget möte än i november 2026"
    assert "Planerat möte: 12 november 2026" in plain_text(november.html)


def test_summary_is_written_by_hand_or_said_to_be_missing(small: dict[str, Page]) -> None:
    september, october = (small[f"rapporter/2026-{month}.html"] for month in ("09", "10"))
    assert "Skadegörelsen vid Norra skolan ökar." in words(october, 1)
    assert "Sammanfattningen är inte skriven än." in words(september, 1)
    assert "en post om en händelse" in words(september, 1)
    assert "inget underlag att jämföra med" in words(september, 1)


@pytest.mark.parametrize("name", ["empty", "planned"])
def test_an_archive_without_a_held_meeting_has_no_reports(name: str) -> None:
    pages = build(read(ROOT / "tests/archives" / name))
    assert list(pages) == ["rapporter/index.html"]
    assert "Ingen rapport finns i arkivet än." in plain_text(pages["rapporter/index.html"].html)


def test_every_month_has_a_page_in_its_year(pages: dict[str, Page]) -> None:
    for page in pages.values():
        if page.address != "rapporter/index.html":
            assert page.parent in pages
            assert f'href="{relative(page.parent, page.address)}"' in pages[page.parent].html


def test_entries_without_an_area_are_counted() -> None:
    entries = Desk(read(SMALL), {}).entries
    assert entries["area"].isna().any()
    assert figures_of(name_missing(entries, "area").groupby("area")[["posts"]].sum(), "posts")[""]


def test_asked_date_moves_the_unwritten_reports_day() -> None:
    archive = load_archive(SMALL, date(2026, 9, 20)).archive
    assert archive is not None
    assert "Läget per20 september 2026" in plain_text(build(archive)["rapporter/2026-09.html"].html)
