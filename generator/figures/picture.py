"""What a picture is to the rest of the house: frozen values that can draw themselves as SVG."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, ClassVar, Protocol

# What may have a say in a picture: this room, and all that it may ask for words and numbers.
HOUSE = Path(__file__).parents[1]
ROOMS = ("swedish.py", "problems.py", "records", "analysis", "search", "figures")


class Picture(Protocol):
    """A frozen dataclass of what is to be seen: numbers, words and their places, no colours."""

    __dataclass_fields__: ClassVar[dict[str, Any]]

    def draw(self) -> str:
        """Return the picture as SVG."""
        ...


def key_of(picture: Picture) -> str:
    """Return what a picture is known by: a digest of its kind, its data and the house style."""
    data = json.dumps(asdict(picture), ensure_ascii=False, sort_keys=True, default=str)
    seed = "\n".join((style_digest(), type(picture).__name__, data))
    return hashlib.sha256(seed.encode()).hexdigest()


@cache
def style_digest() -> str:
    """Return a digest of what every picture is drawn with: the code's and matplotlib's version."""
    return digest_code(HOUSE, version("matplotlib"))


def digest_code(house: Path, drawn_with: str) -> str:
    """Return a digest of the rooms' code, each file by its name."""
    seed = hashlib.sha256(drawn_with.encode())
    files = (file for room in ROOMS for file in ((house / room), *(house / room).rglob("*.py")))
    for file in sorted(file for file in files if file.is_file()):
        seed.update(f"{file.relative_to(house).as_posix()}\n".encode())
        seed.update(file.read_bytes())
    return seed.hexdigest()
