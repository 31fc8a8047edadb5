"""What `lagesbild` runs: the command line, without what Python does for programs that go on for long.

It looks for rings of unused objects while the program is read in, and takes apart all that an archive
is made of when `check` has said what it found. Together that takes a tenth of the time.
"""

from __future__ import annotations

import atexit
import gc
import os
import sys


def main() -> None:
    """Run the command line; one that has only told something ends at once."""
    gc.disable()
    # Else pydantic reads what all installed packages say of themselves, for one that would change its models.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    from generator.cli import main
    from generator.terminal import Told

    # What has been read in stays, and is not looked through again at once.
    gc.freeze()
    gc.unfreeze()
    gc.enable()
    try:
        sys.exit(main())
    except Told as end:
        leave(end.code)
        raise


def leave(code: int) -> None:
    """End the process with all that it has written; return where that cannot be written."""
    atexit._run_exitfuncs()
    try:
        for stream in filter(None, (sys.stdout, sys.stderr)):
            stream.flush()
    except OSError:
        return
    os._exit(code)


if __name__ == "__main__":
    main()
