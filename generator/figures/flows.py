"""What came and what went, month by month: columns up and down from one line, and what is late below."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from generator.analysis import Amount
from generator.figures.canvas import SMALL, WIDTH, Canvas, Ink
from generator.figures.letters import wrap, write_below
from generator.figures.signs import NOTE, explain_signs, sign_of, write_notes

SIDE = 1
SHARE, WIDEST = 0.6, 34  # of a month's width that its column takes, and at most
REACH, FAR_REACH = 64, 96  # how far the longest column goes from the line, narrow and wide
LINE = 17  # from one row of text to the next
NAME = 24  # the height of a name with its key


@dataclass(frozen=True, slots=True)
class Flow:
    """A month: what came, what went, and what was late at its end; labels as in `Month`."""

    came: Amount
    went: Amount
    late: Amount
    label: str = ""
    year: str = ""


@dataclass(frozen=True)
class Flows:
    """Months in order, the newest last; `names` say what came, what went and what is late."""

    names: tuple[str, str, str]
    flows: tuple[Flow, ...]
    width: int = WIDTH

    def draw(self) -> str:
        """Draw the columns from their common line, then the row of late ones and the months."""
        said = explain_signs(a for flow in self.flows for a in (flow.came, flow.went, flow.late))
        signs = wrap(said, self.width - 2 * SIDE, SMALL)
        bottom = self.late + 4 * LINE
        canvas = Canvas(self.width, bottom + NOTE * len(signs))
        self.draw_names(canvas)
        for number, flow in enumerate(self.flows):
            self.draw_columns(canvas, number, flow)
            self.draw_below(canvas, number, flow)
        canvas.line([(SIDE, self.base), (self.width - SIDE, self.base)], Ink.LINE_STRONG)
        write_notes(canvas, signs, bottom)
        return canvas.svg()

    @cached_property
    def top(self) -> float:
        """The greatest number of all; up and down have the same scale."""
        known = (float(a.known) for f in self.flows for a in (f.came, f.went) if not a.missing)
        return max(max(known, default=0), 1)

    @property
    def reach(self) -> float:
        """How far the longest column goes from the line."""
        return FAR_REACH if self.width > WIDTH else REACH

    def length_of(self, amount: Amount) -> float:
        """Return how long a column is."""
        return 0 if amount.missing else float(amount.known) * self.reach / self.top

    @cached_property
    def base(self) -> float:
        """The height of the line that all columns stand on or hang from."""
        return NAME + LINE + max(self.length_of(flow.came) for flow in self.flows)

    @cached_property
    def below(self) -> float:
        """The height of the name of what went, under its columns."""
        return self.base + LINE + max(self.length_of(flow.went) for flow in self.flows) + NAME / 2

    @property
    def late(self) -> float:
        """The height of the name of what is late."""
        return self.below + NAME + 6

    def middle_of(self, number: int) -> float:
        """Return the middle of a month."""
        return SIDE + (number + 0.5) * (self.width - 2 * SIDE) / len(self.flows)

    def draw_names(self, canvas: Canvas) -> None:
        """Name both sides where they are, and the row below them."""
        for height, words, fill in (
            (NAME / 2, self.names[0], Ink.HOUSE),
            (self.below, self.names[1], Ink.PAPER),
        ):
            canvas.box((SIDE + 1, height - 5), 10, 10, fill, edge=Ink.HOUSE)
            canvas.text((SIDE + 18, height), words, bold=True)
        canvas.line([(SIDE, self.late - 13), (self.width - SIDE, self.late - 13)], Ink.LINE)
        canvas.text((SIDE, self.late + 2), self.names[2], bold=True)

    def draw_columns(self, canvas: Canvas, number: int, flow: Flow) -> None:
        """Draw what came upwards and filled, what went downwards and hollow, with their numbers."""
        self.draw_column(canvas, flow.came, Ink.HOUSE, -1, f"came:{number}")
        # Nothing known of a month is said once, above the line.
        if not (flow.came.missing and flow.came == flow.went):
            self.draw_column(canvas, flow.went, Ink.PAPER, 1, f"went:{number}")

    def draw_column(self, canvas: Canvas, amount: Amount, fill: Ink, away: int, mark: str) -> None:
        """Draw one column up (`away` -1) or down (1) from the line."""
        middle, length = self.middle_of(int(mark.partition(":")[2])), self.length_of(amount)
        if length:
            wide = min((self.width - 2 * SIDE) / len(self.flows) * SHARE, WIDEST)
            corner = (middle - wide / 2, self.base - (length if away < 0 else 0))
            canvas.box(corner, wide, length, fill, edge=Ink.HOUSE, mark=mark)
        place = (middle, self.base + away * (length + SMALL * 0.85))
        ink = Ink.INK if length else Ink.MUTED
        canvas.text(place, sign_of(amount), size=SMALL, ink=ink, anchor="middle", mark=f"n-{mark}")

    def draw_below(self, canvas: Canvas, number: int, flow: Flow) -> None:
        """Write how many are late, in bold when there are any, and the month."""
        middle, any_late = self.middle_of(number), bool(flow.late.value)
        canvas.text(
            (middle, self.late + 2 + LINE),
            sign_of(flow.late),
            size=SMALL,
            ink=Ink.SIGNAL if any_late else Ink.MUTED,
            anchor="middle",
            bold=any_late,
            mark=f"late:{number}",
        )
        write_below(canvas, middle, self.late + 1.9 * LINE, (flow.label, flow.year))
