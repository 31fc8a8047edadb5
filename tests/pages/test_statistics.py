"""Underlag over time: the latest figures hold, what was said before stays, and none is made up."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest

from generator.analysis import Amount
from generator.article.addresses import slug_of, statistics_of
from generator.article.plain import plain_line
from generator.article.values import Chart, Look, Paragraph, Ref, Table, charts_of, tables_of
from generator.figures import Bars, Figure, LineKey, Lines, write_csv
from generator.figures.figure import BYTE_ORDER_MARK
from generator.pages.base.build import Build
from generator.pages.base.page import Page
from generator.pages.base.reading import plain_text
from generator.pages.meeting import entry as entry_pages
from generator.pages.meeting.build import build_meetings
from generator.pages.meeting.entry import find_table
from generator.pages.report import charts as report_underlag
from generator.pages.report.charts import find_given
from generator.pages.site import build_site
from generator.pages.statistics import build as statistics
from generator.pages.statistics import topics
from generator.pages.statistics.build import ALL, INDEX, build_statistics
from generator.pages.statistics.charts import MOST_BARS
from generator.pages.statistics.topics import MOST_ACROSS, find_topics
from generator.records import Archive, read_archive
from generator.swedish import SHORT_MONTHS
from tests.article.composed import blocks_of, compose_fixed, refs_of, words_of
from tests.fixed import read_once
from tests.places import ARCHIVES, ROOT
from tests.site.reading import heard_in, read_html

pytestmark = pytest.mark.slow

Make = Callable[..., Path]

HEAD = """---
organisation: Polisen
slag: Statistik
källa: Polisen, anmälda brott
statistik: {{indikator: Anmälda brott, period: {period}, plats: Hela kommunen, {more}anmälningsdatum: ja}}
---
# {title}
Talen kommer från polisen.
"""
SEPTEMBER = "entries/2026-09-17/polisen-tal"
OCTOBER = "entries/2026-10-15/polisen-anmalda-brott"
REVISED = {
    f"{SEPTEMBER}.md": HEAD.format(period="månad", more="preliminär: ja, ", title="Fler i augusti"),
    f"{SEPTEMBER}.csv": "Brottstyp;juni 2026;juli 2026;aug 2026\nSamtliga brott;12;..;15\n",
    f"{OCTOBER}.md": HEAD.format(period="månad", more="", title="Fler i september"),
    f"{OCTOBER}.csv": "Brottstyp;aug 2026;sep 2026\nSamtliga brott;17;21\nvarav mot skola;3;4\n",
}
TABLE = f"{OCTOBER}.csv"
STYLES = ROOT / "generator" / "assets" / "lagesbild.css"
NUMBER = re.compile(r"\d+(?:\xa0\d{3})*(?:,\d+)?")
PAGE = "statistik/polisen-anmalda-brott-anmalda-brott.html"


def build_pages(archive: Archive) -> dict[str, Page]:
    build = Build(archive, {})
    return {page.address: page for page in build_statistics(build)}


def figures_of(page: Page) -> Iterator[Figure]:
    return (figure for figure in page.figures if figure.anchor != ALL)


def read_long(page: Page) -> list[dict[str, str]]:
    """Read the file with everything as a spreadsheet would."""
    (everything,) = (figure for figure in page.figures if figure.anchor == ALL)
    text = write_csv(everything.grid).removeprefix(BYTE_ORDER_MARK)
    return list(csv.DictReader(StringIO(text), delimiter=";"))


def numbers_in(figure: Figure) -> set[str]:
    """Return every number of a figure's table."""
    cells = (cell for row in figure.grid.rows for cell in row.cells)
    return {str(cell.content) for cell in cells if cell.is_number}


def drawn_in(figure: Figure) -> Iterator[Amount]:
    """Yield every number of a figure's pictures."""
    for picture in figure.pictures:
        if isinstance(picture, Lines):
            yield from (amount for dot in picture.dots for amount in dot.numbers)
        if isinstance(picture, Bars):
            yield from (amount for amount in picture.amounts if not amount.missing)


@pytest.fixture(scope="module")
def example() -> Archive:
    return read_once(ROOT)


@pytest.fixture
def revised(archive_with: Make) -> Archive:
    return read_archive(archive_with(files=REVISED))


def test_every_figure_of_the_archive_stands_once_in_the_long_form(example: Archive) -> None:
    pages = build_pages(example)
    told = [
        (row["källa"], row["indikator"], row["typ"], row["period"], row["värde"], row["post"])
        for page in pages.values()
        if page.address != INDEX
        for row in read_long(page)
    ]
    points = [point.holds for series in example.series for point in series.points]
    held = [
        (
            one.source,
            one.indicator.name,
            one.type,
            one.period.id,
            str(one.value).replace(".", ",")
            if one.value is not None
            else "dolt tal"
            if one.mark == "x"
            else "inget underlag",
            one.entry,
        )
        for one in points
    ]
    assert sorted(told) == sorted(held)


def test_picture_and_sentences_have_the_numbers_of_the_table(example: Archive) -> None:
    seen = 0
    for page in build_pages(example).values():
        for figure in figures_of(page):
            shown = numbers_in(figure)
            for amount in drawn_in(figure):
                assert str(amount) in shown, (page.address, figure.title)
                seen += 1
            for sentence in (figure.title, *figure.sentences):
                said = NUMBER.match(sentence.partition(": ")[2])
                assert said is None or said[0] in shown, (page.address, sentence)
    assert seen > 100


def test_the_later_figure_holds_and_the_earlier_is_named(revised: Archive) -> None:
    page = build_pages(revised)[PAGE]
    (august,) = (
        row
        for row in read_long(page)
        if row["period"] == "2026-08" and row["typ"] != "varav mot skola"
    )
    assert (august["värde"], august["reviderad från"], august["preliminär"]) == ("17", "15", "nej")
    words = heard_in(page.html, "_andrade")
    assert "Samtliga brott, augusti 2026: 17" in words
    assert "Tidigare 15 enligt Fler i augusti" in words
    (changes,) = (ul for ul in read_html(page.html).find("ul") if "lb-register" in ul.classes)
    ways = [a.attributes["href"] for a in changes.find("a")]
    for anchor in ("2026-10-15.html#polisen-anmalda-brott", "2026-09-17.html#polisen-tal"):
        assert f"../moten/{anchor}" in ways
    (picture,) = (p for figure in figures_of(page) for p in figure.pictures)
    assert isinstance(picture, Lines)
    (dot,) = (dot for dot in picture.dots if dot.name == "aug 2026")
    assert (dot.amount, dot.replaced, dot.preliminary) == (Amount(17), (Amount(15),), False)


def test_a_report_keeps_what_was_known_when_it_ended(revised: Archive) -> None:
    reports = {
        report.id: [
            figure
            for given in find_given(
                revised,
                report,
                [e for m in report.meetings for e in revised.entries_by_meeting[m.id]],
            )
            for figure in given.figures
        ]
        for report in revised.reports
    }
    (then,) = reports["2026-09"]
    (now,) = reports["2026-10"]
    assert then.title.startswith("Samtliga brott: 15 i augusti 2026")
    assert "17" not in numbers_in(then)
    assert now.title.startswith("Samtliga brott: 21 i september 2026")
    assert {"15", "17", "21"} <= numbers_in(now)
    assert any("augusti 2026, från 15 till 17" in note for note in now.notes)
    assert not any("från 15" in note for note in then.notes)


def test_a_report_shows_its_underlag_and_leads_to_the_table_as_given(example: Archive) -> None:
    articles = compose_fixed("example").articles
    november = articles["2026-11"]
    charts = [b for b in blocks_of(november, "_underlag") if isinstance(b, Chart)]
    assert [chart.number for chart in charts] == list(range(1, len(charts) + 1))
    assert "Samtliga brott: 84 i oktober 2026" in words_of(november, "_underlag")
    refs = set(refs_of(november, "_underlag"))
    assert {Ref("entry", "2026-11-12/polisen-anmalda-brott"), Ref("page", PAGE[:-5])} <= refs
    files = [figure.file for article in articles.values() for figure in charts_of(article)]
    files += [table.file for article in articles.values() for table in tables_of(article)]
    assert len(files) == len(set(files))


def test_an_entry_leads_to_all_its_figures(example: Archive) -> None:
    meetings = {page.address: page for page in build_meetings(Build(example, {}))}
    pages = build_pages(example)
    for entry in example.entries:
        address = statistics_of(example, entry)
        assert bool(address) == (entry.statistics is not None and entry.stands)
        if address:
            page = pages[address]
            anchor = f"moten/{example.taken_up_at(entry)}.html#{entry.source.stem}"
            assert f'href="../{anchor}"' in page.html
            assert f'href="../{address}"' in meetings[anchor.partition("#")[0]].html


def test_missing_is_said_in_words_and_never_drawn(example: Archive) -> None:
    (page,) = (page for address, page in build_pages(example).items() if "felanmal" in address)
    (row,) = (
        row
        for row in read_long(page)
        if (row["typ"], row["period"]) == ("Skräp och dumpning", "2025-11")
    )
    assert row["värde"] == "inget underlag"
    (figure,) = figures_of(page)
    assert "Skräp och dumpning: inget underlag för november 2025" in " ".join(figure.sentences)
    last = [picture.dots[-1] for picture in figure.pictures if isinstance(picture, Lines)]
    assert [dot.amount.missing for dot in last] == ["", "", "inget underlag"]


@pytest.mark.parametrize(("mark", "words"), [("<5", "färre än 5"), ("x", "dolt tal")])
def test_a_hidden_number_is_never_said_to_be_missing(
    mark: str, words: str, archive_with: Make
) -> None:
    table = f"Brottstyp;juli 2026;aug 2026;sep 2026\nStöld;12;14;{mark}\nHot;{mark};6;7\n"
    archive = read_archive(archive_with(files=REVISED | {TABLE: table}))
    page = build_pages(archive)[PAGE]
    values = [row["värde"] for row in read_long(page) if row["typ"] in ("Stöld", "Hot")]
    assert sorted(values) == sorted(["12", "14", words, words, "6", "7"])
    told = [
        str(cell.content)
        for figure in figures_of(page)
        for row in figure.grid.rows
        for cell in row.cells
        if row.name in ("Stöld", "Hot")
    ]
    assert words in told
    said = " ".join(
        sentence for figure in figures_of(page) for sentence in (figure.title, *figure.sentences)
    )
    assert f"{words} i september 2026" in said
    assert "Stöld: inget underlag" not in said
    entry = archive.entry["2026-10-15/polisen-anmalda-brott"]
    (table,) = (b for b in find_table(Build(archive, {}), entry) if isinstance(b, Table))
    assert [[(span.text, span.look) for span in row.cells[-1]] for row in table.rows] == [
        [(words, Look.MISSING)],
        [("7", Look.PLAIN)],
    ]


def test_parts_stand_below_what_they_are_parts_of(example: Archive) -> None:
    (topic,) = (t for a, t in find_topics(example.series).items() if a == PAGE)
    (quarters,) = (block for block in topic.blocks if block.kind == "kvartal")
    assert [(branch.depth, branch.name) for branch in quarters.branches] == [
        (0, "Samtliga brott"),
        (0, "Skadegörelse"),
        (1, "därav mot skola"),
        (0, "Narkotikabrott"),
    ]
    assert "därav mot skola" not in [branch.name for branch in quarters.leading(8)]


@pytest.mark.parametrize(
    ("table", "lead"),
    [
        ("Typ;sep 2026\nRån;1\nStöld;3\n", "Rån: 1 i"),
        ("Typ;sep 2026\nRån;0\nStöld;3\n", "Stöld: 3 i"),
        ("Typ;sep 2026\nRån;..\nBrand;0\nStöld;3\n", "Stöld: 3 i"),
        ("Typ;sep 2026\nRån;..\nBrand;0\nStöld;0\n", "Brand: 0 i"),
        ("Typ;sep 2026\nRån;0\nStöld;3\nSamtliga brott;3\n", "Samtliga brott: 3 i"),
        ("Typ;sep 2026\nRån;0\nStöld;0\nSamtliga brott;0\n", "Samtliga brott: 0 i"),
    ],
)
def test_a_table_is_told_by_its_total_or_its_first_row_that_is_no_zero(
    archive_with: Make, table: str, lead: str
) -> None:
    page = build_pages(read_archive(archive_with(files={TABLE: table})))[PAGE]
    (figure,) = figures_of(page)
    assert plain_text(figure.title).replace("\xa0", " ").startswith(lead)


@pytest.mark.parametrize(
    ("table", "title", "says"),
    [
        (
            "Typ;sep 2026;okt 2026\nLampor;14;22\nSkräp;;11\nSumma;14;33\n",
            "33 i oktober 2026",
            True,
        ),
        ("Typ;sep 2026;okt 2026\nLampor;14;22\nSkräp;5;11\nSumma;19;33\n", "14 fler", False),
        # Of all there is, the rows need not be all.
        (
            "Typ;sep 2026;okt 2026\nLampor;14;22\nSkräp;;11\nSamtliga brott;19;33\n",
            "14 fler",
            False,
        ),
    ],
)
def test_a_sum_is_not_held_against_one_that_lacks_a_row(
    table: str, title: str, says: bool, archive_with: Make
) -> None:
    (figure,) = figures_of(build_pages(read_archive(archive_with(files={TABLE: table})))[PAGE])
    assert title in figure.title.replace("\xa0", " ")
    missing = "För sep 2026 saknas tal för Skräp, så summan jämförs inte med den."
    assert (missing in figure.sentences) == says
    assert ("fler" in figure.title) != says


def test_the_signs_of_all_panels_are_explained_once(example: Archive) -> None:
    seen = 0
    for page in build_pages(example).values():
        for figure in figures_of(page):
            panels = [picture for picture in figure.pictures if isinstance(picture, Lines)]
            keys = [picture for picture in figure.pictures if isinstance(picture, LineKey)]
            if len(panels) > 1:
                needed = {
                    item.words
                    for panel in panels
                    for row in replace(panel, explained=True).key
                    for item in row
                }
                told = [item.words for key in keys for item in key.items]
                assert sorted(told) == sorted(needed)
                assert [panel.key for panel in panels] == [[]] * len(panels)
                assert figure.pictures[0] in keys or not needed
                seen += len(needed)
    assert seen > 0


def read_all_figures(page: Page) -> tuple[list[str], list[list[str]]]:
    """Read the table with all figures as it stands on the page: its head and its rows."""
    folded = (one for one in read_html(page.html).find("details"))
    (table,) = (
        table
        for details in folded
        if details.find("summary")[0].text.startswith("Alla tal")
        for table in details.find("table")
    )
    head, *rows = ([cell.text for cell in row.find("th", "td")] for row in table.find("tr"))
    return head, rows


@pytest.mark.parametrize("months", [MOST_ACROSS, MOST_ACROSS + 1])
@pytest.mark.parametrize("types", [1, 2, MOST_ACROSS + 1])
def test_many_periods_stand_below_each_other(archive_with: Make, months: int, types: int) -> None:
    periods = [f"{month} 2026" for month in SHORT_MONTHS[:months]]
    names = [f"Brott {'abcdefgh'[number]}" for number in range(types)]
    numbers = {
        (name, period): f"{10 * row + column}"
        for row, name in enumerate(names, 1)
        for column, period in enumerate(periods)
    }
    lines = [";".join((name, *(numbers[name, period] for period in periods))) for name in names]
    table = "\n".join((";".join(("Typ", *periods)), *lines, ""))
    page = build_pages(read_archive(archive_with(files={TABLE: table})))[PAGE]
    head, rows = read_all_figures(page)
    down = months > MOST_ACROSS >= types
    assert head[1:] == (names if down else periods[::-1])
    assert [row[0] for row in rows] == (periods[::-1] if down else names)
    for first, *cells in rows:
        for second, cell in zip(head[1:], cells, strict=True):
            name, period = (second, first) if down else (first, second)
            assert cell == numbers[name, period]
    assert len(read_long(page)) == months * types


def test_a_table_turns_where_the_style_sheet_would_print_it_smaller() -> None:
    assert f".lb-table:has(thead th:nth-child({MOST_ACROSS + 2}))" in STYLES.read_text("utf-8")


def test_figures_of_reports_say_whose_month_they_go_by(revised: Archive) -> None:
    pages = build_pages(revised)
    for address in (PAGE, INDEX):
        assert "anmälningsmånad, inte brottsmånad" in pages[address].html


SAID = "anmälningsmånad, inte brottsmånad"
SAID_OF_ENTRY = "De visar när brotten anmäldes, inte när de begicks."


@pytest.mark.parametrize(
    ("in_mall", "in_entry", "said"),
    [
        ("", "", False),
        ("anmälningsdatum: nej", "", False),
        ("anmälningsdatum: ja", "", True),
        ("anmälningsdatum: ja", "anmälningsdatum: nej", False),
        ("anmälningsdatum: ja", "händelsedatum: ja", False),
        ("anmälningsdatum: ja", "händelsedatum: nej", True),
        ("anmälningsdatum: nej", "anmälningsdatum: ja", True),
        ("", "anmälningsdatum: ja, händelsedatum: ja", True),
    ],
)
def test_the_mall_says_whose_month_an_indicator_goes_by(
    in_mall: str, in_entry: str, said: bool, archive_with: Make
) -> None:
    mall = (archive_with() / "entries/mall.yml").read_text(encoding="utf-8")
    indicator = "slug: anmalda-brott, enhet: antal"
    assert indicator in mall
    own = HEAD.replace("anmälningsdatum: ja", in_entry)
    files = {
        "entries/mall.yml": mall.replace(indicator, ", ".join(filter(None, (indicator, in_mall)))),
        f"{OCTOBER}.md": own.format(period="månad", more="", title="Fler i september"),
        f"{OCTOBER}.csv": REVISED[f"{OCTOBER}.csv"],
    }
    archive = read_archive(archive_with(files=files))
    pages = build_pages(archive)
    assert [SAID in pages[address].html for address in (PAGE, INDEX)] == [said, said]
    (meeting,) = (p for p in build_meetings(Build(archive, {})) if "2026-10-15.html" in p.address)
    assert (SAID_OF_ENTRY in plain_text(meeting.html)) == said
    by_event = "händelsedatum: ja" in in_entry and not said
    assert ("Talen visar när det hände." in pages[PAGE].html) == by_event


@pytest.mark.parametrize(
    ("place", "named"), [("Hallstahammar", True), ("Norra skolan", True), ("Hela kommunen", False)]
)
def test_a_table_of_another_place_than_the_kommun_names_it(
    archive_with: Make, place: str, named: bool
) -> None:
    files = {
        f"{OCTOBER}.md": HEAD.format(period="månad", more="", title="Fler i september").replace(
            " plats: Hela kommunen,", ""
        ),
        f"{OCTOBER}.csv": f"Plats;Brottstyp;sep 2026\n{place};Klotter;7\n{place};Rån;2\n",
    }
    page = build_pages(read_archive(archive_with(files=files)))[PAGE]
    (figure,) = figures_of(page)
    words = f"{plain_text(figure.title)} {' '.join(plain_text(one) for one in figure.sentences)}"
    assert (place in words) == named, words


def test_the_examples_reported_crimes_need_no_word_of_their_entries(root: Path) -> None:
    (row,) = (row for row in read_once(root).mall.indicators if row.by_report_day)
    assert row.name == "Anmälda brott"


@pytest.mark.parametrize("name", ["empty", "planned"])
def test_an_archive_without_underlag_says_so(name: str) -> None:
    site = build_site(ARCHIVES / name)
    assert [address for address in site.pages if address.startswith("statistik/")] == [INDEX]
    assert "Arkivet har inga tal som gäller." in site.pages[INDEX].html
    assert "<table" not in site.pages[INDEX].html
    assert "Statistik" in [section.title for section in site.navigation]


@pytest.mark.parametrize(
    ("words", "slug"),
    [
        ("Brå, anmälda brott", "bra-anmalda-brott"),
        ("NVK – felanmälningar (2026)", "nvk-felanmalningar-2026"),
        ("Polisen  ÅÄÖ é", "polisen-aao-e"),
        ("", ""),
    ],
)
def test_a_source_is_a_name_of_a_file(words: str, slug: str) -> None:
    assert slug_of(words) == slug


def test_a_real_hierarchy_of_82_rows_stays_readable(real_data: Path, archive_with: Make) -> None:
    table = real_data / "statistik" / "bra_anmalda_brott_lulea_boden_2026-08.csv"
    stem = "entries/2026-10-15/polisen-bra"
    head = HEAD.format(period="månad", more="", title="Anmälda brott i augusti")
    head = head.replace(" plats: Hela kommunen,", "").replace("Polisen, anmälda", "Brå, anmälda")
    root = archive_with(files={f"{stem}.md": head, f"{stem}.csv": table.read_bytes()})
    page = build_pages(read_once(root))["statistik/bra-anmalda-brott-anmalda-brott.html"]
    assert len(read_long(page)) == 2 * 82
    for section, figure in zip(
        re.findall(r'<h2 id="_tal-\d">(.*?)<section', page.html, re.DOTALL),
        figures_of(page),
        strict=True,
    ):
        depths = re.findall(r'<th scope="row"(?: class="lb-depth-(\d)")?>', section)
        assert len(depths) == 41
        assert {"", "1", "2", "3"} == set(depths)
        (picture,) = figure.pictures
        assert isinstance(picture, Bars)
        assert picture.bars[0].name == "Totalt antal brott"
        assert len(picture.bars) <= 20
        assert not [bar for bar in picture.bars if bar.name.startswith("därav")]


@pytest.mark.parametrize(("across", "cells"), [(1, 100), (9, 12)])
def test_a_page_shows_what_it_has_room_for_and_its_file_all(
    archive_with: Make, monkeypatch: pytest.MonkeyPatch, across: int, cells: int
) -> None:
    for module in (topics, entry_pages):
        monkeypatch.setattr(module, "MOST_ROWS", 5)
    monkeypatch.setattr(topics, "MOST_CELLS", cells)
    months = [f"{SHORT_MONTHS[month]} 2026" for month in range(across)]
    rows = [f"Typ {n};{';'.join([str(n)] * across)}" for n in range(31)]
    table = "\n".join((";".join(("Brottstyp", *months)), *rows, ""))
    archive = read_archive(archive_with(files={TABLE: table}))
    page = build_pages(archive)[PAGE]
    shown = across if cells == 100 else 2
    assert len(read_long(page)) == 31 * across
    heads = [th.text for th in read_html(page.html).find("th") if th.attributes["scope"] == "row"]
    assert len([words for words in heads if words.startswith("Typ ")]) <= 5 * 2 + MOST_BARS
    assert "de första 5 av 31 raderna" in page.html
    assert (f"de senaste {shown} av {across} perioderna" in page.html) == (shown < across)
    assert page.html.count("Alla tal finns i filen sist på sidan.") == 1
    assert page.html.index("Alla tal finns i filen") < page.html.rindex(
        ">Ladda ner alla tal (CSV)<"
    )
    entry = archive.entry["2026-10-15/polisen-anmalda-brott"]
    given, said = find_table(Build(archive, {}), entry)
    assert isinstance(given, Table)
    assert isinstance(said, Paragraph)
    assert [plain_line(row.cells[0]) for row in given.rows] == [f"Typ {n}" for n in range(5)]
    assert plain_line(said.line).startswith("Tabellen visar de första 5 av 31 raderna. Alla tal")
    assert [span.to for span in said.line if span.to] == [Ref("page", PAGE[:-5])]


def test_a_page_has_so_many_parts_and_changes_as_a_reader_goes_through(
    archive_with: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(statistics, "MOST_BLOCKS", 2)
    monkeypatch.setattr(report_underlag, "MOST_BLOCKS", 2)
    rows = [f"Plats {n};Typ {m};{n + m}" for n in range(7) for m in range(2)]
    table = "\n".join(("Plats;Brottstyp;sep 2026", *rows, ""))
    archive = read_archive(archive_with(files={TABLE: table}))
    page = build_pages(archive)[PAGE]
    assert len(read_long(page)) == 14
    assert page.html.count('<h2 id="_tal-') == 2
    assert "Sidan visar 2 av 7 delar. Alla tal finns i filen sist på sidan." in page.html
    given = find_given(archive, archive.report["2026-10"], archive.entries)
    figures = [figure for row in given for figure in row.figures]
    assert len(figures) == 2
    assert figures[-1].notes[-1] == "Rapporten visar 2 av 7 delar. Alla tal finns under Statistik."
