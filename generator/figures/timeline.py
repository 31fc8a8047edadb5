"""What has happened and is planned, down a time axis, so that the distances are seen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property

from generator.analysis import Amount
from generator.figures.canvas import SMALL, WIDTH, Canvas, Ink, Point
from generator.figures.letters import width_of, wrap
from generator.swedish import SHORT_MONTHS, say_short_day

KEY = 30
HEAD = 18
AXIS = 46
SIGN = 69
DAY = 79
LINE_HEIGHT = 16
ROW_GAP = 8
GAP = 8  # between the words and the distance
AIR = 1.2  # how much longer the axis is than its rows need, so that distances show
TICK_ROOM = 20


class Sign(StrEnum):
    """Where a moment stands to the day of the page; the words are those of key and table."""

    HAPPENED = "har hänt"
    PLANNED = "planerat"
    LATE = "försenat"
    NOW = "läget"


@dataclass(frozen=True, slots=True)
class Moment:
    """What happens on a day, and how many days it is from the one day that all are counted from."""

    day: date
    words: str
    distance: Amount
    sign: Sign = Sign.HAPPENED


@dataclass(frozen=True)
class Timeline:
    """Moments in the order of their days; `column` heads their distances: `Dagar från beslutet`."""

    moments: tuple[Moment, ...]
    column: str
    width: int = WIDTH

    def draw(self) -> str:
        """Draw the key, the axis with its months, and a row for each moment beside its day."""
        tops = spread([self.wanted(moment) for moment in self.moments], self.heights)
        bottom = max(tops[-1] + self.heights[-1], KEY + HEAD + self.length + 8)
        canvas = Canvas(self.width, bottom)
        self.draw_key(canvas)
        self.draw_axis(canvas)
        for number, top in enumerate(tops):
            self.draw_moment(canvas, number, top)
        return canvas.svg()

    @property
    def left(self) -> float:
        """Where the words begin, right of the longest day."""
        days = (width_of(say_short_day(moment.day), SMALL) for moment in self.moments)
        return DAY + max(days) + GAP

    @property
    def right(self) -> float:
        """Where the distances end."""
        return self.width - 2

    @cached_property
    def lines(self) -> list[list[str]]:
        """The words of each moment, in lines."""
        distances = (width_of(str(moment.distance), SMALL, True) for moment in self.moments)
        room = self.right - self.left - GAP - max(distances)
        return [wrap(moment.words, room, SMALL, bold=is_bold(moment)) for moment in self.moments]

    @property
    def heights(self) -> list[float]:
        """How high the row of each moment is."""
        return [len(lines) * LINE_HEIGHT + ROW_GAP for lines in self.lines]

    @property
    def days(self) -> int:
        """How many days the axis spans."""
        return (self.moments[-1].day - self.moments[0].day).days

    @cached_property
    def length(self) -> float:
        """The length of the axis in pixels: as long as its rows or its years need."""
        rows = AIR * sum(self.heights) - self.heights[-1]
        return max(rows, TICK_ROOM * self.days / 365 + 10)

    def down(self, day: date) -> float:
        """Return how far down a day stands on the axis."""
        share = (day - self.moments[0].day).days / max(self.days, 1)
        return KEY + HEAD + 10 + share * (self.length - 10)

    def wanted(self, moment: Moment) -> float:
        """Return where a moment's row would begin if it were alone."""
        return self.down(moment.day) - LINE_HEIGHT / 2

    def draw_key(self, canvas: Canvas) -> None:
        """Explain the signs that occur, and head the column of distances."""
        x = 6.0
        for sign in (Sign.HAPPENED, Sign.PLANNED, Sign.LATE):
            if any(moment.sign is sign for moment in self.moments):
                draw_sign(canvas, sign, (x, 9))
                canvas.text((x + 11, 9), sign, size=SMALL, ink=Ink.MUTED)
                x += width_of(sign, SMALL) + 30
        canvas.text((self.right, KEY + 1), self.column, size=SMALL, ink=Ink.MUTED, anchor="end")
        canvas.text(
            (0, KEY + 1), f"{self.moments[0].day.year}", size=SMALL, ink=Ink.MUTED, bold=True
        )

    def draw_axis(self, canvas: Canvas) -> None:
        """Draw the axis, dashed from where the page's day is passed, with a tick for each month."""
        first, last = self.moments[0].day, self.moments[-1].day
        now = max((m.day for m in self.moments if m.sign is not Sign.PLANNED), default=first)
        past = [(AXIS, self.down(first)), (AXIS, self.down(now))]
        canvas.line(past, Ink.LINE_STRONG, width=2)
        if now < last:
            ahead = [(AXIS, self.down(now)), (AXIS, self.down(last))]
            canvas.line(ahead, Ink.LINE_STRONG, width=2, dashed=True)
        for day in self.find_ticks():
            y, is_year = self.down(day), day.month == 1
            canvas.line([(AXIS - 5, y), (AXIS, y)], Ink.LINE_STRONG)
            words = f"{day.year}" if is_year else SHORT_MONTHS[day.month - 1]
            place = (AXIS - 8, y)
            canvas.text(place, words, size=SMALL, ink=Ink.MUTED, anchor="end", bold=is_year)

    def find_ticks(self) -> Iterator[date]:
        """Yield the first days of months within the axis, as many as there is room for."""
        day, last = self.moments[0].day, self.moments[-1].day
        pixels = 30 * (self.length - 10) / max(self.days, 1)
        step = next((step for step in (1, 2, 3, 6) if step * pixels >= TICK_ROOM), 12)
        while (day := next_month(day)) <= last:
            if (day.month - 1) % step == 0:
                yield day

    def draw_moment(self, canvas: Canvas, number: int, top: float) -> None:
        """Draw a moment's row, and a line to its day on the axis."""
        moment, y = self.moments[number], top + LINE_HEIGHT / 2
        is_now = moment.sign is Sign.NOW
        on_axis = (AXIS, self.down(moment.day))
        end = (SIGN if is_now else SIGN - 7, y)
        canvas.line([on_axis, (AXIS + 6, on_axis[1]), end], Ink.LINE_STRONG, dashed=is_now)
        canvas.dot(on_axis, 2.5, Ink.INK, mark=f"day:{number}")
        draw_sign(canvas, moment.sign, (SIGN, y), f"sign:{number}")
        ink = Ink.SIGNAL if moment.sign is Sign.LATE else Ink.MUTED if is_now else Ink.INK
        canvas.text((DAY, y), say_short_day(moment.day), size=SMALL, ink=Ink.MUTED)
        for line, words in enumerate(self.lines[number]):
            place = (self.left, y + line * LINE_HEIGHT)
            bold = is_bold(moment)
            canvas.text(place, words, size=SMALL, ink=ink, bold=bold, mark=f"words:{number}")
        canvas.text(
            (self.right, y),
            str(moment.distance),
            size=SMALL,
            anchor="end",
            bold=is_zero(moment),
            mark=f"distance:{number}",
        )


def is_zero(moment: Moment) -> bool:
    """Say whether a moment is on the day that all are counted from."""
    return moment.distance.value == 0 and moment.sign is not Sign.NOW


def is_bold(moment: Moment) -> bool:
    """Say whether a moment's words stand out."""
    return is_zero(moment) or moment.sign is Sign.LATE


def draw_sign(canvas: Canvas, sign: Sign, centre: Point, mark: str = "") -> None:
    """Draw a full square for what has happened, an empty one for what is planned, an exclamation mark for what is late."""
    corner = (centre[0] - 4.5, centre[1] - 4.5)
    if sign is Sign.HAPPENED:
        canvas.box(corner, 9, 9, Ink.INK, mark=mark)
    elif sign is Sign.PLANNED:
        canvas.box(corner, 9, 9, Ink.PAPER, edge=Ink.INK, mark=mark)
    elif sign is Sign.LATE:
        canvas.text(centre, "!", size=17, ink=Ink.SIGNAL, anchor="middle", bold=True, mark=mark)


def next_month(day: date) -> date:
    """Return the first day of the month after a day's."""
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def spread(wanted: Sequence[float], heights: Sequence[float]) -> list[float]:
    """Return tops as near as can be to those wanted, in their order, so that no rows overlap.

    Rows that would overlap are moved together until all of them stand around where they belong
    (pooling neighbours, as in isotonic regression).
    """
    groups: list[tuple[float, float, int]] = []  # where it begins, its height, its rows
    for top, height in zip(wanted, heights, strict=True):
        group = (top, height, 1)
        while groups and groups[-1][0] + groups[-1][1] > group[0]:
            begin, above, rows = groups.pop()
            middle = (begin * rows + (group[0] - above) * group[2]) / (rows + group[2])
            # Nothing begins above the first row's own place.
            group = (max(middle, wanted[0]), above + group[1], rows + group[2])
        groups.append(group)
    tops: list[float] = []
    left = list(heights)
    for begin, _, rows in groups:
        for _ in range(rows):
            tops.append(begin)
            begin += left.pop(0)
    return tops
