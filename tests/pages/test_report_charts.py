"""The monthly report's numbers: each holds what the records say, counted entry by entry."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from generator.analysis import SEVERAL_DAYS, Amount, find_coverage
from generator.article.plain import plain_line, write_table
from generator.article.values import Article, Board, Chart, Held, Row, Table, numbers_of, tables_of
from generator.figures import Figure, Months, write_csv
from generator.pages.coverage.build import CELLS, NOT_EXPECTED
from generator.pages.report.build import build_reports
from generator.pages.shared.columns import Line
from generator.pages.statistics.view import name_sums
from generator.records import Report, find_deciders, month_at
from generator.swedish import WEEKDAYS, say_short_month
from tests.article.composed import (
    FIXED,
    Composed,
    blocks_of,
    compose_fixed,
    number_in,
    part_of,
    table_of,
    words_of,
)
from tests.calendars import write_calendar
from tests.places import load_cases

pytestmark = pytest.mark.slow

WEEKDAY_CASES: dict[str, dict[str, Any]] = load_cases(Path(__file__).parent / "weekdays.yml")


@pytest.fixture(scope="module", params=FIXED)
def composed(request: pytest.FixtureRequest) -> Composed:
    return compose_fixed(request.param)


@pytest.fixture(scope="module")
def example() -> Composed:
    return compose_fixed("example")


def area_of(composed: Composed, line: Line) -> str:
    mall, kind = composed.archive.mall, line.entry.problem_type
    found = kind and mall.area_of(kind)
    return found.name if found and line.entry.kind.role != "statistik" else "Utan område"


def events_of(composed: Composed, month: str, area: str = "") -> Amount:
    """The händelser of a month, added up entry by entry."""
    report = composed.archive.report.get(month)
    if report is None:
        return Amount(None, "inget underlag")
    if not report.meetings:
        return Amount(None, "inget möte")
    lines = composed.monthly.lines(report)
    return Amount(sum(n.events for n in lines if area in ("", area_of(composed, n))))


def board_of(article: Article) -> Board:
    board = part_of(article, "_lage").blocks[0]
    assert isinstance(board, Board)
    return board


def cells(row: Row) -> list[str]:
    return [plain_line(cell) for cell in row.cells]


def months_of(composed: Composed, report: Report) -> list[str]:
    return [column.month for column in composed.monthly.year(report)]


def test_areas_are_the_entries_now_before_and_a_year_ago(composed: Composed) -> None:
    for month, article in composed.articles.items():
        table = table_of(article, "Händelser per område")
        columns = composed.facts[month].columns
        months = [column.month for column in columns if column.report]
        assert list(table.columns[1 : len(months) + 1]) == [c.label for c in columns if c.report]
        for row in table.rows:
            name = plain_line(row.cells[0])
            told = [number_in(cell).amount for cell in row.cells[1 : len(months) + 1]]
            area = "" if row.total else name
            assert told == [events_of(composed, found, area) for found in months], (month, name)


def test_sums_are_the_months_that_are_told(composed: Composed) -> None:
    """The year so far and twelve months: a month that nobody told of makes no sum."""
    for month, article in composed.articles.items():
        table = table_of(article, "Händelser per område")
        shown = sum(column.report is not None for column in composed.facts[month].columns) + 1
        if composed.facts[month].columns[0].under_way:
            assert len(table.columns) == shown
            continue
        year, number = int(month[:4]), int(month[5:])
        months = [f"{year}-{n:02}" for n in range(1, number + 1)]
        rolling = [f"{year - (n > number)}-{n:02}" for n in range(1, 13)]
        before = [f"{int(found[:4]) - 1}{found[4:]}" for found in months]
        earlier = [f"{int(found[:4]) - 1}{found[4:]}" for found in rolling]
        sums = name_sums(month_at(month))
        windows = dict(zip(sums, (months, before, rolling, earlier), strict=True))
        assert [head for head in sums if head in table.columns] == list(table.columns[shown:])
        left_out = set(sums) - set(table.columns)
        said = left_out if left_out < set(sums) else {"Året hittills och tolv månader"}
        assert all(head.casefold() in table.note.casefold() for head in said), (month, left_out)
        for row in table.rows:
            area = "" if row.total else plain_line(row.cells[0])
            cells = dict(zip(table.columns, row.cells, strict=True))
            for head, window in windows.items():
                told = [events_of(composed, found, area) for found in window]
                known = [int(amount.known) for amount in told if amount.value is not None]
                is_whole = all(amount.missing != "inget underlag" for amount in told)
                wanted = Amount(sum(known)) if is_whole and known else None
                if head in left_out:
                    assert wanted is None, (month, area, head)
                    continue
                amount = number_in(cells[head]).amount
                assert amount == wanted or (wanted is None and amount.missing), (month, area)


def test_thirteen_months_are_the_entries_and_the_band_is_in_the_table(composed: Composed) -> None:
    for month, article in composed.articles.items():
        facts = composed.facts[month]
        grid, months = facts.months.grid, months_of(composed, facts.report)
        table = table_of(article, "Händelser per månad och område")
        board = {row.name.text: row for row in board_of(article).rows}
        assert grid.columns[::4] == table.columns[1:]
        panels = [picture for picture in facts.months.pictures if isinstance(picture, Months)]
        assert len({panel.top for panel in panels}) <= 1
        for place, area in enumerate(table.columns[1:]):
            counted = [events_of(composed, found, area) for found in months]
            # The table and the board begin with the archive, the download a year back.
            early = sum(found < composed.archive.reports[0].id for found in months)
            assert [n.number.amount for n in board[area].months] == counted[early:]
            told = [number_in(row.cells[place + 1]).amount for row in table.rows]
            assert told == counted[early:]
            assert ("Arkivets första rapport är för" in table.note) == (early > 0)
            rows = [row.cells[4 * place : 4 * place + 4] for row in grid.rows]
            assert [row[0].content for row in rows] == counted
            for drawn, row, (_, expected, low, high) in zip(
                board[area].months, table.rows, rows[early:], strict=True
            ):
                is_known = low.is_number
                assert is_known == high.is_number == expected.is_number == (drawn.high is not None)
                band = f"väntat {expected.content}; av en slump {low.content}–{high.content}"
                assert plain_line(row.cells[place + 1]).endswith(band) == is_known
                assert not is_known or high.content == Amount(drawn.high)
        said = words_of(article, "_manader")
        assert ("vad som var att vänta" in said) == ("; av en slump " in said)
        assert "skuggade" not in said


def test_what_is_known_of_each_month_of_the_board(composed: Composed) -> None:
    for month, article in composed.articles.items():
        columns = composed.monthly.year(composed.reports[month])
        begun = [one for one in columns if one.month in composed.archive.report]
        when = dict.fromkeys(say_short_month(one.month) for one in (begun[0], begun[-1]))
        assert board_of(article).heads[2] == f"Händelser {'–'.join(when)}"
        for row in board_of(article).rows:
            for column, drawn in zip(begun, row.months, strict=True):
                missing = drawn.number.amount.missing
                wanted = {"": Held.WHOLE, "inget möte": Held.NO_MEETING}.get(missing, Held.UNKNOWN)
                if not missing and column.under_way:
                    wanted = Held.UNFINISHED
                assert drawn.held is wanted, (month, column.month)
            assert board_of(article).top >= max(
                (int(m.number.amount.known) for m in row.months if not m.number.amount.missing),
                default=0,
            )


def test_raised_areas_stand_first_on_the_board(composed: Composed) -> None:
    """And within a level in the mall's order; each område in use once."""
    for month, article in composed.articles.items():
        facts = composed.facts[month]
        levels = list(facts.archive.mall.ranked_levels)
        parts = {part.area.name: part for part in facts.areas if part.area}
        names = [row.name.text for row in board_of(article).rows]
        assert Counter(names) == Counter(parts.keys())

        raised = {}
        for name, part in parts.items():
            level = part.now.level if part.now else None
            raised[name] = levels.index(level) if level in levels else 0
        assert names == sorted(parts, key=raised.__getitem__, reverse=True), month


def test_every_event_of_a_plats_and_a_time_stands_once(composed: Composed) -> None:
    for month, article in composed.articles.items():
        posts: Counter[str] = Counter()
        times: Counter[str] = Counter()
        for line in composed.monthly.lines(composed.reports[month]):
            posts[line.entry.place.name if line.entry.place else "Utan plats"] += 1
            time = line.entry.time
            times[time.name if time and time.hours else "okänd tid"] += line.events
        tables = {b.caption: b for b in blocks_of(article, "_fokus") if isinstance(b, Table)}
        shown = {
            caption: {
                plain_line(row.cells[0]): number_in(row.cells[1]).amount.known
                for row in tables[caption].rows
            }
            for caption in ("Poster per plats", "Händelser per tid på dygnet")
            if caption in tables
        }
        assert shown.get("Poster per plats", {}) == posts
        events = shown.get("Händelser per tid på dygnet", {})
        assert sum(events.values()) == times.total()
        assert events.get("okänd tid", 0) == times["okänd tid"]
        for name, value in events.items():
            if name != "okänd tid":
                assert value == times[name.partition(" ")[0]], (month, name)
        known = times.total() - times["okänd tid"]
        if events:
            note = tables["Händelser per tid på dygnet"].note
            told = {
                0: "Ingen händelse har en känd tid.",
                times.total(): "Alla händelser har en känd tid.",
            }
            assert note == told.get(known, note)
            assert known in told or note.startswith(f"{known} av {times.total()}")


def weekdays_of(article: Article) -> Figure | None:
    charts = [b.figure for b in blocks_of(article, "_fokus") if isinstance(b, Chart)]
    return charts[0] if charts else None


@pytest.mark.parametrize("case", WEEKDAY_CASES)
def test_weekdays_are_of_twelve_months_and_only_of_days_that_are_told(
    case: str, tmp_path: Path
) -> None:
    composed = Composed(write_calendar(tmp_path, WEEKDAY_CASES[case]))
    check_weekdays(composed)
    is_said = "says" in WEEKDAY_CASES[case]
    assert any(weekdays_of(article) for article in composed.articles.values()) == is_said


def test_weekdays_of_whole_archives(composed: Composed) -> None:
    check_weekdays(composed)


def check_weekdays(composed: Composed) -> None:
    """The table of weekdays is that of the entries, or is not shown where too few have a day."""
    for month, article in composed.articles.items():
        counted: Counter[tuple[str, str]] = Counter()
        for found in months_of(composed, composed.reports[month])[1:]:
            report = composed.archive.report.get(found)
            for line in composed.monthly.lines(report) if report else ():
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
        figure = weekdays_of(article)
        known = sum(number for (day, _), number in counted.items() if day != SEVERAL_DAYS)
        if 2 * known < counted.total() or not known:
            assert figure is None, month
        if figure:
            ends = [column.split()[-1] for column in figure.grid.columns[:-1]]
            shown: Counter[tuple[str, str]] = Counter()
            for row in figure.grid.rows:
                for cell, time in zip(row.cells, [*ends, "okänd tid"], strict=True):
                    assert isinstance(cell.content, Amount)
                    shown[row.name, time] += int(cell.content.known)
            assert +shown == +counted, month


def test_actions_are_those_of_each_months_own_meetings(composed: Composed) -> None:
    """The counted åtgärder are the rows listed, and each new one is of the report's own meetings."""
    for month, article in composed.articles.items():
        facts = composed.facts[month]
        told = {n.key.rpartition("/")[2]: int(n.amount.known) for n in numbers_of(article)
                if n.key.startswith(f"åtgärder/{month}/")}  # fmt: skip
        rows: Counter[str] = Counter()
        group = ""
        for block in blocks_of(article):
            for row in block.rows if isinstance(block, Table) else ():
                group = row.id if row.group else group
                if not row.group and group.startswith("_atgarder-"):
                    rows[group.removeprefix("_atgarder-")] += 1
            group = ""
        assert rows["klara"] == len(facts.actions.done) == told.get("klara", 0)
        assert rows["avbrutna"] == len(facts.actions.broken_off)
        assert rows["forsenade"] == told.get("försenade", 0)
        left = rows["forsenade"] + rows["pagaende"] + rows["nya"]
        assert left == told.get("öppna", 0), month
        own = {meeting.id for meeting in facts.report.meetings}
        new = {
            key
            for key, placed in composed.archive.actions.items()
            if composed.archive.taken_up_at(placed.record) in own
        }
        assert {row.placed.id for row in facts.actions.new} <= new


def test_who_has_reported_is_said_in_words(composed: Composed) -> None:
    for month, article in composed.articles.items():
        report = composed.reports[month]
        (table,) = (b for b in blocks_of(article, "_kallor") if isinstance(b, Table))
        shown = {found[0]: found[1:] for found in map(cells, table.rows)}
        coverages = [find_coverage(composed.archive, meeting) for meeting in report.meetings]
        for row in composed.archive.mall.organisations:
            did = [coverage.of(row) for coverage in coverages]
            words = [(CELLS[found] if found else NOT_EXPECTED).word for found in did]
            assert shown.get(row.name) == (words if any(did) else None)
        gone = {row.name for coverage in coverages for row, _ in coverage.gone}
        silent = {row.name for coverage in coverages for row in coverage.silent}
        said = words_of(article, "_kallor")
        assert all(f"{name}, mötet den" in said for name in gone)
        assert bool(silent) != table.caption.startswith("Alla")
        assert sum("har inte rapporterat" in found for found in shown.values()) == len(silent)


def test_who_decides_is_named_with_each_proposal(composed: Composed) -> None:
    for month, article in composed.articles.items():
        for placed in composed.facts[month].proposals:
            said = words_of(article, f"_{placed.id.replace('#', '-')}")
            deciders = find_deciders(composed.archive.mall, placed.proposal)
            assert "Lyft vid mötet" in said
            if "äntar på beslut" in said or "äntade på beslut" in said:
                assert all(name in said for name in deciders)


def test_two_months_differ_in_every_table(example: Composed) -> None:
    october, november = (example.articles[f"2026-{month}"] for month in (10, 11))
    tables = [
        {table.file.partition("-")[2].partition("-")[2]: table for table in tables_of(article)}
        for article in (october, november)
    ]
    assert tables[0].keys() == tables[1].keys()
    assert len(tables[0]) >= 4
    for name in tables[0]:
        assert write_table(tables[0][name]) != write_table(tables[1][name]), name
        assert tables[0][name].file != tables[1][name].file
    assert board_of(october) != board_of(november)


def test_missing_is_said_in_words_and_signs(example: Composed) -> None:
    august = example.articles["2026-08"]
    table = table_of(august, "Händelser per månad och område")
    (july,) = (row for row in table.rows if cells(row)[0] == "juli 2026")
    assert set(cells(july)[1:]) == {"inget möte"}
    assert "juli 2026;inget möte;inget möte" in write_csv(example.facts["2026-08"].months.grid)
    assert {row.months[-2].held for row in board_of(august).rows} == {Held.NO_MEETING}
    assert {plain_line(row.against) for row in board_of(august).rows} == {"inget möte i juli"}
    early = example.facts["2025-08"].months
    assert early.title == "För lite underlag för att skilja slump från förändring"
    assert early.title in words_of(example.articles["2025-08"], "_lage")
    rows = {row.name: row.cells for row in early.grid.rows}
    assert rows["maj 2025"][0].content == Amount(None, "inget underlag")
    assert rows["juni 2025"][1].content == "för lite underlag"


def test_every_table_with_a_file_is_written_with_its_page(example: Composed) -> None:
    files = {page.address: page.files for page in build_reports(example.monthly.build)}
    for month, article in example.articles.items():
        own = files[f"rapporter/{month}.html"]
        assert {table.file for table in tables_of(article)} | {f"rapporter/{month}-tal.csv"} <= set(
            own
        )
        assert all(Path(name).name.startswith(month) for name in own)
