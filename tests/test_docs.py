"""The architecture page names every room; run this file to list the modules by their first lines."""

import ast
from itertools import groupby
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "generator"
PAGE = ROOT / "docs" / "utveckling" / "arkitektur.md"


def first_line(file: Path) -> str:
    return (ast.get_docstring(ast.parse(file.read_text("utf-8"))) or "").split("\n")[0]


def list_modules() -> str:
    """Return the list: a heading a room, a line a module."""
    files = sorted(
        PACKAGE.rglob("*.py"), key=lambda file: (file.parent != PACKAGE, file.parent, file.name)
    )
    parts = []
    for folder, group in groupby(files, key=lambda file: file.parent):
        parts.append(f"\n{folder.relative_to(ROOT).as_posix()}\n")
        parts.extend(f"  {file.name}: {first_line(file)}\n" for file in group)
    return "".join(parts)


def test_architecture_page_names_every_room() -> None:
    table = PAGE.read_text("utf-8")
    rooms = sorted({file.relative_to(PACKAGE).parts[0] for file in PACKAGE.rglob("*.py")})
    rooms.remove("__init__.py")
    assert {"records", "article", "plugin.py"} <= set(rooms)
    assert [room for room in rooms if f"`{room}`" not in table] == []


if __name__ == "__main__":
    print(list_modules())
