"""Where nobody has told anything a number is unknown, and a verdict that cannot be says why."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from generator.analysis import NO_MATERIAL, Amount, Run, Signal, Verdict, compare
from generator.article.plain import plain_block, plain_line
from generator.article.values import Board, Held, Table, numbers_of
from generator.figures import Figure, write_csv
from generator.pages.base.build import Build
from generator.pages.base.page import Page
from generator.pages.meeting.build import build_meetings
from generator.pages.meeting.entry import find_blocks
from generator.pages.report.build import build_reports
from generator.pages.report.charts import say_one
from generator.pages.site import build_site
from generator.pages.statistics.charts import chart_block
from generator.pages.statistics.topics import find_topics
from generator.pages.statistics.view import Chart
from generator.records import Measure, month_at, read_archive
from tests.article.composed import Composed, part_of, words_of
from tests.fixed import read_once

HELD = "---\nnärvaro: {Polisen: närvarande, Skolan: förhinder}\n---\nAnteckningar.\n"
SILENT = {f"entries/{day}/index.md": HELD for day in ("2026-11-12", "2027-01-07")}


def build_pages(root: Path) -> dict[str, Page]:
    build = Build(read_once(root), {})
    return {page.address: page for page in (*build_reports(build), *build_meetings(build))}


def figures_of(page: Page) -> dict[str, Figure]:
    return {figure.anchor: figure for figure in page.figures}


def test_a_month_that_nobody_reported_to_is_no_zero(archive_with: Callable[..., Path]) -> None:
    composed = Composed(read_once(archive_with(files=SILENT)))
    article, facts = composed.articles["2027-01"], composed.facts["2027-01"]
    now = [n for n in numbers_of(article) if n.key.split("/")[1] == "2027-01"]
    unknown = [n for n in now if n.unit in ("händelser", "poster")]
    assert len(unknown) > 8
    assert {n.amount for n in unknown} == {Amount(None, NO_MATERIAL)}
    last = write_csv(facts.months.grid).splitlines()[-1].split(";")
    assert last[0] == "jan 2027"
    assert last[1] == last[5] == NO_MATERIAL
    (board, _) = part_of(article, "_lage").blocks
    assert isinstance(board, Board)
    assert {row.months[-1].held for row in board.rows} == {Held.UNKNOWN}
    assert "0 händelser" not in words_of(article)
    assert "Ingen organisation rapporterade till mötet." in words_of(article)


def test_a_meeting_that_nobody_reported_to_is_not_counted(
    archive_with: Callable[..., Path],
) -> None:
    pages = build_pages(archive_with(files=SILENT))
    assert "_bild-problemtyper" not in figures_of(pages["moten/2027-01-07.html"])
    assert "_bild-problemtyper" in figures_of(pages["moten/2026-10-15.html"])


def test_what_came_after_a_silent_meeting_is_not_held_against_it(
    archive_with: Callable[..., Path],
) -> None:
    said = "---\norganisation: Polisen\nslag: Inget att rapportera\n---\n"
    files = {
        **SILENT,
        "entries/2027-02-04/index.md": HELD,
        "entries/2027-02-04/polisen-inget.md": said,
    }
    page = build_pages(archive_with(files=files))["moten/2027-02-04.html"]
    columns = figures_of(page)["_bild-problemtyper"].grid.columns
    # Held are 17 Sept, 15 Oct, 12 Nov and, in silence, 7 Jan.
    assert columns[1] == "Snitt, tre möten före"


def test_an_archive_that_nobody_reported_to_is_built(archive_with: Callable[..., Path]) -> None:
    root = archive_with()
    for entry in (
        *root.glob("entries/20*/[!i]*"),
        *root.glob("decisions/*"),
        *root.glob("entries/rapporter/*"),
    ):
        entry.unlink()
    (root / "entries/2026-10-15/index.md").write_text(HELD, encoding="utf-8")
    (root / "entries/2026-09-17/index.md").write_text(HELD, encoding="utf-8")
    site = build_site(root)
    assert NO_MATERIAL in site.pages["index.html"].html


@pytest.mark.parametrize(
    ("dash", "cells"),
    [
        ("", ["3", NO_MATERIAL, NO_MATERIAL]),
        (", streck: saknas", ["3", NO_MATERIAL, NO_MATERIAL]),
        (", streck: noll", ["3", "0", NO_MATERIAL]),
    ],
)
def test_a_dash_is_a_nought_only_where_its_source_says_so(
    dash: str, cells: list[str], archive_with: Callable[..., Path]
) -> None:
    stem = "entries/2026-10-15/skolan-larm"
    said = f"statistik: {{indikator: Anmälda brott, period: månad{dash}}}"
    entry = (
        f"---\norganisation: Skolan\nslag: Statistik\nkälla: Skolan\n{said}\n---\n# Larm\nLarm.\n"
    )
    table = "Larm;jul 2026;aug 2026;sep 2026\nInbrott;3;–;..\n"
    root = archive_with(files={f"{stem}.md": entry, f"{stem}.csv": table})
    build = Build(read_once(root), {})
    entry = build.archive.entry["2026-10-15/skolan-larm"]
    blocks = list(find_blocks(build, entry, build.archive.today))
    (table,) = (block for block in blocks if isinstance(block, Table))
    assert [plain_line(cell) for cell in table.rows[0].cells] == ["Inbrott", *cells]
    said = "\n".join(line for block in blocks for line in plain_block(block))
    assert ("Källan skriver noll som ett streck." in said) == dash.endswith("noll")


def test_a_verdict_that_cannot_be_given_says_why() -> None:
    archive = read_archive(Path(__file__).resolve().parents[2])
    area = archive.mall.areas[0]
    comparison = compare(Run(Measure.COUNT, {}), month_at("2026-11"))
    reason = "Polisen har inte rapporterat och stod tidigare för 4 av 10 händelser."
    signal = Signal(Verdict.UNKNOWABLE, 0, None, None, None, 12, reason)
    assert say_one(area, comparison, signal).endswith(f" {reason}")


def test_a_row_of_zero_stands_before_one_without_a_number(
    archive_with: Callable[..., Path],
) -> None:
    table = "entries/2026-10-15/polisen-anmalda-brott.csv"
    files = {table: "Typ;sep 2026\nRån;..\nBrand;0\nStöld;3\n"}
    archive = read_archive(archive_with(files=files))
    (topic,) = find_topics(archive.series).values()
    grid = chart_block(Chart(archive, topic.blocks[0], "_bild", "bild.csv")).grid
    assert [row.name for row in grid.rows] == ["Stöld", "Brand", "Rån"]
