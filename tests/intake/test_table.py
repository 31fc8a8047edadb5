"""`lagesbild import tabell`: shows what it understood, asks, and writes nothing before a yes."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from fnmatch import fnmatch
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl import Workbook

from generator.cli import main
from generator.intake import table
from generator.intake.folder import write_new
from generator.records import UNFINISHED, load_archive

pytestmark = pytest.mark.slow

TABLE = (
    "Brottstyp;okt 2025;okt 2026\nSamtliga brott;97;84\nSkadegörelse;10;6\ndärav mot skola;..;2\n"
)
ANSWERS = (
    "Polisen",
    "Anmälda brott",
    "månad",
    "Polisen, 'anmälda' brott: \\o/",
    "Färre anmälningar i oktober",
    "I oktober anmäldes 84 brott, mot 97 i fjol.",
    "ja",
)
# The one question more that is asked of what the mall does not say it of.
OTHER = ("Polisen", "Larm", *ANSWERS[2:], "ja")
PLAN = re.compile(r"  första: 2025-06-12\n  dagar emellan: 14\n  utom: .*")
NEW = "entries/2027-01-07/polisen-anmalda-brott"
Import = Callable[..., Result]


@pytest.fixture
def example(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The example archive's mall and a meeting of it, to write in; what is asked is of the mall."""
    kept = (
        "mall.yml",
        "karta.geojson",
        "2026-12-10/polisen-anmalda-brott.*",
        "2026-12-10/index.md",
    )
    for file in (found for pattern in kept for found in (root / "entries").glob(pattern)):
        copy = tmp_path / file.relative_to(root)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, copy)
    mall = tmp_path / "entries/mall.yml"
    text = mall.read_text(encoding="utf-8")
    # A meeting of the plan that nobody has written of would be waited for.
    text, plans = PLAN.subn("  första: 2026-12-10\n  dagar emellan: 28", text)
    assert plans == 1
    mall.write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def take_in(example: Path) -> Import:
    """Return a way to run the command on a table with answers."""

    def run(table: str, *answers: str, options: tuple[str, ...] = ()) -> Result:
        (example / "talen.csv").write_text(table, encoding="utf-8")
        arguments = ["import", "tabell", "talen.csv", *options]
        return CliRunner().invoke(main, arguments, input="".join(f"{a}\n" for a in answers))

    return run


def test_a_table_is_shown_and_then_written(example: Path, take_in: Import) -> None:
    done = take_in(TABLE, *ANSWERS, "ja")
    assert done.exit_code == 0, done.output
    assert "5\u00a0tal i tabellen, 1 saknas." in done.output
    assert "  Samtliga brott: 84 preliminärt (okt 2026)\n" in done.output
    assert "    därav mot skola: 2 preliminärt (okt 2026)\n" in done.output
    assert f"Skriven: {NEW}.csv\nSkriven: {NEW}.md\n" in done.output
    assert (example / f"{NEW}.csv").read_text(encoding="utf-8") == TABLE
    loaded = load_archive(example)
    assert loaded.problems == []
    assert loaded.archive is not None
    entry = loaded.archive.entry[NEW.removeprefix("entries/")]
    assert entry.origin_of_data == ANSWERS[3]
    assert (entry.title, entry.text.strip()) == ANSWERS[4:6]
    assert entry.statistics is not None
    assert (entry.statistics.preliminary, entry.statistics.by_report_day) == (True, True)


@pytest.mark.parametrize(
    ("table", "said"),
    [
        (f"Anmälda brott i Fagersta\n{TABLE}", "talen.csv:1:1: rad 1, kolumn A: Raden är en titel"),
        ("Typ;okt 2026\nStöld\n", "talen.csv:"),
        (
            "Typ;okt 2026\nSkadegÃ¶relse;4\n",
            'talen.csv:2:1: rad 2, kolumn A: "SkadegÃ¶relse" har en trasig',
        ),
        ("Bara en kolumn\n1\n", "talen.csv:1:1: rad 1, kolumn A: Tabellen har en enda kolumn"),
    ],
)
def test_a_table_that_no_answer_makes_readable_is_refused_before_the_questions(
    take_in: Import, table: str, said: str
) -> None:
    done = take_in(table)
    assert done.exit_code == 1
    assert said in done.output
    assert "Organisation" not in done.output


@pytest.mark.parametrize(
    ("places", "said"),
    [
        (["Hallstahammar"], "Obs: Hallstahammar finns inte bland mallens platser."),
        (["Norrby", "Arboga", "Sala"], "Obs: Arboga och Sala finns inte bland mallens platser."),
        (["Norrby", "Fagersta", "Totalt"], ""),
    ],
)
def test_a_place_that_the_mall_has_not_is_told_before_anything_is_written(
    take_in: Import, places: list[str], said: str
) -> None:
    rows = "".join(f"{place};4\n" for place in places)
    done = take_in(f"Plats;okt 2026\n{rows}", *ANSWERS, "nej")
    assert ("finns inte bland mallens platser" in done.output) == bool(said)
    assert said in done.output, done.output


@pytest.mark.parametrize("answer", ["ja", "nej"])
def test_what_the_mall_does_not_say_is_asked(example: Path, take_in: Import, answer: str) -> None:
    done = take_in(TABLE, *OTHER[:-1], answer, "ja")
    assert done.exit_code == 0, done.output
    assert "Visar talen när något anmäldes, inte när det hände?" in done.output
    written = (example / "entries/2027-01-07/polisen-larm.md").read_text(encoding="utf-8")
    assert ("anmälningsdatum: ja" in written) == (answer == "ja")


def test_what_the_mall_says_is_told_and_not_asked(example: Path, take_in: Import) -> None:
    done = take_in(TABLE, *ANSWERS, "ja")
    told = "Talen visar när brotten anmäldes, inte när de begicks. Det står i mallen.\n"
    assert told in done.output
    assert "Visar talen när något anmäldes" not in done.output
    written = (example / f"{NEW}.md").read_text(encoding="utf-8")
    assert "anmälningsdatum" not in written


def test_the_sheet_that_was_read_is_told_before_the_questions(
    example: Path, take_in: Import
) -> None:
    book = Workbook()
    for row in TABLE.splitlines():
        book.worksheets[0].append(row.split(";"))
    book.worksheets[0].title = "Oktober"
    book.create_sheet("Anteckningar")
    book.worksheets[0].row_dimensions[3].hidden = True
    book.save(example / "talen.xlsx")
    arguments = ["import", "tabell", "talen.xlsx"]
    done = CliRunner().invoke(main, arguments, input="\n".join((*ANSWERS, "nej", "")))
    assert done.exit_code == 0, done.output
    assert done.output.startswith(
        'Bladet "Oktober" lästes. Filen har också bladet "Anteckningar". '
        "Välj blad med --sheet och bladets namn.\n"
        "Bladet har en dold rad (3). Det som är dolt lästes inte. Ska det vara med, så lägg till --dolda.\n"
        "Tabellen i talen.xlsx:\n"
    )
    assert TABLE.splitlines()[2] not in done.output
    arguments.append("--dolda")
    done = CliRunner().invoke(main, arguments, input="\n".join((*ANSWERS, "nej", "")))
    assert TABLE.splitlines()[2] in done.output
    assert not take_in(TABLE, *ANSWERS, "nej").output.startswith("Bladet")


def test_nothing_is_written_without_a_yes(example: Path, take_in: Import) -> None:
    before = sorted(example.rglob("*"))
    for answers in ((*ANSWERS, "nej"), ANSWERS[:3], ANSWERS):
        done = take_in(TABLE, *answers)
        assert sorted(set(example.rglob("*")) - set(before)) == [example / "talen.csv"]
        assert done.exit_code == (0 if "nej" in answers else 2)


def test_a_table_that_is_not_understood_is_refused_at_its_cell(
    example: Path, take_in: Import
) -> None:
    done = take_in(TABLE.replace("84", "åttiofyra"), *ANSWERS)
    assert done.exit_code == 1
    assert "\ntalen.csv:2:19: rad 2, kolumn C: " in done.output
    assert "Inget har skrivits. Rätta i källan och försök igen." in done.output
    assert not (example / f"{NEW}.csv").exists()


@pytest.mark.parametrize(("answer", "word", "number"), [("ja", "noll", 0), ("nej", "saknas", None)])
def test_what_a_dash_means_is_asked(
    example: Path, take_in: Import, answer: str, word: str, number: int | None
) -> None:
    table = "Brottstyp;sep 2026;okt 2026;Totalt\nRån;2;–;2\nStöld;4;5;9\n"
    done = take_in(table, *ANSWERS, answer, "ja")
    assert done.exit_code == 0, done.output
    asked = "Betyder ett streck i tabellen noll? Svarar du nej betyder det att talet saknas."
    assert asked in done.output
    assert "varning" not in done.output
    assert f"streck: {word}}}" in (example / f"{NEW}.md").read_text(encoding="utf-8")
    loaded = load_archive(example)
    assert loaded.problems == []
    assert loaded.archive is not None
    new = [one for one in loaded.archive.observations if one.entry == NEW.removeprefix("entries/")]
    october = next(one for one in new if (one.type, one.period.id) == ("Rån", "2026-10"))
    assert october.value == number
    assert asked not in take_in(table.replace("–", ".."), *ANSWERS, "nej").output


def test_a_cell_is_told_by_its_address_in_the_source(example: Path, take_in: Import) -> None:
    """Rows and columns that are empty in a workbook, or in a CSV file, are counted all the same."""
    rows = [row.split(";") for row in TABLE.replace("84", "åttiofyra").splitlines()]
    book = Workbook()
    for line, row in zip((4, 6, 7, 9), rows, strict=True):
        for column, text in zip((2, 3, 5), row, strict=True):
            book.worksheets[0].cell(line, column, text)
    book.save(example / "talen.xlsx")
    arguments = ["import", "tabell", "talen.xlsx"]
    done = CliRunner().invoke(main, arguments, input="\n".join((*ANSWERS, "")))
    assert (done.exit_code, "talen.xlsx:6:1: rad 6, kolumn E: " in done.output) == (1, True)
    first, *rest = rows
    lines = ["", "", *(f";{';;'.join(row)}" for row in (first, *rest))]
    done = take_in("\n".join(lines), *ANSWERS)
    assert "\ntalen.csv:4:22: rad 4, kolumn F: " in done.output
    assert "        " not in done.output
    done = take_in("\n".join(lines).replace("åttiofyra", "84"), *ANSWERS, "ja")
    assert (example / f"{NEW}.csv").read_text(encoding="utf-8") == TABLE


def test_a_mall_without_a_slag_for_statistics_is_said_before_the_questions(
    example: Path, take_in: Import
) -> None:
    shutil.rmtree(example / "entries/2026-12-10")
    mall = example / "entries/mall.yml"
    text = mall.read_text(encoding="utf-8").replace("roll: statistik", "roll: läge")
    mall.write_text(text, encoding="utf-8")
    done = take_in(TABLE)
    said = 'Det gick inte: Mallen har inget slag med "roll: statistik". Lägg till ett i entries/mall.yml först.'
    assert (done.exit_code, said in done.output) == (2, True), done.output


def test_an_answer_that_will_not_do_is_asked_for_again(take_in: Import) -> None:
    done = take_in(TABLE, "Polisn", "2", *ANSWERS[1:6], "kanske", "nej", "ja")
    assert done.exit_code == 0, done.output
    assert '"Polisn" finns inte i listan. Menade du "Polisen"?' in done.output
    assert "Svara ja eller nej." in done.output


def test_a_file_that_is_there_is_never_written_over(example: Path, take_in: Import) -> None:
    there = example / "entries/2026-12-10/polisen-anmalda-brott.md"
    before = there.read_bytes()
    done = take_in(TABLE, *ANSWERS, "ja", options=("--meeting", "2026-12-10"))
    assert done.exit_code == 0, done.output
    assert "Skriven: entries/2026-12-10/polisen-anmalda-brott-2.csv" in done.output
    assert there.read_bytes() == before
    # The same table once more is no other.
    done = take_in(TABLE, *ANSWERS, "ja", options=("--meeting", "2026-12-10"))
    assert done.exit_code == 2
    assert "polisen-anmalda-brott-2.md finns redan. Inget har skrivits." in done.output
    assert not there.with_name("polisen-anmalda-brott-3.md").exists()


def test_an_import_that_was_stopped_between_its_files_is_run_again(
    example: Path, take_in: Import, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(table, "write_new", stop_at(2))
        assert take_in(TABLE, *ANSWERS, "ja").exit_code != 0
    assert [(example / f"{NEW}{end}").exists() for end in (".csv", ".md")] == [True, False]
    assert take_in(TABLE, *ANSWERS, "ja").exit_code == 0
    assert load_archive(example).problems == []


def test_another_table_that_stands_alone_is_not_taken_for_an_import_that_was_stopped(
    example: Path, take_in: Import
) -> None:
    alone = example / f"{NEW}.csv"
    alone.parent.mkdir(exist_ok=True)
    alone.write_text("Brottstyp;okt 2026\nRån;1\n", encoding="utf-8")
    done = take_in(TABLE, *ANSWERS, "ja")
    assert (done.exit_code, f"{NEW}.csv finns redan" in done.output) == (2, True)
    assert alone.read_text(encoding="utf-8") == "Brottstyp;okt 2026\nRån;1\n"


def test_what_was_being_written_is_taken_away_and_no_file_of_git(
    example: Path, take_in: Import, root: Path
) -> None:
    unfinished = example / "entries/2026-12-10" / f".polisen-1.md{UNFINISHED}"
    unfinished.write_text("hal", encoding="utf-8")
    pattern = f".*{UNFINISHED}"
    assert pattern in (root / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert fnmatch(unfinished.name, pattern)
    assert take_in(TABLE, *ANSWERS, "ja").exit_code == 0
    assert not unfinished.exists()


def stop_at(number: int) -> Callable[[Path, str], None]:
    """Return a writer of files that is stopped before the file of that number."""
    left = iter(range(1, number))

    def write(file: Path, text: str) -> None:
        if next(left, None) is None:
            raise KeyboardInterrupt
        write_new(file, text)

    return write
