"""What `lagesbild` runs ends at once when it has told something, and loses nothing by that."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import main

Make = Callable[..., Path]
START = "from generator.__main__ import main; main()"
# What would be seen of an end in which everything is taken apart.
LAST = "class Last:\n    def __del__(self): print('apart')\nlast = Last()\n"
TIDIED = "import atexit; atexit.register(print, 'tidied')\n"


def start(*arguments: str, before: str = "", **how: object) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own."""
    command = [sys.executable, "-c", before + START, *arguments]
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **how}
    return subprocess.run(command, encoding="utf-8", check=False, **streams)


@pytest.mark.parametrize(("overlays", "code"), [((), 0), (("yaml--tag",), 1)])
def test_all_that_check_says_comes_through_and_nothing_is_taken_apart(
    overlays: tuple[str, ...], code: int, archive_with: Make
) -> None:
    root = str(archive_with(*overlays))
    said = CliRunner().invoke(main, ["check", root])
    done = start("check", root, before=LAST + TIDIED)
    assert (done.returncode, done.stderr) == (said.exit_code, "") == (code, "")
    assert done.stdout == f"{said.output}tidied\n"


def test_what_can_not_be_run_and_what_writes_ends_as_every_program_does() -> None:
    done = start("check", "--base", before=LAST)
    assert (done.returncode, done.stdout) == (2, "apart\n")
    done = start("--help", before=LAST)
    assert done.returncode == 0
    assert done.stdout.endswith("apart\n")


def test_nobody_who_listens_is_no_error(archive_with: Make) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = start("check", str(archive_with("yaml--tag")), stdout=writing)
    os.close(writing)
    assert (done.returncode, done.stderr) == (1, "")
