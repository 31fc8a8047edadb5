"""The map of the municipality: areas shaded in a few classes, with names on them or beside them.

No point is drawn: an area is the finest that is told. What cannot be told has no shade but a sign.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from generator.analysis import Amount
from generator.figures.canvas import SMALL, WIDTH, Anchor, Canvas, Ink, Point
from generator.figures.letters import width_of, wrap
from generator.figures.signs import explain_signs, sign_of
from generator.figures.surface import Projection, Ring, find_room, project

SIDE = 8
HEAD = 34
TALLEST = 360
LINE = 15
MARGIN = 4  # around a label, so that it does not touch a border
BESIDE = WIDTH - SIDE - 116  # where names begin that stand beside the map
NAME = 104  # the width a name is broken at


@dataclass(frozen=True, slots=True)
class Shade:
    """A class of numbers from `least`, in words, and how it is drawn."""

    least: int
    words: str
    fill: Ink
    text: Ink


INKS = (
    (Ink.PAPER, Ink.INK),
    (Ink.BAND, Ink.INK),
    (Ink.HEAT, Ink.INK),
    (Ink.HOUSE, Ink.PAPER),
)
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
    top: float = 0  # of one that stands beside the map

    @property
    def height(self) -> float:
        """How high it is, beside the map."""
        return LINE * len(self.land.lines)

    @property
    def leader(self) -> tuple[Point, Point]:
        """The line from the area to where its label begins beside the map."""
        return self.centre, (BESIDE - 6, self.top + LINE / 2)


@dataclass(frozen=True, slots=True)
class ShadedMap:
    """A map of areas; `unit` names what is counted, `note` what the reader must know of the map."""

    lands: tuple[Land, ...]
    unit: str
    note: str = ""

    def draw(self) -> str:
        """Draw the key, the areas, their names, and those that have no room beside the map."""
        scale = self.scale(WIDTH - 2 * SIDE)
        labels = self.label(scale)
        if not all(label.fits for label in labels):
            scale = self.scale(BESIDE - 2 * SIDE - 16)
            labels = self.label(scale)
        bottom = max(self.bottom(scale), *(label.top + label.height for label in labels))
        signs = explain_signs(land.amount for land in self.lands)
        notes = [line for line in (signs, self.note) if line]
        canvas = Canvas(WIDTH, bottom + 12 + 18 * len(notes))
        self.draw_key(canvas)
        for number, land in sorted(enumerate(self.lands), key=lambda found: -found[1].extent):
            draw_land(canvas, number, land, class_of(land.amount, self.classes), scale)
        for label in labels:
            draw_label(canvas, label, class_of(label.land.amount, self.classes))
        for line, words in enumerate(notes):
            canvas.text((SIDE, bottom + 18 + 18 * line), words, size=SMALL, ink=Ink.MUTED)
        return canvas.svg()

    @property
    def classes(self) -> tuple[Shade, ...]:
        """The classes of its numbers."""
        return find_classes(land.amount for land in self.lands)

    def scale(self, width: float) -> Projection:
        """Return the map as large as a width allows."""
        rings = [ring for land in self.lands for ring in land.rings]
        return project(rings, (SIDE, HEAD), width, TALLEST)

    def label(self, scale: Projection) -> list[Label]:
        """Return where each area's label belongs: first those beside the map, then the others."""
        surfaces = [[*map(scale.place, land.rings)] for land in self.lands]
        tried = [
            Label(number, land, *find_room(surface, *land.label_size))
            for number, (land, surface) in enumerate(zip(self.lands, surfaces, strict=True))
        ]
        beside = stack([label for label in tried if not label.fits])
        lines = [label.leader for label in beside]
        inside = [
            Label(
                label.number,
                label.land,
                find_room(surfaces[label.number], *label.land.label_size, lines)[0],
                True,
            )
            for label in tried
            if label.fits
        ]
        return [*beside, *inside]

    def bottom(self, scale: Projection) -> float:
        """Return how far down the map reaches."""
        return max(y for land in self.lands for ring in land.rings for _, y in scale.place(ring))

    def draw_key(self, canvas: Canvas) -> None:
        """Say what is counted, and what each shade stands for."""
        canvas.text((SIDE, 13), self.unit, size=SMALL, ink=Ink.MUTED)
        x = SIDE + width_of(self.unit, SMALL) + 12
        for shade in self.classes:
            canvas.box((x, 7), 14, 12, shade.fill, edge=Ink.LINE_STRONG)
            canvas.text((x + 19, 13), shade.words, size=SMALL)
            x += 19 + width_of(shade.words, SMALL) + 12


def draw_land(
    canvas: Canvas, number: int, land: Land, shade: Shade | None, scale: Projection
) -> None:
    """Draw an area in its shade; one without a number has a border only."""
    for polygon in land.polygons:
        borders = [scale.place(ring) for ring in polygon]
        fill = shade.fill if shade else None
        canvas.region(borders, fill, edge=Ink.LINE_STRONG, width=1, mark=f"land:{number}")


def draw_label(canvas: Canvas, label: Label, shade: Shade | None) -> None:
    """Write an area's name and number within it, or beside the map with a line to it."""
    lines = label.land.lines
    anchor: Anchor = "middle" if label.fits else "start"
    ink = shade.text if shade and label.fits else Ink.INK
    x, y = label.centre
    top = y - LINE * (len(lines) - 1) / 2
    if not label.fits:
        x, top = BESIDE, label.top + LINE / 2
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


def stack(labels: list[Label]) -> list[Label]:
    """Return the labels beside the map from the top down, none over another."""
    placed: list[Label] = []
    free = float(HEAD)
    for label in sorted(labels, key=lambda found: found.centre[1]):
        placed.append(replace(label, top=max(free, label.centre[1] - label.height / 2)))
        free = placed[-1].top + label.height + 8
    return placed
