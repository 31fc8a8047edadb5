"""The map of the municipality: areas shaded in a few classes, with names on them or beside them.

No point is drawn: an area is the finest that is told. What cannot be told has no shade but a sign.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from generator.analysis import Amount
from generator.figures.canvas import SMALL, WIDTH, Anchor, Canvas, Ink, Point
from generator.figures.letters import NOTE, explain_signs, sign_of, width_of, wrap, write_notes

Ring: TypeAlias = tuple[Point, ...]
Points: TypeAlias = NDArray[np.float64]

SIDE = 8
KEY = 20  # the height of a row of the key
TALLEST, HIGHEST = 360, 520  # the map's height, on a phone and on a desk
LINE = 16
MARGIN = 4  # around a label, so that it does not touch a border
NAME = 108  # the width a name is broken at
# Corners closer than this many pixels are one: nobody sees it, and neighbours keep one border.
GRID = 0.5
# A label is tried at so many places across and down.
TRIES = 24


@dataclass(frozen=True, slots=True)
class Shade:
    """A class of numbers from `least`, in words, and how it is drawn."""

    least: int
    words: str
    fill: Ink
    text: Ink


INKS = ((Ink.PAPER, Ink.INK), (Ink.BAND, Ink.INK), (Ink.HEAT, Ink.INK), (Ink.HOUSE, Ink.PAPER))
# Where the classes begin, for small numbers and for greater ones.
SCALES = ((0, 1, 3, 6), (0, 1, 6, 15), (0, 1, 15, 50), (0, 1, 50, 150))
# The last class of a scale holds numbers up to so many times its beginning.
REACH = 4


def find_classes(amounts: Iterable[Amount]) -> tuple[Shade, ...]:
    """Return the classes that tell the areas of a map apart, by the greatest number."""
    top = max((amount.known for amount in amounts if amount.value is not None), default=0)
    scale = next((scale for scale in SCALES if top < scale[-1] * REACH), SCALES[-1])
    words = ("inga", *(f"{a}–{b - 1}" for a, b in pairwise(scale[1:])), f"{scale[-1]} eller fler")
    return tuple(
        Shade(least, said, *inks) for least, said, inks in zip(scale, words, INKS, strict=True)
    )


def class_of(amount: Amount, classes: Sequence[Shade]) -> Shade | None:
    """Return the class of a number, None where it is missing."""
    if amount.value is None:
        return None
    return next(shade for shade in reversed(classes) if amount.known >= shade.least)


@dataclass(frozen=True, slots=True)
class Land:
    """An area: its name, its number, and its polygons in degrees east and north."""

    name: str
    amount: Amount
    polygons: tuple[tuple[Ring, ...], ...]

    @property
    def rings(self) -> Iterator[Ring]:
        """Every border, those of holes too."""
        yield from (ring for polygon in self.polygons for ring in polygon)

    @property
    def extent(self) -> float:
        """The box around it, in square degrees: the smaller is drawn over the larger."""
        easts, norths = zip(*(position for ring in self.rings for position in ring), strict=True)
        return float((max(easts) - min(easts)) * (max(norths) - min(norths)))

    @property
    def lines(self) -> list[str]:
        """The label: the name on its lines, broken after hyphens too, and the number."""
        broken = wrap(self.name.replace("-", "- "), NAME, SMALL)
        return [*(line.replace("- ", "-") for line in broken), sign_of(self.amount)]

    @property
    def label_size(self) -> tuple[float, float]:
        """The width and height of the label."""
        wide = max(width_of(line, SMALL, bold=True) for line in self.lines)
        return wide + 2 * MARGIN, LINE * len(self.lines) + MARGIN


@dataclass(frozen=True, slots=True)
class Label:
    """Where an area's label belongs, and whether it has room there."""

    number: int
    land: Land
    centre: Point
    fits: bool
    beside: Point = (0, 0)  # the top left corner of one that stands beside the map

    @property
    def height(self) -> float:
        """How high it is, beside the map."""
        return LINE * len(self.land.lines)

    @property
    def leader(self) -> tuple[Point, Point]:
        """The line from the area to where its label begins beside the map."""
        x, y = self.beside
        return self.centre, (x - 6, y + LINE / 2)


@dataclass(frozen=True, slots=True)
class ShadedMap:
    """A map of areas; `unit` names what is counted."""

    lands: tuple[Land, ...]
    unit: str
    width: int = WIDTH

    def draw(self) -> str:
        """Draw the key, the areas, their names, and those that have no room beside the map."""
        scale = self.scale(self.width - 2 * SIDE)
        labels = self.label(scale)
        if not all(label.fits for label in labels):
            scale = self.scale(self.beside - 2 * SIDE - 16)
            labels = self.label(scale)
        reach = (y for land in self.lands for ring in land.rings for _, y in scale.place(ring))
        bottom = max(*reach, *(label.beside[1] + label.height for label in labels)) + 10
        said = explain_signs(land.amount for land in self.lands)
        notes = wrap(said, self.width - 2 * SIDE, SMALL)
        canvas = Canvas(self.width, bottom + NOTE * len(notes))
        self.draw_key(canvas)
        for number, land in sorted(enumerate(self.lands), key=lambda found: -found[1].extent):
            shade = class_of(land.amount, self.classes)
            fill = shade.fill if shade else None  # one without a number has a border only
            for polygon in land.polygons:
                borders = [scale.place(ring) for ring in polygon]
                canvas.region(borders, fill, edge=Ink.LINE_STRONG, width=1, mark=f"land:{number}")
        for label in labels:
            draw_label(canvas, label, class_of(label.land.amount, self.classes))
        write_notes(canvas, notes, bottom)
        return canvas.svg()

    @property
    def classes(self) -> tuple[Shade, ...]:
        """The classes of its numbers."""
        return find_classes(land.amount for land in self.lands)

    @property
    def beside(self) -> float:
        """Where names begin that stand beside the map."""
        return self.width - SIDE - NAME - 8

    @property
    def head(self) -> float:
        """How far down the map begins, below its key."""
        return KEY * len(self.lay_key()) + 12

    def scale(self, width: float) -> Projection:
        """Return the map as large as a width allows."""
        rings = [ring for land in self.lands for ring in land.rings]
        tallest = TALLEST if self.width == WIDTH else HIGHEST
        return project(rings, (SIDE, self.head), width, tallest)

    def label(self, scale: Projection) -> list[Label]:
        """Return where each area's label belongs: first those beside the map, then the others."""
        surfaces = [[*map(scale.place, land.rings)] for land in self.lands]
        tried = [
            Label(number, land, *find_room(surface, *land.label_size))
            for number, (land, surface) in enumerate(zip(self.lands, surfaces, strict=True))
        ]
        beside: list[Label] = []
        free = self.head
        # From the top down, none over another.
        for label in sorted(tried, key=lambda found: found.centre[1]):
            if not label.fits:
                top = max(free, label.centre[1] - label.height / 2)
                beside.append(replace(label, beside=(self.beside, top)))
                free = top + label.height + 8
        lines = [label.leader for label in beside]
        inside = [
            replace(
                label, centre=find_room(surfaces[label.number], *label.land.label_size, lines)[0]
            )
            for label in tried
            if label.fits
        ]
        return [*beside, *inside]

    def lay_key(self) -> list[list[tuple[Shade, float]]]:
        """Return the shades of the key in rows, each with where it begins."""
        rows: list[list[tuple[Shade, float]]] = [[]]
        x = SIDE + width_of(self.unit, SMALL) + 12
        for shade in self.classes:
            wide = 19 + width_of(shade.words, SMALL)
            if x + wide > self.width:
                rows.append([])
                x = SIDE
            rows[-1].append((shade, x))
            x += wide + 12
        return rows

    def draw_key(self, canvas: Canvas) -> None:
        """Say what is counted, and what each shade stands for."""
        canvas.text((SIDE, KEY / 2), self.unit, size=SMALL, ink=Ink.MUTED)
        for number, row in enumerate(self.lay_key()):
            y = KEY * (number + 0.5)
            for shade, x in row:
                canvas.box((x, y - 6), 14, 12, shade.fill, edge=Ink.LINE_STRONG)
                canvas.text((x + 19, y), shade.words, size=SMALL)


def draw_label(canvas: Canvas, label: Label, shade: Shade | None) -> None:
    """Write an area's name and number within it, or beside the map with a line to it."""
    lines = label.land.lines
    anchor: Anchor = "middle" if label.fits else "start"
    ink = shade.text if shade and label.fits else Ink.INK
    x, y = label.centre
    top = y - LINE * (len(lines) - 1) / 2
    if not label.fits:
        x, top = label.beside[0], label.beside[1] + LINE / 2
        canvas.line(label.leader, Ink.INK)
        canvas.dot(label.centre, 2.5, Ink.INK, edge=shade.text if shade else None, width=1)
    for index, words in enumerate(lines):
        is_number = index == len(lines) - 1
        canvas.text(
            (x, top + LINE * index),
            words,
            size=SMALL,
            ink=ink,
            anchor=anchor,
            bold=is_number,
            mark=f"number:{label.number}" if is_number else "",
        )


@dataclass(frozen=True, slots=True)
class Projection:
    """Degrees to pixels: a degree east is shortened as it is at the map's middle latitude."""

    west: float
    north: float
    across: float  # pixels a degree east
    down: float  # pixels a degree north

    def place(self, ring: Ring) -> Ring:
        """Return a border in pixels without the corners that a screen cannot tell apart."""
        seen: list[Point] = []
        for east, north in ring:
            x = round((east - self.west) * self.across / GRID) * GRID
            y = round((self.north - north) * self.down / GRID) * GRID
            if not seen or seen[-1] != (x, y):
                seen.append((x, y))
        return tuple(seen)


def project(rings: Iterable[Ring], corner: Point, width: float, height: float) -> Projection:
    """Fit borders into a box from its top left corner, as large as they can be."""
    positions = np.array([position for ring in rings for position in ring])
    west, south = positions.min(axis=0)
    east, north = positions.max(axis=0)
    shrink = math.cos(math.radians((north + south) / 2))
    wide, high = max((east - west) * shrink, 1e-9), max(north - south, 1e-9)
    scale = min(width / wide, height / high)
    left, top = corner[0] + (width - wide * scale) / 2, corner[1]
    return Projection(west - left / (scale * shrink), north + top / scale, scale * shrink, scale)


def find_room(
    rings: Sequence[Ring], width: float, height: float, lines: Sequence[Ring] = ()
) -> tuple[Point, bool]:
    """Return the point of a surface farthest from its borders, and whether a label fits around it.

    Among the points where it fits, the farthest; the first corner when none lies inside. The label
    keeps clear of `lines` too.
    """
    edges = np.concatenate([edges_of(ring) for ring in rings])
    # Points spread evenly over the box around the borders.
    low, high = edges[:, :2].min(axis=0), edges[:, :2].max(axis=0)
    xs, ys = (low + (high - low) * (np.arange(TRIES)[:, None] + 0.5) / TRIES).T
    tried = np.array([(x, y) for y in ys for x in xs])
    inside = tried[holds(edges, tried)]
    if not len(inside):
        return rings[0][0], False
    edges = np.concatenate([edges, *map(edges_of, lines)])
    room = distance(edges, inside)
    farthest = np.argsort(-room, kind="stable")
    # A border nearer than half the label's height comes into it wherever it runs.
    wide_enough = (index for index in farthest if room[index] >= min(width, height) / 2)
    fitting = (index for index in wide_enough if is_clear(edges, inside[index], width, height))
    found = next(fitting, None)
    best = inside[farthest[0] if found is None else found]
    return (float(best[0]), float(best[1])), found is not None


def edges_of(ring: Ring) -> Points:
    """Return the sides of a border, a row each: x and y of both ends."""
    corners = np.array(ring)
    return np.hstack([corners, np.roll(corners, -1, axis=0)])


def holds(edges: Points, points: Points) -> NDArray[np.bool_]:
    """Say which points lie within borders: a line to the left crosses them an odd number of times."""
    x, y = points[:, :1], points[:, 1:]
    x1, y1, x2, y2 = edges.T
    crosses = (y1 > y) != (y2 > y)
    with np.errstate(divide="ignore", invalid="ignore"):
        at = x1 + (y - y1) * (x2 - x1) / (y2 - y1)
    return np.asarray((crosses & (at < x)).sum(axis=1) % 2 == 1)


def distance(edges: Points, points: Points) -> Points:
    """Return how far each point is from the nearest side."""
    start, along = edges[:, :2], edges[:, 2:] - edges[:, :2]
    length = np.maximum((along**2).sum(axis=1), 1e-12)
    apart = points[:, None, :] - start
    share = np.clip((apart * along).sum(axis=2) / length, 0, 1)
    nearest = apart - share[:, :, None] * along
    return np.asarray(np.sqrt((nearest**2).sum(axis=2)).min(axis=1))


def is_clear(edges: Points, centre: Points, width: float, height: float) -> bool:
    """Say whether no side comes into a box around a point; both ends outside on one side miss it."""
    half = np.array([width / 2, height / 2])
    starts, ends = edges[:, :2] - centre, edges[:, 2:] - centre
    aside = ((starts > half) & (ends > half)) | ((starts < -half) & (ends < -half))
    # A side that passes a corner aslant keeps the box's four corners on one side of itself.
    along = ends - starts
    corners = np.array([(-1, -1), (-1, 1), (1, -1), (1, 1)]) * half
    cross = along[:, :1] * (corners[:, 1] - starts[:, 1:]) - along[:, 1:] * (
        corners[:, 0] - starts[:, :1]
    )
    passes = (cross > 0).all(axis=1) | (cross < 0).all(axis=1)
    return bool((aside.any(axis=1) | passes).all())
