"""Where the program keeps what it writes: its own templates, and the example archive."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path

HERE = Path(__file__).parent
# Where the wheel lays the example; pyproject.toml says so.
PACKAGED = HERE.parent / "example"


def find_example() -> Path:
    """Return the folder of the example archive; in a clone that is the clone itself."""
    return PACKAGED if PACKAGED.is_dir() else HERE.parents[1]


def read_template(name: str) -> str:
    """Return the text of a file beside this module."""
    return (HERE / name).read_text("utf-8")


def read_version() -> str:
    """Return the version of the program that is installed."""
    return version("lagesbild")
