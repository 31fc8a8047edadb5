"""The line an author meant, when quotation marks are missing or a blank is no space.

YAML has marks of its own – a colon, a comma, a hash – and a text that holds one of them must stand
within quotation marks. Nothing of the text is changed to make it fit. Where another blank than a
space stands beside a mark, the mark is not read.
"""

from __future__ import annotations

import re

from generator.problems import ArchiveError, Origin, Problem
from generator.records.files.rare import rare_signs

# A row's name, as the archive's forms have them: letters, and blanks between.
NAME = r"[^\W\d_][\w ]*"
ROW = re.compile(rf"( *(?:- )*)({NAME}): +(\S.*)")
ROW_OF_PARTS = re.compile(rf"( *(?:- )?(?:{NAME}: +)?)\{{(.*)\}}")
PART_NAME = re.compile(rf" *({NAME}): +")
PART_END = re.compile(rf",(?= *{NAME}: )|,?$")
# A value that says itself where it ends: in quotation marks, a list, or parts of its own.
WHOLE = re.compile(
    r"(?:\"[^\"\\]*\"|'(?:[^']|'')*'|\[[^\[\]{}\"']*\]|\{[^\[\]{}\"']*\})(?= *(?:,|$))"
)
WORD_QUOTED = re.compile(r"[”“„»]([^”“„»«]*)[”“«»]|[’‘]([^’‘]*)[’‘]")
FIRST_MARKS = "&*!|>%@`\"'#[]{},"
# Nobody pastes a longer line, and to take one apart would take long.
LONGEST_LINE = 2_000
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


def in_quotes(text: str) -> str:
    """Return text within the marks that leave every character of it as it is."""
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"


def quoted_line(line: str) -> str:
    """Return a line `name: value` with its value in quotation marks, or nothing if it is no such line."""
    found = ROW.fullmatch(line.rstrip()) if len(line) < LONGEST_LINE else None
    if found is None or found[3][0] in "[{":
        return ""
    return f"{found[1]}{found[2]}: {in_quotes(meant_text(found[3]))}".strip()


def meant_text(written: str) -> str:
    """Return the text that was meant by a value whose own quotation marks do not do for YAML."""
    if found := WORD_QUOTED.fullmatch(written):
        return found[1] or found[2] or ""
    mark, inner = written[0], written[1:-1]
    if mark not in "\"'" or len(written) < 2 or not written.endswith(mark):
        return written
    # `"a" och "b"` has a mark that ends a word; in `"han sa "a" nu"` the first one begins one.
    ends_word = re.search(rf"(?<=\S){mark}(?!\w)", inner)
    begins_word = re.search(rf"(?<!\S){mark}", inner)
    if ends_word and not (begins_word and begins_word.start() < ends_word.start()):
        return written
    return inner


def quote_parts(line: str) -> tuple[str, str, int]:
    """Return a line `{name: value, …}` whose values YAML can read, the first that it could not, its place.

    The place is counted from 0. All are empty when the line has another form or lacks nothing.
    """
    found = ROW_OF_PARTS.fullmatch(line.rstrip()) if len(line) < LONGEST_LINE else None
    if found is None:
        return "", "", 0
    parts, first, place = [], "", 0
    rest, passed = found[2], found.start(2)
    while rest.strip():
        name = PART_NAME.match(rest)
        if name is None:
            return "", "", 0
        rest, passed = rest[name.end() :], passed + name.end()
        written, length = cut_value(rest)
        if not is_readable(written):
            first, place = first or written, place or passed
            written = in_quotes(meant_text(written))
        parts.append(f"{name[1]}: {written}")
        rest, passed = rest[length:], passed + length
    right = f"{found[1]}{{{', '.join(parts)}}}".strip()
    return (right, first, place) if first else ("", "", 0)


def cut_value(rest: str) -> tuple[str, int]:
    """Return the value that `rest` begins with, and how far it reaches with the comma after it."""
    whole = WHOLE.match(rest)
    end = PART_END.search(rest, whole.end() if whole else 0)
    assert end is not None
    return rest[: end.start()].strip(), end.end()


def is_readable(written: str) -> bool:
    """Say whether a value within `{ }` stands for itself as it is written."""
    if WHOLE.fullmatch(written) or not written:
        return True
    plain = not re.search(r"[\[\]{},]|: | #|:$|^[-?:](?: |$)", written)
    return plain and written[0] not in FIRST_MARKS


def name_blank(blank: str) -> str:
    """Name a blank, by its number when it has no name of everyday."""
    kind = "ett osynligt tecken" if blank in UNSEEN else "ett annat mellanslag än det vanliga"
    return NAMES.get(blank, f"{kind} (U+{ord(blank):04X})")


def refuse_odd_blanks(text: str, path: str, header: range) -> None:
    """Refuse a file with such blanks where a mark of the header, or that of a heading, needs a space."""
    problems = []
    # Most files have no such blank at all.
    for number, line in enumerate(text.split("\n") if ANY_ODD.search(rare_signs(text)) else ()):
        found = find_odd_run(line, is_row=number in header)
        if found is None:
            continue
        start, end, where = found
        column = next(n for n in range(start, end) if line[n] in ODD)
        said = f"{where} {name_blank(line[column])}. Skriv ett vanligt mellanslag:"
        paste = with_spaces(line, is_row=number in header)
        problems.append(Problem(Origin(path, number + 1, column + 1), said, paste=paste))
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
