"""Rules for signs that nobody sees: they split a word that is searched for, or turn it round."""

from __future__ import annotations

from collections.abc import Iterator

from generator.problems import Origin, Problem, Severity
from generator.records.archive import Archive
from generator.records.hidden import TURNING, find_hidden, name_hidden, without_hidden
from generator.records.source import Source

# More of them come from the same program in the same way.
MOST = 20


def no_hidden_marks(source: Source) -> Iterator[Problem]:
    """No header, heading or text holds a sign that nobody sees and that turns or splits its words."""
    found = (
        (n, line, marks)
        for n, line in enumerate(source.lines, start=1)
        if (marks := find_hidden(line))
    )
    for told, (number, line, marks) in enumerate(found):
        if told == MOST:
            return
        column, _ = marks[0]
        text, severity = say_hidden([sign for _, sign in marks])
        paste = "" if severity is Severity.FEL else without_hidden(line).strip()
        yield Problem(Origin(source.path, number, column + 1), text, "", paste, severity)


def no_hidden_in_cells(archive: Archive) -> Iterator[Problem]:
    """No cell of a table holds a sign that nobody sees."""
    for table in archive.tables.values():
        cells = (cell for row in table.grid for cell in row)
        found = [(cell, marks) for cell in cells if (marks := find_hidden(cell.text))]
        for cell, marks in found[:MOST]:
            text, severity = say_hidden([sign for _, sign in marks])
            right = "" if severity is Severity.FEL else without_hidden(cell.text)
            yield table.problem(cell, text, right, severity)


def say_hidden(signs: list[str]) -> tuple[str, Severity]:
    """Say which signs stand on a line, and how bad that is: what turns text may hide what it says."""
    turning = [sign for sign in signs if sign in TURNING]
    sign, more = (turning or signs)[0], len(signs) - 1
    also = f" och {'ett' if more == 1 else more} till" if more else ""
    if turning:
        text = f"Här finns ett {name_hidden(sign)}{also}, så att texten kan läsas som något annat än det som står. Skriv om raden för hand."
        return text, Severity.FEL
    return (
        f"Här finns ett {name_hidden(sign)}{also}, som ingen ser. Skriv raden utan:",
        Severity.VARNING,
    )


FILE_RULES = (no_hidden_marks,)
RULES = (no_hidden_in_cells,)
