"""The archive that builds are measured on: right, the same each time, and told in full by its twin."""

from __future__ import annotations

import re
from pathlib import Path

from benchmarks.archive import ENTRIES, MEETINGS_A_YEAR, write_archive, write_twin
from generator.records import load_archive

ROOT = Path(__file__).resolve().parents[1]


def read_all(folder: Path) -> dict[str, bytes]:
    files = [file for file in folder.rglob("*") if file.is_file()]
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


def test_a_year_has_no_fault_and_its_twin_tells_every_entry(tmp_path: Path) -> None:
    archive, twin = tmp_path / "archive", tmp_path / "twin"
    count = write_archive(ROOT, archive, 1)
    loaded = load_archive(archive)
    assert [str(problem) for problem in loaded.problems] == []
    assert loaded.archive
    assert count == len(loaded.archive.entries) == MEETINGS_A_YEAR * ENTRIES
    assert len(loaded.archive.decisions) == 3
    write_twin(archive, twin)
    pages = [file.read_text("utf-8") for file in (twin / "docs/moten").iterdir()]
    assert len(pages) == MEETINGS_A_YEAR
    assert sum(len(re.findall("^## ", page, re.MULTILINE)) for page in pages) == count


def test_the_same_seed_gives_the_same_bytes_and_another_does_not(tmp_path: Path) -> None:
    for name, seed in (("one", 1), ("same", 1), ("other", 2)):
        write_archive(ROOT, tmp_path / name, 1, 1, seed)
    one = read_all(tmp_path / "one")
    assert one == read_all(tmp_path / "same")
    assert one != read_all(tmp_path / "other")
