"""The project's own files: pinned versions, nothing of one machine, two commands, no leak."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tomllib
from importlib import import_module
from importlib.metadata import distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.starting.workflows import FORGES, OWN, find_unpinned, read_workflow, steps

ROOT = Path(__file__).resolve().parents[1]
PIN = re.compile(r"(?P<name>[A-Za-z0-9._-]+)==(?P<version>[0-9][A-Za-z0-9.+!]*)")


def read_pins(text: str) -> dict[str, str]:
    """Map a distribution's name to its pinned version; anything else on a line is an error."""
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    pins = [PIN.fullmatch(line) for line in lines]
    assert all(pins), "constraints.txt holds only comments and name==version"
    return {canonicalize_name(pin["name"]): pin["version"] for pin in pins if pin}


def installed(requirements: list[str]) -> dict[str, str]:
    """Map every distribution the requirements lead to, here, to its installed version."""
    found: dict[str, str] = {}
    waiting = [(Requirement(text), "") for text in requirements]
    while waiting:
        requirement, extra = waiting.pop()
        if requirement.marker and not requirement.marker.evaluate({"extra": extra}):
            continue
        name = canonicalize_name(requirement.name)
        if name in found and not requirement.extras:
            continue
        have = distribution(name)
        found[name] = have.version
        needs = [Requirement(text) for text in have.requires or ()]
        waiting += [(need, extra) for need in needs for extra in ["", *requirement.extras]]
    return found


def test_every_installed_version_is_the_pinned_one() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = project["dependencies"] + project["optional-dependencies"]["test"]
    pins = read_pins((ROOT / "constraints.txt").read_text(encoding="utf-8"))
    have = installed(asked)
    assert len(have) > len(asked)
    assert {name: pins.get(name) for name in have} == have


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True)


def run_hygiene(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["bash", str(folder / ".ci/run"), "hygiene"],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """Return a repository that holds `.ci/run` and one innocent file."""
    (tmp_path / ".ci").mkdir()
    shutil.copy(ROOT / ".ci/run", tmp_path / ".ci/run")
    (tmp_path / "notes.md").write_text(
        "Filen ligger under site/work och /arkiv/.\n", encoding="utf-8"
    )
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "add", ".")
    return tmp_path


def test_committed_files_name_no_machine_and_no_index() -> None:
    if not (ROOT / ".git").exists():
        pytest.skip("this copy is no Git clone, so nothing is committed")
    done = run_hygiene(ROOT)
    assert done.returncode == 0, done.stderr


def test_an_innocent_clone_passes(clone: Path) -> None:
    done = run_hygiene(clone)
    assert (done.returncode, done.stderr) == (0, "")


# Written in two parts, since this file is searched too.
@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.md", "se /wo" + "rk/main/docs"),
        ("a.py", 'PATH = "/ho' + 'me/anna/arkiv"'),
        ("a.toml", 'data = "../sha' + 'red/data"'),
        ("requirements.txt", "--index" + "-url https://example.org"),
        ("constraints.txt", "lagesbild @ file:" + "///srv/lagesbild"),
        ("a.lock", "https://files.python" + "hosted.org/packages/x"),
        ("uv.lock", ""),
        ("theme/package-lock.json", "{}"),
    ],
)
def test_what_ties_to_a_machine_is_named(clone: Path, name: str, text: str) -> None:
    file = clone / name
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, encoding="utf-8")
    git(clone, "add", ".")
    done = run_hygiene(clone)
    assert done.returncode == 1
    assert name in done.stderr


def build_step() -> str:
    """Return what checks and builds."""
    run, to_publish = (s["run"] for s in steps(read_workflow(OWN)) if "mkdocs" in s.get("run", ""))
    assert to_publish == run.replace("--quiet", "--quiet --site-dir publicerad")
    return str(run)


def test_workflow_checks_pull_requests_and_main_with_what_main_has() -> None:
    workflow = read_workflow(OWN)
    assert set(workflow["on"]) == {"pull_request_target", "push"}
    assert workflow["on"]["push"]["branches"] == ["main"]
    build = workflow["jobs"]["build"]["steps"]
    assert build[0]["with"] == {"fetch-depth": "0", "persist-credentials": "false"}
    assert [step for step in build if "ref" in step.get("with", {})] == []
    told = [(n, step.get("run", "")) for n, step in enumerate(build)]
    (checked,) = [n for n, run in told if 'lagesbild" check' in run]
    built, published = [n for n, run in told if 'mkdocs" build --strict' in run]
    assert checked < built < published
    # What is published has no default reader: the repository says for whom it is.
    assert build[published]["env"] == {"LAGESBILD_FOR": "${{ vars.LAGESBILD_FOR }}"}
    (asked,) = [step for step in build if 'lagesbild" publicering' in step.get("run", "")]
    assert asked["env"]["LAGESBILD_FOR"] == "${{ vars.LAGESBILD_FOR }}"


def test_workflow_lays_out_a_request_as_an_own_archives_does() -> None:
    names = ("Hämta förslaget", "Lägg ut förslagets texter", "Granska", "Bygg")
    ours, others = (
        [step for step in steps(workflow) if step["name"] in names]
        for workflow in (read_workflow(OWN), read_workflow(FORGES / "github.yml"))
    )
    assert [step["name"] for step in ours] == [*names]
    assert ours == others


def test_workflow_takes_nothing_that_a_build_prints_for_a_command(tmp_path: Path) -> None:
    folder = tmp_path / "program/bin"
    folder.mkdir(parents=True)
    (folder / "mkdocs").write_text("#!/bin/sh\nprintf '::error::x'\nexit 3\n")
    (folder / "mkdocs").chmod(0o755)
    words = set()
    for _ in range(2):
        done = subprocess.run(
            ["bash", "-eo", "pipefail", "-c", build_step()],
            env=os.environ | {"RUNNER_TEMP": str(tmp_path)},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        first, printed, last = done.stdout.splitlines()
        assert (printed, done.returncode) == ("::error::x", 3)
        word = first.removeprefix("::stop-commands::")
        assert last == f"::{word}::"
        assert len(word) == 32
        words.add(word)
    assert len(words) == 2


def test_workflow_publishes_only_what_the_archive_allows() -> None:
    workflow = read_workflow(OWN)
    assert workflow["permissions"] == {}
    rights = {name: job["permissions"] for name, job in workflow["jobs"].items()}
    assert rights["build"] == {"contents": "read"}
    assert set(rights) == {"build", "publish"}
    assert "needs.build.outputs.publish == 'ja'" in workflow["jobs"]["publish"]["if"]
    assert "github.event_name == 'push'" in workflow["jobs"]["publish"]["if"]
    handed_over = [s for s in steps(workflow) if "upload-pages-artifact" in s.get("uses", "")]
    assert [s["if"] for s in handed_over] == ["steps.decision.outputs.publicera == 'ja'"]


def test_workflow_pins_each_action_to_a_commit() -> None:
    assert find_unpinned(OWN) == []


def make_targets() -> set[str]:
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    return set(re.findall(r"^([a-z-]+):", text, re.MULTILINE))


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md"])
def test_every_make_command_named_exists(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    named = set(
        re.findall(r"\bmake ([a-z-]+)\b", " ".join(re.findall(r"`[^`]+`|^    .*", text, re.M)))
    )
    assert {"site", "test"} <= named <= make_targets()


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"])
def test_every_file_linked_to_exists(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    links = [link for link in re.findall(r"\]\(([^)#]+)", text) if ":" not in link]
    assert [link for link in links if not (ROOT / link).exists()] == []


SCRIPT = re.compile(r"-m ((?:tests|benchmarks)\.[a-z_.]*[a-z_])")
TOLD = [ROOT / "Makefile", ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]
SCRIPTS = sorted({name for path in TOLD for name in SCRIPT.findall(path.read_text("utf-8"))})


@pytest.mark.parametrize("name", SCRIPTS)
def test_every_script_that_is_named_can_be_loaded(name: str) -> None:
    """Nothing else runs them, and a name that the program has no more would be seen too late."""
    assert "__main__" in Path(str(import_module(name).__file__)).read_text("utf-8")


def test_readme_warns_against_a_public_archive() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "**Never put a real archive in a public repository" in text
