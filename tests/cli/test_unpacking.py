"""`lagesbild receive`: a sending becomes one change of the archive, or nothing of it does."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterable, Mapping
from email.message import EmailMessage
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli import main
from generator.intake import folder
from generator.intake.sending import format_sending
from generator.records import load_archive
from tests.places import ROOT
from tests.site.building import clean_environment, commit_all, run_git, run_in

Make = Callable[..., Path]
ENTRY = "entries/2026-11-26/skolan-klotter.md"
OTHER = "entries/2026-11-26/nvk-lampa.md"
TEXT = (
    "---\norganisation: Skolan\nproblemtyp: Skadegörelse\nplats: Norra skolan\n"
    "datum: 2026-11-14\n---\n# Ny skada\nGaveln har fått en ny skada.\n"
)
BOTH = {ENTRY: TEXT, OTHER: TEXT.replace("Ny skada", "En till")}
LATE = "entries/2026-10-15/skolan-klotter.md"


def receive(files: Mapping[str, str], *options: str) -> Result:
    """Run the command with a sending that comes through a pipe."""
    return CliRunner().invoke(
        main, ["receive", "-", *options], input=format_sending(files), catch_exceptions=False
    )


def read_log(root: Path) -> list[str]:
    """Return the subjects of the commits, the newest first, each with the files it changed."""
    return run_git(root, "log", "--format=%s", "--name-only").split("\n")


@pytest.fixture
def repository(archive_with: Make, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the small archive in a repository, which the test stands in."""
    root = archive_with()
    commit_all(root, "2026-11-20")
    for key, value in (("user.name", "Samordnaren"), ("user.email", "x@exempel.example")):
        run_git(root, "config", key, value)
    monkeypatch.chdir(root)
    return root


def test_a_sending_is_one_change(repository: Path) -> None:
    (repository / "annat.txt").write_text("Inte min.\n", "utf-8")
    run_git(repository, "add", "annat.txt")
    done = receive(BOTH)
    assert (done.exit_code, "sparade i Git som en ändring" in done.output) == (0, True), done.output
    assert read_log(repository)[:4] == ["Ta emot två filer", "", OTHER, ENTRY]
    assert [(repository / path).read_text("utf-8") for path in BOTH] == [*BOTH.values()]
    # What somebody else had staged is as it was.
    assert run_git(repository, "status", "--porcelain").split("\n")[:1] == ["A  annat.txt"]
    assert load_archive(repository).faults == []
    again = receive(BOTH)
    assert (again.exit_code, "Allt finns redan" in again.output) == (0, True)


@pytest.mark.parametrize(
    ("text", "options", "told"),
    [
        ("Karin Ek såg skadan.", (), True),
        ("Karin Ek såg skadan.", ("--utan-git",), False),
        ("Gaveln var hel på fredagen.", (), False),
        ("Gaveln har fått en ny skada.", (), False),
    ],
)
def test_what_may_point_someone_out_is_to_be_read_before_it_goes_further(
    text: str, options: tuple[str, ...], told: bool, repository: Path
) -> None:
    done = receive({ENTRY: TEXT.replace("Gaveln har fått en ny skada.", text)}, *options)
    assert (done.exit_code, "innan ändringen skickas vidare" in done.output) == (0, told)


@pytest.mark.parametrize("options", [("--visa",), ("--utan-git",)])
def test_nothing_is_kept_when_that_is_asked(options: tuple[str, ...], repository: Path) -> None:
    done = receive(BOTH, *options)
    assert (done.exit_code, "Ny skada" in done.output) == (0, True)
    assert (repository / ENTRY).exists() == (options != ("--visa",))
    assert read_log(repository)[0] != "Ta emot två filer"
    # What was written without being kept is kept by the next.
    assert receive(BOTH).exit_code == 0
    assert read_log(repository)[:4] == ["Ta emot två filer", "", OTHER, ENTRY]


REFUSED: dict[str, tuple[dict[str, str], str]] = {
    "an unknown word": ({ENTRY: TEXT.replace("Skolan", "Skolen")}, f"{ENTRY}:2:15: organisation:"),
    "one of several": ({**BOTH, "entries/2026-11-26/a.md": "Hej\n"}, "entries/2026-11-26/a.md:1:1:"),
    "someone pointed out": ({ENTRY: f"{TEXT}900101-9802\n"}, f"{ENTRY}:9:1: personnummer:"),
    "a day that is none": ({"entries/2026-02-30/a.md": TEXT}, "inget datum i almanackan"),
    "a file of that name": (
        {"entries/2026-10-15/polisen-fonster.md": TEXT},
        "sändningen:2:1: entries/2026-10-15/polisen-fonster.md finns redan, med ett annat innehåll. "
        "Döp om den som kommer, till exempel till polisen-fonster-2.md.",
    ),
    "a table beside an entry that is there": (
        {"entries/2026-10-15/polisen-fonster.csv": "Typ;okt 2026\nKlotter;3\n"},
        "sändningen:2:1: Tabellen hör till entries/2026-10-15/polisen-fonster.md, som inte finns i sändningen.",
    ),
    "a name outside": ({"docs/om.md": "# Om\n"}, 'sändningen:2:1: En sändning kan inte lägga en fil där: "docs/om.md".'),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_wrong_stops_all_of_it(name: str, repository: Path) -> None:
    files, said = REFUSED[name]
    before = read_tree(repository)
    done = receive(files)
    assert (done.exit_code, said in done.output) == (1, True), done.output
    assert "900101-9802" not in done.output
    assert read_tree(repository) == before


def test_somebody_elses_fault_stops_nothing(repository: Path) -> None:
    (repository / LATE).write_text("Hej\n", "utf-8")
    done = receive(BOTH)
    assert (done.exit_code, "I resten av arkivet finns 1 fel." in done.output) == (0, True)
    assert LATE not in done.output


def test_a_late_post_is_told(repository: Path) -> None:
    done = receive({LATE: TEXT.replace("11-14", "10-07")}, "--visa")
    assert f"{LATE}:1:1: " in done.output
    assert "Posten kom till efter det." in done.output


def test_nothing_is_put_where_a_link_leads_or_letters_differ_by_size(repository: Path) -> None:
    outside = repository.with_name(f"{repository.name}-ute")
    outside.mkdir()
    (repository / "entries/2026-11-26").symlink_to(outside)
    done = receive(BOTH)
    assert (done.exit_code, "är en länk" in done.output) == (1, True)
    assert list(outside.iterdir()) == []
    (repository / "entries/2026-11-26").unlink()
    (repository / ENTRY).parent.mkdir()
    (repository / ENTRY.replace("skolan", "Skolan")).write_text(TEXT, "utf-8")
    done = receive(BOTH)
    assert (done.exit_code, "är samma namn på många datorer" in done.output) == (1, True)


def test_an_archive_without_git_gets_the_files(
    archive_with: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = archive_with()
    monkeypatch.chdir(root)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(root.parent))
    done = receive(BOTH)
    assert (done.exit_code, "inte sparade i Git" in done.output) == (0, True)
    assert all((root / path).exists() for path in BOTH)


def test_what_git_has_nothing_of_is_kept_whole_first(
    archive_with: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = archive_with()
    monkeypatch.chdir(root)
    run_git(root, "init", "--quiet")
    for key, value in (("user.name", "Samordnaren"), ("user.email", "x@exempel.example")):
        run_git(root, "config", key, value)
    done = receive(BOTH)
    assert (done.exit_code, "Arkivet är inte sparat i Git än." in done.output) == (2, True)
    assert not any((root / path).exists() for path in BOTH)


def test_nobody_is_made_up_as_the_author(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for key in ("user.name", "user.email"):
        run_git(repository, "config", "--unset", key)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)
    run_git(repository, "config", "user.useConfigOnly", "true")
    done = receive(BOTH)
    assert (done.exit_code, "Git vet inte vem som sparar" in done.output) == (2, True)
    assert not (repository / ENTRY).exists()


def test_git_says_why_it_would_not(repository: Path) -> None:
    hook = repository / ".git/hooks/commit-msg"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho Inga fler poster\nexit 1\n")
    hook.chmod(0o755)
    done = receive(BOTH)
    assert (done.exit_code, "Inga fler poster" in done.output) == (2, True)
    hook.unlink()
    assert receive(BOTH).exit_code == 0
    assert read_log(repository)[0] == "Ta emot två filer"


# Each archive is written in a process of its own, which ends itself, with nothing tidied up, instead of
# the step that is one more than in the archive before. They are forked: to load the program takes longer.
WRITE_UNTIL = """
import json, os, sys
from pathlib import Path
from generator.intake.folder import write_together

files, roots = json.loads(sys.argv[1]), sys.argv[2:]

def count(event, arguments):
    # Every change of the disk that is asked for, by Python's own names for them.
    global left
    if event in ("os.mkdir", "os.rename") or (event == "open" and "w" in str(arguments[1])):
        left -= 1
        if left < 0:
            os._exit(KILLED)

ends = []
for left, root in enumerate(roots):
    child = os.fork()
    if not child:
        sys.addaudithook(count)
        write_together(Path(root), files)
        os._exit(0)
    ends.append(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
print(ends)
"""
KILLED = 9
MOST = 40


def write_until(roots: Iterable[Path]) -> list[bool]:
    """Write into each archive until so many changes of the disk as its place; say which were done."""
    code = WRITE_UNTIL.replace("KILLED", str(KILLED))
    command = ["-P", "-B", "-c", code, json.dumps(dict.fromkeys(BOTH, TEXT)), *map(str, roots)]
    ran = run_in(ROOT, *command, environment=clean_environment())
    assert ran.returncode == 0, ran.stderr
    ends = json.loads(ran.stdout)
    assert set(ends) == {0, KILLED}
    return [end == 0 for end in ends]


@pytest.mark.slow
def test_a_writing_that_is_killed_anywhere_is_done_or_undone(
    archive_with: Make, tmp_path_factory: pytest.TempPathFactory
) -> None:
    small, base = archive_with(), tmp_path_factory.mktemp("killed")
    roots = [shutil.copytree(small, base / str(steps)) for steps in range(MOST)]
    told = write_until(roots)
    steps, ends = told.index(True), []
    assert all(told[steps:])
    for root, is_done in zip(roots[: steps + 1], told, strict=False):
        files = [root / path for path in BOTH]
        half = any(file.exists() for file in files) and not all(file.exists() for file in files)
        come = (root / "entries" / folder.COME).exists()
        assert come or not half
        folder.finish_together(root)
        assert [*(root / "entries").glob(".kom*")] == []
        ends.append([file.exists() for file in files])
        assert ends[-1] == [come or is_done] * 2
    # Stopped both before everything was written and after.
    assert (steps >= 8, ends.count([False, False]) >= 4, ends.count([True, True]) >= 3) == (
        True,
    ) * 3


def test_a_table_beside_an_entry_that_is_there_is_not_taken_with_its_copy(repository: Path) -> None:
    there = "entries/2026-10-15/polisen-fonster"
    files = {
        f"{there}.md": (repository / f"{there}.md").read_text("utf-8"),
        f"{there}.csv": "Typ;okt 2026\nKlotter;3\n",
    }
    done = receive(files)
    assert (done.exit_code, f"{there}.md finns redan, utan tabell." in done.output) == (1, True)
    assert not (repository / f"{there}.csv").exists()


def test_what_was_interrupted_is_told_by_check_and_put_in_place_only_by_a_writing(
    repository: Path,
) -> None:
    waiting = repository / "entries" / folder.COME / ENTRY
    waiting.parent.mkdir(parents=True)
    waiting.write_text(TEXT, "utf-8")
    assert [str(one) for one in load_archive(repository).problems] == [
        f"entries/{folder.COME}:1:1: Här ligger filer som inte kom på plats, eftersom ett kommando "
        "avbröts. Kör samma kommando igen."
    ]
    before = read_tree(repository)
    shown = receive(BOTH, "--visa")
    assert (shown.exit_code, f"skrivs nästa gång utan --visa: {ENTRY}" in shown.output) == (0, True)
    assert [f"Väntar, med samma text: {ENTRY}" in shown.output, f"Ny: {OTHER}" in shown.output] == [
        True
    ] * 2
    assert read_tree(repository) == before
    done = receive(BOTH)
    assert (done.exit_code, f"Skriven nu, efter ett avbrott: {ENTRY}" in done.output) == (0, True)
    assert not (repository / "entries" / folder.COME).exists()


WAITS: dict[str, tuple[str, str, tuple[int, int]]] = {
    "another text of the same name": (
        ENTRY,
        f"{ENTRY} finns redan, med ett annat innehåll. Döp om den som kommer, till exempel till skolan-klotter-2.md.",
        (1, 1),
    ),
    "what is no record": (".github/workflows/site.yml", "Inget kommando har skrivit", (2, 2)),
}  # fmt: skip


@pytest.mark.parametrize("name", WAITS)
def test_what_waits_is_shown_to_stop_what_it_will_stop(name: str, repository: Path) -> None:
    path, said, codes = WAITS[name]
    waiting = repository / "entries" / folder.COME / path
    waiting.parent.mkdir(parents=True)
    waiting.write_text(TEXT.replace("Ny skada", "En annan"), "utf-8")
    before = read_tree(repository)
    shown = receive(BOTH, "--visa")
    assert (shown.exit_code, said in shown.output) == (codes[0], True), shown.output
    assert read_tree(repository) == before
    done = receive(BOTH)
    assert (done.exit_code, said in done.output) == (codes[1], True), done.output
    assert not (repository / ".github").exists()
    assert not (repository / OTHER).exists()


def test_what_is_doubtful_or_not_read_in_a_letter_is_told(repository: Path) -> None:
    heading = "# Ungdomar har samlats vid torget flera kvällar i rad och känts som"
    message = EmailMessage()
    message.set_content(format_sending({ENTRY: TEXT.replace("# Ny skada", heading)}))
    message.add_attachment(b"x", "application", "pdf", filename="karta.pdf")
    (repository / "brev.eml").write_bytes(message.as_bytes())
    done = CliRunner().invoke(main, ["receive", "brev.eml"], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    assert 'Inte läst i brev.eml: bilagan "karta.pdf" (application/pdf)' in done.output
    assert f"    {heading} Gaveln har fått en ny skada." in done.output


def read_tree(root: Path) -> dict[str, bytes]:
    """Return the archive's files, by path."""
    files = (file for top in ("entries", "decisions", "docs") for file in (root / top).rglob("*"))
    return {str(file): file.read_bytes() for file in files if file.is_file()}
