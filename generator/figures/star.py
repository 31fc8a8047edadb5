"""Preventionsstjärnan: a point for each problem, three fields in each, and a base they all share."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, pi, sin, tan

from generator.analysis import Amount
from generator.figures.canvas import WIDTH, Anchor, Canvas, Ink, Point
from generator.figures.letters import width_of, wrap

RADIUS, WIDE_RADIUS = 110, 150
HEART = 0.4  # how far out the points begin, as a share: room for two lines of text
CUTS = (0.26, 0.62)  # where a point's middle and tip begin, as shares of its length
GAP = 2.5  # of paper between two fields
LINE_HEIGHT = 17
LETTERS = 0.92  # how wide most systems' letters are to those that are measured
REACH = 16  # from the first point to the words on its fields
WIDEST = 150  # of a name above or below a point
TALLER = 8  # how much more room a name of two lines takes above the first point
AWAY = 9  # how far outside its tip a name begins
MOST = 3  # lines of a name at a point
SIDE = 2
CROWDED = 5  # with more points than these there is no room beside the first


@dataclass(frozen=True, slots=True)
class Part:
    """A point or a field of the star: its name, how many of what, `74` and `poster`."""

    name: str
    amount: Amount
    unit: str

    @property
    def words(self) -> str:
        """The number and what it counts, or why there is none."""
        return str(self.amount) if self.amount.missing else f"{self.amount}\u00a0{self.unit}"


@dataclass(frozen=True, slots=True)
class Star:
    """At least three points, clockwise from the top; `fields` from the base outwards, three or none."""

    points: tuple[Part, ...]
    fields: tuple[Part, ...] = ()
    width: int = WIDTH

    def __post_init__(self) -> None:
        if len(self.points) < 3 or len(self.fields) not in (0, 3):
            raise ValueError("a star has three points or more, and three fields in each")

    def draw(self) -> str:
        """Draw the base, then the middle and tip of each point, and the words around them."""
        canvas = Canvas(self.width, self.height)
        canvas.shape(self.outline_base(), Ink.STAR_BASE, edge=Ink.PAPER, width=GAP, mark="base")
        for number in range(len(self.points)):
            for mark, ink, field in (
                ("middle", Ink.STAR_MIDDLE, self.outline(number, CUTS[0], CUTS[1])),
                ("tip", Ink.STAR_TIP, self.outline(number, CUTS[1], 1)),
            ):
                canvas.shape(field, ink, edge=Ink.PAPER, width=GAP, mark=f"{mark}:{number}")
            self.draw_name(canvas, number)
        if self.fields:
            self.draw_fields(canvas)
        for line, words in enumerate(self.listed):
            canvas.text((SIDE, self.list_top + LINE_HEIGHT * (line + 0.5)), words)
        return canvas.svg()

    @property
    def radius(self) -> float:
        """How far from the centre the tips are."""
        return RADIUS if self.width == WIDTH else WIDE_RADIUS

    @property
    def heart(self) -> float:
        """How far from the centre the points begin."""
        return HEART * self.radius

    @property
    def centre(self) -> Point:
        """The star's middle; above the first point there is room for its name."""
        lines = len(self.name_lines(0))
        more = TALLER + LINE_HEIGHT * (lines - 2) if lines > 1 else 0
        return self.width / 2, self.radius + 3 * LINE_HEIGHT + more

    @property
    def bottom(self) -> float:
        """How far down the words below the lowest point reach, and the list of names if there is one."""
        return self.list_top + LINE_HEIGHT * len(self.listed)

    @property
    def list_top(self) -> float:
        """How far down the star and the words below its lowest point reach."""
        names = (line for number in range(len(self.points)) for line in self.lay_name(number))
        lowest = max(y for _, y in self.outline_base())
        return max(lowest, *(place[1] for place, _ in names)) + LINE_HEIGHT

    @property
    def has_room(self) -> bool:
        """Whether every name has room at its point; otherwise each has a number, and the list its name."""
        most = MOST if len(self.points) <= CROWDED else MOST - 1
        return all(
            len(wrap(part.name, self.room(number), bold=True)) <= most
            for number, part in enumerate(self.points)
        )

    @property
    def listed(self) -> list[str]:
        """The lines of the list of names below the star."""
        if self.has_room:
            return []
        names = (f"{number}. {part.name}" for number, part in enumerate(self.points, 1))
        return [line for name in names for line in wrap(name, self.width - 2 * SIDE)]

    def name_lines(self, number: int) -> list[str]:
        """Return what stands at a point: its name, or its number in the list."""
        if not self.has_room:
            return [f"{number + 1}"]
        return wrap(self.points[number].name, self.room(number), bold=True)

    def room(self, number: int) -> float:
        """Return how wide a point's name may be."""
        x = self.width / 2 + (self.radius + AWAY) * sin(self.turn(number))
        return {"start": self.width - x, "middle": WIDEST, "end": x}[self.side(number)]

    @property
    def is_crowded(self) -> bool:
        """Whether the words on middle and tip stand below the star, not beside its first point."""
        return bool(self.fields) and len(self.points) > CROWDED

    @property
    def height(self) -> float:
        """How far down the picture reaches."""
        return self.bottom + (2.6 * LINE_HEIGHT if self.is_crowded else 0)

    def turn(self, number: int) -> float:
        """Return the angle of a point, clockwise from straight up."""
        return 2 * pi * number / len(self.points)

    def place(self, number: int, along: float, aside: float) -> Point:
        """Return what lies so far out along a point's axis, and so far to its right."""
        angle, (x, y) = self.turn(number), self.centre
        return (
            x + along * sin(angle) + aside * cos(angle),
            y - along * cos(angle) + aside * sin(angle),
        )

    def cut(self, number: int, share: float) -> tuple[Point, Point]:
        """Return the left and right ends of a line across a point at a share of its length."""
        along = self.heart + share * (self.radius - self.heart)
        half = self.heart * tan(pi / len(self.points)) * (1 - share)
        return self.place(number, along, -half), self.place(number, along, half)

    def outline(self, number: int, inner: float, outer: float) -> list[Point]:
        """Return the corners of a field between two shares of a point's length."""
        return [*self.cut(number, inner), *reversed(self.cut(number, outer))]

    def outline_base(self) -> list[Point]:
        """Return the corners of the field that joins all points: where each begins, and its first cut."""
        return [
            corner
            for number in range(len(self.points))
            for corner in (*self.cut(number, CUTS[0]), self.cut(number, 0)[1])
        ]

    def side(self, number: int) -> Anchor:
        """Return on which side of its place a point's name stands."""
        across = sin(self.turn(number))
        return "middle" if abs(across) < 0.3 else "start" if across > 0 else "end"

    def lay_name(self, number: int) -> list[tuple[Point, str]]:
        """Return the lines of a point's name and number, the last, outside its tip.

        At the top the words end above the tip, at the bottom they begin below it. So do those
        too wide to stand beside a tip, moved in from the edge: below a point there is room.
        """
        part, up, side = self.points[number], cos(self.turn(number)), self.side(number)
        x, y = self.place(number, self.radius + AWAY, 0)
        room = self.room(number)
        lines = [*self.name_lines(number), part.words]
        widths = [*(width_of(name, bold=True) for name in lines[:-1]), width_of(lines[-1])]
        over = max(widths) * LETTERS - room
        if side == "middle":
            y -= 7 * up
        elif over > 0:
            x, y, up = x + (-over if side == "start" else over), y + 20, -1
        first = y - (len(lines) - 1) * LINE_HEIGHT * (1 + up) / 2
        return [((x, first + line * LINE_HEIGHT), words) for line, words in enumerate(lines)]

    def draw_name(self, canvas: Canvas, number: int) -> None:
        """Write a point's name and number."""
        *names, (last, words) = self.lay_name(number)
        for place, name in names:
            canvas.text(place, name, anchor=self.side(number), bold=True)
        canvas.text(last, words, anchor=self.side(number), mark=f"point:{number}")

    def draw_fields(self, canvas: Canvas) -> None:
        """Write the base's words in the heart, the others' with a line to the first point."""
        self.write(canvas, 0, self.centre, "middle", Ink.STAR_INK)
        if self.is_crowded:
            self.draw_key(canvas)
            return
        reach = self.cut(0, CUTS[0])[1][0] + REACH
        for index, share, down in ((1, sum(CUTS) / 2, 3), (2, (CUTS[1] + 1) / 2 - 0.06, -13)):
            start = self.place(0, self.heart + share * (self.radius - self.heart), 0)
            end = (reach, start[1] + down)
            canvas.line([start, end], Ink.LINE_STRONG)
            canvas.dot(start, 2.5, Ink.STAR_INK)
            self.write(canvas, index, (reach + 5, end[1]), "start", Ink.INK)

    def draw_key(self, canvas: Canvas) -> None:
        """Write the words on middle and tip below the star, each beside a patch of its field."""
        y = self.bottom + LINE_HEIGHT
        for index, ink, where, x in (
            (1, Ink.STAR_MIDDLE, "mitten: ", 12),
            (2, Ink.STAR_TIP, "ytterst: ", self.width / 2 + 12),
        ):
            canvas.box((x, y - 7), 14, 14, ink)
            self.write(canvas, index, (x + 22, y), "start", Ink.INK, where)

    def write(
        self,
        canvas: Canvas,
        index: int,
        place: Point,
        anchor: Anchor,
        ink: Ink,
        where: str = "",
    ) -> None:
        """Write a field's name and number, one above the other around a place."""
        x, y = place
        part, half = self.fields[index], LINE_HEIGHT / 2
        canvas.text((x, y - half), where + part.name, anchor=anchor, ink=ink, bold=True)
        canvas.text((x, y + half), part.words, anchor=anchor, ink=ink, mark=f"field:{index}")
