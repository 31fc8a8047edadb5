"""Random archives: what was told stands the same on the board, in table, sentence and download.

The numbers are counted here from what was written, not with the package's own tables.
"""

from __future__ import annotations

import csv
import re
import shutil
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from generator.analysis import NO_MATERIAL, NO_MEETING
from generator.article.board import FOOT, TALL, draw_months
from generator.article.plain import plain_line, write_table
from generator.article.values import Article, Board, numbers_of
from generator.figures import Figure, write_csv
from generator.records.loading import read_archive
from tests.article.composed import Composed, number_in, part_of, table_of, words_of

pytestmark = pytest.mark.slow

MALL = Path(__file__).parents[1] / "archives/small/entries/mall.yml"
PLAN = "möten: {första: 2026-09-17, dagar emellan: 28, utom: [2026-12-10]}"
FIRST = date(2025, 1, 2)
MONTHS = 15
TYPES = {"Skadegörelse": "Ordning", "Störande samling": "Ordning", "Misshandel eller bråk": "Våld"}
ORGANISATIONS = ("Polisen", "Skolan")
SIGNS = {NO_MEETING: "×", NO_MATERIAL: "?"}

# An organisation tells a meeting nothing at all, that it has nothing, or of so many of each type.
Told = None | dict[str, int]
told = st.one_of(
    st.none(), st.dictionaries(st.sampled_from(sorted(TYPES)), st.integers(1, 40), max_size=3)
)
meetings = st.fixed_dictionaries({name: told for name in ORGANISATIONS})
calendars = st.lists(st.lists(meetings, max_size=2), min_size=MONTHS, max_size=MONTHS)


@dataclass(frozen=True)
class Truth:
    """What was written: the händelser of each month and område, for the months with a meeting.

    Somebody reported to a meeting of each month in `told`.
    """

    events: dict[str, Counter[str]]
    told: set[str]

    @property
    def months(self) -> list[str]:
        """The months with a meeting, in order."""
        return sorted(self.events)

    def of(self, month: str, area: str) -> int | str:
        """Return a number, or why there is none."""
        if month in self.told:
            return self.events[month][area]
        if month in self.events:
            return NO_MATERIAL
        return NO_MATERIAL if month < self.months[0] else NO_MEETING


def write_archive(folder: Path, calendar: list[list[dict[str, Told]]]) -> Truth:
    """Write the records of a calendar and return what they say."""
    (folder / "entries").mkdir()
    mall = MALL.read_text(encoding="utf-8")
    assert PLAN in mall
    days = {FIRST + timedelta(days=14 * step) for step in range(MONTHS * 3)}
    events: dict[str, Counter[str]] = {}
    reported: set[str] = set()
    for number, held in enumerate(calendar):
        first = date(2025 + number // 12, number % 12 + 1, 1)
        # The group's own day is the first of the plan in the month; another one is two weeks later.
        start = first + timedelta(days=-(first - FIRST).days % 14)
        for place, meeting in enumerate(held):
            day = start + timedelta(days=14 * place)
            days.discard(day)
            counted = events.setdefault(f"{day:%Y-%m}", Counter())
            counted.update(write_meeting(folder / f"entries/{day}", meeting, day))
            if any(said is not None for said in meeting.values()):
                reported.add(f"{day:%Y-%m}")
    # What nobody told of was never planned, so that no month is under way.
    without = ", ".join(map(str, sorted(days)))
    plan = f"möten: {{första: {FIRST}, dagar emellan: 14, utom: [{without}]}}"
    (folder / "entries/mall.yml").write_text(mall.replace(PLAN, plan), encoding="utf-8")
    return Truth(events, reported)


def write_meeting(folder: Path, meeting: dict[str, Told], day: date) -> Counter[str]:
    """Write a meeting with its entries; return its händelser by område."""
    folder.mkdir()
    present = ", ".join(f"{name}: närvarande" for name in ORGANISATIONS)
    (folder / "index.md").write_text(f"---\nnärvaro: {{{present}}}\n---\n", encoding="utf-8")
    counted: Counter[str] = Counter()
    for name, said in meeting.items():
        if said is None:
            continue
        rows = [
            f"problemtyp: {kind}\nplats: Stora torget\ndatum: {day - timedelta(days=1)}\nantal: {events}\n---\n# Något hände vid torget\nDet sågs vid torget.\n"
            for kind, events in said.items()
        ] or ["slag: Inget att rapportera\n---\n"]
        for place, row in enumerate(rows):
            file = folder / f"{name.lower()}-{place}.md"
            file.write_text(f"---\norganisation: {name}\n{row}", encoding="utf-8")
        for kind, events in said.items():
            counted[TYPES[kind]] += events
    return counted


def read_rows(text: str) -> list[list[str]]:
    """Return the rows of a download as a spreadsheet has them."""
    return list(csv.reader(StringIO(text.removeprefix("\ufeff")), delimiter=";"))


@given(calendars.filter(lambda months: any(months)))
# Each example is an archive on disk, so a failing one is told as it was found, not made smaller.
@settings(
    max_examples=16,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)
def test_numbers_are_equal_wherever_they_stand(calendar: list[list[dict[str, Told]]]) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        truth = write_archive(folder, calendar)
        composed = Composed(read_archive(folder))
    for month in truth.months[-2:]:
        article, facts = composed.articles[month], composed.facts[month]
        check_board(article, truth, month)
        check_areas(article, truth, month)
        check_months(article, facts.months, truth, month)
        for number in numbers_of(article):
            unit, when, *of = number.key.split("/")
            if unit == "händelser" and when == month and not of:
                total = truth.events[month].total() if month in truth.told else NO_MATERIAL
                assert str(number.amount) == str(total)


def check_board(article: Article, truth: Truth, month: str) -> None:
    """A row an område: the months as they are drawn, this one's number and the one before."""
    (board, _) = part_of(article, "_lage").blocks
    assert isinstance(board, Board)
    months = [shift(month, step) for step in range(-12, 1)]
    assert {row.name.text for row in board.rows} == {"Ordning", "Våld"}
    for row in board.rows:
        begun = [found for found in months if found >= truth.months[0]]
        wanted = [truth.of(found, row.name.text) for found in begun]
        assert [str(found.number.amount) for found in row.months] == list(map(str, wanted))
        assert plain_line(row.number) == str(wanted[-1])
        said, *before = plain_line(row.against), *wanted[-2:-1]
        assert said.startswith((f"mot {before[0]} i ", f"{before[0]} i ") if before else "")
        assert bool(said) == bool(before)
        svg = ElementTree.fromstring(draw_months(row.months, board.top))
        marks = [mark for mark in svg.iter() if mark.get("data-key")]
        for mark, month_drawn, value in zip(marks, row.months, wanted, strict=True):
            assert mark.get("data-key") == month_drawn.number.key
            if isinstance(value, str):
                assert (mark.tag, mark.text) == ("text", SIGNS[value])
                continue
            base, height = re.findall(r"M\S+ (\d+)v-([\d.]+)h", mark.get("d", ""))[0]
            assert float(height) == pytest.approx(value * TALL / max(board.top, 1), abs=0.06)
            assert int(base) == TALL + FOOT
            assert mark.get("data-value") == str(value)


def check_areas(article: Article, truth: Truth, month: str) -> None:
    """The numbers of a month, the one before and the one a year before, in table and download."""
    table = table_of(article, "Händelser per område")
    _, *rows = read_rows(write_table(table))
    assert [row[0] for row in rows] == [plain_line(row.cells[0]) for row in table.rows]
    for row, written in zip(table.rows, rows, strict=True):
        name = plain_line(row.cells[0])
        compared = (month, shift(month, -1), shift(month, -12))
        shown = [found for found in compared if found >= truth.months[0]]
        for place, found in enumerate(shown, 1):
            areas = ("Ordning", "Våld") if name == "Alla" else (name,)
            told = [truth.of(found, area) for area in areas]
            wanted = sum(n for n in told if isinstance(n, int)) if found in truth.told else told[0]
            assert plain_line(row.cells[place]) == written[place] == str(wanted)


def check_months(article: Article, figure: Figure, truth: Truth, month: str) -> None:
    """A column an område, with thirteen months and what chance would give."""
    months = [shift(month, step) for step in range(-12, 1)]
    table = table_of(article, "Händelser per månad och område")
    head, *rows = read_rows(write_csv(figure.grid))
    said = words_of(article, "_omraden")
    for place, area in enumerate(table.columns[1:], 1):
        wanted = [truth.of(found, area) for found in months]
        column = head.index(area)
        assert [row[column] for row in rows] == list(map(str, wanted))
        cells = [row.cells[place] for row in table.rows]
        early = sum(found < truth.months[0] for found in months)
        assert [str(number_in(cell).amount) for cell in cells] == list(map(str, wanted[early:]))
        for cell, row in zip(cells, rows[early:], strict=True):
            expected, low, high = row[column + 1 : column + 4]
            band = f" väntat {expected}; av en slump {low}–{high}" if low.isdigit() else ""
            assert low.isdigit() == high.isdigit()
            assert plain_line(cell[1:]).strip() == band.strip()
        (sentence,) = [s for s in figure.sentences if s.startswith(f"{area}:") or f"{area} (" in s]
        assert " ".join(sentence.split()) in said
        check_sentence(sentence, area, wanted)


def check_sentence(sentence: str, area: str, wanted: list[int | str]) -> None:
    """The month's own number, or the sum of twelve months, and how it differs from the one before."""
    plain, now = sentence.replace("\u00a0", " "), wanted[-1]
    if isinstance(now, str):
        assert now in plain, sentence
        return
    if "de senaste 12 månaderna" in plain:
        total = sum(value for value in wanted[1:] if isinstance(value, int))
        assert re.search(rf": {total} händelse", plain), sentence
        assert re.search(rf"; {now} i ", plain), sentence
        return
    if f"{area} (" in plain:
        base = rf" mot {wanted[-2]}(?: i \w+)?" if isinstance(wanted[-2], int) else ""
        assert re.search(rf"\b{area} \({now}(?: händelser?)?{base}\)", plain), sentence
        return
    assert re.search(rf": {now} händelse", plain), sentence
    if isinstance(before := wanted[-2], int) and before != now:
        word = "fler" if now > before else "färre"
        assert f"{abs(now - before)} {word} än" in plain, sentence
    elif isinstance(before, str):
        assert before in plain, sentence


def shift(month: str, steps: int) -> str:
    """Return the month so many months later."""
    number = int(month[:4]) * 12 + int(month[5:]) - 1 + steps
    return f"{number // 12}-{number % 12 + 1:02}"


def test_a_made_up_archive_is_an_archive(tmp_path: Path) -> None:
    """The records above pass the checks, so that the numbers are those of a real archive."""
    truth = write_archive(
        tmp_path,
        [[{"Polisen": {"Skadegörelse": 3}, "Skolan": {}}], [], [{"Polisen": None, "Skolan": None}]],
    )
    assert read_archive(tmp_path).report.keys() == {"2025-01", "2025-02", "2025-03"}
    assert (truth.of("2025-01", "Ordning"), truth.of("2025-02", "Våld")) == (3, NO_MEETING)
    assert truth.of("2025-03", "Våld") == NO_MATERIAL
    shutil.rmtree(tmp_path / "entries")
