"""Random archives: what was told stands the same in picture, table, sentence and download.

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

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from generator.analysis import NO_MATERIAL, NO_MEETING
from generator.figures import Bars, Figure, Months, write_csv
from generator.pages.desk import Desk
from generator.pages.report_book import Book
from generator.pages.report_limits import list_changes
from generator.pages.reports import Notes, build_report
from generator.records.loading import read_archive
from tests.figures.drawn import find_shapes, find_words

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


def read_download(figure: Figure) -> list[list[str]]:
    """Return the rows of a figure's download as a spreadsheet has them."""
    return list(csv.reader(StringIO(write_csv(figure.grid).removeprefix("\ufeff")), delimiter=";"))


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
        archive = read_archive(folder)
    notes = Notes(Book(Desk(archive, {})), list_changes(archive))
    for month in truth.months[-2:]:
        page = build_report(notes, archive.report[month], None, None)
        figures = {figure.anchor: figure for figure in page.figures}
        check_areas(figures["_bild-omraden"], truth, month)
        check_months(figures["_bild-manader"], truth, month)


def check_areas(figure: Figure, truth: Truth, month: str) -> None:
    """The bars of a month, the one before and the one a year before."""
    months = (month, shift(month, -1), shift(month, -12))
    (picture,) = figure.pictures
    assert isinstance(picture, Bars)
    words, shapes = find_words(svg := picture.draw()), find_shapes(svg)
    download = {row[0]: row[1:] for row in read_download(figure)}
    assert {row.name for row in figure.grid.rows} == {"Ordning", "Våld"}
    for number, row in enumerate(figure.grid.rows):
        wanted = [truth.of(found, row.name) for found in months]
        assert [str(cell.content) for cell in row.cells] == list(map(str, wanted))
        assert download[row.name] == list(map(str, wanted))
        now = wanted[0]
        assert words[f"n:{number}"] == (SIGNS[now] if isinstance(now, str) else str(now))
        unit = picture.across(1) - picture.across(0)
        if isinstance(now, str):
            assert f"now:{number}" not in shapes
        else:
            assert shapes[f"now:{number}"].width == pytest.approx(now * unit, abs=0.05)
        for index, value in enumerate(wanted[1:]):
            sign = shapes.get(f"before-{index}:{number}")
            assert (sign is None) == isinstance(value, str)
    if month not in truth.told:
        assert NO_MATERIAL in figure.sentences[0].lower()
        return
    now = sum(truth.events[month].values())
    (said, *_) = re.findall(r"(\d+)\s(?:händelser|händelse)\b", " ".join(figure.sentences))
    assert int(said) == now


def check_months(figure: Figure, truth: Truth, month: str) -> None:
    """A panel an område, with thirteen months and what chance would give."""
    months = [shift(month, step) for step in range(-12, 1)]
    head, *rows = read_download(figure)
    for panel in figure.pictures:
        assert isinstance(panel, Months)
        area = panel.title
        wanted = [truth.of(found, area) for found in months]
        words, shapes = find_words(svg := panel.draw()), find_shapes(svg)
        column = head.index(area)
        assert [row[column] for row in rows] == list(map(str, wanted))
        texts = [str(row.cells[column - 1].content) for row in figure.grid.rows]
        assert texts == list(map(str, wanted))
        for number, value in enumerate(wanted):
            assert words[f"number:{number}"] == SIGNS.get(str(value), str(value))
            low, high = (rows[number][column + side] for side in (2, 3))
            assert (f"band:{number}" in shapes) == low.isdigit() == high.isdigit()
            if low.isdigit():
                assert (panel.months[number].low, panel.months[number].high) == (
                    int(low),
                    int(high),
                )
        signs = {SIGNS[value] for value in wanted if isinstance(value, str)}
        assert all(f">{sign}<" in svg for sign in signs)
        (sentence,) = [s for s in figure.sentences if s.startswith(f"{area}:") or f"{area} (" in s]
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
