"""Surfaces of a map: degrees become pixels, and a label finds room within borders."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from generator.figures.canvas import Point

Ring: TypeAlias = tuple[Point, ...]
Points: TypeAlias = NDArray[np.float64]

# Corners closer than this many pixels are one: nobody sees it, and neighbours keep one border.
GRID = 0.5
# A label is tried at so many places across and down.
TRIES = 24


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
    tried = lattice(edges)
    inside = tried[holds(edges, tried)]
    if not len(inside):
        return rings[0][0], False
    edges = np.concatenate([edges, *map(edges_of, lines)])
    room = distance(edges, inside)
    fits = np.array([is_clear(edges, centre, width, height) for centre in inside])
    best = inside[np.argmax(np.where(fits, room, -1.0) if fits.any() else room)]
    return (float(best[0]), float(best[1])), bool(fits.any())


def edges_of(ring: Ring) -> Points:
    """Return the sides of a border, a row each: x and y of both ends."""
    corners = np.array(ring)
    return np.hstack([corners, np.roll(corners, -1, axis=0)])


def lattice(edges: Points) -> Points:
    """Return points spread evenly over the box around borders."""
    low, high = edges[:, :2].min(axis=0), edges[:, :2].max(axis=0)
    steps = (np.arange(TRIES) + 0.5) / TRIES
    xs, ys = low[0] + steps * (high[0] - low[0]), low[1] + steps * (high[1] - low[1])
    return np.array([(x, y) for y in ys for x in xs])


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
