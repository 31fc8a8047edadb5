"""The line an author meant, when only quotation marks are missing: correct for what it holds.

YAML has marks of its own – a colon, a comma, a hash – and a text that holds one of them must stand
within quotation marks. Nothing of the text is changed to make it fit.
"""

from __future__ import annotations

import re

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
