"""The built wheel in an environment of its own, and the commands run in it as a user would."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import venv
from dataclasses import dataclass, field
from pathlib import Path

from tests.places import ROOT
from tests.site.building import GIT

PIP = ("-m", "pip", "--quiet", "--disable-pip-version-check")


@dataclass
class Installed:
    """An environment that holds the wheel alone; what it needs is lent by the tests' own."""

    folder: Path
    here: Path
    commands: list[str] = field(default_factory=list)

    @property
    def bin(self) -> Path:
        """Where the environment's programs lie."""
        return self.folder / ("Scripts" if os.name == "nt" else "bin")

    def run(self, *words: str, code: int = 0) -> str:
        """Run a program of the environment in the user's folder, and return what it printed."""
        self.commands.append(" ".join(words))
        done = subprocess.run(
            [str(self.bin / words[0]), *words[1:]],
            cwd=self.here,
            env=plain_environment(self.bin),
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == code, f"{words}\n{done.stdout}{done.stderr}"
        return done.stdout + done.stderr


def plain_environment(*programs: Path) -> dict[str, str]:
    """Return an environment in which no other copy of the program is found, and no forge speaks."""
    left_out = ("PYTHON", "LAGESBILD_", "GITHUB_", "PIP_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(left_out)}
    path = os.pathsep.join([*map(str, programs), os.environ["PATH"]])
    return kept | GIT | {"PATH": path, "NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1"}


def build_wheel(folder: Path) -> None:
    """Build the project's wheel, without a network."""
    command = ("wheel", "--no-build-isolation", "--no-index", "--no-deps", "--wheel-dir")
    subprocess.run(
        [sys.executable, *PIP, *command, str(folder), str(ROOT)],
        env=plain_environment(),
        check=True,
    )


def install_wheel(wheel: Path, folder: Path) -> None:
    """Make an environment with the wheel in it; pip never asks an index."""
    venv.create(folder, with_pip=False)
    lent = Path(sysconfig.get_path("purelib"))
    # A folder named here is searched last, and its own .pth files (our editable copy) are not read.
    (site,) = folder.rglob("site-packages")
    (site / "lent.pth").write_text(f"{lent}\n", "utf-8")
    python = folder / ("Scripts" if os.name == "nt" else "bin") / "python"
    command = ("--python", str(python), "install", "--no-index", "--no-deps", "--ignore-installed")
    subprocess.run(
        [sys.executable, *PIP, *command, str(wheel)], env=plain_environment(), check=True
    )
    # A user installs MkDocs with the program, and has its command too.
    mkdocs = python.with_name("mkdocs")
    mkdocs.write_text(f'#!/bin/sh\nexec "{python}" -P -m mkdocs "$@"\n', "utf-8")
    mkdocs.chmod(0o755)
