"""Archives for tables of cases: the small one with files laid over it, written as headers in YAML.

A case names its `files`. A file that the small archive has keeps the keys the case does not write,
and one written as the word `borta` is taken away. `rubrik` and `text` are its heading and its text.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import yaml

SMALL = Path(__file__).resolve().parents[1] / "archives" / "small"
# What a decision must have that a case is seldom about.
DECISION = {"instans": "Lokala BRÅ", "typ": "Uppdrag", "utgång": "enligt förslaget"}
SECTIONS = "## Beslut\nSå här.\n\n## Motivering\nDärför.\n"
Files = Mapping[str, Mapping[str, Any] | str]


def read_cases(path: Path) -> dict[str, Any]:
    """Read a table of cases; every value is text, as in the archive's own files."""
    found: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), yaml.CBaseLoader)
    return found


def write_files(files: Files) -> dict[str, str | None]:
    """Return the text of each file by its path; None for one that is taken away."""
    return {path: write_file(path, header) for path, header in files.items()}


def write_file(path: str, written: Mapping[str, Any] | str) -> str | None:
    """Return a file's text: its header laid over what the small archive has."""
    if isinstance(written, str):
        return None
    header, body = read_base(path)
    new = dict(written)
    heading, text = new.pop("rubrik", ""), new.pop("text", "")
    header = {key: value for key, value in {**header, **new}.items() if value != "-"}
    if path.startswith("decisions/") and not body and not path.endswith(".redovisning.md"):
        stem = Path(path).stem
        header = {"datum": stem[:10], **DECISION, "original": f"protokoll {stem[:10]}", **header}
        text = text or SECTIONS
    if heading or text:
        body = (
            f"# {heading or Path(path).stem[11:]}\n{text or 'Text.'}\n" if heading != "-" else text
        )
    dumped = yaml.safe_dump(header, allow_unicode=True, sort_keys=False, width=1000)
    return f"---\n{dumped}---\n{body}"


def read_base(path: str) -> tuple[dict[str, Any], str]:
    """Return header and body of the small archive's file, empty when it has none."""
    file = SMALL / path
    if not file.exists():
        return {}, ""
    _, header, body = file.read_text(encoding="utf-8").split("---\n", 2)
    return yaml.load(header, yaml.CBaseLoader) or {}, body


def lay_over(make: Callable[..., Path], files: Files) -> Path:
    """Make the small archive with a case's files over it; return its folder."""
    texts = write_files(files)
    root = make(files={path: text for path, text in texts.items() if text is not None})
    for path in (path for path, text in texts.items() if text is None):
        (root / path).unlink()
    return root
