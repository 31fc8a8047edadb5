"""Tables of an archive's first year: what it has nothing of is left out, and said once."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from generator.analysis import NO_MATERIAL
from generator.article.values import Line, Number, Table
from generator.pages.shared.columns import Column
from generator.swedish import capitalize, decapitalize, join_words


def trim(table: Table, columns: Sequence[Column], sums: Sequence[str] = ()) -> Table:
    """Return a table without the months before the archive's first, and the sums it has nothing of.

    The `columns` stand after the head of each row, and the `sums` after them.
    """
    early = {place for place, column in enumerate(columns, 1) if column.report is None}
    places = range(len(columns) + 1, len(columns) + len(sums) + 1)
    empty = {place for place in places if all(has_nothing(row.cells[place]) for row in table.rows)}
    return without(table, early | empty)


def without(table: Table, gone: Collection[int]) -> Table:
    """Return a table without some columns, counted from 0."""
    kept = [place for place in range(len(table.columns)) if place not in gone]
    return replace(
        table,
        columns=tuple(table.columns[place] for place in kept),
        rows=tuple(
            replace(row, cells=tuple(row.cells[place] for place in kept)) for row in table.rows
        ),
        numeric=tuple(new for new, place in enumerate(kept) if place in table.numeric),
    )


def has_nothing(cell: Line) -> bool:
    """Say whether a cell is a number that the archive has nothing of."""
    return any(isinstance(one, Number) and one.amount.missing == NO_MATERIAL for one in cell)


def say_left_out(sums: Sequence[str], table: Table) -> str:
    """Say which sums a table has no columns for, and why; nothing where it has them all."""
    gone = [decapitalize(head) for head in sums if head not in table.columns]
    if not gone:
        return ""
    what = "Året hittills och tolv månader" if len(gone) == len(sums) else join_words(gone)
    return f" {capitalize(what)} visas inte, för arkivet har inte underlag från hela den tiden."


def since_first(columns: Sequence[Column]) -> Iterator[tuple[int, Column]]:
    """Yield each month, with its place, from the archive's first."""
    known = [place for place, column in enumerate(columns) if column.report is not None]
    yield from ((place, column) for place, column in enumerate(columns) if place >= known[0])
