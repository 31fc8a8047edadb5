"""When a file was last changed, from Git: whatever the folder, the names and the clone."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from generator.pages.export import write_export
from generator.pages.history import History, read_history
from tests.site.building import commit_all, copy_archive, run_git
from tests.site.reading import find_fact, read_tree

pytestmark = pytest.mark.slow

ENTRY = "entries/2026-11-12/polisen-torget.md"
SWEDISH = 'entries/2026-11-12/på "ön".md'


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """An archive with three commits; the second changes one file of two."""
    folder = tmp_path / "arkiv"
    for path in (ENTRY, SWEDISH):
        write(folder / path, "ett")
    commit_all(folder, "2026-11-12")
    write(folder / ENTRY, "två")
    commit_all(folder, "2026-11-20")
    write(folder / "mkdocs.yml", "site_name: x")
    commit_all(folder, "2026-12-01")
    return folder


def write(file: Path, text: str) -> None:
    """Write a file and the folders it stands in."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def add_line(file: Path) -> None:
    """Change a record without breaking it."""
    write(file, file.read_text(encoding="utf-8") + "\nMer.\n")


def test_each_file_has_the_day_of_its_last_change(repository: Path) -> None:
    assert read_history(repository) == History(
        {
            ENTRY: date(2026, 11, 20),
            SWEDISH: date(2026, 11, 12),
            "mkdocs.yml": date(2026, 12, 1),
        }
    )


def test_a_file_nobody_committed_has_no_day(repository: Path) -> None:
    write(repository / "entries/2026-11-26/ny.md", "ny")
    assert "entries/2026-11-26/ny.md" not in read_history(repository).changed


def test_paths_are_told_from_the_archive_not_from_the_repository(tmp_path: Path) -> None:
    write(tmp_path / "arkivet" / ENTRY, "ett")
    write(tmp_path / "annat.md", "utanför")
    commit_all(tmp_path, "2026-11-12")
    assert read_history(tmp_path / "arkivet").changed == {ENTRY: date(2026, 11, 12)}


def test_a_shallow_clone_knows_only_what_changed_in_it(repository: Path, tmp_path: Path) -> None:
    """Its oldest commit looks as if every file had been changed that day."""
    clone = tmp_path / "grunt"
    run_git(tmp_path, "clone", "--quiet", "--depth=2", repository.as_uri(), str(clone))
    assert read_history(clone) == History({"mkdocs.yml": date(2026, 12, 1)}, shallow=True)


def test_a_name_in_another_encoding_is_passed_by(repository: Path) -> None:
    """It stays in the history for ever, so it must not stop a build."""
    before = read_history(repository)
    name = os.fsdecode("minnesanteckning-h\xf6st.txt".encode("latin-1"))
    write(repository / name, "ett")
    commit_all(repository, "2026-12-02")
    (repository / name).unlink()
    commit_all(repository, "2026-12-03")
    changed = dict(read_history(repository).changed)
    assert changed.pop(name) == date(2026, 12, 3)
    assert changed == before.changed


@pytest.mark.parametrize("name", ["två\nrader.md", "a\x01b.md", "\x012020-01-01 ", " .md"])
def test_an_odd_name_moves_no_other_files_day(repository: Path, name: str) -> None:
    before = read_history(repository).changed
    write(repository / "docs" / name, "ett")
    commit_all(repository, "2026-12-02")
    assert read_history(repository).changed == before | {f"docs/{name}": date(2026, 12, 2)}


@pytest.mark.parametrize("moment", ["@253402300800 +0000", "@999999999999999 +0000"])
def test_a_day_that_cannot_be_told_is_not_told(repository: Path, moment: str) -> None:
    """A clock that is thousands of years ahead says nothing of when a file was changed."""
    write(repository / ENTRY, "tre")
    run_git(repository, "commit", "--quiet", "--all", "--message=test", moment=moment)
    assert read_history(repository).changed == {
        SWEDISH: date(2026, 11, 12),
        "mkdocs.yml": date(2026, 12, 1),
    }


def test_an_archive_with_such_a_history_is_built(tmp_path: Path) -> None:
    folder = copy_archive("small", tmp_path / "arkiv")
    name = os.fsdecode(b"docs/r\xe5d.txt")
    write(folder / name, "ett")
    commit_all(folder, "2026-12-01")
    (folder / name).unlink()
    add_line(folder / "docs/sa-rapporterar-du.md")
    run_git(folder, "add", "--all")
    run_git(folder, "commit", "--quiet", "--message=test", moment="@253402300800 +0000")
    said = last_changed(folder)
    assert said["sa-rapporterar-du.html"] == "okänt"
    assert said["moten/2026-10-15.html"] == "1 december 2026"


def test_without_a_history_nothing_is_known(tmp_path: Path) -> None:
    assert read_history(tmp_path) == History()
    run_git(tmp_path, "init", "--quiet")
    assert read_history(tmp_path) == History()


def test_without_git_nothing_is_known(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(repository))
    assert read_history(repository) == History()


def test_a_page_says_what_is_known(tmp_path: Path) -> None:
    folder = copy_archive("small", tmp_path / "arkiv")
    assert last_changed(folder)["moten/2026-10-15.html"] == "okänt"

    commit_all(folder, "2026-12-01")
    add_line(folder / "entries/2026-10-15/polisen-fonster.md")
    commit_all(folder, "2026-12-03")
    said = last_changed(folder)
    assert said["moten/2026-10-15.html"] == "3 december 2026"
    assert said["moten/2026-09-17.html"] == "1 december 2026"


def test_a_page_of_a_shallow_clone_says_why_it_does_not_know(tmp_path: Path) -> None:
    folder = copy_archive("small", tmp_path / "arkiv")
    commit_all(folder, "2026-12-01")
    add_line(folder / "entries/2026-09-17/index.md")
    commit_all(folder, "2026-12-03")
    clone = tmp_path / "grunt/arkiv"
    run_git(tmp_path, "clone", "--quiet", "--depth=2", folder.as_uri(), str(clone))
    said = last_changed(clone)
    assert said["moten/2026-09-17.html"] == "3 december 2026"
    assert said["moten/2026-10-15.html"] == "okänt, arkivets historik är inte komplett"


def test_code_and_guides_change_no_page_of_records(tmp_path: Path) -> None:
    folder = copy_archive("small", tmp_path / "arkiv")
    commit_all(folder, "2026-12-01")
    write(folder / "generator/x.py", "1\n")
    write(folder / "mkdocs.yml", "site_name: x")
    write(folder / "docs/egen.md", "# Egen sida\n\nText.\n")
    commit_all(folder, "2027-05-05")
    said = last_changed(folder)
    assert {address for address, day in said.items() if "2027" in day} == {"egen.html"}
    assert set(said.values()) == {"1 december 2026", "5 maj 2027"}


@pytest.mark.parametrize(
    ("path", "changed"),
    [
        (
            "entries/2026-10-15/polisen-anmalda-brott.csv",
            ["moten/2026-10-15.html", "rapporter/2026-10.html"],
        ),
        # An åtgärd of September is followed in October's report.
        (
            "entries/2026-09-17/index.md",
            ["moten/2026-09-17.html", "rapporter/2026-09.html", "rapporter/2026-10.html"],
        ),
        ("entries/2026-11-12/index.md", ["moten/2026-11-12.html", "rapporter/2026-11.html"]),
    ],
)
def test_a_page_was_changed_when_what_it_shows_was(
    path: str, changed: list[str], tmp_path: Path
) -> None:
    folder = copy_archive("small", tmp_path / "arkiv")
    commit_all(folder, "2026-12-01")
    write(folder / path, (folder / path).read_text(encoding="utf-8") + "\n")
    commit_all(folder, "2026-12-03")
    said = last_changed(folder)
    own = (address for address in said if address.startswith(("moten/2026-", "rapporter/2026-")))
    assert sorted(address for address in own if said[address] == "3 december 2026") == changed


def last_changed(folder: Path) -> dict[str, str]:
    """Export an archive and return what each page says of its last change."""
    target = folder.parent / "export"
    write_export(folder, target)
    return {page.address: find_fact(page, "Senast ändrad") for page in read_tree(target).pages}
