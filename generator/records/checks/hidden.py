"""Rules for signs that nobody sees: they split a word that is searched for, or turn it round."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from generator.problems import Origin, Problem, Severity
from generator.records.archive import Archive
from generator.records.checks.saying import warning
from generator.records.files.hidden import find_hidden, name_hidden, without_hidden
from generator.records.files.source import Source

# More of them come from the same program in the same way.
MOST = 20


def no_hidden_marks(source: Source) -> Iterator[Problem]:
    """No header, heading or text holds a sign that nobody sees and that splits its words."""
    lines = enumerate(source.lines if find_hidden("\n".join(source.lines)) else (), start=1)
    found = ((n, line, marks) for n, line in lines if (marks := find_hidden(line)))
    for number, line, marks in islice(found, MOST):
        paste = without_hidden(line).strip()
        yield warning(Origin(source.path, number, marks[0][0] + 1), "", say_hidden(marks), paste)


def no_hidden_in_cells(archive: Archive) -> Iterator[Problem]:
    """No cell of a table holds a sign that nobody sees."""
    for table in archive.tables.values():
        cells = (cell for row in table.grid for cell in row)
        found = [(cell, marks) for cell in cells if (marks := find_hidden(cell.text))]
        for cell, marks in found[:MOST]:
            right = without_hidden(cell.text)
            yield table.problem(cell, say_hidden(marks), right, Severity.VARNING)


def say_hidden(marks: Sequence[tuple[int, str]]) -> str:
    """Say which signs of a line nobody sees."""
    more = len(marks) - 1
    also = f" och {'ett' if more == 1 else more} till" if more else ""
    return f"Här finns ett {name_hidden(marks[0][1])}{also}, som ingen ser. Skriv raden utan:"


FILE_RULES = (no_hidden_marks,)
RULES = (no_hidden_in_cells,)
