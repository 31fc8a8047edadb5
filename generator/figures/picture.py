"""What a picture is to the rest of the house: frozen values that can draw themselves as SVG."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, ClassVar, Protocol

HERE = Path(__file__).parent


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
    """Return a digest of what every picture is drawn with: this room's code and matplotlib's version."""
    seed = hashlib.sha256(version("matplotlib").encode())
    for file in sorted(HERE.glob("*.py")):
        seed.update(file.read_bytes())
    return seed.hexdigest()
