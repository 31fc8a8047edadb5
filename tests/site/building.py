"""Archives of a test's own, and the commands run on them as a user would."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import warnings
from collections.abc import Iterator, Mapping
from contextlib import chdir, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click
import pytest
from click.testing import CliRunner, Result

from tests.places import ARCHIVES, ROOT

if TYPE_CHECKING:
    from generator.pages.site import Site

PROJECT = ("generator", "docs", "mkdocs.yml", "pyproject.toml", "entries", "decisions")
MKDOCS = ("-m", "mkdocs")
# Git asks who commits; nobody's own settings may reach the test.
GIT = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "Test",
    "GIT_AUTHOR_EMAIL": "test@example.invalid",
    "GIT_COMMITTER_NAME": "Test",
    "GIT_COMMITTER_EMAIL": "test@example.invalid",
}


def copy_project(folder: Path) -> Path:
    """Copy all that a site is built from, without what tools leave behind."""
    for name in PROJECT:
        source, target = ROOT / name, folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copyfile(source, target)
    return folder


def copy_archive(name: str, folder: Path) -> Path:
    """Make a project of one of the tests' archives: its records, our docs and settings.

    A broken archive holds only what breaks the small one.
    """
    for layer in ["small", name] if name.startswith("broken/") else [name]:
        shutil.copytree(ARCHIVES / layer, folder, symlinks=True, dirs_exist_ok=True)
    shutil.copytree(ROOT / "docs", folder / "docs")
    shutil.copyfile(ROOT / "mkdocs.yml", folder / "mkdocs.yml")
    return folder


def clean_environment(**more: str) -> dict[str, str]:
    """Return the environment without what would change a build, and with this generator."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("LAGESBILD_", "GITHUB_", "GIT_"))
    }
    own = {
        "NO_MKDOCS_2_WARNING": "1",
        "PYTHONUTF8": "1",
        "PYTHONPATH": str(ROOT),
    }
    return kept | own | more


@contextmanager
def written_from(site: Site) -> Iterator[None]:
    """Let MkDocs and the export write pages that are already built, and not build them anew."""
    # MkDocs takes a while to load.
    from generator import plugin
    from generator.pages import export

    with pytest.MonkeyPatch.context() as patch:
        for writer in (plugin, export):
            patch.setattr(writer, "build_site", lambda *_, **__: site)
        yield


def build_in(folder: Path, *options: str) -> Result:
    """Build an archive strictly with MkDocs; the caller judges what came of it."""
    from mkdocs.__main__ import cli

    return _run_here(folder, cli, "build", "--strict", *options)


def check_in(folder: Path) -> Result:
    """Check an archive; the caller judges what came of it."""
    return run_lagesbild(folder, "check")


def run_lagesbild(folder: Path, *arguments: str) -> Result:
    """Run a command of ours in a folder; the caller judges what came of it."""
    from generator.cli import main

    return _run_here(folder, main, *arguments)


def _run_here(folder: Path, command: click.Command, *arguments: str) -> Result:
    """Run a command in a folder, in this process, which need not load all of it anew.

    An error that the command does not foresee fails the test.
    """
    clean = clean_environment()
    environment = {name: clean.get(name) for name in {*os.environ, *clean}}
    with chdir(folder), warnings.catch_warnings():
        # Those of other packages stop no build of a user.
        warnings.simplefilter("default")
        return CliRunner(env=environment).invoke(command, arguments, catch_exceptions=False)


def run_in(
    folder: Path, *arguments: str, environment: Mapping[str, str]
) -> subprocess.CompletedProcess[str]:
    """Run this Python in a folder as a process of its own; the caller judges the exit code."""
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def run_git(folder: Path, *arguments: str, day: str = "2026-12-16", moment: str = "") -> str:
    """Run Git, as nobody, on a certain day or moment; return what it says."""
    moment = moment or f"{day}T12:00:00+00:00"
    return subprocess.run(
        ["git", *arguments],
        cwd=folder,
        env=clean_environment(**GIT, GIT_AUTHOR_DATE=moment, GIT_COMMITTER_DATE=moment),
        capture_output=True,
        encoding="utf-8",
        check=True,
    ).stdout


def commit_all(folder: Path, day: str, *options: str) -> None:
    """Commit everything in a folder on a certain day."""
    if not (folder / ".git").exists():
        run_git(folder, "init", "--quiet", "--initial-branch=main")
    run_git(folder, "add", "--all")
    run_git(folder, "commit", "--quiet", "--message=test", *options, day=day)
