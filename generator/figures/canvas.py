"""The sheet every picture is drawn on, in the house style: pixels from the top left corner.

The sheet is matplotlib's SVG renderer without its figures and axes. It writes shapes and text only:
no ids, no styles, no dates, and each colour as a class, so that the same picture is the same bytes
everywhere and follows the reader's scheme.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from enum import StrEnum
from functools import cache
from io import StringIO
from itertools import count
from typing import Literal, TypeAlias
from xml.sax.saxutils import escape, quoteattr

import numpy as np
from matplotlib.backends.backend_svg import RendererSVG
from matplotlib.path import Path

TO_ESCAPE = re.compile(r"[&<>\"\n\r\t]")
Point: TypeAlias = tuple[float, float]
Anchor: TypeAlias = Literal["start", "middle", "end"]

# Every picture is drawn for a phone's column and for a desk or a paper, and shown no smaller; the
# wide one is shown up to 860 pixels wide, where its text is as large as the text beside it.
WIDTH, WIDE = 350, 760
TEXT, SMALL = 14, 13
# The share of its size that a line of text reaches above the line it stands on, seen as its middle.
MIDDLE = 0.35


class Ink(StrEnum):
    """The colours of the house by what they are for; the value is the end of the CSS classes."""

    INK = "ink"
    PAPER = "paper"
    MUTED = "muted"
    LINE = "line"
    LINE_STRONG = "line-strong"
    HOUSE = "house"
    HOUSE_PALE = "house-pale"
    BAND = "band"
    HEAT = "heat"
    SIGNAL = "signal"
    STAR_TIP = "star-tip"
    STAR_MIDDLE = "star-middle"
    STAR_BASE = "star-base"
    STAR_INK = "star-ink"


class Canvas(RendererSVG):
    """An empty sheet of `width` × `height` pixels; y grows downwards.

    What is drawn later lies above. `mark` says what a shape stands for, for whoever checks that a
    picture shows what its table says.
    """

    def __init__(self, width: float, height: float) -> None:
        # The renderer writes a heading of its own, which is left.
        super().__init__(width, height, StringIO(), metadata={"Date": None})  # type: ignore[no-untyped-call]
        self.parts: list[str] = []

    def svg(self) -> str:
        """Return the sheet as SVG, to be put into a page."""
        box = f"0 0 {shorten(self.width)} {shorten(self.height)}"
        size = f'width="{shorten(self.width)}" height="{shorten(self.height)}"'
        return (
            f'<svg class="lb-picture__svg" viewBox="{box}" {size} aria-hidden="true">'
            f"{''.join(self.parts)}</svg>"
        )

    def write(self, name: str, content: str = "", **attributes: object) -> None:
        """Write an element; an attribute without a value is left out."""
        written = "".join(
            f" {name_attribute(key)}={quote_attribute(str(value))}"
            for key, value in attributes.items()
            if value != ""
        )
        self.parts.append(f"<{name}{written}>{content and escape(content)}</{name}>")

    def draw(
        self,
        path: Path | str,
        fill: Ink | None,
        edge: Ink | None,
        width: float,
        mark: str,
    ) -> None:
        """Draw a path; without an ink it has no fill, or no edge."""
        way = path if isinstance(path, str) else self.say_curves(path)
        inside = f"lb-fill-{fill}" if fill else "lb-nofill"
        self.write(
            "path",
            d=way,
            stroke_width=f"{width:g}" if edge and width != 1 else "",
            class_=f"{inside} lb-stroke-{edge}" if edge else inside,
            data_mark=mark,
        )

    def say_curves(self, path: Path) -> str:
        """Return a path of any kind as SVG writes it."""
        # A hundredth of a pixel is the finest that is told; adding zero leaves no "-0".
        vertices = np.asarray(path.vertices).round(2) + 0.0
        drawn = self._convert_path(Path(vertices, path.codes), simplify=False)  # type: ignore[no-untyped-call]
        return " ".join(drawn.replace("L", "").split())

    def box(
        self,
        corner: Point,
        width: float,
        height: float,
        fill: Ink | None,
        *,
        edge: Ink | None = None,
        mark: str = "",
    ) -> None:
        """Draw a rectangle from its top left corner."""
        x, y = corner
        points = [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]
        self.shape(points, fill, edge=edge, mark=mark)

    def shape(
        self,
        points: Iterable[Point],
        fill: Ink | None,
        *,
        edge: Ink | None = None,
        width: float = 1.5,
        mark: str = "",
    ) -> None:
        """Draw a closed shape through points."""
        self.draw(f"{say_way(points)} z", fill, edge, width, mark)

    def region(
        self,
        borders: Sequence[Sequence[Point]],
        fill: Ink | None,
        *,
        edge: Ink | None = None,
        width: float = 1.5,
        mark: str = "",
    ) -> None:
        """Draw a surface within its first border; the others are holes in it."""
        # SVG fills by winding: a hole is one whose border goes the other way round.
        turned = [turn(border, right=index == 0) for index, border in enumerate(borders)]
        paths = (Path([*corners, corners[0]]) for corners in turned)
        self.draw(Path.make_compound_path(*paths), fill, edge, width, mark)

    def dot(
        self,
        centre: Point,
        radius: float,
        fill: Ink | None,
        *,
        edge: Ink | None = None,
        width: float = 1.5,
        mark: str = "",
    ) -> None:
        """Draw a disc, or a ring where there is an edge and no fill."""
        self.draw(Path.circle(centre, radius), fill, edge, width, mark)

    def line(
        self,
        points: Sequence[Point],
        ink: Ink,
        *,
        width: float = 1,
        mark: str = "",
    ) -> None:
        """Draw a line through points."""
        self.draw(say_way(points), None, ink, width, mark)

    def text(
        self,
        place: Point,
        words: str,
        *,
        size: float = TEXT,
        ink: Ink = Ink.INK,
        anchor: Anchor = "start",
        bold: bool = False,
        mark: str = "",
    ) -> None:
        """Write one line of text whose middle is at the place's height; no words, no text."""
        if not words:
            return
        self.write(
            "text",
            words,
            x=shorten(place[0]),
            y=shorten(place[1] + MIDDLE * size),
            font_size=f"{size:g}",
            text_anchor="" if anchor == "start" else anchor,
            class_=f"lb-fill-{ink} lb-bold" if bold else f"lb-fill-{ink}",
            data_mark=mark,
        )


@cache
def name_attribute(key: str) -> str:
    """Return the name in SVG of a Python keyword: `font-size` of `font_size`."""
    return key.strip("_").replace("_", "-")


def quote_attribute(value: str) -> str:
    """Return a value in quotation marks; most are numbers and names, with nothing to escape."""
    return quoteattr(value) if TO_ESCAPE.search(value) else f'"{value}"'


def say_way(points: Iterable[Point]) -> str:
    """Write the straight way through points, as the renderer writes one."""
    # numpy rounds so: a half of what is told goes to the even one.
    told = (f"{round(x * 100) / 100 + 0.0:.8g} {round(y * 100) / 100 + 0.0:.8g}" for x, y in points)
    return f"M {' '.join(told)}"


def shorten(number: float) -> str:
    """Write a number of pixels with at most two decimals."""
    return f"{round(number, 2) + 0.0:.8g}"


def turn(border: Sequence[Point], *, right: bool) -> Sequence[Point]:
    """Return a border's corners in one of the two directions round it, by the sign of its area."""
    ends = zip(border, [*border[1:], border[0]], strict=True)
    area = sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in ends)
    return border if (area > 0) == right else border[::-1]


def ticks(top: float, most: int = 5, low: float = 0) -> list[int]:
    """Return zero and even whole steps from `low`, at most zero, to `top`, at most `most` steps."""
    steps = (base * 10**power for power in count() for base in (1, 2, 5))
    step = next(step for step in steps if (top - low) / step <= most)
    return [step * number for number in range(-int(-low // step), int(top // step) + 1)]
