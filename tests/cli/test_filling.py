"""`lagesbild new entry` and `new decision`: what is answered becomes a file that `check` passes."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from generator.cli import asking, main
from generator.cli.asking import WIDTH, ask_long
from generator.cli.examined import examine
from generator.records import REMARK, read_archive
from tests.places import load_cases

Make = Callable[..., Path]
ASKED = load_cases(Path(__file__).with_name("asked.yml"))
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
        *("Lokala BRÅ", "1", "enligt förslaget", "ja", "§ 4", "protokoll 2026-12-15", "Containrar"),
        *("Tre bränder på sex veckor.", "ja", "Analysera", "NVK", "2027-02-25", "nej"),
    ]
    done = run("decision", "--datum", "2026-12-15", answers=answers)
    assert done.exit_code == 0, done.output
    decision = read_archive(copied_proposal).decision["2026-12-15-containrar"]
    assert decision.answers == ("2026-12-10#bra-1",)
    assert "\nparagraf: 4\n" in decision.source.whole
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


@pytest.mark.parametrize("name", ASKED)
def test_an_answer_that_chooses_nothing_says_what_is_needed(name: str, small: Path) -> None:
    case = ASKED[name]
    done = run(*case["given"], "--visa", answers=case["answers"])
    assert done.exit_code == 0, done.output
    assert [said for said in case["says"] if said not in done.output] == [], done.output


def test_problem_types_are_listed_by_area_and_only_counted_ones_are_not(
    copied_proposal: Path,
) -> None:
    mall = read_archive(copied_proposal).mall
    answers = ["Skolan", "", "Sexualbrott", "Skadegörelse"]
    said = run("entry", answers=answers).output
    told = said.partition("Problemtyp:\n")[2].partition("Nummer")[0]
    lines = told.splitlines()
    areas = [area.name for area in mall.areas]
    assert [line.strip() for line in lines if line[2] != " "] == areas
    assert len(lines) <= 4 * len(areas)
    assert max(map(len, lines)) <= WIDTH
    plain = " ".join(told.split())
    for row in mall.problem_types:
        assert (f" {row.name}" in plain) is not row.is_only_counted, row.name
    assert '"Sexualbrott" skrivs aldrig som en händelse' in said


def test_a_fault_in_another_file_does_not_stop_a_new_one(small: Path) -> None:
    other = small / "entries/2026-09-17/fastighet-fonster.md"
    other.write_text(other.read_text("utf-8").replace("\nplats: ", "\nplats: Ingenstans "), "utf-8")
    for arguments in ([*ENTRY, *WHERE], WRITTEN["a decision without a proposal"][0]):
        done = run(*arguments)
        assert done.exit_code == 0, done.output
        assert '"lagesbild check" visar 1 fel i andra filer. Det hindrar inte' in done.output
        assert "Ingenstans" not in done.output
    (small / "entries/mall.yml").write_text("kommun: [\n", "utf-8")
    done = run(*ENTRY, *WHERE)
    assert (done.exit_code, "entries/mall.yml" in done.output) == (1, True), done.output


EDITED = {
    "nothing is saved, then nothing but the advice, then a text": (
        ["", f"{REMARK} Två till fyra.\n", f"Rad ett.\n\nRad två.\n{REMARK} Två till fyra.\n"],
        ("Text saknas. Skriv i editorn, spara och stäng.",),
        "Rad ett.\n\nRad två.",
    ),
    "it has saved, and then ends with a fault": (["Rad ett.\n!"], (), "Rad ett."),
    "it cannot be opened": (
        ["!"], ("Editorn gick inte att öppna, eller slutade med ett fel.",), "På en rad."
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", EDITED)
def test_a_text_is_written_in_the_editor_that_is_told(
    name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    saved, said, text = EDITED[name]
    waiting, printed = iter(saved), ""

    def write(filename: str, editor: str) -> None:
        nonlocal printed
        told = capsys.readouterr().out
        printed += told
        assert f"nu öppnas filen {filename} i editorn {editor}." in told
        assert "spara och stäng (Ctrl+O, Enter och Ctrl+X). Sedan går det vidare här." in told
        assert f"{REMARK} Två till fyra meningar" in Path(filename).read_text("utf-8")
        written = next(waiting)
        Path(filename).write_text(written.removesuffix("!"), "utf-8")
        if written.endswith("!"):
            raise click.ClickException("Editing failed")

    monkeypatch.setenv("EDITOR", "/usr/bin/nano -w")
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(click, "edit", write)
    monkeypatch.setattr(click, "prompt", lambda *_, **__: "På en rad.")
    assert ask_long("Text") == text
    printed += capsys.readouterr().out
    assert [line for line in said if line not in printed] == []


TYPED = {
    "several lines": (["Rad ett.", "Rad två. ", ""], [], "Rad ett.\nRad två."),
    "nothing, and then a line": (["", "Rad ett.", ""], ["Här behövs ett svar."], "Rad ett."),
    "the word for an editor in a text": (["I editor", "editor", ""], [], "I editor\neditor"),
    "an editor is asked for": (
        ["Editor"],
        ["nu öppnas filen", "i editorn vim."],
        "Ur editorn.",
    ),
}


@pytest.mark.parametrize("name", TYPED)
def test_a_text_is_written_at_the_prompt_where_no_editor_is_set(
    name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed, said, text = TYPED[name]
    lines = iter(typed)

    def edit(filename: str, **_: object) -> None:
        Path(filename).write_text("Ur editorn.", "utf-8")

    for key in ("VISUAL", "EDITOR"):
        monkeypatch.setenv(key, " ")
    monkeypatch.setattr(asking, "which", lambda name: name if name == "vim" else None)
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(click, "edit", edit)
    monkeypatch.setattr(click, "prompt", lambda *_, **__: next(lines))
    monkeypatch.setattr(asking, "is_more_pasted", lambda: False)
    assert ask_long("Text") == text
    told = capsys.readouterr().out
    assert "Två till fyra meningar" in told
    assert "En tom rad avslutar." in told
    assert [words for words in said if words not in told] == []
    assert list(lines) == []


PASTED = {
    "one paragraph": ("Rad ett.\nRad två.\n", "Rad ett.\nRad två."),
    "two paragraphs": ("Rad ett.\n\nRad två.\n", "Rad ett.\n\nRad två."),
    "more empty lines": ("\nRad ett.\n\n\nRad två.\n\n", "Rad ett.\n\n\nRad två."),
    "a last line without an end": ("Rad ett.\n\nRad två.", "Rad ett.\n\nRad två."),
}


@pytest.mark.parametrize("name", PASTED)
def test_an_empty_line_ends_no_text_that_is_pasted(name: str) -> None:
    """In a terminal of its own, where all of it lies ready at once and Enter is pressed a second after."""
    pasted, text = PASTED[name]
    ours, theirs = os.openpty()
    os.write(ours, pasted.encode())
    entered = threading.Timer(1, os.write, (ours, b"\n" if pasted.endswith("\n") else b"\n\n"))
    entered.start()
    code = "from generator.cli.asking import ask_long; print(ascii(ask_long('Text')))"
    told = subprocess.run(
        [sys.executable, "-P", "-c", code],
        stdin=theirs,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        timeout=60,
        env={**os.environ, "VISUAL": "", "EDITOR": ""},
    ).stdout
    entered.join()
    os.close(ours)
    os.close(theirs)
    assert told.splitlines()[-1].endswith(ascii(text))


@pytest.mark.parametrize(
    ("visual", "editor", "there", "found"),
    [
        ("code -w", "nano", ["vim"], "code -w"),
        ("", "ed", ["nano"], "ed"),
        (" ", " ", ["vim", "nano"], "nano"),
        ("", "", [], "vi"),
    ],
)
def test_the_editor_is_the_one_that_is_set_or_else_one_that_is_there(
    visual: str, editor: str, there: list[str], found: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VISUAL", visual)
    monkeypatch.setenv("EDITOR", editor)
    monkeypatch.setattr(asking, "which", lambda name: name if name in there else None)
    assert asking.find_editor() == found
