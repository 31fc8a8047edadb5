"""What VS Code is told: its regular expression reads `check`, and each beginning becomes a record."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.drafts import OWN_SETTINGS, write_editor
from generator.records import load_archive, read_mall
from tests.places import ARCHIVES, ROOT

SMALL = ARCHIVES / "small"
PATHS = {
    "Post": "entries/2026-11-12/skolan-nytt.md",
    "Inget att rapportera": "entries/2026-11-12/polisen-inget.md",
    "Möte": "entries/2026-11-12/index.md",
    "Månadens rapport": "entries/rapporter/2026-11.md",
    "Beslut": "decisions/2026-11-12-nytt.md",
    "Redovisning": "decisions/2026-11-12-nytt.redovisning.md",
}
FIRST = re.compile(r"\$\{\d+\|([^,|]*)[^|]*\|\}|\$\{\d+:((?:[^{}]|\$\{\w+\})*)\}")
# What must be filled in before a record is right.
TEXTS = {"Rubrik": "En ny skada på gaveln", "Text": "Gaveln har fått en ny skada."}


def fill(body: list[str], day: str) -> str:
    """Return a beginning with the first of its choices, as VS Code writes it on a day."""
    year, month, date = day.split("-")
    text = FIRST.sub(lambda found: found[1] or TEXTS.get(found[2], found[2]), "\n".join(body))
    for name, value in (("YEAR", year), ("MONTH", month), ("DATE", date)):
        text = text.replace(f"$CURRENT_{name}", value)
    assert "$" not in text
    return f"{text}\n"


@pytest.mark.parametrize("name", PATHS)
def test_a_beginning_becomes_a_record(name: str, archive_with: Callable[..., Path]) -> None:
    found = json.loads(write_editor(read_mall(SMALL))[".vscode/lagesbild.code-snippets"])
    assert found.keys() == PATHS.keys()
    files = {PATHS[name]: fill(found[name]["body"], "2026-11-12")}
    if name == "Redovisning":
        files[PATHS["Beslut"]] = fill(found["Beslut"]["body"], "2026-11-12")
    faults = load_archive(archive_with(files=files)).faults
    # An account needs an uppdrag, which no beginning can know.
    if name == "Redovisning":
        faults = [one for one in faults if "uppdrag" not in one.text]
    assert [str(one) for one in faults if one.origin.path in files] == []


def test_the_task_reads_every_problem_of_check() -> None:
    task = json.loads(write_editor(read_mall(SMALL))[".vscode/tasks.json"])["tasks"][0]
    pattern = task["problemMatcher"]["pattern"]
    regexp = re.compile(pattern["regexp"])
    count = 0
    for file in sorted((ARCHIVES / "broken").glob("*/expected.txt")):
        said = file.read_text("utf-8")
        lines = [found for line in said.split("\n") if (found := regexp.match(line))]
        headed = re.findall(r"^(\d+) (?:fel|varning(?:ar)?|granskade? och får stå):$", said, re.M)
        assert len(lines) == sum(map(int, headed)), file
        count += len(lines)
        for found in lines:
            assert not found[pattern["file"]].startswith(" ")
            assert int(found[pattern["line"]]) > 0 < int(found[pattern["column"]])
    assert count > 300


def test_what_somebody_has_changed_is_left(
    archive_with: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = archive_with(files={".vscode/settings.json": "{}"})
    monkeypatch.chdir(root)
    said = CliRunner().invoke(main, ["schema", "vscode"], catch_exceptions=False).output
    assert "Lämnad, för den är ändrad: .vscode/settings.json" in said
    assert (root / ".vscode/settings.json").read_text("utf-8") == "{}"
    for path, text in write_editor(read_mall(root)).items():
        if path not in OWN_SETTINGS[:1]:
            assert (root / path).read_text("utf-8") == text


def test_the_files_point_nobody_out(
    archive_with: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are kept with the archive, and read by the guard as all that is."""
    from tests.site.building import commit_all

    root = archive_with(files=dict(write_editor(read_mall(ROOT))))
    commit_all(root, "2026-11-20")
    monkeypatch.chdir(root)
    result = CliRunner().invoke(main, ["check"], catch_exceptions=False)
    assert result.exit_code == 0, result.output


@pytest.mark.parametrize("kind", ["entry", "meeting", "decision", "account", "report", "mall"])
def test_the_command_prints_a_schema(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(SMALL)
    said = CliRunner().invoke(main, ["schema", kind], catch_exceptions=False).output
    assert json.loads(said)["title"] == kind
