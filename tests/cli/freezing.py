"""The small archive in a repository, to freeze a report in and to change what it rests on."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.article.values import Article
from generator.cli import main
from generator.documents import frozen
from tests.places import ARCHIVES
from tests.site.building import commit_all


def leave_out_documents(monkeypatch: pytest.MonkeyPatch) -> None:
    """Write the tables alone: that documents are written and known again is tried in test_verifying.py."""

    def write_all(article: Article, _: object, reader: str) -> dict[str, bytes]:
        name = f"{frozen.name_files(article, reader)}.pdf"
        return {**frozen.write_downloads(article), name: reader.encode()}

    monkeypatch.setattr(frozen, "write_all", write_all)


def start_small(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Lay the small archive in a repository of its own, its report not frozen yet, and stand in it."""
    shutil.copytree(ARCHIVES / "small", folder)
    commit_all(folder, "2026-11-02")
    monkeypatch.chdir(folder)
    return folder


def run(*arguments: str) -> Result:
    """Run a command in the folder."""
    return CliRunner().invoke(main, arguments, catch_exceptions=False)


def edit(root: Path, path: str, old: str, new: str) -> None:
    """Change a file."""
    text = (root / path).read_text("utf-8")
    assert old in text
    (root / path).write_text(text.replace(old, new, 1), "utf-8", newline="\n")
