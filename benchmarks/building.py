"""What the index costs of a whole site build: an archive of many entries, built as a reader would."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.archive import ENTRIES, MEETINGS_A_YEAR, write_archive
from generator.pages.search.build import build_documents
from generator.pages.site import build_site
from generator.records import read_archive
from generator.search import write_index


def measure_share(root: Path, folder: Path, entries: int) -> tuple[float, float]:
    """Return the seconds that the index took, and the whole build with it."""
    write_archive(root, folder, entries // (MEETINGS_A_YEAR * ENTRIES), ENTRIES)
    archive, pages = read_archive(folder), build_site(folder).pages
    start = time.perf_counter()
    write_index(build_documents(archive, pages))
    index = time.perf_counter() - start
    start = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict"],
        cwd=folder,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(root)},
        capture_output=True,
        check=True,
    )
    return index, time.perf_counter() - start
