"""A file that somebody brings: read whole, once it is known to be a file and not too large for it."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from generator.problems import CannotRun, say_refusal
from generator.swedish import say_megabytes

MOST_BYTES = 20_000_000


def read_given(file: Path) -> bytes:
    """Return a file's bytes; raises `CannotRun` for what is no file, too large or cannot be read."""
    if not os.path.lexists(file):
        raise CannotRun(f"{file} finns inte.")
    try:
        about = file.stat()
        # A pipe never ends and a device has no size: nothing of them is read.
        if not stat.S_ISREG(about.st_mode):
            raise CannotRun(f"{file} är ingen vanlig fil.")
        if about.st_size > MOST_BYTES:
            size = say_megabytes(about.st_size)
            raise CannotRun(f"{file} är {size}. Den får vara högst {MOST_BYTES // 1_000_000} MB.")
        return file.read_bytes()
    except OSError as error:
        raise CannotRun(f"{file} går inte att läsa ({say_refusal(error)}).") from error
