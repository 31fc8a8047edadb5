"""A folder of files is there whole or not at all, whenever the writing of it is stopped."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from generator.documents.folder import read_all, write_whole
from generator.documents.package import MANIFEST, digest, write_json


class Killed(BaseException):
    """What stops a writing; nothing of the house takes it."""


class Steps:
    """Counts what is asked of the disk, and stops the writing when there is no step left."""

    left: int | None = None


def count(event: str, arguments: tuple[object, ...], steps: type[Steps] = Steps) -> None:
    # A hook can never be taken away, so it looks only while it is asked to, and it outlives its module.
    if steps.left is None:
        return
    writes = event == "open" and "w" in str(arguments[1])
    if writes or event in ("os.mkdir", "os.rename", "os.remove", "os.rmdir", "shutil.rmtree"):
        steps.left -= 1
        if steps.left < 0:
            raise Killed


@pytest.fixture(scope="module")
def watched() -> None:
    """Look at what is asked of the disk from here on: each worker would be slower for it all along."""
    sys.addaudithook(count)


def make_files(text: str) -> dict[str, bytes]:
    files = {"a.pdf": text.encode(), "data/b.csv": text.encode() * 2}
    listed = [{"path": path, "sha256": digest(raw)} for path, raw in files.items()]
    return {**files, MANIFEST: write_json({"files": listed})}


def write_until(target: Path, files: dict[str, bytes], steps: int) -> bool:
    """Write until so many changes of the disk are made; say whether all were."""
    Steps.left = steps
    try:
        write_whole(target, files)
    except Killed:
        return False
    finally:
        Steps.left = None
    return True


@pytest.mark.usefixtures("watched")
@pytest.mark.parametrize("before", [None, make_files("förut")])
def test_a_writing_that_is_killed_anywhere_leaves_what_was_or_all(
    before: dict[str, bytes] | None, tmp_path: Path
) -> None:
    files, ends, steps = make_files("nu"), [], 0
    while True:
        target = tmp_path / str(steps) / "rapport"
        if before:
            write_whole(target, before)
        is_done = write_until(target, files, steps)
        found = read_all(target)
        assert found in ({}, before, files)
        ends.append(found)
        assert write_whole(target, files) == (found != files)
        assert read_all(target) == files
        assert [one.name for one in target.parent.iterdir()] == ["rapport"]
        if is_done:
            break
        steps += 1
    assert steps >= 7
    assert files in ends[:-1] or before is None
    if before:
        assert before in ends


def test_what_stood_aside_is_put_back(tmp_path: Path) -> None:
    target, before = tmp_path / "rapport", make_files("förut")
    write_whole(target, before)
    target.rename(tmp_path / ".rapport.undan")
    assert not write_whole(target, before)
    assert read_all(target) == before
