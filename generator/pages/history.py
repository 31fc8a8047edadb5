"""When each file was last changed, from one pass over the Git history.

One call per file would take ten seconds for two thousand of them. Committers' names are never read.
"""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path


@dataclass(frozen=True, slots=True)
class History:
    """The day of each file's last commit; `shallow` when older commits were left out."""

    changed: Mapping[str, date] = field(default_factory=dict)
    shallow: bool = False


def read_history(root: Path) -> History:
    """Read the history of the files below `root`; empty where Git or a history is missing."""
    log = run_git(root, "log", "-z", "--name-only", "--format=%x01%cs %P", "--relative", "--", ".")
    if not log:
        return History()
    shallow = run_git(root, "rev-parse", "--is-shallow-repository").strip() == "true"
    changed: dict[str, date] = {}
    # With -z, Git ends the commit's own line and every name with NUL, puts a line feed before the
    # first name, and quotes none.
    for commit in log.split("\x01")[1:]:
        head, _, names = commit.partition("\0")
        day, _, parents = head.strip().partition(" ")
        # The oldest commit of a shallow clone names every file, changed in it or not.
        if shallow and not parents:
            continue
        for name in names.replace("\n", "").split("\0"):
            if name:
                changed.setdefault(name, date.fromisoformat(day))
    return History(changed, shallow)


def run_git(root: Path, *arguments: str) -> str:
    """Return what Git says, or nothing when it cannot."""
    try:
        done = subprocess.run(
            ["git", *arguments],
            cwd=root,
            capture_output=True,
            check=True,
            encoding="utf-8",
        )
    except (OSError, subprocess.CalledProcessError):
        return ""
    return done.stdout
