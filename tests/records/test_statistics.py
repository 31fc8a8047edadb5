"""Underlag as figures: what a table says, what is said of one that cannot be understood.

Most of it is data: `statistics_good.yml` and `spoiled_tables.yml` hold a table a case.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from generator.problems import Severity
from generator.records import (
    Archive,
    Observation,
    Period,
    PeriodKind,
    Series,
    load_archive,
    numbered,
    spanning,
)
from generator.records.files.tables import column_letters, parse_table
from generator.records.underlag.totals import Total, find_larger, find_totals, find_unmet
from tests.places import load_cases

HERE = Path(__file__).parent
MALL = "entries/mall.yml"
STEM = "entries/2026-10-15/skolan-tal"
# Indicators that the small archive's mall does without.
INDICATORS = """\
  - {namn: Skolfrånvaro, slug: skolfranvaro, enhet: procent}
  - {namn: Kostnad, slug: kostnad, enhet: kronor}
  - {namn: Larm, slug: larm, enhet: antal}
  - {namn: Folkmängd, slug: folkmangd, enhet: antal}
  - {namn: Anmälda brott per invånare, slug: per-invanare, enhet: per 1 000}
"""

Make = Callable[..., Path]
Case = dict[str, Any]


def read_cases(name: str) -> list[Case]:
    cases: list[Case] = load_cases(HERE / name)
    return cases


GOOD = read_cases("statistics_good.yml")
SPOILED = read_cases("spoiled_tables.yml")


def write_entry(statistics: str, head: str = "") -> str:
    return (
        "---\norganisation: Skolan\nslag: Statistik\nkälla: Skolan, tal\n"
        f"statistik: {{{statistics}}}\n{head}---\n# Tal\nTal finns i tabellen.\n"
    )


@pytest.fixture
def with_table(archive_with: Make) -> Callable[..., Path]:
    """Return a maker of the small archive with tables, each with its entry, by their stem."""

    def make(tables: dict[str, tuple[str, str | bytes]], head: str = "") -> Path:
        mall = archive_with() / MALL
        text = mall.read_text(encoding="utf-8")
        files: dict[str, str | bytes] = {
            MALL: text.replace("indikatorer:\n", f"indikatorer:\n{INDICATORS}")
        }
        for stem, (statistics, table) in tables.items():
            files[f"{stem}.md"] = write_entry(statistics, head)
            files[f"{stem}.csv"] = table
        return archive_with(files=files)

    return make


def describe(one: Observation) -> str:
    """Write a figure on one line, as `statistics_good.yml` has it."""
    parent = "" if one.parent is None else f" < {one.parent or '–'}"
    marks = f"{' (därav)' * one.of_which}{' (total)' * one.total}"
    parts = (
        f"{one.type or '–'}{parent}{marks}",
        one.place_name,
        one.period.id,
        repr(one.mark) if one.value is None else str(one.value),
        one.unit,
        "prel." * one.preliminary,
        "" if one.base is None else f"bas {one.base}",
        one.note,
        one.address,
    )
    return " | ".join(filter(None, parts))


def own_figures(archive: Archive, entry: str = "2026-10-15/skolan-tal") -> list[Observation]:
    return [one for one in archive.observations if one.entry == entry]


def read_sound(root: Path) -> Archive:
    """Read an archive without problems."""
    loaded = load_archive(root)
    assert loaded.problems == []
    assert loaded.archive is not None
    return loaded.archive


@pytest.mark.parametrize("case", GOOD, ids=lambda case: case["name"])
def test_a_table_is_read_as_it_stands(case: Case, with_table: Make) -> None:
    tables = {STEM: (case["statistik"], case["table"])}
    archive = read_sound(with_table(tables, case.get("head", "")))
    said = [describe(one) for one in own_figures(archive)]
    assert said == case["figures"].splitlines()


@pytest.mark.parametrize("case", SPOILED, ids=lambda case: case["name"])
def test_a_spoiled_table_is_refused_at_the_cell(case: Case, with_table: Make) -> None:
    tables = {STEM: (case["statistik"], case["table"])}
    loaded = load_archive(with_table(tables, case.get("head", "")))
    said = [str(problem).replace("entries/2026-10-15/", "") for problem in loaded.problems]
    assert "\n".join(said) == case["said"].rstrip("\n")
    # A sign that cannot be seen is warned of besides.
    assert [problem for problem in loaded.problems if "som ingen ser" not in problem.text] == (
        loaded.faults
    )
    assert loaded.faults


def test_spoiled_tables_are_many_and_each_is_another() -> None:
    assert len(SPOILED) >= 45
    for key in ("name", "table"):
        counted = Counter(str((case[key], case["statistik"])) for case in SPOILED)
        assert counted.most_common(1)[0][1] == 1
    for case in SPOILED:
        first = case["said"].splitlines()[0]
        # A quotation mark without its pair is found before the rows are cells.
        assert ": rad " in first or "citattecken" in first


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace(";", "\t"),
        lambda text: text.replace(";", ","),
        lambda text: "\ufeff" + text,
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.encode("cp1252"),
        lambda text: text.replace("ö", "o\u0308"),
        lambda text: text.replace("1 234", "1\u00a0234"),
        lambda text: text.replace(";", " ; "),
        lambda text: text.replace("Skadegörelse", '"Skadegörelse"'),
    ],
    ids=["tab", "comma", "mark", "CRLF", "cp1252", "decomposed", "no-break", "blanks", "quoted"],
)
def test_the_form_of_the_file_changes_no_figure(
    change: Callable[[str], str | bytes], with_table: Make
) -> None:
    text = "Brottstyp;aug 2026;sep 2026\nSkadegörelse;1 234;..\ndärav mot skola;3;4\n"

    def read(table: str | bytes) -> list[str]:
        tables = {STEM: ("indikator: Anmälda brott, period: månad", table)}
        return [describe(one) for one in own_figures(read_sound(with_table(tables)))]

    assert read(change(text)) == read(text)
    assert len(read(text)) == 4


def test_later_meetings_revise_what_earlier_ones_said(with_table: Make) -> None:
    monthly = "indikator: Anmälda brott, period: månad"
    folders = ("2026-09-17", "2026-10-15", "2026-11-12")
    stems = [f"entries/{folder}/skolan-tal" for folder in folders]
    archive = read_sound(
        with_table(
            {
                stems[1]: (monthly, "Brottstyp;jul 2026;aug 2026\nSTÖLD;8;9\n"),
                stems[0]: (monthly, "Brottstyp;jul 2026;aug 2026\nStöld;7;9\n"),
                stems[2]: (monthly, "Brottstyp;jul 2026;sep 2026\nStöld;6;5\n"),
            }
        )
    )
    (series,) = (one for one in archive.series if one.source == "Skolan, tal")
    july, august, september = series.points
    assert [(one.value, one.meeting) for one in (july.holds, *july.revised)] == [
        (6, "2026-11-12"),
        (8, "2026-10-15"),
        (7, "2026-09-17"),
    ]
    assert (august.holds.value, len(august.revised), august.changes) == (9, 1, ())
    assert (september.holds.value, september.revised) == (5, ())
    assert (series.name, series.kind, series.unit) == ("Stöld", PeriodKind.MONTH, "antal")
    assert series.at(numbered(PeriodKind.MONTH, 2026, 7)) == july
    assert series.at(numbered(PeriodKind.MONTH, 2026, 6)) is None


def test_what_tells_series_apart(with_table: Make) -> None:
    stems = [f"{STEM}-{number}" for number in range(3)]
    archive = read_sound(
        with_table(
            {
                stems[0]: ("indikator: Anmälda brott, period: månad", "Typ;sep 2026\nStöld;1\n"),
                stems[1]: ("indikator: Anmälda brott, period: år", "Typ;2025\nStöld;1\n"),
                stems[2]: (
                    "indikator: Anmälda brott, period: månad, plats: Centrum",
                    "Typ;Antal;Per 1000;Månad\nStöld;1;2;sep 2026\nRån;1;2;sep 2026\n"
                    "därav grovt;0;0;sep 2026\n",
                ),
            }
        )
    )
    own = [one for one in archive.series if one.source == "Skolan, tal"]
    assert [(one.name, one.kind, one.place_name, one.unit, one.parent) for one in own] == [
        ("Stöld", "månad", "", "antal", None),
        ("Stöld", "år", "", "antal", None),
        ("Stöld", "månad", "Centrum", "antal", None),
        ("Stöld", "månad", "Centrum", "per 1 000", None),
        ("Rån", "månad", "Centrum", "antal", None),
        ("Rån", "månad", "Centrum", "per 1 000", None),
        ("därav grovt", "månad", "Centrum", "antal", "Rån"),
        ("därav grovt", "månad", "Centrum", "per 1 000", "Rån"),
    ]


@pytest.mark.parametrize(
    "end",
    [
        "struken: {datum: 2026-10-16, skäl: Fel, av: Skolan}",
        "avlägsnad: {datum: 2026-10-16, skäl: sekretess, beslut: KS 2026/60, av: Skolan}",
    ],
)
def test_what_does_not_stand_gives_no_figures(end: str, with_table: Make) -> None:
    table = ("indikator: Anmälda brott, period: månad", "Typ;sep 2026\nStöld;trasigt\n")
    archive = load_archive(with_table({STEM: table}, f"{end}\n")).archive
    assert archive is not None
    assert own_figures(archive) == []
    assert "2026-10-15/skolan-tal" not in archive.statements


def test_periods_have_names_and_neighbours() -> None:
    kinds = {
        numbered(PeriodKind.MONTH, 2026, 10): ("2026-10", "oktober 2026", "okt 2026", "2025-10"),
        numbered(PeriodKind.QUARTER, 2026, 1): (
            *("2026-kv1", "kvartal 1 2026", "kv 1 2026", "2025-kv1"),
        ),
        numbered(PeriodKind.WEEK, 2025, 31): (
            *("2025-v31", "vecka 31 2025", "v. 31 2025", "2024-v31"),
        ),
        numbered(PeriodKind.WEEK, 2026, 1): (
            *("2026-v01", "vecka 1 2026", "v. 1 2026", "2025-v01"),
        ),
        numbered(PeriodKind.YEAR, 2026, 1): ("2026", "2026", "2026", "2025"),
        Period(date(2025, 7, 28), PeriodKind.FORTNIGHT): (
            *("2025-07-28--2025-08-10", "28 juli–10 augusti 2025", "28 juli–10 aug 2025"),
            "2024-07-29--2024-08-11",
        ),
        Period(date(2026, 3, 1), PeriodKind.DAY): (
            *("2026-03-01", "1 mars 2026", "1 mars 2026", "2025-03-01"),
        ),
    }
    for period, names in kinds.items():
        before = period.year_before
        assert before is not None
        assert (period.id, period.name, period.short, before.id) == names
        assert spanning(period.first, period.last) == period
        assert period.shifted(-1).last.toordinal() + 1 == period.first.toordinal()
        assert period.shifted(-3).shifted(3) == period
    assert numbered(PeriodKind.WEEK, 2026, 53).year_before is None
    assert Period(date(2024, 2, 29), PeriodKind.DAY).year_before is None
    assert numbered(PeriodKind.MONTH, 2026, 1).shifted(-1).id == "2025-12"
    assert numbered(PeriodKind.WEEK, 2026, 1).first == date(2025, 12, 29)
    with pytest.raises(ValueError, match="week"):
        numbered(PeriodKind.WEEK, 2025, 53)


def test_periods_sort_as_their_ids_do() -> None:
    first = numbered(PeriodKind.WEEK, 2024, 50)
    weeks = [first.shifted(step) for step in range(10)]
    assert sorted(weeks) == weeks == sorted(weeks, key=lambda one: one.id)


def test_columns_are_named_as_spreadsheets_do() -> None:
    assert [column_letters(index) for index in (0, 25, 26, 701, 702)] == [
        *("A", "Z", "AA", "ZZ", "AAA"),
    ]


def test_a_table_keeps_the_files_own_lines() -> None:
    table = parse_table('A;B\n\n;;\n"1\n2";3\n4;5\n', "x.csv")
    assert [(row[0].line, row[1].line) for row in table.grid] == [(1, 1), (4, 5), (6, 6)]
    assert [cell.address for cell in table.grid[1]] == ["rad 4, kolumn A", "rad 5, kolumn B"]
    assert table.corrected_line({table.grid[2][1]: "6"}) == "4;6"
    assert table.corrected_line({table.grid[1][0]: "6"}) == ""
    assert table.rows == (("A", "B"), ("1 2", "3"), ("4", "5"))


def test_the_example_is_read_to_its_last_cell(root: Path) -> None:
    loaded = load_archive(root)
    assert loaded.problems == []
    archive = loaded.archive
    assert archive is not None
    stems = {table.path for table in archive.tables.values()}
    assert {found.table.path for found in archive.statements.values()} == stems
    for statement in archive.statements.values():
        body = statement.table.grid[1:]
        values = [cell for row in body for cell in row[1:] if cell.text]
        # The one long table has its types in the second column.
        words = {cell.text for row in body for cell in row[1:2] if cell.text[:1].isalpha()}
        numbers = [cell for cell in values if cell.text not in words - {"x"}]
        assert len(statement.observations) == len(numbers)


def summed(archive: Archive, entry: str = "2026-10-15/skolan-tal") -> tuple[list[Total], ...]:
    """Return a table's totals that add up, those that do not, and därav larger than the whole."""
    facts = archive.statements[entry].facts
    totals = list(find_totals(facts))
    met = [one for one in totals if one.over == 0]
    return met, list(find_unmet(totals)), list(find_larger(facts))


@pytest.fixture
def read_real(real_data: Path, with_table: Make) -> Callable[..., Archive]:
    """Return a reader of a real table with the front matter that says what it is."""

    def read(name: str, statistics: str) -> Archive:
        table = (real_data / "statistik" / name).read_bytes()
        return read_sound(with_table({STEM: (statistics, table)}))

    return read


def test_bras_hierarchy_meets_its_own_totals(read_real: Callable[..., Archive]) -> None:
    # The small archive's clock is the meeting's; the table is of August the same year.
    archive = read_real(
        "bra_anmalda_brott_lulea_boden_2026-08.csv", "indikator: Anmälda brott, period: månad"
    )
    figures = own_figures(archive)
    assert len(figures) == 2 * 82
    assert Counter(one.unit for one in figures) == {"antal": 82, "per 100 000": 82}
    assert Counter(one.place_name for one in figures) == {"Boden": 82, "Luleå": 82}
    assert all(one.preliminary and one.period.id == "2026-08" for one in figures)
    assert sum(one.value is None for one in figures) == 4
    assert sum(one.of_which for one in figures) == 2 * 2 * 8
    met, unmet, larger = summed(archive)
    assert (unmet, larger) == ([], [])
    # All reported crime, two laws, four groups of chapters; in two municipalities.
    assert Counter(one.whole.label.text for one in met) == {
        "Totalt antal brott": 2,
        "Brott mot brottsbalken": 2,
        "Brott mot specialstraffrättsliga författningar": 2,
        "3-7 kap. Brott mot person": 2,
        "8-12 kap. Brott mot förmögenhet": 2,
        "13-15 kap. Brott mot allmänheten": 2,
        "16-20 kap. Brott mot staten": 2,
    }
    (lulea,) = (
        one.whole.number.value
        for one in met
        if one.whole.label.text == "Totalt antal brott" and one.whole.place == "Luleå"
    )
    assert lulea == 652


def test_a_week_of_reports_meets_its_separate_total(read_real: Callable[..., Archive]) -> None:
    weekly = "indikator: Anmälda brott, period: vecka"
    parts = own_figures(read_real("polisanmalningar_vecka.csv", f"{weekly}, totalt: 42"))
    assert len(parts) == 20 + 1
    assert {one.period.id for one in parts} == {"2025-v31"}
    assert {one.place for one in parts} == {"Hallstahammar"}
    assert parts[-1].type == "Totalt"
    assert sum(one.value or 0 for one in parts[:-1]) == parts[-1].value == 42
    archive = read_real("polisanmalningar_vecka_totaler.csv", weekly)
    stated = own_figures(archive)
    assert [(one.type, one.parent, one.value) for one in stated] == [
        ("anmalningar_uppgivet", None, 42),
        ("summa_av_tabellen", None, 42),
        ("varav_begangna_i_veckan", "summa_av_tabellen", 28),
    ]
    met, unmet, larger = summed(archive)
    assert (len(met), unmet, larger) == (1, [], [])


def test_a_week_of_reports_that_misses_its_total_is_told(real_data: Path, with_table: Make) -> None:
    table = (real_data / "statistik" / "polisanmalningar_vecka.csv").read_bytes()
    said = "indikator: Anmälda brott, period: vecka, totalt: 43"
    (problem,) = load_archive(with_table({STEM: (said, table)})).problems
    assert problem.severity is Severity.VARNING
    assert problem.text == (
        "Här står 43, men delarna (rad 2, kolumn G till rad 21, kolumn G) är tillsammans 42. "
        "Skillnaden är 1. Jämför med källan och rätta det tal som inte stämmer med den."
    )


def test_regions_and_years_are_read(read_real: Callable[..., Archive]) -> None:
    archive = read_real(
        "anmalda_brott_per_1000_polisregion_2015-2023.csv",
        "indikator: Anmälda brott per invånare, period: år",
    )
    series = {one.place_name: one for one in archive.series if one.source == "Skolan, tal"}
    assert len(series) == 8
    assert all(len(one.points) == 9 and one.unit == "per 1 000" for one in series.values())
    assert [point.holds.value for point in series["Riket"].points] == [
        *(153, 152, 151, 152, 151, 151, 142, 138, 143),
    ]
    # A rate of the whole country is no sum of the regions'.
    assert summed(archive) == ([], [], [])


def test_a_population_by_the_day_is_read(read_real: Callable[..., Archive]) -> None:
    archive = read_real("fagersta_folkmangd_publicerad.csv", "indikator: Folkmängd, period: dag")
    (series,) = own_series(archive)
    assert [(point.holds.period.id, point.holds.value) for point in series.points] == [
        ("2023-12-31", 13222),
        ("2024-12-31", 13072),
        ("2025-06-30", 13055),
        ("2025-09-30", 12956),
    ]
    assert series.points[2].holds.note.startswith("beräknad: 12 956 + 99")


def own_series(archive: Archive) -> Iterator[Series]:
    return (one for one in archive.series if one.source == "Skolan, tal")


def test_decimals_are_kept_as_written(with_table: Make) -> None:
    table = ("indikator: Kostnad, period: år", "Objekt;2025\nSkolor;186 250,50\n")
    (figure,) = own_figures(read_sound(with_table({STEM: table})))
    assert figure.value == Decimal("186250.50")
    assert str(figure.value) == "186250.50"
