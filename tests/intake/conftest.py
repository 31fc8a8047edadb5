"""An archive with nothing but a mall, and the command run in it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli import main

MALL = Path(__file__).resolve().parents[1] / "real" / "mall.yml"


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with a mall, which the test stands in."""
    folder = tmp_path / "arkiv"
    (folder / "entries").mkdir(parents=True)
    (folder / "entries/mall.yml").write_bytes(MALL.read_bytes())
    monkeypatch.chdir(folder)
    monkeypatch.delenv("LAGESBILD_DATE", raising=False)
    return folder


@pytest.fixture
def lagesbild() -> Callable[..., Result]:
    """Return the command, in this process; a traceback fails the test."""

    def run(*arguments: str | Path) -> Result:
        return CliRunner().invoke(main, [str(a) for a in arguments], catch_exceptions=False)

    return run


@pytest.fixture
def change_mall(archive: Path) -> Callable[[str, str], None]:
    """Return what replaces words in the archive's mall."""

    def change(old: str, new: str) -> None:
        file = archive / "entries/mall.yml"
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new), encoding="utf-8")

    return change
