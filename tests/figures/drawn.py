"""A drawn picture as plain values: what stands where, by the mark it was given."""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.etree import ElementTree

POINT = re.compile(r"(-?[\d.]+) (-?[\d.]+)")


@dataclass(frozen=True, slots=True)
class Box:
    """The smallest rectangle around a shape, in pixels from the top left corner."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def centre(self) -> tuple[float, float]:
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2


def find_shapes(svg: str) -> dict[str, Box]:
    """Return the marked shapes of a picture."""
    return {
        path.get("data-mark", ""): box_of(path.get("d", ""))
        for path in ElementTree.fromstring(svg).iter("path")
        if path.get("data-mark")
    }


def find_words(svg: str) -> dict[str, str]:
    """Return the marked texts of a picture."""
    texts = ElementTree.fromstring(svg).iter("text")
    return {text.get("data-mark", ""): text.text or "" for text in texts if text.get("data-mark")}


def find_lines(svg: str) -> dict[str, str]:
    """Return the marked texts of a picture, those of several lines as one."""
    found: dict[str, list[str]] = {}
    for text in ElementTree.fromstring(svg).iter("text"):
        if mark := text.get("data-mark"):
            found.setdefault(mark, []).append(text.text or "")
    return {mark: " ".join(lines) for mark, lines in found.items()}


def all_words(svg: str) -> list[str]:
    """Return every text of a picture."""
    return [text.text or "" for text in ElementTree.fromstring(svg).iter("text")]


def unbroken(words: str) -> str:
    """Return the letters of a text, whatever lines and hyphens it was broken with."""
    return "".join(words.replace("-", "").split())


def box_of(path: str) -> Box:
    """Return the rectangle around a path's points; of our shapes none bends beyond them."""
    points = [(float(x), float(y)) for x, y in POINT.findall(path)]
    xs, ys = zip(*points, strict=True)
    return Box(min(xs), min(ys), max(xs), max(ys))
