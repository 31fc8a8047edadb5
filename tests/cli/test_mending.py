"""The corrections that `check` gives to paste: each is right as it stands, but for its reason."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from tests.cli.freezing import edit, leave_out_documents, run, start_small
from tests.places import load_cases
from tests.site.building import commit_all

pytestmark = pytest.mark.slow

CASES = load_cases(Path(__file__).with_name("mended.yml"))
MOVING = [case for case in CASES if case.get("rör tal")]
FREEZE = ("freeze", "2026-10", "--by", "Trygghetssamordnare")
REASON = "Fel i anmälan"
ASKED = re.compile(r"Skriv en (?:rättelse i posten|rad i postens)")
PASTED = re.compile(
    r"Rättels(?:en|erna) nedan klistras in (?P<place>.+?), när XXX .*\n(?P<lines>(?:    .*\n)+)"
)
PARTS = re.compile(r"\{datum: [\d-]+, (?P<told>fält: .+?), skäl: [^,]+, av: [^}]+\}")


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small archive in a repository of its own, its report adopted and not frozen."""
    leave_out_documents(monkeypatch)
    return start_small(tmp_path / "arkiv", monkeypatch)


def change(root: Path, case: dict[str, Any]) -> Path:
    """Change what a case says, and return the entry's file."""
    (file,) = root.glob(f"entries/2026-10-15/{case['fil']}.md")
    for was, becomes in case["byt"].items():
        edit(root, file.relative_to(root).as_posix(), was, becomes)
    return file


def paste(file: Path, place: str, lines: list[str]) -> None:
    """Put lines in an entry's header where one is told to."""
    rows = file.read_text("utf-8").split("\n")
    first = next((n for n, row in enumerate(rows) if row.startswith("rättelser:")), None)
    if first is None:
        assert place == "sist i postens huvud"
        at = rows.index("---", 1)
        rows[at:at] = lines
    elif place == 'sist under "rättelser"':
        at = next(n for n in range(first + 1, len(rows)) if not rows[n].startswith(" "))
        rows[at:at] = lines
    else:
        assert place == 'i stället för raden "rättelser"'
        rows[first : first + 1] = lines
    file.write_text("\n".join(rows), "utf-8")


def mend(file: Path, case: dict[str, Any]) -> None:
    """Paste what `check` gives, and see that it is what the case says, and asks for its reason."""
    said = run("check").output
    assert [word for word in case.get("utan", ()) if word in said] == []
    found = PASTED.search(said)
    assert (found is not None) == bool(case["rättelser"]), said
    if found is None:
        return
    assert len(PASTED.findall(said)) == 1
    lines = [line[4:] for line in found["lines"].splitlines()]
    assert PARTS.findall("\n".join(lines)) == case["rättelser"]
    assert found["place"] == case.get("läggs", "sist i postens huvud")
    before = file.read_bytes()
    paste(file, found["place"], lines)
    assert '"XXX"' in run("check").output
    file.write_bytes(before)
    paste(file, found["place"], [line.replace("XXX", REASON) for line in lines])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["fält"])
def test_a_correction_that_is_pasted_answers_for_what_was_sent(
    case: dict[str, Any], root: Path
) -> None:
    assert run(*FREEZE).exit_code == 0
    commit_all(root, "2026-11-03")
    file = change(root, case)
    mend(file, case)
    if case["rättelser"]:
        said = run("check")
        assert (said.exit_code, ASKED.findall(said.output)) == (0, []), said.output
        assert "Rättelsen säger" not in said.output


@pytest.mark.parametrize("case", MOVING, ids=lambda case: case["fält"])
def test_a_correction_that_is_pasted_answers_for_what_was_adopted(
    case: dict[str, Any], root: Path
) -> None:
    file = change(root, case)
    assert ASKED.findall(run("check").output)
    mend(file, case)
    said = run("check")
    assert (said.exit_code, ASKED.findall(said.output)) == (0, []), said.output


def test_what_nobody_knows_is_asked_for_and_refused_until_it_is_written(root: Path) -> None:
    assert run(*FREEZE).exit_code == 0
    edit(root, "entries/2026-10-15/polisen-fonster.md", "plats: Norra skolan", "plats: Centrum")
    (root / ".git").rename(root.parent / "historia")
    said = run("check").output
    assert "fält: plats, stod: XXX, ska stå: Centrum, skäl: XXX, av: Polisen}" in said
    assert "när XXX är utbytt mot det som stod och mot skälet." in said


def test_what_stood_when_the_report_was_adopted_is_not_what_was_sent(root: Path) -> None:
    """It was changed before it was sent, and again after: what it said then is not in the history of the row."""
    for word in ("iakttaget", "misstänkt"):
        path = "entries/2026-10-15/polisen-fonster.md"
        text = (root / path).read_text("utf-8")
        (root / path).write_text(re.sub("lighet: .*", f"lighet: {word}", text), "utf-8")
        commit_all(root, "2026-11-03")
        if word == "iakttaget":
            assert run(*FREEZE).exit_code == 0
    said = run("check").output
    assert "fält: tillförlitlighet, stod: XXX, ska stå: misstänkt, skäl: XXX, av: Polisen}" in said
