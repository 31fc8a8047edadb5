"""Participants' branches by way of a server: merged without conflict, refused, and never obeyed.

Everything is as on a forge: a bare repository, clones of it, and the command as a process of its own.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from tests.cli.changing import start_archive, write
from tests.cli.test_formats import COMMAND, find_loose_words
from tests.site.building import clean_environment, commit_all, run_git

pytestmark = pytest.mark.slow

POST = (
    "---\norganisation: {}\nproblemtyp: Skadegörelse\nplats: Norra skolan\n"
    "datum: 2026-11-04\n---\n# {}\nGaveln har fått en ny skada.\n"
)
FOLDER = "entries/2026-11-12"
# What a shell, a log or a page would obey, in names that Git lets through.
BRANCHES = ("a;$(touch${IFS}hit)", "`touch${IFS}hit`", '%0A"><script>')
NAMES = (
    ";$(touch hit).md",
    "`touch hit`.md",
    "a\n::error::hit.md",
    "%0A::error file=x::hit.md",
    "::set-output name=publicera::ja.md",
    "##[error]hit.md",
    "-rf.md",
    "<img src=x onerror=alert(1)>.md",
    "```\n# hit.md",
    "b\r::stop-commands::hit.md",
)


@pytest.fixture
def server(tmp_path: Path) -> Path:
    """Return a bare repository whose main is the small archive."""
    root = start_archive(tmp_path / "start")
    run_git(tmp_path, "clone", "--quiet", "--bare", "--branch=main", str(root), "server.git")
    run_git(tmp_path / "server.git", "symbolic-ref", "HEAD", "refs/heads/main")
    return tmp_path / "server.git"


def clone(server: Path, name: str, branch: str = "") -> Path:
    """Clone the server, as one participant does, and step onto a branch of one's own."""
    run_git(server.parent, "clone", "--quiet", "--branch=main", str(server), name)
    if branch:
        run_git(server.parent / name, "checkout", "--quiet", "-b", branch)
    return server.parent / name


def send(root: Path, branch: str, files: dict[str, str]) -> None:
    """Write files, commit them and push the branch."""
    for path, text in files.items():
        write(root, path, text)
    commit_all(root, "2026-11-22")
    run_git(root, "push", "--quiet", "origin", f"refs/heads/{branch}")


Check = Callable[..., tuple[int, list[str], str]]


@pytest.fixture
def check(ready: list[str]) -> Check:
    """Return what runs the command in a folder as a forge does."""
    return partial(run_check, ready)


def run_check(ready: list[str], root: Path, *options: str) -> tuple[int, list[str], str]:
    """Run the command; return its code, what it printed and the summary."""
    summary = root.parent / "summary.md"
    summary.unlink(missing_ok=True)
    done = subprocess.run(
        [*ready, "check", "--format", "github", *options],
        cwd=root,
        env=clean_environment(GITHUB_STEP_SUMMARY=str(summary)),
        capture_output=True,
        check=False,
    )
    assert b"Traceback" not in done.stderr, done.stderr.decode()
    said = summary.read_text("utf-8") if summary.exists() else ""
    return done.returncode, done.stdout.decode().split("\n"), said


def commands(lines: list[str]) -> list[str]:
    """Return what the runner would take for commands."""
    return [line for line in lines if line.lstrip().startswith("::") or "##[" in line]


def test_two_participants_are_merged_and_a_third_is_refused(server: Path, check: Check) -> None:
    for who, organisation in (("skolan", "Skolan"), ("polisen", "Polisen")):
        root = clone(server, who, f"{who}/klotter")
        text = POST.format(organisation, f"Ny skada, säger {organisation}")
        send(root, f"{who}/klotter", {f"{FOLDER}/{who}-klotter.md": text})
        assert check(root, "--base", "origin/main")[0] == 0
    bad = clone(server, "tredje", "fel")
    (bad / FOLDER / "skolan-skyltsondag.md").unlink()
    wrong = POST.format("Skolan", "Ny skada").replace("Skadegörelse", "Skadegörels")
    send(bad, "fel", {f"{FOLDER}/skolan-fel.md": wrong})

    coordinator = clone(server, "samordnare")
    for who in ("skolan", "polisen"):
        run_git(coordinator, "merge", "--quiet", "--no-edit", f"origin/{who}/klotter")
    run_git(coordinator, "push", "--quiet", "origin", "main")
    code, lines, _ = check(coordinator)
    assert (code, lines[0]) == (0, "Läst: 9 poster, 3 möten, 1 beslut. Inga fel.")

    run_git(bad, "fetch", "--quiet")
    code, lines, summary = check(bad, "--base", "origin/main")
    assert code == 1
    assert commands(lines) == [
        f"::error file={FOLDER}/skolan-fel.md,line=3,col=13,title=Fel%3A problemtyp::"
        '"Skadegörels" finns inte i mallen. Menade du "Skadegörelse"?%0Aproblemtyp: Skadegörelse',
        f"::error file={FOLDER}/skolan-skyltsondag.md,line=1,col=1,title=Fel::"
        "Posten har tagits bort. Andra filer och sidor kan hänvisa till den, så lägg tillbaka filen. "
        'En post som var fel stryks med raden "struken". Det som inte får stå kvar tas bort med '
        "lagesbild remove.",
    ]
    assert f"### `{FOLDER}/skolan-fel.md`" in summary
    assert "  ```\n  problemtyp: Skadegörelse\n  ```" in summary


def test_no_name_is_obeyed(server: Path, check: Check) -> None:
    root = clone(server, "ovän")
    files = {f"{FOLDER}/{name}": POST.format("::error::x", name) for name in NAMES}
    files[".gitattributes"] = "* filter=hit diff=hit\n"
    for branch in BRANCHES:
        run_git(root, "checkout", "--quiet", "-b", branch, "origin/main")
        send(root, branch, files)
        code, lines, summary = check(root, "--base", "origin/main")
        assert code == 1
        found = [COMMAND.fullmatch(line) for line in commands(lines)]
        assert len(found) == 10 + 1
        assert all(found), lines
        assert not re.search("[\r\x1b]", "\n".join(lines))
        assert not find_loose_words(summary)
    # Once it is in, it is in nobody else's way.
    code, lines, _ = check(root, "--base", f"origin/{BRANCHES[-1]}")
    assert (code, {line.split()[0] for line in commands(lines)}) == (0, {"::notice"}), lines
    assert not [path for path in server.parent.rglob("hit*") if path.name == "hit"]
