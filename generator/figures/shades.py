"""The shades of a heat table: how dark the cell of a number is, in five steps from nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil

from generator.analysis import Amount
from generator.figures.figure import Cell, Grid
from generator.swedish import say_number

STEPS = 4


@dataclass(frozen=True, slots=True)
class Shades:
    """`steps` are the greatest number of each shade, lightest first; zero has none.

    Small tables have fewer shades: a single one is as light as one among nine.
    """

    steps: tuple[int, ...]

    def of(self, cell: Cell) -> int | None:
        """Return how dark a cell is, from 0; None where it holds no number."""
        value = weigh(cell)
        if value is None:
            return None
        return next(n for n, step in enumerate((0, *self.steps)) if value <= step)

    @property
    def legend(self) -> Iterator[tuple[int, str]]:
        """Yield every shade with the numbers it stands for: `1`, `2–3`."""
        least = 1
        for shade, step in enumerate(self.steps, 1):
            span = (least, step) if step > least else (step,)
            yield shade, "–".join(map(say_number, span))
            least = step + 1


def find_shades(grid: Grid, apart: int = 0) -> Shades:
    """Divide the numbers up to a table's greatest evenly; its last rows may stand apart."""
    rows = grid.rows[: len(grid.rows) - apart]
    weights = (weigh(cell) for row in rows for cell in row.cells)
    top = max((weight for weight in weights if weight is not None), default=0)
    steps = {ceil(top * number / STEPS) for number in range(1, STEPS + 1)}
    return Shades(tuple(sorted(steps - {0})))


def weigh(cell: Cell) -> int | None:
    """Return what a cell's shade goes by, None where it holds no number."""
    if not isinstance(cell.content, Amount) or cell.content.value is None:
        return None
    return int(cell.content.value) if cell.weight is None else cell.weight
