"""When two entries of one organisation are asked about, and when they are known to be different."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from generator.problems import Problem
from generator.records.loading import load_archive

FIRST = "entries/2026-10-15/skolan-a.md"
HEADER = "organisation: Skolan\nproblemtyp: Skadegörelse\nplats: Norra skolan\ndatum: 2026-10-07\n"
TEXT = "Ett fönster mot gården var krossat när vaktmästaren kom på morgonen."
OTHER = "Någon hade kastat sten mot rutorna i matsalen under natten till i dag."
Make = Callable[..., Path]


def post(header: str = HEADER, text: str = TEXT, more: str = "") -> str:
    return f"---\n{header}{more}---\n# Krossat fönster\n{text}\n"


def asked(make: Make, second: str, first: str = "", path: str = "") -> list[Problem]:
    second_path = path or "entries/2026-10-15/skolan-b.md"
    problems = load_archive(make(files={FIRST: first or post(), second_path: second})).problems
    return [problem for problem in problems if "Är det samma händelse?" in problem.text]


@pytest.mark.parametrize(
    "second",
    [
        post(),
        post(text=OTHER),
        post(text=TEXT.upper().replace(" ", "\n")),
        post(HEADER.replace("10-07", "10-02")),
        post(HEADER.replace("Norra skolan", "Stora torget")),
        post(HEADER.replace("Skadegörelse", "Störande samling")),
        post(more="slag: Iakttagelse\n"),
        post(text=OTHER, more="tid: kväll\n"),
        post(text=OTHER, more="slutdatum: 2026-10-08\n"),
    ],
)
@pytest.mark.parametrize("meeting", ["2026-10-15", "2026-11-12"])
def test_the_same_day_or_text_is_asked_about(second: str, meeting: str, archive_with: Make) -> None:
    path = f"entries/{meeting}/skolan-b.md"
    (problem,) = asked(archive_with, second, path=path)
    assert problem.origin.path == path
    assert problem.paste == "samma som: 2026-10-15/skolan-a"
    answered = second.replace("---\n#", f"{problem.paste}\n---\n#")
    assert asked(archive_with, answered, path=path) == []


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (post(), post(HEADER.replace("Skolan", "Polisen", 1))),
        (post(), post(HEADER.replace("10-07", "10-08"), OTHER)),
        (post(), post(HEADER.replace("Norra skolan", "Stora torget"), OTHER)),
        (post(), post(HEADER.replace("Skadegörelse", "Störande samling"), OTHER)),
        (post(), post(text=OTHER, more="slag: Positiv utveckling\n")),
        (post(more="tid: kväll\n"), post(text=OTHER, more="tid: natt\n")),
        (post(), post(more="struken: {datum: 2026-10-12, skäl: Fel, av: Skolan}\n")),
        (post(text="Kort text."), post(HEADER.replace("10-07", "10-08"), "Kort text.")),
        (
            "---\norganisation: Skolan\nslag: Inget att rapportera\n---\n",
            "---\norganisation: Skolan\nslag: Inget att rapportera\n---\n",
        ),
    ],
)
def test_what_is_told_apart_is_not_asked_about(first: str, second: str, archive_with: Make) -> None:
    assert asked(archive_with, second, first) == []


def test_what_goes_on_is_not_the_same(archive_with: Make) -> None:
    second = post(text=OTHER, more="fortsätter: 2026-10-15/skolan-a\n")
    assert asked(archive_with, second, path="entries/2026-11-12/skolan-b.md") == []
