"""Blanks that look like a space and are none: where one stands in a mark's place, the mark is not read."""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.problems import ArchiveError, Origin, Problem
from generator.records.files.quoting import NAME

# The blanks of Unicode but the space, and the signs that take no room at all.
WIDE = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
UNSEEN = "\u00ad\u061c\u180e\u200b\u200c\u200d\u2060\ufeff"
ODD = f"{WIDE}{UNSEEN}"
ANY_ODD = re.compile(f"[{ODD}]")
BLANKS = f" \t{ODD}"
NAMES_OF_MARKS = {"-": "bindestrecket", ":": "kolonet", "#": "#"}
NAMES = {
    " ": "ett mellanslag",
    "\t": "en tabb",
    "\u00a0": "ett hårt mellanslag (U+00A0)",
    "\u202f": "ett smalt hårt mellanslag (U+202F)",
    "\u3000": "ett brett mellanslag (U+3000)",
}
ROW_MARK = re.compile(rf"-(?!-)|{NAME}:")
PART_MARK = re.compile(rf"[{{,] *{NAME}:")
HEADING_MARK = re.compile(r"#{1,6}(?!#)")


def name_blank(blank: str) -> str:
    """Name a blank, by its number when it has no name of everyday."""
    kind = "ett osynligt tecken" if blank in UNSEEN else "ett annat mellanslag än det vanliga"
    return NAMES.get(blank, f"{kind} (U+{ord(blank):04X})")


def refuse_odd_blanks(lines: Sequence[str], path: str, header: range) -> None:
    """Refuse a file with such blanks where a mark of the header, or that of a heading, needs a space."""
    problems = []
    # Most files have no such blank at all.
    for number, line in enumerate(lines) if ANY_ODD.search("\n".join(lines)) else ():
        found = find_odd_run(line, is_row=number in header)
        if found is None:
            continue
        start, end, where = found
        column = next(n for n in range(start, end) if line[n] in ODD)
        text = f"{where} {name_blank(line[column])}. Skriv ett vanligt mellanslag:"
        paste = with_spaces(line, is_row=number in header)
        problems.append(Problem(Origin(path, number + 1, column + 1), text, paste=paste))
    if problems:
        raise ArchiveError(problems)


def find_odd_run(line: str, *, is_row: bool) -> tuple[int, int, str] | None:
    """Return where the first run of blanks in a mark's place that is not all spaces begins and ends.

    Columns are from 0. A text's line is looked at only where it is a heading.
    """
    end = skip_blanks(line, 0)
    mark = ROW_MARK if is_row else HEADING_MARK
    if holds_odd(line, 0, end) and (is_row or mark.match(line, end)):
        return 0, end, "Raden börjar med"
    while found := mark.match(line, end):
        start, end = found.end(), skip_blanks(line, found.end())
        if holds_odd(line, start, end):
            return start, end, f"Efter {NAMES_OF_MARKS.get(found[0][-1])} står"
        if found[0] != "-" or start == end:
            break
    if is_row and "}" in line:
        for found in PART_MARK.finditer(line):
            start, end = found.end(), skip_blanks(line, found.end())
            if holds_odd(line, start, end):
                return start, end, "Efter kolonet står"
    return None


def with_spaces(line: str, *, is_row: bool) -> str:
    """Return a line with spaces in place of such runs; its indent is kept, as it is what was wrong."""
    while found := find_odd_run(line, is_row=is_row):
        start, end, _ = found
        run = "".join(" " if blank in WIDE else blank for blank in line[start:end])
        run = "".join(blank for blank in run if blank not in UNSEEN)
        line = line[:start] + (run or " " if start else run) + line[end:]
    return line.rstrip()


def skip_blanks(line: str, start: int) -> int:
    """Return the column, from 0, of what follows the blanks that begin at `start`."""
    return next((n for n in range(start, len(line)) if line[n] not in BLANKS), len(line))


def holds_odd(line: str, start: int, end: int) -> bool:
    """Say whether one of the blanks between two columns is not a plain one."""
    return any(blank in ODD for blank in line[start:end])
