"""The sheet every picture is drawn on, in the house style: pixels from the top left corner.

matplotlib measures and draws; nothing here decides what a picture says. A picture is drawn narrow,
as it stands on a phone, and a wide screen shows it no larger than it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import StringIO
from typing import TYPE_CHECKING, Literal, TypeAlias, TypedDict

from generator.figures.inks import Ink
from generator.figures.svg import MARK, clean_svg

if TYPE_CHECKING:
    from matplotlib.artist import Artist

Point: TypeAlias = tuple[float, float]
Anchor: TypeAlias = Literal["start", "middle", "end"]
Side: TypeAlias = Literal["left", "center", "right"]

WIDTH = 350  # a phone's own column: no text becomes smaller there than it is drawn
TEXT = 13
SMALL = 12
SIDES: dict[Anchor, Side] = {"start": "left", "middle": "center", "end": "right"}
DASHES = (3.0, 3.0)
# The share of its size that a line of text reaches above the line it stands on, seen as its middle.
MIDDLE = 0.35


class Canvas:
    """An empty sheet of `width` × `height` pixels; y grows downwards."""

    def __init__(self, width: float, height: float) -> None:
        from matplotlib.figure import Figure

        # At 72 dots an inch a pixel is matplotlib's own unit, the point.
        self.figure = Figure(figsize=(width / 72, height / 72), dpi=72)
        self.figure.patch.set_visible(False)
        self.axes = self.figure.add_axes((0, 0, 1, 1))
        self.axes.set_axis_off()
        self.axes.set_xlim(0, width)
        self.axes.set_ylim(height, 0)

    def add(self, artist: Artist, mark: str) -> None:
        """Put an artist on the sheet above all others; `mark` says what it stands for."""
        if mark:
            artist.set_gid(MARK + mark)
        artist.set_clip_on(False)
        artist.set_zorder(len(self.axes.get_children()))
        self.axes.add_artist(artist)

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
        from matplotlib.patches import Polygon

        shape = Polygon(
            list(points),
            closed=True,
            **paint(fill, edge, width),
        )
        self.add(shape, mark)

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
        from matplotlib.patches import PathPatch
        from matplotlib.path import Path

        # SVG fills by winding: a hole is one whose border goes the other way round.
        turned = [turn(border, right=index == 0) for index, border in enumerate(borders)]
        surface = PathPatch(
            Path.make_compound_path(*(Path([*corners, corners[0]]) for corners in turned)),
            **paint(fill, edge, width),
        )
        self.add(surface, mark)

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
        from matplotlib.patches import Circle

        disc = Circle(
            centre,
            radius,
            **paint(fill, edge, width),
        )
        self.add(disc, mark)

    def line(
        self,
        points: Sequence[Point],
        ink: Ink,
        *,
        width: float = 1,
        dashed: bool = False,
        mark: str = "",
    ) -> None:
        """Draw a line through points."""
        from matplotlib.lines import Line2D

        xs, ys = zip(*points, strict=True)
        line = Line2D(xs, ys, color=ink.value, linewidth=width)
        if dashed:
            line.set_dashes(DASHES)
        self.add(line, mark)

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
        from matplotlib.text import Text

        line = Text(
            place[0],
            place[1] + MIDDLE * size,
            words,
            color=ink.value,
            fontsize=size,
            fontweight="bold" if bold else "normal",
            horizontalalignment=SIDES[anchor],
            verticalalignment="baseline",
            parse_math=False,
        )
        self.add(line, mark)

    def svg(self) -> str:
        """Return the sheet as SVG in the colours' classes."""
        import matplotlib

        sheet = StringIO()
        with matplotlib.rc_context({"svg.fonttype": "none", "svg.hashsalt": "lagesbild"}):
            self.figure.savefig(sheet, format="svg", metadata={"Date": None, "Creator": None})
        return clean_svg(sheet.getvalue())


class Paint(TypedDict):
    """How a shape is filled and edged, as matplotlib's patches ask for it."""

    facecolor: str
    edgecolor: str
    linewidth: float


def paint(fill: Ink | None, edge: Ink | None, width: float) -> Paint:
    """Return how a shape is painted; without an ink it has no fill, or no edge."""
    return {
        "facecolor": fill.value if fill else "none",
        "edgecolor": edge.value if edge else "none",
        "linewidth": width if edge else 0,
    }


def turn(border: Sequence[Point], *, right: bool) -> Sequence[Point]:
    """Return a border's corners in one of the two directions round it, by the sign of its area."""
    ends = zip(border, [*border[1:], border[0]], strict=True)
    area = sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in ends)
    return border if (area > 0) == right else border[::-1]
