"""The police's public events as plain lists: a CSV of a county and a raw answer in a workbook."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl import Workbook

from generator.cli import main
from generator.records import OMITTED, load_archive, read_mall
from tests.intake.test_listed import add_up
from tests.real.test_real_import import EVENTS, KOMMUNER, REAL_MALL, fagersta_malls, make_archive

FROM_POLICE = ("--inga-fragor", "--alla", "organisation=Polisen")


def answer(folder: Path) -> Mapping[str, str]:
    """Answer each of the police's types as the mall's own import does, and return the answers."""
    answers = {k: v for k, v in read_mall(folder).imports["polisen"].items() if k != "organisation"}
    rows = "".join(f'    "{word}": {meant}\n' for word, meant in answers.items())
    (folder / "entries/import-val.yml").write_text(f"ord:\n  problemtyp:\n{rows}", "utf-8")
    return {word.casefold(): meant for word, meant in answers.items()}


def take_in(folder: Path, file: Path, *options: str) -> Result:
    """Import a list in a folder."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        arguments = ["import", "lista", str(file), *FROM_POLICE, *options]
        return CliRunner().invoke(main, arguments, catch_exceptions=False)


def test_a_countys_events_as_a_list(tmp_path: Path, real_data: Path) -> None:
    folder = make_archive(tmp_path, REAL_MALL.read_text("utf-8"))
    answers = answer(folder)
    file = real_data / "polisen/vastmanland_to_2025-06.csv"
    with file.open(encoding="utf-8", newline="") as opened:
        rows = list(csv.DictReader(opened))
    wanted = [
        row
        for row in rows
        if row["place"] in KOMMUNER and answers[row["type"].strip().casefold()] != OMITTED
    ]
    same = {
        tuple(row[key] for key in ("datetime", "type", "place", "title", "summary"))
        for row in wanted
    }
    done = take_in(folder, file)
    assert add_up(done.output) == (len(same), len(wanted) - len(same), EVENTS - len(wanted), 0)
    loaded = load_archive(folder)
    assert loaded.faults == []
    assert loaded.archive is not None
    assert len(loaded.archive.entries) == len(same)
    assert all(0 <= (e.meeting - e.start).days <= 14 for e in loaded.archive.entries if e.start)
    assert add_up(take_in(folder, file).output)[::3] == (0, len(same))


@pytest.mark.parametrize("answered", ["api-2024-03-31.json", "api-2026-08-22-half.json"])
def test_a_raw_answer_as_a_workbook(
    tmp_path: Path, root: Path, real_data: Path, answered: str
) -> None:
    """Times that are no ISO 8601; since 2026 the kommun stands last in the title alone."""
    events = json.loads((real_data / "polisen" / answered).read_text("utf-8"))
    book = Workbook()
    page = book.worksheets[0]
    page.append(["id", "Datum", "Rubrik", "Sammanfattning", "Typ", "Plats"])
    for one in events:
        kommun = one["name"].rpartition(", ")[2]
        page.append([one["id"], one["datetime"], one["name"], one["summary"], one["type"], kommun])
    book.save(tmp_path / "svar.xlsx")
    mall = dict(fagersta_malls(root))["Malmö"]
    folder = make_archive(tmp_path, mall.replace("kommun: Fagersta kommun", "kommun: Malmö kommun"))
    answers = answer(folder)
    here = [
        one
        for one in events
        if one["name"].endswith(", Malmö") and answers[one["type"].casefold().strip()] != OMITTED
    ]
    assert here
    done = take_in(folder, tmp_path / "svar.xlsx")
    assert add_up(done.output) == (len(here), 0, len(events) - len(here), 0)
    assert load_archive(folder).faults == []
