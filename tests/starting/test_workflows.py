"""The workflow files: they run what main has, and a request's texts are data to them."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.cli.starting import FORGES as OFFERED
from generator.starting.files import OWNERS, REQUESTS, WORKFLOWS
from tests.places import ROOT
from tests.site.building import run_git
from tests.starting.test_starting import begin_silently
from tests.starting.workflows import (
    FORGES,
    OWN,
    Forge,
    find_unpinned,
    list_steps,
    read_workflow,
    steps,
)

GOOD = """---
organisation: Skolan
problemtyp: Klotter
plats: Stora torget
datum: 2026-01-07
---
# Klotter på torget
En bänk var nedklottrad på onsdagen.
"""
MEETING = "entries/2026-01-08"
EVIL = "import pathlib; pathlib.Path(__file__).with_name('körd').write_text('körd')\n"


def programs(name: str) -> list[str]:
    """Return the command of a tool that is installed beside this Python."""
    return [str(Path(sys.executable).with_name(name))]


def test_the_command_offers_every_forge() -> None:
    assert set(OFFERED) == set(WORKFLOWS) == {file.stem for file in FORGES.iterdir()}


@pytest.mark.parametrize("forge", OFFERED)
def test_start_writes_the_forges_workflow(forge: str, tmp_path: Path) -> None:
    root = begin_silently(tmp_path / "own", "--kommun", "Norberg", "--forge", forge)
    for files in (WORKFLOWS, REQUESTS):
        assert {name for name, path in files.items() if (root / path).exists()} == {forge}
    assert (root / WORKFLOWS[forge]).read_bytes() == (FORGES / f"{forge}.yml").read_bytes()
    assert (root / REQUESTS[forge]).read_bytes() == (ROOT / REQUESTS["github"]).read_bytes()
    # Who is asked is for the kommun to say: no line of ours names anybody yet.
    owners = (root / OWNERS).read_text("utf-8").splitlines()
    assert [line for line in owners if not line.startswith("#")] == []
    assert any("/entries/mall.yml" in line for line in owners)


@pytest.mark.parametrize(
    ("schema", "files"),
    [
        ("github-workflows", [FORGES / "github.yml", FORGES / "forgejo.yml", OWN]),
        ("gitlab-ci", [FORGES / "gitlab.yml"]),
    ],
    ids=["github", "gitlab"],
)
def test_a_workflow_is_of_the_forges_schema(schema: str, files: list[Path]) -> None:
    command = [*programs("check-jsonschema"), "--builtin-schema", f"vendor.{schema}"]
    done = subprocess.run([*command, *map(str, files)], capture_output=True, encoding="utf-8", check=False)  # fmt: skip
    assert done.returncode == 0, done.stdout


def find_unsafe(folder: Path) -> str:
    """Return what zizmor finds, which asks nobody outside; nothing when all is well."""
    command = [*programs("zizmor"), "--offline", "--no-progress", "--persona=pedantic"]
    done = subprocess.run([*command, str(folder)], capture_output=True, encoding="utf-8", check=False)  # fmt: skip
    return done.stdout if done.returncode else ""


def test_zizmor_finds_nothing_unsafe(tmp_path: Path) -> None:
    folder = tmp_path / ".github/workflows"
    folder.mkdir(parents=True)
    for file in (FORGES / "github.yml", FORGES / "forgejo.yml", OWN):
        shutil.copy(file, folder / file.name)
    assert find_unsafe(tmp_path) == ""
    text = (FORGES / "github.yml").read_text("utf-8")
    worse = text.replace(
        "git fetch --quiet", "echo ${{ github.event.pull_request.title }}; git fetch"
    )
    (folder / "github.yml").write_text(worse, "utf-8")
    assert "template-injection" in find_unsafe(tmp_path)


@pytest.mark.parametrize(
    "file", [FORGES / "github.yml", FORGES / "forgejo.yml", OWN], ids=lambda file: file.stem
)
def test_actions_are_pinned_and_only_the_fetching_has_the_key(file: Path) -> None:
    assert find_unpinned(file) == []
    workflow = read_workflow(file)
    assert workflow["permissions"] == {}
    assert [*workflow["on"]] == ["pull_request_target", "push"]
    build = workflow["jobs"]["build"]
    assert build["permissions"] == {"contents": "read"}
    assert [*workflow["jobs"]] == (["build", "publish"] if file == OWN else ["build"])
    with_key = [step["run"] for step in build["steps"] if "github.token" in str(step)]
    assert len(with_key) == 1
    assert "git fetch" in with_key[0]
    assert "secrets." not in file.read_text("utf-8")
    # What is put into a shell by the forge itself may be anybody's text.
    assert [step["run"] for step in steps(workflow) if "${{" in step.get("run", "")] == []


def test_every_forge_lays_out_a_request_in_the_same_way() -> None:
    laid = set()
    for forge in OFFERED:
        (run,) = [step.run for step in list_steps(forge) if "merge-tree" in step.run]
        lines = [line.strip() for line in run.splitlines()]
        first = next(n for n, line in enumerate(lines) if line.startswith("for folder"))
        laid.add("\n".join(lines[first : lines.index("done", first) + 2]))
    assert len(laid) == 1


Begin = Callable[[], Forge]


@pytest.fixture(params=OFFERED)
def forge(request: pytest.FixtureRequest, tmp_path: Path, ready: list[str]) -> Forge:
    """Return a repository on each forge, with an archive that has just been begun."""
    made = Forge(tmp_path, request.param, ready)
    archive = begin_silently(tmp_path / "å b", "--kommun", "Norberg", "--forge", request.param)
    made.begin(archive)
    return made


def write(root: Path, path: str, text: str) -> None:
    """Write a file, in a folder that may be new."""
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text, "utf-8")


@pytest.mark.slow
def test_two_participants_are_taken_in_one_after_the_other(forge: Forge) -> None:
    for branch, path in (("skolan", "skolan-torget"), ("polisen", "polisen-torget")):
        run_git(forge.clone, "checkout", "-q", "-b", branch, "main")
        write(forge.clone, f"{MEETING}/{path}.md", GOOD.replace("Skolan", branch.capitalize()))
        forge.commit(path)
    # One is merged first; the other's request knows nothing of it.
    run_git(forge.clone, "push", "-q", "origin", "skolan:main")
    forge.ask("polisen")
    done = forge.check()
    assert done.returncode == 0, done.stdout + done.stderr
    laid = sorted(file.name for file in (forge.work / MEETING).iterdir())
    assert laid == ["polisen-torget.md", "skolan-torget.md"]


@pytest.mark.slow
def test_a_bad_entry_is_refused_with_its_line(forge: Forge) -> None:
    write(forge.clone, f"{MEETING}/skolan-torget.md", GOOD.replace("Klotter\n", "Kloter\n", 1))
    forge.commit("Fel")
    forge.ask("fel")
    done = forge.check()
    assert done.returncode == 1
    assert "skolan-torget.md:3:13: problemtyp" in done.stdout
    if forge.name != "gitlab":
        assert f"::error file={MEETING}/skolan-torget.md,line=3,col=13," in done.stdout
    assert not (forge.work / "site").exists()


@pytest.mark.slow
def test_nothing_that_a_request_brings_is_run(forge: Forge) -> None:
    root = forge.clone
    settings = (root / "mkdocs.yml").read_text("utf-8")
    write(root, "mkdocs.yml", f"{settings}\nhooks: [evil.py]\n")
    evil = (
        "evil.py",
        "sitecustomize.py",
        "yaml.py",
        "click.py",
        "generator/__init__.py",
        "entries/evil.py",
    )
    for path in evil:
        write(root, path, EVIL)
    write(root, "requirements.txt", "./evil\n")
    write(root, ".gitattributes", "* filter=evil\n")
    write(root, "entries/.gitattributes", "* filter=evil\n")
    write(
        root, ".gitmodules", '[submodule "x"]\npath = docs/x\nurl = ./evil\nupdate = !touch körd\n'
    )
    write(root, WORKFLOWS[forge.name], "evil: true\n")
    write(root, f"{MEETING}/skolan-torget.md", GOOD)
    (root / "docs/om.md").unlink()
    forge.commit("$(touch körd); `touch körd`")
    forge.ask("$(touch${IFS}körd);touch-körd")
    before = run_git(root, "show", "origin/main:mkdocs.yml")
    done = forge.check()
    if forge.name == "gitlab":
        assert "Förslaget ändrar 10 filer utanför" in done.stdout
    # What is no text of the archive is refused; nothing else of the request is even laid out.
    assert done.returncode == 1
    assert "entries/evil.py" in done.stdout
    assert [*forge.folder.rglob("körd")] == []
    laid = {file.name for file in forge.work.iterdir()} - {".git", "granskning.json"}
    assert laid == {file.name for file in root.iterdir()} - {
        ".git", ".gitmodules", "evil.py", "sitecustomize.py", "yaml.py", "click.py", "generator",
    }  # fmt: skip
    for path in ("mkdocs.yml", "requirements.txt", WORKFLOWS[forge.name], ".gitattributes"):
        now = (forge.work / path).read_text("utf-8")
        assert now == run_git(root, "show", f"main~1:{path}"), path
    assert before == (forge.work / "mkdocs.yml").read_text("utf-8")
    assert not (forge.work / "docs/om.md").exists()


@pytest.mark.slow
def test_links_and_names_lead_nowhere(forge: Forge) -> None:
    root = forge.clone
    secret = forge.folder / "hemligt.md"
    secret.write_text(GOOD, "utf-8")
    (root / MEETING).mkdir()
    (root / MEETING / "skolan-lank.md").symlink_to(secret)
    (root / MEETING / "$(touch körd).md").write_text(GOOD, "utf-8")
    (root / MEETING / "-rf; touch körd.md").write_text(GOOD, "utf-8")
    forge.commit("Länkar")
    forge.ask("lankar")
    done = forge.check()
    assert done.returncode == 1
    assert "Filen är en länk" in done.stdout
    assert [*forge.folder.rglob("körd")] == []
    assert [file for file in forge.work.rglob("*") if file.is_symlink()] == []
    assert (forge.work / MEETING / "skolan-lank.md").read_text("utf-8") == str(secret)


@pytest.mark.slow
def test_a_request_that_clashes_with_main_says_so(forge: Forge) -> None:
    for branch, word in (("ett", "bänk"), ("annat", "mur")):
        run_git(forge.clone, "checkout", "-q", "-b", branch, "main")
        write(forge.clone, f"{MEETING}/skolan-torget.md", GOOD.replace("bänk", word))
        forge.commit(word)
    run_git(forge.clone, "push", "-q", "origin", "ett:main")
    forge.ask("annat")
    done = forge.check()
    assert done.returncode == 1
    assert "Förslaget krockar med main." in done.stdout
