"""What files and folders are called: copies, a program's own files, and names that are free."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.problems import Problem, Severity
from generator.records.files.paths import show_path
from generator.records.loading import load_archive
from tests.places import load_cases

CASES = load_cases(Path(__file__).with_name("file_names.yml"))
FOLDER = "entries/2026-10-15"
POST = (
    "---\norganisation: Skolan\nproblemtyp: Skadegörelse\nplats: Norra skolan\n"
    "datum: 2026-10-07\n---\n# Rubrik {}\nText {}.\n"
)
FIRST, SECOND = POST.format(1, 1), POST.format(2, 2).replace("10-07", "10-08")
Make = Callable[..., Path]


def problems(root: Path) -> dict[str, Problem]:
    """Return every file's first problem."""
    found: dict[str, Problem] = {}
    for problem in load_archive(root).problems:
        found.setdefault(problem.origin.path, problem)
    return found


@pytest.mark.parametrize("name", CASES["copies of nvk-park.md"])
def test_a_copy_is_called_one_and_never_another_record(name: str, archive_with: Make) -> None:
    files = {f"{FOLDER}/nvk-park.md": FIRST, f"{FOLDER}/{name}": FIRST.replace("\n", "\r\n")}
    (path, problem), *others = problems(archive_with(files=files)).items()
    assert (path, others) == (f"{FOLDER}/{name}", [])
    assert problem.text == ("Filen är en kopia av nvk-park.md, med samma innehåll. Ta bort kopian.")
    (problem,) = problems(archive_with(files={f"{FOLDER}/{name}": SECOND})).values()
    assert problem.text.startswith(
        "Filen ser ut som en kopia av nvk-park.md, men innehållet är ett annat."
    )
    assert "Döp om" not in problem.text


@pytest.mark.parametrize("name", CASES["own names"])
def test_a_name_of_its_own_is_no_copy(name: str, archive_with: Make) -> None:
    files = {f"{FOLDER}/nvk.md": FIRST, f"{FOLDER}/{name}": SECOND}
    assert problems(archive_with(files=files)) == {}


@pytest.mark.parametrize("name", CASES["passed over"])
def test_the_files_of_programs_are_passed_over(name: str, archive_with: Make) -> None:
    files = {f"{FOLDER}/nvk-park.md": FIRST, f"{FOLDER}/{name}": b"\x00\x01"}
    root = archive_with(files={**files, f"entries/{name}": b"\x00", "decisions/Thumbs.db": b"\x00"})
    if not name.endswith(("~", ".orig", ".bak")):
        assert problems(root) == {}
    else:
        # Without its file a backup may be all there is.
        assert list(problems(root)) == [f"entries/{name}"]


@pytest.mark.parametrize("name", CASES["named"])
def test_what_someone_may_have_written_is_named(name: str, archive_with: Make) -> None:
    found = problems(archive_with(files={f"{FOLDER}/{name}": FIRST}))
    assert CASES["named"][name] in found[show_path(f"{FOLDER}/{name}")].text


def test_every_kind_of_file_may_be_a_copy(archive_with: Make) -> None:
    root = archive_with()
    for name in (
        "entries/2026-10-15/polisen-anmalda-brott.csv",
        "entries/2026-10-15/index.md",
        "entries/rapporter/2026-10.md",
        "entries/mall.yml",
        "decisions/2026-11-05-kartlaggning-norra-skolan.md",
        "decisions/2026-11-05-kartlaggning-norra-skolan.redovisning.md",
    ):
        file = root / name
        for mark in (" (1)", "-DESKTOP-AB12", " - kopia"):
            file.with_stem(file.stem + mark).write_bytes(file.read_bytes())
    found = problems(root)
    assert len(found) == 18
    assert {problem.text.partition(", med samma")[2] for problem in found.values()} == {
        " innehåll. Ta bort kopian."
    }


@pytest.mark.parametrize("mark", [" (1)", " - kopia", " 2", "-DESKTOP-AB12", " copy"])
def test_what_lies_in_a_copied_folder_is_not_lost(mark: str, archive_with: Make) -> None:
    own = Path(__file__).parents[1] / "archives/small" / FOLDER
    copy = f"{FOLDER}{mark}"
    files = {
        f"{copy}/skolan-lugnare.md": (own / "skolan-lugnare.md").read_bytes(),
        f"{copy}/polisen-fonster.md": SECOND,
        f"{copy}/skolan-ny.md": FIRST,
    }
    said = {path.split("/")[-1]: p.text for path, p in problems(archive_with(files=files)).items()}
    begins = f'Mappen "2026-10-15{mark}" är en kopia av 2026-10-15. '
    assert said == {
        "skolan-lugnare.md": f"{begins}Filen finns där med samma innehåll. Ta bort den här.",
        "polisen-fonster.md": f"{begins}Filen finns där med annat innehåll. För in det som ska "
        "vara med i polisen-fonster.md där, och ta sedan bort den här.",
        "skolan-ny.md": f"{begins}Filen finns inte i 2026-10-15. Flytta den dit.",
    }


def test_a_folder_copied_from_none_is_given_the_days_name(archive_with: Make) -> None:
    root = archive_with(files={"entries/2027-01-07 (1)/skolan-ny.md": FIRST})
    (problem,) = problems(root).values()
    assert problem.text.endswith("Döp om den till 2027-01-07.")


def test_no_name_is_given_twice(archive_with: Make) -> None:
    files = {
        f"{FOLDER}/Skolan-Öster.md": FIRST,
        f"{FOLDER}/skolan-öster.md": SECOND,
        f"{FOLDER}/Skolan öster.md": FIRST,
        f"{FOLDER}/Skolan_väster.md": FIRST,
        f"{FOLDER}/skolan-vaster.md": SECOND,
        f"{FOLDER}/skolan-vaster-2.md": POST.format(3, 3).replace("10-07", "10-09"),
    }
    said = {Path(p).name: found.text for p, found in problems(archive_with(files=files)).items()}
    assert said["Skolan öster.md"].endswith("Döp om filen till skolan-oster.md.")
    assert said["Skolan-Öster.md"].startswith("Filen är en kopia av Skolan öster.md")
    assert said["skolan-öster.md"].endswith("så döp om filen till skolan-oster-3.md.")
    assert said["Skolan_väster.md"].endswith("så döp om filen till skolan-vaster-3.md.")
    assert "skolan-vaster.md finns redan." in said["Skolan_väster.md"]


def test_a_record_that_nobody_reads_is_said(archive_with: Make) -> None:
    root = archive_with(files=dict.fromkeys([*CASES["astray"], *CASES["beside"]], FIRST))
    pages = {"README.md": "# Om arkivet\n", "entires/om.md": "---\ntitle: Om\n---\nText\n"}
    found = problems(archive_with(files=pages))
    assert found.keys() == CASES["astray"].keys()
    assert {problem.severity for problem in found.values()} == {Severity.VARNING}
    for path, said in CASES["astray"].items():
        assert said in found[path].text
    (root / "beslut/2026-11-05-h.md").write_text("---\ninstans: Lokala BRÅ\n---\n", "utf-8")
    (root / "beslut/2026-11-05-h.md").replace(root / "2026-11-05-h.md")
    assert problems(root)["2026-11-05-h.md"].text.endswith("Flytta den till decisions.")


def test_where_capitals_are_no_others_the_folder_is_the_archives_own(
    archive_with: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = archive_with(files={"Entries/2026-11-12/polisen-c.md": FIRST})
    monkeypatch.setattr(os.path, "samefile", lambda one, other: True)
    assert problems(root) == {}


def test_what_lies_astray_is_told_without_the_name_that_points_someone_out(
    archive_with: Make,
) -> None:
    root = archive_with(files={"entires/2026-11-12/polisen-19121212-1212.md": FIRST})
    assert list(problems(root)) == ["entires/2026-11-12/(filnamnet visas inte).md"]


def test_a_name_that_is_long_for_windows_is_told(archive_with: Make) -> None:
    path = f"{FOLDER}/{'a' * 240}.md"
    found = problems(archive_with(files={path: FIRST}))
    assert found[path].text.startswith("Namnet är längre än 120 tecken")
