"""What each row of a table is called: by its words, its order, or the parents it names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.problems import quote
from generator.records.files.tables import Cell
from generator.records.underlag.columns import Column, Role
from generator.records.underlag.labels import WHOLE, Label, Member, label_in_order, label_tree
from generator.records.underlag.layouts import Layout
from generator.records.underlag.misread import Misread
from generator.records.underlag.not_numbers import refuse_excel_error
from generator.records.underlag.reader import Reader, Row

LEVEL = re.compile(r"\d{1,2}")
Labelled = Iterator[tuple[Cell, Label | Misread]]


def label_rows(reader: Reader, rows: Sequence[Row]) -> list[Label | None]:
    """Return what each row is called; None where that cannot be told."""
    types, parents = reader.layout.first(Role.TYPE), reader.layout.first(Role.PARENT)
    if types is None:
        return [WHOLE] * len(rows)
    if parents:
        found = label_by_parents(reader.layout, rows, types, parents)
    else:
        found = label_by_order(reader, rows, types)
    return [
        take_label(reader, row[types.index], *one) for row, one in zip(rows, found, strict=True)
    ]


def take_label(reader: Reader, written: Cell, cell: Cell, label: Label | Misread) -> Label | None:
    """Return a row's label, or note at the cell why it has none."""
    if not written.text:
        cell, label = written, Misread("Här saknas vad raden gäller.")
    if error := refuse_excel_error(written.text):
        cell, label = written, error
    if isinstance(label, Misread):
        reader.note(cell, label.text, label.right)
        return None
    return label


def label_by_order(reader: Reader, rows: Sequence[Row], types: Column) -> Labelled:
    """Label rows by their words; a row named as the indicator is the indicator's own."""
    own = {word.casefold() for word in reader.indicator.words}
    cells = [row[types.index] for row in rows]
    texts = ("" if cell.text.casefold() in own else name_row(types.heading, cell) for cell in cells)
    return zip(cells, label_in_order(texts), strict=True)


def name_row(heading: Cell, cell: Cell) -> str:
    """Return a row's name; "7" is no name, but "Årskurs 7" is one."""
    has_words = any(letter.isalpha() for letter in cell.text)
    return cell.text if has_words or not cell.text else f"{heading.text} {cell.text}"


def label_by_parents(
    layout: Layout, rows: Sequence[Row], types: Column, parents: Column
) -> Labelled:
    """Label rows by the parents they name; an id that stands for two things labels none."""
    ids = choose_ids(layout, rows, parents) or types
    members: dict[str, Member] = {}
    clashes: dict[int, Misread] = {}
    for row in rows:
        one = Member(row[types.index].text, row[ids.index].text, row[parents.index].text)
        if not one.id:
            clashes[row[0].line] = Misread("Här saknas radens id.")
            continue
        earlier = members.setdefault(one.id, one)
        if earlier.text != one.text:
            clashes[row[0].line] = Misread(f"{quote(one.id)} står också för {quote(earlier.text)}.")
        elif earlier.parent != one.parent:
            text = f"{quote(one.text)} är på en annan rad en del av {quote(earlier.parent)}."
            clashes[row[0].line] = Misread(text)
    labels = label_tree(members)
    levels = layout.first(Role.LEVEL)
    depth = {row[ids.index].text: row[levels.index].text for row in rows} if levels else {}
    for row in rows:
        key = row[ids.index].text
        label = labels.get(key, WHOLE)
        if clash := clashes.get(row[0].line):
            yield row[ids.index], clash
        elif levels and isinstance(label, Label) and not lies_below(label, depth):
            text = f"Nivån ska vara ett heltal, högre än den överordnade radens. Här står {quote(depth[key])}."
            yield row[levels.index], Misread(text)
        else:
            yield row[parents.index], label


def lies_below(label: Label, depth: dict[str, str]) -> bool:
    """Say whether a row's level is a number, and higher than its parent's."""
    own, above = depth[label.id], depth[label.parent.id] if label.parent else "0"
    if not LEVEL.fullmatch(own) or not LEVEL.fullmatch(above):
        return False
    return int(own) > int(above)


def choose_ids(layout: Layout, rows: Sequence[Row], parents: Column) -> Column | None:
    """Return the column of ids that the parents are most often found in."""
    named = {row[parents.index].text for row in rows} - {""}

    def found(column: Column) -> int:
        return len(named & {row[column.index].text for row in rows})

    best = max(layout.every(Role.ID), key=found, default=None)
    return best if best and found(best) else None
