"""`lagesbild import lista`: what is understood, asked, written and held back, and that it adds up."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from generator.cli import main
from generator.intake.listed.columns import understand
from generator.intake.listed.days import Told, read_told
from generator.records import load_archive
from tests.places import load_cases

HERE = Path(__file__).parent
Run = Callable[..., Result]
Rows = Sequence[Sequence[Any]]
SUM = re.compile(
    r"Läst (\d+) = (\d+) skrivna \+ (\d+) sammanslagna \+ (\d+) hålls inne(?: \+ (\d+) fanns redan)?\."
)
FROM_POLICE = ("--alla", "organisation=Polisen")


def read_cases(name: str) -> Any:
    """Return the cases of a file."""
    return load_cases(HERE / name)


def write_csv(rows: Rows) -> str:
    """Return rows as a CSV."""
    text = io.StringIO()
    csv.writer(text, delimiter=";", lineterminator="\n").writerows(rows)
    return text.getvalue()


@pytest.fixture
def take_in(archive: Path, lagesbild: Run) -> Run:
    """Return what imports rows without questions, as CSV."""

    def run(rows: Rows, *options: str) -> Result:
        (archive.parent / "lista.csv").write_text(write_csv(rows), "utf-8")
        return lagesbild("import", "lista", archive.parent / "lista.csv", "--inga-fragor", *options)

    return run


def entries(archive: Path) -> list[Path]:
    """Return the files of all entries."""
    return sorted((archive / "entries").glob("*/*.md"))


def add_up(output: str) -> tuple[int, int, int, int]:
    """Return written, merged, held and known; together they are what was read."""
    found = SUM.search(output)
    assert found, output
    read, *groups = (int(number or 0) for number in found.groups())
    assert read == sum(groups)
    return groups[0], groups[1], groups[2], groups[3]


@pytest.mark.parametrize(("cell", "order", "expected"), read_cases("listed_days.yml"))
def test_a_cell_tells_one_day_or_why_none(cell: str, order: str | None, expected: Any) -> None:
    told = read_told(cell, order or "", date(1899, 12, 30))
    if isinstance(told, str):
        assert told.startswith(str(expected))
    else:
        assert f"{told.day}{f' {told.clock:%H:%M}' if told.clock else ''}" == str(expected)


def test_a_number_is_a_day_only_when_somebody_has_said_so() -> None:
    assert str(read_told("46329", "", None)).startswith("Talet kan vara en dag")
    assert read_told("44867", "", date(1904, 1, 1)) == Told(date(2026, 11, 3))


@pytest.mark.parametrize(("heading", "expected"), read_cases("listed_headings.yml").items())
def test_a_heading_is_understood_asked_about_or_never_taken(heading: str, expected: str) -> None:
    column = understand(0, heading, ["något"])
    near = f"kanske {column.near}" if column.near else "oklar"
    said = "personlig" if column.personal else str(column.role or near)
    assert said == expected


@pytest.mark.parametrize("case", read_cases("lists.yml"), ids=lambda case: case["vad"])
def test_a_list_becomes_entries(
    archive: Path, take_in: Run, lagesbild: Run, case: dict[str, Any]
) -> None:
    done = take_in(case["rader"], *case.get("val", ()))
    assert case["summa"] in done.output, done.output
    written, _, held, _ = add_up(done.output)
    said = [line.strip() for line in done.output.splitlines()]
    for told in case.get("kvar", ()):
        assert any(line.startswith(told) for line in said), done.output
    for told in case.get("sagt", ()):
        assert told in done.output
    files = entries(archive)
    assert len(files) == written
    assert (done.exit_code, bool(held)) in ((0, False), (1, True))
    if "poster" in case:
        assert [file.parent.name for file in files] == [str(day) for day in case["poster"]]
    texts = [file.read_text("utf-8") for file in files]
    for part in case.get("post", ()):
        assert any(part in text for text in texts), texts
    for secret in ("070-174", "900101", "Kim", "kim@"):
        assert secret not in done.output + "".join(texts)
    checked = lagesbild("check")
    assert checked.exit_code == 0, checked.output
    # The same file once more, its rows in any order, writes nothing.
    before = {file: file.read_bytes() for file in files}
    head = next(n for n, row in enumerate(case["rader"]) if len(set(row) - {""}) > 1)
    head += "Datum" not in case["rader"][head]
    turned = [*case["rader"][: head + 1], *reversed(case["rader"][head + 1 :])]
    again = take_in(turned, *case.get("val", ()))
    assert add_up(again.output)[0] == 0
    assert add_up(again.output)[3] == written
    assert {file: file.read_bytes() for file in entries(archive)} == before


@pytest.mark.parametrize("case", read_cases("refused_lists.yml"), ids=lambda case: case["sagt"])
def test_what_cannot_be_read_is_refused_in_one_line(
    archive: Path, take_in: Run, case: dict[str, Any]
) -> None:
    done = take_in(case["rader"], *case.get("val", ()))
    assert (done.exit_code, case["sagt"] in done.output) == (2, True), done.output
    assert entries(archive) == []


def test_a_changed_entry_is_never_overwritten_and_a_moved_one_is_found(
    archive: Path, take_in: Run
) -> None:
    rows = [["Datum", "Plats", "Typ", "Beskrivning"]]
    rows += [["2024-11-05", "Sala", "Rån", text] for text in "abc"]
    take_in(rows, *FROM_POLICE)
    first, second, _ = entries(archive)
    first.write_text(first.read_text("utf-8") + "\nGranskad.\n", "utf-8")
    (archive / "entries/2024-11-28").mkdir()
    second.rename(archive / "entries/2024-11-28" / second.name)
    before = {file: file.read_bytes() for file in entries(archive)}
    done = take_in(rows, *FROM_POLICE)
    assert (
        "0 skrivna + 0 sammanslagna + 0 hålls inne + 2 fanns redan + 1 fanns redan med annan text."
        in done.output
    )
    assert f"inte ändrade: 2024-11-14/{first.stem}." in done.output
    assert {file: file.read_bytes() for file in entries(archive)} == before


def test_nothing_is_added_to_approved_minutes_or_beside_nothing_to_report(
    archive: Path, take_in: Run
) -> None:
    folder = archive / "entries/2024-11-14"
    folder.mkdir()
    (folder / "index.md").write_text(
        "---\nnärvaro: {Polisen: närvarande}\ngodkänd: {datum: 2024-11-15, av: Trygghetssamordnare}\n---\n",
        "utf-8",
    )
    (archive / "entries/2024-11-28").mkdir()
    (archive / "entries/2024-11-28/polisen-inget.md").write_text(
        "---\norganisation: Polisen\nslag: Inget att rapportera\n---\n", "utf-8"
    )
    rows = [
        ["Datum", "Plats", "Typ", "Beskrivning"],
        *([f"2024-11-{day}", "Sala", "Rån", "a"] for day in (14, 15, 29)),
    ]
    done = take_in(rows, *FROM_POLICE)
    assert add_up(done.output)[:3] == (1, 0, 2)
    assert "A2: Minnesanteckningarna från mötet 14 november 2024 är godkända." in done.output
    assert "A3: Polisen har redan 2024-11-28/polisen-inget" in done.output
    assert add_up(take_in(rows, *FROM_POLICE, "--meeting", "2024-11-14").output)[0] == 1


def test_a_called_off_or_moved_meeting_is_heeded(archive: Path, take_in: Run) -> None:
    for day, head in (
        ("2024-11-14", "inställt: {skäl: För få}"),
        ("2024-11-28", "hölls: 2024-11-30\nnärvaro: {Polisen: närvarande}"),
    ):
        (archive / "entries" / day).mkdir()
        (archive / "entries" / day / "index.md").write_text(f"---\n{head}\n---\n", "utf-8")
    rows = [
        ["Datum", "Plats", "Typ", "Beskrivning"],
        *([f"2024-{day}", "Sala", "Rån", "a"] for day in ("11-05", "11-30", "12-01")),
    ]
    take_in(rows, *FROM_POLICE)
    found = [file.parent.name for file in entries(archive) if file.name != "index.md"]
    assert found == ["2024-11-28", "2024-11-28", "2024-12-12"]


def test_a_day_a_year_ahead_of_the_archive_is_held_back(archive: Path, take_in: Run) -> None:
    rows = [
        ["Datum", "Plats", "Typ", "Beskrivning"],
        *([day, "Sala", "Rån", "a"] for day in ("2025-11-05", "2024-11-16")),
    ]
    # Where nothing has happened yet no day is ahead.
    assert add_up(take_in(rows, *FROM_POLICE).output)[0] == 2
    for file in entries(archive):
        file.unlink()
    (archive / "entries/2024-11-14").mkdir()
    (archive / "entries/2024-11-14/index.md").write_text(
        "---\nnärvaro: {Polisen: närvarande}\n---\n", "utf-8"
    )
    done = take_in(rows, *FROM_POLICE)
    assert add_up(done.output)[:3] == (1, 0, 1)
    assert "A2: 5 nov 2025 är mer än ett halvår efter allt annat" in done.output
    # A day between is a bridge.
    rows.append(["2025-05-12", "Sala", "Rån", "a"])
    assert add_up(take_in(rows, *FROM_POLICE).output)[:3] == (2, 0, 0)


def test_a_cell_of_several_lines_does_not_move_the_addresses(take_in: Run) -> None:
    rows = [
        ["Datum", "Plats", "Typ", "Beskrivning"],
        ["2024-11-05", "Sala", "Rån", "en\ntvå\n\ntre"],
        ["snart", "Sala", "Rån", "b"],
    ]
    assert "A3: Ingen dag går att läsa." in take_in(rows, *FROM_POLICE).output


def save_form(file: Path, events: int) -> None:
    """Write an export as a web form's: a merged title, times, names, duplicate headings, blank rows."""
    book = Workbook()
    page = book.worksheets[0]
    page["A1"] = "Trygghetsläget, svar"
    page.merge_cells("A1:L1")
    headings = ("ID", "Starttid", "Slutförandetid", "E-post", "Namn", "När hände det?", "Var hände det?", "Vilken typ av händelse?", "Beskriv", "Kommentar", "Kommentar", "Kommentar2")  # fmt: skip
    for column, heading in enumerate(headings, 1):
        page.cell(3, column, heading)
    row = 4
    for n in range(events):
        row += 1 + (n % 50 == 9)
        day = date(2024, 11, 1) + timedelta(days=n % 30)
        started = datetime(2024, 12, 1, 9) + timedelta(minutes=n)
        serial = (day - date(1899, 12, 30)).days
        cells = (n + 1, started, started, "kim.lund@skolan.example", "Kim Lund", serial if n % 2 else day, ("Sala", "köping ", "Sala;")[n % 3], ("Rån", "Inbrott;", "Skadegörelse")[n % 3], f"Vi såg skada nummer {n}, och den är lagad.", "Mer", None, "Klart" if n % 7 else None)  # fmt: skip
        for column, value in enumerate(cells, 1):
            cell = page.cell(row, column, value)
            if isinstance(value, datetime):
                cell.number_format = "m/d/yy h:mm:ss"
    page.cell(row + 1, 1, events + 1)
    page.cell(row + 2, 6, "2024-11-05")
    page.merge_cells(f"F{row + 2}:G{row + 2}")
    page.cell(row + 3, 6, "=1/0")
    page.cell(row + 4, 9, "070-174 06 58")
    book.save(file)


ANSWERS = ("problemtyp", "text", "text", "tillägg", "utelämnas", "Polisen", "ja", "ja")


@pytest.mark.slow
def test_the_answers_of_a_web_form_are_asked_about_and_kept(archive: Path, lagesbild: Run) -> None:
    save_form(file := archive.parent / "svar.xlsx", 500)
    arguments = ["import", "lista", str(file), "--spara-val"]
    done = CliRunner().invoke(
        main, arguments, input="\n".join((*ANSWERS, "")), catch_exceptions=False
    )
    assert done.exit_code == 1, done.output
    assert add_up(done.output) == (500, 0, 4, 0)
    assert 'De ser ut att stå i kolumn D ("E-post") och E ("Namn").' in done.output
    assert (
        "Några dagar står som tal. Så räknar Excel dagar: 45598 är 2 november 2024." in done.output
    )
    assert "Cellerna F516:G516 är sammanslagna. Dela upp dem i Excel." in done.output
    assert "F517: Cell F517 innehåller en formel utan värde." in done.output
    texts = [one.read_text("utf-8") for one in entries(archive)]
    assert len(texts) == 500
    for secret in ("Kim", "kim.lund", "2024-12-01", "070-174"):
        assert secret not in done.output + "".join(texts)
    assert lagesbild("check").exit_code == 0
    kept = (archive / "entries/import-val.yml").read_text("utf-8")
    assert '"Vilken typ av händelse?": problemtyp\n' in kept
    # Of two columns with one heading no file could say which was meant.
    assert '"Kommentar":' not in kept
    options = (
        "--inga-fragor",
        "--excel-dagar",
        *FROM_POLICE,
        "--kolumn",
        "J=text",
        "--kolumn",
        "K=tillägg",
    )
    again = lagesbild("import", "lista", file, *options)
    assert add_up(again.output) == (0, 0, 4, 500)
    assert "Inget nytt skrevs" in again.output


def test_a_word_is_asked_about_and_its_answer_kept(archive: Path, lagesbild: Run) -> None:
    rows = [
        ["Datum", "Plats", "Typ", "Beskrivning"],
        ["2024-11-05", "Salas torg", "Stöld i butik", "a"],
        ["2024-11-05", "070-174 06 58", "Rån", "b"],
    ]
    (file := archive.parent / "lista.csv").write_text(write_csv(rows), "utf-8")
    arguments = ["import", "lista", str(file), "--spara-val", *FROM_POLICE]
    answers = ("Sala", "1", "kanske", "Stöld", "nej")
    stopped = CliRunner().invoke(
        main, arguments, input="\n".join((*answers, "")), catch_exceptions=False
    )
    assert (stopped.exit_code, "Inget har skrivits." in stopped.output) == (0, True), stopped.output
    assert entries(archive) == []
    answers = (*answers[:-1], "ja")
    done = CliRunner().invoke(
        main, arguments, input="\n".join((*answers, "")), catch_exceptions=False
    )
    assert (
        '"Salas torg" (1\u00a0rad) finns inte bland mallens platser. Skriv ett ord ur mallen, eller välj:'
        in done.output
    )
    assert "1\u00a0svar sparades inte, eftersom orden kan peka ut någon." in done.output
    assert "070-174" not in done.output
    kept = (archive / "entries/import-val.yml").read_text("utf-8")
    assert kept.endswith(
        'ord:\n  problemtyp:\n    "Stöld i butik": Stöld\n  plats:\n    "Salas torg": Sala\n'
    )
    assert lagesbild("check").exit_code == 0
    (file).write_text(
        write_csv([*rows[:1], ["2024-11-06", "SALAS TORG", "stöld  i butik", "c"]]), "utf-8"
    )
    assert add_up(lagesbild("import", "lista", file, "--inga-fragor", *FROM_POLICE).output)[0] == 1


def test_an_answer_is_kept_as_it_is_written(archive: Path, lagesbild: Run) -> None:
    """Whatever signs a word holds, the next list is read with its answer; what was kept stays."""
    words = ("a: b", "# c", '"d" och \\e', "ja", "- f", "{g}", "1", "åäö'")
    head = ["Datum", "Plats", "Typ"]
    file = archive.parent / "lista.csv"
    for number, word in enumerate(words):
        file.write_text(write_csv([head, ["2024-11-05", "Sala", word]]), "utf-8")
        options = (*FROM_POLICE, "--inga-fragor", "--spara-val", "--ord", f"{word}=Rån")
        assert lagesbild("import", "lista", file, *options).exit_code == 0, (number, word)
    rows = [["2024-11-06", "Sala", word] for word in words]
    file.write_text(write_csv([head, *rows]), "utf-8")
    done = lagesbild("import", "lista", file, *FROM_POLICE, "--inga-fragor", "--spara-val")
    assert add_up(done.output) == (len(words), 0, 0, 0)
    assert lagesbild("check").exit_code == 0
    (archive / "entries/import-val.yml").unlink()
    done = lagesbild("import", "lista", file, *FROM_POLICE, "--inga-fragor", "--spara-val")
    assert "Det finns inga svar att spara." in done.output
    assert not (archive / "entries/import-val.yml").exists()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("kolumner:\n  Var: plas\n", 'kolumner.Var: "plas" kan inte stå här. Menade du "plats"?'),
        (
            "ord:\n  plats:\n    Torget: Salla\n",
            'ord.plats.Torget: "Salla" finns inte i mallen. Menade du "Sala"?',
        ),
        ("ord:\n  plats:\n    Torget: utelämnas\n", ""),
        ("ord:\n  plats:\n    900101-9802: Sala\n", "personnummer"),
        ("ord:\n  platser:\n    Torget: Sala\n", "platser"),
    ],
)
def test_check_knows_the_kept_answers(archive: Path, lagesbild: Run, text: str, said: str) -> None:
    (archive / "entries/import-val.yml").write_text(text, "utf-8")
    checked = lagesbild("check")
    assert (checked.exit_code, said in checked.output) == (1 if said else 0, True), checked.output
    assert "900101" not in checked.output


WORDS = (
    "",
    "Sala",
    "sala ",
    "Köping",
    "Torget",
    "070-174 06 58",
    "Rån",
    "Inbrott",
    "Sexualbrott",
    "Slagsmål",
    "utelämnas",
)
DAYS = (
    "",
    "2024-11-05",
    "5 nov 2024",
    "2024-11-20 01:30",
    "3/11/2024",
    "45601",
    "snart",
    "2019-01-01",
)
TEXTS = st.one_of(
    st.sampled_from(
        (
            "",
            "Något hände.",
            "# rubrik",
            "{{ x }}",
            "---",
            "a; b",
            '"citat"',
            "TODO",
            "- ett",
            "900101-9802",
            "<b>",
            "1. x",
            "😀",
            "åäö: ja",
        )
    ),
    st.text(
        st.characters(exclude_categories=("Cs", "Cc", "Co", "Cn"), exclude_characters='"'),
        max_size=30,
    ),
)
ROW = st.tuples(
    st.sampled_from(DAYS),
    st.sampled_from(WORDS),
    st.sampled_from(WORDS),
    TEXTS,
    TEXTS,
    st.sampled_from(("", "1", "0", "x")),
)


@pytest.mark.slow
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(ROW, min_size=1, max_size=12))
def test_whatever_a_list_holds_it_adds_up_and_its_entries_pass(
    archive: Path, take_in: Run, rows: list[tuple[str, ...]]
) -> None:
    for file in entries(archive):
        file.unlink()
    head = ("Datum", "Plats", "Typ", "Rubrik", "Text", "Antal")
    done = take_in([head, *rows], *FROM_POLICE)
    if not any(any(cell.split() for cell in row) for row in rows):
        return
    written, _, _, known = add_up(done.output)
    read = int(SUM.search(done.output)[1])  # type: ignore[index]
    assert (len(entries(archive)), known) == (written, 0)
    assert read <= len(rows)
    assert load_archive(archive).faults == []
    again = take_in([head, *rows], *FROM_POLICE)
    assert add_up(again.output)[0] == 0
    assert add_up(again.output)[3] == written


def test_an_archive_with_faults_is_told_before_anything_is_read(
    archive: Path, take_in: Run
) -> None:
    (archive / "entries/2024-11-14").mkdir()
    (archive / "entries/2024-11-14/x.md").write_text("fel", "utf-8")
    done = take_in([["Datum", "Plats", "Typ"], ["2024-11-05", "Sala", "Rån"]], *FROM_POLICE)
    assert done.exit_code == 1
    assert done.output.startswith("Listan har inte lästs. Rätta först det som är fel i arkivet.\n")
    assert len(entries(archive)) == 1
