"""The causes of a problem as a fishbone that stands on its head, where the problem is.

Each bone goes down to the spine: what lies nearest the spine works directly, what lies further out
indirectly. Words say so too, and where the chain can be broken.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from itertools import product

from generator.figures.canvas import SMALL, TEXT, WIDTH, Canvas, Ink, Point
from generator.figures.letters import width_of, wrap

SLANT = 38  # how far out from the spine a bone begins
GAP = 8  # between a bone's outer end and the words
TOP = 32  # below the tail
BETWEEN = 34  # from the end of a bone to the next on its side
HEAD = 280
BIG = 15
BREAK = "brytpunkt"
NONE = "inga angivna"


class Look(Enum):
    """What a line of a bone's words is, and so how it is drawn; TWIG is the line a cause lies on."""

    NAME = auto()
    LAYER = auto()
    NONE = auto()
    CAUSE = auto()
    BREAK = auto()
    TWIG = auto()


# How far it is from a line's middle to the next one's.
HEIGHTS = {
    Look.NAME: 22,
    Look.LAYER: 19,
    Look.NONE: 22,
    Look.CAUSE: 17,
    Look.BREAK: 17,
    Look.TWIG: 17,
}


@dataclass(frozen=True, slots=True)
class Twig:
    """A cause; `breaks` says that the chain can be broken here."""

    words: str
    breaks: bool = False


@dataclass(frozen=True, slots=True)
class Layer:
    """Causes that lie as far from the problem: `Direkta orsaker`."""

    name: str
    twigs: tuple[Twig, ...]


@dataclass(frozen=True, slots=True)
class Bone:
    """A bone of the fish, its layers from the outside in to the spine."""

    name: str
    layers: tuple[Layer, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a bone: its words, and how far below the bone's top its middle is."""

    look: Look
    depth: float
    words: str = ""
    number: int = 0
    breaks: bool = False


@dataclass(frozen=True, slots=True)
class Fishbone:
    """The problem, the first of its lines in large letters, and the bones in their order."""

    problem: tuple[str, ...]
    bones: tuple[Bone, ...]
    width: int = WIDTH

    def draw(self) -> str:
        """Draw the spine from tail to head, and the bones on both sides of it."""
        placed = list(self.place_bones())
        ends = (top + self.height_of(bone) for bone, _, top in placed)
        bottom, spine = max(ends, default=TOP) + 22, self.spine
        head = [line for words in self.problem for line in wrap(words, HEAD - 24, BIG, bold=True)]
        canvas = Canvas(self.width, bottom + 20 * len(head) + 42)
        for end in (-15, 15):
            canvas.line([(spine, TOP - 8), (spine + end, 3)], Ink.HOUSE, width=3)
        canvas.line([(spine, TOP - 9), (spine, bottom)], Ink.HOUSE, width=4)
        for number, (bone, side, top) in enumerate(placed):
            self.draw_bone(canvas, f"{number}", bone, side, top)
        draw_head(canvas, head, bottom)
        return canvas.svg()

    @property
    def spine(self) -> float:
        """How far to the right the spine stands."""
        return self.width / 2

    @property
    def column(self) -> float:
        """How wide the words of a bone may be."""
        return self.spine - SLANT - GAP

    def place_bones(self) -> Iterator[tuple[Bone, int, float]]:
        """Yield each bone in its order with its side, -1 for the left and 1, and its top.

        The sides are those that make the fish shortest; the shorter side hangs in the middle of
        the other, so that bones meet the spine one after the other.
        """
        heights = [self.height_of(bone) for bone in self.bones]

        def reach(sides: tuple[int, ...]) -> dict[int, float]:
            reach = {-1: -float(BETWEEN), 1: -float(BETWEEN)}
            for height, side in zip(heights, sides, strict=True):
                reach[side] += height + BETWEEN
            return reach

        sides = min(
            (sides for sides in product((-1, 1), repeat=len(heights)) if sides[:1] != (1,)),
            key=lambda sides: max(reach(sides).values()),
        )
        down = reach(sides)
        tops = {side: TOP + (max(down.values()) - down[side]) / 2 for side in down}
        for bone, height, side in zip(self.bones, heights, sides, strict=True):
            yield bone, side, tops[side]
            tops[side] += height + BETWEEN

    def height_of(self, bone: Bone) -> float:
        """Return how far below its top a bone meets the spine."""
        return max(line.depth for line in self.lay_out(bone)) + 30

    def lay_out(self, bone: Bone) -> Iterator[Line]:
        """Yield the lines of a bone from its name down to the cause nearest the spine."""
        depth, number = 8.0, 0
        for look, words, breaks in self.list_lines(bone):
            yield Line(look, depth - 6 if look is Look.TWIG else depth, words, number, breaks)
            depth += HEIGHTS[look]
            number += look is Look.TWIG

    def list_lines(self, bone: Bone) -> Iterator[tuple[Look, str, bool]]:
        """Yield what each line of a bone is, its words, and whether a break point lies on it."""
        for words in wrap(bone.name, self.column, TEXT, bold=True):
            yield Look.NAME, words, False
        for layer in bone.layers:
            for words in wrap(layer.name, self.column, SMALL):
                yield Look.LAYER, words, False
            if not layer.twigs:
                yield Look.NONE, NONE, False
            for twig in layer.twigs:
                for words in wrap(twig.words, self.column):
                    yield Look.CAUSE, words, False
                if twig.breaks:
                    yield Look.BREAK, BREAK, True
                yield Look.TWIG, "", twig.breaks

    def draw_bone(self, canvas: Canvas, mark: str, bone: Bone, side: int, top: float) -> None:
        """Draw a bone and its lines; `side` is -1 to the left of the spine and 1 to the right."""
        height, spine = self.height_of(bone), self.spine
        outer = (spine + side * SLANT, top)
        canvas.line([outer, (spine, top + height)], Ink.HOUSE, width=2.5, mark=f"bone:{mark}")
        left = 2.0 if side < 0 else spine + SLANT + GAP
        for line in self.lay_out(bone):
            y = top + line.depth
            if line.look is Look.TWIG:
                joint = (spine + side * SLANT * (1 - line.depth / height), y)
                end = left if side < 0 else left + self.column - 2
                canvas.line([(end, y), joint], Ink.LINE_STRONG, mark=f"twig:{mark}-{line.number}")
                canvas.dot(joint, 3, Ink.HOUSE)
                if line.breaks:
                    draw_diamond(canvas, joint, 7, f"break:{mark}-{line.number}")
            else:
                write_line(canvas, line, (left, y), f"{mark}-{line.number}")


def write_line(canvas: Canvas, line: Line, place: Point, mark: str) -> None:
    """Write a line of words as what it is."""
    if line.look is Look.NAME:
        canvas.text(place, line.words, size=TEXT, bold=True)
    elif line.look is Look.CAUSE:
        canvas.text(place, line.words, size=TEXT, mark=f"cause:{mark}")
    elif line.look is Look.BREAK:
        draw_diamond(canvas, (place[0] + 5, place[1]), 4.5)
        canvas.text((place[0] + 14, place[1]), line.words, size=SMALL, bold=True)
    else:
        canvas.text(place, line.words, size=SMALL, ink=Ink.MUTED)


def draw_diamond(canvas: Canvas, centre: Point, size: float, mark: str = "") -> None:
    """Draw the sign of a break point."""
    x, y = centre
    points = [(x, y - size), (x + size, y), (x, y + size), (x - size, y)]
    canvas.shape(points, Ink.INK, edge=Ink.PAPER, mark=mark)


def draw_head(canvas: Canvas, lines: list[str], top: float) -> None:
    """Draw the head with the problem, as wide as its words need."""
    spine = canvas.width / 2
    half = max([width_of(line, BIG, bold=True) for line in lines] + [110]) / 2 + 16
    bottom = top + 20 * len(lines) + 18
    points = [
        (spine - half, top),
        (spine + half, top),
        (spine + half, bottom),
        (spine, bottom + 20),
        (spine - half, bottom),
    ]
    canvas.shape(points, Ink.HOUSE, mark="head")
    for number, line in enumerate(lines):
        place = (spine, top + 20 + 20 * number)
        size, bold = (BIG, True) if number == 0 else (TEXT, False)
        canvas.text(place, line, size=size, ink=Ink.PAPER, anchor="middle", bold=bold)
