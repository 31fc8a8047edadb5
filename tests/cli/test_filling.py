"""`lagesbild new entry` and `new decision`: what is answered becomes a file that `check` passes."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from generator.cli import main
from generator.cli.asking import ADVICE, ask_long
from generator.cli.guarding import examine
from generator.records import read_archive

Make = Callable[..., Path]
ENTRY = ["entry", "--organisation", "Skolan", "--rubrik", 'Ruta: "krossad"', "--text", "En ruta."]
WHERE = ["--problemtyp", "skadegörelse", "--plats", "Norra skolan", "--datum", "2026-11-10"]
DECISION = [
    *(
        "decision",
        "--instans",
        "Lokala BRÅ",
        "--datum",
        "2026-11-19",
        "--original",
        "protokoll: § 3",
    ),
    *("--rubrik", "Mer ljus", "--beslut", "Mer ljus.", "--motivering", "Det är mörkt."),
]


def run(*arguments: str, answers: Sequence[str] = ()) -> Result:
    """Run the command, in this process; a traceback fails the test."""
    given = "".join(f"{answer}\n" for answer in answers)
    return CliRunner().invoke(main, ["new", *arguments], input=given, catch_exceptions=False)


@pytest.fixture
def small(archive_with: Make, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the small archive, which the test stands in."""
    root = archive_with()
    monkeypatch.chdir(root)
    return root


WRITTEN = {
    "an entry": (
        [*ENTRY, *WHERE],
        (),
        "entries/2026-11-12/skolan-ruta-krossad.md",
        "organisation: Skolan\nproblemtyp: Skadegörelse\nplats: Norra skolan\ndatum: 2026-11-10\n---\n"
        '# Ruta: "krossad"\nEn ruta.\n',
    ),
    "an entry of what happened after the next meeting": (
        [*ENTRY, *WHERE[:-1], "2026-11-20"],
        (),
        "entries/2027-01-07/skolan-ruta-krossad.md",
        "datum: 2026-11-20\n",
    ),
    "nothing to report": (
        ["entry", "--organisation", "Polisen", "--slag", "Inget att rapportera"],
        (),
        "entries/2026-11-12/polisen-inget-att-rapportera.md",
        "---\norganisation: Polisen\nslag: Inget att rapportera\n---\n",
    ),
    "an entry that is asked for, with what is answered wrong first": (
        ["entry"],
        [
            *("Skoln", "Skolan", "1", "1", "norra skolan", "igår", "2026-11-10", "kanske", "ja"),
            *("kväll", "1", "2", "ja", "Byt rutan, båda", "Fastighetsbolaget", "", "nej"),
            *("Ruta krossad", "En ruta."),
        ],
        "entries/2026-11-12/skolan-ruta-krossad.md",
        "datum: 2026-11-10\ntid: kväll\ntillförlitlighet: bekräftat\nantal: 2\nåtgärder:\n"
        '  - vad: "Byt rutan, båda"\n    ansvarig: Fastighetsbolaget\n---\n# Ruta krossad\nEn ruta.\n',
    ),
    "a decision without a proposal": (
        [*DECISION, "--utgang", "med ändring", "--typ", "Uppdrag"],
        (),
        "decisions/2026-11-19-mer-ljus.md",
        "utgång: med ändring\n#: senast fastställd är 2026-10\nrapport:\noriginal: \"protokoll: § 3\"\n"
        "---\n# Mer ljus\n\n## Beslut\nMer ljus.\n\n## Motivering\nDet är mörkt.\n",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", WRITTEN)
def test_what_is_answered_is_written_and_passes(name: str, small: Path) -> None:
    arguments, answers, path, said = WRITTEN[name]
    done = run(*arguments, answers=answers)
    assert (done.exit_code, f"Skriven: {path}" in done.output) == (0, True), done.output
    assert said in (small / path).read_text("utf-8")
    assert [str(p) for p in examine(small).problems if p.origin.path == path] == []


def test_a_second_entry_of_the_same_title_has_a_name_of_its_own(small: Path) -> None:
    assert run(*ENTRY, *WHERE).exit_code == 0
    done = run(*ENTRY, *WHERE)
    assert "Skriven: entries/2026-11-12/skolan-ruta-krossad-2.md" in done.output


def test_a_decision_takes_after_the_proposal_it_answers(
    copied_proposal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = [
        *("Lokala BRÅ", "1", "enligt förslaget", "ja", "4", "protokoll 2026-12-15", "Containrar"),
        *("Tre bränder på sex veckor.", "ja", "Analysera", "NVK", "2027-02-25", "nej"),
    ]
    done = run("decision", "--datum", "2026-12-15", answers=answers)
    assert done.exit_code == 0, done.output
    decision = read_archive(copied_proposal).decision["2026-12-15-containrar"]
    assert decision.answers == ("2026-12-10#bra-1",)
    assert (decision.type.name, decision.subject.place and decision.subject.place.name) == (
        "Orsaksanalys",
        "Meling",
    )
    assert "## Beslut\nLokala BRÅ beslutar att göra en orsaksanalys" in decision.text
    assert [(row.what, str(row.due)) for row in decision.assignments] == [
        ("Analysera", "2027-02-25")
    ]


@pytest.fixture
def copied_proposal(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an archive with the example's mall and its last meeting, which lifted a proposal."""
    for path in ("mall.yml", "karta.geojson", "2026-12-10/index.md"):
        file = tmp_path / "entries" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes((root / "entries" / path).read_bytes())
    monkeypatch.chdir(tmp_path)
    return tmp_path


REFUSED = {
    "a word that is none": (["entry", "--organisation", "Skoln"], 2, 'Menade du "Skolan"?'),
    "who reports nothing": (["entry", "--organisation", "Småby kommun"], 2, "kan inte stå där"),
    "a kind with a table": (
        ["entry", "--organisation", "Skolan", "--slag", "Statistik"],
        2,
        "lagesbild import tabell",
    ),
    "a proposal that is none": ([*DECISION, "--forslag", "2026-10-15#bra-9"], 2, "Inget förslag"),
    "someone pointed out": (
        [*ENTRY[:-1], "Av 900101-9802.", *WHERE],
        1,
        "Inget har skrivits. Så här skulle",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_is_told_and_not_written(name: str, small: Path) -> None:
    arguments, code, said = REFUSED[name]
    before = {file: file.read_bytes() for file in small.rglob("*.md")}
    done = run(*arguments)
    assert (done.exit_code, said in done.output) == (code, True), done.output
    assert "900101-9802" not in done.output
    assert {file: file.read_bytes() for file in small.rglob("*.md")} == before


def test_a_text_is_written_in_the_editor(monkeypatch: pytest.MonkeyPatch) -> None:
    written = iter([None, ADVICE, f"Rad ett.\n\nRad två.{ADVICE}"])
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(click, "edit", lambda *_, **__: next(written))
    assert ask_long("Text") == "Rad ett.\n\nRad två."
