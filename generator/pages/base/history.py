"""When each file was last changed, from one pass over the Git history.

One call per file would take ten seconds for two thousand of them. Committers' names are never read.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

COMMIT = re.compile(r"\x01(\S*) ((?:[0-9a-f]{40,64} ?)*)")


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
    changed: dict[str, date | None] = {}
    day: date | None = None
    is_told = True
    # With -z, Git ends the commit's own line and every name with NUL, puts a line feed before the
    # first name, and quotes none.
    for part in log.split("\0"):
        if head := COMMIT.fullmatch(part):
            day = read_day(head[1])
            # The oldest commit of a shallow clone names every file, changed in it or not.
            is_told = not shallow or bool(head[2])
        elif part and is_told:
            changed.setdefault(part.removeprefix("\n"), day)
    return History({path: day for path, day in changed.items() if day}, shallow)


def read_day(text: str) -> date | None:
    """Return a commit's day; one whose clock was wild has none that can be told."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def run_git(root: Path, *arguments: str) -> str:
    """Return what Git says, or nothing when it cannot.

    A name that is no UTF-8 keeps its bytes as surrogates: it stays in the history for ever.
    """
    try:
        done = subprocess.run(
            ["git", *arguments],
            cwd=root,
            capture_output=True,
            check=True,
            encoding="utf-8",
            errors="surrogateescape",
        )
    except (OSError, subprocess.CalledProcessError):
        return ""
    return done.stdout
