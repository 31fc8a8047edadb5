"""A small archive in a repository, and changes of it: what tests of requests begin with."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

from tests.places import ARCHIVES
from tests.site.building import commit_all, run_git

Edit = Mapping[str, str]
FILES = {"docs/om.md": "# Om arkivet\nText.\n", "mkdocs.yml": "strict: true\n"}


def start_archive(root: Path, before: Iterable[Edit] = (), top: Path | None = None) -> Path:
    """Lay the small archive in a repository whose branch is main, and step onto another.

    The repository is at `top`, where it is not the archive's own.
    """
    shutil.copytree(ARCHIVES / "small", root)
    for path, text in FILES.items():
        write(root, path, text)
    for edit in before:
        change(root, edit)
    if top:
        write(top, "annat.txt", "Text.\n")
    commit_all(top or root, "2026-11-20")
    run_git(root, "checkout", "--quiet", "-b", "andring")
    return root


def write(root: Path, path: str, text: str) -> None:
    """Write a file of an archive."""
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_bytes(text.encode())


def change(root: Path, edit: Edit) -> None:
    """Make one edit of a table."""
    path = root / edit["fil"]
    if "bort" in edit:
        path.unlink()
    elif "flytta" in edit:
        write(root, edit["flytta"], path.read_text("utf-8"))
        path.unlink()
    elif "text" in edit:
        write(root, edit["fil"], edit["text"])
    else:
        text = path.read_text("utf-8")
        assert edit["från"] in text
        write(root, edit["fil"], text.replace(edit["från"], edit["till"], 1))
