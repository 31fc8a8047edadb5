"""Series month by month: columns on a base line, before them the range that chance can give.

`Months` is one series in a panel, which may be one of several to one scale.
"""

from __future__ import annotations

from dataclasses import dataclass

from generator.analysis import Amount
from generator.figures.canvas import SMALL, WIDTH, Canvas, Ink
from generator.figures.letters import (
    NOTE,
    break_title,
    explain_signs,
    height_of_title,
    sign_of,
    width_of,
    wrap,
    write_below,
    write_notes,
    write_title,
)

SIDE = 1
ABOVE = 20  # the room of a number over its column
OUTSIDE = 11  # and of a sign over the number
FEWEST = 8  # as many months as this always have room, so that a single one does not fill the sheet
SHARE = 0.62  # of a month's width that its column takes
NAMES = 36  # the height of the months' names below the base line
PLOT, HIGH_PLOT = 110, 170  # the height of the scale's end in a panel, on a phone and on a desk
MARKS = 18  # the height of a row of marks below the base line
DONE, DECIDED = "■", "§"  # below the months in which an åtgärd was done, or a decision made
UNDER = {DONE: "åtgärd klar", DECIDED: "beslut"}


@dataclass(frozen=True, slots=True)
class Month:
    """A column: `label` and `year` are written below some; `low` and `high` bound what chance gives.

    An `unfinished` month has meetings left. `done` åtgärder and `decided` decisions are marked below.
    """

    amount: Amount
    label: str = ""
    year: str = ""
    low: int | None = None
    high: int | None = None
    unfinished: bool = False
    done: int = 0
    decided: int = 0

    @property
    def marks(self) -> dict[str, int]:
        """How many of each mark stand below it."""
        return {DONE: self.done, DECIDED: self.decided}

    @property
    def outside(self) -> int:
        """1 when more than chance would give, -1 when fewer, else 0."""
        if self.amount.value is None or self.low is None or self.high is None:
            return 0
        return int(self.amount.known > self.high) - int(self.amount.known < self.low)

    def reach(self, unit: float) -> float:
        """Return how high all that stands in it reaches, with so many pixels for each händelse."""
        signed = ABOVE + (OUTSIDE if self.outside else 0)
        return max(float(self.amount.value or 0) * unit + signed, (self.high or 0) * unit + 2)


@dataclass(frozen=True, slots=True)
class Months:
    """A panel, oldest month first; `top` is the scale's end.

    Panels with the same `top` have the same scale, and each is only as high as it needs. What is
    not `explained` here, the signs for what is missing, is explained beside the panels.
    """

    months: tuple[Month, ...]
    top: int
    title: str = ""
    width: int = 264
    explained: bool = True

    def draw(self) -> str:
        """Draw the title, the months and what their signs mean."""
        said = [f"{sign} {UNDER[sign]}" for sign in self.below]
        if self.explained:
            said.append(explain_signs(month.amount for month in self.months))
        signs = wrap(" · ".join(filter(None, said)), self.width - 2 * SIDE, SMALL)
        bottom = self.base + MARKS * len(self.below) + NAMES
        canvas = Canvas(self.width, bottom + NOTE * len(signs))
        write_title(canvas, self.title_lines)
        self.draw_columns(canvas)
        self.draw_names(canvas)
        write_notes(canvas, signs, bottom)
        return canvas.svg()

    @property
    def unit(self) -> float:
        """Pixels for each händelse."""
        return (HIGH_PLOT if self.width > WIDTH else PLOT) / max(self.top, 1)

    @property
    def base(self) -> float:
        """How far down the base line stands, below the highest column, number or range."""
        highest = max(month.reach(self.unit) for month in self.months)
        return height_of_title(self.title_lines) + highest

    @property
    def title_lines(self) -> list[str]:
        """The title in lines that have room."""
        return break_title(self.title, self.width)

    @property
    def below(self) -> tuple[str, ...]:
        """The signs that have a row of their own between the base line and the months' names."""
        return tuple(sign for sign in UNDER if any(month.marks[sign] for month in self.months))

    @property
    def step(self) -> float:
        """The width of a month."""
        return (self.width - 2 * SIDE) / max(len(self.months), FEWEST)

    def middle_of(self, number: int) -> float:
        """Return the middle of a month."""
        return SIDE + (number + 0.5) * self.step

    def draw_columns(self, canvas: Canvas) -> None:
        """Draw the ranges, before them the columns, and the line they stand on, the newest in full colour."""
        for number, month in enumerate(self.months):
            if month.low is not None and month.high is not None:
                corner = (SIDE + number * self.step, self.base - month.high * self.unit - 1)
                # A little is seen also of a range of a single number, and a hair more than the
                # month is covered, or its neighbour's edge would show as a line.
                high = (month.high - month.low) * self.unit + 2
                canvas.box(corner, self.step + 0.4, high, Ink.BAND, mark=f"band:{number}")
        for number, month in enumerate(self.months):
            self.draw_month(canvas, number, month)
        end = SIDE + self.step * len(self.months)
        canvas.line([(SIDE, self.base), (end, self.base)], Ink.LINE_STRONG)

    def draw_month(self, canvas: Canvas, number: int, month: Month) -> None:
        """Draw a column with its number above, or the sign for why there is none."""
        middle, width = self.middle_of(number), self.step * SHARE
        height = float(month.amount.value or 0) * self.unit
        is_last = number == len(self.months) - 1
        is_known = month.amount.value is not None
        if is_known:
            ink = Ink.HOUSE if is_last else Ink.HOUSE_PALE
            corner = (middle - width / 2, self.base - height)
            mark = f"month:{number}"
            if month.unfinished:
                canvas.box(corner, width, height, None, edge=Ink.HOUSE, mark=mark)
            else:
                canvas.box(corner, width, height, ink, mark=mark)
        place = (middle, self.base - height - SMALL * 0.8)
        canvas.text(
            place,
            sign_of(month.amount),
            size=SMALL,
            ink=Ink.INK if is_known else Ink.MUTED,
            anchor="middle",
            bold=is_last and is_known,
            mark=f"number:{number}",
        )
        if month.outside:
            # Up or down over a number that chance would hardly give.
            y, size = place[1] - OUTSIDE, 4.0 * month.outside
            points = [(middle - 5, y + size), (middle + 5, y + size), (middle, y - size)]
            canvas.shape(points, Ink.SIGNAL, mark="outside")

    def draw_names(self, canvas: Canvas) -> None:
        """Write the marks below, and below them the months' names, none of them beyond the sheet."""
        for number, month in enumerate(self.months):
            for row, sign in enumerate(self.below):
                self.draw_mark(canvas, number, sign, self.base + MARKS * (row + 0.5))
            top = self.base + MARKS * len(self.below) + 4
            write_below(canvas, self.middle_of(number), top, (month.label, month.year))

    def draw_mark(self, canvas: Canvas, number: int, sign: str, y: float) -> None:
        """Write a sign below a month that has any of it, after how many where there is room."""
        count = self.months[number].marks[sign]
        words = f"{count}{sign}" if count > 1 else sign
        words = words if width_of(words, SMALL) <= self.step else sign
        if count:
            place = (self.middle_of(number), y)
            mark = f"{UNDER[sign]}:{number}"
            canvas.text(place, words, size=SMALL, anchor="middle", mark=mark)
