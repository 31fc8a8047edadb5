"""A repository with a bare remote, and the workflow of a forge run on it step by step, as bash does."""

from __future__ import annotations

import re
import shlex
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from tests.places import ROOT
from tests.site.building import run_git
from tests.starting.installed import plain_environment

FORGES = ROOT / "generator/starting/forges"
MAIN, REQUEST = "main", "7"
INSTALLS = "-m pip install"


@dataclass(frozen=True)
class Step:
    """What a workflow runs, and the variables that it gives to that step alone."""

    run: str
    env: Mapping[str, str]


OWN = ROOT / ".github/workflows/site.yml"
PINNED = re.compile(r"actions/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")


def read_workflow(file: Path) -> dict[str, Any]:
    """Return a workflow with its texts as they stand (YAML 1.1 reads `on` as true)."""
    workflow: dict[str, Any] = yaml.load(file.read_text("utf-8"), Loader=yaml.CBaseLoader)
    return workflow


def steps(workflow: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield every step of every job."""
    for job in workflow["jobs"].values():
        yield from job["steps"]


def find_unpinned(file: Path) -> list[str]:
    """Return the actions that are not pinned to a commit with its version beside it."""
    used = re.findall(r"uses: (.*)", file.read_text("utf-8"))
    assert used
    return [action for action in used if not PINNED.fullmatch(action)]


def list_steps(forge: str) -> Iterator[Step]:
    """Yield what the workflow runs for a request, but the installation."""
    workflow = read_workflow(FORGES / f"{forge}.yml")
    if forge == "gitlab":
        job = workflow["build"]
        lines = [*job["before_script"], *job["script"]]
        kept = [line for line in lines if INSTALLS not in line and "-m venv" not in line]
        yield Step("\n".join(kept), job["variables"])
        return
    for step in steps(workflow):
        if "run" in step and INSTALLS not in step["run"] and "apt-get" not in step["run"]:
            yield Step(step["run"], step.get("env", {}))


@dataclass
class Forge:
    """A bare remote with `main`, and a folder where a workflow runs on what is asked of it."""

    folder: Path
    name: str
    lagesbild: Sequence[str]

    @property
    def remote(self) -> Path:
        """The bare repository, at the address that the forge says."""
        return self.folder / "server/grupp/arkiv"

    @property
    def clone(self) -> Path:
        """Where participants write."""
        return self.folder / "clone"

    @property
    def work(self) -> Path:
        """Where the workflow runs."""
        return self.folder / "work"

    def begin(self, archive: Path) -> None:
        """Take an archive in as the first commit on main."""
        subprocess.run(["git", "init", "-q", "--bare", "-b", MAIN, str(self.remote)], check=True)
        archive.rename(self.clone)
        run_git(self.clone, "init", "-q", "-b", MAIN)
        run_git(self.clone, "remote", "add", "origin", str(self.remote))
        self.commit("Börja")
        run_git(self.clone, "push", "-q", "origin", MAIN)
        self.lay_program()

    def commit(self, words: str) -> None:
        """Commit all that lies in the participant's folder."""
        run_git(self.clone, "add", "-A")
        run_git(self.clone, "commit", "-q", "--allow-empty", "-m", words)

    def ask(self, branch: str) -> None:
        """Send a branch as the request."""
        ref = "merge-requests" if self.name == "gitlab" else "pull"
        run_git(self.clone, "push", "-q", "-f", "origin", f"HEAD:refs/{ref}/{REQUEST}/head")
        run_git(self.clone, "push", "-q", "-f", "origin", f"HEAD:refs/heads/{branch}")

    def lay_program(self) -> None:
        """Lay this program where the workflow installs it, and note that MkDocs was run."""
        programs = self.folder / "program/bin"
        programs.mkdir(parents=True)
        words = {
            "lagesbild": f'exec {shlex.join(self.lagesbild)} "$@"',
            "mkdocs": "mkdir -p site && cp mkdocs.yml site/",
        }
        for name, line in words.items():
            (programs / name).write_text(f"#!/bin/sh\n{line}\n", "utf-8")
            (programs / name).chmod(0o755)
        (self.folder / "work.program").symlink_to(self.folder / "program")

    def check(self) -> subprocess.CompletedProcess[str]:
        """Run the workflow on the request, and return its last step: the first that fails."""
        self.work.mkdir()
        if self.name != "forgejo":
            # What the forge has laid out before the first line of ours.
            run_git(self.folder, "clone", "-q", str(self.remote), "work")
        told = {
            "CI_PIPELINE_SOURCE": "merge_request_event",
            "CI_DEFAULT_BRANCH": MAIN,
            "CI_PROJECT_DIR": str(self.work),
            "RUNNER_TEMP": str(self.folder),
        }
        if self.name == "gitlab":
            ref = f"refs/merge-requests/{REQUEST}/head"
            run_git(self.work, "fetch", "-q", "origin", ref)
            told["CI_COMMIT_SHA"] = run_git(self.work, "rev-parse", "FETCH_HEAD").strip()
            run_git(self.work, "checkout", "-q", "--detach", "FETCH_HEAD")
        done = subprocess.CompletedProcess[str]((), 0, "", "")
        for step in list_steps(self.name):
            done = subprocess.run(
                ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step.run],
                cwd=self.work,
                env=plain_environment() | told | {k: self.say(v) for k, v in step.env.items()},
                capture_output=True,
                encoding="utf-8",
                check=False,
            )
            if done.returncode:
                break
        return done

    def say(self, text: str) -> str:
        """Return a variable as the forge would give it."""
        for words, value in {
            "${{ github.event.pull_request.number }}": REQUEST,
            "${{ github.token }}": "hemlig",
            "${{ github.server_url }}": (self.folder / "server").as_uri(),
            "${{ github.repository }}": "grupp/arkiv",
            "${{ github.event_name == 'pull_request_target' && '--base=HEAD' || '' }}": "--base=HEAD",
        }.items():
            text = text.replace(words, value)
        assert "${{" not in text, text
        return text
