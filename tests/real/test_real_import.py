"""The police's public events of Västmanland, 2022–2025, through import, check and a strict build.

The figures are the file's own, counted by hand-written rules below; the file never changes.
"""

from __future__ import annotations

import csv
import json
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli import main
from generator.records import read_mall
from generator.records.loading import load_archive
from tests.site.building import build_in

KOMMUNER = (
    "Arboga", "Fagersta", "Hallstahammar", "Kungsör", "Köping",
    "Norberg", "Sala", "Skinnskatteberg", "Surahammar", "Västerås",
)  # fmt: skip
EVENTS = 1333
REAL_MALL = Path(__file__).with_name("mall.yml")
MAP = Path(__file__).parents[2] / "entries/karta.geojson"


@pytest.fixture(scope="module")
def events(real_data: Path) -> Path:
    """Return the archived events of the county."""
    return real_data / "polisen/vastmanland_to_2025-06.csv"


@pytest.fixture(scope="module")
def rows(events: Path) -> list[dict[str, str]]:
    """Return the events as they stand in the file."""
    with events.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def make_archive(folder: Path, mall: str) -> Path:
    """Make an archive with nothing but a mall."""
    (folder / "entries").mkdir(parents=True)
    (folder / "entries/mall.yml").write_text(mall, encoding="utf-8")
    if "\nkarta:" in mall:
        shutil.copyfile(MAP, folder / "entries/karta.geojson")
    return folder


def take_in(folder: Path, file: Path, *places: str) -> Result:
    """Run the import in a folder."""
    options = [word for place in places for word in ("--place", place)]
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        arguments = ["import", "polisen", str(file), *options]
        return CliRunner().invoke(main, arguments, catch_exceptions=False)


def groups_of(done: Result) -> dict[str, int]:
    """Return the printed groups; together they are all that was read."""
    line = next(line for line in done.output.splitlines() if line.startswith("Läst "))
    numbers = [int(found) for found in re.findall(r"\d+", line)]
    assert numbers[0] == sum(numbers[1:])
    return {word: int(count) for count, word in re.findall(r"(\d+) ([a-zåäö ]+?)(?= \+|\.)", line)}


@pytest.fixture(scope="module")
def taken_in(tmp_path_factory: pytest.TempPathFactory, events: Path) -> tuple[Path, Result]:
    """Take in all events of the ten kommuner, once."""
    folder = tmp_path_factory.mktemp("county")
    make_archive(folder, REAL_MALL.read_text(encoding="utf-8"))
    return folder, take_in(folder, events, *KOMMUNER)


def test_every_event_is_accounted_for(
    taken_in: tuple[Path, Result], rows: list[dict[str, str]]
) -> None:
    folder, done = taken_in
    assert done.exit_code == 0, done.output
    assert f"Läst {EVENTS} = " in done.output
    assert len(rows) == EVENTS
    groups = groups_of(done)
    assert groups == {"skrivna": 889, "sammanslagna": 4, "utelämnade": 405, "annan plats": 35}
    assert len(list(folder.glob("entries/*/polisen-*.md"))) == groups["skrivna"]
    assert "Samma händelse, en post: 379402 (också 379403 och 379404)" in done.output
    assert "väntar på svar" not in groups
    assert "Annan plats: " not in done.output
    assert "på polisens webbplats: Västmanlands län 35." in done.output


def test_the_groups_are_the_files_own(
    taken_in: tuple[Path, Result], rows: list[dict[str, str]]
) -> None:
    mall = REAL_MALL.read_text(encoding="utf-8")
    omitted = set(re.findall(r"^    (\S.*): utelämnas$", mall, re.MULTILINE))
    here = [row for row in rows if row["api_location"] in KOMMUNER]
    wanted = [row for row in here if row["type"].strip() not in omitted]
    same = Counter((r["title"], r["type"], r["summary"], r["published_at"][:10]) for r in wanted)
    assert groups_of(taken_in[1]) == {
        "skrivna": len(same),
        "sammanslagna": len(wanted) - len(same),
        "utelämnade": len(here) - len(wanted),
        "annan plats": len(rows) - len(here),
    }


def test_the_archive_checks_without_a_fault(taken_in: tuple[Path, Result]) -> None:
    """The police's words may point somebody out, which is why the import asks for them to be read."""
    loaded = load_archive(taken_in[0])
    assert loaded.faults == []
    assert loaded.archive is not None
    assert len(loaded.archive.entries) == 889


def test_each_entry_says_what_its_event_says(
    taken_in: tuple[Path, Result], rows: list[dict[str, str]]
) -> None:
    archive = load_archive(taken_in[0]).archive
    assert archive is not None
    row_of = {row["event_id"]: row for row in rows}
    for entry in archive.entries:
        row = row_of[entry.source.stem.removeprefix("polisen-")]
        assert entry.place is not None
        assert entry.start is not None
        assert entry.place.name == row["api_location"]
        # The archive's own `datetime` is the title's, but for three titles it could not believe.
        if row["datetime_source"] == "title":
            told = datetime.fromisoformat(row["datetime"])
            # A night belongs to the day it begins.
            began = told - timedelta(days=told.hour < 6)
            assert entry.start == began.date()
            assert entry.time is not None
        else:
            assert entry.time is None
        assert 0 <= (entry.meeting - entry.start).days <= 14
        assert f"https://polisen.se{row['url']}" in entry.text
        assert entry.text.replace("\\", "").startswith(row["summary"])


def test_no_word_of_the_details_is_kept(
    taken_in: tuple[Path, Result], rows: list[dict[str, str]]
) -> None:
    detailed = [row for row in rows if len(row["details"]) > 200]
    assert detailed
    for row in detailed:
        file = next(taken_in[0].glob(f"entries/*/polisen-{row['event_id']}.md"), None)
        if file:
            ending = " ".join(row["details"].split())[-60:]
            assert ending not in " ".join(file.read_text(encoding="utf-8").split())


def test_a_second_run_changes_nothing(taken_in: tuple[Path, Result], events: Path) -> None:
    folder, first = taken_in
    before = {file: file.read_bytes() for file in folder.rglob("*.md")}
    done = take_in(folder, events, *KOMMUNER)
    assert groups_of(done) == groups_of(first) | {"skrivna": 0, "fanns redan": 889}
    assert {file: file.read_bytes() for file in folder.rglob("*.md")} == before


def test_notes_on_a_whole_night_are_not_counted(tmp_path: Path, events: Path) -> None:
    mall = REAL_MALL.read_text(encoding="utf-8")
    county = "  - {namn: Länet, slug: lanet, typ: kommun, alias: [Västmanlands län]}\n"
    archive_folder = make_archive(tmp_path, mall.replace("platser:\n", f"platser:\n{county}"))
    done = take_in(archive_folder, events)
    loaded = load_archive(archive_folder)
    assert loaded.faults == []
    assert loaded.archive is not None
    nights = [e for e in loaded.archive.entries if e.title.startswith("Sammanfattning")]
    assert {entry.kind.role for entry in nights} == {"läge"}
    assert {entry.counted_events for entry in nights} == {0}
    assert (len(nights), groups_of(done)["annan plats"]) == (12, EVENTS - 35)


def fagersta_malls(root: Path) -> Iterator[tuple[str, str]]:
    """Yield the committed mall, with a plan that goes back to the events, for two kommuner."""
    mall = (root / "entries/mall.yml").read_text(encoding="utf-8")
    mall = re.sub(r"första: \S+", "första: 2022-10-20", mall)
    mall = re.sub(r"utom: \[.*?\]", "utom: []", mall, flags=re.DOTALL)
    yield "Fagersta", mall
    assert "alias: [Fagersta, Kommunen]" in mall
    yield "Malmö", mall.replace("alias: [Fagersta, Kommunen]", "alias: [Malmö, Kommunen]")


def test_fagerstas_own_mall_takes_its_events(tmp_path: Path, root: Path, events: Path) -> None:
    folder = make_archive(tmp_path, dict(fagersta_malls(root))["Fagersta"])
    done = take_in(folder, events)
    groups = groups_of(done)
    assert done.exit_code == 0
    assert groups["annan plats"] == EVENTS - 55
    assert groups["skrivna"] + groups["sammanslagna"] + groups["utelämnade"] == 55
    assert "väntar på svar" not in groups
    assert "Annan plats: Västerås 826; Köping 126; " in done.output
    assert load_archive(folder).faults == []


def test_the_raw_answer_is_read(tmp_path: Path, root: Path, real_data: Path) -> None:
    answer = real_data / "polisen/api-2024-03-31.json"
    malls = dict(fagersta_malls(root))
    none = take_in(make_archive(tmp_path / "a", malls["Fagersta"]), answer)
    assert groups_of(none)["annan plats"] == 500
    folder = make_archive(tmp_path / "b", malls["Malmö"])
    done = take_in(folder, answer, "Malmö")
    assert groups_of(done)["annan plats"] == 500 - 24
    assert done.exit_code == 0
    loaded = load_archive(folder)
    assert loaded.faults == []
    robbery = (folder / "entries/2024-04-04/polisen-514338.md").read_text(encoding="utf-8")
    assert robbery == (
        "---\n"
        "organisation: Polisen\n"
        "problemtyp: Rån\n"
        "plats: Hela kommunen\n"
        "datum: 2024-03-31\n"
        "tid: kväll\n"
        "---\n"
        "# Rån väpnat i Malmö\n"
        "\n"
        "Pildammsvägen, vid idrottsplatsen. Personrån utomhus.\n"
        "\n"
        "Källa: [Polisens webbplats](https://polisen.se/aktuellt/handelser/2024/mars/31/"
        "31-mars-21.35-ran-vapnat-malmo/), 31 mars 2024 klockan 21.35.\n"
    )


@pytest.mark.parametrize("answer", ["api-2024-03-31.json", "api-2026-08-22-half.json"])
def test_every_event_of_the_raw_answer_is_understood(
    tmp_path: Path, root: Path, real_data: Path, answer: str
) -> None:
    folder = make_archive(tmp_path, dict(fagersta_malls(root))["Fagersta"])
    done = take_in(folder, real_data / "polisen" / answer)
    assert "oläsliga" not in groups_of(done)


def test_the_answers_since_2026_say_the_kommun_in_the_title_alone(
    tmp_path: Path, root: Path, real_data: Path
) -> None:
    answer = real_data / "polisen/api-2026-08-22-half.json"
    malls = dict(fagersta_malls(root))
    records = json.loads(answer.read_text(encoding="utf-8"))
    assert all(record["location"]["name"].endswith(" län") for record in records)
    for name in ("Fagersta", "Malmö"):
        mall = malls[name].replace("kommun: Fagersta kommun", f"kommun: {name} kommun")
        folder = make_archive(tmp_path / name, mall)
        done = take_in(folder, answer)
        here = [record for record in records if record["name"].endswith(f", {name}")]
        groups = groups_of(done)
        assert here
        assert groups["annan plats"] == len(records) - len(here)
        assert "väntar på svar" not in groups
        assert done.exit_code == 0
        assert len(list(folder.glob("entries/*/polisen-*.md"))) == groups["skrivna"]
        assert load_archive(folder).faults == []
    # Another county's events cannot have been here; which county the board of the mall's recipients tells.
    assert "på polisens webbplats" not in done.output
    for board, number in (("Länsstyrelsen Halland", 8), ("Polisen", 68)):
        mall = malls["Fagersta"].replace("Länsstyrelsen Västmanland]", f"{board}]")
        done = take_in(make_archive(tmp_path / board, mall), answer)
        listed = done.output.partition("på polisens webbplats: ")[2].splitlines()[0]
        assert sum(map(int, re.findall(r"\d+", listed))) == number


def test_every_type_the_police_have_used_has_an_answer_in_the_mall(
    root: Path, real_data: Path, rows: list[dict[str, str]]
) -> None:
    answers = sorted((real_data / "polisen").glob("*.json"))
    events = [one for file in answers for one in json.loads(file.read_text(encoding="utf-8"))]
    used = {one["type"].strip().casefold() for one in [*events, *rows]}
    assert len(used) > 40
    assert used <= {name.casefold() for name in read_mall(root).imports["polisen"]}


def test_the_archive_builds_strictly(
    taken_in: tuple[Path, Result],
    tmp_path: Path,
    root: Path,
) -> None:
    archive = tmp_path / "archive"
    shutil.copytree(taken_in[0], archive)
    shutil.copytree(root / "docs", archive / "docs")
    shutil.copy(root / "mkdocs.yml", archive)
    done = build_in(archive, "--site-dir", str(tmp_path / "site"))
    assert done.exit_code == 0, done.output
    built = (tmp_path / "site").rglob("*.html")
    ids = {
        found
        for file in built
        for found in re.findall(r'id="(polisen-\d+)"', file.read_text("utf-8"))
    }
    assert len(ids) == 889
