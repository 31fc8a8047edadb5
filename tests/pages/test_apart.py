"""What a report tells apart to readers outside the group: only what can be counted has a number."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from generator.analysis import Amount
from generator.article.plain import plain_section
from generator.article.values import Article, Number, Paragraph, Ref, Section, Table, line
from generator.pages.composed import Composer, make_build
from generator.pages.report.apart import compose_apart, name_year
from generator.pages.report.sent.differing import compare
from generator.records import Archive, find_reader, read_archive
from tests.fixed import read_once
from tests.places import ARCHIVES, ROOT

SMALL = ARCHIVES / "small"
READERS = ("BRÅ", "Länsstyrelsen", "Publik")
# Of the small mall: told as statistics alone, and sensitive.
UNCOUNTED, COUNTED = "Våld i nära relation", "Tecken på nätverk"


def apart_of(root: Path, archive: Archive, reader: str) -> Section:
    composer = Composer(make_build(root, archive, find_reader(archive.mall, reader)))
    report = next(report for report in composer.build.archive.reports if report.meetings)
    (section,) = compose_apart(composer.find_facts(report))
    return section


def tables_in(section: Section) -> list[Table]:
    return [block for block in section.blocks if isinstance(block, Table)]


@pytest.mark.parametrize("reader", READERS)
def test_what_never_is_an_event_has_no_nought(reader: str) -> None:
    section = apart_of(SMALL, read_once(SMALL), reader)
    (table,) = tables_in(section)
    assert [row.cells[0] for row in table.rows] == [line(COUNTED)]
    *_, last = plain_section(section)
    assert last.startswith(f"{UNCOUNTED} skrivs aldrig som händelser"), last
    assert "inte heller noll" in last


def test_a_year_is_called_whole_only_where_the_archive_has_all_of_it() -> None:
    archive = read_once(ROOT)
    assert archive.reports[0].id == "2025-06"
    composer = Composer(make_build(ROOT, archive, find_reader(archive.mall, "BRÅ")))
    (section,) = compose_apart(composer.find_facts(composer.build.archive.report["2026-11"]))
    assert tables_in(section)[0].columns[-1] == "Juni–dec 2025"
    assert name_year("2025", ["2024-12", "2025-01", "2025-02"]) == "Hela 2025"


def test_where_nothing_is_counted_apart_there_is_no_table(tmp_path: Path) -> None:
    root = Path(shutil.copytree(SMALL, tmp_path / "small"))
    mall = root / "entries/mall.yml"
    words = mall.read_text("utf-8")
    assert words.count("känslig: ja\n") == 1
    mall.write_text(words.replace("känslig: ja\n", "känslig: nej\n"), "utf-8")
    section = apart_of(root, read_archive(root), "BRÅ")
    assert not tables_in(section)
    assert UNCOUNTED in " ".join(plain_section(section))


def report_with(**numbers: int) -> Article:
    told = (
        Number(f"händelser/2026-11/problemtyp:{slug}", Amount(number), "händelser")
        for slug, number in numbers.items()
    )
    ref = Ref("report", "2026-11")
    return Article(ref, "", (), (Paragraph(line(*told)),), (), date(2026, 12, 1))


def report_at(whole: int, **numbers: int) -> Article:
    """Return a report with its poster and those of some platser."""
    told = (
        Number("poster/2026-11", Amount(whole), "poster"),
        *(Number(f"poster/2026-11/plats:{k}", Amount(n), "poster") for k, n in numbers.items()),
    )
    ref = Ref("report", "2026-11")
    return Article(ref, "", (), (Paragraph(line(*told)),), (), date(2026, 12, 1))


@pytest.mark.parametrize(
    ("today", "has_all", "differing"),
    [
        ({"centrum": 2}, True, ["torget 2"]),
        ({"centrum": 2, "torget": 0}, True, ["torget 2"]),
        ({"centrum": 3, "torget": 2}, True, ["centrum 2"]),
        # Where few händelser take a plats away nobody is told that it has none.
        ({"centrum": 2, "skolan": 0}, False, ["torget 2"]),
    ],
)
def test_a_plats_that_is_not_in_the_table_has_no_post(
    today: dict[str, int], has_all: bool, differing: list[str]
) -> None:
    sent = report_at(4, centrum=2, torget=2, skolan=0)
    found = compare(sent, report_at(4, **today), has_all_places=has_all)
    assert [f"{row.key.partition(':')[2]} {row.sent}" for row in found] == differing


@pytest.mark.parametrize(
    ("today", "differing"),
    [
        ({"hot": 0, "natverk": 0}, []),
        # A nought that an older program sent is no number that has changed.
        ({"natverk": 0}, []),
        ({"natverk": 7}, ["natverk"]),
    ],
)
def test_a_nought_that_nobody_counts_today_is_no_change(
    today: dict[str, int], differing: list[str]
) -> None:
    found = compare(report_with(hot=0, natverk=0), report_with(**today), has_all_places=True)
    assert [row.key.partition(":")[2] for row in found] == differing
