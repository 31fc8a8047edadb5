"""The architecture page lists every module by its own first line; run this file to rewrite the list."""

import ast
from itertools import groupby
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "utveckling" / "arkitektur.md"
HEADING = "## Modulerna\n"


def first_line(file: Path) -> str:
    return (ast.get_docstring(ast.parse(file.read_text("utf-8"))) or "").split("\n")[0]


def list_modules() -> str:
    """Return the list: a heading a room, a line a module."""
    package = ROOT / "generator"
    files = sorted(
        package.rglob("*.py"), key=lambda file: (file.parent != package, file.parent, file.name)
    )
    parts = []
    for folder, group in groupby(files, key=lambda file: file.parent):
        parts.append(f"\n### {folder.relative_to(ROOT).as_posix()}\n\n")
        parts.extend(f"- `{file.name}`: {first_line(file)}\n" for file in group)
    return "".join(parts)


def rewrite_page(text: str) -> str:
    """Return the page with its list made anew; the sentence under the heading stays."""
    before, heading, after = text.partition(HEADING)
    return f"{before}{heading}\n{after.strip().split(chr(10))[0]}\n{list_modules()}"


def test_architecture_page_lists_every_module() -> None:
    text = PAGE.read_text("utf-8")
    assert text == rewrite_page(text), "run python tests/test_docs.py"


if __name__ == "__main__":
    PAGE.write_text(rewrite_page(PAGE.read_text("utf-8")), "utf-8")
