"""One series month by month: columns with their numbers, and the range expected by chance behind."""

from __future__ import annotations

from dataclasses import dataclass

from generator.analysis import Amount
from generator.figures.canvas import SMALL, Canvas, Point, width_of
from generator.figures.inks import Ink
from generator.figures.signs import explain_signs, sign_of

TITLE = 24
PLOT = 110  # the height of the scale's end above the base line
ABOVE = 20  # the room of a number over its column, and of a sign over the number
LABELS = 32
SIGNS = 18
SIDE = 1
NUMBER = 11


@dataclass(frozen=True, slots=True)
class Month:
    """A column: `label` and `year` are written below some; `low` and `high` bound what chance gives."""

    amount: Amount
    label: str = ""
    year: str = ""
    low: int | None = None
    high: int | None = None

    @property
    def outside(self) -> int:
        """1 when more than chance would give, -1 when fewer, else 0."""
        if self.amount.value is None or self.low is None or self.high is None:
            return 0
        return int(self.amount.known > self.high) - int(self.amount.known < self.low)


@dataclass(frozen=True, slots=True)
class Months:
    """A panel, oldest month first and the newest in full colour; `top` is the scale's end.

    Panels with the same `top` have the same scale, and each is only as high as it needs. What is
    not `explained` here, the signs for what is missing, is explained beside the panels.
    """

    months: tuple[Month, ...]
    top: int
    title: str = ""
    width: int = 264
    explained: bool = True

    def draw(self) -> str:
        """Draw the title, the expected range, the columns and the months' names."""
        signs = explain_signs(month.amount for month in self.months) if self.explained else ""
        canvas = Canvas(self.width, self.base + LABELS + (SIGNS if signs else 0))
        if self.title:
            canvas.text((SIDE, 11), self.title, bold=True)
        for number, month in enumerate(self.months):
            self.draw_band(canvas, number, month)
        for number, month in enumerate(self.months):
            self.draw_month(canvas, number, month)
        canvas.line([(SIDE, self.base), (self.width - SIDE, self.base)], Ink.LINE_STRONG)
        place = (SIDE, self.base + LABELS + SIGNS / 2)
        canvas.text(place, signs, size=NUMBER, ink=Ink.MUTED)
        return canvas.svg()

    @property
    def step(self) -> float:
        """The width of a month."""
        return (self.width - 2 * SIDE) / len(self.months)

    @property
    def base(self) -> float:
        """How far down the base line stands, below the highest column, number or range."""
        highest = max(self.reach_of(month) for month in self.months)
        return (TITLE if self.title else 0) + highest

    def length_of(self, value: float) -> float:
        """Return how high a value reaches above the base line."""
        return value * PLOT / max(self.top, 1)

    def reach_of(self, month: Month) -> float:
        """Return how high all that stands in a month reaches."""
        value = float(month.amount.known) if month.amount.value is not None else 0
        signed = ABOVE + (NUMBER if month.outside else 0)
        return max(self.length_of(value) + signed, self.length_of(month.high or 0) + 2)

    def height_of(self, value: float) -> float:
        """Return how far down a value stands; zero stands on the base line."""
        return self.base - self.length_of(value)

    def left_of(self, number: int) -> float:
        """Return where a month begins."""
        return SIDE + number * self.step

    def draw_band(self, canvas: Canvas, number: int, month: Month) -> None:
        """Draw the expected range of a month, a little of it also where it is a single number."""
        if month.low is None or month.high is None:
            return
        high, low = self.height_of(month.high), self.height_of(month.low)
        corner = (self.left_of(number), high - 1)
        # A hair wider than the month, or its neighbour's edge would show as a line.
        canvas.box(corner, self.step + 0.4, low - high + 2, Ink.BAND, mark=f"band:{number}")

    def draw_month(self, canvas: Canvas, number: int, month: Month) -> None:
        """Draw a column with its number above, or the sign for why there is none."""
        middle = self.left_of(number) + self.step / 2
        is_last = number == len(self.months) - 1
        if month.amount.value is None:
            place = (middle, self.height_of(0) - 9)
            canvas.text(place, sign_of(month.amount), size=SMALL, ink=Ink.MUTED, anchor="middle")
        else:
            value = float(month.amount.known)
            ink = Ink.HOUSE if is_last else Ink.HOUSE_PALE
            width, top = self.step * 0.62, self.height_of(value)
            corner = (middle - width / 2, top)
            canvas.box(corner, width, self.height_of(0) - top, ink, mark=f"month:{number}")
            canvas.text(
                (middle, top - NUMBER * 0.8),
                str(month.amount),
                size=NUMBER,
                anchor="middle",
                bold=is_last,
                mark=f"number:{number}",
            )
            self.draw_outside(canvas, month, (middle, top - NUMBER * 0.8 - 11))
        for line, words in enumerate((month.label, month.year), 1):
            half = width_of(words, NUMBER) / 2
            place = (min(max(middle, half), self.width - half), self.base + 13 * line - 2)
            canvas.text(place, words, size=NUMBER, ink=Ink.MUTED, anchor="middle")

    def draw_outside(self, canvas: Canvas, month: Month, place: Point) -> None:
        """Point up or down over a number that chance would hardly give."""
        x, y = place
        size = 5.0 * month.outside
        if size:
            points = [(x - 5, y + size * 0.8), (x + 5, y + size * 0.8), (x, y - size * 0.8)]
            canvas.shape(points, Ink.SIGNAL, mark="outside")
