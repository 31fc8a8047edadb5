"""Real Markdown of other people goes through the reader: problems in Swedish, no traceback."""

from __future__ import annotations

import tarfile
from collections import Counter
from pathlib import Path

import pytest

from generator.problems import ArchiveError, Problem
from generator.records.checks import check_file
from generator.records.files.source import read_record
from generator.records.forms import Reading
from generator.records.kinds.entry import Entry
from generator.records.loading import read_mall
from generator.records.reading import read_form

pytestmark = pytest.mark.slow

SMALL = Path(__file__).parents[1] / "archives" / "small"
CORPORA = ("18f_posts", "log4brains_adr", "moj_cloud-platform_adr")
# Words that a message of a library would have and no message of ours has.
ENGLISH = (" the ", "expected", "found ", "Error", "Input ", "should ", "mapping ")


@pytest.mark.parametrize("corpus", CORPORA)
def test_real_texts_are_read_or_refused_in_swedish(
    corpus: str, real_data: Path, tmp_path: Path
) -> None:
    with tarfile.open(real_data / "markdown" / f"{corpus}.tar.gz") as archive:
        archive.extractall(tmp_path, filter="data")
    mall = read_mall(SMALL)
    outcomes: Counter[str] = Counter()
    for file in sorted(tmp_path.rglob("*.md")):
        path = file.relative_to(tmp_path).as_posix()
        problems: list[Problem] = []
        try:
            source = read_record(tmp_path, path)
            problems += check_file(Entry, source, mall)
            read_form(Entry, Reading(source, mall))
        except ArchiveError as error:
            problems += error.problems
        outcomes["refused" if problems else "read"] += 1
        for problem in problems:
            own = problem.text.split('"')[::2]
            assert not [word for word in ENGLISH if word in "".join(own)], problem
            assert 1 <= problem.origin.line <= file.read_text(encoding="utf-8").count("\n") + 1
    # None of them is an entry, so every one has a problem; all of them were seen.
    assert outcomes["refused"] > 0
    assert outcomes["read"] == 0
