"""Where an export may be written, and what is said when the computer refuses."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli import main
from generator.pages import export
from generator.pages.export import refuse_folder
from generator.problems import REFUSALS, CannotRun

ROOT = Path(__file__).resolve().parents[2]
SMALL = ROOT / "tests/archives/small"
COULD_NOT_RUN = 2


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """A folder with something valuable in it, and the ways that lead there."""
    (tmp_path / "mapp").mkdir()
    (tmp_path / "mapp/viktigt.txt").write_text("spara mig", encoding="utf-8")
    (tmp_path / "fil").write_text("spara mig", encoding="utf-8")
    (tmp_path / "länk").symlink_to(tmp_path / "mapp")
    (tmp_path / "slinga").symlink_to(tmp_path / "slinga")
    (tmp_path / "ingenstans").symlink_to(tmp_path / "finns inte")
    os.mkfifo(tmp_path / "rör")
    return tmp_path


def export_to(folder: Path | str, monkeypatch: pytest.MonkeyPatch) -> Result:
    """Run the command on the small archive; an exception nobody has foreseen fails the test."""
    monkeypatch.chdir(SMALL)
    return CliRunner().invoke(main, ["export", str(folder)], catch_exceptions=False)


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("mapp", "är inte tom och är ingen tidigare export"),
        ("fil", "är ingen mapp"),
        ("rör", "är ingen mapp"),
        ("länk", "är en länk"),
        ("länk/ny", "är en länk"),
        ("länk/ny/djupt", "är en länk"),
        ("slinga", "är en länk"),
        ("ingenstans", "är en länk"),
        ("ny/../länk", "är en länk"),
        ("fil/ny", "en del av sökvägen är en fil"),
        ("a" * 300, "namnet är för långt"),
    ],
)
def test_a_folder_that_is_none_of_ours_is_refused(
    outside: Path, monkeypatch: pytest.MonkeyPatch, name: str, why: str
) -> None:
    done = export_to(outside / name, monkeypatch)
    assert done.exit_code == COULD_NOT_RUN
    assert done.output.startswith("Det gick inte: ")
    assert why in done.output
    for kept in ("mapp/viktigt.txt", "fil"):
        assert (outside / kept).read_text(encoding="utf-8") == "spara mig"


@pytest.mark.parametrize("folder", ["/proc/finns-inte", "/dev/null", "/dev/full"])
def test_what_is_no_place_for_files_is_refused(
    folder: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = export_to(folder, monkeypatch)
    assert (done.exit_code, done.output.count("\n")) == (COULD_NOT_RUN, 1)
    assert folder in done.output


@pytest.mark.parametrize("number", [*REFUSALS, 9_999])
@pytest.mark.parametrize("path", [None, "ut/moten/2026-10-15.html"])
def test_whatever_the_computer_refuses_is_said_in_swedish(
    monkeypatch: pytest.MonkeyPatch, number: int, path: str | None
) -> None:
    """A disk may fill at any file, so the door catches it and not the command."""

    def refuse(*_: object, **__: object) -> int:
        raise OSError(number, os.strerror(number), path)

    monkeypatch.setattr(export, "write_export", refuse)
    done = export_to("ut", monkeypatch)
    assert done.exit_code == COULD_NOT_RUN
    assert done.output.startswith("Det gick inte: ")
    assert os.strerror(number) not in done.output
    assert path is None or path in done.output
    said = REFUSALS.get(number, f"datorns felnummer är {number}")
    assert said.casefold() in done.output.casefold()


def test_who_stops_reading_our_lines_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object, **__: object) -> int:
        raise BrokenPipeError(errno.EPIPE, "Broken pipe")

    monkeypatch.setattr(export, "write_export", stop)
    assert "Det gick inte" not in export_to("ut", monkeypatch).output


def test_an_earlier_export_is_written_over(tmp_path: Path) -> None:
    (tmp_path / "gammal.html").touch()
    (tmp_path / export.MARK).touch()
    assert refuse_folder(SMALL, tmp_path, export.MARK) == tmp_path
    assert refuse_folder(SMALL, tmp_path / "ny", export.MARK) == tmp_path / "ny"


@pytest.mark.parametrize("name", ["", "docs", "entries", "decisions", "docs/ny", "..", "x/../docs"])
def test_an_export_never_goes_into_the_archive(
    archive_with: Callable[..., Path], name: str
) -> None:
    root = archive_with()
    (root / "docs").mkdir(exist_ok=True)
    with pytest.raises(CannotRun, match="hör till själva arkivet"):
        export.write_export(root, root / name)
    assert (root / "entries/mall.yml").exists()
    assert (root / "docs").exists()
