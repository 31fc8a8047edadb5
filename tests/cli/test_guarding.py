"""What is staged is checked before it is kept, and what must go is taken out: in a real repository."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.records import Record, load_archive
from generator.records.expunged import GONE
from tests.places import ARCHIVES

Make = Callable[..., Path]
PERSONAL = "900101-9802"
ENTRY = "entries/2026-10-15/skolan-klotter.md"
TEXT = (
    "---\norganisation: Skolan\nproblemtyp: Skadegörelse\nplats: Norra skolan\n"
    "datum: 2026-10-07\n---\n# Ny skada\nGaveln har fått en ny skada.\n"
)


NOT_KEPT = "Inget är sparat. Rätta, lägg till filerna igen med git add, och spara på nytt.\n"


def git(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run git as somebody whose command `lagesbild` is this checkout's."""
    tools = root.parent / "tools"
    tools.mkdir(exist_ok=True)
    command = tools / "lagesbild"
    command.write_text(
        f'#!/bin/sh\nexec "{sys.executable}" -c "from generator.cli import main; main()" "$@"\n'
    )
    command.chmod(0o755)
    environment = os.environ | {
        "PATH": f"{tools}:{os.environ['PATH']}",
        "PYTHONPATH": str(Path(__file__).resolve().parents[2]),
    }
    who = ("-c", "user.name=T", "-c", "user.email=t@exempel.example")
    return subprocess.run(
        ["git", *who, *arguments],
        cwd=root,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture
def repository(tmp_path: Path, archive_with: Make, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the small archive in a repository, with the hook installed."""
    root = archive_with().rename(tmp_path.with_name(f"{tmp_path.name} å"))
    git(root, "init", "--quiet")
    git(root, "add", ".")
    git(root, "commit", "--quiet", "-m", "Start")
    monkeypatch.chdir(root)
    installed = CliRunner().invoke(main, ["hook", "install"], catch_exceptions=False)
    assert (installed.exit_code, "Klart" in installed.output) == (0, True)
    return root


def test_a_personal_number_is_not_kept(repository: Path) -> None:
    file = repository / ENTRY
    file.write_text(TEXT.replace("ny skada.", f"ny skada av {PERSONAL}."), "utf-8")
    git(repository, "add", ".")
    # What lies in the folder is not what is staged.
    file.write_text(TEXT, "utf-8")
    refused = git(repository, "commit", "-m", "Ny post")
    said = refused.stdout + refused.stderr
    assert refused.returncode != 0
    assert f"{ENTRY}:8:32: personnummer:" in said
    assert PERSONAL not in said
    git(repository, "add", ".")
    assert git(repository, "commit", "-m", "Ny post").returncode == 0


@pytest.mark.parametrize(
    "path",
    [
        "README.md",
        "anteckningar.txt",
        "annat/å/x.md",
        "annat/lista.csv",
        "entries/2026-10-15/.gitkeep",
        "entries/2026-10-15/#x.md#",
        ".utkast",
    ],
)
def test_no_text_that_follows_the_archive_is_unguarded(repository: Path, path: str) -> None:
    file = repository / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"En man,\n{PERSONAL}, var där.\n", "utf-8")
    git(repository, "add", ".")
    checked = CliRunner().invoke(main, ["check"], catch_exceptions=False)
    file.unlink()
    said = CliRunner().invoke(main, ["hook", "run"], catch_exceptions=False)
    for result in (checked, said):
        assert result.exit_code == 1, result.output
        assert f"{path}:2:1: personnummer:" in result.output
        assert PERSONAL not in result.output


@pytest.mark.parametrize(
    "path",
    [
        f"annat/{PERSONAL}.pdf",
        f"annat/Brev {PERSONAL}.DOCX",
        f"annat/{PERSONAL}/bild.png",
        f"annat/{PERSONAL}.bin",
        "docs/.0701234567.zip",
        f"annat/stor-{PERSONAL}.txt",
    ],
)
def test_no_name_of_a_file_that_is_no_text_is_unguarded(repository: Path, path: str) -> None:
    file = repository / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(b"\0" if "stor" not in path else b"a" * 1_000_001)
    git(repository, "add", ".")
    checked = CliRunner().invoke(main, ["check"], catch_exceptions=False)
    staged = CliRunner().invoke(main, ["hook", "run"], catch_exceptions=False)
    for result in (checked, staged):
        assert result.exit_code == 1, result.output
        assert "(filnamnet visas inte)" in result.output
        assert PERSONAL not in result.output
    file.unlink()
    assert CliRunner().invoke(main, ["check"], catch_exceptions=False).exit_code == 0
    # It is still in what would be kept.
    assert CliRunner().invoke(main, ["hook", "run"], catch_exceptions=False).exit_code == 1


@pytest.mark.parametrize(
    "path", ["generator/x.py", "tests/x.md", "annat/bild.png", f"tests/{PERSONAL}.pdf"]
)
def test_the_programs_own_files_and_images_are_let_be(repository: Path, path: str) -> None:
    file = repository / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"{PERSONAL}\n", "utf-8")
    git(repository, "add", ".")
    assert CliRunner().invoke(main, ["check"], catch_exceptions=False).exit_code == 0


def test_nothing_that_comes_with_a_request_is_run(repository: Path) -> None:
    """A file in the checkout may have the name of what Python is about to import."""
    for name in ("click.py", "yaml.py", "generator.py"):
        (repository / name).write_text("raise SystemExit('run')\n", "utf-8")
    (repository / ENTRY).write_text(TEXT, "utf-8")
    git(repository, "add", ".")
    done = git(repository, "commit", "--quiet", "-m", "post")
    assert "run" not in (done.stdout + done.stderr).split()
    assert done.returncode == 0, done.stdout + done.stderr


def test_an_archive_within_a_repository_is_checked_by_itself(
    tmp_path: Path, archive_with: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = archive_with()
    outer = tmp_path.with_name(f"{tmp_path.name}-outer")
    outer.mkdir()
    inner = archive.rename(outer / "arkiv")
    (inner / ENTRY).write_text(TEXT.replace("Skolan\n", "Skolen\n"), "utf-8")
    git(outer, "init", "--quiet")
    git(outer, "add", ".")
    monkeypatch.chdir(inner)
    found = CliRunner().invoke(main, ["hook", "run"], catch_exceptions=False)
    assert (found.exit_code, f"{ENTRY}:2:15" in found.output) == (1, True)


CHANGES: dict[str, tuple[str, str]] = {
    "a late post": (ENTRY, TEXT),
    "a changed post": (
        "entries/2026-10-15/polisen-fonster.md",
        (ARCHIVES / "small/entries/2026-10-15/polisen-fonster.md")
        .read_text("utf-8")
        .replace("samma som: 2026-10-15/fastighet-fonster\n", ""),
    ),
    "a page without a heading": ("docs/om.md", "Text utan rubrik.\n"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_the_hook_says_what_check_says(repository: Path, name: str) -> None:
    path, text = CHANGES[name]
    file = repository / path
    before = file.read_bytes() if file.exists() else None
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, "utf-8")
    checked = CliRunner().invoke(main, ["check"], catch_exceptions=False).output
    git(repository, "add", ".")
    # The folder is as the last commit has it: only what is staged differs.
    if before is None:
        file.unlink()
    else:
        file.write_bytes(before)
    said = CliRunner().invoke(main, ["hook", "run"], catch_exceptions=False).output
    assert path in said
    assert said.removesuffix(NOT_KEPT) == checked


def test_somebody_elses_hook_is_left_alone(repository: Path) -> None:
    hook = repository / ".git/hooks/pre-commit"
    hook.write_text("#!/bin/sh\nexit 0\n")
    refused = CliRunner().invoke(main, ["hook", "install"], catch_exceptions=False)
    assert (refused.exit_code, "lagesbild hook run" in refused.output) == (2, True)
    assert hook.read_text() == "#!/bin/sh\nexit 0\n"


def test_what_must_go_is_taken_out_and_nothing_breaks(repository: Path) -> None:
    file = repository / ENTRY
    file.write_text(TEXT.replace("datum:", "trasig\ndatum:") + PERSONAL, "utf-8")
    file.with_suffix(".csv").write_text("a;b\n1;2\n", "utf-8")
    options = [
        "--beslut",
        'KS 2026/140, "brådskande"',
        "--av",
        "Säkerhetschef",
        "--datum",
        "2026-11-16",
    ]
    name = ENTRY.removeprefix("entries/").removesuffix(".md")
    done = CliRunner().invoke(main, ["remove", name, *options], catch_exceptions=False)
    assert done.exit_code == 0
    assert "dataskyddsombudet" in done.output
    assert PERSONAL not in file.read_text("utf-8") + done.output
    assert not file.with_suffix(".csv").exists()
    checked = CliRunner().invoke(main, ["check"], catch_exceptions=False)
    assert (checked.exit_code, "Inga fel" in checked.output) == (0, True)


REMOVE = ["--beslut", "KS 2026/140", "--av", "Säkerhetschef", "--datum", "2026-11-16"]


def test_every_other_record_loses_its_texts_and_keeps_the_chain(repository: Path) -> None:
    before = load_archive(repository).archive
    assert before is not None
    records: list[Record] = [
        *(meeting for meeting in before.meetings if meeting.has_file),
        *(*before.report_files, *before.decisions, *before.accounts),
    ]
    assert len(records) >= 5
    for record in records:
        name = record.path.removesuffix(".md").removesuffix("/index").rpartition("/")[2]
        written = (repository / record.path).read_text("utf-8")
        (repository / record.path).write_text(written.replace("---", "---\n# Kalle", 1), "utf-8")
        done = CliRunner().invoke(main, ["remove", name, *REMOVE], catch_exceptions=False)
        assert f"Tömd: {record.path}" in done.output, done.output
        left = (repository / record.path).read_text("utf-8")
        assert "Texten togs bort den 16 november 2026. Skäl: personuppgift." in left
        said = [*record.text.splitlines(), record.title, "Kalle"]
        assert [line for line in said if line and not line.startswith("#") and line in left] == []
    loaded = load_archive(repository)
    after = loaded.archive
    assert loaded.faults == []
    assert after is not None
    assert list(after.actions) == list(before.actions)
    assert [one.status for one in after.meetings] == [one.status for one in before.meetings]
    proposals = [row.sentence for one in after.meetings for row in one.proposals]
    assert set(proposals) == {GONE}


@pytest.mark.parametrize("decision", ["", "  ", PERSONAL, "KS 1\nav: x", "kalle@exempel.se"])
@pytest.mark.parametrize("name", ["2026-10-15", "2026-10-15/fastighet-fonster"])
def test_nothing_is_emptied_before_the_decision_is_right(
    decision: str, name: str, repository: Path
) -> None:
    before = {file: file.read_bytes() for file in (repository / "entries").rglob("*.md")}
    options = ["--beslut", decision, *REMOVE[2:]]
    done = CliRunner().invoke(main, ["remove", name, *options], catch_exceptions=False)
    assert done.exit_code == 2
    assert PERSONAL not in done.output
    assert before == {file: file.read_bytes() for file in (repository / "entries").rglob("*.md")}


def test_a_name_with_a_line_break_is_said_on_one_line(repository: Path) -> None:
    done = CliRunner().invoke(main, ["remove", "x\n0 fel", *REMOVE], catch_exceptions=False)
    assert (done.exit_code, len(done.output.splitlines())) == (2, 1)


def test_a_record_whose_header_cannot_be_read_is_not_emptied(repository: Path) -> None:
    file = repository / "entries/2026-10-15/index.md"
    broken = file.read_text("utf-8").replace("---\n", "---\nfel\n", 1)
    file.write_text(broken, "utf-8")
    done = CliRunner().invoke(main, ["remove", "2026-10-15", *REMOVE], catch_exceptions=False)
    assert (done.exit_code, file.read_text("utf-8")) == (1, broken)


@pytest.mark.parametrize(
    "name", ["2026-10-15/finns-inte", "../../passwd", "mall", "2026-10-15/index/.."]
)
def test_only_an_entry_is_taken_out(name: str, repository: Path) -> None:
    options = ["--beslut", "KS 1", "--av", "Skolan", "--datum", "2026-11-16"]
    done = CliRunner().invoke(main, ["remove", name, *options], catch_exceptions=False)
    assert (done.exit_code, "Det finns ingen post" in done.output) == (2, True)
