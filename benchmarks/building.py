"""What the index costs of a whole site build: an archive of many entries, built as a reader would."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

from generator.pages.searchable import build_documents
from generator.pages.site import build_site
from generator.records import read_archive
from generator.search import write_index

# An entry that others lean on, or that leans on others, cannot be copied as it stands.
LEANING = re.compile(r"^(?:uppföljningar?|rättelser?|samma som|åtgärder|underlag)\b", re.MULTILINE)


def measure_share(root: Path, folder: Path, entries: int) -> tuple[float, float]:
    """Return the seconds that the index took, and the whole build with it."""
    copy_entries(root, folder, entries)
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


def copy_entries(root: Path, folder: Path, entries: int) -> None:
    """Copy the example, and its simple entries beside themselves until there are so many."""
    for name in ("entries", "decisions", "docs"):
        shutil.copytree(root / name, folder / name)
    shutil.copyfile(root / "mkdocs.yml", folder / "mkdocs.yml")
    found = [
        file for file in sorted((folder / "entries").glob("*-*-*/*.md")) if file.stem != "index"
    ]
    plain = [
        (file, text)
        for file in found
        if not file.stem.endswith("-inget") and not file.with_suffix(".csv").exists()
        if not LEANING.search(text := file.read_text(encoding="utf-8"))
    ]
    for number in range(entries - len(found)):
        file, text = plain[number % len(plain)]
        copy = file.with_name(f"{file.stem}-{number // len(plain) + 1}.md")
        copy.write_text(text, encoding="utf-8")
