"""What `check` says to a forge and to other programs: the same in every form, and words only.

The files in `told/` are what is to be said of its table of problems. After a meant change they are
written anew by `python -m tests.cli.test_formats`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner
from markdown_it import MarkdownIt

from generator.cli import main
from generator.cli.annotations import MOST_SUMMARY, write_commands, write_summary
from generator.cli.formats import write_gitlab, write_json, write_junit
from generator.cli.showing import Review
from generator.problems import Origin, Problem, Severity
from generator.records import Loaded
from tests.places import ARCHIVES, load_cases

TOLD = Path(__file__).with_name("told")
ROWS = load_cases(TOLD / "problems.yml")
Write = Callable[[Sequence[Review]], str]
FORMS: dict[str, Write] = {
    "github.txt": lambda found: "".join(
        f"{line}\n" for line in write_commands(found, "körningens sammanfattning")
    ),
    "summary.md": write_summary,
    "gitlab.json": write_gitlab,
    "json.json": write_json,
    "junit.xml": write_junit,
}
# The words of a summary that are our own, beside the numbers.
OURS = re.findall(
    r"\w+",
    "Inga fel och inga varningar, varning, granskade. Fel Varning Granskat rad. Som fanns redan i. I filer som "
    "din ändring inte rör finns också. De står så du behöver göra något åt dem.",
)
COMMAND = re.compile(r"::(error|warning|notice) ((?:[a-z]+=[^,:\r\n]*,?)*)::([^\r\n]*)")


def read_problem(row: dict[str, Any]) -> Problem:
    """Return a problem of the table."""
    return Problem(
        Origin(row["fil"], row["rad"], row["kolumn"]),
        row["text"],
        row.get("fält", ""),
        row.get("klistra", ""),
        Severity(row["allvar"]),
    )


def read_reviews() -> list[Review]:
    """Return the table as the review of an archive below the top of its repository."""
    own = tuple(read_problem(row) for row in ROWS if row["din"] == "ja")
    older = tuple(read_problem(row) for row in ROWS if row["din"] == "nej")
    return [Review(Loaded(None, [*own, *older]), own, older, "arkiv/")]


@pytest.mark.parametrize("name", FORMS)
def test_each_form_says_what_it_said(name: str) -> None:
    assert FORMS[name](read_reviews()) == (TOLD / name).read_bytes().decode()


def test_the_runner_gets_no_command_but_ours() -> None:
    lines = FORMS["github.txt"](read_reviews()).splitlines()
    found = [COMMAND.fullmatch(line) for line in lines]
    assert all(found), lines
    assert len(lines) == 10 + 1
    assert lines[-1].endswith(
        "::1 fel, 1 varning och 1 granskade till står i körningens sammanfattning."
    )
    kinds = [one[1] for one in found if one]
    assert kinds == [*["error"] * 7, *["warning"] * 3, "notice"]
    # One of every file before a second of any.
    files = [
        dict(part.split("=") for part in one[2].split(","))["file"] for one in found[:4] if one
    ]
    assert len({*files}) == 4


def find_loose_words(summary: str) -> list[str]:
    """Return the tags of a summary that we never write, and what of it is neither code nor ours."""
    html = MarkdownIt("gfm-like", {"html": True, "linkify": False}).render(summary)
    bare = re.sub(r"<(pre|code)\b.*?</\1>", "", html, flags=re.DOTALL)
    tags = {*re.findall(r"<(\w+)", bare)} - {"h2", "h3", "ul", "li", "p", "strong"}
    words = {*re.findall(r"\w+", re.sub(r"<[^>]*>", "", bare))}
    return sorted(tags | {word for word in words if not word.isdigit()} - {*OURS})


def test_nothing_in_the_summary_is_more_than_words() -> None:
    """As Markdown with HTML, all that participants can have written is code."""
    assert find_loose_words(write_summary(read_reviews())) == []
    assert find_loose_words("# <b>Hej</b>") == ["Hej", "b", "h1"]


def test_a_summary_that_is_too_long_ends_with_where_the_rest_is() -> None:
    problems = tuple(Problem(Origin(f"entries/{n}.md"), "x" * 2000) for n in range(1000))
    said = write_summary([Review(Loaded(None, []), problems)])
    assert MOST_SUMMARY - 5000 < len(said.encode()) < MOST_SUMMARY + 100
    assert said.endswith("står i loggen.\n")


def test_the_documents_can_be_read() -> None:
    reviews = read_reviews()
    told = [*reviews[0].own, *reviews[0].older]
    issues = json.loads(write_gitlab(reviews))
    assert len({issue["fingerprint"] for issue in issues}) == len(issues) == len(told)
    assert {issue["severity"] for issue in issues} <= {
        "info",
        "minor",
        "major",
        "critical",
        "blocker",
    }
    suite = ElementTree.fromstring(write_junit(reviews))[0]
    assert suite.get("failures") == str(len(reviews[0].faults))
    assert len(suite) == int(suite.get("tests", "0")) == len(told)
    document = json.loads(write_json(reviews))
    assert (document["form"], document["version"]) == ("lagesbild-check", 1)
    assert len(document["problem"]) == len(told)


def test_what_only_moves_keeps_its_fingerprint() -> None:
    moved = [Problem(Origin("a.md", line), "Fel.") for line in (1, 9)]
    reviews = [[Review(Loaded(None, []), (one,))] for one in moved]
    first, second = (json.loads(write_gitlab(one))[0] for one in reviews)
    assert first["fingerprint"] == second["fingerprint"]


@pytest.mark.parametrize("form", ["text", "github", "gitlab", "json", "junit"])
def test_no_form_tells_what_is_personal(
    form: str, archive_with: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    number = "900101-9802"
    text = (ARCHIVES / "small/entries/2026-10-15/polisen-fonster.md").read_text("utf-8")
    files = {
        "entries/2026-10-15/polisen-fonster.md": text.replace("Patrull", f"Patrull {number}"),
        "entries/2026-10-15/skolan-lugnare.md": f"---\norganisation: {number}\n---\n# x\n",
        f"entries/2026-10-15/skolan-{number}.md": text,
    }
    root = archive_with(files=files)
    summary = root / "summary.md"
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    result = CliRunner().invoke(
        main, ["check", str(root), "--format", form], catch_exceptions=False
    )
    assert result.exit_code == 1
    shown = result.output + (summary.read_text("utf-8") if summary.exists() else "")
    assert "personnummer" in shown
    assert number not in shown.replace(f"skolan-{number}.md", "")
    assert summary.exists() == (form == "github")


if __name__ == "__main__":
    for name, write in FORMS.items():
        (TOLD / name).write_bytes(write(read_reviews()).encode())
