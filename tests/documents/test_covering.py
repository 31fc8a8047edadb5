"""The letter with a report asks the council for what it is still to decide, and nobody for more."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from generator.documents.covering import say_asked
from generator.pages.composed import Composer, make_build
from generator.records import read_archive
from tests.places import ARCHIVES, load_cases

CASES = load_cases(Path(__file__).with_name("asked_in_letters.yml"))
MEETING = "entries/2026-10-15/index.md"
FIRST, LAST = "  - förslag:", "    resurs: inom ram\n"


@pytest.mark.parametrize("name", CASES)
def test_the_letter_asks_for_what_is_to_be_decided(
    name: str, archive_with: Callable[..., Path]
) -> None:
    case = CASES[name]
    text = (ARCHIVES / "small" / MEETING).read_text("utf-8")
    if case["second"]:
        second = f"  - nr: 2\n    förslag: {case['second']}\n    typ: Uppdrag\n"
        text = text.replace(FIRST, "  - nr: 1\n    förslag:").replace(LAST, f"{LAST}{second}")
    root = archive_with(files={MEETING: text})
    archive = read_archive(root, date.fromisoformat(str(case["day"])))
    composer = Composer(make_build(root, archive, archive.mall.distributions[0]))
    article = composer.compose(archive.report["2026-10"])
    said = list(say_asked(composer.build, article, case["recipient"]))
    assert said == ([case["says"]] if case["says"] else [])
