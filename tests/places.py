"""Where the tests stand, and the tables of cases beside them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[1]
ARCHIVES = ROOT / "tests/archives"
# The one in C takes a tenth of the time, where it is to be had.
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def load_cases(file: Path) -> Any:
    """Read a table of cases."""
    return yaml.load(file.read_text(encoding="utf-8"), LOADER)
