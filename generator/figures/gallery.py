"""Never twice: every picture by the digest of what it shows, kept between builds.

The folder may be deleted at any time. A file is written whole or not at all, so a build that is
killed leaves nothing half-drawn and two builds at once cannot disturb each other; what is not what
it was written as is drawn again.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TypeAlias

from generator.figures.picture import Picture, key_of

Progress: TypeAlias = Callable[[list[Picture]], AbstractContextManager[Iterable[Picture]]]
PLACE = re.compile(r"<!--lagesbild-bild:([0-9a-f]{64})-->")


@dataclass(slots=True)
class Gallery:
    """The pictures of one build; `folder` is where they are kept, or None to keep none.

    `drawn` counts those that had to be drawn.
    """

    folder: Path | None = None
    drawn: int = 0
    wanted: dict[str, Picture] = field(default_factory=dict)

    def hang(self, picture: Picture) -> str:
        """Return the mark where a picture is to hang, and remember that it is wanted."""
        key = key_of(picture)
        self.wanted[key] = picture
        return f"<!--lagesbild-bild:{key}-->"

    def draw(self, progress: Progress = nullcontext) -> Mapping[str, str]:
        """Return every wanted picture by key; only those that are not kept are drawn."""
        found = {key: self.read(key) for key in self.wanted}
        missing = [self.wanted[key] for key, svg in found.items() if svg is None]
        # Without anything to draw, matplotlib is not even loaded.
        if missing:
            with progress(missing) as pictures:
                for picture in pictures:
                    key = key_of(picture)
                    found[key] = picture.draw()
                    self.keep(key, found[key] or "")
            self.drawn += len(missing)
        return {key: svg for key, svg in found.items() if svg is not None}

    def read(self, key: str) -> str | None:
        """Return a kept picture, or None when there is none or its file is not whole."""
        if self.folder is None:
            return None
        try:
            digest, _, svg = (
                (self.folder / f"{key}.svg").read_text(encoding="utf-8").partition("\n")
            )
        except (OSError, UnicodeDecodeError):
            return None
        return svg if digest == digest_of(svg) else None

    def keep(self, key: str, svg: str) -> None:
        """Keep a picture; a folder that cannot be written to is no reason to stop."""
        if self.folder is None:
            return
        with suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            with NamedTemporaryFile(
                "w", dir=self.folder, suffix=".part", delete=False, encoding="utf-8", newline="\n"
            ) as file:
                file.write(f"{digest_of(svg)}\n{svg}")
            Path(file.name).replace(self.folder / f"{key}.svg")


def digest_of(svg: str) -> str:
    """Return what a kept picture is checked against."""
    return f"<!-- {hashlib.sha256(svg.encode()).hexdigest()} -->"


def put_up(html: str, pictures: Mapping[str, str]) -> str:
    """Put the pictures into a page where their marks are."""
    return PLACE.sub(lambda found: pictures[found[1]], html)
