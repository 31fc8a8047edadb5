"""The monthly report's figures: each holds what the records say, in every way it shows it."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.analysis import SEVERAL_DAYS, Amount, find_coverage
from generator.figures import Bars, Figure, Flows, Months, write_csv
from generator.pages.charts.report_heats import say_places, title_places
from generator.pages.coverage import CELLS, NOT_EXPECTED
from generator.pages.desk import Desk
from generator.pages.page import Page, plain_text
from generator.pages.report_book import Book
from generator.pages.report_cells import Line
from generator.pages.reports import build_reports
from generator.records import Archive, Report
from generator.swedish import WEEKDAYS
from tests.fixed import read_once

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
ARCHIVES = {"example": ROOT, "small": ROOT / "tests/archives/small"}
HEATS: dict[str, Any] = yaml.safe_load(
    (Path(__file__).parent / "heats.yml").read_text(encoding="utf-8")
)

OURS = ("omraden", "manader", "platser", "veckodagar", "atgarder", "rapportering")


class Built:
    """An archive, its reports' pages and what they count, each made once."""

    def __init__(self, root: Path) -> None:
        self.archive: Archive = read_once(root)
        desk = Desk(self.archive, {})
        self.book = Book(desk)
        self.pages: dict[str, Page] = {page.address: page for page in build_reports(desk)}
        self.reports = [report for report in self.archive.reports if report.meetings]

    def page(self, report: Report) -> Page:
        return self.pages[f"rapporter/{report.id}.html"]

    def figures(self, report: Report) -> dict[str, Figure]:
        return {figure.anchor: figure for figure in self.page(report).figures}

    def lines(self, month: str) -> tuple[Line, ...]:
        return self.book.lines(self.archive.report[month])

    def events(self, month: str, area: str) -> Amount:
        """The händelser of a month, added up entry by entry."""
        if month not in self.archive.report:
            return Amount(None, "inget underlag")
        if not self.archive.report[month].meetings:
            return Amount(None, "inget möte")
        return Amount(sum(line.events for line in self.lines(month) if self.area(line) == area))

    def area(self, line: Line) -> str:
        found = line.entry.problem_type and self.archive.mall.area_of(line.entry.problem_type)
        return found.name if found and line.entry.kind.role != "statistik" else "Utan område"


@pytest.fixture(scope="module", params=list(ARCHIVES))
def built(request: pytest.FixtureRequest) -> Built:
    return Built(ARCHIVES[request.param])


@pytest.fixture(scope="module")
def example() -> Built:
    return Built(ROOT)


def table(figure: Figure) -> dict[str, list[Amount | str]]:
    return {row.name: [cell.content for cell in row.cells] for row in figure.grid.rows}


def known(content: Amount | str) -> int:
    assert isinstance(content, Amount)
    return int(content.known)


def months_of(built: Built, report: Report) -> list[str]:
    return [column.month for column in built.book.year(report)]


def section(page: Page, anchor: str) -> str:
    pattern = rf'<section class="lb-figure" id="{anchor}">.*?</section>'
    found = re.search(pattern, page.html, re.DOTALL)
    assert found
    return found[0]


def test_areas_are_the_entries_now_before_and_a_year_ago(built: Built) -> None:
    for report in built.reports:
        figure = built.figures(report)["_bild-omraden"]
        (picture,) = figure.pictures
        assert isinstance(picture, Bars)
        drawn = {bar.name: [bar.now, *bar.before] for bar in picture.bars}
        months = [column.month for column in built.book.columns(report)]
        assert drawn == table(figure)
        assert list(drawn) == list(table(figure))
        for name, amounts in drawn.items():
            assert amounts == [built.events(month, name) for month in months], (report.id, name)
        shown = [bar.now.known for bar in picture.bars]
        assert shown == sorted(shown, reverse=True)


def test_thirteen_months_are_the_entries_and_the_band_is_in_the_table(built: Built) -> None:
    for report in built.reports:
        figure = built.figures(report)["_bild-manader"]
        panels = [picture for picture in figure.pictures if isinstance(picture, Months)]
        assert len({panel.top for panel in panels}) == 1
        assert figure.grid.columns[::4] == tuple(panel.title for panel in panels)
        months = months_of(built, report)
        for place, panel in enumerate(panels):
            rows = [row.cells[4 * place : 4 * place + 4] for row in figure.grid.rows]
            for month, drawn, (number, expected, low, high) in zip(
                months, panel.months, rows, strict=True
            ):
                assert drawn.amount == number.content == built.events(month, panel.title)
                is_known = drawn.low is not None
                assert {cell.is_number for cell in (expected, low, high)} == {is_known}
                assert not is_known or (low.content, high.content) == (
                    Amount(drawn.low),
                    Amount(drawn.high),
                )
                assert drawn.amount.value is None or panel.top >= drawn.amount.value
        # The page shows the same numbers, three of them in a cell.
        shown = plain_text(section(built.page(report), "_bild-manader").partition("<table")[2])
        assert shown.count("väntat") == sum(m.low is not None for p in panels for m in p.months)


@pytest.mark.parametrize("case", HEATS)
def test_what_is_said_of_platser(case: str) -> None:
    told = HEATS[case]
    numbers, whole = told["numbers"], told.get("whole", 0)
    total = told.get("total", sum(numbers.values()) + whole)
    assert title_places(numbers, whole, total) == told["title"]
    assert list(say_places(numbers, whole, total)) == told["says"]


def test_every_event_of_a_plats_stands_once(built: Built) -> None:
    for report in built.reports:
        figure = built.figures(report).get("_bild-platser")
        counted: Counter[tuple[str, str]] = Counter()
        for line in built.lines(report.id):
            place = line.entry.place.name if line.entry.place else "Utan plats"
            counted[place, built.area(line)] += line.events
        assert (figure is not None) == bool(counted.total())
        if figure is None:
            continue
        shown = {
            (name, column): amount
            for name, amounts in table(figure).items()
            for column, amount in zip(figure.grid.columns, amounts, strict=True)
        }
        assert shown == {pair: Amount(counted[pair]) for pair in shown}
        assert counted.total() == sum(known(amount) for amount in shown.values())


def test_weekdays_are_of_twelve_months_and_only_of_days_that_are_told(built: Built) -> None:
    for report in built.reports:
        figure = built.figures(report).get("_bild-veckodagar")
        counted: Counter[tuple[str, str]] = Counter()
        for month in months_of(built, report)[1:]:
            for line in built.lines(month) if month in built.archive.report else ():
                entry = line.entry
                if not line.events or not entry.start:
                    continue
                span = ((entry.end or entry.start) - entry.start).days + 1
                time = entry.time.hours if entry.time else None
                nights = span - 1 if time == "22–06" else 0
                days = [0] if 1 in (span, nights) else []
                if not days and line.events in (span, nights):
                    days = list(range(line.events))
                for step in days:
                    told = WEEKDAYS[(entry.start.weekday() + step) % 7]
                    counted[told, time or "okänd tid"] += line.events // len(days)
                if not days:
                    counted[SEVERAL_DAYS, time or "okänd tid"] += line.events
        assert (figure is not None) == bool(counted.total())
        if figure:
            ends = [column.split()[-1] for column in figure.grid.columns[:-1]]
            shown = Counter(
                {
                    (day, time): known(amount)
                    for day, amounts in table(figure).items()
                    for time, amount in zip([*ends, "okänd tid"], amounts, strict=True)
                }
            )
            assert +shown == +counted


def test_actions_are_those_that_each_months_own_report_lists(built: Built) -> None:
    listed = {}
    for report in built.reports:
        html = built.page(report).html
        rows = {
            group: sum(
                found.count("<tr>") - 1
                for found in re.findall(rf'id="_atgarder-{group}".*?</table>', html, re.S)
            )
            for group in ("klara", "avbrutna", "forsenade")
        }
        own = {meeting.id for meeting in report.meetings}
        new = sum(
            built.archive.taken_up_at(p.record) in own for p in built.archive.actions.values()
        )
        listed[report.id] = (new, rows["klara"] + rows["avbrutna"], rows["forsenade"])
    for report in built.reports:
        figure = built.figures(report).get("_bild-atgarder")
        expected = [listed.get(month) for month in months_of(built, report)]
        assert (figure is not None) == any(any(row) for row in expected if row)
        if figure:
            (picture,) = figure.pictures
            assert isinstance(picture, Flows)
            drawn = [(flow.came, flow.went, flow.late) for flow in picture.flows]
            assert drawn == [tuple(cells) for cells in table(figure).values()]
            known = [
                tuple(a.value for a in row) if row[0].value is not None else None for row in drawn
            ]
            assert known == expected


def test_who_has_reported_is_said_in_words(built: Built) -> None:
    for report in built.reports:
        figure = built.figures(report)["_bild-rapportering"]
        coverages = [find_coverage(built.archive, meeting) for meeting in report.meetings]
        for row in built.archive.mall.organisations:
            did = [coverage.of(row) for coverage in coverages]
            words = [(CELLS[found] if found else NOT_EXPECTED).word for found in did]
            assert table(figure).get(row.name) == (words if any(did) else None)
        gone = {row.name for coverage in coverages for row, _ in coverage.gone}
        silent = {row.name for coverage in coverages for row in coverage.silent}
        said = " ".join(figure.sentences)
        assert {row for row in table(figure) if row in said} == silent | gone
        assert bool(silent) != figure.title.startswith("Alla")


def test_two_months_differ_in_every_figure(example: Built) -> None:
    october, november = (example.figures(example.archive.report[f"2026-{m}"]) for m in (10, 11))
    for anchor in (f"_bild-{name}" for name in OURS):
        assert write_csv(october[anchor].grid) != write_csv(november[anchor].grid), anchor
        assert october[anchor].file != november[anchor].file


def test_missing_is_said_in_words_and_signs(example: Built) -> None:
    figures = example.figures(example.archive.report["2026-08"])
    for anchor in ("_bild-manader", "_bild-atgarder"):
        july = table(figures[anchor])["juli 2026"]
        assert set(july) == {Amount(None, "inget möte")}
        assert "juli 2026;inget möte;inget möte" in write_csv(figures[anchor].grid)
    assert "× inget möte" in figures["_bild-atgarder"].pictures[0].draw()
    early = example.figures(example.archive.report["2025-08"])["_bild-manader"]
    assert early.title == "För lite underlag för att skilja slump från förändring"
    assert table(early)["maj 2025"][0] == Amount(None, "inget underlag")
    assert table(early)["juni 2025"][1] == "för lite underlag"


def test_heat_cells_say_their_number_and_only_days_are_shaded(example: Built) -> None:
    page = example.page(example.archive.report["2026-11"])
    rows = re.findall(r"<tr.*?</tr>", section(page, "_bild-veckodagar"), re.S)[1:]
    shades = [re.findall(r'class="lb-heat-(\d)">(\d+)<', row) for row in rows]
    assert [len(row) for row in shades] == [5] * 8
    assert {shade for shade, _ in shades[-1]} == {"0"}
    assert all((shade == "0") == (number == "0") for row in shades[:-1] for shade, number in row)
    darkest = max(int(number) for row in shades[:-1] for _, number in row)
    assert ("4", str(darkest)) in [cell for row in shades[:-1] for cell in row]
