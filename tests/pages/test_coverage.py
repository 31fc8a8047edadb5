"""Who has reported: each meeting of each year, and what is not expected is not missing."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.analysis.reporting import Reporting, find_coverage
from generator.pages.base.build import Build
from generator.pages.base.page import Page
from generator.pages.base.reading import plain_text
from generator.pages.coverage.build import CELLS, build_coverage, explain_signs
from generator.swedish import say_count
from tests.fixed import read_once
from tests.site.reading import read_html

ROOT = Path(__file__).resolve().parents[2]
ARCHIVES = ROOT / "tests" / "archives"
YEAR = re.compile(
    r'<h2 id="_(\d{4})">.*?</h2>.*?<thead>(.*?)</thead>\s*<tbody>(.*?)</tbody>', re.DOTALL
)


def build_pages(root: Path) -> tuple[Build, Page]:
    build = Build(read_once(root), {})
    (page,) = build_coverage(build)
    return build, page


def rows_of(body: str) -> dict[str, tuple[str, list[str]]]:
    """The sum and the words of each organisation's row."""
    found = {}
    for row in re.findall(r"<tr>(.*?)</tr>", body, re.DOTALL):
        name = plain_text(re.findall(r"<th.*?</th>", row)[0])
        total = plain_text(re.findall(r'<td class="lb-num">(.*?)</td>', row)[0])
        found[name] = (total, re.findall(r'<span class="lb-sr">(.*?)</span>', row))
    return found


def test_every_cell_and_sum_follows_the_records() -> None:
    build, page = build_pages(ROOT)
    archive = build.archive
    years = YEAR.findall(page.html)
    assert [int(year) for year, _, _ in years] == [2026, 2025]
    for year, head, body in years:
        days = [m for m in archive.meetings if m.id[:4] == year and m.status != "planerat"]
        days.sort(key=lambda meeting: meeting.day)
        assert re.findall(r'href="moten/([\d-]+)\.html"', head) == [m.id for m in days]
        found = rows_of(body)
        for organisation in archive.mall.organisations:
            did = [
                None if m.called_off else find_coverage(archive, m).of(organisation) for m in days
            ]
            if not any(did):
                assert organisation.name not in found
                continue
            total, words = found[organisation.name]
            held = [m for m in days if not m.called_off]
            expected = sum(organisation in archive.mall.expected(m.day) for m in held)
            told = sum(word not in (None, Reporting.SILENT) for word in did)
            assert total == (f"{told} av {expected}" if expected else str(told))
            assert len(words) == len(days)
            for meeting, word, shown in zip(days, did, words, strict=True):
                if meeting.called_off:
                    assert shown == "inställt möte"
                elif word is None:
                    assert shown == "behövde inte rapportera"
                else:
                    assert shown == {"har rapporterat": "rapporterat"}.get(word, word)


def test_an_organisation_stands_only_while_it_is_valid_or_wrote() -> None:
    _, page = build_pages(ROOT)
    years = {year: rows_of(body) for year, _, body in YEAR.findall(page.html)}
    assert "NVU" in years["2025"]
    assert "NVU" not in years["2026"]
    assert "Fagersta kommun" not in years["2026"]
    assert " av " not in years["2026"]["Bevakningsbolaget"][0]


def test_a_called_off_meeting_is_empty_and_named(archive_with: Callable[..., Path]) -> None:
    root = archive_with(
        files={"entries/2026-11-12/index.md": "---\ninställt: {skäl: För få kunde komma}\n---\n"}
    )
    _, page = build_pages(root)
    (_, head, body) = YEAR.findall(page.html)[0]
    assert "moten/2026-11-12.html" in head
    assert all(words[-1] == "inställt möte" for _, words in rows_of(body).values())
    assert "Inställt möte: 12 november 2026." in plain_text(page.html)


@pytest.mark.parametrize("name", ["empty", "planned"])
def test_without_a_held_meeting_nobody_is_missing(name: str) -> None:
    _, page = build_pages(ARCHIVES / name)
    assert "Inget möte har hållits än" in page.html
    assert "<table" not in page.html


def test_the_lead_says_how_many_reports_are_missing_and_names_nobody() -> None:
    build, page = build_pages(ROOT)
    held = [m for m in build.archive.held_meetings if m.day.year == 2026]
    missing = {
        row.name: sum(row in find_coverage(build.archive, m).silent for m in held)
        for row in build.archive.mall.organisations
    }
    some = [number for number in missing.values() if number]
    (lead,) = (p.text for p in read_html(page.html).find("p") if "lb-lead" in p.classes)
    many = say_count(max(some), "möte", "möten", neuter=True)
    assert f"Från {say_count(len(some), '', 'organisationer')} saknas rapport till" in lead
    assert f" och {many} 2026." in lead
    assert not [name for name, times in missing.items() if times and name in lead]


def test_the_lead_of_a_year_when_all_reported(archive_with: Callable[..., Path]) -> None:
    root = archive_with()
    for meeting in ("2026-09-17", "2026-10-15"):
        for name in ("polisen", "skolan"):
            folder = root / "entries" / meeting
            if not list(folder.glob(f"{name}-*.md")):
                organisation = name.capitalize()
                text = f"---\norganisation: {organisation}\nslag: Inget att rapportera\n---\n"
                (folder / f"{name}-inget.md").write_text(text, encoding="utf-8")
    _, page = build_pages(root)
    assert "Alla som ska rapportera till varje möte har gjort det 2026." in page.html


def test_each_sign_is_explained_once() -> None:
    cells = [*CELLS.values()]
    shown = {cell.sign: cell.word for cell in explain_signs(cells)}
    assert [cell.sign for cell in explain_signs(cells)] == ["✓", "·", "(✓)", "–"]
    assert all(cell.word.split()[-1] in shown[cell.sign] for cell in cells)
    assert " eller " in shown["(✓)"]
