"""`check --base`: what a change brings is its writer's, and what was there before is not."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from generator.cli import main
from tests.cli.changing import change, start_archive, write
from tests.places import load_cases
from tests.site.building import commit_all, run_git

pytestmark = pytest.mark.slow

CASES = load_cases(Path(__file__).with_name("request.yml"))
POST = "entries/2026-11-12/skolan-klotter.md"
OTHER = "entries/2026-11-12/polisen-inget.md"
GONE = "entries/2026-11-12/skolan-skyltsondag.md"
TEXT = (
    "---\norganisation: Skolan\nproblemtyp: Skadegörelse\nplats: Norra skolan\n"
    "datum: 2026-11-04\n---\n# Ny skada\nGaveln har fått en ny skada.\n"
)


def check(root: Path, *options: str) -> Result:
    """Judge what has changed since main."""
    arguments = ("check", str(root), "--base", "main", *options)
    return CliRunner().invoke(main, arguments, catch_exceptions=False)


def read_told(output: str) -> list[tuple[bool, str, str, str]]:
    """Return whose each problem is, how much it stops, where it stands and what it says."""
    found = json.loads(output.split("\nDet gick inte")[0])["problem"]
    return [(one["din"], one["allvar"], one["fil"], one["text"]) for one in found]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["namn"])
def test_a_change_is_told_of(case: Mapping[str, Any], tmp_path: Path) -> None:
    root = start_archive(tmp_path / "arkiv", case.get("före", ()))
    for edit in case["ändra"]:
        change(root, edit)
    result = check(root, "--format", "json")
    told = read_told(result.output)
    others = case.get("andras", ())
    expected = [(True, *row) for row in case.get("din", ())] + [(False, *row) for row in others]
    assert [row[:3] for row in told] == [row[:3] for row in expected], result.output
    for row, (*_, words) in zip(told, expected, strict=True):
        assert words in row[3] or not row[0], row
    faults = any(is_own and severity == "fel" for is_own, severity, *_ in told)
    assert result.exit_code == case.get("slutkod", int(faults))
    if stopping := [words for severity, _, words in others if severity == "fel"]:
        said = check(root).output
        assert all(words in said for words in stopping), said
        assert said.count("Felet fanns redan, i en fil som din ändring inte rör") == len(stopping)


def test_it_does_not_matter_how_far_a_change_has_come(tmp_path: Path) -> None:
    """As it lies, staged, committed, and when main has gone on: the same is told."""
    root = start_archive(tmp_path / "arkiv")
    (root / GONE).unlink()
    write(root, POST, TEXT.replace("Skadegörelse", "Skadegörels"))
    told = read_told(check(root, "--format", "json").output)
    assert {path for _, _, path, _ in told} == {GONE, POST}
    run_git(root, "add", "--all")
    assert read_told(check(root, "--format", "json").output) == told
    commit_all(root, "2026-11-22")
    run_git(root, "checkout", "--quiet", "main")
    write(root, OTHER, TEXT)
    commit_all(root, "2026-11-23")
    run_git(root, "checkout", "--quiet", "andring")
    assert read_told(check(root, "--format", "json").output) == told
    # As a forge checks a request: joined with what main has become.
    run_git(root, "merge", "--quiet", "--no-edit", "main")
    assert read_told(check(root, "--format", "json").output) == told


def test_an_archive_below_the_top_is_judged_alone(tmp_path: Path) -> None:
    top = tmp_path / "förråd"
    root = start_archive(top / "arkiv", top=top)
    write(root, POST, TEXT.replace("Skadegörelse", "Skadegörels"))
    write(top, "annat.txt", "Mer.\n")
    told = read_told(check(root, "--format", "json").output)
    assert [(severity, path) for _, severity, path, _ in told] == [
        ("varning", "annat.txt"),
        ("fel", f"arkiv/{POST}"),
    ]


def test_what_git_cannot_tell_is_said(tmp_path: Path) -> None:
    root = start_archive(tmp_path / "arkiv")
    commit_all(root, "2026-11-22", "--allow-empty")
    run_git(tmp_path, "clone", "--quiet", "--depth=1", root.as_uri(), "grund")
    run_git(root, "checkout", "--quiet", "--orphan", "annan")
    commit_all(root, "2026-11-22", "--allow-empty")
    bare = tmp_path / "utan"
    shutil.copytree(root, bare, ignore=shutil.ignore_patterns(".git"))
    for folder, ref, words in (
        (root, "finns-inte", 'Git känner inte till "finns-inte"'),
        (root, "--output=x", 'Git känner inte till "--output=x"'),
        (root, "main", "har ingen gemensam historia"),
        (tmp_path / "grund", "HEAD", "Klonen har inte hela historiken"),
        (bare, "main", "ligger inte i ett Git-förråd"),
    ):
        result = CliRunner().invoke(main, ["check", str(folder), f"--base={ref}"])
        assert (result.exit_code, words in result.output) == (2, True), result.output
        assert "Traceback" not in result.output


PAGES = [
    ({POST: TEXT}, ["moten/2026-11-12.html"]),
    ({"entries/2026-10-15/polisen-anmalda-brott.csv": None}, ["moten/2026-10-15.html"]),
    (
        {
            "entries/rapporter/2026-10.md": None,
            "decisions/2026-11-05-kartlaggning-norra-skolan.md": None,
        },
        ["beslut/2026-11-05-kartlaggning-norra-skolan.html", "rapporter/2026-10.html"],
    ),
    ({"docs/om.md": "# Om\n\nText.\n"}, []),
]


@pytest.mark.parametrize(("files", "pages"), PAGES)
def test_the_pages_of_what_is_changed_are_named(
    files: Mapping[str, str | None], pages: list[str], tmp_path: Path
) -> None:
    """Whoever reads a request is led to the pages that the site of it has of what it brings."""
    root = start_archive(tmp_path / "arkiv")
    for path, text in files.items():
        write(root, path, text or f"{(root / path).read_text('utf-8')}\n")
    said = check(root).output
    assert (f"på de här sidorna: {', '.join(pages)}." in said) == bool(pages), said
    assert ("de här sidorna" in said) == bool(pages)
