"""Who may import what, and what only one module may do: the rules that keep the house so.

The rules are read from the source, so a module that cannot be imported is judged too.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from subprocess import CompletedProcess

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = "generator"

# From the ground floor up: a room may import itself and the rooms before it.
FLOORS = (
    "swedish",
    "near",
    "problems",
    "serving",
    "records",
    "analysis",
    "search",
    "figures",
    "article",
    "pages",
    "documents",
)
MAY_IMPORT = {room: {*FLOORS[: floor + 1]} for floor, room in enumerate(FLOORS)} | {
    "intake": {"swedish", "near", "problems", "records", "intake"},
    "drafts": {"swedish", "problems", "records", "analysis", "drafts"},
    "starting": {"swedish", "problems", "records", "drafts", "starting"},
    "plugin": {*FLOORS, "terminal", "plugin"},
    "terminal": {"swedish"},
    "cli": {*FLOORS, "intake", "drafts", "starting", "terminal", "cli"},
    "__main__": {"terminal", "cli"},
    PACKAGE: set(),
}
# A library that is heavy, or that the house must be able to leave, is known in few rooms.
AT_HOME = {
    "pandas": {"analysis", "figures"},
    "numpy": {"analysis", "figures"},
    "scipy": {"analysis"},
    "openpyxl": {"intake"},
    "matplotlib": {"figures"},
    "jinja2": {"pages", "documents"},
    "docx": {"documents"},
    "icalendar": {"pages"},
    "typst": {"documents"},
    "mkdocs": {"plugin"},
    "material": {"plugin"},
    "click": {"cli", "terminal"},
    # No randomness in the core: the same commit gives the same bytes.
    "random": set(),
    "secrets": set(),
    "uuid": set(),
}
CALLS_AT_HOME = {
    "print": {"cli"},
    "click.echo": {"cli", "terminal"},
    "click.secho": {"cli"},
    # No clock in the core: "today" comes from the records.
    "datetime.now": set(),
    "datetime.today": set(),
    "datetime.utcnow": set(),
    "date.today": set(),
    "time.time": set(),
    "time.localtime": set(),
}
SLOW = {"pandas", "matplotlib", "scipy", "openpyxl", "jinja2", "mkdocs"}

Parsed = tuple[str, str, ast.Module]
parse = cache(ast.parse)
Run = Callable[..., CompletedProcess[str]]


def read_modules(root: Path) -> Iterator[Parsed]:
    """Yield room, dotted name (a package's `__init__` included) and tree of every module."""
    for file in sorted((root / PACKAGE).rglob("*.py")):
        parts = file.relative_to(root).with_suffix("").parts
        room = parts[1] if len(parts) > 1 and parts[1] != "__init__" else PACKAGE
        yield room, ".".join(parts), parse(file.read_text(encoding="utf-8"))


@cache
def imported(name: str, tree: ast.Module) -> list[tuple[int, str]]:
    """Return line and dotted name of what a module imports, at load or later."""
    return list(find_imported(name, tree))


def find_imported(name: str, tree: ast.Module) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = name.split(".")[: -node.level] if node.level else []
            base = ".".join([*above, *filter(None, [node.module])])
            yield from ((node.lineno, f"{base}.{alias.name}") for alias in node.names)


def called(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield line and the last two parts of the name of what a module calls."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield node.lineno, ".".join(ast.unparse(node.func).split(".")[-2:])


def find_breaches(root: Path) -> Iterator[str]:
    """Yield a line for every import or call that stands in the wrong room."""
    for room, name, tree in read_modules(root):
        if room not in MAY_IMPORT:
            yield f"{name}: {room} is no room of the house; give it its place in MAY_IMPORT"
            continue
        for line, target in imported(name, tree):
            top, _, rest = target.partition(".")
            inner = rest.split(".")[0]
            if top == PACKAGE and inner in MAY_IMPORT and inner not in MAY_IMPORT[room]:
                yield f"{name}:{line}: {room} may not import {inner}"
            if room not in AT_HOME.get(top, {room}):
                yield f"{name}:{line}: {room} may not import {top}"
        for line, call in called(tree):
            if room not in CALLS_AT_HOME.get(call, {room}):
                yield f"{name}:{line}: {room} may not call {call}"


def test_every_import_and_call_stands_in_its_room() -> None:
    assert list(find_breaches(ROOT)) == []


@pytest.mark.parametrize(
    ("module", "source", "breach"),
    [
        ("records/kinds/entry.py", "import pandas as pd", "records may not import pandas"),
        (
            "records/kinds/entry.py",
            "from jinja2 import Environment",
            "records may not import jinja2",
        ),
        ("pages/meeting/compose.py", "import pandas", "pages may not import pandas"),
        (
            "analysis/counts.py",
            "def f():\n    import mkdocs.plugins",
            "analysis may not import mkdocs",
        ),
        ("problems.py", "from .records import entry", "problems may not import records"),
        ("records/sub/deep.py", "from ...pages.site import Site", "records may not import pages"),
        (
            "records/kinds/entry.py",
            "from generator import analysis",
            "records may not import analysis",
        ),
        ("analysis/__init__.py", "from ..pages import site", "analysis may not import pages"),
        (
            "intake/polisen.py",
            "from generator.analysis.counts import f",
            "intake may not import analysis",
        ),
        ("plugin.py", "from generator import cli", "plugin may not import cli"),
        ("cli/receiving.py", "import generator.plugin", "cli may not import plugin"),
        ("__init__.py", "from generator.cli import main", "generator may not import cli"),
        ("pages/site.py", "print('x')", "pages may not call print"),
        (
            "records/archive.py",
            "import datetime\ndatetime.date.today()",
            "records may not call date.today",
        ),
        (
            "cli.py",
            "from datetime import datetime\ndatetime.now()",
            "cli may not call datetime.now",
        ),
        ("figures/chart.py", "from random import choice", "figures may not import random"),
        ("helpers/text.py", "", "helpers is no room of the house"),
    ],
)
def test_a_breach_is_found(tmp_path: Path, module: str, source: str, breach: str) -> None:
    file = tmp_path / PACKAGE / module
    file.parent.mkdir(parents=True)
    file.write_text(source, encoding="utf-8")
    (found,) = find_breaches(tmp_path)
    assert breach in found


def find_doors(root: Path) -> dict[str, set[str]]:
    """Return the rooms and sub-rooms that say what others may use of them, and those names."""
    return {
        name.removesuffix(".__init__"): set(ast.literal_eval(node.value))
        for _, name, tree in read_modules(root)
        if name.endswith(".__init__")
        for node in tree.body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__"
    }


def find_passed_by(root: Path) -> Iterator[str]:
    """Yield a line for every import that reaches into a room with a door from outside it."""
    modules = {name for _, name, _ in read_modules(root)}
    doors = find_doors(root)
    for _, name, tree in read_modules(root):
        for line, target in imported(name, tree):
            # What is imported is a name of a module, or a module itself.
            module = target if target in modules else target.rpartition(".")[0]
            for door in doors:
                if module.startswith(f"{door}.") and not name.startswith(f"{door}."):
                    yield f"{name}:{line}: import from {door}, not from {module}"


def test_a_room_is_entered_by_its_door() -> None:
    assert list(find_passed_by(ROOT)) == []


def test_a_door_shows_only_what_others_take() -> None:
    taken = {
        target
        for folder in (PACKAGE, "tests", "benchmarks")
        for file in (ROOT / folder).rglob("*.py")
        for name in [".".join(file.relative_to(ROOT).with_suffix("").parts)]
        for _, target in imported(name, parse(file.read_text(encoding="utf-8")))
        if not name.startswith(f"{target.rpartition('.')[0]}.")
    }
    shown = {f"{door}.{name}" for door, names in find_doors(ROOT).items() for name in names}
    assert shown - taken == set()


@pytest.mark.parametrize(
    ("module", "source", "found"),
    [
        ("pages/site.py", "from generator.records.loading import load", 1),
        ("records/archive.py", "from generator.records.files.paths import MALL", 1),
        ("records/archive.py", "from .files.paths import MALL", 1),
        ("records/archive.py", "from generator.records.files import paths", 1),
        ("records/archive.py", "from generator.records.files import MALL", 0),
        ("records/files/source.py", "from generator.records.files.paths import MALL", 0),
        ("pages/site.py", "from generator.records import MALL", 0),
        ("pages/site.py", "from generator.cli.showing import say", 0),
    ],
)
def test_what_passes_a_door_is_found(tmp_path: Path, module: str, source: str, found: int) -> None:
    files = {
        "records/__init__.py": '__all__ = ["MALL"]',
        "records/files/__init__.py": '__all__ = ["MALL"]',
        "records/files/paths.py": "MALL = 1",
        "cli/__init__.py": "",
        module: source,
    }
    for path, text in files.items():
        file = tmp_path / PACKAGE / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    assert len(list(find_passed_by(tmp_path))) == found


@pytest.mark.parametrize(("folder", "may"), [("base", {"base"}), ("shared", {"base", "shared"})])
def test_what_pages_share_rests_on_no_kind_of_page(folder: str, may: set[str]) -> None:
    found = {
        f"{name}:{line}: {target}"
        for _, name, tree in read_modules(ROOT)
        if name.startswith(f"{PACKAGE}.pages.{folder}.")
        for line, target in imported(name, tree)
        if target.startswith(f"{PACKAGE}.pages.") and target.split(".")[2] not in may
    }
    assert found == set()


@pytest.mark.slow
@pytest.mark.parametrize("arguments", [["--help"], ["check", "--help"], ["check"]])
def test_check_starts_without_what_is_slow_to_load(run_python: Run, arguments: list[str]) -> None:
    script = (
        "import sys\n"
        "from generator.cli import main\n"
        "try: main()\n"
        "finally: print(sorted(sys.modules), file=sys.stderr)\n"
    )
    done = run_python("-c", script, *arguments)
    loaded = set(ast.literal_eval(done.stderr.splitlines()[-1]))
    assert "generator.cli" in loaded
    assert loaded & SLOW == set()
