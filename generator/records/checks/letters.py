"""Rules for å, ä and ö: they have survived the way here, in texts, in headers and in tables."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.problems import Origin, Problem, Severity
from generator.records.archive import Archive
from generator.records.checks.saying import fault, warning
from generator.records.files.letters import find_broken, may_be_broken
from generator.records.files.source import Source
from generator.records.files.tables import SAVE_AGAIN, Table

# A text's letters may be written so, and are shown as the letters they stand for.
ENTITY = re.compile(r"&\w+;")
# More cells than these are broken in the same way.
MOST_CELLS = 20


def no_broken_letters(source: Source) -> Iterator[Problem]:
    """Å, ä and ö survived the way here: `Ã¤` and the replacement mark are what is left of them."""
    text = "\n".join(source.lines)
    if "&" not in text and not may_be_broken(text):
        return
    titles = {source.body_line + number for number in source.headings}
    for number, line in enumerate(source.lines, start=1):
        is_text = source.path.endswith(".md") and number >= source.body_line
        shown = ENTITY.sub(lambda found: "x" * len(found[0]), line)
        broken = find_broken(shown if is_text and number not in titles else line)
        if broken is None:
            continue
        say = fault if broken.certain else warning
        right = line.replace(broken.word, broken.meant) if broken.meant else ""
        yield say(Origin(source.path, number, broken.start + 1), "", broken.text, right.strip())


def no_broken_cells(archive: Archive) -> Iterator[Problem]:
    """Å, ä and ö survived the way into every cell of a table."""
    for table in archive.tables.values():
        yield from find_broken_cells(table)


def find_broken_cells(table: Table) -> Iterator[Problem]:
    """Yield the cells of a table whose letters have not survived, so many of them."""
    cells = (cell for row in table.grid for cell in row)
    found = [(cell, broken) for cell in cells if (broken := find_broken(cell.text))]
    for cell, broken in found[:MOST_CELLS]:
        right = cell.text.replace(broken.word, broken.meant) if broken.meant else ""
        text = f"{broken.text} {SAVE_AGAIN}"
        severity = Severity.FEL if broken.certain else Severity.VARNING
        yield table.problem(cell, text, right, severity)


RULES = (no_broken_cells,)
